"""`pubflow questions`: what translators ask the desk, answered once for all languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from pubflow.catalog import Catalog, Unit
from pubflow.errors import PubflowError, Refused, UsageError
from pubflow.history import Event, key_digest
from pubflow.language import LanguageTag
from pubflow.project import Project
from pubflow.review.asked import (
    Answer,
    Lineage,
    Question,
    answer_event,
    answer_of,
    answered,
    cleaned,
    line_of,
    question_event,
    questions_of,
    with_question,
)
from pubflow.segment import Key
from pubflow.workflow.workspace.answers import languages_of, lineage_over, numbers_over, with_answers_in
from pubflow.workflow.workspace.glossary import Glossary
from pubflow.workflow.workspace.keeping import held, keep
from pubflow.workflow.workspace.opening import (
    OpenCatalog,
    OpenStatement,
    every,
    open_catalog,
    open_statement,
    segment_numbered,
    select_ids,
    select_languages,
)
from pubflow.workflow.workspace.people import handle_if_named
from pubflow.workflow.workspace.report import Report
from pubflow.workflow.workspace.reviewing import noted


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, in all languages in which it was asked in the same words."""

    statement: str
    unit: int
    """Number in the order of the statement, from 1; 0 where the sentence is gone."""
    source: str
    """Its source text; "" where nothing holds it any more."""
    text: str
    blocking: bool
    languages: tuple[str, ...]
    by: tuple[str, ...]
    """Handles; none for people unknown."""
    at: str
    """When it was first written down; "" where that is still to come."""
    answer: str = ""
    answered_by: str = ""
    answered_at: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it waits for the desk."""
        return not self.answer and self.unit > 0


def questions(
    project: Project, ids: Sequence[str], languages: Sequence[str], *, answered_too: bool = False
) -> tuple[tuple[Asked, ...], tuple[str, ...]]:
    """What waits for an answer, by statement and unit, and why what could not be read was not; reads only."""
    tags = select_languages(project, languages)
    opened, failed = every(project, select_ids(project, ids))
    found: list[Asked] = []
    refused = [error.in_one_line for error in failed]
    for statement in opened:
        catalogs = []
        for tag in tags:
            try:
                catalogs.append(open_catalog(project, statement.statement.id, tag))
            except PubflowError as error:
                refused.append(error.in_one_line)
        found += _grouped(statement, catalogs)
    return tuple(one for one in found if answered_too or one.is_open), tuple(refused)


def answer(
    project: Project, statement_id: str, number: int, text: str, *, about: str | None, by: str, stamp: datetime
) -> Report:
    """Answer what was asked about one unit, in every language that has a catalog; twice is once.

    Raises UsageError where nothing was asked, or several things and `about` names none of them. With `about` and no
    question at all, the desk speaks of these words unasked.
    """
    text, handle = cleaned(text), handle_if_named(project, by)
    (statement_id,) = select_ids(project, (statement_id,))
    with _desk(project, statement_id, stamp) as desk:
        unit = desk.unit(number)
        asked = desk.about(unit, number, about, text)
        words = asked[0].text if asked else cleaned(about or "")
        event = desk.said(unit, words, text) or answer_event(
            asked, key_digest(unit.key), words, text, by=handle, at=stamp.isoformat()
        )
        changed = desk.tell(unit, asked, event)
    notes = (f"told in {', '.join(str(one.language) for one in desk.catalogs)}",) if changed else ("told before",)
    return Report(changed=changed, notes=notes)


def ask(
    project: Project,
    statement_id: str,
    number: int,
    text: str,
    language: str,
    *,
    blocking: bool,
    by: str,
    stamp: datetime,
) -> Report:
    """Write a question beside one unit of one catalog; the same one twice is once."""
    text, handle = cleaned(text), handle_if_named(project, by)
    (statement_id,) = select_ids(project, (statement_id,))
    tag = LanguageTag.parse(language)
    with _desk(project, statement_id, stamp, (tag,)) as desk:
        unit = desk.unit(number)
        (before,) = desk.catalogs
        here = _of_unit(unit, questions_of(_catalog(before), before.history), desk.lineage)
        if any(one.text == text for one in here):
            return Report(notes=("asked before",))
        event = question_event(unit, text, blocking=blocking, by=handle, at=stamp.isoformat())
        question = Question(event.id, event.key, text, blocking, handle, event.at)
        changed = desk.keep(before, unit.key, lambda one: with_question(one, question), event)
    return Report(changed=changed, notes=(f"to answer: pubflow questions answer {statement_id} {number} “…”",))


class _Desk:
    """All catalogs of one statement, opened for writing, with what was typed into them written down."""

    def __init__(self, project: Project, opened: OpenStatement, catalogs: Sequence[OpenCatalog]) -> None:
        self.project = project
        self.opened = opened
        self.catalogs = tuple(catalogs)
        self.lineage: Lineage = lineage_over(catalogs)

    def unit(self, number: int) -> Unit:
        """The unit of this number, as some language has it. Raises UsageError."""
        key = segment_numbered(self.opened, number).key
        found = (unit for one in self.catalogs for unit in _catalog(one).units if unit.key == key)
        return next(found, Unit(key))

    def about(self, unit: Unit, number: int, about: str | None, text: str) -> tuple[Question, ...]:
        """The questions that are meant: the same words in whatever language. `text`: what is answered."""
        everything = [
            question
            for one in self.catalogs
            for question in _of_unit(unit, questions_of(_catalog(one), one.history), self.lineage)
        ]
        meant = _meant(everything, about, text)
        texts = dict.fromkeys(one.text for one in meant)
        if len(texts) == 1 or (about is not None and not everything):
            return tuple(meant)
        listed = "; ".join(texts or dict.fromkeys(one.text for one in everything))
        if not meant and about is None:
            hint = f'answered before: {listed}; to say something else: --about "words of it"' if listed else _UNASKED
            raise UsageError(f"nothing waits for an answer at unit {number}", hint=hint)
        fault = "several questions are meant" if meant else "no question holds these words"
        raise UsageError(f"{fault} at unit {number}", hint=f'--about "words of one of them": {listed}')

    def said(self, unit: Unit, words: str, text: str) -> Event | None:
        """The event that says this already, if it is the last word on the matter."""
        keys = line_of(key_digest(unit.key), self.lineage)
        told = [
            event
            for one in self.catalogs
            for event in one.history
            if event.verb == "answer" and event.key in keys and event.get("asked") == words
        ]
        last = max(told, key=lambda event: (len(_behind(event, told)), event.at), default=None)
        return last if last is not None and last.get("text") == text else None

    def tell(self, unit: Unit, asked: Sequence[Question], event: Event) -> tuple[str, ...]:
        """Put an answer into every catalog and its history; gives the files that changed."""
        names = {one.id for one in asked}
        changed: list[str] = []
        for before in self.catalogs:
            here = [one for one in questions_of(_catalog(before), before.history) if one.id in names]

            def below(one: Unit, here: Sequence[Question] = here) -> Unit:
                for question in here:
                    one = answered(one, question, answer_of(event))
                return one

            changed += self.keep(before, unit.key, below, event)
        return tuple(sorted(changed))

    def keep(self, before: OpenCatalog, key: Key, change: Callable[[Unit], Unit], event: Event) -> tuple[str, ...]:
        """Write one catalog with one unit changed and one event more, where it is not there already."""
        catalog = _catalog(before)
        units = tuple(change(unit) if unit.key == key else unit for unit in catalog.units)
        new = () if event in before.history else (event,)
        catalog = with_answers_in(replace(catalog, units=units), (*before.history, *new))
        _, written = keep(self.project, before, catalog, new)
        history = self.project.history_path(catalog.statement_id, before.language)
        return tuple(map(self.project.relative, [before.path] * written + [history] * len(new)))


_UNASKED: Final = 'nothing was asked there; to tell all languages something unasked: --about "what it is about"'


def _meant(everything: Sequence[Question], about: str | None, text: str) -> list[Question]:
    """Those that hold the words; without words those that wait, else those that have this very answer."""
    if about is not None:
        return [one for one in everything if cleaned(about).casefold() in one.text.casefold()]
    waiting = [one for one in everything if one.answer is None]
    return waiting or [one for one in everything if one.answer and one.answer.text == text]


@contextmanager
def _desk(
    project: Project, statement_id: str, stamp: datetime, wanted: Sequence[LanguageTag] | None = None
) -> Iterator[_Desk]:
    """A statement's catalogs, all or those wanted, under their locks. Raises Refused where there is none."""
    tags = languages_of(project, statement_id) if wanted is None else wanted
    opened, glossary = open_statement(project, statement_id), Glossary.load(project)
    with ExitStack() as locks:
        catalogs = []
        for tag in tags:
            locks.enter_context(held(project, statement_id, tag))
            before = open_catalog(project, statement_id, tag)
            if before.catalog is not None:
                catalogs.append(noted(project, before, opened, glossary, stamp=stamp))
        if not catalogs:
            hint = f"pubflow translate {statement_id}"
            raise Refused(f"{statement_id} has no catalog to write in", hint=hint)
        yield _Desk(project, opened, catalogs)


