"""What a CMS asks for, field by field, as JSON: each text with how long it is and how long it may be."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pubflow.document import Page
from pubflow.editions.addresses import local_image, without_unwanted
from pubflow.editions.front import Front, Notice, front, notices_of, one_line, together
from pubflow.editions.html.fragment import fragment
from pubflow.editions.html.fragment import with_notices as body_with_notices
from pubflow.language import LanguageTag
from pubflow.language.extent import LIMITS, OPTIONAL, SOCIAL, Limit, extent
from pubflow.markup.front_matter import listed
from pubflow.statement import Statement, attr, images

FORMAT = "pubflow-fields/1"
_TRANSLATED = frozenset({"title", "subtitle", "summary", "place"})
"""Fields whose text is the edition's own; others are where `Page.translated` says so."""


class FieldsWriter:
    """Makes one JSON object (docs/commands.md: what it holds).

    `fields` are texts to paste, `body` is HTML (see `FragmentWriter`); the rest is what a CMS keeps in fields of other
    kinds. Where the source stands in, or a text was never translated, `untranslated` says so.
    """

    format = "fields"
    suffix = ".fields.json"

    def write(self, statement: Statement, page: Page) -> bytes:
        """JSON in UTF-8. The same statement and page give the same bytes."""
        facts = front(statement, page)
        tag = LanguageTag.parse(page.language)
        own = _TRANSLATED | page.translated | ({"slug"} if not statement.get("slug").strip() else frozenset())
        whole = {
            "format": FORMAT,
            "statement": statement.id,
            "language": page.language,
            "lang": tag.html,
            "dir": tag.direction,
            "draft": page.draft,
            "notices": _told(tag, facts.notices),
            "release": facts.release,
            "fields": {name: _field(name, text, page, own) for name, text in _texts(statement, facts) if text},
            "date": {"text": facts.published, "iso": facts.published_iso},
            "tags": list(listed(statement.get("tags"))),
            "credit": statement.get("credit").strip(),
            "images": list(_images(statement)),
            "contact": list(facts.contact),
            "corrections": [{"date": one.iso, "text": one.text} for one in facts.corrections],
            "url": page.url,
            "alternates": {one.language: one.url for one in page.alternates if one.url},
            "body": fragment(statement, page, facts),
        }
        return dumps(whole)


def with_notices(content: bytes, page: Page) -> bytes:
    """Fields that were made earlier, with the notices of `page`, and no word on when they may be published."""
    told = json.loads(content)
    body = body_with_notices(told["body"].encode("utf-8"), page).decode("utf-8")
    notices = [*_told(LanguageTag.parse(page.language), notices_of(page)), *told["notices"]]
    return dumps({**told, "notices": notices, "release": "", "body": body})


def _told(tag: LanguageTag, notices: Iterable[Notice]) -> list[str]:
    return [f"{one.label}: {together(tag, one.sentences)}" for one in notices]


def dumps(whole: Mapping[str, Any]) -> bytes:
    """Their one spelling."""
    text = json.dumps(whole, ensure_ascii=False, indent=2)
    return (without_unwanted(text) + "\n").encode("utf-8", "replace")


def _texts(statement: Statement, facts: Front) -> Iterator[tuple[str, str]]:
    yield "title", facts.title
    yield "subtitle", facts.subtitle
    yield "slug", statement.get("slug").strip() or statement.id
    yield "summary", facts.description
    yield "place", facts.place
    for key, value in statement.meta:
        if key != "slug" and (key in OPTIONAL or key.startswith(SOCIAL)):
            yield key, one_line(value)


def _field(name: str, text: str, page: Page, own: frozenset[str]) -> dict[str, Any]:
    """`own`: the fields whose text is the edition's own where no source stands in."""
    limit = LIMITS.get(name, Limit(0))
    most = dict(page.limits).get(name, limit.most)
    field: dict[str, Any] = {"text": text, "characters": extent(text)}
    if most:
        field |= {"count": extent(text, limit.counting), "limit": most, "counting": limit.counting}
    stands_in = name in page.untranslated or name not in own
    if stands_in and page.language != page.source_language:
        field["untranslated"] = True
    return field


def _images(statement: Statement) -> Iterator[dict[str, str]]:
    for image in images(statement.blocks):
        source = attr(image, "src")
        if local_image(source):
            yield {"src": source, "alt": attr(image, "alt"), "caption": attr(image, "title")}
