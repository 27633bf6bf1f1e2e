"""Where every statement stands in every language: counts, signatures, questions, who has it, and what comes next."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Self

from pubflow.catalog import State
from pubflow.errors import PubflowError
from pubflow.files import digest
from pubflow.finding import Finding, errors_in
from pubflow.history import Event, live
from pubflow.language import LanguageTag, dates
from pubflow.merge import conflicts
from pubflow.project import LANGUAGE, Policy, Project
from pubflow.review.asked import waiting_in
from pubflow.review.signing import Signed, current, unsigned
from pubflow.review.standing import Stand, Standing
from pubflow.segment import is_optional, optional_numbers
from pubflow.workflow.checking.checker import Checker
from pubflow.workflow.editions.corrections import pending
from pubflow.workflow.review.next_step import Beside, Holder, Language, Signature, next_step, row_of, with_next
from pubflow.workflow.review.signing import Entry, source_signatures
from pubflow.workflow.workspace.composing import Placed, local_files, locals_of
from pubflow.workflow.workspace.done import Done, remembered
from pubflow.workflow.workspace.opening import (
    OpenCatalog,
    OpenStatement,
    every,
    open_catalog,
    select_ids,
    select_languages,
    under_embargo,
    units_by_segment,
)
from pubflow.workflow.workspace.record import record_of
from pubflow.workflow.workspace.report import Report
from pubflow.workflow.workspace.reviewing import policy_of, sign_offs_of, standing_of
from pubflow.workflow.workspace.status import counted, is_behind

Checks = Literal["yes", "known", "no"]
"""Whether errors are counted: yes; only where an earlier run has them; no."""


@dataclass(frozen=True, slots=True)
class Embargo:
    """Until when a statement must not be published."""

    written: str
    at: str
    """ISO 8601 with offset."""
    minutes: int
    hour: str
    """In the zone that the desk wrote: `22:00 London`."""
    hours: tuple[str, ...]
    """The same for the readers of each language, where their zone is another: `Tue 05:00 Taipei`."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with all its languages."""

    id: str
    source: str
    """Digest of the source text, cut to 8 hex digits."""
    units: int
    short: int
    signed: tuple[Signature, ...]
    """Who signed the source."""
    embargo: Embargo | None
    languages: tuple[Language, ...]
    released: str = ""
    """Which release left last, and its languages: `2 (en, zh-TW)`; "" for none."""
    pending: tuple[str, ...] = ()
    """What was corrected or taken back, and is in no release yet."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What `pubflow status` has to say."""

    statements: tuple[Statement, ...]
    findings: tuple[Finding, ...]
    refused: tuple[str, ...]
    """What can't be read, and why."""

    def as_json(self) -> dict[str, Any]:
        """Plain values: what is counted, and the one next command of each language."""
        rows = tuple(row_of(one) for statement in self.statements for one in statement.languages)
        report = Report(rows=rows, findings=self.findings, refused=self.refused).as_json()
        statements = [
            dataclasses.asdict(one) | {"languages": [with_next(language) for language in one.languages]}
            for one in self.statements
        ]
        return {"statements": statements, **report}


def overview(
    project: Project, ids: Sequence[str], languages: Sequence[str], *, now: datetime, checks: Checks = "yes"
) -> Overview:
    """Look at every catalog; writes nothing but what makes the next look quicker.

    `now`: an aware moment. A statement or catalog that can't be read does not stop the rest.
    """
    tags = select_languages(project, languages)
    opened, failed = every(project, select_ids(project, ids))
    refused = [error.in_one_line for error in failed]
    statements = []
    with _Desk(project, tags, checks) as desk:
        for one in opened:
            rows = tuple(desk.whole(one, tag) for tag in tags)
            refused += [row.fault for row in rows if row.fault]
            try:
                statements.append(_statement(project, one, rows, tags, now))
            except PubflowError as error:
                refused.append(error.in_one_line)
    findings = tuple(finding for one in opened for finding in one.findings)
    return Overview(tuple(statements), findings, tuple(refused))


