"""Answers of the desk, in the history of every language: one that is told once is told to all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from pubflow import history
from pubflow.catalog import Catalog
from pubflow.errors import UsageError
from pubflow.files import append
from pubflow.history import Event, key_digest
from pubflow.language import LanguageTag
from pubflow.project import Project
from pubflow.review.asked import ANSWERING, ASKING, Lineage, answers_to, line_of, lineage_of, with_answers
from pubflow.workflow.workspace.histories import events_at, histories, holding
from pubflow.workflow.workspace.opening import OpenCatalog, OpenStatement, numbers_of

_TOLD: Final = b'"verb":"answer"'
_TYPED: Final = re.compile(rf"^[ \t]*#[ \t]*(?:{'|'.join(map(re.escape, ASKING + ANSWERING))})".encode(), re.MULTILINE)
"""A comment that asks or answers."""


def with_answers_in(catalog: Catalog, events: Sequence[Event]) -> Catalog:
    """The catalog with a note for each answer that its history tells and its comments do not."""
    told = [event for event in events if event.verb == "answer"]
    if not told:
        return catalog
    lineage = lineage_of(events, catalog)
    units = [unit if unit.obsolete else with_answers(unit, answers_to(unit, told, lineage)) for unit in catalog.units]
    return replace(catalog, units=tuple(units))


def told_elsewhere(project: Project, statement_id: str, tag: LanguageTag) -> None:
    """The answers that the other languages have go into the history of a catalog that is made now."""
    paths = holding(_TOLD, histories(project, statement_id))
    others = {event.id: event for path in paths for event in events_at(project, path) if event.verb == "answer"}
    if others:
        path = project.history_path(statement_id, tag)
        known = {event.id for event in events_at(project, path)}
        append(path, "".join(history.dumps_line(event) for name, event in others.items() if name not in known))


def tell_all(project: Project, statement_id: str, events: Sequence[Event]) -> tuple[str, ...]:
    """Append answers to the history of every language that has a catalog of the statement and lacks them.

    Gives the files that changed. The notes in the catalogs follow when these are brought up to date.
    """
    changed = []
    for tag in languages_of(project, statement_id) if events else ():
        path = project.history_path(statement_id, tag)
        known = {event.id for event in events_at(project, path)}
        new = [event for event in events if event.id not in known]
        append(path, "".join(map(history.dumps_line, new)))
        changed += [project.relative(path)] if new else []
    return tuple(changed)


def languages_of(project: Project, statement_id: str) -> tuple[LanguageTag, ...]:
    """The languages that have a catalog of the statement, those of the project first."""
    found = {}
    for path in sorted(project.root.glob(f"locales/*/LC_MESSAGES/{statement_id}.po")):
        try:
            tag = LanguageTag.parse(path.parts[-3])
        except UsageError:
            continue
        if project.catalog_path(statement_id, tag) == path:
            found[tag] = path
    known = [tag for tag in project.languages if tag in found]
    return (*known, *(tag for tag in found if tag not in known))


def lineage_over(catalogs: Iterable[OpenCatalog]) -> Lineage:
    """Over several languages: what one history tells of a source holds for all."""
    out: dict[str, frozenset[str]] = {}
    for one in catalogs:
        for key, line in lineage_of(one.history, one.catalog).items():
            out[key] = out.get(key, frozenset()) | line
    return out


def numbers_over(opened: OpenStatement, lineage: Lineage) -> dict[str, tuple[int, ...]]:
    """By key digest the numbers of the units that each sentence is today: several where it was cut, ascending."""
    found: dict[str, tuple[int, ...]] = {}
    for key, number in numbers_of(opened.segments).items():
        for name in line_of(key_digest(key), lineage):
            found[name] = (*found.get(name, ()), number)
    return found


def may_ask(content: bytes) -> bool:
    """Whether a catalog's bytes hold a comment that asks or answers: most don't, and are not read for it."""
    return _TYPED.search(content) is not None
