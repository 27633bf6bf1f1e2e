"""Reads the glossary: `concepts.csv` and a `<language>.csv` for each language. Pure: texts in, a Termbase out.

Every fault is a Finding with file, line and column, all at once; a row with a fault is left out and the rest is used.
Cells are plain text, whatever a spreadsheet would make of a leading `=`.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from pubflow.errors import UsageError
from pubflow.finding import Finding, Severity
from pubflow.language import LanguageTag
from pubflow.termbase.model import SOURCE, Status, Term, Termbase, TermEntry
from pubflow.termbase.table import RULINGS, Row, fault, read_table

__all__ = ["TermEntry", "Termbase", "loads"]

_CONCEPTS: Final = "concepts.csv"
CONCEPT_COLUMNS: Final = ("id", "kind", "class", "latin", "definition", "note", "status")
TERM_COLUMNS: Final = (
    "concept", "term", "rank", "status", "gender", "plural", "feminine", "feminine-plural", "forms", "case",
    "unless-before", "unless-after", "senses", "paraphrases", "forbidden", "latin", "note", "source",
    "approved-by", "approved-at",
)  # fmt: skip
_KINDS: Final = ("term", "name")
_CLASSES: Final = (
    "person", "act", "state", "principle", "right", "instrument", "group", "institution", "place", "thing"
)  # fmt: skip
_GENDERS: Final = ("m", "f", "mf")
_LAST_RANK: Final = 1_000
_Placed = tuple[str, Term]
"""A concept's id and one of its terms."""


def loads(tables: Mapping[str, str]) -> tuple[Termbase, tuple[Finding, ...]]:
    """The termbase that files say, by file name, and what is wrong in them in the order of files and lines.

    Without `concepts.csv` the concepts are those that the languages name.
    """
    findings: list[Finding] = []
    concepts: dict[str, TermEntry] = {}
    if _CONCEPTS in tables:
        rows, faults = read_table(tables[_CONCEPTS], _CONCEPTS, CONCEPT_COLUMNS, ("id",))
        findings += faults
        concepts = _concepts(rows, findings)
    placed: dict[str, list[_Placed]] = {}
    for name in sorted(set(tables) - {_CONCEPTS, RULINGS}, key=lambda name: (name != f"{SOURCE}.csv", name)):
        language = _language(name, findings)
        if language is None:
            continue
        rows, faults = read_table(tables[name], name, TERM_COLUMNS, ("concept", "term"))
        findings += faults
        placed[language] = list(_terms(rows, name, concepts, _CONCEPTS in tables, findings))
        findings += _conflicts(placed[language], name, language)
    if SOURCE in placed:
        named = {concept for concept, _ in placed[SOURCE]}
        for language, terms in placed.items():
            findings += _unreachable(terms, named, f"{language}.csv")
    return Termbase(tuple(_assembled(concepts, placed))), tuple(findings)


def _assembled(concepts: Mapping[str, TermEntry], placed: Mapping[str, list[_Placed]]) -> Iterator[TermEntry]:
    held: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for language in sorted(placed):
        for concept, term in placed[language]:
            held[concept][language].append(term)
    for key, entry in concepts.items():
        terms = tuple(
            (language, tuple(sorted(own, key=lambda term: term.rank or _LAST_RANK)))
            for language, own in held[key].items()
        )
        yield replace(entry, terms=terms)


def _language(name: str, findings: list[Finding]) -> str | None:
    stem = name.removesuffix(".csv")
    try:
        tag = str(LanguageTag.parse(stem))
    except UsageError:
        findings.append(fault(name, 1, f"the file's name is no language tag: “{stem}”; write it as in zh-TW.csv"))
        return None
    if tag != stem:
        findings.append(fault(name, 1, f"rename it to {tag}.csv", Severity.WARNING))
    return tag


def _concepts(rows: Iterable[Row], findings: list[Finding]) -> dict[str, TermEntry]:
    concepts: dict[str, TermEntry] = {}
    lines: dict[str, int] = {}
    for row in rows:
        key = row["id"]
        status = _status(row, _CONCEPTS, findings)
        kind = _choice(row, "kind", _KINDS, _CONCEPTS, findings) or "term"
        semantic_class = _choice(row, "class", _CLASSES, _CONCEPTS, findings)
        if not key:
            findings.append(fault(_CONCEPTS, row.line, "column id: empty"))
        elif key in concepts:
            findings.append(fault(_CONCEPTS, row.line, f"column id: “{key}” stands in line {lines[key]} already"))
        else:
            status = status or Status.UNVERIFIED
            told = row["definition"], row["note"], status, kind, semantic_class
            concepts[key] = TermEntry(key, *told, latin=row["latin"])
            lines[key] = row.line
    return concepts


