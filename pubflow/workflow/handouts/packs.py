"""The formats of hand-outs, the record of each pack in the histories, and the copy that is kept of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from pubflow import po
from pubflow.catalog import Catalog, State, Unit
from pubflow.errors import CatalogError, PubflowError, UsageError
from pubflow.exchange import numbered, word_read, word_write, xliff2, xliff12
from pubflow.exchange.handout import Handout, Returned, Row, numbers_of, of_facts, one_line, ranges
from pubflow.exchange.message import Hours
from pubflow.files import read_if_there
from pubflow.history import Event, key_digest
from pubflow.language import LanguageTag
from pubflow.project import Project
from pubflow.workflow.workspace.histories import events_at, histories, holding, statement_of

KEPT: Final = Path(".pubflow", "packs")
_UNIT: Final = re.compile(r"unit ([0-9]{1,6})")
_CONTEXT: Final = 12
"""Units of context told before a stretch of a person's own, and after it; the page has all."""


@dataclass(frozen=True, slots=True)
class Wrapping:
    """What a file says beside its units."""

    stamp: datetime
    hours: Hours = field(default_factory=Hours)


class Format(NamedTuple):
    """One kind of file that a hand-out can be."""

    suffix: str
    dumps: Callable[[Handout, Wrapping], bytes]
    loads: Callable[[bytes, str], Returned] | None
    """None for a page that is answered by a message."""


# --- PO ---------------------------------------------------------------------------------------------------------------


def dumps_po(handout: Handout, wrapping: Wrapping) -> bytes:
    """The person's units as a catalog; those of others stand as notes beside the nearest of theirs."""
    tag = LanguageTag.parse(handout.language)
    headers = po.new_headers(
        statement_id=handout.statement,
        language=tag,
        source=handout.source,
        rules="",
        stamp=wrapping.stamp,
        translator=handout.to or "pubflow",
    )
    said = dict(headers) | dict(handout.facts)
    said = {name: value for name, value in said.items() if value or not name.startswith("X-Pubflow-")}
    said.pop("X-Pubflow-Language", None)
    units = tuple(_po_unit(row, around) for row, around in _with_context(handout.rows))
    return po.dumps(Catalog(handout.statement, handout.language, units, tuple(said.items())))


def loads_po(content: bytes, path: str) -> Returned:
    """A PO file that came back. A catalog that was sent without a pack is read too: then `pack` is ""."""
    catalog, _ = po.loads(content, path=path)
    said = dict(reversed(catalog.headers))
    rows = [_po_row(unit) for unit in catalog.units if not unit.obsolete]
    if "X-Pubflow-Pack" not in said and "X-Pubflow-Format" in said:
        statement, source = said.get("Project-Id-Version", ""), said.get("X-Pubflow-Source", "")
        handout = Handout("", statement, catalog.language, source, rows=tuple(rows))
    else:
        handout = of_facts(catalog.headers, rows, path)
        handout = replace(handout, language=handout.language or catalog.language)
    return Returned(handout, translator=said.get("Last-Translator", ""))


def _with_context(rows: Sequence[Row]) -> Iterator[tuple[Row, tuple[str, ...]]]:
    """The person's rows, each with the notes on what stands before it and, at the end, after it."""
    run: list[Row] = []
    mine: list[tuple[Row, tuple[str, ...]]] = []
    for row in rows:
        if row.mine:
            mine.append((row, _context("before it", run[-_CONTEXT:])))
            run = []
        else:
            run.append(row)
    if mine and run:
        last, notes = mine[-1]
        mine[-1] = last, (*notes, *_context("after it", run[:_CONTEXT]))
    yield from mine


