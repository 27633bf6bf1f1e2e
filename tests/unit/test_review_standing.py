"""Which reviews hold for a unit, what is missing and from whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pubflow.catalog import Catalog, State, Unit, unit_digest
from pubflow.history import Event, key_digest, loads
from pubflow.language import LanguageTag
from pubflow.project import Policy
from pubflow.review.standing import Stand, Standing, concept_digests, counts, standings, terms_digest, terms_told
from pubflow.segment.model import Key
from pubflow.termbase.model import Status, Term, TermEntry, TermMatch

KEY = Key("", "Refoulement is forbidden.")
UNIT = Unit(KEY, "禁止強制遣返。", State.REVIEWED)
FUZZY = replace(UNIT, state=State.TRANSLATED)
AT = "2026-03-01T10:00+08:00"
ONE = Policy()
TWO = Policy(two_persons=True)
SPECIAL = Policy(required=("language", "terms"))


def event(verb: str, by: str = "", *, unit: Unit = UNIT, at: str = AT, **data: str) -> Event:
    after = tuple(data.pop("after", "").split())
    told = tuple(sorted((name.replace("_", "-"), value) for name, value in data.items()))
    return Event(verb, at, by, "po", unit_digest(unit.key, unit.target), key_digest(unit.key), told, after)


def standing(unit: Unit, *events: Event, policy: Policy = ONE, terms: str = "") -> Standing:
    return standings(Catalog("visit", "zh-TW", (unit,)), events, policy, lambda one: terms)[unit.key]


def test_without_a_history_not_fuzzy_is_agreed_to_by_somebody_and_fuzzy_is_a_draft() -> None:
    assert standing(UNIT).stand is Stand.AGREED
    assert standing(UNIT).state is State.FINAL
    assert standing(FUZZY).stand is Stand.DRAFT
    assert standing(FUZZY).lacks == ("not reviewed",)
    assert standing(Unit(KEY)).stand is Stand.OPEN
    assert standing(Unit(KEY)).lacks == ("not translated",)


def test_an_obsolete_unit_has_no_standing() -> None:
    assert standings(Catalog("visit", "zh-TW", (replace(UNIT, obsolete=True),)), (), Policy()) == {}


@pytest.mark.parametrize(
    ("events", "agreed"),
    [
        ((), False),
        ((event("review"),), False),
        ((event("edited"), event("review")), False),
        ((event("review", "rev1"),), False),
        ((event("review", "rev1"), event("review", "rev1", at="2026-04-01T00:00Z")), False),
        ((event("review"), event("review", "rev1")), False),
        ((event("edited", "tr1"), event("review", "tr1")), False),
        ((event("edited"), event("review"), event("review", "rev1")), False),
        ((event("edited", "tr1"), event("review", "tr1"), event("review", "rev1")), True),
        ((event("edited", "tr1"), event("review", "rev1")), True),
        ((event("edited"), event("review", "rev1"), event("review", "rev2")), True),
        ((event("draft", "firefox"), event("review", "rev1"), event("review", "rev2")), True),
        ((event("draft", "firefox"), event("review", "rev1")), False),
        ((event("edited", "tr1"), event("review", "rev1"), event("reopened", why="source")), False),
    ],
)
def test_where_two_persons_are_asked_for_two_known_ones_stand_behind_the_text_and_one_did_not_write_it(
    events: tuple[Event, ...], agreed: bool
) -> None:
    found = standing(UNIT, *events, policy=TWO)
    assert (found.stand is Stand.AGREED) is agreed
    assert bool(found.lacks) is not agreed


def test_what_is_missing_says_who_can_not_give_it() -> None:
    wrote = standing(UNIT, event("edited", "tr1"), event("review", "tr1"), policy=TWO)
    assert wrote.stand is Stand.EDITED
    assert wrote.authors == ("tr1",)
    assert wrote.lacks == ("language review: a second person must agree (tr1 wrote it)",)
    agreed = standing(UNIT, event("draft", "x"), event("review", "rev1"), policy=TWO)
    assert agreed.lacks == ("language review: a second person must agree (rev1 agreed)",)
    nobody = standing(UNIT, event("review"), policy=TWO)
    assert nobody.lacks == ("language review: two people must agree by name",)


def test_a_specialists_review_needs_a_name_and_an_event() -> None:
    assert standing(UNIT, policy=SPECIAL).lacks == ("terms review: missing, by anyone with a name",)
    assert standing(UNIT, event("review", kind="terms"), policy=SPECIAL).stand is Stand.EDITED
    done = standing(UNIT, event("review", "lex1", kind="terms"), policy=SPECIAL)
    assert done.stand is Stand.AGREED
    assert [(kind.kind, [one.by for one in kind.given]) for kind in done.kinds] == [
        ("language", []),
        ("terms", ["lex1"]),
    ]


def test_reviews_of_another_text_count_for_nothing_and_count_again_when_it_is_restored() -> None:
    events = event("edited", "tr1"), event("review", "rev1")
    changed = replace(UNIT, target="禁止推回。")
    assert standing(changed, *events, policy=TWO).stand is Stand.EDITED
    assert standing(UNIT, *events, policy=TWO).stand is Stand.AGREED


def test_a_review_lapses_when_what_the_glossary_asks_of_the_unit_changes() -> None:
    review = event("review", "rev1", terms="a" * 16)
    assert standing(UNIT, review, terms="a" * 16).stand is Stand.AGREED
    found = standing(UNIT, review, terms="b" * 16)
    assert (found.stand, found.why) == (Stand.REOPENED, "its terms changed")
    assert found.lacks == ("language review: its terms changed since rev1 agreed",)
    again = event("review", "rev2", terms="b" * 16)
    assert standing(UNIT, review, again, terms="b" * 16).stand is Stand.AGREED
    # An old event that says nothing of terms, and a unit whose terms nobody can tell, are not compared.
    assert standing(UNIT, event("review", "rev1"), terms="b" * 16).stand is Stand.AGREED
    assert standing(UNIT, review).stand is Stand.AGREED


def test_a_lapse_names_the_terms_that_changed_where_the_review_says_what_they_were() -> None:
    tag = LanguageTag.parse("zh-TW")
    court = match(Term("法院", 1), name="court")
    was, now = match(Term("強制遣返", 1)), match(Term("推回", 1))
    asylum = match(Term("庇護", 1), name="asylum")
    then = terms_told([court, was], tag)
    assert then.split("\n")[0] == terms_digest([court, was], tag)
    review = event("review", "rev1", terms=then)
    assert standing(UNIT, review, terms=then).stand is Stand.AGREED
    # The same digest without the list, as reviews had it before, is no other.
    old = event("review", "rev1", terms=terms_digest([court, was], tag))
    assert standing(UNIT, old, terms=then).stand is Stand.AGREED
    assert standing(UNIT, old, terms=terms_told([court, now], tag)).why == "its terms changed"

    for changed, name in (
        ([court, now], "refoulement"),
        ([court], "refoulement"),
        ([court, was, asylum], "asylum"),
        ([now], "court, refoulement"),
    ):
        found = standing(UNIT, review, terms=terms_told(changed, tag))
        assert found.why == f"terms: {name} changed"
        assert found.lacks == (f"language review: terms: {name} changed since rev1 agreed",)
    bare = event("review", "rev1", terms=terms_told([], tag))
    assert standing(UNIT, bare, terms=terms_told([court], tag)).why == "terms: court changed"


def test_a_specialists_signature_that_lapsed_at_a_unit_names_the_term_too() -> None:
    tag = LanguageTag.parse("zh-TW")
    court, was, now = match(Term("法院", 1), name="court"), match(Term("強制遣返", 1)), match(Term("推回", 1))
    _, _, listed = terms_told([court, was], tag).partition("\n")
    mark = f"{key_digest(KEY)}:{unit_digest(KEY, UNIT.target)}:{terms_digest([was], tag)}"
    signed = Event("sign-off", AT, "lex1", data=(("kind", "terms"), ("terms", listed), ("units", mark)))
    assert standing(UNIT, signed, policy=SPECIAL, terms=terms_told([was], tag)).stand is Stand.AGREED
    assert standing(UNIT, signed, policy=SPECIAL, terms=terms_told([now], tag)).why == "terms: refoulement changed"


def test_what_was_reopened_says_why_until_somebody_agrees_again() -> None:
    review = event("review", "rev1")
    reopened = event("reopened", concept="refoulement", why="rendering", after=review.id)
    found = standing(FUZZY, review, reopened)
    assert (found.stand, found.why) == (Stand.REOPENED, "terms: refoulement changed")
    again = event("review", "rev2", at="2026-03-02T00:00Z", after=reopened.id)
    assert standing(UNIT, review, reopened, again).stand is Stand.AGREED


def test_needs_work_in_an_editor_reopens() -> None:
    found = standing(FUZZY, event("review", "rev1"))
    assert (found.stand, found.why) == (Stand.REOPENED, "set back to “needs work”")


def test_what_is_carried_takes_the_reviews_of_the_old_text_along() -> None:
    new = Unit(Key("", "Refoulement is forbidden!"), UNIT.target, State.REVIEWED)
    old = event("edited", "tr1"), event("review", "rev1")
    data = {"from": key_digest(KEY), "was": unit_digest(KEY, UNIT.target), "change": "typo", "after": old[1].id}
    carried = event("carried", unit=new, **data)
    assert standing(new, *old, policy=TWO).stand is Stand.EDITED
    found = standing(new, *old, carried, policy=TWO)
    assert (found.stand, found.authors) == (Stand.AGREED, ("tr1",))


def test_a_specialists_sign_off_is_a_review_of_its_kind_for_each_unit_it_was_given_for() -> None:
    mark = f"{key_digest(KEY)}:{unit_digest(KEY, UNIT.target)}:{'a' * 16}"
    signed = Event("sign-off", AT, "lex1", data=(("kind", "terms"), ("units", f"torn {mark}")))
    assert standing(UNIT, signed, policy=SPECIAL, terms="a" * 16).stand is Stand.AGREED
    assert standing(UNIT, signed, policy=SPECIAL, terms="b" * 16).stand is Stand.REOPENED
    assert standing(replace(UNIT, target="x"), signed, policy=SPECIAL).stand is Stand.EDITED
    back = Event("sign-off", AT, "lex1", data=(("withdrawn", "yes"),), after=(signed.id,))
    assert standing(UNIT, signed, back, policy=SPECIAL, terms="a" * 16).stand is Stand.EDITED
    language = replace(signed, data=(("kind", "language"), ("units", mark)))
    assert standing(UNIT, language, policy=TWO).stand is Stand.EDITED


def test_a_catalog_is_counted_by_where_its_units_stand() -> None:
    units = UNIT, Unit(Key("", "a")), Unit(Key("", "b"), "B", State.TRANSLATED)
    found = standings(Catalog("visit", "zh-TW", units), (), Policy())
    assert list(found) == [unit.key for unit in units]
    assert counts(found) == {Stand.AGREED: 1, Stand.OPEN: 1, Stand.DRAFT: 1}


def match(*terms: Term, kind: str = "term", name: str = "refoulement") -> TermMatch:
    return TermMatch(TermEntry(name, kind=kind, terms=(("zh-TW", terms),)), 0, 11, "Refoulement")


def test_the_terms_of_a_unit_are_what_the_glossary_asks_and_nothing_else() -> None:
    tag = LanguageTag.parse("zh-TW")
    now = match(Term("強制遣返", 1))
    base = terms_digest([now], tag)
    assert terms_digest([now, now], tag) == base
    for same in (Term("強制遣返", 1, note="as in law"), Term("強制遣返", 1, status=Status.UNVERIFIED, line=7)):
        assert terms_digest([match(same)], tag) == base
    for other in (
        match(Term("推回", 1)),
        match(Term("強制遣返", 1), Term("推回", 2)),
        match(Term("強制遣返", 1, forbidden=("驅回",))),
    ):
        assert terms_digest([other], tag) != base
    assert terms_digest([now, match(name="asylum")], tag) == base  # it asks for nothing in this language
    assert concept_digests([now], LanguageTag.parse("pt-BR")) == ()


def test_events_out_of_a_file_stand_in_the_order_of_what_they_answer() -> None:
    from pubflow.history import dumps_line

    review = event("review", "rev1")
    reopened = event("reopened", why="source", at="2026-01-01T00:00Z", after=review.id)
    again = event("review", "rev1", at="2026-01-01T00:00Z", after=reopened.id)
    events, _ = loads("".join(map(dumps_line, (again, reopened, review))), path="h")
    assert events == (review, reopened, again)
    assert standing(UNIT, *events).stand is Stand.AGREED
