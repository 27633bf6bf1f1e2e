"""A real Chromium: where it is found, how it is started, and what a page is asked in it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from html import escape, unescape
from pathlib import Path
from typing import Any, Final, Protocol

import pytest

from pubflow.project.read import load
from pubflow.workflow.editions.assemble import assemble


class Dump(Protocol):
    """Opens a page and gives back its document; `budget`: milliseconds of the page's own clock, which waits for none."""

    def __call__(self, page: str, budget: int = ...) -> str: ...


Asked = Callable[[Sequence[str], int, str], list[dict[str, Any]]]

FLAGS: Final = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-dev-shm-usage",
)  # fmt: skip

TRACE: Final = "document.documentElement.setAttribute('data-ran','1')"
"""What a hostile text would do if it ran: leave its trace on the root element."""
BARE: Final = "document.documentElement.setAttribute(String.fromCharCode(100,97,116,97,45,114,97,110),1)"
"""For an attribute: the same without quotes."""


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser. It is no Python package, and the suite passes without one; `.ci/run` installs it."""
    found = os.environ.get("PUBFLOW_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    return found or pytest.skip("no Chromium: apt-get install chromium, or name another one in PUBFLOW_CHROMIUM")


@pytest.fixture
def dump(chromium: str, tmp_path: Path) -> Dump:
    """Opens a page and gives back its document after everything in it has run."""

    def opened(page: str, budget: int = 2000) -> str:
        file = tmp_path / "page.html"
        file.write_text(page, "utf-8", newline="\n")
        profile = f"--user-data-dir={tmp_path / 'profile'}"
        command = [chromium, *FLAGS, profile, f"--virtual-time-budget={budget}", "--dump-dom", file.as_uri()]
        done = subprocess.run(command, capture_output=True, timeout=600, check=True)
        return done.stdout.decode("utf-8")

    return opened


@pytest.fixture
def asked(dump: Dump) -> Asked:
    """Shows each page in a frame of a width, and gives what a script of ours, `(document, window) => {...}`, says of it.

    The script runs outside the frames, so that a page may keep its policy.
    """

    def answers(pages: Sequence[str], width: int, script: str) -> list[dict[str, Any]]:
        shown = "".join(
            f'<iframe width="{width}" height="800" style="border:0" srcdoc="{escape(page)}"></iframe>' for page in pages
        )
        dumped = dump(
            f'<!DOCTYPE html><meta charset="utf-8"><body>{shown}<pre id="answer"></pre><script>'
            "addEventListener('load',()=>{const all=[...document.querySelectorAll('iframe')].map(f=>{"
            "const d=f.contentDocument,w=f.contentWindow;"
            f"return ({script})(d,w)}});document.getElementById('answer').textContent=JSON.stringify(all)}})</script>"
        )
        match = re.search(r'<pre id="answer">(.*?)</pre>', dumped, re.DOTALL)
        assert match is not None
        return list(json.loads(unescape(match[1])))

    return answers


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every page there is to look at, by name: the editions and drafts of this repository's statements, copies of the one
    that was under embargo as they were before its hour, and the golden pages."""
    here = Path(__file__).parents[2]
    root = tmp_path_factory.mktemp("workspace")
    for name in ("statements", "locales", "glossary"):
        shutil.copytree(here / name, root / name)
    shutil.copy(here / "pubflow.toml", root)
    project = load(root, {})
    options = {"draft": True, "formats": ("html",)}
    assemble(project, (), (), now=datetime(2026, 1, 1, tzinfo=UTC), **options)
    assemble(project, (), (), now=datetime(2025, 10, 1, tzinfo=UTC), embargoed=True, **options)
    found = {path.relative_to(root / "build").as_posix(): path for path in sorted((root / "build").rglob("*.html"))}
    assert {name.partition("/")[0] for name in found} == {"editions", "drafts", "embargoed"}
    golden = {f"golden/{path.name}": path for path in sorted((here / "tests/golden/html").glob("*.html"))}
    assert golden
    return {name: path.read_text("utf-8") for name, path in {**found, **golden}.items()}


def without_policy(page: str) -> str:
    """The page without its second wall, so that the first one is what is tried."""
    bare, found = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n', "", page)
    assert found == 1
    return bare
