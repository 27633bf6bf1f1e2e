"""`pubflow translate` and `pubflow draft`: memory, then the engine, for what is empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from pubflow import history, po
from pubflow.catalog import Catalog, Origin, Unit, overlay
from pubflow.errors import PubflowError, UsageError
from pubflow.files import append, write
from pubflow.history import Event
from pubflow.language import TAIWAN_STYLE, LanguageTag
from pubflow.memory import Memory
from pubflow.project import Project
from pubflow.segment import Key, Segment, TaggedText, wire_span
from pubflow.segment.match import Lookup
from pubflow.segment.sentences import spans
from pubflow.termbase.cascade import Table
from pubflow.translate import Draft, TermResult, Terms, draft_text, is_open
from pubflow.translate import translate as drafts_of
from pubflow.workflow import engines
from pubflow.workflow.extract import updated, with_headers, with_remarks, write_template
from pubflow.workflow.glossary import Glossary
from pubflow.workflow.opening import OpenCatalog, OpenStatement, every, open_catalog, select_ids, select_languages
from pubflow.workflow.report import Report, Row
from pubflow.workflow.status import counted
from pubflow.workflow.tables import terms_for

if TYPE_CHECKING:
    from pubflow.plugins import Engine

Progress = Callable[[int, int], None]

_KEPT_EVERY = 64
"""Drafts between two writes of a catalog: what a killed run loses at most."""


@dataclass(slots=True)
class _Job:
    """One statement in one language: what is open, and the catalog it goes into."""

    statement: OpenStatement
    before: OpenCatalog
    catalog: Catalog
    pairs: list[tuple[Unit, Segment]]
    """The open units with the segment each is drafted from."""
    made: list[Unit] = field(default_factory=list)
    """Drafts not yet written."""
    flagged: int = 0
    terms: Counter[str] = field(default_factory=Counter)
    """Occurrences in what was drafted: `all`, `met`."""

    @property
    def words(self) -> int:
        return sum(len(segment.text.plain.split()) for _, segment in self.pairs)


def translate(
    project: Project,
    ids: Sequence[str],
    languages: Sequence[str],
    *,
    engine: str | None,
    dry_run: bool,
    redo: bool,
    stamp: datetime,
    progress: Progress = lambda done, of: None,
) -> Report:
    """Extract, then draft every open unit. What is done when it is interrupted is kept."""
    tags = select_languages(project, languages)
    opened, failed = every(project, select_ids(project, ids))
    run = _Run(project, opened, Glossary.load(project), stamp, redo, progress)
    run.refused += [str(error) for error in failed]
    if not dry_run:
        for statement in opened:
            run.changed += write_template(project, statement, stamp)[1]
    for tag in tags:
        jobs = run.jobs(tag)
        if dry_run:
            run.tell(tag, jobs, engine)
        else:
            run.draft(tag, jobs, engine)
    findings = run.glossary.findings + tuple(finding for statement in opened for finding in statement.findings)
    return Report(
        changed=tuple(sorted(set(run.changed))),
        rows=tuple(sorted(run.rows, key=lambda row: row.statement)),
        findings=findings,
        notes=tuple(run.notes),
        refused=tuple(run.refused),
    )


@dataclass(frozen=True, slots=True)
class DraftedLine:
    """One line and what became of it."""

    source: str
    target: str
    status: str
    """`ok`, `review` or `flag`."""
    reasons: tuple[str, ...] = ()
    terms: tuple[TermResult, ...] = ()
    calls: int = 0
    """Drafts that the engine was asked for."""


def draft_lines(
    project: Project | None, lines: Iterable[str], language: str, *, engine: str | None
) -> Iterator[DraftedLine]:
    """Each line drafted under the glossary of the workspace, if there is one. Raises UsageError when no engine can."""
    source, target = LanguageTag("en"), LanguageTag.parse(language)
    name, why = engines.choose(project, source, target, engine=engine)
    if not name:
        raise UsageError(why, hint="pubflow engines tells what there is")
    with closing(engines.opened(project, name, words=0)) as translator, ExitStack() as stack:
        terms = None
        if project is not None and translator.supports(source, target):
            terms = stack.enter_context(terms_for(project, Glossary.load(project), target, translator.info))
        for line in lines:
            text = line.rstrip("\r\n")
            if not text.strip():
                yield DraftedLine(text, text, "ok")
                continue
            begins = tuple(start for start, _ in spans(TaggedText.parse(text).plain) if start)
            draft = draft_text(
                text,
                source=source,
                target=target,
                engine=translator,
                terms=terms,
                sentences=begins,
                style=project.style_for(target) if project else TAIWAN_STYLE,
            )
            written = draft.unit.target or text
            found = tuple(_in_wire(term, text, written) for term in draft.terms)
            yield DraftedLine(text, written, draft.status.name.lower(), draft.reasons, found, draft.calls)


def _in_wire(term: TermResult, source: str, target: str) -> TermResult:
    """With its places in the lines as they stand, tags included."""
    place = wire_span(target, term.target) if term.target else None
    return replace(term, source=wire_span(source, term.source), target=place)


@dataclass(slots=True)
class _Run:
    """What one run of the command gathers."""

    project: Project
    opened: tuple[OpenStatement, ...]
    glossary: Glossary
    stamp: datetime
    redo: bool
    progress: Progress
    changed: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def jobs(self, tag: LanguageTag) -> list[_Job]:
        """The catalogs of a language, brought up to date in memory; one that can't be read does not stop the others."""
        jobs = []
        for statement in self.opened:
            try:
                before = open_catalog(self.project, statement.statement.id, tag)
                catalog = updated(self.project, statement, before, self.glossary, stamp=self.stamp)
            except PubflowError as error:
                self.refused.append(str(error))
                continue
            jobs.append(_Job(statement, before, catalog, _open_pairs(catalog, statement.segments, self.redo)))
        return jobs

    def tell(self, tag: LanguageTag, jobs: Sequence[_Job], engine: str | None) -> None:
        """What a run would do, for --dry-run."""
        name, why = engines.choose(self.project, self.project.source, tag, engine=engine)
        lookup = self._memory(tag) if any(job.pairs for job in jobs) else None
        for job in jobs:
            known = sum(lookup(segment) is not None for _, segment in job.pairs) if lookup else 0
            here = f"{job.statement.statement.id} in {tag}"
            rest = len(job.pairs) - known
            self.notes.append(f"{here}: {known} units from memory, {rest} by {name or 'people'}, {job.words} words")
            self.rows.append(self._row(job, tag))
        if not name:
            self.notes.append(f"{tag}: {why}")

    def draft(self, tag: LanguageTag, jobs: Sequence[_Job], engine: str | None) -> None:
        """Fill what is open and write each catalog; one engine serves all of them."""
        total = sum(len(job.pairs) for job in jobs)
        name, why = engines.choose(self.project, self.project.source, tag, engine=engine)
        if total and not name:
            self.notes.append(f"{tag}: {why}")
        words = sum(job.words for job in jobs)
        translator = engines.opened(self.project, name, words=words) if total and name else None
        lookup = self._memory(tag) if total else None
        done = 0
        with closing(translator) if translator else nullcontext(), ExitStack() as stack:
            terms = Terms(self.glossary.termbase, tag, None, Table())
            if translator is not None and translator.supports(self.project.source, tag):
                terms = stack.enter_context(terms_for(self.project, self.glossary, tag, translator.info))
            for job in jobs:
                for count in self._fill(job, lookup, translator, tag, terms):
                    self.progress(done + count, total)
                done += len(job.pairs)
                self.rows.append(self._row(job, tag))
                if job.terms["all"]:
                    self.notes.append(f"{job.statement.statement.id} in {tag}: {_counted(job.terms)}")
                if job.flagged:
                    self.notes.append(
                        f"{job.statement.statement.id} in {tag}: {job.flagged} drafts are to be looked at twice; "
                        "the reason stands in the notes of the unit"
                    )

    def _fill(
        self, job: _Job, lookup: Lookup | None, translator: Engine | None, tag: LanguageTag, terms: Terms
    ) -> Iterator[int]:
        """Draft the job's open units; gives the number done after each."""
        try:
            drafts = drafts_of(
                job.pairs,
                source=self.project.source,
                target=tag,
                lookup=lookup,
                engine=translator,
                terms=terms,
                redo=self.redo,
                context=_context(job.statement),
                style=self.project.style_for(tag),
            )
            for number, draft in enumerate(drafts, 1):
                self._take(job, draft)
                yield number
        finally:
            # Also when Ctrl-C or the engine ends it: what is done is kept.
            self._keep(job)

    def _take(self, job: _Job, draft: Draft) -> None:
        if not draft.made:
            return
        job.flagged += bool(draft.reasons)
        job.terms["all"] += len(draft.terms)
        job.terms["met"] += sum(term.target is not None for term in draft.terms)
        job.made.append(draft.unit)
        if len(job.made) >= _KEPT_EVERY:
            self._keep(job)

    def _keep(self, job: _Job) -> None:
        """Write the catalog with the drafts made so far: its history first, or a draft might pass for a person's."""
        segments = {segment.key: segment for _, segment in job.pairs}
        was = {unit.key: unit for unit in job.catalog.units}
        made: dict[Key, Unit] = {}
        events: list[Event] = []
        for unit in job.made:
            ready = replace(unit, record=history.record_for(unit))
            if ready.target == was[unit.key].target and ready.provenance == was[unit.key].provenance:
                continue
            made[unit.key] = with_remarks(ready, segments[unit.key], job.before.language, self.glossary)
            events += [history.draft_event(ready, at=self.stamp.isoformat())] if _is_drafted(ready) else []
        job.made.clear()
        catalog = replace(job.catalog, units=tuple(made.get(unit.key, unit) for unit in job.catalog.units))
        job.catalog = with_headers(catalog, job.statement, stamp=self.stamp, revised=bool(made))
        path = self.project.history_path(job.statement.statement.id, job.before.language)
        append(path, "".join(map(history.dumps_line, events)))
        content = po.dumps(job.catalog, job.before.layout)
        if write(job.before.path, content, expected=job.before.content or None):
            self.changed.append(self.project.relative(job.before.path))
        job.before = replace(job.before, content=content)

    def _memory(self, tag: LanguageTag) -> Lookup:
        """What people reviewed in this language, over all statements of the workspace."""
        catalogs = []
        for statement_id in self.project.statement_ids():
            try:
                catalog = open_catalog(self.project, statement_id, tag).catalog
            except PubflowError:
                # Its own command says what is wrong with it; here it only has nothing to remember.
                continue
            catalogs += [catalog] if catalog else []
        return Memory.of(catalogs).lookup

    def _row(self, job: _Job, tag: LanguageTag) -> Row:
        return counted(job.statement, tag, [unit for unit in job.catalog.units if not unit.obsolete])


def _open_pairs(catalog: Catalog, segments: Sequence[Segment], redo: bool) -> list[tuple[Unit, Segment]]:
    pairs: dict[Key, tuple[Unit, Segment]] = {}
    for unit, segment in zip(overlay(catalog, segments), segments, strict=True):
        if unit is not None and is_open(unit, redo=redo):
            pairs.setdefault(unit.key, (unit, segment))
    return list(pairs.values())


def _counted(terms: Counter[str]) -> str:
    """`41 terms, 40 met, 1 flagged`."""
    return f"{terms['all']} terms, {terms['met']} met, {terms['all'] - terms['met']} flagged"


def _is_drafted(unit: Unit) -> bool:
    return unit.provenance is not None and unit.provenance.origin is not Origin.HUMAN


def _context(opened: OpenStatement) -> str:
    """Title and lead: the same for the whole statement, so that it splits no batch."""
    lead = next((segment.text.plain for segment in opened.segments if segment.place.block >= 0), "")
    return "\n".join(part for part in (opened.statement.get("title"), lead) if part)