class _Desk:
    """What is opened once a run, and remembered from one run to the next."""

    def __init__(self, project: Project, tags: Sequence[LanguageTag], checks: Checks) -> None:
        self._project = project
        self._checks = checks
        self._tags = tags
        self._stack = ExitStack()
        self._done: dict[LanguageTag, Done] = {}
        self._checker: Checker | None = None

    def __enter__(self) -> Self:
        for tag in self._tags:
            self._done[tag] = self._stack.enter_context(remembered(self._project, "status", str(tag)))
        return self

    def __exit__(self, *failure: object) -> None:
        self._stack.close()

    def whole(self, opened: OpenStatement, tag: LanguageTag) -> Language:
        """One language, with what its edition is made of beside the catalog."""
        row = self.look(opened, tag)
        beside = tuple(self._shared(opened, tag))
        try:
            placed = self._local(opened, tag)
        except PubflowError as error:
            return dataclasses.replace(row, fault=row.fault or error.in_one_line)
        name = self._project.relative(self._project.local_path(opened.statement.id, tag))
        agree = f"pubflow local {opened.statement.id} -l {tag}"
        beside += tuple(
            Beside(f"local {one.local.number}", agree if not one.fault else "", f"{one.lacks} ({name})")
            for one in placed
            if one.lacks
        )
        return dataclasses.replace(row, beside=beside, local=tuple(one.local.told for one in placed))

    def _shared(self, opened: OpenStatement, tag: LanguageTag) -> Iterator[Beside]:
        for part in opened.parts:
            if part.opened is None:
                yield Beside(f"shared part {part.name}", "", "can't be had")
            elif (row := self.look(part.opened, tag)).state != "ready":
                yield Beside(f"shared part {part.name}", *next_step(row))

    def _local(self, opened: OpenStatement, tag: LanguageTag) -> tuple[Placed, ...]:
        if not self._project.local_path(opened.statement.id, tag).is_file():
            return ()
        return locals_of(self._project, opened, tag, open_catalog(self._project, opened.statement.id, tag).history)

    def look(self, opened: OpenStatement, tag: LanguageTag) -> Language:
        """One language, from memory where nothing changed since."""
        known = self._done[tag].recall(opened.statement.id)
        try:
            if known is not None:
                row = _read(json.loads(known.notes[0]))
                return (
                    dataclasses.replace(row, errors=None, warnings=None, accepted=None) if self._checks == "no" else row
                )
            before = open_catalog(self._project, opened.statement.id, tag)
            row = self._row(opened, before)
        except PubflowError as error:
            return Language(opened.statement.id, str(tag), begun=True, fault=error.in_one_line)
        if self._checks != "yes":
            return row
        row = self._judged(row, opened, before)
        files = {**opened.files(self._project), before.path: digest(before.content) if before.catalog else ""}
        files[self._project.history_path(opened.statement.id, tag)] = before.events
        files |= local_files(self._project, opened, tag)
        self._done[tag].keep(opened.statement.id, files, Report(notes=(json.dumps(dataclasses.asdict(row)),)))
        return row

    def _row(self, opened: OpenStatement, before: OpenCatalog) -> Language:
        """All that needs no checks."""
        name, tag = opened.statement.id, before.language
        if before.catalog is None:
            short = _short(opened)
            total = len(dict.fromkeys(segment.key for segment in opened.segments))
            late = sum(map(is_optional, short))
            empty = total - len(short)
            return Language(name, str(tag), units=empty, short=len(short), late=late, empty=empty)
        checker = self._opened()
        standing = standing_of(self._project, opened, before, checker.glossary)
        short = _short(opened)
        late = sum(is_optional(key) and one.stand is not Stand.AGREED for key, one in standing.items())
        body = [one.stand for key, one in standing.items() if key not in short]
        units = tuple(dict.fromkeys(units_by_segment(before.catalog, opened.segments)))
        counts = counted(opened, tag, units)
        asked = waiting_in(before.catalog, before.history)
        waiting = [(key, one) for key, some in asked.items() for one in some]
        return Language(
            name,
            str(tag),
            begun=True,
            stale=is_behind(before.catalog, opened),
            units=len(body),
            agreed=body.count(Stand.AGREED),
            edited=body.count(Stand.EDITED),
            draft=body.count(Stand.DRAFT),
            reopened=body.count(Stand.REOPENED),
            empty=body.count(Stand.OPEN),
            short=len(short),
            short_agreed=sum(standing[key].stand is Stand.AGREED for key in short),
            late=late,
            conflicts=sum(len(conflicts(unit)) for unit in units if not is_optional(unit.key)),
            asked=len(waiting),
            blocking=sum(one.blocking for key, one in waiting if not is_optional(key)),
            held=holders(before.history),
            reviewed=counts.reviewed,
            drafts=counts.drafts,
            review=_review_options(policy_of(self._project, opened, before), standing.values()),
            **self._signed(opened, before, standing),
        )

    def _signed(self, opened: OpenStatement, before: OpenCatalog, standing: dict[Any, Standing]) -> dict[str, Any]:
        """The signatures that there are, and the scopes that lack one."""
        found = sign_offs_of(opened, before, self._opened().glossary)
        lacking = unsigned(policy_of(self._project, opened, before), found)
        return {"signed": tuple(map(_signature, current(found))), "unsigned": tuple(lacking)}

    def _judged(self, row: Language, opened: OpenStatement, before: OpenCatalog) -> Language:
        if before.catalog is None:
            return dataclasses.replace(row, errors=0, warnings=0, accepted=0)
        judged, findings = self._opened().judge(opened, before)
        optional = optional_numbers(opened.segments)
        held = [finding for finding in findings if finding.where.unit not in optional]
        errors = len(errors_in(held))
        return dataclasses.replace(row, errors=errors, warnings=len(held) - errors, accepted=judged.accepted)

    def _opened(self) -> Checker:
        if self._checker is None:
            self._checker = Checker(self._project)
        return self._checker


