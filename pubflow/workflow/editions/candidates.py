"""What editions are made of: the candidates of a statement, and an edition's page and bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final, Literal, NamedTuple

from pubflow.catalog import Origin, State, Unit
from pubflow.document import Alternate, Note, Page
from pubflow.errors import PubflowError, TagError
from pubflow.files import digest
from pubflow.finding import Finding, errors_in
from pubflow.language import LanguageTag
from pubflow.project import Project
from pubflow.review.signing import unsigned
from pubflow.segment import (
    JOINED,
    Key,
    Segment,
    TaggedText,
    is_joined,
    is_optional,
    join,
    optional_numbers,
    place_of,
    tag_faults,
)
from pubflow.statement import Statement
from pubflow.workflow.checking.checker import Checker
from pubflow.workflow.editions.corrections import Targets, Told, notes_id, told_of
from pubflow.workflow.workspace.composing import Composed, Placed, composed, local_files, locals_of
from pubflow.workflow.workspace.opening import (
    OpenCatalog,
    OpenStatement,
    digest_of,
    open_catalog,
    open_statement,
    units_by_segment,
)
from pubflow.workflow.workspace.report import Row
from pubflow.workflow.workspace.reviewing import policy_of, sign_offs_of, standing_of
from pubflow.workflow.workspace.status import is_behind

Kind = Literal["untranslated", "tags", "unreviewed", "review"]
"""There is no target; its tags can't be joined; nobody agreed to it; a further review is missing that is asked for."""
_EMPTY: Final = "not translated"


class Lack(NamedTuple):
    """What one unit lacks for a reviewed edition."""

    number: int
    """In the order of the statement, from 1."""
    kind: Kind
    why: str
    text: str
    """The beginning of its source."""

    def __str__(self) -> str:
        return f"unit {self.number}: {self.why}: {self.text}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One edition in the making: the targets that may stand in it, and what keeps it from being complete."""

    language: LanguageTag
    targets: tuple[TaggedText | None, ...]
    """Aligned with the segments; None where the source stands in."""
    lacks: tuple[Lack, ...]
    """Why it is not complete, unit by unit; empty for a reviewed edition."""
    scopes: tuple[tuple[str, str], ...]
    """The scopes that the policy wants signed and that nobody signed as they stand, with the words for it."""
    machine: bool
    row: Row
    findings: tuple[Finding, ...]
    """What the checks have to say of its catalog."""
    files: dict[Path, str]
    """What it was made from beside the statement: path -> sha256."""
    parts: tuple[tuple[TaggedText | None, ...] | None, ...] = ()
    """The targets of each shared part that the statement includes; None for one that can't be had."""
    local: tuple[Placed, ...] = ()
    """What this language adds and leaves out."""
    beside: tuple[str, ...] = ()
    """What is missing in its shared parts and correction notes, and which of its local changes can't be done or nobody
    agreed to."""
    late: tuple[tuple[str, str], ...] = ()
    """The texts that go with it and can't be used as they stand (`social.x`), and why; they keep nothing back."""
    behind: bool = False
    """Whether its catalog is of an earlier text of the source, and so it lacks something."""
    told: Told = field(default_factory=Told)
    """What its page says of corrections, and of being taken back."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Why it is not complete, a line a unit."""
        return (*map(str, self.lacks), *self.beside)

    @property
    def unsigned(self) -> tuple[str, ...]:
        """The words for the scopes that nobody signed."""
        return tuple(words for _, words in self.scopes)

    @property
    def complete(self) -> bool:
        return not (self.lacks or self.scopes or self.beside)


def candidates(
    checker: Checker, project: Project, opened: OpenStatement, tags: Sequence[LanguageTag]
) -> tuple[list[Candidate], list[str]]:
    """The source edition first, then the languages; a catalog that can't be read is a fault and no candidate."""
    found = [source_candidate(project, opened)]
    faults: list[str] = []
    for tag in tags:
        try:
            found.append(candidate(checker, project, opened, open_catalog(project, opened.statement.id, tag)))
        except PubflowError as error:
            faults.append(str(error))
    return found, faults


