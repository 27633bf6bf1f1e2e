"""Drafts in which the approved terms stand, whatever the engine would say by itself. Pure but for the asking.

A sentence goes down these steps until an accepted form stands for every term in it, and stays where nothing got worse:

1. `raw`: the engine's own draft may be right already;
2. `in-place`: the engine's known rendering of the term is replaced by the approved form, its determiner with it;
3. `paraphrase`: other English words of the same sense, which the engine is known to render by an accepted form;
4. `pivot`: an ordinary noun of the same gender and number stands in for the term while the sentence is drafted;
5. `placeholder`: a code word stands in for it; a person must look at the grammar;
6. otherwise the best draft is kept and flagged.

The steps run in rounds over all sentences, each round one batch for the engine. Verifying is `verify`'s business and
can't be passed by: what it does not find met is never called met here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from pubflow.language import LanguageTag
from pubflow.termbase.in_place import in_place
from pubflow.termbase.judge import Reason
from pubflow.termbase.learnt import Means, Table
from pubflow.termbase.match import find
from pubflow.termbase.mining import Ask
from pubflow.termbase.model import Termbase
from pubflow.termbase.pack import Pack
from pubflow.termbase.rewrites import paraphrases, pivots, placeholders
from pubflow.termbase.work import Step, Work

_ROUNDS: Final[tuple[Callable[[Sequence[Work], Means], None], ...]] = (
    in_place,
    paraphrases,
    # One pivot a term at first; two more where that did not do.
    partial(pivots, turns=range(1)),
    partial(pivots, turns=range(1, 3)),
    placeholders,
)
"""What is done for the sentences that still lack a term."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one sentence."""

    text: str
    step: Step
    """The step that met its terms, or some of them; "" where no term occurs or none could be met."""
    reasons: tuple[Reason, ...] = ()
    """What `remarks` can't know from the text alone."""
    calls: int = 1
    """Drafts asked for, what was asked to learn of terms apart."""
    missed_raw: frozenset[str] = frozenset()
    """Ids of the concepts that the engine's own draft lacked, be it in one place."""
    numbered: tuple[tuple[str, str], ...] = ()
    """Met terms with a number in their form, as (words of the source, of the draft): it may be another in each."""


def enforced(
    sentences: Sequence[str], ask: Ask, *, termbase: Termbase, language: LanguageTag, pack: Pack | None, table: Table
) -> list[Outcome]:
    """The drafts of these sentences under the glossary, in order. Without a pack they are verified and flagged only."""
    drafts = zip(sentences, ask(sentences), strict=True)
    works = [Work.begun(text, find(termbase, text), raw.strip(), language) for text, raw in drafts]
    for step in _ROUNDS if pack is not None else ():
        assert pack is not None
        # A forbidden form beside an accepted one is for a person: other words for the term would change nothing.
        if waiting := [work for work in works if work.open and work.missed_raw]:
            step(waiting, Means(ask, pack, table))
    return [_outcome(work) for work in works]


def _outcome(work: Work) -> Outcome:
    met = work.verdict(work.best).met
    numbered = tuple(
        (hit.match.text, work.best[hit.start : hit.end]) for hit in met if any(char.isdigit() for char in hit.form)
    )
    return Outcome(work.best, work.step, tuple(dict.fromkeys(work.reasons)), work.calls, work.missed_raw, numbered)
