"""Questions to the desk and their answers: comments in a unit that are copies, and events of a history. Pure.

`# ? text` asks, `# ?! text` stops signatures until it is answered, `# = text` below answers. What was asked stays
asked when its comment is deleted: only an answer settles it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

from pubflow.catalog import Catalog, Unit, unit_digest
from pubflow.catalog.notes import ASKED, with_notes
from pubflow.errors import UsageError
from pubflow.history import Event, Via, key_digest
from pubflow.segment.model import Key

ASKING: Final = "?\uff1f\u061f"
ANSWERING: Final = "=\uff1d"
"""With which of these signs a comment begins; also as keyboards for Chinese and Arabic write them."""
_QUESTION: Final = re.compile(rf"[{ASKING}](?P<mark>[!\uff01]?)\s*(?P<text>.*)", re.DOTALL)
_ANSWER: Final = re.compile(rf"[{ANSWERING}]\s*(?P<text>.*)", re.DOTALL)
_SIGNED: Final = re.compile(r"(?P<text>.*) \([a-z0-9][a-z0-9._-]{0,31}\)", re.DOTALL)
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs"})
_JOINERS: Final = "\u200c\u200d"
"""Persian and emoji are spelt with them."""
_LONGEST: Final = 2000
_LIKE: Final = 0.5
"""How much of two sources must be the same words before a question about one is one about the other."""
_WRAPPED: Final = 24
"""Characters: a line of at least so many that a known question begins with is that one, wrapped by an editor."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the desk said."""

    text: str
    asked: str
    """The question's words; several with a slash."""
    by: str = ""
    at: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asked about one unit in one language."""

    id: str
    key: str
    """`key_digest` of the unit as it was then."""
    text: str
    blocking: bool = False
    by: str = ""
    at: str = ""
    """"" for one that was typed and is not in the history yet."""
    via: str = ""
    answer: Answer | None = None
    """The last one."""

    @property
    def line(self) -> str:
        """As a comment."""
        return f"?{'!' if self.blocking else ''} {_signed(self.text, self.by)}"


Lineage = Mapping[str, frozenset[str]]
"""Key digest -> those of the units that it was made of, itself among them."""


def cleaned(text: str) -> str:
    """A question or an answer on one line, without what nobody sees. Raises UsageError where nothing is left."""
    seen = "".join(
        char for char in text if char.isspace() or char in _JOINERS or unicodedata.category(char) not in _UNSEEN
    )
    line = " ".join(seen.split())
    if not line.strip(_JOINERS):
        raise UsageError("there are no words in it", hint="write a sentence, in quotation marks")
    if len(line) > _LONGEST:
        raise UsageError(f"is longer than {_LONGEST} characters", hint="say it shorter; it stands beside one sentence")
    return line


def question_event(unit: Unit, text: str, *, blocking: bool, by: str, at: str, via: Via = "") -> Event:
    """What to write down when somebody asks; `text` is clean."""
    data = (("blocking", "yes"), ("text", text)) if blocking else (("text", text),)
    return Event("question", at, by, via, unit_digest(unit.key, unit.target), key_digest(unit.key), data)


def answer_event(
    asked: Sequence[Question], key: str, words: str, text: str, *, by: str, at: str, via: Via = ""
) -> Event:
    """What to write into the history of every language when the desk answers; `text` is clean.

    It comes after earlier answers to the same, whatever the clocks say. `words`: what it is about.
    """
    earlier = (one.answer.id for one in asked if one.answer)
    after = tuple(sorted({*(one.id for one in asked), *earlier} - {""}))
    return Event("answer", at, by, via, key=key, data=(("asked", words), ("text", text)), after=after)


def typed(catalog: Catalog, events: Sequence[Event], *, at: str, by: str = "", via: Via = "po") -> tuple[Event, ...]:
    """The events that are missing for what people typed into comments; with these added there is nothing more."""
    lineage = lineage_of(events, catalog)
    new: list[Event] = []
    for unit in catalog.units:
        if any(_QUESTION.match(one) or _ANSWER.match(one) for one in unit.comments):
            asked = _asked_in(unit, lineage, events)
            new += _typed(unit, asked, Event("question", at, by, via))
    return tuple(new)


def questions_of(catalog: Catalog, events: Sequence[Event]) -> tuple[Question, ...]:
    """All that was asked in a catalog, oldest first, those among them that were typed and not noted yet."""
    return asked_in((*events, *typed(catalog, events, at="")), lineage_of(events, catalog))


def waiting_in(catalog: Catalog, events: Sequence[Event]) -> dict[Key, tuple[Question, ...]]:
    """The questions that no answer settled yet, for each live unit that has some."""
    lineage = lineage_of(events, catalog)
    found = [one for one in questions_of(catalog, events) if one.answer is None]
    if not found:
        return {}
    units = (unit for unit in catalog.units if not unit.obsolete)
    waiting = {unit.key: tuple(one for one in found if one.key in _line_of(unit, lineage)) for unit in units}
    return {key: some for key, some in waiting.items() if some}


def asked_in(events: Iterable[Event], lineage: Lineage) -> tuple[Question, ...]:
    """The questions of a history with their last answers. Who answered the same words elsewhere answered them here."""
    told = tuple(events)
    found = {
        event.id: Question(
            event.id, event.key, event.get("text"), event.get("blocking") == "yes", event.by, event.at, event.via
        )
        for event in told
        if event.verb == "question"
    }
    for event in told:
        if event.verb == "answer":
            answer = answer_of(event)
            for question in tuple(found.values()):
                alike = question.text == answer.asked and _kin(event.key, question.key, lineage)
                if question.id in event.after or alike:
                    found[question.id] = replace(question, answer=answer)
    return tuple(found.values())


def answer_of(event: Event) -> Answer:
    """The answer that an event tells."""
    return Answer(event.get("text"), event.get("asked"), event.by, event.at, event.id)


def answers_to(unit: Unit, events: Iterable[Event], lineage: Lineage) -> tuple[Answer, ...]:
    """What the desk said about a unit, or one that it was made of: the last word on each question."""
    keys = _line_of(unit, lineage)
    found: dict[str, Answer] = {}
    for event in events:
        if event.verb == "answer" and event.key in keys:
            # A later word on the same takes the earlier one's place at the end.
            found.pop(event.get("asked"), None)
            found[event.get("asked")] = answer_of(event)
    return tuple(found.values())


def with_answers(unit: Unit, answers: Iterable[Answer]) -> Unit:
    """The unit with a note for each answer that does not stand in its comments. Making them again changes nothing."""
    said = {text for one in unit.comments if (match := _ANSWER.match(one)) for text in _readings(match["text"])}
    return with_notes(unit, ASKED, (note_of(answer) for answer in answers if answer.text not in said))


def note_of(answer: Answer) -> str:
    """How an answer stands in the notes for translators."""
    return f"{ASKED}{answer.asked} = {_signed(answer.text, answer.by)}"


def with_question(unit: Unit, question: Question) -> Unit:
    """The unit with the question in its comments."""
    return replace(unit, comments=(*unit.comments, question.line))


def answered(unit: Unit, question: Question, answer: Answer) -> Unit:
    """The unit with the answer below the question; an earlier answer of ours there gives way.

    Where somebody deleted the question, there is nothing to put it below, and `with_answers` tells it in a note.
    """
    at = next((at for at, one in enumerate(unit.comments) if _is(one, question)), None)
    if at is None:
        return unit
    comments = list(unit.comments)
    line = f"= {_signed(answer.text, answer.by)}"
    below = at + 1
    while below < len(comments) and (match := _ANSWER.match(comments[below])):
        readings = _readings(match["text"])
        if answer.text in readings:
            return unit
        if question.answer and question.answer.text in readings:
            comments[below] = line
            return replace(unit, comments=tuple(comments))
        below += 1
    return replace(unit, comments=(*comments[:below], line, *comments[below:]))


def lineage_of(events: Iterable[Event], catalog: Catalog | None = None) -> Lineage:
    """Which units each unit was made of when its source changed, as far as the history tells, and the catalog.

    A draft leaves no trace when its source changes; what was asked about it goes to the sentence that is nearest.
    """
    parents: dict[str, set[str]] = {}
    asked: set[str] = set()
    for event in events:
        if event.key and event.get("from"):
            parents.setdefault(event.key, set()).update(event.get("from").split())
        if event.verb in ("question", "answer"):
            asked.add(event.key)
    for unit in catalog.units if catalog else ():
        if unit.previous is not None:
            parents.setdefault(key_digest(unit.key), set()).add(key_digest(unit.previous))
    known = {name for line in parents.values() for name in line}
    for key, old in _nearest(catalog, asked - known) if catalog else ():
        parents.setdefault(key, set()).add(old)
    return {key: _ancestors(key, parents) for key in parents}


def _nearest(catalog: Catalog, asked: set[str]) -> Iterator[tuple[str, str]]:
    """For each retired unit that somebody asked about, the live one that is most like it, if any is."""
    gone = [
        unit
        for unit in catalog.units
        if unit.obsolete and (key_digest(unit.key) in asked or any(map(_QUESTION.match, unit.comments)))
    ]
    live = [(unit.key, unit.key.source.split()) for unit in catalog.units if gone and not unit.obsolete]
    for unit in gone:
        like = SequenceMatcher(None, b=unit.key.source.split(), autojunk=False)
        best, rate = "", _LIKE
        for key, words in live:
            like.set_seq1(words)
            if key.context == unit.key.context and like.quick_ratio() > rate and like.ratio() > rate:
                best, rate = key_digest(key), like.ratio()
        if best:
            yield best, key_digest(unit.key)


def _ancestors(key: str, parents: Mapping[str, Iterable[str]]) -> frozenset[str]:
    found, waiting = {key}, [key]
    while waiting:
        new = set(parents.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return frozenset(found)


def line_of(key: str, lineage: Lineage) -> frozenset[str]:
    """A key and those it was made of."""
    return lineage.get(key, frozenset({key}))


def _line_of(unit: Unit, lineage: Lineage) -> frozenset[str]:
    return line_of(key_digest(unit.key), lineage)


def _kin(one: str, other: str, lineage: Lineage) -> bool:
    return one == other or one in line_of(other, lineage) or other in line_of(one, lineage)


def _asked_in(unit: Unit, lineage: Lineage, events: Sequence[Event]) -> list[tuple[Question, tuple[str, ...]]]:
    """What is known to have been asked of a unit, each with all answers that it ever got."""
    keys = _line_of(unit, lineage)
    here = [event for event in events if event.key in keys and event.verb in ("question", "answer")]
    return [
        (one, tuple(event.get("text") for event in here if event.verb == "answer" and _answers(event, one)))
        for one in asked_in(here, lineage)
    ]


def _answers(event: Event, question: Question) -> bool:
    return question.id in event.after or event.get("asked") == question.text


def _typed(unit: Unit, known: list[tuple[Question, tuple[str, ...]]], like: Event) -> Iterator[Event]:
    """New events of one unit's comments, from above to below: an answer is for all questions that wait above it."""
    above: list[int] = []
    below_an_answer = False
    deleted = [
        at
        for at, (one, _) in enumerate(known)
        if one.answer is None and not any(_is(comment, one) for comment in unit.comments)
    ]
    for comment in unit.comments:
        if question := _QUESTION.match(comment):
            above = [] if below_an_answer else above
            below_an_answer = False
            at = next((at for at, (one, _) in enumerate(known) if _is(comment, one)), None)
            if at is None:
                event = _question(unit, question, like)
                yield event
                known.append((asked_in((event,), {})[0], ()))
                at = len(known) - 1
            above.append(at)
        elif answer := _ANSWER.match(comment):
            below_an_answer = True
            yield from _answer(unit, answer["text"], known, above or deleted, like)


