"""`pubflow terms report` asks an engine as drafting does: in batches, by its contract, within budget and privacy."""

from __future__ import annotations

from pathlib import Path

import pytest

from pubflow.errors import BudgetError, EngineError
from pubflow.plugins import EngineInfo
from pubflow.project import load
from pubflow.workflow.drafting import engines
from pubflow.workflow.terms.report import Said, report


class FakeEngine:
    """Says what it is sent, save the first `forgets` texts of each batch."""

    def __init__(self, *, offline: bool = True, forgets: int = 0) -> None:
        self.info = EngineInfo("fake", "1", offline=offline, metered=not offline, max_batch=4)
        self.sent: list[str] = []
        self._forgets = forgets

    def supports(self, source, target):
        return True

    def why_not(self, source, target):
        return ""

    def translate(self, request):
        self.sent += request.texts
        return request.texts[self._forgets :]

    def close(self):
        pass


@pytest.fixture
def reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The report of a workspace on a law and a person, by this engine and under these settings."""

    def run(engine: FakeEngine, settings: str = "") -> tuple[Said, ...]:
        (tmp_path / "pubflow.toml").write_text(f'languages = ["pt-BR"]\n{settings}', encoding="utf-8")
        (tmp_path / "glossary").mkdir()
        (tmp_path / "glossary/en.csv").write_text("concept,term\nlaw,law\nana,Ana Prado\n", encoding="utf-8")
        (tmp_path / "glossary/pt-BR.csv").write_text("concept,term\nlaw,lei\nana,Ana Prado\n", encoding="utf-8")
        (tmp_path / "sensitive.txt").write_text("Ana Prado\n", encoding="utf-8")
        monkeypatch.setattr(engines, "choose", lambda *_, **__: ("fake", ""))
        monkeypatch.setattr(engines, "opened", lambda *_, **__: engine)
        return report(load(tmp_path, {}), "pt-BR", engine=None)

    return run


def test_an_engine_that_forgets_a_text_is_named(reported) -> None:
    with pytest.raises(EngineError, match="fake 1 gave 3 texts back for 4"):
        reported(FakeEngine(forgets=1))


@pytest.mark.parametrize("offline", [True, False])
def test_a_name_that_must_not_leave_is_asked_of_an_engine_on_this_machine_only(reported, offline) -> None:
    engine = FakeEngine(offline=offline)
    assert [one.concept for one in reported(engine)] == ["law", "ana"]
    assert any("law" in text for text in engine.sent)
    assert any("Prado" in text for text in engine.sent) is offline


def test_a_report_keeps_to_the_budget(reported) -> None:
    engine = FakeEngine(offline=False)
    with pytest.raises(BudgetError):
        reported(engine, "max-chars = 10\n")
    assert engine.sent == []
