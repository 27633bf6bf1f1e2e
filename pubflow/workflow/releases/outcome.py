"""What somebody wants to release, and what became of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from pubflow.release.audit import Audit
from pubflow.release.gate import Blocker
from pubflow.release.manifest import Manifest
from pubflow.workflow.releases.gate import Gate

State = Literal["released", "prepared", "unchanged", "stopped"]
Held = tuple[tuple[str, tuple[Blocker, ...]], ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to release, and what they answer for."""

    languages: tuple[str, ...] = ()
    """() for all of the project."""
    formats: tuple[str, ...] = ("html", "md", "txt")
    overridden: str = ""
    """Why it leaves before the hour."""
    waive: tuple[str, ...] = ()
    """Blockers, each with its language or for all: `zh-TW:warnings`, `source`."""
    by: str = ""
    why: str = ""
    archives: tuple[str, ...] = ()
    """Of `ARCHIVES`: the public files once more, in one file beside the bundle."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one statement."""

    statement: str
    state: State
    release: int = 0
    path: str = ""
    """Of the bundle, relative to the workspace."""
    languages: tuple[str, ...] = ()
    files: int = 0
    targets: int = 0
    held: Held = ()
    stopped: Held = ()
    waived: Held = ()
    notes: tuple[str, ...] = ()
    fault: str = ""
    """Why there could be no answer."""

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        told = asdict(self)
        for name in ("held", "stopped", "waived"):
            told[name] = {language: [asdict(one) for one in blockers] for language, blockers in getattr(self, name)}
        return {name: value for name, value in told.items() if value}


def stopped(gate: Gate) -> Outcome:
    """The gate let nothing pass."""
    verdict = gate.verdict
    return Outcome(gate.opened.statement.id, "stopped", held=verdict.held, stopped=verdict.stopped)


def told(state: State, path: str, manifest: Manifest, notes: tuple[str, ...], found: Audit | None = None) -> Outcome:
    """A bundle stands; `found`: what was counted when it was held against its manifest."""
    return Outcome(
        manifest.statement,
        state,
        manifest.release,
        path,
        tuple(one.language for one in manifest.languages),
        files=found.files if found else 0,
        targets=found.targets if found else 0,
        notes=notes,
    )
