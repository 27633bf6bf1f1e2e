"""The words that people agreed to, by their digest: histories hold none, and whoever looks again wants to see them.

Kept in `.pubflow/words.sqlite`, which may be deleted at any time: then a change is shown without what stood there.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator

from pubflow.catalog import Unit, unit_digest
from pubflow.project import Project
from pubflow.workflow.workspace.derived import BUSY


def remember(project: Project, units: Iterable[Unit]) -> None:
    """Keep the targets of these units. A store that can't be written is left alone."""
    rows = [(unit_digest(unit.key, unit.target), unit.target) for unit in units]
    if rows:
        with contextlib.suppress(OSError, sqlite3.Error, UnicodeEncodeError), _store(project) as store, store:
            store.execute("CREATE TABLE IF NOT EXISTS words (digest TEXT PRIMARY KEY, target TEXT) WITHOUT ROWID")
            store.executemany("INSERT OR IGNORE INTO words VALUES (?, ?)", rows)


def recall(project: Project, digest: str) -> str | None:
    """The target of that digest, where it is remembered."""
    with contextlib.suppress(OSError, sqlite3.Error), _store(project) as store:
        row = store.execute("SELECT target FROM words WHERE digest = ?", (digest,)).fetchone()
        return str(row[0]) if row else None
    return None


@contextlib.contextmanager
def _store(project: Project) -> Iterator[sqlite3.Connection]:
    folder = project.root / ".pubflow"
    folder.mkdir(exist_ok=True)
    store = sqlite3.connect(folder / "words.sqlite", timeout=BUSY)
    try:
        yield store
    finally:
        store.close()
