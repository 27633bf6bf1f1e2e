"""`pubflow sign-off`: a person's verdict on a whole text or a part of it, bound to its very words.

It is attestation, not authentication: who holds the files can write any handle. What is kept is who is said to have
signed, who entered it, by which way, and for which words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from pubflow.catalog import State
from pubflow.errors import Refused, SourceError, UsageError
from pubflow.files import read_if_there, write
from pubflow.finding import Finding, errors_in, runs, units_told
from pubflow.history import Via
from pubflow.language import LanguageTag
from pubflow.project import LANGUAGE, Policy, Project
from pubflow.review.asked import waiting_in
from pubflow.review.signing import Signed, Text, sign, sign_offs, withdrawal
from pubflow.review.standing import Standing
from pubflow.segment import Key
from pubflow.workflow.checking.checker import Checker
from pubflow.workflow.workspace.composing import locals_of
from pubflow.workflow.workspace.glossary import Glossary
from pubflow.workflow.workspace.keeping import held, keep
from pubflow.workflow.workspace.opening import OpenCatalog, OpenStatement, open_catalog, open_statement, select_ids
from pubflow.workflow.workspace.people import handle_if_named, handle_of
from pubflow.workflow.workspace.reviewing import noted, policy_of, sign_offs_of, signed_text, standing_of

_TABLE: Final = "sign-off"
_ROW: Final = ("by", "at", "digest", "entered-by", "via")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to sign, and how it came in."""

    by: str
    kind: str = LANGUAGE
    scope: str = ""
    """"" for the whole text."""
    via: Via = ""
    entered_by: str = ""
    despite_errors: bool = False
    """Whether the findings at ERROR are known and no hindrance; it is written down."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be signed, and what keeps it from being signed."""

    head: str
    by: str
    units: int
    agreed: int | None
    """Of them, those that every required review holds for; None for the source, which has no reviews."""
    part: str = ""
    """The numbers of the units, where they are not all."""
    questions: tuple[str, ...] = ()
    """Open ones that stop nobody."""
    errors: tuple[Finding, ...] = ()
    standing: tuple[str, ...] = ()
    """Signatures that are there already."""
    refused: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    """What stands in the edition and is not signed with this text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One signature in a list."""

    language: str
    """"" for the source."""
    kind: str
    scope: str
    by: str
    at: str
    via: str
    entered_by: str
    told: str
    """`holds`, or where and why it lapsed."""
    holds: bool


Confirm = Callable[[Preview], bool]


def sign_off(
    project: Project, statement_id: str, language: str, wanted: Wanted, *, stamp: datetime, confirm: Confirm
) -> Entry | None:
    """Show what is signed, ask, and write the signature; None where the person decides against it.

    Raises Refused where the text can't be signed, and Changed where a file changed while the person was reading.
    """
    wanted = _with_handles(project, wanted)
    (statement_id,) = select_ids(project, (statement_id,))
    tag = LanguageTag.parse(language)
    with held(project, statement_id, tag):
        opened = open_statement(project, statement_id)
        checker = Checker(project)
        before = open_catalog(project, statement_id, tag)
        if before.catalog is None:
            raise Refused(
                f"{statement_id} has no catalog in {tag} yet", hint=f"pubflow translate {statement_id} -l {tag}"
            )
        before = noted(project, before, opened, checker.glossary, stamp=stamp)
        text = signed_text(opened, before, checker.glossary)
        preview = _preview(project, opened, before, checker, text, wanted)
        if not confirm(preview):
            return None
        if preview.refused:
            raise Refused("not signed: " + "; ".join(preview.refused), hint="what is missing stands above")
        event = sign(
            text,
            before.history,
            kind=wanted.kind,
            scope=wanted.scope,
            by=wanted.by,
            at=stamp.isoformat(),
            via=wanted.via,
            entered_by=wanted.entered_by,
            despite=_despite(preview.errors),
        )
        assert before.catalog is not None
        keep(project, before, before.catalog, (event,))
        return _entry(str(tag), Signed(event, ()))


