"""What went and what came, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubflow.catalog.diff import excerpt, inline, word_diff

LONG = (
    "During the five days of this visit the delegation met ministers, judges and the families of those who were held."
)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("held six people", "held seven people", "held [-six-]{+seven+} people"),
        ("held two old men", "held ten young men", "held [-two old-]{+ten young+} men"),
        ("It is lawful.", "It is lawful!", "It is lawful[-.-]{+!+}"),
        ("It is so.", "It is so. It stays.", "It is so.{+ It stays.+}"),
        ("It rained. It froze.", "It rained. It hailed. It froze.", "It rained. It {+hailed. It +}froze."),
        ("We left. Nobody came.", "We left. It rained. Nobody came.", "We left. {+It rained. +}Nobody came."),
        ("We left. It rained. Nobody came.", "We left. Nobody came.", "We left. [-It rained. -]Nobody came."),
        ("A <b1>fair</b1> trial", "A fair trial", "A [-<b1>-]fair[-</b1>-] trial"),
        ("", "New.", "{+New.+}"),
        ("Gone.", "", "[-Gone.-]"),
        ("Same.", "Same.", "Same."),
    ],
)
def test_a_diff_reads_as_one_line(old: str, new: str, shown: str) -> None:
    assert inline(word_diff(old, new)) == shown


def test_an_excerpt_leaves_a_few_words_beside_each_change() -> None:
    new = LONG.replace("five", "eight").replace("held", "jailed")
    assert excerpt(word_diff(LONG, new)) == (
        "During the [-five-]{+eight+} days of this visit … of those who were [-held-]{+jailed+}."
    )


@given(st.text(" ab.-<1>", max_size=30), st.text(" ab.-<1>", max_size=30))
def test_the_pieces_are_both_texts(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert "".join(piece.text for piece in pieces if piece.mark != "+") == old
    assert "".join(piece.text for piece in pieces if piece.mark != "-") == new
