"""What a check has to say, and how loudly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

NEVER: Final = frozenset({"empty", "merge-conflict", "tag-mismatch"})
"""Checks that say what is still to be done, and whose findings no reason makes right."""


class Severity(IntEnum):
    """How loudly a finding speaks; ordered, so that `max()` is the worst."""

    INFO = 0
    """A note."""
    WARNING = 1
    """A person must accept or mend it before a release."""
    ERROR = 2
    """Blocks a release."""


@dataclass(frozen=True, slots=True)
class Where:
    """The place a finding points at."""

    path: str
    """Relative to the workspace, with forward slashes."""
    line: int | None = None
    """From 1."""
    unit: int | None = None
    """Number of the unit in the order of the statement, from 1."""

    def __str__(self) -> str:
        line = f":{self.line}" if self.line is not None else ""
        unit = f" unit {self.unit}" if self.unit is not None else ""
        return f"{self.path}{line}{unit}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark about what a person or an engine wrote. A value: all are reported at once, none is raised."""

    check: str
    """Stable id, e.g. `tag-mismatch`; its heading stands in docs/checks.md."""
    severity: Severity
    message: str
    where: Where
    span: tuple[int, int] | None = None
    """Code points in the target, half-open, that the message is about."""
    fix: str | None = None
    """The whole target as it should read, where that is sure."""
    about: str = ""
    """The id of the concept it is about: of two findings about one, only the first is told. Of a finding on a source,
    what else its words were held against."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that a person lets stand."""

    finding: Finding
    reason: str
    by: str = ""
    """Neutral handle; "" for a person, unknown."""
    at: str = ""
    """"" for what was typed and is not in the history yet."""


@dataclass(frozen=True, slots=True)
class Target:
    """A text that findings are about, and its lines in the file: both ends included, 0 where nobody knows."""

    text: str
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Examined:
    """One file that was looked at, whatever kind it is of."""

    subject: str
    """The statement's id, or the file's name."""
    language: str
    path: str
    """Relative to the workspace."""
    findings: tuple[Finding, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    targets: Mapping[Where, Target] = field(default_factory=dict)
    """What the findings are about, where they are about a text of the file."""


def errors_in(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that stand at ERROR."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


def units_told(numbers: Sequence[int]) -> str:
    """`unit 3`, `units 2-5, 9`; the numbers ascending."""
    return f"unit{'s' if len(numbers) > 1 else ''} {runs(numbers)}"


def runs(numbers: Iterable[int]) -> str:
    """`2-5, 9`."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in found)
