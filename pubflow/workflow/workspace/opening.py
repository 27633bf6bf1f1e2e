"""What every command opens first: a statement with its segments, its catalogs with their histories, the glossary."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path

from pubflow import history, po
from pubflow.catalog import Catalog, Unit, overlay
from pubflow.document import Reading
from pubflow.errors import CatalogError, PubflowError, SourceError, UsageError
from pubflow.files import digest, read, read_if_there
from pubflow.finding import Finding, Severity, Where
from pubflow.history import Event
from pubflow.identity import valid_id
from pubflow.language import LanguageTag, dates
from pubflow.markup.weave import Put, almost_included, body_of, included, weave
from pubflow.project import Project
from pubflow.segment import Key, Segment, limited, split, unanchored
from pubflow.segment.decisions import Decisions, Quoting
from pubflow.segment.model import Grain
from pubflow.sources.markdown import MarkdownSource
from pubflow.statement import Statement, leaves

_REMEMBERED = 2048
"""Statements; a desk with more opens the rest anew."""
_PRIVATE = {"sensitive": 'sensitive = ["the name"]', "offline": "offline = true"}
"""What a statement's sidecar says, and nobody but the desk may read."""
_FURTHER = ("review", "sign-off", "release")
"""The sidecar's tables that say nothing of segments."""
_EMBARGO = "write it as in embargo: 2024-07-01 22:00 Europe/London"


@dataclass(frozen=True, slots=True)
class OpenStatement:
    """A statement as the commands need it."""

    statement: Statement
    segments: tuple[Segment, ...]
    text: str
    """The source file's own text, for the writer that splices."""
    digest: str
    """sha256 of the source file, in hex; the same in a checkout with other line ends."""
    read_from: tuple[str, str]
    """sha256 of the very bytes of the source file and of the sidecar; "" where there is none."""
    decisions: Decisions
    findings: tuple[Finding, ...]
    further: Mapping[str, object] = field(default_factory=dict)
    """What the sidecar says beside the decisions: of reviews and releases, and who signed the source."""
    parts: tuple[Included, ...] = ()
    """The shared parts that it includes, in reading order."""

    def files(self, project: Project) -> dict[Path, str]:
        """What it was read from, its shared parts among them: path -> sha256."""
        paths = project.statement_path(self.statement.id), project.sidecar_path(self.statement.id)
        files = dict(zip(paths, self.read_from, strict=True))
        for part in self.parts:
            files |= part.opened.files(project) if part.opened else {project.shared / f"{part.name}.md": ""}
        return files


@dataclass(frozen=True, slots=True)
class Included:
    """A line of a statement that stands for a shared part."""

    leaf: int
    """Ordinal of the line among the statement's leaves."""
    name: str
    opened: OpenStatement | None
    """None where there is no such part, or it can't be read."""


@dataclass(frozen=True, slots=True)
class OpenCatalog:
    """A catalog as it stands on the disk, with what its history knows."""

    language: LanguageTag
    path: Path
    content: bytes
    """As read: what a write must find unchanged; empty where there is no file yet."""
    catalog: Catalog | None
    layout: po.Layout | None
    events: str
    """sha256 of the history file as read, in hex; "" where there is none."""
    findings: tuple[Finding, ...]
    history: tuple[Event, ...] = ()
    """What the history tells, in its order."""


def select_ids(project: Project, ids: Sequence[str]) -> tuple[str, ...]:
    """The statements asked for, each once, or all. Raises UsageError naming the nearest id."""
    known = project.statement_ids()
    for statement_id in ids:
        if statement_id not in known:
            near = difflib.get_close_matches(statement_id, known, 1)
            hint = f"did you mean {near[0]}?" if near else f"statements here: {', '.join(known) or 'none yet'}"
            raise UsageError(f"there is no statement “{statement_id}”", hint=hint)
    folded: dict[str, str] = {}
    for statement_id in known:
        if folded.get(statement_id.casefold()) == statement_id:
            raise SourceError(
                "stands among the statements too",
                where=f"statements/_shared/{statement_id}.md",
                hint="rename one: they would share their catalogs",
            )
        if folded.setdefault(statement_id.casefold(), statement_id) != statement_id:
            raise SourceError(
                f"differs from {folded[statement_id.casefold()]} in case only",
                where=f"statements/{statement_id}.md",
                hint="rename one: on Windows and macOS they are the same file",
            )
    return tuple(dict.fromkeys(ids)) or known


