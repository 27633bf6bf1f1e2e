"""One sentence on its way down the cascade: its best draft so far, and which other draft may take its place. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from pubflow.language import LanguageTag
from pubflow.termbase.judge import Reason, in_this_sense
from pubflow.termbase.model import TermMatch
from pubflow.termbase.pack import Pack
from pubflow.termbase.swap import clashes, damage
from pubflow.termbase.verify import Verdict, verify

Step = Literal["raw", "in-place", "paraphrase", "pivot", "placeholder", "asked-again", "kept-word", ""]
STEPS: Final[tuple[Step, ...]] = (
    "", "raw", "in-place", "paraphrase", "pivot", "placeholder", "asked-again", "kept-word",
)  # fmt: skip
"""How far down a sentence went; the last two are for engines that draft whole units (`translate.whole`)."""


@dataclass(slots=True, eq=False)
class Work:
    """One sentence."""

    source: str
    language: LanguageTag
    matches: tuple[TermMatch, ...]
    """The terms that are asked for."""
    raw: str
    """The engine's own draft."""
    best: str
    """The draft with most terms met so far."""
    open: int
    """How many terms the best lacks, and how many forbidden forms it has."""
    step: Step
    """The one that made the best, where that meets anything."""
    missed_raw: frozenset[str]
    """Ids of the concepts that the engine's own draft lacked, be it in one place."""
    reasons: list[Reason] = field(default_factory=list)
    calls: int = 1

    @classmethod
    def begun(cls, source: str, matches: tuple[TermMatch, ...], raw: str, language: LanguageTag) -> Work:
        """With the engine's own draft; terms that have another sense there are not asked for."""
        wanted, verdict = in_this_sense(matches, raw, language)
        missed = frozenset(match.entry.id for match in (*verdict.missing, *verdict.short))
        step: Step = "raw" if wanted and verdict.is_met else ""
        return cls(source, language, wanted, raw, raw, _open(verdict), step, missed)

    def verdict(self, text: str) -> Verdict:
        """What is met in a draft."""
        return verify(text, self.matches, self.language)

    def unmet(self, text: str) -> tuple[TermMatch, ...]:
        """The terms that a draft lacks: those it has none of before those it has too few of."""
        verdict = self.verdict(text)
        return (*verdict.missing, *verdict.short)

    def unmet_raw(self) -> tuple[TermMatch, ...]:
        """The terms that the engine's own draft lacks, in text order."""
        return tuple(sorted(self.unmet(self.raw), key=lambda match: match.start))

    def take(self, text: str | None, step: Step, pack: Pack) -> bool:
        """Keep a candidate that meets more than the best so far and harms nothing; whether it meets all."""
        terms = [match.text for match in self.matches]
        if text is None or damage(self.source, self.raw, text, pack, terms=terms):
            return False
        verdict = self.verdict(text)
        if any(clashes(hit, text, self.language, pack) for hit in verdict.met):
            return False
        still_open = _open(verdict)
        if still_open < self.open:
            self.best, self.step, self.open = text, step, still_open
        return not still_open


def _open(verdict: Verdict) -> int:
    return len(verdict.missing) + len(verdict.short) + len(verdict.forbidden)
