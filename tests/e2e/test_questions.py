"""A question typed in any editor is answered once, for all languages, those that are made later among them."""

from __future__ import annotations

import json
from pathlib import Path

import polib
import pytest

from pubflow import history

TEXT = """Release her now

The mechanism must be open to all nationals.

The court meets on 4 June 2024.
"""
QUESTION = "“all nationals”: people of every nationality?"


def _path(desk: Path, locale: str) -> Path:
    return desk / f"locales/{locale}/LC_MESSAGES/release.po"


def _entry(desk: Path, locale: str, number: int = 1) -> polib.POEntry:
    return polib.pofile(str(_path(desk, locale)), wrapwidth=0)[number]


def _typed(desk: Path, locale: str, *lines: str, number: int = 1) -> None:
    """What a person types into the comment box of a PO editor."""
    entries = polib.pofile(str(_path(desk, locale)), wrapwidth=0)
    entries[number].tcomment = "\n".join(filter(None, (entries[number].tcomment, *lines)))
    entries.save()


def _events(desk: Path, locale: str, verb: str) -> list[history.Event]:
    text = _path(desk, locale).with_suffix(".history.jsonl").read_text(encoding="utf-8")
    return [event for event in history.loads(text, path="x")[0] if event.verb == verb]


def _targets(desk: Path) -> dict[str, list[tuple[str, bool]]]:
    return {
        locale: [(entry.msgstr, entry.fuzzy) for entry in polib.pofile(str(_path(desk, locale)))]
        for locale in ("zh_TW", "pt_BR")
    }


def _tree(desk: Path) -> dict[str, bytes]:
    files = (path for path in desk.rglob("*") if path.is_file() and ".pubflow" not in path.parts)
    return {path.relative_to(desk).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def release(desk, pubflow):
    (desk / "release.txt").write_text(TEXT, encoding="utf-8")
    (desk / "statements/first-statement.md").unlink()
    assert pubflow("import", "release.txt", cwd=desk).returncode == 0
    assert pubflow("translate", "--engine", "pseudo", cwd=desk).returncode == 0
    return desk


def test_one_answer_reaches_all_languages(release, pubflow):
    _typed(release, "zh_TW", f"? {QUESTION}")
    before = _targets(release)
    shown = pubflow("questions", cwd=release)
    assert shown.returncode == 0
    assert f"? {QUESTION}  [zh-TW: a person, unknown]" in shown.stdout
    assert 'pubflow questions answer release 2 "…"' in shown.stdout
    told = pubflow("questions", "answer", "release", "2", "Yes, any nationality.", "--by", "desk1", cwd=release)
    assert told.returncode == 0, told.stderr
    assert _entry(release, "zh_TW").tcomment.splitlines()[:2] == [f"? {QUESTION}", "= Yes, any nationality. (desk1)"]
    note = f"asked: {QUESTION} = Yes, any nationality. (desk1)"
    assert note in _entry(release, "pt_BR").comment
    assert note not in _entry(release, "zh_TW").comment
    (question,), (answer,) = _events(release, "zh_TW", "question"), _events(release, "zh_TW", "answer")
    assert answer.after == (question.id,)
    assert _events(release, "pt_BR", "answer") == [answer]
    assert _targets(release) == before
    assert "no question is open" in pubflow("questions", cwd=release).stderr


def test_the_same_answer_twice_is_one_and_stays_through_every_run(release, pubflow):
    _typed(release, "zh_TW", f"? {QUESTION}")
    answer = ("questions", "answer", "release", "2", "Yes.", "--by", "desk1")
    assert pubflow(*answer, cwd=release).returncode == 0
    before = _tree(release)
    again = pubflow(*answer, cwd=release, env={"SOURCE_DATE_EPOCH": "1800000000"})
    assert (again.returncode, "told before" in again.stderr) == (0, True)
    for command in (("extract",), ("translate", "--engine", "pseudo"), ("extract",)):
        assert pubflow(*command, cwd=release).returncode == 0
    assert _tree(release) == before


def test_a_catalog_that_is_made_later_has_the_answer(release, pubflow):
    _typed(release, "zh_TW", f"? {QUESTION}")
    assert pubflow("questions", "answer", "release", "2", "Yes.", cwd=release).returncode == 0
    assert pubflow("translate", "-l", "es", "--engine", "pseudo", cwd=release).returncode == 0
    assert pubflow("extract", "-l", "fr", cwd=release).returncode == 0
    for locale in ("es", "fr"):
        assert f"asked: {QUESTION} = Yes." in _entry(release, locale).comment
        assert len(_events(release, locale, "answer")) == 1


def test_an_answer_typed_in_one_catalog_reaches_all_with_the_next_run(release, pubflow):
    """pt-BR comes second in the workspace, zh-TW first: the run takes both in one go."""
    _typed(release, "pt_BR", f"? {QUESTION}", "= Yes, any.")
    assert pubflow("extract", cwd=release).returncode == 0
    assert f"asked: {QUESTION} = Yes, any." in _entry(release, "zh_TW").comment
    before = _tree(release)
    assert pubflow("extract", cwd=release).returncode == 0
    assert _tree(release) == before


def test_deleting_the_comment_loses_no_question(release, pubflow):
    _typed(release, "zh_TW", f"?! {QUESTION}")
    assert pubflow("extract", cwd=release).returncode == 0
    entries = polib.pofile(str(_path(release, "zh_TW")), wrapwidth=0)
    entries[1].tcomment = ""
    entries.save()
    assert f"?! {QUESTION}" in pubflow("questions", cwd=release).stdout
    assert pubflow("questions", "answer", "release", "2", "Yes.", cwd=release).returncode == 0
    assert f"asked: {QUESTION} = Yes." in _entry(release, "zh_TW").comment


def test_where_several_questions_wait_the_answer_says_which_is_meant(release, pubflow):
    _typed(release, "zh_TW", f"? {QUESTION}", "? open to whom?")
    doubtful = pubflow("questions", "answer", "release", "2", "Yes.", cwd=release)
    assert doubtful.returncode == 2
    assert "several questions are meant" in doubtful.stderr
    assert pubflow("questions", "answer", "release", "2", "All.", "--about", "Whom", cwd=release).returncode == 0
    lines = _entry(release, "zh_TW").tcomment.splitlines()
    assert lines[:3] == [f"? {QUESTION}", "? open to whom?", "= All."]
    report = json.loads(pubflow("questions", "--json", cwd=release).stdout)
    assert [(one["unit"], one["text"], one["open"]) for one in report["questions"]] == [(2, QUESTION, True)]


def test_another_answer_takes_the_place_of_the_first(release, pubflow):
    _typed(release, "zh_TW", f"? {QUESTION}")
    answer = ("questions", "answer", "release", "2")
    assert pubflow(*answer, "Yes.", cwd=release).returncode == 0
    assert pubflow(*answer, "No.", cwd=release).returncode == 2
    assert pubflow(*answer, "No.", "--about", "nationals", cwd=release).returncode == 0
    assert _entry(release, "zh_TW").tcomment.splitlines()[:2] == [f"? {QUESTION}", "= No."]
    assert [line for line in _entry(release, "pt_BR").comment.splitlines() if line.startswith("asked")] == [
        f"asked: {QUESTION} = No."
    ]
    assert pubflow("extract", cwd=release).returncode == 0
    assert "asked: " + QUESTION + " = Yes." not in _path(release, "pt_BR").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    ['Yes.\nmsgid "x"\nmsgstr "y"', "Yes.\x1b[31m\u202e\x00", "#, fuzzy\n# pubflow: review for=0123456789abcdef", "\\"],
)
def test_no_answer_brings_syntax_or_control_characters_into_a_catalog(release, pubflow, text):
    _typed(release, "zh_TW", f"? {QUESTION}")
    before = _targets(release)
    (release / "answer.txt").write_text(text, encoding="utf-8")
    done = pubflow("questions", "answer", "release", "2", text.replace("\x00", "\x01"), cwd=release)
    assert done.returncode == 0, done.stderr
    assert _targets(release) == before
    for locale in ("zh_TW", "pt_BR"):
        content = _path(release, locale).read_text(encoding="utf-8")
        assert not any(char in content for char in "\x1b\x00\x01\u202e")
    shown = pubflow("questions", "--all", cwd=release).stdout
    assert " ".join(text.replace("\x1b", "").replace("\u202e", "").replace("\x00", "").split())[:60] in " ".join(
        shown.split()
    )


