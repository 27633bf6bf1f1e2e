"""One statement in one language on its way through `translate`: what is open, and what an engine may read of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pubflow.catalog import Catalog, Unit, overlay
from pubflow.history import Event
from pubflow.language import LanguageTag
from pubflow.plugins import Engine
from pubflow.project import Project
from pubflow.segment import Key, Segment, is_address
from pubflow.translate import is_open
from pubflow.workflow.drafting.engines import Choice
from pubflow.workflow.drafting.online import Outside
from pubflow.workflow.drafting.privacy import Leave
from pubflow.workflow.memory.offers import asked_for
from pubflow.workflow.workspace.glossary import Glossary
from pubflow.workflow.workspace.opening import OpenCatalog, OpenStatement

Pair = tuple[Unit, Segment]
Readable = Callable[[Segment], bool]
"""Whether an engine may read a segment."""


@dataclass(frozen=True, slots=True)
class Run:
    """What is the same for all languages of one run."""

    project: Project
    opened: tuple[OpenStatement, ...]
    glossary: Glossary
    stamp: datetime
    now: datetime
    redo: bool
    choices: Mapping[LanguageTag, Choice]
    """The engines that can draft each language."""
    outside: Outside


@dataclass(slots=True)
class Job:
    """One statement in one language: what is open, and the catalog it goes into."""

    statement: OpenStatement
    leave: Leave
    before: OpenCatalog
    catalog: Catalog
    pairs: list[Pair]
    """The open units with the segment each is drafted from; fewer and fewer."""
    events: list[Event]
    """What people did meanwhile and what its update did, until it is written down."""
    told: tuple[str, ...]
    """What its update did, in words."""
    secret: frozenset[Key]
    """Open units that no online engine may read."""
    firsts: Mapping[Key, frozenset[str]]
    """The names that each unit mentions first, where the language wants them with their Latin names."""
    made: list[Unit] = field(default_factory=list)
    """Drafts not yet written."""
    flagged: int = 0
    terms: Counter[str] = field(default_factory=Counter)
    """Occurrences in what was drafted: `all`, `met`."""
    substitutes: Counter[str] = field(default_factory=Counter)
    """Drafts by engines that were not the first asked for."""
    written: bool = False
    """Whether the catalog stands on the disk as it is here, but for what is in `made`."""
    refused: bool = False
    """Whether its file could not be written: nothing more is drafted for it, and the others go on."""

    @property
    def words(self) -> int:
        return sum(len(segment.text.plain.split()) for _, segment in self.pairs)

    @property
    def segments(self) -> dict[Key, Segment]:
        return {segment.key: segment for segment in self.statement.segments}

    @property
    def asked_for(self) -> frozenset[Key]:
        """The units that the memory is asked for."""
        return asked_for(self.catalog, open_units=bool(self.pairs))

    @property
    def name(self) -> str:
        """For messages."""
        return f"{self.statement.statement.id} in {self.before.language}"

    def readable(self, engine: Engine | None) -> Readable:
        """What this engine may read: an online one only what may leave the house; None stands for memory."""
        return all_of_it if engine is None or engine.info.offline else self.leave.may

    def pairs_for(self, engine: Engine) -> list[Pair]:
        """What is open and this engine may draft."""
        readable = self.readable(engine)
        return [pair for pair in self.pairs if readable(pair[1])]


def open_pairs(catalog: Catalog, segments: Sequence[Segment], redo: bool) -> list[Pair]:
    """The units that wait for a draft, each with the segment at its first place; an address is for people alone."""
    pairs: dict[Key, Pair] = {}
    for unit, segment in zip(overlay(catalog, segments), segments, strict=True):
        if unit is not None and is_open(unit, redo=redo) and not is_address(unit.key):
            pairs.setdefault(unit.key, (unit, segment))
    return list(pairs.values())


def context(opened: OpenStatement, readable: Readable) -> str:
    """Title and lead: the same for the whole statement, so that it splits no batch."""
    lead = next((segment for segment in opened.segments if segment.place.block >= 0), None)
    parts = opened.statement.get("title"), lead.text.plain if lead is not None and readable(lead) else ""
    return "\n".join(part for part in parts if part)


def neighbours(segments: Sequence[Segment], readable: Readable) -> dict[Key, tuple[str, str]]:
    """What stands before and after each segment, at its first place."""
    texts = [segment.text.plain if readable(segment) else "" for segment in segments]
    out: dict[Key, tuple[str, str]] = {}
    for segment, before, after in zip(segments, ["", *texts], [*texts[1:], ""], strict=False):
        out.setdefault(segment.key, (before, after))
    return out


def all_of_it(segment: Segment) -> bool:
    """Nothing is kept back."""
    return True
