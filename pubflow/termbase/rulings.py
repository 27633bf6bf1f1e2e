"""Disputes settled: the history in `rulings.csv`, and what a ruling changes in a language's file. Pure.

The history is only ever appended to. In the language's file nothing changes but the cells `rank` and `status` of the
concept's own rows: every other byte stays, whatever the file's separator, quotation marks and line ends.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from pubflow.errors import TermbaseError, UsageError
from pubflow.finding import Finding, Severity
from pubflow.language import LanguageTag
from pubflow.termbase.entries import TERM_COLUMNS
from pubflow.termbase.model import Status, Termbase
from pubflow.termbase.table import FOLDER, RULINGS, Row, fault, read_table, separator_of

_COLUMNS: Final = ("concept", "language", "term", "by", "at", "until", "why")
_NEEDED: Final = ("concept", "language", "term", "by", "at", "why")
_Cell = tuple[int, int]
"""Where a cell stands in the file's text, its quotation marks included."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """Who settled which term of one language, when, why, and until when."""

    concept: str
    language: str
    term: str
    by: str
    """A neutral handle."""
    at: str
    """ISO 8601 with offset."""
    until: str
    """A date after which it is to be looked at again, or ""."""
    why: str


def loads_rulings(text: str, termbase: Termbase) -> tuple[tuple[Ruling, ...], tuple[Finding, ...]]:
    """The rulings in the order of the file, and what is wrong in it; a row with a fault is left out."""
    rows, faults = read_table(text, RULINGS, _COLUMNS, _NEEDED)
    findings = list(faults)
    known = {entry.id for entry in termbase.entries}
    rulings = []
    for row in rows:
        problems = list(_problems(row))
        findings += [fault(RULINGS, row.line, problem) for problem in problems]
        if problems:
            continue
        if row["concept"] not in known:
            # Nobody takes a line out of a history, so a concept that is gone is no error.
            message = f"column concept: “{row['concept']}” is no concept of the glossary any more"
            findings.append(fault(RULINGS, row.line, message, Severity.WARNING))
        rulings.append(Ruling(*(row[column] for column in _COLUMNS)))
    return tuple(rulings), tuple(findings)


def _problems(row: Row) -> Iterator[str]:
    for column in _NEEDED:
        if not row[column]:
            yield f"column {column}: empty"
    if row["language"]:
        try:
            LanguageTag.parse(row["language"])
        except UsageError:
            yield f"column language: “{row['language']}” is no language tag"
    if row["at"] and not _is_moment(row["at"]):
        yield f"column at: “{row['at']}” is no moment with an offset"
    if row["until"] and not _is_date(row["until"]):
        yield f"column until: “{row['until']}” is no date; write it as in 2025-12-31"


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def dumps_ruling(ruling: Ruling, before: str) -> str:
    """What to append to a history that says `before`: the ruling's row, after the header where there is none.

    Raises TermbaseError where the file's header has no column for a value.
    """
    values = {column: getattr(ruling, column) for column in _COLUMNS}
    if not before.removeprefix("\ufeff").strip():
        return _line(_COLUMNS, ",", "\n") + _line([values[column] for column in _COLUMNS], ",", "\n")
    separator, start = separator_of(before, _COLUMNS)
    header = next(row for row in _rows(before, start, separator) if _filled(before, row))
    columns = _header(before, header)
    missing = [column for column, value in values.items() if value and column not in columns]
    if missing:
        raise TermbaseError(
            f"column {missing[0]} is missing, so the ruling can't be kept",
            where=f"{FOLDER}/{RULINGS}",
            hint="add it to the first line, at its end",
        )
    ending = "\r\n" if "\r\n" in before else "\n"
    torn = "" if before.endswith(("\n", "\r")) else ending
    return torn + _line([values.get(column, "") for column in columns], separator, ending)


