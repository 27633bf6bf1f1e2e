"""Marks of a statement that are a slip: a quotation that never ends, two spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from pubflow.finding import Finding, Severity, Where
from pubflow.plugins import SourceContext
from pubflow.segment import Segment

_TWO: Final = re.compile(r"(?<=\S)  +(?=\S)")
_BEHIND: Final = re.compile(" {2,}")
"""No line end among them: with one they are an indent."""
_INCH: Final = re.compile(r'\d"')
_OPENS: Final = re.compile(r'(?<![^\s(\[–—-])"(?=\S)')
_CLOSES: Final = re.compile(r'(?<=\S)"(?!\w)')


@dataclass(frozen=True, slots=True)
class _Mark:
    """A quotation mark in its place."""

    where: Where
    text: str
    at: int

    @property
    def char(self) -> str:
        return self.text[self.at]

    @property
    def opens(self) -> bool:
        """Of a straight one: whether it stands as those do that open a quotation."""
        return _OPENS.match(self.text, self.at) is not None

    @property
    def closes(self) -> bool:
        """The same of those that close one."""
        return _CLOSES.match(self.text, self.at) is not None


class SourceQuotes:
    """A quotation that is opened and never closed, or closed and never opened, or closed by a mark of another kind. One
    of several paragraphs may open each of them, and close the last alone.
    """

    id = "source-quotes"

    def __call__(self, context: SourceContext) -> Iterator[Finding]:
        numbered = [(number, one) for number, one in enumerate(context.segments, 1) if not one.place.field]
        blocks = [list(some) for _, some in groupby(numbered, key=lambda pair: pair[1].place.block)]
        for at, block in enumerate(blocks):
            follows = blocks[at + 1][0][1].text.plain if at + 1 < len(blocks) else ""
            yield from self._of(_marks(context, block), follows.lstrip()[:1])

    def _of(self, marks: Iterator[_Mark], next_char: str) -> Iterator[Finding]:
        """`next_char`: with which the next paragraph begins."""
        curly: list[_Mark] = []
        straight: list[_Mark] = []
        for mark in marks:
            if mark.char == "“":
                curly.append(mark)
            elif mark.char == "”":
                yield from self._closed(mark, curly, straight)
            elif straight:
                straight.pop()
            elif curly and mark.closes:
                curly.pop()
                yield self._finding(mark, "is straight, and the one that opens it curly")
            else:
                straight.append(mark)
        if curly and next_char != "“":
            yield self._finding(curly[-1], "this quotation is never closed")
        if straight and not (next_char == '"' and straight[-1].opens):
            yield self._finding(straight[-1], "this quotation mark has no other one")

    def _closed(self, mark: _Mark, curly: list[_Mark], straight: list[_Mark]) -> Iterator[Finding]:
        if curly:
            curly.pop()
        elif straight and straight[-1].opens:
            straight.pop()
            yield self._finding(mark, "is curly, and the one that opens it straight")
        else:
            yield self._finding(mark, "closes a quotation that was never opened")

    def _finding(self, mark: _Mark, message: str) -> Finding:
        return Finding(self.id, Severity.WARNING, message, mark.where, (mark.at, mark.at + 1))


def _marks(context: SourceContext, block: list[tuple[int, Segment]]) -> Iterator[_Mark]:
    """Those of a paragraph, in reading order; an inch is none."""
    for number, segment in block:
        text, where = segment.text.plain, Where(context.path, segment.line or None, number)
        for at, char in enumerate(text):
            if char in "“”" or (char == '"' and not _INCH.match(text, max(at - 1, 0))):
                yield _Mark(where, text, at)


class SourceSpaces:
    """Two spaces where one is meant."""

    id = "source-spaces"

    def __call__(self, context: SourceContext) -> Iterator[Finding]:
        for number, segment in enumerate(context.segments, 1):
            if _TWO.search(segment.key.source) or _BEHIND.fullmatch(segment.tail):
                where = Where(context.path, segment.line or None, number)
                yield Finding(self.id, Severity.WARNING, "two spaces in it or behind it", where)
