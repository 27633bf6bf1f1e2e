"""A statement beside its targets, unit by unit, as people look at it at work. Values; pages are made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["reviewed", "edited", "draft", "empty", "left out", "local"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit in one language."""

    target: str
    """Tagged text; "" for none."""
    state: State
    findings: tuple[str, ...] = ()
    """Each with its severity and its check."""


@dataclass(frozen=True, slots=True)
class Line:
    """One unit, or what stands in one language only: then without a source."""

    number: str
    """`12`; `about 1` for a unit of a shared part; "" for what has none."""
    context: str
    """What it is where it is no prose: `heading`, `meta:title`."""
    source: str
    cells: tuple[Cell | None, ...]
    """One a column; None where it has nothing to say."""


@dataclass(frozen=True, slots=True)
class Column:
    """One language."""

    language: str
    told: str
    """How it stands: `18 of 22 reviewed`; "" where it can't be read."""
    page: str = ""
    """The address of the edition as it would be, relative to the preview."""
    fault: str = ""
    """Why it can't be read, with file and line."""
    remarks: tuple[str, ...] = ()
    """Findings that belong to no unit, and what the edition waits for."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All of it."""

    statement: str
    title: str
    version: str
    """Of the files it was made from."""
    embargo: str = ""
    """Until when it must not be published; "" where nothing holds."""
    source: Column | None = None
    """None where it can't be read."""
    columns: tuple[Column, ...] = ()
    lines: tuple[Line, ...] = ()
    fault: str = ""
    """Why the statement itself can't be read."""
    settings: str = ""
    """Why the settings can't be read; the rest is by the last that could."""
