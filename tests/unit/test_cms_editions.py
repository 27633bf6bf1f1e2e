"""What a web editor pastes: a body that brings nothing of its own along, and fields that are counted."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from pubflow.document import Alternate, Note, Page
from pubflow.editions.html.fields import FieldsWriter
from pubflow.editions.html.fragment import FragmentWriter
from pubflow.markup.front_matter import listed
from pubflow.statement import Atom, Attrs, Block, Span, Statement, Text

META: Attrs = (
    ("title", "台灣必須廢除死刑"),
    ("summary", "摘要。"),
    ("date", "2024-07-01"),
    ("place", "台北"),
    ("tags", '[death penalty, "Taiwan"]'),
    ("credit", "© Example"),
    ("seo-title", "Taiwan must abolish the death penalty"),
    ("social.x", "Taiwan: halt all executions https://example.org/very/long/address/indeed"),
    ("contact", "desk@example.org"),
)
BLOCKS = (
    Block("heading", (Text("台灣必須廢除死刑"),), level=1),
    Block("paragraph", (Text("第一段。"), Atom("footnote-ref", (("label", "a"),)))),
    Block("heading", (Text("背景"),), level=2),
    Block("paragraph", (Atom("image", (("alt", "牆"), ("src", "media/a.png"), ("title", "圖說"))),)),
    Block("paragraph", (Span("strong", (Atom("image", (("alt", "遠方"), ("src", "https://b.example/x.png"))),)),)),
    Block("table", children=(Block("row", children=(Block("cell", (Text("一"),), attrs=(("align", "right"),)),)),)),
    Block("footnote", children=(Block("paragraph", (Text("註。"),)),), attrs=(("label", "a"),)),
)
STATEMENT = Statement("no-more", "en", META, BLOCKS)
HERE = Page("zh-TW", embargo_lifted=True)


def body(page: Page = HERE, statement: Statement = STATEMENT) -> str:
    return FragmentWriter().write(statement, page).decode()


def fields(page: Page = HERE, statement: Statement = STATEMENT) -> dict[str, Any]:
    return dict(json.loads(FieldsWriter().write(statement, page)))


@pytest.mark.parametrize(
    "page", [HERE, replace(HERE, draft=True, untranslated=frozenset({1, 3}), local=frozenset({2}))]
)
def test_a_fragment_has_no_page_around_it_no_class_no_style_and_no_title(page: Page) -> None:
    made = body(page)
    assert not re.search(r"<(?:html|head|body|style|script|h1|main|header|footer|nav|meta|link)\b", made)
    assert not re.search(r"<[^>]* (?:class|style|data-\w+|on\w+|tabindex)=", made)
    assert "台灣必須廢除死刑" not in made
    assert re.findall(r"<h(\d)", made) == ["2", "2"]


def test_ids_of_a_fragment_are_the_statements_own_and_its_links_meet_them() -> None:
    made = body()
    ids = re.findall(r' id="([^"]+)"', made)
    assert ids == ["no-more-cite-1", "no-more-notes", "no-more-note-1"]
    assert {link.removeprefix("#") for link in re.findall(r'href="(#[^"]+)"', made)} <= set(ids)


def test_a_fragment_says_what_the_page_would_have_to_say() -> None:
    page = replace(
        HERE,
        draft=True,
        stale=True,
        corrections=(Note("2024-07-02T09:00:00+08:00", "甲為乙。"),),
        alternates=(Alternate("en", "../en/no-more.html"), Alternate("zh-TW", "no-more.html")),
    )
    made = body(page)
    assert made.startswith("<p><strong>未經審校的草稿</strong><br>\n")
    assert '<a href="../en/no-more.html">閱讀最新英文原文</a>' in made
    assert made.endswith("<h2>更正</h2>\n<ul>\n<li>2024年7月2日：甲為乙。</li>\n</ul>\n")


def test_what_stands_in_is_told_by_words_where_no_style_sheet_can() -> None:
    assert "[尚未翻譯完成]</span>" in body(replace(HERE, draft=True, untranslated=frozenset({1})))


def test_the_words_of_a_page_that_speaks_english_are_marked_so_in_a_fragment() -> None:
    assert body(Page("el", draft=True)).startswith('<p lang="en" dir="ltr"><strong>Unreviewed draft')


def test_each_field_is_counted_as_its_place_counts() -> None:
    found = fields()
    assert found["fields"]["title"] == {"text": "台灣必須廢除死刑", "characters": 8}
    social = found["fields"]["social.x"]
    assert (social["characters"], social["count"], social["limit"], social["counting"]) == (72, 51, 280, "x")
    assert found["fields"]["seo-title"]["limit"] == 60
    assert found["fields"]["slug"]["text"] == "no-more"


def test_fields_hold_what_a_cms_keeps_apart() -> None:
    page = replace(HERE, contact=("新聞：press@example.tw",), url="https://example.org/zh-TW/x")
    found = fields(page)
    assert found["date"] == {"text": "2024年7月1日", "iso": "2024-07-01"}
    assert found["tags"] == ["death penalty", "Taiwan"]
    assert found["credit"] == "© Example"
    # A picture at another host is not shown, so it is none to upload.
    assert found["images"] == [{"src": "media/a.png", "alt": "牆", "caption": "圖說"}]
    assert found["contact"] == ["新聞：press@example.tw"]
    assert found["url"] == "https://example.org/zh-TW/x"
    assert found["body"] == body(page)


def test_a_text_that_is_not_in_the_editions_language_says_so() -> None:
    found = fields(replace(HERE, draft=True, untranslated=frozenset({"title"})))
    assert [name for name, field in found["fields"].items() if field.get("untranslated")] == [
        "title",
        "seo-title",
        "social.x",
    ]
    assert not [field for field in fields(Page("en"))["fields"].values() if "untranslated" in field]


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        ("", ()),
        ("one", ("one",)),
        ("one, two", ("one", "two")),
        ('[a, "b, c", d]', ("a", "b, c", "d")),
        ('- x\n  - "y, z"', ("x", "y, z")),
        ("- x", ("x",)),
        ("[broken", ("[broken",)),
    ],
)
def test_a_list_of_the_front_matter_is_read_in_each_of_its_forms(value: str, texts: tuple[str, ...]) -> None:
    assert listed(value) == texts
