"""What the gate looks at: the source and each language of a statement, as they stand on the disk now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from pubflow.errors import PubflowError, SourceError
from pubflow.history import Event
from pubflow.language import LanguageTag
from pubflow.project import Project
from pubflow.release.gate import Blocker, Lapsed, Look, Source, Verdict, judge, of_part
from pubflow.review.signing import Signed, Text, current
from pubflow.workflow.checking.checker import Checker
from pubflow.workflow.drafting.engines import why_none
from pubflow.workflow.editions.candidates import Candidate, candidate, source_candidate
from pubflow.workflow.review.signing import Entry, source_signatures
from pubflow.workflow.workspace.composing import LOCAL
from pubflow.workflow.workspace.opening import OpenCatalog, OpenStatement, open_catalog, under_embargo
from pubflow.workflow.workspace.record import record_of
from pubflow.workflow.workspace.reviewing import seen, sign_offs_of, signed_text
from pubflow.workflow.workspace.status import is_behind

_TABLE: Final = "release"
_KEYS: Final = ("require",)


@dataclass(frozen=True, slots=True)
class Ready:
    """One language, opened: what an edition of it would hold, and who agreed to it."""

    candidate: Candidate
    before: OpenCatalog
    """With what people did in their editors, as the history would tell it if it knew."""
    text: Text
    signed: tuple[Signed, ...]
    parts: tuple[tuple[str, Ready], ...] = ()
    """Its shared parts, by name."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A statement before the gate."""

    opened: OpenStatement
    source: Candidate
    entries: tuple[Entry, ...]
    """The signatures on the source."""
    ready: Mapping[str, Ready]
    """By language; without those that can't be read."""
    verdict: Verdict
    looks: Mapping[str, Look]
    record: tuple[Event, ...]


def at_the_gate(
    project: Project,
    checker: Checker,
    opened: OpenStatement,
    tags: Sequence[LanguageTag],
    *,
    stamp: datetime,
    now: datetime,
    overridden: str = "",
    already: frozenset[str] = frozenset(),
) -> Gate:
    """Look at everything, and judge. `now`: the real clock's, or the embargo's own hour for what only prepares.

    `already`: languages that have left before, and stop nothing.
    """
    record = record_of(project, opened.statement.id)
    entries = tuple(source_signatures(project, opened))
    allow = project.releases.allow_warnings
    source = _source(project, opened, entries, now, overridden)
    source = replace(source, out=bool(already), beside=tuple(_beside_source(project, opened, now, allow)))
    ready: dict[str, Ready] = {}
    looks: dict[str, Look] = {}
    for tag in tags:
        try:
            one = _with_parts(project, checker, opened, tag, stamp)
        except PubflowError as error:
            looks[str(tag)] = Look(opened.statement.id, str(tag), fault=str(error))
            continue
        ready[str(tag)] = one
        look = _look(opened, one)
        # What is not begun, or of an earlier text, is brought up to it by `translate`, whether an engine can or not.
        catalog = one.before.catalog
        asks = look.untranslated and catalog is not None and not is_behind(catalog, opened)
        none = why_none(project, opened, tag, now) if asks else ""
        looks[str(tag)] = replace(look, no_engine=none, beside=tuple(_beside(opened, one, allow)))
    verdict = judge(
        source,
        tuple(looks.values()),
        record,
        require=[one for one in required(project, opened) if one not in already],
        allow_warnings=allow,
    )
    looks[source.language] = source
    return Gate(opened, source_candidate(project, opened), entries, ready, verdict, looks, record)


def required(project: Project, opened: OpenStatement) -> tuple[str, ...]:
    """The languages without which this statement does not leave: the project's, and what its sidecar adds.

    Raises SourceError for a faulty sidecar.
    """
    name = project.relative(project.sidecar_path(opened.statement.id))
    table = opened.further.get(_TABLE, {})
    if not isinstance(table, Mapping) or not set(table) <= set(_KEYS):
        raise SourceError(f"[{_TABLE}] holds {', '.join(_KEYS)} and nothing else", where=name)
    asked = table.get("require", [])
    if not isinstance(asked, list) or not all(isinstance(one, str) for one in asked):
        raise SourceError("`require` is no list of languages", where=name, hint='require = ["zh-TW"]')
    further = tuple(str(LanguageTag.parse(one)) for one in asked)
    return tuple(dict.fromkeys((*project.releases.require, *further)))


