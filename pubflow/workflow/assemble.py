"""`pubflow assemble`: the editions of a statement, from its source and its catalogs."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pubflow.catalog import Origin, State, Unit
from pubflow.document import Alternate, Page, Writer
from pubflow.errors import PubflowError, TagError
from pubflow.files import digest, write
from pubflow.language import LanguageTag
from pubflow.plugins import installed, load_writer
from pubflow.project import Project
from pubflow.review.signing import unsigned
from pubflow.segment import JOINED, Key, Segment, TaggedText, is_joined, join, tag_faults
from pubflow.workflow.batch import Outcome, Progress, work_through
from pubflow.workflow.check import Checker
from pubflow.workflow.opening import (
    OpenCatalog,
    OpenStatement,
    open_catalog,
    open_statement,
    select_ids,
    select_languages,
    under_embargo,
    units_by_segment,
)
from pubflow.workflow.report import Report, Row
from pubflow.workflow.reviewing import policy_of, sign_offs_of, standing_of

_LISTED = 5
"""Units named in a refusal; a translator works from `pubflow check`, not from this list."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One edition in the making: the targets that may stand in it, and what keeps it from being complete."""

    language: LanguageTag
    targets: tuple[TaggedText | None, ...]
    """Aligned with the segments; None where the source stands in."""
    missing: tuple[str, ...]
    """Why it is not complete, a line a unit; empty for a reviewed edition."""
    unsigned: tuple[str, ...]
    """The scopes that the policy wants signed and that nobody signed as they stand."""
    machine: bool
    row: Row
    files: dict[Path, str]
    """What it was made from beside the statement: path -> sha256."""

    @property
    def complete(self) -> bool:
        return not (self.missing or self.unsigned)


def assemble(
    project: Project,
    ids: Sequence[str],
    languages: Sequence[str],
    *,
    draft: bool,
    formats: Sequence[str],
    now: datetime,
    processes: int = 1,
    progress: Progress = lambda done, of: None,
) -> Report:
    """Write the source edition and one for each language: complete and reviewed or, with `draft`, marked as a draft.

    `now` is the real clock's: a page speaks of no embargo that has passed. `processes`: how many may share the work
    (see `batch`).
    """
    tags = select_languages(project, languages)
    known = select_ids(project, ids)
    options = tags, tuple(formats), draft, installed()
    arguments = project, tags, tuple(formats), draft, now
    _writers(formats)  # an unknown format is told before any work
    return work_through(project, "assemble", options, known, _Desk, arguments, processes=processes, progress=progress)


def _writers(formats: Sequence[str]) -> tuple[Writer, ...]:
    return tuple(load_writer(name) for name in formats)


class _Desk:
    """What stays the same while one run goes from statement to statement."""

    def __init__(
        self, project: Project, tags: Sequence[LanguageTag], formats: Sequence[str], draft: bool, now: datetime
    ) -> None:
        self.project = project
        self.tags = tags
        self.writers = _writers(formats)
        self.draft = draft
        self.now = now
        self.checker = Checker(project)

    def __call__(self, statement_id: str) -> Outcome:
        """Write the editions of one statement; to be remembered if all of its files could be read."""
        opened = open_statement(self.project, statement_id)
        candidates, refused = self._candidates(opened)
        whole = not refused
        files = opened.files(self.project)
        changed: list[str] = []
        rows: list[Row] = []
        lifted = not under_embargo(opened, self.now)
        for candidate in candidates:
            files |= candidate.files
            if not (candidate.complete or self.draft):
                refused += _refusal(self.project, candidate)
                rows.append(replace(candidate.row, edition="refused"))
                continue
            # A reviewed page leads to reviewed pages only; a draft shows all there is.
            siblings = [other for other in candidates if other.complete or not candidate.complete]
            edition = _Edition(self.project, opened, candidate, siblings, lifted)
            made, written, row = edition.write(self.writers)
            files |= made
            changed += written
            rows.append(row)
        report = Report(changed=tuple(changed), rows=tuple(rows), findings=opened.findings, refused=tuple(refused))
        return report, files if whole and lifted else None

    def _candidates(self, opened: OpenStatement) -> tuple[list[_Candidate], list[str]]:
        """The source edition first, then the languages; a catalog that can't be read is a fault and no candidate."""
        units = len({segment.key for segment in opened.segments})
        row = Row(opened.statement.id, str(self.project.source), units=units)
        candidates = [_Candidate(self.project.source, (None,) * len(opened.segments), (), (), False, row, {})]
        faults = []
        for tag in self.tags:
            try:
                candidates.append(_candidate(self.checker, self.project, opened, tag))
            except PubflowError as error:
                faults.append(str(error))
        return candidates, faults


