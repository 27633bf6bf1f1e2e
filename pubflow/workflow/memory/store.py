"""The memory of one language on the disk: `.pubflow/memory/<locale>/`, made from what stands elsewhere.

Rows are in SQLite; the index over their sources is flat arrays in a folder of its own, mapped when it is asked. What
came since the index was built is compared text by text, until it is so much that a new index is built. Everything is
written beside the old and then put in its place, so that a killed process leaves the old or the new. The folder may be
deleted at any time.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from pubflow.errors import ProjectError
from pubflow.memory import normal as forms
from pubflow.memory.normal import key_of, normal
from pubflow.segment import TaggedText
from pubflow.segment.match import Said

if TYPE_CHECKING:
    from pubflow.memory.index import Index

FORMAT: Final = 100 * 1 + forms.VERSION
"""Of rows and arrays, and of what texts are called in them. A store of another one is made anew."""
MOST_APART: Final = 5000
"""Sources outside the index: more are slow to compare one by one."""
LONGEST: Final = 4000
"""Characters of a source that is compared with others; a longer one is found by the same text only."""
_ROWS: Final = "rows.sqlite"
_BUSY: Final = 30.0
_LOCK_SECONDS: Final = 300
_TABLES: Final = """
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT);
    CREATE TABLE files (id INTEGER PRIMARY KEY, name TEXT UNIQUE, stamp TEXT, digest TEXT, told TEXT);
    CREATE TABLE rows (text INTEGER, context TEXT, source TEXT, target TEXT, file INTEGER, origin TEXT, number INTEGER,
                       by TEXT, at TEXT, part INTEGER);
    CREATE TABLE apart (text INTEGER PRIMARY KEY);
    CREATE TABLE gone (text INTEGER PRIMARY KEY);
    CREATE INDEX by_file ON rows (file);
