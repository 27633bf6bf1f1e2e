"""What may enter a page: text is escaped, addresses are checked, raw HTML is reduced to a few harmless tags.

Nothing that a translation or a source holds can open a tag, an attribute, a script or a request of its own.
"""

from __future__ import annotations

import base64
import hashlib
import re

from pubflow.editions.addresses import link, local_image, without_unwanted

__all__ = ["INLINE_TAGS", "encode", "escape", "inline_tag", "link", "local_image", "policy_source", "quote"]

INLINE_TAGS = frozenset({"abbr", "b", "cite", "em", "i", "kbd", "mark", "q", "s", "small", "strong", "sub", "sup", "u"})
"""Raw inline HTML that is rendered, without its attributes. `br` and `wbr` beside them; everything else is left out."""

_TAG_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,31})(?=[\s/>])")
_SURROGATE = re.compile("[\ud800-\udfff]")


def escape(text: str) -> str:
    """Text for element content."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quote(text: str) -> str:
    """Text for an attribute in double quotes."""
    return escape(text).replace('"', "&quot;")


def encode(page: str) -> bytes:
    """The finished page as UTF-8, without characters that no page may hold; a lone surrogate becomes U+FFFD."""
    page = without_unwanted(page)
    try:
        return page.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", page).encode("utf-8")


def policy_source(content: str) -> str:
    """What a page's policy names a style sheet or a script by, to let in that and nothing else."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode('utf-8')).digest()).decode('ascii')}'"


def inline_tag(raw: str) -> tuple[str, bool] | None:
    """A harmless raw inline tag as (name, whether it closes); None for everything else."""
    match = _TAG_NAME.match(raw)
    if match is None or not raw.endswith(">"):
        return None
    name = match[2].lower()
    return (name, bool(match[1])) if name in INLINE_TAGS or name in {"br", "wbr"} else None
