"""How a language writes quotations, numbers and dates: the table `data/writing.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from pubflow.language import LanguageTag


@dataclass(frozen=True, slots=True)
class Writing:
    """The habits of one language; the table says what each means."""

    quotes: tuple[str, ...]
    inner: tuple[str, ...]
    group: str
    decimal: str
    percent: str
    before: str = ""
    months: tuple[str, ...] = ()
    days: tuple[str, ...] = ()


@lru_cache(maxsize=64)
def is_traditional(language: LanguageTag) -> bool:
    """Whether it is Chinese in Traditional characters."""
    return language.language in ("zh", "yue") and "-Hant" in language.html


def has_corner_quotes(language: LanguageTag) -> bool:
    """Whether 「」 are its quotation marks."""
    return language.language == "ja" or is_traditional(language)


@lru_cache(maxsize=64)
def writing_of(language: LanguageTag) -> Writing | None:
    """None for a language that nobody has described."""
    table = _table()
    if is_traditional(language):
        return table["zh-TW"]
    if language.language == "es" and language.region not in (None, "ES"):
        return table["es-419"]
    return table.get(str(language)) or table.get(language.language)


@cache
def _table() -> dict[str, Writing]:
    text = resources.files(__package__).joinpath("data/writing.toml").read_text(encoding="utf-8")
    return {tag: _writing(row) for tag, row in tomllib.loads(text).items()}


def _writing(row: dict[str, Any]) -> Writing:
    return Writing(
        quotes=tuple(row["quotes"]),
        inner=tuple(row["inner"]),
        group=row["group"],
        decimal=row["decimal"],
        percent=row["percent"],
        before=row.get("before", ""),
        months=tuple(row.get("months", "").split()),
        days=tuple(row.get("days", "").split()),
    )
