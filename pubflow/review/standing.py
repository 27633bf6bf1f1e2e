"""How each unit stands: which reviews hold for its present text, which lapsed and why, what is missing and from whom.

A review holds for one text: source and target (`unit_digest`) and, where it says so, what the glossary asked of the
target then (`terms`). It lapses when one of these changes and holds again when they are restored; a unit's place, its
wrapping, comments and neighbours do not count.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from pubflow.catalog import Catalog, State, Unit, unit_digest
from pubflow.history import Event, key_digest, live
from pubflow.language import LanguageTag
from pubflow.project import LANGUAGE, Policy
from pubflow.segment.model import Key
from pubflow.termbase.difference import Demand, demand
from pubflow.termbase.model import TermMatch

Terms = Callable[[Unit], str]
"""What the glossary asks of a unit's target now (`terms_told`); "" where nobody knows, and then it is not compared."""

NEEDS_WORK: Final = "set back to “needs work”"


class Stand(Enum):
    """Where a unit stands on its way."""

    OPEN = "open"
    """Not translated."""
    DRAFT = "draft"
    """Nobody has agreed to it."""
    EDITED = "edited"
    """A person has been at it; an agreement that the policy asks for is missing."""
    REOPENED = "reopened"
    """It had been agreed to, and must be looked at again."""
    AGREED = "agreed"
    """Every required review holds."""


@dataclass(frozen=True, slots=True)
class Given:
    """One person's verdict on the unit's present text."""

    kind: str
    by: str
    """Neutral handle; "" for a person, unknown."""
    at: str
    via: str = ""
    terms: str = ""
    """What the glossary asked then (`terms_told`); "" where it was not written down."""


@dataclass(frozen=True, slots=True)
class KindStanding:
    """How one required kind of review stands for one unit."""

    kind: str
    holds: bool
    given: tuple[Given, ...] = ()
    """Those of the present text and its terms."""
    lapsed: tuple[Given, ...] = ()
    """Those of this very text whose terms changed since."""
    lacks: str = ""
    """What is missing, and who may give it; "" where it holds."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one unit stands."""

    key: Key
    stand: Stand
    state: State
    """FINAL where every required review holds; else what the PO file says."""
    kinds: tuple[KindStanding, ...] = ()
    """One for each required kind, in the policy's order."""
    why: str = ""
    """Why it was reopened."""
    authors: tuple[str, ...] = ()
    """Who wrote the present text, as far as it is known; no engine."""
    since: str = ""
    """When the last thing was done to this text; "" where the history is silent."""

    @property
    def lacks(self) -> tuple[str, ...]:
        """What keeps it from being agreed to, a line a kind."""
        return tuple(kind.lacks for kind in self.kinds if not kind.holds)


Standings = Mapping[Key, Standing]
"""How a whole catalog stands: one for each live unit, in the catalog's order."""


@dataclass(slots=True)
class _Page:
    """What the history says of one text of one unit."""

    given: list[Given] = field(default_factory=list)
    authors: dict[str, None] = field(default_factory=dict)
    edited: bool = False
    reopened: str = ""
    since: str = ""


_Ledger = dict[tuple[str, str], _Page]
"""(key digest, unit digest) -> what is known."""


def standings(
    catalog: Catalog, events: Iterable[Event], policy: Policy, terms: Terms = lambda unit: ""
) -> dict[Key, Standing]:
    """How each live unit stands. `events`: the catalog's, in the order of `history.loads`."""
    ledger = _ledger(events)
    empty = _Page()
    out = {}
    for unit in catalog.units:
        if not unit.obsolete:
            page = ledger.get((key_digest(unit.key), unit_digest(unit.key, unit.target)), empty)
            out[unit.key] = _standing(unit, page, policy, terms)
    return out


def counts(found: Standings) -> Counter[Stand]:
    """How many units stand where."""
    return Counter(standing.stand for standing in found.values())


def terms_digest(matches: Iterable[TermMatch], language: LanguageTag) -> str:
    """What the glossary asks of a text with these terms: sha256 cut to 16 hex digits.

    Over the accepted forms, the preferred first, and the forbidden ones of each concept that occurs. Notes, sources
    and the status of a term ask nothing, and a concept without a form in this language neither.
    """
    return digest_of(concept_digests(matches, language))


def terms_told(matches: Iterable[TermMatch], language: LanguageTag) -> str:
    """`terms_digest`, and below it a line for each concept, so that one that changes can be named: the `terms` of a
    review. Reviews from before have the digest alone.
    """
    concepts = concept_digests(tuple(matches), language)
    return "\n".join([digest_of(concepts), *(f"{digest} {concept}" for concept, digest in concepts)])


