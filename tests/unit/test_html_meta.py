"""What a page says to machines is true of what is published, and reciprocal; what is not published says nothing."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from pubflow.document import Alternate, Note, Page
from pubflow.editions.html import HtmlWriter
from pubflow.statement import Attrs, Block, Statement, Text

META: Attrs = (
    ("title", "Nobody may be sent back"),
    ("date", "2024-07-01"),
    ("place", "Taipei"),
    ("summary", "Three words."),
)
PUBLISHED = tuple(
    Alternate(language, f"../{language}/s.html", f"https://example.org/{language}/s")
    for language in ("en", "zh-TW", "fr")
)


def made(page: Page, meta: Attrs = META) -> str:
    return HtmlWriter().write(Statement("s", "en", meta, (Block("paragraph", (Text("Words."),)),)), page).decode()


def hreflang(whole: str) -> list[tuple[str, str]]:
    return re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', whole)


def card(whole: str) -> list[tuple[str, str]]:
    return re.findall(r'<meta property="([\w:]+)" content="([^"]*)">', whole)


def data(whole: str) -> dict[str, Any]:
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', whole)
    return dict(json.loads(block))


def test_every_published_page_names_every_other_itself_and_the_default() -> None:
    expected = [
        ("en", "https://example.org/en/s"),
        ("x-default", "https://example.org/en/s"),
        ("zh-Hant-TW", "https://example.org/zh-TW/s"),
        ("fr", "https://example.org/fr/s"),
    ]
    for one in PUBLISHED:
        whole = made(Page(one.language, alternates=PUBLISHED, url=one.url))
        assert hreflang(whole) == expected
        assert f'<link rel="canonical" href="{one.url}">' in whole


def test_a_language_that_is_not_published_is_named_to_no_machine() -> None:
    some = (*PUBLISHED[:2], replace(PUBLISHED[2], url=""))
    assert [tag for tag, _ in hreflang(made(Page("en", alternates=some, url=some[0].url)))] == [
        "en",
        "x-default",
        "zh-Hant-TW",
    ]
    unpublished = made(Page("fr", alternates=some))
    assert hreflang(unpublished) == []
    assert "canonical" not in unpublished
    assert 'href="../en/s.html" hreflang="en"' in unpublished
    alone = made(Page("en", alternates=PUBLISHED[:1], url=PUBLISHED[0].url))
    assert hreflang(alone) == []


def test_an_address_that_is_none_is_named_to_no_machine() -> None:
    bad = (PUBLISHED[0], replace(PUBLISHED[1], url="javascript:alert(1)"))
    whole = made(Page("en", alternates=bad, url=bad[0].url))
    assert hreflang(whole) == []
    assert "javascript" not in whole


@pytest.mark.parametrize("page", [Page("fr", draft=True), Page("fr", embargoed_copy=True)])
def test_a_draft_or_an_embargoed_copy_asks_to_be_left_out_and_says_no_more(page: Page) -> None:
    meta = (*META, ("embargo", "2024-07-01 22:00 Europe/London"))
    whole = made(replace(page, alternates=PUBLISHED, url=PUBLISHED[2].url), meta)
    assert '<meta name="robots" content="noindex">' in whole
    assert (hreflang(whole), card(whole)) == ([], [])
    assert "<script" not in whole


def test_the_card_of_a_shared_link() -> None:
    page = Page(
        "zh-TW",
        alternates=PUBLISHED,
        url=PUBLISHED[1].url,
        publisher="國際特赦組織",
        modified="2024-07-02T09:10:00+08:00",
    )
    assert card(made(page)) == [
        ("og:type", "article"),
        ("og:title", "Nobody may be sent back"),
        ("og:description", "Three words."),
        ("og:url", "https://example.org/zh-TW/s"),
        ("og:site_name", "國際特赦組織"),
        ("og:locale", "zh_TW"),
        ("og:locale:alternate", "en_GB"),
        ("og:locale:alternate", "fr_FR"),
        ("article:published_time", "2024-07-01"),
        ("article:modified_time", "2024-07-02T09:10:00+08:00"),
    ]


def test_the_data_of_a_translation() -> None:
    notes = (Note("2024-07-02T09:10:00+08:00", "「1984」更正為「1994」。"),)
    page = Page("zh-TW", alternates=PUBLISHED, url=PUBLISHED[1].url, publisher="國際特赦組織", corrections=notes)
    assert data(made(page)) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Nobody may be sent back",
        "description": "Three words.",
        "inLanguage": "zh-Hant-TW",
        "url": "https://example.org/zh-TW/s",
        "mainEntityOfPage": "https://example.org/zh-TW/s",
        "datePublished": "2024-07-01",
        "dateModified": "2024-07-02T09:10:00+08:00",
        "isAccessibleForFree": True,
        "contentLocation": {"@type": "Place", "name": "Taipei"},
        "publisher": {"@type": "Organization", "name": "國際特赦組織"},
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": "「1984」更正為「1994」。",
                "datePublished": "2024-07-02T09:10:00+08:00",
            }
        ],
        "translationOfWork": {"@type": "NewsArticle", "inLanguage": "en", "url": "https://example.org/en/s"},
    }


def test_the_data_of_the_source_and_of_a_retraction() -> None:
    page = Page("en", alternates=PUBLISHED, url=PUBLISHED[0].url, retraction=Note("2024-07-03T08:00:00+00:00", "Why."))
    found = data(made(page))
    assert [one["inLanguage"] for one in found["workTranslation"]] == ["zh-Hant-TW", "fr"]
    assert found["creativeWorkStatus"] == "Retracted"
    assert found["correction"][0]["text"] == "Why."


@pytest.mark.parametrize(
    "words",
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "</SCRIPT >",
        "]]>",
        "\\u003c/script>",
        '","@type":"x',
        "a\u2028\u2029b",
        "a & b < c",
    ],
)
def test_no_word_breaks_out_of_the_data(words: str) -> None:
    meta = (("title", words), ("summary", words), ("place", words), ("date", words))
    whole = made(Page("en", publisher=words, corrections=(Note(words, words),)), meta)
    found = data(whole)
    said = " ".join(words.split())  # a title is one line
    assert (found["headline"], found["publisher"]["name"]) == (said, words)
    assert whole.count("<script") == 1
    assert (whole.count("</script"), whole.count("<!--")) == (1, 0)
