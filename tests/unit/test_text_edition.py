"""The plain text edition: what a press desk pastes into a mail, nothing missing, no mark-up left."""

from __future__ import annotations

from pubflow.document import Page
from pubflow.editions.text import TextWriter
from pubflow.statement import Atom, Attrs, Block, Inline, Span, Statement, Text

TITLE: Attrs = (("title", "Title"),)


def paragraph(*inlines: Inline) -> Block:
    return Block("paragraph", inlines=inlines)


def body(*blocks: Block, page: Page | None = None) -> str:
    """The edition below its release line and title."""
    page = page or Page("en")
    whole = TextWriter().write(Statement("s", page.language, TITLE, blocks), page).decode()
    return whole.partition("Title\n\n")[2]


def test_paragraphs_are_one_line_each() -> None:
    assert body(paragraph(Text("one\ntwo")), paragraph(Text("three"), Atom("break"), Text("four"))) == (
        "one two\n\nthree\nfour\n"
    )


def test_an_edition_of_nothing_is_its_title() -> None:
    whole = TextWriter().write(Statement("s", "en", TITLE, ()), Page("en"))
    assert whole == b"For immediate release\n\nTitle\n"


def test_notices_come_first() -> None:
    page = Page("zh-TW", draft=True, machine=True, sample=True, untranslated=frozenset({0}))
    whole = TextWriter().write(Statement("s", "zh-TW", TITLE, (paragraph(Text("English.")),)), page).decode()
    assert whole == (
        "[未經審校的草稿]\n本文部分內容為機器翻譯，尚未經人工審校。請勿引用或發布。部分句子仍為英文。\n\n"
        "[範例內容]\n本文僅用於示範各語言版本如何製作，不代表任何組織的立場。\n\n"
        "立即發布\n\nTitle\n\n[尚未翻譯完成] English.\n"
    )


def test_links_give_their_address_once() -> None:
    def link(words: str, href: str) -> Span:
        return Span("link", (Text(words),), (("href", href),))

    assert body(
        paragraph(
            link("the law", "https://x.example/"),
            Text(", "),
            link("https://y.example", "https://y.example"),
            Text(", "),
            link("a@b.example", "mailto:a@b.example"),
            Text(", "),
            link("above", "#above"),
            Text(", "),
            Atom("autolink", (("href", "https://z.example"), ("text", "https://z.example"))),
        )
    ) == ("the law (https://x.example/), https://y.example, a@b.example, above, https://z.example\n")


def test_lists_tables_and_rules_read_as_text() -> None:
    inner = Block("list", children=(Block("item", children=(paragraph(Text("deep")),)),), attrs=(("tight", "true"),))
    ordered = Block(
        "list",
        children=(
            Block("item", children=(paragraph(Text("nine")), inner)),
            Block("item", children=(paragraph(Text("ten")),)),
        ),
        attrs=(("ordered", "true"), ("start", "9"), ("tight", "true")),
    )
    row = Block("row", children=(Block("cell", (Text("a\nb"),)), Block("cell", ()), Block("cell", (Text("c"),))))
    assert body(ordered, Block("rule"), Block("table", children=(row, row))) == (
        "9. nine\n   - deep\n10. ten\n\n* * *\n\na b |  | c\na b |  | c\n"
    )


def test_notes_are_numbered_in_the_order_of_their_citation_and_cite_each_other() -> None:
    def cite(label: str) -> Atom:
        return Atom("footnote-ref", (("label", label),))

    def note(label: str, *inlines: Inline) -> Block:
        return Block("footnote", children=(paragraph(*inlines),), attrs=(("label", label),))

    assert body(
        paragraph(Text("x"), cite("b"), cite("a"), cite("b"), cite("none")),
        note("idle", Text("Idle")),
        note("a", Text("A"), cite("c")),
        note("b", Text("B")),
        note("c", Text("C")),
    ) == ("x[1][2][1][^none]\n\nNotes\n[1] B\n[2] A[3]\n[3] C\n[4] Idle\n")


def test_chinese_lines_join_without_a_space() -> None:
    assert body(paragraph(Text("一，\n二 a\nb\n三")), page=Page("zh-TW")) == "一，二 a b 三\n\n本聲明以英文版為準。\n"


def test_pictures_code_and_raw_html_leave_their_words() -> None:
    picture = Atom("image", (("alt", "A wall"), ("src", "x.png"), ("title", "Caption")))
    assert body(
        paragraph(picture),
        Block("code", attrs=(("text", "a < b\n  c\n"),)),
        Block("html", attrs=(("text", "<script>no()</script><p>Yes &amp; no</p>"),)),
        paragraph(Text("one"), Atom("html", (("text", "<br>"),)), Text("two"), Atom("html", (("text", "<b>"),))),
    ) == ("[Image: A wall]\nCaption\n\na < b\n  c\n\nYes & no\n\none\ntwo\n")


def test_control_and_override_characters_are_left_out() -> None:
    assert body(paragraph(Text("a\x00\x1bb\u202ec"))) == "abc\n"
