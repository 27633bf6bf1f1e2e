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

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from pubflow.language import LanguageTag
from pubflow.termbase.judge import Reason, asked_for, in_this_sense
from pubflow.termbase.match import find, plural_of
from pubflow.termbase.mining import Ask, Mined, mine
from pubflow.termbase.model import SOURCE, Status, Termbase, TermMatch
from pubflow.termbase.pack import Agreement, Pack
from pubflow.termbase.pivots import Pivot, mined
from pubflow.termbase.swap import CODE, begins_sentence, damage, form_for, is_plural, swapped_once
from pubflow.termbase.verify import Verdict, verify

Step = Literal["raw", "in-place", "paraphrase", "pivot", "placeholder", "asked-again", "kept-word", ""]
STEPS: Final[tuple[Step, ...]] = (
    "", "raw", "in-place", "paraphrase", "pivot", "placeholder", "asked-again", "kept-word",
)  # fmt: skip
"""How far down a sentence went; the last two are for engines that draft whole units (`translate.whole`)."""

_LINK_WORD: Final = 2
"""Letters of the longest word that only links others."""
_TURNS: Final = (1, 2)
"""Pivot variants asked for in the first turn, and in the second by sentences that are still open."""


@dataclass(slots=True)
class Table:
    """What is known of one engine and model; it grows as terms are met, and may be kept between runs."""

    pool: tuple[Pivot, ...] = ()
    renderings: dict[str, Mined | None] = field(default_factory=dict)
    """By `key_of`: what the engine makes of a term."""


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
    met_raw: frozenset[str] = frozenset()
    """Ids of the concepts that the engine's own draft met."""
    numbered: tuple[tuple[str, str], ...] = ()
    """Met terms with a number in their form, as (words of the source, of the draft): it may be another in each."""


@dataclass(slots=True)
class _Work:
    source: str
    matches: tuple[TermMatch, ...]
    raw: str = ""
    best: str = ""
    """The draft with most terms met so far."""
    step: Step = ""
    done: bool = False
    reasons: list[Reason] = field(default_factory=list)
    calls: int = 1
    met_raw: frozenset[str] = frozenset()


def enforced(
    sentences: Sequence[str], ask: Ask, *, termbase: Termbase, language: LanguageTag, pack: Pack | None, table: Table
) -> list[Outcome]:
    """The drafts of these sentences under the glossary, in order. Without a pack they are verified and flagged only."""
    run = _Run(ask, language, pack, table)
    works = [_Work(text, asked_for(find(termbase, text), language)) for text in sentences]
    run.draft(works)
    if pack is not None:
        run.in_place(works, pack)
        run.paraphrases(works, pack)
        for variants in _TURNS:
            run.pivots(works, pack, variants)
        run.placeholders(works, pack)
    return [run.outcome(work) for work in works]


def key_of(match: TermMatch) -> str:
    """What a term's rendering is kept under: its words as they stand, capitals at their beginning apart."""
    return f"{match.entry.id}|{' '.join(match.text.split()).casefold()}"


