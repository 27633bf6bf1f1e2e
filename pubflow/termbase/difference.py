"""What a change of the glossary means for one text: which concepts ask for something else than before. Pure.

Compared is what the entries ask of a target: accepted and forbidden forms, and the status of their terms. Notes,
sources and the files' order ask nothing. A longer new term that hides a shorter one takes that one away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pubflow.language import LanguageTag
from pubflow.termbase.match import find
from pubflow.termbase.model import Status, Term, Termbase, TermEntry, TermMatch
from pubflow.termbase.verify import verify

ADDED: Final = "added"
REMOVED: Final = "removed"
RENDERING: Final = "rendering"
FORBIDDEN: Final = "forbidden"
STATUS: Final = "status"


@dataclass(frozen=True, slots=True)
class Demand:
    """What one concept asks of the targets of one language."""

    accepted: tuple[str, ...] = ()
    """The preferred form first."""
    forbidden: tuple[str, ...] = ()
    """Sorted: their order in the files means nothing."""
    statuses: tuple[tuple[str, Status], ...] = ()
    """Of each term in use."""


@dataclass(frozen=True, slots=True)
class Change:
    """One concept of a text that asks for something else than before."""

    concept: str
    kinds: tuple[str, ...]
    """`added`, `removed`, or any of `rendering`, `forbidden`, `status`."""
    before: Demand
    after: Demand
    text: str
    """The words of the source that it stands for."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a target stands to one changed concept."""

    met: bool
    """Whether it holds an accepted form and no forbidden one, by the new glossary."""
    lost: bool
    """Whether it fails now in a way in which it did not fail before."""


class Difference:
    """Two states of a glossary, asked text by text for one language."""

    def __init__(self, before: Termbase, after: Termbase, language: LanguageTag) -> None:
        self._before, self._after, self._language = before, after, language

    def changes(self, source: str) -> tuple[Change, ...]:
        """The concepts of a source text that ask for something else, in text order, those that are gone last."""
        old, new = _first(find(self._before, source)), _first(find(self._after, source))
        out = []
        for concept in [*new, *(concept for concept in old if concept not in new)]:
            was, now = self._demand(old.get(concept)), self._demand(new.get(concept))
            kinds = _kinds(was, now)
            if kinds:
                out.append(Change(concept, kinds, was, now, (new.get(concept) or old[concept]).text))
        return tuple(out)

    def standing(self, source: str, target: str, concept: str) -> Standing:
        """How a target, without tags, stands to one concept. Other concepts' forms are taken out first, as ever."""
        old = _faults(target, find(self._before, source), self._language, concept)
        new = _faults(target, find(self._after, source), self._language, concept)
        return Standing(not new, bool(new - old))

    def _demand(self, match: TermMatch | None) -> Demand:
        return Demand() if match is None else demand(match.entry, str(self._language))


def given_up(text: str, changes: Iterable[Change], language: LanguageTag) -> tuple[str, ...]:
    """The forms in a whole text that the glossary accepted for one of these concepts and accepts no longer.

    Looked for outside the forms that it accepts now: 尋求庇護者 is no old form where it stands in 尋求庇護者本人.
    """
    entries = [_with_old_forbidden(change, str(language)) for change in changes]
    matches = [TermMatch(entry, 0, 0, entry.id) for entry in entries]
    return tuple(dict.fromkeys(hit.form for hit in verify(text, matches, language).forbidden))


def _with_old_forbidden(change: Change, language: str) -> TermEntry:
    now = change.after.accepted
    old = tuple(form for form in change.before.accepted if form not in now) if change.after != Demand() else ()
    terms = (*(Term(form) for form in now), *(Term(form, status=Status.FORBIDDEN) for form in old))
    return TermEntry(change.concept, terms=((language, terms),))


def demand(entry: TermEntry, language: str) -> Demand:
    """What an entry asks for in a language; nothing where it has no form there."""
    accepted, forbidden = entry.accepted(language), tuple(sorted(entry.forbidden(language)))
    return Demand(accepted, forbidden, tuple((term.text, term.status) for term in entry.used(language)))


def _kinds(was: Demand, now: Demand) -> tuple[str, ...]:
    if was == now:
        return ()
    if was == Demand():
        return (ADDED,)
    if now == Demand():
        return (REMOVED,)
    kinds = []
    if was.accepted != now.accepted:
        kinds.append(RENDERING)
    if was.forbidden != now.forbidden:
        kinds.append(FORBIDDEN)
    if was.statuses != now.statuses and not kinds:
        kinds.append(STATUS)
    return tuple(kinds)


def _first(matches: Sequence[TermMatch]) -> dict[str, TermMatch]:
    return {match.entry.id: match for match in reversed(matches)}


def _faults(target: str, matches: Sequence[TermMatch], language: LanguageTag, concept: str) -> set[tuple[str, str]]:
    """What a target does wrong to a concept: that it is missing, and each forbidden form it uses."""
    if all(match.entry.id != concept for match in matches):
        return set()
    verdict = verify(target, matches, language)
    faults = {("missing", "") for match in verdict.missing if match.entry.id == concept}
    return faults | {(FORBIDDEN, hit.form) for hit in verdict.forbidden if hit.match.entry.id == concept}
