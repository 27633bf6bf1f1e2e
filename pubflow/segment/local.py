"""What one language's edition adds to a statement and leaves out, as the file beside the statement says.

Places are named as in the sidecar, by quoted text of the source and its occurrence:

    [[add]]
    after = "held for 21 days"       # or before: below (above) the block that holds these words
    text = "…"                       # Markdown in the edition's language
    by = "tr1"                       # who wrote it; a handle
    why = "quote of the section's director"

    [[omit]]
    text = "The second demand"       # the unit that holds these words; starts: the whole block that begins so
    by = "tr1"
    why = "names a law that does not exist here"
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pubflow.errors import SourceError
from pubflow.segment.anchors import whereabouts
from pubflow.segment.decisions import Anchor, anchor_of, refuse_unknown, rows_of
from pubflow.segment.model import Segment
from pubflow.segment.split import length
from pubflow.segment.stream import flatten
from pubflow.statement import Statement, leaves

_TABLES = {
    "add": ("after", "before", "occurrence", "text", "by", "why"),
    "omit": ("text", "starts", "occurrence", "by", "why"),
}
Way = Literal["after", "before", "unit", "block"]
_KEYS: dict[str, dict[str, Way]] = {
    "add": {"after": "after", "before": "before"},
    "omit": {"text": "unit", "starts": "block"},
}


@dataclass(frozen=True, slots=True)
class Local:
    """One addition or omission."""

    number: int
    """From 1, in the order of the file, additions first."""
    way: Way
    """`after`, `before`: an addition; `unit`, `block`: what is left out."""
    at: Anchor
    text: str
    """Markdown; "" for an omission."""
    by: str
    why: str

    @property
    def adds(self) -> bool:
        return bool(self.text)

    @property
    def digest(self) -> str:
        """What a review of it is bound to."""
        said = [self.way, self.at.text, self.at.occurrence, self.text, self.by]
        return hashlib.sha256(json.dumps(said).encode("ascii")).hexdigest()

    @property
    def told(self) -> str:
        """In one line, for the source desk."""
        if self.adds:
            return f"adds “{_short(self.text)}” {self.way} “{_short(self.at.text)}” ({self.by}: {self.why})"
        whole = "the block that begins " if self.way == "block" else ""
        return f"leaves out {whole}“{_short(self.at.text)}” ({self.by}: {self.why})"


def parse_local(table: Mapping[str, object], path: str) -> tuple[Local, ...]:
    """Read the file's table. Raises SourceError on an unknown key, naming the nearest, and on what is missing."""
    refuse_unknown(table, _TABLES, path, "")
    rows = [(kind, name, row) for kind in _TABLES for name, row in rows_of(table, kind, path, _TABLES)]
    return tuple(_local(number, kind, name, row, path) for number, (kind, name, row) in enumerate(rows, 1))


def _local(number: int, kind: str, name: str, row: Mapping[str, object], path: str) -> Local:
    ways = _KEYS[kind]
    given = [key for key in ways if key in row]
    if len(given) != 1:
        raise SourceError(f"{name} wants one of `{'` and `'.join(ways)}`", where=path, hint="words of the source")
    by, why = (_said(row, key, name, path) for key in ("by", "why"))
    text = _said(row, "text", name, path) if kind == "add" else ""
    return Local(number, ways[given[0]], anchor_of(row, given[0], name, path), text, by, why)


def _said(row: Mapping[str, object], key: str, name: str, path: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise SourceError(f"{name} wants `{key}`", where=path, hint=f'{key} = "…"; nothing is changed silently')
    return value.strip()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where it holds."""

    leaf: int
    segments: tuple[int, ...]
    """Indexes of the segments that an omission touches: one, or all of the block."""


def spot_of(local: Local, statement: Statement, segments: Sequence[Segment]) -> Spot | None:
    """None where the statement no longer holds its words."""
    streams = ((at, flatten(block.inlines)) for at, block in enumerate(leaves(statement.blocks)))
    found = whereabouts(local.at, streams, starts=local.way == "block")
    if found is None:
        return None
    leaf, start, end = found
    prose = [at for at, one in enumerate(segments) if one.place.block == leaf and not one.place.field]
    if local.way != "unit":
        return Spot(leaf, tuple(prose))
    edge = 0
    for at in prose:
        after = edge + length(segments[at])
        if edge <= start and end <= after:
            return Spot(leaf, (at,))
        edge = after
    return None


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57] + "…"
