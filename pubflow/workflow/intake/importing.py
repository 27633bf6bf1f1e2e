"""`pubflow import`: a file as it was sent becomes a statement of the workspace."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pubflow.document import Change, Reading, RejectingSource, Source
from pubflow.errors import Refused, UsageError
from pubflow.files import digest, read, read_if_there, write
from pubflow.finding import Finding
from pubflow.identity import derive_id, valid_id
from pubflow.markup import press
from pubflow.plugins import load_sources
from pubflow.project import Project
from pubflow.sources.importing import MARKDOWN, TAKEN, refuse_kind, statement_text, suffix_of
from pubflow.workflow.workspace.report import Report
from pubflow.workflow.workspace.undo import Undo

Decision = Literal["accept", "reject"]
_LIMIT = 5 * 1024 * 1024
"""Bytes of a text; a statement of 700 words has about 5,000."""
_OFFICE_LIMIT = 64 * 1024 * 1024
"""Bytes of a file that may hold pictures."""
_OFFICE = (".docx", ".odt")
_LONGEST_WORDS = 300
WAY_BACK = "to take it back: pubflow import --undo"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as it was read, before anything of it is written."""

    statement_id: str
    suffix: str
    original: bytes
    text: bytes
    """Of `statements/<id>.md`."""
    reading: Reading
    recognised: tuple[str, ...]
    """What of it stands in the front matter now, a line each."""
    told: tuple[str, ...]
    """What else was done with it: what can't be carried, what was left out."""
    findings: tuple[Finding, ...]


def reader_for(filename: str) -> Source:
    """The reader of a kind of file, by its suffix. Raises SourceError naming the kinds there are."""
    suffix = Path(filename).suffix.lower()
    for source in load_sources():
        if suffix in source.suffixes:
            return source
    raise refuse_kind(filename)


def import_file(
    project: Project,
    path: Path,
    *,
    statement_id: str | None,
    encoding: str,
    changes: Decision | None = None,
    dry_run: bool = False,
) -> Report:
    """Write statements/<id>.md with its pictures, and keep the original beside the statements with its sha256.

    A file with open changes or comments is refused, unless `changes` says what becomes of them.
    """
    name = statement_id or derive_id(path.name)
    if not valid_id(name):
        raise UsageError(f"“{name}” can't be an id", hint="a-z, 0-9 and hyphens, at most 64: --id taiwan-visit")
    incoming = arrive(path, name, encoding=encoding, changes=changes)
    if incoming.reading.changes and changes is None:
        return refusal(incoming, path)
    for place in (project.statement_path(name), *(project.statements / one.name for one in incoming.reading.assets)):
        if place.exists():
            message = "is there already; nothing was written"
            hint = f"choose another: --id NAME; a new version of the same text: --update {name}"
            raise Refused(message, where=project.relative(place), hint=hint)
    named = () if statement_id else (f"id: {name}, from the file's name; another one: --id NAME",)
    if dry_run:
        notes = (*named, *incoming.recognised, *incoming.told, "nothing was written (--dry-run)")
        return Report(findings=incoming.findings, notes=notes)
    changed = store(project, incoming)
    mend = any(one.check == "embargo" for one in incoming.findings)
    first = f"first: mend embargo: in {project.relative(project.statement_path(name))}"
    notes = (
        *named,
        *incoming.recognised,
        *incoming.told,
        WAY_BACK,
        *([first] if mend else ()),
        f"next: pubflow translate {name}",
    )
    return Report(changed=changed, findings=incoming.findings, notes=notes)


def arrive(path: Path, statement_id: str, *, encoding: str, changes: Decision | None) -> Incoming:
    """Read a file. Raises SourceError, UsageError."""
    source = reader_for(path.name)
    suffix = suffix_of(path.name)
    original = read(path, limit=_OFFICE_LIMIT if suffix in _OFFICE else _LIMIT)
    return of_bytes(source, original, path, statement_id, encoding=encoding, changes=changes)


def of_bytes(
    source: Source, original: bytes, path: Path, statement_id: str, *, encoding: str, changes: Decision | None
) -> Incoming:
    """The same for a file that was read already; `path` says what it is, and stands in messages."""
    suffix = suffix_of(path.name)
    content = original if suffix in _OFFICE else _to_utf8(original, encoding, path)
    if changes == "reject" and isinstance(source, RejectingSource):
        reading = source.read_rejecting(content, statement_id=statement_id, path=path.name)
    else:
        reading = source.read(content, statement_id=statement_id, path=path.name)
    found = press.Press(reading.statement)
    if suffix not in MARKDOWN:
        found = press.recognise(reading.statement)
        reading = replace(reading, statement=found.statement)
    text = statement_text(content, reading, statement_id=statement_id, filename=path.name, as_written=found.as_written)
    told = (*reading.told, *(_decided(reading, changes) if changes else ()))
    findings = tuple(one for one in reading.findings if one.check != "no-title" or not found.statement.get("title"))
    return Incoming(statement_id, suffix, original, text, reading, found.told, told, findings + found.findings)


