"""Dates of a statement: read strictly from the front matter, written as the readers of an edition write them.

Babel is loaded on first use: `pubflow --help` needs no calendar.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pubflow.language.tag import LanguageTag

if TYPE_CHECKING:
    from babel import Locale

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T| {1,4})([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(?:\.[0-9]{1,6})? {0,4}(\S{0,64})"
)
_OFFSET = re.compile(r"([+-])([0-9]{2}):?([0-9]{2})")
_ZONE = re.compile(r"[A-Za-z_]{2,32}(?:/[A-Za-z0-9_+-]{1,32}){1,2}")
_EXAMPLE = "write it as in 2024-07-01 22:00 Europe/London"

# The first of the month is an ordinal in these two; CLDR prints the bare digit.
# Source: Manual de Redação da Presidência da República (pt-BR); Lexique des règles typographiques (fr).
_FIRST_OF_MONTH = {
    "pt": "1º",
    "pt-BR": "1º",
    "fr": "1er",
    "fr-FR": "1er",
    "fr-BE": "1er",
    "fr-CA": "1er",
    "fr-CH": "1er",
}


def parse_date(text: str) -> date | datetime | None:
    """Read `2024-07-01`, `2024-07-01 22:00 Europe/London` or `2024-07-01T02:32:20+00:00`; None for any other form.

    A moment always comes back with its zone. Raises ValueError, in words for the writer, for a moment that names no
    zone or an unknown one, for a day or hour that no calendar has, and for an hour that the clocks skip or repeat in
    that zone: an embargo must mean one instant.
    """
    text = text.strip()
    if match := _DATE.fullmatch(text):
        return _day(text, match)
    match = _MOMENT.fullmatch(text)
    if match is None:
        return None
    day, hour, minute, second, zone = match.groups()
    try:
        naive = datetime.strptime(f"{day} {hour}:{minute}:{second or '00'}", "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007 - the zone is attached below, or the moment refused
    except ValueError:
        raise ValueError(f"“{text}” is a moment that does not exist") from None
    if not zone:
        raise ValueError(f"“{text}” names no time zone; {_EXAMPLE}")
    return _instant(text, naive, _zone(text, zone))


def _day(text: str, match: re.Match[str]) -> date:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise ValueError(f"“{text}” is a day that does not exist") from None


def _zone(text: str, name: str) -> tzinfo:
    if name in {"Z", "UTC", "GMT"}:
        return UTC
    if match := _OFFSET.fullmatch(name):
        hours, minutes = int(match[2]), int(match[3])
        if hours > 14 or minutes > 59:
            raise ValueError(f"“{text}”: no place on earth has the offset {name}")
        offset = timedelta(hours=hours, minutes=minutes)
        return timezone(-offset if match[1] == "-" else offset)
    # Abbreviations are refused: IST is India, Israel and Ireland.
    if _ZONE.fullmatch(name):
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass
    raise ValueError(f"“{text}”: “{name}” is not a known time zone; {_EXAMPLE}, or with an offset, +01:00")


def _instant(text: str, naive: datetime, zone: tzinfo) -> datetime:
    first, second = naive.replace(tzinfo=zone, fold=0), naive.replace(tzinfo=zone, fold=1)
    if first.utcoffset() != second.utcoffset():
        exists = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == naive
        fault = "happens twice" if exists else "is skipped"
        raise ValueError(f"“{text}”: the clocks change, and this hour {fault}; give the offset, as in +01:00")
    return first


def date_in_words(tag: LanguageTag, value: date) -> str:
    """The day as a reader of the edition writes it: `2024年6月24日`, `1º de junho de 2024`, `24 June 2024`.

    A moment is dated in the zone it carries; convert it first where the edition has its own (`reader_zone`). A
    language that Babel does not know gets the ISO form.
    """
    return _in_words(tag, value.date() if isinstance(value, datetime) else value)


@lru_cache(maxsize=4096)
def _in_words(tag: LanguageTag, day: date) -> str:
    from babel.dates import format_date

    locale = babel_locale(tag)
    if locale is None:
        return day.isoformat()
    words = format_date(day, "long", locale=locale)
    first = _FIRST_OF_MONTH.get(str(tag))
    return re.sub(r"^1 ", f"{first} ", words) if first else words


def moment_in_words(tag: LanguageTag, value: datetime, zone: tzinfo | None = None) -> str:
    """Day, hour and zone: `1 July 2024, 22:00 (London, UTC+1)`; in `zone`, or in the zone the moment carries.

    Raises ValueError for a moment without a zone.
    """
    if value.utcoffset() is None:
        raise ValueError("a moment without a time zone can not be shown")
    local = value.astimezone(zone) if zone else value
    city, offset = _city(tag, local.tzinfo), _offset(local)
    day, hour = date_in_words(tag, local), f"{local:%H:%M}"
    if tag.language in {"zh", "ja"}:
        comma = "、" if tag.language == "ja" else "，"
        return f"{day}{hour}（{city}{comma}{offset}）" if city else f"{day}{hour}（{offset}）"
    comma = "،" if tag.language in {"ar", "fa", "ur"} else ","
    between = " " if tag.language in {"ko", "th"} else f"{comma} "
    return f"{day}{between}{hour} ({city}{comma} {offset})" if city else f"{day}{between}{hour} ({offset})"


def reader_zone(tag: LanguageTag) -> tzinfo | None:
    """The zone that readers of the edition live in; None where its region has several, or the tag names none."""
    if tag.region is None:
        return None
    from babel.core import get_global

    zones = get_global("territory_zones").get(tag.region, ())
    return ZoneInfo(zones[0]) if len(zones) == 1 else None


def _city(tag: LanguageTag, zone: tzinfo | None) -> str:
    locale = babel_locale(tag)
    if locale is None or not isinstance(zone, ZoneInfo):
        return ""
    from babel.dates import get_timezone_location

    city = get_timezone_location(zone, locale=locale, return_city=True)
    # CLDR's English leaves this one as the time zone's name spells it.
    return "São Paulo" if city == "Sao Paulo" else city


def named_zones(tag: LanguageTag, zones: frozenset[str]) -> dict[str, str]:
    """Of some time zones, by the name that a language has for the city of each."""
    return {_city(tag, ZoneInfo(zone)): zone for zone in sorted(zones)}


def _offset(moment: datetime) -> str:
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "−"
    return f"UTC{sign}{hours}:{rest:02}" if rest else f"UTC{sign}{hours}"


@lru_cache(maxsize=256)
def babel_locale(tag: LanguageTag) -> Locale | None:
    """Babel's locale for a tag; None where it has no data even for the language."""
    from babel import Locale, UnknownLocaleError

    # English without a region is the source's own: day first, as press desks outside the USA write it.
    spelling = "en_GB" if str(tag) == "en" else tag.html.replace("-", "_")
    for name in (spelling, f"{tag.language}_{tag.region}" if tag.region else "", tag.language):
        try:
            if name:
                return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    return None


_LARGEST_CITY = {
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "ID": "Asia/Jakarta",
    "MX": "America/Mexico_City",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
}


def newsroom_zone(tag: LanguageTag) -> tzinfo | None:
    """The zone that a desk thinks of for the readers of a language: of a region with several, its largest city's.

    For what a desk and its translators read; an edition says nothing so vague (`reader_zone`). None where the tag
    names no region.
    """
    city = _LARGEST_CITY.get(tag.region or "")
    return ZoneInfo(city) if city else reader_zone(tag)


def clock_time(value: datetime, now: datetime) -> str:
    """`22:00`, `Tue 05:00` on another day than now's, `2 Aug 05:00` a week or more away; in the zone it carries."""
    days = abs((value.date() - now.astimezone(value.tzinfo).date()).days)
    day = "" if days == 0 else f"{value:%a} " if days < 7 else f"{value.day} {value:%b} "
    return f"{day}{value:%H:%M}"


def place_of(value: datetime) -> str:
    """The city that a moment's zone is named for, in English; `UTC+1` for a zone without one."""
    return _city(LanguageTag("en"), value.tzinfo) or _offset(value)
