"""Blocks put into a text: what was there keeps its bytes and its place, what came is all that came."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubflow.errors import EditionError
from pubflow.markup.markdown import loads
from pubflow.markup.weave import Put, included, weave
from pubflow.statement import leaves, plain

WORDS = st.text("abc *_#-[]<>`|\\1.", min_size=1, max_size=12).filter(str.strip)
BLOCKS = st.sampled_from(
    ["One.", "Two\nlines.", "## Head", "- a\n- b", "> quoted", "1. x\n2. y", "| a |\n| - |\n| b |", "<!-- include: p -->",
     "***", "See [a].", "[a]: https://example.org", "    code"]
) | WORDS  # fmt: skip
NEWLINES = st.sampled_from(["\n", "\r\n"])


@st.composite
def texts(draw) -> str:
    newline = draw(NEWLINES)
    front = draw(st.sampled_from(["", "---\nid: s\n---\n\n"]))
    body = "\n\n".join(draw(st.lists(BLOCKS, min_size=1, max_size=6)))
    return (front + body + draw(st.sampled_from(["", "\n", "\n\n"]))).replace("\n", newline)


def _leaves(text: str) -> list:
    return list(leaves(loads(text, statement_id="s", path="s.md")[0].blocks))


@given(texts(), st.data())
def test_what_is_put_in_is_all_that_changes(text, data):
    old = _leaves(text)
    if not old:
        return
    puts = data.draw(
        st.lists(
            st.builds(Put, st.integers(0, len(old) - 1), st.sampled_from(["before", "after", "instead"]), BLOCKS),
            max_size=3,
            unique_by=lambda put: (put.leaf, put.where),
        )
    )
    try:
        woven = weave(text, puts, statement_id="s", path="s.md")
    except EditionError:
        return
    new = list(leaves(woven.statement.blocks))
    replaced = {put.leaf for put in puts if put.where == "instead"}
    assert [at for at, to in enumerate(woven.kept) if to is None] == sorted(replaced)
    assert all(new[to] == old[at] for at, to in enumerate(woven.kept) if to is not None)
    came = [ordinal for ordinals in woven.new for ordinal in ordinals]
    assert sorted([*came, *(to for to in woven.kept if to is not None)]) == list(range(len(new)))
    for put, ordinals in zip(puts, woven.new, strict=True):
        assert [new[at] for at in ordinals] == _leaves(put.text)


@given(texts())
def test_nothing_put_in_is_nothing_changed(text):
    assert weave(text, (), statement_id="s", path="s.md").text == text


def test_whole_paragraphs_can_always_be_put_beside_whole_paragraphs():
    text = "One.\n\nTwo.\n"
    for where, wanted in (
        ("before", "One.\n\nNew.\n\nTwo.\n"),
        ("after", "One.\n\nTwo.\n\nNew.\n"),
        ("instead", "One.\n\nNew.\n"),
    ):
        assert weave(text, [Put(1, where, "New.")], statement_id="s", path="s.md").text == wanted


def test_a_footnote_can_not_be_put_in():
    with pytest.raises(EditionError, match="can't stand there"):
        weave("One.\n\nTwo.[^1]\n\n[^1]: A.\n", [Put(0, "after", "B.[^2]\n\n[^2]: C.")], statement_id="s", path="s.md")


def test_the_lines_that_include():
    statement, _ = loads("A\n\n<!-- include: about-us -->\n\nB <!-- include: x -->\n", statement_id="s", path="s.md")
    assert list(included(statement)) == [(1, "about-us")]
    assert [plain(block.inlines) for block in leaves(statement.blocks)] == ["A", "", "B "]