def holders(events: Sequence[Event]) -> tuple[Holder, ...]:
    """Who was handed something and gave nothing of it back since; of several packs to one person the first.

    What was taken back is with nobody.
    """
    out: dict[str, Holder] = {}
    told = live(events)
    for at, event in enumerate(told):
        if event.verb == "handed-out" and not _came_back(event, told[at + 1 :]):
            units = len(event.get("units").split())
            out.setdefault(event.by, Holder(event.by, event.at, units, event.get("pack")))
    return tuple(out.values())


def _came_back(handed: Event, later: Iterable[Event]) -> bool:
    """Whether something came back from that pack, or its person has worked on one of its units since."""
    keys = {unit.partition(":")[0] for unit in handed.get("units").split()}
    return any(
        event.verb != "handed-out"
        and (
            (handed.get("pack") and event.get("pack") == handed.get("pack"))
            or (handed.by and event.by == handed.by and event.key in keys and event.verb in ("edited", "review"))
        )
        for event in later
    )


def _review_options(policy: Policy, standing: Iterable[Standing]) -> str:
    """The options without which `pubflow review` would show nothing of what waits, or turn an unnamed person away."""
    waiting = [one for one in standing if one.stand is not Stand.AGREED]
    lacking = {kind.kind for one in waiting for kind in one.kinds if not kind.holds}
    if any(one.state < State.REVIEWED for one in waiting):
        lacking.add(LANGUAGE)
    kind = next((name for name in (LANGUAGE, *policy.required) if name in lacking), LANGUAGE)
    named = kind != LANGUAGE or policy.two_persons
    return f"{f' --kind {kind}' * (kind != LANGUAGE)}{' --by NAME' * named}"


def _short(opened: OpenStatement) -> set[Any]:
    """The keys of titles, summaries, alt texts and their like."""
    return {segment.key for segment in opened.segments if segment.place.field}


def _signature(one: Signed) -> Signature:
    return Signature(one.kind, one.scope, one.event.by, one.event.at, one.holds, one.told)


def _of_source(one: Entry) -> Signature:
    return Signature(one.kind, one.scope, one.by, one.at, one.holds, one.told)


def _statement(
    project: Project, opened: OpenStatement, rows: tuple[Language, ...], tags: Sequence[LanguageTag], now: datetime
) -> Statement:
    short = len(_short(opened))
    total = len(dict.fromkeys(segment.key for segment in opened.segments))
    signed = tuple(map(_of_source, source_signatures(project, opened)))
    embargo = _embargo(opened, tags, now)
    return Statement(
        opened.statement.id,
        opened.digest[:8],
        total - short,
        short,
        signed,
        embargo,
        tuple(dataclasses.replace(row, ahead=embargo is not None) for row in rows),
        _released(record_of(project, opened.statement.id)),
        pending(project, opened.statement.id),
    )


def _released(record: Iterable[Event]) -> str:
    # By number and generation: two may be of one moment.
    released = [event for event in record if event.verb == "released"]
    last = max(
        released, key=lambda event: (int(event.get("release", "0")), int(event.get("generation", "1"))), default=None
    )
    return f"{last.get('release')} ({', '.join(last.get('languages').split())})" if last else ""


def _embargo(opened: OpenStatement, tags: Sequence[LanguageTag], now: datetime) -> Embargo | None:
    moment = under_embargo(opened, now)
    if moment is None:
        return None
    places: dict[str, list[str]] = {}
    for tag in tags:
        zone = dates.newsroom_zone(tag)
        local = moment.astimezone(zone) if zone else moment
        if local.utcoffset() != moment.utcoffset():
            at = places.setdefault(dates.clock_time(local, now), [])
            at += [place for place in (dates.place_of(local),) if place not in at]
    return Embargo(
        opened.statement.get("embargo"),
        moment.isoformat(),
        int((moment - now).total_seconds() // 60),
        f"{dates.clock_time(moment, now)} {dates.place_of(moment)}",
        tuple(f"{hour} {' and '.join(cities)}" for hour, cities in places.items()),
    )


def _read(value: dict[str, Any]) -> Language:
    signed = tuple(Signature(**one) for one in value.pop("signed"))
    held = tuple(Holder(**one) for one in value.pop("held"))
    return Language(signed=signed, held=held, unsigned=tuple(value.pop("unsigned")), **value)
