"""A command passes over what did not change, and over nothing else."""

from __future__ import annotations

import re
import sqlite3
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pubflow.project import Project, load
from pubflow.workflow.editions import assemble as assembling
from pubflow.workflow.init import init
from pubflow.workflow.intake import extract as extracting
from pubflow.workflow.workspace.report import Report
from tests.doubles.pictures import png

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
STATEMENT = """---
title: Release her now
date: 2026-01-01
---

She was held for 21 days. An asylum seeker was sent back.
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    init(tmp_path / "desk", ("zh-TW",))
    (tmp_path / "desk/statements/first-statement.md").unlink()
    (tmp_path / "desk/statements/release.md").write_text(STATEMENT, encoding="utf-8")
    return load(tmp_path / "desk", {})


def extract(project: Project) -> Report:
    return extracting.extract(project, (), (), stamp=NOON)


def assemble(project: Project, now: datetime = NOON) -> Report:
    return assembling.assemble(project, (), (), draft=True, formats=("html", "md"), now=now)


JOBS = pytest.mark.parametrize("job", [extract, assemble])


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that a command took up instead of passing over them."""
    taken: list[str] = []
    for module in (extracting, assembling):
        open_statement = module.open_statement

        def noted(project: Project, statement_id: str, real: Callable = open_statement):
            taken.append(statement_id)
            return real(project, statement_id)

        monkeypatch.setattr(module, "open_statement", noted)
    return taken


@JOBS
def test_an_unchanged_statement_is_passed_over_and_reported_all_the_same(job, project, opened):
    extract(project)
    first = job(project)
    opened.clear()
    second = job(project)
    assert opened == []
    assert first.rows
    assert second == replace(first, changed=())


def _statement(root: Path) -> None:
    path = root / "statements/release.md"
    path.write_text(STATEMENT.replace("21", "22"), encoding="utf-8")


def _sidecar(root: Path) -> None:
    (root / "statements/release.toml").write_text('grain = "block"\n', encoding="utf-8")


def _catalog(root: Path) -> None:
    path = root / "locales/zh_TW/LC_MESSAGES/release.po"
    path.write_text(path.read_text(encoding="utf-8").replace('msgstr ""\n\n', 'msgstr "放人"\n\n', 1), encoding="utf-8")


def _history(root: Path) -> None:
    (root / "locales/zh_TW/LC_MESSAGES/release.history.jsonl").write_text("no event\n", encoding="utf-8")


def _glossary(root: Path) -> None:
    with (root / "glossary/zh-TW.csv").open("a", encoding="utf-8") as table:
        table.write("asylum-seeker,求庇者,9,approved,,,,\n")


@pytest.mark.parametrize("there", [True, False])
def test_a_picture_that_changed_came_or_went_starts_the_editions_again(there, project, opened):
    path = project.root / "statements/release.md"
    path.write_text(STATEMENT + "\n![A door](door.png)\n", encoding="utf-8")
    picture = project.statements / "door.png"
    if there:
        picture.write_bytes(png(3, 2))
    extract(project)
    first = assemble(project)
    opened.clear()
    assert assemble(project) == replace(first, changed=())
    assert opened == []
    picture.write_bytes(png(4, 2))
    again = assemble(project)
    assert opened == ["release"]
    assert {path for path in again.changed if path.endswith(".png")} == {
        "build/drafts/zh-TW/door.png", "build/editions/en/door.png"
    }  # fmt: skip
    (project.root / "build/editions/en/door.png").unlink()
    assert "build/editions/en/door.png" in assemble(project).changed


@JOBS
@pytest.mark.parametrize("change", [_statement, _sidecar, _catalog, _history, _glossary])
def test_whatever_a_job_reads_starts_it_again(job, change, project, opened):
    extract(project)
    job(project)
    opened.clear()
    change(project.root)
    job(project)
    assert opened == ["release"]


@JOBS
def test_a_setting_that_cuts_otherwise_starts_it_again(job, project, opened):
    extract(project)
    job(project)
    opened.clear()
    job(replace(project, grain="block"))
    assert opened == ["release"]


def test_an_edition_that_somebody_changed_or_deleted_is_made_again(project):
    assemble(project)
    pages = sorted((project.root / "build/drafts").rglob("*.html"))
    assert pages
    was = pages[0].read_bytes()
    pages[0].write_bytes(b"something else")
    assert assemble(project).changed == (pages[0].relative_to(project.root).as_posix(),)
    assert pages[0].read_bytes() == was
    pages[0].unlink()
    assert assemble(project).changed == (pages[0].relative_to(project.root).as_posix(),)


def test_a_template_that_was_deleted_is_made_again(project):
    extract(project)
    template = project.root / "locales/release.pot"
    template.unlink()
    assert extract(project).changed == ("locales/release.pot",)


def test_a_refusal_is_remembered_as_one(project):
    extract(project)
    refusals = [assembling.assemble(project, (), (), draft=False, formats=("md",), now=NOON).refused for _ in range(2)]
    assert refusals[0] == refusals[1]
    assert "not reviewed" in refusals[0][0]


