"""No sequence of updates loses what a person wrote, and updating twice is updating once."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pubflow.catalog import Catalog, State, update
from pubflow.po import dumps, loads
from pubflow.segment.model import Key, Place, Segment
from pubflow.segment.tagged import TaggedText

PATH = "locales/de/LC_MESSAGES/visit.po"
statements = st.lists(st.sampled_from("ABCDEF"), max_size=7)
Edits = list[tuple[int, str, bool]]
edits = st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["x", "y"]), st.booleans()), max_size=3)


def segments(sources: list[str]) -> list[Segment]:
    return [Segment(Key("", s), TaggedText.parse(s), (), Place(n), notes=(f"kind {s}",)) for n, s in enumerate(sources)]


def updated(old: Catalog | None, sources: list[str]) -> Catalog:
    found = segments(sources)
    return update(old, found, statement_id="visit", language="de", reference=lambda segment: "statements/visit.md")


def edited(catalog: Catalog, changes: Edits) -> Catalog:
    """As an editor would: only active units are seen."""
    active = [number for number, unit in enumerate(catalog.units) if not unit.obsolete]
    units = list(catalog.units)
    for number, text, reviewed in changes:
        if number < len(active):
            at = active[number]
            state = State.REVIEWED if reviewed else State.TRANSLATED
            units[at] = replace(units[at], target=units[at].key.source + text, state=state, comments=(text,))
    return replace(catalog, units=tuple(units))


@settings(max_examples=150)
@given(st.lists(st.tuples(statements, edits), min_size=1, max_size=6))
def test_what_a_person_wrote_is_active_or_obsolete_for_ever(
    story: list[tuple[list[str], Edits]],
) -> None:
    catalog: Catalog | None = None
    written: dict[Key, tuple[str, State, tuple[str, ...]]] = {}
    for sources, changes in story:
        catalog = edited(updated(catalog, sources), changes)
        catalog, _ = loads(dumps(catalog), path=PATH)
        written |= {u.key: (u.target, u.state, u.comments) for u in catalog.units if u.target and not u.obsolete}
        assert {u.key: (u.target, u.state, u.comments) for u in catalog.units if u.target} == written
        assert [u.key.source for u in catalog.units if not u.obsolete] == list(dict.fromkeys(sources))
        assert len({u.key for u in catalog.units}) == len(catalog.units)


@settings(max_examples=100)
@given(statements, edits, statements)
def test_a_second_run_changes_no_byte(first: list[str], changes: Edits, second: list[str]) -> None:
    once = updated(edited(updated(None, first), changes), second)
    content = dumps(once)
    read, layout = loads(content, path=PATH)
    assert dumps(updated(read, second), layout) is content
