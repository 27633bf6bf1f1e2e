"""What two similar texts share: pairs of neighbouring words, runs of characters; as numbers. Pure; loads numpy.

Texts are hashed many at a time: one polynomial sum over all their characters, from which the hash of any stretch
follows by a subtraction and a multiplication.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]
Keys = NDArray[np.uint64]

_BASE: Final = 0x9E3779B97F4A7C15
_INVERSE: Final = pow(_BASE, -1, 1 << 64)
_MIX: Final = np.uint64(0xD6E8FEB86659FD93)
_SECOND: Final = np.uint64(0xC2B2AE3D27D4EB4F)
_HALF: Final = np.uint64(32)
_SPACE: Final = 32
_END: Final = 10
"""Stands before, between and after texts; no normal text holds it."""
_UNSPACED: Final = 0x0E00
"""Characters from here on are words of their own: Thai, kana, Han; what else lies there (Hangul) is as well served."""


class Hasher:
    """Hashes of words and runs, for texts of up to so many characters together; grows as it must."""

    def __init__(self) -> None:
        self._powers: Keys = np.ones(1, np.uint64)
        self._inverses: Keys = np.ones(1, np.uint64)

    def _grow(self, size: int) -> None:
        if size > len(self._powers):
            size = max(size, 4096)
            steps = np.full(size, _BASE, np.uint64)
            back = np.full(size, _INVERSE, np.uint64)
            steps[0] = back[0] = 1
            self._powers, self._inverses = np.cumprod(steps), np.cumprod(back)

    def features(self, texts: Sequence[str], run: int, sample: int) -> tuple[Keys, Keys]:
        """Word pairs and character runs of normal texts: (hash << 32 | number of the text), unsorted, repeats and all.

        `run`: characters in a run; `sample`: one run of so many is kept, chosen by its hash.
        """
        codes = np.frombuffer(("\n" + "\n".join(texts) + "\n").encode("utf-32-le", "surrogatepass"), np.uint32)
        self._grow(len(codes) + 1)
        sums = np.zeros(len(codes) + 1, np.uint64)
        np.cumsum(codes * self._powers[: len(codes)], out=sums[1:])
        ends = codes == _END
        number = np.cumsum(ends) - 1
        return self._pairs(codes, sums, ends, number), self._runs(sums, ends, number, run, sample)

    def _pairs(self, codes: Numbers, sums: Keys, ends: NDArray[np.bool_], number: NDArray[np.int64]) -> Keys:
        """Each word with the next; the end of a text counts as one, so that its first and last are known as such."""
        alone = (codes >= _UNSPACED) | ends
        gap = (codes == _SPACE) | alone
        starts = np.flatnonzero(alone | (~gap & np.concatenate(([True], gap[:-1]))))
        stops = np.flatnonzero(alone | (~gap & np.concatenate((gap[1:], [True])))) + 1
        words = (sums[stops] - sums[starts]) * self._inverses[starts]
        first, second, text = words[:-1], words[1:], number[starts[:-1]]
        mixed = first * _MIX ^ (second ^ second >> _HALF) * _SECOND
        return _packed(mixed, text)

    def _runs(self, sums: Keys, ends: NDArray[np.bool_], number: NDArray[np.int64], run: int, sample: int) -> Keys:
        last = len(ends) - run + 1
        if last <= 0:
            return np.empty(0, np.uint64)
        hashes = (sums[run : run + last] - sums[:last]) * self._inverses[:last]
        mixed = _mixed(hashes)
        kept = np.flatnonzero((mixed >> np.uint64(20)) % np.uint64(sample) == 0) if sample > 1 else np.arange(last)
        # A run over the border of two texts belongs to neither; the border itself, which counts to the text behind it,
        # may begin or end one.
        kept = kept[number[kept] == number[kept + run - 2]]
        found: Keys = (mixed[kept] & ~np.uint64(0xFFFFFFFF)) | number[kept].astype(np.uint64)
        return found


def _mixed(hashes: Keys) -> Keys:
    mixed: Keys = (hashes ^ hashes >> _HALF) * _MIX
    mixed ^= mixed >> np.uint64(29)
    return mixed


def _packed(hashes: Keys, text: NDArray[np.int64]) -> Keys:
    packed: Keys = (_mixed(hashes) & ~np.uint64(0xFFFFFFFF)) | text.astype(np.uint64)
    return packed
