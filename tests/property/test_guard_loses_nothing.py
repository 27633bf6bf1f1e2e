"""Whatever the text: within the limits on the way in, nothing lost around an engine that loses nothing."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from pubflow.engines.guard import MAX_CHARACTERS, MAX_TOKEN, MAX_WORDS, guarded, style_for

WORDS = st.sampled_from(
    ["the", "right", "to", "life", "State", "UN", "1,234", "https://example.org/a", "a@example.org", "Łódź", "自由",
     "“free”", "it’s", "(see", "below)", "law;", "rights:", "and,", "end.", "—", "🙂", "x" * 80, "€5", "#tag", "…"]
)  # fmt: skip
SENTENCES = st.lists(WORDS, min_size=1, max_size=150).map(" ".join)
PT = style_for("pt")


def _letters(text: str) -> str:
    return re.sub(r"[^\w@#/€🙂]", "", text.replace("\u200b", ""))


@settings(max_examples=60, deadline=None)
@given(SENTENCES)
def test_an_engine_that_keeps_all_loses_nothing(text: str) -> None:
    sent: list[str] = []

    def echo(piece: str) -> str:
        sent.append(piece)
        return piece

    assert _letters(guarded(text, echo, PT)) == _letters(text)
    for piece in sent:
        assert len(piece) <= MAX_CHARACTERS + 2
        assert len(piece.split()) <= MAX_WORDS
        assert all(len(token) <= MAX_TOKEN for token in piece.split())


@settings(max_examples=60, deadline=None)
@given(SENTENCES, st.sampled_from(["", "nada", "x" * 500, "XX1 XX1", '"', "XX9", "\n"]))
def test_what_is_carried_survives_an_engine_that_answers_nonsense(text: str, nonsense: str) -> None:
    draft = guarded(text, lambda piece: nonsense, PT)
    for kept in ("a@example.org", "https://example.org/a", "自由", "🙂", "x" * 80):
        assert draft.count(kept) >= text.count(kept)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_no_text_makes_it_fail(text: str) -> None:
    assert isinstance(guarded(text, lambda piece: piece, PT), str)
