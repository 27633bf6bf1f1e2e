"""Findings that a person accepted, with the reason: events of a history, and comments that are copies of them. Pure.

`# ok: reason` typed beside a unit accepts what is found in it, `# ok CHECK: reason` what that check finds. It holds for
the very source and target that it was given for, and where the glossary was asked, for what it asked then. Of a source,
which has no target, it holds for its text, and for what else that was held against.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pubflow.catalog import Catalog, Unit, unit_digest
from pubflow.errors import UsageError
from pubflow.finding import NEVER, Accepted, Finding
from pubflow.history import UNDONE, Event, Via, key_digest, live
from pubflow.review.asked import cleaned, line_of, lineage_of
from pubflow.review.standing import Terms

_FLAGS: Final = re.IGNORECASE | re.DOTALL
_OK: Final = re.compile(r"ok(?:[ \t]+(?P<check>[a-z][a-z0-9-]*))?[ \t]*[:\uff1a]\s*(?P<reason>\S.*)", _FLAGS)
_WRAPPED: Final = 24
"""Characters: a reason of at least so many that a known one begins with is that one."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One person's word that a finding may stand."""

    check: str
    """"" for whatever is found."""
    reason: str
    by: str = ""
    """Neutral handle; "" for a person, unknown."""
    at: str = ""
    """"" for one that was typed and is not in the history yet."""
    terms: str = ""
    """Digest of what the glossary asked then, of a source of what it was held against; "" where it was not written
    down."""

    def covers(self, finding: Finding, terms: str) -> bool:
        """Whether it speaks of this finding; `terms`: the same digest as it is now."""
        if finding.check in NEVER or self.check not in ("", finding.check):
            return False
        return not finding.about or not self.terms or self.terms == terms


Acceptances = Mapping[tuple[str, str], tuple[Acceptance, ...]]
"""(key digest, unit digest) -> what was accepted of that text, oldest first."""


def acceptances(catalog: Catalog | None, events: Sequence[Event]) -> Acceptances:
    """All that holds in a catalog, those among them that were typed and not noted yet."""
    new = typed_acceptances(catalog, events, at="") if catalog else ()
    found: dict[tuple[str, str], tuple[Acceptance, ...]] = {}
    for event in live((*events, *new)):
        if event.verb == "accept":
            one = Acceptance(event.get("check"), event.get("reason"), event.by, event.at, event.get("terms"))
            found[event.key, event.digest] = (*found.get((event.key, event.digest), ()), one)
    return found


def accepted_of(unit: Unit, found: Acceptances) -> tuple[Acceptance, ...]:
    """What was accepted of a unit as it stands."""
    return found.get((key_digest(unit.key), unit_digest(unit.key, unit.target)), ()) if found else ()


def sorted_out(
    findings: Iterable[Finding], said: Sequence[Acceptance], terms: str
) -> tuple[list[Finding], list[Accepted]]:
    """What is open of the findings on one text, and what a person lets stand; of two words the last one counts.

    `said`: what was accepted of the text (`accepted_of`); `terms`: the digest that it is held to.
    """
    open_, accepted = [], []
    for finding in findings:
        one = next((one for one in reversed(said) if one.covers(finding, terms)), None)
        if one is None:
            open_.append(finding)
        else:
            accepted.append(Accepted(finding, one.reason, one.by, one.at))
    return open_, accepted


def held_against(findings: Iterable[Finding]) -> str:
    """Digest of what the words of a source were held against for these findings of one check; "" for nothing else."""
    told = sorted({finding.about for finding in findings if finding.about})
    return hashlib.sha256("\0".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:16] if told else ""


def accept_event(
    unit: Unit, check: str, reason: str, *, terms: str, by: str, at: str, via: Via = "", after: Iterable[Event] = ()
) -> Event:
    """What to write down when a person accepts what `check` says of a unit; `reason` is clean.

    `terms`: what the glossary asks (`terms_told`), of which the digest is kept; `after`: the events so far, of which it
    answers those that took an earlier one back: else the same words at the same moment would be the event that is gone.
    """
    data = {"check": check, "reason": reason, "terms": terms.partition("\n")[0]}
    told = tuple(sorted((name, value) for name, value in data.items() if value))
    text = key_digest(unit.key), unit_digest(unit.key, unit.target)
    answered = tuple(sorted(one.id for one in after if (one.key, one.digest) == text and one.get("why") == UNDONE))
    return Event("accept", at, by, via, text[1], text[0], told, answered)


def acceptance_events(unit: Unit, check: str, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events that let a check's findings stand in a unit as it reads now."""
    text = key_digest(unit.key), unit_digest(unit.key, unit.target)
    return tuple(
        event
        for event in live(events)
        if event.verb == "accept" and (event.key, event.digest) == text and event.get("check") in ("", check)
    )


def typed_acceptances(
    catalog: Catalog, events: Sequence[Event], *, at: str, by: str = "", via: Via = "po", terms: Terms = lambda unit: ""
) -> tuple[Event, ...]:
    """The events that are missing for what people typed into comments; with these added there is nothing more.

    A comment stays where it stands when the text beside it changes, or goes with it to another source: once it is
    written down it says nothing new.
    """
    said = [(unit, read) for unit in catalog.units if not unit.obsolete and (read := tuple(_typed(unit)))]
    if not said:
        return ()
    lineage = lineage_of(events, catalog)
    known: dict[tuple[str, str], list[str]] = {}
    for event in events:
        if event.verb == "accept":
            known.setdefault((event.key, event.get("check")), []).append(event.get("reason"))
    new = []
    for unit, read in said:
        line = line_of(key_digest(unit.key), lineage)
        for check, reason in read:
            told = [one for key in line for one in known.get((key, check), ())]
            if unit.target.strip() and not any(_same(reason, one) for one in told):
                known.setdefault((key_digest(unit.key), check), []).append(reason)
                new.append(accept_event(unit, check, reason, terms=terms(unit), by=by, at=at, via=via))
    return tuple(new)


def reason_in(comments: Iterable[str], check: str) -> str | None:
    """Why a finding of a check may stand, by the comments beside it alone: for files that have no history."""
    said = (pair for comment in comments if (pair := _read(comment)))
    return next((reason for named, reason in said if named in ("", check) and check not in NEVER), None)


def _typed(unit: Unit) -> Iterator[tuple[str, str]]:
    return (pair for comment in unit.comments if (pair := _read(comment)))


def _same(reason: str, told: str) -> bool:
    """Whether a comment says what is known already, be it cut off by an editor that wraps."""
    return reason == told or (len(reason) >= _WRAPPED and told.startswith(reason))


def _read(comment: str) -> tuple[str, str] | None:
    """The check, "" for any, and the reason; None where the comment accepts nothing."""
    match = _OK.fullmatch(comment)
    if match is None:
        return None
    try:
        return (match["check"] or "").lower(), cleaned(match["reason"][:2000])
    except UsageError:
        return None
