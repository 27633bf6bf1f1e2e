"""What no edition may hold, whatever its format: links that run something, requests to other hosts, odd characters."""

from __future__ import annotations

import re
from urllib.parse import unquote

PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp")
"""How the names of those end that every browser shows."""
LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# Characters that HTML forbids or that reverse the reading of what stands beside them (bidi embeddings and overrides).
# Source: WHATWG HTML, "noncharacters and control characters"; W3C "How to use Unicode controls for bidi text".
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ufdd0-\ufdef\ufffe\uffff]")
# Browsers drop these wherever they stand in an address, so `java\\nscript:` runs: drop them before the scheme is read.
# Source: WHATWG URL, "basic URL parser", steps 1-3.
_IGNORED_IN_URL = re.compile("[\t\n\r]|" + _UNWANTED.pattern)


def without_unwanted(words: str) -> str:
    """The words without controls and what reverses the reading."""
    return _UNWANTED.sub("", words)


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


def picture_path(address: str) -> str | None:
    """Where a picture lies, as a path from the page's own folder; None for one elsewhere or of no picture's name."""
    found = local_image(address)
    path = unquote(found) if found is not None else ""
    steps = path.split("/")
    # What is no name in every system's folders, or leads out of ours, is none.
    if not path.lower().endswith(PICTURES) or not steps[0] or ".." in steps or re.search(r'[\\:*?"<>|\x00-\x1f]', path):
        return None
    return path


def local_image(address: str) -> str | None:
    """The address of a picture that lies beside the page; None for everything that would ask another host."""
    address = _address(address)
    # A browser reads `\\host` and `/\host` as `//host`.
    if not address or _SCHEME.match(address) or address.replace("\\", "/").startswith("//"):
        return None
    return address
