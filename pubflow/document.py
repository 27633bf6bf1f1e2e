"""The contract of the shelves `sources` and `editions`: what a reader gives, what a writer takes.

Readers and writers know Statement and nothing of translation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, runtime_checkable

from pubflow.finding import Finding
from pubflow.statement import Statement


@dataclass(frozen=True, slots=True)
class Change:
    """Something that people left open in a file: a tracked change, or a comment."""

    kind: Literal["insertion", "deletion", "format", "comment"]
    by: str
    at: str
    """As the file has it, ISO 8601; "" for unknown."""
    text: str
    """What came, what went, or what the comment says; "" where that can't be told (an empty line)."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that belongs beside the statement: a picture."""

    name: str
    """As the statement's text names it; no path."""
    content: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a file."""

    statement: Statement
    findings: tuple[Finding, ...] = ()
    """Remarks that did not stop it (invisible characters, an empty body ...)."""
    assets: tuple[Asset, ...] = ()
    changes: tuple[Change, ...] = ()
    """What is open in the file; the statement reads as if all changes were accepted, and has no comments."""
    told: tuple[str, ...] = ()
    """What was done with the file, a line each: what can't be carried, what was left out."""


class Source(Protocol):
    """Reads one kind of file. Raises SourceError with the path, the line and a hint."""

    suffixes: tuple[str, ...]

    def read(self, content: bytes, *, statement_id: str, path: str) -> Reading: ...


@runtime_checkable
class RejectingSource(Source, Protocol):
    """Reads a kind of file in which people track changes."""

    def read_rejecting(self, content: bytes, *, statement_id: str, path: str) -> Reading:
        """The file as it was before all that was tracked."""
        ...


@dataclass(frozen=True, slots=True)
class Alternate:
    """Another language edition of the same statement."""

    language: str
    """BCP 47, e.g. `zh-TW`."""
    href: str
    """Relative to this edition."""
    url: str = ""
    """Where it is published, absolute; "" where nobody has said so."""


@dataclass(frozen=True, slots=True)
class Note:
    """What was said of an edition after it left: a correction, or why it was taken back."""

    at: str
    """ISO 8601 with offset."""
    text: str
    """Plain, in the language of the page."""


@dataclass(frozen=True, slots=True)
class Page:
    """What an edition says beside the statement's own words."""

    language: str
    source_language: str = "en"
    alternates: tuple[Alternate, ...] = ()
    """All editions of this statement that exist, itself included, in the order to show."""
    draft: bool = False
    """Whether some of it nobody has reviewed: the page carries a visible notice."""
    machine: bool = False
    """Whether some of it a machine translated and nobody has reviewed."""
    untranslated: frozenset[int | str] = frozenset()
    """Where source sentences stand in for missing ones: ordinals (as `Place.block`) of leaf blocks, and keys of the
    front matter (`title`, `place`)."""
    translated: frozenset[str] = frozenset()
    """Keys of the front matter that only go with the statement (`slug`, `social.x`) and have the edition's words."""
    limits: tuple[tuple[str, int], ...] = ()
    """How long texts of the front matter may be, by key, where somebody decided."""
    sample: bool = False
    """Sample content: says so."""
    embargo_lifted: bool = False
    """Whether the moment of the statement's embargo has passed: the page speaks of it no more."""
    embargoed_copy: bool = False
    """Whether this is a copy for journalists before the hour: it says so, with the hour in its reader's zone."""
    stale: bool = False
    """Whether the source has changed since this was translated: the page says so and leads to the source."""
    url: str = ""
    """Where this edition is published, absolute; "" where nobody has said so."""
    publisher: str = ""
    """The organisation's name in the language of the page; "" for none."""
    modified: str = ""
    """When the edition last changed after it was published, ISO 8601 with offset; "" for never."""
    corrections: tuple[Note, ...] = ()
    """Oldest first."""
    retraction: Note | None = None
    """Why the statement was taken back: the page says so above everything else."""
    contact: tuple[str, ...] | None = None
    """Lines that stand in place of the front matter's contact, as data of this language; None: those of the source."""
    local: frozenset[int] = frozenset()
    """Ordinals (as `Place.block`) of leaf blocks that stand in this language only."""
    source_text: str | None = None
    """The source file's own text, for writers that splice (Markdown)."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Those that can be had, by their `src` as it stands in the statement, without what they tell of people: for
    writers whose files stand alone."""


class Writer(Protocol):
    """Makes one kind of edition. Pure: the same statement and page give the same bytes."""

    format: str
    suffix: str

    def write(self, statement: Statement, page: Page) -> bytes: ...
