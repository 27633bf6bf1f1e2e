"""An engine as one run asks it: nothing twice, in batches, without what must not leave. Pure but for the asking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pubflow.errors import EngineError
from pubflow.language import LanguageTag
from pubflow.plugins import Engine, EngineRequest, Hint
from pubflow.segment.tagged import TaggedText
from pubflow.translate.masking import Mask
from pubflow.translate.polish import Polish, as_it_is

_NO_HINT: Final = Hint()


@dataclass(frozen=True, slots=True)
class Question:
    """One text as it is asked: a sentence, or the wire form of a unit where the engine keeps tags."""

    text: str
    hint: Hint = _NO_HINT


class Asker:
    """One engine, one pair, one statement. Every text that goes to an engine goes through here."""

    def __init__(
        self,
        engine: Engine,
        source: LanguageTag,
        target: LanguageTag,
        *,
        context: str = "",
        mask: Mask | None = None,
        polish: Polish = as_it_is,
    ) -> None:
        """`polish`: what is done to each answer before anybody sees it."""
        self._engine = engine
        self._languages = source, target
        self.info = engine.info
        # What stays on this machine may be read whole.
        self.mask = mask if mask is not None and not self.info.offline else Mask()
        self._polish = polish
        self._context = self.mask.blank(context)
        self._answers: dict[Question, str] = {}
        self.batch = max(1, self.info.max_batch)
        self.by = f"{self.info.name} {self.info.version}"

    def __call__(self, texts: Iterable[str]) -> list[str]:
        """The drafts of these sentences, in order. Raises EngineError, also for an engine that breaks its contract."""
        questions = [Question(text) for text in texts]
        for _ in self._asked(questions):
            pass
        return [self._answers[question] for question in questions]

    def each(self, questions: Sequence[Question]) -> Iterator[tuple[int, str]]:
        """(Index of the question, its answer), each as soon as its batch is there. Raises as above."""
        open_ones: dict[Question, list[int]] = {}
        for index, question in enumerate(questions):
            open_ones.setdefault(question, []).append(index)
        for question in self._asked(questions):
            yield from ((index, self._answers[question]) for index in open_ones[question])

    def _asked(self, questions: Iterable[Question]) -> Iterator[Question]:
        """Each different one, once its answer is known."""
        unknown: list[Question] = []
        for question in dict.fromkeys(questions):
            if question in self._answers:
                yield question
            else:
                unknown.append(question)
        request, hidden = self._request(unknown)
        for part in request.parts(self.info, range(len(unknown))):
            batch = [unknown[index] for index in part]
            answers = self._sent(request.only(part), [hidden[index] for index in part])
            self._answers.update(zip(batch, answers, strict=True))
            yield from batch

    def _request(self, questions: Sequence[Question]) -> tuple[EngineRequest, list[tuple[str, ...]]]:
        """All of them, and what was taken out of each."""
        masked = [self._hidden(question.text) for question in questions]
        hints = tuple(self._hint(question.hint) for question in questions)
        request = EngineRequest(
            *self._languages,
            tuple(text for text, _ in masked),
            self._context,
            hints if any(hint != _NO_HINT for hint in hints) else (),
        )
        return request, [hidden for _, hidden in masked]

    def _sent(self, request: EngineRequest, hidden: Sequence[tuple[str, ...]]) -> list[str]:
        answers = self._engine.translate(request)
        if len(answers) != len(request.texts):
            raise EngineError(f"{self.by} gave {len(answers)} texts back for {len(request.texts)}")
        asked = zip(request.texts, answers, hidden, strict=True)
        return [self._polish(self._shown(answer, own), source=text) for text, answer, own in asked]

    def _hidden(self, text: str) -> tuple[str, tuple[str, ...]]:
        if not self.mask:
            return text, ()
        if not self.info.keeps_tags:
            return self.mask.hide_plain(text)
        masked, hidden = self.mask.hide(TaggedText.parse(text))
        return str(masked), hidden

    def _shown(self, answer: str, hidden: tuple[str, ...]) -> str:
        if not hidden:
            return answer
        if not self.info.keeps_tags:
            return self.mask.show_plain(answer, hidden)
        return str(self.mask.show(TaggedText.parse(answer), hidden))

    def _hint(self, hint: Hint) -> Hint:
        if not self.mask:
            return hint
        return replace(
            hint,
            terms=tuple(term for term in hint.terms if not self.mask.leaks(term.source)),
            before=self.mask.blank(hint.before),
            after=self.mask.blank(hint.after),
            faults=tuple(map(self.mask.blank, hint.faults)),
        )