def _terms(
    rows: Iterable[Row], name: str, concepts: dict[str, TermEntry], closed: bool, findings: list[Finding]
) -> Iterator[_Placed]:
    """What each good row says. `closed`: whether a concept must stand in concepts.csv."""
    for row in rows:
        concept, text = row["concept"], row["term"]
        if concept and not closed:
            concepts.setdefault(concept, TermEntry(concept))
        rank, status = _rank(row, name, findings), _status(row, name, findings)
        problem = _problem(concept, text, concepts)
        if problem:
            findings.append(fault(name, row.line, problem))
        elif rank is not None and status is not None:
            yield concept, _term(row, rank, status, name, findings)


def _term(row: Row, rank: int, status: Status, name: str, findings: list[Finding]) -> Term:
    gender = _choice(row, "gender", _GENDERS, name, findings)
    case = _choice(row, "case", ("sensitive", "small"), name, findings)
    return Term(
        row["term"],
        rank,
        status,
        plural=row.several("plural"),
        feminine=row.several("feminine"),
        feminine_plural=row.several("feminine-plural"),
        forms=row.several("forms"),
        gender=gender,
        case_sensitive=case == "sensitive",
        small=case == "small",
        unless_before=row.several("unless-before"),
        unless_after=row.several("unless-after"),
        senses=row.several("senses"),
        paraphrases=row.several("paraphrases"),
        forbidden=row.several("forbidden"),
        latin=row["latin"],
        note=row["note"],
        source=row["source"],
        approved_by=row["approved-by"],
        approved_at=row["approved-at"],
        line=row.line,
    )


def _choice(row: Row, column: str, choices: tuple[str, ...], name: str, findings: list[Finding]) -> str:
    """A cell that holds one of a few words, or nothing."""
    text = row[column].lower()
    if text and text not in choices:
        findings.append(fault(name, row.line, f"column {column}: “{text}” is none of {', '.join(choices)}"))
        return ""
    return text


def _problem(concept: str, text: str, concepts: Mapping[str, TermEntry]) -> str | None:
    if not concept:
        return "column concept: empty"
    if concept not in concepts:
        near = difflib.get_close_matches(concept, concepts, 1)
        did_you_mean = f"; did you mean “{near[0]}”?" if near else ""
        return f"column concept: “{concept}” does not stand in {_CONCEPTS}{did_you_mean}"
    if not text:
        return "column term: empty"
    return None


def _rank(row: Row, name: str, findings: list[Finding]) -> int | None:
    text = row["rank"]
    if not text:
        return 0
    if text.isascii() and text.isdigit() and 0 < int(text[:4]) < _LAST_RANK:
        return int(text)
    findings.append(fault(name, row.line, f"column rank: “{text}” is no number from 1"))
    return None


def _status(row: Row, name: str, findings: list[Finding]) -> Status | None:
    text = row["status"].lower()
    try:
        return Status(text) if text else Status.APPROVED
    except ValueError:
        known = ", ".join(status.value for status in Status)
        findings.append(fault(name, row.line, f"column status: “{text}” is none of {known}"))
        return None


def _conflicts(placed: Iterable[_Placed], name: str, language: str) -> Iterator[Finding]:
    """Rows of one file that contradict or repeat each other; each names the earlier row."""
    first: dict[str, Term] = {}
    same: dict[tuple[str, str], Term] = {}
    owner: dict[str, _Placed] = {}
    for concept, term in placed:
        earlier = same.setdefault((concept, term.text.casefold()), term)
        if earlier is not term:
            yield _repeated(earlier, term, name)
            continue
        if term.status is Status.FORBIDDEN:
            continue
        if term.rank == 1 and first.setdefault(concept, term) is not term:
            other = first[concept]
            message = f"column rank: “{concept}” has two terms of rank 1: “{other.text}” in line {other.line} and this"
            yield fault(name, term.line, message)
        whose, other = owner.setdefault(term.text.casefold(), (concept, term))
        if other is not term and (language == SOURCE or term.rank == other.rank == 1):
            severity = Severity.ERROR if language == SOURCE else Severity.WARNING
            message = f"column term: “{term.text}” stands for “{whose}” in line {other.line} and for “{concept}” here"
            yield fault(name, term.line, message, severity)


def _repeated(earlier: Term, term: Term, name: str) -> Finding:
    if (earlier.status is Status.FORBIDDEN) != (term.status is Status.FORBIDDEN):
        return fault(name, term.line, f"column status: “{term.text}” is forbidden and not, see line {earlier.line}")
    return fault(name, term.line, f"“{term.text}” repeats line {earlier.line}", Severity.WARNING)


def _unreachable(terms: Iterable[_Placed], named: set[str], name: str) -> Iterator[Finding]:
    for concept in dict.fromkeys(concept for concept, _ in terms):
        if concept not in named:
            line = next(term.line for key, term in terms if key == concept)
            message = f"column concept: “{concept}” has no row in {SOURCE}.csv, so no text will be found to hold it"
            yield fault(name, line, message, Severity.WARNING)
