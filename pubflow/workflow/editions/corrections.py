"""What the record says was corrected or taken back, and the words for it on each page.

A correction says one of the stock sentences that ship in every language of the pages, or a note of the desk's own. Such
notes are paragraphs of one shared part of the statement, `<id>-notes`: translated, reviewed and counted like any text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pubflow.document import Note
from pubflow.errors import SourceError
from pubflow.files import digest
from pubflow.history import Event, live
from pubflow.language import LanguageTag, furniture
from pubflow.project import Project
from pubflow.segment import TaggedText, join
from pubflow.statement import leaves, plain
from pubflow.workflow.workspace.opening import OpenStatement, open_statement
from pubflow.workflow.workspace.record import record_of

Targets = Callable[[OpenStatement], tuple[tuple[TaggedText | None, ...], tuple[str, ...]]]
"""Of the notes: a target or None for each segment, and why each unit of it is not complete."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one page has to say."""

    corrections: tuple[Note, ...] = ()
    retraction: Note | None = None
    lacks: tuple[str, ...] = ()
    """Notes that this language can't tell yet."""


def note_key(text: str) -> str:
    """By what the record names a note: it holds no words."""
    return digest(" ".join(text.split()).encode())[:16]


def notes_id(project: Project, statement_id: str) -> str:
    """The shared part that holds the notes of a statement. Raises SourceError for an id that is too long for it."""
    found = f"{statement_id}-notes"
    if len(found) > 64:
        raise SourceError(
            "its id is too long for notes: more than 58 characters", where=f"statements/{statement_id}.md"
        )
    return found


def events_of(project: Project, statement_id: str) -> tuple[Event, ...]:
    """The corrections and retractions that stand, oldest first; what was taken back is not among them."""
    told = live(record_of(project, statement_id))
    return tuple(event for event in told if event.verb in ("corrected", "retracted"))


def told_in(event: Event, record: Iterable[Event]) -> int:
    """The first release after it that has its language; 0 for none yet.

    One that stamps the words of an earlier one tells no correction.
    """
    since, language = int(event.get("since", "0")), event.get("language")
    numbers = (
        int(one.get("release", "0"))
        for one in record
        if one.verb == "released"
        and (event.verb == "retracted" or not one.get("words"))
        and (not language or language in one.get("languages").split())
    )
    return min((number for number in numbers if number > since), default=0)


def pending(project: Project, statement_id: str) -> tuple[str, ...]:
    """What is corrected or retracted and in no release yet, each in a line; and that it is retracted at all."""
    record = record_of(project, statement_id)
    lines = []
    for event in live(record):
        if event.verb in ("corrected", "retracted"):
            number = told_in(event, record)
            units = f", unit {event.get('units').replace(' ', ', ')}" if event.get("units") else ""
            what = f"{event.verb} {event.at[:10]}: {event.get('language') or 'every language'}{units}"
            if not number or event.verb == "retracted":
                lines.append(f"{what}: {f'told since release {number}' if number else 'not released yet'}")
    return tuple(lines)


def concerns(event: Event, language: LanguageTag) -> bool:
    """Whether it is about the edition in this language."""
    return event.get("language") in ("", str(language))


def told_of(project: Project, statement_id: str, language: LanguageTag, targets: Targets | None) -> Told:
    """What the page of one language says of its corrections. `targets` is asked only where there is a note; None: no
    note can be had.

    A retraction waits for nobody: without its note it says that the statement was withdrawn.
    """
    events = [event for event in events_of(project, statement_id) if concerns(event, language)]
    if not events:
        return Told()
    words = _Words(project, statement_id, language, targets)
    corrections, lacks, retraction = [], [], None
    for event in events:
        text, fault = words.of(event)
        if event.verb == "retracted":
            retraction = Note(event.at, "" if fault else text)
        elif fault:
            lacks.append(fault)
        else:
            corrections.append(Note(event.at, text))
    return Told(tuple(corrections), retraction, tuple(lacks))


class _Words:
    """The words of each event in one language; the notes are opened once."""

    def __init__(self, project: Project, statement_id: str, language: LanguageTag, targets: Targets | None) -> None:
        self._project = project
        self._id = statement_id
        self._language = language
        self._targets = targets
        self._known: dict[str, tuple[str, str]] | None = None

    def of(self, event: Event) -> tuple[str, str]:
        """The text, and why there is none."""
        if kind := event.get("kind"):
            return furniture.text(self._language, furniture.CORRECTIONS.get(kind, furniture.CORRECTIONS["fact"])), ""
        if not event.get("note") or self._targets is None:
            return "", ""
        if self._known is None:
            self._known = dict(self._notes())
        name = notes_id(self._project, self._id)
        gone = f"the note of {event.at[:10]} stands no more in statements/_shared/{name}.md"
        return self._known.get(event.get("note"), ("", gone))

    def _notes(self) -> Iterator[tuple[str, tuple[str, str]]]:
        name = notes_id(self._project, self._id)
        if not self._project.is_shared(name):
            return
        opened = open_statement(self._project, name)
        sources = [plain(block.inlines) for block in leaves(opened.statement.blocks)]
        if self._language == self._project.source:
            yield from ((note_key(text), (text, "")) for text in sources)
            return
        assert self._targets is not None
        targets, lacks = self._targets(opened)
        made = join(opened.statement, opened.segments, targets, spaced=self._language.spaced)
        texts = [plain(block.inlines) for block in leaves(made.blocks)]
        for at, (source, text) in enumerate(zip(sources, texts, strict=True)):
            faults = [lacks[n] for n, one in enumerate(opened.segments) if one.place.block == at and lacks[n]]
            yield note_key(source), (text, f"correction note, {faults[0]}" if faults else "")
