"""What pandoc's EPUB lacks to be one of the house: style sheet, direction, titles, the day it was last changed."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from pubflow.editions.office.package import house, packed, unpacked
from pubflow.editions.portable import Portable
from pubflow.language import UPRIGHT_LANGUAGES

_MODIFIED: Final = re.compile(r'(<meta property="dcterms:modified">)[^<]*')
_UNDATED: Final = "1980-01-01"
"""EPUB wants a day; this is the one of the archive's own entries."""
_UPRIGHT: Final = ", ".join(f"em:lang({language})" for language in UPRIGHT_LANGUAGES)
"""Each by itself: old readers of books know no `:is`."""
_TITLE: Final = re.compile(r"<title>[^<]*</title>")


def finished(made: bytes, shown: Portable) -> bytes:
    """The file, of the same bytes each time."""
    parts = unpacked(made)
    parts["EPUB/styles/stylesheet1.css"] = house("epub.css", upright=_UPRIGHT).encode()
    day = f"{shown.facts.published_iso[:10] or _UNDATED}T00:00:00Z"
    package = parts["EPUB/content.opf"].decode("utf-8")
    parts["EPUB/content.opf"] = _MODIFIED.sub(lambda found: found[1] + day, package, count=1).encode("utf-8")
    for name in parts:
        if name.endswith(".xhtml"):
            parts[name] = _page(parts[name].decode("utf-8"), shown).encode("utf-8")
    return packed(parts)


def _page(page: str, shown: Portable) -> str:
    """Pandoc calls a page by its file, and says which way it reads to no one."""
    page = _TITLE.sub(lambda _found: f"<title>{escape(shown.facts.title)}</title>", page, count=1)
    return page.replace("<html ", '<html dir="rtl" ', 1) if shown.tag.direction == "rtl" else page
