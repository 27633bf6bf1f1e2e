"""Whatever two persons do to one catalog: merging loses nothing that a person wrote, and forges no agreement."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pubflow.catalog import Catalog, State, Unit, unit_digest
from pubflow.history import key_digest
from pubflow.merge import conflicts, merge
from pubflow.po import dumps, loads
from pubflow.segment.model import Key

PATH = "locales/de/LC_MESSAGES/visit.po"
HEADERS = (("Language", "de"), ("Content-Type", "text/plain; charset=UTF-8"))
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A busy machine is no fault of the merge."""
texts = st.text(st.sampled_from('abc \n\\"\t\u2028u0041:é'), min_size=1, max_size=8)
lines = st.lists(st.sampled_from(["one", "two", "? who", "= she"]), max_size=3, unique=True).map(tuple)
sources = st.sampled_from("ABCDEF")


@st.composite
def units(draw: st.DrawFn, source: str) -> Unit:
    key = Key("", source)
    target = draw(st.just("") | texts)
    if not target:
        return Unit(key, comments=draw(lines))
    state = draw(st.sampled_from([State.TRANSLATED, State.REVIEWED]))
    record = f"draft for={unit_digest(key, target)}" if state is State.TRANSLATED and draw(st.booleans()) else ""
    return Unit(
        key, target, state, comments=draw(lines), record=record, references=("a.md",) if draw(st.booleans()) else ()
    )


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    chosen = draw(st.lists(sources, max_size=5, unique=True))
    retired = draw(st.integers(0, 1))
    live = [draw(units(source)) for source in chosen]
    last = [replace(one, obsolete=True, references=()) for one in live[len(live) - retired :]]
    dated = (("PO-Revision-Date", f"2024-07-0{draw(st.integers(1, 9))} 10:00+0000"),)
    return Catalog("visit", "de", (*live[: len(live) - len(last)], *last), HEADERS + dated)


@st.composite
def sides(draw: st.DrawFn, base: Catalog) -> Catalog:
    """The base after some work: units edited, agreed to, re-opened, commented, moved, retired, taken out; new ones."""
    kept = []
    for unit in base.units:
        match draw(st.sampled_from(["as it is", "as it is", "worked on", "agreed to", "retired", "taken out"])):
            case "worked on":
                kept.append(replace(draw(units(unit.key.source)), obsolete=unit.obsolete))
            case "agreed to" if unit.target:
                kept.append(replace(unit, state=State.REVIEWED, record=""))
            case "retired":
                kept.append(replace(unit, obsolete=True, references=()))
            case "taken out":
                pass
            case _:
                kept.append(unit)
    known = {unit.key.source for unit in base.units}
    new = [draw(units(source)) for source in draw(st.lists(sources, max_size=2, unique=True)) if source not in known]
    ordered = draw(st.permutations([*kept, *new])) if draw(st.booleans()) else [*kept, *new]
    return replace(base, units=tuple(ordered))


@st.composite
def forks(draw: st.DrawFn) -> tuple[Catalog, Catalog, Catalog]:
    base = draw(catalogs())
    return base, draw(sides(base)), draw(sides(base))


def texts_of(catalog: Catalog) -> dict[Key, set[str]]:
    """What each unit holds: its target, and what stands in the comments of conflicts."""
    return {one.key: {one.target, *(other.target for other in conflicts(one))} for one in catalog.units}


def work_of(base: Catalog, side: Catalog) -> dict[Key, Unit]:
    """What a person did on this side to a text: wrote it, or agreed to it. Drafts of machines are nobody's work."""
    was = {unit.key: (unit.target, unit.state) for unit in base.units}
    return {
        unit.key: unit
        for unit in side.units
        if unit.target
        and not unit.record
        and (unit.target, unit.state) != was.get(unit.key)
        and not (unit.target == was.get(unit.key, ("",))[0] and unit.state is State.TRANSLATED)
    }


@settings(SLOW, max_examples=300)
@given(forks())
def test_a_side_that_did_nothing_has_no_say(fork: tuple[Catalog, Catalog, Catalog]) -> None:
    base, side, _ = fork
    assert merge(base, base, side).catalog == side
    assert merge(base, side, base).catalog == side
    assert merge(base, side, side).catalog == side


