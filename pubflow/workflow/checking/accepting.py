"""`pubflow accept`: a person lets a finding stand, with the reason, until its source or target changes."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from datetime import datetime

from pubflow.errors import Refused, UsageError
from pubflow.finding import NEVER, Finding
from pubflow.history import Event, undone_event
from pubflow.language import LanguageTag
from pubflow.plugins import catalog_check_names, check_names
from pubflow.project import Project
from pubflow.review.accepted import accept_event, acceptance_events
from pubflow.review.asked import cleaned
from pubflow.workflow.checking.checker import Checker, Judged
from pubflow.workflow.workspace.keeping import held, keep
from pubflow.workflow.workspace.opening import open_catalog, open_statement, segment_numbered, select_ids
from pubflow.workflow.workspace.people import handle_of
from pubflow.workflow.workspace.report import Report
from pubflow.workflow.workspace.reviewing import noted, terms_of


def accept(
    project: Project,
    statement_id: str,
    language: str,
    number: int,
    check: str,
    *,
    by: str,
    reason: str,
    withdraw: bool = False,
    stamp: datetime,
) -> Report:
    """Write down that what `check` finds in a unit may stand, or that it may no longer; the catalog keeps its bytes.

    Raises UsageError for a unit, a check or a name that is none, Refused where there is no such finding, and where it
    is one that must be mended.
    """
    handle = handle_of(project, by)
    why = "" if withdraw else cleaned(reason)
    _known(check)
    (statement_id,) = select_ids(project, (statement_id,))
    tag = LanguageTag.parse(language)
    opened = open_statement(project, statement_id)
    key = segment_numbered(opened, number).key
    checker = Checker(project)
    with held(project, statement_id, tag):
        before = noted(project, open_catalog(project, statement_id, tag), opened, checker.glossary, stamp=stamp)
        if before.catalog is None:
            raise Refused(
                f"{statement_id} has no catalog in {tag} yet", hint=f"pubflow translate {statement_id} -l {tag}"
            )
        judged = checker.judged(opened, before)
        unit = next(unit for unit in judged.units.values() if unit.key == key)
        number = next(at for at, one in judged.units.items() if one.key == key)
        given = acceptance_events(unit, check, before.history)
        new: tuple[Event, ...] = ()
        if withdraw:
            if not given:
                raise Refused(f"nobody accepted {check} at unit {number} as it reads now", hint=_LIST)
            new = (undone_event(unit, given, at=stamp.isoformat(), by=handle),)
            note = f"taken back: {check} at unit {number} is open again"
        elif found := _found(judged, number, check):
            terms = terms_of(opened, before, checker.glossary)(unit)
            new = (accept_event(unit, check, why, terms=terms, by=handle, at=stamp.isoformat()),)
            note = f"accepted: {'; '.join(one.message for one in found)}"
        else:
            note = "accepted before"
        keep(project, before, before.catalog, new)
    changed = (project.relative(project.history_path(statement_id, tag)),) * bool(new)
    return Report(changed=changed, notes=(note,))


_LIST = "what people accepted: pubflow check --accepted"


def _known(check: str) -> None:
    names = (*check_names(), *catalog_check_names())
    if check not in names:
        near = difflib.get_close_matches(check, names, 1)
        hint = f"did you mean {near[0]}?" if near else "`pubflow check` names them; docs/checks.md tells of each"
        raise UsageError(f"there is no check “{check}”", hint=hint)
    if check in NEVER:
        raise Refused(f"{check} can't be accepted: it says what is still to be done", hint="mend the unit")


def _found(judged: Judged, number: int, check: str) -> Sequence[Finding]:
    """The open findings that are meant; none where they are accepted already. Raises Refused where there are none."""
    here = [finding for finding in judged.findings if finding.where.unit == number]
    mine = [finding for finding in here if finding.check == check]
    known = any((one.finding.where.unit, one.finding.check) == (number, check) for one in judged.accepted)
    if not mine and not known:
        others = ", ".join(dict.fromkeys(finding.check for finding in here))
        hint = f"found there: {others}" if others else "nothing is found there: pubflow check lists the units"
        raise Refused(f"{check} finds nothing at unit {number}", hint=hint)
    return mine
