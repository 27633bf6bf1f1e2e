"""Markdown: what was read is written back byte for byte; what was translated reads back as it was meant."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from pubflow.errors import SourceError
from pubflow.markup import markdown
from pubflow.markup.markdown_layout import Body, Layout, locate
from pubflow.statement import Atom, Block, Inline, Span, Statement, Text
from tests.corpora import files, wants_corpora

WORDS = ("title", "subtitle", "summary", "excerpt", "description", "place")
PIECES = [
    "word", "two words", "文字", "「引」", "é", "😀", "1", ".", "!", ":", "(", ")", "|", "\\", "+", '"', "#", "=", "-",
    " ", "  ", "\t", "\n", "\n\n", "\r\n", "\u3000", "\u00a0", "\u2028", "*", "**", "_", "__", "`", "``", "~~", "[",
    "]", "](/u)", "][r]", "![", "<http://x.y>", "<b>", "</b>", "<div>", "&amp;", "&#42;", "&", "{{x}}", "{{", "{%",
    "> ", "- ", "1. ", "# ", " #", "\n===\n", "\n---\n", "\n|--|--|\n", "| a | b |", "[^1]", "[^1]: ", '[r]: /u "t"',
    "    ", "```\n", "~~~\n", "---\n", "title: x\n",
]  # fmt: skip
LITERALS = [piece.replace("\r\n", "\r") for piece in PIECES]
markdown_texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
literals = st.lists(st.sampled_from(LITERALS), min_size=1, max_size=6).map("".join)

RICH = """---
title: A title
---
Para with **bold** and __two__ then *it*, _that_ ~~gone~~, [link](/u_v/a_b "T"), [text][ref], [ref] and [REF][],
<http://a.b> `code` ![alt](s.png) ![ref] [^1] <b>x</b>\\
broken.

# Head **bold** *it* [ref] `c` [^1]

| A **b** | [l](/u) `x` [ref] |
|---|---|
| <br> x | ~~s~~ |

> - item *a* **b** [ref]
>   wrapped _x_

Set **x** *y*
---

[ref]: /ref "rt"

[^1]: note *n*
"""

PLACES = """word

# word

word
===

> - word
>   word

1. word

| word | b |
|---|---|
| a | word |

[^1]: word

[r]: /u
"""


def loads(text: str) -> tuple[Statement, Layout]:
    return markdown.loads(text, statement_id="a", path="a.md")


def pseudo(statement: Statement) -> Statement:
    """Every letter of every word changed; lengthened."""
    meta = tuple((key, _accent(value) if key in WORDS and value else value) for key, value in statement.meta)
    return replace(statement, meta=meta, blocks=tuple(map(_pseudo, statement.blocks)))


def _pseudo(block: Block) -> Block:
    return replace(block, inlines=tuple(map(_inline, block.inlines)), children=tuple(map(_pseudo, block.children)))


def _inline(inline: Inline) -> Inline:
    match inline:
        case Text(text):
            return Text(_accent(text))
        case Span(children=children):
            return replace(inline, children=tuple(map(_inline, children)))
        case Atom(kind="image", attrs=attrs):
            return replace(inline, attrs=tuple((k, _accent(v) if k == "alt" and v else v) for k, v in attrs))
        case Atom():
            return inline


def _accent(text: str) -> str:
    return text.translate(str.maketrans("aeioucn", "áéíóúçñ", "")) + "é"


def outside(text: str, layout: Layout) -> list[str]:
    """What stands before, between and behind the contents of the blocks."""
    body = Body(text, layout.body)
    places = [locate(spot, body) for spot in layout.spots if spot and spot.content]
    assert None not in places
    spans = sorted((body.offset(place.start), body.offset(place.end)) for place in places if place)
    edges = [layout.body, *(edge for span in spans for edge in span), len(text)]
    return [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


@given(st.one_of(markdown_texts, st.text(max_size=200)))
@example("---\ntitle: No\n---\n")
@example("\ufeff---\r\na: b\r\n---\r\n\r\n- x\r\n")
@settings(max_examples=300)
def test_reading_and_writing_changes_no_byte(text: str) -> None:
    try:
        statement, layout = loads(text)
    except SourceError:
        assume(False)
    assert markdown.dumps(statement, layout) == text


@given(markdown_texts)
@settings(max_examples=300)
def test_every_block_with_content_has_its_place(text: str) -> None:
    try:
        _statement, layout = loads(text)
    except SourceError:
        assume(False)
    body = Body(text, layout.body)
    lost = [spot for spot in layout.spots if spot and spot.content and locate(spot, body) is None]
    assert lost == []


REFUSED = {"md-unclosed-front-matter.md", "md-yaml-anchor-bomb.md", "md-invalid-utf8.md"}


@wants_corpora
@pytest.mark.parametrize(
    "path",
    [path for path in files("statements/*.md", "udhr/*.md", "broken/*.md") if path.name not in REFUSED],
    ids=lambda path: path.stem,
)
def test_a_real_statement_keeps_its_shape_and_its_bytes(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    statement, layout = loads(text)
    assert markdown.dumps(statement, layout) == text
    translated = pseudo(statement)
    written = markdown.dumps(translated, layout)
    again, new_layout = loads(written)
    assert again == translated
    assert outside(written, new_layout) == outside(text, layout)


@given(st.lists(literals, min_size=12, max_size=12))
@settings(max_examples=150)
def test_any_literal_reads_back_in_any_place(texts: list[str]) -> None:
    """One literal in the place of each text that stands next to no mark-up."""
    statement, layout = loads(PLACES)
    supply = iter(texts)
    translated = replace(statement, blocks=tuple(_fill(block, supply) for block in statement.blocks))
    again, _ = loads(markdown.dumps(translated, layout))
    assert again == translated


def _fill(block: Block, supply: Iterator[str]) -> Block:
    inlines = (Text(next(supply)),) if block.inlines else ()
    return replace(block, inlines=inlines, children=tuple(_fill(child, supply) for child in block.children))


@given(
    st.integers(0, 2**32),
    st.lists(
        st.sampled_from(["文", "「", "」", "。", " ", "a b", "x", "(", ")", "*", "_", "", ""]), min_size=8, max_size=8
    ),
)
@settings(max_examples=150)
def test_mark_up_moved_about_stays_mark_up(seed: int, words: list[str]) -> None:
    """A translator's order of the tags, with any words between them, and Chinese ones without blanks around."""
    statement, layout = loads(RICH)
    order = random.Random(seed)
    translated = replace(statement, blocks=tuple(_shuffle(block, order, words) for block in statement.blocks))
    again, _ = loads(markdown.dumps(translated, layout))
    assert again == translated


