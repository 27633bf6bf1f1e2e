"""A table of settings taken apart value by value, so that each fault is told with its file and its key."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pubflow.errors import ProjectError

_WORD = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")


class Table:
    """Takes values out of a table, so that what is left over is unknown."""

    def __init__(self, table: Mapping[str, Any], where: str) -> None:
        self._table = dict(table)
        self._where = where
        self._known: list[str] = []

    def text(self, key: str, default: str, choices: tuple[str, ...] = ()) -> str:
        value = self._take(key, default)
        if not isinstance(value, str):
            raise self._wrong(key, "a text in quotes")
        if choices and value not in choices:
            raise self._wrong(key, "one of " + ", ".join(filter(None, choices)))
        return value

    def texts(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        value = self._take(key, default)
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
            raise self._wrong(key, 'a list of texts, e.g. ["zh-TW", "pt-BR"]')
        return tuple(value)

    def number(self, key: str, least: int = 0) -> int | None:
        value = self._take(key, None)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < least):
            raise self._wrong(key, f"a whole number, {least} or more")
        return value

    def flag(self, key: str) -> bool | None:
        value = self._take(key, None)
        if value is not None and not isinstance(value, bool):
            raise self._wrong(key, "true or false")
        return value

    def tables(self, key: str) -> Iterator[tuple[str, Table]]:
        value = self._take(key, {})
        if not isinstance(value, dict) or not all(isinstance(item, dict) for item in value.values()):
            raise self._wrong(key, f"tables, e.g. [{key}.zh-TW]")
        for name, table in value.items():
            yield name, Table(table, f"{self._where}: [{key}.{name}]")

    def words(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Names that are chosen freely, each once."""
        found = self.texts(key, default)
        if not all(map(_WORD.fullmatch, found)):
            raise self._wrong(key, 'a list of short words in small letters, e.g. ["language", "terms"]')
        return tuple(dict.fromkeys(found))

    def free(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """All keys, which are chosen freely too, with their words; sorted."""
        for key in self._table:
            if not _WORD.fullmatch(key):
                raise self.error(f"“{key}” is no short word in small letters")
        return tuple((key, self.words(key)) for key in sorted(self._table))

    def choices(self, chosen: tuple[str, ...]) -> dict[str, str]:
        """All keys that are left with a text each, which is one of `chosen`. Which keys there may be is for others."""
        return {key: self.text(key, "", chosen) for key in tuple(self._table)}

    def names(self) -> tuple[str, ...]:
        """All keys that are left."""
        return tuple(self._table)

    def within(self) -> Iterator[tuple[str, Table]]:
        """The tables in it that are left, by name."""
        for key in [key for key, value in self._table.items() if isinstance(value, dict)]:
            yield key, Table(self._take(key, {}), self._where.removesuffix("]") + f".{key}]")

    def has(self, *keys: str) -> bool:
        return any(key in self._table for key in keys)

    def table(self, key: str) -> Table:
        value = self._take(key, {})
        if not isinstance(value, dict):
            raise self._wrong(key, f"a table: [{key}]")
        return Table(value, f"{self._where}: [{key}]")

    def rest(self) -> Iterator[tuple[str, Table]]:
        """The tables that are left over, by names that are chosen freely."""
        for name in [key for key, value in self._table.items() if isinstance(value, dict)]:
            if not _WORD.fullmatch(name):
                raise self.error(f"“{name}” is no short word in small letters")
            yield name, Table(self._table.pop(name), f"{self._where.removesuffix(']')}.{name}]")

    def finish(self) -> None:
        for key in self._table:
            near = difflib.get_close_matches(key, self._known, 1)
            hint = f"did you mean “{near[0]}”?" if near else "known keys: " + ", ".join(self._known)
            raise ProjectError(f"unknown key “{key}”", where=self._where, hint=hint)

    def error(self, message: str, hint: str | None = None) -> ProjectError:
        return ProjectError(message, where=self._where, hint=hint)

    def _take(self, key: str, default: object) -> Any:
        self._known.append(key)
        return self._table.pop(key, default)

    def _wrong(self, key: str, wanted: str) -> ProjectError:
        return ProjectError(f"“{key}” must be {wanted}", where=self._where)
