"""Dates: only forms that mean one day or one instant are read, and each language writes them its own way."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from pubflow.language import LanguageTag
from pubflow.language.dates import date_in_words, moment_in_words, parse_date, reader_zone

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024-07-01", date(2024, 7, 1)),
        (" 2024-07-01 ", date(2024, 7, 1)),
        ("2024-07-01 22:00 Europe/London", datetime(2024, 7, 1, 22, tzinfo=LONDON)),
        ("2024-07-01T02:32:20+00:00", datetime(2024, 7, 1, 2, 32, 20, tzinfo=UTC)),
        ("2024-07-01T02:32:20Z", datetime(2024, 7, 1, 2, 32, 20, tzinfo=UTC)),
        ("2024-07-01 22:00 -03:00", datetime(2024, 7, 1, 22, tzinfo=timezone(timedelta(hours=-3)))),
        ("2024-07-01 22:00 UTC", datetime(2024, 7, 1, 22, tzinfo=UTC)),
        ("2024-02-29", date(2024, 2, 29)),
        ("1 July 2024", None),
        ("2024-7-1", None),
        ("2024", None),
        ("", None),
        ("٢٠٢٤-٠٧-٠١", None),
    ],
)
def test_what_the_front_matter_says_is_read_strictly(text: str, value: date | None) -> None:
    read = parse_date(text)
    assert (type(read), read) == (type(value), value)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2024-07-01 22:00", "names no time zone"),
        ("2024-07-01T22:00:00", "names no time zone"),
        ("2024-07-01 22:00 BST", "“BST” is not a known time zone"),
        ("2024-07-01 22:00 Europe/Lundon", "is not a known time zone"),
        ("2024-07-01 22:00 ../etc/passwd", "is not a known time zone"),
        ("2024-07-01 22:00 +25:00", "no place on earth"),
        ("2024-07-01 24:30 UTC", "a moment that does not exist"),
        ("2023-02-29", "a day that does not exist"),
        ("0000-01-01", "a day that does not exist"),
        ("2024-03-31 01:30 Europe/London", "this hour is skipped"),
        ("2024-10-27 01:30 Europe/London", "this hour happens twice"),
    ],
)
def test_what_means_no_single_instant_is_refused_in_words(text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=re.escape(fault)):
        parse_date(text)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "1 June 2024"),
        ("en-US", "June 1, 2024"),
        ("zh-TW", "2024年6月1日"),
        ("pt-BR", "1º de junho de 2024"),
        ("pt-PT", "1 de junho de 2024"),
        ("es-419", "1 de junio de 2024"),
        ("fr", "1er juin 2024"),
        ("ar-EG", "1 يونيو 2024"),
        ("ja", "2024年6月1日"),
        ("ko", "2024년 6월 1일"),
        ("id", "1 Juni 2024"),
        ("th", "1 มิถุนายน ค.ศ. 2024"),
        ("de", "1. Juni 2024"),
        ("sr@latin", "1. jun 2024."),
        ("xx", "2024-06-01"),
    ],
)
def test_a_day_is_written_as_its_readers_write_it(language: str, words: str) -> None:
    assert date_in_words(LanguageTag.parse(language), date(2024, 6, 1)) == words


def test_only_the_first_of_the_month_is_an_ordinal() -> None:
    days = [date_in_words(LanguageTag.parse("pt-BR"), date(2024, 6, day)) for day in (1, 11, 21)]
    assert days == ["1º de junho de 2024", "11 de junho de 2024", "21 de junho de 2024"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "1 July 2024, 22:00 (London, UTC+1)"),
        ("zh-TW", "2024年7月1日22:00（倫敦，UTC+1）"),
        ("ja", "2024年7月1日22:00（ロンドン、UTC+1）"),
        ("pt-BR", "1º de julho de 2024, 22:00 (Londres, UTC+1)"),
        ("ar", "1 يوليو 2024، 22:00 (لندن، UTC+1)"),
    ],
)
def test_a_moment_names_its_zone(language: str, words: str) -> None:
    assert moment_in_words(LanguageTag.parse(language), datetime(2024, 7, 1, 22, tzinfo=LONDON)) == words


def test_a_moment_is_told_in_the_zone_of_the_readers() -> None:
    taiwan = LanguageTag.parse("zh-TW")
    moment = datetime(2024, 7, 1, 22, tzinfo=LONDON)
    assert moment_in_words(taiwan, moment, reader_zone(taiwan)) == "2024年7月2日05:00（台北，UTC+8）"
    half = moment.astimezone(timezone(-timedelta(hours=3, minutes=30)))
    assert moment_in_words(LanguageTag.parse("en"), half) == "1 July 2024, 17:30 (UTC−3:30)"


def test_a_country_with_several_zones_has_no_zone_of_its_readers() -> None:
    zones = [reader_zone(LanguageTag.parse(tag)) for tag in ("pt-BR", "es", "zh-TW", "es-419")]
    assert zones == [None, None, ZoneInfo("Asia/Taipei"), None]


def test_a_moment_without_a_zone_is_never_shown() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        moment_in_words(LanguageTag.parse("en"), datetime(2024, 7, 1, 22))  # noqa: DTZ001 - the very thing refused
