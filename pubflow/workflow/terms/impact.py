"""`pubflow terms impact`: which units a change of the glossary touches, which must be looked at again, which signatures
lapse by it, which editions carry them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime

from pubflow import history
from pubflow.catalog import State, Unit
from pubflow.errors import PubflowError, Refused
from pubflow.finding import Finding, errors_in
from pubflow.project import Project
from pubflow.segment import Key, TaggedText, is_joined
from pubflow.termbase.difference import STATUS, Change, Difference, given_up
from pubflow.termbase.entries import loads
from pubflow.workflow.editions.standing import standing_editions
from pubflow.workflow.terms.at_revision import tables_at
from pubflow.workflow.workspace.glossary import Glossary
from pubflow.workflow.workspace.keeping import held, keep
from pubflow.workflow.workspace.opening import (
    OpenCatalog,
    OpenStatement,
    every,
    open_catalog,
    select_ids,
    select_languages,
    units_by_segment,
)
from pubflow.workflow.workspace.reviewing import sign_offs_of

EMPTY, SATISFIED, LOST, UNMET = "empty", "satisfied", "no longer", "not before either"
_STATES = {State.INITIAL: "empty", State.TRANSLATED: "draft", State.REVIEWED: "reviewed", State.FINAL: "reviewed"}


@dataclass(frozen=True, slots=True)
class Touched:
    """One concept in one unit that asks for something else than before."""

    statement: str
    language: str
    unit: int
    """Its number in the order of the statement, from 1."""
    change: Change
    target: str
    """`satisfied`, `no longer`, `not before either`, or `empty`: how the present target stands to the new glossary."""
    state: str
    """`empty`, `draft` or `reviewed`."""
    reviews: tuple[str, ...]
    """Who agreed to the present target, as the history has it."""
    key: Key

    @property
    def lapses(self) -> bool:
        """Whether it was agreed to and must be looked at again."""
        return self.state == "reviewed" and self.target == LOST


@dataclass(frozen=True, slots=True)
class Carrying:
    """An edition on the disk that holds touched units."""

    path: str
    """Relative to the workspace."""
    statement: str
    language: str
    units: tuple[int, ...]
    """Their numbers, each once."""
    old: tuple[str, ...]
    """Forms in it that were accepted when it was made and no longer are; () where it has none of them."""


@dataclass(frozen=True, slots=True)
class Lapsing:
    """A signature that holds under the old glossary and not under today's."""

    statement: str
    language: str
    by: str
    kind: str
    scope: str
    """"" for the whole text."""
    at: str
    told: str
    """`lapsed at unit 4: terms: refoulement changed`."""


@dataclass(frozen=True, slots=True)
class Impact:
    """What a change of the glossary touches."""

    commit: str
    """What the working tree was compared with."""
    touched: tuple[Touched, ...]
    findings: tuple[Finding, ...]
    """Faults of today's glossary."""
    refused: tuple[str, ...]
    """What could not be read, and why."""
    changed: tuple[str, ...] = ()
    """Catalogs in which units were reopened."""
    editions: tuple[Carrying, ...] = ()
    signatures: tuple[Lapsing, ...] = ()


def impact(
    project: Project, revision: str, languages: Sequence[str], *, reopen: bool = False, stamp: datetime
) -> Impact:
    """Compare the glossary with that of a git revision, unit by unit; with `reopen` set back what no longer fits.

    Raises Refused where units should be reopened by a glossary with errors: a row left out would reopen them all.
    """
    tags = select_languages(project, languages)
    commit, tables = tables_at(project, revision)
    now = Glossary.load(project)
    if reopen and errors_in(now.findings):
        raise Refused("the glossary holds errors, so nothing is reopened", hint="pubflow terms names them; mend them")
    before, _ = loads(tables)
    statements, failed = every(project, select_ids(project, ()))
    refused = [str(error) for error in failed]
    touched: list[Touched] = []
    signatures: list[Lapsing] = []
    changed: list[str] = []
    for tag in tags:
        difference = Difference(before, now.termbase, tag)
        for statement in statements:
            try:
                with held(project, statement.statement.id, tag) if reopen else nullcontext():
                    opened = open_catalog(project, statement.statement.id, tag)
                    found = tuple(_touched(statement, opened, difference))
                    lapsing = tuple(_lapsing(statement, opened, Glossary(before, ()), now)) if found else ()
                    if reopen:
                        changed += _reopened(project, opened, found, stamp)
            except PubflowError as error:
                refused.append(str(error))
                continue
            touched += found
            signatures += lapsing
    editions = tuple(_carrying(project, touched))
    return Impact(commit, tuple(touched), now.findings, tuple(refused), tuple(changed), editions, tuple(signatures))


