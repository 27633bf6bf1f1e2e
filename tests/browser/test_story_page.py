"""The page of `pubflow history` in a real Chromium: it runs nothing, every text stays text, no phone scrolls it sideways."""

from __future__ import annotations

import pytest

from pubflow.review.story import Happening, Reading, Sentence, Story
from pubflow.review.story_page import dumps
from tests.browser.conftest import BARE, TRACE, Asked, Dump, without_policy

pytestmark = pytest.mark.browser

HOSTILE = (
    f"<script>{TRACE}</script>", f"<img src=x onerror={BARE}>", f"</p></section></main><script>{TRACE}</script>",
    f"<b1><script>{TRACE}</script></b1>", f'" onmouseover="{BARE}', f"</style><script>{TRACE}</script>",
    f"</title><script>{TRACE}</script>", f"<svg onload={BARE}>", f"<iframe src=javascript:parent.{BARE}></iframe>",
    f"<a href=javascript:{BARE}>x</a>", "<base href=https://evil.example/>", "<style>*{display:none!important}</style>",
)  # fmt: skip
AT = "2024-07-01T21:36:00+01:00"


def _page(*texts: str, language: str = "zh-TW") -> str:
    """A page in which each of these stands in every place that a text, a handle or a path can reach."""
    first = texts[0]
    readings = tuple(Reading(language, text, text, (text,), (text,)) for text in texts)
    sentence = Sentence(3, first, first, texts, readings)
    happenings = tuple(Happening(AT, language, 3, "answer", text, text, (text, text)) for text in texts)
    odd = Happening(first, first, 0, "edited", first, first)
    story = Story(first, first, sentence, (*happenings, odd), texts, first, (first, language))
    return dumps(story).decode("utf-8")


def test_every_hostile_text_stays_text_and_nothing_runs(asked: Asked) -> None:
    script = """(d,w)=>({
        ran: d.documentElement.hasAttribute('data-ran'), happenings: d.querySelectorAll('ol.story > li').length,
        names: [...new Set([...d.querySelectorAll('*')].map(e=>e.localName))].sort(),
        handlers: [...d.querySelectorAll('*')].flatMap(e=>e.getAttributeNames()).filter(n=>n.startsWith('on')),
        base: d.baseURI.startsWith('file:'), shown: w.getComputedStyle(d.querySelector('h1')).display,
        words: [...d.querySelectorAll('.story p')].map(e=>e.textContent), title: d.title,
        targets: [...d.querySelectorAll('.target')].map(e=>e.textContent),
    })"""
    (seen,) = asked([without_policy(_page(*HOSTILE))], 600, script)
    assert (seen["ran"], seen["handlers"], seen["base"], seen["shown"]) == (False, [], True, "block")
    assert seen["happenings"] == len(HOSTILE) + 1
    assert set(seen["names"]) <= {
        "html", "head", "meta", "title", "style", "body", "header", "main", "section", "h1", "h2", "h3", "p", "ul", "ol", "li",
        "dl", "dt", "dd", "time", "span", "code", "kbd", "blockquote", "br",
    }  # fmt: skip
    assert seen["targets"] == list(HOSTILE)
    assert set(HOSTILE) <= set(seen["words"])
    assert seen["title"] == f"History of {HOSTILE[0]}, unit 3"


def test_what_would_run_is_stopped_by_the_policy_too(dump: Dump) -> None:
    evil = _page("We").replace("</main>", f"<script>{TRACE}</script></main>")
    assert "data-ran" not in dump(evil).split(">", 2)[1]
    assert "data-ran" in dump(without_policy(evil)).split(">", 2)[1]


@pytest.mark.parametrize("width", [390, 900])
def test_it_reads_without_scrolling_sideways(asked: Asked, width: int) -> None:
    texts = ("x" * 200, "<b1>" + "權利" * 80 + "</b1>", "We affirm.")
    script = """(d,w)=>{const e=d.documentElement, size=s=>parseFloat(w.getComputedStyle(d.querySelector(s)).fontSize);
        return {over: e.scrollWidth-e.clientWidth, text: size('.source'), told: size('.story p') >= 16,
        small: Math.min(...[...d.body.querySelectorAll('*')].map(n=>parseFloat(w.getComputedStyle(n).fontSize))) >= 12,
        measure: d.querySelector('.target').getBoundingClientRect().width <= 46*16,
        back: w.getComputedStyle(d.body).backgroundColor}}"""
    assert asked([_page(*texts)], width, script) == [
        {"over": 0, "text": 16, "told": True, "small": True, "measure": True, "back": "rgb(255, 255, 255)"}
    ]


def test_right_to_left_targets_read_so(asked: Asked) -> None:
    script = "(d,w)=>({dir: w.getComputedStyle(d.querySelector('.target')).direction, lang: d.querySelector('.target').lang})"
    assert asked([_page("We", language="ar")], 390, script) == [{"dir": "rtl", "lang": "ar"}]
