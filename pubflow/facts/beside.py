"""Numbers that say something by standing beside each other: `2 to 4 million people`, `one in four`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import pairwise

from pubflow.facts.lexicon import Lexicon
from pubflow.facts.model import Quantity, Weight
from pubflow.facts.numerals import LITERAL, value_of, written


def shared(text: str, found: list[Quantity], words: Lexicon) -> Iterator[Quantity]:
    """In `2 to 4 million people`, the scale and the unit belong to both ends."""
    between = _between(words.between) if words.between else None
    for place, one in enumerate(found):
        after = found[place + 1] if place + 1 < len(found) else None
        if after is not None and between is not None and between.fullmatch(text[one.end : after.start]):
            scaled = _scaled_alike(one, after)
            yield Quantity(
                one.start, one.end, one.text, one.readings | scaled, one.weight, one.unit or after.unit, one.digits
            )
        else:
            yield one


def _scaled_alike(one: Quantity, after: Quantity) -> frozenset[str]:
    literal = re.match(LITERAL, after.text)
    low = value_of(literal[0]) if literal else None
    if not low or literal is None or literal[0] == after.text or not re.fullmatch(LITERAL, one.text):
        return frozenset()
    values = [(Fraction(high) / low) for high in after.readings if re.fullmatch(r"[\d.]+", high)]
    return frozenset(
        written(Fraction(own) * scale)
        for own in one.readings
        for scale in values
        if scale > 1 and scale.denominator == 1 and re.fullmatch(r"[\d.]+", own)
    )


def ratios(text: str, found: list[Quantity], words: Lexicon) -> Iterator[Quantity]:
    """`one in four`: a fraction beside its two numbers, which count for nothing alone."""
    if not words.ratio:
        return
    pattern = _between(words.ratio)
    for one, after in pairwise(found):
        if not pattern.fullmatch(text[one.end : after.start]) or one.unit or not one.readings or not after.readings:
            continue
        pairs = [(int(high), int(low)) for high in one.readings for low in after.readings if (high + low).isdigit()]
        shares = sorted((low, high) for high, low in pairs if 0 < high < low)
        if shares:
            low, high = shares[0]
            readings = frozenset(written(Fraction(top, bottom)) for bottom, top in shares)
            yield Quantity(
                one.start, after.end, text[one.start : after.end], readings, Weight.SOFT,
                digits=False, parts=(str(high), str(low)),
            )  # fmt: skip


@cache
def _between(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
