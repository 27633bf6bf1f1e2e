"""Old and new in one line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubflow.review.compare import marked

texts = st.text(st.sampled_from("ab 強制遣返<1>/。'"), max_size=30)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("held six people", "held seven people", "held [-six-]{+seven+} people"),
        ("面臨遭推回。", "面臨遭強制遣返。", "面臨遭[-推回-]{+強制遣返+}。"),
        ("a <b1>b</b1>", "a b", "a [-<b1>-]b[-</b1>-]"),
        ("same", "same", "same"),
        ("", "new", "{+new+}"),
    ],
)
def test_words_and_in_spaceless_scripts_signs_are_marked(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown


@given(texts, texts)
def test_both_texts_can_be_read_out_of_it(old: str, new: str) -> None:
    shown = marked(old, new)
    assert re.sub(r"\[-.*?-\]", "", re.sub(r"\{\+(.*?)\+\}", r"\1", shown)) == new
    assert re.sub(r"\{\+.*?\+\}", "", re.sub(r"\[-(.*?)-\]", r"\1", shown)) == old
