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

from pubflow.termbase.pack import UNCHANGING, Agreement, Pack

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
    """None where no determiner told; its gender is "" where only the number shows, as in French plurals."""
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
    own = {plural: _grams_of(common[at : at + len(group)], pack) for plural, at, group in _anchored()}
    return [shared(answered, own[plural], pack) for (_, plural), answered in zip(nouns, found, strict=True)]


def _anchored() -> Iterator[tuple[bool, int, tuple[str, ...]]]:
    """(plural, index of the first anchor in that number, the anchors)."""
    yield False, 0, _ANCHORS[0]
    yield True, len(_ANCHORS[0]), _ANCHORS[1]


def _grams_of(answers: Sequence[Sequence[str]], pack: Pack) -> frozenset[str]:
    """Words that belong to the templates: in the answers for two anchors at least."""
    counts = Counter(word for group in answers for word in {w.text.lower() for text in group for w in pack.words(text)})
    return frozenset(word for word, count in counts.items() if count > 1)


def shared(answers: Sequence[str], templates: frozenset[str], pack: Pack) -> Mined | None:
    """The longest words that most answers hold, none of `templates` at their ends; None where there are none."""
    counts: Counter[str] = Counter()
    words: dict[str, int] = {}
    for answer in answers:
        found = dict(_grams(answer, templates, pack))
        counts.update(found.keys())
        words |= found
    if not counts:
        return None
    # The longest that enough answers hold: a shorter one that all of them hold is but a piece of it.
    enough = [gram for gram, count in counts.items() if count >= _LEAST * len(answers)]
    rendering = max(enough, key=lambda gram: (words[gram], counts[gram]), default="")
    stability = counts[rendering] / len(answers) if rendering else 0.0
    if stability < _LEAST:
        return None
    return Mined(rendering, _agreement(rendering, answers, pack), stability)


def _grams(answer: str, templates: frozenset[str], pack: Pack) -> Iterator[tuple[str, int]]:
    """Runs of words whose first and last are not the template's own, with how many words they have."""
    words = pack.words(answer)
    for first in range(len(words)):
        if pack.opens(words[first].text):
            continue
        for last in range(first, min(first + _LONGEST, len(words))):
            ends = words[first].text.lower(), words[last].text.lower()
            if any(end in templates or len(end) < 2 for end in ends):
                continue
            gram = answer[words[first].start : words[last].end].lower()
            if not re.search(r"[.,;:!?，。；：！？、]", gram):
                yield gram, last - first + 1


def _agreement(rendering: str, answers: Sequence[str], pack: Pack) -> Agreement | None:
    if not pack.inflects:
        return UNCHANGING
    votes: Counter[Agreement] = Counter()
    voters = 0
    for answer in answers:
        for match in re.finditer(rf"(?<!\w){re.escape(rendering)}(?!\w)", answer, re.IGNORECASE):
            # Here the sentences are known, so that `a` can't be the preposition: it would stand before no plain noun.
            if told := pack.asked_before(answer, match.start(), sure=True):
                voters += 1
                votes.update(told)
    winners = [one for one, count in votes.items() if count == max(votes.values()) and count > voters / 2]
    numbers = {number for _, number in winners}
    if len(numbers) != 1:
        return None
    return winners[0] if len(winners) == 1 else ("", numbers.pop())


def _with_article(sentence: str) -> str:
    return re.sub(r"\ba (?=[aeiou])", "an ", sentence)
