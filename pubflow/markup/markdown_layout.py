"""What a Markdown text looked like: where each block's content stands in it, and how each piece of mark-up was written.

A Statement says what a text means, a Layout how it said it. Only `markdown.dumps` reads one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from markdown_it.common.utils import MD_TRIM_CHARS

from pubflow.markup.front_matter import FrontMatter
from pubflow.statement import Attrs, Statement

BLANKS = MD_TRIM_CHARS
"""What is cut off both ends of a block's content."""
Form = Literal["lines", "line", "cell"]


@dataclass(frozen=True, slots=True)
class Mark:
    """How one Span or Atom was written."""

    kind: str
    attrs: Attrs
    open: str
    """A Span's opening mark-up; all of an Atom's."""
    close: str = ""
    label: str = ""
    """A link's text as written: a shortcut reference `[text]` names its definition by it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a block's content stands, as the block parser knows it; `locate` turns it into offsets."""

    content: str
    """The content as the inline parser got it."""
    first: int
    """Line of the body, from 0."""
    last: int
    """Half-open."""
    form: Form = "lines"
    """`lines` paragraph or setext heading; `line` ATX heading; `cell` of a table."""
    row: int = 0
    """Cells: offset in the body at which the row's text begins."""
    column: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """A Markdown text and what was read from it."""

    text: str
    statement: Statement
    """What `text` says; a block that still equals its own here is written with the bytes it had."""
    front: FrontMatter
    front_span: tuple[int, int]
    """Of the YAML in `text`; (0, 0) where there is none."""
    body: int
    """Offset of the body in `text`."""
    spots: tuple[Spot | None, ...]
    """One for each of `statement.leaves`; None for leaves without inline content."""
    marks: tuple[Mark, ...]
    env: dict[str, object]
    """The parser's: reference definitions and footnote labels."""

    @property
    def newline(self) -> str:
        """The line end that the text uses (the first, where they are mixed)."""
        match = re.search(r"\r\n|\r|\n", self.text)
        return match[0] if match else "\n"

    @property
    def references(self) -> frozenset[str]:
        """Labels of the reference definitions, as the parser normalizes them."""
        found = self.env.get("references")
        return frozenset(found) if isinstance(found, dict) else frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """A block's content, found."""

    start: int
    """Offsets in the normalized body, half-open."""
    end: int
    prefixes: tuple[str, ...]
    """What stands before the content on its second and further lines; the last one serves all lines after it."""
    opens_line: bool
    """Whether nothing but block markers stands before it on its line."""


class Body:
    """The body with "\\n" for every line end, and the way back to the offsets of the text."""

    def __init__(self, text: str, start: int) -> None:
        self.start = start
        raw = text[start:]
        self.pairs: list[int] = []
        """Normalized offsets of the line ends that are two characters in the text."""
        if "\r" in raw:
            self.pairs = [found.start() - count for count, found in enumerate(re.finditer("\r\n", raw))]
            raw = raw.replace("\r\n", "\n").replace("\r", "\n")
        self.text = raw
        self.lines = raw.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def offset(self, normalized: int) -> int:
        """The offset in the source text."""
        return self.start + normalized + bisect_left(self.pairs, normalized)


def locate(spot: Spot, body: Body) -> Place | None:
    """Find the content; None where it can't be found for certain."""
    match spot.form:
        case "lines":
            return _lines(spot, body)
        case "line":
            return _heading(spot, body)
        case "cell":
            return _cell(spot, body)


def _lines(spot: Spot, body: Body) -> Place | None:
    """Each content line is the end of a source line; lines of blanks may have been cut off before and after."""
    wanted = spot.content.split("\n")
    for first in range(spot.first, spot.last - len(wanted) + 1):
        lines = body.lines[first : first + len(wanted)]
        lines[-1] = lines[-1].rstrip(BLANKS)
        before = [_before(line, content) for line, content in zip(lines, wanted, strict=True)]
        if all(prefix is not None for prefix in before):
            prefixes = [prefix or "" for prefix in before]
            start = body.starts[first] + len(prefixes[0])
            end = body.starts[first + len(wanted) - 1] + len(lines[-1])
            return Place(start, end, tuple(prefixes[1:]) or (continuation(prefixes[0]),), opens_line=True)
    return None


def _before(line: str, content: str) -> str | None:
    """What stands before the content of one line; None if the line does not end with it."""
    if not line.endswith(content):
        # A tab that an indent went through the middle of: the parser gave its other half as blanks.
        content = content.lstrip(" ")
    return line[: len(line) - len(content)] if line.endswith(content) else None


_CLOSING = re.compile(r"[ \t]#+[ \t]*\Z")


def _heading(spot: Spot, body: Body) -> Place | None:
    line = body.lines[spot.first]
    closing = _CLOSING.search(line)
    text = (line[: closing.start()] if closing else line).rstrip(BLANKS)
    if not spot.content or not text.endswith(spot.content):
        return None
    end = body.starts[spot.first] + len(text)
    return Place(end - len(spot.content), end, (), opens_line=False)


_BAR = re.compile(r"(?<!\\)\|")


def _cell(spot: Spot, body: Body) -> Place | None:
    stop = body.starts[spot.first] + len(body.lines[spot.first])
    text = body.text[spot.row : stop]
    row = text.strip(BLANKS)
    begin = spot.row + len(text) - len(text.lstrip(BLANKS))
    edges = [-1, *(bar.start() for bar in _BAR.finditer(row)), len(row)]
    cells = [(left + 1, right) for left, right in pairwise(edges)]
    leading = cells[0][0] == cells[0][1]
    cells = cells[1:] if leading else cells
    if cells and cells[-1][0] == cells[-1][1]:
        cells.pop()
    if spot.column >= len(cells):
        return None
    left, right = cells[spot.column]
    raw = row[left:right]
    if raw.strip(BLANKS).replace("\\|", "|") != spot.content or not spot.content:
        return None
    start = begin + left + len(raw) - len(raw.lstrip(BLANKS))
    end = start + len(raw.strip(BLANKS))
    return Place(start, end, (), opens_line=not leading and spot.column == 0)


_MARKER = re.compile(r"(\[\^[^\]\s]+\]:)|([-+*]|[0-9]{1,9}[.)])|(.)", re.DOTALL)


def continuation(prefix: str) -> str:
    """What a further line needs before it when the first one had `prefix`: quotes again, room instead of markers."""

    def again(match: re.Match[str]) -> str:
        note, marker, other = match.groups()
        if note:
            return "    "
        if marker:
            return " " * len(marker)
        # Blanks of other scripts were trimmed off the content; they are no prefix.
        return other if other in "> \t" else ""

    return _MARKER.sub(again, prefix)
