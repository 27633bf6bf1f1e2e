"""Whatever a translation holds, the page's structure is the writer's own and every character of it is shown as text."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from pubflow.document import Page
from pubflow.editions.html import HtmlWriter
from pubflow.statement import Atom, Block, Inline, Span, Statement, Text

_VOID = {"br", "hr", "img", "link", "meta", "wbr"}
_SCHEMES = {"http", "https", "mailto", "tel"}
_SCHEME = re.compile("[A-Za-z][A-Za-z0-9+.-]*")

_visible = st.characters(
    codec="utf-8", exclude_categories=["Cc", "Cn"], exclude_characters="\u202a\u202b\u202c\u202d\u202e"
)
hostile = st.lists(
    st.one_of(
        st.sampled_from(
            ["<script>", "</p>", "</style>", "<img src=x onerror=a()>", '"', "'", "&lt;", "&", "<!--", "-->", "]]>",
             "javascript:a()", "{{x}}", "\u2028", "</title>", "<svg/onload=a()>", "`", "\\"]
        ),
        st.text(_visible, max_size=8),
    ),
    max_size=6,
).map("".join)  # fmt: skip

addresses = st.one_of(hostile, st.sampled_from(["https://a.example/?b=1&c=2", "x.html", "mailto:a@b.example"]))


def _span(children: st.SearchStrategy[list[Inline]]) -> st.SearchStrategy[Inline]:
    inner = children.map(tuple)
    return st.one_of(
        st.builds(lambda c, h: Span("link", c, (("href", h), ("title", h))), inner, addresses),
        st.builds(lambda c, k: Span(k, c), inner, st.sampled_from(["strong", "emphasis", "strike"])),
    )


atoms = st.one_of(
    st.builds(lambda a, s: Atom("image", (("alt", a), ("src", s))), hostile, addresses),
    st.builds(lambda t: Atom("code", (("text", t),)), hostile),
    st.builds(
        lambda t: Atom("html", (("text", t),)), st.one_of(hostile, st.sampled_from(["<em>", "</em>", "<b>", "<br>"]))
    ),
    st.builds(lambda t: Atom("footnote-ref", (("label", t),)), hostile),
    st.just(Atom("break")),
)
inlines = st.recursive(
    st.one_of(st.builds(Text, hostile), atoms), lambda c: _span(st.lists(c, max_size=3)), max_leaves=5
)


class _Strict(HTMLParser):
    """Fails on anything that is not closed in order, or that no writer of ours would have written."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.words: list[str] = []
        self.blocks = 0
        self.data: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            assert attrs == [("type", "application/ld+json")]
            self.blocks += 1
        for name, value in attrs:
            assert not name.startswith("on")
            if name == "href" and tag == "a":
                scheme, colon, _ = (value or "").partition(":")
                assert not colon or scheme.lower() in _SCHEMES or not _SCHEME.fullmatch(scheme)
        if tag == "a":
            assert "a" not in self.open
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            self.data.append(data)
        elif self.open and self.open[-1] != "style":
            self.words.append(data)


def _parsed(page: bytes) -> _Strict:
    parser = _Strict()
    parser.feed(page.decode())
    parser.close()
    assert parser.open == []
    # At most one block of data, whole and readable: nothing of a target ends it, or begins another.
    assert parser.blocks <= 1
    assert all(json.loads(block)["@type"] == "NewsArticle" for block in ["".join(parser.data)] * parser.blocks)
    return parser


@settings(max_examples=150, deadline=None)
@given(st.lists(inlines, max_size=4).map(tuple), hostile, st.sampled_from(["en", "ar", "zh-TW"]), st.booleans())
def test_any_target_gives_a_balanced_page(words: tuple[Inline, ...], title: str, language: str, draft: bool) -> None:
    meta = tuple((key, title) for key in ("title", "subtitle", "place", "date", "embargo", "contact", "summary"))
    blocks = (Block("paragraph", inlines=words), Block("html", attrs=(("text", title),)))
    page = Page(language, draft=draft, untranslated=frozenset({"title", 0}))
    _parsed(HtmlWriter().write(Statement("s", "en", meta, blocks), page))


@settings(max_examples=150, deadline=None)
@given(hostile)
def test_what_a_target_says_is_shown_as_it_says_it(words: str) -> None:
    page = HtmlWriter().write(
        Statement("s", "en", (("title", "T"),), (Block("paragraph", inlines=(Text(words),)),)), Page("en")
    )
    shown = "".join(_parsed(page).words)
    normal = words.replace("\r\n", "\n").replace("\r", "\n")
    assert normal in shown
