"""`pubflow correct` and `retract`: what was published wrong is written down, re-opened, and told on its pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Final, Literal

from pubflow import history
from pubflow.catalog import Catalog, State, Unit, unit_digest
from pubflow.errors import Refused, UsageError
from pubflow.files import append, read_if_there, write
from pubflow.history import UNDONE, Event, dumps_line, key_digest, live, record_for, reopened_event, undone_event
from pubflow.language import LanguageTag
from pubflow.language.furniture import CORRECTIONS
from pubflow.markup.decode import decode
from pubflow.markup.markdown_new import render_new
from pubflow.project import Project
from pubflow.release.manifest import Manifest
from pubflow.statement import Block, Statement, Text
from pubflow.workflow.editions.corrections import concerns, events_of, note_key, notes_id, told_in
from pubflow.workflow.intake.diff import diff
from pubflow.workflow.intake.extract import extract
from pubflow.workflow.releases.folders import last_by_language, last_release
from pubflow.workflow.workspace.glossary import Glossary
from pubflow.workflow.workspace.keeping import held, keep
from pubflow.workflow.workspace.opening import (
    OpenStatement,
    open_catalog,
    open_statement,
    segment_numbered,
    select_published,
)
from pubflow.workflow.workspace.people import handle_if_named
from pubflow.workflow.workspace.record import places, record_of
from pubflow.workflow.workspace.reviewing import noted

_WHY: Final = "correction"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to correct, and how the pages say so."""

    language: str = ""
    """"" for the source, and so for every language that was released."""
    units: tuple[int, ...] = ()
    kind: str = ""
    """One of CORRECTIONS; "" where there is a note."""
    note: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class ToDo:
    """A place where an edition stands, and whether what is there is what was released last."""

    language: str
    url: str
    site: str
    done: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction or retraction as it stands."""

    verb: Literal["corrected", "retracted"]
    at: str
    by: str
    language: str
    """"" for all."""
    units: tuple[int, ...]
    """Re-opened by it, as they were numbered then."""
    told: str
    """The kind of its stock sentence, or that it has a note."""
    released: int
    """The first release that tells it; 0 for none yet."""
    places: tuple[ToDo, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Done:
    """What was written down, and what was re-opened."""

    correction: Correction
    reopened: tuple[str, ...]
    """A line a language."""
    notes: str = ""
    """The shared part that holds its note, where that is to be translated; else ""."""


def correct(project: Project, statement_id: str, wanted: Wanted, *, stamp: datetime) -> Done:
    """Write a correction down and re-open what it touches, and nothing else.

    Raises Refused where nothing was released, or the source is still what was; UsageError for what is not there.
    """
    (statement_id,) = select_published(project, (statement_id,))
    wanted = replace(wanted, by=handle_if_named(project, wanted.by))
    manifest = _released(project, statement_id)
    if bool(wanted.kind) == bool(wanted.note.strip()):
        raise UsageError("how do the pages say it?", hint=f"--kind {'|'.join(CORRECTIONS)}, or --note TEXT")
    opened = open_statement(project, statement_id)
    if wanted.language:
        numbers, reopened = wanted.units, _reopen_one(project, opened, manifest, wanted, stamp)
    else:
        numbers, reopened = _reopen_all(project, opened, manifest, wanted, stamp)
    # A language that the last release has not may join it yet: `--add` tells the correction then.
    left = last_by_language(record_of(project, statement_id))
    since = left.get(str(LanguageTag.parse(wanted.language)), 0) if wanted.language else manifest.release
    event = _event("corrected", wanted, numbers, since, stamp)
    return _told(project, statement_id, event, wanted, reopened, stamp)


def retract(project: Project, statement_id: str, wanted: Wanted, *, stamp: datetime) -> Done:
    """Write down that a statement is taken back. Raises Refused where nothing of it was released, or it is already."""
    (statement_id,) = select_published(project, (statement_id,))
    wanted = replace(wanted, by=handle_if_named(project, wanted.by))
    manifest = _released(project, statement_id)
    if any(event.verb == "retracted" for event in events_of(project, statement_id)):
        raise Refused(f"{statement_id} is retracted already", hint=f"pubflow retract {statement_id} --undo")
    return _told(project, statement_id, _event("retracted", wanted, (), manifest.release, stamp), wanted, (), stamp)


def undo(
    project: Project, statement_id: str, verb: Literal["corrected", "retracted"], *, by: str, stamp: datetime
) -> Correction:
    """Take back the last one, as long as no release tells it. Raises Refused otherwise.

    Units of one language that it re-opened are as they were, where nobody changed them since.
    """
    (statement_id,) = select_published(project, (statement_id,))
    by = handle_if_named(project, by)
    last = next((event for event in reversed(events_of(project, statement_id)) if event.verb == verb), None)
    if last is None:
        raise Refused(f"{statement_id} has nothing to take back", hint=f"pubflow correct {statement_id} --list")
    said = _correction(project, statement_id, last)
    if said.released:
        raise Refused(
            f"release {said.released} tells it already", hint="what was published stays: correct it by another one"
        )
    if last.get("language"):
        _reopen_no_more(project, open_statement(project, statement_id), last, by, stamp)
    back = Event("reopened", stamp.isoformat(), by, data=(("why", UNDONE),), after=(last.id,))
    append(project.record_path(statement_id), dumps_line(back))
    return said


def corrections(project: Project, statement_id: str) -> tuple[Correction, ...]:
    """All that stand, oldest first, each with the places where editions of it stand."""
    (statement_id,) = select_published(project, (statement_id,))
    return tuple(_correction(project, statement_id, event) for event in events_of(project, statement_id))


def _released(project: Project, statement_id: str) -> Manifest:
    manifest = last_release(project, statement_id)
    if manifest is None:
        raise Refused(
            f"nothing of {statement_id} was released from here",
            hint="what nobody has read needs no correction: change it, and go on",
        )
    return manifest


def _read_by_somebody(project: Project, statement_id: str) -> list[str]:
    """The languages of all releases: what an earlier one holds stands where it was published, also without the last."""
    left = last_by_language(record_of(project, statement_id))
    return [language for language in left if language != str(project.source)]


def _event(
    verb: Literal["corrected", "retracted"], wanted: Wanted, numbers: Sequence[int], since: int, stamp: datetime
) -> Event:
    data = {
        "language": str(LanguageTag.parse(wanted.language)) if wanted.language else "",
        "units": " ".join(map(str, numbers)),
        "since": str(since),
        "kind": wanted.kind,
        "note": note_key(wanted.note) if wanted.note.strip() else "",
    }
    return Event(verb, stamp.isoformat(), wanted.by, data=tuple(sorted((k, v) for k, v in data.items() if v)))


def _told(
    project: Project, statement_id: str, event: Event, wanted: Wanted, reopened: tuple[str, ...], stamp: datetime
) -> Done:
    name = ""
    if wanted.note.strip():
        name = _add_note(project, statement_id, wanted.note)
        extract(project, (name,), (wanted.language,) if wanted.language else (), stamp=stamp)
    append(project.record_path(statement_id), dumps_line(event))
    return Done(_correction(project, statement_id, event), reopened, name)


def _add_note(project: Project, statement_id: str, note: str) -> str:
    """A paragraph more in the notes of the statement, of these very words."""
    name = notes_id(project, statement_id)
    path = project.shared / f"{name}.md"
    old = read_if_there(path) or b""
    paragraph = Block("paragraph", (Text(" ".join(note.split())),))
    text = render_new(Statement(name, str(project.source), (), (paragraph,), project.relative(path)))
    if text.rstrip("\n") not in decode(old, project.relative(path)).splitlines():
        write(path, old + (b"\n" if old else b"") + text.encode(), expected=old or None)
    return name


def _reopen_all(
    project: Project, opened: OpenStatement, manifest: Manifest, wanted: Wanted, stamp: datetime
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The source was changed: bring the catalogs up to it, which re-opens what the change touches."""
    statement_id = opened.statement.id
    if wanted.units:
        raise UsageError("--unit goes with -l", hint="of the source, the units that you changed are re-opened")
    if manifest.languages[0].text == opened.digest:
        raise Refused(
            f"the source is still that of release {manifest.release}",
            hint=f"change statements/{statement_id}.md first; a translation alone: -l zh-TW --unit N",
        )
    languages = _read_by_somebody(project, statement_id)
    if not languages:
        return (), ()
    extract(project, (statement_id,), languages, stamp=stamp)
    released = {passage.source for one in manifest.languages for passage in one.passages}
    changes = [
        one
        for one in diff(project, statement_id, languages).changes
        # What changed before the release, and waits for nobody, is no part of this correction.
        if one.number is None or key_digest(opened.segments[one.number - 1].key) not in released
    ]
    numbers = tuple(sorted({one.number for one in changes if one.number is not None}))
    lines = []
    for language in languages:
        told = [
            f"{one.number}: {means}" for one in changes for name, means in one.means if name == language and one.number
        ]
        lines.append(f"{language}: {', '.join(told) or 'nothing'}")
    return numbers, tuple(lines)


