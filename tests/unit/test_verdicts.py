"""What the checks said of a catalog is remembered while nothing of what they read has changed, and never longer."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import polib
import pytest

from pubflow.catalog import Unit
from pubflow.checks.wording import WrongLanguage
from pubflow.finding import Finding, Severity, Where
from pubflow.plugins import CheckContext
from pubflow.project import Project, load
from pubflow.workflow.checking.checker import Checker
from pubflow.workflow.init import init
from pubflow.workflow.intake.extract import extract
from pubflow.workflow.workspace.opening import open_statement
from pubflow.workflow.workspace.report import Row

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
STATEMENT = "---\ntitle: Release her now\n---\n\nShe was held for 21 days.\n\nFree them.\n"
Look = Callable[[], tuple[Row, list[Finding], int]]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    init(tmp_path / "desk", ("pt-BR",))
    (tmp_path / "desk/statements/first-statement.md").unlink()
    for name in ("release", "second"):
        (tmp_path / f"desk/statements/{name}.md").write_text(STATEMENT, encoding="utf-8")
    project = load(tmp_path / "desk", {})
    extract(project, (), (), stamp=NOON)
    for name in ("release", "second"):
        fill(project, name, f"{name} 12")
    return project


def fill(project: Project, name: str, target: str) -> None:
    path = project.root / f"locales/pt_BR/LC_MESSAGES/{name}.po"
    entries = polib.pofile(str(path), wrapwidth=0)
    for entry in entries:
        entry.msgstr = target
    entries.save()


@pytest.fixture
def look(project: Project, monkeypatch: pytest.MonkeyPatch) -> Look:
    """What a run of its own says of the catalog, and how many units a check was asked about for it."""
    asked: list[Unit] = []

    def found(self: WrongLanguage, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        asked.append(unit)
        if "12" in unit.target:
            yield Finding(self.id, Severity.ERROR, f"“{unit.target}”", context.where, (0, 1), "mended", "concept")

    monkeypatch.setattr(WrongLanguage, "__call__", found)

    def looked() -> tuple[Row, list[Finding], int]:
        asked.clear()
        here = load(project.root, {})
        row, findings = Checker(here).look(open_statement(here, "release"), here.languages[0])
        return row, findings, len(asked)

    return looked


def test_a_second_run_says_the_same_and_asks_no_check(look: Look) -> None:
    row, findings, asked = look()
    assert asked == 3
    assert [one for one in findings if one.check == "wrong-language"] == [
        Finding("wrong-language", Severity.ERROR, "“release 12”", Where("locales/pt_BR/LC_MESSAGES/release.po", unit=n), (0, 1), "mended", "concept")
        for n in (1, 2, 3)
    ]  # fmt: skip
    assert look() == (row, findings, 0)


@pytest.mark.parametrize(
    "name",
    [
        "locales/pt_BR/LC_MESSAGES/release.po",
        "locales/pt_BR/LC_MESSAGES/release.history.jsonl",
        "statements/release.md",
        "statements/release.toml",
        "glossary/en.csv",
        "pubflow.toml",
    ],
)
def test_whatever_the_checks_read_makes_them_look_again(project: Project, look: Look, name: str) -> None:
    look()
    path = project.root / name
    text = path.read_text("utf-8") if path.is_file() else ""
    if name == "pubflow.toml":
        text = f'quotations = "split"\n{text}'
    path.write_text(f"{text}\n", "utf-8")
    assert look()[2] > 0


def test_what_another_catalog_says_is_never_remembered(project: Project, look: Look) -> None:
    fill(project, "release", "uma frase inteira")
    fill(project, "second", "outra coisa")
    here = load(project.root, {})
    tag = here.languages[0]

    def told() -> list[Finding]:
        checker = Checker(here)
        checker.look(open_statement(here, "second"), tag)
        return [
            one for one in checker.look(open_statement(here, "release"), tag)[1] if one.check == "inconsistent-repeat"
        ]

    assert told() != []
    assert told() != []  # by the verdicts that are remembered
    fill(project, "second", "uma frase inteira")
    assert told() == []


@pytest.mark.parametrize("content", [b"", b"no store at all", b"SQLite format 3\x00 and nothing behind it"])
def test_a_memory_that_is_none_is_made_anew(project: Project, look: Look, content: bytes) -> None:
    said = look()[:2]
    for path in (project.root / ".pubflow").glob("verdicts.sqlite*"):
        path.write_bytes(content)
    assert look() == (*said, 3)
    assert look() == (*said, 0)


def test_verdicts_that_are_none_are_not_believed(project: Project, look: Look) -> None:
    said = look()[:2]
    with sqlite3.connect(project.root / ".pubflow/verdicts.sqlite") as store:
        store.execute("""UPDATE verdicts SET found = '[[1, "wrong-language", 9]]'""")
    store.close()
    assert look() == (*said, 3)


def test_without_a_place_to_remember_every_unit_is_judged(project: Project, look: Look) -> None:
    (project.root / ".pubflow").mkdir(exist_ok=True)
    for path in (project.root / ".pubflow").glob("verdicts.sqlite*"):
        path.unlink()
    (project.root / ".pubflow/verdicts.sqlite").mkdir()
    assert look()[2] == 3
    assert look()[2] == 3