def _answer(
    unit: Unit, written: str, known: list[tuple[Question, tuple[str, ...]]], about: Sequence[int], like: Event
) -> Iterator[Event]:
    text, readings = _plain(written), _readings(written)
    # A line that answered one of them was put there for that one.
    if not text or not about or any(said in readings for at in about for said in known[at][1]):
        return
    asked = [known[at][0] for at in about]
    words = " / ".join(dict.fromkeys(one.text for one in asked))
    event = answer_event(asked, key_digest(unit.key), words, text, by=like.by, at=like.at, via=like.via)
    yield event
    for at in about:
        one, said = known[at]
        known[at] = replace(one, answer=answer_of(event)), (*said, text)


def _question(unit: Unit, match: re.Match[str], like: Event) -> Event:
    text = _plain(match["text"])
    return question_event(unit, text, blocking=bool(match["mark"]), by=like.by, at=like.at, via=like.via)


def _is(comment: str, question: Question) -> bool:
    """Whether a comment asks this very question, be it signed or cut off by an editor that wraps."""
    match = _QUESTION.match(comment)
    if match is None:
        return False
    readings = _readings(match["text"])
    text = readings[0]
    return question.text in readings or (len(text) >= _WRAPPED and question.text.startswith(text))


def _plain(text: str) -> str:
    try:
        return cleaned(text[:_LONGEST])
    except UsageError:
        return ""


def _readings(text: str) -> tuple[str, ...]:
    """What was written, as it is and without the handle that may stand behind it."""
    text = _plain(text)
    match = _SIGNED.fullmatch(text)
    return (text, match["text"]) if match else (text,)


def _signed(text: str, by: str) -> str:
    return f"{text} ({by})" if by else text
