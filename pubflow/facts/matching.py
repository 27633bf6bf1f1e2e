"""The values of a source held against those of its target: what is lost, changed or added. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final, NamedTuple

from pubflow.facts import hijri
from pubflow.facts.lexicon import lexicon
from pubflow.facts.model import Day, Hijri, Quantity, Stated, Weekday, Weight
from pubflow.facts.units import DURATIONS, words_of

_WRITTEN_OUT: Final = 12
"""Up to here a number may be a word in a target whose words for numbers are not read."""


class Difference(NamedTuple):
    """One value that is not the same on both sides."""

    ours: str
    """As it stands in the source; "" for one that only the target has."""
    theirs: str
    """As it stands in the target; "" for one that is not there."""
    span: tuple[int, int] | None
    """Of it in the target."""


class Pairs(NamedTuple):
    """Quantities by what became of them."""

    same: tuple[tuple[Quantity, Quantity], ...]
    different: tuple[Difference, ...]


_NO_PAIRS: Final = Pairs((), ())


def quantities(source: Stated, target: Stated, language: str) -> Pairs:
    """Which numbers of the source stand in the target, and which do not; dates lend their numbers to either side."""
    if not source.quantities and not target.quantities:
        return _NO_PAIRS
    ours, theirs = list(source.quantities), list(target.quantities)
    same = _matched(ours, theirs)
    if not ours and not theirs:
        return Pairs(tuple(same), ())
    _ratios(ours, theirs, same)
    _shares(ours, theirs)
    _shares(theirs, ours)
    _as_long(ours, theirs)
    _lent(ours, target.days)
    _lent(theirs, source.days)
    return Pairs(tuple(same), tuple(_different(ours, theirs, same, language)))


def _matched(ours: list[Quantity], theirs: list[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """Takes equal values out of both, the heavy ones first and those with one unit before others."""
    same: list[tuple[Quantity, Quantity]] = []
    for one in sorted(ours, key=lambda one: -one.weight):
        fitting = [other for other in theirs if one.readings & other.readings]
        # One that stands in a number met before is no longer there to be met.
        if not fitting or one not in ours:
            continue
        best = max(
            fitting, key=lambda other: (bool(one.unit & other.unit), one.unit == other.unit, other.weight, -other.start)
        )
        same.append((one, best))
        ours.remove(one)
        theirs.remove(best)
        for side, taken in ((ours, one), (theirs, best)):
            _drop_inside(side, taken)
    return same


def _drop_inside(side: list[Quantity], taken: Quantity) -> None:
    """The numbers of a ratio that was met count for nothing more, nor does the ratio of numbers that were."""
    side[:] = [other for other in side if not (other.start < taken.end and taken.start < other.end)]


def _ratios(ours: list[Quantity], theirs: list[Quantity], same: list[tuple[Quantity, Quantity]]) -> None:
    """`nine out of ten` where the other text has the two numbers apart."""
    for one in [one for one in ours if one.parts]:
        if one not in ours:
            continue
        found = [next((other for other in theirs if part in other.readings), None) for part in one.parts]
        if None not in found:
            for other in found:
                if other in theirs:
                    theirs.remove(other)
        ours[:] = [other for other in ours if other is one or not (one.start <= other.start and other.end <= one.end)]
        if None not in found:
            ours.remove(one)


def _shares(parts: list[Quantity], percents: list[Quantity]) -> None:
    """Takes out `three quarters` beside 75 %, rounded where it does not come out even."""
    for one in [one for one in parts if not one.digits and one.readings]:
        share = _share(one)
        other = next((other for other in percents if share and "%" in other.unit and _is_about(other, share)), None)
        if other is not None:
            parts.remove(one)
            percents.remove(other)


def _share(one: Quantity) -> Fraction | None:
    """In per cent; None for what is no part of a whole."""
    values = [Fraction(reading) for reading in one.readings if _FRACTION.fullmatch(reading)]
    return values[0] * 100 if len(values) == 1 and 0 < values[0] < 1 else None


def _is_about(percent: Quantity, share: Fraction) -> bool:
    return any(abs(Fraction(reading) - share) < 1 for reading in percent.readings if _FRACTION.fullmatch(reading))


_FRACTION = re.compile(r"\d{1,12}(?:\.\d{1,9}|/[1-9]\d{0,5})?")


def _as_long(ours: list[Quantity], theirs: list[Quantity]) -> None:
    """Takes out what lasts as long, counted in other units: 18 months and 一年半, 72 hours and three days.

    Two years and six months are one span of time, 兩年半.
    """
    for years, months in pairwise(sorted(ours, key=lambda one: one.start)):
        if "year" in years.unit and "month" in months.unit and months.start - years.end <= _AND_MONTHS:
            long = {("months", a + b) for _, a in _lengths(years) for _, b in _lengths(months)}
            other = next((other for other in theirs if long & _lengths(other)), None)
            if other is not None and years in ours:
                ours.remove(years)
                ours.remove(months)
                theirs.remove(other)
    for one in [one for one in ours if one.unit & _LENGTHS.keys()]:
        other = next((other for other in theirs if _lengths(one) & _lengths(other)), None)
        if other is not None:
            ours.remove(one)
            theirs.remove(other)


_AND_MONTHS: Final = len(" years, and ")
_LENGTHS: Final = {
    "minute": ("minutes", 1), "hour": ("minutes", 60), "day": ("minutes", 24 * 60), "week": ("minutes", 7 * 24 * 60),
    "month": ("months", 1), "year": ("months", 12),
}  # fmt: skip
"""A month is no number of days."""


def _lengths(one: Quantity) -> set[tuple[str, Fraction]]:
    return {
        (scale, Fraction(reading) * many)
        for scale, many in (_LENGTHS[unit] for unit in one.unit if unit in _LENGTHS)
        for reading in one.readings
        if _FRACTION.fullmatch(reading)
    }


def _lent(side: list[Quantity], days: Iterable[Day]) -> None:
    """Takes out what the other text has as part of a date: `year 2000`, `the 24th`."""
    known = {str(part) for day in days for part in (*_years(day), day.hijri.day if day.hijri else day.day) if part}
    if known:
        side[:] = [one for one in side if not one.readings & known]


def _different(
    ours: list[Quantity], theirs: list[Quantity], same: Sequence[tuple[Quantity, Quantity]], language: str
) -> Iterator[Difference]:
    """What was said once may be said twice, and the other way round."""
    told, said = (frozenset(reading for pair in same for reading in pair[side].readings) for side in (0, 1))
    whole = lexicon(language).whole
    rest = [one for one in theirs if one.weight >= Weight.SOFT]
    for one in sorted(ours, key=lambda one: (-one.weight, one.start)):
        if one.weight < Weight.VAGUE:
            continue
        other = _instead(one, rest)
        if other is not None:
            rest.remove(other)
            yield Difference(one.text, other.text, (other.start, other.end))
        elif not one.readings & said and _must_be_there(one, theirs, language, whole=whole):
            yield Difference(one.text, "", None)
    for one in rest:
        if one.digits and one.weight is Weight.FIRM and not one.parts and not one.readings & told:
            yield Difference("", one.text, (one.start, one.end))


def _instead(one: Quantity, rest: Sequence[Quantity]) -> Quantity | None:
    """What stands in the place of a number that is not there: of its own kind, with its unit, of a like length."""
    fitting = [
        other for other in rest if _kind(other) == _kind(one) and (other.digits or one.weight is not Weight.VAGUE)
    ]
    if not fitting:
        return None
    return max(
        fitting,
        key=lambda other: (
            bool(one.unit & other.unit),
            other.digits == one.digits,
            -abs(len(other.text) - len(one.text)),
        ),
    )


def _kind(one: Quantity) -> str:
    """Hours, decades and centuries are not told by other numbers."""
    reading = max(one.readings, key=len, default="")
    return "t" if reading.startswith("t") else reading[-1] if reading[-1:] in {"s", "c"} else "number"


def _must_be_there(one: Quantity, theirs: Sequence[Quantity], language: str, *, whole: bool) -> bool:
    if one.weight is not Weight.FIRM:
        return False
    kind, words = _kind(one), lexicon(language)
    if kind != "number":
        return bool(one.digits and {"s": words.decade, "c": words.century}.get(kind, "t"))
    vague = any(other.weight is Weight.VAGUE for other in theirs)
    if whole:
        return one.digits or not vague
    small = any(reading.isdigit() and int(reading) <= _WRITTEN_OUT for reading in one.readings)
    return one.digits and not small and not vague


def units(same: Iterable[tuple[Quantity, Quantity]], text: str, language: str) -> Iterator[Difference]:
    """Where the number is the same and its currency, unit or per cent is not."""
    for one, other in same:
        if not one.unit or one.unit & other.unit or other.readings & {"0"}:
            continue
        if other.unit:
            if bool(one.unit & DURATIONS) == bool(other.unit & DURATIONS):
                yield Difference(_shown(one), _shown(other, text), (other.start, other.end))
        elif other.digits and not one.unit & DURATIONS and not _named(one.unit, text, language):
            yield Difference(_shown(one), other.text, (other.start, other.end))


def _named(unit: frozenset[str], text: str, language: str) -> bool:
    """Whether the target names the unit anywhere; a language whose word for it is not known is believed."""
    words = words_of(unit, language)
    known = [
        word
        for word in words
        if any(char.isalpha() and not char.isascii() for char in word) or len(word) > 3 or not word.isalnum()
    ]
    folded = text.lower()
    return not known or any(word in folded for word in words)


def _shown(one: Quantity, text: str = "") -> str:
    unit = "/".join(sorted(one.unit)[:1])
    return one.text if not unit or unit in one.text else f"{one.text} ({unit})" if len(one.unit) == 1 else one.text


def days(source: Stated, target: Stated) -> Iterator[Difference]:
    """Dates that are lost, changed or added."""
    if not source.days and not target.days:
        return
    ours, theirs = list(source.days), list(target.days)
    _take_same(ours, theirs)
    loose = _loose_values(target)
    rest = [day for day in ours if not _elsewhere(day, target.days, loose)]
    sources = _loose_values(source)
    others = [day for day in theirs if not _elsewhere(day, source.days, sources)]
    for day in rest:
        other = _nearest(day, others)
        if other is not None:
            others.remove(other)
            yield Difference(day.text, other.text, (other.start, other.end))
        elif day.day is not None or day.year is not None:
            yield Difference(day.text, "", None)
    for other in others:
        # `On Monday` may become a day, and `9/11` its date; a year is told by somebody.
        if other.year is not None and (other.day is not None or other.month is None):
            yield Difference("", other.text, (other.start, other.end))


def out_of_calendar(text: Stated) -> Iterator[Day]:
    """Dates whose year is another one in their second calendar."""
    for day in text.days:
        if day.second_year is not None and day.year is not None and day.second_year != day.year:
            yield day


def _take_same(ours: list[Day], theirs: list[Day]) -> None:
    for exact in (True, False):
        for day in list(ours):
            other = next((other for other in theirs if _same(day, other, exact=exact)), None)
            if other is not None:
                ours.remove(day)
                theirs.remove(other)


def _same(one: Day, other: Day, *, exact: bool) -> bool:
    """Whether it may be one date; exactly, or but for a year that only one of the texts names."""
    if one.hijri or other.hijri:
        return _same_lunar(one, other, exact=exact)
    straight = (one.month, one.day) == (other.month, other.day)
    turned = one.swapped and (one.day, one.month) == (other.month, other.day)
    years = one.year == other.year or (not exact and None in (one.year, other.year) and one.month is not None)
    return (straight or turned) and years


def _same_lunar(one: Day, other: Day, *, exact: bool) -> bool:
    """The same of a Hijri date and another or a common one, which may give its numbers as they are: 伊斯蘭曆1445年."""
    if one.hijri is None:
        one, other = other, one
    if one.hijri is None or other.hijri is not None:
        return one.hijri == other.hijri
    if one.hijri == (other.year, other.month, other.day):
        return True
    alike = (one.month is None, one.day is None) == (other.month is None, other.day is None)
    return alike and (other.year is not None or not exact) and hijri.may_be(one.hijri, other)


def _years(day: Day) -> set[int]:
    """The years that it is told by: one in each of two calendars, or all that a Hijri date may be in."""
    if day.hijri is not None:
        return hijri.years(day.hijri)
    return {year for year in (day.year, day.second_year) if year is not None}


def _loose_values(text: Stated) -> set[int]:
    return {
        int(reading) for one in text.quantities for reading in one.readings if reading.isdecimal() and len(reading) <= 4
    }


def _elsewhere(day: Day, others: Iterable[Day], loose: set[int]) -> bool:
    """Whether each of its parts stands somewhere in the other text, if not together."""
    others = tuple(others)
    if day.hijri is not None:
        return _lunar_elsewhere(day.hijri, others, loose)
    if day.day is not None and day.month is not None:
        return False
    years = {year for other in others for year in _years(other)} | loose
    months = {other.month for other in others}
    return (day.year is None or day.year in years) and (
        day.month is None or day.month in months or (day.year is None and not months - {None})
    )


def _lunar_elsewhere(told: Hijri, others: Iterable[Day], loose: set[int]) -> bool:
    """The same of a Hijri date, by its own numbers; its year alone by a common one too."""
    own, common = {other.hijri.year for other in others if other.hijri}, set(loose)
    for other in others:
        common |= set() if other.hijri else _years(other)
    if told.year in own | common:
        return told.day is None or told.day in loose
    return told.month is None and not common.isdisjoint(hijri.years(told))


def _nearest(day: Day, others: Sequence[Day]) -> Day | None:
    def likeness(other: Day) -> int:
        return sum((day.year == other.year, day.month == other.month, day.day == other.day))

    fitting = [
        other
        for other in others
        if (other.day is None) == (day.day is None) and (other.month is None) == (day.month is None)
    ]
    return max(fitting, key=likeness, default=None)


def weekdays(source: Stated, target: Stated) -> Iterator[Difference]:
    """Days of the week that became others, or are lost where no date tells them."""
    ours, theirs = list(source.weekdays), list(target.weekdays)
    for one in list(ours):
        other = next((other for other in theirs if other.day == one.day), None)
        if other is not None:
            ours.remove(one)
            theirs.remove(other)
    for one in ours:
        if theirs:
            changed = theirs.pop(0)
            yield Difference(one.text, changed.text, (changed.start, changed.end))


def out_of_step(text: Stated) -> Iterator[tuple[Day, Weekday, int]]:
    """Full dates with a weekday beside them that they do not fall on, and the one they fall on."""
    if not text.days:
        return
    from datetime import date

    for day in text.days:
        if day.year is None or day.month is None or day.day is None or day.swapped or day.hijri:
            continue
        beside = next((one for one in text.weekdays if _beside(one, day)), None)
        try:
            falls = date(day.year, day.month, day.day).weekday()
        except ValueError:
            continue
        if beside is not None and beside.day != falls:
            yield day, beside, falls


def _beside(weekday: Weekday, day: Day) -> bool:
    return (
        0 <= day.start - weekday.end <= _BESIDE or 0 <= weekday.start - day.end <= _BESIDE or weekday.start == day.start
    )


_BESIDE: Final = 3
