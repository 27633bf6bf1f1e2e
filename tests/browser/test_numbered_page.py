"""The numbered page of a hand-out in a real Chromium: it runs nothing, and no phone scrolls it sideways."""

from __future__ import annotations

import pytest

from pubflow.exchange.handout import Handout, Row
from pubflow.exchange.numbered import dumps
from pubflow.segment import Key
from tests.browser.conftest import BARE, Asked, without_policy

pytestmark = pytest.mark.browser

HOSTILE = (
    f"<script>{BARE}</script>", f"<img src=x onerror={BARE}>", f"</p></section></main><script>{BARE}</script>",
    f"<b1><script>{BARE}</script></b1>", f'" onmouseover="{BARE}', f"</style><script>{BARE}</script>", f"<svg onload={BARE}>",
)  # fmt: skip


def _page(texts: tuple[str, ...], language: str = "zh-TW") -> str:
    rows = tuple(
        Row(number, Key(text, text), "", text, bool(number % 2), bool(number % 3), (text,), (text,))
        for number, text in enumerate(texts, 1)
    )
    return dumps(Handout("0123456789ab", texts[0], language, kind="review", rows=rows)).decode("utf-8")


def test_hostile_texts_stay_text(asked: Asked) -> None:
    script = """(d,w)=>({
        ran: d.documentElement.hasAttribute('data-ran'), units: d.querySelectorAll('section.unit').length,
        names: [...new Set([...d.body.querySelectorAll('*')].map(e=>e.localName))].sort(),
        handlers: [...d.querySelectorAll('*')].flatMap(e=>e.getAttributeNames()).filter(n=>n.startsWith('on')),
    })"""
    (seen,) = asked([without_policy(_page(HOSTILE))], 600, script)
    assert (seen["ran"], seen["units"], seen["handlers"]) == (False, len(HOSTILE), [])
    assert set(seen["names"]) <= {
        "header", "main", "footer", "section", "h1", "h2", "p", "ul", "li", "small", "span", "kbd", "code", "samp", "div", "br",
    }  # fmt: skip


@pytest.mark.parametrize("width", [320, 390, 900])
def test_no_page_scrolls_sideways_and_columns_stand_where_there_is_room(asked: Asked, width: int) -> None:
    texts = ("x" * 200, "<b1>" + "權利" * 80 + "</b1>", "We affirm.")
    script = """(d,w)=>{const e=d.documentElement, s=d.querySelector('.source').getBoundingClientRect(),
        t=d.querySelector('.target').getBoundingClientRect();
        return {over: e.scrollWidth-e.clientWidth, beside: t.left > s.left + 10}}"""
    assert asked([_page(texts)], width, script) == [{"over": 0, "beside": width == 900}]


def test_right_to_left_targets_read_so(asked: Asked) -> None:
    script = "(d,w)=>({dir: w.getComputedStyle(d.querySelector('.target')).direction, lang: d.querySelector('.target').lang})"
    assert asked([_page(("We",), "ar")], 390, script) == [{"dir": "rtl", "lang": "ar"}]
