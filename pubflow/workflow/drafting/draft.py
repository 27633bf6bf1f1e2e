"""One language of one run of `translate`: its open units through memory and the engines, into its catalogs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from typing import Final

from pubflow import history
from pubflow.catalog import Origin, Provenance, Unit
from pubflow.errors import BudgetError, EngineUnavailable, PubflowError
from pubflow.language import LanguageTag
from pubflow.plugins import Engine
from pubflow.segment import Key
from pubflow.segment.match import Lookup
from pubflow.termbase.learnt import Table
from pubflow.translate import Draft, Mask, Terms, is_open
from pubflow.translate import translate as drafts_of
from pubflow.workflow.drafting import engines
from pubflow.workflow.drafting.job import Job, Pair, Run, context, neighbours, open_pairs
from pubflow.workflow.drafting.privacy import leave_of
from pubflow.workflow.drafting.tables import terms_for
from pubflow.workflow.intake.extract import updated, with_headers, with_remarks
from pubflow.workflow.intake.updating import told as updates_told
from pubflow.workflow.memory.agreed import OpenMemory, open_memory
from pubflow.workflow.memory.offers import with_offers
from pubflow.workflow.workspace.keeping import held, keep_over
from pubflow.workflow.workspace.opening import open_catalog
from pubflow.workflow.workspace.report import Row
from pubflow.workflow.workspace.reviewing import seen
from pubflow.workflow.workspace.status import counted

_KEPT_EVERY: Final = 64
"""Drafts between two writes of a catalog: what a killed run loses at most; what was paid for is kept apart."""


@dataclass(frozen=True, slots=True)
class _Means:
    """What drafts are made with."""

    lookup: Lookup | None
    engine: Engine | None
    terms: Terms
    mask: Mask = field(default_factory=Mask)


class LanguageRun:
    """The catalogs of one language on their way. Its lists are for the report, in the order of the statements."""

    def __init__(self, run: Run, tag: LanguageTag) -> None:
        self._run = run
        self.tag = tag
        self.changed: list[str] = []
        self.rows: list[Row] = []
        self.notes: list[str] = []
        self.refused: list[str] = []
        self._locks = ExitStack()
        self.jobs = list(self._opened())
        self.total = sum(len(job.pairs) for job in self.jobs)

    def rehearse(self) -> None:
        """What a run would do, for --dry-run; nothing is sent and nothing written."""
        able = self._run.choices[self.tag].able
        name = able[0] if able else ""
        with self._memory() as memory:
            self._rehearse(name, memory.lookup if memory else None)

    def _rehearse(self, name: str, lookup: Lookup | None) -> None:
        for job in self.jobs:
            known = sum(lookup(segment) is not None for _, segment in job.pairs) if lookup else 0
            rest = len(job.pairs) - known
            self.notes += job.told
            self.notes.append(f"{job.name}: {known} units from memory, {rest} by {name or 'people'}, {job.words} words")
            self.rows.append(self._row(job))
        if not name:
            self.notes.append(f"{self.tag}: {engines.nobody(self._run.project.source, self.tag)}")
        elif self.total:
            self._count(name, lookup)

    def draft(self, progress: Callable[[], None]) -> None:
        """Fill what is open and write each catalog; `progress` is called for each unit that was tried."""
        with self._memory() as memory:
            if memory is not None:
                run = self._run
                for job in self.jobs:
                    job.catalog = with_offers(
                        run.project, run.glossary, memory, job.catalog, job.segments, job.asked_for
                    )
            self._draft(memory.lookup if memory else None, progress)

    def _draft(self, lookup: Lookup | None, progress: Callable[[], None]) -> None:
        failures: list[str] = []
        for name in self._usable():
            try:
                self._by(name, lookup, progress)
            except (EngineUnavailable, BudgetError) as error:
                failures.append(f"{self.tag}: {name}: {error.in_one_line}")
                if isinstance(error, BudgetError):
                    # What another engine would make of the rest is not what was asked for.
                    break
        done = not any(job.pairs for job in self.jobs)
        (self.notes if done else self.refused).extend(failures)
        # What no engine may or can do: memory has some of it, and some needs no translating.
        rest = _Means(lookup, None, Terms(self._run.glossary.termbase, self.tag, None, Table()))
        for job in self.jobs:
            self._fill(job, job.pairs, rest, progress)
            if not job.refused:
                self.rows.append(self._row(job))
                self.notes += _told(job, self._run.choices[self.tag].asked)

    def close(self) -> None:
        """Let other processes at the catalogs; what was told stays, and its statements go."""
        self._locks.close()
        self.jobs.clear()

    def _opened(self) -> Iterator[Job]:
        """The catalogs, brought up to date in memory; one that can't be read does not stop the others."""
        project, glossary, stamp = self._run.project, self._run.glossary, self._run.stamp
        for statement in self._run.opened:
            try:
                if not self._run.outside.is_rehearsal:
                    self._locks.enter_context(held(project, statement.statement.id, self.tag))
                before = open_catalog(project, statement.statement.id, self.tag)
                # What people did comes first: an update carries over what they agreed to.
                before, acts = seen(before, statement, glossary, stamp=stamp)
                made = updated(project, statement, before, glossary, stamp=stamp)
            except PubflowError as error:
                self.refused.append(error.in_one_line)
                continue
            leave = leave_of(project, statement, self._run.now)
            pairs = open_pairs(made.catalog, statement.segments, self._run.redo)
            secret = frozenset(unit.key for unit, segment in pairs if not leave.may(segment))
            firsts = glossary.first_mentions(project, statement.segments, self.tag) or {}
            said = updates_told(
                made.revision, statement.segments, f"{statement.statement.id} in {self.tag}", before.history
            )
            events = [*acts, *made.events]
            yield Job(statement, leave, before, made.catalog, pairs, events, tuple(said), secret, firsts)

    def _usable(self) -> tuple[str, ...]:
        """The engines that can draft this language, first choice first; of each that can't, why, is noted."""
        if not self.total:
            return ()
        choice = self._run.choices[self.tag]
        # The same words for every language, so that the report says them once.
        self.notes += [f"{name} is not used: {why}" for name, why in choice.lacking]
        if not choice.able:
            self.notes.append(f"{self.tag}: {engines.nobody(self._run.project.source, self.tag)}")
        return choice.able

    @contextmanager
    def _engine(self, name: str) -> Iterator[tuple[Engine, Mask]]:
        """The engine for all of this language's jobs, and what it may not read."""
        project, termbase = self._run.project, self._run.glossary.termbase
        engine = engines.opened(project, name, words=sum(job.words for job in self.jobs))
        with closing(engine):
            if not engine.info.offline:
                self._tell_what_stays(name)
            yield self._run.outside.wrapped(engine, self.tag, termbase)

    def _by(self, name: str, lookup: Lookup | None, progress: Callable[[], None]) -> None:
        """What this engine may and can draft. Raises EngineUnavailable, BudgetError: what was done is kept."""
        if not any(job.pairs for job in self.jobs):
            return
        run = self._run
        with self._engine(name) as (engine, mask), terms_for(run.project, run.glossary, self.tag, engine.info) as terms:
            for job in self.jobs:
                self._fill(job, job.pairs_for(engine), _Means(lookup, engine, terms, mask), progress)

    def _count(self, name: str, lookup: Lookup | None) -> None:
        """What an online engine would be sent."""
        terms = Terms(self._run.glossary.termbase, self.tag, None, Table())
        with self._engine(name) as (engine, mask):
            if engine.info.offline:
                return
            for job in self.jobs:
                for _ in self._drafts(job, job.pairs_for(engine), _Means(lookup, engine, terms, mask)):
                    pass

    def _tell_what_stays(self, name: str) -> None:
        for job in self.jobs:
            if kept := sum(not job.leave.may(segment) for _, segment in job.pairs):
                why = job.leave.why or "they stand in blocks marked as offline"
                self.notes.append(f"{job.name}: {kept} units do not go to {name}: {why}")

    def _fill(self, job: Job, pairs: Sequence[Pair], means: _Means, progress: Callable[[], None]) -> None:
        """Draft these units of the job; what was tried is no longer open. What is done when it fails is kept."""
        tried: set[Key] = set()
        try:
            for draft in self._drafts(job, () if job.refused else pairs, means):
                tried.add(draft.unit.key)
                self._take(job, self._signed(job, draft, means))
                progress()
                if job.refused:
                    break
        finally:
            # Also when Ctrl-C or the engine ends it.
            if not job.refused and (job.made or not job.written):
                self._keep(job)
            job.pairs = [] if job.refused else [pair for pair in job.pairs if pair[0].key not in tried]

    def _drafts(self, job: Job, pairs: Sequence[Pair], means: _Means) -> Iterator[Draft]:
        # What an online engine reads beside the text must be free to leave as well.
        readable = job.readable(means.engine)
        beside = neighbours(job.statement.segments, readable) if pairs and means.engine is not None else {}
        return drafts_of(
            pairs,
            source=self._run.project.source,
            target=self.tag,
            lookup=means.lookup,
            engine=means.engine,
            terms=replace(means.terms, first=job.firsts),
            redo=self._run.redo,
            context=context(job.statement, readable),
            around=lambda segment: beside.get(segment.key, ("", "")),
            mask=means.mask,
            style=self._run.project.style_for(self.tag),
        )

    def _signed(self, job: Job, draft: Draft, means: _Means) -> Draft:
        """With a word of the engine that was asked for first, where another drafted."""
        provenance, asked = draft.unit.provenance, self._run.choices[self.tag].asked
        if not draft.made or means.engine is None or means.engine.info.name == asked or _is_no_engines(provenance):
            return draft
        assert provenance is not None
        # What is not to leave this machine reaches only engines on it.
        kept = asked in self._run.choices[self.tag].able and draft.unit.key in job.secret
        signed = replace(provenance, instead_of=asked, kept_from=kept)
        return replace(draft, unit=replace(draft.unit, provenance=signed))

    def _take(self, job: Job, draft: Draft) -> None:
        if not draft.made:
            return
        if draft.unit.provenance is not None and draft.unit.provenance.instead_of:
            job.substitutes[draft.unit.provenance.by.partition(" ")[0]] += 1
        job.flagged += bool(draft.reasons)
        job.terms["all"] += len(draft.terms)
        job.terms["met"] += sum(term.target is not None for term in draft.terms)
        job.made.append(draft.unit)
        if len(job.made) >= _KEPT_EVERY:
            self._keep(job)

    def _keep(self, job: Job) -> None:
        """Write the catalog with the drafts made so far."""
        segments = job.segments
        was = {unit.key: unit for unit in job.catalog.units}
        made: dict[Key, Unit] = {}
        events, job.events = job.events, []
        for unit in job.made:
            if unit.key not in was or not is_open(was[unit.key], redo=self._run.redo):
                continue  # somebody filled it in an editor while we drafted
            # The notes are those of today: a unit is drafted from the catalog as it was opened.
            ready = replace(unit, record=history.record_for(unit), notes=was[unit.key].notes)
            if ready.target == was[unit.key].target and ready.provenance == was[unit.key].provenance:
                continue
            first = job.firsts.get(unit.key, frozenset())
            made[unit.key] = with_remarks(ready, segments[unit.key], self.tag, self._run.glossary, first)
            events += [history.draft_event(ready, at=self._run.stamp.isoformat())] if _is_drafted(ready) else []
        job.made.clear()
        catalog = replace(job.catalog, units=tuple(made.get(unit.key, unit) for unit in job.catalog.units))
        job.catalog = with_headers(catalog, job.statement, stamp=self._run.stamp, revised=bool(made))
        try:
            job.before, changed = keep_over(self._run.project, job.before, job.catalog, events)
        except PubflowError as error:
            job.refused = True
            self.refused.append(error.in_one_line)
            return
        job.catalog = job.before.catalog or job.catalog
        if changed:
            self.changed.append(self._run.project.relative(job.before.path))
        job.written = True

    @contextmanager
    def _memory(self) -> Iterator[OpenMemory | None]:
        """What people agreed to in this language; None where nothing asks for it, or it can't be opened."""
        if not any(job.asked_for for job in self.jobs):
            yield None
            return
        opened = {job.statement.statement.id: job.before for job in self.jobs}
        with ExitStack() as stack:
            try:
                memory = stack.enter_context(open_memory(self._run.project, self.tag, opened))
            except PubflowError as error:
                self.notes.append(f"{self.tag}: drafted without memory: {error.in_one_line}")
                memory = None
            if memory is not None:
                self.notes += memory.told
            yield memory

    def _row(self, job: Job) -> Row:
        return counted(job.statement, self.tag, [unit for unit in job.catalog.units if not unit.obsolete])


def _told(job: Job, asked: str) -> Iterator[str]:
    yield from job.told
    for name, count in job.substitutes.items():
        yield f"{job.name}: {count} drafts by {name}, not by {asked}; the notes of each say so"
    if job.terms["all"]:
        yield f"{job.name}: {_counted(job.terms)}"
    if job.flagged:
        drafts = "1 draft is" if job.flagged == 1 else f"{job.flagged} drafts are"
        yield f"{job.name}: {drafts} to be looked at twice; the reason stands in the notes of the unit"


def _counted(terms: Counter[str]) -> str:
    """`41 terms, 40 met, 1 flagged`."""
    return f"{terms['all']} terms, {terms['met']} met, {terms['all'] - terms['met']} flagged"


def _is_no_engines(provenance: Provenance | None) -> bool:
    """Whether memory had it, or it was copied since it has no letters."""
    return provenance is None or provenance.origin is not Origin.ENGINE or " " not in provenance.by


def _is_drafted(unit: Unit) -> bool:
    return unit.provenance is not None and unit.provenance.origin is not Origin.HUMAN