class _Run:
    """One batch on its way down the steps."""

    def __init__(self, ask: Ask, language: LanguageTag, pack: Pack | None, table: Table) -> None:
        self._ask = ask
        self._language = language
        self._pack = pack
        self._table = table

    def draft(self, works: Sequence[_Work]) -> None:
        """Step 1; and terms that have another sense here are not asked for."""
        for work, raw in zip(works, self._ask([work.source for work in works]), strict=True):
            work.raw = work.best = raw.strip()
            work.matches, verdict = in_this_sense(work.matches, work.raw, self._language)
            work.done = verdict.is_met
            work.met_raw = frozenset(hit.match.entry.id for hit in verdict.met)
            work.met_raw -= {match.entry.id for match in (*verdict.missing, *verdict.short)}
            work.step = "raw" if work.matches and work.done else ""

    def in_place(self, works: Sequence[_Work], pack: Pack) -> None:
        """Step 2."""
        self._learn([match for work in works if not work.done for match in self._unmet(work, work.best)], pack)
        for work in works:
            if not work.done:
                self._take(work, self._replaced(work, work.best, pack), "in-place", pack)

    def paraphrases(self, works: Sequence[_Work], pack: Pack) -> None:
        """Step 3, where all that is open has a paraphrase; what that does not meet may be met in place in its draft."""
        open_terms = [(work, self._unmet(work, work.raw)) for work in works if not work.done]
        wordings = {match: _paraphrases(match, self._language) for _, matches in open_terms for match in matches}
        self._learn_words(
            {_paraphrase_key(m, words): (words, is_plural(m)) for m in wordings for words in wordings[m]}, pack
        )
        asked = []
        for work, matches in open_terms:
            known = sorted(matches, key=lambda match: match.start)
            pairs = [(match, (self._sure_paraphrase(match, wordings[match]), "")) for match in known]
            if all(words for _, (words, _) in pairs):
                asked.append((work, _Stood(work.source, tuple(pairs))))
        answers = self._ask([stood.text for _, stood in asked])
        for (work, _), answer in zip(asked, answers, strict=True):
            work.calls += 1
            text = answer.strip()
            if not self._take(work, text, "paraphrase", pack):
                self._take(work, self._replaced(work, text, pack), "paraphrase", pack)

    def _sure_paraphrase(self, match: TermMatch, wordings: Sequence[str]) -> str:
        """The first of these that the engine renders by an accepted form; "" where it does so with none."""
        accepted = {form.casefold() for form in match.entry.accepted(str(self._language))}
        for words in wordings:
            known = self._table.renderings.get(_paraphrase_key(match, words))
            if known is not None and known.rendering.casefold() in accepted:
                return words
        return ""

    def pivots(self, works: Sequence[_Work], pack: Pack, variants: int) -> None:
        """Step 4, so many variants a sentence."""
        if not self._table.pool and not all(work.done for work in works):
            self._table.pool = mined(self._ask, pack)
        asked: list[tuple[_Work, _Stood]] = []
        for work in works:
            if not work.done:
                asked += [(work, stood) for stood in self._with_pivots(work, pack, variants)]
        self._draft_stand_ins(asked, pack, "pivot")

    def placeholders(self, works: Sequence[_Work], pack: Pack) -> None:
        """Step 5."""
        asked = [(work, self._with_codes(work)) for work in works if not work.done]
        self._draft_stand_ins(asked, pack, "placeholder")
        for work in works:
            if work.step == "placeholder":
                work.reasons.append(("review", "a code word stood in for a term: check the grammar around it"))

    def outcome(self, work: _Work) -> Outcome:
        """What became of it."""
        met = self._verdict(work, work.best).met
        numbered = tuple(
            (hit.match.text, work.best[hit.start : hit.end]) for hit in met if any(char.isdigit() for char in hit.form)
        )
        return Outcome(work.best, work.step, tuple(dict.fromkeys(work.reasons)), work.calls, work.met_raw, numbered)

    # What all steps share

    def _verdict(self, work: _Work, text: str) -> Verdict:
        return verify(text, work.matches, self._language)

    def _unmet(self, work: _Work, text: str) -> tuple[TermMatch, ...]:
        verdict = self._verdict(work, text)
        return (*verdict.missing, *verdict.short)

    def _take(self, work: _Work, text: str | None, step: Step, pack: Pack) -> bool:
        """Keep a candidate that meets more than the best so far and harms nothing; whether it meets all."""
        terms = [match.text for match in work.matches]
        if text is None or damage(work.source, work.raw, text, pack, terms=terms):
            return False
        verdict = self._verdict(work, text)
        if any(self._clashes(hit.match, hit.start, text, pack) for hit in verdict.met):
            return False
        if _open(verdict) < _open(self._verdict(work, work.best)) or (verdict.is_met and not work.done):
            work.best, work.step = text, step
        work.done = work.done or verdict.is_met
        return verdict.is_met

    def _clashes(self, match: TermMatch, start: int, text: str, pack: Pack) -> bool:
        """Whether the determiner before a form is of another gender or number than the form."""
        asked = pack.asked_before(text, start)
        found = self._agreement_at(match, start, text, pack)
        return bool(asked) and found is not None and found not in asked

    def _agreement_at(self, match: TermMatch, start: int, text: str, pack: Pack) -> Agreement | None:
        low = text[start:].casefold()
        for term in match.entry.in_language(str(self._language)):
            if term.status is Status.FORBIDDEN or not term.gender or term.gender == "mf":
                continue
            rows = (
                (term.plurals, term.gender, True), (term.feminine, "f", False), (term.feminine_plural, "f", True),
                ((term.text,), term.gender, False),
            )  # fmt: skip
            for forms, gender, plural in rows:
                if any(low.startswith(form.casefold()) for form in forms):
                    form = next(form for form in forms if low.startswith(form.casefold()))
                    return pack.agreement(form, gender, plural=plural)
        return None

    # Step 2

    def _learn(self, matches: Sequence[TermMatch], pack: Pack) -> None:
        self._learn_words({key_of(match): (_plain_words(match), is_plural(match)) for match in matches}, pack)

    def _learn_words(self, words: dict[str, tuple[str, bool]], pack: Pack) -> None:
        """Ask for what the table does not know yet: key -> (words, whether they are a plural)."""
        unknown = {key: asked for key, asked in words.items() if key not in self._table.renderings}
        if unknown:
            self._table.renderings.update(zip(unknown, mine(list(unknown.values()), self._ask, pack), strict=True))

    def _replaced(self, work: _Work, draft: str, pack: Pack) -> str | None:
        """The draft with the engine's renderings of the unmet terms, and what the glossary forbids, replaced."""
        text = draft
        for match in self._unmet(work, text):
            spared = [(hit.start, hit.end) for hit in self._verdict(work, text).met]
            wanted = form_for(match, self._language)
            if wanted is None:
                continue
            form, term = wanted
            agreement = pack.agreement(form, term.gender, plural=form in term.plurals)
            for rendering, was in self._renderings(match, pack):
                changed = swapped_once(
                    text, rendering, form, pack, was=was, wants=agreement, strict=True, spared=spared
                )
                if changed is not None:
                    text = changed
                    break
        return text if text != draft else None

    def _renderings(self, match: TermMatch, pack: Pack) -> Iterator[tuple[str, Agreement | None]]:
        known = self._table.renderings.get(key_of(match))
        # Without a determiner before it, or with fewer words than the term, it may be half of the engine's own words.
        if known is not None and known.agreement is not None and _weight(known.rendering, pack) >= _weight(match.text):
            yield known.rendering, known.agreement
        for form in match.entry.forbidden(str(self._language)):
            yield form, None

    # Steps 4 and 5

    def _with_pivots(self, work: _Work, pack: Pack, variants: int) -> Iterator[_Stood]:
        unmet = sorted(self._unmet(work, work.raw), key=lambda match: match.start)
        choices = [self._pivots_for(work, match, pack) for match in unmet]
        first = 0 if variants == _TURNS[0] else _TURNS[0]
        for turn in range(first, first + variants):
            used: set[str] = set()
            chosen: list[Pivot] = []
            for found in choices:
                fresh = [pivot for pivot in found if pivot.rendering not in used]
                if len(fresh) <= turn:
                    break
                chosen.append(fresh[turn])
                used.add(fresh[turn].rendering)
            if chosen and len(chosen) == len(unmet):
                words = [(pivot.noun, pivot.rendering) for pivot in chosen]
                yield _Stood(work.source, tuple(zip(unmet, words, strict=True)))

    def _pivots_for(self, work: _Work, match: TermMatch, pack: Pack) -> list[Pivot]:
        wanted = form_for(match, self._language)
        if wanted is None:
            return []
        form, term = wanted
        agreement = pack.agreement(form, term.gender, plural=form in term.plurals)
        source, raw = work.source.casefold(), work.raw.casefold()
        fitting = [
            pivot
            for pivot in self._table.pool
            if pivot.agreement == agreement and pivot.noun[:-1] not in source and pivot.rendering not in raw
            # Where the target shows no number, the source's verb still wants the right one.
            if pack.inflects or pivot.plural == is_plural(match)
        ]
        return sorted(fitting, key=lambda pivot: pivot.semantic_class != match.entry.semantic_class)

    def _with_codes(self, work: _Work) -> _Stood:
        unmet = sorted(self._unmet(work, work.raw), key=lambda match: match.start)
        words = [(f"{CODE}{number}", f"{CODE}{number}") for number in range(1, len(unmet) + 1)]
        return _Stood(work.source, tuple(zip(unmet, words, strict=True)))

    def _draft_stand_ins(self, asked: Sequence[tuple[_Work, _Stood]], pack: Pack, step: Step) -> None:
        answers = self._ask([stood.text for _, stood in asked])
        candidates: dict[int, list[str]] = {}
        for (work, stood), answer in zip(asked, answers, strict=True):
            work.calls += 1
            if (text := self._unstood(stood, answer.strip(), pack)) is not None:
                candidates.setdefault(id(work), []).append(text)
        for work in {id(work): work for work, _ in asked}.values():
            good = [
                text for text in candidates.get(id(work), []) if self._verdict(work, text).is_met
            ] or candidates.get(id(work), [])
            for text in sorted(good, key=lambda text: -_likeness(text, [work.raw, *good], pack)):
                if self._take(work, text, step, pack):
                    break

    def _unstood(self, stood: _Stood, answer: str, pack: Pack) -> str | None:
        """The answer with the forms in place of the stand-ins; None where one of them is not there just once."""
        for match, (_, rendering) in stood.pairs:
            wanted = form_for(match, self._language)
            if wanted is None:
                return None
            form, term = wanted
            agreement = pack.agreement(form, term.gender, plural=form in term.plurals)
            was = None if rendering.startswith(CODE) else agreement
            changed = swapped_once(answer, rendering, form, pack, was=was, wants=agreement, strict=False)
            if changed is None:
                return None
            answer = changed
        return None if CODE.casefold() in answer.casefold() else answer


