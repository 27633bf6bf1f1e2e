"""The workspace's glossary as the commands need it: loaded once a run, asked segment by segment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pubflow.files import digest, read
from pubflow.finding import Finding
from pubflow.language import LanguageTag
from pubflow.markup.decode import decode
from pubflow.project import Project
from pubflow.segment import Key, Segment
from pubflow.termbase.entries import Termbase, loads
from pubflow.termbase.match import find
from pubflow.termbase.model import TermMatch
from pubflow.termbase.names import first_mentions
from pubflow.termbase.notes import notes_for


@dataclass(frozen=True, slots=True)
class Glossary:
    """A termbase with the faults found in its files."""

    termbase: Termbase
    findings: tuple[Finding, ...]

    @classmethod
    def load(cls, project: Project) -> Glossary:
        """Read glossary/*.csv; a workspace without one has an empty termbase."""
        return cls(*_termbase(tuple(tables_of(project).items())))

    def notes(self, segment: Segment, language: LanguageTag, first: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """Notes for translators: the terms of the segment with their renderings; `first`: see `notes_for`."""
        return notes_for(self.matches(segment), language, first)

    def first_mentions(
        self, project: Project, segments: Iterable[Segment], language: LanguageTag
    ) -> Mapping[Key, frozenset[str]] | None:
        """The names that each unit of a statement mentions first; None where the language wants no Latin names."""
        return first_mentions(segments, self.matches) if project.wants_latin_names(language) else None

    def matches(self, segment: Segment) -> tuple[TermMatch, ...]:
        """The terms that occur in the segment."""
        return _found(self.termbase, segment.text.plain)


def tables_digest(project: Project) -> str:
    """sha256 of the glossary's tables as they stand, in hex: which glossary it was."""
    return digest(repr(tuple(tables_of(project).items())).encode("utf-8", "surrogatepass"))


def tables_of(project: Project, *, keep_bom: bool = False) -> dict[str, str]:
    """The files glossary/*.csv by name, sorted. Raises SourceError for one that is not UTF-8."""
    paths = sorted(project.glossary.glob("*.csv"))
    return {path.name: decode(read(path), project.relative(path), keep_bom=keep_bom) for path in paths}


@lru_cache(maxsize=2)
def _termbase(tables: tuple[tuple[str, str], ...]) -> tuple[Termbase, tuple[Finding, ...]]:
    """The same files give the same termbase, so that what is compiled from it is found again."""
    return loads(dict(tables))


@lru_cache(maxsize=8192)
def _found(termbase: Termbase, text: str) -> tuple[TermMatch, ...]:
    """A text is asked for by its notes, by its draft and by its check."""
    return find(termbase, text)
