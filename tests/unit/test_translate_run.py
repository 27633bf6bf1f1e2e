"""One run of `pubflow translate` over a workspace: what it reads, and what it must not overwrite."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pubflow import po
from pubflow.catalog import State
from pubflow.language import LanguageTag
from pubflow.project import Project, load
from pubflow.workflow.drafting.translate import translate
from pubflow.workflow.workspace.keeping import held

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "pubflow.toml").write_text('languages = ["pt-BR"]\n', encoding="utf-8")
    (tmp_path / "statements").mkdir()
    for name in ("release", "visit"):
        (tmp_path / f"statements/{name}.md").write_text(f"# The {name}\n\nFree her now.\n", encoding="utf-8")
    return load(tmp_path, {})


def run(project, *ids, progress=lambda done, of: None):
    return translate(
        project, ids, (), engine="pseudo", dry_run=False, redo=False, stamp=NOON, now=NOON, progress=progress
    )


def test_a_statement_that_is_named_twice_is_drafted_once(project):
    seen: list[tuple[int, int]] = []
    report = run(project, "release", "release", progress=lambda done, of: seen.append((done, of)))
    assert [row.statement for row in report.rows] == ["release"]
    assert seen == [(1, 2), (2, 2)]


HEADER = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nX-Theirs: 1\\n"\n'


def saved(project, name: str, content: bytes) -> Callable[[int, int], None]:
    """An editor that saves `content` while the run drafts."""
    path = project.root / f"locales/pt_BR/LC_MESSAGES/{name}.po"

    def save(done: int, of: int) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    return save


def test_what_a_person_saved_meanwhile_stands_and_what_was_drafted_fills_the_rest(project):
    """A person's, or one that git brought: there was none when the run began, so none may be lost."""
    theirs = HEADER + b'\n# mine\nmsgid "Free her now."\nmsgstr "Libertem-na."\n\nmsgid "Old."\nmsgstr "Antiga."\n'
    report = run(project, "release", progress=saved(project, "release", theirs))
    assert report.refused == ()
    catalog, _ = po.loads((project.root / "locales/pt_BR/LC_MESSAGES/release.po").read_bytes(), path="release.po")
    title, body, old = (
        next(one for one in catalog.units if one.key.source == source)
        for source in ("The release", "Free her now.", "Old.")
    )
    assert (body.target, body.state, body.comments) == ("Libertem-na.", State.REVIEWED, ("mine",))
    assert (title.state, title.record[:5]) == (State.TRANSLATED, "draft")
    assert old.target == "Antiga."
    assert dict(catalog.headers)["X-Theirs"] == "1"


def test_a_save_in_the_middle_of_a_long_run_is_not_written_over_by_its_second_half(project):
    """The catalog is written every 64 drafts; what a person filled after the first write is no longer open."""
    lines = "\n\n".join(f"Sentence {number} of the list." for number in range(100))
    (project.root / "statements/long.md").write_text(f"# Long\n\n{lines}\n", encoding="utf-8")
    path = project.root / "locales/pt_BR/LC_MESSAGES/long.po"

    def edits(done: int, of: int) -> None:
        if done == 70:
            text = path.read_text(encoding="utf-8")
            untouched = 'msgid "Sentence 98 of the list."\nmsgstr ""'
            assert untouched in text
            path.write_text(text.replace(untouched, untouched[:-1] + 'Frase 98."'), encoding="utf-8")

    report = run(project, "long", progress=edits)
    assert (report.refused, report.rows[0].empty, report.rows[0].reviewed) == ((), 0, 1)
    catalog, _ = po.loads(path.read_bytes(), path="long.po")
    [theirs] = [unit for unit in catalog.units if unit.key.source == "Sentence 98 of the list."]
    assert (theirs.target, theirs.state) == ("Frase 98.", State.REVIEWED)
    assert sum(unit.record.startswith("draft ") for unit in catalog.units) == 100


def test_a_file_that_can_not_be_read_any_more_is_left_alone_and_the_others_go_on(project):
    broken = HEADER + b'\nmsgid "cut of'
    report = run(project, progress=saved(project, "release", broken))
    assert (project.root / "locales/pt_BR/LC_MESSAGES/release.po").read_bytes() == broken
    [line] = report.refused
    assert "release.po:4: saved by another program while we worked, and can't be read now" in line
    assert "kept and not paid for twice" in line
    assert [(row.statement, row.drafts) for row in report.rows] == [("visit", 2)]


def test_a_file_that_another_program_locks_is_told_and_nothing_is_lost(project, monkeypatch):
    """As on Windows, while Word or Poedit has it open."""
    run(project)
    folder = project.root / "locales/pt_BR/LC_MESSAGES"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    (project.root / "statements/release.md").write_text("# The release\n\nFree her now. Free them.\n", encoding="utf-8")
    swap = os.replace

    def locked(new: str, old: Path) -> None:
        if Path(old).name == "release.po":
            raise PermissionError(13, "the process cannot access the file")
        swap(new, old)

    monkeypatch.setattr(os, "replace", locked)
    report = run(project)
    [line] = report.refused
    assert "can't be written: the process cannot access the file (if a program has it open, close it there" in line
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix == ".po"} == {
        name: content for name, content in before.items() if name.endswith(".po")
    }
    monkeypatch.undo()
    assert run(project).refused == ()
    assert "Free them." in (folder / "release.po").read_text(encoding="utf-8")


def test_a_catalog_at_which_another_process_works_is_refused_and_the_others_go_on(project):
    with held(project, "release", LanguageTag.parse("pt-BR")):
        report = run(project)
    [line] = report.refused
    assert "release.po: another pubflow is at work on it (wait until it has ended, then run again)" in line
    assert [row.statement for row in report.rows] == ["visit"]
    assert not (project.root / "locales/pt_BR/LC_MESSAGES/release.po").exists()
    report = run(project)
    assert (report.refused, len(report.rows)) == ((), 2)


def test_a_run_over_more_catalogs_than_a_shell_has_files_open_locks_them_all(project):
    resource = pytest.importorskip("resource", reason="Windows has no such limit")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    few = len(list(Path("/dev/fd").iterdir())) + 20
    for number in range(40):
        (project.root / f"statements/s{number}.md").write_text("Free her.\n", encoding="utf-8")
    resource.setrlimit(resource.RLIMIT_NOFILE, (few, hard))
    try:
        reports = [run(project) for _ in range(2)]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert [(report.refused, len(report.rows)) for report in reports] == [((), 42)] * 2


def test_each_catalog_is_read_once_a_run(project, monkeypatch):
    """What is drafted is remembered from too, and so are the statements that were not asked for."""
    run(project)
    read: list[str] = []
    loads = po.loads

    def noted(content: bytes, *, path: str):
        read.append(path)
        return loads(content, path=path)

    (project.root / "statements/release.md").write_text("# The release\n\nFree her now. Free them.\n", encoding="utf-8")
    monkeypatch.setattr(po, "loads", noted)
    assert run(project, "release").rows[0].drafts == 3
    catalogs = [path for path in read if path.endswith(".po")]
    assert sorted(catalogs) == [f"locales/pt_BR/LC_MESSAGES/{name}.po" for name in ("release", "visit")]
