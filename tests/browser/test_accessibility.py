"""Every page there is, held against axe-core in Chromium and against the Nu HTML checker: neither finds anything."""

from __future__ import annotations

import json
import os
import re
import subprocess
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from pubflow.document import Page
from pubflow.editions.html.fragment import FragmentWriter
from pubflow.sources.markdown import MarkdownSource
from tests.browser.conftest import Asked, Dump, without_policy

pytestmark = pytest.mark.browser

TOOLS = Path(__file__).parents[2] / "build" / "tools" / "node_modules"
"""Where `.ci/run` puts the programs that are no Python packages."""

RUN = """
const found = [];
for (const [name, page, only] of pages) {
  const frame = document.createElement('iframe');
  frame.width = 1000; frame.height = 1200;
  const loaded = new Promise(done => frame.onload = done);
  frame.srcdoc = page;
  document.body.append(frame);
  await loaded;
  const w = frame.contentWindow;
  w.eval(axe);
  const options = only.length ? {runOnly: {type: 'rule', values: only}} : {};
  const answer = await w.axe.run(w.document, {...options, resultTypes: ['violations']});
  const rules = answer.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 160), v.nodes[0].failureSummary]);
  found.push([name, answer.passes.length, rules]);
  frame.remove();
}
"""


def _axe() -> str:
    """The newest axe-core that is there: named, or as `.ci/run` fetched it, or from the package in `dev`."""
    spec = find_spec("axe_core_python")
    packaged = (
        Path(spec.submodule_search_locations[0]) / "axe.min.js" if spec and spec.submodule_search_locations else None
    )
    places = [os.environ.get("PUBFLOW_AXE"), TOOLS / "axe-core" / "axe.min.js", packaged]
    found = next((Path(place) for place in places if place and Path(place).is_file()), None)
    if found is None:
        pytest.fail("no axe-core: pip install axe-core-python, or name axe.min.js in PUBFLOW_AXE")
    return found.read_text("utf-8")


def _in_script(value: object) -> str:
    return json.dumps(value).replace("<", "\\u003c")


def _violations(dump: Dump, pages: dict[str, tuple[str, tuple[str, ...]]]) -> dict[str, list[Any]]:
    """By page: what axe says of it, all in one browser."""
    listed = [(name, page, list(only)) for name, (page, only) in pages.items()]
    script = (
        f"const axe={_in_script(_axe())},pages={_in_script(listed)};"
        f"(async()=>{{try{{{RUN}document.getElementById('answer').textContent=JSON.stringify(found)}}"
        "catch(e){document.getElementById('answer').textContent=JSON.stringify(String(e))}})()"
    )
    page = f'<!DOCTYPE html><meta charset="utf-8"><body><pre id="answer"></pre><script>{script}</script>'
    match = re.search(r'<pre id="answer">(.*?)</pre>', dump(page, budget=3_600_000), re.DOTALL)
    assert match is not None
    found = json.loads(unescape(match[1]))
    assert isinstance(found, list), found
    assert [name for name, _, _ in found] == list(pages)
    # A page on which no rule applied was not looked at.
    assert all(passes for _, passes, _ in found)
    return {name: rules for name, _, rules in found if rules}


def in_the_dark(page: str) -> str:
    """The page as it looks where its reader prefers dark colours."""
    dark, found = re.subn(r"@media \(prefers-color-scheme: dark\)", "@media all", page)
    assert found == 1
    return dark


def test_axe_sees_what_is_wrong(dump: Dump) -> None:
    wrong = '<!DOCTYPE html><body style="color:#999;background:#aaa"><p>Too pale</p><img src="x"><a href="#"></a>'
    dark = "<style>@media (prefers-color-scheme: dark) { p { color: #444; background: #222 } }</style>"
    right = (
        f'<!DOCTYPE html><html lang="en"><title>Title</title>{dark}<main><h1>Heading</h1><p>Dark in the dark</p></main>'
    )
    colours = ("color-contrast",)
    found = _violations(dump, {"wrong": (wrong, ()), "light": (right, colours), "dark": (in_the_dark(right), colours)})
    rules = {name: {rule[0] for rule in rules} for name, rules in found.items()}
    assert {"color-contrast", "html-has-lang", "image-alt", "link-name", "document-title"} <= rules.pop("wrong")
    assert rules == {"dark": {"color-contrast"}}


def test_no_page_has_a_violation_in_light_or_dark(dump: Dump, editions: dict[str, str]) -> None:
    colours = ("color-contrast", "link-in-text-block")
    pages: dict[str, tuple[str, tuple[str, ...]]] = {}
    for name, whole in editions.items():
        page = without_policy(whole)
        pages[name] = (page, ())
        pages[f"{name} in the dark"] = (in_the_dark(page), colours)
    assert _violations(dump, pages) == {}


def test_no_page_scrolls_sideways_on_the_smallest_phone(asked: Asked, editions: dict[str, str]) -> None:
    script = "(d,w)=>Math.max(d.documentElement.scrollWidth,d.body.scrollWidth)"
    widths = dict(zip(editions, asked(list(editions.values()), 320, script), strict=True))
    assert {name: width for name, width in widths.items() if width > 320} == {}


@pytest.fixture(scope="session")
def nu(java: list[str]) -> list[str]:
    """How the Nu HTML checker is called. It is a Java program and no Python package; `.ci/run` fetches it."""
    jar = Path(os.environ.get("PUBFLOW_VNU") or TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar")
    if not jar.is_file():
        pytest.skip(f"no Nu HTML checker: npm install --prefix {TOOLS.parent} vnu-jar, or name vnu.jar in PUBFLOW_VNU")
    return [*java, "-jar", str(jar), "--format", "json", "--exit-zero-always", "--stdout"]


def _nu_errors(nu: list[str], folder: Path, pages: dict[str, str]) -> dict[str, list[str]]:
    """By page: what the checker says of it, all in one run of it."""
    files = {}
    for number, (name, page) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_text(page, "utf-8", newline="\n")
        files[file.name] = name
    paths = [str(folder / name) for name in files]
    done = subprocess.run([*nu, *paths], capture_output=True, timeout=300, check=True)
    found: dict[str, list[str]] = {}
    for one in json.loads(done.stdout)["messages"]:
        # Its one remark on us, that the policy blocks the style, is wrong: it knows no hashes (the browser test does).
        if one["type"] != "info":
            found.setdefault(files[Path(one["url"]).name], []).append(f"{one.get('lastLine')}: {one['message']}")
    return found


def _pasted(name: str) -> str:
    """The fragment of a statement in somebody else's page."""
    source = (Path(__file__).parents[1] / "golden/markdown" / name).read_bytes()
    statement = MarkdownSource().read(source, statement_id="s", path="s.md").statement
    body = FragmentWriter().write(statement, Page("en", draft=True)).decode()
    return f'<!DOCTYPE html><html lang="en"><head><title>Theirs</title></head><body><h1>Theirs</h1>{body}</body></html>'


def test_the_nu_checker_has_nothing_to_say(nu: list[str], editions: dict[str, str], tmp_path: Path) -> None:
    alarm = {"wrong": '<!DOCTYPE html><html lang="en"><title>x</title><p><div></p>'}
    found = _nu_errors(nu, tmp_path, {**editions, "a fragment": _pasted("everything.md"), **alarm})
    assert found.pop("wrong")
    assert found == {}