"""
_BY_TEXT: Final = "CREATE INDEX IF NOT EXISTS by_text ON rows (text)"
_COLUMNS: Final = "source, target, context, origin, number, by, at, part"
_OF_TEXT: Final = "WHERE text = ? ORDER BY origin, number, part, target"
_AT_ONCE: Final = 20_000
_COMPARED: Final = 48
"""Candidates of one family that are compared letter by letter."""
_GOOD: Final = 85.0
"""Where word pairs found one as good as this, runs of characters are not asked."""


class Damaged(ProjectError):
    """What stands in the folder is not what was put there."""


class Store:
    """What was said in one language, as of the last `refresh`. For one thread."""

    def __init__(self, folder: Path, *, spaced: bool) -> None:
        """Opens or makes it. Raises ProjectError where the folder can't be written.

        `spaced`: whether the sources are of a language with spaces between its words.
        """
        self._folder = folder
        self._spaced = spaced
        with _told(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._rows = _connected(folder / _ROWS) or self._made()

    def close(self) -> None:
        """Let go of the files."""
        self._forget()
        self._rows.close()

    def spoil(self) -> None:
        """Let it be made anew by the next who opens it."""
        with _told(self._folder):
            self._rows.close()
            (self._folder / _ROWS).write_bytes(b"")

    # --- what is in it ------------------------------------------------------------------------------------------------

    def known(self) -> Mapping[str, tuple[str, str, str]]:
        """The files it was made from: name -> (stamp, digest, what was told of it)."""
        return {row[0]: (row[1], row[2], row[3]) for row in self._all("SELECT name, stamp, digest, told FROM files")}

    def count(self) -> int:
        """Rows in it."""
        return int(self._all("SELECT count(*) FROM rows")[0][0])

    def same(self, text: str) -> list[Said]:
        """All that was said for sources that read like this one: case and punctuation apart."""
        return self._said(_OF_TEXT, key_of(normal(text)))

    def alike(self, text: str, least: float, count: int) -> list[tuple[float, Said]]:
        """What was said for the sources most alike, with the similarity, 0-100; those with the same words too.

        At most `count` different sources, none under `least`, best first.
        """
        if len(text) > LONGEST or not (wanted := normal(text)):
            return []
        with _told(self._folder):
            best = self._nearest(wanted, least, count)
        return [(alike, one) for alike, key in best for one in self._said(_OF_TEXT, key)]

    def holding(self, words: Sequence[str], limit: int) -> list[Said]:
        """What holds all of these words, in its source or in its target, in any case of the letters."""
        likes = ["%" + "".join(_pattern(char) for char in word) + "%" for word in words]
        halves = (" AND ".join([f"{half} LIKE ? ESCAPE '\\'"] * len(likes)) for half in ("source", "target"))
        where = " OR ".join(f"({half})" for half in halves)
        return self._said(f"WHERE part = 0 AND ({where}) ORDER BY origin, number LIMIT ?", *likes, *likes, limit)

    # --- keeping it up to date ----------------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold other processes off while files are replaced; an index is built at the end if one is wanted."""
        with self._alone():
            yield
            if self.wants_index():
                self._build()

    def wants_index(self) -> bool:
        """Whether there is too much outside the index, or the index is not as it was built."""
        base, sizes = self._base()
        if not base:
            return int(self._all("SELECT count(DISTINCT text) FROM rows")[0][0]) > MOST_APART
        if int(self._all("SELECT (SELECT count(*) FROM apart) + (SELECT count(*) FROM gone)")[0][0]) > MOST_APART:
            return True
        return sizes != _sizes(self._folder / base)

    def replace(self, name: str, stamp: str, digest: str, said: Iterable[Said], told: Callable[[], str] = str) -> None:
        """Put what one file says in the place of what it said before, all or nothing. `told` is asked at the end."""
        with self._rows:
            self._rows.execute("BEGIN IMMEDIATE")
            gone = self._taken_out(name)
            (file,) = self._rows.execute(
                "INSERT INTO files (name, stamp, digest, told) VALUES (?, ?, ?, '') RETURNING id", (name, stamp, digest)
            ).fetchone()
            source = iter(said)
            many = False
            while part := list(islice(source, _AT_ONCE)):
                if len(part) == _AT_ONCE and not many:
                    many = True
                    self._rows.execute("DROP INDEX IF EXISTS by_text")
                self._put(file, part, gone, apart=bool(self._base()[0]) and not many)
            self._rows.execute(_BY_TEXT)
            self._settle(gone, many=many)
            self._rows.execute("UPDATE files SET told = ? WHERE id = ?", (told(), file))
        self._forget()

    def restamp(self, name: str, stamp: str) -> None:
        """The file holds the same bytes; only its stamp is another."""
        with self._rows:
            self._rows.execute("UPDATE files SET stamp = ? WHERE name = ?", (stamp, name))

    def remove(self, name: str) -> None:
        """A file that is gone."""
        with self._rows:
            self._rows.execute("BEGIN IMMEDIATE")
            self._settle(self._taken_out(name), many=False)
        self._forget()

    def _taken_out(self, name: str) -> set[int]:
        """Its texts: they are in the index or apart already."""
        row = self._rows.execute("SELECT id FROM files WHERE name = ?", (name,)).fetchone()
        if row is None:
            return set()
        gone = {text for (text,) in self._rows.execute("SELECT text FROM rows WHERE file = ?", row)}
        self._rows.execute("DELETE FROM rows WHERE file = ?", row)
        self._rows.execute("DELETE FROM files WHERE id = ?", row)
        return gone

    def _put(self, file: int, part: Sequence[Said], known: set[int], *, apart: bool) -> None:
        keys = [key_of(normal(_plain(one.source))) for one in part]
        if apart:
            new = [(key,) for key in dict.fromkeys(keys) if key not in known and not self._has("rows", key)]
            back = [key for key in new if self._has("gone", *key)]
            self._rows.executemany("DELETE FROM gone WHERE text = ?", back)
            self._rows.executemany("INSERT OR IGNORE INTO apart VALUES (?)", [key for key in new if key not in back])
        self._rows.executemany(
            "INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (key, one.context, one.source, one.target, file, one.origin, one.number, one.by, one.at, one.part)
                for key, one in zip(keys, part, strict=True)
            ],
        )

    def _settle(self, taken_out: set[int], *, many: bool) -> None:
        """What the index says of texts that are nowhere any more; after so `many` changes it says too little."""
        if many or len(taken_out) > MOST_APART:
            self._rows.execute("DELETE FROM meta WHERE name = 'base'")
        if self._base()[0]:
            lost = [(key,) for key in taken_out if not self._has("rows", key)]
            only_in_index = [key for key in lost if not self._has("apart", *key)]
            self._rows.executemany("DELETE FROM apart WHERE text = ?", lost)
            self._rows.executemany("INSERT OR IGNORE INTO gone VALUES (?)", only_in_index)

    def _has(self, table: Literal["rows", "apart", "gone"], key: int) -> bool:
        query = f"SELECT 1 FROM {table} WHERE text = ? LIMIT 1"  # noqa: S608
        return self._rows.execute(query, (key,)).fetchone() is not None

    # --- the index ----------------------------------------------------------------------------------------------------

    def _nearest(self, wanted: str, least: float, count: int) -> list[tuple[float, int]]:
        from pubflow.memory.rate import best

        found = best(wanted, self._apart, least, count)
        index, seen = self._index, set[int]()
        if index is not None:
            for numbers in index.candidates(wanted, _COMPARED + min(_COMPARED, len(self._gone))):
                new = index.texts([number for number in numbers if number not in seen])
                seen.update(numbers)
                found += best(wanted, [pair for pair in new if pair[0] not in self._gone], least, count)
                if max((alike for alike, _ in found), default=0) >= _GOOD:
                    break
        return sorted(set(found), reverse=True)[:count]

    @cached_property
    def _apart(self) -> list[tuple[int, str]]:
        """(key, normal text) of the sources outside the index."""
        where = "WHERE text IN (SELECT text FROM apart) " if self._base()[0] else ""
        rows = self._all(f"SELECT text, min(source) FROM rows {where}GROUP BY text")  # noqa: S608
        return [(key, normal(_plain(source))) for key, source in rows if len(source) <= LONGEST]

    @cached_property
    def _gone(self) -> frozenset[int]:
        """Texts of the index that nothing says any more."""
        return frozenset(key for (key,) in self._all("SELECT text FROM gone"))

    @cached_property
    def _index(self) -> Index | None:
        """The index, mapped; None where there is none."""
        base, sizes = self._base()
        if not base:
            return None
        import numpy as np

        from pubflow.memory.index import Index

        paths = [self._folder / base / name for name in sizes]
        return Index({path.stem: np.load(path, mmap_mode="r") for path in paths}, spaced=self._spaced)

    def _base(self) -> tuple[str, dict[str, int]]:
        """The folder of the index and the sizes of its files; "" where there is none."""
        row = self._rows.execute("SELECT value FROM meta WHERE name = 'base'").fetchone()
        name, sizes = json.loads(row[0]) if row else ("", {})
        return name, sizes

    def _build(self) -> None:
        """A new index over all that is there; the old one stands until the rows name the new."""
        import numpy as np

        from pubflow.memory.index import build

        self._forget()
        new = Path(tempfile.mkdtemp(prefix="index-", dir=self._folder))
        for name, array in build(self._texts(), spaced=self._spaced):
            np.save(new / f"{name}.npy", array)
            del array
        with self._rows:
            self._rows.execute("BEGIN IMMEDIATE")
            self._rows.execute("INSERT OR REPLACE INTO meta VALUES ('base', ?)", (json.dumps([new.name, _sizes(new)]),))
            self._rows.execute("DELETE FROM apart")
            self._rows.execute("DELETE FROM gone")
        for old in self._folder.glob("index-*"):
            if old != new:
                shutil.rmtree(old, ignore_errors=True)

    def _texts(self) -> Iterator[tuple[int, str]]:
        """Each source once, as (key, normal text)."""
        seen: set[int] = set()
        for key, source in self._rows.execute("SELECT text, source FROM rows"):
            if key not in seen and len(source) <= LONGEST:
                seen.add(key)
                yield key, normal(_plain(source))

    def _forget(self) -> None:
        for name in ("_index", "_apart", "_gone"):
            self.__dict__.pop(name, None)

    # --- rows ---------------------------------------------------------------------------------------------------------

    def _said(self, where: str, *values: object) -> list[Said]:
        return [Said(*row) for row in self._all(f"SELECT {_COLUMNS} FROM rows {where}", *values)]  # noqa: S608

    def _all(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with _told(self._folder):
            return self._rows.execute(query, values).fetchall()

    def _made(self) -> sqlite3.Connection:
        """New rows in the place of those of another format, or damaged; another process may have done it meanwhile."""
        with self._alone():
            if (rows := _connected(self._folder / _ROWS)) is not None:
                return rows
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(parents=True, exist_ok=True)
            rows = sqlite3.connect(self._folder / _ROWS, timeout=_BUSY, isolation_level=None)
            # Who only asks is not held up by another process that writes.
            rows.execute("PRAGMA journal_mode = WAL")
            rows.executescript(f"BEGIN; {_TABLES} {_BY_TEXT}; PRAGMA user_version = {FORMAT}; COMMIT;")
            return rows

    @contextmanager
    def _alone(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        with _told(self._folder):
            try:
                with FileLock(self._folder.with_suffix(".lock"), timeout=_LOCK_SECONDS, is_singleton=False):
                    yield
            except Timeout:
                raise ProjectError("another pubflow is building the memory", hint="wait until it has ended") from None


def _connected(path: Path) -> sqlite3.Connection | None:
    """The rows, if they are there and of this format."""
    if not path.is_file():
        return None
    rows = sqlite3.connect(path, timeout=_BUSY, isolation_level=None)
    try:
        if rows.execute("PRAGMA user_version").fetchone()[0] == FORMAT:
            return rows
    except sqlite3.OperationalError:
        # Locked, or not to be read: what it holds may be good.
        rows.close()
        raise
    except sqlite3.DatabaseError:
        pass
    rows.close()
    return None


def _sizes(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in sorted(folder.glob("*.npy"))}


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """What the disk and SQLite say, as an error with words."""
    try:
        yield
    except (sqlite3.OperationalError, OSError) as error:
        hint = "is the disk full, the folder writable?"
        raise ProjectError(f"the memory can't be kept: {error}", where=str(folder), hint=hint) from None
    except (sqlite3.DatabaseError, ValueError, IndexError) as error:
        hint = "delete the folder: it is made again"
        raise Damaged(f"the memory is damaged: {error}", where=str(folder), hint=hint) from None


def _plain(wire: str) -> str:
    return TaggedText.parse(wire).plain if "<" in wire else wire


def _pattern(char: str) -> str:
    """One character for LIKE, which knows the cases of ASCII letters only: any other letter with cases may be any."""
    if char in "%_\\":
        return "\\" + char
    return char if char.isascii() or char.lower() == char.upper() else "_"
