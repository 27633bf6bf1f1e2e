"""How one statement stands in one language, and the one command that comes next."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pubflow.project import LANGUAGE
from pubflow.workflow.workspace.report import Row


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature, and whether it holds."""

    kind: str
    scope: str
    """"" for the whole text."""
    by: str
    at: str
    holds: bool
    told: str
    """`holds`, or where and why it lapsed."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who was handed units and has given none of them back."""

    to: str
    """Neutral handle; "" for somebody unnamed."""
    since: str
    """ISO 8601 with offset."""
    units: int
    pack: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What an edition waits for beside its own catalog: a shared part, or a local change that nobody has agreed to."""

    what: str
    command: str
    why: str


@dataclass(frozen=True, slots=True)
class Language:
    """One statement in one language."""

    statement: str
    language: str
    begun: bool = False
    """Whether there is a catalog."""
    stale: bool = False
    """Whether the catalog was made from another text than the statement holds now."""
    units: int = 0
    """Without the short texts; so are the counts of how they stand."""
    agreed: int = 0
    edited: int = 0
    draft: int = 0
    reopened: int = 0
    empty: int = 0
    short: int = 0
    """Titles, summaries, alt texts: units of their own."""
    short_agreed: int = 0
    late: int = 0
    """Those of them that are not agreed to and hold nothing back: posts, a slug, the subject of a mail."""
    errors: int | None = None
    """Findings at ERROR; None where no checks were run."""
    warnings: int | None = None
    accepted: int | None = None
    """Findings that a person lets stand; they are in neither count."""
    conflicts: int = 0
    asked: int = 0
    """Questions that wait for the desk."""
    blocking: int = 0
    """Those of them that keep people from signing."""
    signed: tuple[Signature, ...] = ()
    """The last of each kind and scope."""
    unsigned: tuple[str, ...] = ()
    """Scopes that must be signed and are not."""
    held: tuple[Holder, ...] = ()
    reviewed: int = 0
    """Of all units, those that are not marked as needing work; what `assemble` asks for by default."""
    drafts: int = 0
    review: str = ""
    """What `pubflow review` wants to be told: the kind that is missing, and a name where none is not enough."""
    ahead: bool = False
    """Whether the statement's hour has not come."""
    fault: str = ""
    """Why it can't be read."""
    beside: tuple[Beside, ...] = ()
    local: tuple[str, ...] = ()
    """What this language adds and leaves out, each in a line."""

    @property
    def waiting(self) -> int:
        """Units that are not agreed to and must be."""
        return self.units - self.agreed + self.short - self.short_agreed - self.late

    @property
    def lapsed(self) -> tuple[Signature, ...]:
        """The signatures that hold no more."""
        return tuple(one for one in self.signed if not one.holds)

    @property
    def state(self) -> str:
        """`not begun`, `in work` or `ready`."""
        if not self.begun:
            return "not begun"
        stopped = self.fault or self.stale or self.waiting or self.conflicts or self.errors or self.blocking
        return "in work" if stopped or self.beside or self.unsigned or self.lapsed else "ready"


def row_of(one: Language) -> Row:
    """The counts as other commands report them."""
    edition = {"ready": "ready", "not begun": "not begun"}.get(one.state, "in work")
    total = one.units + one.short
    empty = total - one.reviewed - one.drafts
    found = (one.errors, one.warnings, one.accepted)
    return Row(one.statement, one.language, total, one.reviewed, one.drafts, empty, *found, edition)


def next_step(one: Language) -> tuple[str, str]:
    """The one next command for a language, and why; the command is "" where a file must be mended first."""
    where = f"{one.statement} -l {one.language}"
    waits = _counted(
        (
            (one.reopened, "re-opened"),
            (one.edited, "edited"),
            (one.draft, f"draft{'s' * (one.draft > 1)}"),
            (one.empty, "empty"),
        )
    )
    short = one.short - one.short_agreed - one.late
    waits += f"{', ' if waits else ''}{short} short text{'s' * (short > 1)}" if short else ""
    questions = f"{one.asked} question{'s' * (one.asked > 1)}"
    names = ", ".join(holder.to or "somebody" for holder in one.held)
    held = f"{names} still {'has' if len(one.held) == 1 else 'have'} it"
    review = f"pubflow review {where}{one.review}"
    steps = (
        (one.fault, "", one.fault),
        (not one.begun, f"pubflow translate {where}", "not begun"),
        (one.stale, f"pubflow translate {where}", f"the source changed: pubflow diff {one.statement}"),
        (one.conflicts, review, f"{one.conflicts} in conflict"),
        (one.blocking, f"pubflow questions {where}", f"{questions}, {one.blocking} of them must be answered"),
        (one.held and one.waiting, "pubflow unpack FILE", f"{held}; {waits}"),
        (one.waiting, review, waits),
        (one.errors, f"pubflow check {where}", f"{_errors(one)}; where a check is wrong: pubflow accept"),
        (one.asked, f"pubflow questions {where}", questions),
    )
    for applies, command, why in steps:
        if applies:
            return command, why
    for waits_for in one.beside:
        return waits_for.command, f"{waits_for.what}: {waits_for.why}"
    if one.unsigned:
        return f"pubflow sign-off {where} --scope {one.unsigned[0]} --by NAME", f"{one.unsigned[0]} not signed"
    for signature in one.lapsed:
        kind = "" if signature.kind == LANGUAGE else f" --kind {signature.kind}"
        scope = f" --scope {signature.scope}" if signature.scope else ""
        return f"pubflow sign-off {where}{kind}{scope} --by {signature.by}", f"{signature.kind} {signature.told}"
    if one.errors is None:
        return f"pubflow check {where}", "not checked since it changed"
    late = f"; {one.late} short text{'s' * (one.late > 1)} may follow" if one.late else ""
    # Before the hour nothing leaves; what is ready waits, built and verified, for one rename.
    return f"pubflow release {one.statement}{' --prepare' * one.ahead}", f"READY{late}"


def _counted(pairs: Iterable[tuple[int, str]]) -> str:
    return ", ".join(f"{number} {words}" for number, words in pairs if number)


def _errors(one: Language) -> str:
    return f"{one.errors} error{'s' * (one.errors != 1)}"


def with_next(one: Language) -> dict[str, Any]:
    """Plain values, its state and its next command among them."""
    command, why = next_step(one)
    return {**dataclasses.asdict(one), "state": one.state, "next": command, "why": why}