@settings(SLOW, max_examples=500)
@given(forks())
def test_what_either_person_wrote_is_a_target_or_in_the_comment_of_a_conflict(
    fork: tuple[Catalog, Catalog, Catalog],
) -> None:
    base, ours, theirs = fork
    found = texts_of(merge(base, ours, theirs).catalog)
    for side in (ours, theirs):
        for key, unit in work_of(base, side).items():
            assert unit.target in found[key]


@settings(SLOW, max_examples=300)
@given(forks())
def test_nobody_is_said_to_have_agreed_who_did_not(fork: tuple[Catalog, Catalog, Catalog]) -> None:
    base, ours, theirs = fork
    for unit in merge(base, ours, theirs).catalog.units:
        if unit.state >= State.REVIEWED:
            agreed = [
                (one.key, one.target) for side in (ours, theirs) for one in side.units if one.state >= State.REVIEWED
            ]
            assert (unit.key, unit.target) in agreed
            assert not conflicts(unit)


@settings(SLOW, max_examples=300)
@given(forks())
def test_both_desks_keep_the_same(fork: tuple[Catalog, Catalog, Catalog]) -> None:
    base, ours, theirs = fork
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert texts_of(one.catalog) == texts_of(other.catalog)
    mine, yours = ({unit.key: unit for unit in done.catalog.units} for done in (one, other))
    for key, unit in mine.items():
        same = yours[key]
        assert (unit.state, unit.obsolete) == (same.state, same.obsolete)
        plain = [{line for line in side.comments if not line.startswith("conflict")} for side in (unit, same)]
        assert plain[0] == plain[1]
    assert set(one.keys("conflict")) == set(other.keys("conflict"))
    assert dict(one.catalog.headers)["PO-Revision-Date"] == dict(other.catalog.headers)["PO-Revision-Date"]


@settings(SLOW, max_examples=300)
@given(forks())
def test_every_unit_is_there_once_in_a_stable_order_and_has_its_outcome(
    fork: tuple[Catalog, Catalog, Catalog],
) -> None:
    base, ours, theirs = fork
    done = merge(base, ours, theirs)
    keys = [unit.key for unit in done.catalog.units]
    assert len(set(keys)) == len(keys)
    told = [outcome.key for outcome in done.outcomes]
    assert told[: len(keys)] == keys
    assert sorted(told) == sorted({unit.key for side in (ours, theirs) for unit in side.units})
    assert set(done.keys("gone")) == set(told) - set(keys)
    # Whose order it is, is whose order it stays.
    orders = [[(unit.key, unit.obsolete) for unit in side.units] for side in (base, ours)]
    leading = theirs if orders[0] == orders[1] else ours
    now = {unit.key: unit.obsolete for unit in done.catalog.units}
    stays = [unit.key for unit in leading.units if unit.key in now and now[unit.key] == unit.obsolete]
    assert [key for key in keys if key in stays] == stays


@settings(SLOW, max_examples=200)
@given(forks())
def test_merging_the_result_again_changes_nothing(fork: tuple[Catalog, Catalog, Catalog]) -> None:
    base, ours, theirs = fork
    once = merge(base, ours, theirs).catalog
    assert merge(theirs, theirs, once).catalog == once
    assert merge(theirs, once, theirs).catalog == once
    written = loads(dumps(once), path=PATH)[0]
    assert texts_of(written) == texts_of(once)


@settings(SLOW, max_examples=300)
@given(forks())
def test_against_what_was_handed_out_nothing_of_ours_is_lost_and_no_edit_either(
    fork: tuple[Catalog, Catalog, Catalog],
) -> None:
    base, ours, theirs = fork
    digests = {key_digest(unit.key): unit_digest(unit.key, unit.target) for unit in base.units}
    done = merge(digests, ours, theirs)
    found = texts_of(done.catalog)
    was = {unit.key: unit.target for unit in base.units}
    for unit in ours.units:
        untouched_or_draft = unit.target == was.get(unit.key) or bool(unit.record)
        assert unit.target in found[unit.key] or untouched_or_draft or not unit.target
    for unit in theirs.units:
        if unit.target and not unit.record and unit.target != was.get(unit.key):
            assert unit.target in found[unit.key]
    assert done.catalog.headers == ours.headers
