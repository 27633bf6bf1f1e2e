"""Forms of dates, sums and numbers that a language has for itself: what is sure, with its fix."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from pubflow.checks.reading import Reading
from pubflow.checks.writing import Writing, writing_of
from pubflow.chinese import figures
from pubflow.chinese.anchored import Edit
from pubflow.language import LanguageTag

_Rule = tuple[str, Callable[[Reading], Iterable[Edit]]]
_SUM_BEHIND = re.compile(r"(?<=\d)( ?)(?=[€£$](?!\w))")
_SUM_BEFORE = re.compile(r"(?<![\w$€£])([€£]|\$(?=\d{2}))[ \u00a0\u202f]?(\d[\d.,\u00a0\u202f]*)(?<=\d)(?!\d| ?m)")
_SUMS = frozenset("€£$")
_SPACED_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d.,]\d)")
_WIDE_PERCENT = re.compile(r"(?<=\d)％")
_KOREAN_DATE = re.compile(r"(?<!\d)(?:(\d{4})\s?년\s?)?0?([1-9]\d?)\s?월\s?0?([1-9]\d?)\s?일")
_SMALL_DAYS = {
    "de": re.compile(
        r"\b(?:[Aa]m|[Bb]is|[Vv]om|[Aa]b|[Jj]eden|[Dd]iesen|(?:kommend|letzt|nächst|vergangen)en) "
        r"(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\b"
    ),
    "id": re.compile(r"\b(?:[Hh]ari|[Pp]ada) (senin|selasa|rabu|kamis|jumat|sabtu)\b"),
}
"""Days of the week in small letters where their language has a capital, behind a word that tells them from others."""


def native(reading: Reading) -> Iterator[tuple[str, Iterable[Edit]]]:
    """(Message, what to change) by the rules of the language of a text."""
    writing = writing_of(reading.tag)
    if writing is None:
        return
    if reading.language in _SMALL_DAYS:
        yield "“{old}” is “{new}”: days of the week have a capital", _small_days(reading)
    if reading.language == "ja":
        # One alone, 第１条, is how official texts are set.
        runs = (edit for edit in figures.wide_runs(reading.text) if edit.end - edit.start > 1)
        yield "“{old}” is full-width: digits and letters are half-width here", runs
    if not reading.has_digits:
        return
    if writing.group in (".", ",") and reading.language not in ("es", "de") and "," in reading.source:
        yield "“{old}” is “{new}” here: a number in another form", _groups(reading, writing.group)
    for message, rule in _RULES.get(reading.language, ()):
        yield message, rule(reading)


def _groups(reading: Reading, mark: str) -> Iterator[Edit]:
    """`1 200` where the source has 1,200; a list of numbers has no such commas."""
    found = list(_SPACED_GROUPS.finditer(reading.text))
    theirs = {match[0].replace(",", "") for match in _GROUPED.finditer(reading.source)} if found else set()
    for match in found:
        digits = re.sub(r"\D", "", match[0])
        if digits in theirs:
            yield Edit(*match.span(), re.sub(r"\D", mark, match[0]))


def _small_days(reading: Reading) -> Iterator[Edit]:
    for match in _SMALL_DAYS[reading.language].finditer(reading.text):
        yield Edit(*match.span(1), match[1].capitalize())


def _sums(reading: Reading) -> Iterator[Edit]:
    """`50 €` with a no-break space, never `€50`."""
    if _SUMS.isdisjoint(reading.chars):
        return
    for match in _SUM_BEHIND.finditer(reading.text):
        yield Edit(*match.span(), "\u00a0")
    for match in _SUM_BEFORE.finditer(reading.text):
        yield Edit(*match.span(), f"{match[2]}\u00a0{match[1]}")


@cache
def _names(tag: LanguageTag, *, capital: bool = False) -> str:
    writing: Writing | None = writing_of(tag)
    months = writing.months if writing else ()
    return "|".join(map(re.escape, (month.capitalize() for month in months) if capital else months))


@cache
def _first(tag: LanguageTag) -> re.Pattern[str]:
    between = "" if tag.language == "fr" else "de "
    return re.compile(rf"(?<![\d.,/ºª-])(?<!\d )1(?= {between}(?:{_names(tag)})\b)", re.IGNORECASE)


def _firsts(reading: Reading) -> Iterator[Edit]:
    """`1 de junho` is `1º de junho`, `1 juin` is `1er juin`."""
    for match in _first(reading.tag).finditer(reading.text) if "1 " in reading.text else ():
        yield Edit(*match.span(), "1er" if reading.language == "fr" else "1º")


@cache
def _with_of(tag: LanguageTag) -> re.Pattern[str]:
    return re.compile(rf"(?<!\d)(\d{{1,2}}º?) (de )?({_names(tag)}) (del? )?(?=\d{{4}}(?!\d))", re.IGNORECASE)


def _without_of(reading: Reading) -> Iterator[Edit]:
    """`24 junho 2024` is `24 de junho de 2024`."""
    for match in _with_of(reading.tag).finditer(reading.text):
        if not match[2] or not match[4]:
            yield Edit(*match.span(), f"{match[1]} de {match[3].lower()} {match[4] or 'de '}")


@cache
def _capital_month(tag: LanguageTag) -> re.Pattern[str]:
    return re.compile(rf"(?<=[a-zà-ÿ,] )({_names(tag, capital=True)})(?= (?:del? )?\d{{4}}(?!\d))")


def _capital_months(reading: Reading) -> Iterator[Edit]:
    """`em Junho de 2024`; behind a day it is told with its date, and Plaza de Mayo is a name."""
    for match in _capital_month(reading.tag).finditer(reading.text):
        if not _BEHIND_DAY.search(reading.text, max(0, match.start() - 20), match.start()):
            yield Edit(*match.span(), match[0].lower())


_BEHIND_DAY = re.compile(r"\d(?:º|er|\.)? (?:de )?\Z|\b[A-ZÀ-Þ]\w* de \Z")


@cache
def _tight_day(tag: LanguageTag) -> re.Pattern[str]:
    return re.compile(rf"(?<=\d)\.(?=(?:{_names(tag)})\b)")


def _days(reading: Reading) -> Iterator[Edit]:
    """`24.Juni` is `24. Juni`."""
    return (Edit(*match.span(), ". ") for match in _tight_day(reading.tag).finditer(reading.text))


def _korean_dates(reading: Reading) -> Iterator[Edit]:
    for match in _KOREAN_DATE.finditer(reading.text) if "월" in reading.text else ():
        year, month, day = match.groups()
        wanted = (f"{year}년 " if year else "") + f"{month}월 {day}일"
        if match[0] != wanted:
            yield Edit(*match.span(), wanted)


def _japanese_dates(reading: Reading) -> Iterator[Edit]:
    text = reading.text
    return (edit for edit in figures.dates(text) if edit.text != text[edit.start : edit.end])


def _wide_percents(reading: Reading) -> Iterator[Edit]:
    return (Edit(*match.span(), "%") for match in _WIDE_PERCENT.finditer(reading.text))


_DATE, _IN_DATE = "a date is written {new}: {around}", "“{old}” is “{new}” in a date"
_ROMANCE = ((_IN_DATE, _capital_months),)
_RULES: dict[str, tuple[_Rule, ...]] = {
    "pt": ((_IN_DATE, _firsts), (_DATE, _without_of), *_ROMANCE),
    "es": ((_DATE, _without_of), *_ROMANCE),
    "fr": ((_IN_DATE, _firsts), *_ROMANCE, ("a sum has its sign behind it and a no-break space: {new}", _sums)),
    "de": (("a space stands behind the full stop of a day: {around}", _days),),
    "ja": (("“{old}” is “{new}”", _japanese_dates), ("a percentage is written 25%: {around}", _wide_percents)),
    "ko": (("“{old}” is “{new}”", _korean_dates),),
}
