"""How texts are put into requests."""

from __future__ import annotations

import json
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubflow.engines.deepl.batches import MOST_BYTES, MOST_TEXTS, batches, fitting, size
from pubflow.errors import EngineError

OPTIONS = {"target_lang": "ZH-HANT", "context": "A title\nand a lead"}


@given(
    st.lists(
        st.text(min_size=1, max_size=9) | st.sampled_from(["人" * 4_000, "a" * 30_000, "b"]), min_size=1, max_size=70
    )
)
def test_each_request_keeps_within_both_limits_and_all_texts_are_in_order(texts):
    made = list(batches(texts, OPTIONS))
    assert [text for batch in made for text in batch] == texts
    for batch in made:
        assert 0 < len(batch) <= MOST_TEXTS
        assert len(json.dumps({**OPTIONS, "text": batch})) <= MOST_BYTES


@given(st.integers(1, 400))
def test_short_texts_fill_requests_by_number(count):
    assert len(list(batches(["word"] * count, OPTIONS))) == ceil(count / MOST_TEXTS)


def test_han_counts_as_the_six_bytes_that_are_sent():
    assert size("人") == 2 + 6
    assert len(list(batches(["人" * 4_000] * 5, OPTIONS))) == 3
    assert len(list(batches(["a" * 4_000] * 5, OPTIONS))) == 1


def test_the_context_takes_its_room():
    texts = ["a" * 6_000] * 10
    assert len(list(batches(texts, {}))) == 1
    assert len(list(batches(texts, {"context": "b" * 8_000}))) == 2


def test_one_text_that_no_request_takes_is_told():
    with pytest.raises(EngineError, match=r"a unit of 12000 characters is too long for DeepL") as caught:
        list(batches(["人" * 12_000], OPTIONS))
    assert "人" not in str(caught.value)
    assert caught.value.hint


def test_a_long_context_is_cut_between_words():
    assert fitting("short") == "short"
    cut = fitting("word " * 5_000)
    assert cut.endswith("word")
    assert 6_000 < size(cut) <= 8 * 1024
    assert 1_000 < len(fitting("人" * 5_000)) < 1_400
