"""Where a text came from, as its history tells it."""

from __future__ import annotations

from typing import Any

from pubflow.catalog import State, Unit, unit_digest
from pubflow.history import Event, Verb, key_digest
from pubflow.release.origin import Origin, Origins
from pubflow.segment import Key

KEY, OTHER = Key("", "Free her."), Key("", "Free her!")
ENGINE = "firefox 0.5 en-pt"


def _event(verb: Verb, target: str, minute: int, key: Key = KEY, by: str = "", **data: str) -> Event:
    return Event(
        verb, f"2026-01-01T00:{minute:02}:00+00:00", by, digest=unit_digest(key, target), key=key_digest(key),
        data=tuple(sorted((name.replace("_", "-"), value) for name, value in data.items())),
    )  # fmt: skip


def _of(target: str, *events: Event, key: Key = KEY) -> Any:
    return Origins(events).of(Unit(key, target, State.REVIEWED))


def test_a_draft_that_stands_is_the_engines_and_one_from_memory_the_memorys() -> None:
    assert _of("A", _event("draft", "A", 1, by=ENGINE)) == Origin("engine", ENGINE)
    assert _of("A", _event("memory", "A", 1, by="another-statement", rate="93")) == Origin("memory", rate="93")


def test_a_draft_that_a_person_edited_is_the_persons_and_names_the_engine() -> None:
    edited = _event("edited", "B", 2, by="rev1", was=unit_digest(KEY, "A"))
    again = _event("edited", "C", 3, by="rev2", was=unit_digest(KEY, "B"))
    draft = _event("draft", "A", 1, by=ENGINE)
    assert _of("B", draft, edited) == Origin("person", ENGINE, by=("rev1",))
    assert _of("C", draft, edited, again) == Origin("person", ENGINE, by=("rev2", "rev1"))


def test_what_was_carried_to_another_source_is_whose_it_was() -> None:
    carried = _event("carried", "A", 2, OTHER, **{"from": key_digest(KEY), "was": unit_digest(KEY, "A")})
    assert _of("A", _event("draft", "A", 1, by=ENGINE), carried, key=OTHER) == Origin("engine", ENGINE)
    loop = _event("carried", "A", 3, **{"from": key_digest(OTHER), "was": unit_digest(OTHER, "A")})
    assert _of("A", carried, loop) == Origin("person")


def test_what_the_history_is_silent_of_is_a_persons() -> None:
    assert _of("A") == Origin("person")
    assert _of("A", _event("draft", "Another", 1, by=ENGINE)) == Origin("person")


def test_a_draft_that_was_taken_back_made_nothing() -> None:
    draft = _event("draft", "A", 1, by=ENGINE)
    undone = Event("reopened", "2026-01-01T00:02:00+00:00", data=(("why", "undone"),), after=(draft.id,))
    assert _of("A", draft, undone) == Origin("person")
