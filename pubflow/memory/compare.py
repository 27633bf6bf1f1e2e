"""Two sources side by side: the rate as people read it, the numbers that differ, the words that do. Pure."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from pubflow.facts import numbers
from pubflow.memory.normal import UNSPACED

_NUMBER_COSTS: Final = 5
"""Points off where numbers differ: the words around may all be the same, and the target is wrong all the same."""
_PIECE: Final = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+|\s+|.", re.DOTALL)


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


def difference(old: str, new: str) -> str:
    """The new text with what changed marked word by word: `She was held for [-21-]{+24+} days`."""
    ours, theirs = _PIECE.findall(old), _PIECE.findall(new)
    out: list[str] = []
    for kind, start, end, from_, to in difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            out.append("".join(ours[start:end]))
            continue
        gone, come = "".join(ours[start:end]), "".join(theirs[from_:to])
        out += [f"[-{gone}-]" * bool(gone), f"{{+{come}+}}" * bool(come)]
    return "".join(out)


def shortened(text: str, most: int) -> str:
    """The beginning of a text, so long that it can be looked over."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
