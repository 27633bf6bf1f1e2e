"""Two sources side by side: the rate as people read it, and the numbers that differ. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from pubflow.facts import numbers

_NUMBER_COSTS: Final = 5
"""Points off where numbers differ: the words around may all be the same, and the target is wrong all the same."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What a person should know of an old source beside the new one."""

    rate: int
    """0-100 %; 100 only for the very same text."""
    numbers: tuple[str, ...] = ()
    """Numbers that only one of both has, the old source's first."""


def compared(similarity: float, old: str, new: str, *, part: bool = False) -> Compared:
    """The rate of an old source for a new one, both without tags, whose normal forms are so similar.

    Only the very same text is 100 %, and not if it was a sentence of a longer unit (`part`). Numbers that differ take
    five points off.
    """
    if old == new:
        return Compared(99 if part else 100)
    mine, theirs = (Counter(token for token, _ in numbers(text)) for text in (new, old))
    other = tuple((theirs - mine).elements()) + tuple((mine - theirs).elements())
    return Compared(max(0, min(99, int(similarity)) - (_NUMBER_COSTS if other else 0)), other)


def shortened(text: str, most: int) -> str:
    """The beginning of a text, so long that it can be looked over."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
