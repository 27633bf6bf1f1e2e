"""What a translator is told about the terms of a segment. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pubflow.language import LanguageTag
from pubflow.termbase.model import SOURCE, TermMatch
from pubflow.termbase.names import shown

TERMS: Final = "terms: "
"""How the note begins."""
_MOST_FORBIDDEN: Final = 4
"""A note is read at a glance; the check knows them all."""


def notes_for(
    matches: Iterable[TermMatch], language: LanguageTag, first: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """The `#.` line of a segment's terms, each once, in text order: `terms: refoulement = 強制遣返 (never 驅回) | ...`.

    `first`: ids of the names whose first mention stands here. Empty where it has no term that the language has a word
    for.
    """
    terms: dict[str, TermMatch] = {}
    for match in matches:
        terms.setdefault(match.entry.id, match)
    parts = [_part(match, language, is_first=name in first) for name, match in terms.items()]
    line = " | ".join(part for part in parts if part)
    return (f"{TERMS}{line}",) if line else ()


def _part(match: TermMatch, tag: LanguageTag, *, is_first: bool) -> str:
    entry, language = match.entry, str(tag)
    accepted, forbidden = entry.accepted(language), entry.forbidden(language)[:_MOST_FORBIDDEN]
    if not accepted:
        return ""
    remarks = [f"never {', '.join(forbidden)}"] if forbidden else []
    if disputed := entry.disputed(language):
        others = [term.text for term in disputed if term.text != accepted[0]]
        remarks.insert(0, f"disputed: also {', '.join(others)}" if others else "disputed")
    if is_first and (written := shown(match, tag)):
        remarks.insert(0, f"first mention: with the Latin name, {written}")
    told = f" ({'; '.join(remarks)})" if remarks else ""
    return f"{entry.in_language(SOURCE)[0].text} = {accepted[0]}{told}"
