"""The controlled glossary as plain data: concepts, and what each language calls them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

SOURCE: Final = "en"
"""The language that statements are written in."""

NO_PLURAL: Final = "-"
"""What stands in the column `plural` of a term that has none."""

NO_LATIN: Final = "-"
"""What stands in the column `latin` of a name that wants none."""


class Status(Enum):
    """What the house thinks of a term."""

    APPROVED = "approved"
    UNVERIFIED = "unverified"
    """In use until a native reviewer has looked at it."""
    DISPUTED = "disputed"
    """In use while people disagree; a ruling ends it. It warns and never blocks."""
    FORBIDDEN = "forbidden"
    """Never to be used for this concept."""
    DNT = "dnt"
    """A name or code that is not translated, or only into its one official form."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term of one language: a row of `glossary/<language>.csv`."""

    text: str
    rank: int = 0
    """1 is preferred; 0 stands last."""
    status: Status = Status.APPROVED
    plural: tuple[str, ...] = ()
    """In English only where the rule would make another; `-` alone where there is none."""
    feminine: tuple[str, ...] = ()
    feminine_plural: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    """Further spellings and inflected forms that count as this term."""
    gender: str = ""
    """`m`, `f`, `mf` (one form for both), or "" where the language has none."""
    case_sensitive: bool = False
    """English: counts with initial capitals only, or in a text that is all in capitals."""
    small: bool = False
    """English: a capital inside a sentence makes a name of it, which it is not (an amnesty, “says Amnesty”)."""
    unless_before: tuple[str, ...] = ()
    """English: words right before it with which it means something else ("after-school" detention)."""
    unless_after: tuple[str, ...] = ()
    """The same, right after it (execution "of a contract")."""
    senses: tuple[str, ...] = ()
    """For single words that have other senses: beginnings of words that tell this one. In English those of the source,
    in another language those that a draft in this sense would hold; see `judge`."""
    paraphrases: tuple[str, ...] = ()
    """English wordings of the same sense that an engine renders into the approved form more easily."""
    forbidden: tuple[str, ...] = ()
    """What must not stand in its place."""
    latin: str = ""
    """Of a name: what stands in parentheses at its first mention in this language, before what the entry says."""
    note: str = ""
    source: str = ""
    """Where the term was taken from."""
    approved_by: str = ""
    approved_at: str = ""
    line: int = 0
    """In its file, from 1."""

    @property
    def plurals(self) -> tuple[str, ...]:
        """Its plural forms, () where it has none."""
        return tuple(form for form in self.plural if form != NO_PLURAL)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every form that counts as this term, the preferred first."""
        forms = (self.text, *self.plural, *self.feminine, *self.feminine_plural, *self.forms)
        return tuple(dict.fromkeys(form for form in forms if form != NO_PLURAL))


@dataclass(frozen=True, slots=True)
class TermEntry:
    """One concept with its terms in every language."""

    id: str
    definition: str = ""
    note: str = ""
    status: Status = Status.APPROVED
    kind: str = "term"
    """`term`, or `name`: people, organisations, places, laws."""
    semantic_class: str = ""
    """person, act, state, principle, right, instrument, group, institution, place, thing; "" where nobody said."""
    terms: tuple[tuple[str, tuple[Term, ...]], ...] = ()
    """(language, its terms by rank), sorted by language; languages as BCP 47."""
    latin: str = ""
    """Of a name: what stands in parentheses at its first mention, where that is not the English term; `-` for none."""
    _accepted: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What `accepted` gave, by language: every text with the term asks for it, and several checks of each."""

    def in_language(self, language: str) -> tuple[Term, ...]:
        """The terms of one language, preferred first, forbidden ones included. `zh-TW` is never looked up as `zh`."""
        return next((terms for one, terms in self.terms if one == language), ())

    def used(self, language: str) -> tuple[Term, ...]:
        """The terms of one language that may stand for this concept, preferred first: all but the forbidden ones."""
        return tuple(term for term in self.in_language(language) if term.status is not Status.FORBIDDEN)

    def accepted(self, language: str) -> tuple[str, ...]:
        """All forms that count as this concept, the preferred first. What is not translated stays as in English."""
        known = self._accepted.get(language)
        if known is None:
            known = self._accepted[language] = self._all_accepted(language)
        return known

    def _all_accepted(self, language: str) -> tuple[str, ...]:
        own = self.used(language)
        if not own and (self.status is Status.DNT or any(t.status is Status.DNT for t in self.in_language(SOURCE))):
            own = self.used(SOURCE)
        return tuple(dict.fromkeys(form for term in own for form in term.spellings))

    def preferred(self, language: str) -> tuple[str, ...]:
        """The forms of the term that is preferred in a language; () where it has none."""
        used = self.used(language)
        return used[0].spellings if used else ()

    def disputed(self, language: str) -> tuple[Term, ...]:
        """The terms that people disagree about; each counts as accepted until a ruling."""
        return tuple(term for term in self.in_language(language) if term.status is Status.DISPUTED)

    def forbidden(self, language: str) -> tuple[str, ...]:
        """What must not stand for this concept."""
        out: dict[str, None] = {}
        for term in self.in_language(language):
            if term.status is Status.FORBIDDEN:
                out |= dict.fromkeys(term.spellings)
            out |= dict.fromkeys(term.forbidden)
        accepted = set(self.accepted(language))
        return tuple(form for form in out if form not in accepted)


@dataclass(frozen=True, eq=False)
class Termbase:
    """All concepts, in the order of `concepts.csv`. Compared by identity: compiled tables are kept by it."""

    entries: tuple[TermEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class TermMatch:
    """One occurrence of a concept in a source text."""

    entry: TermEntry
    start: int
    """Code points in the text, half-open; a possessive 's lies outside."""
    end: int
    text: str
    """As it stands there."""
    sure: bool = False
    """Whether the text tells that it is meant in this sense: several words, or one of its `senses` near it."""
