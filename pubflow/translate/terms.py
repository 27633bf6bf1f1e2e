"""The glossary as the stage needs it: drafts under its terms, and a verdict on any draft. Pure but for the asking."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pubflow.language import LanguageTag
from pubflow.plugins import EngineTerm
from pubflow.segment.model import Key, Segment
from pubflow.segment.tagged import TaggedText
from pubflow.termbase import cascade, judge, names
from pubflow.termbase.cascade import Outcome
from pubflow.termbase.in_place import without_asking
from pubflow.termbase.learnt import Table
from pubflow.termbase.match import find
from pubflow.termbase.model import Termbase, TermMatch
from pubflow.termbase.pack import Pack
from pubflow.termbase.verify import Verdict
from pubflow.termbase.work import Step
from pubflow.translate.engine_terms import terms_in
from pubflow.translate.verify import Reason, Status

_STATUS: Final = {"review": Status.REVIEW, "flag": Status.FLAG}


@dataclass(frozen=True, slots=True)
class TermResult:
    """What became of one occurrence of a term."""

    entry: str
    source: tuple[int, int]
    """Code points in the source without tags, half-open."""
    form: str
    """The accepted form that stands for it, as the glossary writes it; "" where none does."""
    target: tuple[int, int] | None
    """Where that stands in the draft without tags."""
    step: Step
    """The step that met it; "" for what is not met."""


@dataclass(frozen=True, slots=True)
class Terms:
    """One glossary, for one language and one engine."""

    termbase: Termbase
    language: LanguageTag
    pack: Pack | None
    """None: what the engine says is verified, and never changed."""
    table: Table
    first: Mapping[Key, frozenset[str]] = field(default_factory=dict)
    """Of the statement at hand: ids of the names that each unit mentions first and that the language wants with their
    Latin names there."""

    def draft(self, sentences: Sequence[str], ask: Callable[[Iterable[str]], list[str]]) -> list[Outcome]:
        """The drafts of these sentences with the approved terms in them, as far as that can be had."""
        return cascade.enforced(
            sentences, ask, termbase=self.termbase, language=self.language, pack=self.pack, table=self.table
        )

    def told(self, text: str) -> tuple[EngineTerm, ...]:
        """The terms of a source text as an engine is told them."""
        return terms_in(self.termbase, text, self.language)

    def missed(self, source: str, draft: str) -> tuple[TermMatch, ...]:
        """The occurrences that no accepted form stands for, in source order."""
        wanted, verdict = self._judged(find(self.termbase, source), draft)
        met = {hit.match for hit in verdict.met}
        return tuple(match for match in wanted if match not in met)

    def in_place(self, source: str, draft: TaggedText) -> TaggedText | None:
        """The draft with what stands there for an unmet term replaced by the approved form, without asking the engine;
        None where that is not safe: where no pack knows the language, or a tag stands in what would change."""
        matches = find(self.termbase, source)
        if self.pack is None or not matches:
            return None
        text = without_asking(source, draft.plain, matches, self.language, self.pack, self.table)
        return None if text is None else _spliced(draft, text)

    def judge(
        self, source: str, draft: str, step: Step, missed_raw: frozenset[str] = frozenset()
    ) -> tuple[tuple[TermResult, ...], tuple[Reason, ...]]:
        """What became of each term of a source, and the remarks on those that are not met. Texts without tags.

        `step` is the one that went furthest. What the engine's own draft did not lack (`missed_raw`) stays its own.
        """
        matches = find(self.termbase, source)
        if not matches:
            return (), ()
        wanted, verdict = self._judged(matches, draft)
        hits = {(hit.match.start, hit.match.end): hit for hit in verdict.met}
        results = []
        for match in wanted:
            span = match.start, match.end
            hit = hits.get(span)
            if hit is None:
                results.append(TermResult(match.entry.id, span, "", None, ""))
                continue
            by: Step = (step or "raw") if match.entry.id in missed_raw else "raw"
            results.append(TermResult(match.entry.id, span, hit.form, (hit.start, hit.end), by))
        return tuple(results), tuple(leveled(judge.remarks_on(matches, wanted, verdict, self.language)))

    def _judged(self, matches: Sequence[TermMatch], draft: str) -> tuple[tuple[TermMatch, ...], Verdict]:
        """See `judge.in_this_sense`; the Latin names of first mentions are no words of the draft."""
        return judge.in_this_sense(matches, names.without_latin(draft, matches, self.language), self.language)

    def named(self, segment: Segment, draft: TaggedText) -> TaggedText:
        """An engine's draft with the Latin names that its first mentions want."""
        first = self.first.get(segment.key)
        if not first:
            return draft
        return names.with_latin(draft, find(self.termbase, segment.text.plain), first, self.language)

    def name_remarks(self, segment: Segment, draft: str) -> Iterator[Reason]:
        """What is not as it should be at the first mentions in a draft without tags."""
        first = self.first.get(segment.key)
        if first:
            for said in names.remarks(draft, find(self.termbase, segment.text.plain), first, self.language):
                yield Status.REVIEW, said


def _spliced(draft: TaggedText, text: str) -> TaggedText | None:
    """The tagged text with other words, where all that changed stands between two tags; else None."""
    old = draft.plain
    start = _alike(old, text)
    end = _alike(old[start:][::-1], text[start:][::-1])
    at = 0
    parts = list(draft.parts)
    for index, part in enumerate(parts):
        if not isinstance(part, str):
            continue
        if at <= start and len(old) - end <= at + len(part):
            new = text[start : len(text) - end]
            parts[index] = part[: start - at] + new + part[len(old) - end - at :]
            return TaggedText.of(parts)
        at += len(part)
    return None


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )


def leveled(reasons: Iterable[judge.Reason]) -> Iterator[Reason]:
    """The cascade's reasons with the stage's levels."""
    for level, said in reasons:
        yield _STATUS[level], said
