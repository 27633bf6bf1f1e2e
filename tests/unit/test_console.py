"""How findings are shown."""

from __future__ import annotations

import pytest

from pubflow.console import clean, columns, say_error, show, show_findings, wrapped
from pubflow.errors import SourceError
from pubflow.finding import Finding, Severity, Where
from pubflow.workflow.workspace.report import Report

PO = "locales/pt_BR/LC_MESSAGES/a.po"


def _empty(unit: int) -> Finding:
    return Finding("empty", Severity.ERROR, "not translated", Where(PO, unit=unit))


@pytest.mark.parametrize(
    ("findings", "lines"),
    [
        ([_empty(3)], [f"E empty  {PO} unit 3: not translated"]),
        ([_empty(unit) for unit in (9, 2, 3, 4, 4)], [f"E empty  {PO} units 2-4, 9: not translated"]),
        (
            [Finding("date", Severity.WARNING, "no date", Where("statements/a.md", 1)), _empty(1)],
            [f"E empty  {PO} unit 1: not translated", "W date  statements/a.md:1: no date"],
        ),
        ([Finding("x", Severity.INFO, "m", Where("a.md")), Finding("x", Severity.INFO, "m", Where("b.md"))],
         ["I x  a.md: m", "I x  b.md: m"]),
        ([], []),
    ],
)  # fmt: skip
def test_what_is_said_of_several_units_is_said_once(findings, lines, capsys):
    show_findings(findings)
    assert capsys.readouterr().out.splitlines() == lines


def test_columns_stand_below_each_other_whatever_is_written_in_them():
    """A Chinese character is two columns wide on a screen, a combining mark none."""
    lines = [("term", "by"), ("強制遣返", "desk"), ("refu\u0301gio", "x")]
    assert columns(lines) == "term      by\n強制遣返  desk\nrefu\u0301gio   x"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", ["one two", "three"]),
        ("強制遣返，不可。", ["強制遣", "返，不", "可。"]),
        ("他說「好」", ["他說", "「好」"]),
        ("ab 強制 c", ["ab 強制", "c"]),
        ("", [""]),
        ("wwwwwwwwwwww x", ["wwwwwwwwwwww", "x"]),
    ],
)
def test_a_text_is_cut_where_its_script_allows_it(text, lines):
    """Eight columns: a Chinese character takes two, and a closing mark begins no line."""
    assert wrapped(text, 8).split("\n") == lines


def test_what_would_move_the_cursor_is_shown_as_a_sign():
    assert clean("a\x1b[31m\tb\u202ec") == "a\ufffd[31m b\ufffdc"


def test_what_is_quoted_of_a_file_does_nothing_to_the_terminal(capsys) -> None:
    hostile = "“\x1b]0;title\x07\x9b2J\r\x08” ar\u200cab"
    report = Report(findings=(Finding("empty", Severity.ERROR, hostile, Where("a.po")),), notes=(f"{hostile}\n  more",))
    show(report)
    say_error(SourceError(hostile, where="a.md", hint=hostile))
    said = "".join(capsys.readouterr())
    assert said.count("title") == 4
    assert not set("\x1b\x07\x9b\r\x08") & set(said)
    assert said.count("ar\u200cab") == 4
    assert "\n  more\n" in said
