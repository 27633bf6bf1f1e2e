"""A quick look finds what the slow one does."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubflow.facts.scan import (
    ascii_words_of,
    digits,
    matches,
    pieces,
    starts,
    tokens,
    tokens_of,
    western_letters,
    words_of,
)
from pubflow.facts.turns import hedges_lost

WORDS = frozenset({"no", "one", "İ", "straße"})
TEXTS = st.lists(
    st.sampled_from(
        ["no", "No", "NO", "one", "another", "½", "½no", "5", "no5", "_", "-", " ", "’", "İ", "ſ", "é", "一"]
    )
).map("".join)
ANY = st.text(st.one_of(st.characters(max_codepoint=0x2FF), st.sampled_from("“”’–（）٣３一İſΣς")), max_size=30)
HOUR = re.compile(r"(?<![\d.:])(?:at\s)?\d{1,2}:\d\d(?!\d)")


@given(TEXTS)
def test_the_starts_of_words_are_those_of_whole_words(text: str) -> None:
    wanted = [match.start() for match in re.finditer(r"[^\W\d_]+", text) if match[0].lower() in WORDS]
    assert sorted(starts(text, WORDS)) == wanted


@given(TEXTS)
def test_the_pieces_of_a_text_are_its_letters_and_digits_in_a_row(text: str) -> None:
    assert pieces(text) == frozenset(re.findall(r"[^\W\d_]+|\d+", text.lower()))


@given(ANY)
def test_words_cut_quickly_are_those_of_a_pattern(text: str) -> None:
    assert words_of(text) == re.findall(r"[^\W\d_]+", text)
    assert tokens_of(text) == re.findall(r"[^\W_]+", text)
    assert tokens(text) == frozenset(re.findall(r"[^\W_]+", text.lower()))
    assert ascii_words_of(text) == re.findall("[A-Za-z]+", text)
    assert pieces(text) == frozenset(re.findall(r"[^\W\d_]+|\d+", text.lower()))


@given(ANY)
def test_digits_are_found_in_a_row_whatever_their_script(text: str) -> None:
    assert digits(text) == tuple(match.span() for match in re.finditer(r"\d+", text))


@given(ANY)
def test_letters_counted_at_once_are_never_too_many(text: str) -> None:
    assert western_letters(text) == len(re.findall("[A-Za-zÀ-ÿ]", text)) <= len(re.findall("[A-Za-zÀ-ɏ]", text))


@given(st.text("at 10:23."))
def test_a_pattern_that_is_tried_at_its_heads_alone_matches_what_it_matches_everywhere(text: str) -> None:
    quick = [match.span() for match in matches(HOUR, re.compile(r"[a\d]"), text)]
    assert quick == [match.span() for match in HOUR.finditer(text)]


@pytest.mark.parametrize(
    "words",
    """allegedly|reportedly|purportedly|supposedly|apparently|alleged|is said to|are believed to|was thought to
    were reported to|suspected of|at least|at the very least|no fewer than|not less than|more than 5|over 5|upwards of
    upward of|in excess of|up to 5|as many as|at most|at the most|no more than|not more than|fewer than 5|less than 5|under 5
    nearly|almost|about 5|around 5|approximately|roughly|some 5|an estimated|close to 5|may be|might be|could have been
    possibly|probably|perhaps|presumably|likely to|most likely|seem to|seems to|seemed to|appear to|appeared to
    """.replace("\n", "|")
    .rstrip(" |")
    .split("|"),
)
def test_each_hedge_is_looked_for_where_it_begins(words: str) -> None:
    said = words.strip()
    assert [turn.text for turn in hedges_lost(f"They {said} people", "x", "zh")] == [
        said.removesuffix(" 5").removesuffix(" be")
    ]
