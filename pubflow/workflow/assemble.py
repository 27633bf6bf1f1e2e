"""`pubflow assemble`: the editions of a statement, from its source and its catalogs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pubflow.catalog import Origin, State, Unit
from pubflow.document import Alternate, Page, Writer
from pubflow.errors import PubflowError, TagError
from pubflow.files import write
from pubflow.language import LanguageTag
from pubflow.plugins import load_writer
from pubflow.project import Project
from pubflow.segment import JOINED, Segment, TaggedText, is_joined, join, tag_faults
from pubflow.workflow.check import Checker
from pubflow.workflow.opening import (
    OpenStatement,
    every,
    open_catalog,
    select_ids,
    select_languages,
    units_by_segment,
)
from pubflow.workflow.report import Report, Row

_LISTED = 5
"""Units named in a refusal; a translator works from `pubflow check`, not from this list."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One edition in the making: the targets that may stand in it, and what keeps it from being complete."""

    language: LanguageTag
    targets: tuple[TaggedText | None, ...]
    """Aligned with the segments; None where the source stands in."""
    missing: tuple[str, ...]
    """Why it is not complete, a line a unit; empty for a reviewed edition."""
    machine: bool
    row: Row

    @property
    def complete(self) -> bool:
        return not self.missing


def assemble(
    project: Project,
    ids: Sequence[str],
    languages: Sequence[str],
    *,
    draft: bool,
    formats: Sequence[str],
    progress: Progress = lambda done, of: None,
) -> Report:
    """Write the source edition and one for each language: complete and reviewed or, with `draft`, marked as a draft."""
    writers = _writers(formats)
    tags = select_languages(project, languages)
    opened, failed = every(project, select_ids(project, ids))
    changed: list[str] = []
    rows: list[Row] = []
    refused = [str(error) for error in failed]
    checker = Checker(project)
    for number, statement in enumerate(opened, 1):
        candidates, faults = _candidates(checker, project, statement, tags)
        refused += faults
        for candidate in candidates:
            if not (candidate.complete or draft):
                refused += _refusal(project, candidate)
                rows.append(replace(candidate.row, edition="refused"))
                continue
            # A reviewed page leads to reviewed pages only; a draft shows all there is.
            siblings = [other for other in candidates if other.complete or not candidate.complete]
            written, row = _write(project, statement, candidate, siblings, writers)
            changed += written
            rows.append(row)
        progress(number, len(opened))
    return Report(
        changed=tuple(changed),
        rows=tuple(rows),
        findings=tuple(finding for statement in opened for finding in statement.findings),
        refused=tuple(refused),
    )


def _writers(formats: Sequence[str]) -> tuple[Writer, ...]:
    return tuple(load_writer(name) for name in formats)


def _candidates(
    checker: Checker, project: Project, opened: OpenStatement, tags: Sequence[LanguageTag]
) -> tuple[list[_Candidate], list[str]]:
    """The source edition first, then the languages; a catalog that can't be read is a fault and no candidate."""
    whole = Row(opened.statement.id, str(project.source), units=len({segment.key for segment in opened.segments}))
    candidates = [_Candidate(project.source, (None,) * len(opened.segments), (), False, whole)]
    faults = []
    for tag in tags:
        try:
            candidates.append(_candidate(checker, project, opened, tag))
        except PubflowError as error:
            faults.append(str(error))
    return candidates, faults


def _candidate(checker: Checker, project: Project, opened: OpenStatement, tag: LanguageTag) -> _Candidate:
    before = open_catalog(project, opened.statement.id, tag)
    units = units_by_segment(before.catalog, opened.segments)
    found = tuple(_targets(opened.segments, units))
    missing = dict.fromkeys(
        f"unit {number}: {fault}: {_short(segment.text.plain)}"
        for number, (segment, (_, fault)) in enumerate(zip(opened.segments, found, strict=True), 1)
        if fault
    )
    row, _ = checker.judge(opened, before)
    machine = any(
        unit.provenance is not None and unit.provenance.origin is Origin.ENGINE and unit.state is State.TRANSLATED
        for unit in units
    )
    return _Candidate(tag, tuple(target for target, _ in found), tuple(missing), machine, row)


