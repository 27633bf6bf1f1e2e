"""What went and what came, word by word; sign by sign where words are not spaced."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubflow.catalog.diff import excerpt, inline, marked, word_diff

LONG = (
    "During the five days of this visit the delegation met ministers, judges and the families of those who were held."
)

HAN = "代表團在五天訪問期間會見了部長、法官、檢察官以及其家屬遭拘留。"


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
        ("Held for 21 days.", "Held for 24 days.", "Held for [-21-]{+24+} days."),
        ("They are free.", "They are not free.", "They are {+not +}free."),
        ("a <b1>b</b1>", "a b", "a [-<b1>-]b[-</b1>-]"),
        ("她已獲釋", "他已獲釋", "[-她-]{+他+}已獲釋"),
        ("面臨遭推回。", "面臨遭強制遣返。", "面臨遭[-推回-]{+強制遣返+}。"),
        ("<b1>推回</b1>於2023年", "<b1>遣返</b1>於2024年", "<b1>[-推回-]{+遣返+}</b1>於[-2023-]{+2024+}年"),
        ("เขาถูกจับ", "เธอถูกจับ", "เ[-ขา-]{+ธอ+}ถูกจับ"),
    ],
)
def test_a_diff_reads_as_one_line(old: str, new: str, shown: str) -> None:
    assert inline(word_diff(old, new)) == shown
    assert marked(old, new) == shown


def test_an_excerpt_leaves_a_few_words_beside_each_change() -> None:
    new = LONG.replace("five", "eight").replace("held", "jailed")
    assert excerpt(word_diff(LONG, new)) == (
        "During the [-five-]{+eight+} days of this visit … of those who were [-held-]{+jailed+}."
    )


def test_an_excerpt_of_chinese_leaves_a_few_signs_and_no_space() -> None:
    new = HAN.replace("五", "八").replace("拘留", "監禁")
    assert excerpt(word_diff(HAN, new)) == "代表團在[-五-]{+八+}天訪問期間會見了…官以及其家屬遭[-拘留-]{+監禁+}。"


texts = st.text(st.sampled_from("ab 強制遣返<1>/。'"), max_size=30)


@given(texts, texts)
def test_both_texts_can_be_read_out_of_it(old: str, new: str) -> None:
    shown = marked(old, new)
    assert re.sub(r"\[-.*?-\]", "", re.sub(r"\{\+(.*?)\+\}", r"\1", shown)) == new
    assert re.sub(r"\{\+.*?\+\}", "", re.sub(r"\[-(.*?)-\]", r"\1", shown)) == old


@given(st.text(" ab.-<1>", max_size=30), st.text(" ab.-<1>", max_size=30))
def test_the_pieces_are_both_texts(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert "".join(piece.text for piece in pieces if piece.mark != "+") == old
    assert "".join(piece.text for piece in pieces if piece.mark != "-") == new
