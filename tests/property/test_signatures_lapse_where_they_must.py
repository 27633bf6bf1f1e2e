"""A signature holds exactly while the text is the one that was signed, and what it tells when it lapsed is true."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from pubflow.catalog import State, Unit
from pubflow.history import dumps_line, loads
from pubflow.review.signing import Passage, Text, sign, sign_offs
from pubflow.review.standing import digest_of
from pubflow.segment.model import Key, Place

Line = tuple[str, str, tuple[str, ...], str]
"""Source, target, terms by concept and version, link."""
lines = st.tuples(
    st.sampled_from("ABCD"),
    st.sampled_from("xy"),
    st.lists(st.sampled_from(["asylum:1", "asylum:2", "torture:1"]), max_size=2, unique_by=lambda name: name[:6]).map(
        tuple
    ),
    st.sampled_from(["", "/1", "/2"]),
)
texts = st.lists(lines, max_size=6)


def text_of(found: list[Line]) -> Text:
    passages = []
    for number, (source, target, terms, link) in enumerate(found, 1):
        pairs = (term.partition(":") for term in terms)
        concepts = tuple(sorted((name, f"{version:0>8}") for name, _, version in pairs))
        unit = Unit(Key("", source), target, State.REVIEWED, places=(Place(number),))
        passages.append(Passage(number, unit, digest_of(concepts), concepts, link, frozenset()))
    return Text(tuple(passages))


def told(signed: list[Line], now: list[Line]) -> tuple[str, ...]:
    event = sign(text_of(signed), (), kind="language", scope="", by="rev1", at="2026-03-01T00:00Z")
    (found,) = sign_offs(loads(dumps_line(event), path="h")[0], text_of(now))
    return found.lapses


@settings(max_examples=300)
@given(texts, texts)
def test_it_holds_exactly_for_the_same_text(signed: list[Line], now: list[Line]) -> None:
    normal = [
        [(source, target, tuple(sorted(terms)), link) for source, target, terms, link in one] for one in (signed, now)
    ]
    assert (told(signed, now) == ()) == (normal[0] == normal[1])


@settings(max_examples=300)
@given(texts, st.integers(0, 5), st.sampled_from(["z", "w"]))
def test_one_changed_target_is_told_at_its_unit_and_at_no_other(signed: list[Line], at: int, new: str) -> None:
    if at >= len(signed):
        return
    now = [*signed]
    now[at] = (now[at][0], new, now[at][2], now[at][3])
    assert told(signed, now) == (f"unit {at + 1}: target changed",)


@settings(max_examples=300)
@given(texts, texts)
def test_the_units_that_are_told_are_there_and_each_once(signed: list[Line], now: list[Line]) -> None:
    found = told(signed, now)
    numbers = [int(match[1]) for words in found if (match := re.match(r"unit (\d+): ", words))]
    assert numbers == sorted(set(numbers))
    assert all(1 <= number <= len(now) for number in numbers)
    gone = [words for words in found if words.startswith("what was number")]
    # What was added and what went account for the difference in length.
    new = sum(words.endswith(": new") for words in found)
    assert len(now) - len(signed) == new - len(gone)
