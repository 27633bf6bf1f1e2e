"""The way back out of the last run of a command: what the catalogs and their histories were before it."""

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
_COMMANDS: Final = {"unpack": "unpack", "fix": "check --fix"}
"""What can be taken back, and how people call it."""
_FORMAT: Final = 1
_TAKEN: Final = Path(".pubflow", "packs", "taken.txt")
"""What was taken in already, a line a file: sha256 of the pack's id and the content."""


class Undo:
    """What the catalogs and their histories were before this run, kept while it goes on."""

    def __init__(self, project: Project, command: str = "unpack") -> None:
        self._project = project
        self._path = _path(project, command)
        self._files: dict[str, dict[str, str | None]] = {}
        self._taken: list[str] = []

    def before(self, statement_id: str, language: LanguageTag) -> None:
        """Remember what is there now, unless an earlier file of this run came first."""
        for path in _kept_files(self._project, statement_id, language):
            content = read_if_there(path)
            was = None if content is None else base64.b64encode(content).decode("ascii")
            self._files.setdefault(self._project.relative(path), {"before": was, "after": ""})
            self._files[self._project.relative(path)]["after"] = ""
        self._save()

    def after(self, statement_id: str, language: LanguageTag) -> None:
        """Remember what we left there."""
        for path in _kept_files(self._project, statement_id, language):
            content = read_if_there(path)
            self._files[self._project.relative(path)]["after"] = "-" if content is None else digest(content)
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
    """Put the catalogs and histories back to what they were before the last run of a command, all or none.

    Raises Refused where one of them changed since, or where there is nothing to take back.
    """
    name = _COMMANDS[command]
    files, seals = _remembered(project, command)
    contents = {project.root / name: was for name, was in files.items()}
    for path, kept in contents.items():
        content = read_if_there(path)
        if kept["after"] != ("-" if content is None else digest(content)):
            hint = "what was done there since would be lost; git restore, or mend it by hand"
            raise Refused(
                f"changed since the last {name}; nothing was taken back", where=project.relative(path), hint=hint
            )
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


def _kept_files(project: Project, statement_id: str, language: LanguageTag) -> tuple[Path, Path]:
    return project.catalog_path(statement_id, language), project.history_path(statement_id, language)


def taken(project: Project) -> tuple[str, ...]:
    """The seals of what was taken in already."""
    return tuple((read_if_there(project.root / _TAKEN) or b"").decode("ascii", "replace").split())


def remember(project: Project, seals: Iterable[str]) -> None:
    """Keep the seals of what was taken in, a line each; they may be thrown away."""
    content = "".join(f"{seal}\n" for seal in dict.fromkeys(seals))
    write(project.root / _TAKEN, content.encode("ascii"), made_again=True)


def _remembered(project: Project, command: str) -> tuple[dict[str, dict[str, Any]], list[str]]:
    nothing = Refused(
        f"there is no {_COMMANDS[command]} to take back", hint="only the last one is remembered, and only here"
    )
    try:
        kept = json.loads(read_if_there(_path(project, command)) or b"")
        files: dict[str, dict[str, Any]] = kept["files"]
        seals = list(map(str, kept["taken"]))
        locales = (project.root / "locales").resolve()
        sound = kept["format"] == _FORMAT and all(
            (project.root / name).resolve().is_relative_to(locales) and {"before", "after"} <= set(one)
            for name, one in files.items()
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise nothing from None
    if not (sound and files):
        raise nothing
    return files, seals
