from __future__ import annotations

from dataclasses import replace

import pytest

from pubflow.document import Page
from pubflow.editions.markdown import MarkdownWriter
from pubflow.errors import EditionError
from pubflow.markup import markdown
from pubflow.statement import Atom, Block, Span, Statement, Text

SOURCE = "---\ntitle: Stop  # t\nlang: en\n---\n\nGo **now**.\n"


def source(text: str = SOURCE) -> Statement:
    return markdown.loads(text, statement_id="a", path="a.md")[0]


def translated() -> Statement:
    blocks = (Block("paragraph", (Text("現在"), Span("strong", (Text("「走」"),)), Text("吧。"))),)
    return replace(source(), meta=(("title", "停"), ("lang", "en")), blocks=blocks)


def test_the_source_edition_is_the_source() -> None:
    assert MarkdownWriter().write(source(), Page("en", source_text=SOURCE)).decode() == SOURCE


def test_a_translated_edition_names_its_language() -> None:
    text = MarkdownWriter().write(translated(), Page("zh-TW", source_text=SOURCE)).decode()
    # Beside a quotation mark, `**` opens and closes only where its other neighbour is a sign too.
    assert text == "---\ntitle: 停  # t\nlang: zh-TW\nlanguage: zh-TW\n---\n\n現&#22312;**「走」**&#21543;。\n"
    assert markdown.loads(text, statement_id="a", path="")[0].blocks == translated().blocks


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_draft_says_so_on_top(newline: str) -> None:
    text = SOURCE.replace("\n", newline)
    page = Page("en", draft=True, sample=True, source_text=text)
    assert MarkdownWriter().write(source(text), page).decode() == (
        "---\ntitle: Stop  # t\nlang: en\n---\n\n"
        "> **Unreviewed draft**\n> Parts of this text have not been reviewed. Do not quote or publish it.\n>\n"
        "> **Sample content**\n> This text shows how editions are made. It speaks for no organisation.\n\n"
        "Go **now**.\n"
    ).replace("\n", newline)


@pytest.mark.parametrize(("text", "begins"), [("", "> **"), ("---\na: b\n---", "---\na: b\n---\n> **"), ("x", "> **")])
def test_a_notice_on_top_of_next_to_nothing(text: str, begins: str) -> None:
    written = MarkdownWriter().write(source(text), Page("en", draft=True, source_text=text)).decode()
    assert written.startswith(begins)
    assert source(written).blocks[1:] == source(text).blocks


def test_without_a_source_text_it_is_written_anew() -> None:
    statement = Statement(
        "a", "en", (("title", "No"),), (Block("paragraph", (Text("# 1 *x*"), Atom("break"), Text("y"))),)
    )
    text = MarkdownWriter().write(statement, Page("pt-BR")).decode()
    assert text == '---\ntitle: "No"\nlanguage: pt-BR\n---\n\n\\# 1 \\*x\\*\\\ny\n'


def test_front_matter_is_made_where_there_was_none() -> None:
    text = MarkdownWriter().write(source("Go.\n"), Page("es", source_text="Go.\n")).decode()
    assert text == "---\nlanguage: es\n---\n\nGo.\n"


def test_a_source_that_has_changed_since_is_refused() -> None:
    with pytest.raises(EditionError, match="other blocks than its source text") as caught:
        MarkdownWriter().write(translated(), Page("zh-TW", source_text=SOURCE + "\nMore.\n"))
    assert caught.value.where == "a.md:6"


@pytest.mark.parametrize(
    ("text", "inlines", "expected"),
    [
        ("a __b__ c", ("x ", 1, " y"), "x __B__ y"),
        ("a _b_ c", ("x", 1, "y"), "x*B*y"),
        ("[a][1] b\n\n[1]: /u", (0, " x"), "[B][1] x\n\n[1]: /u"),
        ("[a] b\n\n[a]: /u", (0, ": x"), "[B][a]: x\n\n[a]: /u"),
        ("b [a]\n\n[a]: /u", (1, ": x"), "[B][a]: x\n\n[a]: /u"),
        ("b [^1]\n\n[^1]: n", (1, ": x"), "[^1]\\: x\n\n[^1]: n"),
        ("a <http://x.y> b", (1, "!"), "<http://x.y>!"),
        ("a ``b`` c", (1, "!"), "``b``!"),
        ("a  \n  b", (0, 1, "b"), "a  \n  b"),
        ("a\\\nb", (0, "x", 1), "ax<br />"),
        ("> - a\n>   b", ("x\ny\nz",), "> - x\n>   y\n>   z"),
        ("> 1. a", ("x\n1. y",), "> 1. x\n>    1\\. y"),
        ("# a #", ("x\ny #",), "# x&#10;y \\# #"),
        ("|a|\n|-|\n|b|", ("x | \\",), "|x \\| &#92;|\n|-|\n|b|"),
        ("a | b\n-|-\n*c* | d", ("- x",), "\\- x | b\n-|-\n*c* | d"),
        ("a *b*", (1, 1), "*B*_B_"),
        ("a", ("[so on] [label]\n\n",), "[so on] [label]\n&#10;"),
    ],
)
def test_how_a_changed_block_is_written(text: str, inlines: tuple[str | int, ...], expected: str) -> None:
    """Numbers are the inlines of the first block, their words replaced by B."""
    statement, layout = markdown.loads(text, statement_id="a", path="a.md")

    def made(block: Block) -> Block:
        if block.children:
            return replace(block, children=(made(block.children[0]), *block.children[1:]))
        new = []
        for part in inlines:
            inline = Text(part) if isinstance(part, str) else block.inlines[part]
            new.append(replace(inline, children=(Text("B"),)) if isinstance(inline, Span) else inline)
        return replace(block, inlines=tuple(new))

    changed = replace(statement, blocks=(made(statement.blocks[0]), *statement.blocks[1:]))
    assert markdown.dumps(changed, layout) == expected
