"""Texts on their way to DeepL and back: nothing is lost, nothing is escaped twice, nothing that comes back breaks it."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pubflow.engines.deepl.markup import Sent, cleaned
from pubflow.segment.tagged import TaggedText

WIRE = st.lists(
    st.sampled_from(
        ["<b1>", "</b1>", "<x2/>", "<k3>", "</k3>", "<b4>", "</b4>", "\\", "<", ">", "&", "&amp;", "&lt;", "\n", " ", "a",
         "人", "<b1 >", "<line/>", "<b1.open/>", "e\u0301", "\t", "\u3000", "]]>", "<!--", "\\<b1>"]
    )
    | st.text(max_size=4),
    max_size=12,
).map("".join)  # fmt: skip


def there_and_back(wire: str) -> str:
    sent = Sent.of(wire)
    return sent.answered(sent.xml)


@given(WIRE)
@example("We <b1>affirm</b1> it <x2/>, & <x3/> too")
@example("A \\<b1> that is no tag, <b2>and one</b2>; a < b &amp; c > d")
@example("</b1> the <b2>wrong <b1>way</b2> round <b1>")
@example(" \n indented\nand on\n")
def test_what_comes_back_as_it_was_sent_is_what_it_was(wire):
    normal = re.sub(r"[ \t]*(?:\r\n?|\n)[ \t]*", "\n", str(TaggedText.parse(cleaned(wire))).strip())
    assert there_and_back(wire).strip() == (
        normal if any(map(str.isalpha, TaggedText.parse(wire).plain)) else wire.strip()
    )


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"])))
def test_white_space_at_the_ends_stays_as_it_was(text):
    assert there_and_back(f" \n{text}\t\u3000") == f" \n{text}\t\u3000"


@given(WIRE)
def test_what_is_sent_is_xml(wire):
    ET.fromstring(f"<r>{Sent.of(wire).xml}</r>")


@given(WIRE, WIRE | st.none() | st.integers())
@example("<b1>a</b1>", "<b1>a</b2></b1><")
@example("a", "&#0;&#xD800;&#x110000;&#99999999;&bogus;&amp")
def test_whatever_comes_back_a_text_comes_of_it(wire, answer):
    done = Sent.of(wire).answered(answer)
    assert str(TaggedText.parse(done)) == done or not Sent.of(wire).xml
    done.encode("utf-8", "surrogatepass")
    assert "\0" not in done or not Sent.of(wire).xml


@pytest.mark.parametrize("wire", ["", " ", "2024", "<x1/>", "<b1>1,234</b1> – 5 %", "…", "\u3000"])
def test_what_holds_no_letter_is_not_sent(wire):
    assert Sent.of(wire).xml == ""
    assert Sent.of(wire).answered(None) == wire


def test_entities_are_escaped_once_and_unescaped_once():
    sent = Sent.of("A&B &amp; &lt;p&gt; <p>")
    assert sent.xml == "A&amp;B &amp;amp; &amp;lt;p&amp;gt; &lt;p&gt;"
    assert sent.answered("„A&amp;B“ &amp;amp; &quot;&#39;&#x4EBA;&quot;") == '„A&B“ &amp; "\'人"'


def test_what_looks_like_a_tag_stays_a_text():
    assert Sent.of("\\<b1> yes").xml == "&lt;b1&gt; yes"
    assert Sent.of("x").answered("&lt;b1&gt; sim") == "\\<b1> sim"


def test_a_line_end_goes_as_an_element_since_deepl_lets_it_vanish():
    sent = Sent.of("One\ntwo\r\nthree")
    assert sent.xml == "One<line/>two<line/>three"
    assert sent.answered("Um <line/> dois<line></line>três") == "Um\ndois\ntrês"


@pytest.mark.parametrize(
    ("wire", "answer", "wanted"),
    [
        ("a <x1/>", "a <x1></x1>", "a <x1/>"),
        ("a <x1/>", "a <x1 />", "a <x1/>"),
        ("<b1></b1> a", "<b1/> a", "<b1></b1> a"),
        ("<b1>a</b1>", "a</b1>", "a</b1>"),
        ("<b1>a</b1>", "<B1>a</B1>", "<B1>a</B1>"),
        ("<b1>a</b1>", "a <c9>b</c9>", "a <c9>b</c9>"),
        ("<b1> a", "<b1.open></b1.open> x", "<b1> x"),
    ],
)
def test_tags_come_back_in_the_form_they_were_sent_and_faults_are_left_to_see(wire, answer, wanted):
    assert Sent.of(wire).answered(answer) == wanted


def test_what_is_to_stay_as_it_is_is_named():
    assert Sent.of("<k2>Agnès</k2> and <b1>her</b1> <k10>a@b.example</k10>").kept == {"k2", "k10"}