def _source(
    project: Project, opened: OpenStatement, entries: Sequence[Entry], now: datetime, overridden: str
) -> Source:
    lapsed = [one for one in entries if not one.holds]
    return Source(
        opened.statement.id,
        str(project.source),
        opened.digest,
        findings=opened.findings,
        signed=any(one.holds for one in entries),
        told=f"the signature of {lapsed[-1].by} {lapsed[-1].told}" if lapsed else "",
        embargo=under_embargo(opened, now),
        overridden=overridden,
    )


def _ready(project: Project, checker: Checker, opened: OpenStatement, tag: LanguageTag, stamp: datetime) -> Ready:
    before, _ = seen(open_catalog(project, opened.statement.id, tag), opened, checker.glossary, stamp=stamp)
    found = candidate(checker, project, opened, before)
    text = signed_text(opened, before, checker.glossary)
    return Ready(found, before, text, sign_offs_of(opened, before, checker.glossary))


def _with_parts(project: Project, checker: Checker, opened: OpenStatement, tag: LanguageTag, stamp: datetime) -> Ready:
    """Each shared part is read like the statement: it has its own reviews and signatures."""
    one = _ready(project, checker, opened, tag, stamp)
    parts = [
        (part.name, _ready(project, checker, part.opened, tag, stamp))
        for part in opened.parts
        if part.opened is not None
    ]
    return replace(one, parts=tuple(parts))


def _beside_source(project: Project, opened: OpenStatement, now: datetime, allow: bool) -> Iterator[Blocker]:
    for part in opened.parts:
        if part.opened is None:
            yield Blocker("part", f"the shared part {part.name} can't be had", f"pubflow check {opened.statement.id}")
            continue
        entries = tuple(source_signatures(project, part.opened))
        yield from of_part(_source(project, part.opened, entries, now, ""), allow_warnings=allow)


def _beside(opened: OpenStatement, one: Ready, allow: bool) -> Iterator[Blocker]:
    tag = one.candidate.language
    have = {part.name: part.opened for part in opened.parts if part.opened is not None}
    for name, part in one.parts:
        yield from of_part(_look(have[name], part), allow_warnings=allow)
    for lack in one.candidate.told.lacks:
        yield Blocker("part", lack, f"pubflow review {opened.statement.id}-notes -l {tag}")
    for placed in one.candidate.local:
        if placed.lacks:
            command = f"pubflow local {opened.statement.id} -l {tag} --agree {placed.local.number} --by NAME"
            message = f"local: {placed.lacks}: {placed.local.told}"
            yield Blocker(
                "local", message, f"pubflow local {opened.statement.id} -l {tag}" if placed.fault else command
            )


def _look(opened: OpenStatement, one: Ready) -> Look:
    lacks = one.candidate.lacks
    lapsed = (signed for signed in current(one.signed) if not signed.holds)
    return Look(
        opened.statement.id,
        str(one.candidate.language),
        one.text.digest,
        untranslated=tuple(lack.number for lack in lacks if lack.kind == "untranslated"),
        tags=tuple(lack.number for lack in lacks if lack.kind == "tags"),
        unreviewed=tuple(lack.number for lack in lacks if lack.kind == "unreviewed"),
        lacking=tuple((lack.number, lack.why) for lack in lacks if lack.kind == "review"),
        unsigned=one.candidate.scopes,
        lapsed=tuple(Lapsed(signed.kind, signed.scope, signed.event.by, signed.told) for signed in lapsed),
        findings=tuple(found for found in one.candidate.findings if found.check != LOCAL),
    )