def select_published(project: Project, ids: Sequence[str]) -> tuple[str, ...]:
    """The same of what has editions of its own: no shared parts. Raises UsageError for one that is asked for."""
    for statement_id in select_ids(project, ids) if ids else ():
        if project.is_shared(statement_id):
            raise UsageError(
                f"{statement_id} is a shared part: it has no editions of its own",
                hint=f"it stands in those of the statements that say <!-- include: {statement_id} -->",
            )
    return tuple(one for one in select_ids(project, ids) if not project.is_shared(one))


def select_languages(project: Project, names: Sequence[str], *, begun: bool = False) -> tuple[LanguageTag, ...]:
    """The languages asked for, or all of the project. Raises UsageError when there is none.

    `begun`: only such as the project has, or has a catalog in.
    """
    tags = tuple(dict.fromkeys(LanguageTag.parse(name) for name in names)) or project.languages
    if project.source in tags:
        raise UsageError("en is the source language", hint="leave it out: the source edition is always made")
    if not tags:
        raise UsageError(
            "no language to work for", hint='name one: -l zh-TW; or add languages = ["zh-TW"] to pubflow.toml'
        )
    for tag in tags if begun else ():
        refuse_unknown(project, tag)
    return tags


def refuse_unknown(project: Project, tag: LanguageTag) -> None:
    """Raise UsageError, naming the nearest, for a language in which nothing was begun: a slip of the keys."""
    if tag in (project.source, *project.languages) or (project.root / "locales" / tag.po_locale).is_dir():
        return
    known = [*map(str, project.languages)]
    near = [name for name in known if name.startswith(f"{tag.language}-")] or difflib.get_close_matches(str(tag), known)
    hint = f"did you mean {near[0]}?" if near else f"languages here: {', '.join(known) or 'none yet'}"
    raise UsageError(f"nothing here is in {tag}", hint=hint)


def open_statement(project: Project, statement_id: str) -> OpenStatement:
    """Read statements/<id>.md and its sidecar, and cut it into segments."""
    path = project.statement_path(statement_id)
    name = project.relative(path)
    if not valid_id(statement_id):
        raise SourceError(
            "is no file name for a statement",
            where=name,
            hint="ids are a-z, 0-9 and hyphens, at most 64, no device names",
        )
    sidecar = project.sidecar_path(statement_id)
    decided = read_if_there(sidecar), project.relative(sidecar)
    opened = _opened(read(path), decided, statement_id, name, Grain(project.grain), project.quotations, project.limits)
    return _with_parts(project, opened) if "<!--" in opened.text else opened


def _with_parts(project: Project, opened: OpenStatement) -> OpenStatement:
    """With the shared parts that it names; for want of one, its editions are not made."""
    name = opened.statement.path
    findings = [
        Finding("include", Severity.WARNING, f"{comment}: write it as <!-- include: NAME -->, on a line of its own",
                Where(name, line))
        for line, comment in almost_included(opened.statement)
    ]  # fmt: skip
    parts = []
    for leaf, part in included(opened.statement):
        try:
            parts.append(Included(leaf, part, _part(project, opened, leaf, part)))
        except PubflowError as error:
            line = next(islice(leaves(opened.statement.blocks), leaf, None)).line
            findings.append(Finding("include", Severity.ERROR, error.in_one_line, Where(name, line)))
            parts.append(Included(leaf, part, None))
    return replace(opened, parts=tuple(parts), findings=(*opened.findings, *findings))


