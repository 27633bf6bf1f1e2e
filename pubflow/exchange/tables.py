"""A plan, carried into the glossary's files: cells changed and rows added, every other byte kept. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pubflow.exchange.given import SEVERAL, term_cells
from pubflow.exchange.plan import Concept, Plan, Row
from pubflow.termbase.entries import CONCEPT_COLUMNS, TERM_COLUMNS
from pubflow.termbase.model import Termbase
from pubflow.termbase.sheet import Line, Sheet, written

_CONCEPTS: Final = "concepts.csv"
_LEAST: Final = ("concept", "term", "rank", "status")
"""Columns that a new file has, besides those that its terms need."""


def applied(plan: Plan, tables: Mapping[str, str]) -> dict[str, str]:
    """The files that say something else afterwards, by name. `tables`: those that there are."""
    after = {}
    concepts = _concepts(plan, tables)
    if concepts is not None:
        after[_CONCEPTS] = concepts
    for language in sorted({language for concept in plan.concepts for language in concept.rows}):
        name = _name(language, tables)
        text = _language(plan.concepts, language, tables.get(name, ""))
        if text != tables.get(name, ""):
            after[name] = text
    return after


def _name(language: str, tables: Mapping[str, str]) -> str:
    """The language's file; a name like zh_TW.csv is read, if with a warning, so it is written to as well."""
    own = (name for name in tables if name.removesuffix(".csv").replace("_", "-").casefold() == language.casefold())
    return next(own, f"{language}.csv")


def _concepts(plan: Plan, tables: Mapping[str, str]) -> str | None:
    """`concepts.csv` afterwards; None where it stays as it is, or where the glossary does without it."""
    text = tables.get(_CONCEPTS, "")
    added: Sequence[Concept] = plan.new_concepts
    changed = [concept for concept in plan.concepts if concept.row.changed and not concept.new]
    if not text.strip():
        if any(not concept.new for concept in plan.concepts) and not (
            changed or any(_says_more(concept.row) for concept in added)
        ):
            return None
        # Once there is a list of concepts it must hold them all.
        added, changed = plan.concepts, []
        text = written(CONCEPT_COLUMNS, ",", "\n") if added else ""
    if not added and not changed:
        return None
    sheet = Sheet.read(text, CONCEPT_COLUMNS)
    cells = [*(concept.row.cells for concept in added), *(concept.row.changed for concept in changed)]
    sheet = sheet.widened(column for row in cells for column in CONCEPT_COLUMNS if row.get(column))
    lines = {sheet.value(line, "id"): line.number for line in sheet.rows}
    edits = {lines[concept.id]: concept.row.changed for concept in changed}
    return str(sheet.edited(edits, ((0, {"id": concept.id} | concept.row.cells) for concept in added)))


def _says_more(row: Row) -> bool:
    return any(row[column] for column in ("definition", "note", "class", "latin")) or row["kind"] == "name"


def _language(concepts: Sequence[Concept], language: str, text: str) -> str:
    touched = [(concept, row) for concept in concepts for row in concept.rows.get(language, ())]
    touched = [(concept, row) for concept, row in touched if row.changed or not row.line]
    if not touched:
        return text
    wanted = [column for column in TERM_COLUMNS if any(_values(row).get(column) for _, row in touched)]
    if not text.strip():
        text = written([column for column in TERM_COLUMNS if column in (*_LEAST, *wanted)], ",", "\n")
    sheet = Sheet.read(text, TERM_COLUMNS).widened(wanted)
    anchors = dict(_anchors(concepts, sheet))
    edits = {row.line: row.changed for _, row in touched if row.line}
    new = [(anchors[concept.id], {"concept": concept.id} | row.cells) for concept, row in touched if not row.line]
    return str(sheet.edited(edits, new))


def _values(row: Row) -> Mapping[str, str]:
    return row.changed if row.line else row.cells


def _anchors(concepts: Sequence[Concept], sheet: Sheet) -> Iterator[tuple[str, int]]:
    """For each concept the line below which its new rows belong: its own last row, else the one before its place."""
    header: Line = next(line for line in sheet.lines if line.filled)
    last = {sheet.value(line, "concept"): line.number for line in sheet.rows}
    place = header.number
    for concept in concepts:
        place = last.get(concept.id, place)
        yield concept.id, place


def carries(plan: Plan, termbase: Termbase) -> bool:
    """Whether the files, read again, say what was planned, concept by concept and term by term."""
    entries = {entry.id: entry for entry in termbase.entries}
    if set(entries) != {concept.id for concept in plan.concepts}:
        return False
    for concept in plan.concepts:
        read = dict(entries[concept.id].terms)
        if any(
            sorted(_normal(row.cells) for row in rows)
            != sorted(_normal(term_cells(term)) for term in read.get(tag, ()))
            for tag, rows in concept.rows.items()
        ):
            return False
    return True


def _normal(cells: Mapping[str, str]) -> list[tuple[str, str]]:
    said = ((column, "|".join(part for piece in value.split("|") if (part := " ".join(piece.split())))
             if column in SEVERAL else " ".join(value.split())) for column, value in cells.items())  # fmt: skip
    return sorted((column, value) for column, value in said if value)
