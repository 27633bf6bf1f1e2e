"""Pandoc's tree, read: what Markdown has no words for is carried as plain text, and named."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pubflow.errors import SourceError
from pubflow.markup.markdown_new import render_new
from pubflow.markup.pandoc_read import Read, loads
from pubflow.statement import Statement

NONE: Any = ["", [], []]


def words(text: str) -> list[Any]:
    return [part for word in text.split() for part in ({"t": "Space"}, {"t": "Str", "c": word})][1:]


def para(*inlines: Any) -> Any:
    return {"t": "Para", "c": [*inlines]}


def span(kind: str, text: str) -> Any:
    return {"t": kind, "c": words(text)}


def read(*blocks: Any, **meta: Any) -> Read:
    return loads(json.dumps({"blocks": blocks, "meta": meta}).encode(), path="a.docx")


def markdown(found: Read) -> str:
    return render_new(Statement("a", "en", (), found.blocks)).strip()


def cell(text: str, down: int = 1, across: int = 1) -> Any:
    return [NONE, {"t": "AlignDefault"}, down, across, [{"t": "Plain", "c": words(text)}]]


def table(*rows: list[Any], width: int = 2, head: bool = True) -> Any:
    lines = [[NONE, row] for row in rows]
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]] * width
    first, rest = (lines[:1], lines[1:]) if head else ([], lines)
    return {"t": "Table", "c": [NONE, [None, []], columns, [NONE, first], [[NONE, 0, [], rest]], [NONE, []]]}


@pytest.mark.parametrize(
    ("block", "text", "told"),
    [
        (para(span("Strong", "a"), span("Strong", "b")), "**ab**", ()),
        (para(span("Strong", "a"), {"t": "Space"}, span("Strong", "b")), "**a** **b**", ()),
        (para({"t": "Strong", "c": [*words("a"), {"t": "Space"}]}, *words("b")), "**a** b", ()),
        (para({"t": "Strong", "c": [{"t": "Strong", "c": words("a")}]}), "**a**", ()),
        (para({"t": "Space"}, {"t": "Str", "c": "\u00a0\u200b"}, *words("a")), "a", ()),
        (para({"t": "Strong", "c": [{"t": "Space"}]}), "", ()),
        (para(*words("5 m"), span("Superscript", "2")), "5 m²", ()),
        (para(*words("1"), span("Superscript", "st")), "1st", ()),
        (para({"t": "Quoted", "c": [{"t": "DoubleQuote"}, words("No")]}), "“No”", ()),
        (para(span("Underline", "a")), "a", ("underlining is not kept, its words are",)),
        (para({"t": "Math", "c": [{"t": "InlineMath"}, "x^2"]}), "`x^2`", ("an equation stands as its TeX code, to be written out: x^2",)),
        (para({"t": "RawInline", "c": ["tex", "\\x"]}, *words("a")), "a", ("left out: raw tex code",)),
        ({"t": "New", "c": []}, "", ("left out: something that this pubflow does not know",)),
        ({"t": "Header", "c": [9, NONE, [span("Strong", "a b")]]}, "###### a b", ()),
        ({"t": "OrderedList", "c": [[3, {"t": "LowerAlpha"}, {"t": "OneParen"}], [[para(*words("a"))]]]}, "3. a",
         ("a list numbered by letters or Roman numbers is numbered 1, 2, 3",)),
        ({"t": "DefinitionList", "c": [[words("a"), [[para(*words("b"))]]]]}, "**a**\n\nb",
         ("a list of terms became paragraphs, the terms bold",)),
        (table([cell("a", across=2)], [cell("b", down=2), cell("c")], [cell("d")]), "| a |  |\n| --- | --- |\n| b | c |\n|  | d |",
         ("merged cells of a table stand in the first of them, the others are empty (2 times)",)),
        (table([cell("a"), cell("b")], head=False), "| a | b |\n| --- | --- |",
         ("a table has no heading row: its first row became one",)),
        (table([cell("a framed text")], width=1), "a framed text", ()),
    ],
)  # fmt: skip
def test_a_block_is_carried_and_what_is_lost_is_named(block: Any, text: str, told: tuple[str, ...]) -> None:
    found = read(block)

    assert (markdown(found), found.told) == (text, told)


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", " JAVA\tSCRIPT:x", "java%0Ascript:x", "data:text/html,x", "vbscript:x", "file:///C:/Users/ana/a.doc"],
)  # fmt: skip
def test_a_link_that_is_no_web_address_keeps_its_words_only(href: str) -> None:
    found = read(para({"t": "Link", "c": [NONE, words("a b"), [href, ""]]}))

    assert markdown(found) == "a b"
    assert found.told[0].startswith("left out: a link that is no web address")


def test_links_of_all_kinds() -> None:
    def link(text: str, href: str) -> Any:
        return para({"t": "Link", "c": [NONE, words(text), [href, ""]]})

    found = read(
        link("here", "https://a.example/x"), link("https://a.example", "https://a.example"),
        link("a@b.example", "mailto:a@b.example"), link("below", "#part"), link("report", "../a.pdf"),
    )  # fmt: skip

    assert markdown(found).split("\n\n") == [
        "[here](https://a.example/x)", "<https://a.example>", "<a@b.example>", "below", "[report](../a.pdf)",
    ]  # fmt: skip
    assert found.told == ("links to places beside the file, make them web addresses: ../a.pdf",)


def test_notes_in_notes_come_after_them() -> None:
    inner = {"t": "Note", "c": [para(*words("inner"))]}
    found = read(para(*words("a"), {"t": "Note", "c": [para(*words("outer"), inner)]}))

    assert markdown(found) == "a[^1]\n\n[^1]: outer[^2]\n\n[^2]: inner"


def test_the_head_of_a_file_is_front_matter_or_opens_the_text() -> None:
    found = read(
        para(*words("b")),
        title={"t": "MetaInlines", "c": [span("Strong", "The title")]},
        author={"t": "MetaList", "c": [{"t": "MetaInlines", "c": words("Ana")}]},
        date={"t": "MetaString", "c": "1 July 2024"},
    )

    assert found.meta == (("title", "The title"),)
    assert markdown(found) == "Ana\n\n1 July 2024\n\nb"


def test_nesting_and_length_have_an_end() -> None:
    deep: Any = para(*words("a"))
    for _ in range(100):
        deep = {"t": "BlockQuote", "c": [deep]}

    with pytest.raises(SourceError, match="nests deeper"):
        read(deep)
    with pytest.raises(SourceError, match="longer than a statement"):
        loads(b"x" * (25 << 20), path="a.docx")
