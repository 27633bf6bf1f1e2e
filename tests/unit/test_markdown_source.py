from __future__ import annotations

import pytest

from pubflow.document import Reading
from pubflow.errors import SourceError
from pubflow.finding import Finding, Severity, Where
from pubflow.sources.markdown import MarkdownSource
from pubflow.statement import Atom, Block, Span, Statement, Text


def read(text: str) -> Reading:
    return MarkdownSource().read(text.encode(), statement_id="a", path="a.md")


def test_a_statement_with_every_kind_of_block() -> None:
    text = (
        "---\ntitle: A\n---\n# Head\n\nA *b* [c](/d \"e\") `f`\\\ng[^1] <http://h.i>\n\n- j\n- k\n\n3. l\n\n   m\n\n"
        "> n\n\n| o | p |\n|:--|--|\n| q | ![r](s) |\n\n```sh\nt\n```\n\n<div>\n\n***\n\n[^1]: ~~u~~ **v** <br>\n"
    )  # fmt: skip
    p = Block("paragraph")
    mark = (("href", "/d"), ("title", "e"))

    def words(text: str) -> Block:
        return Block("paragraph", (Text(text),))

    expected = Statement(
        "a",
        "en",
        (("title", "A"),),
        (
            Block("heading", (Text("Head"),), level=1),
            Block(
                p.kind,
                (
                    Text("A "),
                    Span("emphasis", (Text("b"),)),
                    Text(" "),
                    Span("link", (Text("c"),), mark),
                    Text(" "),
                    Atom("code", (("text", "f"),)),
                    Atom("break"),
                    Text("g"),
                    Atom("footnote-ref", (("label", "1"),)),
                    Text(" "),
                    Atom("autolink", (("href", "http://h.i"), ("text", "http://h.i"))),
                ),
            ),
            Block(
                "list",
                children=(Block("item", children=(words("j"),)), Block("item", children=(words("k"),))),
                attrs=(("tight", "true"),),
            ),
            Block(
                "list",
                children=(Block("item", children=(words("l"), words("m"))),),
                attrs=(("ordered", "true"), ("start", "3")),
            ),
            Block("quote", children=(words("n"),)),
            Block(
                "table",
                children=(
                    Block(
                        "row",
                        children=(
                            Block("cell", (Text("o"),), attrs=(("align", "left"), ("header", "true"))),
                            Block("cell", (Text("p"),), attrs=(("header", "true"),)),
                        ),
                    ),
                    Block(
                        "row",
                        children=(
                            Block("cell", (Text("q"),), attrs=(("align", "left"),)),
                            Block("cell", (Atom("image", (("alt", "r"), ("src", "s"))),)),
                        ),
                    ),
                ),
            ),
            Block("code", attrs=(("info", "sh"), ("text", "t\n")), translatable=False),
            Block("html", attrs=(("text", "<div>\n"),), translatable=False),
            Block("rule", translatable=False),
            Block(
                "footnote",
                children=(
                    Block(
                        "paragraph",
                        (
                            Span("strike", (Text("u"),)),
                            Text(" "),
                            Span("strong", (Text("v"),)),
                            Text(" "),
                            Atom("html", (("text", "<br>"),)),
                        ),
                    ),
                ),
                attrs=(("label", "1"),),
            ),
        ),
    )
    reading = read(text)
    assert reading == Reading(expected)
    assert [block.line for block in reading.statement.blocks] == [4, 6, 9, 12, 16, 18, 22, 26, 28, 30]


def test_line_ends_of_all_kinds_make_the_same_paragraphs() -> None:
    reading = read("one\r\n\r\ntwo\r\rthree\n\nfour\u2028four\n\nfive")
    assert [block.inlines for block in reading.statement.blocks] == [
        (Text("one"),),
        (Text("two"),),
        (Text("three"),),
        (Text("four\u2028four"),),
        (Text("five"),),
    ]
    assert [block.line for block in reading.statement.blocks] == [1, 3, 5, 7, 9]
    assert reading.findings == ()


def test_template_mark_up_is_opaque() -> None:
    (block,) = read('{{< figure src="a b" >}} and {% note %} or {{ open').statement.blocks
    assert block.inlines == (
        Atom("html", (("text", '{{< figure src="a b" >}}'),)),
        Text(" and "),
        Atom("html", (("text", "{% note %}"),)),
        Text(" or {{ open"),
    )


def test_dangerous_links_are_no_links() -> None:
    (block,) = read("[a](javascript:alert(1)) [b](java&Tab;script:x) [c](data:text/html,x)").statement.blocks
    assert block.inlines == (
        Text("[a](javascript:alert(1)) "),
        Span("link", (Text("b"),), (("href", "java%09script:x"),)),
        Text(" [c](data:text/html,x)"),
    )


def test_invisible_characters_are_found_with_their_lines() -> None:
    assert read("\ufeff---\ntitle: a\u00adb\n---\n\nc\u200bd\r\n\r\n\u202eabc\ufeff\n").findings == tuple(
        Finding("invisible-char", Severity.WARNING, f"an invisible character, {name}", Where("a.md", line))
        for line, name in (
            (2, "U+00AD SOFT HYPHEN"),
            (5, "U+200B ZERO WIDTH SPACE"),
            (7, "U+202E RIGHT-TO-LEFT OVERRIDE"),
            (7, "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        )
    )


def test_a_flood_of_invisible_characters_is_cut() -> None:
    findings = read("\u200b" * 1000).findings
    assert len([finding for finding in findings if finding.check == "invisible-char"]) == 51


@pytest.mark.parametrize("text", ["", "---\ntitle: Only\n---\n", "***\n", "<!-- note -->\n", "\n\n", "`code`{{x}}"[6:]])
def test_a_body_without_words_is_remarked_on(text: str) -> None:
    (finding,) = read(text).findings
    assert (finding.check, finding.severity) == ("empty-source", Severity.WARNING)
    assert finding.message == "there is nothing to translate in the body"


@pytest.mark.parametrize(
    "text", [">" * 100_000, "- > " * 50_000, "*a " * 1_000 + "b*" * 1_000, "[" * 100_000, "x" * 2_000_001]
)
def test_floods_are_refused(text: str) -> None:
    with pytest.raises(SourceError):
        read(text + "\n\nx" * (text[0] == "-"))


@pytest.mark.parametrize(
    "sign", ["`", "<", "&", "*a ", "_a", "~~a ", "{{", "{%", "\\", "](", "<!--", "<a ", "|", " ", "\t", "!"]
)
def test_floods_of_signs_are_text_soon(sign: str) -> None:
    text = "a" + sign * 20_000
    assert len(read(text).statement.blocks) == 1