def _reopen_one(
    project: Project, opened: OpenStatement, manifest: Manifest, wanted: Wanted, stamp: datetime
) -> tuple[str, ...]:
    tag = LanguageTag.parse(wanted.language)
    if str(tag) not in _read_by_somebody(project, opened.statement.id):
        raise Refused(f"release {manifest.release} holds no {tag}", hint="change it, and go on")
    if not wanted.units:
        raise UsageError("which units?", hint=f"pubflow correct {opened.statement.id} -l {tag} --unit 20 ...")
    keys = {segment_numbered(opened, number).key for number in wanted.units}
    with held(project, opened.statement.id, tag):
        glossary = Glossary.load(project)
        before = noted(project, open_catalog(project, opened.statement.id, tag), opened, glossary, stamp=stamp)
        if before.catalog is None:
            raise Refused(
                f"{opened.statement.id} has no catalog in {tag} any more",
                hint=f"bring back {project.relative(before.path)} as it was released",
            )
        events, units = [], []
        for unit in before.catalog.units:
            if unit.key in keys and not unit.obsolete:
                events.append(reopened_event(unit, before.history, concept="", why=_WHY, at=stamp.isoformat()))
                comment = f"reopened {stamp.date()}: {_WHY}"
                unit = replace(unit, state=State.TRANSLATED, record="", comments=(*unit.comments, comment))
            units.append(unit)
        keep(project, before, replace(before.catalog, units=tuple(units)), events)
    return (f"{tag}: {', '.join(map(str, sorted(wanted.units)))}: re-opened",)


