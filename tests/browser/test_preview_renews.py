"""The preview in a real Chromium: somebody saves a PO file, and the page that lies open changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from tests.browser.conftest import FLAGS
from tests.browser.tab import Tab, opened
from tests.serving import Serving, serving

pytestmark = pytest.mark.browser


@pytest.fixture
def release(desk, pubflow) -> Path:
    (desk / "statements/first-statement.md").unlink()
    lines = "\n\n".join(f"She has been held for {days} days." for days in range(20, 60))
    (desk / "statements/release.md").write_text(f"Release her now\n\n{lines}\n", encoding="utf-8")
    assert pubflow("translate", "--engine", "pseudo", cwd=desk).returncode == 0
    return desk


@pytest.fixture
def preview(release: Path) -> Iterator[Serving]:
    with serving(release) as running:
        yield running


@pytest.fixture
def tab(chromium: str, tmp_path: Path) -> Iterator[Tab]:
    with opened(chromium, FLAGS, tmp_path / "profile") as page:
        yield page


def _catalog(desk: Path) -> Path:
    return desk / "locales/zh_TW/LC_MESSAGES/release.po"


def _save(desk: Path, number: int, target: str) -> None:
    entries = polib.pofile(str(_catalog(desk)), wrapwidth=0)
    entries[number].msgstr, entries[number].flags = target, []
    entries.save()


def test_a_saved_file_changes_the_page_and_nobody_loses_their_place(preview: Serving, release: Path, tab: Tab) -> None:
    tab.go(f"{preview.address}release/")
    assert "她已遭關押" not in tab.ask("document.body.textContent")
    place = tab.ask("window.scrollTo(0,900),window.scrollY")
    assert place > 0
    _save(release, 3, "她已遭關押99天。")
    text = tab.once("[...document.querySelectorAll('td.reviewed div')].map(e=>e.textContent).join()")
    assert text == "她已遭關押99天。"
    findings = tab.ask("document.querySelector('td.reviewed .findings').textContent")
    assert "number-mismatch" in findings
    assert tab.ask("document.querySelector('td.reviewed div').lang") == "zh-Hant-TW"
    assert abs(tab.ask("window.scrollY") - place) < 60


def test_a_broken_save_is_told_and_the_next_one_mends_it(preview: Serving, release: Path, tab: Tab) -> None:
    tab.go(f"{preview.address}release/")
    whole = _catalog(release).read_bytes()
    _catalog(release).write_bytes(whole[:-9])
    told = tab.once("document.querySelector('.fault')?.textContent")
    assert told.startswith("locales/zh_TW/LC_MESSAGES/release.po:")
    _catalog(release).write_bytes(whole)
    assert tab.once("!document.querySelector('.fault')") is True


def test_the_pages_side_by_side_renew_too(preview: Serving, release: Path, tab: Tab) -> None:
    tab.go(f"{preview.address}release/editions")
    frames = "[...document.querySelectorAll('iframe')]"
    assert tab.ask(f"{frames}.map(f=>f.contentDocument.documentElement.lang)") == ["en", "zh-Hant-TW", "pt-BR"]
    tab.ask("document.querySelectorAll('iframe')[1].addEventListener('load',()=>{document.body.dataset.again='1'}),1")
    _save(release, 2, "她已遭關押21天。")
    assert tab.once("document.body.dataset.again") == "1"
    assert "她已遭關押21天。" in tab.ask(f"{frames}[1].contentDocument.body.textContent")


def test_at_its_end_the_page_says_so(preview: Serving, tab: Tab) -> None:
    tab.go(f"{preview.address}release/")
    assert preview.end()[0] == 0
    told = tab.once("document.documentElement.classList.contains('lost')&&document.querySelector('.live').textContent")
    assert told == "The preview has ended; start it again: pubflow preview"


def test_it_asks_no_other_host_and_scrolls_no_phone_sideways(preview: Serving, tab: Tab) -> None:
    tab.go(f"{preview.address}release/")
    asked = tab.ask("performance.getEntriesByType('resource').map(e=>new URL(e.name).host)")
    assert set(asked) <= {preview.host}
    assert tab.ask("document.documentElement.scrollWidth<=document.documentElement.clientWidth") is True
