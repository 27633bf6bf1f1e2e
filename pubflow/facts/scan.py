"""How a text is looked through quickly: what stands in it at all, and where a slow pattern is worth trying. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

_PIECE = re.compile(r"[^\W\d_]+|\d+")
_ASCII_PIECE = re.compile(r"[a-z]+|[0-9]+")
"""The same of a text in small letters that has no other; twice as fast."""


@lru_cache(maxsize=16)
def pieces(text: str) -> frozenset[str]:
    """Its words in small letters, and its runs of digits.

    Kept for a moment: the readers of dates, of names of days and of numbers all ask for those of one text.
    """
    return frozenset((_ASCII_PIECE if text.isascii() else _PIECE).findall(text.lower()))


def starts(text: str, words: frozenset[str]) -> list[int]:
    """Where words in small letters stand in a text, whole; not in order."""
    small, out = text.lower(), list[int]()
    if len(small) != len(text):
        return [match.start() for match in _PIECE.finditer(text) if match[0].lower() in words]
    for word in words & pieces(text):
        at = small.find(word)
        while at >= 0:
            end = at + len(word)
            if not (_is_letter(small[at - 1 : at]) or _is_letter(small[end : end + 1])):
                out.append(at)
            at = small.find(word, end)
    return out


def _is_letter(char: str) -> bool:
    """As a pattern has it: `½` is one."""
    return char.isalnum() and not char.isdecimal()


def matches(pattern: re.Pattern[str], heads: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` gives, but tried only where `heads` matches: at the start of all that it may match.

    `re` tries a pattern that begins with a look-behind or an option at every character, whatever it needs; one that
    begins with a class of characters it looks for at once.
    """
    return matches_at(pattern, (head.start() for head in heads.finditer(text)), text)


def matches_at(pattern: re.Pattern[str], places: Iterable[int], text: str) -> Iterator[re.Match[str]]:
    """The same, tried at these places, in their order."""
    last = 0
    for start in places:
        if start >= last and (found := pattern.match(text, start)):
            last = found.end()
            yield found