def _context(where: str, rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(f"{where}, {row.number}: {one_line(row.key.source)} | {one_line(row.target)}" for row in rows)


def _po_unit(row: Row, around: tuple[str, ...]) -> Unit:
    waits = State.TRANSLATED if row.waiting else State.REVIEWED
    return Unit(
        row.key,
        row.target,
        waits if row.target else State.INITIAL,
        notes=(f"unit {row.number}", *row.notes, *around),
        comments=row.comments,
    )


def _po_row(unit: Unit) -> Row:
    match = _UNIT.fullmatch(unit.notes[0]) if unit.notes else None
    notes = unit.notes[1:] if match else unit.notes
    return Row(
        int(match[1]) if match else 0,
        unit.key,
        key_digest(unit.key),
        unit.target,
        unit.state < State.REVIEWED,
        True,
        tuple(note for note in notes if not note.startswith(("before it, ", "after it, "))),
        unit.comments,
    )


# --- the shelf --------------------------------------------------------------------------------------------------------

FORMATS: Final[Mapping[str, Format]] = {
    "po": Format(".po", dumps_po, loads_po),
    "docx": Format(".docx", lambda handout, _: word_write.dumps(handout), word_read.loads),
    "xliff": Format(".xlf", lambda handout, _: xliff2.dumps(handout), xliff2.loads),
    "xliff12": Format(".xliff12.xlf", lambda handout, _: xliff12.dumps(handout), xliff12.loads),
    "page": Format(".html", lambda handout, wrapping: numbered.dumps(handout, wrapping.hours), None),
}
BY_DEFAULT: Final = ("po", "docx", "page")


def formats_of(text: str) -> tuple[str, ...]:
    """The names in a list with commas, each once. Raises UsageError for one that is none."""
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    for name in names:
        if name not in FORMATS:
            raise UsageError(f"there is no format “{name}”", hint=f"one or more of {', '.join(FORMATS)}")
    return names


# --- the record -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pack:
    """What was handed out, as the history has it; and the copy, where it is still there."""

    id: str
    statement: str
    language: LanguageTag
    to: str = ""
    source: str = ""
    kind: str = "translate"
    digests: Mapping[str, str] = field(default_factory=dict)
    """Key digest -> unit digest of each unit that was the person's, in the pack's order."""
    numbers: Mapping[int, str] = field(default_factory=dict)
    """The pack's own numbering: number -> key digest."""
    waiting: frozenset[str] = frozenset()
    """Key digests of those that were to be translated or agreed to."""
    copy: Handout | None = None


def handed_out(handout: Handout, digests: Mapping[str, str], formats: Sequence[str], at: str) -> Event:
    """What to write down of a hand-out; `digests`: of each of the person's units, by key digest."""
    rows = handout.open
    data = {
        "pack": handout.pack,
        "units": " ".join(f"{row.name}:{digests[row.name]}" for row in rows),
        "numbers": ranges(row.number for row in rows),
        "waiting": ranges(row.number for row in rows if row.waiting),
        "source": handout.source,
        "kind": handout.kind,
        "format": " ".join(formats),
    }
    return Event(
        "handed-out", at, handout.to, data=tuple(sorted((name, value) for name, value in data.items() if value))
    )


def pack_of(event: Event, statement_id: str, language: LanguageTag) -> Pack:
    """The pack that a `handed-out` event tells of."""
    pairs = [unit.partition(":")[::2] for unit in event.get("units").split()]
    numbers = numbers_of(event.get("numbers")) or ()
    numbering = dict(zip(numbers, (name for name, _ in pairs), strict=False))
    waiting = numbers_of(event.get("waiting")) or ()
    return Pack(
        event.get("pack"),
        statement_id,
        language,
        event.by,
        event.get("source"),
        event.get("kind", "translate"),
        dict(pairs),
        numbering,
        frozenset(numbering[number] for number in waiting if number in numbering),
    )


def find_pack(project: Project, pack: str) -> Pack | None:
    """The pack of this id, in whatever catalog's history it stands; None where none tells of it."""
    for path in holding(pack.encode(), histories(project)):
        for event in events_at(project, path):
            if event.verb == "handed-out" and event.get("pack") == pack:
                found = pack_of(event, statement_of(path), LanguageTag.parse(path.parts[-3]))
                return replace(found, copy=_copy(project, pack))
    return None


def last_pack(project: Project, statement_id: str, language: LanguageTag, to: str) -> Pack | None:
    """What was handed out last to this person; to anybody, where `to` is ""."""
    events = [
        event
        for event in events_at(project, project.history_path(statement_id, language))
        if event.verb == "handed-out" and (not to or event.by == to)
    ]
    if not events:
        return None
    return replace(pack_of(events[-1], statement_id, language), copy=_copy(project, events[-1].get("pack")))


def kept_copy(project: Project, pack: str) -> Path:
    """Where the whole hand-out is kept, context and all; it may be thrown away."""
    return project.root / KEPT / f"{pack}.xlf"


def _copy(project: Project, pack: str) -> Handout | None:
    try:
        content = read_if_there(kept_copy(project, pack))
        return xliff2.loads(content, pack).handout if content else None
    except PubflowError:
        return None


def unknown_pack(pack: str, path: str) -> CatalogError:
    """The error for a file of a pack that no history tells of."""
    hint = "is it another workspace's? pull its history first, then unpack again"
    return CatalogError(f"is of the pack {pack}, which no history here tells of", where=path, hint=hint)
