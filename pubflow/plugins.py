"""What an engine and a check must be: the plug points on one page. Readers and writers: `document.py`.

Ours stand in literal tables below (name -> "module:attribute", loaded on first use); other people's come by entry
points `pubflow.engines`, `pubflow.checks`, `pubflow.catalog_checks`, `pubflow.source_checks`, `pubflow.sources`,
`pubflow.editions`. A name clash is an error.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Literal, Protocol, runtime_checkable

from pubflow import shelf
from pubflow.catalog import Unit
from pubflow.document import Source, Writer
from pubflow.errors import ProjectError
from pubflow.finding import Finding, Where
from pubflow.language import TAIWAN_STYLE, ChineseStyle, LanguageTag
from pubflow.segment.model import Segment
from pubflow.statement import Statement
from pubflow.termbase.entries import Termbase
from pubflow.termbase.model import TermMatch


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """What an engine is and what it can do by itself; `translate.py` does the rest around it, the same for all."""

    name: str
    version: str
    """With the model's, where there is one: it stands in every draft's provenance."""
    offline: bool
    """Whether no text leaves this machine."""
    native_glossary: bool = False
    """Whether it applies terms by itself, as far as it goes: from a glossary at its server (`GlossaryEngine`), or from
    the hints of each text. What comes back is verified all the same."""
    keeps_tags: bool = False
    """Whether it takes the wire form of TaggedText and gives the tags back; else it gets plain text only."""
    keeps_words: bool = False
    """Whether a stretch in `<k1>...</k1>` (any number) comes back as it was sent, in its tags."""
    reads_hints: bool = False
    """Whether it reads the whole hint of a text, so that asking again helps when that says what was wrong; an engine
    with a glossary of its own at least wants the terms, since its answers hang on them."""
    metered: bool = False
    """Whether its maker counts the characters sent, for money or against a quota."""
    max_batch: int = 1
    """Texts a request."""
    max_bytes: int = 0
    """Bytes of the texts and the context of a request, and of the hints where it reads them, written as ASCII JSON;
    0 = no limit."""


@dataclass(frozen=True, slots=True)
class EngineTerm:
    """One term as an engine is told it."""

    source: str
    """As it stands in the text, or as the glossary writes it."""
    target: str
    """The preferred form."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What an engine may know of one text beside the text."""

    terms: tuple[EngineTerm, ...] = ()
    """The terms that occur in it, in its order, each once."""
    before: str = ""
    """The unit before it and the one after it in the statement, without tags; not to be translated."""
    after: str = ""
    faults: tuple[str, ...] = ()
    """What was wrong with its last answer to this text, in words."""


@dataclass(frozen=True, slots=True)
class EngineRequest:
    """One batch. Each text is one sentence (or the wire form of a unit, where the engine keeps tags)."""

    source: LanguageTag
    target: LanguageTag
    texts: tuple[str, ...]
    context: str = ""
    """Title and lead of the statement; not to be translated."""
    hints: tuple[Hint, ...] = ()
    """One for each text, or none at all."""

    def only(self, part: Sequence[int]) -> EngineRequest:
        """The same for some of its texts."""
        texts = tuple(self.texts[index] for index in part)
        return replace(self, texts=texts, hints=tuple(self.hints[index] for index in part) if self.hints else ())

    def parts(self, info: EngineInfo, indices: Iterable[int]) -> Iterator[list[int]]:
        """These texts in as few requests as the engine's limits allow, in order; one too long for any goes alone."""
        room = info.max_bytes - len(json.dumps(self.context)) if info.max_bytes else None
        part: list[int] = []
        size = 0
        for index in indices:
            more = self._bytes(index, info)
            if part and (len(part) >= max(1, info.max_batch) or (room is not None and size + more > room)):
                yield part
                part, size = [], 0
            part.append(index)
            size += more
        if part:
            yield part

    def _bytes(self, index: int, info: EngineInfo) -> int:
        """Of one text as it is sent, with its hint where the engine reads that."""
        size = len(json.dumps(self.texts[index])) + 1
        return size + len(json.dumps(asdict(self.hints[index]))) if self.hints and info.reads_hints else size


