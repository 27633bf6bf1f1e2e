"""Hostile translations, the whole way: a target in a PO file, assembled by the real command, opened in Chromium."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tests.browser.conftest import BARE, FLAGS, TRACE, Asked, without_policy
from tests.browser.test_html_in_chromium import TARGETS

pytestmark = pytest.mark.browser

FURTHER = (
    f"[words](javascript:{BARE})",
    f"<javascript:{BARE}>",
    f"![x](x\" onerror=\"{BARE})",
    f"[x]: javascript:{BARE}",
    f"<a href=vbscript:{BARE}>words</a>",
    f"<a href=\"data:text/html,<script>{TRACE}</script>\">words</a>",
    f"<a href=\"java&#9;script:{BARE}\">words</a>",
    "<a href=https://evil.example/>words</a>",
    "<div style=\"background:url(https://evil.example/x.png)\">words</div>",
    "<style>@import url(https://evil.example/x.css);</style>",
    "url(https://evil.example/x.png)",
    "expression(alert(1))",
    f"${{{TRACE}}}",
    f"{{{{constructor.constructor(\"{TRACE}\")()}}}}",
    f"<% {TRACE} %>",
    f"<?php {TRACE} ?>",
    "<!--",
    "<!-- words -- >",
    "-->",
    "<![CDATA[",
    "<!DOCTYPE html>",
    f"<b1 onclick=\"{BARE}\">words",
    f"\\<script>{TRACE}\\</script>",
    f"&#x3C;script&#x3E;{TRACE}&#x3C;/script&#x3E;",
    f"&ltscript&gt{TRACE}&lt/script&gt",
    f"&amp;lt;script&amp;gt;{TRACE}",
    f"‹script›{TRACE}‹/script›",
    f"\u202e>tpircs/<{TRACE}>tpircs<\u202c",
    "\u2067\u2067\u2067 never closed",
    "\u202d\u202e\u202a\u202b",
    f"<ſcript>{TRACE}</ſcript>",
    f"<ScRiPt/x>{TRACE}</ScRiPt/x>",
    f"<script\u2028>{TRACE}</script>",
    "<meta http-equiv=\"refresh\" content=\"0;url=https://evil.example/\">",
    f"\",\"headline\":\"</script><script>{TRACE}</script>",
    f"\\u003cscript\\u003e{TRACE}\\u003c/script\\u003e",
    "<title>Another title</title>",
    "<textarea>",
    "<plaintext>",
    "<frameset><frame src=javascript:1>",
)  # fmt: skip
"""Beside those of the page's own tests: ways that only a whole text can try, and what another layer might read."""
HOSTILE = tuple(dict.fromkeys((*(target.replace("\x00", "") for target in TARGETS), *FURTHER)))

