"""What an engine must be: what it says of itself, what it is asked and gives back, and what some can do besides."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Literal, Protocol, runtime_checkable

from pubflow.language import LanguageTag


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """What an engine is and what it can do by itself; `translate.py` does the rest around it, the same for all."""

    name: str
    version: str
    """With the model's, where there is one: it stands in every draft's provenance."""
    offline: bool
    """Whether no text leaves this machine."""
    native_glossary: bool = False
    """Whether it applies terms by itself, as far as it goes: from a glossary at its server (`GlossaryEngine`), or from
    the hints of each text. What comes back is verified all the same."""
    keeps_tags: bool = False
    """Whether it takes the wire form of TaggedText and gives the tags back; else it gets plain text only."""
    keeps_words: bool = False
    """Whether a stretch in `<k1>...</k1>` (any number) comes back as it was sent, in its tags."""
    reads_hints: bool = False
    """Whether it reads the whole hint of a text, so that asking again helps when that says what was wrong; an engine
    with a glossary of its own at least wants the terms, since its answers hang on them."""
    metered: bool = False
    """Whether its maker counts the characters sent, for money or against a quota."""
    max_batch: int = 1
    """Texts a request."""
    max_bytes: int = 0
    """Bytes of the texts and the context of a request, and of the hints where it reads them, written as ASCII JSON;
    0 = no limit."""


@dataclass(frozen=True, slots=True)
class EngineTerm:
    """One term as an engine is told it."""

    source: str
    """As it stands in the text, or as the glossary writes it."""
    target: str
    """The preferred form."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What an engine may know of one text beside the text."""

    terms: tuple[EngineTerm, ...] = ()
    """The terms that occur in it, in its order, each once."""
    before: str = ""
    """The unit before it and the one after it in the statement, without tags; not to be translated."""
    after: str = ""
    faults: tuple[str, ...] = ()
    """What was wrong with its last answer to this text, in words."""


@dataclass(frozen=True, slots=True)
class EngineRequest:
    """One batch. Each text is one sentence (or the wire form of a unit, where the engine keeps tags)."""

    source: LanguageTag
    target: LanguageTag
    texts: tuple[str, ...]
    context: str = ""
    """Title and lead of the statement; not to be translated."""
    hints: tuple[Hint, ...] = ()
    """One for each text, or none at all."""

    def only(self, part: Sequence[int]) -> EngineRequest:
        """The same for some of its texts."""
        texts = tuple(self.texts[index] for index in part)
        return replace(self, texts=texts, hints=tuple(self.hints[index] for index in part) if self.hints else ())

    def parts(self, info: EngineInfo, indices: Iterable[int]) -> Iterator[list[int]]:
        """These texts in as few requests as the engine's limits allow, in order; one too long for any goes alone."""
        room = info.max_bytes - len(json.dumps(self.context)) if info.max_bytes else None
        part: list[int] = []
        size = 0
        for index in indices:
            more = self._bytes(index, info)
            if part and (len(part) >= max(1, info.max_batch) or (room is not None and size + more > room)):
                yield part
                part, size = [], 0
            part.append(index)
            size += more
        if part:
            yield part

    def _bytes(self, index: int, info: EngineInfo) -> int:
        """Of one text as it is sent, with its hint where the engine reads that."""
        size = len(json.dumps(self.texts[index])) + 1
        return size + len(json.dumps(asdict(self.hints[index]))) if self.hints and info.reads_hints else size


class Engine(Protocol):
    """A machine translation. Made anew in each worker process; `close` ends what it started."""

    @property
    def info(self) -> EngineInfo: ...

    def supports(self, source: LanguageTag, target: LanguageTag) -> bool:
        """Whether it can translate this pair now, without fetching or asking anything."""
        ...

    def why_not(self, source: LanguageTag, target: LanguageTag) -> str:
        """What it lacks for this pair and what to do about it, in one line; "" where it supports it."""
        ...

    def translate(self, request: EngineRequest) -> tuple[str, ...]:
        """As many texts as were sent, in the same order. Raises EngineError; never returns a shorter list."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class GlossaryChange:
    """What happened, or would happen, to one glossary at an engine's server."""

    what: Literal["made", "kept", "removed"]
    name: str
    pairs: tuple[tuple[str, int], ...] = ()
    """(target language, entries), sorted."""


@runtime_checkable
class GlossaryEngine(Engine, Protocol):
    """An engine that keeps glossaries at its server. Those that pubflow did not make are never touched."""

    def know_terms(self, terms: Mapping[LanguageTag, tuple[EngineTerm, ...]]) -> None:
        """What they are to hold from now on, by target. Sends nothing: the first text that has a term does."""
        ...

    @property
    def remarks(self) -> tuple[str, ...]:
        """What could not be had of that, each in one line: a term its server refuses, no room for a glossary."""
        ...

    def sync(
        self, *, dry_run: bool = False, only: Collection[LanguageTag] = (), wanted: Collection[LanguageTag] = ()
    ) -> tuple[GlossaryChange, ...]:
        """Make, renew and remove glossaries until they hold just that; those of other targets than `only` stay.

        `wanted`: the targets that are to have one where each has its own; all that are known where none is named. One
        for all holds what is known. Raises EngineError.
        """
        ...


@dataclass(frozen=True, slots=True)
class Usage:
    """What a metered engine's account has used, in characters."""

    used: int
    limit: int | None
    """None where there is none."""


@runtime_checkable
class MeteredEngine(Engine, Protocol):
    """An engine that can tell what is left of its quota."""

    def usage(self) -> Usage:
        """Asks its server. Raises EngineError."""
        ...


@runtime_checkable
class RepeatingEngine(Engine, Protocol):
    """An engine that by itself sends texts of one request once more, where their answer was of no use."""

    def ask_before_repeating(self, may: Callable[[LanguageTag, Sequence[str]], None]) -> None:
        """`may` is called with the texts before each such time. It raises EngineError where they are not to be sent:
        then the engine gives what it has, and "" for the rest."""
        ...
