"""`pubflow memory search`: where words stand in what people agreed to, and what is like a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pubflow.catalog.diff import marked
from pubflow.errors import UsageError
from pubflow.language import LanguageTag
from pubflow.memory.compare import Compared
from pubflow.project import Project
from pubflow.segment import TaggedText
from pubflow.segment.match import Said
from pubflow.workflow.memory.agreed import OpenMemory, open_memory
from pubflow.workflow.memory.offers import of_whom, term_remarks
from pubflow.workflow.workspace.glossary import Glossary
from pubflow.workflow.workspace.opening import select_languages

LEAST: Final = 60
"""%: a person who asks wants to see more than is noted unasked."""
_LEAST_WORDS: Final = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """One target that people agreed to."""

    language: str
    said: Said
    rate: int | None
    """How like its source is to what was asked for; None where it only holds the words."""
    whole: bool
    """Whether the words stand there together, as they were asked for."""
    numbers: tuple[str, ...]
    """Numbers that differ."""
    difference: str
    """What was asked for, beside the source; "" where nothing differs or it only holds the words."""
    terms: tuple[str, ...]
    """Where the target does not keep to the glossary of today."""

    @property
    def place(self) -> str:
        """Where it was said, who agreed to it, when."""
        return of_whom(self.said)


@dataclass(frozen=True, slots=True)
class Search:
    """What was found, language by language: similar sources first, then those that hold the words."""

    hits: tuple[Hit, ...]
    told: tuple[str, ...]
    """What is amiss with the memory."""


def search(project: Project, words: str, languages: Sequence[str], limit: int) -> Search:
    """At most `limit` hits a language. Raises UsageError where there is nothing to look for."""
    wanted = " ".join(words.split())
    if not any(map(str.isalnum, wanted)):
        raise UsageError("there is nothing to look for", hint='pubflow memory search "words or a sentence"')
    glossary = Glossary.load(project)
    hits: list[Hit] = []
    told: list[str] = []
    for language in select_languages(project, languages):
        with open_memory(project, language) as memory:
            told += memory.told
            found: dict[Said, Hit] = {}
            for hit in _hits(memory, wanted, language, glossary, limit):
                found.setdefault(hit.said, hit)
            hits += list(found.values())[:limit]
    return Search(tuple(hits), tuple(dict.fromkeys(told)))


def _hits(memory: OpenMemory, wanted: str, language: LanguageTag, glossary: Glossary, limit: int) -> Iterator[Hit]:
    text = TaggedText.parse(wanted)
    if len(text.plain.split()) >= _LEAST_WORDS or not language.spaced:
        for one in memory.alike(text, LEAST, limit):
            yield _hit(one.said, one.compared, text.plain, language, glossary)
    holding = memory.store.holding([wanted], limit)
    if len(holding) < limit:
        holding += memory.store.holding(wanted.split(), limit)
    for said in holding:
        yield _hit(said, None, text.plain, language, glossary)


def _hit(said: Said, told: Compared | None, wanted: str, language: LanguageTag, glossary: Glossary) -> Hit:
    source, target = (TaggedText.parse(wire).plain for wire in (said.source, said.target))
    return Hit(
        language=str(language),
        said=said,
        rate=None if told is None else told.rate,
        whole=any(wanted.casefold() in half.casefold() for half in (source, target)),
        numbers=() if told is None else told.numbers,
        difference="" if told is None or source == wanted else marked(source, wanted),
        terms=term_remarks(glossary.termbase, said, language),
    )
