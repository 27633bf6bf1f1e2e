"""What DeepL takes as one side of an entry, in a list or over the wire. Source: its rules for glossaries. Pure."""

from __future__ import annotations

import re
from typing import Final

MOST_BYTES: Final = 1024
"""UTF-8 of one side."""
LARGEST: Final = 10 * 1024 * 1024
"""Bytes of all entries of one glossary."""
_UNTAKEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_EDGES: Final = "\u200b\ufeff"
"""What DeepL counts as white space beside what Python does."""


def trimmed(text: str) -> str:
    """Without the white space at its ends."""
    before = None
    while text != before:
        before, text = text, text.strip().strip(_EDGES)
    return text


def fault(text: str) -> str:
    """Why DeepL would refuse it, in words; "" where it takes it."""
    if not text:
        return "it is empty"
    if size(text) > MOST_BYTES:
        return f"it is longer than {MOST_BYTES} bytes"
    if bad := _UNTAKEN.search(text):
        return f"it holds U+{ord(bad[0]):04X}, which DeepL does not take"
    return "it begins or ends with a character that nobody sees" if text != trimmed(text) else ""


def size(text: str) -> int:
    """Bytes of it in UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))
