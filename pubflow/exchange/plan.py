"""What importing a file would do to the glossary: what is new, what changes, where both sides disagree. Pure.

Nothing that people approved is overwritten: where the file says otherwise it is a conflict with both sides, and stays
one until somebody says which side to keep. A cell that the file leaves empty is never emptied here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from pubflow.exchange.given import Given, GivenConcept, GivenTerm, concept_cells, term_cells
from pubflow.termbase.model import SOURCE, Status, Termbase, TermEntry
from pubflow.termbase.verify import folded_form

Keep = Literal["ours", "theirs"]
CONCEPTS: Final = "concepts"
"""Stands for a language where a concept's own row is meant."""
_FORMS: Final = ("plural", "feminine", "feminine-plural", "forms")
_LAST: Final = 10_000
_FORBIDDEN: Final = Status.FORBIDDEN.value
_APPROVED: Final = Status.APPROVED.value
_UNVERIFIED: Final = Status.UNVERIFIED.value


@dataclass(frozen=True, slots=True)
class Options:
    """What the person decided."""

    statuses: bool = False
    """Take the file's own statuses; else what it calls approved is unverified."""
    source: str = ""
    """Where the terms are from, for those of which the file does not say it."""
    keep: Keep | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One cell. Where they disagree, `before` is ours and `after` is theirs."""

    concept: str
    language: str
    """Or CONCEPTS."""
    term: str
    column: str
    before: str
    after: str


@dataclass(slots=True)
class Row:
    """A row of the glossary on its way."""

    cells: dict[str, str]
    line: int = 0
    """In its file; 0 for a new one."""
    changed: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def used(self) -> bool:
        return self["status"] != _FORBIDDEN

    def set(self, column: str, value: str) -> None:
        self.cells[column] = self.changed[column] = value


@dataclass(slots=True)
class Concept:
    """A concept on its way."""

    id: str
    row: Row
    new: bool = False
    theirs: str = ""
    """The id that a new one has in the file."""
    rows: dict[str, list[Row]] = field(default_factory=dict)
    """By language, as they stand in its file."""

    def named(self) -> set[str]:
        """What English calls it, all forms, folded."""
        return _folded(form for row in self.rows.get(SOURCE, ()) for form in _forms(row))


@dataclass(frozen=True, slots=True)
class Plan:
    """Every concept as it would stand, and what that changes."""

    concepts: tuple[Concept, ...]
    changes: tuple[Change, ...]
    conflicts: tuple[Change, ...]
    """Those that are decided by `keep` as well."""
    same: int
    """Terms of the file that the glossary has already."""

    @property
    def new_concepts(self) -> tuple[Concept, ...]:
        return tuple(concept for concept in self.concepts if concept.new)

    @property
    def new_terms(self) -> tuple[tuple[Concept, str, Row], ...]:
        return tuple(
            (concept, language, row)
            for concept in self.concepts
            for language, rows in concept.rows.items()
            for row in rows
            if not row.line
        )


def plan(termbase: Termbase, given: Given, options: Options) -> Plan:
    """Concepts are matched by id, then by what English calls them; a foreign id counts only where English agrees."""
    planner = _Planner(termbase, given.own, options)
    for concept in given.concepts:
        planner.take(concept)
    return Plan(tuple(planner.concepts.values()), tuple(planner.changes), tuple(planner.conflicts), planner.same)


class _Planner:
    def __init__(self, termbase: Termbase, own: bool, options: Options) -> None:
        self._own = own
        self._options = options
        self.concepts = {entry.id: _held(entry) for entry in termbase.entries}
        self._by_word: dict[str, str] = {}
        self._owner: dict[str, str] = {}
        """English term, without case -> its concept."""
        for concept in self.concepts.values():
            self._register(concept)
        self.changes: list[Change] = []
        self.conflicts: list[Change] = []
        self.same = 0

    def take(self, given: GivenConcept) -> None:
        concept = self._match(given)
        if concept is None:
            concept = self._new(given)
        else:
            self._compare(concept, CONCEPTS, "", concept.row, given.cells)
        for term in given.terms:
            self._term(concept, term)
        self._register(concept)

    def _register(self, concept: Concept) -> None:
        # A term's own row says more than another term's list of forms.
        for row in concept.rows.get(SOURCE, ()):
            self._by_word.setdefault(folded_form(row["term"]), concept.id)
            if row.used:
                self._owner.setdefault(row["term"].casefold(), concept.id)
        for word in concept.named():
            self._by_word.setdefault(word, concept.id)

    def _match(self, given: GivenConcept) -> Concept | None:
        words = [folded_form(term.cells["term"]) for term in given.in_language(SOURCE)]
        same_id = self.concepts.get(given.id)
        if same_id and (self._own or not words or not same_id.named() or same_id.named() & set(words)):
            return same_id
        return next((self.concepts[self._by_word[word]] for word in words if word in self._by_word), None)

    def _new(self, given: GivenConcept) -> Concept:
        cells = dict(given.cells)
        cells["status"] = self._status(cells.get("status", _UNVERIFIED))
        concept = Concept(self._free_id(given), Row(cells), new=True, theirs=given.id)
        self.concepts[concept.id] = concept
        return concept

    def _free_id(self, given: GivenConcept) -> str:
        """The file's own id where pubflow wrote it; else one made of the English term, which people can read."""
        words = [term.cells["term"] for term in (*given.in_language(SOURCE), *given.terms)]
        name = given.id if self._own and given.id else _slug(words[0]) or _slug(given.id) or "concept"
        number = 1
        free = name
        while free in self.concepts:
            number += 1
            free = f"{name}-{number}"
        return free

    def _term(self, concept: Concept, given: GivenTerm) -> None:
        text = given.cells["term"]
        rows = concept.rows.setdefault(given.language, [])
        # In a file of ours each row is a row, even where another differs by an apostrophe only.
        fold = str.casefold if self._own else folded_form
        row = next((row for row in rows if fold(row["term"]) == fold(text)), None)
        # A row that says it as one of its forms. What our own file says twice it said twice here.
        holder = next((row for row in rows if row.used and (row.line or not self._own) and _holds(row, text)), None)
        if row is not None:
            self._compare_term(concept, given, row)
        elif (holder is not None and given.cells.get("status") != _FORBIDDEN) or _stays_english(concept, given):
            self.same += 1
        elif holder is not None:
            if self._wins(Change(concept.id, given.language, text, "status", "in use", _FORBIDDEN)):
                self._drop_form(concept, given.language, holder, text)
                self._add(concept, given, rows)
        elif self._may_add(concept, given, rows):
            self._add(concept, given, rows)

    def _may_add(self, concept: Concept, given: GivenTerm, rows: list[Row]) -> bool:
        """Whether nothing of ours stands against a new term, or the file is to win."""
        text = given.cells["term"]
        first = _first(rows)
        if given.cells.get("status") == _FORBIDDEN:
            return True
        owner = self._owner.get(text.casefold(), concept.id)
        if given.language == SOURCE and owner != concept.id:
            # One word can't name two concepts, whoever is to win: no text would be found to hold the second.
            self.conflicts.append(Change(concept.id, SOURCE, text, "concept", owner, concept.id))
            return False
        forbidding = next((row for row in rows if folded_form(text) in _folded(row["forbidden"].split("|"))), None)
        if forbidding is not None:
            return self._wins(Change(concept.id, given.language, text, "status", _FORBIDDEN, "in use"))
        if first is not None and first.line and given.cells.get("rank") == "1":
            return self._wins(Change(concept.id, given.language, text, "preferred term", first["term"], text))
        return True

    def _add(self, concept: Concept, given: GivenTerm, rows: list[Row]) -> None:
        cells = dict(given.cells)
        cells["status"] = self._status(cells.get("status", _UNVERIFIED))
        first = _first(rows)
        if cells["status"] != _FORBIDDEN:
            if first is not None and cells.get("rank") == "1":
                if first.line:
                    self._step_down(concept, given.language, rows)
                else:
                    cells["rank"] = "2"
            elif first is None and not self._own:
                cells.setdefault("rank", "1")
        if self._options.source and not self._own:
            cells.setdefault("source", self._options.source)
        rows.append(Row(cells))

    def _compare_term(self, concept: Concept, given: GivenTerm, row: Row) -> None:
        cells = dict(given.cells)
        rows = concept.rows[given.language]
        status = cells.pop("status", "")
        before = len(self.changes) + len(self.conflicts)
        if status and (status == _FORBIDDEN) == row.used:
            theirs = "in use" if row["status"] == _FORBIDDEN else _FORBIDDEN
            if not self._wins(Change(concept.id, given.language, row["term"], "status", row["status"], theirs)):
                return
            self._set(concept, given.language, row, "status", self._status(status))
        elif self._options.statuses and status:
            cells["status"] = status
        if cells.get("rank") == "1":
            del cells["rank"]
            self._prefer(concept, given.language, row, rows)
        self._compare(concept, given.language, row["term"], row, cells)
        self.same += len(self.changes) + len(self.conflicts) == before

    def _prefer(self, concept: Concept, language: str, row: Row, rows: list[Row]) -> None:
        first = _first(rows)
        if first is None or first is row or not row.used:
            return
        if self._wins(Change(concept.id, language, row["term"], "preferred term", first["term"], row["term"])):
            self._step_down(concept, language, rows)
            self._set(concept, language, row, "rank", "1")

    def _drop_form(self, concept: Concept, language: str, row: Row, text: str) -> None:
        for column in _FORMS:
            kept = "|".join(form for form in row[column].split("|") if folded_form(form) != folded_form(text))
            if kept != row[column]:
                self._set(concept, language, row, column, kept)

    def _step_down(self, concept: Concept, language: str, rows: list[Row]) -> None:
        for row in rows:
            if row.used and row["rank"] == "1":
                self._set(concept, language, row, "rank", "2")

    def _compare(self, concept: Concept, language: str, term: str, row: Row, cells: Mapping[str, str]) -> None:
        """Cell by cell: what ours lacks is filled in, what is unverified follows the file, the rest is a conflict."""
        for column, theirs in cells.items():
            ours = row[column]
            if column == "term" or _same(ours, theirs) or (column == "status" and not self._options.statuses):
                continue
            change = Change(concept.id, language, term, column, ours, theirs)
            if not ours or row["status"] == _UNVERIFIED or self._wins(change):
                self._set(concept, language, row, column, theirs)

    def _set(self, concept: Concept, language: str, row: Row, column: str, value: str) -> None:
        before = row[column]
        if row.line or (language == CONCEPTS and not concept.new):
            self.changes.append(Change(concept.id, language, row["term"], column, before, value))
        row.set(column, value)

    def _wins(self, conflict: Change) -> bool:
        self.conflicts.append(conflict)
        return self._options.keep == "theirs"

    def _status(self, status: str) -> str:
        return _UNVERIFIED if status == _APPROVED and not self._options.statuses else status