def store(project: Project, incoming: Incoming, *, expected: bytes | None = None) -> tuple[str, ...]:
    """Write the statement, its pictures and the original; what changed, sorted.

    `expected`: the statement as it was read; raises Changed where it reads otherwise by now. An original that is there
    already, of an earlier version, keeps its place under a number.
    """
    kept, target = (
        _original(project, incoming.statement_id, incoming.suffix),
        project.statement_path(incoming.statement_id),
    )
    places = [(project.statements / asset.name, asset.content) for asset in incoming.reading.assets]

    def files() -> list[Path]:
        return [*sorted(kept.parent.glob(f"{incoming.statement_id}.*")), *(place for place, _ in places), target]

    undo = Undo(project, "import")
    undo.before(files())
    for suffix in TAKEN:
        _put_aside(_original(project, incoming.statement_id, suffix), incoming.original)
    changed = _keep(kept, incoming.original)
    changed += [place for place, made in places if write(place, made)]
    changed += [target] if write(target, incoming.text, expected=expected) else []
    undo.after(files())
    return tuple(sorted(map(project.relative, changed)))


def latest_original(project: Project, statement_id: str) -> Path | None:
    """The file that a statement was imported from last; None where there is none."""
    places = (_original(project, statement_id, suffix) for suffix in TAKEN)
    return next((place for place in places if place.exists()), None)


def _original(project: Project, statement_id: str, suffix: str) -> Path:
    return project.statements / "originals" / f"{statement_id}{suffix}"


def _put_aside(path: Path, new: bytes) -> None:
    """Give the original of an earlier version a number, so that one stands without: the last."""
    before = read_if_there(path)
    if before is None or before == new:
        return
    numbered = (path.with_name(f"{path.stem}.{number}{path.suffix}") for number in range(1, 10_000))
    _keep(next(place for place in numbered if not place.exists()), before)
    path.unlink()
    path.with_name(f"{path.name}.sha256").unlink(missing_ok=True)


def _keep(path: Path, content: bytes) -> list[Path]:
    """A file and its seal beside it; which of them changed."""
    seal = path.with_name(f"{path.name}.sha256")
    both = ((path, content), (seal, f"{digest(content)}  {path.name}\n".encode()))
    return [place for place, made in both if write(place, made)]


# --- what is open in a file -------------------------------------------------------------------------------------------


def changes_in(path: Path, *, encoding: str) -> tuple[Change, ...]:
    """Tracked changes and comments that are open in a file."""
    return arrive(path, "a-statement", encoding=encoding, changes=None).reading.changes


def refusal(incoming: Incoming, path: Path) -> Report:
    """The answer to a file in which something is open: how much, by how many, and what the comments say."""
    changes = incoming.reading.changes
    lines = [f"{path.name}: {summary(changes)} open; nothing was written"]
    lines += [f"  {_told(change)}" for change in changes if change.kind == "comment"]
    named = f'"{path}"' if " " in str(path) else str(path)
    lines.append(f"hint: look: pubflow import {named} --show-changes; decide: --changes accept, or --changes reject")
    return Report(refused=tuple(lines))


def summary(changes: tuple[Change, ...]) -> str:
    """`7 tracked changes by 2 people, 3 comments`."""
    tracked = [change for change in changes if change.kind != "comment"]
    comments = len(changes) - len(tracked)
    people = len(Counter(change.by for change in tracked))
    parts = []
    if tracked:
        by = "1 person" if people == 1 else f"{people} people"
        parts.append(f"{len(tracked)} tracked change{'s' * (len(tracked) > 1)} by {by}")
    if comments:
        parts.append(f"{comments} comment{'s' * (comments > 1)}")
    return ", ".join(parts)


def _decided(reading: Reading, decision: Decision) -> Iterator[str]:
    """What became of what was open; the comments stand nowhere else from now on."""
    tracked = tuple(change for change in reading.changes if change.kind != "comment")
    if tracked:
        yield f"{decision}ed: {summary(tracked)}"
    for change in reading.changes:
        if change.kind == "comment":
            yield f"a comment was left out: {_told(change)}"


def _told(change: Change) -> str:
    words = change.text[:_LONGEST_WORDS] + ("…" if len(change.text) > _LONGEST_WORDS else "")
    return f"{change.by or 'somebody'}: “{words}”"


def _to_utf8(content: bytes, encoding: str, path: Path) -> bytes:
    """UTF-8 bytes; the readers themselves refuse what is not UTF-8, with the place."""
    try:
        name = codecs.lookup(encoding).name
        return content if name == "utf-8" else content.decode(name).encode("utf-8")
    except LookupError:  # `hex` and its like are codecs, but of no text
        raise UsageError(f"there is no encoding “{encoding}”", hint="e.g. utf-8, cp1252, big5") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: byte {error.start} is not {encoding}", hint="another --encoding?") from None
    except UnicodeError:
        raise UsageError(f"{path}: can't be read as {encoding}", hint="another --encoding?") from None
