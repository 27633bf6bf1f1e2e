"""`pubflow pack`: what a person gets, with the message to send; and the record of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from pubflow.catalog import Catalog, State, Unit, unit_digest
from pubflow.errors import PubflowError, Refused, UsageError
from pubflow.exchange import message, xliff2
from pubflow.exchange.handout import Handout, HandoutKind, Row, numbers_of, ranges, unheld
from pubflow.exchange.message import Hours
from pubflow.files import append, write
from pubflow.finding import Finding, Severity, Where
from pubflow.history import UNDONE, Event, dumps_line, key_digest, live
from pubflow.language import LanguageTag, dates
from pubflow.project import Project
from pubflow.review.asked import line_of, lineage_of
from pubflow.segment import Key
from pubflow.workflow.handouts.packs import BY_DEFAULT, FORMATS, Wrapping, handed_out, kept_copy
from pubflow.workflow.review.overview import holders
from pubflow.workflow.workspace.glossary import Glossary
from pubflow.workflow.workspace.keeping import held, keep
from pubflow.workflow.workspace.opening import (
    OpenCatalog,
    OpenStatement,
    open_catalog,
    open_statement,
    select_ids,
    select_languages,
    under_embargo,
)
from pubflow.workflow.workspace.people import handle_if_named
from pubflow.workflow.workspace.report import Report
from pubflow.workflow.workspace.reviewing import noted

_MESSAGE: Final = "message.txt"


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for."""

    units: str = ""
    """Their numbers, as in `12-22,30`; "" for all."""
    to: str = ""
    changed: bool = False
    """Only what changed since this person's last hand-out, or since they agreed."""
    formats: tuple[str, ...] = ()
    """() for those that can be made here."""
    kind: HandoutKind = "translate"
    folder: Path | None = None
    """None: build/packs/<id>.<language>[.<to>]/."""
    deadline: str = ""


def pack(project: Project, statement_id: str, language: str, order: Order, *, stamp: datetime, now: datetime) -> Report:
    """Write the files and the message, and the record of what was handed out. `now`: the real clock's."""
    (statement_id,), (tag,) = select_ids(project, [statement_id]), select_languages(project, [language], begun=True)
    order = replace(order, to=handle_if_named(project, order.to, "--to"))
    deadline = _deadline(order.deadline)
    opened = open_statement(project, statement_id)
    hours = Hours(under_embargo(opened, now), deadline)
    with held(project, statement_id, tag):
        before = open_catalog(project, statement_id, tag)
        units = _numbered(project, opened, before)
        chosen = _chosen(order, units, [segment.key for segment in opened.segments], before.history)
        if not chosen:
            return _nothing(order, tag, statement_id)
        before = noted(project, before, opened, Glossary.load(project), stamp=stamp)
        handout = _handout(order, opened, before, units, chosen, stamp)
        made, lacks = _files(handout, order, Wrapping(stamp, hours))
        digests = {key_digest(unit.key): unit_digest(unit.key, unit.target) for unit in units.values()}
        event = handed_out(handout, digests, [name for name, _ in made], stamp.isoformat())
        if before.catalog is not None and event.id not in {one.id for one in before.history}:
            keep(project, before, before.catalog, [event])
        write(kept_copy(project, handout.pack), xliff2.dumps(handout), made_again=True)
    changed = _write(project, order, handout, made, hours)
    return Report(changed=changed, findings=tuple(_remarks(handout, order)), notes=(*lacks, *_next(handout, changed)))


def take_back(project: Project, statement_id: str, language: str, to: str, *, stamp: datetime) -> Report:
    """Write down that a person has none of it any more. What they send all the same is taken in as before.

    Raises Refused where they have nothing.
    """
    (statement_id,), (tag,) = select_ids(project, [statement_id]), select_languages(project, [language], begun=True)
    to = handle_if_named(project, to, "--to")
    with held(project, statement_id, tag):
        events = open_catalog(project, statement_id, tag).history
        mine = [one for one in live(events) if one.verb == "handed-out" and one.by == to]
        whom = to or "somebody unnamed"
        if not any(holder.to == to for holder in holders(events)):
            hint = f"who has what: pubflow status {statement_id}"
            raise Refused(f"{whom} has nothing of {statement_id} in {tag}", hint=hint)
        after = tuple(sorted(one.id for one in mine))
        event = Event("reopened", stamp.isoformat(), to, data=(("why", UNDONE),), after=after)
        path = project.history_path(statement_id, tag)
        append(path, dumps_line(event))
    return Report(changed=(project.relative(path),), notes=(f"{whom} has nothing of {statement_id} in {tag} any more",))


