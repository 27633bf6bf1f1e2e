from __future__ import annotations

import pytest

from pubflow.errors import PubflowError, TagError
from pubflow.segment import TaggedText, join, split, tag_faults
from pubflow.statement import Atom, Block, Inline, Span, Statement, Text

STRONG = Span("strong", (Text("affirm it. We"),), mark=3)
LINK = Span("link", (Text("here"),), (("href", "https://example.org"), ("title", "The act")), mark=4)
NOTE = Atom("footnote-ref", (("label", "1"),), mark=5)


def statement(*inlines: Inline, **meta: str) -> Statement:
    return Statement("s", "en", tuple(meta.items()), (Block("paragraph", inlines, line=9),), "statements/s.md")


def joined(source: Statement, *targets: str | None, spaced: bool = True) -> Statement:
    texts = [None if target is None else TaggedText.parse(target) for target in targets]
    return join(source, split(source), texts, spaced=spaced)


def inlines(source: Statement, *targets: str | None, spaced: bool = True) -> tuple[Inline, ...]:
    return joined(source, *targets, spaced=spaced).blocks[0].inlines


def test_a_span_over_two_sentences_is_one_again() -> None:
    source = statement(Text("We "), STRONG, Text(" mean it."))
    assert inlines(source, "Nós <b1>o afirmamos.</b1>", "<b1>Nós</b1> falamos sério.") == (
        Text("Nós "),
        Span("strong", (Text("o afirmamos. Nós"),)),
        Text(" falamos sério."),
    )


def test_a_span_that_is_moved_apart_is_two_of_the_same_mark() -> None:
    source = statement(Text("We "), STRONG, Text(" mean it."))
    found = inlines(source, "<b1>A</b1> b.", "C <b1>d</b1>.")
    assert found == (Span("strong", (Text("A"),)), Text(" b. C "), Span("strong", (Text("d"),)), Text("."))
    assert [one.mark for one in found if isinstance(one, Span)] == [3, 3]


def test_tags_may_change_their_order() -> None:
    source = statement(Text("See "), LINK, NOTE, Text("."))
    assert inlines(source, "<x2/>Aqui<b1>.</b1>", None) == (
        NOTE,
        Text("Aqui"),
        Span("link", (Text("."),), LINK.attrs),
    )


def test_between_units_stands_what_the_language_wants() -> None:
    source = statement(Text("One.  Two.\nThree."))
    assert inlines(source, "Um.", "Dois.", "Três.") == (Text("Um. Dois. Três."),)
    assert inlines(source, "一。", "二。", "三。", spaced=False) == (Text("一。二。三。"),)
    assert inlines(source, "一。", None, "三。", spaced=False) == (Text("一。 Two. 三。"),)
    assert inlines(source, None, None, "Três.") == (Text("One.  Two. Três."),)


def test_an_untouched_sentence_keeps_its_line_breaks() -> None:
    source = statement(Text("One\nof us. Two\nof us."))
    assert inlines(source, None, "Dois\nde nós.") == (Text("One\nof us. Dois de nós."),)
    assert inlines(source, None, "我們\n兩個。", spaced=False) == (Text("One\nof us. 我們兩個。"),)
    assert joined(source, "One of us.", "Two of us.") == source


def test_a_hard_break_stays_between_its_sentences() -> None:
    source = statement(Text("One."), Atom("break"), Text("Two."))
    assert inlines(source, "Um.<x1/>", "Dois.") == (Text("Um."), Atom("break"), Text("Dois."))


def test_short_texts_and_front_matter_are_joined() -> None:
    source = statement(Text("See "), LINK, Text("."), title="One", date="2024", place="Taipei")
    done = joined(source, "Um", "Taipé", None, "A lei")
    assert done.meta == (("title", "Um"), ("date", "2024"), ("place", "Taipé"))
    assert done.blocks[0].inlines == (
        Text("See "),
        Span("link", (Text("here"),), (("href", "https://example.org"), ("title", "A lei"))),
        Text("."),
    )


def test_a_summary_joins_its_own_segments() -> None:
    source = statement(Text("One. "), Span("strong", (Text("Two"),)), Text("."), summary="One. Two.")
    done = joined(source, "Um.", "<b1>Dois</b1>.", "Um.", "<b1>Dois</b1>.")
    assert done.get("summary") == "Um. Dois."
    done = joined(source, "一。", "<b1>二</b1>。", "一。", "<b1>二</b1>。", spaced=False)
    assert done.get("summary") == "一。二。"