def test_a_page_speaks_of_an_embargo_until_its_hour_and_no_longer(project):
    path = project.root / "statements/release.md"
    path.write_text(STATEMENT.replace("date:", "embargo: 2026-01-01 13:00 UTC\ndate:"), encoding="utf-8")
    page = project.root / "build/editions/en/release.html"
    for now, spoken in ((NOON, True), (NOON, True), (NOON + timedelta(hours=1), False)):
        assemble(project, now)
        assert ("Embargoed until" in page.read_text(encoding="utf-8")) is spoken
        assert ("noindex" in page.read_text(encoding="utf-8")) is spoken


@dataclass(frozen=True)
class _NewerProject(Project):
    """One with a setting that nobody has thought of here."""

    volume: int = 1


@JOBS
def test_a_setting_counts_unless_it_is_known_not_to(job, project, opened):
    newer = _NewerProject(project.root, project.languages)
    job(newer)
    opened.clear()
    job(replace(newer, engines=("pseudo",)))
    assert opened == []
    job(replace(newer, volume=2))
    assert opened == ["release"]


@pytest.mark.parametrize("content", [b"", b"no store", b"SQLite format 3\0" + bytes(200)])
def test_a_store_that_is_none_costs_only_time(content, project):
    first = extract(project)
    (project.root / ".pubflow/done.sqlite").write_bytes(content)
    assert extract(project) == replace(first, changed=())
    assert extract(project) == replace(first, changed=())


@pytest.mark.parametrize("report", ["[]", "{", '{"rows": [{"x": 1}]}', '{"findings": [{"span": 3}]}', '{"rows": 1}'])
def test_rows_of_a_store_that_say_nonsense_are_not_believed(report, project, opened):
    first = extract(project)
    store = sqlite3.connect(project.root / ".pubflow/done.sqlite")
    with store:
        store.execute("UPDATE done SET report = ?", (report,))
    store.close()
    opened.clear()
    assert extract(project) == replace(first, changed=())
    assert opened == ["release"]


def test_a_store_that_another_process_holds_is_done_without(project, opened):
    extract(project)
    store = sqlite3.connect(project.root / ".pubflow/done.sqlite")
    store.execute("BEGIN EXCLUSIVE")
    opened.clear()
    extract(project)
    store.rollback()
    store.close()
    assert opened == ["release"]


@pytest.mark.parametrize("there", [True, False], ids=["read-only file", "no file"])
def test_a_workspace_whose_store_can_not_be_written_works(project, monkeypatch, there):
    """SQLite's own refusals: permissions would stop no superuser, under whom many a build machine runs."""
    first = extract(project)
    if not there:
        (project.root / ".pubflow/done.sqlite").unlink()
    connect = sqlite3.connect

    def read_only(path, **options):
        return connect(f"{path.as_uri()}?mode=ro", uri=True, **options)

    monkeypatch.setattr(sqlite3, "connect", read_only)
    (project.root / "statements/release.md").write_text("Another text.\n", encoding="utf-8")
    changed = extract(project)
    assert changed.changed
    assert extract(project) == replace(changed, changed=())
    assert (project.root / ".pubflow/done.sqlite").exists() is there
    assert changed.rows != first.rows


def test_a_store_that_can_not_be_opened_costs_only_time(project, monkeypatch):
    """Another user's, or one on a disk that fails."""
    first = extract(project)

    def refused(*_, **__):
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(sqlite3, "connect", refused)
    assert extract(project) == replace(first, changed=())


def test_a_broken_store_that_can_not_be_taken_away_costs_only_time(project, monkeypatch):
    """On Windows, while another process has it open."""
    first = extract(project)
    (project.root / ".pubflow/done.sqlite").write_bytes(b"no store")

    def refused(path, **_):
        raise PermissionError(13, "in use", str(path))

    monkeypatch.setattr(Path, "unlink", refused)
    assert extract(project) == replace(first, changed=())


def test_a_file_in_the_place_of_its_folder_is_no_fault(project):
    (project.root / ".pubflow").write_text("not a folder", encoding="utf-8")
    assert extract(project).rows == extract(project).rows


class _Plain:
    def __init__(self, name: str) -> None:
        self.format, self.suffix = name, f".{name}"

    def write(self, statement, page) -> bytes:
        return statement.id.encode()


@pytest.mark.parametrize(
    ("name", "upgraded", "again"),
    [
        ("pdf", "typst", True),
        ("pdf", "justmytype-intl-cjk", True),
        ("pdf", "pandoc", False),
        ("docx", "pandoc", True),
        ("epub", "pandoc", True),
        ("html", "typst", False),
    ],
)
def test_a_newer_program_or_font_sets_its_editions_anew(name, upgraded, again, project, opened, monkeypatch):
    versions = {upgraded: "1"}
    monkeypatch.setattr(assembling, "load_writer", _Plain)
    monkeypatch.setattr(assembling, "version_of", lambda package: versions.get(package, "0"))
    monkeypatch.setattr(assembling.pandoc, "version", lambda: versions.get("pandoc", "0"))

    def run() -> Report:
        return assembling.assemble(project, (), (), draft=True, formats=(name,), now=NOON)

    run()
    opened.clear()
    run()
    assert opened == []
    versions[upgraded] = "2"
    run()
    assert (opened == ["release"]) is again


def test_what_sets_a_pdf_is_what_its_extra_installs():
    wanted = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    extra = {re.split("[=>]", one)[0] for one in wanted["project"]["optional-dependencies"]["pdf"]}
    assert set(assembling._SET_BY["pdf"]) == extra
