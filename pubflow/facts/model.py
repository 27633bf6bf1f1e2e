"""The values that a text states, as plain data: tuples, since there are many and they are made quickest. Pure."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class Weight(IntEnum):
    """How much hangs on finding a value in the other text; ordered."""

    OPTIONAL = 0
    """`one`, `both`, `a decade`: another language may say it without a number."""
    VAGUE = 1
    """`dozens`: no value at all, which a definite one contradicts."""
    SOFT = 2
    """A small number or an ordinal in words: another one contradicts it, its absence may be style."""
    FIRM = 3
    """Must be there."""


class Quantity(NamedTuple):
    """A number as it stands in a text."""

    start: int
    end: int
    text: str
    readings: frozenset[str]
    """The values it may have: `1200000`, `0.5`, `1/3`, `1980s`, `20c` (a century), `t22:00`; none for a vague one."""
    weight: Weight = Weight.FIRM
    unit: frozenset[str] = frozenset()
    """Codes of the unit it may have, of which one is meant: `%`, `EUR`, `km`; none where it has none."""
    digits: bool = True
    """Whether it is written in digits."""
    parts: tuple[str, ...] = ()
    """Of `one in four`: `1`, `4`, which together say the same."""


class Hijri(NamedTuple):
    """A date of the Hijri calendar, as far as it is given."""

    year: int
    month: int | None = None
    day: int | None = None


class Day(NamedTuple):
    """A date, as far as it is given."""

    start: int
    end: int
    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    swapped: bool = False
    """Whether day and month may be the other way round: 03/04/2024 in English."""
    second_year: int | None = None
    """The year once more, in another calendar: 2024年（民國113年）."""
    weekday: int | None = None
    """That is given with it; Monday is 0."""
    hijri: Hijri | None = None
    """The date as it stands there, where it is of that calendar; `year`, `month` and `day` are near it then."""


class Weekday(NamedTuple):
    """A day of the week by its name."""

    start: int
    end: int
    text: str
    day: int


class Stated(NamedTuple):
    """All of one text, each in text order."""

    quantities: tuple[Quantity, ...] = ()
    days: tuple[Day, ...] = ()
    weekdays: tuple[Weekday, ...] = ()
