"""What a person did in a plain editor."""

from __future__ import annotations

from dataclasses import replace

from pubflow.catalog import Catalog, State, Unit, unit_digest
from pubflow.history import Event, attach, dumps_line, key_digest, loads
from pubflow.history import standing as reviews_of
from pubflow.review.observed import observed
from pubflow.segment.model import Key

KEY = Key("", "Refoulement is forbidden.")
DRAFTED = Unit(KEY, "Die Zurückweisung ist verboten.", State.TRANSLATED)
AGREED = replace(DRAFTED, state=State.REVIEWED)
DRAFT = Event(
    "draft", "2026-03-01T09:30+08:00", "firefox", digest=unit_digest(KEY, DRAFTED.target), key=key_digest(KEY)
)
AT = "2026-03-02T10:00+01:00"


def seen(unit: Unit, *events: Event, by: str = "", terms: str = "") -> tuple[Event, ...]:
    return observed(Catalog("visit", "de", (unit,)), events, at=AT, by=by, terms=lambda one: terms)


def verbs(events: tuple[Event, ...]) -> list[tuple[str, str]]:
    return [(event.verb, event.by) for event in events]


def test_a_draft_whose_flag_was_cleared_was_agreed_to_by_a_person_unknown() -> None:
    (review,) = seen(AGREED, DRAFT, terms="a" * 16)
    assert review == Event(
        "review", AT, "", "po", DRAFT.digest, DRAFT.key, (("kind", "language"), ("terms", "a" * 16)), (DRAFT.id,)
    )


def test_a_text_of_its_own_was_written_and_agreed_to_by_the_same_person() -> None:
    edited = replace(AGREED, target="Zurückweisen ist verboten.")
    found = seen(edited, DRAFT, by="tr1")
    assert verbs(found) == [("edited", "tr1"), ("review", "tr1")]
    assert found[0].get("was") == DRAFT.digest
    assert found[1].after == (found[0].id,)
    assert {event.digest for event in found} == {unit_digest(KEY, edited.target)}


def test_nothing_is_seen_in_what_is_fuzzy_empty_obsolete_or_known() -> None:
    for unit in (DRAFTED, Unit(KEY), replace(AGREED, obsolete=True), replace(AGREED, target="  ")):
        assert seen(unit, DRAFT) == ()
    for verb in ("review", "edited", "carried"):
        assert seen(AGREED, DRAFT, replace(DRAFT, verb=verb)) == ()


def test_it_is_seen_once() -> None:
    for events in ((), (DRAFT,)):
        first = seen(AGREED, *events)
        assert first
        assert seen(AGREED, *events, *first) == ()


def test_what_was_reopened_is_agreed_to_anew_and_its_words_are_nobodys_new_ones() -> None:
    review = seen(AGREED, DRAFT)[0]
    reopened = Event("reopened", AT, digest=DRAFT.digest, key=DRAFT.key, data=(("why", "source"),), after=(review.id,))
    assert seen(DRAFTED, DRAFT, review, reopened) == ()
    found = seen(AGREED, DRAFT, review, reopened)
    assert verbs(found) == [("review", "")]
    # All at one moment: what answers what keeps them in order, and the new review holds.
    events, _ = loads("".join(map(dumps_line, (*found, reopened, review, DRAFT))), path="h")
    assert events[-1] == found[0]
    (unit,) = attach(Catalog("visit", "de", (AGREED,)), events).units
    assert [one.at for one in reviews_of(unit)] == [AT]


def test_a_question_alone_does_not_make_a_text_known() -> None:
    question = replace(DRAFT, verb="question", data=(("text", "all?"),))
    assert verbs(seen(AGREED, question)) == [("edited", ""), ("review", "")]
