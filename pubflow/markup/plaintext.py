"""Plain text as press desks send it -> blocks: one paragraph a line, or hard-wrapped, or both in one file. Pure.

What is sure becomes structure (paragraphs, lists of two items and more, rules); everything else stays a paragraph with
its characters as they are. No word is lost, added or moved: only white space and the markers of lists turn into
structure.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pubflow.statement import Block, Text

_NEWLINE: Final = re.compile(r"\r\n|\r|\n")
_PAGE: Final = re.compile(r"[\f\u2029]")
"""Page break, paragraph separator: they end a paragraph."""
_SOFT: Final = re.compile(r"[ \t]*[\v\x1c-\x1e\x85\u2028][ \t]*")
"""Breaks of a line inside a paragraph."""
_RULE: Final = re.compile(r"([_*=–—-])(?:[ \t]*\1){2,}")
_MARKER: Final = re.compile(r"(?:([1-9][0-9]{0,2})\.|[-•*▪●‣◦])[ \t]+(?=\S)")
_SENTENCE_END: Final = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_TAB: Final = 8
_NARROWEST: Final = 40
_WIDEST: Final = 100
"""Columns at which people and mail programs wrap; a longer line is a paragraph of its own."""
_DEEPEST: Final = 8
"""Lists within lists; what is deeper stays paragraphs."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One line that is not blank."""

    text: str
    indent: int
    """Columns before the text."""
    number: int
    """In the file, from 1."""
    wrap: int = 0
    """Column at which its surroundings are wrapped; 0 where they are not."""

    @property
    def width(self) -> int:
        return self.indent + len(self.text)


_Lines = Sequence[_Line | None]
"""None is a gap between blocks: blank lines, a page break."""


def loads(text: str) -> tuple[Block, ...]:
    """The blocks of a text. Lines that were wrapped are joined by a soft break ("\\n"). Never fails."""
    chunks = _measured(_chunks(text))
    lines: list[_Line | None] = []
    for chunk in chunks:
        lines += chunk
        lines.append(None)
    return tuple(_blocks(lines, 0))


def _chunks(text: str) -> list[list[_Line]]:
    """The lines between blank ones."""
    chunks: list[list[_Line]] = [[]]
    for number, raw in enumerate(_NEWLINE.split(text), 1):
        for index, piece in enumerate(_PAGE.split(raw)):
            content = piece.strip()
            if index or not content:
                chunks.append([])
            if content:
                blank = piece[: len(piece) - len(piece.lstrip())]
                chunks[-1].append(_Line(content, len(blank.expandtabs(_TAB)), number))
    return [chunk for chunk in chunks if chunk]


def _measured(chunks: list[list[_Line]]) -> list[list[_Line]]:
    """Each chunk with the column at which it is wrapped: by its own shape, else by that of its neighbours."""
    widths = [_wrap_width(chunk) for chunk in chunks]
    nearest = next((width for width in widths if width), 0)
    out: list[list[_Line]] = []
    for chunk, width in zip(chunks, widths, strict=True):
        nearest = width or nearest
        out.append([replace(line, wrap=nearest) for line in chunk])
    return out


def _wrap_width(chunk: list[_Line]) -> int:
    """The column at which a chunk of three and more lines was wrapped; 0 where that can't be told from it.

    A wrapped line is full: the next one's first word would not have fitted. Lines that mostly are full and mostly
    do not end a sentence were wrapped.
    """
    widest = max(line.width for line in chunk)
    if len(chunk) < 3 or not _NARROWEST <= widest <= _WIDEST:
        return 0
    breaks = [(a, b) for a, b in itertools.pairwise(chunk) if not _MARKER.match(b.text)]
    full = sum(_is_full(a, b, widest) for a, b in breaks)
    flowing = sum(_flows(a, b) for a, b in breaks)
    return widest if len(breaks) > 1 and full * 10 >= len(breaks) * 6 and flowing * 2 >= len(breaks) else 0


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    return line.width + 1 + len(following.text.split(None, 1)[0]) > width


def _flows(line: _Line, following: _Line) -> bool:
    return following.text[0].islower() or not _SENTENCE_END.search(line.text[-8:])


def _continues(line: _Line, following: _Line) -> bool:
    """Whether `following` goes on with the paragraph of `line`."""
    if line.width > _WIDEST:
        return False
    if not line.wrap:
        # Two lines alone: only what can't be the beginning of a paragraph is taken for the rest of one.
        return line.width >= _NARROWEST and (following.text[0].islower() or line.text.endswith(","))
    if line.width > line.wrap + 10:
        return False
    in_sentence = following.text[0].islower() and _flows(line, following) and line.width * 2 >= line.wrap
    return in_sentence or _is_full(line, following, line.wrap - 6)