SOURCE = """---
title: Title {n}
subtitle: Subtitle {n}
summary: Summary {n}
place: Place {n}
date: 2024-07-01
---

A paragraph with **strong words** and [a link](https://home.example/{n} "Link title {n}") in it.

## Heading {n}

- First item {n}

| Cell {n} | Other cell |
| --- | --- |
| More cells | Last cell |

![Alt text {n}](media/x.png "Caption {n}")

Cited here.[^1]

[^1]: A note {n}.
"""
ORACLE = """(d,w)=>({
    ran: d.documentElement.hasAttribute('data-ran'),
    title: d.title,
    where: w.location.href,
    scripts: [...d.scripts].filter(s=>s.type!=='application/ld+json').length,
    data: [...d.scripts].map(s=>s.textContent),
    handlers: [...d.querySelectorAll('*')].flatMap(e=>e.getAttributeNames()).filter(n=>n.startsWith('on')||n==='style'),
    names: [...new Set([...d.querySelectorAll('*')].map(e=>e.localName))],
    links: [...d.links].map(a=>a.getAttribute('href')).filter(h=>!h.startsWith('#')),
    asked: w.performance.getEntriesByType('resource').map(e=>e.name).filter(n=>!n.startsWith('file:')),
    meta: [...d.querySelectorAll('meta[http-equiv]')].map(m=>m.httpEquiv),
    styles: d.styleSheets.length,
    text: d.querySelector('.prose').textContent,
    shown: w.getComputedStyle(d.querySelector('h1')).display,
})"""
ELEMENTS = {
    "html", "head", "meta", "title", "style", "script", "body", "a", "header", "nav", "p", "ul", "ol", "li", "span", "main",
    "article", "h1", "h2", "div", "dl", "dt", "dd", "time", "strong", "table", "thead", "tbody", "tr", "th", "td", "figure",
    "img", "figcaption", "sup", "section", "footer",
}  # fmt: skip


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[int, str]:
    """The pt-BR page of a statement for each hostile target, which stands in every place that a translation has."""
    root = tmp_path_factory.mktemp("hostile")

    def pubflow(*arguments: str) -> None:
        subprocess.run([sys.executable, "-m", "pubflow", *arguments], cwd=root, check=True, stdout=subprocess.DEVNULL)

    (root / "pubflow.toml").write_text('languages = ["pt-BR"]\n', "utf-8")
    (root / "statements").mkdir()
    for number in range(len(HOSTILE)):
        (root / "statements" / f"hostile-{number}.md").write_text(SOURCE.replace("{n}", str(number)), "utf-8")
    pubflow("extract")
    for number, target in enumerate(HOSTILE):
        path = root / "locales/pt_BR/LC_MESSAGES" / f"hostile-{number}.po"
        catalog = polib.pofile(str(path), wrapwidth=0)
        for entry in catalog:
            tags = re.findall(r"</?[a-z]+[0-9]+/?>", entry.msgid)
            # In every stretch of it, between the tags that must stay.
            entry.msgstr = target + "".join(tag + target for tag in tags)
        catalog.save()
    pubflow("assemble", "--format", "html")
    folder = root / "build/editions/pt-BR"
    return {number: (folder / f"hostile-{number}.html").read_text("utf-8") for number in range(len(HOSTILE))}


def _shown(target: str) -> str:
    """What a reader sees of it: all its words, without controls that reverse the reading."""
    return " ".join(re.sub("[\u202a-\u202e\x00-\x08]", "", target).split())


def test_there_are_more_than_fifty() -> None:
    assert len(HOSTILE) >= 80


@pytest.mark.parametrize("policy", [True, False], ids=["as it is", "without its policy"])
def test_nothing_of_a_hostile_translation_becomes_more_than_words(
    pages: dict[int, str], asked: Asked, policy: bool
) -> None:
    shown = [page if policy else without_policy(page) for page in pages.values()]
    for number, seen in enumerate(asked(shown, 600, ORACLE)):
        target, said = HOSTILE[number], seen.pop("text")
        assert _shown(target) in " ".join(said.split()), target
        assert seen.pop("title") == _shown(target)
        assert set(seen.pop("names")) <= ELEMENTS, target
        (data,) = seen.pop("data")
        assert json.loads(data)["headline"] == _shown(target)
        assert set(seen.pop("links")) == {f"https://home.example/{number}", f"../en/hostile-{number}.html"}, target
        assert seen == {
            "ran": False, "where": "about:srcdoc", "scripts": 0, "handlers": [], "asked": [], "styles": 1, "shown": "block",
            "meta": ["Content-Security-Policy"] * policy,
        }, target  # fmt: skip


def test_the_browser_has_nothing_to_report_of_a_page(pages: dict[int, str], chromium: str, tmp_path: Path) -> None:
    """The block of data is admitted by a policy that admits no script: it is none."""

    def said(page: str) -> list[str]:
        file = tmp_path / "page.html"
        file.write_text(page, "utf-8", newline="\n")
        command = [chromium, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", "--enable-logging=stderr", "--dump-dom"]
        done = subprocess.run([*command, file.as_uri()], capture_output=True, timeout=120, check=True)
        return [line for line in done.stderr.decode("utf-8", "replace").splitlines() if "CONSOLE" in line]

    page = pages[0]
    assert "application/ld+json" in page
    assert said(page) == []
    (alarm,) = said(page.replace("</main>", f"<script>{TRACE}</script></main>"))
    assert "Content Security Policy" in alarm
