"""Whole Markdown files, byte for byte: what a translation changes and what it leaves alone.

`PUBFLOW_REWRITE_GOLDEN=1` writes the expected files anew.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from pubflow.markup import markdown
from pubflow.statement import Atom, Block, Inline, Span, Statement, Text, leaves, plain

HERE = Path(__file__).parent / "markdown"
LINES = (HERE / "literals.txt").read_text(encoding="utf-8").splitlines()

PLACES = (
    "word",
    "# word",
    "word\n====",
    "word\n---",
    "> word",
    "- word",
    "1. word",
    "a\n\n| h |\n|---|\n| word |",
    "[^1]: word",
)


def upper(statement: Statement) -> Statement:
    """Every letter that is words in capitals, front matter included."""
    words = ("title", "subtitle", "summary", "place")
    meta = tuple((key, value.upper() if key in words else value) for key, value in statement.meta)
    return replace(statement, meta=meta, blocks=tuple(map(_block, statement.blocks)))


def _block(block: Block) -> Block:
    return replace(block, inlines=tuple(map(_inline, block.inlines)), children=tuple(map(_block, block.children)))


def _inline(inline: Inline) -> Inline:
    match inline:
        case Text(text):
            return Text(text.upper())
        case Span(children=children):
            return replace(inline, children=tuple(map(_inline, children)))
        case Atom():
            return inline


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", ""])
def test_a_translation_changes_the_words_and_no_other_byte(newline: str, bom: str, end: str) -> None:
    source = (HERE / "everything.md").read_bytes().decode()
    expected = HERE / "everything.upper.md"
    if os.environ.get("PUBFLOW_REWRITE_GOLDEN"):
        statement, layout = markdown.loads(source, statement_id="everything", path="everything.md")
        expected.write_bytes(markdown.dumps(upper(statement), layout).encode())

    text = bom + (source.rstrip("\n") + end).replace("\n", newline)
    statement, layout = markdown.loads(text, statement_id="everything", path="everything.md")
    wanted = bom + (expected.read_bytes().decode().rstrip("\n") + end).replace("\n", newline)
    assert markdown.dumps(upper(statement), layout) == wanted
    assert markdown.dumps(statement, layout) == text


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("source", PLACES)
def test_a_literal_stays_a_literal_wherever_it_is_put(line: str, source: str) -> None:
    text = f"{source}\n\n[label]: /definition\n"
    statement, layout = markdown.loads(text, statement_id="a", path="a.md")
    translated = replace(statement, blocks=tuple(_put(block, line) for block in statement.blocks))
    again, _ = markdown.loads(markdown.dumps(translated, layout), statement_id="a", path="a.md")
    assert again == translated


def _put(block: Block, line: str) -> Block:
    inlines = (Text(line),) if plain(block.inlines) == "word" else block.inlines
    return replace(block, inlines=inlines, children=tuple(_put(child, line) for child in block.children))


def test_all_the_literals_as_lines_of_one_paragraph() -> None:
    text = "\n".join(line.strip() for line in LINES)
    statement, layout = markdown.loads("> 1. word\n", statement_id="a", path="a.md")
    translated = replace(statement, blocks=tuple(_block_of(block, text) for block in statement.blocks))
    again, _ = markdown.loads(markdown.dumps(translated, layout), statement_id="a", path="a.md")
    assert [plain(block.inlines) for block in leaves(again.blocks)] == [text]
    fresh = Statement("a", "en", (), (Block("paragraph", (Text(text),)),))
    assert markdown.loads(markdown.render_new(fresh), statement_id="a", path="")[0] == fresh


def _block_of(block: Block, text: str) -> Block:
    inlines = (Text(text),) if block.inlines else ()
    return replace(block, inlines=inlines, children=tuple(_block_of(child, text) for child in block.children))
