"""The steps that ask for the sentence again with other words for its terms: paraphrases, pivots, code words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from pubflow.language import LanguageTag
from pubflow.termbase.in_place import replaced
from pubflow.termbase.learnt import Means, key_of
from pubflow.termbase.match import plural_of
from pubflow.termbase.model import TermMatch
from pubflow.termbase.pack import Pack
from pubflow.termbase.pivots import Pivot
from pubflow.termbase.stand_ins import StandIn, StoodFor
from pubflow.termbase.swap import CODE, agreeing_form, is_plural
from pubflow.termbase.work import Step, Work

CODE_WORD: Final = "a code word stood in for a term: check the grammar around it"


def paraphrases(works: Sequence[Work], means: Means) -> None:
    """Where all that is open has a paraphrase; what that does not meet may be met in place in its draft."""
    open_terms = [(work, work.unmet_raw()) for work in works]
    wordings = {match: _paraphrases(match, work.language) for work, matches in open_terms for match in matches}
    means.learn({key_of(m, words): (words, is_plural(m)) for m in wordings for words in wordings[m]})
    asked = []
    for work, matches in open_terms:
        chosen = tuple(StandIn(match, _sure(work, match, wordings[match], means), "") for match in matches)
        if all(stand_in.words for stand_in in chosen):
            asked.append((work, StoodFor(work.source, chosen)))
    answers = means.ask([stood.text for _, stood in asked])
    for (work, _), answer in zip(asked, answers, strict=True):
        work.calls += 1
        text = answer.strip()
        if not work.take(text, "paraphrase", means.pack):
            work.take(replaced(work, text, means), "paraphrase", means.pack)


def _paraphrases(match: TermMatch, language: LanguageTag) -> tuple[str, ...]:
    """English wordings of the same sense, in the number of the occurrence; the preferred term's first."""
    wordings = dict.fromkeys(words for term in match.entry.used(str(language)) for words in term.paraphrases)
    made = (plural_of(words) if is_plural(match) else words for words in wordings)
    return tuple(words for words in made if words.casefold() != match.text.casefold())


def _sure(work: Work, match: TermMatch, wordings: Sequence[str], means: Means) -> str:
    """The first of these that the engine renders by an accepted form; "" where it does so with none."""
    accepted = {form.casefold() for form in match.entry.accepted(str(work.language))}
    for words in wordings:
        known = means.table.renderings.get(key_of(match, words))
        if known is not None and known.rendering.casefold() in accepted:
            return words
    return ""


def pivots(works: Sequence[Work], means: Means, turns: range) -> None:
    """A pivot for each open term; `turns`: which of those that fit, the first the best."""
    pool = means.pool()
    asked = [(work, stood) for work in works for stood in _with_pivots(work, pool, means.pack, turns)]
    _draft(asked, means, "pivot")


def _with_pivots(work: Work, pool: Sequence[Pivot], pack: Pack, turns: range) -> Iterator[StoodFor]:
    unmet = work.unmet_raw()
    choices = [_fitting(work, match, pool, pack) for match in unmet]
    for turn in turns:
        if chosen := _one_each(choices, turn):
            pairs = zip(unmet, chosen, strict=True)
            yield StoodFor(work.source, tuple(StandIn(match, one.noun, one.rendering) for match, one in pairs))


def _one_each(choices: Sequence[Sequence[Pivot]], turn: int) -> list[Pivot]:
    """One of each, none with the rendering of another; [] where there are too few."""
    chosen: list[Pivot] = []
    for found in choices:
        used = {pivot.rendering for pivot in chosen}
        fresh = [pivot for pivot in found if pivot.rendering not in used]
        if len(fresh) <= turn:
            return []
        chosen.append(fresh[turn])
    return chosen


def _fitting(work: Work, match: TermMatch, pool: Sequence[Pivot], pack: Pack) -> list[Pivot]:
    """What has the gender and number of the approved form and stands nowhere in the sentence; its own class first."""
    wanted = agreeing_form(match, work.language, pack)
    if wanted is None:
        return []
    _, agreement = wanted
    source, raw = work.source.casefold(), work.raw.casefold()
    fitting = [
        pivot
        for pivot in pool
        if pivot.agreement == agreement and pivot.noun[:-1] not in source and pivot.rendering not in raw
        # Where the target shows no number, the source's verb still wants the right one.
        if pack.inflects or pivot.plural == is_plural(match)
    ]
    return sorted(fitting, key=lambda pivot: pivot.semantic_class != match.entry.semantic_class)


def placeholders(works: Sequence[Work], means: Means) -> None:
    """A code word for each open term, and a remark for the person who reads it."""
    _draft([(work, _with_codes(work)) for work in works], means, "placeholder")
    for work in works:
        if work.step == "placeholder":
            work.reasons.append(("review", CODE_WORD))


def _with_codes(work: Work) -> StoodFor:
    codes = ((match, f"{CODE}{number}") for number, match in enumerate(work.unmet_raw(), 1))
    return StoodFor(work.source, tuple(StandIn(match, code, code) for match, code in codes))


def _draft(asked: Sequence[tuple[Work, StoodFor]], means: Means, step: Step) -> None:
    """Ask for these sentences, put the forms back, and offer each work its drafts, those that meet all first."""
    answers = means.ask([stood.text for _, stood in asked])
    candidates: dict[Work, list[str]] = {work: [] for work, _ in asked}
    for (work, stood), answer in zip(asked, answers, strict=True):
        work.calls += 1
        text = stood.put_back(answer.strip(), work.language, means.pack)
        if text is not None:
            candidates[work].append(text)
    for work, texts in candidates.items():
        good = [text for text in texts if work.verdict(text).is_met] or texts
        for text in sorted(good, key=lambda text: -_likeness(text, [work.raw, *good], means.pack)):
            if work.take(text, step, means.pack):
                break


def _likeness(text: str, others: Sequence[str], pack: Pack) -> float:
    """How much of this draft the others say too: shared words, both ways."""
    words = Counter(word.text.lower() for word in pack.words(text))
    total = 0.0
    for other in others:
        theirs = Counter(word.text.lower() for word in pack.words(other))
        shared = sum((words & theirs).values())
        total += 2 * shared / max(1, sum(words.values()) + sum(theirs.values()))
    return total