def source_candidate(project: Project, opened: OpenStatement) -> Candidate:
    """The edition in the statement's own language: nothing of it is missing."""
    row = Row(opened.statement.id, str(project.source), units=len({segment.key for segment in opened.segments}))
    own = Candidate(project.source, (None,) * len(opened.segments), (), (), False, row, (), {})
    own = _with_notes(project, own, opened, lambda notes: ((), ()))
    return _with_parts(own, opened, lambda part: source_candidate(project, part))


def _with_parts(own: Candidate, opened: OpenStatement, of: Callable[[OpenStatement], Candidate]) -> Candidate:
    """With the shared parts of the statement: what is missing in one of them is missing in the edition."""
    whole = own
    for part in opened.parts:
        if part.opened is None:
            gone = f"the shared part “{part.name}” can't be had: pubflow check {opened.statement.id}"
            whole = replace(whole, beside=(*whole.beside, gone), parts=(*whole.parts, None))
            continue
        found = of(part.opened)
        lacks = (*found.missing, *(f"not signed: {scope}" for scope in found.unsigned))
        whole = replace(
            whole,
            beside=(*whole.beside, *(f"shared part {part.name}, {line}" for line in lacks)),
            machine=whole.machine or found.machine,
            row=_sum(whole.row, found.row),
            files=whole.files | found.files,
            parts=(*whole.parts, found.targets),
        )
    return whole


def _with_notes(project: Project, own: Candidate, opened: OpenStatement, targets: Targets) -> Candidate:
    """With what its page says of corrections; a note that this language can't tell yet keeps it from being complete."""
    told = told_of(project, opened.statement.id, own.language, targets)
    record = project.record_path(opened.statement.id)
    files = own.files | {record: digest_of(record)}
    if told != Told() and project.is_shared(name := notes_id(project, opened.statement.id)):
        files |= open_statement(project, name).files(project)
        if own.language != project.source:
            before = open_catalog(project, name, own.language)
            files[before.path] = digest(before.content) if before.catalog else ""
            files[project.history_path(name, own.language)] = before.events
    return replace(own, told=told, beside=(*own.beside, *told.lacks), files=files)


def _sum(row: Row, part: Row) -> Row:
    counts = ("units", "reviewed", "drafts", "empty", "errors", "warnings")
    known = {name: getattr(row, name) for name in counts if getattr(row, name) is not None}
    return replace(row, **{name: count + (getattr(part, name) or 0) for name, count in known.items()})


def candidate(checker: Checker, project: Project, opened: OpenStatement, before: OpenCatalog) -> Candidate:
    """What a catalog that is open already has for its edition, and what its language adds and leaves out."""
    tag = before.language
    own = _own(checker, project, opened, before)
    placed = locals_of(project, opened, tag, before.history)
    own = replace(
        own,
        beside=tuple(f"local: {one.lacks}: {one.local.told}" for one in placed if one.lacks),
        files=own.files | local_files(project, opened, tag),
        local=placed,
    )

    of = partial(_of_part, checker, project, tag)
    return _with_parts(_with_notes(project, own, opened, _of_notes(of)), opened, of)


def retraction_of(checker: Checker, project: Project, statement_id: str, tag: LanguageTag) -> Note | None:
    """What the page of one language says of being taken back; None where it is not. No file that is broken stops it."""
    try:
        return told_of(project, statement_id, tag, _of_notes(partial(_of_part, checker, project, tag))).retraction
    except PubflowError:
        return told_of(project, statement_id, tag, None).retraction


def _of_part(checker: Checker, project: Project, tag: LanguageTag, part: OpenStatement) -> Candidate:
    return _own(checker, project, part, open_catalog(project, part.statement.id, tag))


