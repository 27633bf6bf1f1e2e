"""How much is sent to a metered engine, and that it stays within what was allowed."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pubflow.engines.wrapped import Wrapped
from pubflow.errors import BudgetError, EngineError
from pubflow.language import LanguageTag
from pubflow.plugins import Engine, EngineRequest, RepeatingEngine
from pubflow.segment.tagged import TaggedText


@dataclass(slots=True)
class Meter:
    """The characters of one run, over all its languages; shared by threads."""

    most: int | None = None
    """Characters that the run may send."""
    most_by_language: Mapping[str, int] = field(default_factory=dict)
    """The same for one language."""
    characters: Counter[str] = field(default_factory=Counter)
    """Sent, by target language. Code points of the texts, tags apart: as DeepL counts."""
    texts: Counter[str] = field(default_factory=Counter)
    requests: Counter[str] = field(default_factory=Counter)
    repairs: Counter[str] = field(default_factory=Counter)
    """Those of the texts that were sent once more: with what was wrong, with words to be kept, or for want of an
    answer."""
    stopped: threading.Event = field(default_factory=threading.Event)
    """Once set, nothing more is sent."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, language: LanguageTag, texts: Sequence[str], repairs: int = 0) -> None:
        """Count a request before it is sent. Raises BudgetError where it is not to be sent; then it is not counted."""
        if self.stopped.is_set():
            raise EngineError("stopped before this was sent")
        name, characters = str(language), sum(map(_characters, texts))
        with self._lock:
            _within(self.most, self.characters.total() + characters, "a run")
            _within(self.most_by_language.get(name), self.characters[name] + characters, f"{name} a run")
            self.characters[name] += characters
            self.texts[name] += len(texts)
            self.repairs[name] += repairs
            self.requests[name] += 1


def _within(most: int | None, wanted: int, what: str) -> None:
    if most is not None and wanted > most:
        raise BudgetError(
            f"the budget of {most:,} characters for {what} is spent: the next request would make it {wanted:,}",
            hint="what was drafted is kept; allow more with --max-chars, or leave the rest to people",
        )


class BudgetedEngine(Wrapped):
    """An engine whose texts are counted, and sent only within the budget."""

    def __init__(self, engine: Engine, meter: Meter, leaks: Callable[[str], bool] = lambda text: False) -> None:
        """`leaks` says whether a text holds what must not leave: the last look, whoever made the request."""
        super().__init__(engine)
        self._meter = meter
        self._leaks = leaks
        if isinstance(engine, RepeatingEngine):
            engine.ask_before_repeating(lambda language, texts: meter.take(language, texts, repairs=len(texts)))

    def translate(self, request: EngineRequest) -> tuple[str, ...]:
        """See `Engine.translate`. Raises BudgetError, or EngineError for a leak, before anything is sent."""
        if any(map(self._leaks, _said(request))):
            raise EngineError("a name or detail marked as sensitive stood in what was to be sent: nothing was sent")
        self._meter.take(request.target, request.texts, sum(_is_repair(request)))
        return self._engine.translate(request)


class Rehearsal(Wrapped):
    """An engine that counts what would be sent and sends nothing; every answer is empty."""

    def __init__(self, engine: Engine, meter: Meter) -> None:
        super().__init__(engine)
        self._meter = meter

    def translate(self, request: EngineRequest) -> tuple[str, ...]:
        """Nothing for each; what would be asked a second time is not counted, since nobody knows it yet."""
        first = [text for text, repair in zip(request.texts, _is_repair(request), strict=True) if not repair]
        if first:
            self._meter.take(request.target, first)
        return ("",) * len(request.texts)


def _characters(wire: str) -> int:
    return len(TaggedText.parse(wire).plain)


def _is_repair(request: EngineRequest) -> list[bool]:
    return [bool(hint.faults) for hint in request.hints] or [False] * len(request.texts)


def _said(request: EngineRequest) -> Iterator[str]:
    """Everything a request tells an engine, tags apart."""
    yield request.context
    yield from (TaggedText.parse(text).plain for text in request.texts)
    for hint in request.hints:
        yield from (hint.before, hint.after, *hint.faults, *(term.source for term in hint.terms))
