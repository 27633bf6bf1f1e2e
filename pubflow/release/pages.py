"""What stands beside the editions of a release for its readers: index, feeds, sitemap; made from the manifest. Pure."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from pubflow.editions.addresses import without_unwanted
from pubflow.editions.html import style_and_policy
from pubflow.exchange.escape import sayable
from pubflow.language import LanguageTag
from pubflow.language.furniture import text
from pubflow.language.names import own_name
from pubflow.release.manifest import EditionFile, Language, Manifest

_ATOM: Final = "http://www.w3.org/2005/Atom"
_SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML: Final = "http://www.w3.org/1999/xhtml"


def index(manifest: Manifest) -> bytes:
    """The page that leads to every edition, in the style of the HTML editions; no script."""
    source = LanguageTag.parse(manifest.source)
    first = manifest.languages[0]
    style, policy = style_and_policy()
    items = "".join(_item(manifest, language) for language in manifest.languages)
    sample = ""
    if manifest.sample:
        label, words = text(source, "Sample content"), text(source, _SAMPLE)
        sample = f'<p class="notice" role="note"><strong>{_escape(label)}</strong> {_escape(words)}</p>\n'
    title = _escape(first.title)
    page = (
        f'<!DOCTYPE html>\n<html lang="{source.html}" dir="{source.direction}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n{_alternates(manifest)}{_feeds(manifest)}<style>{style}</style>\n</head>\n"
        f'<body>\n<header class="masthead">\n{sample}</header>\n<main>\n<article>\n<h1 id="title">{title}</h1>\n'
        f'<nav aria-labelledby="title">\n<ul>\n{items}</ul>\n</nav>\n</article>\n</main>\n</body>\n</html>\n'
    )
    return page.encode("utf-8", "replace")


_SAMPLE: Final = "This text shows how editions are made. It speaks for no organisation."


def feed(manifest: Manifest, language: Language) -> bytes:
    """An Atom feed of one language. Its ids stay the same from release to release.

    Source: RFC 4287; RFC 4151 for the ids.
    """
    tag = LanguageTag.parse(language.language)
    owner = f"tag:{manifest.authority}:{manifest.statement}/{language.language}"
    edition = manifest.edition(language.language)
    assert edition is not None
    kind = "text/html" if edition.format == "html" else "application/octet-stream"
    href = language.url or _name(edition)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="{_ATOM}" xml:lang="{tag.html}">',
        f"<id>{_escape(owner)}/feed</id>",
        f"<title>{_escape(language.title)}</title>",
        f"<updated>{language.at}</updated>",
        f"<author><name>{_escape(manifest.publisher or manifest.authority.partition(',')[0])}</name></author>",
        '<link rel="self" type="application/atom+xml" href="feed.xml"/>',
        "<entry>",
        f"<id>{_escape(owner)}</id>",
        f"<title>{_escape(language.title)}</title>",
        f"<updated>{language.at}</updated>",
        f'<link rel="alternate" type="{kind}" hreflang="{tag.html}" href="{_escape(href)}"/>',
        *([f"<summary>{_escape(language.summary)}</summary>"] if language.summary else []),
        "</entry>",
        "</feed>",
    ]
    return _bytes(lines)


def sitemap(manifest: Manifest) -> bytes | None:
    """Where the editions stand, each with all its alternates; None where no address is known."""
    placed = [language for language in manifest.languages if language.url]
    if not placed:
        return None
    alternates = [
        f'<xhtml:link rel="alternate" hreflang="{hreflang}" href="{_escape(language.url)}"/>'
        for language in placed
        for hreflang in _hreflangs(manifest, language)
    ]
    lines = ['<?xml version="1.0" encoding="utf-8"?>', f'<urlset xmlns="{_SITEMAP}" xmlns:xhtml="{_XHTML}">']
    for language in placed:
        lines += [
            "<url>",
            f"<loc>{_escape(language.url)}</loc>",
            f"<lastmod>{language.at}</lastmod>",
            *alternates,
            "</url>",
        ]
    return _bytes([*lines, "</urlset>"])


def _item(manifest: Manifest, language: Language) -> str:
    tag = LanguageTag.parse(language.language)
    first = manifest.edition(language.language)
    if first is None:
        return ""
    others = [one for one in manifest.editions if one.language == language.language and one != first]
    name = f'lang="{tag.html}" dir="{tag.direction}"'
    further = "".join(f' <a href="{_href(one)}" hreflang="{tag.html}">{one.format}</a>' for one in others)
    return (
        f"<li><span {name}>{_escape(own_name(tag))}</span><br>\n"
        f'<a href="{_href(first)}" hreflang="{tag.html}" {name}>{_escape(language.title)}</a>{further}</li>\n'
    )


def _alternates(manifest: Manifest) -> str:
    return "".join(
        f'<link rel="alternate" hreflang="{hreflang}" href="{_escape(language.url)}">\n'
        for language in manifest.languages
        if language.url
        for hreflang in _hreflangs(manifest, language)
    )


def _feeds(manifest: Manifest) -> str:
    tags = [LanguageTag.parse(language.language) for language in manifest.languages]
    return "".join(
        f'<link rel="alternate" type="application/atom+xml" hreflang="{tag.html}" href="{tag}/feed.xml">\n'
        for tag in tags
    )


def _hreflangs(manifest: Manifest, language: Language) -> Iterator[str]:
    yield LanguageTag.parse(language.language).html
    if language.language == manifest.source:
        yield "x-default"


def _href(edition: EditionFile) -> str:
    return quote(edition.path)


def _name(edition: EditionFile) -> str:
    return quote(edition.path.rpartition("/")[2])


def _escape(words: str) -> str:
    return html.escape(sayable(without_unwanted(" ".join(words.split()))))


def _bytes(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")