def _part(project: Project, opened: OpenStatement, leaf: int, name: str) -> OpenStatement:
    known = project.shared_ids()
    if name not in known:
        near = difflib.get_close_matches(name, known, 1)
        hint = f"did you mean {near[0]}?" if near else f"shared parts here: {', '.join(known) or 'none yet'}"
        raise SourceError(f"there is no shared part “{name}” in statements/_shared", hint=hint)
    if project.is_shared(opened.statement.id):
        raise SourceError("a shared part includes no other", hint="include both in the statement")
    part = open_statement(project, name)
    whole = Put(leaf, "instead", body_of(part.text, statement_id=name, path=part.statement.path))
    weave(opened.text, [whole], statement_id=opened.statement.id, path=opened.statement.path)
    return part


def open_earlier(project: Project, statement_id: str, content: bytes, sidecar: bytes | None) -> OpenStatement:
    """A statement as it was: other bytes in the place of its files."""
    name, decided = (project.relative(path(statement_id)) for path in (project.statement_path, project.sidecar_path))
    choices = Grain(project.grain), project.quotations, project.limits
    return _opened(content, (sidecar, decided), statement_id, name, *choices)


@lru_cache(maxsize=_REMEMBERED)
def _opened(
    content: bytes,
    decided: tuple[bytes | None, str],
    statement_id: str,
    name: str,
    grain: Grain,
    quotations: Quoting,
    limits: tuple[tuple[str, int], ...],
) -> OpenStatement:
    """What these bytes say; one process that runs several commands reads and cuts a statement once."""
    reading = _read(content, statement_id, name)
    table = table_of(*decided)
    decisions = Decisions.parse(table, decided[1], others=_FURTHER)
    segments = split(reading.statement, grain=grain, quotations=quotations, decisions=decisions)
    segments = limited(reading.statement, segments, limits)
    lost = unanchored(reading.statement, decisions)
    text = content.decode("utf-8")
    return OpenStatement(
        reading.statement,
        segments,
        text,
        digest(content.replace(b"\r\n", b"\n")),
        (digest(content), _digest(decided[0])),
        decisions,
        reading.findings + lost,
        {name: table[name] for name in _FURTHER if name in table},
    )


def open_catalog(project: Project, statement_id: str, language: LanguageTag) -> OpenCatalog:
    """Read a catalog and lay its history over it. Raises CatalogError; a missing file is an empty catalog."""
    path, events_path = project.catalog_path(statement_id, language), project.history_path(statement_id, language)
    content, told = read_if_there(path), read_if_there(events_path)
    events, findings = history.loads((told or b"").decode("utf-8", "replace"), path=project.relative(events_path))
    if content is None:
        return OpenCatalog(language, path, b"", None, None, _digest(told), findings, events)
    catalog, layout = po.loads(content, path=project.relative(path))
    declared = dict(catalog.headers).get("Language", "")
    if declared and LanguageTag.parse(declared).po_locale != language.po_locale:
        raise CatalogError(
            f"its header says Language: {declared}, its folder {language.po_locale}",
            where=project.relative(path),
            hint="move it to the right folder, or mend the header",
        )
    catalog = replace(catalog, statement_id=statement_id, language=str(language))
    attached = history.attach(catalog, events)
    return OpenCatalog(language, path, content, attached, layout, _digest(told), findings, events)


def digest_of(path: Path) -> str:
    """sha256 of a file as it stands, in hex; "" where there is none."""
    return _digest(read_if_there(path))


def _digest(content: bytes | None) -> str:
    return "" if content is None else digest(content)


def embargo_of(opened: OpenStatement) -> datetime | None:
    """The moment until which the statement must not be published, passed or not; None for no embargo."""
    written = opened.statement.get("embargo")
    moment = dates.parse_date(written) if written else None
    return moment if isinstance(moment, datetime) else None


