"""Terms are verified whoever wrote the target: people, the memory, a catalog from elsewhere. Nothing of it is rewritten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pubflow import po
from pubflow.catalog import State

SENTENCE = "An asylum seeker waits."
TARGET = "他在等待。"
MISSED = "“asylum seeker” is not there as 尋求庇護者"
FOREIGN = f"""\
msgid ""
msgstr ""
"Language: zh_TW\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "{SENTENCE}"
msgstr "{TARGET}"
"""


@pytest.fixture
def waiting(desk):
    """Two statements that share a sentence with a term; zh-TW has no engine."""
    for path in (*(desk / "glossary").glob("*.csv"), *(desk / "statements").glob("*.md")):
        path.unlink()
    (desk / "glossary/en.csv").write_text("concept,term\nasylum-seeker,asylum seeker\n", encoding="utf-8")
    (desk / "glossary/zh-TW.csv").write_text("concept,term\nasylum-seeker,尋求庇護者\n", encoding="utf-8")
    for name in ("first", "second"):
        (desk / f"statements/{name}.md").write_text(f"{SENTENCE}\n", encoding="utf-8")
    return desk


def _catalog(desk: Path, name: str) -> Path:
    return desk / f"locales/zh_TW/LC_MESSAGES/{name}.po"


def _place(desk: Path, name: str, text: str) -> None:
    _catalog(desk, name).parent.mkdir(parents=True, exist_ok=True)
    _catalog(desk, name).write_text(text, encoding="utf-8")


def _warnings(pubflow, desk: Path) -> list[str]:
    told = pubflow("check", "-l", "zh-TW", "--json", cwd=desk)
    assert told.returncode in {0, 1}, told.stderr
    found = [one for one in json.loads(told.stdout).get("findings", ()) if one["check"] == "term-missing"]
    assert all(one["severity"] == "warning" for one in found)
    return [f"W term-missing  {one['where']['path']} unit {one['where']['unit']}: {one['message']}" for one in found]


def test_a_reviewed_target_without_its_term_is_found_and_left_alone(waiting, pubflow):
    assert pubflow("extract", "-l", "zh-TW", cwd=waiting).returncode == 0
    text = _catalog(waiting, "first").read_text(encoding="utf-8")
    _place(waiting, "first", text.replace(f'"{SENTENCE}"\nmsgstr ""', f'"{SENTENCE}"\nmsgstr "{TARGET}"'))
    before = _catalog(waiting, "first").read_bytes()
    for command in (("extract",), ("translate",), ("translate", "--redo")):
        done = pubflow(*command, "-l", "zh-TW", "first", cwd=waiting)
        assert done.returncode == 0, done.stderr
        assert _warnings(pubflow, waiting) == [f"W term-missing  locales/zh_TW/LC_MESSAGES/first.po unit 1: {MISSED}"]
    assert _catalog(waiting, "first").read_bytes() == before


def test_what_the_memory_knows_is_drafted_as_it_is_and_flagged(waiting, pubflow):
    _place(waiting, "first", FOREIGN)
    done = pubflow("translate", "-l", "zh-TW", cwd=waiting)
    assert done.returncode == 0, done.stderr
    assert "second in zh-TW: 1 terms, 0 met, 1 flagged" in done.stderr
    [unit] = po.loads(_catalog(waiting, "second").read_bytes(), path="second.po")[0].units
    assert (unit.target, unit.state) == (TARGET, State.TRANSLATED)
    assert any(note.startswith("look twice: ") and "asylum seeker" in note for note in unit.notes)
    assert [line.partition(": ")[2] for line in _warnings(pubflow, waiting)] == [MISSED, MISSED]


def test_a_catalog_from_elsewhere_is_verified_as_it_came(waiting, pubflow):
    _place(waiting, "first", FOREIGN)
    assert _warnings(pubflow, waiting) == [f"W term-missing  locales/zh_TW/LC_MESSAGES/first.po unit 1: {MISSED}"]
    assert _catalog(waiting, "first").read_text(encoding="utf-8") == FOREIGN
    assert pubflow("extract", "-l", "zh-TW", cwd=waiting).returncode == 0
    [unit] = po.loads(_catalog(waiting, "first").read_bytes(), path="first.po")[0].units
    assert (unit.target, unit.state) == (TARGET, State.REVIEWED)
