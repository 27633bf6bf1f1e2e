"""`pubflow history`: from a published sentence back to its source, its drafts, and the people who agreed to it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from pubflow.catalog import Catalog, Unit
from pubflow.errors import UsageError
from pubflow.finding import runs
from pubflow.history import key_digest
from pubflow.project import Project
from pubflow.review.asked import line_of
from pubflow.review.record_story import of_record
from pubflow.review.standing import Stand
from pubflow.review.story import (
    Chapter,
    Happening,
    Reading,
    Sentence,
    Story,
    by_time,
    earlier_sources,
    gaps_of,
    of_statement,
    of_units,
)
from pubflow.segment import Segment, TaggedText
from pubflow.workflow.checking.checker import Checker
from pubflow.workflow.editions.standing import standing_editions
from pubflow.workflow.review.signing import source_signatures
from pubflow.workflow.terms.rule import Ruled, rulings
from pubflow.workflow.workspace.answers import lineage_over, numbers_over
from pubflow.workflow.workspace.glossary import Glossary
from pubflow.workflow.workspace.opening import (
    OpenCatalog,
    OpenStatement,
    open_catalog,
    open_statement,
    places_of,
    segment_numbered,
    select_ids,
    select_languages,
)
from pubflow.workflow.workspace.record import record_of
from pubflow.workflow.workspace.reviewing import sign_offs_of, standing_of
from pubflow.workflow.workspace.words import recall


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked about."""

    statement: str
    languages: tuple[str, ...] = ()
    unit: int | None = None
    text: str = ""
    """Words of a source or of a translation."""


def story(project: Project, wanted: Wanted, *, now: datetime) -> Story:
    """The story of one unit, or of the statement where no unit is asked for; reads only.

    Raises UsageError where no unit is meant, or several.
    """
    (statement_id,) = select_ids(project, (wanted.statement,))
    opened = open_statement(project, statement_id)
    tags = select_languages(project, wanted.languages)
    glossary = Checker(project).glossary
    catalogs = [before for tag in tags if (before := open_catalog(project, statement_id, tag)).catalog is not None]
    book = _Book(project, opened, catalogs, glossary, now)
    if wanted.text:
        unit, found = book.search(wanted.text)
        return book.of(unit, found if not wanted.languages else None)
    if wanted.unit is not None:
        return book.of(book.numbered(wanted.unit))
    return book.whole()


