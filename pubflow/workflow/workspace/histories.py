"""The histories of a workspace: which there are, and what each tells."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pubflow import history
from pubflow.files import read_if_there
from pubflow.history import Event
from pubflow.project import Project

_ENDING: Final = ".history.jsonl"


def histories(project: Project, statement_id: str = "*") -> tuple[Path, ...]:
    """The files that are there, of one statement or of all, sorted; the folder of the language stands above each."""
    return tuple(sorted(project.root.glob(f"locales/*/LC_MESSAGES/{statement_id}{_ENDING}")))


def statement_of(path: Path) -> str:
    """The statement that a history is of."""
    return path.name.removesuffix(_ENDING)


def holding(words: bytes, paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Those in which these bytes stand: most do not, and are not read further."""
    return tuple(path for path in paths if words in (read_if_there(path) or b""))


def events_at(project: Project, path: Path) -> tuple[Event, ...]:
    """What a history file tells, in its order; what is broken in it is for `check` to say."""
    told = (read_if_there(path) or b"").decode("utf-8", "replace")
    return history.loads(told, path=project.relative(path))[0]