def _of_notes(of: Callable[[OpenStatement], Candidate]) -> Targets:
    def targets(notes: OpenStatement) -> tuple[tuple[TaggedText | None, ...], tuple[str, ...]]:
        found = of(notes)
        lacks = {lack.number: str(lack) for lack in found.lacks}
        return found.targets, tuple(lacks.get(number, "") for number in range(1, len(found.targets) + 1))

    return targets


def _own(checker: Checker, project: Project, opened: OpenStatement, before: OpenCatalog) -> Candidate:
    """What the catalog alone has."""
    tag = before.language
    units = units_by_segment(before.catalog, opened.segments)
    found = tuple(_targets(opened.segments, units))
    lacks, scopes = _demanded(checker, project, opened, before)
    faults = [
        _lack(number, segment, target, fault, lacks.get(segment.key, ""))
        for number, (segment, (target, fault)) in enumerate(zip(opened.segments, found, strict=True), 1)
    ]
    row, findings = checker.judge(opened, before)
    optional = optional_numbers(opened.segments)
    late = _late(opened.segments, faults, errors_in(findings))
    machine = any(
        unit.provenance is not None and unit.provenance.origin is Origin.ENGINE and unit.state is State.TRANSLATED
        for number, unit in enumerate(units, 1)
        if number not in optional
    )
    files = {before.path: digest(before.content) if before.catalog else ""}
    files[project.history_path(opened.statement.id, tag)] = before.events
    return Candidate(
        tag,
        # What nobody has reviewed of these stands in no edition, not in a draft either: it would be posted.
        tuple(None if number in late else target for number, (target, _) in enumerate(found, 1)),
        tuple(fault for fault in faults if fault is not None and fault.number not in optional),
        scopes,
        machine,
        row,
        tuple(finding for finding in findings if finding.where.unit not in optional),
        files,
        behind=before.catalog is not None and is_behind(before.catalog, opened),
        late=tuple((place_of(opened.segments[number - 1].key), why) for number, why in late.items()),
    )


def _late(segments: Sequence[Segment], faults: Sequence[Lack | None], errors: Sequence[Finding]) -> dict[int, str]:
    """The optional units that can't be used, and why, by number."""
    why = {finding.where.unit: finding.message for finding in errors}
    why |= {fault.number: fault.why for fault in faults if fault is not None}
    return {number: why[number] for number in sorted(optional_numbers(segments)) if number in why}


def _lack(number: int, segment: Segment, target: TaggedText | None, fault: str, asked: str) -> Lack | None:
    if not (fault or asked):
        return None
    kind: Kind = "unreviewed" if fault else "review"
    if target is None:
        kind = "untranslated" if fault == _EMPTY else "tags"
    return Lack(number, kind, fault or asked, _short(segment.text.plain))


def _demanded(
    checker: Checker, project: Project, opened: OpenStatement, before: OpenCatalog
) -> tuple[dict[Key, str], tuple[tuple[str, str], ...]]:
    """What the policy wants beyond a look at each unit: what each unit lacks, and which scopes nobody signed."""
    policy = policy_of(project, opened, before)
    if not policy.asks_more:
        return {}, ()
    standing = standing_of(project, opened, before, checker.glossary)
    lacks = {key: "; ".join(one.lacks) for key, one in standing.items() if one.state is not State.FINAL}
    if not policy.scopes:
        return lacks, ()
    return lacks, tuple(unsigned(policy, sign_offs_of(opened, before, checker.glossary)).items())


def _targets(segments: Sequence[Segment], units: Sequence[Unit]) -> Iterator[tuple[TaggedText | None, str]]:
    """For each segment what may stand in a draft, and why its unit is not complete; "" when it is."""
    before: TaggedText | None = None
    for at, (segment, unit) in enumerate(zip(segments, units, strict=True)):
        if is_joined(unit.target):
            fits = at > 0 and segments[at - 1].place[:2] == segment.place[:2] and before is not None
            target = TaggedText.parse(JOINED) if fits else None
            fault = "" if fits else "says <joined/>, but no target before it holds its text"
        else:
            target, fault = _target(segment, unit, joined_to(at, segments, units))
        if target is not None and unit.state < State.REVIEWED:
            fault = fault or "not reviewed"
        before = target
        yield target, fault