def changed_concepts(then: str, now: str) -> tuple[str, ...]:
    """The concepts that ask for something else `now` (`terms_told`) than `then`, sorted; none where nobody can tell.

    `then` may be of a signature, which has a line for each concept of its whole text; of such a list it is not known
    which concepts the unit had, so that none is missed.
    """
    was, are = _concepts(then), _concepts(now)
    is_own = digest_of(sorted(was.items())) == _digest(then)
    if not was and not is_own:
        return ()
    gone = was.keys() - are.keys() if is_own else ()
    return tuple(sorted({*gone, *(concept for concept, digest in are.items() if was.get(concept) != digest)}))


def terms_words(concepts: Sequence[str]) -> str:
    """`terms: refoulement changed`, or as much where nobody can tell which."""
    return f"terms: {', '.join(concepts)} changed" if concepts else "its terms changed"


def _digest(told: str) -> str:
    return told.partition("\n")[0]


def _concepts(told: str) -> dict[str, str]:
    lines = (line.partition(" ") for line in told.split("\n"))
    return {concept: digest for digest, _, concept in lines if concept}


def review_data(kind: str, terms: str) -> tuple[tuple[str, str], ...]:
    """What a review event says beside its text; `terms`: "" where nobody knows."""
    return (("kind", kind), ("terms", terms)) if terms else (("kind", kind),)


def concept_digests(matches: Iterable[TermMatch], language: LanguageTag) -> tuple[tuple[str, str], ...]:
    """The same for each concept: sorted (id, 8 hex digits)."""
    found = {}
    for match in matches:
        if match.entry.id not in found:
            asked = demand(match.entry, str(language))
            if asked != Demand():
                found[match.entry.id] = digest_of([asked.accepted, asked.forbidden])[:8]
    return tuple(sorted(found.items()))


def digest_of(value: object) -> str:
    """sha256 over canonical JSON, cut to 16 hex digits."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")).hexdigest()[:16]


def signed_units(event: Event) -> tuple[tuple[str, str, str], ...]:
    """What a sign-off was given for: (key digest, unit digest, terms digest) for each place; torn parts left out."""
    parts = (part.split(":") for part in event.get("units").split())
    return tuple((part[0], part[1], part[2]) for part in parts if len(part) == 3)


def withdrawn(events: Iterable[Event]) -> frozenset[str]:
    """Ids of the sign-offs that were taken back."""
    return frozenset(name for event in events if is_withdrawal(event) for name in event.after)


def is_withdrawal(event: Event) -> bool:
    """Whether a sign-off event takes back those it answers."""
    return event.verb == "sign-off" and event.get("withdrawn") == "yes"


def _ledger(events: Iterable[Event]) -> _Ledger:
    told = live(tuple(events))
    gone = withdrawn(told)
    ledger: _Ledger = {}
    for event in told:
        if event.verb == "sign-off":
            if event.id not in gone and not is_withdrawal(event):
                _sign(ledger, event)
        elif event.key and event.verb in _DOES:
            page = ledger.setdefault((event.key, event.digest), _Page())
            page.since = event.at
            _DOES[event.verb](ledger, page, event)
    return ledger


def _sign(ledger: _Ledger, event: Event) -> None:
    """A specialist's signature is a review of its kind for each unit it was given for; that of the language is not."""
    kind = event.get("kind", LANGUAGE)
    if kind != LANGUAGE:
        for key, digest, terms in signed_units(event):
            page = ledger.setdefault((key, digest), _Page())
            told = "\n".join(filter(None, (terms, event.get("terms"))))
            page.given.append(Given(kind, event.by, event.at, event.via, told))


def _drafted(ledger: _Ledger, page: _Page, event: Event) -> None:
    """A draft is nobody's word; that it was made tells only that the text is known."""


def _edited(ledger: _Ledger, page: _Page, event: Event) -> None:
    page.edited = True
    page.authors[event.by] = None


def _reviewed(ledger: _Ledger, page: _Page, event: Event) -> None:
    page.reopened = ""
    page.given.append(Given(event.get("kind", LANGUAGE), event.by, event.at, event.via, event.get("terms")))


def _carried(ledger: _Ledger, page: _Page, event: Event) -> None:
    """The reviews of the old text hold for the new one."""
    old = ledger.get((event.get("from"), event.get("was")))
    if old is not None and old is not page:
        page.given += [one for one in old.given if one not in page.given]
        page.authors |= old.authors
        page.edited = page.edited or old.edited
        page.reopened = old.reopened if not page.given else ""


def _reopened(ledger: _Ledger, page: _Page, event: Event) -> None:
    """What was agreed to before holds no more; who wrote it still did."""
    page.given.clear()
    why, change = event.get("why") or "reopened", ", ".join(event.get("change").split(","))
    page.reopened = f"{why} ({change})" if change else why
    if event.get("concept"):
        page.reopened = terms_words([event.get("concept")])


