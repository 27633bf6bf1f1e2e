"""What units and signatures are called in a history: hashes, never words. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from pubflow.catalog import Unit
from pubflow.segment.model import Key


def key_digest(key: Key) -> str:
    """What a unit is called in the history: sha256 over msgctxt NUL msgid, cut to 16 hex digits."""
    return hashlib.sha256(f"{key.context}\0{key.source}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def sign_off_digest(units: Iterable[Unit], *, source: str, rules: str, terms: str) -> str:
    """What a signature on a catalog is bound to: sha256, 64 hex digits.

    Over [context, source, target] of every place in the statement's order, front matter first, then the digests of
    the source, of the segmentation rules and of the term entries that occur. The order in the PO file, its wrapping,
    comments, header and obsolete entries do not count; a sentence that moved does.
    """
    placed = sorted((place, unit) for unit in units if not unit.obsolete for place in unit.places)
    lines = [[*unit.key, unit.target] for _, unit in placed]
    digest = hashlib.sha256()
    for line in (*lines, ["source", source], ["rules", rules], ["terms", terms]):
        digest.update(canonical(line) + b"\n")
    return digest.hexdigest()


def canonical(value: object) -> bytes:
    """The one JSON spelling of a value that digests are taken over: ASCII, sorted keys, no spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")
