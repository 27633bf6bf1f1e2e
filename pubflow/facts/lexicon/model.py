"""What the words of one language for numbers, dates and units are: a table for the readers of values. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Of one language; every word in small letters. What a language leaves out is not read in it."""

    ones: Mapping[str, int] = field(default_factory=dict)
    """Words that add their value: 0-19, and in languages with words of their own 20-29, 200, 300 ..."""
    tens: Mapping[str, int] = field(default_factory=dict)
    scales: Mapping[str, int] = field(default_factory=dict)
    """Words that multiply what stands before them."""
    links: frozenset[str] = frozenset()
    """Words inside a number: `two hundred and five`."""
    link_of_scale: frozenset[str] = frozenset()
    """Words between digits and a scale, or a scale and its unit: `3 milhões de pesos`."""
    articles: frozenset[str] = frozenset()
    """Words that are both one and an article, or count for one before a scale only: `a hundred`."""
    fractions: Mapping[str, int] = field(default_factory=dict)
    """Denominators: `third`, `thirds`, `terço`."""
    halves: frozenset[str] = frozenset()
    implied: Mapping[str, str] = field(default_factory=dict)
    """Words that another language may well say by a number: `both` 2, `decade` 10, `dozen` 12."""
    ordinals: Mapping[str, int] = field(default_factory=dict)
    vague: frozenset[str] = frozenset()
    """`dozens`, `thousands`: a number that is none."""
    ratio: str = ""
    """What stands between the parts of `one in four`, as a pattern."""
    between: str = ""
    """What stands between the ends of a range, as a pattern."""
    months: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    """Monday is 0."""
    day_to_month: str = r"\s"
    """What stands between a day and its month, and between these and the year, as patterns."""
    month_to_year: str = r",?\s"
    first_of_month: tuple[str, ...] = ()
    century: str = ""
    """A pattern with the groups `n` (digits or a word of `ordinals`) or `r` (Roman digits)."""
    century_word: str = "\0"
    """What stands in every text that names a century: looked for before the pattern is."""
    decade: str = ""
    """A pattern with the group `n`: the year that begins it, or its last two digits."""
    feasts: str = ""
    """Names with a weekday or a number in them that say no day and no number, as a pattern."""
    units: Mapping[str, str] = field(default_factory=dict)
    """Word behind a number -> code of the unit; several codes with `|` where it may be any of them."""
    units_before: Mapping[str, str] = field(default_factory=dict)
    """The same for words before a number: 新台幣, 攝氏."""
    spans: Mapping[str, int | Fraction] = field(default_factory=dict)
    """Words behind a number that another language counts in something else: `two decades` in years, `50 cents` in dollars."""
    point: bool = False
    """Whether a point is the decimal mark, whatever stands behind it."""
    whole: bool = False
    """Whether small numbers in words are read in it, so that one which is not there is lost."""


ANY_DOLLAR: Final = "USD|TWD|HKD|AUD|CAD|NZD|SGD|$"
SIGNS: Final = {
    "us$": "USD", "nt$": "TWD", "hk$": "HKD", "a$": "AUD", "c$": "CAD", "nz$": "NZD", "s$": "SGD", "r$": "BRL",
    "mx$": "PESO", "$": f"{ANY_DOLLAR}|PESO|BRL", "€": "EUR", "£": "GBP|POUND", "¥": "JPY|CNY", "₩": "KRW", "₹": "RUPEE",
    "฿": "THB", "₺": "LIRA", "₽": "RUB", "₱": "PESO", "₦": "NGN", "usd": "USD", "eur": "EUR", "gbp": "GBP|POUND",
    "jpy": "JPY", "cny": "CNY", "rmb": "CNY", "twd": "TWD", "hkd": "HKD", "ntd": "TWD", "brl": "BRL", "inr": "RUPEE",
    "krw": "KRW", "chf": "CHF",
}  # fmt: skip
"""Signs and codes before or behind a number, in every language."""
SYMBOLS: Final = {
    "%": "%", "％": "%", "٪": "%", "‰": "‰", "km": "km", "km²": "km²", "m": "m", "cm": "cm", "mm": "mm", "kg": "kg",
    "ha": "ha", "°c": "°C", "°f": "°F", "℃": "°C", "℉": "°F", "€": "EUR", "£": "GBP|POUND",
}  # fmt: skip
"""Signs behind a number, in every language."""


def table(pairs: str) -> dict[str, int]:
    """`one 1, two 2` as a mapping; a word may hold spaces."""
    rows = (pair.strip().rpartition(" ") for pair in pairs.split(",") if pair.strip())
    return {word.strip(): int(value) for word, _, value in rows}


def counted(words: str, start: int = 0, step: int = 1) -> dict[str, int]:
    """Words in the order of what they count; `|` between words of one value, `-` where there is none."""
    found: dict[str, int] = {}
    for place, several in enumerate(words.split()):
        found |= {word.replace("_", " "): start + place * step for word in several.split("|") if word != "-"}
    return found


def units(lines: Iterable[tuple[str, str]]) -> dict[str, str]:
    """(`km`, `kilometre kilometres`) as word -> code; `_` for a space inside a word."""
    found: dict[str, str] = {}
    for code, words in lines:
        for word in (word.replace("_", " ") for word in words.split()):
            found[word] = f"{found[word]}|{code}" if word in found else code
    return found