def _deadline(text: str) -> datetime | None:
    example = 'as in --deadline "2024-07-01 20:15 Europe/London"'
    try:
        moment = dates.parse_date(text) if text else None
    except ValueError as error:
        raise UsageError(f"--deadline: {error}", hint=example) from None
    if text and not isinstance(moment, datetime):
        raise UsageError(f"--deadline: “{text}” is no moment", hint=example)
    return moment if isinstance(moment, datetime) else None


# --- which units ------------------------------------------------------------------------------------------------------


def _numbered(project: Project, opened: OpenStatement, before: OpenCatalog) -> dict[int, Unit]:
    """Each unit by the number of its first place. Raises Refused where the catalog is behind its statement."""
    catalog = before.catalog or Catalog(opened.statement.id, str(before.language))
    known = {unit.key: unit for unit in catalog.units if not unit.obsolete}
    units: dict[int, Unit] = {}
    seen = set()
    for number, segment in enumerate(opened.segments, 1):
        if segment.key not in known:
            raise Refused(
                "is not up to date with its statement; nothing was handed out",
                where=project.relative(before.path),
                hint=f"pubflow translate {opened.statement.id} -l {before.language}",
            )
        if segment.key not in seen:
            seen.add(segment.key)
            units[number] = known[segment.key]
    return units


def _chosen(order: Order, units: Mapping[int, Unit], keys: Sequence[Key], events: Sequence[Event]) -> frozenset[int]:
    """The numbers of those that are the person's. `keys`: of each place; any place of a unit names it."""
    chosen = set(units)
    if order.units:
        asked = numbers_of(order.units)
        if asked is None:
            raise UsageError(f"--units {order.units}: is no list of numbers", hint="as in --units 12-22,30")
        if strange := sorted(set(asked) - set(range(1, len(keys) + 1))):
            raise UsageError(f"there is no unit {ranges(strange)}", hint=f"units run from 1 to {len(keys)}")
        wanted = {keys[number - 1] for number in asked}
        chosen = {number for number, unit in units.items() if unit.key in wanted}
    if order.changed:
        chosen &= _changed(order, units, events)
    if order.kind == "review":
        chosen = {number for number in chosen if units[number].target}
    return frozenset(chosen)


def _changed(order: Order, units: Mapping[int, Unit], events: Sequence[Event]) -> set[int]:
    """The units that are not as this person last had or left them; as anybody last had them, where nobody is named.

    What somebody else was handed and they were not is the other's. Raises UsageError if there was no hand-out.
    """
    known: dict[str, str] = {}
    carried: dict[str, tuple[str, str]] = {}
    for event in events:
        if event.verb == "carried":
            carried[event.key] = event.get("from"), event.get("was")
            if known.get(event.get("from")) == event.get("was"):
                known[event.key] = event.digest
        elif event.verb == "handed-out" and order.to in ("", event.by):
            known |= dict(unit.partition(":")[::2] for unit in event.get("units").split())
        elif event.verb in {"review", "edited"} and event.by == order.to != "":
            known[event.key] = event.digest
    if not known:
        whom = order.to or "anybody"
        raise UsageError(f"nothing was handed out to {whom} yet", hint="leave --changed out the first time")
    others = _others(order, events)
    return {
        number
        for number, unit in units.items()
        if known.get(key_digest(unit.key)) != unit_digest(unit.key, unit.target) and not others(unit)
    }


def _others(order: Order, events: Sequence[Event]) -> Callable[[Unit], bool]:
    """Whether a unit, or what it was made of, is in hands of others and never was in this person's."""
    mine: set[str] = set()
    theirs: set[str] = set()
    out = set(live(events))
    for event in events:
        if event.verb == "handed-out":
            names = {unit.partition(":")[0] for unit in event.get("units").split()}
            if order.to in ("", event.by):
                mine |= names
            elif event in out:
                theirs |= names
        elif event.verb in {"review", "edited"} and event.by == order.to != "":
            mine.add(event.key)
    lineage = lineage_of(events)

    def others(unit: Unit) -> bool:
        line = line_of(key_digest(unit.key), lineage)
        return not line & mine and bool(line & theirs)

    return others


