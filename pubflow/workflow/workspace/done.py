"""What was made from what: a command passes over a statement for which nothing has changed since.

Kept in `.pubflow/done.sqlite`, which may be deleted at any time. A job is the work of one command on one statement. It
is remembered with the digest of every file that it read or wrote; it counts as done while each of them still holds the
very same bytes, and while the program, the glossary and the options are the same.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path

from pubflow.errors import PubflowError
from pubflow.files import digest, read_if_there
from pubflow.project import Project
from pubflow.workflow.workspace.derived import open_store
from pubflow.workflow.workspace.report import Report

_FORMAT = 1
_FOLDER = ".pubflow"
_FILE = "done.sqlite"
_COLUMNS = "command TEXT, statement TEXT, under TEXT, files TEXT, report TEXT, PRIMARY KEY (command, statement)"
_SHAPING = (
    "babel",
    "langidentify",
    "markdown-it-py",
    "mdit-py-plugins",
    "polib",
    "pyspellchecker",
    "rapidfuzz",
    "rjieba",
    "sentencex",
)
"""Packages whose version shapes what is made."""
_DATA = frozenset({".py", ".po", ".css", ".js", ".toml", ".csv", ".typ", ".xml"})
"""Files of ours that do."""
_SHAPING_NOTHING = frozenset(
    ("root", "languages", "engines", "engines_by_language", "models", "deepl", "llm", "embargo_online", "max_chars",
     "max_chars_by_language", "sensitive", "memory_fuzzy")
)  # fmt: skip
"""Settings that don't: the languages are among a command's options, and engines only draft. Any other one counts."""

Files = Mapping[Path, str]
"""Path -> sha256 of what was read or written there; "" for a file that is not there."""


class Done:
    """The memory of one command in one workspace. Where it can't be kept, every job is simply done again."""

    def __init__(self, project: Project, command: str, options: object) -> None:
        """`options`: whatever was asked for beside the statement; its `repr` is compared."""
        self._root = project.root
        self._command = f"{command} {options!r}"
        self._under = shaped_by(project)
        self._new: list[tuple[str, str, str, str, str]] = []
        self._path = project.root / _FOLDER / _FILE
        self._store: sqlite3.Connection | None = None
        if self._path.is_file():
            with contextlib.suppress(OSError, sqlite3.Error):
                self._store = self._opened()

    def recall(self, statement_id: str) -> Report | None:
        """What the command said of a statement, if doing it again would change nothing; `changed` is empty."""
        if self._store is None:
            return None
        try:
            row = self._store.execute(
                "SELECT files, report FROM done WHERE command = ? AND statement = ? AND under = ?",
                (self._command, statement_id, self._under),
            ).fetchone()
            if row is None or not all(self._holds(name, known) for name, known in json.loads(row[0]).items()):
                return None
            return Report.of_json(json.loads(row[1]))
        except (sqlite3.Error, ValueError, TypeError, KeyError, AttributeError):
            # Somebody else's bytes in our file: as good as none.
            return None

    def keep(self, statement_id: str, files: Files, report: Report) -> None:
        """Remember a job; `files` are all that it read or wrote, as it saw them."""
        names = {path.relative_to(self._root).as_posix(): known for path, known in files.items()}
        said = {name: value for name, value in report.as_json().items() if name != "changed"}
        self._new.append((self._command, statement_id, self._under, json.dumps(names), json.dumps(said)))

    def close(self) -> None:
        """Write down what is new. A store that can't be written is left alone."""
        if self._new:
            with contextlib.suppress(OSError, sqlite3.Error):
                self._store = self._store or self._opened()
                if self._store is not None:
                    with self._store:
                        self._store.executemany("INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?, ?)", self._new)
        if self._store is not None:
            self._store.close()

    def _opened(self) -> sqlite3.Connection | None:
        return open_store(self._path, "done", _COLUMNS, version=_FORMAT)

    def _holds(self, name: str, known: str) -> bool:
        path = self._root / name
        if ".." in Path(name).parts or Path(name).is_absolute():
            return False
        try:
            content = read_if_there(path)
        except PubflowError:
            return False
        return known == ("" if content is None else digest(content))


@contextlib.contextmanager
def remembered(project: Project, command: str, options: object) -> Iterator[Done]:
    """The memory of one run of a command; what was done is kept also when the run is stopped."""
    done = Done(project, command, options)
    try:
        yield done
    finally:
        done.close()


def shaped_by(project: Project) -> str:
    """A digest of what shapes everything that is made: the program, the settings, the glossary."""
    return digest(repr((_program(), _settings(project))).encode())


def _settings(project: Project) -> tuple[object, ...]:
    """What the workspace decided, and its glossary."""
    glossary = hashlib.sha256()
    for path in sorted(project.glossary.glob("*.csv")):
        glossary.update(f"{path.name}\0{digest(read_if_there(path) or b'')}\0".encode())
    shaping = (getattr(project, one.name) for one in fields(project) if one.name not in _SHAPING_NOTHING)
    return *shaping, glossary.hexdigest()


@cache
def _program() -> str:
    """This program: its files as they stand, and the versions of what it stands on."""
    package = Path(__file__).parents[2]
    files = sorted(path for path in package.rglob("*") if path.suffix in _DATA)
    told = [f"{path.relative_to(package)} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
    return digest("\n".join([*told, *(f"{name} {version_of(name)}" for name in _SHAPING)]).encode())


def version_of(name: str) -> str:
    """Of a package that is installed; "" for one that is not there: some are extras."""
    # Here, since drafting imports this module and never asks.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return ""
