"""Where the terms of a text stand in its file: by line and column. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pubflow.segment.model import Segment
from pubflow.termbase.match import find
from pubflow.termbase.model import Termbase, TermMatch

_BLANK: Final = re.compile(r"(?>\r\n|\r|\n)[ \t]*[\r\n]\s*")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_WORD: Final = re.compile(r"[^\W_]+")
_ADDRESS: Final = re.compile(
    r"(?<=\]\()[^()\s]*|<[a-z][a-z0-9+.-]*:[^<>\s]*>|\b(?:https?://|www\.)[^\s<>()]+", re.IGNORECASE
)
_ASIDE: Final = re.compile(r"!\[[^\[\]]*\]|(?<=\]\()[^()\"']*(?:\"[^\"]*\"|'[^']*')")
"""The text of an image, and the title of a link or an image: segments of their own in the middle of another."""
_BETWEEN: Final = r"[\W_]{0,60}?"
"""What may stand between two words of a term in Markdown: white space and mark-up."""


@dataclass(frozen=True, slots=True)
class Located:
    """One occurrence of a term in a file."""

    match: TermMatch
    line: int
    """From 1."""
    column: int | None
    """From 1, code points; None where only the block's line is sure."""
    start: int | None
    """Code points in the text, half-open; None as above."""
    end: int | None


def locate(termbase: Termbase, text: str) -> tuple[Located, ...]:
    """The terms of a plain text. A term never runs on from one paragraph into the next."""
    lines = _Lines(text)
    out: list[Located] = []
    start = 0
    for blank in [*_BLANK.finditer(text), None]:
        end = blank.start() if blank else len(text)
        found = find(termbase, text[start:end])
        out += (lines.located(match, start + match.start, start + match.end) for match in found)
        start = blank.end() if blank else end
    return tuple(out)


def locate_segments(termbase: Termbase, text: str, segments: Sequence[Segment]) -> tuple[Located, ...]:
    """The terms of a statement's segments, found again in its file, in the order of the file.

    Mark-up and addresses hold no terms. What is written there in another way than the reader reads it (an entity in
    the middle of a term) is placed by its block's line alone.
    """
    lines = _Lines(text)
    asides = _ADDRESS.sub(_masked, text)
    prose = _ASIDE.sub(_masked, asides)
    blocks = sorted({segment.line for segment in segments if 0 < segment.line <= len(lines.starts)})
    taken: set[int] = set()
    cursors: dict[tuple[int, str], int] = {}
    out: list[Located] = []
    for segment in segments:
        field = segment.place.block, segment.place.field
        begins = _begins(text, segment, lines.starts)
        after = bisect_right(blocks, segment.line)
        ends = lines.starts[blocks[after] - 1] if after < len(blocks) else len(text)
        for match in find(termbase, segment.text.plain):
            words = re.compile(rf"(?<![^\W_]){_BETWEEN.join(map(re.escape, _WORD.findall(match.text)))}(?![^\W_])")
            found = words.finditer(asides if segment.place.field else prose, cursors.get(field, begins), ends)
            there = next((one for one in found if one.start() not in taken), None)
            if there is None:
                out.append(Located(match, max(segment.line, 1), None, None, None))
                continue
            taken.add(there.start())
            cursors[field] = there.end()
            out.append(lines.located(match, *there.span()))
    return tuple(sorted(out, key=lambda one: (one.line, one.column or 0)))


def _masked(match: re.Match[str]) -> str:
    """As long, and without words."""
    return "\0" * len(match[0])


def _begins(text: str, segment: Segment, starts: Sequence[int]) -> int:
    """From where on a segment is looked for: its block's line, or its own key in the front matter."""
    if segment.place.block < 0:
        name = segment.key.context.removeprefix("meta:").partition("#")[0]
        key = re.search(rf"^[ \t]*[\"']?{re.escape(name)}[\"']?[ \t]*:", text, re.MULTILINE)
        return key.end() if key else 0
    return starts[segment.line - 1] if 0 < segment.line <= len(starts) else 0


class _Lines:
    """Offsets of a text as lines and columns; any of CR, LF, CRLF ends a line."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def located(self, match: TermMatch, start: int, end: int) -> Located:
        line = bisect_right(self.starts, start)
        return Located(match, line, start - self.starts[line - 1] + 1, start, end)


def excerpt(text: str, start: int, end: int, width: int) -> tuple[str, int, int]:
    """The line that a stretch begins in, cut to about `width` characters, and where the stretch stands in it."""
    begins = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    found = _LINE_END.search(text, start)
    ends = found.start() if found else len(text)
    left = max(begins, min(start - width // 2, ends - width))
    right = min(ends, max(left + width, end))
    before, after = "…" * (left > begins), "…" * (right < ends)
    return before + text[left:right] + after, len(before) + start - left, len(before) + min(end, right) - left
