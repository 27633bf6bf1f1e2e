"""The notes of a unit that are made again kind by kind: how each kind begins, and in which order they stand.

What a segment says of itself, its terms, and what changed in its source are made again together, by `update`. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from typing import Final

from pubflow.catalog.model import Unit

MEMORY: Final = "memory: "
"""What people said for a similar sentence."""
ASKED: Final = "asked: "
"""An answer of the desk, where its question was not asked."""
DRAFTED_BY: Final = "drafted by "
"""That another engine drafted than the one that was asked for."""
LOOK_TWICE: Final = "look twice: "
"""What is to be looked at in a draft of ours."""
_ORDER: Final = (MEMORY, ASKED, DRAFTED_BY, LOOK_TWICE)


def notes_of(unit: Unit, kind: str) -> tuple[str, ...]:
    """Its notes of one kind, in their order, as they stand."""
    return tuple(note for note in unit.notes if note.startswith(kind))


def with_notes(unit: Unit, kind: str, notes: Iterable[str]) -> Unit:
    """The unit with these notes in the place of any others of their kind, whichever kind is made again first.

    Behind all that has no kind stand the kinds in their order; what speaks of the draft is the last word.
    """
    made = tuple(notes)
    if made == notes_of(unit, kind):
        return unit
    others = tuple(note for note in unit.notes if not note.startswith(_ORDER))
    kinds = (made if one == kind else notes_of(unit, one) for one in _ORDER)
    return replace(unit, notes=(*others, *chain.from_iterable(kinds)))
