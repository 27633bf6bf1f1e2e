"""Whether the terms a draft should hold stand in it, by the glossary's table alone.

The scorer's own reading of the glossary, written apart from pubflow's: a fault that both shared would go unseen.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

COLUMNS = ("term", "plural", "feminine", "feminine-plural", "forms")
_DASHES = re.compile(r"[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_APOSTROPHES = re.compile(r"[\u2018\u2019\u201b\u02bc\uff07\u00b4`]")
_INSIDE_A_WORD = re.compile(r"</?b\d+>")
_BETWEEN_WORDS = re.compile(r"<x\d+/>")

Forms = Mapping[str, Sequence[str]]


def accepted_forms(path: Path) -> dict[str, list[str]]:
    """What may stand for each concept, folded; what is forbidden is no form."""
    forms: dict[str, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["status"] == "forbidden":
                continue
            for column in COLUMNS:
                values = (value.strip() for value in (row.get(column) or "").split("|"))
                forms.setdefault(row["concept"], []).extend(fold(value) for value in values if value not in ("", "-"))
    return forms


def fold(text: str) -> str:
    text = unicodedata.normalize("NFC", text).casefold()
    text = _APOSTROPHES.sub("'", _DASHES.sub("-", text))
    return " ".join(text.split())


def met(target: str, concepts: Sequence[str], forms: Forms) -> list[bool]:
    """For each occurrence that is wanted: has it an accepted form to itself? As many as can be have one."""
    text = fold(_BETWEEN_WORDS.sub(" ", _INSIDE_A_WORD.sub("", target)))
    hits = _hits(text, {form for concept in concepts for form in forms.get(concept, ())})
    holder: dict[int, int] = {}

    def place(occurrence: int, seen: set[int]) -> bool:
        # An augmenting path: a hit that is taken is freed if its holder finds another.
        for number, form in enumerate(hits):
            if number in seen or form not in forms.get(concepts[occurrence], ()):
                continue
            seen.add(number)
            if number not in holder or place(holder[number], seen):
                holder[number] = occurrence
                return True
        return False

    for occurrence in range(len(concepts)):
        place(occurrence, set())
    return [occurrence in holder.values() for occurrence in range(len(concepts))]


def _hits(text: str, forms: set[str]) -> list[str]:
    """Forms as they stand in the text, none over another: “pena de morte” hides “pena”."""
    taken: list[tuple[int, int]] = []
    hits = []
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text):
            start, end = match.span()
            if all(end <= left or right <= start for left, right in taken):
                taken.append((start, end))
                hits.append(form)
    return hits