def _lapsing(statement: OpenStatement, opened: OpenCatalog, was: Glossary, now: Glossary) -> Iterator[Lapsing]:
    """The signatures that the change takes away: what lapsed by other words is none of its doing."""
    before, after = (sign_offs_of(statement, opened, glossary) for glossary in (was, now))
    for old, new in zip(before, after, strict=True):
        if old.holds and not new.holds:
            event = new.event
            name, language = statement.statement.id, str(opened.language)
            yield Lapsing(name, language, event.by, new.kind, new.scope, event.at, new.told)


def _carrying(project: Project, touched: Sequence[Touched]) -> Iterator[Carrying]:
    by_edition: dict[tuple[str, str], list[Touched]] = {}
    for one in touched:
        by_edition.setdefault((one.statement, one.language), []).append(one)
    for edition in standing_editions(project) if by_edition else ():
        here = by_edition.get((edition.statement, str(edition.language)), [])
        if here:
            changes = {one.change.concept: one.change for one in here}
            old = given_up(edition.words(), changes.values(), edition.language)
            units = tuple(dict.fromkeys(one.unit for one in here))
            path = project.relative(edition.path)
            yield Carrying(path, edition.statement, str(edition.language), units, old)


def _touched(statement: OpenStatement, opened: OpenCatalog, difference: Difference) -> Iterator[Touched]:
    if opened.catalog is None:
        return
    held = {unit.key for unit in opened.catalog.units if not unit.obsolete}
    seen: set[Key] = set()
    units = units_by_segment(opened.catalog, statement.segments)
    for number, (unit, segment) in enumerate(zip(units, statement.segments, strict=True), 1):
        if unit.key in seen or unit.key not in held:
            continue
        seen.add(unit.key)
        source = segment.text.plain
        for change in difference.changes(source):
            yield Touched(
                statement.statement.id,
                str(opened.language),
                number,
                change,
                _standing(unit, source, change, difference),
                _STATES[unit.state],
                tuple(dict.fromkeys(review.by for review in history.standing(unit))),
                unit.key,
            )


def _standing(unit: Unit, source: str, change: Change, difference: Difference) -> str:
    if not unit.target.strip():
        return EMPTY
    if is_joined(unit.target):
        return SATISFIED
    standing = difference.standing(source, TaggedText.parse(unit.target).plain, change.concept)
    if standing.met:
        return SATISFIED
    return LOST if standing.lost else UNMET


def _reopened(project: Project, opened: OpenCatalog, touched: Iterable[Touched], stamp: datetime) -> list[str]:
    """Set the units whose reviews lapse back to drafts; every target and every other unit keeps its bytes."""
    causes: dict[Key, list[Change]] = {}
    for one in touched:
        if one.lapses:
            causes.setdefault(one.key, []).append(one.change)
    if not causes or opened.catalog is None:
        return []
    events = []
    units = []
    for unit in opened.catalog.units:
        if unit.key in causes and not unit.obsolete:
            for change in causes[unit.key]:
                event = history.reopened_event(
                    unit, opened.history, concept=change.concept, why=", ".join(change.kinds), at=stamp.isoformat()
                )
                events.append(event)
            comments = tuple(f"reopened {stamp.date()}: {told(change)}" for change in causes[unit.key])
            unit = replace(unit, state=State.TRANSLATED, record="", comments=(*unit.comments, *comments))
        units.append(unit)
    _, written = keep(project, opened, replace(opened.catalog, units=tuple(units)), events)
    return [project.relative(opened.path)] if written else []


def told(change: Change) -> str:
    """A change in words: `refoulement: 強制遣返 -> 推回 (never 驅回)`."""
    was, now = change.before, change.after
    same = was.accepted == now.accepted
    news = _forms(now.accepted) if same else f"{_forms(was.accepted)} -> {_forms(now.accepted)}"
    parts = [f"{change.concept}: {news}"]
    if added := sorted(set(now.forbidden) - set(was.forbidden)):
        parts.append(f"(never {_forms(added)})")
    if dropped := sorted(set(was.forbidden) - set(now.forbidden)):
        parts.append(f"(no longer forbidden: {_forms(dropped)})")
    if change.kinds == (STATUS,):
        newly = (f"{text} {status.value}" for text, status in now.statuses if (text, status) not in was.statuses)
        parts.append(f"({', '.join(newly)})")
    return " ".join(parts)


def _forms(forms: Iterable[str]) -> str:
    return " | ".join(forms) or "no term"
