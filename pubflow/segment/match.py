"""What the memory answers for a segment, and how one asks it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from pubflow.segment.model import Segment


class MatchKind(IntEnum):
    """How good a match is; ordered."""

    FUZZY = 1
    """A similar source."""
    EXACT = 2
    """The same source, tags apart."""
    CONTEXT = 3
    """The same source in the same context."""


@dataclass(frozen=True, slots=True)
class Match:
    """A target that people reviewed for the same or a similar source."""

    target: str
    """Wire form, its tags already those of the segment that was asked for; "" never."""
    rate: int
    """0-100 %; 100 for EXACT and CONTEXT."""
    kind: MatchKind
    statement_id: str
    """Where it was said before; stands in the draft's provenance."""


@dataclass(frozen=True, slots=True)
class Said:
    """One target that people agreed to, as the memory keeps it and as it travels to other tools."""

    source: str
    """Wire form."""
    target: str
    """Wire form; its tags are those of `source`."""
    context: str = ""
    """As in `Key`."""
    origin: str = ""
    """The statement's id, or the file of `memory/` that it came with."""
    number: int = 0
    """Which unit of its origin, from 1; 0 for one that has gone from its statement."""
    by: str = ""
    """Neutral handle of who agreed to it; "" where nobody said."""
    at: str = ""
    """When, ISO 8601; "" where nobody said."""
    part: int = 0
    """Which sentence of a longer unit this is, from 1; 0 for a whole unit."""


class Lookup(Protocol):
    """The best match that is good enough to stand as a draft, or None. Never raises for what a segment holds."""

    def __call__(self, segment: Segment, /) -> Match | None: ...
