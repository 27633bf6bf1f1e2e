"""What engines answered, kept in `.pubflow/answers.sqlite`: nothing is sent, or paid for, a second time.

An answer is kept as soon as its batch is there, so a run that is killed loses only what was under way. It is found
again by all that it hangs on: engine, model and options, the pair, the context, the text with its hint. Masked names
never come here: they are taken out before.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterable
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Final

from pubflow.engines.wrapped import Wrapped
from pubflow.errors import EngineError
from pubflow.plugins import Engine, EngineInfo, EngineRequest, Hint

_VERSION: Final = 1
_TABLE: Final = "CREATE TABLE IF NOT EXISTS answers (key BLOB PRIMARY KEY, answer TEXT NOT NULL) WITHOUT ROWID"
_BUSY_SECONDS: Final = 30.0
"""How long to wait for another process that writes."""
_NO_HINT: Final = Hint()


class AnswerStore:
    """Answers by key, in one SQLite file; shared by threads, and by processes that run at the same time."""

    def __init__(self, path: Path, *, writes: bool = True) -> None:
        """Opens or makes the file. One that is broken is set aside as `<name>.broken`, never deleted: it cost money.

        With `writes` off nothing is made and nothing changed. Raises EngineError where the folder can't be written.
        """
        self._writes = writes
        self._lock = threading.Lock()
        try:
            self._database = self._first(path)
        except (sqlite3.Error, OSError) as error:
            raise EngineError(
                f"what engines answered can't be kept: {error}", where=str(path), hint="make the folder writable"
            ) from None

    def _first(self, path: Path) -> sqlite3.Connection:
        try:
            return self._opened(path)
        except sqlite3.OperationalError:
            # Locked, or not to be written: what it holds is good.
            if self._writes:
                raise
        except sqlite3.DatabaseError:
            if self._writes and path.is_file():
                path.replace(path.with_name(path.name + ".broken"))
        return self._opened(path if self._writes else Path(":memory:"))

    def _opened(self, path: Path) -> sqlite3.Connection:
        if self._writes:
            path.parent.mkdir(parents=True, exist_ok=True)
        elif not path.is_file():
            path = Path(":memory:")
        database = sqlite3.connect(path, timeout=_BUSY_SECONDS, check_same_thread=False, isolation_level=None)
        try:
            self._prepare(database, fresh=self._writes or str(path) == ":memory:")
        except sqlite3.DatabaseError:
            database.close()
            raise
        return database

    def _prepare(self, database: sqlite3.Connection, *, fresh: bool) -> None:
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version != _VERSION and not (fresh and version == 0):
            raise sqlite3.DatabaseError(f"written by another version ({version})")
        if fresh:
            # A killed process loses no answer that was written; only the machine going down could.
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
            database.execute(_TABLE)
            database.execute(f"PRAGMA user_version = {_VERSION}")

    def known(self, keys: Iterable[bytes]) -> dict[bytes, str]:
        """Those that were answered. Raises EngineError for a file that is damaged in the middle."""
        found = {}
        try:
            with self._lock:
                for key in keys:
                    if row := self._database.execute("SELECT answer FROM answers WHERE key = ?", (key,)).fetchone():
                        found[key] = str(row[0])
        except sqlite3.Error as error:
            raise EngineError(
                f"what engines answered before can't be read: {error}", hint="move .pubflow/answers.sqlite away"
            ) from None
        return found

    def keep(self, answers: Iterable[tuple[bytes, str]]) -> None:
        """All or none of them. Raises EngineError when the disk is full or the file is locked for long."""
        if not self._writes:
            return
        try:
            with self._lock, self._database:
                self._database.execute("BEGIN IMMEDIATE")
                self._database.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?)", answers)
        except sqlite3.Error as error:
            raise EngineError(f"what the engine answered can't be kept: {error}", hint="is the disk full?") from None

    def close(self) -> None:
        """Let go of the file."""
        with self._lock, closing(self._database):
            pass


class KeptEngine(Wrapped):
    """An engine that is asked only what it was never asked before, in requests it can take."""

    def __init__(self, engine: Engine, store: AnswerStore) -> None:
        super().__init__(engine)
        self._store = store
        self.reused = 0
        """Texts whose answer was kept from before."""

    def translate(self, request: EngineRequest) -> tuple[str, ...]:
        """See `Engine.translate`; what is answered is kept at once, an empty answer is not."""
        keys = [_key(self.info, request, index) for index in range(len(request.texts))]
        answers = self._store.known(keys)
        self.reused += len(answers)
        unknown = [index for index, key in enumerate(keys) if key not in answers]
        for part in request.parts(self.info, unknown):
            got = self._engine.translate(request.only(part))
            if len(got) != len(part):
                raise EngineError(f"{self.info.name} gave {len(got)} texts back for {len(part)}")
            fresh = [(keys[index], answer) for index, answer in zip(part, got, strict=True)]
            self._store.keep((key, answer) for key, answer in fresh if answer.strip())
            answers.update(fresh)
        return tuple(answers[key] for key in keys)


def _key(info: EngineInfo, request: EngineRequest, index: int) -> bytes:
    hint = request.hints[index] if request.hints else _NO_HINT
    parts = [
        info.name, info.version, str(request.source), str(request.target), request.context, request.texts[index],
        asdict(hint),
    ]  # fmt: skip
    return hashlib.sha256(
        json.dumps(parts, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    ).digest()
