"""`pubflow extract`: catalogs and template brought up to date with the statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from pubflow import po
from pubflow.catalog import Catalog, Origin, Unit, revise, update
from pubflow.catalog.notes import DRAFTED_BY, LOOK_TWICE, with_notes
from pubflow.errors import CatalogError, PubflowError
from pubflow.files import digest, read_if_there, write
from pubflow.history import record_for
from pubflow.language import LanguageTag
from pubflow.project import Project
from pubflow.segment import Segment, TaggedText, rules_id, tag_faults
from pubflow.termbase.judge import remarks as term_remarks
from pubflow.termbase.names import remarks as name_remarks
from pubflow.termbase.names import without_latin
from pubflow.translate.polish import wording_remarks
from pubflow.translate.verify import remarks
from pubflow.workflow.intake.updating import Updated, events_of, known_words, told
from pubflow.workflow.memory.offers import with_kept_offers
from pubflow.workflow.workspace.answers import with_answers_in
from pubflow.workflow.workspace.batch import Outcome, work_through
from pubflow.workflow.workspace.glossary import Glossary
from pubflow.workflow.workspace.keeping import held, keep
from pubflow.workflow.workspace.opening import (
    OpenCatalog,
    OpenStatement,
    open_catalog,
    open_statement,
    select_ids,
    select_languages,
)
from pubflow.workflow.workspace.report import Report, Row, merge
from pubflow.workflow.workspace.reviewing import note_questions, noted
from pubflow.workflow.workspace.status import counted


def extract(
    project: Project,
    ids: Sequence[str],
    languages: Sequence[str],
    *,
    stamp: datetime,
    new_rules: bool = False,
    processes: int = 1,
) -> Report:
    """Update the template and one catalog a language for each statement; one that can't be does not stop the rest.

    `processes`: how many may share the work (see `batch`).
    """
    tags = select_languages(project, languages)
    found = Report(findings=Glossary.load(project).findings)
    known = select_ids(project, ids)
    arguments = project, tags, stamp, new_rules
    options = tags, new_rules
    done = work_through(project, "extract", options, known, _Desk, arguments, processes=processes)
    return merge((found, done))


class _Desk:
    """What stays the same while one run goes from statement to statement."""

    def __init__(self, project: Project, tags: Sequence[LanguageTag], stamp: datetime, new_rules: bool) -> None:
        self._project = project
        self._tags = tags
        self._stamp = stamp
        self._new_rules = new_rules
        self._glossary = Glossary.load(project)

    def __call__(self, statement_id: str) -> Outcome:
        """Extract one statement."""
        project = self._project
        opened = open_statement(project, statement_id)
        template, changed = write_template(project, opened, self._stamp)
        files = {**opened.files(project), project.template_path(statement_id): digest(template)}
        rows: list[Row] = []
        notes: list[str] = []
        refused: list[str] = []
        note_questions(project, opened, self._tags, self._glossary, stamp=self._stamp)
        for tag in self._tags:
            try:
                row, files_of, notes_of = self._one(opened, tag, changed)
            except PubflowError as error:
                refused.append(error.in_one_line)
                continue
            rows.append(row)
            files |= files_of
            notes += notes_of
        report = Report(tuple(changed), tuple(rows), opened.findings, tuple(notes), tuple(refused))
        # What was told of a change is not told again.
        return report, None if notes or refused else files

    def _one(
        self, opened: OpenStatement, tag: LanguageTag, changed: list[str]
    ) -> tuple[Row, dict[Path, str], tuple[str, ...]]:
        """One language of it: its row, what was read and written, what is told."""
        project, statement_id = self._project, opened.statement.id
        with held(project, statement_id, tag):
            before = open_catalog(project, statement_id, tag)
            before = noted(project, before, opened, self._glossary, stamp=self._stamp)
            made = updated(project, opened, before, self._glossary, stamp=self._stamp, new_rules=self._new_rules)
            after, written = keep(project, before, made.catalog, made.events)
        if written:
            changed.append(project.relative(before.path))
        files = {before.path: digest(after.content), project.history_path(statement_id, tag): before.events}
        row = counted(opened, tag, [unit for unit in made.catalog.units if not unit.obsolete])
        return row, files, tuple(told(made.revision, opened.segments, f"{statement_id} in {tag}", before.history))


def updated(
    project: Project,
    opened: OpenStatement,
    before: OpenCatalog,
    glossary: Glossary,
    *,
    stamp: datetime,
    new_rules: bool = False,
) -> Updated:
    """The catalog laid against today's segments. Raises CatalogError if other rules cut it, save with `new_rules`."""
    if before.catalog is not None and not new_rules:
        _refuse_other_rules(project, opened, before, before.catalog)
    firsts = glossary.first_mentions(project, opened.segments, before.language) or {}
    revision = revise(
        before.catalog,
        opened.segments,
        statement_id=opened.statement.id,
        language=str(before.language),
        reference=lambda segment: opened.statement.path,
        extra_notes=lambda segment: glossary.notes(segment, before.language, firsts.get(segment.key, frozenset())),
        known=known_words(glossary.termbase),
    )
    carried = {move.unit.key for move in revision.moves}
    segments = {segment.key: segment for segment in opened.segments}
    events = tuple(events_of(revision, before.history, stamp))
    told_in = with_answers_in(with_kept_offers(revision.catalog, before.catalog), (*before.history, *events))
    units = tuple(
        unit
        if unit.obsolete
        else with_remarks(unit, segments[unit.key], before.language, glossary, firsts.get(unit.key, frozenset()))
        for unit in told_in.units
    )
    units = tuple(replace(unit, record=record_for(unit)) if unit.key in carried else unit for unit in units)
    catalog = with_headers(replace(revision.catalog, units=units), opened, stamp=stamp, revised=bool(revision.moves))
    return Updated(catalog, revision, events)


