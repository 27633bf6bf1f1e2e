"""What a workflow function returns: the command line prints it, `--json` dumps it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from pubflow.finding import Finding, Severity, Where, errors_in


@dataclass(frozen=True, slots=True)
class Row:
    """Where one statement stands in one language."""

    statement: str
    language: str
    units: int = 0
    reviewed: int = 0
    drafts: int = 0
    """Targets that nobody has agreed to yet."""
    empty: int = 0
    errors: int | None = None
    """Findings at ERROR; None where the command ran no checks."""
    warnings: int | None = None
    accepted: int | None = None
    """Findings that a person lets stand; they are in neither count."""
    edition: str = ""
    """Of `status`: `not begun`, `in work` or `ready`; of `assemble`: `ready`, `draft`, `refused` or
    `embargoed copy`; of others ""."""
    path: str = ""
    """The edition to open, relative to the workspace."""


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one command."""

    changed: tuple[str, ...] = ()
    """Files written, relative to the workspace, sorted."""
    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    """Lines for the person, most important first."""
    refused: tuple[str, ...] = ()
    """What the answer is no to, and why; not empty means exit code 1."""

    @property
    def errors(self) -> int:
        """How many findings stand at ERROR."""
        return len(errors_in(self.findings))

    def as_json(self) -> dict[str, Any]:
        """Plain values, ready for json.dumps; what is empty is left out."""
        return {name: value for name, value in _plain(self).items() if value}

    @classmethod
    def of_json(cls, value: dict[str, Any]) -> Report:
        """What `as_json` gave. Raises KeyError, TypeError, ValueError or AttributeError for anything else."""
        return cls(
            changed=_texts(value, "changed"),
            rows=tuple(Row(**row) for row in value.get("rows", ())),
            findings=tuple(_finding(finding) for finding in value.get("findings", ())),
            notes=_texts(value, "notes"),
            refused=_texts(value, "refused"),
        )


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing looked at."""

    subject: str
    message: str
    amiss: bool = False
    """Whether pubflow can't do its work so."""
    hint: str = ""

    @property
    def mark(self) -> str:
        """How it is shown."""
        return "!!" if self.amiss else "ok" if not self.hint else "--"

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}


def merge(reports: Iterable[Report]) -> Report:
    """One report of several."""
    parts = tuple(reports)
    return Report(
        changed=tuple(sorted({path for part in parts for path in part.changed})),
        rows=tuple(row for part in parts for row in part.rows),
        findings=tuple(finding for part in parts for finding in part.findings),
        notes=tuple(dict.fromkeys(note for part in parts for note in part.notes)),
        refused=tuple(line for part in parts for line in part.refused),
    )


def _texts(value: dict[str, Any], name: str) -> tuple[str, ...]:
    return tuple(map(str, value.get(name, ())))


def _finding(value: dict[str, Any]) -> Finding:
    span = value["span"] and (int(value["span"][0]), int(value["span"][1]))
    severity, where = Severity[value["severity"].upper()], Where(**value["where"])
    return Finding(value["check"], severity, value["message"], where, span, value["fix"])


def _plain(value: object) -> Any:
    if isinstance(value, Severity):
        return value.name.lower()
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value
