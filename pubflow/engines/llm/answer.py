"""What a chat model answered: found in whatever stands round it, and believed only as far as its ids go. Pure.

Nothing is ever evaluated, and no answer is trusted with more than being text: tags, terms and numbers are verified by
the stage, as with any engine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any

_BEGIN = re.compile(r"\{\s*\"translations\"\s*:")
_TRIED = 8
"""Places where the answer may begin: models that think aloud write it more than once; the last is meant."""
_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but tab and line feed, and halves of surrogate pairs (JSON can spell them)."""


def translations(text: str, ids: Collection[str]) -> dict[str, str]:
    """Id -> text, for those of `ids` that were answered well; {} where the answer can't be read or relied on.

    An id given twice with different texts, or with an empty one, counts as not answered. An id that was not asked for
    makes the whole answer worthless: whoever counts on by itself has most likely cut one text in two.
    """
    found: dict[str, str] = {}
    twice: set[str] = set()
    for name, said in _entries(text):
        if name not in ids:
            return {}
        if found.setdefault(name, said) != said:
            twice.add(name)
    return {name: said for name, said in found.items() if said and name not in twice}


def _entries(text: str) -> list[tuple[str, str]]:
    entries = (_found(text) or {}).get("translations")
    if not isinstance(entries, list):
        return []
    return [_entry(entry) for entry in entries]


def _entry(entry: object) -> tuple[str, str]:
    """("", "") for what is none: an id that nobody asked for."""
    match entry:
        case {"id": str() | int() as name, "text": str() as said} if not isinstance(name, bool):
            return str(name).strip(), _NO_TEXT.sub("", said.replace("\r\n", "\n")).strip()
        case {"id": str() | int() as name} if not isinstance(name, bool):
            return str(name).strip(), ""
    return "", ""


def _found(text: str) -> dict[str, Any] | None:
    """The JSON object with the translations: the whole answer, or the last one in fences, thoughts or prose."""
    whole = _decoded(text.strip(), 0)
    if whole is not None:
        return whole
    begins = [match.start() for match in _BEGIN.finditer(text)]
    return next((one for at in begins[: -_TRIED - 1 : -1] if (one := _decoded(text, at)) is not None), None)


def _decoded(text: str, start: int) -> dict[str, Any] | None:
    """The object that begins there. Line breaks within strings are taken: models write them."""
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and "translations" in value else None
