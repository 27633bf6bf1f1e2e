"""Engines as one run uses them: counted, kept within the budget, and never asked the same thing twice."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pubflow.engines.kept import AnswerStore, KeptEngine
from pubflow.engines.metering import BudgetedEngine, Meter, Rehearsal
from pubflow.errors import PubflowError
from pubflow.language import LanguageTag
from pubflow.plugins import Engine, EngineTerm, GlossaryEngine, MeteredEngine
from pubflow.project import Project
from pubflow.termbase.model import Termbase
from pubflow.translate import Mask
from pubflow.translate.engine_terms import engine_terms
from pubflow.workflow.drafting.privacy import mask_for, sensitive_names

STORE: Final = Path(".pubflow") / "answers.sqlite"


class Outside:
    """What one run may send, and what it has sent; shared by the threads of its languages."""

    def __init__(self, project: Project | None, *, max_chars: int | None = None, rehearsal: bool = False) -> None:
        """`rehearsal`: nothing is sent, only counted. `max_chars` goes before the project's setting."""
        most = max_chars if max_chars is not None or project is None else project.max_chars
        self._project = project
        self._rehearsal = rehearsal
        self.meter = Meter(most, dict(project.max_chars_by_language) if project else {})
        self._kept: list[tuple[str, KeptEngine]] = []
        self._glossaries: list[GlossaryEngine] = []
        self._store: AnswerStore | None = None
        self._names: tuple[str, ...] | None = None
        self._lock = threading.Lock()

    @property
    def is_rehearsal(self) -> bool:
        """Whether nothing is sent or written in this run."""
        return self._rehearsal

    def wrapped(
        self, engine: Engine, language: LanguageTag, termbase: Termbase, *, with_glossary: bool = True
    ) -> tuple[Engine, Mask]:
        """The engine as a language's drafts may use it, and what is masked before it is asked.

        One that is on this machine reads everything, and if it is quick it is let be. `with_glossary` off: an engine
        that keeps glossaries is not told the terms, for what it would say by itself. Raises SourceError for a sidecar
        that can't be read: its names are not known then.
        """
        # A model is named once the pair was asked for; by its name answers are kept and terms learnt.
        engine.supports(LanguageTag("en"), language)
        info = engine.info
        if info.offline and not info.reads_hints:
            return engine, Mask()
        mask = Mask() if info.offline else self._mask(termbase, language)
        if with_glossary and isinstance(engine, GlossaryEngine):
            engine.know_terms(terms_to_know(self._project, engine, termbase, (language,)))
            self._glossaries.append(engine)
        guarded: Engine
        if self._rehearsal:
            guarded = Rehearsal(engine, self.meter)
        else:
            guarded = engine if info.offline else BudgetedEngine(engine, self.meter, mask.leaks)
        if self._project is None:
            return guarded, mask
        kept = KeptEngine(guarded, self._opened_store(self._project))
        self._kept.append((str(language), kept))
        return kept, mask

    def told(self, name: str, languages: Iterable[LanguageTag]) -> Iterator[str]:
        """What was sent, or would be, a line for each language that anything was sent for; and what of the glossary the
        engine could not have, each once."""
        would = "would be sent" if self._rehearsal else "sent"
        for tag in map(str, languages):
            sent = self.meter.texts[tag]
            kept = sum(engine.reused for language, engine in self._kept if language == tag)
            if sent or kept:
                repairs = f", {self.meter.repairs[tag]} of them a second time" if self.meter.repairs[tag] else ""
                yield (
                    f"{tag}: {name}: {sent} texts{repairs}, {self.meter.characters[tag]:,} characters {would} in "
                    f"{self.meter.requests[tag]} requests; {kept} answered before"
                )
        own = (engine for engine in self._glossaries if engine.info.name == name)
        yield from dict.fromkeys(remark for engine in own for remark in engine.remarks)

    def close(self) -> None:
        """Let go of the store."""
        if self._store is not None:
            self._store.close()

    def _mask(self, termbase: Termbase, language: LanguageTag) -> Mask:
        """Outside a workspace nobody has said what is sensitive: details are masked anyhow."""
        if self._project is None:
            return Mask(details=True)
        with self._lock:
            if self._names is None:
                self._names = sensitive_names(self._project)
        return mask_for(self._names, termbase, language)

    def _opened_store(self, project: Project) -> AnswerStore:
        with self._lock:
            if self._store is None:
                self._store = AnswerStore(project.root / STORE, writes=not self._rehearsal)
            return self._store


def terms_to_know(
    project: Project | None, engine: Engine, termbase: Termbase, also: Iterable[LanguageTag]
) -> dict[LanguageTag, tuple[EngineTerm, ...]]:
    """What an engine's glossaries are to hold: the terms of all languages of the workspace that it can do.

    Whoever asks, whichever engine drafts them, and in the workspace's order: an account with room for one glossary
    only would have it replaced by each run that wants another set; where languages compete for a place, the first has
    it. `also`: languages that are asked for, of the workspace or not.
    """
    source = project.source if project else LanguageTag("en")
    tags = dict.fromkeys((*(project.languages if project else ()), *also))
    return {tag: engine_terms(termbase, tag) for tag in tags if engine.supports(source, tag)}


def quota(engine: Engine, name: str) -> str:
    """What is left at a metered engine's account, in words; why it can't be told, where it can't; "" for others."""
    if not isinstance(engine, MeteredEngine):
        return ""
    try:
        usage = engine.usage()
    except PubflowError as error:
        return f"{name}: how much of its quota is used is not known: {error.message}"
    of = f"of {usage.limit:,}" if usage.limit is not None else "without a limit"
    return f"{name}: {usage.used:,} characters {of} used"
