"""No page looks current that is not: drafts of an earlier text say so, editions that nothing backs any more go."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.e2e.test_release import AT, edit, extend, files, ready, sign

__all__ = ["ready"]
NOTICE = "本譯文完成後，英文原文已有更動。"


def _assemble(desk: Path, pubflow, *options: str):
    return pubflow("assemble", "visit", "-l", "zh-TW", *options, cwd=desk)


def test_a_draft_of_an_earlier_text_says_so_and_leads_to_the_source(ready: Path, pubflow) -> None:
    assert _assemble(ready, pubflow).returncode == 0
    assert NOTICE not in (ready / "build/editions/zh-TW/visit.html").read_text(encoding="utf-8")
    edit(ready / "statements/visit.md", "at night", "at dawn")
    assert _assemble(ready, pubflow, "--draft").returncode == 0
    page = (ready / "build/drafts/zh-TW/visit.html").read_text(encoding="utf-8")
    assert NOTICE in page
    assert '<a href="../../editions/en/visit.html">閱讀最新英文原文</a>' in page
    # Once the catalog is of today's text, it only lacks a sentence.
    assert pubflow("extract", *AT, cwd=ready).returncode == 0
    assert _assemble(ready, pubflow, "--draft").returncode == 0
    assert NOTICE not in (ready / "build/drafts/zh-TW/visit.html").read_text(encoding="utf-8")


def test_a_sentence_that_is_gone_makes_no_page_out_of_date(ready: Path, pubflow) -> None:
    edit(ready / "statements/visit.md", "“They took him away at night,” said Anna Doe.\n", "")
    assert _assemble(ready, pubflow).returncode == 0
    page = (ready / "build/editions/zh-TW/visit.html").read_text(encoding="utf-8")
    assert ("立即釋放她" in page, "安娜說" in page, NOTICE in page) == (True, False, False)


def test_an_edition_goes_when_its_language_is_refused_and_that_is_told_once(ready: Path, pubflow) -> None:
    assert _assemble(ready, pubflow, "--format", "html,md").returncode == 0
    folder = ready / "build/editions/zh-TW"
    for name in ("visit-2.html", "other.html"):
        shutil.copy(folder / "visit.html", folder / name)
    edit(ready / "statements/visit.md", "at night", "at dawn")
    refused = _assemble(ready, pubflow)
    assert refused.returncode == 1
    assert "removed: build/editions/zh-TW/visit.html: it was made of what no longer stands" in refused.stderr
    assert sorted(files(folder)) == ["other.html", "visit-2.html"]
    assert (ready / "build/editions/en/visit.html").exists()
    for _ in range(2):
        again = _assemble(ready, pubflow)
        assert (again.returncode, "removed" in again.stderr) == (1, False)
    # It comes back with its review.
    edit(ready / "statements/visit.md", "at dawn", "at night")
    assert _assemble(ready, pubflow).returncode == 0
    assert (folder / "visit.html").exists()


def test_a_release_tells_which_language_stays_as_an_earlier_one_had_it(ready: Path, pubflow) -> None:
    assert pubflow("release", "visit", "-l", "zh-TW", *AT, cwd=ready).returncode == 0
    address = "https://desk.example/zh/visit"
    assert pubflow("published", "visit", "-l", "zh-TW", address, *AT, cwd=ready).returncode == 0
    extend(ready / "statements/visit.md", "\nOne more sentence.\n")
    sign(ready, pubflow)
    done = pubflow("release", "visit", "-l", "zh-TW", *AT, cwd=ready)
    assert done.returncode == 0, done.stdout
    assert (
        f"zh-TW stays as release 1 has it, of an earlier text, at {address}; when it is ready: pubflow release visit --add zh-TW"
        in done.stderr
    )
    page = "out-of-date/zh-TW/visit.html"
    assert f"a page that says so: desk/{page}" in done.stderr
    old, new = (
        (ready / "build/releases/visit/1/public/zh-TW/visit.html"),
        (ready / "build/releases/visit/2/desk" / page),
    )
    stamped = new.read_text(encoding="utf-8")
    notice = stamped[
        stamped.index('<p class="notice"') : stamped.index("</p>\n", stamped.index('<p class="notice"')) + 5
    ]
    assert NOTICE in notice
    assert '<a href="../en/visit.html">閱讀最新英文原文</a>' in notice
    assert stamped.replace(notice, "") == old.read_text(encoding="utf-8")
    assert pubflow("verify", "build/releases", cwd=ready).returncode == 0
    assert pubflow("retract", "visit", *AT, cwd=ready).returncode == 0
    assert pubflow("release", "visit", "-l", "zh-TW", *AT, cwd=ready).returncode == 0
    taken_back = (ready / "build/releases/visit/3/desk" / page).read_text(encoding="utf-8")
    assert taken_back.index('class="notice retracted"') < taken_back.index(NOTICE)
    (row,) = json.loads(pubflow("status", "--json", "-l", "zh-TW", cwd=ready).stdout)["statements"]
    assert row["released"] == "3 (en)"
