"""Everything that a text states in numbers, dates and days of the week, read by its language. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Final

from pubflow.facts import calendar, clocks, han, hijri, spaced
from pubflow.facts.lexicon import lexicon
from pubflow.facts.lexicon.han import DIGITS
from pubflow.facts.model import Day, Quantity, Stated, Weekday, Weight
from pubflow.facts.numerals import roman
from pubflow.facts.scan import digits, in_one_case, matches, pieces

_ROMAN_DIGIT = re.compile("[XIV]")
_ALTERNATIVE = re.compile(r"(?:\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]|[^|])+")
_FIRST_WORDS = re.compile(r"(?:\(\?:)?((?:[^\W_]+\|)*[^\W_]+)\)?(?:\\s|\[|[-/])")
_WHOLE_WORD = re.compile(r"[^\W_]+")
_BEGINNING = re.compile(r"[^\W_](?:[^\W_]|[/-])*(?![?*])")
_BLANK: Final = "\ufffc"
_HAN: Final = frozenset({"zh", "yue", "ja", "ko"})
_FIXED: Final = (
    (("://", "www."), r"(?:https?://|www\.)[!-;=?-~]+"),
    (("@",), r"[A-Za-z0-9_%+-][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}"),
    (("{",), r"[%$]?\{[^{}\n]*\}"),
    (("[",), r"\[\[[^\[\]\n]*\]\]|\[\^?[\w-]{1,20}\]"),
    (("%",), r"%\([^()\n]*\)[a-z]|%(?:\d+\$)?['+#0-]?\d*(?:\.\d+)?(?:ll?|hh?|z)?[sdiuxXcfgeE](?!\w)"),
    (("`",), r"``[^`\n]+``|`[^`\n]+`"),
    (("@", "#"), r"(?<!\w)[@#][A-Za-z_]\w*"),
    (
        ("/",),
        r"(?<![A-Za-z])[A-Z]{2,4}\s\d{2}/\d+/\d{4}(?!\d)|(?<![\w/])[A-Z]{1,6}(?:/[A-Z0-9]{1,6}){2,5}(?:\.\d+)?",
    ),
)
"""Addresses, placeholders, codes and handles, behind the signs of which one stands in each."""
_SIGN = re.compile(r"[@#/{\[%`]")
_CODES: Final = (
    r"(?<![\w$])(?!(?:USD|EUR|GBP|TWD|NTD|HKD|RMB|CNY|BRL|JPY|INR|KRW|CHF|R|Rs|RM|Rp)\d)[A-Z][A-Za-z]{0,12}-?\d+(?:[A-Za-z-]\w*)?(?!\w)"
    r"|(?<![\w.,])\d[A-Z](?![a-z\w])"
)
_BEFORE_CODE = re.compile(r"(?<=[A-Za-z])|(?<=[A-Za-z]-)")
_BEHIND_CODE = re.compile("[A-Z]")
_HANGUL = re.compile(r"(?<=\d)\s?[천백만억조년월일]+")
_FROM_HANGUL: Final = str.maketrans("천백만억조년월일", "千百萬億兆年月日")
_WIDE_SIGN = re.compile("[\uff10-\uff19\uff0e]")
_WIDE: Final = str.maketrans({code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), 0xFF0E)})


@lru_cache(maxsize=4096)
def stated(text: str, language: str) -> Stated:
    """The values of a text without tags, by its language (`pt`, not `pt-BR`).

    Kept: several checks ask for those of one text, and every language for those of the same source.
    """
    if not text or len(text) > _LONGEST:
        return Stated()
    words = lexicon(language)
    if not text.isascii():
        text = _one_script(text, language)
    bare, inside = _without_fixed(text)
    lunar = hijri.days(bare, language)
    bare = _without(bare, map(_span, lunar))
    decades = list(_decades(bare, language))
    bare = _without(bare, map(_span, decades))
    days = calendar.days(bare, language)
    if lunar:
        told = [one for one in lunar if one.hijri and any(hijri.may_be(one.hijri, day) for day in days)]
        inside += _digits_as_optional(text, map(_span, told))
        days = tuple(sorted({*days, *lunar} - {*told}, key=lambda day: day.start))
    if words.feasts:
        bare = _without(bare, [match.span() for match in _feasts(bare, language)])
    weekdays = calendar.weekdays(bare, language, days)
    if days or weekdays:
        bare = _without(bare, [*map(_span, days), *map(_span, weekdays)])
    if language not in _HAN and not _counts(bare, language):
        return Stated((*inside, *decades), days, weekdays)
    hours = list(han.clocks(bare) if language in _HAN else clocks.hours(bare))
    bare = _without(bare, map(_span, hours))
    numbers = list(han.quantities(bare, language) if language in _HAN else spaced.quantities(bare, language))
    if language == "ar" and (named := list(hijri.without_year(bare))):
        numbers = [_soft(one, named) for one in numbers]
    found = sorted((*inside, *decades, *hours, *numbers), key=lambda one: one.start)
    if max(len(found), len(days), len(weekdays)) > _MOST:
        return Stated()
    return Stated(tuple(found), days, weekdays)


def _soft(one: Quantity, named: Iterable[tuple[int, int]]) -> Quantity:
    """A day of a month that the common date beside it tells; another number than the source's is one all the same."""
    return one._replace(weight=Weight.SOFT) if any(start <= one.start < end for start, end in named) else one


