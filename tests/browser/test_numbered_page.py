"""The numbered page of a hand-out in a real Chromium: it runs nothing, and no phone scrolls it sideways."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from html import escape, unescape
from pathlib import Path

import pytest

from pubflow.exchange.handout import Handout, Row
from pubflow.exchange.numbered import dumps
from pubflow.segment import Key

CHROMIUM = os.environ.get("PUBFLOW_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-dev-shm-usage",
)  # fmt: skip

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="no Chromium: apt-get install chromium, or name another one in PUBFLOW_CHROMIUM"
    ),
]

BARE = "document.documentElement.setAttribute(String.fromCharCode(120),1)"
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


def _asked(page: str, width: int, script: str, folder: Path) -> dict[str, object]:
    """What a script of ours finds in the page, shown in a frame of this width without the page's own policy."""
    bare, found = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n', "", page)
    assert found == 1
    around = (
        f'<!DOCTYPE html><meta charset="utf-8"><iframe width="{width}" height="800" style="border:0" '
        f'srcdoc="{escape(bare)}"></iframe><pre id="answer"></pre><script>addEventListener("load",()=>{{'
        'const f=document.querySelector("iframe"),d=f.contentDocument,w=f.contentWindow;'
        f'document.getElementById("answer").textContent=JSON.stringify(({script})(d,w))}})</script>'
    )
    file = folder / "page.html"
    file.write_text(around, "utf-8", newline="\n")
    profile = f"--user-data-dir={folder / 'profile'}"
    command = [str(CHROMIUM), *FLAGS, profile, "--virtual-time-budget=2000", "--dump-dom", file.as_uri()]
    done = subprocess.run(command, capture_output=True, timeout=120, check=True)
    match = re.search(r'<pre id="answer">(.*?)</pre>', done.stdout.decode("utf-8"), re.DOTALL)
    assert match is not None
    return dict(json.loads(unescape(match[1])))


def test_hostile_texts_stay_text(tmp_path: Path) -> None:
    script = """(d,w)=>({
        ran: d.documentElement.hasAttribute('x'), units: d.querySelectorAll('section.unit').length,
        names: [...new Set([...d.body.querySelectorAll('*')].map(e=>e.localName))].sort(),
        handlers: [...d.querySelectorAll('*')].flatMap(e=>e.getAttributeNames()).filter(n=>n.startsWith('on')),
    })"""
    seen = _asked(_page(HOSTILE), 600, script, tmp_path)
    assert (seen["ran"], seen["units"], seen["handlers"]) == (False, len(HOSTILE), [])
    assert set(seen["names"]) <= {  # type: ignore[call-overload]
        "header", "main", "footer", "section", "h1", "h2", "p", "ul", "li", "small", "span", "kbd", "code", "samp", "div", "br",
    }  # fmt: skip


@pytest.mark.parametrize("width", [320, 390, 900])
def test_no_page_scrolls_sideways_and_columns_stand_where_there_is_room(tmp_path: Path, width: int) -> None:
    texts = ("x" * 200, "<b1>" + "權利" * 80 + "</b1>", "We affirm.")
    script = """(d,w)=>{const e=d.documentElement, s=d.querySelector('.source').getBoundingClientRect(),
        t=d.querySelector('.target').getBoundingClientRect();
        return {over: e.scrollWidth-e.clientWidth, beside: t.left > s.left + 10}}"""
    assert _asked(_page(texts), width, script, tmp_path) == {"over": 0, "beside": width == 900}


def test_right_to_left_targets_read_so(tmp_path: Path) -> None:
    script = "(d,w)=>({dir: w.getComputedStyle(d.querySelector('.target')).direction, lang: d.querySelector('.target').lang})"
    assert _asked(_page(("We",), "ar"), 390, script, tmp_path) == {"dir": "rtl", "lang": "ar"}
