"""`pubflow preview`: what its pages show, from the files and settings as they stand at this moment. Reads only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from pubflow.catalog import State as UnitState
from pubflow.catalog import Unit
from pubflow.document import Alternate
from pubflow.errors import PubflowError, UsageError
from pubflow.files import digest
from pubflow.finding import Finding
from pubflow.language import LanguageTag, dates
from pubflow.plugins import load_writer
from pubflow.project import Project
from pubflow.review.preview import Cell, Column, Line, Sheet, State
from pubflow.segment import Segment
from pubflow.workflow.checking.checker import Checker
from pubflow.workflow.editions.candidates import Candidate, candidate, page_of, source_candidate, translated
from pubflow.workflow.editions.pictures import PictureReader
from pubflow.workflow.workspace.composing import Placed
from pubflow.workflow.workspace.opening import (
    OpenCatalog,
    OpenStatement,
    open_catalog,
    open_statement,
    select_languages,
    select_published,
    under_embargo,
    units_by_segment,
)


def version_of(project: Project, statement_id: str, tags: Sequence[LanguageTag]) -> str:
    """Changes whenever a file is saved that the statement's pages are made from."""
    return _state_of(_files(project, statement_id, tags))


def _state_of(paths: Iterable[Path]) -> str:
    told = []
    for path in paths:
        try:
            seen = path.stat()
        except OSError:
            continue
        told.append((str(path), seen.st_mtime_ns, seen.st_size))
    return digest(repr(told).encode())[:16]


def _settings(root: Path) -> tuple[Path, ...]:
    return root / "pubflow.toml", root / "pyproject.toml"


def _files(project: Project, statement_id: str, tags: Sequence[LanguageTag]) -> Iterator[Path]:
    yield from _settings(project.root)
    yield from sorted(project.glossary.glob("*.csv"))
    yield from (project.statement_path(statement_id), project.sidecar_path(statement_id))
    yield project.record_path(statement_id)
    yield from sorted(project.shared.glob("*"))
    for tag in tags:
        yield project.local_path(statement_id, tag)
        for one in (statement_id, *project.shared_ids()):
            yield from (project.catalog_path(one, tag), project.history_path(one, tag))


class Preview:
    """What is shown of a workspace; the glossary is read once for each state of its files."""

    def __init__(self, project: Project, ids: Sequence[str], languages: Sequence[str]) -> None:
        """Raises UsageError for a statement or a language that does not exist, and where there is no statement."""
        self._project = project
        self.ids = select_published(project, ids)
        if not self.ids:
            raise UsageError("no statement yet", hint="pubflow import FILE")
        self.source = project.source
        self.tags = select_languages(project, languages)
        self._checker: tuple[str, Checker] | None = None

    def title(self, statement_id: str) -> str:
        """ "" where the statement can't be read."""
        try:
            return open_statement(self._project, statement_id).statement.get("title")
        except PubflowError:
            return ""

    def version(self, statement_id: str) -> str:
        """See `version_of`."""
        return version_of(self._project, statement_id, self.tags)

    def sheet(self, statement_id: str, now: datetime) -> Sheet:
        """Everything about one statement; what can't be read is a fault in its place, with file and line."""
        version = self.version(statement_id)
        try:
            opened = open_statement(self._project, statement_id)
            checker = self._opened()
        except PubflowError as error:
            return Sheet(statement_id, "", version, fault=error.in_one_line)
        held = [_Held.of(self._project, checker, opened, tag) for tag in self.tags]
        source = source_candidate(self._project, opened)
        columns = [
            Column(str(one.tag), one.told, _address(one.tag, statement_id), one.fault, one.remarks) for one in held
        ]
        return Sheet(
            statement_id,
            opened.statement.get("title"),
            version,
            _embargo(opened, now),
            Column(str(source.language), "the source", _address(source.language, statement_id), remarks=source.missing),
            tuple(columns),
            tuple(_lines(opened, held)),
        )

    def edition(self, statement_id: str, language: LanguageTag, now: datetime) -> bytes:
        """The page as `assemble` would make it now. Raises PubflowError."""
        opened = open_statement(self._project, statement_id)
        checker = self._opened()
        if language == self.source:
            found = source_candidate(self._project, opened)
        else:
            before = open_catalog(self._project, statement_id, language)
            found = candidate(checker, self._project, opened, before)
        tags = (self.source, *self.tags)
        alternates = [Alternate(str(tag), f"../{tag}/{statement_id}.html") for tag in tags]
        lifted = under_embargo(opened, now) is None
        page = page_of(self._project, opened, found, alternates, lifted=lifted)
        return load_writer("html").write(translated(opened, found), page)

    def picture(self, statement_id: str, path: str) -> bytes | None:
        """A picture of the statement by its path from the page, as `assemble` lays it there; None for any other."""
        opened = open_statement(self._project, statement_id)
        whole = translated(opened, source_candidate(self._project, opened))
        return PictureReader(self._project).of(whole).beside.get(path)

    def _opened(self) -> Checker:
        state = _state_of(sorted(self._project.glossary.glob("*.csv")))
        if self._checker is None or self._checker[0] != state:
            self._checker = state, Checker(self._project)
        return self._checker[1]


