"""CSV as people and spreadsheets leave it -> rows of named cells, faults named by line and column. Pure."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pubflow.finding import Finding, Severity, Where

FOLDER: Final = "glossary"
"""Where the files stand in the workspace; for messages."""
RULINGS: Final = "rulings.csv"
"""The history of disputes settled: no language's list."""
CHECK: Final = "glossary"
"""The id of the findings."""
_SEPARATORS: Final = (",", ";", "\t")
_SEP_LINE: Final = re.compile(r"sep=(.)\r?\n")
"""What Excel writes on top to say which separator follows."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the header; cells are trimmed and on one line."""

    cells: Mapping[str, str]
    line: int
    """On which it begins, from 1."""

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def several(self, column: str) -> tuple[str, ...]:
        """The alternatives in a cell, separated by `|`."""
        text = self[column]
        return tuple(part for part in map(str.strip, text.split("|")) if part) if text else ()


def fault(name: str, line: int, message: str, severity: Severity = Severity.ERROR) -> Finding:
    """A finding about one row of one file."""
    return Finding(CHECK, severity, message, Where(f"{FOLDER}/{name}", line))


def read_table(
    text: str, name: str, columns: tuple[str, ...], needed: tuple[str, ...]
) -> tuple[tuple[Row, ...], tuple[Finding, ...]]:
    """The rows of a file with a header, and what is wrong with it. Comma, semicolon or tab; a byte order mark goes."""
    separator, start = separator_of(text, columns)
    first = 1 + text.count("\n", 0, start)
    rows: list[tuple[int, list[str]]] = []
    findings: list[Finding] = []
    for line, cells in cut(text[start:], separator, first=first):
        if isinstance(cells, csv.Error):
            findings.append(fault(name, line, f"the row can't be read: {cells}; is a quotation mark missing?"))
        elif any(cells):
            rows.append((line, cells))
    if not rows:
        return (), (*findings, fault(name, 1, f"no header; the columns are {', '.join(columns)}"))
    header = [cell.lower() for cell in rows[0][1]]
    findings[:0] = _header_faults(header, name, rows[0][0], columns, needed)
    if any(column not in header for column in needed):
        return (), tuple(findings)
    held = tuple(_rows(rows[1:], header, name, findings))
    return held, tuple(findings)


def cut(
    text: str, separator: str, *, first: int = 1, quoted: bool = True
) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """(The line on which a row begins, its cells trimmed and on one line); for one that can't be read why, and no more.

    `first`: the number of the text's first line. `quoted`: whether quotation marks may stand around a cell.
    """
    stream = io.StringIO(text, newline="")
    reader = csv.reader(
        stream, delimiter=separator, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE, strict=True
    )
    while True:
        line = reader.line_num + first
        try:
            yield line, [" ".join(cell.split()) for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            yield line, error
            return


def separator_of(text: str, columns: tuple[str, ...]) -> tuple[str, int]:
    """What separates the cells of a file, and where its header begins: after a byte order mark and Excel's `sep=`."""
    start = len(text) - len(text.removeprefix("\ufeff"))
    if told := _SEP_LINE.match(text, start):
        return told[1], told.end()
    return _separator(text[start:], columns), start


def _separator(text: str, columns: tuple[str, ...]) -> str:
    """The one that makes the most known names of the first line."""
    head = re.split(r"[\r\n]", text.lstrip(), maxsplit=1)[0].lower().replace('"', "")
    return max(_SEPARATORS, key=lambda sign: sum(cell.strip() in columns for cell in head.split(sign)))


def _header_faults(
    header: list[str], name: str, line: int, columns: tuple[str, ...], needed: tuple[str, ...]
) -> Iterator[Finding]:
    for column in needed:
        if column not in header:
            yield fault(name, line, f"column {column} is missing; the columns are {', '.join(columns)}")
    for index, column in enumerate(header):
        if column and column in header[:index]:
            yield fault(name, line, f"column {column} is there twice")
        if column and column not in columns:
            near = difflib.get_close_matches(column, columns, 1)
            what = f"; did you mean {near[0]}?" if near else ""
            yield fault(name, line, f"column {column} is not known and not read{what}", Severity.WARNING)


def _rows(rows: list[tuple[int, list[str]]], header: list[str], name: str, findings: list[Finding]) -> Iterator[Row]:
    for line, cells in rows:
        if any(cells[len(header) :]):
            message = (
                f"{len(cells)} cells where the header has {len(header)}; a cell with a comma wants quotation marks"
            )
            findings.append(fault(name, line, message))
        else:
            yield Row(dict(zip(header, cells, strict=False)), line)
