"""Many statements at once say what one after the other says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pubflow.errors import SourceError
from pubflow.project import Project, load
from pubflow.workflow.editions.assemble import assemble
from pubflow.workflow.intake.extract import extract
from pubflow.workflow.workspace import batch
from pubflow.workflow.workspace.report import Report

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
BROKEN = "s3"


@pytest.fixture
def many(tmp_path: Path) -> Project:
    """Seven statements, one of them with front matter that never closes."""
    (tmp_path / "pubflow.toml").write_text('languages = ["zh-TW"]\n', encoding="utf-8")
    (tmp_path / "statements").mkdir()
    for number in range(7):
        name = f"s{number}"
        text = "---\ntitle: x\n" if name == BROKEN else f"# Statement {number}\n\nNobody is held. {number} are free.\n"
        (tmp_path / f"statements/{name}.md").write_text(text, encoding="utf-8")
    return load(tmp_path, {})


def _both(project: Project, processes: int) -> tuple[Report, Report]:
    seen: list[tuple[int, int]] = []
    first = extract(project, (), (), stamp=NOON, processes=processes)
    second = assemble(
        project, (), (), draft=True, formats=("md",), now=NOON, processes=processes,
        progress=lambda done, of: seen.append((done, of)),
    )  # fmt: skip
    assert seen == sorted(seen)
    assert seen[-1] == (7, 7)
    return first, second


def _files(project: Project) -> dict[str, bytes]:
    paths = (path for path in project.root.rglob("*") if path.is_file() and ".pubflow" not in path.parts)
    return {path.relative_to(project.root).as_posix(): path.read_bytes() for path in paths}


def _made(project: Project) -> list[Path]:
    return [path for path in project.root.rglob("*") if path.suffix in {".po", ".pot"} or "build" in path.parts]


def test_two_processes_write_and_report_what_one_does(many, monkeypatch):
    monkeypatch.setattr(batch, "_WORTH_A_PROCESS", 2)
    together, files = _both(many, 2), _files(many)
    for path in sorted(_made(many), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert _both(many, 1) == together
    assert _files(many) == files
    assert [row.statement for row in together[0].rows] == ["s0", "s1", "s2", "s4", "s5", "s6"]
    assert len(together[0].refused) == 1
    assert "statements/s3.md:1" in together[0].refused[0]


def test_what_the_processes_made_is_passed_over_afterwards(many, monkeypatch):
    monkeypatch.setattr(batch, "_WORTH_A_PROCESS", 2)
    first = _both(many, 2)
    again = _both(many, 2)
    assert again == tuple(replace(report, changed=()) for report in first)


def _never(*arguments: object) -> batch.Work:
    import os

    return lambda statement_id: os._exit(3)


def test_a_process_that_dies_is_told_in_words(many, monkeypatch):
    monkeypatch.setattr(batch, "_WORTH_A_PROCESS", 2)
    with pytest.raises(batch.ProjectError, match="a process ended by itself"):
        batch.work_through(many, "extract", (), many.statement_ids(), _never, (), processes=2)


def test_what_stops_every_process_is_told_as_it_is(many, monkeypatch, capfd):
    (many.root / "glossary").mkdir()
    (many.root / "glossary/en.csv").write_bytes(b"concept,term\n\xff,x\n")
    monkeypatch.setattr(batch, "_WORTH_A_PROCESS", 2)
    told = []
    for processes in (1, 2):
        with pytest.raises(SourceError) as caught:
            assemble(many, (), (), draft=True, formats=("md",), now=NOON, processes=processes)
        told.append((str(caught.value), caught.value.hint))
    assert told[0] == told[1]
    assert "glossary/en.csv" in told[0][0]
    assert capfd.readouterr().err == ""
