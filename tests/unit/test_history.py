"""Events and their lines: each once, in any order, broken ones said and left alone."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from pubflow.catalog import Catalog, Origin, Provenance, Review, State, Unit, unit_digest
from pubflow.history import (
    Event,
    attach,
    draft_event,
    dumps_line,
    key_digest,
    live,
    loads,
    record_for,
    reopened_event,
    sign_off_digest,
    standing,
    undone_event,
)
from pubflow.segment.model import Key, Place

KEY = Key("", "Refoulement is forbidden.")
UNIT = Unit(KEY, "Die Zurückweisung ist verboten.", State.TRANSLATED)
DIGEST = unit_digest(KEY, UNIT.target)
KIND = (("kind", "language"),)
DRAFT = Event("draft", "2026-03-01T09:30+08:00", "firefox/ende-1", digest=DIGEST, key=key_digest(KEY))
REVIEW = Event("review", "2026-03-01T03:00Z", "rev1", "po", DIGEST, key_digest(KEY), KIND, (DRAFT.id,))


def test_a_line_is_canonical_and_holds_no_text_of_the_statement() -> None:
    line = dumps_line(REVIEW)
    assert line == (
        f'{{"after":["{DRAFT.id}"],"at":"2026-03-01T03:00Z","by":"rev1","data":{{"kind":"language"}},'
        f'"for":"{DIGEST}","id":"{REVIEW.id}","key":"{key_digest(KEY)}","verb":"review","via":"po"}}\n'
    )
    assert loads(line, path="h") == ((REVIEW,), ())


def test_the_order_of_lines_means_nothing_and_each_event_counts_once() -> None:
    # The answer's clock is behind: it comes after what it answers all the same.
    early = replace(REVIEW, at="2026-02-01T00:00Z")
    last = Event("sign-off", "2026-04-01T00:00Z", "rev1", digest="ab")
    for order in itertools.permutations([DRAFT, early, last, DRAFT]):
        assert loads("".join(map(dumps_line, order)), path="h") == ((DRAFT, early, last), ())


def test_a_torn_line_is_a_warning_and_costs_no_other_event() -> None:
    events, findings = loads(dumps_line(DRAFT) + dumps_line(REVIEW)[:40], path="a.history.jsonl")
    assert events == (DRAFT,)
    assert [(str(finding.where), finding.message) for finding in findings] == [
        ("a.history.jsonl:2", "the last line is torn: its event is lost")
    ]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("<<<<<<< HEAD", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[1]", "not a JSON object"),
        ('{"verb":"bless"}', "does not know the verb 'bless'"),
        ('{"verb":["draft"]}', "does not know the verb"),
        ('{"verb":"draft","by":1}', "no text"),
        ('{"verb":"draft","data":[]}', "no text"),
        ('{"verb":"draft","after":"x"}', "no list of ids"),
        ('{"verb":"draft","at":"2026-03-01"}', "no time with an offset"),
        ('{"verb":"draft","at":"0001-01-01T00:00+10:00"}', "no time with an offset"),
        (dumps_line(REVIEW).replace("rev1", "rev2"), "altered"),
        (dumps_line(REVIEW).replace('"via"', '"extra":1,"via"').replace(REVIEW.id, "0" * 16), "altered"),
    ],
)
def test_a_broken_line_in_the_middle_is_a_warning_too(line: str, says: str) -> None:
    events, findings = loads(line.rstrip("\n") + "\n\n" + dumps_line(DRAFT), path="h")
    assert events == (DRAFT,)
    assert [finding.where.line for finding in findings] == [1]
    assert says in findings[0].message


def test_a_draft_is_ours_only_as_long_as_nobody_touched_it() -> None:
    catalog = Catalog("a", "de", (UNIT,))
    ours = attach(catalog, [DRAFT]).units[0]
    assert ours.provenance == Provenance(Origin.ENGINE, "firefox/ende-1")
    assert ours.is_own_draft
    for touched in (
        replace(UNIT, state=State.REVIEWED),
        replace(UNIT, target="Zurückweisung ist verboten."),
        replace(UNIT, key=Key("heading", KEY.source)),
    ):
        assert attach(replace(catalog, units=(touched,)), [DRAFT]).units[0].provenance is None
    assert attach(Catalog("a", "de", (ours,)), []).units[0].provenance is None


def test_memory_keeps_its_rate_and_reviews_their_digest() -> None:
    memory = replace(DRAFT, verb="memory", by="visit-2024", data=(("rate", "86"),))
    lapsed = replace(REVIEW, digest="0" * 16)
    unit = attach(Catalog("a", "de", (UNIT,)), [memory, lapsed, REVIEW]).units[0]
    assert unit.provenance == Provenance(Origin.MEMORY, "visit-2024", 86)
    assert unit.reviews == (
        Review("language", "rev1", "2026-03-01T03:00Z", "0" * 16),
        Review("language", "rev1", "2026-03-01T03:00Z", DIGEST),
    )
    assert standing(unit) == unit.reviews[1:]
    assert attach(Catalog("a", "de", (UNIT,)), [replace(memory, data=(("rate", "9" * 5000),))]).units[
        0
    ].provenance == Provenance(Origin.MEMORY, "visit-2024")


def test_what_is_written_down_is_what_attach_finds() -> None:
    for provenance in (Provenance(Origin.ENGINE, "e/1"), Provenance(Origin.MEMORY, "visit", 100)):
        unit = replace(UNIT, provenance=provenance)
        event = draft_event(unit, at="2026-03-01T00:00Z")
        assert attach(Catalog("a", "de", (UNIT,)), [event]).units[0].provenance == provenance
    with pytest.raises(ValueError, match="only what an engine or the memory wrote"):
        draft_event(replace(UNIT, provenance=Provenance(Origin.HUMAN, "tr1")), at="2026-03-01T00:00Z")


@pytest.mark.parametrize(
    ("unit", "record"),
    [
        (UNIT, ""),
        (replace(UNIT, provenance=Provenance(Origin.ENGINE, "firefox/ende-1")), "draft for={} engine=firefox/ende-1"),
        (replace(UNIT, provenance=Provenance(Origin.MEMORY, "visit", 86)), "memory for={} rate=86 from=visit"),
        (replace(UNIT, provenance=Provenance(Origin.HUMAN, "tr1")), ""),
        (
            replace(UNIT, state=State.REVIEWED, reviews=(Review("language", "rev1", "2026", DIGEST),)),
            "review for={} by=rev1 kind=language",
        ),
        (replace(UNIT, state=State.REVIEWED, reviews=(Review("language", "rev1", "2026", "0" * 16),)), ""),
        (replace(UNIT, provenance=Provenance(Origin.ENGINE, "a b\n權/1")), "draft for={} engine=a_b_/1"),
    ],
)
def test_the_copy_in_the_po_says_the_same(unit: Unit, record: str) -> None:
    assert record_for(unit) == record.format(DIGEST)


def test_a_record_never_reaches_76_columns() -> None:
    long = replace(UNIT, provenance=Provenance(Origin.ENGINE, "x" * 200))
    assert len("# pubflow: " + record_for(long)) == 75
    review = Review("k" * 80, "b" * 80, "2026", DIGEST)
    assert len("# pubflow: " + record_for(replace(UNIT, state=State.REVIEWED, reviews=(review,)))) <= 75


def test_a_sign_off_is_bound_to_the_sequence_and_to_nothing_about_the_file() -> None:
    title = Unit(Key("meta:title", "T"), "t", places=(Place(-1, "00:title"),))
    one = Unit(Key("", "One."), "eins", places=(Place(0), Place(3)))
    two = Unit(Key("", "Two."), "zwei", places=(Place(1),))
    lost = Unit(Key("", "Lost."), "weg", obsolete=True)

    def signed(*units: Unit, source: str = "s", rules: str = "r", terms: str = "t") -> str:
        return sign_off_digest(units, source=source, rules=rules, terms=terms)

    whole = signed(title, one, two)
    assert len(whole) == 64
    same = replace(one, comments=("c",), notes=("n",), references=("r",), record="x", state=State.FINAL)
    assert signed(lost, two, same, title) == whole
    different = [
        signed(title, one, replace(two, target="Zwei")),
        signed(title, one, replace(two, places=(Place(4),))),
        signed(title, replace(one, places=(Place(0),)), two),
        signed(one, two),
        signed(title, one, two, source="S"),
        signed(title, one, two, rules="R"),
        signed(title, one, two, terms="T"),
    ]
    assert len({whole, *different}) == 8


def test_what_was_reopened_is_no_draft_of_ours_and_its_reviews_hold_no_more():
    unit = Unit(Key("", "She was freed."), "她獲釋。", State.TRANSLATED)
    digest, key = unit_digest(unit.key, unit.target), key_digest(unit.key)
    drafted = Event("draft", "2024-07-01T10:00:00+00:00", "engine", digest=digest, key=key)
    agreed = Event("review", "2024-07-01T11:00:00+00:00", "ana", digest=digest, key=key)
    # The clock of who reopened is behind: the order comes from what the event answers.
    reopened = reopened_event(unit, (drafted, agreed), concept="freed", why="rendering", at="2024-07-01T09:00:00+00:00")
    events, faults = loads("".join(map(dumps_line, (reopened, agreed, drafted))), path="x")
    assert not faults
    (held,) = attach(Catalog("x", "zh-TW", (unit,)), events).units
    assert not held.is_own_draft
    assert standing(held) == ()
    anew = Event("review", "2024-07-02T09:00:00+00:00", "ben", digest=digest, key=key)
    (held,) = attach(Catalog("x", "zh-TW", (unit,)), (*events, anew)).units
    assert [review.by for review in standing(held)] == ["ben"]


def test_what_its_author_took_back_at_once_never_happened() -> None:
    unit = replace(UNIT, state=State.REVIEWED)
    other = replace(REVIEW, by="rev2")
    undone = undone_event(unit, [other], at="2026-03-01T04:00Z", by="rev2")
    events = loads("".join(map(dumps_line, (undone, other, REVIEW, DRAFT))), path="h")[0]
    assert live(events) == (DRAFT, REVIEW)
    assert live((DRAFT, REVIEW)) == (DRAFT, REVIEW)
    assert [review.by for review in standing(attach(Catalog("visit", "de", (unit,)), events).units[0])] == ["rev1"]
    # A draft whose acceptance was taken back is a draft of our own again.
    alone = (DRAFT, REVIEW, undone_event(unit, [REVIEW], at="2026-03-01T04:00Z", by="rev1"))
    assert attach(Catalog("visit", "de", (UNIT,)), alone).units[0].is_own_draft


def test_who_was_asked_for_first_is_kept_with_the_draft_that_another_made() -> None:
    for provenance in (
        Provenance(Origin.ENGINE, "firefox 1", instead_of="deepl"),
        Provenance(Origin.ENGINE, "firefox 1", instead_of="deepl", kept_from=True),
    ):
        unit = replace(UNIT, provenance=provenance)
        event = draft_event(unit, at="2026-03-01T00:00Z")
        assert loads(dumps_line(event), path="h")[0] == (event,)
        assert attach(Catalog("a", "de", (UNIT,)), [event]).units[0].provenance == provenance
        assert record_for(unit) == f"draft for={DIGEST} engine=firefox_1 instead-of=deepl"


def test_what_only_the_drafter_knew_is_kept_with_the_draft() -> None:
    told = ("check where <b1> stands", "a code word stood in for a term: check the grammar around it")
    unit = replace(UNIT, provenance=Provenance(Origin.ENGINE, "e 1", told=told))
    event = draft_event(unit, at="2026-03-01T00:00Z")
    attached = attach(Catalog("a", "de", (UNIT,)), [event]).units[0].provenance
    assert attached is not None
    assert attached.told == told
