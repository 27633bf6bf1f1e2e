from __future__ import annotations

from pubflow.segment import Grain, Key, Place, Segment, Slot, TaggedText, split
from pubflow.statement import Atom, Block, Inline, Span, Statement, Text

LINK = (("href", "https://example.org/a"),)


def statement(*blocks: Block, **meta: str) -> Statement:
    return Statement("s", "en", tuple(meta.items()), blocks, "statements/s.md")


def paragraph(*inlines: Inline | str, line: int = 0) -> Block:
    return Block("paragraph", tuple(Text(one) if isinstance(one, str) else one for one in inlines), line=line)


def heading(text: str, level: int = 2) -> Block:
    return Block("heading", (Text(text),), level=level)


def keys(*blocks: Block, **meta: str) -> list[tuple[str, str]]:
    return [tuple(segment.key) for segment in split(statement(*blocks, **meta))]


def test_a_segment_says_all_that_is_known_of_it() -> None:
    link = Span("link", (Text("the act"),), LINK)
    note = Atom("footnote-ref", (("label", "1"),))
    block = paragraph(" They\nread ", link, ".", note, "  It ended.", line=7)
    assert split(statement(heading("The law"), block)) == (
        Segment(Key("heading", "The law"), TaggedText(("The law",)), (), Place(0)),
        Segment(
            Key("", "They read <b1>the act</b1>.<x2/>"),
            TaggedText.parse("They read <b1>the act</b1>.<x2/>"),
            (Slot("b", 1, Span("link", (), LINK)), Slot("x", 2, note)),
            Place(1, "", 0),
            head=" ",
            tail="  ",
        ),
        Segment(Key("", "It ended."), TaggedText(("It ended.",)), (), Place(1, "", 1)),
    )
    first = split(statement(heading("The law"), block))[1]
    assert first.notes == ("under “The law”", "<b1> = link to https://example.org/a", "<x2/> = footnote 1")
    assert first.line == 7


def test_front_matter_comes_first_in_a_fixed_order_and_only_what_is_read() -> None:
    segments = split(statement(paragraph("The text."), place="Taipei", date="2024", summary="One. Two.", title="No"))
    assert [(tuple(segment.key), segment.place, segment.sentences) for segment in segments] == [
        (("meta:title", "No"), Place(-1, "00:title"), ()),
        (("meta:summary", "One. Two."), Place(-1, "02:summary"), (5,)),
        (("meta:place", "Taipei"), Place(-1, "05:place"), ()),
        (("", "The text."), Place(0), ()),
    ]


def test_a_summary_that_is_the_lead_again_takes_its_keys() -> None:
    lead = paragraph("They were\nfreed. They ", Span("strong", (Text("went home"),)), ".")
    segments = split(statement(lead, summary="They were freed. They went home."))
    assert [(segment.key.context, segment.key.source, segment.place) for segment in segments] == [
        ("", "They were freed.", Place(-1, "02:summary", 0)),
        ("", "They <b1>went home</b1>.", Place(-1, "02:summary", 1)),
        ("", "They were freed.", Place(0, "", 0)),
        ("", "They <b1>went home</b1>.", Place(0, "", 1)),
    ]


def test_a_top_heading_that_is_the_title_takes_its_key() -> None:
    assert keys(heading("Free them", 1), heading("Free them"), title="Free them") == [
        ("meta:title", "Free them"),
        ("meta:title", "Free them"),
        ("heading", "Free them"),
    ]


def test_short_texts_follow_the_segment_that_holds_them() -> None:
    image = Atom("image", (("alt", "Two women"), ("src", "img/a.jpg"), ("title", "Taipei, 2019")))
    link = Span("link", (Text("this"),), (*LINK, ("title", "The act")))
    segments = split(statement(paragraph("See ", link, ". And ", image, " that. The end.")))
    assert [(tuple(segment.key), segment.place) for segment in segments] == [
        (("", "See <b1>this</b1>."), Place(0, "", 0)),
        (("link-title", "The act"), Place(0, "title:1")),
        (("", "And <x1/> that."), Place(0, "", 1)),
        (("alt", "Two women"), Place(0, "alt:1")),
        (("image-title", "Taipei, 2019"), Place(0, "title:2")),
        (("", "The end."), Place(0, "", 2)),
    ]
    assert segments[3].notes == ("alt text of image a.jpg",)


