"""What is told of an update, and what is written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from pubflow.catalog import Catalog, State, Unit, revise, unit_digest
from pubflow.history import Event, key_digest
from pubflow.segment.model import Key, Place, Segment
from pubflow.segment.tagged import TaggedText
from pubflow.termbase.model import Term, Termbase, TermEntry
from pubflow.workflow.intake.updating import events_of, known_words, told

ONE, TWO = "Guards closed the bridge at night.", "A nurse told the court what she had seen."
THREE, FOUR = "Nobody has been charged since then, and the case was shelved.", "The families wait for six answers."
STAMP = datetime(2026, 3, 1, tzinfo=UTC)


def _segments(*sources: str) -> list[Segment]:
    return [Segment(Key("", source), TaggedText.parse(source), (), Place(at)) for at, source in enumerate(sources)]


def _told(old: list[str], new: list[str]) -> list[str]:
    catalog = Catalog("a", "de", tuple(Unit(Key("", source), "Z", State.REVIEWED) for source in old))
    found = revise(catalog, _segments(*new), statement_id="a", language="de", reference=lambda _: "a.md")
    return list(told(found, _segments(*new), "a in de"))


def test_an_update_is_told_in_one_line_by_unit_and_kind() -> None:
    new = [
        f"{ONE} {TWO}",
        "Nobody has been charged since then.",
        "And the case was shelved.",
        FOUR.replace("six", "ten"),
        "New.",
    ]
    assert _told([ONE, TWO, THREE, FOUR, "Gone with the wind."], new) == [
        "a in de: 5 of 5 changed: 1 joined of 2 (re-opened), 2 split (re-opened), 3 split (re-opened), "
        "4 number (re-opened), 5 new, 1 gone"
    ]
    assert _told([ONE, TWO], [ONE, TWO.replace(" a ", "  a ")]) == []
    assert _told([ONE, TWO], [ONE.replace(" the", "  the"), TWO]) == ["a in de: 1 of 2 changed: 1 spacing (kept)"]
    # A sentence that is repeated takes a number at each of its places, as in every other command.
    told = ["a in de: 1 of 2 changed: 3 wording (re-opened)"]
    assert _told([ONE, TWO], [ONE, ONE, TWO.replace("nurse", "doctor")]) == told
    assert _told([ONE, TWO], [TWO]) == ["a in de: 0 of 1 changed: 1 gone"]


def test_a_first_catalog_is_not_told_unit_by_unit_and_a_long_list_is_cut() -> None:
    many = [f"{ONE} {number}" for number in "abcdefghijklmnopqr"]
    assert _told([], many) == []
    (line,) = _told(many, [source.replace("closed", "opened") for source in many] + [FOUR])
    assert line.endswith("12 wording (re-opened), 7 more: pubflow diff")


def test_each_move_is_an_event_and_names_what_it_follows() -> None:
    old = Catalog("a", "de", (Unit(Key("", ONE), "A", State.REVIEWED), Unit(Key("", TWO), "B", State.REVIEWED)))
    found = revise(old, _segments(f"{ONE} {TWO}"), statement_id="a", language="de", reference=lambda _: "a.md")
    (event,) = events_of(found, (), STAMP)
    keys = " ".join(key_digest(Key("", source)) for source in (ONE, TWO))
    assert (event.verb, event.get("from"), event.get("rate"), event.at) == ("reopened", keys, "100", STAMP.isoformat())


def test_the_event_of_a_move_answers_what_was_said_of_the_old_texts_and_nothing_else() -> None:
    first, second, other = Unit(Key("", ONE), "A"), Unit(Key("", TWO), "B"), Unit(Key("", FOUR), "D")
    told = [_reviewed(unit) for unit in (first, second, other)]
    lapsed = _reviewed(replace(first, target="an older target"))
    old = Catalog("a", "de", tuple(replace(unit, state=State.REVIEWED) for unit in (first, second, other)))
    sources = (ONE.replace("closed", "opened"), TWO.replace(" the", "  the"), FOUR)
    found = revise(old, _segments(*sources), statement_id="a", language="de", reference=lambda _: "a.md")
    changed, carried = events_of(found, (*told, lapsed), STAMP)
    assert [(event.verb, event.after) for event in (changed, carried)] == [
        ("reopened", (told[0].id,)),
        ("carried", (told[1].id,)),
    ]


def _reviewed(unit: Unit) -> Event:
    return Event(
        "review", "2026-02-01T00:00:00+00:00", digest=unit_digest(unit.key, unit.target), key=key_digest(unit.key)
    )


def test_a_term_of_the_glossary_is_a_word() -> None:
    entry = TermEntry("refoulement", terms=(("en", (Term("refoulement", plural=("refoulements",)),)),))
    known = known_words(Termbase((entry, TermEntry("x", terms=(("en", (Term("Habeas corpus"),)),)))))
    words = {word: known(word) for word in ("refoulements", "corpus", "prisoners", "habeas", "prisonres")}
    assert words == {"refoulements": True, "corpus": True, "prisoners": True, "habeas": False, "prisonres": False}


def test_what_people_did_and_the_file_has_lost_is_told() -> None:
    segments = _segments(ONE, TWO, THREE)
    cut = Catalog("a", "de", (Unit(Key("", ONE), "A", State.REVIEWED),))
    found = revise(cut, segments, statement_id="a", language="de", reference=lambda _: "a.md")
    events = [Event("review", STAMP.isoformat(), "rev1", key=key_digest(Key("", source))) for source in (ONE, THREE)]
    lost, changed = told(found, segments, "a in de", events)
    assert lost.startswith("a in de: people worked on unit 3, and the file has lost that")
    assert changed == "a in de: 2 of 3 changed: 2 new, 3 new"
    whole = revise(None, segments, statement_id="a", language="de", reference=lambda _: "a.md")
    assert "units 1, 3," in next(told(whole, segments, "a in de", events))