class Engine(Protocol):
    """A machine translation. Made anew in each worker process; `close` ends what it started."""

    @property
    def info(self) -> EngineInfo: ...

    def supports(self, source: LanguageTag, target: LanguageTag) -> bool:
        """Whether it can translate this pair now, without fetching or asking anything."""
        ...

    def why_not(self, source: LanguageTag, target: LanguageTag) -> str:
        """What it lacks for this pair and what to do about it, in one line; "" where it supports it."""
        ...

    def translate(self, request: EngineRequest) -> tuple[str, ...]:
        """As many texts as were sent, in the same order. Raises EngineError; never returns a shorter list."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class GlossaryChange:
    """What happened, or would happen, to one glossary at an engine's server."""

    what: Literal["made", "kept", "removed"]
    name: str
    pairs: tuple[tuple[str, int], ...] = ()
    """(target language, entries), sorted."""


@runtime_checkable
class GlossaryEngine(Engine, Protocol):
    """An engine that keeps glossaries at its server. Those that pubflow did not make are never touched."""

    def know_terms(self, terms: Mapping[LanguageTag, tuple[EngineTerm, ...]]) -> None:
        """What they are to hold from now on, by target. Sends nothing: the first text that has a term does."""
        ...

    @property
    def remarks(self) -> tuple[str, ...]:
        """What could not be had of that, each in one line: a term its server refuses, no room for a glossary."""
        ...

    def sync(
        self, *, dry_run: bool = False, only: Collection[LanguageTag] = (), wanted: Collection[LanguageTag] = ()
    ) -> tuple[GlossaryChange, ...]:
        """Make, renew and remove glossaries until they hold just that; those of other targets than `only` stay.

        `wanted`: the targets that are to have one where each has its own; all that are known where none is named. One
        for all holds what is known. Raises EngineError.
        """
        ...


@dataclass(frozen=True, slots=True)
class Usage:
    """What a metered engine's account has used, in characters."""

    used: int
    limit: int | None
    """None where there is none."""


@runtime_checkable
class MeteredEngine(Engine, Protocol):
    """An engine that can tell what is left of its quota."""

    def usage(self) -> Usage:
        """Asks its server. Raises EngineError."""
        ...


@runtime_checkable
class RepeatingEngine(Engine, Protocol):
    """An engine that by itself sends texts of one request once more, where their answer was of no use."""

    def ask_before_repeating(self, may: Callable[[LanguageTag, Sequence[str]], None]) -> None:
        """`may` is called with the texts before each such time. It raises EngineError where they are not to be sent:
        then the engine gives what it has, and "" for the rest."""
        ...


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What a check may know beside the unit."""

    language: LanguageTag
    where: Where
    segment: Segment | None = None
    """The source segment; None when a PO file is checked without its statement."""
    terms: tuple[TermMatch, ...] = ()
    """The glossary's terms that occur in the source."""
    first_mentions: frozenset[str] | None = None
    """Ids of the names that the statement mentions first in this unit; None where the language wants no Latin names, or
    where the statement is not known."""
    style: ChineseStyle = TAIWAN_STYLE
    """What the project chose for the Chinese of Taiwan."""
    limits: Mapping[str, int] = field(default_factory=dict)
    """How long a text may be, by its place (`title`, `alt`, `social.x`): in characters, on X by weight."""


class Check(Protocol):
    """Makes findings about one unit that has a target. Never raises, whatever that holds."""

    id: str

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]: ...


@dataclass(frozen=True, slots=True)
class UnitAt:
    """A unit and its place in a catalog."""

    unit: Unit
    where: Where


class CatalogCheck(Protocol):
    """Makes findings about units held against each other, in one catalog and in several of one language.

    One is made for each language and run, and asked about one catalog after another: it remembers those before. A
    catalog that is asked about again takes the place it had. Never raises, whatever the targets hold.
    """

    id: str

    def of_catalog(self, units: Sequence[UnitAt], language: LanguageTag) -> Iterator[Finding]:
        """`units`: those of one file that have a target, in its order. The findings are about them alone."""
        ...


