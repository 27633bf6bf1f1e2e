"""A CSV file of the glossary as it stands, so that some cells change and every other byte stays. Pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pubflow.termbase.table import separator_of

_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it is written."""

    cells: tuple[str, ...]
    """With their quotation marks."""
    end: str
    """The line break after it; "" at the end of a file that lacks one."""
    number: int
    """The line on which it begins, from 1; 0 for a row that is new."""

    @property
    def filled(self) -> bool:
        """Whether anything stands in it."""
        return any(map(_said, self.cells))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file cut into rows and cells. `str` gives every byte back."""

    head: str
    """What stands before the first row: a byte order mark, Excel's `sep=`."""
    lines: tuple[Line, ...]
    """Empty ones included."""
    separator: str

    @classmethod
    def read(cls, text: str, known: tuple[str, ...]) -> Sheet:
        """Cut a file; `known` are the names that its columns may have, by which its separator is told."""
        separator, start = separator_of(text, known)
        return cls(text[:start], tuple(_lines(text, start, separator)), separator)

    def __str__(self) -> str:
        return self.head + "".join(self.separator.join(line.cells) + line.end for line in self.lines)

    @property
    def columns(self) -> list[str]:
        """The names in the first row that is not empty; [] where there is none."""
        header = next(filter(_filled, self.lines), None)
        return [] if header is None else [_said(cell).lower() for cell in header.cells]

    @property
    def rows(self) -> tuple[Line, ...]:
        """What stands below the header, without empty rows."""
        return tuple(filter(_filled, self.lines))[1:]

    @property
    def break_(self) -> str:
        """The line break that the file uses."""
        return next((line.end for line in self.lines if line.end), "\n")

    def value(self, line: Line, column: str) -> str:
        """What a cell says, trimmed and on one line as `read_table` has it; "" where there is none."""
        columns = self.columns
        index = columns.index(column) if column in columns else len(line.cells)
        return _said(line.cells[index]) if index < len(line.cells) else ""

    def changed(self, number: int, values: Mapping[str, str]) -> Sheet:
        """With some cells of the row on one line replaced; a cell that says the same already keeps its bytes."""
        return self.edited({number: values}, ())

    def widened(self, wanted: Iterable[str]) -> Sheet:
        """With those of the columns that it lacks, last in its header; rows that have nothing in them stay short."""
        columns = self.columns
        missing = tuple(column for column in dict.fromkeys(wanted) if column not in columns)
        header = next(filter(_filled, self.lines))
        longer = replace(header, cells=(*header.cells, *missing))
        return replace(self, lines=tuple(longer if line is header else line for line in self.lines))

    def edited(self, changed: Mapping[int, Mapping[str, str]], added: Iterable[tuple[int, Mapping[str, str]]]) -> Sheet:
        """With cells replaced, by the line on which their row begins, and with new rows, each below such a line.

        Rows below the same line keep their order; 0 is the end of the file. The columns must be there.
        """
        columns, ending = self.columns, self.break_
        below: dict[int, list[Line]] = {}
        for number, values in added:
            cells = tuple(_written(values.get(column, ""), self.separator) for column in columns)
            below.setdefault(number, []).append(Line(cells, ending, 0))
        lines: list[Line] = []
        for line in self.lines:
            lines.append(self._set(line, changed[line.number], columns) if line.number in changed else line)
            lines += below.pop(line.number, ()) if line.number else ()
        lines += below.pop(0, ())
        return replace(self, lines=tuple(_ended(line, ending) for line in lines[:-1]) + tuple(lines[-1:]))

    def _set(self, line: Line, values: Mapping[str, str], columns: Sequence[str]) -> Line:
        cells = list(line.cells)
        for column, value in values.items():
            index = columns.index(column)
            if value == (_said(cells[index]) if index < len(cells) else ""):
                continue
            cells += [""] * (index + 1 - len(cells))
            cells[index] = _written(value, self.separator, quoted=cells[index].startswith('"'))
        return replace(line, cells=tuple(cells))


def _ended(line: Line, ending: str) -> Line:
    return line if line.end else replace(line, end=ending)


def written(cells: Sequence[str], separator: str, ending: str) -> str:
    """A row as text, each cell on one line."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=ending).writerow([" ".join(cell.split()) for cell in cells])
    return out.getvalue()


def _written(value: str, separator: str, *, quoted: bool = False) -> str:
    said = " ".join(value.split())
    if quoted or '"' in said or separator in said:
        return '"' + said.replace('"', '""') + '"'
    return said


def _filled(line: Line) -> bool:
    return line.filled


def _said(raw: str) -> str:
    value = raw[1:].removesuffix('"').replace('""', '"') if raw.startswith('"') else raw
    return " ".join(value.split())


def _lines(text: str, start: int, separator: str) -> Iterator[Line]:
    """Rows and cells as the csv module cuts them."""
    plain = re.compile(rf"[^{re.escape(separator)}\r\n]*")
    quoted = re.compile(rf'"(?:[^"]|"")*"?[^{re.escape(separator)}\r\n]*')
    number = 1 + len(_BREAK.findall(text, 0, start))
    cells: list[str] = []
    began = start
    while start < len(text):
        match = (quoted if text[start] == '"' else plain).match(text, start)
        end = match.end() if match else start
        cells.append(text[start:end])
        if text.startswith(separator, end):
            start = end + 1
            if start < len(text):
                continue
            cells.append("")
            end = start
        ending = _BREAK.match(text, end)
        start = ending.end() if ending else end
        yield Line(tuple(cells), text[end:start], number)
        number += len(_BREAK.findall(text, began, start))
        cells, began = [], start
