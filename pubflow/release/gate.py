"""The gate: what keeps a statement, or one language of it, from leaving the house, and who let it pass. Pure.

Each blocker names the one command that resolves it. Some can be waived, by name and with a reason: such a waiver is an
event in the statement's record and holds for one text and for just what stood there then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal, get_args

from pubflow.finding import NEVER, Finding, Severity, errors_in, units_told
from pubflow.history import Event
from pubflow.project import LANGUAGE

Kind = Literal[
    "catalog",
    "untranslated",
    "tags",
    "unreviewed",
    "review",
    "scope",
    "sign-off",
    "errors",
    "warnings",
    "source",
    "part",
    "local",
    "embargo",
]
WAIVABLE: Final[frozenset[Kind]] = frozenset(("review", "scope", "sign-off", "errors", "warnings", "source"))
"""What a person may answer for. A text that nobody has read is no edition, and an embargo has an option of its own."""
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A signature that holds no more."""

    kind: str
    scope: str
    """"" for the whole text."""
    by: str
    told: str
    """Where and why."""


@dataclass(frozen=True, slots=True)
class Look:
    """One statement in one language, as the gate sees it; the source is one of them."""

    statement: str
    language: str
    text: str = ""
    """What a waiver is bound to: the digest that a signature of the whole text has; of the source, that of its file."""
    fault: str = ""
    """Why it can't be read."""
    untranslated: tuple[int, ...] = ()
    """Numbers of the units without a target."""
    no_engine: str = ""
    """Why no engine drafts them; "" where one may."""
    tags: tuple[int, ...] = ()
    """Of those whose tags can't be joined to the source."""
    unreviewed: tuple[int, ...] = ()
    lacking: tuple[tuple[int, str], ...] = ()
    """Units that lack another review that the project asks for, and which."""
    unsigned: tuple[tuple[str, str], ...] = ()
    """Scopes that must be signed and are not, with the words for it."""
    lapsed: tuple[Lapsed, ...] = ()
    findings: tuple[Finding, ...] = ()
    beside: tuple[Blocker, ...] = ()
    """What stops its shared parts, and which of its local changes stop it."""


@dataclass(frozen=True, slots=True)
class Source(Look):
    """The same of the source itself."""

    signed: bool = False
    told: str = ""
    """Where its last signature lapsed; "" where nobody has signed."""
    embargo: datetime | None = None
    """Until when it must not be published; None where that is past, or there is none."""
    overridden: str = ""
    """Why it leaves before the hour."""
    out: bool = False
    """Whether a release of it has left, which is to grow now."""


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing that stops a language; of the source, the whole statement."""

    kind: Kind
    message: str
    command: str
    """What resolves it."""
    covers: tuple[str, ...] = ()
    """What it consists of, so that a waiver holds for just that: `3:term-missing`."""
    by: str = ""
    """Who waived it; "" where it stands."""
    why: str = ""
    accept: str = ""
    """What lets the first finding of it stand, where a check is wrong; "" for what no reason makes right."""

    @property
    def waived(self) -> bool:
        return bool(self.by)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What leaves, what is held back, and what stops all of it."""

    leaving: tuple[str, ...]
    """Languages, without the source's own; () where the release is stopped."""
    held: tuple[tuple[str, tuple[Blocker, ...]], ...]
    """Languages that are not ready, with their open blockers."""
    stopped: tuple[tuple[str, tuple[Blocker, ...]], ...]
    """Languages whose blockers stop the release: the source's own, and those that must leave with it."""
    waived: tuple[tuple[str, tuple[Blocker, ...]], ...] = ()
    """What was waived, of the languages that leave."""


