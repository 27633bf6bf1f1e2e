"""`pubflow accept`: a person lets a finding stand, with the reason, until its source or target changes.

What is accepted of a catalog stands in that catalog's history, what is accepted of the source in the statement's own
record.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from operator import attrgetter

from pubflow.catalog import Unit
from pubflow.errors import Refused, UsageError
from pubflow.files import append
from pubflow.finding import NEVER, Accepted, Finding, units_told
from pubflow.history import Event, dumps_line, undone_event
from pubflow.language import LanguageTag
from pubflow.plugins import catalog_check_names, check_names, source_check_names
from pubflow.project import Project
from pubflow.review.accepted import accept_event, acceptance_events, held_against
from pubflow.review.asked import cleaned
from pubflow.workflow.checking.checker import Checker
from pubflow.workflow.checking.source import examined_source, in_words
from pubflow.workflow.workspace.glossary import Glossary
from pubflow.workflow.workspace.keeping import held, keep
from pubflow.workflow.workspace.opening import (
    OpenStatement,
    open_catalog,
    open_statement,
    segment_numbered,
    select_ids,
)
from pubflow.workflow.workspace.people import handle_of
from pubflow.workflow.workspace.record import record_of
from pubflow.workflow.workspace.report import Report
from pubflow.workflow.workspace.reviewing import noted, terms_of


@dataclass(frozen=True, slots=True)
class Word:
    """What a person says of the findings of one check in one unit."""

    number: int
    check: str
    by: str
    reason: str = ""
    withdraw: bool = False
    """Whether they may stand no longer."""


def accept(project: Project, statement_id: str, language: str, word: Word, *, stamp: datetime) -> Report:
    """Write down that what a check finds in a unit may stand, or that it may no longer; the catalog keeps its bytes.

    Raises UsageError for a unit, a check or a name that is none, Refused where there is no such finding, and where it
    is one that must be mended.
    """
    word = _cleaned(project, word)
    _known(word.check, of_source=False, other=f"pubflow accept {statement_id} --source {word.number} {word.check}")
    (statement_id,) = select_ids(project, (statement_id,))
    tag = LanguageTag.parse(language)
    opened = open_statement(project, statement_id)
    key = segment_numbered(opened, word.number).key
    checker = Checker(project)
    with held(project, statement_id, tag):
        before = noted(project, open_catalog(project, statement_id, tag), opened, checker.glossary, stamp=stamp)
        if before.catalog is None:
            raise Refused(
                f"{statement_id} has no catalog in {tag} yet", hint=f"pubflow translate {statement_id} -l {tag}"
            )
        judged = checker.judged(opened, before)
        first, unit = next((place, unit) for place, unit in judged.units.items() if unit.key == key)
        terms = terms_of(opened, before, checker.glossary)
        desk = _Desk(before.history, judged.findings, judged.accepted, lambda _: terms(unit), "pubflow check")
        new, note = _decided(replace(word, number=first), unit, desk, stamp.isoformat())
        keep(project, before, before.catalog, new)
    changed = (project.relative(project.history_path(statement_id, tag)),) * bool(new)
    return Report(changed=changed, notes=(note,))


def accept_source(project: Project, statement_id: str, word: Word, *, stamp: datetime) -> Report:
    """The same for what a check finds in the statement itself; the record is appended to, the statement untouched."""
    word = _cleaned(project, word)
    (statement_id,) = select_ids(project, (statement_id,))
    opened = open_statement(project, statement_id)
    _of_a_unit(opened, word.check)
    _known(word.check, of_source=True, other=f"pubflow accept {statement_id} -l TAG {word.number} {word.check}")
    unit = Unit(segment_numbered(opened, word.number).key)
    found = examined_source(project, opened, Glossary.load(project))
    record = record_of(project, statement_id)
    desk = _Desk(
        record, found.findings, found.accepted, held_against, "pubflow check --source", partial(in_words, found)
    )
    new, note = _decided(word, unit, desk, stamp.isoformat())
    path = project.record_path(statement_id)
    append(path, "".join(map(dumps_line, new)))
    return Report(changed=(project.relative(path),) * bool(new), notes=(note,))


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the word of a person is held against."""

    history: Sequence[Event]
    findings: Sequence[Finding]
    """Those that are open."""
    accepted: Sequence[Accepted]
    terms: Callable[[Sequence[Finding]], str]
    """What accepted findings are held to beside the text."""
    command: str
    """It lists what is found, and with --accepted what people accepted."""
    tell: Callable[[Finding], str] = attrgetter("message")
    """What is wrong."""


def _cleaned(project: Project, word: Word) -> Word:
    """Raises UsageError for a name that is no handle, and for a reason without words."""
    handle = handle_of(project, word.by)
    return replace(word, by=handle, reason="" if word.withdraw else cleaned(word.reason))


def _decided(word: Word, unit: Unit, desk: _Desk, at: str) -> tuple[tuple[Event, ...], str]:
    """What is to be written down, and what to tell."""
    number, check = word.number, word.check
    if word.withdraw:
        given = acceptance_events(unit, check, desk.history)
        if not given:
            hint = f"what people accepted: {desk.command} --accepted"
            raise Refused(f"nobody accepted {check} at unit {number} as it reads now", hint=hint)
        note = f"taken back: {check} at unit {number} is open again"
        return (undone_event(unit, given, at=at, by=word.by),), note
    found = _found(word, desk)
    if not found:
        return (), "accepted before"
    event = accept_event(unit, check, word.reason, terms=desk.terms(found), by=word.by, at=at, after=desk.history)
    return (event,), f"accepted: {'; '.join(map(desk.tell, found))}"


def _of_a_unit(opened: OpenStatement, check: str) -> None:
    """Raise Refused for what is said of the file as it was read."""
    for finding in opened.findings:
        if finding.check == check:
            message = f"{check} can't be accepted: it is said of the file, and of no unit"
            raise Refused(message, hint=f"mend it: {finding.where}: {finding.message}")


def _known(check: str, *, of_source: bool, other: str) -> None:
    """Raise UsageError for what is no such check; `other`: how to accept what one of the other kind finds."""
    catalogs, source = (*check_names(), *catalog_check_names()), source_check_names()
    names, others = (source, catalogs) if of_source else (catalogs, source)
    if check in others:
        raise UsageError(f"{check} is a check of {'catalogs' if of_source else 'the source'}", hint=other)
    if check not in names:
        near = difflib.get_close_matches(check, names, 1)
        hint = f"did you mean {near[0]}?" if near else "`pubflow check` names them; docs/checks.md tells of each"
        raise UsageError(f"there is no check “{check}”", hint=hint)
    if check in NEVER:
        raise Refused(f"{check} can't be accepted: it says what is still to be done", hint="mend the unit")


def _found(word: Word, desk: _Desk) -> Sequence[Finding]:
    """The open findings that are meant; none where they are accepted already. Raises Refused where there are none."""
    number, check = word.number, word.check
    here = [finding for finding in desk.findings if finding.where.unit == number]
    mine = [finding for finding in here if finding.check == check]
    known = any((one.finding.where.unit, one.finding.check) == (number, check) for one in desk.accepted)
    if mine or known:
        return mine
    others = ", ".join(dict.fromkeys(finding.check for finding in here))
    units = sorted({one.where.unit for one in desk.findings if one.check == check and one.where.unit})
    if others:
        hint = f"found there: {others}"
    elif units:
        hint = f"it finds something at {units_told(units)}"
    else:
        hint = f"nothing is found there: {desk.command} lists the units"
    raise Refused(f"{check} finds nothing at unit {number}", hint=hint)
