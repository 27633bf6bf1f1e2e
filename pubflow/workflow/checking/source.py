"""`pubflow check --source`: what is wrong in the statements themselves, before each language pays for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from pubflow.catalog import Unit
from pubflow.finding import Accepted, Examined, Finding, Severity, Target, Where
from pubflow.plugins import SourceContext, load_source_check, source_check_names
from pubflow.project import Project
from pubflow.review.accepted import Acceptances, acceptances, accepted_of, held_against, sorted_out
from pubflow.workflow.checking.check import Checked
from pubflow.workflow.checking.checker import check_ids, guarded, known_settings
from pubflow.workflow.workspace.glossary import Glossary
from pubflow.workflow.workspace.opening import OpenStatement, every, open_statement, select_ids
from pubflow.workflow.workspace.record import record_of
from pubflow.workflow.workspace.report import Report

_STATEMENT: Final = re.compile(r"statements/[^/]+\.md")


def check_source(project: Project, ids: Sequence[str]) -> Checked:
    """Run the checks of statements; reads only."""
    opened, failed = every(project, select_ids(project, ids))
    known_settings(project, check_ids())
    glossary = Glossary.load(project)
    examined = tuple(examined_source(project, one, glossary) for one in opened)
    others = (*glossary.findings, *(finding for one in opened for finding in one.findings))
    found = tuple(finding for one in examined for finding in one.findings)
    refused = tuple(error.in_one_line for error in failed)
    stands = any(one.accepted for one in examined)
    notes = () if found or refused else (f"nothing {'is open' if stands else 'found'} in the source",)
    return Checked(Report(findings=(*others, *found), notes=notes, refused=refused), examined, others, of_source=True)


def source_remarks(project: Project, written: Sequence[str]) -> tuple[str, ...]:
    """What there is to mend in the statements among these files, a line each, and how to see it; for `import`."""
    ids = [Path(name).stem for name in written if _STATEMENT.fullmatch(name)]
    if not ids:
        return ()
    glossary = Glossary.load(project)
    lines: list[str] = []
    for name in ids:
        one = examined_source(project, open_statement(project, name), glossary)
        lines += [f"in the source, unit {finding.where.unit}: {in_words(one, finding)}" for finding in one.findings]
        if one.findings:
            lines.append(f"better mended before it is translated: pubflow check --source {name}")
    return tuple(lines)


def in_words(one: Examined, finding: Finding) -> str:
    """What is wrong, with the words it is about."""
    target = one.targets.get(finding.where)
    words = target.text[slice(*finding.span)] if target is not None and finding.span is not None else ""
    return f"“{words}”: {finding.message}" if len(words) > 1 else finding.message


def examined_source(project: Project, opened: OpenStatement, glossary: Glossary) -> Examined:
    """What the checks say of one statement, and what of that a person lets stand: its own record says so."""
    name = opened.statement.id
    path = project.relative(project.statement_path(name))
    context = SourceContext(opened.statement, path, opened.segments, glossary.termbase)
    decided = dict(project.checks)
    findings: list[Finding] = []
    for check in map(load_source_check, source_check_names()):
        severity = decided.get(check.id, Severity.WARNING)
        if severity is not None:
            found = guarded(check.id, partial(check, context), Where(path))
            findings += [replace(one, severity=severity) if check.id in decided else one for one in found]
    loud = tuple(sorted((one for one in findings if one.severity > Severity.INFO), key=_place))
    plain = {one.where: Target(opened.segments[(one.where.unit or 1) - 1].text.plain) for one in loud if one.where.unit}
    open_, accepted = _sorted_out(opened, loud, acceptances(None, record_of(project, name)))
    return Examined(name, str(project.source), path, open_, accepted, targets=plain)


def _sorted_out(
    opened: OpenStatement, loud: tuple[Finding, ...], allowed: Acceptances
) -> tuple[tuple[Finding, ...], tuple[Accepted, ...]]:
    """What is open, and what a person lets stand; each check's findings on a unit go together."""
    together: dict[tuple[int, str], list[Finding]] = {}
    for finding in loud if allowed else ():
        together.setdefault((finding.where.unit or 0, finding.check), []).append(finding)
    accepted: list[Accepted] = []
    for (number, _), some in together.items():
        said = accepted_of(Unit(opened.segments[number - 1].key), allowed) if number else ()
        accepted += sorted_out(some, said, held_against(some))[1]
    gone = {each.finding for each in accepted}
    return tuple(one for one in loud if one not in gone), tuple(accepted)


def _place(finding: Finding) -> tuple[int, int]:
    return finding.where.unit or 0, finding.span[0] if finding.span else 0
