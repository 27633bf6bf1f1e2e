"""Dates of the Hijri calendar, and which common ones they may be. Pure.

Its months begin when the moon is sighted, by each country for itself. Counted here is the tabular calendar: the
official one of Umm al-Qura is never further from it than two days (1343 to 1499), and hardly any sighting is.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Final

from pubflow.facts.model import Day, Hijri

_SIGHTED: Final = 2
"""Days that a month may begin before or after the day counted."""
_BEFORE: Final = 227_014
"""Days of the common calendar before the first of the Hijri one."""
_ANY: Final = r"[1١][2-5٢-٥]\d\d"
_YEAR_BEHIND: Final = rf"(?P<y>{_ANY})(?!\d)"
_YEAR: Final = r"(?<![\d.,])" + _YEAR_BEHIND
_SECOND: Final = rf"\s?[-–/]\s?{_ANY}"
_ANY_YEAR = re.compile(_ANY)
_DAY: Final = r"(?<![\d.,])(?P<d>\d{1,2})"
_ARABIC_MONTHS: Final = (
    r"(?:ال)?محر\u0651?م",
    r"صفر",
    r"ربيع\sال[أا]ول",
    r"ربيع\s(?:الثاني|ال[آأا]خر)",
    r"جماد[ىي]\sال[أا]ول[ىي]?",
    r"جماد[ىي]\s(?:الثانية|الثاني|ال[آأا]خرة?)",
    r"رجب",
    r"شعبان",
    r"رمضان",
    r"شو\u0651?ال",
    r"ذ[وي]\s?(?:ال)?قعدة",
    r"ذ[وي]\s?(?:ال)?حجة",
)
_LATIN_MONTHS: Final = (
    r"m(?:o?u)?[hḥ]arr?[aeã]m",
    r"[sṣ]afar",
    r"rab[iīí][’'ʿ]?(?:\s[aeu]l[-\s]aww?al|\sI)",
    r"rab[iīí][’'ʿ]?(?:\s[aeu][lt]h?[-\s](?:th[aā]n[iī]|[aā]khir)|\sII)",
    r"[jy]um[aā]d[aā](?:\s[aeu]l[-\s](?:[uū]l[aā]|aww?al)|\sI)",
    r"[jy]um[aā]d[aā](?:\s[aeu][lt]h?[-\s](?:th[aā]n[iī](?:yah?)?|[aā]khir(?:ah?)?)|\sII)",
    r"ra[jy]ab",
    r"(?:sh|ch)a[’'ʿ]?a?b[aāâ]ne?",
    r"ram[aā][dḍz]h?(?:[aáāâ]n|ã|ão)",
    r"(?:sh|ch|sy)aww?[aāâ]l",
    r"(?:dh?|z)[uū][’'ʿ]?(?:[-\s]?[aeu]?l)?[’'ʿ]?[-\s]?[qk]a[’'ʿ]?i?d[aā]h?",
    r"(?:dh?|z)[uū][’'ʿ]?(?:[-\s]?[aeu]?l)?[’'ʿ]?[-\s]?[hḥ]ij+[aā]h?",
)
"""As press desks of several languages write them."""
_ARABIC_SIGN: Final = r"\s?(?:هـ|ه(?!\w)|(?:لل)?هجر[ية]\w*)"
_ARABIC_LINK: Final = r"(?:\s(?:المبارك|المعظم|الحرام|من|عام|لعام|سنة|لسنة)){0,3}[،,]?"
_SIGN: Final = (
    r"(?:\s?A\.?\s?H\b\.?"
    r"|\s(?i:(?:of\sthe\s|da\s|de\sla\s|de\sl[’']|(?:nach\s)?der\s)?(?:h[iíé]g[ií]r[ae]|hijr[aiy]\w*|hidschra)\b))"
)
_ALONE: Final = r"\s?H\b\.?"
"""In English a number before it may be an hour."""


def days(text: str, language: str) -> tuple[Day, ...]:
    """Those of a text that name their year, in its order; `year` to `day` are the common ones as near as counted."""
    if not _ANY_YEAR.search(text):
        return ()
    found: list[Day] = []
    for pattern in _patterns(language):
        for day in _read(pattern, text, language):
            if not any(one.start < day.end and day.start < one.end for one in found):
                found.append(day)
    return tuple(sorted(found, key=lambda day: day.start))


def without_year(text: str) -> Iterator[tuple[int, int]]:
    """Where an Arabic text names a day and a month of the calendar: `4 رمضان` beside the common date."""
    return (match.span() for match in _day_and_month().finditer(text))


def may_be(hijri: Hijri, day: Day) -> bool:
    """Whether a common date, or a year or month alone, has a part in a Hijri one."""
    if day.year is None and day.month is not None:
        first, last = (date.fromordinal(one).year for one in _days_of(hijri))
        return any(_meet(hijri, year, day) for year in range(first, last + 1))
    return day.year is not None and _meet(hijri, day.year, day)


def years(hijri: Hijri) -> set[int]:
    """All that its own or a common number may stand for it."""
    first, last = (date.fromordinal(one).year for one in _days_of(hijri))
    return {hijri.year, *range(first, last + 1)}


def _meet(hijri: Hijri, year: int, day: Day) -> bool:
    turned = ((day.month, day.day), (day.day, day.month)) if day.swapped else ((day.month, day.day),)
    earliest, latest = _days_of(hijri)
    for month, number in turned:
        try:
            first = date(year, month or 1, number or 1)
            last = date(year, month or 12, number or monthrange(year, month or 12)[1])
        except ValueError:
            continue
        if first.toordinal() <= latest and earliest <= last.toordinal():
            return True
    return False


def _days_of(hijri: Hijri) -> tuple[int, int]:
    """The first day that it may be and the last, as ordinals of the common calendar."""
    first = last = _counted(*hijri)
    if hijri.month is None:
        last = _counted(hijri.year + 1) - 1
    elif hijri.day is None:
        last += 29
    return first - _SIGHTED, last + _SIGHTED


def _counted(year: int, month: int | None = None, day: int | None = None) -> int:
    """An ordinal, by the tabular calendar: months of 30 and 29 days in turn, 11 longer years in 30."""
    past = (month or 1) - 1
    return _BEFORE + 354 * (year - 1) + (3 + 11 * year) // 30 + 29 * past + (past + 1) // 2 + (day or 1)


def _read(pattern: re.Pattern[str], text: str, language: str) -> Iterator[Day]:
    for match in pattern.finditer(text):
        groups = match.groupdict()
        month, day = (int(groups[name]) if groups.get(name) else None for name in ("m", "d"))
        if name := groups.get("name"):
            month = next(number for number, one in enumerate(_months(language), 1) if one.fullmatch(name))
        if (month or 1) in range(1, 13) and (day or 1) in range(1, 31):
            hijri = Hijri(int(match["y"]), month, day)
            near = date.fromordinal(sum(_days_of(hijri)) // 2)
            common = (near.year, near.month if month else None, near.day if day else None)
            yield Day(*match.span(), match[0], *common, hijri=hijri)


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """Whole dates first: what one has taken is no date of the next."""
    if language == "ar":
        name = rf"(?<!\w)(?P<name>{'|'.join(_ARABIC_MONTHS)})(?!\w)"
        parts = [
            rf"(?:{_DAY}\s(?:من\s)?(?:شهر\s)?)?{name}{_ARABIC_LINK}\s?{_YEAR}(?:{_ARABIC_SIGN})?",
            rf"{_DAY}(?P<mark>[/-])(?P<m>\d{{1,2}})(?P=mark){_YEAR_BEHIND}(?:{_ARABIC_SIGN})?",
            rf"{_YEAR}(?P<mark>[/-])(?P<m>\d{{1,2}})(?P=mark)(?P<d>\d{{1,2}})(?!\d)(?:{_ARABIC_SIGN})?",
            rf"{_YEAR}(?:{_ARABIC_SIGN}|(?={_SECOND}{_ARABIC_SIGN}))",
            rf"(?:(?<=عام\s)|(?<=سنة\s)){_YEAR}",
        ]
    else:
        sign = _SIGN if language == "en" else f"(?:{_SIGN}|{_ALONE})"
        name = rf"(?<!\w)(?P<name>(?i:{'|'.join(_LATIN_MONTHS)}))(?!\w)"
        parts = [
            rf"(?:{_DAY}(?:st|nd|rd|th|er|º)?(?:\sof|\sde|\.)?\s)?{name}(?:\sof|\sdel?)?,?\s{_YEAR}(?:{sign})?",
            rf"{name}\s{_DAY}(?:st|nd|rd|th)?,?\s{_YEAR}(?:{sign})?",
            rf"{_YEAR}(?:{sign}|(?={_SECOND}{sign}))",
            rf"(?<!\w)A\.?H\.?\s{_YEAR}",
        ]
    return tuple(map(re.compile, parts))


@cache
def _months(language: str) -> tuple[re.Pattern[str], ...]:
    names = _ARABIC_MONTHS if language == "ar" else _LATIN_MONTHS
    return tuple(re.compile(name, re.IGNORECASE) for name in names)


@cache
def _day_and_month() -> re.Pattern[str]:
    return re.compile(rf"{_DAY}\s(?:من\s)?(?:شهر\s)?(?:{'|'.join(_ARABIC_MONTHS)})(?!\w)")
