"""Which of a million texts are worth a look: an inverted index in flat arrays. Pure; loads numpy.

Two families of features. For texts with spaces: pairs of neighbouring words first, and behind them runs of characters,
which survive typos in many words. For scripts without spaces: runs of three characters first, pairs behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from pubflow.memory.features import Hasher, Keys, Numbers

_RUN: Final = 5
_SAMPLE: Final = 4
_UNSPACED_RUN: Final = 3
_TOGETHER: Final = 2000
"""Texts hashed at once: their arrays stay in the processor's cache."""
_LOW: Final = np.uint64(0xFFFFFFFF)
_MOST: Final = 8000
"""Places looked at for one family of one lookup, those of rare features first."""
_LEAST: Final = 4
"""Features looked at however common they are."""
_REPEATS: Final = 8
_HALF: Final = np.uint64(32)

Places = NDArray[np.intp]
"""Numbers of texts, to look things up by."""
Arrays = dict[str, NDArray[Any]]
"""What an index consists of, by name; any may be mapped from a file."""


@dataclass(frozen=True, slots=True)
class _Family:
    """The postings of one kind of feature: hash number n stands in the texts posts[starts[n]:starts[n + 1]]."""

    hashes: Numbers
    starts: Numbers
    posts: Numbers

    def touched(self, wanted: Numbers, scores: NDArray[np.float32]) -> Places:
        """Add to the score of each text that holds these features, by how rare they are; gives the texts, with repeats.

        Raises nothing for features that no text holds.
        """
        at = np.searchsorted(self.hashes, wanted)
        at[at == len(self.hashes)] = 0
        at = at[self.hashes[at] == wanted] if len(self.hashes) else at[:0]
        begin, end = self.starts[at].astype(np.int64), self.starts[at + 1].astype(np.int64)
        order = np.argsort(end - begin)
        begin, end = begin[order], end[order]
        enough = max(_LEAST, int(np.searchsorted(np.cumsum(end - begin), _MOST)))
        begin, end = begin[:enough], end[:enough]
        if not len(begin):
            return np.empty(0, np.intp)
        # As numpy indexes, once: it would make this of every stretch for each use of it.
        found = np.concatenate(
            [self.posts[first:stop] for first, stop in zip(begin.tolist(), end.tolist(), strict=True)]
        )
        texts = found.astype(np.intp)
        rare = np.log(1 + len(scores) / (end - begin)).astype(np.float32)
        np.add.at(scores, texts, np.repeat(rare, end - begin))
        return texts


