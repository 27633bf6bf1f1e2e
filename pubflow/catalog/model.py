"""What a catalog is: units with their targets, states and reviews. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, IntEnum

from pubflow.segment.model import Key, Place, Segment


class State(IntEnum):
    """XLIFF 2's names. In the PO: empty / fuzzy / not fuzzy / not fuzzy and every required review still matches."""

    INITIAL = 0
    TRANSLATED = 1
    REVIEWED = 2
    FINAL = 3


class Origin(Enum):
    """Who made a target."""

    HUMAN = "human"
    MEMORY = "memory"
    ENGINE = "engine"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a target came from; it holds for exactly one target (see `unit_digest`)."""

    origin: Origin
    by: str
    """Engine name and version, statement id for memory, neutral handle for a person."""
    match_rate: int | None = None
    """0-100 %, memory only."""
    instead_of: str = ""
    """The engine that was asked for first, where another drafted."""
    kept_from: bool = False
    """Whether that one was not to read the text; else it was not available."""
    told: tuple[str, ...] = field(default=(), compare=False)
    """What a person should look at and only who drafted can know, a short sentence each, without words of the text."""


@dataclass(frozen=True, slots=True)
class Review:
    """One person's verdict on one unit."""

    kind: str
    by: str
    at: str
    """ISO 8601 with offset."""
    digest: str
    """`unit_digest` of what was agreed to."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A segment's text with its target and state; one target serves all its places."""

    key: Key
    target: str = ""
    """Whatever a person left, perhaps malformed; wire form of a TaggedText when it is not."""
    state: State = State.INITIAL
    places: tuple[Place, ...] = field(default=(), compare=False)
    """In reading order; empty for units read from a PO file that were not yet laid over a statement."""
    notes: tuple[str, ...] = ()
    """`#.` lines: made again at each extract."""
    comments: tuple[str, ...] = ()
    """`#` lines of people, `? question` and `= answer` among them; never pubflow's own line."""
    record: str = ""
    """pubflow's own line without its `# pubflow: ` prefix: a copy of the history, dropped when its digest is off."""
    previous: Key | None = None
    """`#|`: the source this target was made for, where it was another."""
    references: tuple[str, ...] = ()
    """`#:` entries."""
    flags: tuple[str, ...] = ()
    """`#,` flags other than `fuzzy`."""
    source_plural: str | None = None
    targets: tuple[str, ...] = ()
    """Plural forms of foreign files; pubflow makes none."""
    obsolete: bool = False
    provenance: Provenance | None = field(default=None, compare=False)
    """Known from the history, never from the PO alone."""
    reviews: tuple[Review, ...] = field(default=(), compare=False)

    @property
    def is_own_draft(self) -> bool:
        """Whether pubflow itself wrote this target and nobody has touched it since."""
        return (
            self.state is State.TRANSLATED
            and self.provenance is not None
            and self.provenance.origin is not Origin.HUMAN
        )


@dataclass(frozen=True, slots=True)
class Catalog:
    """The units of one statement in one language."""

    statement_id: str
    language: str
    """BCP 47; "" for the template (POT)."""
    units: tuple[Unit, ...] = ()
    """In reading order of the statement; obsolete ones last. No two have one key, obsolete or not: gettext's rule."""
    headers: tuple[tuple[str, str], ...] = ()
    """The PO header's fields in file order."""
    header_comments: tuple[str, ...] = ()


def unit_digest(key: Key, target: str) -> str:
    """sha256 over msgctxt NUL msgid NUL msgstr, cut to 16 hex digits: the `for=` of a record and of a history event."""
    text = f"{key.context}\0{key.source}\0{target}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def overlay(catalog: Catalog, segments: Iterable[Segment]) -> tuple[Unit | None, ...]:
    """For each segment the unit that serves it, in the segments' order; None where the catalog has none."""
    units = {unit.key: unit for unit in catalog.units if not unit.obsolete}
    return tuple([units.get(segment.key) for segment in segments])
