"""A page says what became of it, in its own language, whichever format it has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pubflow.document import Alternate, Note, Page, Writer
from pubflow.editions.html import HtmlWriter
from pubflow.editions.markdown import MarkdownWriter
from pubflow.editions.text import TextWriter
from pubflow.markup import markdown
from pubflow.statement import Attrs, Block, Statement, Text, leaves, plain

META: Attrs = (("title", "Title"), ("embargo", "2024-07-01 22:00 Europe/London"), ("contact", "desk@example.org"))
ALTERNATES = (Alternate("en", "../en/s.html", "https://example.org/en/s"), Alternate("zh-TW", "s.html"))
HERE = Page("zh-TW", alternates=ALTERNATES, embargo_lifted=True)

WRITERS: tuple[Writer, ...] = (HtmlWriter(), MarkdownWriter(), TextWriter())


@pytest.fixture(params=WRITERS, ids=lambda writer: writer.format)
def writer(request: pytest.FixtureRequest) -> Writer:
    found: Writer = request.param
    return found


def made(writer: Writer, page: Page) -> str:
    blocks = tuple(Block("paragraph", (Text(words),)) for words in ("One.", "Two.", "Three."))
    return writer.write(Statement("s", "zh-TW", META, blocks), page).decode()


def test_an_embargoed_copy_names_the_hour_of_its_readers(writer: Writer) -> None:
    whole = made(writer, replace(HERE, embargo_lifted=False, embargoed_copy=True))
    assert "供媒體預先參閱，限時發布" in whole
    assert "2024年7月2日05:00（台北，UTC+8）前，請勿發布、引述或轉傳。" in whole


def test_after_the_hour_a_copy_is_no_longer_one(writer: Writer) -> None:
    assert made(writer, replace(HERE, embargoed_copy=True)) == made(writer, HERE)


def test_a_stale_page_says_so_and_leads_to_the_source(writer: Writer) -> None:
    whole = made(writer, replace(HERE, stale=True))
    assert "內容尚未更新" in whole
    assert "本譯文完成後，英文原文已有更動。" in whole
    assert "閱讀最新英文原文" in whole
    assert "https://example.org/en/s" in whole


def test_a_retraction_stands_above_everything_else(writer: Writer) -> None:
    note = Note("2024-07-03T23:30:00+01:00", "依據的文件係偽造。")
    whole = made(writer, replace(HERE, retraction=note, stale=True, draft=True, sample=True))
    # The day is the readers' own: in Taipei it is the next one.
    assert "已於2024年7月4日撤回" in whole
    assert "本聲明已撤回，請勿引用或發布。依據的文件係偽造。" in whole
    # Nobody may publish it "immediately" any more.
    assert "立即發布" not in whole
    first = min(whole.index(words) for words in ("未經審校的草稿", "內容尚未更新", "範例內容", "One."))
    assert whole.index("已於2024年7月4日撤回") < first


def test_corrections_are_told_with_their_days_oldest_first(writer: Writer) -> None:
    notes = (Note("2024-07-02T09:10:00+08:00", "甲更正為乙。"), Note("2024-07-05T09:10:00+08:00", "丙更正為丁。"))
    whole = made(writer, replace(HERE, corrections=notes))
    said = ("更正", "2024年7月2日", "甲更正為乙。", "2024年7月5日", "丙更正為丁。")
    places = [whole.rindex(words) for words in said[2::2]]
    assert places == sorted(places)
    assert [words for words in said if words not in whole] == []


def test_contact_as_data_stands_in_place_of_the_sources(writer: Writer) -> None:
    whole = made(writer, replace(HERE, contact=("新聞聯絡人：press@example.tw", "")))
    assert "press@example.tw" in whole
    assert "desk@example.org" not in whole
    without = made(writer, replace(HERE, contact=()))
    assert not {words for words in ("desk@example.org", "聯絡方式") if words in without}


def test_what_only_this_language_has_is_marked_where_it_begins(writer: Writer) -> None:
    whole = made(writer, replace(HERE, local=frozenset({1, 2})))
    assert whole.count("本版本獨有內容") == 1
    after = whole.index("Two.") if writer.format == "html" else whole.index("本版本獨有內容")
    assert whole.index("One.") < after < whole.index("Three.")


def test_the_page_says_which_language_counts() -> None:
    for writer in (HtmlWriter(), TextWriter()):
        assert "本聲明以英文版為準。" in made(writer, HERE)
        assert "本聲明以英文版為準。" not in made(writer, replace(HERE, draft=True))
        alone = Page("en", embargo_lifted=True)
        assert "authoritative" not in made(writer, alone)
        assert "The English text is authoritative." in made(writer, replace(alone, alternates=ALTERNATES))


def test_a_text_names_where_it_is_published() -> None:
    whole = made(TextWriter(), replace(HERE, url="https://example.org/zh-TW/s"))
    assert whole.endswith("\n本聲明以英文版為準。\nhttps://example.org/zh-TW/s\n")


def test_notices_in_markdown_are_one_quotation_of_whole_lines() -> None:
    notes = (Note("2024-07-02T09:10:00+08:00", "*甲* 更正為 <b>乙</b>。"),)
    whole = made(MarkdownWriter(), replace(HERE, corrections=notes, stale=True))
    statement, _ = markdown.loads(whole, statement_id="s", path="s.md")
    assert statement.blocks[0].kind == "quote"
    said = [plain(leaf.inlines) for leaf in leaves(statement.blocks[:1])]
    assert said == [
        "內容尚未更新\n本譯文完成後，英文原文已有更動。\n閱讀最新英文原文",
        "更正\n2024年7月2日：*甲* 更正為 <b>乙</b>。",
    ]
