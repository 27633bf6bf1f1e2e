"""Disputes settled: the history in `rulings.csv`, and what a ruling changes in a language's file. Pure.

The history is only ever appended to. In the language's file nothing changes but the cells `rank` and `status` of the
concept's own rows: every other byte stays, whatever the file's separator, quotation marks and line ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from pubflow.errors import TermbaseError, UsageError
from pubflow.finding import Finding, Severity
from pubflow.language import LanguageTag
from pubflow.termbase.entries import TERM_COLUMNS
from pubflow.termbase.model import Status, Termbase
from pubflow.termbase.sheet import Line, Sheet, written
from pubflow.termbase.table import FOLDER, RULINGS, Row, fault, read_table

_COLUMNS: Final = ("concept", "language", "term", "by", "at", "until", "why")
_NEEDED: Final = ("concept", "language", "term", "by", "at", "why")


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
        return written(_COLUMNS, ",", "\n") + written([values[column] for column in _COLUMNS], ",", "\n")
    sheet = Sheet.read(before, _COLUMNS)
    columns = sheet.columns
    missing = [column for column, value in values.items() if value and column not in columns]
    if missing:
        raise TermbaseError(
            f"column {missing[0]} is missing, so the ruling can't be kept",
            where=f"{FOLDER}/{RULINGS}",
            hint="add it to the first line, at its end",
        )
    ending = "\r\n" if "\r\n" in before else "\n"
    torn = "" if before.endswith(("\n", "\r")) else ending
    return torn + written([values.get(column, "") for column in columns], sheet.separator, ending)


def settled(text: str, name: str, concept: str, term: str) -> str:
    """The file of a language after a ruling for one of its terms: that term first and approved, its rivals second.

    Rivals are the concept's other terms of rank 1, and those in dispute: these count as approved at their rank.
    Raises UsageError for a term that the concept has not, TermbaseError for a file that can't be changed safely.
    """
    where = f"{FOLDER}/{name}"
    sheet = Sheet.read(text, TERM_COLUMNS)
    columns = sheet.columns
    for column in ("concept", "term", "rank"):
        if column not in columns:
            raise TermbaseError(
                f"column {column} is missing, so the ruling can't be kept in it",
                where=where,
                hint="add it to the first line, at its end",
            )
    own = [row for row in sheet.rows if sheet.value(row, "concept") == concept]
    chosen = [row for row in own if _same(sheet.value(row, "term"), term)]
    if not chosen:
        terms = ", ".join(sheet.value(row, "term") for row in own)
        hint = f"its terms there: {terms}" if terms else f"add a row for it to {where} first"
        raise UsageError(f"“{term}” is no term of “{concept}” in {where}", hint=hint)
    after = sheet
    for row in own:
        cells = _settled(sheet, row, chosen=row in chosen)
        after = after.changed(row.number, {column: value for column, value in cells.items() if column in columns})
    _refuse_damage(text, str(after), name, concept)
    return str(after)


def _settled(sheet: Sheet, row: Line, *, chosen: bool) -> dict[str, str]:
    """What the rank and the status of one of the concept's rows become."""
    rank, status = sheet.value(row, "rank").lstrip("0"), sheet.value(row, "status").lower()
    if chosen:
        return {"rank": "1", "status": Status.APPROVED.value}
    if status == Status.FORBIDDEN.value:
        return {}
    disputed = status == Status.DISPUTED.value
    cells = {"rank": "2"} if rank == "1" or (disputed and not rank) else {}
    return cells | ({"status": Status.APPROVED.value} if disputed else {})


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


def _same(one: str, other: str) -> bool:
    return one.casefold() == " ".join(other.split()).casefold()
