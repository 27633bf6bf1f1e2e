"""Dates and spans of time in a statement: what will not be true, or not be clear, where and when it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from pubflow.facts import stated
from pubflow.facts.matching import out_of_step
from pubflow.facts.model import Day
from pubflow.finding import Finding, Severity, Where
from pubflow.language.dates import parse_date
from pubflow.markup.embargo_line import embargo_of
from pubflow.plugins import SourceContext
from pubflow.segment import Segment

_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SMALL: Final = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_NUMBER: Final = rf"(?P<n>\d{{1,3}}|{'|'.join(_SMALL)})"
_SPAN: Final = re.compile(
    rf"\b(?:the\s{_NUMBER}\s(?P<unit>day|week)s\sof\s(?:this|the|that|his|her|their|its|our)\b|"
    rf"{_NUMBER.replace('?P<n>', '?P<m>')}-(?P<of>day|week)(?:-long)?\s(?:visit|mission|trip|stay|tour|strike|protest|"
    r"conference|summit|campaign|hearing|session))",
    re.IGNORECASE,
)
_TO: Final = re.compile(r"\s*(?:to|until|till|through|and|[-–—])\s*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?")
_RELATIVE: Final = re.compile(
    r"\b(?:(?:last|next|this)\s(?:year|month|week)|(?:last|next)\s(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|autumn|winter)"
    r"|yesterday|tomorrow)\b(?![’'-]s?\w*-)",
    re.IGNORECASE,
)
_BESIDE: Final = len(", on ")
"""Between the words and the date that tells what they mean."""
_WHOLE: Final = re.compile(r"(?:for|over|in|during|throughout|of)\s+(?:the|a)\s+\Z", re.IGNORECASE)
_EMBARGO: Final = re.compile(
    r"\bembargo(?:ed)?\b[^.\n]{0,60}?\b(?P<time>\d{1,2}[:.h]\d\d|\d{1,2}\s?[ap]\.?m\b)", re.IGNORECASE
)
_ZONE: Final = re.compile(
    r"\b(?:UTC|GMT|[A-Z]{1,3}S?T|[A-Z][a-z]+/[A-Z]\w+|(?:local|London|Taipei|[A-Z][a-z]+)\s(?:local\s)?time)\b|[+-]\d{2}:?\d{2}\b"
)


class SourceDate:
    """A day without its year in a statement that has no date, one that is in no calendar, or on another weekday."""

    id = "source-date"

    def __call__(self, context: SourceContext) -> Iterator[Finding]:
        written = _written(context)
        for number, segment in enumerate(context.segments, 1):
            text = segment.text.plain
            found = stated.stated(text, "en")
            where = _where(context, segment, number)
            for day in filter(_is_in_no_calendar, found.days):
                yield Finding(self.id, Severity.WARNING, "there is no such day", where, (day.start, day.end))
            for day, weekday, falls in out_of_step(found):
                message = f"{day.text} is a {_WEEKDAYS[falls]}, and no {weekday.text}"
                yield Finding(self.id, Severity.WARNING, message, where, (weekday.start, weekday.end))
            bare = [day for day in found.days if day.day is not None and day.month is not None and day.year is None]
            if bare and written is None and not any(day.year for day in found.days):
                span = bare[0].start, bare[-1].end
                message = "has no year, and the statement no date: who reads it in another year can't tell"
                yield Finding(self.id, Severity.WARNING, message, where, span)


class SourceDuration:
    """`the five days of this visit`, where the dates say eight."""

    id = "source-duration"

    def __call__(self, context: SourceContext) -> Iterator[Finding]:
        year = (_written(context) or date(2001, 1, 1)).year
        ranges = [one for segment in context.segments for one in _ranges(segment.text.plain, year)]
        if len({length for length, _ in ranges}) != 1:
            return
        length, told = ranges[0]
        for number, segment in enumerate(context.segments, 1):
            for match in _SPAN.finditer(segment.text.plain):
                count, unit = _count(match["n"] or match["m"]), (match["unit"] or match["of"]).lower()
                days = count * (7 if unit == "week" else 1)
                slack = 2 if unit == "week" else 0
                if not length - 1 - slack <= days <= length + slack:
                    message = f"{told} is {length} days, the first and the last among them"
                    where = _where(context, segment, number)
                    yield Finding(self.id, Severity.WARNING, message, where, match.span(), about=told)


class SourceRelative:
    """`last year`: true until the year ends."""

    id = "source-relative"

    def __call__(self, context: SourceContext) -> Iterator[Finding]:
        written = _written(context)
        for number, segment in enumerate(context.segments, 1):
            text = segment.text.plain
            days = [day for day in stated.stated(text, "en").days if day.day is not None]
            for match in _RELATIVE.finditer(text):
                told = any(0 <= day.start - match.end() <= _BESIDE for day in days)
                if not (told or _WHOLE.search(text, 0, match.start())):
                    message = f"is another one for who reads it later: {_advice(match[0].lower(), written)}"
                    yield Finding(self.id, Severity.WARNING, message, _where(context, segment, number), match.span())


class SourceEmbargo:
    """An embargo in the text that nothing keeps, or whose hour has no zone."""

    id = "source-embargo"

    def __call__(self, context: SourceContext) -> Iterator[Finding]:
        for number, segment in enumerate(context.segments, 1):
            text = segment.text.plain
            where = _where(context, segment, number)
            hour = _EMBARGO.search(text)
            if hour and not _ZONE.search(text, hour.start()):
                message = "this hour has no time zone: it passes at another moment in each newsroom"
                yield Finding(self.id, Severity.WARNING, message, where, hour.span("time"))
            # As `import` reads such a line, so that both say the same of it.
            said = embargo_of(text)
            if said is not None and not context.statement.get("embargo"):
                moment = said.value or "2024-07-01 22:00 Europe/London"
                message = f"nothing keeps it: say it in the front matter, embargo: {moment}"
                yield Finding(self.id, Severity.WARNING, message, where, (0, len(text)))


def _where(context: SourceContext, segment: Segment, number: int) -> Where:
    return Where(context.path, segment.line or None, number)


def _written(context: SourceContext) -> date | None:
    """The day of the statement."""
    try:
        return parse_date(context.statement.get("date") or "")
    except ValueError:
        return None


def _ranges(text: str, year: int) -> Iterator[tuple[int, str]]:
    """The spans from one day to another: how many days, both ends among them, and the words."""
    days = [day for day in stated.stated(text, "en").days if day.day is not None and day.month is not None]
    for one, other in pairwise(days):
        if one.end <= other.start and not _TO.fullmatch(text, one.end, other.start):
            continue
        first, last = _day(one, other.year or year), _day(other, other.year or year)
        if first is not None and last is not None and first < last:
            yield (last - first).days + 1, text[one.start : max(one.end, other.end)]


def _day(day: Day, year: int) -> date | None:
    try:
        return date(day.year or year, day.month or 1, day.day or 1)
    except ValueError:
        return None


def _is_in_no_calendar(day: Day) -> bool:
    """`31 June`; 29 February may be one where no year is told."""
    return day.day is not None and day.month is not None and _day(day, 2000) is None


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _SMALL.index(word.lower()) + 1


def _advice(words: str, written: date | None) -> str:
    if written is not None and words.endswith(" year"):
        shift = {"last": -1, "this": 0, "next": 1}[words.split()[0]]
        return f"write {written.year + shift}"
    return "write the year" if words.endswith("year") else "write the date"
