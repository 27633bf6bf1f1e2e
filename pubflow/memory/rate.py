"""How alike two sources are, 0-100 %. Pure; loads rapidfuzz.

Half by words, half by letters: a word that is another one counts as one word of so many, as in other tools; a typo in
it counts less, since the other half knows that most of its letters stand. See docs/decisions/0013.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

from pubflow.memory.normal import words


def similarity(one: str, other: str) -> float:
    """Of two normal texts, 0-100."""
    letters = Levenshtein.normalized_similarity(one, other)
    return 50 * (letters + Levenshtein.normalized_similarity(words(one), words(other)))


def best(normal_text: str, others: Sequence[tuple[int, str]], least: float, count: int) -> list[tuple[float, int]]:
    """The `count` most alike of (name, normal text), as (similarity, name), best first, none under `least`.

    Of equals those with the greater name, whatever the order that they come in.
    """
    # By letters alone first: who is far off there can't be near enough by both.
    floor = max(0.0, least / 50 - 1)
    letters = Levenshtein.normalized_similarity
    near = extract(normal_text, [text for _, text in others], scorer=letters, score_cutoff=floor, limit=None)
    mine = words(normal_text)
    found: list[tuple[float, int]] = []
    for text, score, at in near:
        if 50 * (score + 1) < least:
            break
        alike = 50 * (score + letters(mine, words(text)))
        if alike >= least:
            found = sorted([*found, (alike, others[at][0])], reverse=True)[:count]
            if len(found) == count:
                least = max(least, found[-1][0])
    return found
