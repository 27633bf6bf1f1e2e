"""`pubflow check`: what is wrong in the catalogs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from pubflow import precedence
from pubflow.catalog import State, Unit
from pubflow.errors import PubflowError
from pubflow.finding import Finding, Severity, Where, errors_in
from pubflow.language import LanguageTag
from pubflow.plugins import (
    CatalogCheck,
    CheckContext,
    UnitAt,
    catalog_check_names,
    check_names,
    load_catalog_check,
    load_check,
)
from pubflow.project import Project
from pubflow.segment import Segment
from pubflow.workflow.composing import local_findings, locals_of
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
        self._order = (*check_names(), *catalog_check_names())
        self._limits = dict(project.limits)
        self._across: dict[LanguageTag, list[CatalogCheck]] = {}
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
        numbered: dict[Unit, int] = {}
        for number, unit in enumerate(units, 1):
            numbered.setdefault(unit, number)
        across = self.across((UnitAt(unit, Where(path, unit=number)) for unit, number in numbered.items()), tag)
        for unit, number in numbered.items():
            first = None if firsts is None else firsts.get(unit.key, frozenset())
            where = Where(path, unit=number)
            findings += self.of_unit(unit, opened.segments[number - 1], tag, where, first, across.get(where, ()))
        placed = locals_of(self._project, opened, tag, before.history)
        findings += local_findings(self._project, opened, tag, placed)
        findings = [finding for finding in findings if finding.severity > Severity.INFO]
        row = counted(opened, tag, tuple(dict.fromkeys(units)))
        errors = len(errors_in(findings))
        return replace(row, errors=errors, warnings=len(findings) - errors), findings

    def across(self, units: Iterable[UnitAt], tag: LanguageTag) -> dict[Where, list[Finding]]:
        """What is wrong in a catalog beside its own other units, and beside those that were judged before it."""
        if tag not in self._across:
            self._across[tag] = [load_catalog_check(name) for name in catalog_check_names()]
        filled = tuple(one for one in units if one.unit.state is not State.INITIAL)
        found: dict[Where, list[Finding]] = {}
        for one in self._across[tag] if filled else ():
            for finding in _guarded(one.id, partial(one.of_catalog, filled, tag), filled[0].where):
                found.setdefault(finding.where, []).append(finding)
        return found

    def of_unit(
        self,
        unit: Unit,
        segment: Segment,
        tag: LanguageTag,
        where: Where,
        first: frozenset[str] | None,
        across: Sequence[Finding] = (),
    ) -> Iterator[Finding]:
        """What is wrong in one unit; `first`: the names that the statement mentions first here, None for no rule;
        `across`: what is wrong in it beside others."""
        empty = unit.state is State.INITIAL
        terms = () if empty else self.glossary.matches(segment)
        context = CheckContext(tag, where, segment, terms, first, self._project.style_for(tag), self._limits)
        found = [
            each
            for one in (self._of_the_empty if empty else self._checks)
            for each in _guarded(one.id, partial(one, unit, context), where)
        ]
        yield from precedence.told([*found, *across], self._order)


def _guarded(name: str, findings: Callable[[], Iterable[Finding]], where: Where) -> list[Finding]:
    """A check of another package that fails is a remark of its own, and no end of the run."""
    try:
        return list(findings())
    except Exception as error:  # whatever somebody else's check does
        message = f"the check failed: {type(error).__name__}: {error}"
        return [Finding(name, Severity.WARNING, message, where)]
