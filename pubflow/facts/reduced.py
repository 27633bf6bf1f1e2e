"""A text with one character for each quotation and each name that is known, to be read by the words around. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

QUOTE: Final = "\ue000"
PERSON: Final = "\ue100-\ue17f"
BODY: Final = "\ue180-\ue1ff"
"""Of an organisation; both for a class of a pattern."""
MOST: Final = 0x80
"""As many of each are told apart."""
_FIRST_PERSON, _FIRST_BODY = ord(PERSON[0]), ord(BODY[0])
_OURS = re.compile("[\ue000-\ue1ff]")


class Known(NamedTuple):
    """Somebody whom the source names."""

    id: str
    text: str
    """As the source writes it."""
    spans: tuple[tuple[int, int], ...]
    """Where it does."""
    forms: tuple[str, ...]
    """As a target may."""
    is_person: bool


class Reduced(NamedTuple):
    """The text, and where each character of it stood."""

    text: str
    places: tuple[tuple[int, int], ...]


def is_readable(text: str) -> bool:
    """Whether it has none of the characters that stand for something here."""
    return _OURS.search(text) is None


def char_of(number: int, one: Known) -> str:
    """The character for somebody of this number."""
    return chr((_FIRST_PERSON if one.is_person else _FIRST_BODY) + number)


def reduced(text: str, quotes: Sequence[tuple[int, int]], names: Iterable[tuple[tuple[int, int], str]]) -> Reduced:
    """Names inside a quotation are part of it; of two that overlap, the first and longest stands."""
    spans = [(start, -end, QUOTE) for start, end in quotes] + [(start, -end, char) for (start, end), char in names]
    out, places, done = list[str](), list[tuple[int, int]](), 0
    for start, minus_end, char in sorted(spans):
        if start >= done:
            out += (text[done:start], char)
            places += ((at, at + 1) for at in range(done, start))
            places.append((start, -minus_end))
            done = -minus_end
    out.append(text[done:])
    places += ((at, at + 1) for at in range(done, len(text)))
    return Reduced("".join(out), tuple(places))
