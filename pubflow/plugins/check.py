"""What a check must be: of one unit, of a catalog's units beside each other, of a statement alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pubflow.catalog import Unit
from pubflow.finding import Finding, Where
from pubflow.language import TAIWAN_STYLE, ChineseStyle, LanguageTag
from pubflow.segment.model import Segment
from pubflow.statement import Statement
from pubflow.termbase.entries import Termbase
from pubflow.termbase.model import TermMatch


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What a check may know beside the unit."""

    language: LanguageTag
    where: Where
    segment: Segment | None = None
    """The source segment; None when a PO file is checked without its statement."""
    terms: tuple[TermMatch, ...] = ()
    """The glossary's terms that occur in the source."""
    first_mentions: frozenset[str] | None = None
    """Ids of the names that the statement mentions first in this unit; None where the language wants no Latin names, or
    where the statement is not known."""
    style: ChineseStyle = TAIWAN_STYLE
    """What the project chose for the Chinese of Taiwan."""
    limits: Mapping[str, int] = field(default_factory=dict)
    """How long a text may be, by its place (`title`, `alt`, `social.x`): in characters, on X by weight."""


class Check(Protocol):
    """Makes findings about one unit that has a target. Never raises, whatever that holds."""

    id: str

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]: ...


@dataclass(frozen=True, slots=True)
class UnitAt:
    """A unit and its place in a catalog."""

    unit: Unit
    where: Where


class CatalogCheck(Protocol):
    """Makes findings about units held against each other, in one catalog and in several of one language.

    One is made for each language and run, and asked about one catalog after another: it remembers those before. A
    catalog that is asked about again takes the place it had. Never raises, whatever the targets hold.
    """

    id: str

    def of_catalog(self, units: Sequence[UnitAt], language: LanguageTag) -> Iterator[Finding]:
        """`units`: those of one file that have a target, in its order. The findings are about them alone."""
        ...


@dataclass(frozen=True, slots=True)
class SourceContext:
    """A statement before anybody translates it."""

    statement: Statement
    path: str
    """Of the statement's file, relative to the workspace."""
    segments: tuple[Segment, ...]
    termbase: Termbase


class SourceCheck(Protocol):
    """Makes findings about the source text, so that a fault in it is mended once and not in each language.

    Their unit is the number of a segment, their span code points of its text without tags. Never raises.
    """

    id: str

    def __call__(self, context: SourceContext) -> Iterator[Finding]: ...
