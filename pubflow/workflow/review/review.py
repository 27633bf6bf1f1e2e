"""`pubflow review`: the units that wait for a person, one after the other; each decision is written at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Final

from pubflow.catalog import State, Unit, unit_digest
from pubflow.catalog.diff import marked
from pubflow.catalog.notes import LOOK_TWICE, notes_of
from pubflow.errors import PubflowError, Refused, UsageError
from pubflow.files import read_if_there
from pubflow.finding import Finding, Severity, Where
from pubflow.history import Event, attach, key_digest, live, record_for, undone_event
from pubflow.language import LanguageTag
from pubflow.merge import without_conflicts
from pubflow.project import LANGUAGE, Project
from pubflow.review.accepted import acceptances
from pubflow.review.asked import typed
from pubflow.review.standing import Stand, Standing, review_data, standings
from pubflow.segment import Key, Segment, TaggedText, is_joined, tag_faults
from pubflow.termbase.notes import TERMS
from pubflow.termbase.verify import verify
from pubflow.workflow.checking.checker import Checker
from pubflow.workflow.editions.candidates import joined_to
from pubflow.workflow.memory.agreed import OpenMemory, open_memory
from pubflow.workflow.memory.offers import offer_of
from pubflow.workflow.workspace.keeping import held, keep
from pubflow.workflow.workspace.opening import (
    OpenCatalog,
    digest_of,
    open_catalog,
    open_statement,
    places_of,
    select_ids,
    units_by_segment,
)
from pubflow.workflow.workspace.people import handle_if_named
from pubflow.workflow.workspace.reviewing import noted, policy_of, terms_of, written
from pubflow.workflow.workspace.words import recall, remember

Clock = Callable[[], datetime]
"""The moment to write down, asked for at each decision."""

_LOOKED_AT: Final = 3
"""Matches, since the nearest may be what stands there already."""
_CUT_ANEW: Final = ("joined of ", "part ")
"""How the notes begin that say of which earlier sources a target was made."""
_SHOWN_BY_ITSELF: Final = frozenset({"empty", "unreviewed", "term-missing", "term-forbidden"})
"""Checks whose word the screen says already."""


@dataclass(frozen=True, slots=True)
class ShownTerm:
    """One term of the source with what became of it in the target."""

    source: str
    rendering: str
    """As it stands in the target, else the preferred one."""
    met: bool


@dataclass(frozen=True, slots=True)
class Item:
    """What a person sees of one unit."""

    number: int
    total: int
    place: int
    """Its number among those that wait, from 1."""
    waiting: int
    about: str
    """Kind, speaker and the like."""
    source: str
    target: str
    stand: str
    """Where it stands, and what is missing."""
    terms: tuple[ShownTerm, ...]
    forbidden: tuple[str, ...]
    findings: tuple[Finding, ...]
    offers: tuple[str, ...]
    """What memory says otherwise, in lines."""
    changes: tuple[str, ...]
    """Old and new, word by word, with what was compared before it."""
    remarks: tuple[str, ...]
    """What is to be looked at twice in a draft."""
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Done:
    """One decision, to take it back."""

    at: int
    before: Unit
    after: Unit
    events: tuple[Event, ...]


class Review:
    """One person's walk through one catalog. Between decisions nothing is locked, and others may save."""

    def __init__(
        self,
        project: Project,
        statement_id: str,
        language: str,
        *,
        by: str,
        kind: str,
        clock: Clock,
        numbers: Collection[int] = (),
        every: bool = False,
    ) -> None:
        """`numbers`: only these units; `every`: also those that do not wait. Raises UsageError, Refused."""
        (statement_id,) = select_ids(project, (statement_id,))
        self.by = handle_if_named(project, by)
        self.kind = kind
        self._project, self._clock = project, clock
        self._tag = LanguageTag.parse(language)
        self._opened = open_statement(project, statement_id)
        self._checker = Checker(project)
        glossary = self._checker.glossary
        before = open_catalog(project, statement_id, self._tag)
        if before.catalog is None:
            hint = f"pubflow translate {statement_id} -l {self._tag}"
            raise Refused(f"{statement_id} has no catalog in {self._tag} yet", hint=hint)
        asked = policy_of(project, self._opened, before)
        self._policy = replace(asked, required=tuple(dict.fromkeys((*asked.required, kind))))
        if not self.by and (kind != LANGUAGE or asked.two_persons):
            raise UsageError(
                f"who reviews? a review of {kind} here needs a name", hint="--by NAME: a neutral handle such as rev1"
            )
        with held(project, statement_id, self._tag):
            self._before = noted(project, before, self._opened, glossary, stamp=clock())
        self._firsts = glossary.first_mentions(project, self._opened.segments, self._tag)
        self._stack = ExitStack()
        self._memory: OpenMemory | None = None
        self._done: list[_Done] = []
        self._segments = places_of(self._opened.segments)
        remember(project, (unit for unit in self._units() if unit.state >= State.REVIEWED))
        self.waiting = tuple(self._waiting(numbers, every))

    def close(self) -> None:
        """Let the memory go, and write down who asked what was asked in this walk and not taken back."""
        self._stack.close()
        commented = {one.after.key for one in self._done if not one.events}
        if commented and self.by:
            # Where it can't be written now, the next command notes the question, as a person's, unknown.
            with suppress(PubflowError), held(self._project, self._opened.statement.id, self._tag):
                self._note_questions(commented)

    def _note_questions(self, keys: Collection[Key]) -> None:
        before = self._fresh()
        if before.catalog is not None:
            units = tuple(unit for unit in before.catalog.units if unit.key in keys and not unit.obsolete)
            found = typed(replace(before.catalog, units=units), before.history, at=self._now(), by=self.by, via="")
            keep(self._project, before, before.catalog, [event for event in found if event.verb == "question"])

    @property
    def decided(self) -> int:
        """How many decisions of this walk stand; a comment decides nothing."""
        return sum(bool(one.events) for one in self._done)

    def item(self, at: int) -> Item:
        """What is to be seen of the unit at a place of `waiting`, from 0."""
        number, segment, unit = self._at(at)
        standing = self._standing()[unit.key]
        notes = [note for note in segment.notes if not note.startswith(TERMS)]
        terms, forbidden = self._terms(segment, unit)
        return Item(
            number=number,
            total=len(self._opened.segments),
            place=at + 1,
            waiting=len(self.waiting),
            about=" | ".join(notes),
            source=unit.key.source,
            target=unit.target,
            stand=_stands(standing),
            terms=terms,
            forbidden=forbidden,
            findings=tuple(self._findings(number, segment, unit)),
            offers=tuple(self._offers(segment, unit)),
            changes=tuple(self._changes(unit)),
            remarks=tuple(note.removeprefix(LOOK_TWICE) for note in notes_of(unit, LOOK_TWICE)),
            comments=unit.comments,
        )

    def accept(self, at: int) -> None:
        """Agree to the unit as it was shown. Raises Refused."""
        _, _, unit = self._at(at)
        if not unit.target.strip():
            raise Refused("there is no target to agree to", hint="e writes one")
        if self._policy.two_persons and self.by in self._standing()[unit.key].authors:
            raise Refused(f"{self.by} wrote this text: a second person must agree")
        state = max(unit.state, State.REVIEWED) if self.kind == LANGUAGE else unit.state
        self._keep(at, replace(without_conflicts(unit), state=state), ("review",))

    def faults(self, at: int, target: str) -> tuple[str, ...]:
        """What is wrong with the tags of a target for this unit."""
        number, segment, _ = self._at(at)
        parsed = TaggedText.parse(target)
        if is_joined(target):
            return ()
        units = units_by_segment(self._before.catalog, self._opened.segments)
        return tag_faults(segment.text, parsed, joined=joined_to(number - 1, self._opened.segments, units))

    def edit(self, at: int, target: str) -> None:
        """Write another target. Who writes agrees to it; a specialist's wording waits for a look at the language."""
        _, _, unit = self._at(at)
        if target == unit.target:
            return
        if faults := self.faults(at, target):
            raise Refused("; ".join(faults), hint="the tags of the source, each once")
        state = State.REVIEWED if self.kind == LANGUAGE else State.TRANSLATED
        decided = replace(without_conflicts(unit), target=target, state=state, previous=None)
        self._keep(at, decided, ("edited", "review"))

    def comment(self, at: int, text: str) -> None:
        """Add a person's comment line; one that begins with `?` is a question to the desk."""
        _, _, unit = self._at(at)
        line = " ".join(text.split())
        if line:
            self._keep(at, replace(unit, comments=(*unit.comments, line)), ())

    def undo(self) -> int | None:
        """Take back the last decision of this walk; gives its place, None where there is nothing to take back."""
        if not self._done:
            return None
        last = self._done[-1]
        events = (undone_event(last.after, last.events, at=self._now(), by=self.by),) if last.events else ()
        self._write(last.after, last.before, events)
        self._done.pop()
        return last.at

    def _now(self) -> str:
        return self._clock().isoformat()

    def _units(self) -> tuple[Unit, ...]:
        return tuple(dict.fromkeys(units_by_segment(self._before.catalog, self._opened.segments)))

    def _at(self, at: int) -> tuple[int, Segment, Unit]:
        key = self.waiting[at]
        number, segment = self._segments[key]
        return number, segment, next((unit for unit in self._units() if unit.key == key), Unit(key))

    def _standing(self) -> dict[Key, Standing]:
        assert self._before.catalog is not None
        catalog = replace(self._before.catalog, units=self._units())
        terms = terms_of(self._opened, self._before, self._checker.glossary)
        return standings(catalog, self._before.history, self._policy, terms)

    def _waiting(self, numbers: Collection[int], every: bool) -> Iterator[Key]:
        standing = self._standing()
        for key, (number, _) in self._segments.items():
            if (not numbers or number in numbers) and (every or self._waits(standing[key])):
                yield key

    def _waits(self, standing: Standing) -> bool:
        """For this person and kind: not where it holds, nor where all that is missing is somebody else."""
        if standing.state < State.REVIEWED and self.kind == LANGUAGE:
            return True
        mine = next(kind for kind in standing.kinds if kind.kind == self.kind)
        agreed = [one.by for one in mine.given]
        done = self.by in {*standing.authors, *agreed} if self._policy.two_persons else bool(agreed)
        return not mine.holds and not done

    def _terms(self, segment: Segment, unit: Unit) -> tuple[tuple[ShownTerm, ...], tuple[str, ...]]:
        matches = self._checker.glossary.matches(segment)
        verdict = verify(TaggedText.parse(unit.target).plain, matches, self._tag)
        empty = not unit.target.strip() or is_joined(unit.target)
        lacking = frozenset() if empty else frozenset(match.entry.id for match in verdict.missing)
        there = {hit.match.entry.id: hit.form for hit in verdict.met}
        shown: dict[str, ShownTerm] = {}
        for match in matches:
            name, forms = match.entry.id, match.entry.accepted(str(self._tag))
            if forms:
                shown.setdefault(name, ShownTerm(match.text, there.get(name, forms[0]), name not in lacking))
        return tuple(shown.values()), tuple(f"{hit.form} for {hit.match.text}" for hit in verdict.forbidden)

    def _findings(self, number: int, segment: Segment, unit: Unit) -> Iterator[Finding]:
        first = None if self._firsts is None else self._firsts.get(unit.key, frozenset())
        where = Where(self._project.relative(self._before.path), unit=number)
        allowed = acceptances(self._before.catalog, self._before.history)
        found = self._checker.of_unit(unit, segment, self._tag, where, first)
        for finding in self._checker.sorted_out(found, unit, segment, self._tag, allowed)[0]:
            if finding.severity > Severity.INFO and finding.check not in _SHOWN_BY_ITSELF:
                yield finding

    def _offers(self, segment: Segment, unit: Unit) -> Iterator[str]:
        """The nearest that people agreed to for such a source, where it reads otherwise."""
        try:
            if self._memory is None:
                self._memory = self._stack.enter_context(open_memory(self._project, self._tag))
            found = self._memory.alike(segment.text, self._project.memory_fuzzy, _LOOKED_AT)
        except PubflowError:
            # Where no memory can be kept, `pubflow memory` says why; a review goes on without.
            return
        others = (one for one in found if one.target != unit.target)
        for one in islice(others, 1):
            yield from offer_of(one, segment.text.plain, self._checker.glossary.termbase, self._tag)

    def _changes(self, unit: Unit) -> Iterator[str]:
        if unit.state < State.REVIEWED:
            yield from (note for note in unit.notes if note.startswith(_CUT_ANEW))
        if unit.previous is not None and unit.previous.source != unit.key.source:
            yield f"source: {marked(unit.previous.source, unit.key.source)}"
        last = self._last_review(unit)
        if last is not None and last.digest != unit_digest(unit.key, unit.target):
            words = recall(self._project, last.digest)
            shown = "another text" if words is None else marked(words, unit.target)
            yield f"target since {last.by or 'somebody'} agreed on {last.at[:10]}: {shown}"

    def _last_review(self, unit: Unit) -> Event | None:
        """This person's own, else the last of anybody."""
        key = key_digest(unit.key)
        found = [event for event in live(self._before.history) if event.verb == "review" and event.key == key]
        mine = [event for event in found if self.by and event.by == self.by]
        return next(iter(reversed(mine or found)), None)

    def _keep(self, at: int, unit: Unit, verbs: tuple[str, ...]) -> None:
        _, _, was = self._at(at)
        events = tuple(self._events(was, unit, verbs))
        self._write(was, unit, events)
        _, _, now = self._at(at)
        self._done.append(_Done(at, was, now, events))
        if events:
            remember(self._project, (now,))

    def _events(self, was: Unit, unit: Unit, verbs: tuple[str, ...]) -> Iterator[Event]:
        key, digest, at = key_digest(unit.key), unit_digest(unit.key, unit.target), self._now()
        after = tuple(sorted(event.id for event in self._before.history if (event.key, event.digest) == (key, digest)))
        if "edited" in verbs:
            old = (("was", unit_digest(was.key, was.target)),) if was.target else ()
            edited = Event("edited", at, self.by, "", digest, key, old, after)
            yield edited
            after = tuple(sorted((*after, edited.id)))
        if "review" in verbs:
            terms = terms_of(self._opened, self._before, self._checker.glossary)(unit)
            yield Event("review", at, self.by, "", digest, key, review_data(self.kind, terms), after)

    def _write(self, was: Unit, unit: Unit, events: tuple[Event, ...]) -> None:
        """Put one unit into the catalog as it stands now. Raises Refused where somebody else changed that unit."""
        project, statement_id = self._project, self._opened.statement.id
        with held(project, statement_id, self._tag):
            before = self._fresh()
            assert before.catalog is not None
            units = list(before.catalog.units)
            place = next((n for n, one in enumerate(units) if one.key == unit.key and not one.obsolete), None)
            if place is None or (units[place].target, units[place].state) != (was.target, was.state):
                self._before = before
                raise Refused("this unit changed in the meantime: nothing was written", hint="look at it again")
            units[place] = unit
            catalog = replace(before.catalog, units=tuple(units))
            (told,) = attach(replace(catalog, units=(unit,)), (*before.history, *events)).units
            # The line in the PO copies what the history says now.
            units[place] = replace(told, record=record_for(told))
            self._before = written(project, before, replace(catalog, units=tuple(units)), events)

    def _fresh(self) -> OpenCatalog:
        """The catalog as it stands on the disk."""
        before, statement_id = self._before, self._opened.statement.id
        told = digest_of(self._project.history_path(statement_id, self._tag))
        if read_if_there(before.path) == before.content and told == before.events:
            return before
        return open_catalog(self._project, statement_id, self._tag)


def _stands(standing: Standing) -> str:
    """Where a unit stands, why, and what is missing."""
    stand = "re-opened" if standing.stand is Stand.REOPENED else standing.stand.value
    return "; ".join(filter(None, (stand, standing.why, *standing.lacks)))
