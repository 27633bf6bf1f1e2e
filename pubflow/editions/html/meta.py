"""What a page says to machines: where its other languages are, its data for search engines, its card for a shared link.

Only what is published says it: a draft, and what is under embargo, asks to be left out of every index and says no more.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pubflow.document import Page
from pubflow.editions.front import Front
from pubflow.editions.html.safe import link, quote
from pubflow.language import LanguageTag
from pubflow.language.names import social_locale

_IN_DATA = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
"""A data block ends at `</script`, and `<!--` changes how it is read: no such character stands in one."""


def machine_readable(facts: Front, page: Page) -> list[str]:
    """Lines for the page's head."""
    if page.draft or facts.embargoed:
        return ['<meta name="robots" content="noindex">']
    return [*_links(page), *_card(facts, page), _data(facts, page)]


def published(page: Page) -> tuple[tuple[str, str], ...]:
    """(language, address) of each language that is known to be published, this page's own among them."""
    addresses = {one.language: one.url for one in page.alternates}
    if page.url:
        addresses[page.language] = page.url
    return tuple((language, address) for language, url in addresses.items() if (address := link(url)))


def _links(page: Page) -> Iterator[str]:
    """Search engines follow only sets in which every page names every other, itself and the one for anybody else."""
    own = link(page.url)
    if own:
        yield f'<link rel="canonical" href="{quote(own)}">'
    known = published(page)
    if len(known) < 2 or page.language not in dict(known):
        return
    for language, address in known:
        tags = [LanguageTag.parse(language).html]
        if language == page.source_language:
            tags.append("x-default")
        for tag in tags:
            yield f'<link rel="alternate" hreflang="{tag}" href="{quote(address)}">'


def _card(facts: Front, page: Page) -> Iterator[str]:
    """Open Graph: what a messenger shows of a shared link. Source: ogp.me."""
    others = (language for language, _ in published(page) if language != page.language)
    said = [
        ("og:type", "article"),
        ("og:title", facts.title),
        ("og:description", facts.description),
        ("og:url", link(page.url) or ""),
        ("og:site_name", page.publisher),
        ("og:locale", social_locale(LanguageTag.parse(page.language))),
        *(("og:locale:alternate", social_locale(LanguageTag.parse(other))) for other in others),
        ("article:published_time", facts.published_iso),
        ("article:modified_time", facts.modified_iso),
    ]
    for name, value in said:
        if value:
            yield f'<meta property="{name}" content="{quote(value)}">'


def _data(facts: Front, page: Page) -> str:
    """JSON-LD of the article. A block of data: no browser runs it, and the page's policy does not have to admit it."""
    data = {"@context": "https://schema.org", **_article(facts, page)}
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False).translate(_IN_DATA)}</script>'


def _article(facts: Front, page: Page) -> dict[str, Any]:
    notes = [(one.text, one.iso) for one in facts.corrections]
    if page.retraction:
        notes.append((page.retraction.text or facts.notices[0].sentences[0], page.retraction.at))
    corrections = [_filled({"@type": "CorrectionComment", "text": words, "datePublished": at}) for words, at in notes]
    return _filled(
        {
            "@type": "NewsArticle",
            "headline": facts.title,
            "alternativeHeadline": facts.subtitle,
            "description": facts.description,
            "inLanguage": LanguageTag.parse(page.language).html,
            "url": link(page.url),
            "mainEntityOfPage": link(page.url),
            "datePublished": facts.published_iso,
            "dateModified": facts.modified_iso or facts.published_iso,
            "isAccessibleForFree": True,
            "contentLocation": {"@type": "Place", "name": facts.place} if facts.place else None,
            "publisher": {"@type": "Organization", "name": page.publisher} if page.publisher else None,
            "creativeWorkStatus": "Retracted" if page.retraction else None,
            "correction": corrections,
            **_translations(page),
        }
    )


def _translations(page: Page) -> dict[str, Any]:
    known = dict(published(page))
    if page.language != page.source_language:
        source = _work(page.source_language, known.get(page.source_language, ""))
        return {"translationOfWork": source}
    return {"workTranslation": [_work(one, address) for one, address in known.items() if one != page.language]}


def _work(language: str, address: str) -> dict[str, str]:
    return _filled({"@type": "NewsArticle", "inLanguage": LanguageTag.parse(language).html, "url": address})


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known."""
    return {key: value for key, value in data.items() if value}