def _nothing(order: Order, tag: LanguageTag, statement_id: str) -> Report:
    if order.changed:
        return Report(notes=(f"nothing changed for {order.to or 'them'} since: no file was written",))
    lacks = "no unit has a translation to review" if order.kind == "review" else "there is no unit"
    hint = f"pubflow translate {statement_id} -l {tag} drafts them"
    raise Refused(f"{lacks}; nothing was handed out", hint=hint if order.kind == "review" else None)


# --- the hand-out -----------------------------------------------------------------------------------------------------


def _handout(
    order: Order,
    opened: OpenStatement,
    before: OpenCatalog,
    units: Mapping[int, Unit],
    chosen: frozenset[int],
    stamp: datetime,
) -> Handout:
    rows = tuple(_row(number, unit, number in chosen, order.kind) for number, unit in units.items())
    source = dict(before.catalog.headers).get("X-Pubflow-Source", "") if before.catalog else ""
    told = [[row.name, row.number, unit_digest(row.key, row.target), row.waiting] for row in rows if row.mine]
    seal = json.dumps([opened.statement.id, str(before.language), order.to, order.kind, stamp.isoformat(), told])
    pack_id = hashlib.sha256(seal.encode()).hexdigest()[:12]
    return Handout(pack_id, opened.statement.id, str(before.language), source, order.kind, order.to, rows)


def _row(number: int, unit: Unit, mine: bool, kind: HandoutKind) -> Row:
    waiting = unit.state < State.REVIEWED or (mine and kind == "review")
    return Row(number, unit.key, key_digest(unit.key), unit.target, waiting, mine, unit.notes, unit.comments)


def _files(handout: Handout, order: Order, wrapping: Wrapping) -> tuple[list[tuple[str, bytes]], list[str]]:
    """Each format's bytes; and what can't be made here, where it was not asked for by name."""
    made, lacks = [], []
    for name in order.formats or BY_DEFAULT:
        try:
            made.append((name, FORMATS[name].dumps(handout, wrapping)))
        except PubflowError as error:
            if order.formats:
                raise
            lacks.append(f"no {name}: {error.in_one_line}")
    return made, lacks


def _write(
    project: Project, order: Order, handout: Handout, made: Sequence[tuple[str, bytes]], hours: Hours
) -> tuple[str, ...]:
    """The files, and the message about them. In our own folder no file of an earlier pack stays beside them."""
    name = f"{handout.statement}.{handout.language}" + (f".{handout.to}" if handout.to else "")
    folder = order.folder or project.root / "build" / "packs" / name
    stem = f"{handout.statement}.{LanguageTag.parse(handout.language).po_locale}"
    paths = {folder / f"{stem}{FORMATS[name].suffix}": content for name, content in made}
    attached = tuple(sorted(path.name for path in paths))
    paths[folder / _MESSAGE] = message.dumps(handout, hours, attached).encode("utf-8")
    if order.folder is None:
        for form in FORMATS.values():
            if (old := folder / f"{stem}{form.suffix}") not in paths:
                old.unlink(missing_ok=True)
    for path, content in paths.items():
        write(path, content, made_again=True)
    return tuple(sorted(map(project.relative, paths)))


def _remarks(handout: Handout, order: Order) -> list[Finding]:
    """Units with characters that the formats made of XML show as U+FFFD, or that Word does."""
    if not {"docx"} & set(order.formats or BY_DEFAULT):
        return []
    message_ = "holds a control character; a Word file shows U+FFFD for it"
    return [
        Finding("pack", Severity.WARNING, message_, Where(f"statements/{handout.statement}.md", unit=number))
        for number in unheld(handout.open)
    ]


def _next(handout: Handout, changed: Sequence[str]) -> tuple[str, ...]:
    units = [row.number for row in handout.open]
    to = handout.to or "a person"
    text = next(path for path in changed if path.endswith(_MESSAGE))
    return (
        f"{handout.kind}: {len(units)} units ({ranges(units)}) for {to}, pack {handout.pack}",
        f"next: send the files with the words of {text}; then: pubflow unpack FILE",
    )
