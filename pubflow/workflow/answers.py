"""Answers of the desk, in the history of every language: one that is told once is told to all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from pubflow import history
from pubflow.catalog import Catalog
from pubflow.errors import UsageError
from pubflow.files import append, read_if_there
from pubflow.history import Event
from pubflow.language import LanguageTag
from pubflow.project import Project
from pubflow.review.asked import Lineage, answers_to, lineage_of, with_answers
from pubflow.workflow.opening import OpenCatalog

_ENDING: Final = ".history.jsonl"
_TOLD: Final = b'"verb":"answer"'
_TYPED: Final = re.compile(rb"^[ \t]*#[ \t]*(?:[?=]|\xef\xbc\x9f|\xd8\x9f|\xef\xbc\x9d)", re.MULTILINE)
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
    others = {event.id: event for path in _histories(project, statement_id) for event in _answers(project, path)}
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


def may_ask(content: bytes) -> bool:
    """Whether a catalog's bytes hold a comment that asks or answers: most don't, and are not read for it."""
    return _TYPED.search(content) is not None


def events_at(project: Project, path: Path) -> tuple[Event, ...]:
    """What a history file tells; what is broken in it is for `check` to say."""
    told = (read_if_there(path) or b"").decode("utf-8", "replace")
    return history.loads(told, path=project.relative(path))[0]


def _histories(project: Project, statement_id: str) -> Iterator[Path]:
    yield from sorted(project.root.glob(f"locales/*/LC_MESSAGES/{statement_id}{_ENDING}"))


def _answers(project: Project, path: Path) -> tuple[Event, ...]:
    if _TOLD not in (read_if_there(path) or b""):
        return ()
    return tuple(event for event in events_at(project, path) if event.verb == "answer")
