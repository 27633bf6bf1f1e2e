"""Numbers, dates, times, percentages and amounts in the form that the language gives them. Their values are other
checks' business."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from pubflow.catalog import Unit
from pubflow.checks.native import native
from pubflow.checks.reading import Reading, each, name_dots, read
from pubflow.checks.writing import Writing, is_traditional, writing_of
from pubflow.chinese import figures, titles
from pubflow.chinese.anchored import Edit
from pubflow.chinese.chars import HAN
from pubflow.facts.lexicon import lexicon
from pubflow.facts.scan import digits, matches_at, pieces, words_of
from pubflow.finding import Finding, Severity
from pubflow.language import LanguageTag
from pubflow.plugins import CheckContext

_CLOCK = re.compile(r"(?<![\d.])\d{1,2}(?:[:.]\d\d)?\s?(?:[AaPp]\.?\s?[Mm](?![A-Za-z])\.?)")
_OF_CLOCKS = frozenset("Mm")
_MONTH_FIRST = re.compile(r"(?<![\d/])(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])/(?:\d{4}|\d\d)(?![\d/])")
_SLASHED = re.compile(r"(?<![\d/.-])(?:\d{1,2}/\d{1,2}/\d{4}|\d{4}([/.-])\d{1,2}\1\d{1,2})(?![\d/]|\.\d)")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?![\d]|[.,]\d)")
_DECIMAL = re.compile(r"(?<![\d.,:/\w])\d{1,3}\.\d{1,2}(?![\d:/\w]|[.,]\d)")
_UNGROUPED = re.compile(r"(?<![\dA-Za-z.,/:_-])\d{5,9}(?![\dA-Za-z/:_-]|[.,]\d)")
_COUNTED_PARTS = re.compile(
    r"(?:annex|article|at|chapter|clause|figure|no|para(?:graph)?|part|principle|rule|section|table|version)\.? ?$",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(?<=\d)(\s?)%")
_SPACED_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d])")
_MIXED_UNITS = re.compile(r"\d,\d{3}萬\d")
_DOUBLE_UNIT = re.compile(
    r"(?:NT|US|HK)\$\s?\d[\d,.]*(?:[萬億])?(?:美元|港元|元)|(?<![A-Z])(?:USD|NTD|TWD|HKD|EUR|GBP|JPY|CNY|RMB)\s?\d[\d,.]*"
)
_CHINESE_FORMS = frozenset("0123456789０１２３４５６７８９%％·•・‧∙⋅･．.")
"""Without any of these a Chinese text has no figure and no dot of a name."""
_BARE_INITIAL = re.compile(f"(?<=[{HAN}])([A-Z])(?=[{HAN}])")
_INITIAL = re.compile(r"\b([A-Z])\. [A-Z]")
_GROUPED_YEAR = re.compile(r"(?<![\d,.])([12]),(\d{3})年(?![來後前間])")
_BARE_DOLLAR = re.compile(r"(?<![A-Za-z$])\$\s?\d[\d,.]*")
_DIGITS_OF_TWO_SETS = re.compile(r"(?<![\w/.:-])[0-9][0-9,.]*(?![\w/:-])(?=.*[٠-٩])|(?<=[٠-٩] )[0-9]+(?![\w/:-])")
_ARABIC_DIGITS = frozenset("٠١٢٣٤٥٦٧٨٩")
_IN_ANY_SOURCE = (_BARE_DOLLAR, _DOUBLE_UNIT, _DIGITS_OF_TWO_SETS)
"""What is right in English and wrong here."""
_KATAKANA_DOT = re.compile("(?<=[\u30a1-\u30fa\u30fc])[·•‧･∙](?=[\u30a1-\u30fa])")
_DOTS = frozenset("·•‧･∙")
_KASHIDA = re.compile("(?<!ه)\u0640+|\u0640+(?=\\w)")  # هـ stands for the Hijri year
_JOSA = re.compile(
    r"\(으\)로|\(이\)(?=[라나며])|은\(는\)|는\(은\)|이\(가\)|가\(이\)|을\(를\)|를\(을\)|와\(과\)|과\(와\)"
)


class LocaleFormat:
    """The source's way of writing a number, a date, a time or an amount."""

    id = "locale-format"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        reading, writing = read(unit, context), writing_of(context.language)
        if reading is None or writing is None:
            return
        for message, edits in _rules(reading, writing, context):
            yield from each(reading, self.id, Severity.WARNING, message, edits)
        if not reading.has_digits and reading.language != "ko":
            return
        yield from self._clock(reading)
        longest = max((end - start for start, end in digits(reading.text)), default=0)
        for message, pattern, signs, least in _unsure(context.language):
            may_match = least <= longest and not signs.isdisjoint(reading.chars)
            for match in pattern.finditer(reading.text) if may_match else ():
                own = pattern in _IN_ANY_SOURCE or match[0] not in reading.source
                if own and reading.allows(*match.span()):
                    yield reading.found(self.id, Severity.WARNING, message.format(match[0]), match.span())

    def _clock(self, reading: Reading) -> Iterator[Finding]:
        """AM and PM, which only English has; Spanish writes them too, in small letters."""
        if _OF_CLOCKS.isdisjoint(reading.chars):
            return
        for match in matches_at(_CLOCK, [start for start, _ in digits(reading.text)], reading.text):
            spanish = reading.language == "es" and match[0] == match[0].lower()
            if not spanish and reading.allows(*match.span()):
                message = f"“{match[0]}” is English: write the time as the language does"
                yield reading.found(self.id, Severity.WARNING, message, match.span())


