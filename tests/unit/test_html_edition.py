"""The HTML edition: structure that screen readers can walk, languages marked, nothing let in, nothing lost."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from pubflow.document import Alternate, Page
from pubflow.editions.html import HtmlWriter
from pubflow.editions.html.safe import link, local_image
from pubflow.editions.raw_html import words_of
from pubflow.statement import Atom, Attrs, Block, BlockKind, Inline, Span, Statement, Text

TITLE: Attrs = (("title", "Title"),)


def paragraph(*inlines: Inline) -> Block:
    return Block("paragraph", inlines=inlines)


def heading(level: int, words: str) -> Block:
    return Block("heading", inlines=(Text(words),), level=level)


def page_of(*blocks: Block, meta: Attrs = TITLE, page: Page | None = None) -> str:
    return HtmlWriter().write(Statement("s", "en", meta, blocks), page or Page("en")).decode()


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


def tags(whole: str) -> list[str]:
    outline = _Outline()
    outline.feed(whole)
    return outline.tags


def test_landmarks_stand_once_each() -> None:
    whole = page_of(
        paragraph(Text("Words.")),
        page=Page("en", alternates=(Alternate("en", "a.html"), Alternate("fr", "b.html"))),
    )
    found = tags(whole)
    assert {name: found.count(name) for name in ("main", "nav", "footer", "h1", "title", "script", "link")} == {
        "main": 1,
        "nav": 1,
        "footer": 1,
        "h1": 1,
        "title": 1,
        "script": 1,
        "link": 0,
    }
    assert whole.count("<script") == whole.count('<script type="application/ld+json">')


@pytest.mark.parametrize(
    ("levels", "shown"),
    [
        ((2, 3, 2), ["h2", "h3", "h2"]),
        ((3, 3, 2), ["h2", "h2", "h2"]),
        ((2, 4, 6, 3), ["h2", "h3", "h4", "h3"]),
        ((1, 2), ["h2", "h3"]),
        ((6, 1), ["h2", "h2"]),
    ],
)
def test_headings_skip_no_level(levels: tuple[int, ...], shown: list[str]) -> None:
    found = tags(page_of(*(heading(level, f"H{i}") for i, level in enumerate(levels))))
    assert [name for name in found if re.fullmatch("h[1-6]", name)] == ["h1", *shown]


def test_a_heading_that_is_the_title_is_not_said_twice() -> None:
    once = page_of(heading(1, "Title"), paragraph(Text("Words.")))
    assert re.sub(r"<script.*?</script>|<meta[^>]*>", "", once).count("Title") == 2  # <title> and <h1>
    assert "<h1>Title</h1>" in once


def test_a_heading_serves_as_title_where_the_front_matter_has_none() -> None:
    whole = page_of(heading(1, "Heading & all"), meta=())
    assert "<title>Heading &amp; all</title>" in whole
    assert "<h1>Heading &amp; all</h1>" in whole
    assert "<h1>s</h1>" in page_of(paragraph(Text("No title at all")), meta=())


def test_leaf_ordinals_are_those_of_places() -> None:
    table = Block(
        "table",
        children=(
            Block(
                "row", children=(Block("cell", (Text("a"),), attrs=(("header", "true"),)), Block("cell", (Text("b"),)))
            ),
        ),
    )
    tight = Block("list", attrs=(("tight", "true"),), children=(Block("item", children=(paragraph(Text("c")),)),))
    empty = Block("list", children=())
    blocks = (heading(1, "Title"), Block("html", attrs=(("text", "<!-- -->"),)), table, tight, Block("rule"), empty)
    whole = page_of(*blocks, paragraph(Text("last")), page=Page("fr", draft=True, untranslated=frozenset({3, 7})))
    marked = re.findall(r'<(\w+)[^>]* lang="en" dir="ltr">(\w)', whole)
    assert marked == [("td", "b"), ("p", "l")]


def test_what_stands_in_from_the_source_is_marked_in_both_languages() -> None:
    page = Page("zh-TW", draft=True, untranslated=frozenset({"title", 0, 1}))
    whole = page_of(paragraph(Text("Still English.")), paragraph(Text("已譯。 Not this.")), page=page)
    mark = '<span class="mark" lang="zh-Hant-TW" dir="ltr">尚未翻譯完成</span>'
    assert f'<h1 class="source" lang="en" dir="ltr">Title {mark}</h1>' in whole
    assert f'<p class="source" lang="en" dir="ltr">Still English. {mark}</p>' in whole
    assert f'<p class="source">已譯。 Not this. {mark}</p>' in whole
    assert "部分句子仍為英文。" in whole


def test_a_field_that_is_translated_is_not_marked_for_another_that_is_not() -> None:
    meta = (("title", "Title"), ("subtitle", "Still English"), ("place", "台北"))
    whole = page_of(meta=meta, page=Page("zh-TW", draft=True, untranslated=frozenset({"subtitle"})))
    assert "<dd>台北</dd>" in whole
    assert "<h1>Title</h1>" in whole
    assert '<p class="source" lang="en" dir="ltr">Still English ' in whole


@pytest.mark.parametrize(
    ("page", "said", "noindex"),
    [
        (Page("en"), [], False),
        (Page("en", draft=True), ["Parts of this text have not been reviewed."], True),
        (Page("en", draft=True, machine=True), ["translated by a machine"], True),
        (Page("en", sample=True), ["It speaks for no organisation."], False),
    ],
)
def test_the_notice_says_what_the_edition_is(page: Page, said: list[str], noindex: bool) -> None:
    whole = page_of(page=page)
    assert whole.count('class="notice"') == len(said)
    assert all(words in whole for words in said)
    assert ('content="noindex"' in whole) == noindex


def test_a_reviewed_translation_says_so_and_a_draft_or_the_source_does_not() -> None:
    says = ["Cette édition a été relue." in page_of(page=Page("fr", draft=draft)) for draft in (False, True)]
    assert says == [True, False]
    assert "This edition has been reviewed." not in page_of()


def test_an_embargo_is_told_in_the_zone_of_the_readers_too() -> None:
    meta = (*TITLE, ("embargo", "2024-07-01 22:00 Europe/London"))
    whole = page_of(meta=meta, page=Page("zh-TW"))
    assert "2024年7月2日05:00（台北，UTC+8） = 2024年7月1日22:00（倫敦，UTC+1）前不得發布" in whole
    assert 'content="noindex"' in whole
    assert "For immediate release" not in page_of(meta=meta)
    assert "Embargoed until 1 July 2024, 22:00 (London, UTC+1)<" in page_of(meta=meta)


def test_a_page_is_dated_in_the_zone_of_its_readers() -> None:
    meta = (*TITLE, ("date", "2024-07-01 22:00 Europe/London"))
    assert '<time datetime="2024-07-02T05:00:00+08:00">2024年7月2日</time>' in page_of(meta=meta, page=Page("zh-TW"))
    assert '<time datetime="2024-07-01T22:00:00+01:00">1 July 2024</time>' in page_of(meta=meta)
    assert "<dd>mid-July &lt;2024&gt;</dd>" in page_of(meta=(*TITLE, ("date", "mid-July <2024>")))


def test_what_waited_for_its_hour_is_dated_by_it_in_the_zone_of_its_readers() -> None:
    meta = (*TITLE, ("embargo", "2024-07-01 22:00 Europe/London"))
    assert "<time datetime" not in page_of(meta=meta, page=Page("zh-TW"))
    lifted = page_of(meta=meta, page=Page("zh-TW", embargo_lifted=True))
    assert '<time datetime="2024-07-02T05:00:00+08:00">2024年7月2日</time>' in lifted
    dated = page_of(meta=(*meta, ("date", "2024-06-30")), page=Page("zh-TW", embargo_lifted=True))
    assert '<time datetime="2024-06-30">2024年6月30日</time>' in dated


def test_notes_are_numbered_as_this_edition_cites_them_and_lead_back() -> None:
    def cite(label: str) -> Atom:
        return Atom("footnote-ref", (("label", label),))

    whole = page_of(
        paragraph(Text("b"), cite("two"), cite("one"), cite("two"), cite("nowhere")),
        Block("footnote", children=(paragraph(Text("First defined.")),), attrs=(("label", "one"),)),
        Block("footnote", children=(paragraph(Text("Second defined.")),), attrs=(("label", "two"),)),
        Block("footnote", children=(paragraph(Text("Never cited.")),), attrs=(("label", "three"),)),
    )
    assert re.findall(r'id="(cite[\d-]+)" href="(#note-\d)"', whole) == [
        ("cite-1", "#note-1"),
        ("cite-2", "#note-2"),
        ("cite-1-2", "#note-1"),
    ]
    assert re.findall(r'<li id="(note-\d)"><p>([\w ]+)', whole) == [
        ("note-1", "Second defined"),
        ("note-2", "First defined"),
        ("note-3", "Never cited"),
    ]
    assert re.findall(r'class="back" href="(#[\w-]+)" role="doc-backlink" aria-label="([\w ]+)"', whole) == [
        ("#cite-1", "Back to text"),
        ("#cite-1-2", "Back to text 2"),
        ("#cite-2", "Back to text"),
    ]
    assert "[^nowhere]" in whole


def test_a_table_names_its_columns() -> None:
    def cell(words: str, *attrs: tuple[str, str]) -> Block:
        return Block("cell", (Text(words),), attrs=attrs)

    head = ("header", "true")
    rows = (
        Block("row", children=(cell("Year", head, ("align", "right")), cell("State", head))),
        Block("row", children=(cell("1951", ("align", "right")), cell("A & B", ("align", '"><script>')))),
    )
    assert (
        '<thead>\n<tr><th scope="col" data-align="right">Year</th><th scope="col">State</th></tr>\n</thead>\n'
        '<tbody>\n<tr><td data-align="right">1951</td><td>A &amp; B</td></tr>\n</tbody>\n'
    ) in page_of(Block("table", children=rows))


def test_lists_keep_their_kind_start_and_looseness() -> None:
    def items(*words: str) -> tuple[Block, ...]:
        return tuple(Block("item", children=(paragraph(Text(word)),)) for word in words)

    tight = Block("list", children=items("a", "b"), attrs=(("ordered", "true"), ("start", "4"), ("tight", "true")))
    loose = Block("list", children=items("c"))
    odd = Block("list", children=items("d"), attrs=(("ordered", "true"), ("start", '1"x'), ("tight", "true")))
    whole = page_of(tight, loose, odd)
    assert (
        '<ol start="4">\n<li>a</li>\n<li>b</li>\n</ol>\n<ul>\n<li><p>c</p></li>\n</ul>\n<ol>\n<li>d</li>\n</ol>'
        in whole
    )


def test_chinese_lines_join_without_a_space_and_others_keep_theirs() -> None:
    words = paragraph(Text("第一行，\n第二行 with\nEnglish"))
    assert "<p>第一行，第二行 with\nEnglish</p>" in page_of(words, page=Page("zh-TW"))
    assert "<p>one\ntwo</p>" in page_of(paragraph(Text("one\ntwo")))


def test_languages_without_a_catalog_hear_english_marked_as_english() -> None:
    whole = page_of(meta=(*TITLE, ("contact", "x")), page=Page("el", draft=True))
    assert '<html lang="el" dir="ltr">' in whole
    assert '<p class="notice" role="note" lang="en" dir="ltr">' in whole
    assert '<h2 id="contact" lang="en" dir="ltr">Contact</h2>' in whole


def test_right_to_left_pages_keep_addresses_left_to_right() -> None:
    meta = (*TITLE, ("contact", "هاتف: +44 20 5550 0100, desk@example.org"))
    whole = page_of(paragraph(Atom("code", (("text", "A/B"),))), meta=meta, page=Page("ar"))
    assert '<html lang="ar" dir="rtl">' in whole
    assert '<code dir="ltr">A/B</code>' in whole
    assert '<a href="tel:+442055500100" dir="ltr">+44 20 5550 0100</a>' in whole
    assert '<a href="mailto:desk@example.org" dir="ltr">desk@example.org</a>' in whole


def test_alternates_are_named_in_their_own_languages() -> None:
    alternates = (Alternate("en", "en/s.html"), Alternate("zh-TW", "zh-TW/s.html"), Alternate("fr", "javascript:x"))
    whole = page_of(page=Page("zh-TW", alternates=alternates))
    assert '<a href="en/s.html" hreflang="en" lang="en" dir="ltr">English</a>' in whole
    assert '<span lang="zh-Hant-TW" dir="ltr" aria-current="page">繁體中文（台灣）</span>' in whole
    assert "javascript" not in whole


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "java\tscript:alert(1)",
        "java\x01script:alert(1)",
        "java\u202escript:alert(1)",
        "\x00javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:x",
        "intent://x",
        "",
        "  ",
    ],
)
def test_an_address_that_could_run_or_reach_in_is_no_link(address: str) -> None:
    assert link(address) is None
    assert local_image(address) is None
    shown = page_of(paragraph(Span("link", (Text("words"),), (("href", address),))))
    assert "<p>words</p>" in shown


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.org/?a=1&b=2", "https://example.org/?a=1&b=2"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("tel:+1", "tel:+1"),
        ("other.html#part", "other.html#part"),
        ("#part", "#part"),
        ("a b.pdf", "a%20b.pdf"),
    ],
)
def test_an_honest_address_is_kept(address: str, kept: str) -> None:
    assert link(address) == kept


@pytest.mark.parametrize(
    "address", ["https://x.example/a.png", "//x.example/a.png", "\\\\x\\a.png", "/\\x/a.png", "data:,"]
)
def test_a_picture_elsewhere_is_never_asked_for(address: str) -> None:
    whole = page_of(paragraph(Atom("image", (("alt", "A wall"), ("src", address)))))
    assert "<img" not in whole
    assert "Image: A wall" in whole


def test_a_link_inside_a_link_is_only_words() -> None:
    badge = Atom("image", (("alt", "Badge"), ("src", "https://x.example/b.png")))
    inner = Atom("autolink", (("href", "https://y.example"), ("text", "https://y.example")))
    whole = page_of(paragraph(Span("link", (badge, inner), (("href", "https://z.example"),)), inner))
    assert (
        '<p><a href="https://z.example">Image: Badgehttps://y.example</a>'
        '<a href="https://y.example" class="address">https://y.example</a></p>'
    ) in whole


def test_harmless_raw_tags_stay_balanced_and_the_rest_is_left_out() -> None:
    def raw(text: str) -> Atom:
        return Atom("html", (("text", text),))

    whole = page_of(
        paragraph(
            Text("CO"),
            raw("<sub class=x onclick=y>"),
            Text("2"),
            raw("</sub>"),
            raw("<br/>"),
            raw("<img src=x onerror=y>"),
        ),
        paragraph(raw("</em>"), raw("<em>"), raw("<strong>"), Text("open"), raw("</em>")),
    )
    assert "<p>CO<sub>2</sub><br></p>" in whole
    assert "<p><em><strong>open</strong></em></p>" in whole


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ('<div align="center">One <b>two</b> &amp; 3</div>', "One two & 3"),
        ("<!-- secret --><p>seen</p>", "seen"),
        ("<!-- never ends <p>x</p>", ""),
        ("<script>alert(1)</script>after", "after"),
        ("<SCRIPT>x</ScRiPt >after", "after"),
        ("<style>p{}", ""),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("<", "<"),
        ("text <b", "text <b"),
        ("text <b class=", "text"),
        ("<td>a</td><td>b</td><br>c<i>d</i>e", "a b cde"),
        ("&lt;script&gt;", "<script>"),
    ],
)
def test_a_block_of_raw_html_leaves_its_words(raw: str, words: str) -> None:
    assert words_of(raw) == words


@pytest.mark.parametrize("raw", ["<" * 200_000, "<!--" * 50_000, "<script>" * 50_000, "<a " * 100_000])
def test_raw_html_costs_no_more_than_its_length(raw: str) -> None:
    assert len(words_of(raw)) <= len(raw)


def test_characters_no_page_may_hold_are_left_out() -> None:
    whole = page_of(paragraph(Text("a\x00b\x0bc\u202ed\ud800e\ufffef")))
    assert "<p>abcd\ufffdef</p>" in whole


def test_every_kind_of_block_leaves_something_and_the_same_bytes_twice() -> None:
    kinds: tuple[BlockKind, ...] = ("paragraph", "quote", "list", "table", "code", "html", "rule", "footnote")
    blocks = tuple(Block(kind) for kind in kinds)
    statement = Statement("s", "en", TITLE, blocks)
    first = HtmlWriter().write(statement, Page("en"))
    assert first == HtmlWriter().write(statement, Page("en"))
    assert b"<hr>" in first