def _candidate(checker: Checker, project: Project, opened: OpenStatement, tag: LanguageTag) -> _Candidate:
    before = open_catalog(project, opened.statement.id, tag)
    units = units_by_segment(before.catalog, opened.segments)
    found = tuple(_targets(opened.segments, units))
    lacks, unsigned = _demanded(checker, project, opened, before)
    faults = [fault or lacks.get(segment.key, "") for segment, (_, fault) in zip(opened.segments, found, strict=True)]
    missing = dict.fromkeys(
        f"unit {number}: {fault}: {_short(segment.text.plain)}"
        for number, (segment, fault) in enumerate(zip(opened.segments, faults, strict=True), 1)
        if fault
    )
    row, _ = checker.judge(opened, before)
    machine = any(
        unit.provenance is not None and unit.provenance.origin is Origin.ENGINE and unit.state is State.TRANSLATED
        for unit in units
    )
    files = {before.path: digest(before.content) if before.catalog else ""}
    files[project.history_path(opened.statement.id, tag)] = before.events
    return _Candidate(tag, tuple(target for target, _ in found), tuple(missing), unsigned, machine, row, files)


def _demanded(
    checker: Checker, project: Project, opened: OpenStatement, before: OpenCatalog
) -> tuple[dict[Key, str], tuple[str, ...]]:
    """What the policy wants beyond a look at each unit: what each unit lacks, and which scopes nobody signed."""
    policy = policy_of(project, opened, before)
    if not policy.asks_more:
        return {}, ()
    standing = standing_of(project, opened, before, checker.glossary)
    lacks = {key: "; ".join(one.lacks) for key, one in standing.items() if one.state is not State.FINAL}
    if not policy.scopes:
        return lacks, ()
    return lacks, tuple(unsigned(policy, sign_offs_of(opened, before, checker.glossary)).values())


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
        return None, "not translated"
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


@dataclass(slots=True)
class _Edition:
    """One edition on its way to the disk."""

    project: Project
    opened: OpenStatement
    candidate: _Candidate
    siblings: Sequence[_Candidate]
    """The candidates that its page leads to, itself among them."""
    lifted: bool
    """Whether no embargo holds any more."""

    def write(self, writers: Sequence[Writer]) -> tuple[dict[Path, str], list[str], Row]:
        """The digest of each file of it, the paths that changed, and its row."""
        candidate = self.candidate
        try:
            statement = join(
                self.opened.statement, self.opened.segments, candidate.targets, spaced=candidate.language.spaced
            )
        except TagError as error:
            raise TagError(f"{candidate.language}: {error.message}", where=error.where, hint=error.hint) from None
        files: dict[Path, str] = {}
        changed = []
        for writer in writers:
            path = self._path(candidate, writer)
            content = writer.write(statement, self._page(writer))
            files[path] = digest(content)
            if write(path, content, made_again=True):
                changed.append(self.project.relative(path))
        first = self.project.relative(next(iter(files))) if files else ""
        return files, changed, replace(candidate.row, edition="ready" if candidate.complete else "draft", path=first)

    def _page(self, writer: Writer) -> Page:
        candidate, siblings = self.candidate, self.siblings
        here = self._path(candidate, writer).parent
        alternates = (Alternate(str(other.language), self._href(here, other, writer)) for other in siblings)
        return Page(
            language=str(candidate.language),
            source_language=str(self.project.source),
            alternates=tuple(alternates) if len(siblings) > 1 else (),
            draft=not candidate.complete,
            machine=candidate.machine,
            untranslated=self._untranslated() if candidate.missing else frozenset(),
            sample=self.opened.statement.get("sample") == "true",
            embargo_lifted=self.lifted,
            source_text=self.opened.text,
        )

    def _untranslated(self) -> frozenset[int | str]:
        pairs = zip(self.opened.segments, self.candidate.targets, strict=True)
        places = (segment.place for segment, target in pairs if target is None)
        return frozenset(place.block if place.block >= 0 else place.field.partition(":")[2] for place in places)

    def _path(self, candidate: _Candidate, writer: Writer) -> Path:
        folder = self.project.editions if candidate.complete else self.project.root / "build" / "drafts"
        return folder / str(candidate.language) / f"{self.opened.statement.id}{writer.suffix}"

    def _href(self, here: Path, other: _Candidate, writer: Writer) -> str:
        return os.path.relpath(self._path(other, writer), here).replace(os.sep, "/")


def _refusal(project: Project, candidate: _Candidate) -> Iterator[str]:
    row = candidate.row
    path = project.relative(project.catalog_path(row.statement, candidate.language))
    if candidate.missing:
        yield f"{path}: refused: {len(candidate.missing)} of {row.units} units are not reviewed"
        for line in candidate.missing[:_LISTED]:
            yield f"  {line}"
        if len(candidate.missing) > _LISTED:
            yield f"  … and {len(candidate.missing) - _LISTED} more"
        yield "  hint: review them in a PO editor, or see the page as it stands: pubflow assemble --draft"
    if candidate.unsigned:
        missing = len(candidate.unsigned)
        yield f"{path}: refused: {'a signature is' if missing == 1 else f'{missing} signatures are'} missing"
        for line in candidate.unsigned:
            yield f"  {line}"
        yield f"  hint: pubflow sign-off {row.statement} -l {row.language} --scope SCOPE --by NAME"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