def test_untouched_blocks_are_the_source_s_own() -> None:
    one, two = Block("item", (Text("One."),)), Block("item", (Text("Two."),))
    source = Statement("s", "en", (), (Block("list", children=(one, two)), Block("rule")))
    done = joined(source, None, "Dois.")
    assert done.blocks[0].children[0] is one
    assert done.blocks[1] is source.blocks[1]
    assert joined(source, None, None) is source


def test_joined_units_share_one_target() -> None:
    source = statement(Text("One. Two. Three."))
    assert inlines(source, "Um e dois.", "<joined/>", "Três.") == (Text("Um e dois. Três."),)
    assert inlines(source, "Um, dois e três.", "<joined/>", " <joined/> ") == (Text("Um, dois e três."),)


def test_a_joined_unit_s_tags_go_on_counting() -> None:
    source = statement(Text("One "), STRONG, Text(" see "), LINK, Text("."))
    assert inlines(source, "Um <b1>dois</b1> <b3>aqui</b3><b2>.</b2>", "<joined/>", None) == (
        Text("Um "),
        Span("strong", (Text("dois"),)),
        Text(" "),
        Span("link", (Text("aqui"),), LINK.attrs),
        Span("strong", (Text("."),)),
    )
    with pytest.raises(TagError, match=r"<b3>…</b3> is missing"):
        inlines(source, "Um <b1>dois</b1><b2>.</b2>", "<joined/>", None)


@pytest.mark.parametrize(
    ("targets", "words"),
    [
        (("<joined/>", "Dois."), "nothing to join it to"),
        ((None, "<joined/>"), "its text would be lost"),
        (("", "Dois."), "the target is empty"),
        (("Um <b1>um</b1>.", "Dois."), "<b1> is not in the source"),
    ],
)
def test_what_can_not_be_joined_is_refused_with_its_place(targets: tuple[str | None, ...], words: str) -> None:
    with pytest.raises(TagError, match=words) as caught:
        inlines(statement(Text("One. Two.")), *targets)
    assert caught.value.where == "statements/s.md:9"
    assert caught.value.hint


def test_a_link_inside_a_link_is_refused() -> None:
    other = Span("link", (Text("there"),), (("href", "b"),))
    source = statement(Text("See "), LINK, Text(" and "), other)
    with pytest.raises(TagError, match="a link stands inside another link"):
        inlines(source, "<b1>Aqui <b2>lá</b2></b1>", None)


def test_segments_of_another_statement_are_refused() -> None:
    segments = split(statement(Text("One. Two.")))
    with pytest.raises(PubflowError, match="not cut from this statement"):
        join(statement(Text("Another.")), segments, [TaggedText(("Um.",)), None])
    with pytest.raises(PubflowError, match="2 segments and 1 targets"):
        join(statement(Text("One. Two.")), segments, [None])


@pytest.mark.parametrize(
    ("source", "target", "faults"),
    [
        ("One", "Um", ()),
        ("<b1>One</b1> <x2/>", "<x2/> <b1>um</b1>", ()),
        ("<b1>a <b2>b</b2></b1>", "<b2>b <b1>a</b1></b2>", ()),
        ("One", " ", ("the target is empty",)),
        ("<b1>One</b1> <x2/>", "um", ("<b1>…</b1> is missing", "<x2/> is missing")),
        ("One", "<x1/>um</b2>", ("<x1/> is not in the source", "</b2> is not in the source")),
        ("<b1>One</b1>", "<b1/>um", ("<b1>…</b1> is missing", "<b1/> is not in the source")),
        ("<x1/>One", "<x1/>um<x1/>", ("<x1/> stands 2 times",)),
        ("<b1>One</b1>", "<b1>um", ("<b1> never closes",)),
        ("<b1>One</b1>", "um</b1>", ("<b1>…</b1> is missing", "</b1> closes nothing")),
        ("<b1>a</b1><b2>b</b2>", "<b1>a<b2>b</b1>c</b2>", ("<b1> and <b2> cross each other",)),
        ("<b1>One</b1>", "um<b1> </b1>", ("<b1> surrounds nothing",)),
    ],
)
def test_tag_faults_in_words(source: str, target: str, faults: tuple[str, ...]) -> None:
    assert tag_faults(TaggedText.parse(source), TaggedText.parse(target)) == faults