class Index:
    """Candidates for a text, out of the texts that the arrays were built from."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]], *, spaced: bool) -> None:
        # Bare views: numpy makes an object of a mapped array's own kind for each stretch of it, which takes longer than
        # looking at the stretch.
        bare = {name: np.asarray(array) for name, array in arrays.items()}
        self._text = memoryview(bare["text"].data)
        self._ends: Keys = bare["ends"]
        self._keys: NDArray[np.int64] = bare["keys"]
        self._families = [
            _Family(*(bare[f"{name}_{part}"] for part in ("hashes", "starts", "posts"))) for name in ("first", "second")
        ]
        self._spaced = spaced
        self._hasher = Hasher()
        self._scores = np.zeros(len(self._keys), np.float32)

    def texts(self, numbers: Sequence[int]) -> list[tuple[int, str]]:
        """Of each number `key_of` its text, and the normal text."""
        at = np.array(numbers, np.intp)
        starts, ends = self._spans(at)
        spans = zip(self._keys[at].tolist(), starts.tolist(), ends.tolist(), strict=True)
        return [(key, str(self._text[start:end], "utf-8", "surrogatepass")) for key, start, end in spans]

    def _spans(self, at: Places) -> tuple[Places, Places]:
        """Where these texts begin and end, in bytes."""
        ends = self._ends.view(np.int64)
        return np.where(at > 0, ends[at - 1], 0), ends[at]

    def candidates(self, normal_text: str, count: int) -> Iterator[list[int]]:
        """The numbers of those texts that share most with this one, best first: by one family, then by the other.

        At most `count` each, some of them twice. The second is only looked for when it is asked for.
        """
        for family, wanted in zip(
            self._families, _features(self._hasher, [normal_text], spaced=self._spaced), strict=True
        ):
            touched = family.touched(np.unique((wanted >> _HALF).astype(np.uint32)), self._scores)
            best = self._best(touched, count, len(normal_text.encode("utf-8", "surrogatepass"))) if len(touched) else []
            self._scores[touched] = 0
            yield best

    def _best(self, touched: Places, count: int, size: int) -> list[int]:
        """Those that share most, as far as their length lets them be alike; `size` in bytes."""
        scores = self._scores[touched]
        if len(touched) > _REPEATS * count:
            # A text stands there once for each feature it shares: take enough for so many different ones.
            at = np.argpartition(scores, len(scores) - _REPEATS * count)[-_REPEATS * count :]
            touched = touched[at]
        touched = np.unique(touched)
        starts, ends = self._spans(touched)
        sizes = (ends - starts).astype(np.float32)
        fitting = self._scores[touched] * np.minimum(sizes, size) / np.maximum(sizes, size)
        best: list[int] = touched[np.argsort(-fitting, kind="stable")[:count]].tolist()
        return best


def _features(hasher: Hasher, texts: Sequence[str], *, spaced: bool) -> tuple[Keys, Keys]:
    pairs, runs = hasher.features(texts, _RUN if spaced else _UNSPACED_RUN, _SAMPLE if spaced else 1)
    return (pairs, runs) if spaced else (runs, pairs)


def build(texts: Iterable[tuple[int, str]], *, spaced: bool) -> Iterator[tuple[str, NDArray[Any]]]:
    """The arrays of an index, each as soon as it is there so that it can be put away; `texts`: (key, normal text)."""
    hasher = Hasher()
    source = iter(texts)
    keys: list[NDArray[np.int64]] = []
    content: list[bytes] = []
    ends: list[NDArray[np.int64]] = []
    families: tuple[list[Keys], list[Keys]] = ([], [])
    total = 0
    while part := list(islice(source, _TOGETHER)):
        here = [text for _, text in part]
        for family, found in zip(families, _features(hasher, here, spaced=spaced), strict=True):
            family.append(found + np.uint64(total))
        keys.append(np.array([key for key, _ in part], np.int64))
        encoded = [text.encode("utf-8", "surrogatepass") for text in here]
        ends.append(np.cumsum(np.array([len(text) for text in encoded], np.int64)))
        content.append(b"".join(encoded))
        total += len(part)
    yield "text", np.frombuffer(b"".join(content), np.uint8)
    content.clear()
    yield "ends", _accumulated(ends)
    yield "keys", np.concatenate(keys) if keys else np.empty(0, np.int64)
    for name, parts in zip(("first", "second"), families, strict=True):
        for part_name, array in _inverted(parts):
            yield f"{name}_{part_name}", array


def _accumulated(ends: list[NDArray[np.int64]]) -> Keys:
    before = 0
    out = []
    for part in ends:
        out.append(part + before)
        before = int(out[-1][-1])
    return np.concatenate(out).astype(np.uint64) if out else np.empty(0, np.uint64)


def _inverted(parts: list[Keys]) -> Iterator[tuple[str, NDArray[Any]]]:
    packed = np.empty(sum(map(len, parts)), np.uint64)
    at = len(packed)
    while parts:
        part = parts.pop()
        packed[at - len(part) : at] = part
        at -= len(part)
    packed.sort()
    packed = packed[np.concatenate((np.ones(min(1, len(packed)), np.bool_), packed[1:] != packed[:-1]))]
    yield "posts", (packed & _LOW).astype(np.uint32)
    hashes = (packed >> _HALF).astype(np.uint32)
    del packed
    starts = (
        np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1]))) if len(hashes) else np.empty(0, np.int64)
    )
    yield "hashes", hashes[starts]
    yield "starts", np.append(starts, len(hashes)).astype(np.uint32)