class Followed:
    """The preview by the settings as they stand; while they can't be read, by the last that could."""

    def __init__(
        self, project: Project, load: Callable[[], Project], ids: Sequence[str], languages: Sequence[str]
    ) -> None:
        """`load` reads the settings anew. Raises UsageError, see `Preview`."""
        self._load = load
        self._asked = ids, languages
        self._files = _settings(project.root)
        self._state = _state_of(self._files)
        self._preview = Preview(project, ids, languages)
        self._fault = ""
        self._lock = Lock()

    def now(self) -> tuple[Preview, str]:
        """And why the settings can't be read, with file and line; "" where they can."""
        with self._lock:
            # Looked at before it is read: what is saved meanwhile is seen the next time.
            state = _state_of(self._files)
            if state != self._state:
                self._state = state
                try:
                    self._preview, self._fault = Preview(self._load(), *self._asked), ""
                except PubflowError as error:
                    self._fault = f"{error.in_one_line}. Until it can be read, the last settings hold."
            return self._preview, self._fault


def _address(language: LanguageTag, statement_id: str) -> str:
    return f"page/{language}/{statement_id}.html"


def _embargo(opened: OpenStatement, now: datetime) -> str:
    moment = under_embargo(opened, now)
    if moment is None:
        return ""
    return f"until {moment.date().isoformat()} {dates.clock_time(moment, moment)} {dates.place_of(moment)}"


@dataclass(frozen=True, slots=True)
class _Held:
    """One language as far as it can be read."""

    tag: LanguageTag
    told: str = ""
    fault: str = ""
    remarks: tuple[str, ...] = ()
    cells: tuple[Cell | None, ...] = ()
    """Of the statement's segments."""
    parts: Mapping[str, tuple[Cell | None, ...]] | None = None
    """The same of each shared part."""
    placed: tuple[Placed, ...] = ()

    @classmethod
    def of(cls, project: Project, checker: Checker, opened: OpenStatement, tag: LanguageTag) -> _Held:
        try:
            before = open_catalog(project, opened.statement.id, tag)
            found = candidate(checker, project, opened, before)
            parts = {
                part.name: _of_part(checker, part.opened, open_catalog(project, part.name, tag))
                for part in opened.parts
                if part.opened
            }
        except PubflowError as error:
            return cls(tag, fault=error.in_one_line)
        cells = _cells(opened, before, found.findings, found.local)
        return cls(tag, _told(found), "", tuple(_remarks(found)), cells, parts, found.local)

    def cell(self, at: int) -> Cell | None:
        return None if self.fault else self.cells[at]

    def of_part(self, name: str, at: int) -> Cell | None:
        return None if self.fault or self.parts is None else self.parts[name][at]


def _told(found: Candidate) -> str:
    state = "complete" if found.complete else "draft"
    return f"{state}: {found.row.reviewed} of {found.row.units} reviewed"


def _remarks(found: Candidate) -> Iterator[str]:
    yield from (line for line in found.missing if not line.startswith("unit "))
    yield from (f"not signed: {scope}" for scope in found.unsigned)
    yield from (
        _words(finding) for finding in found.findings if finding.where.unit is None and finding.check != "local"
    )


def _words(finding: Finding) -> str:
    return f"{finding.severity.name[0]} {finding.check}: {finding.message}"


def _of_part(checker: Checker, opened: OpenStatement, before: OpenCatalog) -> tuple[Cell | None, ...]:
    _, findings = checker.judge(opened, before)
    return _cells(opened, before, findings, ())


def _cells(
    opened: OpenStatement, before: OpenCatalog, findings: Sequence[Finding], placed: Sequence[Placed]
) -> tuple[Cell | None, ...]:
    told: dict[int, list[str]] = {}
    for finding in findings:
        if finding.where.unit is not None:
            told.setdefault(finding.where.unit, []).append(_words(finding))
    gone = {at for one in placed if not one.local.adds and one.spot and not one.fault for at in one.spot.segments}
    units = units_by_segment(before.catalog, opened.segments)
    return tuple(
        Cell(unit.target, "left out" if at in gone else _state(unit), tuple(told.get(at + 1, ())))
        for at, unit in enumerate(units)
    )


def _state(unit: Unit) -> State:
    if unit.state is UnitState.INITIAL:
        return "empty"
    if unit.state >= UnitState.REVIEWED:
        return "reviewed"
    return "draft" if unit.is_own_draft else "edited"


def _lines(opened: OpenStatement, held: Sequence[_Held]) -> Iterator[Line]:
    """In the order of the edition: shared parts at their lines, additions below (above) what they stand by."""
    waiting = sorted(_between(opened, held), key=lambda one: one[0])
    for at, segment in enumerate(opened.segments):
        while waiting and waiting[0][0] < (segment.place.block, 0):
            yield from waiting.pop(0)[1]
        yield _line(str(at + 1), segment, [one.cell(at) for one in held])
    for _, lines in waiting:
        yield from lines


def _between(opened: OpenStatement, held: Sequence[_Held]) -> Iterator[tuple[tuple[int, int], list[Line]]]:
    for part in opened.parts:
        if part.opened is not None:
            yield (
                (part.leaf, -1),
                [
                    _line(f"{part.name} {at + 1}", segment, [one.of_part(part.name, at) for one in held])
                    for at, segment in enumerate(part.opened.segments)
                ],
            )
    for column, one in enumerate(held):
        for placed in one.placed:
            if placed.local.adds and placed.spot and not placed.fault:
                cells: list[Cell | None] = [None] * len(held)
                state = () if placed.reviewed else ("nobody has agreed to it",)
                cells[column] = Cell(placed.local.text, "local", state)
                side = -1 if placed.local.way == "before" else 1
                yield (placed.spot.leaf, side), [Line("", "local", "", tuple(cells))]


def _line(number: str, segment: Segment, cells: Sequence[Cell | None]) -> Line:
    return Line(number, segment.key.context, segment.key.source, tuple(cells))
