"""A hand-out that comes back says what was done to it and nothing else; taken in, nobody's text is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pubflow.catalog import Catalog, State, Unit, unit_digest
from pubflow.exchange.handout import Handout, Row
from pubflow.history import key_digest
from pubflow.language import LanguageTag
from pubflow.merge import conflicts
from pubflow.segment import Key
from pubflow.workflow.handouts.packs import FORMATS, Pack, Wrapping
from pubflow.workflow.handouts.returned import Hand, applied
from pubflow.workflow.handouts.wishes import Wish, Wishes, wishes_of

STAMP = datetime(2026, 1, 2, tzinfo=UTC)
TAG = LanguageTag.parse("zh-TW")
READABLE = [name for name, form in FORMATS.items() if form.loads]
texts = st.sampled_from(["甲", "乙<b1>丙</b1>", "丁\n戊", "己 👋", "  庚", r"\<b1>", "<x1/>辛", "ŷ & <i>"]) | st.text(
    st.characters(categories=["L", "N", "P"]), min_size=1, max_size=6
)  # fmt: skip


@st.composite
def handouts(draw: st.DrawFn) -> Handout:
    sources = draw(
        st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=6), min_size=1, max_size=5, unique=True)
    )
    rows = []
    for number, source in enumerate(sources, 1):
        key = Key(draw(st.sampled_from(["", "heading"])), source)
        target = draw(st.just("") | texts)
        rows.append(Row(number, key, key_digest(key), target, not target or draw(st.booleans()), draw(st.booleans())))
    return Handout("0123456789ab", "visit", "zh-TW", "0" * 16, "translate", "tr1", tuple(rows))


def _catalog(handout: Handout, targets: dict[int, str]) -> Catalog:
    units = []
    for row in handout.rows:
        target = targets.get(row.number, row.target)
        state = State.INITIAL if not target else State.TRANSLATED if row.waiting else State.REVIEWED
        units.append(Unit(row.key, target, state))
    return Catalog("visit", "zh-TW", tuple(units), (("Language", "zh_TW"),))


def _pack(handout: Handout, *, copy: bool) -> Pack:
    return Pack(
        handout.pack, "visit", TAG, "tr1", handout.source, "translate",
        {row.name: unit_digest(row.key, row.target) for row in handout.open},
        {row.number: row.name for row in handout.open},
        frozenset(row.name for row in handout.open if row.waiting),
        handout if copy else None,
    )  # fmt: skip


def _through(name: str, handout: Handout, edits: dict[int, str], pack: Pack, ours: Catalog) -> Wishes:
    edited = replace(
        handout, rows=tuple(replace(row, target=edits.get(row.number, row.target)) for row in handout.rows)
    )
    form = FORMATS[name]
    assert form.loads is not None
    return wishes_of(form.loads(form.dumps(edited, Wrapping(STAMP)), "x"), pack, ours)


@pytest.mark.parametrize("name", READABLE)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(handout=handouts(), copy=st.booleans(), data=st.data())
def test_what_is_not_touched_says_nothing_and_an_edit_says_itself(
    name: str, handout: Handout, copy: bool, data: st.DataObject
) -> None:
    pack, ours = _pack(handout, copy=copy), _catalog(handout, {})
    untouched = _through(name, handout, {}, pack, ours)
    assert (untouched.found, untouched.told) == ([], [])
    if not handout.open:
        return
    row = data.draw(st.sampled_from(handout.open))
    new = data.draw(texts.map(str.strip).filter(lambda text: text != row.target.strip()))
    said = _through(name, handout, {row.number: new}, pack, ours)
    assert [(wish.number, wish.name, wish.target) for wish in said.found] == [(row.number, row.name, new)]
    assert said.told == []


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(handouts(), st.dictionaries(st.integers(1, 5), texts), st.dictionaries(st.integers(1, 5), texts), st.booleans())
def test_whatever_changed_on_either_side_nobodys_text_is_lost(
    handout: Handout, mine: dict[int, str], yours: dict[int, str], finished: bool
) -> None:
    pack, ours = _pack(handout, copy=False), _catalog(handout, mine)
    wishes = Wishes(
        [
            Wish(row.number, row.name, row.key, yours[row.number], finished)
            for row in handout.open
            if yours.get(row.number, row.target) != row.target
        ]
    )
    done = applied(wishes, pack, ours, (), Hand("tr1", "pack", STAMP))
    after = {unit.key: unit for unit in done.catalog.units}
    for wish in wishes.found:
        row = next(row for row in handout.rows if row.name == wish.name)
        unit, here = after[row.key], mine.get(row.number, row.target)
        kept = {unit.target, *(conflict.target for conflict in conflicts(unit))}
        assert wish.target in kept
        # What was here gives way only where it was what was handed out.
        assert here in kept or here == row.target
    untouched = {row.key for row in handout.rows} - {wish.key for wish in wishes.found}
    assert [unit for unit in done.catalog.units if unit.key in untouched] == [
        unit for unit in ours.units if unit.key in untouched
    ]
    again = applied(wishes, pack, done.catalog, done.events, Hand("tr1", "pack", STAMP))
    assert again.catalog == done.catalog
    assert again.events == ()