_DOES: Final[Mapping[str, Callable[[_Ledger, _Page, Event], None]]] = {
    "draft": _drafted,
    "memory": _drafted,
    "edited": _edited,
    "review": _reviewed,
    "carried": _carried,
    "reopened": _reopened,
}


def _standing(unit: Unit, page: _Page, policy: Policy, terms: Terms) -> Standing:
    authors = tuple(page.authors)
    if not unit.target.strip():
        kinds = tuple(KindStanding(kind, holds=False, lacks="not translated") for kind in policy.required)
        return Standing(unit.key, Stand.OPEN, unit.state, kinds, page.reopened, authors, page.since)
    lapsed = _lapsed(unit, page, terms)
    kinds = tuple(_kind(kind, unit, page, policy, lapsed) for kind in policy.required)
    stand, why = _stand(unit, page, kinds, lapsed)
    state = State.FINAL if stand is Stand.AGREED else unit.state
    return Standing(unit.key, stand, state, kinds, why, authors, page.since)


_Lapsed = Mapping[Given, tuple[str, ...]]
"""What was given for other terms -> the concepts that changed since, as far as they are known."""


def _lapsed(unit: Unit, page: _Page, terms: Terms) -> _Lapsed:
    bound = [one for one in page.given if one.terms]
    now = terms(unit) if bound else ""
    gone = (one for one in bound if now and _digest(one.terms) != _digest(now))
    return {one: changed_concepts(one.terms, now) for one in gone}


def _words(gone: Iterable[Given], lapsed: _Lapsed) -> str:
    """Which terms changed since these were given."""
    return terms_words(sorted({concept for one in gone for concept in lapsed[one]}))


def _kind(kind: str, unit: Unit, page: _Page, policy: Policy, lapsed: _Lapsed) -> KindStanding:
    mine = [one for one in page.given if one.kind == kind]
    gone = tuple(one for one in mine if one in lapsed)
    # Only a name can stand for a specialist or for a second person.
    unnamed = kind == LANGUAGE and not policy.two_persons
    valid = tuple(one for one in mine if one not in lapsed and (one.by or unnamed))
    if unit.state < State.REVIEWED:
        return KindStanding(kind, False, valid, gone, "not reviewed")
    # Not fuzzy says by itself that a person agreed to the language, unless what was agreed to has lapsed.
    by_one = bool(valid) or (kind == LANGUAGE and not mine)
    holds = _by_two(valid, page, lapsed) if policy.two_persons else by_one
    lacks = "" if holds else _lacks(kind, page, policy, valid, _since(gone, lapsed))
    return KindStanding(kind, holds, valid, gone, lacks)


def _by_two(valid: Sequence[Given], page: _Page, lapsed: _Lapsed) -> bool:
    """Whether somebody agreed who did not write it, and somebody else stands behind the same text.

    Who is unknown is nobody's second person: it may be the same one.
    """
    people = {*page.authors, *(one.by for one in page.given if one not in lapsed)} - {""}
    return any(one.by not in page.authors and people - {one.by} for one in valid)


def _since(gone: Sequence[Given], lapsed: _Lapsed) -> str:
    """`terms: refoulement changed since rev1 agreed`; "" where nothing lapsed."""
    names = ", ".join(sorted({one.by or "a person, unknown" for one in gone}))
    return f"{_words(gone, lapsed)} since {names} agreed" if gone else ""


def _lacks(kind: str, page: _Page, policy: Policy, valid: Sequence[Given], since: str) -> str:
    """`since`: what lapsed."""
    told = f"{kind} review: "
    if since and not valid:
        return told + since
    if not policy.two_persons:
        return f"{told}missing, by anyone with a name" if kind != LANGUAGE else f"{told}missing"
    wrote = sorted({*page.authors} - {""})
    agreed = sorted({one.by for one in valid} - set(wrote))
    others = [*(f"{name} wrote it" for name in wrote), *(f"{name} agreed" for name in agreed)]
    second = "a second person must agree" if others else "two people must agree by name"
    return f"{told}{second} ({', '.join(others)})" if others else f"{told}{second}"


def _stand(unit: Unit, page: _Page, kinds: Sequence[KindStanding], lapsed: _Lapsed) -> tuple[Stand, str]:
    if unit.state < State.REVIEWED:
        if page.reopened or any(one.kind == LANGUAGE for one in page.given):
            return Stand.REOPENED, page.reopened or NEEDS_WORK
        return (Stand.EDITED if page.edited else Stand.DRAFT), ""
    if all(kind.holds for kind in kinds):
        return Stand.AGREED, ""
    if gone := [one for kind in kinds if not kind.holds for one in kind.lapsed]:
        return Stand.REOPENED, _words(gone, lapsed)
    return Stand.EDITED, ""
