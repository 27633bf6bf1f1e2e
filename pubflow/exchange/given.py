"""What a file of another tool says of concepts and terms: cells under the names of the glossary's own columns. Pure.

What a file does not say is no cell: that is another thing than saying that there is nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from pubflow.finding import Finding, Severity, Where
from pubflow.language import LanguageTag
from pubflow.termbase.model import NO_PLURAL, SOURCE, Term, TermEntry

CHECK: Final = "exchange"
"""The id of the findings."""
SEVERAL: Final = (
    "plural", "feminine", "feminine-plural", "forms", "unless-before", "unless-after", "senses", "paraphrases",
    "forbidden",
)  # fmt: skip
"""Columns that hold several values, separated by `|`."""

_FORMULA: Final = ("=", "+", "-", "@")
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class GivenTerm:
    """One term as the file has it."""

    language: str
    """BCP 47."""
    cells: Mapping[str, str]
    """`term` is among them; none is empty."""
    line: int = 0


@dataclass(frozen=True, slots=True)
class GivenConcept:
    """One concept as the file has it."""

    id: str
    """"" where the file has none."""
    cells: Mapping[str, str]
    """`definition`, `note`, `kind`, `class`, `latin`, `status`, as far as the file says them; none is empty."""
    terms: tuple[GivenTerm, ...]
    line: int = 0

    def in_language(self, language: str) -> tuple[GivenTerm, ...]:
        return tuple(term for term in self.terms if term.language == language)


@dataclass(frozen=True, slots=True)
class Given:
    """A file, read."""

    concepts: tuple[GivenConcept, ...] = ()
    own: bool = False
    """Whether pubflow wrote it: then its ids are ours, and what it leaves open was open."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """What the glossary has no place for, and how often it stood there."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A file, to be written."""

    content: bytes
    concepts: int
    terms: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    """What the format has no place for, and how often the glossary holds it."""
    findings: tuple[Finding, ...] = ()


def concept_cells(entry: TermEntry) -> dict[str, str]:
    """The row of `concepts.csv`, without its id and its empty cells."""
    cells = {
        "kind": entry.kind, "class": entry.semantic_class, "latin": entry.latin, "definition": entry.definition,
        "note": entry.note, "status": entry.status.value,
    }  # fmt: skip
    return {column: value for column, value in cells.items() if value}


def term_cells(term: Term) -> dict[str, str]:
    """The row of a language's file, without its concept and its empty cells."""
    cells = {
        "term": term.text,
        "rank": str(term.rank or ""),
        "status": term.status.value,
        "gender": term.gender,
        "case": "sensitive" if term.case_sensitive else "small" if term.small else "",
        "latin": term.latin,
        "note": term.note,
        "source": term.source,
        "approved-by": term.approved_by,
        "approved-at": term.approved_at,
    }
    cells |= {column: "|".join(getattr(term, column.replace("-", "_"))) for column in SEVERAL}
    return {column: value for column, value in cells.items() if value}


def narrowed(given: Given, languages: Collection[str], ids: Collection[str]) -> Given:
    """Only what concerns these languages and English, the rest counted. A regional English counts as English, and
    zh-Hant-TW as zh-TW.

    A concept is left out as well if none of its targets is in these languages, or if nothing says what English calls
    it: neither a term nor an id among `ids`.
    """
    left_out = Counter(given.left_out)
    same = {LanguageTag.parse(language).html: language for language in languages}
    concepts = []
    for concept in given.concepts:
        terms = tuple(
            _english_first(replace(one, language=same.get(one.language, one.language)) for one in concept.terms)
        )
        kept = tuple(term for term in terms if term.language == SOURCE or term.language in languages)
        left_out.update(f"term in {term.language}" for term in terms if term not in kept)
        named = any(term.language == SOURCE for term in kept) or concept.id in ids
        if kept != terms and all(term.language == SOURCE for term in kept):
            left_out["concept without a term in these languages"] += 1
        elif not named:
            left_out["concept without an English term"] += 1
        else:
            concepts.append(replace(concept, terms=kept))
    return replace(given, concepts=tuple(concepts), left_out=dict(left_out.most_common()))


def _english_first(terms: Iterable[GivenTerm]) -> Iterator[GivenTerm]:
    """`en` before `en-GB`, which does not claim to be the preferred one where `en` is there."""
    seen: set[str] = set()
    for term in sorted(terms, key=lambda term: term.language != SOURCE):
        if term.language.split("-")[0] != SOURCE:
            yield term
            continue
        cells = {column: value for column, value in term.cells.items() if column != "rank" or not seen}
        if term.language == SOURCE or term.cells["term"].casefold() not in seen:
            yield replace(term, language=SOURCE, cells=term.cells if term.language == SOURCE else cells)
        seen.add(term.cells["term"].casefold())


def formulas(path: str, cells: Iterable[str]) -> tuple[Finding, ...]:
    """A warning if a spreadsheet would reckon with any of these cells instead of showing it; they stay as they are.

    Source: OWASP, CSV injection.
    """
    found = list(dict.fromkeys(cell for cell in cells if cell.startswith(_FORMULA) and cell != NO_PLURAL))
    if not found:
        return ()
    shown = ", ".join(f"“{cell}”" for cell in found[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")
    message = f"a spreadsheet would read a formula in {shown}: open the file with every column as text"
    return (remark(path, 0, message),)


def remark(path: str, line: int, message: str, severity: Severity = Severity.WARNING) -> Finding:
    """A finding about one place of a file."""
    return Finding(CHECK, severity, message, Where(path, line or None))


def counted(names: Iterable[str]) -> dict[str, int]:
    """How often each is there, the most frequent first."""
    return dict(Counter(names).most_common())
