"""Numbers, dates and days of the week, read by value in every language that has words for them."""

import pytest

from pubflow.facts.lexicon import lexicon
from pubflow.facts.lexicon.model import SIGNS, SYMBOLS
from pubflow.facts.model import Weight
from pubflow.facts.stated import stated
from pubflow.facts.units import NEVER_BEHIND

AMOUNTS = {
    "12 million": ["zh 1200萬", "zh 一千二百萬", "pt 12 milhões", "pt doze milhões", "es 12 millones", "fr 12 millions", "ja 1200万", "ar 12 مليون", "de 12 Millionen", "id 12 juta", "ko 1200만", "th 12 ล้าน"],
    "5 billion": ["zh 50億", "zh 五十億", "pt 5 bilhões", "es 5.000 millones", "es 5 mil millones", "fr 5 milliards", "ja 50億", "ar 5 مليارات", "de 5 Milliarden", "id 5 miliar"],
    "two hundred and six": ["zh 兩百零六人", "zh 206", "pt duzentos e seis", "es doscientos seis", "fr deux cent six", "ja 二百六"],
    "17,500": ["zh 1萬7,500", "zh 一萬七千五百", "pt 17,5 mil", "pt 17.500", "es 17 500", "fr 17\u202f500", "ar ١٧٬٥٠٠"],
    "ninety-one": ["pt noventa e um", "es noventa y uno", "fr 91", "zh 九十一"],
    "half a million": ["zh 50萬", "zh 五十萬", "pt meio milhão", "pt 500 mil", "es medio millón", "fr un demi-million"],
    "a quarter of a million": ["zh 25萬", "pt duzentas e cinquenta mil", "es 250.000"],
    "84 cents": ["zh 0.84", "zh 84", "pt 84 centavos"],
    "three-quarters": ["zh 四分之三", "pt três quartos", "es tres cuartos", "fr trois quarts", "en 0.75", "en ¾"],
    "the 1990s": ["zh 1990年代", "zh 九〇年代", "zh 九十年代", "pt anos 90", "pt década de 1990", "es años noventa 1990s", "fr années 1990", "ja 1990年代"],
    "the 19th century": ["zh 19世紀", "zh 十九世紀", "pt século XIX", "es siglo XIX", "fr XIXe siècle", "ja 19世紀", "de 19. Jahrhundert"],
    "7:45 pm": ["zh 晚上7點45分", "zh 19:45", "pt 19h45", "fr 19 h 45", "es 19:45"],
    "two and a half": ["zh 兩個半小時", "pt dois e meio", "pt dois anos e meio", "es dos y media", "es dos años y medio", "fr deux ans et demi"],
}  # fmt: skip


def _readings(text: str, language: str) -> set[str]:
    return {reading for one in stated(text, language).quantities for reading in one.readings}


@pytest.mark.parametrize(
    ("source", "language", "target"),
    [
        (source, *target.split(" ", 1))
        for source, targets in AMOUNTS.items()
        for target in targets
        if target != "es años noventa 1990s"
    ],
)
def test_a_value_is_the_same_in_other_words(source: str, language: str, target: str) -> None:
    heaviest = max(stated(source, "en").quantities, key=lambda one: (one.weight, len(one.text)))
    assert heaviest.readings & _readings(target, language)


