"""Dates, weekdays and years in a text, by the language's own way of writing them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from pubflow.facts.lexicon import Lexicon, lexicon
from pubflow.facts.lexicon.han import DIGITS
from pubflow.facts.model import Day, Weekday
from pubflow.facts.scan import digits, matches, pieces

_YEAR: Final = r"(?:1[5-9]|2[01])\d\d"
_HAN: Final = frozenset({"zh", "yue", "ja", "ko"})
_UNSPACED: Final = _HAN | {"th"}
"""And Korean, which glues endings to its words."""
_YEAR_DIGITS: Final = 4
"""A run of so many stands in every date without words."""
_MARKED = re.compile(r"\d[/.-]\d")
_WORD = re.compile(r"[^\W\d_]+")
_YEAR_FIRST = re.compile(r"(?<![\d/.-])(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?![\d/-]|\.\d)")
_NUMERIC = re.compile(r"(?<![\d/.])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?![\d/])")
_BARE = re.compile(rf"(?<![\d.,:/$€£¥+#-]){_YEAR}(?![\d%]|[.,:/]\d|-\d{{4}}\d)")
_HAN_DIGIT: Final = "〇零○一二三四五六七八九"
_HAN_DAY: Final = r"(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})"
_ERAS: Final = {"民國": 1911, "中華民國": 1911, "令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_ERA: Final = r"(?:(?:中華)?民國|令和|平成|昭和|大正|明治)"
_HAN_DATE = re.compile(
    rf"(?:(?:(?P<era>{_ERA})\s?(?P<n>\d{{1,3}}|元|[{_HAN_DIGIT}十百]{{1,6}})|(?P<y>\d{{4}}|[{_HAN_DIGIT}]{{4}}))\s?年"
    rf"(?!代|間以|級)(?:\s?[（(]\s?(?:(?P<era2>{_ERA})\s?(?P<n2>\d{{1,3}}|元)|(?:西元|公元)?(?P<y2>\d{{4}}))\s?年?\s?[）)])?\s?)?"
    rf"(?:(?P<m>{_HAN_DAY})\s?月(?!份?間|球|餅)(?:\s?(?P<d>{_HAN_DAY})(?:\s?[日號号]|(?=\s?[至到~～〜–-]\s?\d{{1,2}}\s?[日號号])))?)?"
)
_HAN_HEAD = re.compile(
    rf"[民中令平昭大明\d{_HAN_DIGIT}十廿](?:(?=[國華和成正治])|(?<=[\d{_HAN_DIGIT}十廿])(?=[\d{_HAN_DIGIT}十廿]{{0,3}}\s?[年月]))"
)
_HAN_NEXT = re.compile(rf"\s?(?:至|到|[-–—~～〜、和及與]|から|부터|에서|과|와)\s?(?P<d>{_HAN_DAY})\s?[日號号]")
_BY_DIGITS = re.compile(
    r"(?<![〇零一二三四五六七八九十百千萬億第\d])(?:(?P<june>六四)|(?P<february>二二八)|(?P<september>九一一|911(?=事件|攻擊|恐怖)))"
    r"(?![〇零一二三四五六七八九十百千萬億\d年月日號個])"
)
"""Days that Chinese calls by the digits of month and day, whatever happened on them."""
_FIRST_DIGIT = re.compile("[六二九9]")
_CALLED: Final = {"june": (6, 4), "february": (2, 28), "september": (9, 11)}
_HAN_NEXT_MONTH = re.compile(
    rf"\s?(?:至|到|[-–—~～、和及與]|から)\s?(?P<m>{_HAN_DAY})\s?月份?間?(?!\s?{_HAN_DAY}\s?[日號号])"
)
_TWO_MONTHS = re.compile(rf"\s?(?P<m>{_HAN_DAY})\s?[至到、–-]\s?(?P<m2>{_HAN_DAY})\s?月")
"""2022年五、六月."""
_HAN_WEEKDAY = re.compile(r"\s?[（(](?:星期|週)?([一二三四五六日月火水木金土])(?:曜日?)?[）)]")
_HAN_DAYS: Final = {
    **dict(zip("一二三四五六日", range(7), strict=True)),
    **dict(zip("月火水木金土", range(6), strict=True)),
}
_PORTUGUESE = re.compile(
    r"(?<!\w)(segunda|terça|quarta|quinta|sexta)(?=(?:,?\s|\s\()\d{1,2}(?:\sde\s|/))", re.IGNORECASE
)
_ORDER: Final = ("segunda", "terça", "quarta", "quinta", "sexta")
_ARABIC_PREFIXES: Final = "وفبل"
_BUDDHIST: Final = 543
_BUDDHIST_ERA: Final = "พ.ศ."
_THAI_YEAR = re.compile(r"(?:พ\.ศ\.|ปี)\s?(2[45]\d\d)(?!\d)")
_LAST_COMMON_YEAR: Final = 2150


def days(text: str, language: str) -> tuple[Day, ...]:
    """The dates of a text in its order; a year or a month alone is one as well."""
    found = list(_han(text) if language in _HAN else _by_words(text, language))
    if language in {"zh", "yue"}:
        found += _called(text)
    if any(end - start >= _YEAR_DIGITS for start, end in digits(text)):
        found += [day for day in _numeric(text, language) if not _taken(found, day)]
        found += [day for day in (*_buddhist(text, language), *_bare(text)) if not _taken(found, day)]
    return tuple(sorted(found, key=lambda day: day.start)) if found else ()


def weekdays(text: str, language: str, found: Iterable[Day] = ()) -> tuple[Weekday, ...]:
    """The days of the week that a text names; those given in brackets with a date stand in the date."""
    out = list(_named_weekdays(text, language)) if _names_weekday(text, language) else []
    out += [Weekday(day.start, day.end, day.text, day.weekday) for day in found if day.weekday is not None]
    return tuple(sorted(out))


def _named_weekdays(text: str, language: str) -> Iterator[Weekday]:
    pattern = _weekday_pattern(language)
    words = lexicon(language).weekdays
    for match in pattern.finditer(text) if pattern is not None else ():
        yield Weekday(*match.span(1), match[1], words[match[1].lower()])
    for match in _PORTUGUESE.finditer(text) if language == "pt" else ():
        yield Weekday(*match.span(1), match[1], _ORDER.index(match[1].lower()))


def names_month(text: str, language: str) -> bool:
    """Whether it may name one; looked for before the long pattern is."""
    heads = _month_heads(language)
    return bool(heads) and (language == "th" or not heads.isdisjoint(pieces(text)))


@cache
def _month_heads(language: str) -> frozenset[str]:
    return frozenset(_WORD.findall(month)[0] for month in lexicon(language).months)


def _names_weekday(text: str, language: str) -> bool:
    """Whether it may name a day of the week; looked for before the pattern is."""
    if language in _UNSPACED:
        return any(head in text for head in _weekday_heads(language))
    return not _weekday_heads(language).isdisjoint(pieces(text))


@cache
def _weekday_heads(language: str) -> frozenset[str]:
    """The first word of each, as it may stand in a text; the first letter where words are not spaced."""
    if language in _UNSPACED:
        return frozenset(day[0] for day in lexicon(language).weekdays)
    heads = {_WORD.findall(day)[0] for day in lexicon(language).weekdays}
    return frozenset(prefix + head for prefix in ("", *_ARABIC_PREFIXES) for head in heads)


def _taken(found: Iterable[Day], day: Day) -> bool:
    return any(one.start < day.end and day.start < one.end for one in found)


def _numeric(text: str, language: str) -> Iterator[Day]:
    if not _MARKED.search(text):
        return
    for match in _YEAR_FIRST.finditer(text):
        yield from _checked(match, int(match[1]), int(match[3]), int(match[4]))
    for match in _NUMERIC.finditer(text):
        yield from _checked(match, int(match[4]), int(match[3]), int(match[1]), swapped=language == "en")


def _checked(match: re.Match[str], year: int, month: int, day: int, *, swapped: bool = False) -> Iterator[Day]:
    if month <= 12 and 1 <= day <= 31:
        yield Day(*match.span(), match[0], year, month, day, swapped=swapped and day <= 12)
    elif 1 <= day <= 12 and month <= 31:
        # Not the order of the language, and still one day only.
        yield Day(*match.span(), match[0], year, day, month)


def _buddhist(text: str, language: str) -> Iterator[Day]:
    """Thai years that are called so; the others would be numbers."""
    for match in _THAI_YEAR.finditer(text) if language == "th" else ():
        yield Day(*match.span(), match[0], int(match[1]) - _BUDDHIST)


def _bare(text: str) -> Iterator[Day]:
    for match in _BARE.finditer(text):
        yield Day(*match.span(), match[0], int(match[0]))


def _by_words(text: str, language: str) -> Iterator[Day]:
    if not names_month(text, language):
        return
    months = lexicon(language).months
    if language == "en" and not _CAPITAL_MONTH.search(text):
        return
    for match in _pattern(language).finditer(text):
        name = next(match[group] for group in ("m1", "m2", "m3", "m4") if match[group])
        numbers = [match[group] for group in ("d4", "d0", "d1", "d2", "d3") if match[group]]
        year = next((int(match[group]) for group in ("y1", "y2", "y3") if match[group]), None)
        if language == "en" and _is_a_verb(text, match.start(), name, alone=not numbers and year is None):
            continue
        if year is not None and (year > _LAST_COMMON_YEAR or _BUDDHIST_ERA in match[0]):
            year -= _BUDDHIST
        for number in numbers or (None,):
            day = None if number is None else int(number) if number.isdigit() else 1
            yield Day(*match.span(), match[0], year, months[name.lower()], day)


_CAPITAL_MONTH = re.compile("J(?i:an|un|ul)|F(?i:eb)|M(?i:ar|ay)|A(?i:pr|ug)|S(?i:ep)|O(?i:ct)|N(?i:ov)|D(?i:ec)")
"""Stands in all that is no verb: `may` is in every other text, and the pattern is long."""


def _is_a_verb(text: str, start: int, name: str, *, alone: bool) -> bool:
    """`may`, `march`; with a capital at the head of a sentence too, and in names of marches and people."""
    if not name[0].isupper():
        return True
    return alone and name in {"May", "March", "Mar", "Jan", "Dec"} and not _WHEN.search(text, max(0, start - 9), start)


_WHEN = re.compile(r"\b(?:in|since|until|till|by|last|next|this|from|during|late|early|mid|between|through)[\s-]\Z")


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = lexicon(language)
    name = "|".join(re.escape(month) for month in sorted(words.months, key=len, reverse=True))
    # Levant and Egypt name the months differently, and careful texts give both.
    month = rf"(?:{name})"
    second = rf"(?:/(?:{name}))?" if language == "ar" else ""
    day = "|".join((r"\d{1,2}", *words.first_of_month))
    link, to_year, between = words.day_to_month, words.month_to_year, words.between or "-"
    year = rf"(?:{_YEAR}|25\d\d)"
    no_number = r"(?![\d%]|[.,:]\d)"
    edge = "" if language == "th" else r"(?!\w)"
    ordinal = r"(?:st|nd|rd|th)?"
    first = rf"(?:(?<![\d.,])(?:(?P<d4>\d{{1,2}})[.º]?,\s)?(?P<d0>\d{{1,2}})(?:st|nd|rd|th|er|[.º])?{between})?"
    alternatives = [
        rf"{first}(?<![\d.,])(?P<d1>{day}){link}(?P<m1>{month}){second}{edge}(?:{to_year}(?P<y1>{year}))?",
        rf"(?<!\w)(?P<m3>{month}){second}{to_year}(?P<y3>{year}){no_number}",
        rf"(?<!\w)(?P<m4>{month}){second}{edge}",
    ]
    if language == "en":
        last = rf"(?:{between}(?P<d3>\d{{1,2}})(?!\d|\s(?:{name})))?"
        american = rf"(?<!\w)(?P<m2>{month})\.?\s(?P<d2>\d{{1,2}}){ordinal}{last}(?:,?\s(?P<y2>{year}))?{no_number}"
        alternatives.insert(1, american)
    else:
        # As English has it: another check says that the language has not.
        alternatives.insert(1, rf"(?<!\w)(?P<m2>{month})\s(?P<d2>\d{{1,2}})(?P<d3>(?!))?,\s(?P<y2>{year}){no_number}")
    return re.compile("|".join(alternatives), re.IGNORECASE)


@cache
def _weekday_pattern(language: str) -> re.Pattern[str] | None:
    words: Lexicon = lexicon(language)
    if not words.weekdays:
        return None
    names = "|".join(re.escape(word) for word in sorted(words.weekdays, key=len, reverse=True))
    if language in {"zh", "yue", "ja"}:
        return re.compile(f"({names})")
    if language == "en":
        # A verb or the sun without a capital.
        named = "|".join(word.title() for word in sorted(words.weekdays, key=len, reverse=True))
        return re.compile(rf"(?<!\w)({named})(?![\w’'])")
    prefix = f"(?:[{_ARABIC_PREFIXES}]?)" if language == "ar" else ""
    return re.compile(rf"(?<!\w){prefix}({names})(?!\w)", re.IGNORECASE)


def _han(text: str) -> Iterator[Day]:
    if "月" not in text and "年" not in text:
        return
    for match in matches(_HAN_DATE, _HAN_HEAD, text):
        if match.end() == match.start():
            continue
        year, second = _year(match["era"], match["n"], match["y"]), _year(match["era2"], match["n2"], match["y2"])
        month, day = (small_number(match[name]) for name in ("m", "d"))
        if month is None and (year is None or not _likely(year)):
            continue
        bracketed = _HAN_WEEKDAY.match(text, match.end())
        weekday = _HAN_DAYS[bracketed[1]] if bracketed and day else None
        yield Day(match.start(), match.end(), match[0], year, month, day, False, second, weekday)
        last = match.end()
        if year and not month and (both := _TWO_MONTHS.match(text, last)):
            yield from (Day(*both.span(), both[0], year, small_number(both[name])) for name in ("m", "m2"))
        if month and not day and (after := _HAN_NEXT_MONTH.match(text, last)):
            yield Day(after.start("m"), after.end(), after[0], year, small_number(after["m"]))
        while day and (after := _HAN_NEXT.match(text, last)):
            last = after.end()
            yield Day(after.start("d"), last, after[0], year, month, small_number(after["d"]))


def _called(text: str) -> Iterator[Day]:
    for match in matches(_BY_DIGITS, _FIRST_DIGIT, text):
        yield Day(*match.span(), match[0], None, *_CALLED[str(match.lastgroup)])


def _likely(year: int) -> bool:
    return 1000 <= year <= _LAST_COMMON_YEAR


def _year(era: str | None, number: str | None, common: str | None) -> int | None:
    if era and number:
        return _ERAS[era] + (1 if number == "元" else small_number(number) or 0)
    if not common:
        return None
    return int(common) if common.isdecimal() else int("".join(str(DIGITS.get(char, 0)) for char in common))


def small_number(text: str | None) -> int | None:
    """A Han or Arabic numeral below two hundred; None for none."""
    if not text:
        return None
    if text.isdecimal():
        return int(text)
    total = current = 0
    for char in text.replace("廿", "二十"):
        if char in "十百":
            total, current = total + (current or 1) * (10 if char == "十" else 100), 0
        else:
            current = current * 10 + DIGITS.get(char, 0)
    return total + current
