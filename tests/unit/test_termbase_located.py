"""Terms are found again in their file by line and column."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubflow.segment import split
from pubflow.sources.markdown import MarkdownSource
from pubflow.termbase.located import excerpt, locate, locate_segments
from pubflow.termbase.match import find
from pubflow.termbase.model import Term, Termbase, TermEntry

TERMS = Termbase(
    tuple(
        TermEntry(text, terms=(("en", (Term(text),)),)) for text in ("refugee", "asylum seeker", "title page", "camp")
    )
)


def _places(text: str) -> list[tuple[int, int | None, str]]:
    return [(one.line, one.column, one.match.entry.id) for one in locate(TERMS, text)]


def _in_markdown(text: str) -> list[tuple[int, int | None, str]]:
    statement = MarkdownSource().read(text.encode(), statement_id="x", path="x.md").statement
    return [(one.line, one.column, one.match.entry.id) for one in locate_segments(TERMS, text, split(statement))]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_and_columns_of_a_plain_text(end: str) -> None:
    text = end.join(["難民 refugee,", "an asylum", "seeker", "", "asylum", " \t", "seekers; a refugee camp"])
    assert _places(text) == [
        (1, 4, "refugee"), (2, 4, "asylum seeker"), (7, 12, "refugee"), (7, 20, "camp"),
    ]  # fmt: skip


def test_a_statement_is_read_as_its_reader_reads_it() -> None:
    text = "---\nid: refugee\ntags: refugee\ntitle: A refugee\nsummary: The refugee\n---\n"
    text += 'See [the camp](https://example.org/refugee "camp") of **asylum** *seekers*\nand a\nrefugee.\n\n'
    text += "- refugee `refugee`\n- ![refugee](camp.png)\n\n<refugee@example.org>\n\nref&#117;gee\n\nrefugee\n"
    assert _in_markdown(text) == [
        (4, 10, "refugee"), (5, 14, "refugee"),
        (7, 10, "camp"), (7, 45, "camp"), (7, 57, "asylum seeker"), (9, 1, "refugee"),
        (11, 3, "refugee"), (12, 5, "refugee"), (16, None, "refugee"),
        (18, 1, "refugee"),
    ]  # fmt: skip


PIECES = st.lists(
    st.sampled_from(["refugee", "asylum", "seeker", " ", "\n", "\r\n", "\n\n", "*", "[", "](", ")", "難", "\t", "`"])
)


@given(PIECES.map("".join))
def test_a_place_is_always_where_the_words_stand(text: str) -> None:
    for one in locate(TERMS, text):
        assert text[one.start : one.end] == one.match.text
        line, start, end = excerpt(text, one.start, one.end, 20)
        assert line[start:end] == one.match.text.splitlines()[0]
        assert "\n" not in line
    statement = MarkdownSource().read(text.encode(), statement_id="x", path="x.md").statement
    segments = split(statement)
    found = locate_segments(TERMS, text, segments)
    assert len(found) == sum(len(find(TERMS, segment.text.plain)) for segment in segments)
    for one in found:
        if one.start is not None:
            words = text[one.start : one.end]
            assert words.startswith(one.match.text.split()[0])
            assert words.endswith(one.match.text.split()[-1])


def test_an_excerpt_of_a_long_line_holds_the_term() -> None:
    text = "x" * 300 + " refugee " + "y" * 300
    line, start, end = excerpt(text, 301, 308, 40)
    assert line[start:end] == "refugee"
    assert line.startswith("…")
    assert line.endswith("…")
    assert len(line) <= 42


def test_hostile_texts_take_no_longer_than_they_are_long() -> None:
    started = time.process_time()
    locate(TERMS, "\r\n \t" * 50_000 + "refugee\n" * 20_000)
    text = "asylum " + "](" * 30_000 + " seeker\r\n" * 5_000
    locate_segments(TERMS, text, split(MarkdownSource().read(b"asylum seeker", statement_id="x", path="x").statement))
    assert time.process_time() - started < 10
