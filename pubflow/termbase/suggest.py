"""Recurring terms that the glossary lacks, ranked by C-value. Pure.

A candidate is 2 to 5 words in a row, with nothing but white space between them, that could be a noun phrase: no
function word, common verb, adverb or number in it, save a preposition between others ("rule of law"). A word with
hyphens is one word. What lies in a known term, or cuts through one, is none; what holds one whole may be ("refugee
status determination"). Singular and plural of the last word count together. Where the words stand capitalised
whenever they are met, they are a name.

C-value = log2(words) x (count - the mean count of the longer candidates that hold it): a part that is only ever met
inside one longer candidate is worth nothing.
Source: Frantzi, Ananiadou, Mima, "Automatic recognition of multi-word terms: the C-value/NC-value method", 2000.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from pubflow.termbase.match import find
from pubflow.termbase.model import Termbase

_WORD: Final = re.compile(r"[^\W_]+(?:['’\u2010\u2011-][^\W_]+)*")
_GAP: Final = re.compile(r"\s")
_LONGEST: Final = 5
_LEAST: Final = 2
_LINKS: Final = frozenset({"of", "for", "against", "to"})
_WORDS: Final = """
    a about above according across added adds after again all almost alone along already also although always am
    among an and another any anybody anyone anything applies apply are around as asked asks at away back be became
    because become been before began begin begins behind being believe believes below between both bring brings
    brought but by call called calls came can cannot carried carry cause caused causes come could day days did do
    does doing done down during each early either else end ended ends enough ensure entered even ever every
    everybody everyone everything face faced faces fail failed fails fall far fell few fewer find finds first five
    follow followed following follows found four from further gave get gets give given gives go goes going gone got
    grew grow had halt happen happened happens has have having he held help her here hers herself him himself his
    hold holds how however i if in include included includes including into involve involved involves is it its
    itself just keep keeps kept know known last later lead leads least leave leaves led left less let lie lies like
    live lived lives long lose lost made make makes making many may me mean means meant meet met might month months
    more most move moved much must my near need needs neither never new next no nobody none nor not nothing now off
    often old on once one only onto open opened or other others our ours out over own pay pays provide provided
    provides put rather reach reached really receive received release released remain remained remains require
    required requires rise rose run runs said same say says second see seen sent set sets several shall she should
    show shown shows since so some somebody someone something soon spoke stand stands start started stay still stood
    stop stopped such take taken takes tell tells ten than that the their theirs them themselves then there these
    they thing things think third this those though thought three through throughout thus time times today together
    told too took toward towards tried try turn turned two under until up upon us use used uses using very wait
    waited waits want wanted wants was way ways we week weeks well went were what whatever when where whether which
    while who whoever whole whom whose why will with within without work worked works would write writes written
    wrote year years yesterday yet you your yours
"""
_STOP: Final = _LINKS | frozenset(_WORDS.split())
"""What never stands in a term: function words, numerals, and verbs that are common in statements."""
_ADVERB: Final = re.compile(r"[a-z]{3,}ly")
_NOUNS_IN_LY: Final = frozenset({"assembly", "family", "elderly", "monopoly", "anomaly", "supply", "reply"})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One recurring sequence of words that the glossary does not hold."""

    text: str
    """Its most frequent spelling."""
    count: int
    value: float
    """C-value, rounded to hundredths; above 0."""
    name: bool
    """Whether it stands capitalised wherever it is met."""
    example: int
    """Index of the first text that holds it."""
    start: int
    """Code points in that text, half-open."""
    end: int


@dataclass(slots=True)
class _Candidate:
    count: int = 0
    capitalised: int = 0
    spellings: Counter[str] = field(default_factory=Counter)
    first: tuple[int, int, int] = (0, 0, 0)


def suggest(termbase: Termbase, texts: Iterable[str]) -> tuple[Suggestion, ...]:
    """What occurs at least twice in the texts, most valuable first; of equal value by count, then by spelling."""
    candidates: dict[tuple[str, ...], _Candidate] = defaultdict(_Candidate)
    for index, text in enumerate(texts):
        for words in _candidates(termbase, text):
            start, end = words[0].start(), words[-1].end()
            one = candidates[_folded(words)]
            one.first = one.first if one.count else (index, start, end)
            one.count += 1
            one.capitalised += all(word[0][0].isupper() for word in words if word[0].casefold() not in _LINKS)
            one.spellings[" ".join(text[start:end].split())] += 1
    kept = {key: one for key, one in candidates.items() if one.count >= _LEAST}
    inside = _inside(kept)
    valued = ((one, _value(len(key), one.count, inside.get(key, []))) for key, one in kept.items())
    found = [_suggestion(one, value) for one, value in valued if value > 0]
    return tuple(sorted(found, key=lambda one: (-one.value, -one.count, one.text.casefold(), one.text)))


def _suggestion(one: _Candidate, value: float) -> Suggestion:
    spelling = min(one.spellings, key=lambda text: (-one.spellings[text], text))
    return Suggestion(spelling, one.count, round(value, 2), one.capitalised == one.count, *one.first)


def _value(words: int, count: int, longer: list[int]) -> float:
    return math.log2(words) * (count - (sum(longer) / len(longer) if longer else 0))


def _inside(kept: dict[tuple[str, ...], _Candidate]) -> dict[tuple[str, ...], list[int]]:
    """For each part of a candidate the counts of the longer ones that hold it."""
    held: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for key, one in kept.items():
        parts = {
            (*key[first : last - 1], _singular(key[last - 1]))
            for first in range(len(key))
            for last in range(first + 2, len(key) + 1)
        }
        for part in parts - {key}:
            held[part].append(one.count)
    return held


def _candidates(termbase: Termbase, text: str) -> Iterator[list[re.Match[str]]]:
    known = [(match.start, match.end) for match in find(termbase, text)]
    for run in _runs(text):
        for first in range(len(run)):
            if not _may_end(run[first][0]):
                continue
            for last in range(first + 1, min(first + _LONGEST, len(run))):
                words = run[first : last + 1]
                if _may_end(words[-1][0]) and _fits(words[0].start(), words[-1].end(), known):
                    yield words


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Stretches of words with a space or a hyphen between them and no word that never stands in a term."""
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        if run and not _GAP.fullmatch(text, run[-1].end(), word.start()):
            yield run
            run = []
        if _may_end(word[0]) or (run and word[0] in _LINKS):
            run.append(word)
        else:
            yield run
            run = []
    yield run


def _may_end(word: str) -> bool:
    """Whether a word may be the first or the last of a term."""
    if len(word) == 1 or any(map(str.isdigit, word)) or word.casefold() in _STOP:
        return False
    # "Taiwan's law" is no term; "women's rights" is one.
    owner = word[0].isupper() and word.endswith(("'s", "’s"))
    return not owner and (_ADVERB.fullmatch(word) is None or word in _NOUNS_IN_LY)


def _fits(start: int, end: int, known: list[tuple[int, int]]) -> bool:
    """Whether a stretch lies in no known term and cuts through none."""
    for begin, stop in known:
        if start < stop and begin < end and not (start <= begin and stop <= end and (start, end) != (begin, stop)):
            return False
    return True


def _folded(words: list[re.Match[str]]) -> tuple[str, ...]:
    folded = [word[0].casefold().replace("’", "'") for word in words]
    return (*folded[:-1], _singular(folded[-1]))


def _singular(noun: str) -> str:
    """Good enough to count singular and plural together; nobody reads it."""
    if len(noun) > 4 and noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-1] if len(noun) > 3 and noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun
