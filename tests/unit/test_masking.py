"""What is masked never leaves, and comes back where it was."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubflow.facts import detail_spans
from pubflow.segment.tagged import TaggedText
from pubflow.translate.masking import Mask

NAMES = ("Aye Aye Moe", "Nguyễn Văn Đài", "O’Brien", "李 明")
MASK = Mask(NAMES, details=True)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Free Aye Aye Moe now.", "Free <n1/> now."),
        ("FREE AYE AYE MOE NOW", "FREE <n1/> NOW"),
        ("Aye-Aye\u00a0Moe’s lawyer", "<n1/>’s lawyer"),
        ("Free Aye <b1>Aye</b1> Moe.", "Free <n1/><b1><n2/></b1><n3/>."),
        ("Moe said so; more said so.", "<n1/> said so; more said so."),
        ("Mr O'Brien and Mr Obrien", "Mr <n1/> and Mr <n2/>"),
        (unicodedata.normalize("NFD", "For Nguyễn Văn Đài."), "For <n1/>."),
        ("For Nguyen Van Dai, and for Nguyen.", "For <n1/>, and for <n2/>."),
        ("Áye Aye Moé, too.", "<n1/>, too."),
        ("Write to a.b@c.example or +44 20 7413 5500.", "Write to <n1/> or <n2/>."),
        (
            "Call (02) 1234-5678, by 2024-07-01, for 10 000 000 dollars.",
            "Call <n1/>, by 2024-07-01, for 10 000 000 dollars.",
        ),
        ("Nothing <b1>here</b1>.", "Nothing <b1>here</b1>."),
    ],
)
def test_what_is_listed_is_taken_out_in_every_shape(text, masked):
    tagged = TaggedText.parse(text)
    found, hidden = MASK.hide(tagged)
    assert str(found) == masked
    assert str(MASK.show(found, hidden)) == text
    assert not MASK.leaks(found.plain)


@pytest.mark.parametrize(
    "text", ["2024-07-01", "10 000 000", "1,234,567", "21 000", "ASA 38/8765/2024", "2019-2024", "15.30", "1 2 3"]
)
def test_dates_and_amounts_are_no_telephone_numbers(text):
    assert detail_spans(text) == []


PIECES = (
    *NAMES,
    "Moe",
    "aye aye moe",
    "a@b.example",
    "+886 2 1234 5678",
    " ",
    "<b1>",
    "</b1>",
    "word",
    "QZN1",
    "<n1/>",
    "’s",
    "2024",
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_nothing_listed_is_left_and_all_of_it_comes_back(wire):
    tagged = TaggedText.parse(wire)
    if any(tag.name == "n" for tag in tagged.tags):
        return
    masked, hidden = MASK.hide(tagged)
    assert not MASK.leaks(masked.plain)
    assert MASK.show(masked, hidden) == tagged
    assert MASK.lost(tagged.plain, tagged.plain) == 0
    plain, taken = MASK.hide_plain(tagged.plain)
    assert not MASK.leaks(plain)
    if "QZN" not in tagged.plain:
        assert MASK.show_plain(plain, taken) == tagged.plain
    assert not MASK.leaks(MASK.blank(tagged.plain))


def test_what_did_not_come_back_is_counted():
    assert MASK.lost("Aye Aye Moe met Aye Aye Moe.", "Aye Aye Moe.") == 1
    assert MASK.lost("Aye Aye Moe", "") == 1


def test_a_name_comes_back_in_the_rendering_of_the_glossary():
    mask = Mask(("Aye Aye Moe",), renderings=(("Aye Aye Moe", "艾艾莫"),))
    masked, hidden = mask.hide(TaggedText.parse("Free AYE AYE MOE"))
    assert str(mask.show(masked, hidden)) == "Free 艾艾莫"
    assert mask.lost("Free Aye Aye Moe", "釋放艾艾莫") == 0


def test_a_stand_in_that_comes_back_twice_is_filled_once():
    masked, hidden = MASK.hide(TaggedText.parse("Free Aye Aye Moe"))
    assert str(MASK.show(TaggedText.of([*masked.parts, *masked.parts]), hidden)) == "Free Aye Aye MoeFree "
