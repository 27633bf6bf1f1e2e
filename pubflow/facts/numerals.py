"""Numbers in digits as exact values, whatever separates them. Pure."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

_CURRENCIES: Final = "|".join(f"(?<={code})" for code in "R[Mp] USD EUR GBP TWD NTD HKD RMB CNY JPY BRL".split())  # noqa: SIM905 - a list of codes reads better in a row
LITERAL: Final = rf"(?=\d)(?:(?<![A-Za-z_\d])|{_CURRENCIES})\d+(?:[.,\u00a0\u202f’'\u066b\u066c]\d+)*"
_SEPARATOR = re.compile(r"[.,\u00a0\u202f’'\u066b\u066c ]")
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_COMMA = re.compile(r"\d{1,3},\d{3}")
_LONGEST: Final = 40
"""Digits; a longer run is a key or a joke, and no number that is worth its arithmetic."""
Number = int | Fraction
"""Exact; most are whole, and sums of those are many times quicker than sums of fractions."""
VULGAR: Final = {
    sign: Fraction(*parts)
    for sign, parts in {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5)}.items()
}


def value_of(literal: str, *, point: bool = False) -> Number | None:
    """Of a number in digits: `1,234.5`, `1.234,5`, `21 000`; None where the separators make no number.

    `point`: whether one point is always a decimal one, as in English; else `10.248` is ten thousand and some.
    """
    if len(literal) > _LONGEST:
        return None
    if literal.isdecimal():
        return int(literal)
    if point and literal.count(".") == 1 and "," not in literal:
        whole, _, decimals = literal.partition(".")
        return (
            Fraction(int(_SEPARATOR.sub("", whole))) + Fraction(int(decimals), 10 ** len(decimals))
            if decimals.isdecimal()
            else None
        )
    parts = _SEPARATOR.split(literal)
    grouped = all(len(part) == 3 for part in parts[1:-1]) and len(parts[0]) <= 3
    if len(parts) == 1 or (grouped and len(parts[-1]) == 3):
        return int("".join(parts))
    if len(parts) == 2 or grouped:
        return Fraction(int("".join(parts[:-1]))) + Fraction(int(parts[-1]), 10 ** len(parts[-1]))
    return None


def is_ambiguous(literal: str) -> bool:
    """Whether one comma before three digits may be a decimal one as well: `10,248` in Portuguese."""
    return _COMMA.fullmatch(literal) is not None


def written(value: Number) -> str:
    """The value as a reading: `1200000`, `0.5`, `1/3`."""
    if value.denominator == 1:
        return str(value.numerator)
    if 10**6 % value.denominator == 0:
        return f"{float(value):.6f}".rstrip("0") if value < 10**9 else str(value)
    return f"{value.numerator}/{value.denominator}"


def roman(text: str) -> int:
    """Of Roman digits; their order is not judged."""
    digits = [_ROMAN[char] for char in text.lower()]
    return sum(-one if one < after else one for one, after in zip(digits, [*digits[1:], 0], strict=True))
