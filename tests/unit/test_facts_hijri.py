"""Dates of the Hijri calendar, as texts of several languages give them."""

import pytest

from pubflow.facts import hijri
from pubflow.facts.model import Day, Hijri
from pubflow.facts.stated import stated


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "12 من ذي الحجة 1443 هـ", Hijri(1443, 12, 12)),
        ("ar", "١٢ رمضان ١٤٤٥", Hijri(1445, 9, 12)),
        ("ar", "شهر ربيع الآخر لعام 1440هـ", Hijri(1440, 4)),
        ("ar", "1445/9/4 هـ", Hijri(1445, 9, 4)),
        ("ar", "عام 1445 هجرية", Hijri(1445)),
        ("en", "3 Rabi’ al-Awwal 1440 AH", Hijri(1440, 3, 3)),
        ("en", "Sha'ban 1, 1442", Hijri(1442, 8, 1)),
        ("en", "Jumada II 1440", Hijri(1440, 6)),
        ("en", "A.H. 1445", Hijri(1445)),
        ("fr", "12 ramadan 1445", Hijri(1445, 9, 12)),
        ("es", "4 de ramadán de 1445", Hijri(1445, 9, 4)),
        ("pt", "1445 H.", Hijri(1445)),
        ("id", "3 Zulhijah 1444 H", Hijri(1444, 12, 3)),
        ("de", "1445 nach der Hidschra", Hijri(1445)),
    ],
)
def test_a_date_is_read_by_its_language(language: str, text: str, expected: Hijri) -> None:
    assert [day.hijri for day in hijri.days(text, language)] == [expected]


@pytest.mark.parametrize("text", ["1500 people", "at 1400 H", "32 Ramadan 1445 was no day", "1,445 AH", "in 1445"])
def test_other_numbers_are_none(text: str) -> None:
    assert [day for day in hijri.days(text, "en") if day.hijri and day.hijri.month] == []
    assert stated(text, "en").quantities or stated(text, "en").days


@pytest.mark.parametrize(
    ("told", "year", "month", "day"),
    [
        # By the calendar of Umm al-Qura, and where the moon was sighted a day later.
        (Hijri(1445, 9, 1), 2024, 3, 11),
        (Hijri(1445, 9, 1), 2024, 3, 12),
        (Hijri(1444, 10, 1), 2023, 4, 21),
        (Hijri(1444, 10, 1), 2023, 4, 22),
        (Hijri(1443, 12, 10), 2022, 7, 9),
        (Hijri(1446, 1, 1), 2024, 7, 7),
        (Hijri(1400, 1, 1), 1979, 11, 20),
        (Hijri(1336, 1, 9), 1917, 10, 25),
        (Hijri(1445, 9), 2024, 3, None),
        (Hijri(1445, 9), 2024, 4, None),
        (Hijri(1445), 2023, None, None),
        (Hijri(1445), 2024, None, None),
        (Hijri(1445, 9, 4), None, 3, 14),
    ],
)
def test_it_may_be_the_common_date_that_people_know(told: Hijri, year: int, month: int, day: int) -> None:
    assert hijri.may_be(told, Day(0, 0, "", year, month, day))


@pytest.mark.parametrize(
    ("told", "year", "month", "day"),
    [
        (Hijri(1445, 9, 1), 2024, 3, 15),
        (Hijri(1445, 9, 1), 2023, 3, 11),
        (Hijri(1445, 9), 2024, 5, None),
        (Hijri(1445), 2022, None, None),
        (Hijri(1445), 2025, None, None),
        (Hijri(1445, 9, 4), None, 3, 20),
    ],
)
def test_it_is_no_other(told: Hijri, year: int, month: int, day: int) -> None:
    assert not hijri.may_be(told, Day(0, 0, "", year, month, day))