@dataclass(frozen=True, slots=True)
class _Stood:
    """A sentence in which other words stand for some of its terms."""

    source: str
    pairs: tuple[tuple[TermMatch, tuple[str, str]], ...]
    """(occurrence, (the word that stands for it, that word in a draft)), in text order."""

    @property
    def text(self) -> str:
        out: list[str] = []
        end = 0
        for match, (word, _) in self.pairs:
            before = self.source[end : match.start]
            if not word.startswith(CODE):
                before = re.sub(r"\b([Aa])n? $", "\\1n " if word[0] in "aeiou" else "\\1 ", before)
            if self.source.isupper():
                word = word.upper()
            elif begins_sentence(self.source[: match.start]):
                word = word[:1].upper() + word[1:]
            out += [before, word]
            end = match.end
        return "".join(out) + self.source[end:]


def _paraphrases(match: TermMatch, language: LanguageTag) -> tuple[str, ...]:
    """English wordings of the same sense, in the number of the occurrence; the preferred term's first."""
    terms = (term for term in match.entry.in_language(str(language)) if term.status is not Status.FORBIDDEN)
    wordings = dict.fromkeys(words for term in terms for words in term.paraphrases)
    made = (plural_of(words) if is_plural(match) else words for words in wordings)
    return tuple(words for words in made if words.casefold() != match.text.casefold())


