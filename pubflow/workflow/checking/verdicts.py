"""What the checks said of each unit of a catalog: whoever asks next reads it, and judges only what has changed since.

Kept in `.pubflow/verdicts.sqlite`, which may be deleted at any time. A catalog's verdicts hold while its bytes, its
history's and its statement's are the same, and the program, the settings, the glossary and the checks that there are.
What is wrong between catalogs is no part of them: that hangs on the others.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, Final

from pubflow.files import digest
from pubflow.finding import Finding, Severity, Where
from pubflow.plugins import check_names, installed
from pubflow.project import Project
from pubflow.workflow.workspace.derived import open_store
from pubflow.workflow.workspace.done import shaped_by
from pubflow.workflow.workspace.opening import OpenCatalog, OpenStatement

_FORMAT: Final = 1
_COLUMNS: Final = "statement TEXT, language TEXT, of TEXT, found TEXT, PRIMARY KEY (statement, language)"

Found = Mapping[int, Sequence[Finding]]
"""By unit, under its number: all that the checks say of it, before one is chosen of those that say the same."""


class Verdicts:
    """The memory of one workspace. Where it can't be read or kept, every unit is simply judged again."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._path = project.root / ".pubflow" / "verdicts.sqlite"
        self._store: sqlite3.Connection | None = None
        self._under = ""

    def recall(self, opened: OpenStatement, before: OpenCatalog) -> Found | None:
        """What was found in a catalog as it stands; only units with findings are named. None: nobody has looked."""
        try:
            store = self._opened()
            row = store.execute(
                "SELECT found FROM verdicts WHERE statement = ? AND language = ? AND of = ?", self._key(opened, before)
            ).fetchone()
            return None if row is None else _read(row[0], self._project.relative(before.path))
        except (OSError, sqlite3.Error, ValueError, TypeError, KeyError, IndexError):
            return None

    def keep(self, opened: OpenStatement, before: OpenCatalog, found: Found) -> None:
        """Remember them, unless a check points at another place than its unit."""
        path = self._project.relative(before.path)
        if any(one.where != Where(path, unit=number) for number, all_ in found.items() for one in all_):
            return
        rows = [[number, *_row(one)] for number, all_ in found.items() for one in all_]
        with contextlib.suppress(OSError, sqlite3.Error):
            store = self._opened()
            with store:
                store.execute(
                    "INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?)",
                    (*self._key(opened, before), json.dumps(rows, ensure_ascii=False)),
                )

    def _key(self, opened: OpenStatement, before: OpenCatalog) -> tuple[str, str, str]:
        if not self._under:
            self._under = digest(repr((shaped_by(self._project), check_names(), installed())).encode())
        parts = (
            self._under,
            *opened.files(self._project).values(),
            digest(before.content) if before.catalog else "",
            before.events,
        )
        return opened.statement.id, str(before.language), digest("\0".join(parts).encode())

    def _opened(self) -> sqlite3.Connection:
        if self._store is None:
            self._store = open_store(self._path, "verdicts", _COLUMNS, version=_FORMAT)
        if self._store is None:
            raise sqlite3.OperationalError("no store")
        return self._store


def _row(one: Finding) -> list[Any]:
    return [one.check, one.severity.value, one.message, one.span, one.fix, one.about]


def _read(text: str, path: str) -> dict[int, list[Finding]]:
    found: dict[int, list[Finding]] = {}
    for number, check, severity, message, span, fix, about in json.loads(text):
        where, covered = Where(path, unit=number), (span[0], span[1]) if span else None
        found.setdefault(number, []).append(Finding(check, Severity(severity), message, where, covered, fix, about))
    return found