@pytest.mark.parametrize(
    ("language", "text", "year", "month", "day"),
    [
        ("en", "on 3 March 2022", 2022, 3, 3),
        ("en", "on March 3rd, 2022", 2022, 3, 3),
        ("en", "in September 1999", 1999, 9, None),
        ("zh", "2022年3月3日", 2022, 3, 3),
        ("zh", "民國111年3月3日", 2022, 3, 3),
        ("zh", "二〇二二年三月三日", 2022, 3, 3),
        ("ja", "令和4年3月3日", 2022, 3, 3),
        ("pt", "3 de março de 2022", 2022, 3, 3),
        ("pt", "primeiro de maio de 2021", 2021, 5, 1),
        ("pt", "03/03/2022", 2022, 3, 3),
        ("es", "3 de marzo del 2022", 2022, 3, 3),
        ("fr", "1er mars 2022", 2022, 3, 1),
        ("ar", "3 آذار/مارس 2022", 2022, 3, 3),
        ("ar", "3 كانون الثاني 2022", 2022, 1, 3),
        ("de", "3. März 2022", 2022, 3, 3),
        ("id", "3 Maret 2022", 2022, 3, 3),
        ("ko", "2022년 3월 3일", 2022, 3, 3),
    ],
)  # fmt: skip
def test_a_date_is_read_by_its_language(language: str, text: str, year: int, month: int, day: int | None) -> None:
    [found] = stated(text, language).days
    assert (found.year, found.month, found.day) == (year, month, day)


def test_what_is_part_of_a_word_or_a_code_is_no_number_that_must_be_there() -> None:
    for language, text in [
        ("zh", "三角洲的一些老百姓統一了意見，四周十分安靜。"),
        ("en", "COVID-19, the G20, MH17, index ASA 12/3456/2020, https://a.example/2024, 24/7 and {count} people"),
        ("pt", "um quarto e uma segunda vez"),
    ]:
        found = stated(text, language).quantities
        assert {one.text for one in found if one.weight > Weight.OPTIONAL} == set()


def test_a_number_between_others_is_not_joined_to_them() -> None:
    assert [one.text for one in stated("three and four, twenty and six, one hundred and five", "en").quantities] == [
        "three",
        "four",
        "twenty",
        "six",
        "one hundred and five",
    ]


def test_both_ends_of_a_range_have_its_scale_and_its_unit() -> None:
    low, high = stated("between 30 and 40 per cent", "en").quantities
    assert low.unit == high.unit == {"%"}
    low, high = stated("from 2 to 4 million", "en").quantities
    assert (low.readings, high.readings) == ({"2", "2000000"}, {"4000000"})


def test_a_year_in_two_calendars_is_one_date_with_both() -> None:
    [day] = stated("2020年（民國109年）5月1日", "zh").days
    assert (day.year, day.second_year) == (2020, 2020)


@pytest.mark.parametrize("language", ["en", "zh", "pt", "ja", "ko", "th", "ar"])
@pytest.mark.parametrize("piece", ["9", "一", "億", "一億", "1,", "million ", "1 ", "三月", "½", "1:11 "])
def test_a_very_long_number_is_no_arithmetic(language: str, piece: str) -> None:
    text = f"{piece * 6_000} 7 people"[:19_000]
    assert len(stated(text, language).quantities) <= 300


def test_a_share_of_a_number_with_two_readings_has_both_whatever_the_order_of_a_set() -> None:
    (share,) = [one for one in stated("one in four centuries", "en").quantities if one.parts]
    assert (share.readings, share.parts) == ({"0.25", "0.0025"}, ("1", "4"))


@pytest.mark.parametrize("language", ["en", "zh", "pt", "es", "fr", "ja", "ko", "th", "ar", "de", "id"])
def test_no_unit_begins_with_a_mark_behind_which_none_is_looked_for(language: str) -> None:
    names = [*lexicon(language).units, *SYMBOLS, *SIGNS]
    assert names
    assert [name for name in names if name[0] in NEVER_BEHIND] == []


@pytest.mark.parametrize("language", ["en", "pt", "es", "fr", "de", "id", "zh", "tr", "th"])
@pytest.mark.parametrize(
    "text",
    [
        "ſ$ 12",
        "12 ſ$",
        "3 ſeptember 2024",
        "3 ſetembro 2024",
        "ſábado",
        "3 JULİ 2024",
        "3 junı 2024",
        "12 mılhões",
        "İki 2",
    ],
)
def test_letters_that_only_a_pattern_takes_for_others_are_read_without_harm(language: str, text: str) -> None:
    assert all(text[one.start : one.end] for one in stated(text, language).quantities)
