"""What becomes of a catalog when its statement changes."""

from __future__ import annotations

from dataclasses import replace

from pubflow.catalog import Catalog, State, Unit, overlay, update
from pubflow.segment.model import Key, Place, Segment
from pubflow.segment.tagged import TaggedText


def segment(source: str, block: int, *, context: str = "", notes: tuple[str, ...] = ()) -> Segment:
    return Segment(Key(context, source), TaggedText.parse(source), (), Place(block), notes=notes, line=block + 1)


def run(old: Catalog | None, *segments: Segment) -> Catalog:
    return update(old, segments, statement_id="a", language="de", reference=lambda segment: "statements/a.md")


REFS = ("statements/a.md",)


def test_a_new_catalog_has_one_empty_unit_for_each_key_in_reading_order() -> None:
    made = update(
        None,
        [segment("Two.", 2), segment("One.", 1, notes=("heading",)), segment("Two.", 4), segment("Three.", 3)],
        statement_id="a",
        language="",
        reference=lambda segment: f"a.md:{segment.line}",
        extra_notes=lambda segment: [f"terms: {segment.key.source}"],
    )
    assert made == Catalog(
        "a",
        "",
        (
            Unit(Key("", "One."), notes=("heading", "terms: One."), references=("a.md:2",)),
            Unit(Key("", "Two."), notes=("terms: Two.",), references=("a.md:3", "a.md:5")),
            Unit(Key("", "Three."), notes=("terms: Three.",), references=("a.md:4",)),
        ),
    )
    assert [unit.places for unit in made.units] == [(Place(1),), (Place(2), Place(4)), (Place(3),)]


def test_an_inserted_paragraph_changes_only_its_own_entry() -> None:
    old = run(None, segment("One.", 0), segment("Two.", 1))
    new = run(old, segment("One.", 0), segment("New.", 1), segment("Two.", 2))
    assert new.units == (old.units[0], Unit(Key("", "New."), references=REFS), old.units[1])


def test_what_people_wrote_stays_and_notes_are_made_again() -> None:
    mine = Unit(
        Key("", "One."),
        "Eins.",
        State.TRANSLATED,
        notes=("stale",),
        comments=("", "? which", ""),
        record="draft for=0",
        previous=Key("", "On."),
        references=("b.md",),
        flags=("no-wrap",),
    )
    old = Catalog("a", "de", (mine,), (("A", "1"),), ("c",))
    assert run(old, segment("One.", 0, notes=("fresh",))) == replace(
        old, units=(replace(mine, notes=("fresh",), references=REFS),)
    )


def test_a_unit_whose_source_is_gone_waits_as_obsolete_and_comes_back() -> None:
    done = Unit(Key("", "One."), "Eins.", State.REVIEWED, notes=("n",), comments=("c",), references=REFS)
    asked = Unit(Key("", "Asked."), comments=("? what",), references=REFS)
    earlier = Unit(Key("", "Earlier."), "Früher.", State.REVIEWED, obsolete=True)
    old = Catalog("a", "de", (done, asked, Unit(Key("", "Empty."), references=REFS), earlier))
    gone = run(old, segment("Two.", 0))
    assert gone.units == (
        Unit(Key("", "Two."), references=REFS),
        replace(done, obsolete=True, notes=(), references=()),
        replace(asked, obsolete=True, references=()),
        earlier,
    )
    assert run(gone, segment("Two.", 0)) == gone
    back = run(gone, segment("One.", 0, notes=("n",)), segment("Earlier.", 1))
    assert back.units == (
        done,
        replace(earlier, obsolete=False, references=REFS),
        replace(asked, obsolete=True, references=()),
    )


def test_a_context_is_part_of_the_key() -> None:
    old = Catalog("a", "de", (Unit(Key("heading", "Rights"), "Rechte", State.REVIEWED),))
    assert run(old, segment("Rights", 0)).units == (
        Unit(Key("", "Rights"), references=REFS),
        Unit(Key("heading", "Rights"), "Rechte", State.REVIEWED, obsolete=True),
    )


def test_overlay_finds_each_segments_unit() -> None:
    one, two = segment("One.", 0), segment("Two.", 1)
    catalog = Catalog("a", "de", (Unit(two.key, "Zwei."), Unit(one.key, "Eins.", obsolete=True)))
    assert overlay(catalog, [one, two, two]) == (None, catalog.units[0], catalog.units[0])