def _target(segment: Segment, unit: Unit, joined: Sequence[TaggedText]) -> tuple[TaggedText | None, str]:
    if unit.state is State.INITIAL:
        return None, _EMPTY
    target = TaggedText.parse(unit.target)
    faults = tag_faults(segment.text, target, joined=joined)
    return (None, faults[0]) if faults else (target, "")


def joined_to(at: int, segments: Sequence[Segment], units: Sequence[Unit]) -> tuple[TaggedText, ...]:
    """The sources of the units right after this one whose text its target holds too."""
    further: list[TaggedText] = []
    for segment, unit in zip(segments[at + 1 :], units[at + 1 :], strict=True):
        if segment.place[:2] != segments[at].place[:2] or not is_joined(unit.target):
            break
        further.append(segment.text)
    return tuple(further)


def translated(opened: OpenStatement, candidate: Candidate) -> Statement:
    """The statement in the candidate's language. Raises TagError naming the language."""
    whole = composed(opened, candidate.targets, candidate.parts, candidate.local)
    spaced = candidate.language.spaced
    try:
        return join(whole.statement, whole.segments, whole.targets, spaced=spaced, left_out=whole.left_out)
    except TagError as error:
        raise TagError(f"{candidate.language}: {error.message}", where=error.where, hint=error.hint) from None


def page_of(
    project: Project, opened: OpenStatement, candidate: Candidate, alternates: Sequence[Alternate], *, lifted: bool
) -> Page:
    """What the candidate's edition says beside the statement's words.

    `alternates`: every edition it leads to, itself among them. `lifted`: whether no embargo holds any more.
    """
    whole = composed(opened, candidate.targets, candidate.parts, candidate.local)
    is_source = candidate.language == project.source
    return Page(
        language=str(candidate.language),
        source_language=str(project.source),
        alternates=tuple(alternates) if len(alternates) > 1 else (),
        draft=not candidate.complete,
        machine=candidate.machine,
        untranslated=_untranslated(whole) if candidate.missing and not is_source else frozenset(),
        translated=_translated(opened, candidate) if not is_source else frozenset(),
        limits=tuple((place_of(one.key), one.limit) for one in opened.segments if one.limit and one.place.block < 0),
        stale=candidate.behind and not candidate.complete,
        sample=opened.statement.get("sample") == "true",
        embargo_lifted=lifted,
        publisher=project.releases.publisher,
        contact=contact_of(project, opened, candidate.language),
        local=whole.local,
        corrections=candidate.told.corrections,
        retraction=candidate.told.retraction,
        source_text=whole.text,
    )


def contact_of(project: Project, opened: OpenStatement, language: LanguageTag) -> tuple[str, ...] | None:
    """Whom the page of one language names, by the settings; None leaves what the statement's front matter says.

    The front matter may name which one; a language that has none of that name has its contact of all statements.
    """
    asked = opened.statement.get("contact")
    named = any(one.key == asked for one in project.contacts if one.key)
    have = {one.key: one.lines for one in project.contacts if one.language == str(language)}
    if named and asked in have:
        return have[asked]
    return have.get("", () if named else None)


def _untranslated(whole: Composed) -> frozenset[int | str]:
    pairs = zip(whole.segments, whole.targets, strict=True)
    places = (segment.place for segment, target in pairs if target is None and not is_optional(segment.key))
    return frozenset(place.block if place.block >= 0 else place.field.partition(":")[2] for place in places)


def _translated(opened: OpenStatement, candidate: Candidate) -> frozenset[str]:
    pairs = zip(opened.segments, candidate.targets, strict=True)
    return frozenset(place_of(one.key) for one, target in pairs if target is not None and is_optional(one.key))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
