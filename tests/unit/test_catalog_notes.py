"""The notes of a unit stand in one order, whichever kind of them is made again first."""

from __future__ import annotations

from itertools import permutations

import pytest

from pubflow.catalog import Unit
from pubflow.catalog.notes import ASKED, DRAFTED_BY, LOOK_TWICE, MEMORY, notes_of, with_notes
from pubflow.segment.model import Key

OWN = ("heading", "terms: court = tribunal")
MADE = {
    MEMORY: ("memory: 86 % (a unit 1): was", "memory: target: x"),
    ASKED: ("asked: which court? = the high court (desk)",),
    DRAFTED_BY: ("drafted by firefox: deepl was not available",),
    LOOK_TWICE: ("look twice: a number is lost", "look twice: a term is missing"),
}
WHOLE = OWN + tuple(note for notes in MADE.values() for note in notes)


@pytest.mark.parametrize("order", list(permutations(MADE)))
def test_their_order_hangs_on_nobodys_turn(order: tuple[str, ...]) -> None:
    unit = Unit(Key("", "A"), notes=OWN)
    for kind in order:
        unit = with_notes(unit, kind, MADE[kind])
    assert unit.notes == WHOLE
    assert all(with_notes(unit, kind, MADE[kind]) is unit for kind in order)


@pytest.mark.parametrize("kind", MADE)
def test_one_kind_goes_and_the_others_stay(kind: str) -> None:
    left = with_notes(Unit(Key("", "A"), notes=WHOLE), kind, ())
    assert left.notes == tuple(note for note in WHOLE if note not in MADE[kind])
    assert notes_of(left, kind) == ()