def judge(
    source: Source, looks: Sequence[Look], events: Iterable[Event], *, require: Sequence[str], allow_warnings: bool
) -> Verdict:
    """What may leave. `events`: the statement's record. `require`: languages without which nothing leaves."""
    told = tuple(events)
    found = {look.language: _with_waivers(look, of_look(look, allow_warnings=allow_warnings), told) for look in looks}
    own = _with_waivers(source, of_source(source, allow_warnings=allow_warnings), told)
    stopped = _open({source.language: own})
    held = _open(found)
    stopped |= {language: blockers for language, blockers in held.items() if language in require}
    stopped |= {name: (_absent(source.statement, name),) for name in require if name not in found}
    leaving = () if stopped else tuple(language for language in found if language not in held)
    passed = {source.language: own, **{language: found[language] for language in leaving}}
    return Verdict(
        leaving,
        tuple((language, blockers) for language, blockers in held.items() if language not in stopped),
        tuple(stopped.items()),
        () if stopped else tuple((name, used) for name, all_ in passed.items() if (used := _waived(all_))),
    )


def of_look(look: Look, *, allow_warnings: bool) -> tuple[Blocker, ...]:
    """What stops one language, worst first."""
    if look.fault:
        return (Blocker("catalog", look.fault, f"pubflow check {look.statement} -l {look.language}"),)
    return (*_of_units(look), *_of_signatures(look), *_of_findings(look, allow_warnings), *look.beside)


def of_source(look: Source, *, allow_warnings: bool) -> tuple[Blocker, ...]:
    """What stops the source, and so the statement."""
    found = list(_of_findings(look, allow_warnings))
    sign = f"pubflow sign-off {look.statement} --source --by NAME"
    if not look.signed:
        found.append(Blocker("source", look.told or "nobody has signed the source", sign))
    if look.embargo is not None and not look.overridden:
        hour = look.embargo.isoformat(" ", "minutes")
        way = (
            '--add again after the hour, or with --override-embargo "why"'
            if look.out
            else "--prepare now, --go after the hour"
        )
        found.append(Blocker("embargo", f"under embargo until {hour}", f"pubflow release {look.statement} {way}"))
    return (*found, *look.beside)


def _judged_part(part: Look, allow_warnings: bool) -> tuple[Blocker, ...]:
    if isinstance(part, Source):
        return of_source(part, allow_warnings=allow_warnings)
    return of_look(part, allow_warnings=allow_warnings)


def of_part(part: Look, *, allow_warnings: bool) -> tuple[Blocker, ...]:
    """What stops a shared part stops all that include it. A waiver of it holds for this text of the part."""
    return tuple(
        replace(
            one,
            message=f"shared part {part.statement}: {one.message}",
            covers=tuple(f"{part.statement}@{part.text[:16]}:{cover}" for cover in one.covers or ("all",)),
        )
        for one in _judged_part(part, allow_warnings)
    )


def _absent(statement: str, language: str) -> Blocker:
    message = "must leave with this release and is none of its languages"
    return Blocker("catalog", message, f"pubflow release {statement} -l {language}")


def _of_units(look: Look) -> Iterator[Blocker]:
    where = f"{look.statement} -l {look.language}"
    if look.untranslated:
        told, translate = f"{units_told(look.untranslated)} not translated", f"pubflow translate {where}"
        if look.no_engine:
            told += (
                f"; a person fills them, in a PO editor too; no engine can: {look.no_engine}; if one could: {translate}"
            )
        yield Blocker("untranslated", told, f"pubflow pack {where} --to NAME" if look.no_engine else translate)
    if look.tags:
        yield Blocker("tags", f"{units_told(look.tags)} with tags that don't fit", f"pubflow check {where}")
    if look.unreviewed:
        yield Blocker("unreviewed", f"{units_told(look.unreviewed)} not reviewed", f"pubflow review {where}")
    lacks: dict[str, list[int]] = {}
    for number, words in look.lacking:
        lacks.setdefault(words, []).append(number)
    for words, numbers in lacks.items():
        covers = tuple(f"{number}:review" for number in numbers)
        yield Blocker("review", f"{units_told(numbers)}: {words}", f"pubflow review {where} --by NAME", covers)