@dataclass(frozen=True, slots=True)
class SourceContext:
    """A statement before anybody translates it."""

    statement: Statement
    path: str
    """Of the statement's file, relative to the workspace."""
    segments: tuple[Segment, ...]
    termbase: Termbase


class SourceCheck(Protocol):
    """Makes findings about the source text, so that a fault in it is mended once and not in each language.

    Their unit is the number of a segment, their span code points of its text without tags. Never raises.
    """

    id: str

    def __call__(self, context: SourceContext) -> Iterator[Finding]: ...


ENGINES: dict[str, str] = {
    "deepl": "pubflow.engines.deepl:DeepLEngine",
    "firefox": "pubflow.engines.firefox:FirefoxEngine",
    "llm": "pubflow.engines.llm:LlmEngine",
    "pseudo": "pubflow.engines.pseudo:PseudoEngine",
}
CHECKS: dict[str, str] = {
    "empty": "pubflow.checks.state:Empty",
    "same-as-source": "pubflow.checks.state:SameAsSource",
    "wrong-language": "pubflow.checks.wording:WrongLanguage",
    "partial-untranslated": "pubflow.checks.wording:PartialUntranslated",
    "merge-conflict": "pubflow.checks.merging:MergeConflict",
    "unreviewed": "pubflow.checks.state:Unreviewed",
    "truncated": "pubflow.checks.extent:Truncated",
    "length-ratio": "pubflow.checks.extent:LengthRatio",
    "tag-mismatch": "pubflow.checks.tags:TagMismatch",
    "placeholder": "pubflow.checks.codes:Placeholder",
    "dnt-altered": "pubflow.checks.codes:DntAltered",
    "date-mismatch": "pubflow.checks.dates:DateMismatch",
    "weekday-mismatch": "pubflow.checks.dates:WeekdayMismatch",
    "number-mismatch": "pubflow.checks.values:NumberMismatch",
    "amount-mismatch": "pubflow.checks.values:AmountMismatch",
    "negation-dropped": "pubflow.checks.turns:NegationDropped",
    "hedge-dropped": "pubflow.checks.turns:HedgeDropped",
    "url-email": "pubflow.checks.values:UrlEmail",
    "simplified-char": "pubflow.checks.script:SimplifiedChar",
    "max-length": "pubflow.checks.extent:MaxLength",
    "structure": "pubflow.checks.extent:Structure",
    "invisible-char": "pubflow.checks.characters:InvisibleChar",
    "bidi": "pubflow.checks.characters:Bidi",
    "quotes": "pubflow.checks.quotes:Quotes",
    "brackets": "pubflow.checks.brackets:Brackets",
    "end-punct": "pubflow.checks.ending:EndPunct",
    "halfwidth-punct": "pubflow.checks.characters:HalfwidthPunct",
    "name-missing": "pubflow.checks.names:NameMissing",
    "term-missing": "pubflow.checks.terms:TermMissing",
    "term-forbidden": "pubflow.checks.terms:TermForbidden",
    "locale-variant": "pubflow.checks.variant:LocaleVariant",
    "locale-format": "pubflow.checks.formats:LocaleFormat",
    "repeated-word": "pubflow.checks.repetition:RepeatedWord",
    "caps": "pubflow.checks.capitals:Caps",
    "spacing": "pubflow.checks.spacing:Spacing",
    "name-first-mention": "pubflow.checks.names:NameFirstMention",
}
"""In order of precedence: what a person should look at first."""
CATALOG_CHECKS: dict[str, str] = {
    "inconsistent-repeat": "pubflow.checks.repeats:InconsistentRepeat",
    "reused-target": "pubflow.checks.repeats:ReusedTarget",
}
"""Behind them."""
SOURCE_CHECKS: dict[str, str] = {
    "source-name": "pubflow.checks.source_names:SourceName",
    "source-date": "pubflow.checks.source_dates:SourceDate",
    "source-duration": "pubflow.checks.source_dates:SourceDuration",
    "source-relative": "pubflow.checks.source_dates:SourceRelative",
    "source-embargo": "pubflow.checks.source_dates:SourceEmbargo",
    "source-quotes": "pubflow.checks.source_marks:SourceQuotes",
    "source-spaces": "pubflow.checks.source_marks:SourceSpaces",
}
"""Of statements alone."""


