"""What an engine makes of a noun: found by asking for it in plain sentences. Pure but for the asking.

The same few sentences are drafted with the noun in them; what most answers share, and answers for other nouns do not,
is its rendering. Its gender and number are read off the determiners to its left.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pubflow.termbase.pack import WORD, Agreement, Pack

Ask = Callable[[Sequence[str]], list[str]]
"""Drafts of these sentences, in order."""

SINGULAR: Final = (
    "The {} was discussed yesterday.",
    "They wrote about the {} in the report.",
    "We heard of a {} in the city.",
    "This {} is important.",
    "He spoke of the {} again.",
    "The report names the {} twice.",
)
PLURAL: Final = (
    "The {} were discussed yesterday.",
    "They wrote about the {} in the report.",
    "We heard of many {} in the city.",
    "These {} are important.",
    "He spoke of the {} again.",
    "The report names the {} twice.",
)
_ANCHORS: Final = ("table", "river", "garden"), ("tables", "rivers", "gardens")
"""Nouns whose answers say what belongs to the sentences themselves."""
_LONGEST: Final = 9
"""Words of a rendering."""
_LEAST: Final = 0.6
"""Share of the answers that must hold it."""


@dataclass(frozen=True, slots=True)
class Mined:
    """How an engine renders a noun."""

    rendering: str
    agreement: Agreement | None
    """None where no determiner told."""
    stability: float
    """Share of the answers that hold it, 0-1."""


def sentences(noun: str, *, plural: bool) -> tuple[str, ...]:
    """The sentences to ask for one noun, a/an as it wants."""
    templates = PLURAL if plural else SINGULAR
    return tuple(_with_article(template.format(noun)) for template in templates)


def mine(nouns: Sequence[tuple[str, bool]], ask: Ask, pack: Pack) -> list[Mined | None]:
    """For each (noun, plural) what the engine makes of it; None where its answers have nothing in common.

    One call of `ask` for all of them.
    """
    asked: list[tuple[str, ...]] = [sentences(noun, plural=plural) for noun, plural in nouns]
    anchors = [sentences(noun, plural=bool(at)) for at, group in enumerate(_ANCHORS) for noun in group]
    answers = iter(ask([one for group in (*asked, *anchors) for one in group]))
    found = [[next(answers) for _ in group] for group in asked]
    common = [[next(answers) for _ in group] for group in anchors]
    own = {False: _grams_of(common[: len(_ANCHORS[0])]), True: _grams_of(common[len(_ANCHORS[0]) :])}
    return [_common(answered, own[plural], pack) for (_, plural), answered in zip(nouns, found, strict=True)]


def _grams_of(answers: Sequence[Sequence[str]]) -> frozenset[str]:
    """Words that belong to the templates: in the answers for two anchors at least."""
    counts = Counter(word for group in answers for word in {w.lower() for text in group for w in WORD.findall(text)})
    return frozenset(word for word, count in counts.items() if count > 1)


def _common(answers: Sequence[str], templates: frozenset[str], pack: Pack) -> Mined | None:
    counts: Counter[str] = Counter()
    for answer in answers:
        counts.update(set(_grams(answer, templates)))
    if not counts:
        return None
    # The longest that enough answers hold: a shorter one that all of them hold is but a piece of it.
    enough = [gram for gram, count in counts.items() if count >= _LEAST * len(answers)]
    rendering = max(enough, key=lambda gram: (len(gram.split()), counts[gram]), default="")
    stability = counts[rendering] / len(answers) if rendering else 0.0
    if stability < _LEAST:
        return None
    return Mined(rendering, _agreement(rendering, answers, pack), stability)


def _grams(answer: str, templates: frozenset[str]) -> Iterator[str]:
    """Runs of words whose first and last are not the template's own."""
    words = list(WORD.finditer(answer))
    for first in range(len(words)):
        for last in range(first, min(first + _LONGEST, len(words))):
            ends = words[first][0].lower(), words[last][0].lower()
            if any(end in templates or len(end) < 2 for end in ends):
                continue
            gram = answer[words[first].start() : words[last].end()].lower()
            if not re.search(r"[.,;:!?]", gram):
                yield gram


def _agreement(rendering: str, answers: Sequence[str], pack: Pack) -> Agreement | None:
    votes: Counter[Agreement] = Counter()
    for answer in answers:
        for match in re.finditer(rf"(?<!\w){re.escape(rendering)}(?!\w)", answer, re.IGNORECASE):
            # Here the sentences are known, so that `a` can't be the preposition: it would stand before no plain noun.
            if told := pack.determiner_before(answer, match.start(), sure=True):
                votes[told] += 1
    if not votes:
        return None
    winner, count = votes.most_common(1)[0]
    return winner if count > sum(votes.values()) / 2 else None


def _with_article(sentence: str) -> str:
    return re.sub(r"\ba (?=[aeiou])", "an ", sentence)