def withdraw(
    project: Project, statement_id: str, language: str, by: str, kind: str, scope: str | None, *, stamp: datetime
) -> tuple[Entry, ...]:
    """Take back a person's signatures of a kind, of one scope or (None) of all. Raises Refused where there is none."""
    by = handle_of(project, by)
    (statement_id,) = select_ids(project, (statement_id,))
    tag = LanguageTag.parse(language)
    with held(project, statement_id, tag):
        opened, before = open_statement(project, statement_id), open_catalog(project, statement_id, tag)
        mine = [
            one
            for one in sign_offs_of(opened, before, Glossary.load(project))
            if one.event.by == by and one.kind == kind and scope in (None, one.scope)
        ]
        if not mine or before.catalog is None:
            raise Refused(f"{by} has signed nothing of this kind", hint=f"pubflow sign-off {statement_id} --list")
        keep(project, before, before.catalog, (withdrawal(mine, by=by, at=stamp.isoformat()),))
    return tuple(_entry(str(tag), one) for one in mine)


def signatures(project: Project, statement_id: str, tags: tuple[LanguageTag, ...]) -> tuple[Entry, ...]:
    """Who signed what, the source first, oldest first in each language; reads only."""
    (statement_id,) = select_ids(project, (statement_id,))
    opened, glossary = open_statement(project, statement_id), Glossary.load(project)
    found = list(source_signatures(project, opened))
    for tag in tags:
        before = open_catalog(project, statement_id, tag)
        found += [_entry(str(tag), one) for one in sign_offs_of(opened, before, glossary)]
    return tuple(found)


def sign_source(
    project: Project, statement_id: str, wanted: Wanted, *, stamp: datetime, confirm: Confirm
) -> Entry | None:
    """The same for the English source: the signature stands in the sidecar and is bound to the digest of the file."""
    wanted = _with_handles(project, wanted)
    (statement_id,) = select_ids(project, (statement_id,))
    opened = open_statement(project, statement_id)
    errors = errors_in(opened.findings)
    units = len(opened.segments)
    refused = ("the statement has errors",) if errors and not wanted.despite_errors else ()
    standing = tuple(f"{one.by}, {one.at}: {one.told}" for one in source_signatures(project, opened))
    head = f"{statement_id}, source ({project.source}), by {wanted.by}"
    if not confirm(Preview(head, wanted.by, units, None, errors=errors, standing=standing, refused=refused)):
        return None
    if refused:
        raise Refused("not signed: " + "; ".join(refused), hint="what is missing stands above")
    path = project.sidecar_path(statement_id)
    old = read_if_there(path) or b""
    row = {"by": wanted.by, "at": stamp.isoformat(), "digest": opened.digest}
    row |= {name: value for name, value in (("via", wanted.via), ("entered-by", wanted.entered_by)) if value}
    gap = b"" if not old else b"\n" if old.endswith(b"\n") else b"\n\n"
    lines = "".join(f'{name} = "{value}"\n' for name, value in row.items())
    content = old + gap + f"[[{_TABLE}]]\n{lines}".encode()
    _refuse_broken(content, project.relative(path))
    write(path, content, expected=old)
    return Entry("", "", "", wanted.by, row["at"], wanted.via, wanted.entered_by, "holds", True)


def _refuse_broken(content: bytes, name: str) -> None:
    """A sidecar may write its tables in a way to which nothing can be appended."""
    try:
        tomllib.loads(content.decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"nothing can be appended: {error}", where=name, hint=f"write it as [[{_TABLE}]]") from None


def source_signatures(project: Project, opened: OpenStatement) -> Iterator[Entry]:
    """Who signed the English source, oldest first. Raises SourceError for a faulty sidecar."""
    name = project.relative(project.sidecar_path(opened.statement.id))
    rows = opened.further.get(_TABLE, [])
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise SourceError(f"`{_TABLE}` is not a list of tables", where=name, hint=f"write it as [[{_TABLE}]]")
    for row in rows:
        if not set(row) <= set(_ROW) or not all(isinstance(value, str) for value in row.values()):
            raise SourceError(f"[[{_TABLE}]] holds other than {', '.join(_ROW)}", where=name)
        holds = row.get("digest") == opened.digest
        told = "holds" if holds else "lapsed: the source changed"
        yield Entry(
            "", "", "", row.get("by", ""), row.get("at", ""), row.get("via", ""), row.get("entered-by", ""), told, holds
        )


def _with_handles(project: Project, wanted: Wanted) -> Wanted:
    entered = handle_if_named(project, wanted.entered_by, "--entered-by")
    if wanted.via and not entered:
        raise UsageError(f"--via {wanted.via} wants --entered-by", hint="say who writes down what came in that way")
    return replace(wanted, by=handle_of(project, wanted.by), entered_by=entered)


def _entry(language: str, one: Signed) -> Entry:
    event = one.event
    return Entry(
        language, one.kind, one.scope, event.by, event.at, event.via, event.get("entered-by"), one.told, one.holds
    )  # fmt: skip