SOURCES: dict[str, str] = {
    "text": "pubflow.sources.text:TextSource",
    "markdown": "pubflow.sources.markdown:MarkdownSource",
    "docx": "pubflow.sources.docx:DocxSource",
    "odt": "pubflow.sources.odt:OdtSource",
    "html": "pubflow.sources.html:HtmlSource",
}
EDITIONS: dict[str, str] = {
    "html": "pubflow.editions.html:HtmlWriter",
    "md": "pubflow.editions.markdown:MarkdownWriter",
    "txt": "pubflow.editions.text:TextWriter",
    "fragment": "pubflow.editions.html.fragment:FragmentWriter",
    "fields": "pubflow.editions.html.fields:FieldsWriter",
    "docx": "pubflow.editions.office:DocxWriter",
    "odt": "pubflow.editions.office:OdtWriter",
    "epub": "pubflow.editions.office:EpubWriter",
    "pdf": "pubflow.editions.pdf:PdfWriter",
}


def engine_names() -> tuple[str, ...]:
    """All engines there are, ours first. Raises ProjectError where a package brings a name that is taken."""
    return shelf.names(ENGINES, "pubflow.engines")


def check_names() -> tuple[str, ...]:
    """All checks there are, ours first. Raises ProjectError where a package brings a name that is taken."""
    return shelf.names(CHECKS, "pubflow.checks")


def catalog_check_names() -> tuple[str, ...]:
    """All checks across units, ours first. Raises ProjectError where a package brings a name that is taken."""
    return shelf.names(CATALOG_CHECKS, "pubflow.catalog_checks")


def source_check_names() -> tuple[str, ...]:
    """All checks of statements, ours first. Raises ProjectError where a package brings a name that is taken."""
    return shelf.names(SOURCE_CHECKS, "pubflow.source_checks")


def load_engine(name: str, **options: str) -> Engine:
    """A new engine. `options` are its own keyword arguments. Raises UsageError for a name that nobody brings."""
    engine: Engine = shelf.load(ENGINES, "pubflow.engines", "engine", name)(**options)
    # Another package's may keep an older contract; asked in the middle of a run it would end that as a bug of ours.
    lacking = [part for part in ("info", "supports", "why_not", "translate", "close") if not hasattr(engine, part)]
    if lacking:
        raise ProjectError(
            f"the engine “{name}” lacks {', '.join(lacking)}",
            where=f"{type(engine).__module__}:{type(engine).__qualname__}",
            hint="install a version of its package that fits this pubflow, or name another engine",
        )
    return engine


def load_check(name: str) -> Check:
    """A new check. Raises UsageError for a name that nobody brings."""
    check: Check = shelf.load(CHECKS, "pubflow.checks", "check", name)()
    return check


def load_catalog_check(name: str) -> CatalogCheck:
    """A new check across units. Raises UsageError for a name that nobody brings."""
    check: CatalogCheck = shelf.load(CATALOG_CHECKS, "pubflow.catalog_checks", "check", name)()
    return check


def load_source_check(name: str) -> SourceCheck:
    """A new check of statements. Raises UsageError for a name that nobody brings."""
    check: SourceCheck = shelf.load(SOURCE_CHECKS, "pubflow.source_checks", "check", name)()
    return check


def load_sources() -> tuple[Source, ...]:
    """All readers there are, ours first."""
    return tuple(
        shelf.load(SOURCES, "pubflow.sources", "source", name)() for name in shelf.names(SOURCES, "pubflow.sources")
    )


def load_writer(name: str) -> Writer:
    """A new writer of editions. Raises UsageError for a format that nobody brings."""
    writer: Writer = shelf.load(EDITIONS, "pubflow.editions", "format", name)()
    return writer


def installed() -> tuple[tuple[str, str, str, str], ...]:
    """What other packages bring: (group, name, "module:attribute", version), sorted."""
    groups = ("catalog_checks", "checks", "editions", "engines", "source_checks", "sources")
    return shelf.installed(*(f"pubflow.{group}" for group in groups))
