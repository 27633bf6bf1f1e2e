"""Numbers that are none, `hundreds`, `tens of thousands`: of what size, and whether the target keeps it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from math import prod
from typing import NamedTuple

from pubflow.facts.lexicon.sizes import BY_CHARACTERS, SEVERAL, SIZES, WORDS
from pubflow.facts.matching import Difference
from pubflow.facts.scan import in_one_case

_ENGLISH = re.compile(
    r"\b(?:(?P<times>tens|dozens|scores|hundreds) of )?(?P<word>thousands|millions|billions)\b"
    r"|\b(?P<alone>dozens|hundreds|(?:scores|tens)(?= of\b))\b",
    re.IGNORECASE,
)


class Vague(NamedTuple):
    """One of them, and the powers of ten that it may mean."""

    start: int
    end: int
    text: str
    sizes: frozenset[int]


def resized(source: str, target: str, language: str) -> Iterator[Difference]:
    """`thousands` that became hundreds; told where both texts have as many of such words and one is another."""
    ours = list(_said(in_one_case(source)))
    if not ours:
        return
    theirs = list(_found(in_one_case(target), language))
    if len(ours) != len(theirs):
        return
    for one in list(ours):
        other = next((other for other in theirs if one.sizes & other.sizes), None)
        if other is not None:
            ours.remove(one)
            theirs.remove(other)
    for one, other in zip(ours, theirs, strict=True):
        yield Difference(one.text, other.text, (other.start, other.end))


@lru_cache(maxsize=4096)
def _said(source: str) -> tuple[Vague, ...]:
    """Of an English text; kept, since every language asks for those of the same source."""
    small = source.lower()
    if not any(word in small for word in SIZES):
        return ()
    return tuple(Vague(*match.span(), match[0], frozenset({_size(match)})) for match in _ENGLISH.finditer(source))


def _size(match: re.Match[str]) -> int:
    return prod(SIZES[word.lower()] for word in match.groups() if word)


def _found(text: str, language: str) -> Iterator[Vague]:
    if language in BY_CHARACTERS:
        pattern, values = _characters(language)
        for match in pattern.finditer(text):
            signs = next((group for group in match.groups() if group), "")
            sizes = SEVERAL.get(match[0], frozenset({prod(values[sign] for sign in signs)}))
            yield Vague(*match.span(), match[0], sizes)
    elif language in WORDS:
        values = WORDS[language][1] | WORDS[language][2]
        for match in _words(language).finditer(text):
            size = prod(values[word.lower()] for word in match.groups() if word)
            yield Vague(*match.span(), match[0], frozenset({size}))


@cache
def _characters(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    pattern, values = BY_CHARACTERS[language]
    return re.compile("|".join((*SEVERAL, pattern))), values


@cache
def _words(language: str) -> re.Pattern[str]:
    between, first, second = WORDS[language]
    heads, tails = (sorted(words, key=len, reverse=True) for words in (first, second))
    one = rf"({'|'.join(heads)})(?:{between}({'|'.join(tails)}))?"
    if language == "th":
        return re.compile(one)
    # Behind a number a word is a scale: `3 ribu`.
    alone = "" if language == "id" else rf"|(?<!\d )({'|'.join(tails)})"
    prefix = r"(?<!\w)[وفبلك]?(?:ال)?" if language == "ar" else r"(?<!\w)"
    return re.compile(rf"{prefix}(?:{one}{alone})(?!\w)", re.IGNORECASE)
