"""What an engine and a check must be: the plug points on one page. Readers and writers: `document.py`.

Ours stand in literal tables below (name -> "module:attribute", loaded on first use); other people's come by entry
points `pubflow.engines` and `pubflow.checks`. A name clash is an error, never a silent override.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from pubflow.catalog import Unit
from pubflow.finding import Finding, Where
from pubflow.language import LanguageTag
from pubflow.segment.model import Segment


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """What an engine is and what it can do by itself; `translate.py` does the rest around it, the same for all."""

    name: str
    version: str
    """With the model's, where there is one: it stands in every draft's provenance."""
    offline: bool
    native_glossary: bool = False
    keeps_tags: bool = False
    """Whether it takes the wire form of TaggedText and gives the tags back; else it gets plain text only."""
    max_batch: int = 1
    """Texts a request."""


@dataclass(frozen=True, slots=True)
class EngineRequest:
    """One batch. Each text is one sentence (or the wire form of one, where the engine keeps tags)."""

    source: LanguageTag
    target: LanguageTag
    texts: tuple[str, ...]
    context: str = ""
    """Title and lead of the statement; not to be translated."""


class Engine(Protocol):
    """A machine translation. Made anew in each worker process; `close` ends what it started."""

    @property
    def info(self) -> EngineInfo: ...

    def supports(self, source: LanguageTag, target: LanguageTag) -> bool:
        """Whether it can translate this pair now, without fetching anything."""
        ...

    def translate(self, request: EngineRequest) -> tuple[str, ...]:
        """As many texts as were sent, in the same order. Raises EngineError; never returns a shorter list."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What a check may know beside the unit."""

    language: LanguageTag
    where: Where
    segment: Segment | None = None
    """The source segment; None when a PO file is checked without its statement."""
    released: bool = False


class Check(Protocol):
    """Makes findings about one unit. Never raises, whatever the target holds."""

    id: str

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]: ...


ENGINES: dict[str, str] = {
    "firefox": "pubflow.engines.firefox:FirefoxEngine",
    "pseudo": "pubflow.engines.pseudo:PseudoEngine",
}
CHECKS: dict[str, str] = {}
