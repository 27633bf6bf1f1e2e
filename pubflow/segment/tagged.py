"""Text with numbered tags: what the reviewer sees in the PO, what memory shares, what engines get.

Wire form: `We <b1>affirm</b1> it <x2/>`. A tag is `<b1>`, `</b1>` or `<x1/>` with any
lower-case name and a number without leading zeros; everything else, `&` and `<` included, is
literal. A literal that looks like a tag is written `\\<b1>`, with the backslashes right before it doubled. `parse` and
`str` are inverses on every TaggedText that `TaggedText.of` makes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

_TAG = re.compile(r"(\\*)<(?:(/?)([a-z]+)([1-9][0-9]{0,5})|([a-z]+)([1-9][0-9]{0,5})/)>")


class Form(Enum):
    """How a tag stands in the text."""

    OPEN = "open"
    CLOSE = "close"
    SINGLE = "single"


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: `<b1>`, `</b1>` or `<x2/>`. `b` is paired, `x` single; numbers run from 1 in source order."""

    name: str
    number: int
    form: Form

    def __str__(self) -> str:
        match self.form:
            case Form.OPEN:
                return f"<{self.name}{self.number}>"
            case Form.CLOSE:
                return f"</{self.name}{self.number}>"
            case Form.SINGLE:
                return f"<{self.name}{self.number}/>"


Part = str | Tag


@dataclass(frozen=True, slots=True)
class TaggedText:
    """A sequence of literal strings (never empty, never two in a row) and tags."""

    parts: tuple[Part, ...] = ()

    @classmethod
    def of(cls, parts: Iterable[Part]) -> TaggedText:
        """Normalize: drop empty strings, join neighbours."""
        out: list[Part] = []
        for part in parts:
            if isinstance(part, str):
                if not part:
                    continue
                if out and isinstance(out[-1], str):
                    out[-1] += part
                    continue
            out.append(part)
        return cls(tuple(out))

    @classmethod
    def parse(cls, wire: str) -> TaggedText:
        """Read the wire form. Never fails: what is no tag is literal; whether the tags fit is for the caller."""
        if "<" not in wire:
            return cls((wire,)) if wire else cls()
        return cls.of(_parse(wire))

    def __str__(self) -> str:
        match self.parts:
            case (str() as text,) if "<" not in text:
                return text
        return "".join(_serialize(self.parts))

    @property
    def plain(self) -> str:
        """The text without tags."""
        match self.parts:
            case (str() as text,):
                return text
        return "".join(part for part in self.parts if isinstance(part, str))

    @property
    def tags(self) -> tuple[Tag, ...]:
        return tuple(part for part in self.parts if isinstance(part, Tag))


def wire_span(wire: str, span: tuple[int, int]) -> tuple[int, int]:
    """Where a stretch of `TaggedText.parse(wire).plain`, not empty, stands in the wire form itself."""
    if "<" not in wire:
        return span
    offsets: list[int] = []
    end = 0
    for match in _TAG.finditer(wire):
        slashes = len(match[1])
        tag = match.start() + slashes
        offsets += range(end, match.start())
        offsets += range(match.start(), tag - 1, 2)
        end = tag if slashes % 2 else match.end()
    offsets += range(end, len(wire))
    return offsets[span[0]], offsets[span[1] - 1] + 1


def _parse(wire: str) -> Iterator[Part]:
    end = 0
    for match in _TAG.finditer(wire):
        yield wire[end : match.start()]
        end = match.end()
        slashes, close, paired, paired_number, single, single_number = match.groups()
        yield "\\" * (len(slashes) // 2)
        if len(slashes) % 2:
            yield match[0][len(slashes) :]
        elif single:
            yield Tag(single, int(single_number), Form.SINGLE)
        else:
            yield Tag(paired, int(paired_number), Form.CLOSE if close else Form.OPEN)
    yield wire[end:]


def _serialize(parts: tuple[Part, ...]) -> Iterator[str]:
    for index, part in enumerate(parts):
        if isinstance(part, Tag):
            yield str(part)
            continue
        escaped = _TAG.sub(lambda match: match[1] * 2 + "\\" + match[0][len(match[1]) :], part)
        before_tag = index + 1 < len(parts)
        if before_tag:
            # Backslashes that stand right before a real tag would escape it.
            escaped += "\\" * (len(escaped) - len(escaped.rstrip("\\")))
        yield escaped
