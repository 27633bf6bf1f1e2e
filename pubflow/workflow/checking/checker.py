"""What the checks say of a catalog, for every command that asks: as the project wants it, without what is accepted."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from pubflow import precedence
from pubflow.catalog import State, Unit
from pubflow.errors import ProjectError
from pubflow.finding import NEVER, Accepted, Finding, Severity, Where, errors_in
from pubflow.language import ChineseStyle, LanguageTag
from pubflow.plugins import (
    CatalogCheck,
    Check,
    CheckContext,
    UnitAt,
    catalog_check_names,
    check_names,
    load_catalog_check,
    load_check,
    source_check_names,
)
from pubflow.project import FILE, Project
from pubflow.review.accepted import Acceptances, acceptances, accepted_of, sorted_out
from pubflow.review.standing import terms_digest
from pubflow.segment import Segment, is_address
from pubflow.workflow.checking.verdicts import Found, Verdicts
from pubflow.workflow.workspace.composing import local_findings, locals_of
from pubflow.workflow.workspace.glossary import Glossary
from pubflow.workflow.workspace.opening import (
    OpenCatalog,
    OpenStatement,
    open_catalog,
    units_by_segment,
)
from pubflow.workflow.workspace.report import Row
from pubflow.workflow.workspace.status import counted

_EMPTY = "empty"
_OF_EMPTY = frozenset({_EMPTY})
_OF_ADDRESSES = frozenset({_EMPTY, "max-length", "merge-conflict", "tag-mismatch"})
"""What is looked for in a piece of an address, which is no prose."""
"""The one check that a unit without a target is for."""
SAFE: Final = frozenset({"invisible-char", "halfwidth-punct", "spacing", "quotes", "end-punct"})
"""Checks whose fixes change characters that nobody reads as words: `check --fix` may make them unasked."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the checks say of one catalog."""

    row: Row
    findings: tuple[Finding, ...]
    """Those that are open."""
    accepted: tuple[Accepted, ...]
    units: Mapping[int, Unit]
    """By number; one that stands in several places has that of the first."""