def _shuffle(block: Block, order: random.Random, words: list[str]) -> Block:
    children = tuple(_shuffle(child, order, words) for child in block.children)
    marks = [inline for inline in block.inlines if not isinstance(inline, Text)]
    order.shuffle(marks)
    out: list[Inline] = [Text("起")]
    for number, mark in enumerate(marks):
        if isinstance(mark, Span):
            mark = replace(mark, children=(Text((words[number % 8].strip() or "中") + order.choice(["", "中", "」"])),))
        out.append(mark)
        between = words[(number + 3) % 8].strip()
        out.append(Text(between or order.choice(["字", "，", "、x"])))
    return replace(block, inlines=_joined(out) if block.inlines else (), children=children)


def _joined(inlines: list[Inline]) -> tuple[Inline, ...]:
    out: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text) and out and isinstance(out[-1], Text):
            out[-1] = Text(out[-1].text + inline.text)
        else:
            out.append(inline)
    return tuple(out)


inlines = st.recursive(
    st.one_of(
        literals.filter(lambda text: "\x0b" not in text).map(Text),
        st.just(Atom("code", (("text", "x ` y"),))),
        st.just(Atom("break")),
    ),
    lambda inner: st.one_of(
        st.builds(Span, st.just("strong"), st.tuples(st.just(Text("a")), inner, st.just(Text("z")))),
        st.builds(
            Span,
            st.just("link"),
            st.tuples(st.just(Text("a")), literals.map(Text)),
            st.just((("href", "/u?a=1&b=(2)"),)),
        ),
    ),
    max_leaves=3,
)
prose = st.lists(inlines, min_size=1, max_size=3).map(
    lambda row: _joined([Text("起"), *(part for inline in row for part in (_merged(inline), Text("迄")))])
)


def _merged(inline: Inline) -> Inline:
    if isinstance(inline, Span):
        return replace(inline, children=_joined([_merged(child) for child in inline.children]))
    return inline


paragraphs = prose.map(lambda row: Block("paragraph", row))
items = st.lists(paragraphs, min_size=1, max_size=2).map(lambda row: Block("item", children=tuple(row)))
blocks = st.one_of(
    paragraphs,
    st.lists(paragraphs, min_size=1, max_size=2).map(lambda row: Block("quote", children=tuple(row))),
    st.lists(items, min_size=2, max_size=3).map(lambda row: Block("list", children=tuple(row))),
    st.lists(items, min_size=2, max_size=3).map(
        lambda row: Block("list", children=tuple(row), attrs=(("ordered", "true"), ("start", "3")))
    ),
    st.sampled_from(["a\n", "```\nx\n", "\n\n  y\n"]).map(
        lambda text: Block("code", attrs=(("info", "sh"), ("text", text)), translatable=False)
    ),
    st.just(Block("rule", translatable=False)),
)


@given(st.lists(blocks, min_size=1, max_size=5))
@settings(max_examples=150)
def test_a_fresh_text_says_the_same(row: list[Block]) -> None:
    statement = Statement("a", "en", (("title", "No"), ("date", "2024-06-20")), tuple(row))
    assert loads(markdown.render_new(statement))[0] == statement
