"""How a text is looked through quickly: what stands in it at all, and where a slow pattern is worth trying. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

_PIECE = re.compile(r"[^\W\d_]+|\d+")
_DIGITS = re.compile(r"\d+")
_LETTERS: Final = bytes(code if chr(code).isalpha() else ord(" ") for code in range(128)).ljust(256)
"""For `translate`: letters as they are, a space for all else."""


@lru_cache(maxsize=16)
def pieces(text: str) -> frozenset[str]:
    """Its words in small letters, and its runs of digits.

    Kept for a moment: the readers of dates, of names of days and of numbers all ask for those of one text.
    """
    small = text.lower()
    if not text.isascii():
        return frozenset(_PIECE.findall(small))
    # Cut at spaces, which is three times as fast as a pattern.
    words = small.encode().translate(_LETTERS).decode().split()
    return frozenset([*words, *(text[start:end] for start, end in digits(text))])


@lru_cache(maxsize=16)
def digits(text: str) -> tuple[tuple[int, int], ...]:
    """Where its runs of digits stand, of whatever script; kept as `pieces` are.

    By what stands beside them most texts are seen to hold no date, no hour, no code.
    """
    return tuple([match.span() for match in _DIGITS.finditer(text)])


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
