"""`pubflow import`: a file as it was sent becomes a statement of the workspace."""

from __future__ import annotations

import codecs
from pathlib import Path

from pubflow.document import Source
from pubflow.errors import Refused, UsageError
from pubflow.files import digest, read, write
from pubflow.identity import derive_id, valid_id
from pubflow.plugins import load_sources
from pubflow.project import Project
from pubflow.sources.importing import refuse_kind, statement_text
from pubflow.workflow.report import Report

_LIMIT = 5 * 1024 * 1024
"""Bytes; a statement of 700 words has about 5,000."""


def reader_for(filename: str) -> Source:
    """The reader of a kind of file, by its suffix. Raises SourceError naming the kinds there are."""
    suffix = Path(filename).suffix.lower()
    for source in load_sources():
        if suffix in source.suffixes:
            return source
    raise refuse_kind(filename)


def import_file(project: Project, path: Path, *, statement_id: str | None, encoding: str) -> Report:
    """Write statements/<id>.md, and keep the original beside the statements with its sha256."""
    source = reader_for(path.name)
    content = read(path, limit=_LIMIT)
    text = _to_utf8(content, encoding, path)
    statement_id = statement_id or derive_id(path.name)
    if not valid_id(statement_id):
        raise UsageError(f"“{statement_id}” can't be an id", hint="a-z, 0-9 and hyphens, at most 64: --id taiwan-visit")
    target = project.statement_path(statement_id)
    if target.exists():
        raise Refused(
            "is there already; nothing was written", where=project.relative(target), hint="choose another: --id NAME"
        )
    reading = source.read(text, statement_id=statement_id, path=path.name)
    markdown = statement_text(text, reading, statement_id=statement_id, filename=path.name)
    originals = project.statements / "originals"
    kept = originals / f"{statement_id}{path.suffix.lower()}"
    seal = originals / f"{statement_id}{path.suffix.lower()}.sha256"
    changed = []
    for place, made in ((kept, content), (seal, f"{digest(content)}  {kept.name}\n".encode()), (target, markdown)):
        if write(place, made):
            changed.append(project.relative(place))
    return Report(
        changed=tuple(sorted(changed)),
        findings=reading.findings,
        notes=(f"next: pubflow translate {statement_id}",),
    )


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
