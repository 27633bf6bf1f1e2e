"""The id of a statement: its slug, the stem of its files and its gettext domain. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from pubflow.facts.letters import UNMARKED

_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_LONGEST: Final = 64
DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
)
"""Names that Windows keeps for devices, whatever the suffix.

Source: Microsoft, "Naming Files, Paths, and Namespaces".
"""


def valid_id(text: str) -> bool:
    """Whether `text` may be a statement's id on every file system."""
    return _ID.fullmatch(text) is not None and text not in DEVICES


def derive_id(filename: str, title: str = "") -> str:
    """The id a file asks for by its name, or by its title where the name holds no Latin letter or digit.

    `Déclaration FINAL v3.txt` -> `declaration-final-v3`. Always valid: a device name gets `statement-` before it, and
    what has no letters at all becomes `statement`.
    """
    name = filename.replace("\\", "/").rsplit("/", 1)[-1]
    stem = name.rsplit(".", 1)[0] if "." in name.lstrip(".") else name
    slug = _slug(stem) or _slug(title) or "statement"
    return f"statement-{slug}" if slug in DEVICES else slug


def _slug(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text[:400]).casefold().translate(UNMARKED)
    letters = "".join(char for char in folded if not unicodedata.combining(char) and char not in "'’")
    slug = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    if len(slug) <= _LONGEST:
        return slug
    whole_words = slug[: _LONGEST + 1].rpartition("-")[0]
    return (whole_words or slug[:_LONGEST]).strip("-")
