"""What was said before: an index over units that people reviewed. Pure.

It answers for the same text only. A similar source is for a person to compare: its target may mean the opposite.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pubflow.catalog import Catalog, State, Unit
from pubflow.segment import Segment, TaggedText, is_joined, tag_faults
from pubflow.segment.match import Match, MatchKind


@dataclass(frozen=True, slots=True)
class _Said:
    """One reviewed target."""

    context: str
    source: str
    target: str
    statement_id: str


class Memory:
    """Reviewed targets by the plain text of their source, so that bold and links do not hide a sentence."""

    def __init__(self, said: Iterable[_Said]) -> None:
        """`said` in any order; the answers do not depend on it."""
        self._by_text: dict[str, list[_Said]] = defaultdict(list)
        for one in said:
            self._by_text[TaggedText.parse(one.source).plain].append(one)

    @classmethod
    def of(cls, catalogs: Iterable[Catalog]) -> Memory:
        """Index the reviewed units of catalogs in one language, those too whose source has gone since.

        Drafts are left out: what nobody agreed to must not come back as if somebody had. So are targets that say
        `<joined/>` and those whose tags are not their source's.
        """
        return cls(
            _Said(unit.key.context, unit.key.source, unit.target, catalog.statement_id)
            for catalog in catalogs
            for unit in catalog.units
            if _is_sure(unit)
        )

    def lookup(self, segment: Segment) -> Match | None:
        """The target of the same text with the same tags: first from the same context, then the one said most often."""
        fitting = [
            one
            for one in self._by_text.get(segment.text.plain, ())
            if not tag_faults(segment.text, TaggedText.parse(one.target))
        ]
        if not fitting:
            return None
        same = [one for one in fitting if one.context == segment.key.context]
        counts = Counter(one.target for one in same or fitting)
        best = min(same or fitting, key=lambda one: (-counts[one.target], one.statement_id, one.target))
        kind = MatchKind.CONTEXT if same else MatchKind.EXACT
        return Match(best.target, 100, kind, best.statement_id)


def _is_sure(unit: Unit) -> bool:
    if unit.state < State.REVIEWED or not unit.target.strip() or unit.source_plural is not None:
        return False
    target = TaggedText.parse(unit.target)
    return not is_joined(target) and not tag_faults(TaggedText.parse(unit.key.source), target)
