"""`pubflow assemble`: the editions of a statement, from its source and its catalogs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from pubflow import pandoc
from pubflow.document import Alternate, Page, Writer
from pubflow.errors import EditionError
from pubflow.files import digest, remove, write
from pubflow.language import LanguageTag
from pubflow.plugins import installed, load_writer
from pubflow.project import EDITIONS, Project
from pubflow.statement import Statement
from pubflow.workflow.checking.checker import Checker
from pubflow.workflow.editions.candidates import Candidate, candidates, page_of, translated
from pubflow.workflow.editions.pictures import PictureReader, Pictures
from pubflow.workflow.workspace.batch import Outcome, Progress, work_through
from pubflow.workflow.workspace.done import version_of
from pubflow.workflow.workspace.opening import (
    OpenStatement,
    open_statement,
    select_languages,
    select_published,
    under_embargo,
)
from pubflow.workflow.workspace.record import addresses, record_of
from pubflow.workflow.workspace.report import Report, Row

_SET_BY: Final = {
    "pdf": (
        "typst",
        "justmytype-western-core",
        "justmytype-intl-cjk",
        "justmytype-intl-rtl",
        "justmytype-intl-sea",
        "justmytype-intl-south-asia",
    ),
    **dict.fromkeys(("docx", "odt", "epub"), ("pandoc", "pillow")),
}
"""By format: what its pages are set with. The fonts of the machine itself can't be asked for a version."""
_LEAD_TO_PICTURES = frozenset({"html", "md", "fragment", "fields"})
"""Formats that show pictures from where they lie, beside the page."""
_LISTED = 5
"""Units named in a refusal; a translator works from `pubflow check`, not from this list."""


def assemble(
    project: Project,
    ids: Sequence[str],
    languages: Sequence[str],
    *,
    draft: bool,
    formats: Sequence[str],
    now: datetime,
    embargoed: bool = False,
    processes: int = 1,
    progress: Progress = lambda done, of: None,
) -> Report:
    """Write the source edition and one for each language: complete and reviewed or, with `draft`, marked as a draft.

    `embargoed`: copies for journalists instead, into a folder of their own, of statements whose hour has not come.
    `now` is the real clock's: a page speaks of no embargo that has passed. `processes`: how many may share the work
    (see `batch`).
    """
    tags = select_languages(project, languages)
    known = select_published(project, ids)
    options = tags, tuple(formats), draft, embargoed, installed(), _made_by(formats)
    arguments = project, tags, tuple(formats), _Wanted(draft, embargoed, named=bool(ids)), now
    _writers(formats)  # an unknown format is told before any work
    shared = {"languages": max(len(tags), 1), "processes": processes}
    return work_through(project, "assemble", options, known, _Desk, arguments, progress=progress, **shared)


def _made_by(formats: Sequence[str]) -> tuple[str, ...]:
    """The versions of the programs and fonts that these editions are set with: a newer one may set them otherwise."""
    names = dict.fromkeys(name for one in formats for name in _SET_BY.get(one, ()))
    return tuple(f"{name} {pandoc.version() if name == 'pandoc' else version_of(name)}" for name in names)


def _writers(formats: Sequence[str]) -> tuple[Writer, ...]:
    return tuple(load_writer(name) for name in formats)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which editions a run is asked for."""

    draft: bool
    """Those that are not reviewed too."""
    embargoed: bool
    """Copies for journalists."""
    named: bool
    """Whether the statements were named one by one."""


class _Desk:
    """What stays the same while one run goes from statement to statement."""

    def __init__(
        self, project: Project, tags: Sequence[LanguageTag], formats: Sequence[str], wanted: _Wanted, now: datetime
    ) -> None:
        self.project = project
        self.tags = tags
        self.writers = _writers(formats)
        self.wanted = wanted
        self.now = now
        self.checker = Checker(project)

    def __call__(self, statement_id: str) -> Outcome:
        """Write the editions of one statement; to be remembered if all of its files could be read."""
        opened = open_statement(self.project, statement_id)
        lifted = not under_embargo(opened, self.now)
        if self.wanted.embargoed and lifted:
            return Report(refused=_nothing_to_copy(opened) if self.wanted.named else ()), None
        found, refused = candidates(self.checker, self.project, opened, self.tags)
        whole = not refused
        files = opened.files(self.project)
        # What is not public yet leads to nothing that is.
        urls = addresses(self.project, statement_id, record_of(self.project, statement_id)) if lifted else {}
        # A run for some languages makes the same pages: they lead to the others where these are published.
        here = {str(one.language) for one in found}
        elsewhere = [Alternate(name, url, url) for name, url in urls.items() if name not in here]
        changed: list[str] = []
        rows: list[Row] = []
        gone: list[str] = []
        notes: list[str] = []
        faults: list[_Fault] = []
        pictures = PictureReader(self.project, [writer.format for writer in self.writers])
        for candidate in found:
            files |= candidate.files
            if not candidate.complete:
                gone += self._take_away(opened, candidate)
            if not (candidate.complete or self.wanted.draft):
                refused += _refusal(self.project, candidate)
                rows.append(replace(candidate.row, edition="refused"))
                continue
            # A reviewed page leads to reviewed pages only; a draft shows all there is.
            siblings = [other for other in found if other.complete or not candidate.complete]
            edition = _Edition(
                self.project, opened, candidate, siblings, elsewhere, urls, lifted, self.wanted.embargoed
            )
            made, written, row, told = edition.write(self.writers, pictures)
            files |= made
            changed += written
            rows.append(row)
            notes += told
            faults += edition.faults
        refused += _not_made(self.project, faults)
        report = Report(
            changed=tuple(changed),
            rows=tuple(rows),
            findings=opened.findings,
            notes=(*gone, *dict.fromkeys(notes)),
            refused=tuple(refused),
        )
        # What was taken away is told once.
        return report, files if whole and lifted and not (gone or faults) else None

    def _take_away(self, opened: OpenStatement, candidate: Candidate) -> Iterator[str]:
        """The editions that an earlier run left of what is not complete any more: they would look current."""
        folder = self.project.editions / str(candidate.language)
        for path in sorted(folder.glob(f"{opened.statement.id}.*")):
            if path.is_file():
                remove(path)
                yield f"removed: {self.project.relative(path)}: it was made of what no longer stands"


@dataclass(frozen=True, slots=True)
class _Fault:
    """A file that can't be made: a program, a font is missing."""

    why: str
    format: str
    language: LanguageTag
    path: Path


