"""`pubflow terms report` asks an engine as drafting does: in batches, and holds it to its contract."""

from __future__ import annotations

from pathlib import Path

import pytest

from pubflow.errors import EngineError
from pubflow.plugins import EngineInfo
from pubflow.project import load
from pubflow.workflow import engines
from pubflow.workflow.terms_report import report


class ForgetfulEngine:
    """Gives one text less than it was sent."""

    info = EngineInfo("forgetful", "1", offline=True, max_batch=4)

    def supports(self, source, target):
        return True

    def translate(self, request):
        return request.texts[1:]

    def close(self):
        pass


def test_an_engine_that_forgets_a_text_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pubflow.toml").write_text('languages = ["pt-BR"]\n', encoding="utf-8")
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary/en.csv").write_text("concept,term\nlaw,law\n", encoding="utf-8")
    (tmp_path / "glossary/pt-BR.csv").write_text("concept,term\nlaw,lei\n", encoding="utf-8")
    monkeypatch.setattr(engines, "choose", lambda *_, **__: ("forgetful", ""))
    monkeypatch.setattr(engines, "opened", lambda *_, **__: ForgetfulEngine())
    with pytest.raises(EngineError, match="forgetful 1 gave 3 texts back for 4"):
        report(load(tmp_path, {}), "pt-BR", engine=None)
