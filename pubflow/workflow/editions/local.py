"""`pubflow local`: what single languages add to a statement and leave out, and who agreed to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from pubflow import history
from pubflow.errors import Refused, UsageError
from pubflow.files import append
from pubflow.finding import Finding
from pubflow.history import Event
from pubflow.language import LanguageTag
from pubflow.project import Project
from pubflow.workflow.workspace.composing import LOCAL, Placed, local_findings, locals_of
from pubflow.workflow.workspace.keeping import held
from pubflow.workflow.workspace.opening import open_catalog, open_statement, select_languages, select_published
from pubflow.workflow.workspace.people import handle_of


@dataclass(frozen=True, slots=True)
class Change:
    """One addition or omission as the source desk sees it."""

    statement: str
    language: str
    number: int
    way: str
    told: str
    text: str
    by: str
    reviewed: tuple[str, ...]
    fault: str

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Listing:
    """All of them, and what is amiss with some."""

    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]


def local_changes(project: Project, ids: Sequence[str], languages: Sequence[str]) -> Listing:
    """Every addition and omission in the statements and languages asked for."""
    changes: list[Change] = []
    findings: list[Finding] = []
    for statement_id in select_published(project, ids):
        opened = open_statement(project, statement_id)
        for tag in select_languages(project, languages):
            placed = locals_of(project, opened, tag, open_catalog(project, statement_id, tag).history)
            changes += [_change(statement_id, tag, one) for one in placed]
            findings += local_findings(project, opened, tag, placed)
    return Listing(tuple(changes), tuple(findings))


def agree(project: Project, statement_id: str, language: str, number: int, by: str, *, stamp: datetime) -> Change:
    """Write into the language's history that somebody agreed to one of them, for the very text it has now.

    Raises UsageError for a number that is none, Refused for its own author and for one that can't be done.
    """
    (statement_id,) = select_published(project, (statement_id,))
    tag = LanguageTag.parse(language)
    by = handle_of(project, by)
    with held(project, statement_id, tag):
        opened = open_statement(project, statement_id)
        placed = locals_of(project, opened, tag, open_catalog(project, statement_id, tag).history)
        one = next((one for one in placed if one.local.number == number), None)
        if one is None:
            raise UsageError(f"there is no local change {number}", hint=f"pubflow local {statement_id} -l {tag}")
        if one.fault:
            raise Refused(f"local change {number} can't be done: {one.fault}")
        if by == one.local.by:
            raise Refused(f"{by} wrote it", hint="somebody else has to agree")
        if by not in one.reviewed:
            event = Event("review", stamp.isoformat(), by, digest=one.local.digest, data=(("kind", LOCAL),))
            append(project.history_path(statement_id, tag), history.dumps_line(event))
    return _change(statement_id, tag, one)


def _change(statement_id: str, tag: LanguageTag, one: Placed) -> Change:
    local = one.local
    return Change(
        statement_id, str(tag), local.number, local.way, local.told, local.text, local.by, one.reviewed, one.fault
    )
