"""What the template of the PDF edition is told: values, never mark-up."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

from pubflow.document import Page
from pubflow.editions.pdf.fonts import MONO, SANS, own_family
from pubflow.editions.portable import Picture, Portable
from pubflow.language import LanguageTag
from pubflow.language.names import own_name
from pubflow.markup.images import TYPES
from pubflow.markup.pandoc_write import Drawn, blocks, words

Values = dict[str, Any]

_FURNITURE = "0123456789 /•–"
_TURNS = (
    "", "", "matrix(-1 0 0 1 {w} 0)", "matrix(-1 0 0 -1 {w} {h})", "matrix(1 0 0 -1 0 {h})",
    "matrix(0 1 1 0 0 0)", "matrix(0 1 -1 0 {h} 0)", "matrix(0 -1 -1 0 {h} {w})", "matrix(0 -1 1 0 0 {w})",
)  # fmt: skip
"""What EXIF's orientations, 1-8, do to a picture as it is stored. Source: EXIF 2.32, 4.6.4.A."""
_RUNNING = 90
"""Characters of the title at the foot of each page: about one line."""
_REGION = re.compile("[A-Z]{2}")
_DENSE = frozenset({"zh", "ja", "ko", "yue"})
"""Their letters fill their squares: smaller for the same measure, with more room between the lines."""
_TALL = frozenset({"th", "lo", "km", "my", "hi", "mr", "ne", "bn", "as", "ta", "te", "ar", "fa", "ur", "ps"})
"""Marks above and below the letters need room."""


def values_of(shown: Portable, page: Page) -> Values:
    """Everything but the fonts, which are chosen by what stands here."""
    facts = shown.facts
    drawn = {src: Drawn(str(at), one.points) for at, (src, one) in enumerate(shown.pictures.items())}
    body, notes = blocks(shown.blocks, shown.marks, below=1, drawn=drawn)
    return {
        "title": facts.title,
        "title-words": shown.marked("title", facts.title),
        "publisher": shown.publisher,
        "language": own_name(shown.tag),
        "description": facts.description,
        "date": _day(facts.published_iso),
        "running": _running(facts.title),
        "notices": shown.notices,
        "release": facts.release,
        "embargoed": facts.embargoed,
        "subtitle": shown.marked("subtitle", facts.subtitle) if facts.subtitle else [],
        "dateline": list(_dateline(shown)),
        "body": body,
        "notes": notes,
        "notes-title": shown.say("Notes"),
        "corrections": [words(line) for line in shown.corrections],
        "corrections-title": shown.say("Corrections"),
        "contact": [words(line) for line in facts.contact],
        "contact-title": shown.say("Contact"),
        "colophon": shown.colophon,
        "tag": _tongue(shown.tag),
        "spoken": _tongue(shown.spoken) if shown.spoken != shown.tag else None,
        "source": _tongue(LanguageTag.parse(page.source_language)),
        "italic": shown.tag.slants,
        **_looks(shown.tag),
    }


def dumps(values: Values, families: tuple[str, ...], tag: LanguageTag) -> str:
    """The whole of it as JSON. `families`: in the order in which a character is looked for."""
    own = own_family(tag)
    # Beside letters of another script stand those of the sans; a serif is for whole pages of text.
    sans = [SANS, *(family for family in families if family not in {SANS, families[0] if not own else SANS})]
    fonts = {"fonts": sans if own else families, "sans": sans, "mono": [MONO, *families], "latin": SANS if own else ""}
    return json.dumps(values | fonts, ensure_ascii=False, separators=(",", ":"))


def pictures(shown: Portable) -> str:
    """The pictures as JSON, in the order of their numbers.

    The typesetter takes no bytes but those of files; a drawing that holds the picture is text. What is in a JPEG goes
    into the PDF as it stands.
    """
    return json.dumps([_drawing(one) for one in shown.pictures.values()], separators=(",", ":"))


def _drawing(picture: Picture) -> str:
    width, height = picture.size.width, picture.size.height
    wide, high = picture.size.shown
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">'
        f'<image width="{width}" height="{height}" transform="{_TURNS[picture.size.turned].format(w=width, h=height)}" '
        f'href="data:{TYPES[picture.kind]};base64,{b64encode(picture.content).decode()}"/></svg>'
    )


def characters(values: Values) -> set[str]:
    """Every character that may be printed, and a few that are not."""
    found = set(_FURNITURE)
    pending: list[Any] = [values]
    while pending:
        match pending.pop():
            case str() as text:
                found.update(text)
            case dict() as several:
                pending += several.values()
            case list() | tuple() as several:
                pending += several
    return found


def _dateline(shown: Portable) -> Iterator[dict[str, Any]]:
    for name, label, text in shown.dateline:
        yield {"label": label, "words": shown.marked(name, text)}


def _running(title: str) -> str:
    return title if len(title) <= _RUNNING else title[: _RUNNING - 1].rstrip() + "…"


def _day(iso: str) -> tuple[int, int, int] | None:
    year, month, day = (iso[:10] or "--").split("-")
    return (int(year), int(month), int(day)) if year else None


def _looks(tag: LanguageTag) -> Values:
    """Sizes in points and in parts of the letters' size."""
    if tag.language in _DENSE:
        return {"size": 10.5, "leading": 0.95, "justify": tag.language != "ko"}
    if tag.language in _TALL:
        return {"size": 11, "leading": 1.0, "justify": False}
    return {"size": 11, "leading": 0.72, "justify": False}


def _tongue(tag: LanguageTag) -> dict[str, str]:
    """A language as the typesetter names it: it knows no regions of three digits and no variants."""
    script = LanguageTag.parse(tag.html).script or ""
    region = tag.region if tag.region and _REGION.fullmatch(tag.region) else ""
    return {"lang": tag.language, "region": region, "script": script.lower(), "dir": tag.direction}
