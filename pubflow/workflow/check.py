"""`pubflow check`: what is wrong in the catalogs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pubflow import precedence
from pubflow.catalog import State, Unit
from pubflow.errors import PubflowError
from pubflow.finding import Finding, Severity, Where, errors_in
from pubflow.language import LanguageTag
from pubflow.plugins import Check, CheckContext, check_names, load_check
from pubflow.project import Project
from pubflow.segment import Segment
from pubflow.workflow.glossary import Glossary
from pubflow.workflow.opening import (
    OpenCatalog,
    OpenStatement,
    every,
    open_catalog,
    select_ids,
    select_languages,
    units_by_segment,
)
from pubflow.workflow.report import Report, Row
from pubflow.workflow.status import counted

_EMPTY = "empty"
"""The one check that a unit without a target is for."""


def check(project: Project, ids: Sequence[str], languages: Sequence[str]) -> Report:
    """Run every check over every unit of the catalogs asked for; reads only."""
    tags = select_languages(project, languages)
    opened, failed = every(project, select_ids(project, ids))
    checker = Checker(project)
    findings = list(checker.glossary.findings)
    rows: list[Row] = []
    refused = [str(error) for error in failed]
    for statement in opened:
        findings += statement.findings
        for tag in tags:
            try:
                row, found = checker.look(statement, tag)
            except PubflowError as error:
                refused.append(str(error))
                continue
            rows.append(row)
            findings += found
    return Report(rows=tuple(rows), findings=tuple(findings), refused=tuple(refused))


class Checker:
    """All checks and the glossary, loaded once a run."""

    def __init__(self, project: Project) -> None:
        """Raises what the glossary's files raise when they can't be read."""
        self.glossary = Glossary.load(project)
        self._project = project
        self._checks = [load_check(name) for name in check_names()]
        self._order = tuple(check_one.id for check_one in self._checks)
        self._of_the_empty = [check_one for check_one in self._checks if check_one.id == _EMPTY]

    def look(self, opened: OpenStatement, tag: LanguageTag) -> tuple[Row, list[Finding]]:
        """The counts of one catalog, and what is wrong in it, unit by unit. Drafts are told in the counts alone."""
        return self.judge(opened, open_catalog(self._project, opened.statement.id, tag))

    def judge(self, opened: OpenStatement, before: OpenCatalog) -> tuple[Row, list[Finding]]:
        """The same for a catalog that is open already."""
        tag = before.language
        units = units_by_segment(before.catalog, opened.segments)
        findings = list(before.findings)
        path = self._project.relative(before.path)
        firsts = self.glossary.first_mentions(self._project, opened.segments, tag)
        seen: set[Unit] = set()
        for number, (unit, segment) in enumerate(zip(units, opened.segments, strict=True), 1):
            if unit not in seen:
                seen.add(unit)
                first = None if firsts is None else firsts.get(unit.key, frozenset())
                findings += self.of_unit(unit, segment, tag, Where(path, unit=number), first)
        findings = [finding for finding in findings if finding.severity > Severity.INFO]
        row = counted(opened, tag, tuple(dict.fromkeys(units)))
        errors = len(errors_in(findings))
        return replace(row, errors=errors, warnings=len(findings) - errors), findings

    def of_unit(
        self, unit: Unit, segment: Segment, tag: LanguageTag, where: Where, first: frozenset[str] | None
    ) -> Iterator[Finding]:
        """What is wrong in one unit; `first`: the names that the statement mentions first here, None for no rule."""
        empty = unit.state is State.INITIAL
        terms = () if empty else self.glossary.matches(segment)
        context = CheckContext(tag, where, segment, terms, first, self._project.style_for(tag))
        found = (
            each for one in (self._of_the_empty if empty else self._checks) for each in _guarded(one, unit, context)
        )
        yield from precedence.told(found, self._order)


def _guarded(check_one: Check, unit: Unit, context: CheckContext) -> list[Finding]:
    """A check of another package that fails is a remark of its own, and no end of the run."""
    try:
        return list(check_one(unit, context))
    except Exception as error:  # whatever somebody else's check does
        message = f"the check failed: {type(error).__name__}: {error}"
        return [Finding(check_one.id, Severity.WARNING, message, context.where)]
