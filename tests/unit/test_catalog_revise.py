"""A new source gets the target of the old one it was made of: kept where nothing is said anew, else offered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pubflow.catalog import Catalog, How, Origin, Provenance, Review, Revision, State, Unit, revise, unit_digest
from pubflow.catalog.change import Change, Kind
from pubflow.history import Event, attach, carried_event, changed_event, key_digest, record_for, standing
from pubflow.segment.model import Key, Place, Segment
from pubflow.segment.tagged import TaggedText

WORDS = frozenset(("received", "letter", "the"))
HELD = "Police held six people at the harbour for two nights."
HEARD = "The tribunal heard the witnesses behind closed doors."
LAST = "Nobody told the families where they were."


def lay(old: Catalog | None, *sources: str, context: str = "", language: str = "de") -> Revision:
    segments = [
        Segment(Key(context, source), TaggedText.parse(source), (), Place(number), notes=("prose",))
        for number, source in enumerate(sources)
    ]
    return revise(
        old, segments, statement_id="a", language=language, reference=lambda _: "a.md", known=WORDS.__contains__
    )


def done(source: str, target: str, **more: object) -> Unit:
    unit = Unit(Key("", source), target, State.REVIEWED)
    return replace(unit, **more)  # type: ignore[arg-type]


def catalog(*units: Unit) -> Catalog:
    return Catalog("a", "de", units)


def unit_of(revision: Revision, source: str) -> Unit:
    return next(unit for unit in revision.catalog.units if unit.key.source == source)


def test_a_typo_in_the_source_keeps_the_review_and_its_record() -> None:
    key, target = Key("", "The mayor recieved the letter."), "Der Brief kam an."
    agreed = Review("language", "rev1", "2026-03-01T03:00Z", unit_digest(key, target))
    lapsed = replace(agreed, digest="0" * 16)
    old = Unit(key, target, State.REVIEWED, comments=("so said",), record="x", reviews=(lapsed, agreed))
    found = lay(catalog(old), "The mayor received the letter.")
    (move,) = found.moves
    assert (move.how, move.old, move.change, move.rate) == (How.CARRIED, (old,), Change((Kind.SPELLING,)), 90)
    assert move.unit == Unit(
        Key("", "The mayor received the letter."),
        target,
        State.REVIEWED,
        notes=("prose",),
        comments=("so said",),
        references=("a.md",),
    )
    assert standing(move.unit) == (replace(agreed, digest=unit_digest(move.unit.key, target)),)
    assert record_for(move.unit).startswith("review for=")
    assert found.catalog.units == (move.unit, replace(old, obsolete=True))
    assert (found.added, found.gone) == ((), ())


def test_another_number_re_opens_with_the_old_target_the_rate_and_what_changed() -> None:
    old = done(HELD, "Die Polizei hielt sechs Menschen fest.", comments=("? which harbour",))
    seven = HELD.replace("six", "seven")
    found = lay(catalog(old), seven, HEARD)
    offered = unit_of(found, seven)
    assert (offered.target, offered.state, offered.previous) == (old.target, State.TRANSLATED, old.key)
    assert offered.comments == ("? which harbour",)
    assert offered.notes == (
        "prose",
        "source changed (number), 92 %: Police held [-six-]{+seven+} people at the harbour …",
    )
    assert not offered.is_own_draft
    assert unit_of(found, HEARD).target == ""
    assert found.added == (Key("", HEARD),)
    assert unit_of(found, HELD) == replace(old, obsolete=True)


def test_what_comes_back_comes_back_whole_and_an_untouched_offer_leaves_no_trace() -> None:
    old = catalog(done(HELD, "Sechs."), done(HEARD, "Gehört."))
    changed = lay(old, HELD.replace("six", "seven"), HEARD).catalog
    assert len(changed.units) == 3
    back = lay(changed, HELD, HEARD).catalog
    assert [(unit.key, unit.target, unit.state) for unit in back.units] == [
        (unit.key, unit.target, unit.state) for unit in old.units
    ]


def test_what_a_person_made_of_an_offer_stays() -> None:
    changed = lay(catalog(done(HELD, "Sechs.")), HELD.replace("six", "seven")).catalog
    touched = replace(changed, units=(replace(changed.units[0], target="Sieben."), *changed.units[1:]))
    back = lay(touched, HELD).catalog
    assert {unit.target for unit in back.units} == {"Sechs.", "Sieben."}


def test_a_second_change_is_told_from_what_was_agreed_to() -> None:
    first = lay(catalog(done(HELD, "Sechs.")), HELD.replace("six", "seven")).catalog
    eight = lay(first, HELD.replace("six", "eight"))
    assert unit_of(eight, HELD.replace("six", "eight")).previous == Key("", HELD)
    assert [unit.key.source for unit in eight.catalog.units] == [HELD.replace("six", "eight"), HELD]
    spaced = HELD.replace("six people", "six  people")
    again = lay(eight.catalog, spaced)
    assert (again.moves[0].how, again.moves[0].change.kinds) == (How.CARRIED, (Kind.SPACING,))
    assert unit_of(again, spaced).state is State.REVIEWED


@pytest.mark.parametrize(("language", "between"), [("de", " "), ("zh-TW", "")])
def test_two_sources_joined_offer_both_targets_in_reading_order(language: str, between: str) -> None:
    both = f"{HELD} {HEARD}"
    old = replace(catalog(done(LAST, "Z"), done(HELD, "A"), done(HEARD, "B")), language=language)
    found = lay(old, LAST, both, language=language)
    (move,) = found.moves
    assert (move.how, [unit.target for unit in move.old], move.rate) == (How.JOINED, ["A", "B"], 100)
    assert (move.unit.target, move.unit.previous) == (f"A{between}B", Key("", both))
    assert "joined of 2 earlier sources; their targets stand here, one behind the other" in move.unit.notes
    again = lay(found.catalog, LAST, both, language=language)
    assert again == Revision(found.catalog)


def test_a_source_that_was_cut_offers_its_target_to_both_parts() -> None:
    found = lay(catalog(done(f"{HELD} {HEARD}", "A B")), HELD, HEARD)
    assert [(move.how, move.unit.target, move.unit.previous) for move in found.moves] == [
        (How.SPLIT, "A B", Key("", f"{HELD} {HEARD}"))
    ] * 2
    assert [unit.notes[1] for unit in found.catalog.units[:2]] == [
        f"part {part} of 2 of an earlier source; the whole target of that stands here" for part in (1, 2)
    ]
    assert lay(found.catalog, HELD, HEARD) == Revision(found.catalog)


def test_half_of_a_source_that_stayed_in_its_place_gets_the_target() -> None:
    old = catalog(done(LAST, "Z"), done(f"{HELD[:-1]}, and then they let them go, one after the other.", "A"))
    assert lay(old, LAST, HELD).moves[0].unit.target == "A"


def test_a_sentence_that_moved_keeps_everything_and_its_neighbours_decide_between_equals() -> None:
    old = catalog(done(HELD, "A"), done(HEARD, "B"))
    assert [unit.target for unit in lay(old, HEARD, HELD).catalog.units] == ["B", "A"]
    first, second = "They paid a fine of ten dollars to the town.", "They paid a fine of six dollars to the town."
    old = catalog(done(HELD, "A"), done(first, "1"), done(HEARD, "B"), done(second, "2"))
    seven, eight = first.replace("ten", "seven"), first.replace("ten", "eight")
    found = lay(old, HELD, seven, HEARD, eight)
    assert [(unit.key.source, unit.target) for unit in found.catalog.units[:4]] == [
        (HELD, "A"),
        (seven, "1"),
        (HEARD, "B"),
        (eight, "2"),
    ]


def test_a_draft_of_ours_a_plural_and_an_empty_unit_are_offered_to_nobody() -> None:
    ours = done(HELD, "A", state=State.TRANSLATED, provenance=Provenance(Origin.ENGINE, "firefox 1"))
    plural = done(HEARD, "B", source_plural=HEARD, targets=("B", "B"))
    found = lay(catalog(ours, plural, Unit(Key("", LAST))), HELD + "!", HEARD + "!", LAST + "!")
    assert [unit.target for unit in found.catalog.units[:3]] == ["", "", ""]
    assert (found.moves, [unit.key.source for unit in found.gone]) == ((), [HELD, HEARD, LAST])


def test_the_same_words_in_another_context_are_carried_but_not_into_front_matter() -> None:
    old = catalog(done("Rights", "Rechte"))
    (move,) = lay(old, "Rights", context="heading").moves
    assert (move.how, move.unit.target, str(move.change)) == (How.CARRIED, "Rechte", "format")
    (move,) = lay(old, "Rights", context="meta:title").moves
    assert (move.how, move.unit.state, move.unit.target) == (How.CHANGED, State.TRANSLATED, "Rechte")


@pytest.mark.parametrize(
    ("old", "new", "target", "fitted", "how"),
    [
        ("A <b1>fair</b1> trial", "A fair trial", "Ein <b1>faires</b1> Verfahren", "Ein faires Verfahren", How.CARRIED),
        ("A <b1>fair</b1> trial", "A fair <b1>trial</b1>", "Ein <b1>faires</b1> V", "Ein <b1>faires</b1> V", How.CARRIED),
        ("A fair trial", "A <b1>fair</b1> trial", "Ein faires Verfahren", "Ein faires Verfahren", How.CHANGED),
        ("<b1>A</b1> <b2>fair</b2> trial", "A <b1>fair</b1> trial", "<b1>Ein</b1> <b2>faires</b2> V", "Ein <b1>faires</b1> V", How.CARRIED),
        ("A fair trial<x1/>", "A fair trial", "Ein V<x1/>", "Ein V", How.CARRIED),
    ],
)  # fmt: skip
def test_other_tags_keep_the_review_only_where_the_target_can_have_them(
    old: str, new: str, target: str, fitted: str, how: How
) -> None:
    (move,) = lay(catalog(done(old, target)), new).moves
    assert (move.how, move.unit.target) == (how, fitted)


def test_the_history_carries_reviews_over_any_chain_and_re_opens_for_good() -> None:
    at = "2026-03-01T03:00:00+00:00"
    first = done("They recieved the letter.", "Brief.")
    digest = unit_digest(first.key, first.target)
    agreed = Event("review", at, "rev1", digest=digest, key=key_digest(first.key), data=(("kind", "legal"),))
    second = lay(catalog(first), "They received the letter.").moves[0].unit
    third = lay(catalog(second), "They  received the letter.").moves[0].unit
    one = carried_event(first, second, [agreed], change="spelling", at=at)
    two = carried_event(second, third, [agreed, one], change="spacing", at=at)
    assert (one.after, two.after) == ((agreed.id,), (one.id,))
    again = replace(two, at="2026-03-02T03:00:00+00:00")
    # Also where the review was told after it was carried over, as of a clock that is behind, and where a run was killed.
    for events in ([agreed, one, two], [agreed, one, two, again], [one, two, agreed], [two, one, agreed]):
        (unit,) = attach(catalog(third), events).units
        assert [(review.kind, review.by) for review in standing(unit)] == [("legal", "rev1")]
    assert standing(attach(catalog(replace(third, target="Ein Brief.")), [agreed, one, two]).units[0]) == ()
    fourth = lay(catalog(third), "They  received the sixth letter.").moves[0].unit
    reopened = changed_event((third,), fourth, [agreed, one, two], change="number", rate=90, at=at)
    assert (reopened.get("from"), reopened.get("why")) == (key_digest(third.key), "the source changed")
    assert standing(attach(catalog(fourth), [agreed, one, two, reopened]).units[0]) == ()
    lapsed = replace(reopened, digest=two.digest, key=two.key)
    for events in ([agreed, one, two, lapsed], [one, two, lapsed, agreed]):
        assert standing(attach(catalog(third), events).units[0]) == ()


def test_many_sources_at_once_are_compared_by_the_words_they_share() -> None:
    people, things = (
        ("nurses", "weavers", "miners", "poets", "monks"),
        ("bridge", "school", "market", "harbour", "well"),
    )
    old = [
        f"In {year} the {who} of the town closed the {what} at night."
        for year in range(1990, 2000)
        for who in people
        for what in things
    ]
    new = [source.replace("closed", "have closed") for source in old]
    found = lay(catalog(*(done(source, str(number)) for number, source in enumerate(old))), *new)
    assert [unit.target for unit in found.catalog.units[: len(new)]] == [str(number) for number in range(len(old))]
