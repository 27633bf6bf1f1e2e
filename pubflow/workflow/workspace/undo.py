"""The way back out of the last run of a command: what the files that it writes were before it."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from pubflow.errors import Refused
from pubflow.files import digest, read_if_there, write
from pubflow.language import LanguageTag
from pubflow.project import Project
from pubflow.workflow.workspace.report import Report

_UNDO: Final = Path(".pubflow", "undo")
_COMMANDS: Final = {
    "unpack": ("unpack", "locales"),
    "fix": ("check --fix", "locales"),
    "import": ("import", "statements"),
}
"""What can be taken back, how people call it, and the folder that it writes into."""
_FORMAT: Final = 1
_TAKEN: Final = Path(".pubflow", "packs", "taken.txt")
"""What was taken in already, a line a file: sha256 of the pack's id and the content."""


class Undo:
    """What the files of a run were before it, kept while it goes on."""

    def __init__(self, project: Project, command: str = "unpack") -> None:
        self._project = project
        self._path = _path(project, command)
        self._files: dict[str, dict[str, str | None]] = {}
        self._taken: list[str] = []

    def before(self, paths: Iterable[Path]) -> None:
        """Remember what is there now, unless it came up in this run before."""
        for path in paths:
            content = read_if_there(path)
            was = None if content is None else base64.b64encode(content).decode("ascii")
            self._files.setdefault(self._project.relative(path), {"before": was, "after": ""})
            self._files[self._project.relative(path)]["after"] = ""
        self._save()

    def after(self, paths: Iterable[Path]) -> None:
        """Remember what we left there; of what `before` was not told, nothing was there."""
        for path in paths:
            content = read_if_there(path)
            kept = self._files.setdefault(self._project.relative(path), {"before": None, "after": ""})
            kept["after"] = "-" if content is None else digest(content)
        self._save()

    def taken(self, seal: str) -> None:
        """Remember that a file was taken in."""
        self._taken.append(seal)
        self._save()

    def _save(self) -> None:
        kept = {"format": _FORMAT, "files": self._files, "taken": self._taken}
        content = json.dumps(kept, sort_keys=True).encode("ascii")
        write(self._path, content)


def undo(project: Project, command: str = "unpack") -> Report:
    """Put the files back to what they were before the last run of a command, all or none.

    Raises Refused where one of them changed since, where a statement would go that was worked on, or where there is
    nothing to take back.
    """
    name, _ = _COMMANDS[command]
    files, seals = _remembered(project, command)
    contents = {project.root / name: was for name, was in files.items()}
    for path, kept in contents.items():
        content = read_if_there(path)
        if kept["after"] != ("-" if content is None else digest(content)):
            hint = "what was done there since would be lost; git restore, or mend it by hand"
            raise Refused(
                f"changed since the last {name}; nothing was taken back", where=project.relative(path), hint=hint
            )
    for path, kept in contents.items():
        _refuse_under_work(project, path, gone=kept["before"] is None and kept["after"] != "-")
    changed = []
    for path, kept in contents.items():
        was = kept["before"]
        if was is None:
            path.unlink(missing_ok=True)
        elif not write(path, base64.b64decode(was)):
            continue
        changed.append(project.relative(path))
    _path(project, command).unlink(missing_ok=True)
    if seals:
        remember(project, [seal for seal in taken(project) if seal not in seals])
    return Report(changed=tuple(sorted(changed)), notes=(f"the last {name} is taken back",))


def _path(project: Project, command: str) -> Path:
    return project.root / _UNDO / f"{command}.json"


def _refuse_under_work(project: Project, path: Path, *, gone: bool) -> None:
    """A statement does not go away from under what was made of it."""
    if not gone or path != project.statement_path(path.stem):
        return
    beside = (project.template_path(path.stem), project.sidecar_path(path.stem), project.record_path(path.stem))
    made = [one for one in beside if one.exists()]
    made += sorted((project.root / "locales").glob(f"*/LC_MESSAGES/{path.stem}.po"))
    if made:
        hint = f"what was made of {path.stem} would be left alone: take it away first, or keep the statement"
        raise Refused("was made of it since; nothing was taken back", where=project.relative(made[-1]), hint=hint)


def catalog_files(project: Project, statement_id: str, language: LanguageTag) -> tuple[Path, Path]:
    """A catalog and its history."""
    return project.catalog_path(statement_id, language), project.history_path(statement_id, language)


def taken(project: Project) -> tuple[str, ...]:
    """The seals of what was taken in already."""
    return tuple((read_if_there(project.root / _TAKEN) or b"").decode("ascii", "replace").split())


def remember(project: Project, seals: Iterable[str]) -> None:
    """Keep the seals of what was taken in, a line each; they may be thrown away."""
    content = "".join(f"{seal}\n" for seal in dict.fromkeys(seals))
    write(project.root / _TAKEN, content.encode("ascii"), made_again=True)


def _remembered(project: Project, command: str) -> tuple[dict[str, dict[str, Any]], list[str]]:
    called, folder = _COMMANDS[command]
    nothing = Refused(f"there is no {called} to take back", hint="only the last one is remembered, and only here")
    try:
        kept = json.loads(read_if_there(_path(project, command)) or b"")
        files: dict[str, dict[str, Any]] = kept["files"]
        seals = list(map(str, kept["taken"]))
        inside = (project.root / folder).resolve()
        sound = kept["format"] == _FORMAT and all(
            (project.root / name).resolve().is_relative_to(inside) and {"before", "after"} <= set(one)
            for name, one in files.items()
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise nothing from None
    if not (sound and files):
        raise nothing
    return files, seals
