"""Marks of a statement that are a slip: a quotation that never ends, two spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from pubflow.finding import Finding, Severity, Where
from pubflow.plugins import SourceContext
from pubflow.segment import Segment

_TWO: Final = re.compile(r"(?<=\S)  +(?=\S)")
_BEHIND: Final = re.compile(" {2,}")
"""No line end among them: with one they are an indent."""
_INCH: Final = re.compile(r'\d"')


class SourceQuotes:
    """A quotation that is opened and never closed, or closed and never opened. One of several paragraphs may open
    each of them, and close the last alone.
    """

    id = "source-quotes"

    def __call__(self, context: SourceContext) -> Iterator[Finding]:
        numbered = [(number, one) for number, one in enumerate(context.segments, 1) if not one.place.field]
        blocks = [list(some) for _, some in groupby(numbered, key=lambda pair: pair[1].place.block)]
        for at, block in enumerate(blocks):
            follows = blocks[at + 1][0][1].text.plain if at + 1 < len(blocks) else ""
            goes_on = follows.lstrip().startswith("“")
            yield from self._of(context, block, goes_on=goes_on)

    def _of(self, context: SourceContext, block: list[tuple[int, Segment]], *, goes_on: bool) -> Iterator[Finding]:
        open_: list[tuple[Where, int]] = []
        straight: list[tuple[Where, int]] = []
        for number, segment in block:
            text, where = segment.text.plain, Where(context.path, segment.line or None, number)
            for place, char in enumerate(text):
                if char == "“":
                    open_.append((where, place))
                elif char == "”" and open_:
                    open_.pop()
                elif char == "”":
                    yield self._finding(where, place, "closes a quotation that was never opened")
                elif char == '"' and not _INCH.match(text, max(place - 1, 0)):
                    straight.append((where, place))
        if open_ and not goes_on:
            yield self._finding(*open_[-1], "this quotation is never closed")
        if len(straight) % 2:
            yield self._finding(*straight[-1], "this quotation mark has no other one")

    def _finding(self, where: Where, place: int, message: str) -> Finding:
        return Finding(self.id, Severity.WARNING, message, where, (place, place + 1))


class SourceSpaces:
    """Two spaces where one is meant."""

    id = "source-spaces"

    def __call__(self, context: SourceContext) -> Iterator[Finding]:
        for number, segment in enumerate(context.segments, 1):
            if _TWO.search(segment.key.source) or _BEHIND.fullmatch(segment.tail):
                where = Where(context.path, segment.line or None, number)
                yield Finding(self.id, Severity.WARNING, "two spaces in it or behind it", where)