def test_a_question_asked_from_the_command_line_stands_in_the_catalog(release, pubflow):
    ask = ("questions", "ask", "release", "3", "Which court?", "-l", "pt-BR", "--by", "tr2", "--blocking")
    assert pubflow(*ask, cwd=release).returncode == 0
    before = _tree(release)
    assert _entry(release, "pt_BR", 2).tcomment.splitlines()[0] == "?! Which court? (tr2)"
    assert "asked before" in pubflow(*ask, cwd=release).stderr
    assert pubflow("extract", cwd=release).returncode == 0
    assert _tree(release) == before
    assert "?! Which court?  [pt-BR: tr2, 2023-11-14 22:13]" in pubflow("questions", cwd=release).stdout


def test_what_nobody_asked_can_be_told_to_all(release, pubflow):
    answer = ("questions", "answer", "release", "3", "The Supreme Court.")
    assert pubflow(*answer, cwd=release).returncode == 2
    assert pubflow(*answer, "--about", "the court", cwd=release).returncode == 0
    for locale in ("zh_TW", "pt_BR"):
        assert "asked: the court = The Supreme Court." in _entry(release, locale, 2).comment


@pytest.mark.parametrize(
    ("unit", "text", "said"), [("9", "Yes.", "units run from 1 to 3"), ("2", " \n", "no words in it")]
)
def test_what_can_not_be_answered_says_why(release, pubflow, unit, text, said):
    done = pubflow("questions", "answer", "release", unit, text, cwd=release)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr


def test_a_question_goes_with_its_sentence_when_the_source_changes(release, pubflow):
    """Also where there were drafts only, of which an update keeps no trace."""
    _typed(release, "zh_TW", f"?! {QUESTION}")
    assert pubflow("extract", cwd=release).returncode == 0
    statement = release / "statements/release.md"
    text = statement.read_text(encoding="utf-8")
    statement.write_text(text.replace("must be open to all", "should be open to all"), encoding="utf-8")
    assert pubflow("translate", "--engine", "pseudo", cwd=release).returncode == 0
    report = json.loads(pubflow("questions", "--json", cwd=release).stdout)
    assert [(one["unit"], one["text"], one["open"]) for one in report["questions"]] == [(2, QUESTION, True)]
    assert pubflow("questions", "answer", "release", "2", "Yes.", cwd=release).returncode == 0
    for locale in ("zh_TW", "pt_BR"):
        assert f"asked: {QUESTION} = Yes." in _entry(release, locale).comment
    before = _tree(release)
    assert pubflow("extract", cwd=release).returncode == 0
    assert _tree(release) == before
    assert json.loads(pubflow("questions", "--json", cwd=release).stdout)["questions"] == []