def _reopen_no_more(project: Project, opened: OpenStatement, event: Event, by: str, stamp: datetime) -> None:
    tag = LanguageTag.parse(event.get("language"))
    with held(project, opened.statement.id, tag):
        before = open_catalog(project, opened.statement.id, tag)
        if before.catalog is None:
            return
        again = {one.key: one for one in before.history if one.verb == "reopened" and one.at == event.at}
        events: list[Event] = []
        units = list(before.catalog.units)
        for at, unit in enumerate(units):
            one = again.get(key_digest(unit.key))
            if one is not None and one.digest == unit_digest(unit.key, unit.target) and one.get("why") == _WHY:
                events.append(undone_event(unit, (one,), at=stamp.isoformat(), by=by))
                comments = tuple(line for line in unit.comments if not line.endswith(f": {_WHY}"))
                units[at] = replace(unit, state=State.REVIEWED, comments=comments)
        catalog = replace(before.catalog, units=tuple(units))
        keep(project, before, _with_records(catalog, (*before.history, *events)), events)


def _with_records(catalog: Catalog, events: Sequence[Event]) -> Catalog:
    """The lines in the PO copy what the history says now."""
    told: tuple[Unit, ...] = history.attach(catalog, events).units
    units = [replace(one, record=record_for(one)) if one.state >= State.REVIEWED else one for one in told]
    return replace(catalog, units=tuple(units))


def _correction(project: Project, statement_id: str, event: Event) -> Correction:
    record = live(record_of(project, statement_id))
    released = told_in(event, record)
    return Correction(
        "retracted" if event.verb == "retracted" else "corrected",
        event.at,
        event.by,
        event.get("language"),
        tuple(map(int, event.get("units").split())),
        event.get("kind") or ("note" if event.get("note") else ""),
        released,
        tuple(_to_do(project, statement_id, event, record, bool(released))),
    )


def _to_do(
    project: Project, statement_id: str, event: Event, record: Sequence[Event], released: bool
) -> Iterator[ToDo]:
    """Every place that its edition is published at; ticked off once somebody said that the new one stands there."""
    manifest = last_release(project, statement_id)
    for place in places(record):
        if concerns(event, LanguageTag.parse(place.language)):
            edition = manifest.edition(place.language) if manifest else None
            there = edition is not None and place.digest == edition.sha256
            yield ToDo(place.language, place.url, place.site, released and there)