def _blocks(lines: _Lines, depth: int) -> Iterator[Block]:
    index = 0
    while index < len(lines):
        line = lines[index]
        if line is None:
            index += 1
        elif _RULE.fullmatch(line.text):
            yield Block("rule", line=line.number, translatable=False)
            index += 1
        elif found := _list_at(lines, index, depth):
            block, index = found
            yield block
        else:
            end = _paragraph_end(lines, index, depth)
            yield _paragraph(lines[index:end])
            index = end


def _paragraph_end(lines: _Lines, index: int, depth: int) -> int:
    for end in range(index + 1, len(lines)):
        line, before = lines[end], lines[end - 1]
        if (
            line is None
            or before is None
            or _RULE.fullmatch(line.text)
            or not _continues(before, line)
            or (_MARKER.match(line.text) and _list_at(lines, end, depth))
        ):
            return end
    return len(lines)


def _paragraph(lines: _Lines) -> Block:
    held = [line for line in lines if line is not None]
    text = "\n".join(line.text for line in held)
    soft = "\n".join(piece for piece in _SOFT.split(text) if piece) if _SOFT.search(text) else text
    return Block("paragraph", (Text(soft),), line=held[0].number)


@dataclass(frozen=True, slots=True)
class _Marker:
    """What stands before a list item."""

    number: int
    """0 for a bullet."""
    start: int
    """Column of its first character."""
    content: int
    """Column of the text after it."""
    length: int

    def is_followed_by(self, other: _Marker) -> bool:
        """Whether `other` opens the next item of the same list: same kind, next number, aligned left or right."""
        number = self.number + 1 if self.number else 0
        aligned = other.start == self.start or (other.number > 0 and other.content == self.content)
        return other.number == number and aligned


def _marker(line: _Line) -> _Marker | None:
    match = _MARKER.match(line.text)
    if match is None or _RULE.fullmatch(line.text) or _RULE.fullmatch(line.text, match.end()):
        return None
    length = match.end()
    return _Marker(int(match[1] or 0), line.indent, line.indent + len(match[0].expandtabs(_TAB)), length)


def _list_at(lines: _Lines, index: int, depth: int) -> tuple[Block, int] | None:
    """The list that begins at `index` and where it ends; None where there are not two items at least."""
    first = lines[index]
    marker = _marker(first) if first is not None else None
    if first is None or marker is None or depth >= _DEEPEST:
        return None
    starts, tight, end = _items(lines, index, marker)
    if len(starts) < 2:
        return None
    items = tuple(_item(lines[start:stop], depth) for start, stop in zip(starts, [*starts[1:], end], strict=True))
    attrs: list[tuple[str, str]] = []
    if marker.number:
        attrs.append(("ordered", "true"))
    if marker.number > 1:
        attrs.append(("start", str(marker.number)))
    if tight and all(len([child for child in item.children if child.kind != "list"]) == 1 for item in items):
        attrs.append(("tight", "true"))
    return Block("list", children=items, attrs=tuple(attrs), line=first.number), end


def _items(lines: _Lines, index: int, marker: _Marker) -> tuple[list[int], bool, int]:
    """Where the items of a list begin, whether no gap lies between them, and where the last one ends."""
    starts, tight = [index], True
    while True:
        end = _item_end(lines, starts[-1], marker)
        following = end
        while following < len(lines) and lines[following] is None:
            following += 1
        line = lines[following] if following < len(lines) else None
        next_marker = _marker(line) if line is not None else None
        if next_marker is None or not marker.is_followed_by(next_marker):
            return starts, tight, end
        tight = tight and following == end
        starts.append(following)
        marker = next_marker


def _item_end(lines: _Lines, start: int, marker: _Marker) -> int:
    """The end of the item that begins at `start`: its hanging lines, and indented paragraphs after a gap."""
    end = start + 1
    while end < len(lines):
        line, before = lines[end], lines[end - 1]
        if line is None:
            end += 1
            continue
        if not _belongs(line, before, marker):
            break
        end += 1
    while lines[end - 1] is None:
        end -= 1
    return end


def _belongs(line: _Line, before: _Line | None, marker: _Marker) -> bool:
    """Whether a line goes on with the item of `marker`. `before` is None after a gap."""
    if _RULE.fullmatch(line.text):
        return False
    if before is None:
        return line.indent >= marker.content
    own = _marker(line)
    if own is not None and marker.is_followed_by(own):
        return False
    # A line that does not hang belongs only as the rest of a wrapped one.
    return line.indent > marker.start or (own is None and _continues(before, line))


def _item(lines: _Lines, depth: int) -> Block:
    first = lines[0]
    assert first is not None
    marker = _marker(first)
    assert marker is not None
    head = replace(first, text=first.text[marker.length :], indent=marker.content)
    return Block("item", children=tuple(_blocks([head, *lines[1:]], depth + 1)), line=first.number)