def _targets(segments: Sequence[Segment], units: Sequence[Unit]) -> Iterator[tuple[TaggedText | None, str]]:
    """For each segment what may stand in a draft, and why its unit is not complete; "" when it is."""
    before: TaggedText | None = None
    for at, (segment, unit) in enumerate(zip(segments, units, strict=True)):
        if is_joined(unit.target):
            fits = at > 0 and segments[at - 1].place[:2] == segment.place[:2] and before is not None
            target = TaggedText.parse(JOINED) if fits else None
            fault = "" if fits else "says <joined/>, but no target before it holds its text"
        else:
            target, fault = _target(segment, unit, _joined_to(at, segments, units))
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


def _joined_to(at: int, segments: Sequence[Segment], units: Sequence[Unit]) -> tuple[TaggedText, ...]:
    """The sources of the units right after this one whose text its target holds too."""
    further: list[TaggedText] = []
    for segment, unit in zip(segments[at + 1 :], units[at + 1 :], strict=True):
        if segment.place[:2] != segments[at].place[:2] or not is_joined(unit.target):
            break
        further.append(segment.text)
    return tuple(further)


def _write(
    project: Project,
    opened: OpenStatement,
    candidate: _Candidate,
    siblings: Sequence[_Candidate],
    writers: Sequence[Writer],
) -> tuple[list[str], Row]:
    try:
        statement = join(opened.statement, opened.segments, candidate.targets, spaced=candidate.language.spaced)
    except TagError as error:
        raise TagError(f"{candidate.language}: {error.message}", where=error.where, hint=error.hint) from None
    changed, first = [], ""
    for writer in writers:
        path = _path(project, opened.statement.id, candidate, writer)
        page = _page(project, opened, candidate, siblings, writer)
        if write(path, writer.write(statement, page), made_again=True):
            changed.append(project.relative(path))
        first = first or project.relative(path)
    return changed, replace(candidate.row, edition="ready" if candidate.complete else "draft", path=first)


def _page(
    project: Project,
    opened: OpenStatement,
    candidate: _Candidate,
    siblings: Sequence[_Candidate],
    writer: Writer,
) -> Page:
    here = _path(project, opened.statement.id, candidate, writer).parent
    alternates = (
        Alternate(str(other.language), _href(here, project, opened.statement.id, other, writer)) for other in siblings
    )
    return Page(
        language=str(candidate.language),
        source_language=str(project.source),
        alternates=tuple(alternates) if len(siblings) > 1 else (),
        draft=not candidate.complete,
        machine=candidate.machine,
        untranslated=frozenset(
            segment.place.block
            for segment, target in zip(opened.segments, candidate.targets, strict=True)
            if target is None
        )
        if candidate.missing
        else frozenset(),
        sample=opened.statement.get("sample") == "true",
        source_text=opened.text,
    )


def _path(project: Project, statement_id: str, candidate: _Candidate, writer: Writer) -> Path:
    folder = project.editions if candidate.complete else project.root / "build" / "drafts"
    return folder / str(candidate.language) / f"{statement_id}{writer.suffix}"


def _href(here: Path, project: Project, statement_id: str, other: _Candidate, writer: Writer) -> str:
    return os.path.relpath(_path(project, statement_id, other, writer), here).replace(os.sep, "/")


def _refusal(project: Project, candidate: _Candidate) -> Iterator[str]:
    row = candidate.row
    path = project.relative(project.catalog_path(row.statement, candidate.language))
    yield f"{path}: refused: {len(candidate.missing)} of {row.units} units are not reviewed"
    for line in candidate.missing[:_LISTED]:
        yield f"  {line}"
    if len(candidate.missing) > _LISTED:
        yield f"  … and {len(candidate.missing) - _LISTED} more"
    yield "  hint: review them in a PO editor, or see the page as it stands: pubflow assemble --draft"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