_Rules = Iterator[tuple[str, Iterable[Edit]]]


def _rules(reading: Reading, writing: Writing, context: CheckContext) -> _Rules:
    """(Message, what to change), for what is sure."""
    if is_traditional(context.language):
        yield from _chinese(reading, context)
    if reading.language == "ar" and "\u0640" in reading.text:
        edits = (Edit(*match.span(), "") for match in _KASHIDA.finditer(reading.text))
        yield "a letter is drawn out (kashida): {around}", edits
    if reading.language == "ja" and not _DOTS.isdisjoint(reading.chars):
        dots = _KATAKANA_DOT.finditer(reading.text)
        yield "the dot in a name is {new}: {around}", (Edit(*match.span(), "・") for match in dots)
    if writing.days and writing.days[0].islower():
        yield "“{old}” is “{new}” inside a sentence", _days(reading.text, context.language)
    yield from native(reading)
    if not reading.has_digits:
        return
    yield "“{old}” is “{new}” here: a number in the source's form", _numbers(reading, writing)
    if reading.language != "zh":
        yield _percent_message(writing), _percentages(reading, writing)
    if writing.group == "\u202f":
        groups = (
            Edit(*match.span(), match[0].replace(" ", "\u202f")) for match in _SPACED_GROUPS.finditer(reading.text)
        )
        yield "a no-break space parts the thousands: {around}", groups
    if writing.months:
        yield "“{old}” is “{new}” in a date", _months(reading.text, context.language)
    if reading.language == "de":
        yield "a day has a full stop in a date: {around}", _ordinals(reading.text, context.language)


def _chinese(reading: Reading, context: CheckContext) -> _Rules:
    text, initial = reading.text, "“{old}” is “{new}”: a Western initial has a full stop and a space"
    if ". " in reading.source:
        yield initial, _bare_initials(text, reading.source)
    if _CHINESE_FORMS.isdisjoint(reading.chars):
        return
    dots = [*figures.interpuncts(text, context.style.interpunct), *name_dots(text, reading.source)]
    yield "the dot in a name is {new}: {around}", (dot._replace(text=context.style.interpunct) for dot in dots)
    yield initial, titles.initials(text)
    if not reading.has_digits:
        return
    yield "a year has no comma: {around}", _grouped_years(text, reading.source)
    yield "a time has a half-width colon: {around}", (edit for edit in figures.widths(text) if edit.text == ":")
    yield "“{old}” is “{new}”", figures.amounts(text)
    yield "a percentage is written 25%: {around}", figures.percentages(text)
    yield "{new} stands between the ends of a range: {around}", figures.ranges(text, context.style.range)
    dates = (edit for edit in figures.dates(text) if edit.text != text[edit.start : edit.end])
    yield "“{old}” is “{new}”", dates


