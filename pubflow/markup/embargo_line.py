"""The line that says until when a text is not to be published -> the moment for the front matter. Pure.

Nothing is guessed: a line that names no zone, a zone that several places share, or a day without its year is handed on
as it stands, with what is missing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from pubflow.facts.calendar import days, weekdays
from pubflow.language import LanguageTag
from pubflow.language.dates import named_zones
from pubflow.markup.embargo_words import FOREIGN, Way, folded, hour_of, in_digits

_LONGEST: Final = 240
_LINE: Final = re.compile(
    r"\W*(?:(?:strictly|under|an?|strict|press|media|news|release|statement|note|important|please|is|this|the|for|hold)\W+)*"
    r"(?:embargo(?:ed)?\b(?!\W+(?:lifted|is lifted|has been lifted|on |against ))"
    r"|not for (?:release|publication|broadcast|use) (?:before|until)\b).*",
    re.IGNORECASE | re.DOTALL,
)
_OFFSET_WORDS: Final = r"(?:UTC|GMT)\s?[+−-]\s?\d{1,2}(?::?\d{2})?"
_TIME: Final = re.compile(
    r"(?<![\d:.])(?:(?P<h>[01]?\d|2[0-3])(?:(?P<sep>[:.h])(?P<m>[0-5]\d))?\s?(?P<half>[ap]\.?\s?m\b\.?)"
    r"|(?P<h24>[01]?\d|2[0-3])[:.h](?P<m24>[0-5]\d)(?![\d.:])\s?(?:hours|hrs|h\b)?"
    r"|(?P<run>(?:[01]\d|2[0-3])[0-5]\d)\s?(?:hours|hrs|h\b|(?=\s?\(?(?:GMT|UTC|BST|CES?T|E[SD]T|P[SD]T)))"
    r"|(?P<noon>noon|midday)\b|(?P<midnight>midnight)\b)",
    re.IGNORECASE,
)
_ZONE: Final = re.compile(
    rf"\s*[,(]?\s*(?:(?P<offset>{_OFFSET_WORDS})|(?P<iana>[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+)"
    r"|(?P<short>[A-Z]{1,5})\b(?! time| TIME)"
    r"|(?P<city>[A-Z][\w.ãíéô]+(?: [A-Z][\w.ãíéô]+)?)(?: local)?(?: time\b| TIME\b|\)))"
)
_ENGLISH: Final = Way("en", _LINE, _TIME, _ZONE)
_NO_DAY: Final = "it names no day"
_NAMED: Final = {
    "GMT": (0, ""), "UTC": (0, ""), "Z": (0, ""), "BST": (60, "Europe/London"), "CET": (60, "Europe/Paris"),
    "CEST": (120, "Europe/Paris"), "EEST": (180, "Europe/Athens"), "EDT": (-240, "America/New_York"),
    "PDT": (-420, "America/Los_Angeles"), "HKT": (480, "Asia/Hong_Kong"), "JST": (540, "Asia/Tokyo"),
    "KST": (540, "Asia/Seoul"), "SGT": (480, "Asia/Singapore"), "AEST": (600, "Australia/Brisbane"),
    "AEDT": (660, "Australia/Sydney"), "NZST": (720, "Pacific/Auckland"), "NZDT": (780, "Pacific/Auckland"),
    "BRT": (-180, "America/Sao_Paulo"), "WIB": (420, "Asia/Jakarta"), "SAST": (120, "Africa/Johannesburg"),
    "EAT": (180, "Africa/Nairobi"),
}  # fmt: skip
"""Short names that mean one zone: minutes from UTC, and a place that keeps it. Missing on purpose: IST, CST, EST, PST,
AST, which several parts of the world share."""
_CITIES: Final = {
    "london": "Europe/London", "taipei": "Asia/Taipei", "new york": "America/New_York",
    "washington": "America/New_York", "geneva": "Europe/Zurich", "paris": "Europe/Paris", "brussels": "Europe/Brussels",
    "berlin": "Europe/Berlin", "madrid": "Europe/Madrid", "rome": "Europe/Rome", "the hague": "Europe/Amsterdam",
    "amsterdam": "Europe/Amsterdam", "vienna": "Europe/Vienna", "dublin": "Europe/Dublin", "lisbon": "Europe/Lisbon",
    "beirut": "Asia/Beirut", "jerusalem": "Asia/Jerusalem", "cairo": "Africa/Cairo", "tunis": "Africa/Tunis",
    "nairobi": "Africa/Nairobi", "dakar": "Africa/Dakar", "johannesburg": "Africa/Johannesburg",
    "lagos": "Africa/Lagos", "istanbul": "Europe/Istanbul", "moscow": "Europe/Moscow", "kyiv": "Europe/Kyiv",
    "bangkok": "Asia/Bangkok", "hong kong": "Asia/Hong_Kong", "tokyo": "Asia/Tokyo", "seoul": "Asia/Seoul",
    "manila": "Asia/Manila", "jakarta": "Asia/Jakarta", "singapore": "Asia/Singapore", "delhi": "Asia/Kolkata",
    "new delhi": "Asia/Kolkata", "colombo": "Asia/Colombo", "sydney": "Australia/Sydney",
    "mexico city": "America/Mexico_City", "são paulo": "America/Sao_Paulo", "sao paulo": "America/Sao_Paulo",
    "rio de janeiro": "America/Sao_Paulo", "buenos aires": "America/Argentina/Buenos_Aires", "lima": "America/Lima",
    "bogotá": "America/Bogota", "bogota": "America/Bogota", "toronto": "America/Toronto", "ottawa": "America/Toronto",
    "brasília": "America/Sao_Paulo", "brasilia": "America/Sao_Paulo", "taiwan": "Asia/Taipei", "uk": "Europe/London",
    "japan": "Asia/Tokyo", "korea": "Asia/Seoul", "thailand": "Asia/Bangkok", "philippine": "Asia/Manila",
    "india": "Asia/Kolkata", "lebanon": "Asia/Beirut", "kenya": "Africa/Nairobi", "nigeria": "Africa/Lagos",
}  # fmt: skip
"""Of countries only such whose clocks all agree."""


@dataclass(frozen=True, slots=True)
class Embargo:
    """What the line says."""

    value: str
    """As the front matter has it, `2024-07-01 22:00 Europe/London`; "" where it is not sure."""
    doubt: str = ""
    """Why it is not sure, or what to look at all the same."""


@dataclass(frozen=True, slots=True)
class _Hour:
    hour: int
    minute: int
    zone: str
    """As the front matter has it; "" for none."""
    minutes: int | None = None
    """From UTC, where the line says that itself."""
    doubt: str = ""


def embargo_of(text: str) -> Embargo | None:
    """What a line says of an embargo, in English, Spanish, French, Portuguese or Arabic; None where it says nothing."""
    text = " ".join(in_digits(text).split())
    if len(text) > _LONGEST:
        return None
    line = folded(text)
    if own := [way for way in FOREIGN if way.line.fullmatch(line)]:
        return _read(text, own[0])
    if not _LINE.fullmatch(text):
        return None
    said = _read(text, _ENGLISH)
    if said.doubt == _NO_DAY:  # “Embargo: 1 de julio de 2024” begins like an English line
        return next((other for way in FOREIGN if (other := _read(text, way)).value), said)
    return said


def _read(text: str, way: Way) -> Embargo:
    line = text if way is _ENGLISH else folded(text)
    hours = [_hour(line, match, way) for match in way.time.finditer(line)]
    day, doubt = _day(text, way.language)
    if not hours:
        doubt = doubt or "it names no hour"
    doubt = doubt or next((hour.doubt for hour in hours if hour.doubt), "")
    if doubt or day is None:
        return Embargo("", doubt)
    return _moment(day, hours)


def _moment(day: datetime, hours: list[_Hour]) -> Embargo:
    moments = [day.replace(hour=one.hour, minute=one.minute, tzinfo=_tz(one.zone)) for one in hours]
    for moment, one in zip(moments, hours, strict=True):
        offset = moment.utcoffset()
        if one.minutes is not None and offset != timedelta(minutes=one.minutes):
            return Embargo("", f"the clocks of {one.zone} show another time on that day than the line says")
    # “22:00 BST (05:00 Taipei)” may name the next day's hour, but never another minute.
    apart = {(moment.astimezone(UTC) - moments[0].astimezone(UTC)).total_seconds() % 86_400 for moment in moments}
    if len(apart) > 1:
        return Embargo("", "it names several hours that are not the same moment")
    first = hours[0]
    value = f"{day:%Y-%m-%d} {first.hour:02}:{first.minute:02} {first.zone}"
    return Embargo(value, _summer(moments[0], first))


def _summer(moment: datetime, hour: _Hour) -> str:
    there = moment.astimezone(ZoneInfo("Europe/London"))
    if hour.zone == "GMT" and there.utcoffset():
        return f"clocks in London are an hour ahead of GMT on that day: {there:%H:%M} there; is that what was meant?"
    return ""


def _tz(zone: str) -> timezone | ZoneInfo:
    if zone in {"GMT", "UTC"}:
        return UTC
    if zone[0] in "+-":
        minutes = int(zone[1:3]) * 60 + int(zone[4:6])
        return timezone(timedelta(minutes=-minutes if zone[0] == "-" else minutes))
    return ZoneInfo(zone)


def _day(text: str, language: str) -> tuple[datetime | None, str]:
    """The one day that the line names, and why it is not sure."""
    named = [one for one in days(text, language) if one.day]
    whole = {(one.year, one.month, one.day) for one in named if one.year and one.month and not one.swapped}
    if not named:
        return None, _NO_DAY
    if any(one.swapped for one in named):
        return None, "the day may be read in two ways, as day and month or as month and day"
    if not whole:
        return None, "the day has no year"
    if len({(one.month, one.day) for one in named}) > 1 or len(whole) > 1:
        return None, "it names several days"
    year, month, number = whole.pop()
    assert year
    assert month
    assert number
    try:
        day = datetime(year, month, number)  # noqa: DTZ001 -- its zone comes with the hour
    except ValueError:
        return None, "there is no such day"
    if any(one.day != day.weekday() for one in weekdays(text, language, named)):
        return None, f"{day:%Y-%m-%d} is a {day:%A}"
    return day, ""


def _hour(text: str, match: re.Match[str], way: Way) -> _Hour:
    hour, minute = (None, 0) if match["midnight"] else _clock(match)
    if hour is None:
        return _Hour(0, 0, "", doubt="midnight may be the beginning or the end of a day")
    after = way.zone.match(text, match.end()) or (way.zone.search(text, match.end()) if way.apart else None)
    zone, minutes = _zone(after, way) if after else ("", None)
    if after and not zone and (place := way.zone.match(text, after.end())):  # “22:00 CST (Taiwan time)”
        zone, minutes = _zone(place, way)
    if not zone:
        named = after[0].strip(" ,()") if after else ""
        doubt = f"“{named}” is not one time zone" if named else "it names no time zone"
        return _Hour(hour, minute, "", doubt=doubt)
    return _Hour(hour, minute, zone, minutes)


def _clock(match: re.Match[str]) -> tuple[int | None, int]:
    if match["noon"]:
        return 12, 0
    if match["run"]:
        return int(match["run"][:2]), int(match["run"][2:])
    if match["h24"]:
        return int(match["h24"]), int(match["m24"] or 0)
    return hour_of(int(match["h"]), match["half"]), int(match["m"] or 0)


def _zone(match: re.Match[str], way: Way) -> tuple[str, int | None]:
    """As the front matter has it, and the minutes from UTC that a short name means; "" for what is not one zone."""
    if match["offset"]:
        sign, hours, minutes = re.fullmatch(r"\w+\s?([+−-])\s?(\d{1,2}):?(\d{2})?", match["offset"]).groups()  # type: ignore[union-attr]
        return f"{'+' if sign == '+' else '-'}{int(hours):02}:{minutes or '00'}", None
    if match["iana"]:
        return (match["iana"], None) if match["iana"] in set(_CITIES.values()) else ("", None)
    if match["city"]:
        return _place(match["city"].casefold(), way), None
    minutes, zone = _NAMED.get(match["short"], (None, ""))
    if minutes is None:
        return "", None
    if not zone:
        return "GMT" if match["short"] == "GMT" else "UTC", None
    return zone, minutes


def _place(words: str, way: Way) -> str:
    """The zone of a place; "" for one that is not known. Behind its name may stand what is no part of it."""
    known = _CITIES if way is _ENGLISH else _cities(way)
    parts = words.split(" ")
    names = (" ".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((known[name] for name in names if name in known), "")


@cache
def _cities(way: Way) -> dict[str, str]:
    """Names of places as English and the language have them."""
    named = named_zones(LanguageTag(way.language), frozenset(_CITIES.values()))
    return {folded(name).casefold(): zone for name, zone in (*_CITIES.items(), *named.items(), *way.cities)}