_MOST: Final = 300
"""Values of one kind; more stand in a table of figures, which is not compared here."""
_LONGEST: Final = 20_000
"""Characters; no unit of prose is longer, and the patterns are made for prose."""
_IN_WORDS = re.compile(r"(?<=[A-Za-z_])\d+")


def _without_fixed(text: str) -> tuple[str, tuple[Quantity, ...]]:
    """The text without what no digit of is a number, and those digits: the other text may write them as numbers."""
    fixed = fixed_in(text)
    if fixed is None:
        return text, ()
    spans = [match.span() for match in fixed.finditer(text)]
    bare = _without(text, spans)
    return bare, _digits_as_optional(text, [*spans, *(match.span() for match in _IN_WORDS.finditer(bare))])


def fixed_in(text: str) -> re.Pattern[str] | None:
    """The pattern of what no digit of is a number (addresses, placeholders, codes, handles); None where there is none.

    Of its many alternatives, those alone whose signs stand in the text: most texts have a sign or two.
    """
    possible = []
    if _SIGN.search(text) or "www." in text:
        possible = [pattern for signs, pattern in _FIXED if any(sign in text for sign in signs)]
    if any(_BEFORE_CODE.match(text, start) or _BEHIND_CODE.match(text, end) for start, end in digits(text)):
        possible.append(_CODES)
    return _any_of(tuple(possible)) if possible else None


@lru_cache(maxsize=512)
def _any_of(patterns: tuple[str, ...], flags: int = 0) -> re.Pattern[str]:
    return re.compile("|".join(patterns), flags)


def _digits_as_optional(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Quantity, ...]:
    found = [match.span() for start, end in spans for match in _DIGITS.finditer(text, start, end)]
    return tuple(
        Quantity(start, end, text[start:end], frozenset({str(int(text[start:end]))}), Weight.OPTIONAL)
        for start, end in found
        if end - start <= _LONGEST_CODE
    )


_DIGITS = re.compile(r"\d+")
_LONGEST_CODE: Final = 12


def _counts(text: str, language: str) -> bool:
    """Whether it may hold a number at all."""
    return language == "th" or spaced.counts(text, language) or _ROMAN_DIGIT.search(text) is not None


def _feasts(text: str, language: str) -> Iterator[re.Match[str]]:
    """The names in it with a weekday or a number that say none; the long pattern is cut to those that may be there."""
    if language in _HAN:
        return matches(*_han_feasts(language), text)
    found, small = pieces(text), text.lower()
    firsts = _feast_heads(language)
    if firsts and firsts.isdisjoint(found):
        return iter(())
    possible = tuple(name for name, whole, last in _feast_names(language) if found.issuperset(whole) and last in small)
    return _any_feast(possible).finditer(text) if possible else iter(())


@cache
def _feast_heads(language: str) -> frozenset[str]:
    """The words that the names begin with; none where one may begin with another form of its word."""
    heads = [name for name, _, _ in _feast_names(language)]
    found = [_FIRST_WORDS.match(head) for head in heads]
    return (
        frozenset(word for match in found if match for word in match[1].lower().split("|"))
        if all(found)
        else frozenset()
    )


@cache
def _any_feast(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})", re.IGNORECASE)


@cache
def _feast_names(language: str) -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """Each name as a pattern, with the words that stand in it whole, and the beginning of its last or first one."""
    out = []
    for name in _ALTERNATIVE.findall(lexicon(language).feasts):
        *words, last = name.split(r"\s")
        whole = tuple(word.lower() for word in words if _WHOLE_WORD.fullmatch(word))
        beginning = _BEGINNING.match(last) or _BEGINNING.match(name)
        out.append((name, whole, beginning[0].lower() if beginning else ""))
    return tuple(out)


@cache
def _han_feasts(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The pattern, and the characters that one of its names begins with."""
    pattern = lexicon(language).feasts
    names = pattern.partition("(?:")[2]
    return re.compile(pattern), re.compile("[" + "".join({name[0] for name in _ALTERNATIVE.findall(names[:-1])}) + "]")


def _one_script(text: str, language: str) -> str:
    """As long as the text, with the digits, the letters and the Korean scales that the readers know."""
    text = in_one_case(text)
    if _WIDE_SIGN.search(text):
        text = text.translate(_WIDE)
    return _HANGUL.sub(lambda match: match[0].translate(_FROM_HANGUL), text) if language == "ko" else text


def _span(one: Quantity | Day | Weekday) -> tuple[int, int]:
    return one.start, one.end


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + _BLANK * (end - start) + text[end:]
    return text


@cache
def _century(language: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    words = lexicon(language)
    edge = "" if language in _HAN else r"(?<!\w)"
    century = re.compile(edge + words.century, re.IGNORECASE) if words.century else None
    return century, re.compile(words.decade, re.IGNORECASE) if words.decade else None


def _decades(text: str, language: str) -> Iterator[Quantity]:
    centuries, decades = _century(language)
    # In digits it ends in a 0: the 1980s, the '80s.
    if decades is not None and ("年代" in text or any(text[end - 1] == "0" for _, end in digits(text))):
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
    if centuries is not None and lexicon(language).century_word in text.lower():
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