def settled(text: str, name: str, concept: str, term: str) -> str:
    """The file of a language after a ruling for one of its terms: that term first and approved, its rivals second.

    Rivals are the concept's other terms of rank 1, and those in dispute: these count as approved at their rank.
    Raises UsageError for a term that the concept has not, TermbaseError for a file that can't be changed safely.
    """
    where = f"{FOLDER}/{name}"
    separator, start = separator_of(text, TERM_COLUMNS)
    rows = [row for row in _rows(text, start, separator) if _filled(text, row)]
    columns = _header(text, rows[0]) if rows else []
    for column in ("concept", "term", "rank"):
        if column not in columns:
            raise TermbaseError(
                f"column {column} is missing, so the ruling can't be kept in it",
                where=where,
                hint="add it to the first line, at its end",
            )
    own = [row for row in rows[1:] if _value(text, row, columns, "concept") == concept]
    chosen = [row for row in own if _same(_value(text, row, columns, "term"), term)]
    if not chosen:
        terms = ", ".join(_value(text, row, columns, "term") for row in own)
        hint = f"its terms there: {terms}" if terms else f"add a row for it to {where} first"
        raise UsageError(f"“{term}” is no term of “{concept}” in {where}", hint=hint)
    wanted: dict[int, dict[str, str]] = {}
    for row in own:
        rank = _value(text, row, columns, "rank").lstrip("0")
        status = _value(text, row, columns, "status").lower()
        if row in chosen:
            cells = {"rank": "1", "status": Status.APPROVED.value}
        elif status == Status.FORBIDDEN.value:
            continue
        else:
            disputed = status == Status.DISPUTED.value
            cells = {"rank": "2"} if rank == "1" or (disputed and not rank) else {}
            cells |= {"status": Status.APPROVED.value} if disputed else {}
        wanted[row[0][0]] = {column: value for column, value in cells.items() if column in columns}
    after = _changed(text, rows, columns, wanted, separator)
    _refuse_damage(text, after, name, concept)
    return after


def _changed(
    text: str, rows: Sequence[Sequence[_Cell]], columns: list[str], wanted: dict[int, dict[str, str]], separator: str
) -> str:
    """The text with some cells of some rows, known by where they begin, replaced; the last one first."""
    for row in reversed(rows):
        cells = wanted.get(row[0][0], {})
        for index in sorted((columns.index(column) for column in cells), reverse=True):
            value = cells[columns[index]]
            if index >= len(row):
                end = row[-1][1]
                text = text[:end] + separator * (index - len(row) + 1) + value + text[end:]
                # What else is missing in the row stands before this cell: there are separators for it now.
                row = [*row, *((end + 1 + extra, end + 1 + extra) for extra in range(index - len(row)))]
            elif _value(text, row, columns, columns[index]) != value:
                start, end = row[index]
                quoted = text[start:end].lstrip().startswith('"')
                text = text[:start] + (f'"{value}"' if quoted else value) + text[end:]
    return text


def _refuse_damage(before: str, after: str, name: str, concept: str) -> None:
    """Whatever the file looks like: read again, no other concept's row and no other cell may say something else."""
    old, new = (read_table(text, name, TERM_COLUMNS, ("concept", "term"))[0] for text in (before, after))
    if [_kept(row, concept) for row in old] != [_kept(row, concept) for row in new]:
        raise TermbaseError(
            "is written in a way that can't be changed safely, so nothing was changed",
            where=f"{FOLDER}/{name}",
            hint="pubflow terms names the faults of its rows; or set rank and status by hand",
        )


def _kept(row: Row, concept: str) -> dict[str, str]:
    changing = ("rank", "status") if row["concept"] == concept else ()
    return {column: value for column, value in row.cells.items() if value and column not in changing}


def _rows(text: str, start: int, separator: str) -> Iterator[list[_Cell]]:
    """The cells of each row, as the csv module cuts them."""
    plain = re.compile(rf"[^{re.escape(separator)}\r\n]*")
    quoted = re.compile(rf'"(?:[^"]|"")*"?[^{re.escape(separator)}\r\n]*')
    row: list[_Cell] = []
    while start < len(text):
        match = (quoted if text[start] == '"' else plain).match(text, start)
        end = match.end() if match else start
        row.append((start, end))
        if text.startswith(separator, end):
            start = end + 1
            if start < len(text):
                continue
            row.append((start, start))
        else:
            start = end + (2 if text.startswith("\r\n", end) else 1)
        yield row
        row = []


def _filled(text: str, row: Sequence[_Cell]) -> bool:
    return any(text[start:end].strip() for start, end in row)


def _header(text: str, row: Sequence[_Cell]) -> list[str]:
    return [_cell(text[start:end]).lower() for start, end in row]


def _value(text: str, row: Sequence[_Cell], columns: list[str], column: str) -> str:
    index = columns.index(column) if column in columns else len(row)
    return _cell(text[row[index][0] : row[index][1]]) if index < len(row) else ""


def _cell(raw: str) -> str:
    """What a cell says, trimmed and on one line as `read_table` has it."""
    value = raw[1:].removesuffix('"').replace('""', '"') if raw.startswith('"') else raw
    return " ".join(value.split())


def _same(one: str, other: str) -> bool:
    return one.casefold() == " ".join(other.split()).casefold()


def _line(cells: Sequence[str], separator: str, ending: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=ending).writerow([" ".join(cell.split()) for cell in cells])
    return out.getvalue()
