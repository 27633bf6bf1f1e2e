"""`pubflow translate` and `pubflow draft`: memory, then the engines, for what is empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import Final

from pubflow.errors import UsageError
from pubflow.language import TAIWAN_STYLE, LanguageTag
from pubflow.plugins import load_engine
from pubflow.project import Project
from pubflow.segment import TaggedText, wire_span
from pubflow.segment.sentences import spans
from pubflow.termbase.model import Termbase
from pubflow.translate import TermResult, draft_text
from pubflow.workflow.drafting import engines
from pubflow.workflow.drafting.draft import LanguageRun
from pubflow.workflow.drafting.engines import Choice
from pubflow.workflow.drafting.job import Run
from pubflow.workflow.drafting.online import Outside, quota
from pubflow.workflow.drafting.privacy import embargo_rule
from pubflow.workflow.drafting.tables import terms_for
from pubflow.workflow.intake.extract import write_template
from pubflow.workflow.workspace.glossary import Glossary
from pubflow.workflow.workspace.opening import every, select_ids, select_languages
from pubflow.workflow.workspace.report import Report
from pubflow.workflow.workspace.reviewing import note_questions

Progress = Callable[[int, int], None]

_WORKERS: Final = 4
"""Languages that wait for online engines at the same time."""


def translate(
    project: Project,
    ids: Sequence[str],
    languages: Sequence[str],
    *,
    engine: str | None,
    dry_run: bool,
    redo: bool,
    stamp: datetime,
    now: datetime,
    max_chars: int | None = None,
    progress: Progress = lambda done, of: None,
) -> Report:
    """Extract, then draft every open unit. What is done when it is interrupted is kept.

    `now` is the real clock's, for embargoes; `max_chars` goes before the project's budget.
    """
    tags = select_languages(project, languages)
    opened, failed = every(project, select_ids(project, ids))
    changed: list[str] = []
    glossary = Glossary.load(project)
    if not dry_run:
        for statement in opened:
            changed += write_template(project, statement, stamp)[1]
            note_questions(project, statement, tags, glossary, stamp=stamp)
    outside = Outside(project, max_chars=max_chars, rehearsal=dry_run)
    choices = {tag: engines.able(project, project.source, tag, engine=engine) for tag in tags}
    run = Run(project, opened, glossary, stamp, now, redo, choices, outside)
    online = _first_online(project, choices)
    with closing(outside):
        parts = _in_turn(run, [tag for tag in tags if tag not in online], progress, dry_run=dry_run)
        parts += _at_once(run, [tag for tag in tags if tag in online], progress, dry_run=dry_run)
    parts.sort(key=lambda part: tags.index(part.tag))
    notes = [note for part in parts for note in part.notes]
    return Report(
        changed=tuple(sorted({*changed, *(path for part in parts for path in part.changed)})),
        rows=tuple(sorted((row for part in parts for row in part.rows), key=lambda row: row.statement)),
        findings=glossary.findings + tuple(finding for statement in opened for finding in statement.findings),
        notes=tuple(dict.fromkeys((*notes, *_of_outside(run, online, dry_run=dry_run)))),
        refused=(*(error.in_one_line for error in failed), *(line for part in parts for line in part.refused)),
    )


def _first_online(project: Project, choices: Mapping[LanguageTag, Choice]) -> dict[LanguageTag, str]:
    """The languages whose first usable engine is not on this machine, each with its name."""
    first = {tag: choice.able[0] for tag, choice in choices.items() if choice.able}
    online = {name for name in first.values() if not engines.is_offline(project, name)}
    return {tag: name for tag, name in first.items() if name in online}


def _in_turn(run: Run, tags: Sequence[LanguageTag], progress: Progress, *, dry_run: bool) -> list[LanguageRun]:
    """One language after the other: an engine on this machine has all its cores."""
    parts = []
    for tag in tags:
        with closing(LanguageRun(run, tag)) as part:
            _go(part, _Ticker(progress, part.total), dry_run=dry_run)
        parts.append(part)
    return parts


def _at_once(run: Run, tags: Sequence[LanguageTag], progress: Progress, *, dry_run: bool) -> list[LanguageRun]:
    """Several languages together: an online engine is waited for. Ctrl-C lets what was sent come back, and no more."""
    with ExitStack() as stack, ThreadPoolExecutor(max_workers=_WORKERS) as pool:
        parts = [stack.enter_context(closing(LanguageRun(run, tag))) for tag in tags]
        ticker = _Ticker(progress, sum(part.total for part in parts))
        waiting = [pool.submit(_go, part, ticker, dry_run=dry_run) for part in parts]
        try:
            for one in waiting:
                one.result()
        except BaseException:
            run.outside.meter.stopped.set()
            pool.shutdown(cancel_futures=True)
            raise
    return parts


def _go(part: LanguageRun, ticker: _Ticker, *, dry_run: bool) -> None:
    if dry_run:
        part.rehearse()
    else:
        part.draft(ticker.tick)
    # Statements of other languages want the room, and other processes the catalogs.
    part.close()


class _Ticker:
    """Counts units for the progress bar, from several threads."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0
        self._lock = Lock()

    def tick(self) -> None:
        with self._lock:
            self._done = min(self._done + 1, self._total)
            self._progress(self._done, self._total)


def _of_outside(run: Run, online: dict[LanguageTag, str], *, dry_run: bool) -> Iterator[str]:
    """What left this machine, or would; and by which rule."""
    for name in dict.fromkeys(online.values()):
        yield from run.outside.told(name, (tag for tag, other in online.items() if other == name))
        if dry_run and (said := _quota(run.project, name)):
            yield said
    if online and any(statement.statement.get("embargo") for statement in run.opened):
        yield embargo_rule(run.project)


def _quota(project: Project, name: str) -> str:
    with closing(load_engine(name, **dict(engines.options_for(project, name)))) as engine:
        return quota(engine, name)


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
    engine: str = ""
    """The one that drafted it."""
    instead: str = ""
    """Why not the one asked for first, where that is another."""


def draft_lines(
    project: Project | None, lines: Iterable[str], language: str, *, engine: str | None
) -> Iterator[DraftedLine]:
    """Each line drafted under the glossary of the workspace, if there is one. Raises UsageError when no engine can."""
    source, target = LanguageTag("en"), LanguageTag.parse(language)
    name, why = engines.choose(project, source, target, engine=engine)
    if not name:
        raise UsageError(why, hint="pubflow engines tells what there is")
    lacking = engines.able(project, source, target, engine=engine).lacking
    instead = "; ".join(f"{other} is not used: {what}" for other, what in lacking)
    glossary = Glossary.load(project) if project is not None else None
    termbase = glossary.termbase if glossary else Termbase()
    with ExitStack() as stack:
        opened = stack.enter_context(closing(engines.opened(project, name, words=0)))
        outside = stack.enter_context(closing(Outside(project)))
        translator, mask = outside.wrapped(opened, target, termbase)
        terms = None
        if project is not None and glossary is not None:
            terms = stack.enter_context(terms_for(project, glossary, target, translator.info))
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
                mask=mask,
                style=project.style_for(target) if project else TAIWAN_STYLE,
            )
            written = draft.unit.target or text
            found = tuple(_in_wire(term, text, written) for term in draft.terms)
            status = draft.status.name.lower()
            yield DraftedLine(text, written, status, draft.reasons, found, draft.calls, name, instead)


def _in_wire(term: TermResult, source: str, target: str) -> TermResult:
    """With its places in the lines as they stand, tags included."""
    place = wire_span(target, term.target) if term.target else None
    return replace(term, source=wire_span(source, term.source), target=place)
