"""Typography is the page's own: the words that people agreed to stand in every edition byte for byte."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import polib
import pytest

from pubflow.document import Page
from pubflow.editions.html import HtmlWriter
from pubflow.editions.html.fragment import FragmentWriter
from pubflow.editions.text import TextWriter
from pubflow.language import LanguageTag
from pubflow.language.furniture import languages
from pubflow.project.read import load
from pubflow.statement import Block, Statement, Text
from pubflow.workflow.editions.assemble import assemble

ROOT = Path(__file__).parents[2]
TAG = re.compile(r"</?[a-z]+[0-9]+/?>|<joined/>")

# What typesetters like to mend: straight marks, spaces of every width before marks and between figure and unit, dots, dashes.
TEMPTING = (
    "« Non ! », dit-elle : 25 % ; 1 000 €",
    "«\u00a0Non\u202f!\u00a0»\u00a0: 25\u00a0%",
    "\"straight\" 'quotes' -- and... more",
    '他說 : "不要怕" ，25 % ( 2024 年 )',
    "「一」「二」，。——…… 甲 ABC 乙",
    'قال: "نعم" , 25 % ؟',
    "1.234,56 - 10–20 12:30",
)


@pytest.mark.parametrize("language", ["en", "fr", "zh-TW", "ja", "ar", "de", "th"])
@pytest.mark.parametrize("words", TEMPTING)
def test_no_mark_and_no_space_of_a_target_is_mended(language: str, words: str) -> None:
    statement = Statement("s", language, (("title", words), ("place", words)), (Block("paragraph", (Text(words),)),))
    shown = escape(words, quote=False)
    html = HtmlWriter().write(statement, Page(language)).decode()
    assert html.count(f">{shown}<") == 4  # <title>, <h1>, place, paragraph
    assert FragmentWriter().write(statement, Page(language)).decode() == f"<p>{shown}</p>\n"
    assert TextWriter().write(statement, Page(language)).decode().count(words) == 3


def test_every_word_of_every_reviewed_edition_of_this_repository_is_the_catalogs(tmp_path: Path) -> None:
    for name in ("statements", "locales", "glossary"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pubflow.toml", tmp_path)
    project = load(tmp_path, {})
    assemble(project, (), (), draft=False, formats=("html", "txt"), now=datetime(2026, 1, 1, tzinfo=UTC))
    looked_at = 0
    for page in sorted((tmp_path / "build/editions").glob("*/*.html")):
        tag = LanguageTag.parse(page.parent.name)
        if tag == project.source:
            continue
        html, txt = page.read_text("utf-8"), page.with_suffix(".txt").read_text("utf-8")
        for entry in polib.pofile(str(project.catalog_path(page.stem, tag))):
            for stretch in filter(None, map(str.strip, TAG.split(entry.msgstr if not entry.obsolete else ""))):
                assert escape(stretch, quote=False) in html or escape(stretch) in html, f"{page.name}: {stretch}"
                assert stretch in txt or entry.msgctxt in {"meta:summary", "link-title"}, f"{page.name}: {stretch}"
                looked_at += 1
    assert looked_at > 400


@pytest.mark.parametrize("name", languages())
def test_the_pages_own_words_are_set_as_their_language_sets_them(name: str) -> None:
    catalog = polib.pofile(str(ROOT / "pubflow/language/po" / f"{name}.po"))
    said = [entry.msgstr for entry in catalog]
    assert [words for words in said if re.search("[\"']|\\.\\.\\.|--|  ", words)] == []
    if name == "fr":
        # A narrow or wide no-break space before high marks, and inside the quotation marks.
        assert [
            words for words in said if re.search("(?<![\u00a0\u202f])[:;!?»](?!\\w*})|«(?![\u00a0\u202f])", words)
        ] == []
    if name in {"zh_TW", "ja"}:
        assert [words for words in said if re.search("[,;:!?()]", words)] == []
