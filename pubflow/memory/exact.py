"""The same text again: what may stand as a draft. Pure.

It answers for the same text only. A similar source is for a person to compare: its target may mean the opposite.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from pubflow.catalog import Catalog
from pubflow.memory.adapt import adapted
from pubflow.memory.reviewed import reviewed
from pubflow.segment import Segment, TaggedText
from pubflow.segment.match import Match, MatchKind, Said


class Memory:
    """Reviewed targets by the plain text of their source, so that bold and links do not hide a sentence."""

    def __init__(self, said: Iterable[Said]) -> None:
        """`said` in any order; the answers do not depend on it."""
        self._by_text: dict[str, list[Said]] = defaultdict(list)
        for one in said:
            self._by_text[TaggedText.parse(one.source).plain].append(one)

    @classmethod
    def of(cls, catalogs: Iterable[Catalog]) -> Memory:
        """What these catalogs in one language hold that people agreed to."""
        return cls(one for catalog in catalogs for one in reviewed(catalog))

    def lookup(self, segment: Segment) -> Match | None:
        """The target of the same text with the same tags: first from the same context, then the one said most often.

        A sentence of a longer unit is no answer: in its place it may have been put otherwise.
        """
        fitting = [
            (one, target)
            for one in self._by_text.get(segment.text.plain, ())
            if not one.part and (target := adapted(one, segment.text)) is not None
        ]
        if not fitting:
            return None
        same = [pair for pair in fitting if pair[0].context == segment.key.context]
        counts = Counter(target for _, target in same or fitting)
        best, target = min(same or fitting, key=lambda pair: (-counts[pair[1]], pair[0].origin, pair[1]))
        return Match(target, 100, MatchKind.CONTEXT if same else MatchKind.EXACT, best.origin)
