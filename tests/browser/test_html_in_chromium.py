"""The pages in a real Chromium: nothing of a hostile target runs, nothing is wider than a small phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pubflow.document import Page
from pubflow.editions.html import HtmlWriter
from pubflow.statement import Atom, Block, Span, Statement, Text
from tests.browser.conftest import BARE, TRACE, Asked, Dump, without_policy

GOLDEN = Path(__file__).parents[1] / "golden" / "html"

pytestmark = pytest.mark.browser

TARGETS = (
    f"<script>{TRACE}</script>",
    f"<SCRIPT>{TRACE}</SCRIPT>",
    f"<scr<script>ipt>{TRACE}</scr</script>ipt>",
    f"</script><script>{TRACE}</script>",
    f"</style><script>{TRACE}</script>",
    f"</title><script>{TRACE}</script>",
    f"</textarea><script>{TRACE}</script>",
    f"--><script>{TRACE}</script>",
    f"]]><script>{TRACE}</script>",
    f"<![CDATA[<script>{TRACE}</script>]]>",
    f"<!--><script>{TRACE}</script>",
    f"<img src=x onerror={BARE}>",
    f"<img src=x onerror=\"{BARE}\"",
    f"<img/src=x/onerror={BARE}>",
    f"<svg onload={BARE}>",
    f"<svg><script>{TRACE}</script></svg>",
    f"<svg><animate onbegin={BARE} attributeName=x dur=1s>",
    f"<math><mtext><script>{TRACE}</script></mtext></math>",
    f"<body onload={BARE}>",
    f"<details open ontoggle={BARE}>",
    f"<video><source onerror={BARE}></video>",
    f"<audio src=x onerror={BARE}>",
    f"<input autofocus onfocus={BARE}>",
    f"<select autofocus onfocus={BARE}>",
    f"<iframe srcdoc=\"<script>parent.{TRACE}</script>\"></iframe>",
    "<iframe src=javascript:parent." + BARE + "></iframe>",
    "<object data=javascript:" + BARE + "></object>",
    "<embed src=javascript:" + BARE + ">",
    "<meta http-equiv=refresh content=\"0;url=javascript:" + BARE + "\">",
    "<base href=https://evil.example/>",
    "<link rel=stylesheet href=data:text/css,*{display:none}>",
    "<style>*{display:none!important}</style>",
    f"<form action=javascript:{BARE}><button autofocus>x</button></form>",
    f"\" onmouseover=\"{BARE}\" x=\"",
    f"' onfocus='{BARE}' autofocus tabindex=0 x='",
    f"\"><script>{TRACE}</script>",
    f"'><script>{TRACE}</script>",
    f"` onload={BARE} `",
    f"&lt;script&gt;{TRACE}&lt;/script&gt;",
    f"&#60;script&#62;{TRACE}&#60;/script&#62;",
    f"\u202e<script>{TRACE}</script>",
    f"\x00<script>{TRACE}</script>",
    f"<scr\x00ipt>{TRACE}</scr\x00ipt>",
    f"\ufeff<script>{TRACE}</script>",
    f"＜script＞{TRACE}＜/script＞",
    f"<template><script>{TRACE}</script></template>",
    f"<noscript><p title=\"</noscript><script>{TRACE}</script>\">",
    f"<xss style=animation-name:x onanimationstart={BARE}>",
    f"<p><a href=\"javascript:{BARE}\">x",
    f"</p></div></article></main></body></html><script>{TRACE}</script>",
)  # fmt: skip
ADDRESSES = (
    f"javascript:{BARE}",
    f"JaVaScRiPt:{BARE}",
    f" \x01javascript:{BARE}",
    f"java\nscript:{BARE}",
    f"java\tscript:{BARE}",
    f"java\u202escript:{BARE}",
    f"java\x00script:{BARE}",
    f"javascript&colon;{BARE}",
    f"vbscript:{BARE}",
    f"data:text/html,<script>{TRACE}</script>",
    "//evil.example/x.png",
    "\\\\evil.example\\x.png",
    "/\\evil.example/x.png",
    f'x" onerror="{BARE}',
)


def hostile_page() -> str:
    blocks = [
        block
        for target in TARGETS
        for block in (
            Block(
                "paragraph", inlines=(Text(target), Span("strong", (Text(target),)), Atom("html", (("text", target),)))
            ),
            Block("heading", inlines=(Text(target),), level=2),
            Block("html", attrs=(("text", target),)),
            Block("code", attrs=(("text", target),)),
        )
    ]
    for address in (*ADDRESSES, *TARGETS):
        attrs = (("href", address), ("title", address))
        link = Span("link", (Text("words"),), attrs)
        auto = Atom("autolink", (("href", address), ("text", address)))
        image = Atom("image", (("alt", address), ("src", address), ("title", address)))
        blocks += [Block("paragraph", inlines=(link, auto, image)), Block("paragraph", inlines=(image,))]
    everywhere = " ".join(TARGETS)
    keys = ("title", "subtitle", "summary", "place", "date", "embargo", "contact")
    statement = Statement("hostile", "en", tuple((key, everywhere) for key in keys), tuple(blocks))
    page = HtmlWriter().write(
        statement, Page("zh-TW", draft=True, untranslated=frozenset({"title", "subtitle", "place", *range(20)}))
    )
    return page.decode()


def test_the_alarm_rings_when_a_script_does_run(dump: Dump) -> None:
    assert "data-ran" in dump(f"<!DOCTYPE html><p>{TARGETS[0]}</p>").split(">", 2)[1]
    assert "data-ran" in dump(f"<!DOCTYPE html><p>{TARGETS[11]}</p>").split(">", 2)[1]


def test_fifty_hostile_targets_do_nothing(dump: Dump) -> None:
    assert len(set(TARGETS)) == 50
    root = re.search(r"<html[^>]*>", dump(without_policy(hostile_page())))
    assert root is not None
    assert root[0] == '<html lang="zh-Hant-TW" dir="ltr">'


def test_a_browser_sees_no_link_picture_or_element_that_was_not_meant(asked: Asked) -> None:
    script = """(d,w)=>({
        schemes: [...new Set([...d.links].map(a=>a.protocol))].sort(),
        remote: [...d.images].map(i=>i.src).filter(s=>!s.startsWith('file:')),
        handlers: [...d.querySelectorAll('*')].flatMap(e=>e.getAttributeNames()).filter(n=>n.startsWith('on')),
        names: [...new Set([...d.querySelectorAll('*')].map(e=>e.localName))].sort(),
        base: d.baseURI.startsWith('file:'),
        hidden: w.getComputedStyle(d.querySelector('h1')).display,
    })"""
    (seen,) = asked([without_policy(hostile_page())], 600, script)
    names = set(seen.pop("names"))
    assert seen == {"schemes": ["file:"], "remote": [], "handlers": [], "base": True, "hidden": "block"}
    assert names.isdisjoint({"script", "iframe", "object", "embed", "svg", "math", "form", "input", "base", "template"})


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_page_scrolls_sideways(asked: Asked, width: int) -> None:
    pages = sorted(GOLDEN.glob("*.html"))
    assert pages
    script = "(d,w)=>{const e=d.documentElement;return {over:e.scrollWidth-e.clientWidth,wide:e.clientWidth}}"
    long_words = Statement(
        "long",
        "en",
        (("title", "x" * 200), ("contact", "y" * 200), ("place", "z" * 200), ("subtitle", "w" * 200)),
        (
            Block("paragraph", inlines=(Atom("code", (("text", "v" * 300),)), Span("strong", (Text("u" * 300),)))),
            Block(
                "table", children=(Block("row", children=tuple(Block("cell", (Text("cell" * 9),)) for _ in range(12))),)
            ),
            Block("code", attrs=(("text", "t" * 300),)),
        ),
    )
    shown = [page.read_text("utf-8") for page in pages]
    shown.append(HtmlWriter().write(long_words, Page("fr", draft=True, untranslated=frozenset({0}))).decode())
    seen = asked(shown, width, script)
    # A scroll bar at the side takes 15 px where the page is longer than the frame.
    assert {answer["over"] for answer in seen} == {0}
    assert {answer["wide"] for answer in seen} <= {width, width - 15}


def test_languages_directions_and_typography_arrive(asked: Asked) -> None:
    script = """(d,w)=>{const style=(s,p)=>{const e=d.querySelector(s);return e&&w.getComputedStyle(e)[p]};return {
        lang:d.documentElement.lang, dir:w.getComputedStyle(d.documentElement).direction,
        em:style('.prose em','fontStyle'), breaking:style('.prose p','lineBreak'),
        font:style('.prose p','fontFamily').split(',')[0], stands:style('p.source','direction'),
        landmarks:['header.masthead','nav','main','footer','h1'].map(s=>d.querySelectorAll(s).length),
        small:[...d.querySelectorAll('nav a, address a')].filter(a=>a.getBoundingClientRect().height<24).length,
    }}"""
    names = ("english", "chinese", "arabic-draft")
    pages = [(GOLDEN / f"{name}.html").read_text("utf-8") for name in names]
    english, chinese, arabic = asked(pages, 360, script)
    common = {"landmarks": [1, 1, 1, 1, 1], "small": 0}
    assert english == {
        **common,
        "lang": "en",
        "dir": "ltr",
        "em": "italic",
        "breaking": "auto",
        "font": "Charter",
    } | {"stands": None}
    assert chinese == {
        **common,
        "lang": "zh-Hant-TW",
        "dir": "ltr",
        "em": "normal",
        "breaking": "strict",
        "font": '"PingFang TC"',
        "stands": None,
    }
    assert arabic == {
        **common,
        "lang": "ar",
        "dir": "rtl",
        "em": "normal",
        "breaking": "auto",
        "font": '"Noto Naskh Arabic"',
        "stands": "ltr",
    }


def test_a_script_without_slanted_or_spaced_out_letters_is_given_none(asked: Asked) -> None:
    blocks = (Block("paragraph", inlines=(Span("emphasis", (Text("x"),)),)),)
    statement = Statement("s", "en", (("title", "T"),), blocks)
    script = """(d,w)=>{const of=s=>w.getComputedStyle(d.querySelector(s));return {
        slant:of('.prose em').fontStyle, made:of('.prose p').fontSynthesisStyle, apart:of('h1').letterSpacing}}"""

    def seen(*languages: str) -> list[object]:
        return asked([HtmlWriter().write(statement, Page(language)).decode() for language in languages], 900, script)

    upright = seen("zh-TW", "yue", "ja", "ko", "ar", "he", "ur", "th", "hi", "bn", "ta", "my", "am", "ka")
    assert upright == [{"slant": "normal", "made": "none", "apart": "normal"}] * len(upright)
    (english,) = seen("en")
    assert english["slant"] == "italic"
    assert english["apart"] != "normal"


def test_the_policy_admits_the_style_and_the_pictures_beside_the_page(dump: Dump, asked: Asked, tmp_path: Path) -> None:
    (tmp_path / "dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"/>', "utf-8")
    blocks = (Block("paragraph", inlines=(Atom("image", (("alt", "A dot"), ("src", "dot.svg"))),)),)
    page = HtmlWriter().write(Statement("s", "en", (("title", "T"),), blocks), Page("en")).decode()
    script = "(d,w)=>({width:d.images[0].naturalWidth,measure:w.getComputedStyle(d.body).maxWidth})"
    assert asked([page], 900, script) == [{"width": 40, "measure": "688.5px"}]
    ran = page.replace("</main>", f"<script>{TRACE}</script></main>")
    assert "data-ran" not in dump(ran).split(">", 2)[1]
