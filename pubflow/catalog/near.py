"""Which gone sources became which new ones: the same, joined, split or nearly the same. Pure.

Only what is new is compared with what is gone: a sentence that still stands gave its target to itself. How near two
texts are is the mean of their likeness by characters and by words: characters alone call any two English sentences half
alike, words alone are blind to an ending. Where they stand decides between equals, and lets an edit be larger in its
own place. The bounds were measured (benchmarks/update.py): docs/decisions/0012.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LEAST: Final = 70.0
"""Rate from which an old target helps more than it misleads."""
_LEAST_SHORT: Final = 80.0
_SHORT: Final = 25
"""Characters; under these a few letters in common are chance."""
_LEAST_RUN: Final = 75.0
"""Of several sources together."""
_BY_PLACE: Final = 6.0
"""What each neighbour that is still the same adds."""
_RUN: Final = 4
"""Sources that may have been joined into one, or one split into."""
_SHARED: Final = 0.2
"""Of the words of two sources, weighed by how rare they are: with less in common they are not compared."""
_BUCKETS: Final = 1024
"""For words, by hash: so that a comparison costs the same whatever the vocabulary."""
_BEST: Final = 6
"""Candidates kept of each new source."""
_BY_ARRAY: Final = 20_000
"""Pairs from which numpy earns its start."""
_BLOCK: Final = 256
_WITH_RUNS: Final = 10_000_000
"""Pairs up to which runs are looked for too: a text that is new as a whole was not made of joined sentences."""
_IN_PLACE: Final = 16
"""Gone sources of one place that are all compared with what is new there."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]")


class Gap(NamedTuple):
    """The nearest neighbours that still stand, by any name; None at an end, and where no place is known."""

    before: object
    after: object


NOWHERE: Final = Gap(None, None)


@dataclass(frozen=True, slots=True)
class Text:
    """One source on either side."""

    plain: str
    """Without tags."""
    at: int = -1
    """Its place among all sources of its side; -1 where it has none any more."""
    gap: Gap = NOWHERE


@dataclass(frozen=True, slots=True)
class Pair:
    """New sources and the gone ones they were made of: one and one, several and one, or one and several."""

    new: tuple[int, ...]
    old: tuple[int, ...]
    rate: int
    """0-100 %."""


class _Side(NamedTuple):
    """What is compared: one source, or some that stand one behind the other."""

    members: tuple[int, ...]
    folded: str
    words: tuple[str, ...]
    gap: Gap
    at: int


def rate(one: str, other: str) -> int:
    """How near two plain texts are, 0-100 %; 100 only for the same."""
    found = int(_likeness(_side((0,), [Text(one)]), _side((0,), [Text(other)])))
    return 100 if one == other else min(found, 99)


def pairs(new: Sequence[Text], old: Sequence[Text]) -> tuple[Pair, ...]:
    """The best pairs, each source used once on either side; in the order of the new."""
    if not new or not old:
        return ()
    runs = len(new) * len(old) <= _WITH_RUNS
    news, olds = _sides(new, runs=runs), _sides(old, runs=runs)
    scored = sorted(
        (-score, len(news[row].members) + len(olds[column].members), row, column, rated)
        for row, column, score, rated in _scored(news, olds)
    )
    taken_new: set[int] = set()
    taken_old: set[int] = set()
    out = []
    for _, _, row, column, rated in scored:
        one, other = news[row].members, olds[column].members
        if taken_new.isdisjoint(one) and taken_old.isdisjoint(other):
            taken_new.update(one)
            taken_old.update(other)
            out.append(Pair(one, other, rated))
    return tuple(sorted(out, key=lambda pair: pair.new))


def _sides(texts: Sequence[Text], *, runs: bool) -> list[_Side]:
    """Each text alone, then each run of neighbours."""
    out = [_side((number,), texts) for number in range(len(texts))]
    for run in _runs(texts) if runs else ():
        for start in range(len(run)):
            out += [_side(tuple(run[start:end]), texts) for end in range(start + 2, min(start + _RUN, len(run)) + 1)]
    return out


def _runs(texts: Sequence[Text]) -> Iterator[list[int]]:
    """The longest stretches of texts that stand one right behind the other."""
    placed = sorted((text.at, number) for number, text in enumerate(texts) if text.at >= 0)
    run = [number for _, number in placed[:1]]
    for (at, _), (further, number) in pairwise(placed):
        if further != at + 1:
            yield run
            run = []
        run.append(number)
    yield run


