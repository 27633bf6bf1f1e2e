"""What may enter a page: text is escaped, addresses are checked, raw HTML is reduced to a few harmless tags.

Nothing that a translation or a source holds can open a tag, an attribute, a script or a request of its own.
"""

from __future__ import annotations

import re

LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
INLINE_TAGS = frozenset({"abbr", "b", "cite", "em", "i", "kbd", "mark", "q", "s", "small", "strong", "sub", "sup", "u"})
"""Raw inline HTML that is rendered, without its attributes. `br` and `wbr` beside them; everything else is left out."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_TAG_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,31})(?=[\s/>])")
# Characters that HTML forbids or that reverse the reading of what stands beside them (bidi embeddings and overrides).
# Source: WHATWG HTML, "noncharacters and control characters"; W3C "How to use Unicode controls for bidi text".
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ufdd0-\ufdef\ufffe\uffff]")
# Browsers drop these wherever they stand in an address, so `java\\nscript:` runs: drop them before the scheme is read.
# Source: WHATWG URL, "basic URL parser", steps 1-3.
_IGNORED_IN_URL = re.compile("[\t\n\r]|" + _UNWANTED.pattern)
_SURROGATE = re.compile("[\ud800-\udfff]")


def escape(text: str) -> str:
    """Text for element content."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quote(text: str) -> str:
    """Text for an attribute in double quotes."""
    return escape(text).replace('"', "&quot;")


def encode(page: str) -> bytes:
    """The finished page as UTF-8, without characters that no page may hold; a lone surrogate becomes U+FFFD."""
    page = _UNWANTED.sub("", page)
    try:
        return page.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", page).encode("utf-8")


def _address(written: str) -> str:
    return _IGNORED_IN_URL.sub("", written).strip().replace(" ", "%20")


def link(address: str) -> str | None:
    """The address as a link may carry it; None when its scheme is not one of `LINK_SCHEMES`."""
    address = _address(address)
    if not address:
        return None
    scheme = _SCHEME.match(address)
    if scheme and scheme[0][:-1].lower() not in LINK_SCHEMES:
        return None
    return address


def local_image(address: str) -> str | None:
    """The address of a picture that lies beside the page; None for everything that would ask another host."""
    address = _address(address)
    # A browser reads `\\host` and `/\host` as `//host`.
    if not address or _SCHEME.match(address) or address.replace("\\", "/").startswith("//"):
        return None
    return address


def inline_tag(raw: str) -> tuple[str, bool] | None:
    """A harmless raw inline tag as (name, whether it closes); None for everything else."""
    match = _TAG_NAME.match(raw)
    if match is None or not raw.endswith(">"):
        return None
    name = match[2].lower()
    return (name, bool(match[1])) if name in INLINE_TAGS or name in {"br", "wbr"} else None
