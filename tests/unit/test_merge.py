"""What becomes of one unit when two persons worked on it, case by case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pubflow.catalog import Catalog, Review, State, Unit, unit_digest
from pubflow.history import key_digest
from pubflow.merge import Conflict, Kind, conflicts, merge, without_conflicts
from pubflow.segment.model import Key

EMPTY, DRAFT, AGREED = State.INITIAL, State.TRANSLATED, State.REVIEWED
KEY = Key("", "Release her.")


def unit(target: str = "", state: State = EMPTY, source: str = "Release her.", **values: object) -> Unit:
    return Unit(Key("", source), target, state, **values)  # type: ignore[arg-type] # values of Unit's fields


def draft(target: str, verb: str = "draft", **values: object) -> Unit:
    """As pubflow leaves one."""
    digest = unit_digest(KEY, target)
    return unit(target, DRAFT, record=f"{verb} for={digest} engine=firefox", **values)


def catalog(*units: Unit | None, headers: tuple[tuple[str, str], ...] = ()) -> Catalog:
    return Catalog("visit", "pt-BR", tuple([one for one in units if one is not None]), headers)


def merged(base: Unit | None, ours: Unit | None, theirs: Unit | None) -> tuple[Kind, Unit | None]:
    done = merge(catalog(base), catalog(ours), catalog(theirs), name="Ana")
    assert [outcome.key for outcome in done.outcomes] == [KEY]
    return done.outcomes[0].kind, done.catalog.units[0] if done.catalog.units else None


MADE = draft("Solte-a.")
TAKEN_TARGETS = [
    pytest.param(unit(), unit("A", AGREED), unit(), "kept", unit("A", AGREED), id="only ours"),
    pytest.param(unit(), unit(), unit("A", AGREED), "taken", unit("A", AGREED), id="only theirs"),
    pytest.param(unit(), unit("A", AGREED), unit("A", AGREED), "same", unit("A", AGREED), id="the same words"),
    pytest.param(MADE, MADE, unit("Solte-a.", AGREED), "taken", unit("Solte-a.", AGREED), id="agreed to by one"),
    pytest.param(MADE, unit("Solte-a.", AGREED), MADE, "kept", unit("Solte-a.", AGREED), id="agreed to by the other"),
    pytest.param(unit("A", AGREED), unit("A", DRAFT), unit("A", AGREED), "kept", unit("A", DRAFT), id="re-opened"),
    pytest.param(unit(), unit("A", DRAFT), unit("A", AGREED), "taken", unit("A", AGREED), id="same words, one agrees"),
    pytest.param(
        unit("A", AGREED), unit("B", DRAFT), unit("A", DRAFT), "kept", unit("B", DRAFT), id="edited, re-opened"
    ),
    pytest.param(MADE, draft("Nova."), unit("Solte-a.", AGREED), "taken", unit("Solte-a.", AGREED), id="drafted anew"),
    pytest.param(unit(), draft("A"), unit("B", AGREED), "taken", unit("B", AGREED), id="a draft gives way"),
    pytest.param(unit(), unit("B", DRAFT), draft("A"), "kept", unit("B", DRAFT), id="a draft gives way to an edit"),
    pytest.param(None, draft("B", "memory"), draft("A"), "taken", draft("A"), id="two drafts: one of them"),
    pytest.param(unit("A", AGREED), unit(), unit("A", AGREED), "kept", unit(), id="emptied"),
    pytest.param(unit("A", AGREED), unit(), unit("B", AGREED), "taken", unit("B", AGREED), id="emptied and edited"),
    pytest.param(unit("A", AGREED), unit("B", AGREED), unit(), "kept", unit("B", AGREED), id="edited and emptied"),
]


@pytest.mark.parametrize(("base", "ours", "theirs", "kind", "expected"), TAKEN_TARGETS)
def test_one_side_has_its_way(base: Unit, ours: Unit, theirs: Unit, kind: Kind, expected: Unit) -> None:
    assert merged(base, ours, theirs) == (kind, expected)


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        pytest.param(unit("A", AGREED), unit("B", AGREED), unit("C", AGREED), id="both reviewed"),
        pytest.param(unit(), unit("B", DRAFT), unit("C", AGREED), id="a person's draft counts too"),
        pytest.param(draft("C"), unit("B", AGREED), unit("C", AGREED), id="edited here, agreed to there"),
        pytest.param(draft("B"), unit("B", AGREED), unit("C", AGREED), id="agreed to here, edited there"),
        pytest.param(None, unit("B", AGREED), unit("C", AGREED), id="new on both"),
    ],
)
def test_two_judgements_are_a_conflict_that_loses_neither(base: Unit | None, ours: Unit, theirs: Unit) -> None:
    kind, found = merged(base, ours, theirs)
    assert (kind, found) == ("conflict", unit("B", DRAFT, comments=("conflict, Ana: C",)))
    assert found is not None
    assert conflicts(found) == (Conflict("Ana", "C"),)
    assert without_conflicts(found) == unit("B", DRAFT)


@pytest.mark.parametrize(
    "target", ["two\nlines\r\tand \\n a backslash\\", " spaces ", "\u2028\x00\x85", "u0041 \\u0041"]
)
def test_a_conflict_stands_on_one_line_and_says_it_all(target: str) -> None:
    _, found = merged(None, unit("B", AGREED), unit(target, AGREED))
    assert found is not None
    (line,) = found.comments
    assert line == line.strip()
    assert len(line.splitlines()) == 1
    assert conflicts(found) == (Conflict("Ana", target),)


def test_the_same_conflict_is_told_once() -> None:
    told = unit("B", DRAFT, comments=("mine", "conflict, Ana: C"))
    assert merged(unit("A", AGREED), told, unit("C", AGREED)) == ("conflict", told)


def test_plural_forms_conflict_together() -> None:
    forms = {"source_plural": "Release them."}
    _, found = merged(
        None, unit("a", AGREED, targets=("a", "b"), **forms), unit("c", AGREED, targets=("c", "d"), **forms)
    )
    assert found is not None
    assert found.targets == ("a", "b")
    assert conflicts(found) == (Conflict("Ana, form 0", "c"), Conflict("Ana, form 1", "d"))


def test_comments_are_united_and_what_one_side_took_out_is_out() -> None:
    base = unit("A", AGREED, comments=("one", "two", "three"))
    ours = replace(base, comments=("zero", "one", "three", "ours"))
    theirs = replace(base, comments=("one", "two", "theirs", "three"), target="B")
    assert merged(base, ours, theirs)[1] == replace(theirs, comments=("zero", "one", "theirs", "three", "ours"))


def test_reviews_of_both_sides_stay_with_the_unit() -> None:
    first, second = (Review("language", by, "2024-07-01T00:00:00+00:00", "0" * 16) for by in ("ana", "bo"))
    done = merged(unit(), unit("A", AGREED, reviews=(first,)), unit("A", AGREED, reviews=(first, second)))[1]
    assert done is not None
    assert done.reviews == (first, second)


# --- sources that changed ---------------------------------------------------------------------------------------------

OLD, NEW = Key("", "Release her."), Key("", "Release her now.")


def carried(target: str) -> Unit:
    return Unit(NEW, target, DRAFT, previous=OLD)


@pytest.mark.parametrize("swapped", [False, True])
def test_a_review_of_a_sentence_that_was_changed_meanwhile_serves_the_new_one(swapped: bool) -> None:
    base = catalog(unit("Solte-a.", AGREED))
    updated = catalog(carried("Solte-a."))
    reviewed = catalog(unit("Libertem-na.", AGREED))
    ours, theirs = (reviewed, updated) if swapped else (updated, reviewed)
    done = merge(base, ours, theirs)
    assert done.catalog.units == (carried("Libertem-na."), unit("Libertem-na.", AGREED, obsolete=True))
    assert done.outcomes[-1].kind == ("kept" if swapped else "stale")


def test_a_changed_sentence_that_somebody_worked_on_keeps_its_own_words() -> None:
    done = merge(catalog(unit("A", AGREED)), catalog(carried("Mine")), catalog(unit("B", AGREED)))
    assert done.catalog.units == (carried("Mine"), unit("B", AGREED, obsolete=True))


@pytest.mark.parametrize("gone", [None, unit("A", AGREED, obsolete=True)])
def test_a_unit_that_one_side_retired_and_nobody_touched_is_as_that_side_left_it(gone: Unit | None) -> None:
    was = unit("A", AGREED)
    assert merged(was, gone, was) == ("gone" if gone is None else "kept", gone)
    assert merged(was, was, gone) == ("gone" if gone is None else "taken", gone)


def test_what_was_worked_on_and_retired_stays_as_obsolete() -> None:
    was, edited = unit("A", AGREED), unit("B", AGREED)
    kept = replace(edited, obsolete=True)
    assert merged(was, replace(was, obsolete=True), edited) == ("stale", kept)
    assert merged(was, None, edited) == ("stale", kept)
    assert merged(was, edited, None) == ("kept", kept)


def test_a_new_sentence_stands_where_its_side_has_it() -> None:
    a, b, new, gone = (unit(source, AGREED, source) for source in ("a", "b", "new", "gone"))
    retired = replace(gone, obsolete=True)
    done = merge(catalog(a, gone, b), catalog(b, a, retired), catalog(a, new, gone, b))
    assert done.catalog.units == (b, a, new, retired)
    done = merge(catalog(a, gone, b), catalog(a, new, gone, b), catalog(b, a, retired))
    assert [one.key.source for one in done.catalog.units if not one.obsolete] == ["a", "new", "b"]


# --- the header -------------------------------------------------------------------------------------------------------


def test_the_header_has_the_later_revision_and_what_each_side_changed() -> None:
    def header(date: str, by: str, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
        return (("PO-Revision-Date", date), ("Last-Translator", by), ("Language", "pt_BR"), *more)

    base = catalog(headers=header("2024-07-01 10:00+0000", "pubflow"))
    ours = catalog(headers=header("2024-07-01 12:00+0000", "ana", ("X-Ours", "1")))
    theirs = catalog(headers=header("2024-07-01 19:30+0800", "bo", ("X-Theirs", "1")))
    both = ("X-Ours", "1"), ("X-Theirs", "1")
    found = merge(base, ours, theirs).catalog.headers
    assert found == header("2024-07-01 12:00+0000", "ana", *reversed(both))
    assert set(merge(base, theirs, ours).catalog.headers) == set(found)


# --- what was handed out ----------------------------------------------------------------------------------------------


def handed_out(*units: Unit) -> dict[str, str]:
    return {key_digest(one.key): unit_digest(one.key, one.target) for one in units}


def returned(base: Unit, ours: Unit | None, theirs: Unit | None) -> tuple[Kind, Unit | None]:
    done = merge(handed_out(base), catalog(ours), catalog(theirs), name="Ana")
    return done.outcomes[0].kind, done.catalog.units[0] if done.catalog.units else None


A = unit("A", DRAFT)
RETURNED = [
    pytest.param(A, A, replace(A, state=AGREED), "taken", replace(A, state=AGREED), id="agreed to"),
    pytest.param(A, A, unit("B", AGREED), "taken", unit("B", AGREED), id="edited"),
    pytest.param(A, unit("A", AGREED), A, "kept", unit("A", AGREED), id="a review hand-out: no verdict"),
    pytest.param(A, unit("A", AGREED), unit("B", AGREED), "taken", unit("B", AGREED), id="a review hand-out: edited"),
    pytest.param(A, unit("B", AGREED), A, "kept", unit("B", AGREED), id="edited here meanwhile"),
    pytest.param(A, unit("A", AGREED), unit("A", AGREED), "same", unit("A", AGREED), id="both agree"),
    pytest.param(A, unit("A", AGREED), None, "gone", unit("A", AGREED), id="left out of what came back"),
    pytest.param(A, unit("A", AGREED), unit(), "kept", unit("A", AGREED), id="left empty in what came back"),
    pytest.param(A, None, unit("B", AGREED), "stale", unit("B", AGREED, obsolete=True), id="the source is gone"),
    pytest.param(A, None, A, "stale", None, id="the source is gone and so is nothing else"),
    pytest.param(A, replace(A, obsolete=True), unit("B", AGREED), "stale", unit("B", AGREED, obsolete=True), id="retired"),
    pytest.param(A, unit("B", AGREED), unit("C", AGREED), "conflict", unit("B", DRAFT, comments=("conflict, Ana: C",)), id="both edited"),
]  # fmt: skip


@pytest.mark.parametrize(("base", "ours", "theirs", "kind", "expected"), RETURNED)
def test_what_comes_back_is_compared_with_what_was_handed_out(
    base: Unit, ours: Unit | None, theirs: Unit | None, kind: Kind, expected: Unit | None
) -> None:
    assert returned(base, ours, theirs) == (kind, expected)


def test_a_part_that_comes_back_leaves_the_rest_and_the_header_alone() -> None:
    rest = unit("R", AGREED, "Another.")
    ours = catalog(rest, A, headers=(("Last-Translator", "desk"),))
    theirs = catalog(unit("B", AGREED), headers=(("Last-Translator", "A Real Name"),))
    done = merge(handed_out(A), ours, theirs)
    assert done.catalog == replace(ours, units=(rest, unit("B", AGREED)))
    assert done.keys("taken") == (KEY,)