def _held(entry: TermEntry) -> Concept:
    rows = {language: [Row(term_cells(term), term.line) for term in terms] for language, terms in entry.terms}
    return Concept(entry.id, Row(concept_cells(entry)), rows=rows)


def _first(rows: Iterable[Row]) -> Row | None:
    """The preferred one: rows stand by rank."""
    return next((row for row in sorted(rows, key=_rank) if row.used), None)


def _rank(row: Row) -> int:
    """What is no number is told when the files are read again."""
    return int(row["rank"][:4]) if row["rank"].isascii() and row["rank"].isdigit() else _LAST


def _forms(row: Row) -> list[str]:
    return [row["term"], *(form for column in _FORMS for form in row[column].split("|") if form not in ("", "-"))]


def _stays_english(concept: Concept, given: GivenTerm) -> bool:
    """Whether a list only spells out that a name is not translated: English stands there where we have no row."""
    english = concept.rows.get(SOURCE, ())
    untranslated = any(row["status"] == Status.DNT.value for row in (concept.row, *english))
    used = any(row.used for row in concept.rows.get(given.language, ()))
    return (
        untranslated
        and not used
        and "status" not in given.cells
        and folded_form(given.cells["term"]) in concept.named()
    )


def _holds(row: Row, text: str) -> bool:
    return folded_form(text) in _folded(_forms(row))


def _folded(forms: Iterable[str]) -> set[str]:
    return set(map(folded_form, forms))


def _same(ours: str, theirs: str) -> bool:
    """The same values; their order in a cell and how letters are composed do not matter."""
    one, other = (unicodedata.normalize("NFC", cell).split("|") for cell in (ours, theirs))
    return sorted(one) == sorted(other)


def _slug(text: str) -> str:
    return re.sub(r"[\W_]+", "-", text.casefold()).strip("-")
