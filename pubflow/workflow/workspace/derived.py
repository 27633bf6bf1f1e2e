"""Stores in `.pubflow/` of what can be made again at any time: one table each, and anybody may delete them."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

BUSY: Final = 0.5
"""Seconds to wait for another process; then a run does without."""


def open_store(path: Path, table: str, columns: str, *, version: int) -> sqlite3.Connection | None:
    """The store, made where there is none; a new one where the old is of another version, or no store at all.

    None where it can't be read or written now. Raises OSError for a folder that can't be made.
    """
    path.parent.mkdir(exist_ok=True)
    for _ in range(2):
        store = sqlite3.connect(path, timeout=BUSY)
        try:
            _prepare(store, table, columns, version)
            return store
        except sqlite3.OperationalError:
            store.close()
            return None
        except sqlite3.DatabaseError:
            # Somebody else's bytes in our file: as good as none.
            store.close()
            path.unlink(missing_ok=True)
    return None


def _prepare(store: sqlite3.Connection, table: str, columns: str, version: int) -> None:
    # Nothing of it is worth waiting for the disk.
    store.execute("PRAGMA synchronous = OFF")
    if store.execute("PRAGMA user_version").fetchone()[0] == version:
        return
    with store:
        store.execute(f"DROP TABLE IF EXISTS {table}")
        store.execute(f"CREATE TABLE {table} ({columns}) WITHOUT ROWID")
        store.execute(f"PRAGMA user_version = {version}")