class Checker:
    """All checks and the glossary, loaded once a run."""

    def __init__(self, project: Project, glossary: Glossary | None = None) -> None:
        """Raises what the glossary's files raise when they can't be read, and ProjectError for settings of no check."""
        self.glossary = glossary or Glossary.load(project)
        self._project = project
        self._verdicts = Verdicts(project)
        # Asked for once: each time all that is installed is looked through for others' checks.
        alone, self._names_across = check_names(), catalog_check_names()
        self._checks = [load_check(name) for name in alone]
        self._order = (*alone, *self._names_across)
        self._limits = dict(project.limits)
        self._across: dict[LanguageTag, list[CatalogCheck]] = {}
        self._decided: dict[LanguageTag, dict[str, Severity | None]] = {}
        self._asked: dict[LanguageTag, tuple[Check, ...]] = {}
        self._styles: dict[LanguageTag, ChineseStyle] = {}
        known_settings(project, (*self._order, *source_check_names()))

    def look(self, opened: OpenStatement, tag: LanguageTag) -> tuple[Row, list[Finding]]:
        """The counts of one catalog, and what is wrong in it, unit by unit. Drafts are told in the counts alone."""
        return self.judge(opened, open_catalog(self._project, opened.statement.id, tag))

    def judge(self, opened: OpenStatement, before: OpenCatalog) -> tuple[Row, list[Finding]]:
        """The same for a catalog that is open already; without what people accepted."""
        judged = self.judged(opened, before)
        return judged.row, list(judged.findings)

    def judged(self, opened: OpenStatement, before: OpenCatalog) -> Judged:
        """The same, with what people accepted, and the units that it is about."""
        tag = before.language
        units = units_by_segment(before.catalog, opened.segments)
        path = self._project.relative(before.path)
        numbered: dict[Unit, int] = {}
        for number, unit in enumerate(units, 1):
            numbered.setdefault(unit, number)
        across = self.across((UnitAt(unit, Where(path, unit=number)) for unit, number in numbered.items()), tag)
        allowed = acceptances(before.catalog, before.history)
        found = self._of_catalog(opened, before, numbered)
        findings, accepted = list(before.findings), list[Accepted]()
        for unit, number in numbered.items():
            where, segment = Where(path, unit=number), opened.segments[number - 1]
            told = self._one_of_each([*found.get(number, ()), *across.get(where, ())], tag)
            loud = [finding for finding in told if finding.severity > Severity.INFO]
            open_, others = self.sorted_out(loud, unit, segment, tag, allowed)
            findings += open_
            accepted += others
        placed = locals_of(self._project, opened, tag, before.history)
        local = local_findings(self._project, opened, tag, placed)
        findings += (finding for finding in local if finding.severity > Severity.INFO)
        row = counted(opened, tag, tuple(dict.fromkeys(units)))
        errors = len(errors_in(findings))
        row = replace(row, errors=errors, warnings=len(findings) - errors, accepted=len(accepted))
        by_number = {number: unit for unit, number in numbered.items()}
        return Judged(row, tuple(findings), tuple(accepted), by_number)

    def _of_catalog(self, opened: OpenStatement, before: OpenCatalog, numbered: Mapping[Unit, int]) -> Found:
        """What each unit's own checks say of it, by number: as an earlier look at this catalog found it, or anew."""
        known = self._verdicts.recall(opened, before)
        if known is not None:
            return known
        tag, path = before.language, self._project.relative(before.path)
        firsts = self.glossary.first_mentions(self._project, opened.segments, tag)
        made: dict[int, list[Finding]] = {}
        for unit, number in numbered.items():
            first = None if firsts is None else firsts.get(unit.key, frozenset())
            segment = opened.segments[number - 1]
            made[number] = self._found(unit, self._context(unit, segment, tag, Where(path, unit=number), first))
        self._verdicts.keep(opened, before, made)
        return made

    def sorted_out(
        self, findings: Iterable[Finding], unit: Unit, segment: Segment, tag: LanguageTag, allowed: Acceptances
    ) -> tuple[list[Finding], list[Accepted]]:
        """What is open of the findings on one unit, and what a person lets stand."""
        said = accepted_of(unit, allowed)
        if not said:
            return list(findings), []
        return sorted_out(findings, said, terms_digest(self.glossary.matches(segment), tag))

    def across(self, units: Iterable[UnitAt], tag: LanguageTag) -> dict[Where, list[Finding]]:
        """What is wrong in a catalog beside its own other units, and beside those that were judged before it."""
        if tag not in self._across:
            off = self._severities(tag)
            names = [name for name in self._names_across if off.get(name, Severity.INFO) is not None]
            self._across[tag] = [load_catalog_check(name) for name in names]
        filled = tuple(one for one in units if one.unit.state is not State.INITIAL)
        found: dict[Where, list[Finding]] = {}
        for one in self._across[tag] if filled else ():
            for finding in guarded(one.id, partial(one.of_catalog, filled, tag), filled[0].where):
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
        yield from self.told(unit, self._context(unit, segment, tag, where, first), across)

    def _context(
        self, unit: Unit, segment: Segment, tag: LanguageTag, where: Where, first: frozenset[str] | None
    ) -> CheckContext:
        terms = () if unit.state is State.INITIAL else self.glossary.matches(segment)
        return CheckContext(tag, where, segment, terms, first, self.style_for(tag), self._limits)

    def told(self, unit: Unit, context: CheckContext, across: Sequence[Finding] = ()) -> list[Finding]:
        """What is wrong in one unit, as loudly as the project wants it, one defect once."""
        return self._one_of_each([*self._found(unit, context), *across], context.language)

    def _found(self, unit: Unit, context: CheckContext) -> list[Finding]:
        alone, found = _alone(unit), list[Finding]()
        for one in self._checks_for(context.language):
            if alone is not None and one.id not in alone:
                continue
            try:
                found += list(one(unit, context))
            except Exception as error:  # whatever somebody else's check does
                found.append(_failed(one.id, error, context.where))
        return found

    def _checks_for(self, tag: LanguageTag) -> tuple[Check, ...]:
        """Those that the project does not switch off."""
        if tag not in self._asked:
            decided = self._severities(tag)
            checks = (one for one in self._checks if decided.get(one.id, Severity.INFO) is not None)
            self._asked[tag] = tuple(checks)
        return self._asked[tag]

    def _one_of_each(self, found: Sequence[Finding], tag: LanguageTag) -> list[Finding]:
        if not found:
            return []
        decided = self._severities(tag)
        return list(precedence.told([_as_decided(each, decided) for each in found], self._order))

    def style_for(self, tag: LanguageTag) -> ChineseStyle:
        """What the project chose for the Chinese of Taiwan."""
        if tag not in self._styles:
            self._styles[tag] = self._project.style_for(tag)
        return self._styles[tag]

    def _severities(self, tag: LanguageTag) -> dict[str, Severity | None]:
        if tag not in self._decided:
            self._decided[tag] = self._project.checks_for(tag)
        return self._decided[tag]


def check_ids() -> tuple[str, ...]:
    """All checks that settings may name."""
    return (*check_names(), *catalog_check_names(), *source_check_names())


def known_settings(project: Project, names: Sequence[str]) -> None:
    """Raise ProjectError where [checks] speaks of a check that is none, or hushes one that nobody may."""
    for language, severities in (("", project.checks), *project.checks_by_language):
        where = f"{FILE}: [checks{f'.{language}' if language else ''}]"
        for name, severity in severities:
            if name not in names:
                near = difflib.get_close_matches(name, names, 1)
                hint = f"did you mean “{near[0]}”?" if near else "their names: docs/checks.md"
                raise ProjectError(f"there is no check “{name}”", where=where, hint=hint)
            if name in NEVER and severity is not Severity.ERROR:
                hint = "what it finds must be mended; take the line out"
                raise ProjectError(f"“{name}” is always an error", where=where, hint=hint)


def _alone(unit: Unit) -> frozenset[str] | None:
    """The checks that are asked about it where not all are."""
    if unit.state is State.INITIAL:
        return _OF_EMPTY
    return _OF_ADDRESSES if is_address(unit.key) else None


def _as_decided(finding: Finding, decided: Mapping[str, Severity | None]) -> Finding:
    """As loudly as the project wants it; what is a note by itself stays one unless it is named."""
    severity = decided.get(finding.check)
    return finding if severity is None or severity is finding.severity else replace(finding, severity=severity)


def guarded(name: str, findings: Callable[[], Iterable[Finding]], where: Where) -> list[Finding]:
    """What a check finds; a check of another package that fails is a remark of its own, and no end of the run."""
    try:
        return list(findings())
    except Exception as error:  # whatever somebody else's check does
        return [_failed(name, error, where)]


def _failed(name: str, error: Exception, where: Where) -> Finding:
    return Finding(name, Severity.WARNING, f"the check failed: {type(error).__name__}: {error}", where)
