"""The memory answers as if every text had been compared with every other, whatever it was told in which order."""

from __future__ import annotations

import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pubflow.catalog import Catalog, State, Unit
from pubflow.exchange import tmx_read, tmx_write
from pubflow.language import LanguageTag
from pubflow.memory import reviewed
from pubflow.memory.index import Index, build
from pubflow.memory.normal import key_of, normal, words
from pubflow.memory.rate import best, similarity
from pubflow.segment import TaggedText, tag_faults
from pubflow.segment.match import Said
from pubflow.segment.model import Key
from pubflow.workflow.memory import store as memory_store
from pubflow.workflow.memory.store import Store

WORDS = ("the", "court", "heard", "witness", "asylum", "seekers", "must", "be", "freed", "now", "2024", "rights")
HAN = "人權組織法院釋放她他們現在必須立即"
spaced = st.lists(st.sampled_from(WORDS), min_size=4, max_size=14).map(" ".join)
unspaced = st.text(HAN, min_size=6, max_size=24)
anything = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@given(st.one_of(spaced, unspaced, anything))
def test_a_normal_text_is_its_own_normal_form(text: str) -> None:
    once = normal(text)
    assert normal(once) == once
    assert "".join(words(once)).replace(" ", "") == once.replace(" ", "")


@given(anything, anything)
def test_the_rate_is_the_same_from_either_side_and_full_only_for_equals(one: str, other: str) -> None:
    a, b = normal(one), normal(other)
    assert similarity(a, b) == pytest.approx(similarity(b, a))
    assert (similarity(a, b) == 100) is (a == b)


@given(st.data(), st.booleans())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_the_index_names_what_comparing_everything_finds(data: st.DataObject, is_spaced: bool) -> None:
    made = spaced if is_spaced else unspaced
    texts = list(dict.fromkeys(map(normal, data.draw(st.lists(made, min_size=1, max_size=40)))))
    query = normal(data.draw(st.one_of(st.sampled_from(texts), made)))
    index = Index(dict(build([(key_of(text), text) for text in texts], spaced=is_spaced)), spaced=is_spaced)

    assert index.texts(range(len(texts))) == list(zip(map(key_of, texts), texts, strict=True))
    everything = best(query, [(key_of(text), text) for text in texts], 75, 3)
    numbers = {number for found in index.candidates(query, 60) for number in found}
    assert best(query, index.texts(sorted(numbers)), 75, 3) == everything
    # What one look-up left behind does not show in the next.
    assert {number for found in index.candidates(query, 60) for number in found} == numbers


def test_no_texts_make_an_index_that_finds_nothing() -> None:
    index = Index(dict(build([], spaced=True)), spaced=True)
    assert list(index.candidates("free her", 5)) == [[], []]


@given(st.lists(spaced, min_size=1, max_size=30, unique=True))
def test_arrays_do_not_hang_on_how_many_texts_are_hashed_together(texts: list[str]) -> None:
    pairs = [(key_of(text), text) for text in texts]
    whole = dict(build(pairs, spaced=True))
    with patch("pubflow.memory.index._TOGETHER", 3):
        parts = dict(build(pairs, spaced=True))
    for name, array in whole.items():
        assert np.array_equal(array, parts[name]), name


steps = st.lists(st.tuples(st.sampled_from("abc"), st.lists(spaced, max_size=8)), min_size=1, max_size=6)


@given(steps, spaced)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
def test_bit_by_bit_or_at_once_the_memory_is_the_same(changes: list[tuple[str, list[str]]], query: str) -> None:
    with tempfile.TemporaryDirectory() as folder, patch.object(memory_store, "MOST_APART", 5):
        with closing(Store(Path(folder, "one"), spaced=True)) as one:
            for name, texts in changes:
                with one.writing():
                    one.replace(name, "", "", _said(name, texts))
            answers = one.alike(query, 60, 4), one.same(query), one.holding(query.split()[:2], 9), one.count()
        with closing(Store(Path(folder, "other"), spaced=True)) as other:
            for name, texts in sorted(dict(changes).items()):
                with other.writing():
                    other.replace(name, "", "", _said(name, texts))
            assert answers == (
                other.alike(query, 60, 4), other.same(query), other.holding(query.split()[:2], 9), other.count(),
            )  # fmt: skip
            flat = [(key_of(normal(text)), normal(text)) for texts in dict(changes).values() for text in set(texts)]
            by_hand = best(normal(query), sorted(set(flat)), 60, 4)
            assert sorted({alike for alike, _ in answers[0]}) == sorted({alike for alike, _ in by_hand})


def _said(name: str, texts: list[str]) -> list[Said]:
    return [Said(text, text.upper(), "", name, number) for number, text in enumerate(texts, 1)]


targets = st.sampled_from(["", "draft", "<joined/>", "釋放她。", "<b1>她</b1>", "<b1>", "  "])
sources = st.sampled_from(["Free her.", "Free <b1>her</b1>.", "One. Two.", "Yes"])


@st.composite
def units(draw: st.DrawFn) -> Unit:
    plural = draw(st.sampled_from([None, None, "many"]))
    return Unit(
        Key("", draw(sources)), draw(targets), draw(st.sampled_from(State)), source_plural=plural,
        obsolete=draw(st.booleans()),
    )  # fmt: skip


@given(st.lists(units(), max_size=8))
def test_a_draft_never_comes_back_and_what_does_fits_its_source(made: list[Unit]) -> None:
    agreed = {(unit.key.source, unit.target) for unit in made if unit.state >= State.REVIEWED}
    for one in reviewed(Catalog("a", "zh-TW", tuple(made))):
        assert one.part or (one.source, one.target) in agreed
        assert one.target.strip() not in ("", "<joined/>")
        assert not tag_faults(TaggedText.parse(one.source), TaggedText.parse(one.target))
    reopened = [replace(unit, state=min(unit.state, State.TRANSLATED)) for unit in made]
    assert list(reviewed(Catalog("a", "zh-TW", tuple(reopened)))) == []


tagged = st.sampled_from([
    ("Free <b1>her</b1><x2/>.", "<x2/>釋<b1>放</b1>"), ("<b1>A<b2>b</b2></b1>", "<b2>乙</b2><b1>甲</b1>"), ("<x1/>", "<x1/>"),
])  # fmt: skip
plain = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)


@given(st.lists(st.one_of(tagged, st.tuples(plain, plain)), max_size=8), st.sampled_from(["", "heading", 'a"<&']))
def test_tmx_gives_back_what_it_was_given(pairs: list[tuple[str, str]], context: str) -> None:
    said = [
        Said(str(TaggedText.parse(source)), str(TaggedText.parse(target)), context, "a", number, "rev1")
        for number, (source, target) in enumerate(pairs, 1)
    ]
    assume(all(TaggedText.parse(text).plain.strip() for one in said for text in (one.source, one.target)))
    language = LanguageTag.parse("zh-TW")
    content, count, left_out = tmx_write.dumps(said, language, source=LanguageTag("en"), version="1")
    found = list(tmx_read.read((content,), "m", language, tmx_read.Counts(), origin="a"))

    assert count + left_out == len(said)
    if not left_out:
        assert [replace(one, number=0) for one in found] == [
            replace(one, number=0)
            for one in said
            if not tag_faults(TaggedText.parse(one.source), TaggedText.parse(one.target))
        ]
