"""Where the memory's notes stand among the others: in front of all that speaks of the draft, whoever writes them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pubflow.catalog import Catalog, State, Unit
from pubflow.segment.model import Key
from pubflow.workflow.memory.offers import asked_for, with_kept_offers

BASE = ("heading", "terms: court = tribunal")
OFFER = ("memory: 86 % (a unit 1): was", "memory: target: x")
DRAFT = ("drafted by firefox: deepl was not available", "look twice: a number is lost")


def catalog(*notes: str, state: State = State.TRANSLATED, obsolete: bool = False) -> Catalog:
    return Catalog("a", "pt-BR", (Unit(Key("", "A"), "x", state, notes=notes, obsolete=obsolete),))


@pytest.mark.parametrize("draft", [DRAFT, DRAFT[1:], ()])
def test_kept_notes_stand_where_they_stood(draft: tuple[str, ...]) -> None:
    before = catalog(*BASE, *OFFER, *draft)
    assert with_kept_offers(catalog(*BASE, *draft), before) == before
    assert with_kept_offers(before, before) == before


@pytest.mark.parametrize("more", [{"state": State.REVIEWED}, {"obsolete": True}])
def test_a_unit_that_waits_for_nobody_keeps_none(more: dict[str, object]) -> None:
    before, now = catalog(*BASE, *OFFER), catalog(*BASE)
    now = replace(now, units=tuple(replace(unit, **more) for unit in now.units))
    assert with_kept_offers(now, before) == now


def test_a_statement_with_nothing_open_is_asked_for_its_noted_units_only() -> None:
    units = (
        Unit(Key("", "A"), "x", State.TRANSLATED, notes=OFFER), Unit(Key("", "B"), "x", State.TRANSLATED),
        Unit(Key("", "C"), "x", State.REVIEWED, notes=OFFER), Unit(Key("", "D")),
    )  # fmt: skip
    made = Catalog("a", "pt-BR", units)
    assert {key.source for key in asked_for(made, open_units=False)} == {"A"}
    assert {key.source for key in asked_for(made, open_units=True)} == {"A", "B", "D"}
