"""A statement's blocks as pandoc's document tree."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pubflow.markup import markdown, pandoc_read
from pubflow.markup.pandoc_write import Mark, blocks, dumps, marked, node, words
from pubflow.statement import Atom, Block, Inline, Span, Text, attr


def text(words: str) -> tuple[Text, ...]:
    return (Text(words),)


def paragraph(words: str) -> Block:
    return Block("paragraph", text(words))


def cell(words: str, **attrs: str) -> Block:
    return Block("cell", text(words), attrs=tuple(sorted(attrs.items())))


def note(label: str, *inside: Block) -> Block:
    return Block("footnote", children=inside, attrs=(("label", label),))


def cite(label: str) -> Atom:
    return Atom("footnote-ref", (("label", label),))


def body(*several: Block, **more) -> list:
    return blocks(several, **more)[0]


def test_words_are_words_and_a_line_break_of_the_source_is_soft():
    assert words("a *b*\nc") == [{"t": "Str", "c": "a *b*"}, {"t": "SoftBreak"}, {"t": "Str", "c": "c"}]


def test_inlines_keep_what_surrounds_them():
    inlines = (
        Span("strong", (Text("a"), Span("emphasis", text("b")))),
        Span("strike", text("c")),
        Span("link", text("d"), (("href", "https://e.example/"), ("title", "t"))),
        Atom("code", (("text", "`x`"),)),
        Atom("break"),
        Atom("autolink", (("href", "mailto:a@b.example"), ("text", "a@b.example"))),
        Atom("image", (("alt", "a map"), ("src", "m.png"), ("title", ""))),
        Atom("html", (("text", "<br>"),)),
    )
    (made,) = body(Block("paragraph", inlines))
    assert [one["t"] for one in made["c"]] == [
        "Strong", "Strikeout", "Link", "Code", "LineBreak", "Link", "Image", "RawInline",
    ]  # fmt: skip
    assert made["c"][0]["c"] == [node("Str", "a"), node("Emph", [node("Str", "b")])]
    assert made["c"][2]["c"] == [["", [], []], [node("Str", "d")], ["https://e.example/", "t"]]
    assert made["c"][3]["c"][1] == "`x`"


def test_headings_stand_below_a_title_and_are_found_without_their_words():
    made = body(Block("heading", text("A"), level=1), Block("heading", text("B"), level=6), below=1)
    assert [one["c"][0] for one in made] == [2, 6]
    assert [one["c"][1][0] for one in made] == ["part-1", "part-2"]


def test_what_is_empty_leaves_nothing():
    assert body(Block("paragraph"), Block("heading", level=2), Block("list"), Block("table")) == []


def test_a_tight_list_has_no_paragraphs_and_keeps_its_first_number():
    items = (Block("item", children=(paragraph("a"),)), Block("item", children=(paragraph("b"), paragraph("c"))))
    (tight,) = body(Block("list", children=items, attrs=(("tight", "true"),)))
    assert tight["t"] == "BulletList"
    assert [[one["t"] for one in item] for item in tight["c"]] == [["Plain"], ["Plain", "Plain"]]
    (loose,) = body(Block("list", children=items, attrs=(("ordered", "true"), ("start", "4"))))
    assert (loose["t"], loose["c"][0][0]) == ("OrderedList", 4)
    assert [[one["t"] for one in item] for item in loose["c"][1]] == [["Para"], ["Para", "Para"]]


def test_a_table_has_its_head_its_columns_and_every_row_as_wide():
    head = Block("row", children=(cell("Day", header="true", align="right"), cell("What", header="true")))
    rows = (Block("row", children=(cell("One"), cell("An arrest that was long expected by her friends"))), Block("row", children=(cell("Two"),)))  # fmt: skip
    (made,) = body(Block("table", children=(head, *rows)))
    _attr, _caption, columns, (_, heads), ((_, stub, _, lines),), _foot = made["c"]
    assert [column[0]["t"] for column in columns] == ["AlignRight", "AlignDefault"]
    widths = [column[1]["c"] for column in columns]
    assert widths[0] < widths[1]
    assert abs(sum(widths) - 1) < 0.01
    assert (len(heads), len(lines), stub) == (1, 2, 0)
    assert [len(line[1]) for line in (*heads, *lines)] == [2, 2, 2]


def test_a_column_of_names_of_rows_is_told():
    row = Block("row", children=(cell("Day", header="true"), cell("What")))
    (made,) = body(Block("table", children=(row, row)))
    assert made["c"][4][0][1] == 1


def test_a_note_stands_where_it_is_first_cited_and_its_number_where_it_is_cited_again():
    inlines = (Text("a"), cite("x"), cite("y"), cite("x"), cite("none"))
    made, left = blocks((Block("paragraph", inlines), note("x", paragraph("X")), note("y", paragraph("Y"))))
    assert left == []
    assert made[0]["c"][1:] == [
        node("Note", [node("Para", words("X"))]),
        node("Note", [node("Para", words("Y"))]),
        node("Superscript", words("1")),
        node("Str", "[^none]"),
    ]


def test_a_note_nobody_cites_is_left_over_with_the_next_number():
    _, left = blocks((Block("paragraph", (cite("x"),)), note("x", paragraph("X")), note("y", paragraph("Y"))))
    assert left == [node("OrderedList", [2, node("Decimal"), node("Period")], [[node("Para", words("Y"))]])]


def test_notes_in_a_ring_come_to_an_end():
    ring = (note("x", Block("paragraph", (cite("y"),))), note("y", Block("paragraph", (cite("x"),))))
    made, left = blocks((Block("paragraph", (cite("x"),)), *ring))
    assert made == [node("Para", [node("Note", [node("Para", words("[^y]"))])])]
    assert left[0]["c"][1] == [[node("Para", [node("Superscript", words("1"))])]]


def test_emphasis_takes_a_style_where_it_is_not_to_be_slanted():
    (made,) = body(Block("paragraph", (Span("emphasis", text("a")),)), emphasis="Emphasis")
    assert made["c"] == [node("Span", ["", [], [["custom-style", "Emphasis"]]], words("a"))]


def test_a_mark_tells_the_language_of_the_words_and_stands_at_their_end():
    made = body(paragraph("a"), paragraph("b"), marks={1: Mark("en", "ltr", "not yet", "en")})
    assert made[0]["c"] == words("a")
    source, space, mark = made[1]["c"]
    assert source["c"] == [["", ["source"], [["lang", "en"], ["dir", "ltr"]]], words("b")]
    assert space == {"t": "Space"}
    assert mark["c"][0] == ["", ["mark"], [["custom-style", "Mark"], ["lang", "en"]]]
    assert marked(words("a"), Mark()) == words("a")


def test_the_document_is_json_of_the_version_it_says():
    tree = json.loads(dumps(words("人權 \ud800"), {"lang": node("MetaString", "zh-Hant-TW")}))
    assert tree["pandoc-api-version"] == [1, 23, 1]
    assert tree["meta"] == {"lang": {"t": "MetaString", "c": "zh-Hant-TW"}}
    assert tree["blocks"] == [{"t": "Str", "c": "人權 ?"}]


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[2] / "statements").glob("*.md")), ids=lambda path: path.stem
)
def test_what_is_written_reads_back_the_same_but_for_soft_breaks_and_names_of_notes(path):
    statement = markdown.loads(path.read_text("utf-8"), statement_id="s", path="s.md")[0]
    labels = [attr(block, "label") for block in statement.blocks if block.kind == "footnote"]
    numbers = {label: str(number) for number, label in enumerate(labels, 1)}

    def plainer(block: Block) -> Block:
        label = (("label", numbers[attr(block, "label")]),) if block.kind == "footnote" else block.attrs
        inside = tuple(map(plainer, block.children))
        return replace(block, children=inside, inlines=tuple(map(plainer_inline, block.inlines)), attrs=label)

    def plainer_inline(inline: Inline) -> Inline:
        match inline:
            case Text(said):
                return Text(said.replace("\n", " "))
            case Span(children=children):
                return replace(inline, children=tuple(map(plainer_inline, children)))
            case Atom(kind="footnote-ref"):
                return replace(inline, attrs=(("label", numbers[attr(inline, "label")]),))
        return inline

    made, left = blocks(statement.blocks)
    assert left == []
    again = pandoc_read.loads(dumps(made).replace(b'{"t":"SoftBreak"}', b'{"t":"Space"}'), path="s.json")
    assert again.told == ()
    assert again.blocks == tuple(map(plainer, statement.blocks))
