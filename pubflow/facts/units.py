"""The unit of a number: the sign before it, the word or sign behind it. Pure."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pubflow.facts.lexicon import lexicon
from pubflow.facts.lexicon.model import SIGNS, SYMBOLS

_BEFORE = re.compile(
    "(?:" + "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True)) + r")\s?\Z", re.IGNORECASE
)
_WIDEST: Final = 8
_UNSPACED: Final = frozenset({"zh", "yue", "ja", "ko", "th"})
DURATIONS: Final = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})
NEVER_BEHIND: Final = frozenset(("", *").,;:!?）。，；：！？、"))
"""With these behind it, or with nothing, a number has no unit and no ending."""
NONE: Final[frozenset[str]] = frozenset()


def unit_at(text: str, start: int, end: int, language: str) -> frozenset[str]:
    """The codes of the unit of the number that stands there; none where it has none."""
    behind = None if text[end : end + 1] in NEVER_BEHIND else _behind(language).match(text, end)
    before = _sign_before(text, start, language)
    if behind is None:
        return before
    word = " ".join(behind[1].lower().split())
    code = lexicon(language).units.get(word) or SYMBOLS.get(word) or SIGNS.get(word, "")
    found = frozenset(code.split("|"))
    # NT$5,000 and 新台幣5,000元: what stands before says which.
    return before if before and (before & found or not found) else (before or found) if before <= found else found


def words_of(codes: frozenset[str], language: str) -> tuple[str, ...]:
    """How a language names one of these units, signs included."""
    tables = (lexicon(language).units, lexicon(language).units_before, SYMBOLS, SIGNS)
    return tuple(word for table in tables for word, code in table.items() if codes & set(code.split("|")))


def _sign_before(text: str, start: int, language: str) -> frozenset[str]:
    around = text[max(0, start - _WIDEST) : start]
    if not around or around[-1].isdecimal():
        return NONE
    bare = around.rstrip().lower()
    if not bare.endswith(_in_front(language)):
        return NONE
    for word, code in lexicon(language).units_before.items():
        if bare.endswith(word):
            return frozenset(code.split("|"))
    sign = _BEFORE.search(around)
    if sign is None:
        return NONE
    at = start - len(around) + sign.start()
    if sign[0][0].isalpha() and at and text[at - 1].isalpha() and text[at - 1].isascii():
        return NONE
    return frozenset(SIGNS[sign[0].strip().lower()].split("|"))


@cache
def _in_front(language: str) -> tuple[str, ...]:
    """What may stand before a number as its unit."""
    return (*lexicon(language).units_before, *SIGNS)


@cache
def _behind(language: str) -> re.Pattern[str]:
    words = lexicon(language)
    names = sorted((*words.units, *SYMBOLS, *SIGNS), key=len, reverse=True)
    # A look at the first character tells in most places that none of so many names stands there.
    begin = f"(?=[{''.join(sorted(map(re.escape, {name[0] for name in names})))}])"
    pattern = begin + "(" + "|".join(r"\s".join(map(re.escape, name.split())) for name in names) + ")"
    if language in _UNSPACED:
        return re.compile(rf"[\s多餘余]?{pattern}", re.IGNORECASE)
    links = "|".join(sorted(words.link_of_scale)) or "(?!)"
    return re.compile(rf"(?:[\s\u00a0\u202f-]?|\s(?:{links})[\s’']){pattern}(?![\w²])", re.IGNORECASE)
