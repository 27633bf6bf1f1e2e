"""`assemble` where one format can't be made: the others are, and what is missing is named."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pubflow import pandoc
from pubflow.project import Project, load
from pubflow.workflow.editions import assemble as assembling
from pubflow.workflow.init import init
from pubflow.workflow.workspace.report import Report

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
INSTALL = {"pdf": "pubflow[pdf]", "docx": "pubflow[office]", "odt": "pubflow[office]", "epub": "pubflow[office]"}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    init(tmp_path / "desk", ("zh-TW", "pt-BR"))
    (tmp_path / "desk/statements/first-statement.md").unlink()
    (tmp_path / "desk/statements/release.md").write_text("---\ntitle: Release her\n---\n\nNow.\n", encoding="utf-8")
    return load(tmp_path / "desk", {})


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with neither typesetter nor pandoc."""
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.setattr(pandoc, "program", lambda: None)
    monkeypatch.setattr(pandoc, "version", lambda: "")


def assemble(project: Project, *formats: str) -> Report:
    return assembling.assemble(project, (), (), draft=True, formats=formats, now=NOON)


@pytest.mark.parametrize("lacking", sorted(INSTALL))
@pytest.mark.parametrize("first", [True, False], ids=["asked for first", "asked for last"])
def test_the_others_are_made_in_every_language_and_it_is_named_once(bare, project, lacking, first):
    formats = (lacking, "html", "txt") if first else ("html", "txt", lacking)
    report = assemble(project, *formats)
    assert set(report.changed) == {
        f"build/{area}/{tag}/release.{suffix}"
        for area, tag in (("editions", "en"), ("drafts", "zh-TW"), ("drafts", "pt-BR"))
        for suffix in ("html", "txt")
    }
    assert all((project.root / path).is_file() for path in report.changed)
    assert [row.edition for row in report.rows] == ["ready", "draft", "draft"]
    assert all(row.path.endswith(".html") for row in report.rows)
    told, which = report.refused
    assert told.startswith("statements/release.md: ")
    assert f'pip install "{INSTALL[lacking]}"' in told
    assert which == f"  not made: {lacking} in en, zh-TW, pt-BR"


def test_two_that_lack_the_same_are_told_together(bare, project):
    refused = assemble(project, "docx", "html", "odt", "pdf").refused
    assert [line for line in refused if line.startswith("  ")] == [
        "  not made: docx, odt in en, zh-TW, pt-BR",
        "  not made: pdf in en, zh-TW, pt-BR",
    ]


def test_where_nothing_can_be_made_no_edition_is_ready(bare, project):
    report = assemble(project, "pdf")
    assert report.changed == ()
    assert {(row.edition, row.path) for row in report.rows} == {("refused", "")}
    assert report.refused


def test_it_is_made_once_its_program_is_there(project, monkeypatch):
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "typst", None)
        assert assemble(project, "html", "pdf").refused
    report = assemble(project, "html", "pdf")
    assert report.refused == ()
    assert "build/editions/en/release.pdf" in report.changed


def test_a_file_of_an_earlier_run_is_not_passed_off_as_of_this_one(bare, project):
    old = project.root / "build/editions/en/release.pdf"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"%PDF")
    assert assemble(project, "html", "pdf").refused[-1] == (
        "  of an earlier run, and perhaps of another text: build/editions/en/release.pdf"
    )
    assert old.read_bytes() == b"%PDF"


def test_a_character_without_a_font_stops_one_language_only(project):
    path = project.root / "statements/release.md"
    path.write_text("---\ntitle: Release her\n---\n\nNow \U000f8123.\n", encoding="utf-8")
    report = assemble(project, "pdf", "html")
    assert len(report.changed) == 3
    assert "(U+F8123)" in report.refused[0]