def _paraphrase_key(match: TermMatch, words: str) -> str:
    return f"{match.entry.id}|{words.casefold()}"


def _weight(text: str, pack: Pack | None = None) -> int:
    """Words of more than a few letters; in a script without spaces its characters, of which a word has two or more."""
    if pack is not None and not pack.language.spaced:
        return sum(char.isalnum() for char in text)
    return sum(len(word) > _LINK_WORD for word in re.findall(r"\w+", text))


def _open(verdict: Verdict) -> int:
    return len(verdict.missing) + len(verdict.short) + len(verdict.forbidden)


def _plain_words(match: TermMatch) -> str:
    """The words for asking about them alone: no capital that only the head of the sentence gave."""
    text = " ".join(match.text.split())
    english = {form for term in match.entry.in_language(SOURCE) for form in term.spellings}
    low = text[:1].lower() + text[1:]
    return text if text in english or any(form[:1].isupper() for form in english) else low


def _likeness(text: str, others: Sequence[str], pack: Pack) -> float:
    """How much of this draft the others say too: shared words, both ways."""
    words = Counter(word.text.lower() for word in pack.words(text))
    total = 0.0
    for other in others:
        theirs = Counter(word.text.lower() for word in pack.words(other))
        shared = sum((words & theirs).values())
        total += 2 * shared / max(1, sum(words.values()) + sum(theirs.values()))
    return total