def _preview(
    project: Project, opened: OpenStatement, before: OpenCatalog, checker: Checker, text: Text, wanted: Wanted
) -> Preview:
    part = text.part(wanted.scope)
    numbers = [one.number for one in part.passages]
    standing = standing_of(project, opened, before, checker.glossary)
    policy = policy_of(project, opened, before)
    _, findings = checker.judge(opened, before)
    errors = tuple(one for one in errors_in(findings) if one.where.unit is None or one.where.unit in numbers)
    signed = sign_offs(before.history, text)
    waiting = waiting_in(before.catalog, before.history) if before.catalog else {}
    asked = [(one.number, question) for one in part.passages for question in waiting.get(one.unit.key, ())]
    stopped = tuple(dict.fromkeys(number for number, question in asked if question.blocking))
    what = f"{opened.statement.id}, {before.language}, {wanted.kind}"
    return Preview(
        head=f"{what}, {wanted.scope or 'the whole text'}, by {wanted.by}",
        by=wanted.by,
        units=len(numbers),
        agreed=sum(standing[one.unit.key].state is State.FINAL for one in part.passages),
        part=runs(numbers) if len(numbers) < len(text.passages) else "",
        questions=tuple(f"unit {number}: {one.line}" for number, one in asked if not one.blocking),
        errors=errors,
        standing=tuple(_line(one) for one in signed),
        refused=tuple(_refusals(part, standing, policy, wanted, errors, signed, stopped)),
        beside=tuple(_beside(project, opened, before)),
    )


def _beside(project: Project, opened: OpenStatement, before: OpenCatalog) -> Iterator[str]:
    """A shared part has reviews and signatures of its own, since it stands in other statements too; a local change has
    its own agreement."""
    tag = before.language
    for part in opened.parts:
        yield f"shared part {part.name}: pubflow sign-off {part.name} -l {tag}"
    for one in locals_of(project, opened, tag, before.history):
        agreed = f"agreed to by {', '.join(one.reviewed)}" if one.reviewed else "nobody has agreed to it"
        yield f"local: {one.local.told}: {agreed}"


def _line(one: Signed) -> str:
    return f"{one.event.by}: {one.kind}, {one.scope or 'the whole text'}, {one.event.at[:10]}: {one.told}"


def _refusals(
    part: Text,
    standing: Mapping[Key, Standing],
    policy: Policy,
    wanted: Wanted,
    errors: tuple[Finding, ...],
    signed: tuple[Signed, ...],
    stopped: tuple[int, ...],
) -> Iterator[str]:
    if not part.passages:
        yield f"{wanted.scope}: no unit of this text belongs to it"
    if empty := [one.number for one in part.passages if not one.unit.target.strip()]:
        yield f"{units_told(empty)} not translated"
    open_ = [one for one in part.passages if one.number not in empty]
    for lack, numbers in _grouped((one.number, _lack(standing[one.unit.key])) for one in open_):
        yield f"{units_told(numbers)} not agreed: {lack}"
    if stopped:
        yield f"{units_told(stopped)} with a question (?!) that must be answered first"
    if errors and not wanted.despite_errors:
        findings = f"{len(errors)} finding{'s' * (len(errors) > 1)}"
        yield f"{findings} at ERROR (--despite-errors signs all the same, and says so in the history)"
    wrote = [one.number for one in part.passages if wanted.by in standing[one.unit.key].authors]
    others = any(
        one.holds and one.kind == wanted.kind and one.scope == wanted.scope and one.event.by != wanted.by
        for one in signed
    )
    if policy.two_persons and wrote and not others:
        yield f"{wanted.by} wrote {units_told(wrote)}: who wrote a text can't sign it alone; somebody else signs first"


def _lack(standing: Standing) -> str:
    """What keeps anybody from signing: a draft, or a language review that does not hold; other kinds may come later."""
    if standing.state < State.REVIEWED:
        return standing.why or "not reviewed"
    return next((kind.lacks for kind in standing.kinds if kind.kind == LANGUAGE and not kind.holds), "")


def _grouped(pairs: Iterator[tuple[int, str]]) -> Iterator[tuple[str, list[int]]]:
    out: dict[str, list[int]] = {}
    for number, words in pairs:
        if words:
            out.setdefault(words, []).append(number)
    yield from out.items()


def _despite(errors: tuple[Finding, ...]) -> str:
    return " ".join(sorted({f"{one.where.unit}:{one.check}" if one.where.unit else one.check for one in errors}))
