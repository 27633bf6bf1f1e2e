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
    OpenCatalog,
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
    behind: list[str] = []
    for statement in opened:
        for tag in tags:
            try:
                before = open_catalog(project, statement.statement.id, tag)
            except PubflowError as error:
                refused.append(str(error))
                continue
            rows.append(standing(before, statement))
            if _is_behind(before.catalog, statement):
                behind.append(statement.statement.id)
    changed = (f"{name}: changed since its catalogs were made: pubflow diff {name}" for name in dict.fromkeys(behind))
    notes = (*changed, *(line for statement in opened for line in _embargo(statement, now)), *_next(rows, bool(opened)))
    findings = tuple(finding for statement in opened for finding in statement.findings)
    return Report(rows=tuple(rows), findings=findings, notes=notes, refused=tuple(refused))


def standing(before: OpenCatalog, opened: OpenStatement) -> Row:
    """How many units stand where, laid over today's statement: a unit that its catalog lacks counts as empty."""
    units = tuple(dict.fromkeys(units_by_segment(before.catalog, opened.segments)))
    return replace(counted(opened, before.language, units), edition=_edition(before.catalog, units))


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


def _is_behind(catalog: Catalog | None, opened: OpenStatement) -> bool:
    """Whether the catalog was made from other segments than today's; another word in what is not translated is none."""
    if catalog is None or dict(catalog.headers).get("X-Pubflow-Source") in (None, opened.digest[:16]):
        return False
    return {unit.key for unit in catalog.units if not unit.obsolete} != {segment.key for segment in opened.segments}


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
