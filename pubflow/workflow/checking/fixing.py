"""`pubflow check --fix`: marks, spaces and unseen characters put right where that is sure; no word changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from pubflow.catalog import State, Unit
from pubflow.errors import PubflowError
from pubflow.finding import Finding, Severity, Where
from pubflow.history import Event, attach, draft_event, mended_events, record_for, standing
from pubflow.language import LanguageTag
from pubflow.project import Project
from pubflow.review.accepted import acceptances, accepted_of
from pubflow.segment import Key, Segment
from pubflow.workflow.checking.checker import SAFE, Checker
from pubflow.workflow.workspace.keeping import held, keep
from pubflow.workflow.workspace.opening import (
    OpenCatalog,
    OpenStatement,
    every,
    open_catalog,
    places_of,
    select_ids,
    select_languages,
    units_by_segment,
)
from pubflow.workflow.workspace.report import Report
from pubflow.workflow.workspace.reviewing import noted, seen
from pubflow.workflow.workspace.undo import Undo, catalog_files
from pubflow.workflow.workspace.words import remember

_ROUNDS: Final = 24
"""Fixes of one unit, one after the other; each is of one finding."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """One unit that was mended, or would be."""

    statement: str
    language: str
    unit: int
    checks: tuple[str, ...]
    old: str
    new: str
    looked_at: bool
    """Whether somebody had agreed to it, and must look again."""


@dataclass(frozen=True, slots=True)
class _Mended:
    """A unit before and after."""

    number: int
    old: Unit
    new: Unit
    checks: tuple[str, ...]

    @property
    def looked_at(self) -> bool:
        return self.old.state >= State.REVIEWED or bool(standing(self.old))


def fix(
    project: Project, ids: Sequence[str], languages: Sequence[str], *, dry_run: bool = False, stamp: datetime
) -> tuple[tuple[Fixed, ...], Report]:
    """Mend what is sure in every catalog asked for; `dry_run`: only tell.

    A unit that people agreed to is set back to “needs work”, with the reason in its history. A catalog that can't be
    read or is held by another process does not stop the rest.
    """
    tags = select_languages(project, languages)
    opened, failed = every(project, select_ids(project, ids))
    run = _Run(project, Checker(project), dry_run, stamp, None if dry_run else Undo(project, "fix"))
    refused = [error.in_one_line for error in failed]
    for one in opened:
        for tag in tags:
            try:
                run.catalog(one, tag)
            except PubflowError as error:
                refused.append(error.in_one_line)
    report = Report(changed=tuple(sorted(set(run.changed))), notes=tuple(run.notes), refused=tuple(refused))
    return tuple(run.fixed), report


class _Run:
    """One run over all catalogs."""

    def __init__(self, project: Project, checker: Checker, dry_run: bool, stamp: datetime, undo: Undo | None) -> None:
        self._project, self._checker, self._dry_run, self._stamp, self._undo = project, checker, dry_run, stamp, undo
        self.fixed: list[Fixed] = []
        self.changed: list[str] = []
        self.notes: list[str] = []

    def catalog(self, opened: OpenStatement, tag: LanguageTag) -> None:
        """Mend one catalog."""
        glossary, name = self._checker.glossary, opened.statement.id
        before = open_catalog(self._project, name, tag)
        found = self._mended(opened, seen(before, opened, glossary, stamp=self._stamp)[0])
        if found and not self._dry_run:
            with held(self._project, name, tag):
                if self._undo is not None:
                    self._undo.before(catalog_files(self._project, name, tag))
                before = noted(
                    self._project, open_catalog(self._project, name, tag), opened, glossary, stamp=self._stamp
                )
                found = self._mended(opened, before)
                self._write(before, found)
                if self._undo is not None:
                    self._undo.after(catalog_files(self._project, name, tag))
        self.fixed += [
            Fixed(name, str(tag), one.number, one.checks, one.old.target, one.new.target, one.looked_at)
            for one in found
        ]

    def _mended(self, opened: OpenStatement, before: OpenCatalog) -> list[_Mended]:
        units = {unit.key: unit for unit in units_by_segment(before.catalog, opened.segments)}
        allowed = acceptances(before.catalog, before.history)
        firsts = self._checker.glossary.first_mentions(self._project, opened.segments, before.language)
        path = self._project.relative(before.path)
        found = []
        for key, (number, segment) in places_of(opened.segments).items():
            first = None if firsts is None else firsts.get(key, frozenset())

            def look(
                unit: Unit, number: int = number, segment: Segment = segment, first: frozenset[str] | None = first
            ) -> list[Finding]:
                told = self._checker.of_unit(unit, segment, before.language, Where(path, unit=number), first)
                return [one for one in told if one.severity > Severity.INFO]

            # What somebody accepted holds for this very text.
            if not accepted_of(units[key], allowed):
                new, checks = _settled(units[key], look)
                if checks:
                    found.append(_Mended(number, units[key], new, checks))
        return found

    def _write(self, before: OpenCatalog, found: Sequence[_Mended]) -> None:
        if before.catalog is None or not found:
            return
        at = self._stamp.isoformat()
        events: list[Event] = []
        changed: dict[Key, Unit] = {}
        for one in found:
            events += _events(one, before.history, at)
            state = State.TRANSLATED if one.looked_at else one.new.state
            changed[one.new.key] = replace(one.new, state=state, record="")
        mended = replace(before.catalog, units=tuple(changed.get(unit.key, unit) for unit in before.catalog.units))
        told = attach(mended, (*before.history, *events))
        units = tuple(replace(unit, record=record_for(unit)) if unit.key in changed else unit for unit in told.units)
        remember(self._project, (one.old for one in found if one.looked_at))
        _, written = keep(self._project, before, replace(mended, units=units), events)
        history = self._project.history_path(before.catalog.statement_id, before.language)
        self.changed += map(self._project.relative, [before.path] * written + [history])


def _events(one: _Mended, earlier: Sequence[Event], at: str) -> Sequence[Event]:
    """A draft of ours stays one; a person's text stays that person's."""
    if one.old.is_own_draft:
        return (draft_event(one.new, at=at),)
    return mended_events(one.old, one.new, earlier, checks=", ".join(one.checks), at=at, reopen=one.looked_at)


def _settled(unit: Unit, look: Callable[[Unit], list[Finding]]) -> tuple[Unit, tuple[str, ...]]:
    """The unit with all that is sure mended, and by which checks; as it is where that would break something else."""
    new, checks, known = unit, dict[str, None](), {unit.target}
    first = found = look(unit)
    for _ in range(_ROUNDS):
        one = next((one for one in found if one.check in SAFE and one.fix not in (None, new.target)), None)
        if one is None:
            break
        new = replace(new, target=one.fix or "")
        if new.target in known:
            return unit, ()
        known.add(new.target)
        checks[one.check] = None
        found = look(new)
    worse = Counter(one.check for one in found) - Counter(one.check for one in first)
    return (unit, ()) if worse or not new.target.strip() else (new, tuple(checks))
