"""Reports and errors as words on the screen: results on stdout, remarks on stderr."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import click

from pubflow.errors import PubflowError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pubflow.finding import Finding
    from pubflow.workflow.workspace.report import Remark, Report, Row

_STOPPED = 130
"""What shells give for a program ended by Ctrl-C."""
_SPACELESS = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Kana and Han: a line may end behind any of them."""
_OPENING, _CLOSING = "「『（《〈", "，。、；：？！」』）》〉…—"
_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LISTED = 12
"""Files written that are named one by one."""


def show(report: Report, *, as_json: bool = False) -> None:
    """Print a report; raise what it refuses."""
    if as_json:
        print_json(report.as_json())
    else:
        show_findings(report.findings)
        if report.rows:
            click.echo(table(report.rows))
        _show_written(report.changed)
        say(report.notes)
    if report.refused:
        say(report.refused)
        raise click.exceptions.Exit(1)


def _show_written(paths: tuple[str, ...]) -> None:
    """Each file, or their number where the list would push the table off the screen."""
    if len(paths) > _LISTED:
        click.echo(f"wrote {len(paths)} files, {paths[0]} to {paths[-1]}", err=True)
        return
    for path in paths:
        click.echo(f"wrote {path}", err=True)


def say(lines: Iterable[str]) -> None:
    """Remarks, a line each, on stderr; what they quote of a file does nothing to the terminal."""
    for line in lines:
        click.echo(_still(line), err=True)


def show_findings(findings: Iterable[Finding]) -> None:
    """Worst first, a line each; what is said of several units of a catalog in the same words is said once."""
    said: dict[tuple[str, str], list[Finding]] = {}
    for finding in sorted(findings, key=lambda finding: -finding.severity):
        head = f"{finding.severity.name[0]} {finding.check}  "
        unit = finding.where.unit is not None and finding.where.line is None
        place = finding.where.path if unit else str(finding.where)
        said.setdefault((head + place, finding.message), []).append(finding)
    for (head, message), alike in said.items():
        click.echo(_still(f"{head}{_units(alike)}: {message}"))


def show_remarks(remarks: Iterable[Remark]) -> None:
    """What was looked at, a line each, and below it what to do."""
    for remark in remarks:
        click.echo(f"{remark.mark}  {remark.subject}: {remark.message}")
        if remark.hint:
            click.echo(f"   hint: {remark.hint}")


def _units(findings: Sequence[Finding]) -> str:
    """` unit 3`, ` units 2-5, 9`, or nothing where they speak of no unit."""
    from pubflow.finding import units_told

    numbers = sorted({finding.where.unit for finding in findings if finding.where.unit is not None})
    if not numbers or findings[0].where.line is not None:
        return ""
    return f" {units_told(numbers)}"


def table(rows: tuple[Row, ...]) -> str:
    """Statement x language, as text columns."""
    heads = ("statement", "language", "units", "reviewed", "drafts", "empty", "E", "W", "edition", "open")
    cells = [
        (
            row.statement,
            row.language,
            str(row.units),
            str(row.reviewed),
            str(row.drafts),
            str(row.empty),
            _or_dash(row.errors),
            _or_dash(row.warnings),
            row.edition or "-",
            row.path or "-",
        )
        for row in rows
    ]
    return columns([heads, *cells])


def columns(lines: Sequence[Sequence[str]]) -> str:
    """Lines of cells as text columns, each as wide as its widest cell."""
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell + " " * (wide - width(cell)) for cell, wide in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def width(text: str) -> int:
    """Columns on the screen: Chinese characters take two, combining marks none."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(map(bool, map(unicodedata.combining, text)))


def _still(text: str) -> str:
    """What may hold words of a file, and lines: without the characters that a terminal obeys."""
    return _OBEYED.sub("\ufffd", text)


def clean(text: str) -> str:
    """A text of a file for the screen: nothing in it moves the cursor or hides."""
    return "".join(map(visible, text))


def wrapped(text: str, columns: int, indent: str = "") -> str:
    """A text on lines of so many columns, cut at spaces, and between Chinese characters, which take two columns."""
    lines = [""]
    for piece in _pieces().findall(text):
        if lines[-1] and width(lines[-1] + piece.rstrip()) > columns - width(indent):
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return "\n".join((indent + line).rstrip() for line in lines)


@cache
def _pieces() -> re.Pattern[str]:
    """What stays on one line: a word, or a Chinese character with the marks that belong to it."""
    # Compiled where a text is laid out first: that takes longer than all else in this module.
    return re.compile(rf"[{_OPENING}]*[{_SPACELESS}][{_CLOSING}]*|[^\s{_SPACELESS}{_OPENING}]+\s*|[{_OPENING}]+|\s+")


def _or_dash(number: int | None) -> str:
    return "-" if number is None else str(number)


def visible(char: str) -> str:
    """A tab as a space; what would move the cursor, or nobody would see, as a sign for it."""
    if char == "\t":
        return " "
    return "\ufffd" if unicodedata.category(char) in {"Cc", "Cf", "Cs"} else char


def print_json(value: object) -> None:
    """One value, indented, on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def say_error(error: PubflowError) -> int:
    """What failed, where, and what to do; gives the exit code."""
    say([f"pubflow: {error}", *([f"hint: {error.hint}"] if error.hint else [])])
    return error.exit_code


def say_stopped() -> int:
    """The words for Ctrl-C; gives the exit code."""
    click.echo("pubflow: stopped; what was done until now is kept", err=True)
    return _STOPPED