def _side(members: tuple[int, ...], texts: Sequence[Text]) -> _Side:
    folded = " ".join(" ".join(texts[number].plain.casefold().split()) for number in members)
    first = texts[members[0]]
    return _Side(members, folded, tuple(_WORD.findall(folded)), first.gap, first.at)


def _scored(news: list[_Side], olds: list[_Side]) -> Iterator[tuple[int, int, float, int]]:
    """(new side, old side, score, rate) of all pairs that are near enough."""
    places: dict[Gap, list[int]] = {}
    for column, side in enumerate(olds):
        if len(side.members) == 1 and side.gap != NOWHERE:
            places.setdefault(side.gap, []).append(column)
    for row, columns in _candidates(news, olds):
        one = news[row]
        # What stands in the very same place is looked at whatever its letters say.
        near = places.get(one.gap, ())[:_IN_PLACE]
        for column in {*columns, *near}:
            other = olds[column]
            if len(one.members) > 1 < len(other.members):
                continue
            runs = len(one.members) + len(other.members) - 2
            likeness = _likeness(one, other)
            place = _BY_PLACE * _same_neighbours(one.gap, other.gap)
            if likeness + (0 if runs else place) >= _bound(one, other, runs):
                rated = 100 if one.folded == other.folded else min(int(likeness), 99)
                yield row, column, likeness + place + (other.at >= 0) / 10, rated
            elif not runs and place and (held := _held(one, other)):
                yield row, column, held, held


def _bound(one: _Side, other: _Side, runs: int) -> float:
    if runs:
        return _LEAST_RUN
    return _LEAST_SHORT if min(len(one.folded), len(other.folded)) < _SHORT else _LEAST


def _same_neighbours(one: Gap, other: Gap) -> int:
    return (one.before is not None and one.before == other.before) + (
        one.after is not None and one.after == other.after
    )


def _held(one: _Side, other: _Side) -> int:
    """Where the shorter stands whole in the longer, and in its place: how much of it that is, in percent; else 0."""
    shorter, longer = sorted((one.folded, other.folded), key=len)
    bare = shorter.rstrip(".!?…,;: ")
    return max(100 * len(bare) // len(longer), 1) if len(bare) >= _SHORT and bare in longer else 0


def _likeness(one: _Side, other: _Side) -> float:
    from rapidfuzz.distance import Indel

    if one.folded == other.folded:
        return 100.0
    by_characters = Indel.normalized_similarity(one.folded, other.folded)
    return 50 * (by_characters + Indel.normalized_similarity(one.words, other.words))


def _candidates(news: list[_Side], olds: list[_Side]) -> Iterator[tuple[int, Iterable[int]]]:
    """For each new side the old ones that share most of their words with it, rare words first."""
    if len(news) * len(olds) <= _BY_ARRAY:
        yield from ((row, range(len(olds))) for row in range(len(news)))
        return
    # Here, since an everyday update has a few sources to compare and numpy takes longer to load than that.
    import numpy as np

    table = _vectors([*news, *olds])
    queries, texts = table[: len(news)], table[len(news) :].T
    count = min(_BEST, len(olds))
    for start in range(0, len(news), _BLOCK):
        shared = queries[start : start + _BLOCK] @ texts
        best = np.argpartition(shared, len(olds) - count, axis=1)[:, -count:]
        for row, columns in enumerate(best.tolist()):
            yield start + row, [column for column in columns if shared[row, column] > _SHARED]


def _vectors(sides: list[_Side]) -> NDArray[np.float32]:
    """A row of length 1 for each side: its words in buckets, each by how rare its bucket is."""
    import numpy as np

    buckets = [np.array([crc32(word.encode()) % _BUCKETS for word in side.words], dtype=np.intp) for side in sides]
    table: NDArray[np.float32] = np.zeros((len(sides), _BUCKETS), dtype=np.float32)
    for row, found in zip(table, buckets, strict=True):
        row[found] = 1
    table *= np.log((len(sides) + 1) / (table.sum(axis=0) + 1))
    lengths = np.sqrt((table * table).sum(axis=1, keepdims=True))
    table /= np.maximum(lengths, 1e-9)
    return table