def _bare_initials(text: str, source: str) -> Iterator[Edit]:
    """`喬治W布希` is `喬治 W. 布希`, where the source has that initial in a name."""
    found = list(_BARE_INITIAL.finditer(text))
    letters = set(_INITIAL.findall(source)) if found else set()
    yield from (Edit(*match.span(), f" {match[0]}. ") for match in found if match[0] in letters)


def _grouped_years(text: str, source: str) -> Iterator[Edit]:
    for match in _GROUPED_YEAR.finditer(text) if "," in text else ():
        if f"{match[1]}{match[2]}" in source and f"{match[1]},{match[2]}" not in source:
            yield Edit(*match.span(), f"{match[1]}{match[2]}年")


def _numbers(reading: Reading, writing: Writing) -> Iterator[Edit]:
    """Numbers that stand in the target as they stand in the source, where the language writes them otherwise."""
    source = reading.source
    grouped = _GROUPED.finditer(source) if _is_behind_digits(",", source) else ()
    theirs = {match[0] for match in grouped if match[1] == ","}
    if writing.decimal == ",":
        for match in _GROUPED.finditer(reading.text) if theirs else ():
            if match[0].replace(".", ",") in theirs and match[1] != writing.group:
                yield Edit(*match.span(), re.sub("[.,]", writing.group or ".", match[0]))
        yield from _decimals(reading)
    elif writing.group == ",":
        for match in _GROUPED.finditer(reading.text) if theirs else ():
            if match[1] == "." and match[0].replace(".", ",") in theirs:
                yield Edit(*match.span(), match[0].replace(".", ","))
    if theirs and writing.group:
        yield from _grouped_as_theirs(reading, writing.group, {number.replace(",", "") for number in theirs})


def _is_behind_digits(mark: str, text: str) -> bool:
    """Whether the mark may part a number, as in most texts none does."""
    return any(text[end : end + 1] == mark for _, end in digits(text))


def _decimals(reading: Reading) -> Iterator[Edit]:
    """But for a number that the source has as that of a section or a version."""
    theirs: dict[str, bool] = {}
    for match in _DECIMAL.finditer(reading.source) if _is_behind_digits(".", reading.source) else ():
        counts = _COUNTED_PARTS.search(reading.source[: match.start()]) is not None
        theirs[match[0]] = theirs.get(match[0], False) or counts
    for match in _DECIMAL.finditer(reading.text) if theirs else ():
        if theirs.get(match[0]) is False:
            yield Edit(*match.span(), match[0].replace(".", ","))


def _grouped_as_theirs(reading: Reading, mark: str, theirs: set[str]) -> Iterator[Edit]:
    """A long number without groups, where the source has them."""
    for match in _UNGROUPED.finditer(reading.text):
        if match[0] in theirs:
            yield Edit(*match.span(), f"{int(match[0]):,}".replace(",", mark))


def _percent_message(writing: Writing) -> str:
    return "a no-break space stands before %: {around}" if writing.percent != "none" else "no space before %: {around}"


def _percentages(reading: Reading, writing: Writing) -> Iterator[Edit]:
    for match in _PERCENT.finditer(reading.text) if "%" in reading.chars else ():
        gap = match[1]
        if writing.percent == "none":
            if gap:
                yield Edit(*match.span(1), "")
        elif gap == " " or (not gap and writing.percent == "no-break"):
            yield Edit(*match.span(1), "\u00a0")


@lru_cache(maxsize=32)
def _month_pattern(language: LanguageTag) -> tuple[re.Pattern[str], dict[str, str]]:
    """Names of months behind a day, in any case, and how each is written."""
    writing = writing_of(language)
    assert writing is not None
    written = {month.casefold(): month for month in writing.months}
    names = "|".join(map(re.escape, written))
    return re.compile(rf"(?<=\d)(?:º|er|\.)? (?:de )?({names})\b", re.IGNORECASE), written


