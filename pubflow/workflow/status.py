"""`pubflow status`: where everything stands, and the one next command."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from pubflow.catalog import Catalog, State, Unit
from pubflow.errors import PubflowError
from pubflow.language import LanguageTag
from pubflow.project import Project
from pubflow.workflow.opening import (
    OpenStatement,
    every,
    open_catalog,
    select_ids,
    select_languages,
    under_embargo,
    units_by_segment,
)
from pubflow.workflow.report import Report, Row


def status(project: Project, ids: Sequence[str], languages: Sequence[str], *, now: datetime) -> Report:
    """Read every catalog and count; writes nothing."""
    tags = select_languages(project, languages)
    opened, failed = every(project, select_ids(project, ids))
    rows: list[Row] = []
    refused = [str(error) for error in failed]
    for statement in opened:
        for tag in tags:
            try:
                rows.append(standing(project, statement, tag))
            except PubflowError as error:
                refused.append(str(error))
    notes = (*(line for statement in opened for line in _embargo(statement, now)), *_next(rows, bool(opened)))
    findings = tuple(finding for statement in opened for finding in statement.findings)
    return Report(rows=tuple(rows), findings=findings, notes=notes, refused=tuple(refused))


def standing(project: Project, opened: OpenStatement, tag: LanguageTag) -> Row:
    """How many units stand where, laid over today's statement: a unit that its catalog lacks counts as empty."""
    before = open_catalog(project, opened.statement.id, tag)
    units = tuple(dict.fromkeys(units_by_segment(before.catalog, opened.segments)))
    return replace(counted(opened, tag, units), edition=_edition(before.catalog, units))


def counted(opened: OpenStatement, tag: LanguageTag, units: Sequence[Unit]) -> Row:
    """The counts of one catalog's units."""
    states = [unit.state for unit in units]
    return Row(
        statement=opened.statement.id,
        language=str(tag),
        units=len(states),
        reviewed=sum(state >= State.REVIEWED for state in states),
        drafts=states.count(State.TRANSLATED),
        empty=states.count(State.INITIAL),
    )


def _edition(catalog: Catalog | None, units: Sequence[Unit]) -> str:
    if catalog is None:
        return "not begun"
    return "ready" if all(unit.state >= State.REVIEWED for unit in units) else "in work"


def _embargo(opened: OpenStatement, now: datetime) -> Iterator[str]:
    """How long the embargo still holds."""
    moment = under_embargo(opened, now)
    if moment is not None:
        minutes = int((moment - now).total_seconds() // 60)
        written = opened.statement.get("embargo")
        yield f"{opened.statement.id}: EMBARGO {written}, in {minutes // 60} h {minutes % 60:02} min"


def _next(rows: Sequence[Row], any_statement: bool) -> Iterator[str]:
    """The one next command."""
    if not any_statement:
        yield "next: pubflow import FILE"
    elif begin := [row for row in rows if row.edition == "not begun"]:
        yield f"next: pubflow translate {begin[0].statement}"
    elif waiting := [row for row in rows if row.drafts or row.empty]:
        row = waiting[0]
        path = f"locales/{LanguageTag.parse(row.language).po_locale}/LC_MESSAGES/{row.statement}.po"
        yield f"next: review {path} in a PO editor ({row.drafts} drafts, {row.empty} empty)"
    elif rows:
        yield "next: pubflow assemble"