def under_embargo(opened: OpenStatement, now: datetime) -> datetime | None:
    """The same, if it lies ahead."""
    moment = embargo_of(opened)
    return moment if moment and moment > now else None


def every(project: Project, ids: Iterable[str]) -> tuple[tuple[OpenStatement, ...], tuple[PubflowError, ...]]:
    """All statements that can be opened, and why the others can't: one broken file does not stop the rest."""
    opened, failed = [], []
    for statement_id in ids:
        try:
            opened.append(open_statement(project, statement_id))
        except PubflowError as error:
            failed.append(error)
    return tuple(opened), tuple(failed)


def segment_numbered(opened: OpenStatement, number: int) -> Segment:
    """The segment of a number, from 1. Raises UsageError where there is none."""
    last = len(opened.segments)
    if not 1 <= number <= last:
        raise UsageError(f"there is no unit {number}", hint=f"units run from 1 to {last}")
    return opened.segments[number - 1]


def places_of(segments: Iterable[Segment]) -> dict[Key, tuple[int, Segment]]:
    """Each unit's number in its statement, from 1, and its segment there; of one that stands in several places the
    first. Every command counts so: a sentence that is repeated takes a number, too, at each of its places.
    """
    found: dict[Key, tuple[int, Segment]] = {}
    for number, segment in enumerate(segments, 1):
        found.setdefault(segment.key, (number, segment))
    return found


def numbers_of(segments: Iterable[Segment]) -> dict[Key, int]:
    """Each unit's number alone."""
    return {key: number for key, (number, _) in places_of(segments).items()}


def units_by_segment(catalog: Catalog | None, segments: Sequence[Segment]) -> tuple[Unit, ...]:
    """One unit a segment, in order; an empty one where the catalog has none."""
    units = overlay(catalog, segments) if catalog else (None,) * len(segments)
    return tuple(unit or Unit(segment.key) for unit, segment in zip(units, segments, strict=True))


def _read(content: bytes, statement_id: str, name: str) -> Reading:
    reading = MarkdownSource().read(content, statement_id=statement_id, path=name)
    statement = reading.statement
    declared = statement.get("id")
    if declared and declared != statement_id:
        raise SourceError(
            f"its front matter says id: {declared}, its file name {statement_id}",
            where=f"{name}:1",
            hint="make them equal",
        )
    for key in _PRIVATE:
        if key in dict(statement.meta):
            raise SourceError(
                f"{key}: stands in the front matter, which is published with the text",
                where=f"{name}:1",
                hint=f"say it in {name.removesuffix('.md')}.toml: {_PRIVATE[key]}",
            )
    return replace(reading, findings=reading.findings + tuple(_moments(statement, name)))


def _moments(statement: Statement, name: str) -> Iterator[Finding]:
    """A date that is none is a remark; an embargo that is no moment is refused, since nobody could keep it."""
    for key in ("date", "embargo"):
        value = statement.get(key)
        try:
            moment = dates.parse_date(value) if value else None
        except ValueError as error:
            if key == "embargo":
                raise SourceError(f"embargo: {error}", where=f"{name}:1", hint=_EMBARGO) from None
            yield Finding("date", Severity.WARNING, f"date: {error}", Where(name, 1))
            continue
        if key == "embargo" and value and not isinstance(moment, datetime):
            raise SourceError(f"embargo: “{value}” is no moment", where=f"{name}:1", hint=_EMBARGO)


def read_decisions(project: Project, statement_id: str) -> Decisions:
    """The statement's sidecar; no decisions where there is none. Raises SourceError."""
    path = project.sidecar_path(statement_id)
    name = project.relative(path)
    return Decisions.parse(table_of(read_if_there(path), name), name, others=_FURTHER)


def table_of(content: bytes | None, name: str) -> dict[str, object]:
    """What a sidecar holds; nothing where there is none. Raises SourceError for what is no TOML."""
    if content is None:
        return {}
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"is not TOML in UTF-8: {error}", where=name, hint="each line is: key = value") from None
