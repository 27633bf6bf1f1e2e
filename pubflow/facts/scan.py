"""How a text is looked through quickly: what stands in it at all, and where a slow pattern is worth trying. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Final

_PIECE = re.compile(r"[^\W\d_]+|\d+")
_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d\d*")
_ASCII_DIGITS = re.compile("[0-9][0-9]*")
"""Not `+`: what begins with one character of a class, `re` looks for at once."""
_WESTERN = r"\x00-\xff“”‘’–—…（）"
_FOREIGN = re.compile(f"[^{_WESTERN}]")
"""What Latin-1 has not, but for marks that would part words anyway."""
_LETTERS: Final = bytes(code if re.match(r"[^\W\d_]", chr(code)) else ord(" ") for code in range(256))
_LETTERS_AND_DIGITS: Final = bytes(code if re.match(r"[^\W_]", chr(code)) else ord(" ") for code in range(256))
_ASCII_LETTERS: Final = bytes(code if re.match("[A-Za-z]", chr(code)) else ord(" ") for code in range(256))
"""For `bytes.translate`: what belongs to words as it is, a space for all else."""
_NO_LETTERS: Final = bytes(code for code in range(256) if not re.match("[A-Za-zÀ-ÿ]", chr(code)))


_ONE_CASE: Final = str.maketrans("ſıİ", "siI")


def in_one_case(text: str) -> str:
    """As long as the text, without letters that only a pattern takes for `s` and `i`, whatever their case.

    What it finds is looked up in a table of words, which does not know them.
    """
    return text if text.isascii() else text.translate(_ONE_CASE)


@lru_cache(maxsize=16)
def pieces(text: str) -> frozenset[str]:
    """Its words in small letters, and its runs of digits.

    Kept for a moment: the readers of dates, of names of days and of numbers all ask for those of one text.
    """
    small = text.lower()
    if not _is_western(small):
        return frozenset(_PIECE.findall(small))
    return frozenset([*_cut(small, _LETTERS), *[text[start:end] for start, end in digits(text)]])


def words_of(text: str) -> list[str]:
    """All letters in a row, as they stand."""
    return _cut(text, _LETTERS) if _is_western(text) else _WORD.findall(text)


@lru_cache(maxsize=16)
def tokens(text: str) -> frozenset[str]:
    """Its letters and digits in a row, in small letters; kept as `pieces` are."""
    return frozenset(tokens_of(text.lower()))


def tokens_of(text: str) -> list[str]:
    """All letters and digits in a row, as they stand."""
    return _cut(text, _LETTERS_AND_DIGITS) if _is_western(text) else _TOKEN.findall(text)


def ascii_words_of(text: str) -> list[str]:
    """All letters from A to Z in a row, whatever else stands between them."""
    return _cut(text, _ASCII_LETTERS)


def western_letters(text: str) -> int:
    """How many letters of Latin-1 it holds: no more than it has of Latin ones, and known at once."""
    return len(text.encode("latin-1", "replace").translate(None, _NO_LETTERS))


def _is_western(text: str) -> bool:
    return text.isascii() or _FOREIGN.search(text) is None


def _cut(text: str, kept: bytes) -> list[str]:
    """A Western text at all that is not kept: many times as fast as a pattern, and most texts are Western."""
    return text.encode("latin-1", "replace").translate(kept).decode("latin-1").split()


@lru_cache(maxsize=16)
def digits(text: str) -> tuple[tuple[int, int], ...]:
    """Where its runs of digits stand, of whatever script; kept as `pieces` are.

    By what stands beside them most texts are seen to hold no date, no hour, no code.
    """
    pattern = _ASCII_DIGITS if text.isascii() else _DIGITS
    return tuple([match.span() for match in pattern.finditer(text)])


def starts(text: str, words: AbstractSet[str]) -> list[int]:
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