def test_an_image_alone_has_its_alternative_text_only() -> None:
    assert keys(paragraph(Atom("image", (("alt", "A gate"), ("src", "g.png"))))) == [("alt", "A gate")]


def test_what_has_no_letters_is_no_segment() -> None:
    blocks = (
        paragraph("12.5 %"),
        paragraph(""),
        Block("code", attrs=(("text", "Code."),)),
        Block("html", attrs=(("text", "<p>"),)),
        Block("rule"),
        Block("paragraph", (Text("Not this."),), translatable=False),
        paragraph(Atom("code", (("text", "x"),))),
    )
    assert keys(*blocks, title="***", place="") == []


def test_a_sentence_without_letters_joins_its_neighbour() -> None:
    assert keys(paragraph("It rose. 12! 13! Then it fell.")) == [("", "It rose. 12! 13!"), ("", "Then it fell.")]
    assert keys(paragraph("12! It rose.")) == [("", "12! It rose.")]


def test_headings_and_cells_are_one_segment_each() -> None:
    head = Block("row", children=(Block("cell", (Text("Year"),), attrs=(("header", "true"),)),))
    row = Block("row", children=(Block("cell", (Text("One. Two."),)),))
    segments = split(statement(heading("Free them. Now."), Block("table", children=(head, row))))
    assert [(tuple(segment.key), segment.sentences) for segment in segments] == [
        (("heading", "Free them. Now."), (11,)),
        (("cell", "Year"), ()),
        (("cell", "One. Two."), (5,)),
    ]
    assert segments[2].notes == ("table cell, column “Year”", "under “Free them. Now.”")


def test_lists_quotes_and_footnotes_are_prose_and_say_so() -> None:
    blocks = (
        Block("list", children=(Block("item", children=(paragraph("One."),)), Block("item", (Text("Two."),)))),
        Block("quote", children=(paragraph("Three."),)),
        Block("footnote", children=(paragraph("Four."),), attrs=(("label", "n"),)),
    )
    assert [(tuple(segment.key), segment.notes) for segment in split(statement(*blocks))] == [
        (("", "One."), ("list item",)),
        (("", "Two."), ("list item",)),
        (("", "Three."), ("quoted passage",)),
        (("", "Four."), ("footnote n",)),
    ]


def test_a_quotation_stays_whole_with_its_sentences_known() -> None:
    block = paragraph(
        "“We ", Span("emphasis", (Text("came. It"),)), " was dark,” Amina Yusuf said. The inquiry goes on."
    )
    whole = split(statement(block))
    assert [(segment.key.source, segment.sentences, segment.notes[:1]) for segment in whole] == [
        ("“We <b1>came. It</b1> was dark,” Amina Yusuf said.", (10,), ("quotation | speaker: Amina Yusuf",)),
        ("The inquiry goes on.", (), ()),
    ]
    assert whole[0].text.plain[10:].startswith("It was dark")
    assert [segment.key.source for segment in split(statement(block), quotations="split")] == [
        "“We <b1>came.</b1>",
        "<b1>It</b1> was dark,” Amina Yusuf said.",
        "The inquiry goes on.",
    ]


def test_block_grain_takes_the_block_and_knows_its_sentences() -> None:
    (segment,) = split(statement(paragraph("One ", Atom("code"), ". Two. Three.")), grain=Grain.BLOCK)
    assert (segment.key.source, segment.sentences) == ("One <x1/>. Two. Three.", (6, 11))


def test_rewrapping_changes_no_key() -> None:
    assert keys(paragraph("They were\nfreed.\nThey went\nhome.")) == keys(paragraph("They were freed. They went home."))


def test_marks_at_the_end_stay_with_the_sentence_before() -> None:
    note, line_break = Atom("footnote-ref", (("label", "2"),)), Atom("break")
    assert keys(paragraph("It rose.", note, " It fell.", line_break, "It stood.")) == [
        ("", "It rose.<x1/>"),
        ("", "It fell.<x1/>"),
        ("", "It stood."),
    ]


def test_strong_and_emphasis_make_the_same_key() -> None:
    assert keys(paragraph(Span("strong", (Text("One"),)))) == keys(paragraph(Span("emphasis", (Text("One"),))))


def test_literal_tags_are_told_from_ours() -> None:
    (segment,) = split(statement(paragraph("Write <b1> & ", Span("strong", (Text("so"),)), ".")))
    assert segment.key.source == "Write \\<b1> & <b1>so</b1>."