def _of_signatures(look: Look) -> Iterator[Blocker]:
    where = f"{look.statement} -l {look.language}"
    for scope, words in look.unsigned:
        yield Blocker("scope", words, f"pubflow sign-off {where} --scope {scope} --by NAME", (scope,))
    for one in look.lapsed:
        options = f" --kind {one.kind}" * (one.kind != LANGUAGE) + f" --scope {one.scope}" * bool(one.scope)
        what = f"{one.kind}, {one.scope or 'the whole text'}, by {one.by}: {one.told}"
        yield Blocker(
            "sign-off", what, f"pubflow sign-off {where}{options} --by {one.by}", (f"{one.kind}:{one.scope}:{one.by}",)
        )


def _of_findings(look: Look, allow_warnings: bool) -> Iterator[Blocker]:
    # What is not translated is told once, as that.
    told = tuple(one for one in look.findings if one.where.unit not in look.untranslated)
    errors, warnings = errors_in(told), tuple(one for one in told if one.severity is Severity.WARNING)
    for kind, found in (("errors", errors), ("warnings", () if allow_warnings else warnings)):
        if found:
            language = f" -l {look.language}" * (not isinstance(look, Source))
            count = f"{len(found)} {kind[:-1]}{'s' * (len(found) > 1)}"
            first = f"{_place(found[0])}{found[0].message}"
            more = ", and more" * (len(found) > 1)
            command = f"pubflow check {look.statement}{language}"
            covers = tuple(sorted({f"{one.where.unit or one.where.line or 0}:{one.check}" for one in found}))
            message = f"{count}: {first}{more}"
            yield Blocker(
                "errors" if kind == "errors" else "warnings", message, command, covers, accept=_accept(look, found)
            )


def _accept(look: Look, found: Iterable[Finding]) -> str:
    one = next((each for each in found if each.where.unit is not None and each.check not in NEVER), None)
    if one is None or isinstance(look, Source):
        return ""
    return f"pubflow accept {look.statement} -l {look.language} {one.where.unit} {one.check} --by NAME --why REASON"


def _place(finding: Finding) -> str:
    return f"unit {finding.where.unit}: " if finding.where.unit is not None else ""


# --- waivers ----------------------------------------------------------------------------------------------------------


def waiver(look: Look, blocker: Blocker, *, by: str, why: str, at: str) -> Event:
    """The event of a waiver: for this very text, and for just what the blocker consists of."""
    data = {"language": look.language, "blocker": blocker.kind, "covers": " ".join(blocker.covers), "why": why}
    return Event("waived", at, by, digest=look.text, data=tuple(sorted((k, v) for k, v in data.items() if v)))


def _with_waivers(look: Look, blockers: Iterable[Blocker], events: Sequence[Event]) -> tuple[Blocker, ...]:
    mine = [
        event
        for event in events
        if event.verb == "waived" and event.get("language") == look.language and event.digest == look.text
    ]
    return tuple(_with_waiver(blocker, mine) for blocker in blockers)


def _with_waiver(blocker: Blocker, events: Sequence[Event]) -> Blocker:
    """The blocker as who waived it last left it."""
    for event in reversed(events):
        covered = set(event.get("covers").split())
        if event.get("blocker") == blocker.kind in WAIVABLE and set(blocker.covers) <= covered:
            return replace(blocker, by=event.by or "somebody", why=event.get("why"))
    return blocker


def _open(found: Mapping[str, Sequence[Blocker]]) -> dict[str, tuple[Blocker, ...]]:
    left = {language: tuple(one for one in blockers if not one.waived) for language, blockers in found.items()}
    return {language: blockers for language, blockers in left.items() if blockers}


def _waived(blockers: Iterable[Blocker]) -> tuple[Blocker, ...]:
    return tuple(one for one in blockers if one.waived)
