"""Draft whole units with an engine that keeps tags: ask, look at the answer, ask once more where that may help. Pure.

What the glossary forbids is replaced in the answer, which costs no question. An engine that heeds what was wrong is
told it. One that keeps words gets the approved form in the place of a term that it missed; how the sentence reads
around it is for a person to see. The better of two answers stands, and what is wrong with it is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pubflow.language import LanguageTag
from pubflow.plugins import EngineTerm, Hint
from pubflow.segment import tag_faults
from pubflow.segment.model import Segment
from pubflow.segment.tagged import Form, Part, Tag, TaggedText
from pubflow.termbase.model import TermMatch
from pubflow.termbase.swap import form_for
from pubflow.translate.asking import Asker, Question
from pubflow.translate.drafting import Drafted
from pubflow.translate.terms import Terms
from pubflow.translate.verify import Reason, Status, of_masked, remarks

Around = Callable[[Segment], tuple[str, str]]
"""The texts before and after a segment in its statement."""

PUT_BEFORE: Final = "a term was put into the sentence before it was drafted: check the grammar"
_KEPT: Final = "k"
"""Name of the tags around words that are to come back as they are."""


@dataclass(frozen=True, slots=True)
class _Answer:
    drafted: Drafted
    faults: tuple[str, ...]
    """What may be better in another answer."""


def drafted_whole(
    segments: Sequence[Segment], asker: Asker, target: LanguageTag, terms: Terms | None, around: Around | None = None
) -> Iterator[tuple[int, Drafted]]:
    """(Index of the segment, its draft): at once where nothing is wrong with the answer, else after a second one."""
    desk = _Desk(asker, target, terms, around)
    questions = [desk.question(segment) for segment in segments]
    wanting: list[tuple[int, _Answer, Question]] = []
    for index, text in asker.each(questions):
        answer = desk.repaired(segments[index], desk.read(segments[index], text))
        second = desk.again(segments[index], questions[index], answer) if answer.faults else None
        if second is not None:
            wanting.append((index, answer, second))
        else:
            yield index, answer.drafted
    for number, text in asker.each([second for _, _, second in wanting]):
        index, first, _ = wanting[number]
        yield index, desk.better(segments[index], first, text).drafted


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is needed to ask for and to read an answer."""

    asker: Asker
    target: LanguageTag
    terms: Terms | None
    around: Around | None

    def question(self, segment: Segment) -> Question:
        info = self.asker.info
        told: tuple[EngineTerm, ...] = ()
        if self.terms is not None and info.native_glossary:
            told = self.terms.told(segment.text.plain)
        before, after = self.around(segment) if self.around is not None and info.reads_hints else ("", "")
        return Question(str(segment.text), Hint(told, before, after))

    def read(self, segment: Segment, wire: str) -> _Answer:
        """The answer without the tags of kept words, and what is wrong with it."""
        text = TaggedText.of(
            part for part in TaggedText.parse(wire).parts if isinstance(part, str) or part.name != _KEPT
        )
        reasons = (
            *remarks(segment.text.plain, text.plain, self.target),
            *of_masked(self.asker.mask, segment.text.plain, text.plain),
        )
        if text.plain.strip() and (lost := tag_faults(segment.text, text)):
            text = TaggedText.of([text.plain])
            reasons += tuple((Status.FLAG, f"the engine lost the tags: {fault}") for fault in lost)
        of_terms = self.terms.judge(segment.text.plain, text.plain, "")[1] if self.terms else ()
        faults = tuple(said for status, said in (*reasons, *of_terms) if status is Status.FLAG)
        return _Answer(Drafted(text, reasons, step="raw"), faults)

    def repaired(self, segment: Segment, answer: _Answer) -> _Answer:
        """The answer with what it says for a term replaced in place, where that mends it: it costs no question."""
        if not answer.faults or self.terms is None:
            return answer
        source, draft = segment.text.plain, answer.drafted.text
        text = self.terms.in_place(source, draft)
        if text is None:
            return answer
        mended = self.read(segment, str(text))
        if len(mended.faults) >= len(answer.faults):
            return answer
        concepts = frozenset(match.entry.id for match in self.terms.missed(source, draft.plain))
        return replace(mended, drafted=replace(mended.drafted, step="in-place", missed_raw=concepts))

    def again(self, segment: Segment, asked: Question, answer: _Answer) -> Question | None:
        """The second question; None where asking again could only give the same."""
        if self.asker.info.reads_hints:
            return replace(asked, hint=replace(asked.hint, faults=answer.faults))
        if self.asker.info.keeps_words and self.terms is not None:
            missed = self.terms.missed(segment.text.plain, answer.drafted.text.plain)
            wire = str(_with_kept_words(segment.text, missed, self.target))
            hint = replace(asked.hint, faults=answer.faults)
            return replace(asked, text=wire, hint=hint) if wire != asked.text else None
        return None

    def better(self, segment: Segment, first: _Answer, wire: str) -> _Answer:
        """The second answer where it has fewer faults."""
        second = self.repaired(segment, self.read(segment, wire))
        calls = first.drafted.calls + 1
        if len(second.faults) >= len(first.faults) or not second.drafted.text.plain.strip():
            return replace(first, drafted=replace(first.drafted, calls=calls))
        missed = self.terms.missed(segment.text.plain, first.drafted.text.plain) if self.terms else ()
        concepts = frozenset(match.entry.id for match in missed)
        if self.asker.info.reads_hints:
            return replace(
                second, drafted=replace(second.drafted, calls=calls, step="asked-again", missed_raw=concepts)
            )
        told: Reason = Status.REVIEW, PUT_BEFORE
        drafted = replace(
            second.drafted, reasons=(*second.drafted.reasons, told), calls=calls, step="kept-word", missed_raw=concepts
        )
        return replace(second, drafted=drafted)


def _with_kept_words(text: TaggedText, missed: Sequence[TermMatch], target: LanguageTag) -> TaggedText:
    """The source with the approved form in place of each of these terms; one with a tag inside is left."""
    parts: list[Part] = []
    forms = [(match, form_for(match, target)) for match in missed]
    waiting = [(match, form[0]) for match, form in forms if form is not None]
    at = number = 0
    for part in text.parts:
        if isinstance(part, Tag):
            parts.append(part)
            continue
        done = 0
        for match, form in waiting:
            start, end = match.start - at, match.end - at
            if done <= start and end <= len(part):
                number += 1
                kept = Tag(_KEPT, number, Form.OPEN), form, Tag(_KEPT, number, Form.CLOSE)
                parts += [part[done:start], *kept]
                done = end
        parts.append(part[done:])
        at += len(part)
    return TaggedText.of(parts)