@dataclass(slots=True)
class _Edition:
    """One edition on its way to the disk."""

    project: Project
    opened: OpenStatement
    candidate: Candidate
    siblings: Sequence[Candidate]
    """The candidates that its page leads to, itself among them."""
    elsewhere: Sequence[Alternate]
    """Published editions in languages that this run does not make."""
    urls: Mapping[str, str]
    """Where the editions are published, by language."""
    lifted: bool
    """Whether no embargo holds any more."""
    copy: bool
    """Whether it is for journalists, before the hour."""
    faults: list[_Fault] = field(default_factory=list)
    """What of it can't be made."""

    def write(
        self, writers: Sequence[Writer], reader: PictureReader
    ) -> tuple[dict[Path, str], list[str], Row, tuple[str, ...]]:
        """The digest of each file of it or read for it, the paths that changed, its row, and what is to be said."""
        candidate = self.candidate
        statement = translated(self.opened, candidate)
        pictures = reader.of(statement)
        files: dict[Path, str] = {}
        changed = []
        for path, content in self._contents(writers, statement, pictures):
            files[path] = digest(content)
            if write(path, content, made_again=True):
                changed.append(self.project.relative(path))
        first = self.project.relative(next(iter(files))) if files else ""
        what = (
            "refused"
            if not files
            else "draft"
            if not candidate.complete
            else "embargoed copy"
            if self.copy
            else "ready"
        )
        return files | pictures.files, changed, replace(candidate.row, edition=what, path=first), pictures.told

    def _contents(
        self, writers: Sequence[Writer], statement: Statement, pictures: Pictures
    ) -> Iterator[tuple[Path, bytes]]:
        """Its files, one by one: what can't be made stops no other."""
        for writer in writers:
            page = replace(self._page(writer), pictures=pictures.found)
            path = self._folder / self._name(writer)
            try:
                content = writer.write(statement, page)
            except EditionError as error:
                self.faults.append(_Fault(error.in_one_line, writer.format, self.candidate.language, path))
            else:
                yield path, content
        if any(writer.format in _LEAD_TO_PICTURES for writer in writers):
            for beside, content in pictures.beside.items():
                yield self._folder / beside, content

    def _page(self, writer: Writer) -> Page:
        candidate, siblings = self.candidate, self.siblings
        alternates = [
            Alternate(str(other.language), self._href(other, writer), self.urls.get(str(other.language), ""))
            for other in siblings
        ]
        alternates += self.elsewhere
        page = page_of(self.project, self.opened, candidate, alternates, lifted=self.lifted)
        return replace(page, embargoed_copy=self.copy, url=self.urls.get(str(candidate.language), ""))

    @property
    def _folder(self) -> Path:
        return self.project.editions.parent / self._area(self.candidate) / str(self.candidate.language)

    def _area(self, candidate: Candidate) -> str:
        # Copies stand apart, drafts among them too: nobody takes one for what may be published.
        return "embargoed" if self.copy else EDITIONS if candidate.complete else "drafts"

    def _name(self, writer: Writer) -> str:
        return f"{self.opened.statement.id}{writer.suffix}"

    def _href(self, other: Candidate, writer: Writer) -> str:
        if other is self.candidate:
            return self._name(writer)
        area = self._area(other)
        up = ".." if area == self._area(self.candidate) else f"../../{area}"
        return f"{up}/{other.language}/{self._name(writer)}"


def _nothing_to_copy(opened: OpenStatement) -> tuple[str, ...]:
    name = opened.statement.path
    why = "its embargo has passed" if opened.statement.get("embargo") else "it has no embargo"
    return f"{name}: refused: {why}", f"  hint: anybody may read it: pubflow assemble {opened.statement.id}"


def _not_made(project: Project, faults: Sequence[_Fault]) -> Iterator[str]:
    """Each reason once, with all that it stops."""
    for why in dict.fromkeys(fault.why for fault in faults):
        alike = [fault for fault in faults if fault.why == why]
        formats = ", ".join(dict.fromkeys(fault.format for fault in alike))
        languages = ", ".join(dict.fromkeys(str(fault.language) for fault in alike))
        yield why
        yield f"  not made: {formats} in {languages}"
        for path in (fault.path for fault in alike if fault.path.is_file()):
            yield f"  of an earlier run, and perhaps of another text: {project.relative(path)}"


def _refusal(project: Project, candidate: Candidate) -> Iterator[str]:
    row = candidate.row
    is_source = candidate.language == project.source
    path = project.relative(
        project.statement_path(row.statement) if is_source else project.catalog_path(row.statement, candidate.language)
    )
    if is_source:
        yield f"{path}: refused"
        yield from (f"  {line}" for line in candidate.missing)
    elif candidate.missing:
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
