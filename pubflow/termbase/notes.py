"""What a translator is told about the terms of a segment. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pubflow.language import LanguageTag
from pubflow.termbase.model import SOURCE, TermEntry, TermMatch

_MOST_FORBIDDEN: Final = 4
"""A note is read at a glance; the check knows them all."""


def notes_for(matches: Iterable[TermMatch], language: LanguageTag) -> tuple[str, ...]:
    """The `#.` line of a segment's terms, each once, in text order: `terms: refoulement = 強制遣返 (never 驅回) | ...`.

    Empty where it has none that the language has a word for.
    """
    entries = {match.entry.id: match.entry for match in matches}
    parts = [_part(entry, str(language)) for entry in entries.values()]
    line = " | ".join(part for part in parts if part)
    return (f"terms: {line}",) if line else ()


def _part(entry: TermEntry, language: str) -> str:
    accepted, forbidden = entry.accepted(language), entry.forbidden(language)[:_MOST_FORBIDDEN]
    if not accepted:
        return ""
    remarks = [f"never {', '.join(forbidden)}"] if forbidden else []
    if disputed := entry.disputed(language):
        others = [term.text for term in disputed if term.text != accepted[0]]
        remarks.insert(0, f"disputed: also {', '.join(others)}" if others else "disputed")
    told = f" ({'; '.join(remarks)})" if remarks else ""
    return f"{entry.in_language(SOURCE)[0].text} = {accepted[0]}{told}"