class _Book:
    """All that is known of one statement."""

    def __init__(
        self,
        project: Project,
        opened: OpenStatement,
        catalogs: Sequence[OpenCatalog],
        glossary: Glossary,
        now: datetime,
    ) -> None:
        self._project = project
        self._opened = opened
        self._glossary = glossary
        self._now = now
        self._catalogs = {str(before.language): before for before in catalogs}
        self._lineage = lineage_over(catalogs)
        self._segments = {key_digest(key): place for key, place in places_of(opened.segments).items()}
        self._numbers = {name: number for name, (number, _) in self._segments.items()}
        numbers = numbers_over(opened, self._lineage)
        self._chapters = {
            name: Chapter(
                name,
                before.catalog or Catalog("", name),
                before.history,
                sign_offs_of(opened, before, glossary),
                numbers,
                partial(recall, project),
            )
            for name, before in self._catalogs.items()
        }
        self._standing = {
            name: standing_of(project, opened, before, glossary) for name, before in self._catalogs.items()
        }
        self._record = record_of(project, opened.statement.id)
        self._rulings: tuple[Ruled, ...] = rulings(project, None, now=now)[0]

    def numbered(self, number: int) -> Unit:
        """The unit of a number."""
        key = segment_numbered(self._opened, number).key
        return next((unit for unit in self._units() if unit.key == key), Unit(key))

    def search(self, text: str) -> tuple[Unit, tuple[str, ...]]:
        """The one unit that holds these words, and the languages in whose targets they stand."""
        needle = _plain(text)
        if not needle:
            raise UsageError("there are no words to look for", hint="--text “words of the sentence”")
        hits: dict[str, tuple[Unit, list[str]]] = {}
        for language, unit in self._everywhere():
            name = self._name(unit)
            if needle in _plain(unit.target) or (not language and needle in _plain(unit.key.source)):
                hits.setdefault(name, (unit, []))[1].extend([language] if language else [])
        if not hits:
            hits = self._in_older_texts(needle)
        if not hits:
            self._refuse_several_in_a_row(needle)
            hint = "give fewer words, of one sentence, as they stand on the page"
            raise UsageError("no source and no translation of this statement holds these words", hint=hint)
        if len(hits) > 1:
            numbers = sorted({self._number(unit) for unit, _ in hits.values()})
            raise UsageError(
                f"{len(hits)} units hold these words", hint=f"give more of them, or --unit, one of {runs(numbers)}"
            )
        ((unit, languages),) = hits.values()
        return unit, tuple(dict.fromkeys(languages))

    def _refuse_several_in_a_row(self, needle: str) -> None:
        """Words that run over the end of a unit name all those that they touch."""
        for name in ("", *self._chapters):
            units = {unit.key: unit for unit in self._chapters[name].catalog.units} if name else {}
            ends: list[int] = []
            whole = ""
            for segment in self._opened.segments:
                unit = units.get(segment.key)
                whole += _plain(segment.key.source if not name else unit.target if unit else "")
                ends.append(len(whole))
            at = whole.find(needle)
            if at >= 0:
                first, last = bisect_right(ends, at) + 1, bisect_left(ends, at + len(needle)) + 1
                raise UsageError(f"these words run over units {first}-{last}", hint="--unit N shows one of them")

    def _in_older_texts(self, needle: str) -> dict[str, tuple[Unit, list[str]]]:
        """What this machine still knows of texts that were agreed to once."""
        hits: dict[str, tuple[Unit, list[str]]] = {}
        for language, chapter in self._chapters.items():
            units = {key_digest(unit.key): unit for unit in chapter.catalog.units}
            for event in chapter.events:
                unit = units.get(event.key)
                if unit is not None and event.digest and needle in _plain(recall(self._project, event.digest) or ""):
                    hits.setdefault(self._name(unit), (unit, []))[1].append(language)
        return hits

    def of(self, unit: Unit, languages: tuple[str, ...] | None = None) -> Story:
        """The story of one unit, in these languages or all."""
        keys = line_of(self._name(unit), self._lineage) | {key_digest(unit.key)}
        chapters = [one for name, one in self._chapters.items() if not languages or name in languages]
        number, segment = self._segments.get(self._name(unit), (0, None))
        units = [one for one in self._units() if key_digest(one.key) in keys]
        head = next((one for one in units if key_digest(one.key) == self._name(unit)), unit)
        happenings = [
            *self._of_source(),
            *(one for chapter in chapters for one in of_units(chapter, keys, number)),
            *(self._ruled(segment, chapters) if segment else ()),
            *of_record(self._record, self._numbers, [one.language for one in chapters], number, keys),
        ]
        gaps: list[str] = []
        readings = []
        for chapter in chapters:
            mine = self._reading_unit(chapter, self._name(unit), unit)
            readings.append(self._reading(chapter, mine, segment))
            gaps += gaps_of(chapter, mine, keys)
        sentence = Sentence(
            number, head.key.context, head.key.source, earlier_sources(units, head, self._lineage), tuple(readings)
        )
        return self._story(sentence, happenings, gaps, chapters)

    def whole(self) -> Story:
        """The story of the statement."""
        happenings = [
            *self._of_source(),
            *(one for each in self._chapters.values() for one in of_statement(each)),
            *of_record(self._record, self._numbers),
        ]
        gaps = [
            f"{name}: there is no history: nobody wrote down who translated it, nor who agreed"
            for name, one in self._chapters.items()
            if not one.events
        ]
        return self._story(None, happenings, gaps, tuple(self._chapters.values()))

    def _story(
        self, sentence: Sentence | None, happenings: Iterable[Happening], gaps: list[str], chapters: Sequence[Chapter]
    ) -> Story:
        torn = [
            f"{finding.where}: {finding.message}"
            for one in chapters
            for finding in self._catalogs[one.language].findings
        ]
        return Story(
            self._opened.statement.id,
            self._opened.digest[:16],
            sentence,
            by_time(_once(happenings), _instant),
            (*gaps, *torn),
            languages=tuple(one.language for one in chapters),
        )

    def _units(self) -> Iterator[Unit]:
        """Of every language, those that are in the statement first."""
        units = [unit for one in self._chapters.values() for unit in one.catalog.units]
        yield from sorted(units, key=lambda unit: unit.obsolete)

    def _everywhere(self) -> Iterator[tuple[str, Unit]]:
        for language, chapter in self._chapters.items():
            for unit in sorted(chapter.catalog.units, key=lambda unit: unit.obsolete):
                yield language, unit
        for segment in self._opened.segments:
            yield "", Unit(segment.key)
        for unit in self._units():
            yield "", unit

    def _name(self, unit: Unit) -> str:
        """What the unit is called today: an old source is found as the new one that was made of it."""
        name = key_digest(unit.key)
        if name in self._segments:
            return name
        return next((now for now in self._segments if name in line_of(now, self._lineage)), name)

    def _number(self, unit: Unit) -> int:
        return self._segments.get(self._name(unit), (0, None))[0]

    def _reading_unit(self, chapter: Chapter, name: str, fallback: Unit) -> Unit:
        units = {key_digest(unit.key): unit for unit in chapter.catalog.units}
        return units.get(name) or units.get(key_digest(fallback.key)) or Unit(fallback.key)

    def _reading(self, chapter: Chapter, unit: Unit, segment: Segment | None) -> Reading:
        state = "gone from the statement" if segment is None else self._state(chapter.language, unit)
        terms = tuple(self._terms(segment, chapter.language)) if segment else ()
        return Reading(chapter.language, unit.target, state, terms, tuple(self._editions(chapter.language, unit)))

    def _state(self, language: str, unit: Unit) -> str:
        standing = self._standing[language].get(unit.key)
        if standing is None or standing.stand is Stand.OPEN:
            return "not translated"
        told = [standing.why] if standing.why else [lack for lack in standing.lacks if standing.stand is Stand.EDITED]
        return "; ".join([_STATES[standing.stand], *told])

    def _terms(self, segment: Segment, language: str) -> Iterator[str]:
        for match in {match.entry.id: match for match in self._glossary.matches(segment)}.values():
            accepted = match.entry.accepted(language)
            if accepted:
                yield f"{match.text} = {accepted[0]}{self._behind(match.entry.id, language)}"

    def _behind(self, concept: str, language: str) -> str:
        """The last ruling on a term."""
        ruled = [one for one in self._rulings if (one.ruling.concept, one.ruling.language) == (concept, language)]
        last = ruled[-1] if ruled else None
        return f", ruled by {last.ruling.by} on {last.ruling.at[:10]}; it {_STANDS[last.standing]}" if last else ""

    def _ruled(self, segment: Segment, chapters: Sequence[Chapter]) -> Iterator[Happening]:
        concepts = {match.entry.id for match in self._glossary.matches(segment)}
        languages = {one.language for one in chapters}
        for one in self._rulings:
            ruling = one.ruling
            if ruling.concept in concepts and ruling.language in languages:
                until = f", until {ruling.until}" if ruling.until else ""
                words = f"ruled by {ruling.by}: {ruling.concept} = {ruling.term}{until}; it {_STANDS[one.standing]}"
                yield Happening(ruling.at, ruling.language, 0, "ruling", ruling.by, words, (ruling.why,))

    def _editions(self, language: str, unit: Unit) -> Iterator[str]:
        """Where these very words stand; what is released joins through `standing_editions`."""
        words = " ".join(TaggedText.parse(unit.target).plain.split())
        for one in standing_editions(self._project) if words else ():
            mine = one.statement == self._opened.statement.id and str(one.language) == language
            if mine and words in one.words():
                yield self._project.relative(one.path)

    def _of_source(self) -> Iterator[Happening]:
        for one in source_signatures(self._project, self._opened):
            yield Happening(one.at, "", 0, "sign-off", one.by, f"the source was signed by {one.by}: {one.told}")


_STATES = {
    Stand.DRAFT: "a draft that nobody agreed to",
    Stand.EDITED: "edited, not agreed to by all who must",
    Stand.REOPENED: "re-opened",
    Stand.AGREED: "agreed",
}
_STANDS = {"stands": "stands", "replaced": "was replaced since", "ended": "has ended"}


def _once(happenings: Iterable[Happening]) -> tuple[Happening, ...]:
    """An answer stands in the history of every language; it was given once."""
    out: dict[Happening, list[str]] = {}
    for one in happenings:
        alike = replace(one, language="") if one.verb == "answer" else one
        out.setdefault(alike, []).append(one.language)
    return tuple(replace(one, language=", ".join(dict.fromkeys(languages))) for one, languages in out.items())


def _plain(text: str) -> str:
    """Words without tags, spaces and capitals, as a reader may copy them from a page."""
    return "".join(TaggedText.parse(text).plain.split()).casefold()


def _instant(at: str) -> float:
    try:
        return datetime.fromisoformat(at).timestamp()
    except (ValueError, OverflowError):
        return 0.0
