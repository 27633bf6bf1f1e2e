"""What is known of one engine's ways with terms, and the asking for what is not known yet. Pure but for the asking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pubflow.termbase.mining import Ask, Mined, mine
from pubflow.termbase.model import TermMatch
from pubflow.termbase.pack import Pack
from pubflow.termbase.pivots import Pivot, mined


@dataclass(slots=True)
class Table:
    """What is known of one engine and model; it grows as terms are met, and may be kept between runs."""

    pool: tuple[Pivot, ...] = ()
    renderings: dict[str, Mined | None] = field(default_factory=dict)
    """By `key_of`: what the engine makes of a term."""


def key_of(match: TermMatch, words: str = "") -> str:
    """What a rendering is kept under: a term's words as they stand or others for them, their case apart."""
    return f"{match.entry.id}|{' '.join((words or match.text).split()).casefold()}"


@dataclass(frozen=True, slots=True)
class Means:
    """What a step works with: an engine, what is known of it, and the pack of the language."""

    ask: Ask
    pack: Pack
    table: Table

    def learn(self, words: Mapping[str, tuple[str, bool]]) -> None:
        """Ask for what the table does not know yet: key -> (words, whether they are a plural)."""
        unknown = {key: asked for key, asked in words.items() if key not in self.table.renderings}
        if unknown:
            self.table.renderings.update(zip(unknown, mine(list(unknown.values()), self.ask, self.pack), strict=True))

    def pool(self) -> tuple[Pivot, ...]:
        """The pivots of the engine, asked for when they are first wanted."""
        if not self.table.pool:
            self.table.pool = mined(self.ask, self.pack)
        return self.table.pool
