"""`pubflow memory import` and `export`: other tools' memories, and ours for them, as TMX."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from pubflow import __version__
from pubflow.errors import PubflowError, Refused, UsageError
from pubflow.exchange import tmx_read, tmx_write
from pubflow.exchange.tmx import is_same
from pubflow.files import copy, file_digest, inside, pieces, write
from pubflow.language import LanguageTag
from pubflow.memory import reviewed
from pubflow.project import Project
from pubflow.segment.match import Said
from pubflow.workflow.memory.agreed import open_memory
from pubflow.workflow.workspace.opening import open_catalog, open_statement, select_languages, under_embargo

_UNSAFE: Final = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought."""

    path: str
    """Where the file stands now, relative to the workspace."""
    written: bool
    """Whether it was not there before."""
    units: tuple[tuple[str, int], ...]
    """Language of the workspace, and how many units there are in it."""
    left_out: tuple[tuple[str, int], ...]
    """Why something was not taken, and how often."""
    remarks: tuple[str, ...]
    """The first few of those, with their line."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export holds."""

    units: int
    left_out: tuple[str, ...]
    """Why something is not in it, a line each."""


def import_file(project: Project, file: Path, languages: Sequence[str], *, replace: bool = False) -> Imported:
    """Copy the file into `memory/` and take it up. It is read whole before: a broken one is refused.

    Raises CatalogError with the line for what is no TMX; Refused where it has nothing in these languages, or another
    file has its name.
    """
    tags = select_languages(project, languages)
    counts = tmx_read.Counts()
    units = dict.fromkeys(map(str, tags), 0)
    for name, _ in tmx_read.every(pieces(file), str(file), counts):
        for tag in tags:
            units[str(tag)] += is_same(name, tag)
    if not any(units.values()):
        raise Refused(f"has nothing in {', '.join(units)}", where=str(file), hint=_languages_hint(counts))
    path = _place(project, file)
    written = not path.exists() or file_digest(path) != file_digest(file)
    if written:
        if path.exists() and not replace:
            hint = "give yours another name, or say --replace"
            raise Refused("there is another file of this name", where=project.relative(path), hint=hint)
        copy(file, path)
    for tag in tags:
        if units[str(tag)]:
            with open_memory(project, tag):
                pass
    other = [(f"in {name}", count) for name, count in counts.languages.items() if not _is_any(name, tags)]
    left_out = (*counts.left_out.items(), *other)
    return Imported(project.relative(path), written, tuple(units.items()), left_out, tuple(counts.remarks))


def export(project: Project, language: str, file: Path, *, now: datetime, embargoed: bool = False) -> Exported:
    """What people agreed to in one language, statement by statement, as TMX; imported memories are not in it.

    A statement whose embargo lies ahead of `now` is left out unless `embargoed`, and so is one that can't be read.
    """
    (tag,) = select_languages(project, [language])
    if file.resolve().is_relative_to(inside(project.root, project.memory)):
        raise UsageError(f"{file} lies in memory/, where it would count as imported", hint="name a file elsewhere")
    said: list[Said] = []
    left_out: list[str] = []
    for statement_id in project.statement_ids():
        try:
            until = under_embargo(open_statement(project, statement_id), now)
            if until is not None and not embargoed:
                left_out.append(f"{statement_id}: under embargo until {until.isoformat()}; --embargoed takes it in")
                continue
            catalog = open_catalog(project, statement_id, tag).catalog
        except PubflowError as error:
            left_out.append(f"{statement_id}: {error.in_one_line}")
            continue
        said += [one for one in reviewed(catalog) if not one.part] if catalog is not None else []
    content, units, unwritable = tmx_write.dumps(said, tag, source=project.source, version=__version__)
    if unwritable:
        left_out.append(f"{unwritable} units with a character that XML can't hold")
    write(file, content)
    return Exported(units, tuple(left_out))


def _is_any(name: str, tags: Sequence[LanguageTag]) -> bool:
    return any(is_same(name, tag) for tag in tags)


def _place(project: Project, file: Path) -> Path:
    name = _UNSAFE.sub("-", file.stem).strip(".-") or "memory"
    return inside(project.root, project.memory / f"{name}.tmx")


def _languages_hint(counts: tmx_read.Counts) -> str:
    held = ", ".join(f"{name} ({count})" for name, count in counts.languages.most_common(8))
    if not held:
        return "it has no unit in English and another language"
    return f"beside English it has {held}; a bare zh or pt says too little: write the region into its xml:lang"
