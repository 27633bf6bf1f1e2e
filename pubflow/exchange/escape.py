"""Text that goes into XML: what must be escaped, and what no XML file can hold. Pure."""

from __future__ import annotations

import re
from typing import Final

# Source: XML 1.0, production 2 (Char), turned round.
NO_XML: Final = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML file holds, escaped or not."""


def forbidden(text: str) -> re.Match[str] | None:
    """The first character that XML can't hold, however it is written."""
    return NO_XML.search(text)


def escaped(text: str) -> str:
    """For an element or an attribute in double quotes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def sayable(text: str) -> str:
    """The text with a sign in the place of each character that no XML file can hold."""
    return NO_XML.sub("\ufffd", text)