def with_remarks(
    unit: Unit, segment: Segment, language: LanguageTag, glossary: Glossary, first: frozenset[str]
) -> Unit:
    """A draft of our own with notes on what a person should look at twice; any other unit as it is.

    `first`: the names that the statement mentions first here. The notes follow from statement, draft and history alone,
    so making them again changes nothing.
    """
    if not unit.is_own_draft:
        return unit
    draft = TaggedText.parse(unit.target)
    told = [*tag_faults(segment.text, draft), *(said for _, said in remarks(segment.text.plain, draft.plain, language))]
    if unit.provenance is not None and unit.provenance.origin is Origin.ENGINE:
        told += [said for _, said in wording_remarks(draft.plain, language, glossary.termbase)]
    matches = glossary.matches(segment)
    told += [said for _, said in term_remarks(matches, without_latin(draft.plain, matches, language), language)]
    told += name_remarks(draft.plain, matches, first, language)
    told += unit.provenance.told if unit.provenance is not None else ()
    unit = with_notes(unit, DRAFTED_BY, _substitution(unit))
    return with_notes(unit, LOOK_TWICE, (LOOK_TWICE + said for said in dict.fromkeys(told)))


def _substitution(unit: Unit) -> Iterator[str]:
    """That another engine drafted than the one asked for."""
    provenance = unit.provenance
    if provenance is not None and (asked := provenance.instead_of):
        why = f"this text is not to go to {asked}" if provenance.kept_from else f"{asked} was not available"
        yield f"{DRAFTED_BY}{provenance.by.partition(' ')[0]}: {why}"


def with_headers(catalog: Catalog, opened: OpenStatement, *, stamp: datetime, revised: bool) -> Catalog:
    """The catalog with the header it should have now; `revised` when a target changed."""
    language = LanguageTag.parse(catalog.language) if catalog.language else None
    headers = po.new_headers(
        catalog.headers,
        statement_id=opened.statement.id,
        language=language,
        source=opened.digest[:16],
        rules=rules_id(),
        stamp=stamp,
        revised=revised,
    )
    return replace(catalog, headers=headers)


def write_template(project: Project, opened: OpenStatement, stamp: datetime) -> tuple[bytes, list[str]]:
    """The POT, with line numbers: for tools that want one; it is not kept in git. Gives what stands in it now, and its
    path if that is new."""
    path = project.template_path(opened.statement.id)
    content = read_if_there(path)
    old, layout = po.loads(content, path=project.relative(path)) if content else (None, None)
    catalog = update(
        old,
        opened.segments,
        statement_id=opened.statement.id,
        language="",
        reference=lambda segment: f"{opened.statement.path}:{segment.line}" if segment.line else opened.statement.path,
    )
    written = po.dumps(with_headers(catalog, opened, stamp=stamp, revised=False), layout)
    return written, [project.relative(path)] if write(path, written, made_again=True) else []


def _refuse_other_rules(project: Project, opened: OpenStatement, before: OpenCatalog, catalog: Catalog) -> None:
    cut_with = dict(catalog.headers).get("X-Pubflow-Rules")
    if cut_with in (None, rules_id()):
        return
    known = {unit.key for unit in catalog.units}
    anew = sum(segment.key not in known for segment in opened.segments)
    raise CatalogError(
        f"was cut with the rules {cut_with}, not {rules_id()}: {anew} of {len(opened.segments)} units would change",
        where=project.relative(before.path),
        hint=f"to take today's rules: pubflow extract {opened.statement.id} --rules new (no target is lost)",
    )