def _behind_days(months: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    return matches_at(months, [end for _, end in digits(text)], text)


_CALLED = re.compile(r"(?<!\w)(?:[oO]|[dD]o|[aA]o|[pP]elo) \d{1,2}º? de \Z")
"""`o 11 de Setembro`: a day that is called by its date."""
_WIDEST_CALL = 12


def _months(text: str, language: LanguageTag) -> Iterator[Edit]:
    pattern, written = _month_pattern(language)
    for match in _behind_days(pattern, text):
        # Not there: a letter that the pattern takes for another, as in JULİ.
        wanted = written.get(match[1].casefold(), match[1])
        if language.language == "pt" and _CALLED.search(text, max(0, match.start(1) - _WIDEST_CALL), match.start(1)):
            continue
        if match[1] != wanted and not match[1].isupper():
            yield Edit(*match.span(1), wanted)


@lru_cache(maxsize=32)
def _day_pattern(language: LanguageTag) -> tuple[re.Pattern[str], frozenset[str]]:
    """Days of the week with a capital behind a small word, and the first word of each; those that are also names of
    people are left out."""
    writing = writing_of(language)
    assert writing is not None
    days = [day for day in writing.days if day not in ("domingo", "dimanche")]
    names = "|".join(day.capitalize() for day in days)
    return re.compile(rf"(?<=[a-zà-ÿ,] )(?:{names})\b"), frozenset(words_of(day)[0] for day in days)


def _days(text: str, language: LanguageTag) -> Iterator[Edit]:
    pattern, heads = _day_pattern(language)
    for match in pattern.finditer(text) if not heads.isdisjoint(pieces(text)) else ():
        yield Edit(*match.span(), match[0].lower())


def _ordinals(text: str, language: LanguageTag) -> Iterator[Edit]:
    """`24 Juni` is `24. Juni`."""
    for match in _behind_days(_month_pattern(language)[0], text):
        if not match[0].startswith("."):
            yield Edit(match.start(), match.start(), ".")


@cache
def _thai_date() -> re.Pattern[str]:
    return re.compile(rf"(?<!\d)\d{{1,2}} (?:{'|'.join(lexicon('th').months)}) \d{{4}}(?!\d)")


class _Unsure(NamedTuple):
    """A form of which nobody but a person knows what it should be."""

    message: str
    pattern: re.Pattern[str]
    signs: frozenset[str]
    """Characters one of which any match holds."""
    digits: int = 0
    """So many in a row stand in any match."""


_DIGITS_OF_A_YEAR = 4


@lru_cache(maxsize=32)
def _unsure(language: LanguageTag) -> tuple[_Unsure, ...]:
    """Of what a person has to write anew; what the source holds as it stands is its own form."""
    found = [_Unsure("“{}” has its month first: dates have the day first here", _MONTH_FIRST, frozenset("/"))]
    if (writing := writing_of(language)) is not None and writing.months:
        names = "|".join(map(re.escape, writing.months))
        english = re.compile(rf"\b(?:{names}) \d{{1,2}}(?:,| de) ?\d{{4}}\b", re.IGNORECASE)
        message = "“{}” has the day behind the month, as in English"
        found.append(_Unsure(message, english, frozenset(" "), _DIGITS_OF_A_YEAR))
    if language.language == "zh":
        found = [
            _Unsure("“{}” is a date: write YYYY年M月D日", _SLASHED, frozenset("/-.")),
            _Unsure("“{}” does not say whose dollars: 美元, 港元, 新台幣", _BARE_DOLLAR, frozenset("$")),
            _Unsure("“{}” mixes grouped digits and 萬", _MIXED_UNITS, frozenset("萬")),
            _Unsure(
                "“{}” names the currency in letters: write the amount and its unit, 1,200美元",
                _DOUBLE_UNIT,
                frozenset("$DRPYB"),
            ),
        ]
    if language.language == "de":
        message = "“{}” is written with full stops or with the month: 24. Juni 2024"
        found.append(_Unsure(message, _SLASHED, frozenset("/")))
    if language.language in ("ja", "ko"):
        message = "“{}” is a date: write year, month and day with their words"
        found.append(_Unsure(message, _SLASHED, frozenset("/-.")))
    if language.language == "th":
        message = "“{}” does not say by which calendar: ค.ศ. (common) or พ.ศ. (Buddhist)"
        found.append(_Unsure(message, _thai_date(), frozenset("0123456789")))
    if language.language == "ar":
        found.append(
            _Unsure(
                "“{}” and Arabic-Indic digits stand in one text: choose one set", _DIGITS_OF_TWO_SETS, _ARABIC_DIGITS
            )
        )
    if language.language == "ko":
        found.append(_Unsure("“{}”: choose the particle that the word before it takes", _JOSA, frozenset("(")))
    return tuple(found)
