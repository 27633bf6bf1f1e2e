"""A finding that a person accepts: by the command or a comment, until the text changes, seen by all who count."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.conftest import Pubflow
from tests.desk import with_one_statement

SOURCE = "She was held for 21 days.\n\nThe police said nothing.\n\nSee **the report** now.\n"
TARGETS = {
    "She was held for 21 days.": "Ela ficou detida por 22 dias.",
    "The police said nothing.": "A polícia nada disse..",
    "See <b1>the report</b1> now.": "Veja o relatório agora.",
}
BY = ("--by", "rev1", "--at", "2026-03-01T10:00:00+00:00")


@pytest.fixture
def desk(pubflow: Pubflow, tmp_path: Path) -> Path:
    """A workspace with one statement whose three targets hold a wrong number, two full stops and a lost tag."""
    desk = with_one_statement(pubflow, tmp_path, "pt-BR", SOURCE)
    po = _po(desk)
    text = po.read_text(encoding="utf-8")
    for source, target in TARGETS.items():
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    po.write_text(text, encoding="utf-8")
    return desk


def _po(desk: Path) -> Path:
    return desk / "locales/pt_BR/LC_MESSAGES/a.po"


def _open(pubflow: Pubflow, desk: Path) -> set[tuple[int, str]]:
    found = json.loads(pubflow("check", "--json", cwd=desk).stdout)
    return {(one["where"]["unit"], one["check"]) for one in found.get("findings", ())}


def _accepted(pubflow: Pubflow, desk: Path) -> list[tuple[int, str, str, str]]:
    found = json.loads(pubflow("check", "--json", cwd=desk).stdout)
    return [
        (one["finding"]["where"]["unit"], one["finding"]["check"], one["reason"], one["by"])
        for one in found.get("accepted", ())
    ]


def _comment(desk: Path, source: str, line: str) -> None:
    text = _po(desk).read_text(encoding="utf-8")
    block = re.search(rf'(?:^#[^\n]*\n)*^msgid "{re.escape(source)}"', text, re.MULTILINE)
    assert block is not None
    _po(desk).write_text(text[: block.start()] + f"# {line}\n" + text[block.start() :], encoding="utf-8")


def test_what_is_accepted_is_no_finding_any_more_and_is_counted_apart(pubflow: Pubflow, desk: Path) -> None:
    assert (1, "number-mismatch") in _open(pubflow, desk)
    before = _po(desk).read_bytes()
    done = pubflow("accept", "a", "1", "number-mismatch", "-l", "pt-BR", *BY, "--why", "the office counts so", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert _po(desk).read_bytes() == before
    assert (1, "number-mismatch") not in _open(pubflow, desk)
    assert _accepted(pubflow, desk) == [(1, "number-mismatch", "the office counts so", "rev1")]
    shown = pubflow("check", "--accepted", cwd=desk).stdout
    assert "ok: the office counts so (rev1, 2026-03-01)" in shown
    (row,) = json.loads(pubflow("status", "--json", cwd=desk).stdout)["rows"]
    assert row["accepted"] == 1
    assert "accepted" in pubflow("status", cwd=desk).stdout
    told = pubflow("history", "a", "--unit", "1", cwd=desk).stdout
    assert "accepted by rev1: number-mismatch: the office counts so" in told


def test_accepting_twice_writes_once_and_taking_back_opens_it_again(pubflow: Pubflow, desk: Path) -> None:
    args = ("accept", "a", "1", "number-mismatch", "-l", "pt-BR", *BY)
    pubflow(*args, "--why", "so", cwd=desk)
    history = _po(desk).with_suffix(".history.jsonl")
    once = history.read_bytes()
    again = pubflow(*args, "--why", "so", cwd=desk)
    assert "accepted before" in again.stderr
    assert history.read_bytes() == once
    assert pubflow(*args, "--withdraw", cwd=desk).returncode == 0
    assert (1, "number-mismatch") in _open(pubflow, desk)
    assert pubflow(*args, "--withdraw", cwd=desk).returncode == 1


def test_what_was_taken_back_may_be_accepted_again_in_the_same_words_at_the_same_moment(
    pubflow: Pubflow, desk: Path
) -> None:
    args = ("accept", "a", "1", "number-mismatch", "-l", "pt-BR", *BY)
    for _ in range(2):
        pubflow(*args, "--why", "so", cwd=desk)
        assert (1, "number-mismatch") not in _open(pubflow, desk)
        pubflow(*args, "--withdraw", cwd=desk)
        assert (1, "number-mismatch") in _open(pubflow, desk)


def test_it_is_over_when_the_target_changes_and_holds_again_when_that_is_restored(pubflow: Pubflow, desk: Path) -> None:
    pubflow("accept", "a", "1", "number-mismatch", "-l", "pt-BR", *BY, "--why", "so", cwd=desk)
    was = _po(desk).read_text(encoding="utf-8")
    _po(desk).write_text(was.replace("por 22 dias", "por uns 22 dias"), encoding="utf-8")
    assert (1, "number-mismatch") in _open(pubflow, desk)
    _po(desk).write_text(was, encoding="utf-8")
    assert (1, "number-mismatch") not in _open(pubflow, desk)


@pytest.mark.parametrize("line", ["ok: counted so", "OK number-mismatch: counted so", "ok：counted so"])
def test_a_comment_accepts_and_losing_it_loses_nothing_once_it_is_noted(
    pubflow: Pubflow, desk: Path, line: str
) -> None:
    _comment(desk, "She was held for 21 days.", line)
    assert (1, "number-mismatch") not in _open(pubflow, desk)
    pubflow("review", "a", "-l", "pt-BR", cwd=desk, stdin="q\n")
    text = _po(desk).read_text(encoding="utf-8")
    _po(desk).write_text(text.replace(f"# {line}\n", ""), encoding="utf-8")
    assert (1, "number-mismatch") not in _open(pubflow, desk)
    assert [(unit, reason) for unit, _, reason, _ in _accepted(pubflow, desk)] == [(1, "counted so")]


def test_a_comment_that_was_noted_says_nothing_of_a_text_that_came_later(pubflow: Pubflow, desk: Path) -> None:
    _comment(desk, "She was held for 21 days.", "ok: counted so")
    pubflow("review", "a", "-l", "pt-BR", cwd=desk, stdin="q\n")
    text = _po(desk).read_text(encoding="utf-8")
    _po(desk).write_text(text.replace("22 dias", "23 dias"), encoding="utf-8")
    assert (1, "number-mismatch") in _open(pubflow, desk)
    # Nor where it goes with its unit to another source.
    _po(desk).write_text(text, encoding="utf-8")
    (desk / "statements/a.md").write_text(SOURCE.replace("21 days", "24 days"), encoding="utf-8")
    pubflow("extract", cwd=desk)
    assert "counted so" in _po(desk).read_text(encoding="utf-8")
    assert (1, "number-mismatch") in _open(pubflow, desk)


def test_a_comment_about_another_check_accepts_nothing(pubflow: Pubflow, desk: Path) -> None:
    _comment(desk, "She was held for 21 days.", "ok hedge-dropped: never mind")
    assert (1, "number-mismatch") in _open(pubflow, desk)


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("a", "3", "tag-mismatch"), 1, "can't be accepted"),
        (("a", "1", "number-mismach"), 2, "did you mean number-mismatch?"),
        (("a", "1", "caps"), 1, "caps finds nothing at unit 1"),
        (("a", "9", "caps"), 2, "there is no unit 9"),
        (("b", "1", "caps"), 2, "there is no statement “b”"),
    ],
)
def test_what_is_refused_says_why(pubflow: Pubflow, desk: Path, args: tuple[str, ...], code: int, words: str) -> None:
    done = pubflow("accept", *args, "-l", "pt-BR", *BY, "--why", "so", cwd=desk)
    assert done.returncode == code
    assert words in done.stderr


def test_a_reason_and_a_handle_are_asked_for(pubflow: Pubflow, desk: Path) -> None:
    done = pubflow("accept", "a", "1", "number-mismatch", "-l", "pt-BR", "--by", "rev1", cwd=desk)
    assert done.returncode == 2
    assert "why may it stand?" in done.stderr
    done = pubflow("accept", "a", "1", "number-mismatch", "-l", "pt-BR", "--by", "Mei Lin", "--why", "so", cwd=desk)
    assert done.returncode == 2
    assert "no neutral handle" in done.stderr


def test_a_comment_lets_no_lost_tag_pass(pubflow: Pubflow, desk: Path) -> None:
    _comment(desk, "See <b1>the report</b1> now.", "ok: fine")
    assert (3, "tag-mismatch") in _open(pubflow, desk)
