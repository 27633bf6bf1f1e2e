"""TBX -> what it says: TBX 3 as tags or attributes, and the older files: martif, the first TBX-Min. Pure.

An element is known by its local name or its `type`, whatever its style and its namespace's version. What the glossary
has no column for is counted under its data category, never dropped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pubflow.errors import TermbaseError, UsageError
from pubflow.exchange.given import Given, GivenConcept, GivenTerm, counted, remark
from pubflow.exchange.tbx import ADMITTED, DEPRECATED, GENDERS, OURS, PREFERRED, SUPERSEDED, WRITTEN_BY
from pubflow.finding import Finding
from pubflow.language import LanguageTag
from pubflow.markup.elements import Element, parse
from pubflow.termbase.entries import CONCEPT_COLUMNS, TERM_COLUMNS

_ROOTS: Final = ("tbx", "martif", "TBX")
_CONCEPTS: Final = ("conceptEntry", "termEntry", "entry")
_LANGUAGES: Final = ("langSec", "langSet", "langGroup")
_TERMS: Final = ("termSec", "tig", "ntig", "termGroup")
_GROUPS: Final = ("descripGrp", "termNoteGrp", "adminGrp", "termGrp", "noteGrp")
_TYPED: Final = ("descrip", "admin", "termNote", "transac", "ref", "xref", "adminNote", "descripNote", "transacNote")
_STATUS: Final = ("administrativeStatus", "termStatus")
_STATUSES: Final = {
    PREFERRED: PREFERRED, "preferred": PREFERRED, "preferredTerm": PREFERRED,
    ADMITTED: ADMITTED, "admitted": ADMITTED, "admittedTerm": ADMITTED,
    DEPRECATED: DEPRECATED, "deprecated": DEPRECATED, "deprecatedTerm": DEPRECATED,
    "forbidden": DEPRECATED, "notRecommended": DEPRECATED,
    SUPERSEDED: SUPERSEDED, "superseded": SUPERSEDED, "supersededTerm": SUPERSEDED, "obsolete": SUPERSEDED,
}  # fmt: skip
_MEANS: Final = {
    PREFERRED: {"status": "approved", "rank": "1"},
    ADMITTED: {"status": "approved"},
    DEPRECATED: {"status": "forbidden"},
    SUPERSEDED: {"status": "forbidden"},
}
_OURS_OF_GENDER: Final = {theirs: ours for ours, theirs in GENDERS.items() if theirs != "other"}
_COLUMN: Final = re.compile(rf"{OURS}([a-z-]+): (.+)", re.DOTALL)


def loads(content: bytes, path: str) -> Given:
    """What the file says. Raises TermbaseError, with file and line, for what is no XML or no TBX."""
    reader = _Reader(path)
    parse(content, path, reader.ended)
    return Given(tuple(reader.concepts), reader.own, counted(reader.left_out), tuple(reader.findings))


class _Reader:
    def __init__(self, path: str) -> None:
        self._path = path
        self.concepts: list[GivenConcept] = []
        self.left_out: list[str] = []
        self.findings: list[Finding] = []
        self.own = False

    def ended(self, element: Element, around: tuple[str, ...]) -> bool:
        if not around and element.name not in _ROOTS:
            message, hint = f"is no TBX: its first element is <{element.name}>", "TBX begins with <tbx> or <martif>"
            raise TermbaseError(message, where=f"{self._path}:{element.line}", hint=hint)
        if element.name == "p" and "sourceDesc" in around:
            self.own |= element.text.startswith(WRITTEN_BY)
        elif element.name == "refObjectSec":
            self.left_out.append("back matter")
        elif element.name in _CONCEPTS and around and around[-1] == "body":
            self._concept(element)
            return True
        return False

    def _concept(self, element: Element) -> None:
        said = _Said(self, "concept")
        inner = [child for child in element.children if child.name in _LANGUAGES]
        for child in element.children:
            if child.name not in _LANGUAGES:
                said.take(child)
        terms = tuple(term for child in inner for term in self._language(child, said))
        if not terms:
            self._remark(element, "a concept without a term is left out")
            return
        cells = said.cells(CONCEPT_COLUMNS)
        identity = said.columns.get("id") or " ".join(element.attributes.get("id", "").split())
        if self.own:
            cells = {"kind": "term", "status": "approved"} | cells
        self.concepts.append(GivenConcept(identity, cells, terms, element.line))

    def _language(self, element: Element, concept: _Said) -> Iterator[GivenTerm]:
        try:
            tag = str(LanguageTag.parse(element.language))
        except UsageError:
            self._remark(element, f"“{element.language}” is no language tag; its terms are left out")
            return
        said = _Said(self, f"language {tag}")
        for child in element.children:
            if child.name not in _TERMS:
                said.take(child)
        if tag.split("-")[0] == "en" and not concept.categories.get("definition"):
            concept.categories["definition"] = said.categories.pop("definition", "")
        self.left_out += [f"{name} of a language" for name, value in said.categories.items() if value]
        self.left_out += ["note of a language"] * len(said.notes)
        for child in element.children:
            if child.name in _TERMS and (term := self._term(child, tag)):
                yield term

    def _term(self, element: Element, language: str) -> GivenTerm | None:
        said = _Said(self, "term")
        for child in element.children:
            said.take(child)
        text = said.categories.pop("term", "")
        if not text:
            self._remark(element, "an empty term is left out")
            return None
        status = said.columns.get("status", "")
        said.columns |= {"term": text} | self._status(said, element, text) | ({"status": status} if status else {})
        gender = said.categories.pop("grammaticalGender", "")
        if ours := _OURS_OF_GENDER.get(gender):
            said.columns["gender"] = ours
        elif gender and "gender" not in said.columns:
            self.left_out.append(f"grammaticalGender {gender}")
        return GivenTerm(language, said.cells(TERM_COLUMNS), element.line)

    def _status(self, said: _Said, element: Element, term: str) -> dict[str, str]:
        text = said.categories.pop("administrativeStatus", "")
        known = _STATUSES.get(text, "")
        if text and not known:
            self._remark(element, f"“{term}”: the status “{text}” is not known and left out")
        if known == SUPERSEDED:
            self._remark(element, f"“{term}”: a superseded term is read as forbidden")
        means = dict(_MEANS.get(known, {}))
        if "rank" in said.columns:
            means.pop("rank", None)
        return means

    def _remark(self, element: Element, message: str) -> None:
        self.findings.append(remark(self._path, element.line, message))


class _Said:
    """What stands at one level: a concept, a language or a term."""

    _KEPT: Final = {
        "concept": ("definition",),
        "term": ("term", "administrativeStatus", "grammaticalGender", "source"),
    }

    def __init__(self, reader: _Reader, level: str) -> None:
        self._reader = reader
        self._kept = self._KEPT.get(level, ("definition",))
        self.categories: dict[str, str] = {}
        self.notes: list[str] = []
        self.columns: dict[str, str] = {}
        """What our own notes say."""

    def take(self, element: Element, group: str = "") -> None:
        """Keep an element, or count it as left out; a group is taken apart."""
        name = _category(element)
        if element.name in _GROUPS:
            for child in element.children:
                self.take(child, element.name)
        elif name == "note":
            self._note(element.text)
        elif name not in self._kept or name in self.categories or (name == "source" and group == "descripGrp"):
            self._reader.left_out.append(f"{name} of a description" if name == "source" and group else name)
        elif element.text:
            self.categories[name] = element.text

    def cells(self, columns: tuple[str, ...]) -> dict[str, str]:
        """Under the names of the glossary's columns, in their order, without what is empty."""
        held = {name: self.categories.get(name, "") for name in ("definition", "source")}
        held |= {"note": " / ".join(self.notes)} | self.columns
        return {column: held[column] for column in columns if column not in ("id", "concept") and held.get(column)}

    def _note(self, text: str) -> None:
        ours = _COLUMN.fullmatch(text)
        if ours and (ours[1] in (*TERM_COLUMNS, *CONCEPT_COLUMNS)) and ours[1] not in self.columns:
            self.columns[ours[1]] = ours[2]
        elif text:
            self.notes.append(text)


def _category(element: Element) -> str:
    name = element.attributes.get("type", "") if element.name in _TYPED else ""
    return "administrativeStatus" if (name or element.name) in _STATUS else name or element.name