def _catalog(before: OpenCatalog) -> Catalog:
    return before.catalog or Catalog("", str(before.language))


def _behind(event: Event, told: Iterable[Event]) -> set[str]:
    """The answers that one takes the place of."""
    known = {one.id: one for one in told}
    found: set[str] = set()
    waiting = [event]
    while waiting:
        for name in waiting.pop().after:
            if name in known and name not in found:
                found.add(name)
                waiting.append(known[name])
    return found


def _of_unit(unit: Unit, found: Iterable[Question], lineage: Lineage) -> list[Question]:
    keys = line_of(key_digest(unit.key), lineage)
    return [one for one in found if one.key in keys]


def _grouped(opened: OpenStatement, catalogs: Sequence[OpenCatalog]) -> Iterator[Asked]:
    """The questions of one statement in the order of its units; those of gone sentences last."""
    lineage = lineage_over(catalogs)
    numbers = numbers_over(opened, lineage)
    sources = {key_digest(unit.key): unit.key.source for one in catalogs for unit in _catalog(one).units}
    groups: dict[tuple[int, str, str], list[tuple[str, Question]]] = {}
    for one in catalogs:
        for question in questions_of(_catalog(one), one.history) if one.catalog else ():
            number, *_ = numbers.get(question.key, (0,))
            place = number, "" if number else question.key, question.text
            groups.setdefault(place, []).append((str(one.language), question))
    order = sorted(groups.items(), key=lambda pair: (pair[0][0] or 1 << 30, pair[1][0][1].at))
    for (number, key, text), alike in order:
        source = opened.segments[number - 1].key.source if number else sources.get(key, "")
        yield _one(opened.statement.id, number, source, text, alike)


def _one(statement: str, number: int, source: str, text: str, alike: Sequence[tuple[str, Question]]) -> Asked:
    said: Answer | None = alike[-1][1].answer if all(one.answer for _, one in alike) else None
    return Asked(
        statement,
        number,
        source,
        text,
        any(one.blocking for _, one in alike),
        tuple(dict.fromkeys(language for language, _ in alike)),
        tuple(dict.fromkeys(one.by for _, one in alike if one.by)),
        min((one.at for _, one in alike if one.at), default=""),
        said.text if said else "",
        said.by if said else "",
        said.at if said else "",
    )
