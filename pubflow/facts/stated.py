"""Everything that a text states in numbers, dates and days of the week, read by its language. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Final

from pubflow.facts import calendar, han, spaced
from pubflow.facts.lexicon import lexicon
from pubflow.facts.lexicon.han import DIGITS
from pubflow.facts.model import Day, Quantity, Stated, Weekday, Weight
from pubflow.facts.numerals import roman

_DIGIT = re.compile(r"\d")
_BLANK: Final = "\ufffc"
_HAN: Final = frozenset({"zh", "yue", "ja", "ko"})
FIXED: Final = re.compile(
    r"(?:https?://|www\.)[!-;=?-~]+"
    r"|[A-Za-z0-9_%+-][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}"
    r"|[%$]?\{[^{}\n]*\}|\[\[[^\[\]\n]*\]\]|\[\^?[\w-]{1,20}\]|%\([^()\n]*\)[a-z]|%(?:\d+\$)?['+#0-]?\d*(?:\.\d+)?(?:ll?|hh?|z)?[sdiuxXcfgeE](?!\w)"
    r"|``[^`\n]+``|`[^`\n]+`"
    r"|(?<!\w)[@#][A-Za-z_]\w*"
    r"|(?<![A-Za-z])[A-Z]{2,4}\s\d{2}/\d+/\d{4}(?!\d)|(?<![\w/])[A-Z]{1,6}(?:/[A-Z0-9]{1,6}){2,5}(?:\.\d+)?"
    r"|(?<![\w$])(?!(?:USD|EUR|GBP|TWD|NTD|HKD|RMB|CNY|BRL|JPY|INR|KRW|CHF|R|Rs|RM|Rp)\d)[A-Z][A-Za-z]{0,12}-?\d+(?:[A-Za-z-]\w*)?(?!\w)"
    r"|(?<![\w.,])\d[A-Z](?![a-z\w])"
)
"""Addresses, placeholders, codes and handles: what no digit of is a number."""
_HANGUL = re.compile(r"(?<=\d)\s?[천백만억조년월일]+")
_FROM_HANGUL: Final = str.maketrans("천백만억조년월일", "千百萬億兆年月日")
_WIDE: Final = str.maketrans({code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), 0xFF0E)})


@lru_cache(maxsize=64)
def stated(text: str, language: str) -> Stated:
    """The values of a text without tags, by its language (`pt`, not `pt-BR`)."""
    if not text or len(text) > _LONGEST:
        return Stated()
    words = lexicon(language)
    if not text.isascii():
        text = _one_script(text, language)
    bare, inside = _without_fixed(calendar.without_hijri(text) if language == "ar" and "ه" in text else text)
    decades = list(_decades(bare, language)) if _may_hold(bare, language) else []
    bare = _without(bare, map(_span, decades))
    days = calendar.days(bare, language)
    if words.feasts and (language in _HAN or not _feast_words(language).isdisjoint(_PIECE.findall(bare.lower()))):
        bare = _without(bare, (match.span() for match in _feasts(language).finditer(bare)))
    weekdays = calendar.weekdays(bare, language, days)
    bare = _without(bare, [*map(_span, days), *map(_span, weekdays)])
    if language not in _HAN and not _counts(bare, language):
        return Stated((*inside, *decades), days, weekdays)
    clocks = list(han.clocks(bare) if language in _HAN else spaced.clocks(bare))
    bare = _without(bare, map(_span, clocks))
    numbers = han.quantities(bare, language) if language in _HAN else spaced.quantities(bare, language)
    found = sorted((*inside, *decades, *clocks, *numbers), key=lambda one: one.start)
    if max(len(found), len(days), len(weekdays)) > _MOST:
        return Stated()
    return Stated(tuple(found), days, weekdays)


_MOST: Final = 300
"""Values of one kind; more stand in a table of figures, which is not compared here."""
_LONGEST: Final = 20_000
"""Characters; no unit of prose is longer, and the patterns are made for prose."""
_FIXED_HINT = re.compile(r"[@#/{\[%`]|www|[A-Za-z]-?\d|\d[A-Z]")


_IN_WORDS = re.compile(r"(?<=[A-Za-z_])\d+")


def _without_fixed(text: str) -> tuple[str, tuple[Quantity, ...]]:
    """The text without what no digit of is a number, and those digits: the other text may write them as numbers."""
    if not _FIXED_HINT.search(text):
        return text, ()
    spans = [match.span() for match in FIXED.finditer(text)]
    digits = [match.span() for start, end in spans for match in _DIGITS.finditer(text, start, end)]
    bare = _without(text, spans)
    digits += [match.span() for match in _IN_WORDS.finditer(bare)]
    return bare, tuple(_as_optional(text, start, end) for start, end in digits if end - start <= _LONGEST_CODE)


def _as_optional(text: str, start: int, end: int) -> Quantity:
    return Quantity(start, end, text[start:end], frozenset({str(int(text[start:end]))}), Weight.OPTIONAL)


_DIGITS = re.compile(r"\d+")
_LONGEST_CODE: Final = 12
_PIECE = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_HINT = re.compile(r"\d0|世|年代")


def _may_hold(text: str, language: str) -> bool:
    """Whether it may name a decade or a century; looked for before the patterns are."""
    return _HINT.search(text) is not None or lexicon(language).century_word in text.lower()


def _counts(text: str, language: str) -> bool:
    """Whether it may hold a number at all."""
    if _DIGIT.search(text) or language == "th":
        return True
    known = spaced.vocabulary(language)
    return not known.isdisjoint(_PIECE.findall(text.lower())) or any(letter in text for letter in "½⅓⅔¼¾⅕XIV")


@cache
def _feast_words(language: str) -> frozenset[str]:
    pattern = lexicon(language).feasts.replace(r"\s", " ").replace(r"\d", " ")
    return frozenset(re.findall(r"[^\W\d_]{2,}|\d+", pattern.lower()))


def _one_script(text: str, language: str) -> str:
    """As long as the text, with the digits and the Korean scales that the readers know."""
    text = text.translate(_WIDE)
    return _HANGUL.sub(lambda match: match[0].translate(_FROM_HANGUL), text) if language == "ko" else text


def _span(one: Quantity | Day | Weekday) -> tuple[int, int]:
    return one.start, one.end


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + _BLANK * (end - start) + text[end:]
    return text


@cache
def _feasts(language: str) -> re.Pattern[str]:
    edge = "" if language in _HAN else r"(?<!\w)"
    return re.compile(rf"{edge}(?:{lexicon(language).feasts})", re.IGNORECASE)


@cache
def _century(language: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    words = lexicon(language)
    edge = "" if language in _HAN else r"(?<!\w)"
    century = re.compile(edge + words.century, re.IGNORECASE) if words.century else None
    return century, re.compile(words.decade, re.IGNORECASE) if words.decade else None


def _decades(text: str, language: str) -> Iterator[Quantity]:
    centuries, decades = _century(language)
    if decades is not None:
        for match in decades.finditer(text):
            if (year := _decade(match["n"], match.groupdict().get("c"))) is not None:
                readings = {f"{year % 100}s"} | ({f"{year}s"} if year > 100 else {f"{1900 + year}s"})
                # 1980s and 2080s are no one's mistake, 1980s and 1880s are.
                yield Quantity(
                    *match.span(),
                    match[0],
                    frozenset(readings) - ({f"{year % 100}s"} if year > 100 else set()),
                    Weight.FIRM,
                )
    if centuries is not None:
        for match in centuries.finditer(text):
            if number := _century_number(match, language):
                yield Quantity(*match.span(), match[0], frozenset({f"{number}c"}), Weight.FIRM)


def _decade(text: str, century: str | None) -> int | None:
    """The year that it begins with; the last two digits where no century is told."""
    plain = text.strip("’'")
    if not plain.isdecimal():
        plain = "".join(str(DIGITS.get(char, "") if char not in "十○" else 0) for char in plain)
    if not plain.isdecimal():
        return None
    number = calendar.small_number(century)
    return (number - 1) * 100 + int(plain) % 100 if number else int(plain)


def _century_number(match: re.Match[str], language: str) -> int:
    groups = match.groupdict()
    if groups.get("r"):
        return roman(groups["r"])
    if groups.get("w"):
        return lexicon(language).ordinals.get(groups["w"].lower(), 0)
    return calendar.small_number(groups.get("n") or "") or 0
