"""The shelves: every engine, check, reader and writer by its name. What each must be: `engine`, `check`, `document`.

Ours stand in literal tables below (name -> "module:attribute", loaded on first use); other people's come by entry
points `pubflow.engines`, `pubflow.checks`, `pubflow.catalog_checks`, `pubflow.source_checks`, `pubflow.sources`,
`pubflow.editions`. A name clash is an error.
"""

from __future__ import annotations

from pubflow import shelf
from pubflow.document import Source, Writer
from pubflow.errors import ProjectError
from pubflow.plugins.check import CatalogCheck, Check, CheckContext, SourceCheck, SourceContext, UnitAt
from pubflow.plugins.engine import (
    Engine,
    EngineInfo,
    EngineRequest,
    EngineTerm,
    GlossaryChange,
    GlossaryEngine,
    Hint,
    MeteredEngine,
    RepeatingEngine,
    Usage,
)

__all__ = [
    "CATALOG_CHECKS",
    "CHECKS",
    "EDITIONS",
    "ENGINES",
    "SOURCES",
    "SOURCE_CHECKS",
    "CatalogCheck",
    "Check",
    "CheckContext",
    "Engine",
    "EngineInfo",
    "EngineRequest",
    "EngineTerm",
    "GlossaryChange",
    "GlossaryEngine",
    "Hint",
    "MeteredEngine",
    "RepeatingEngine",
    "SourceCheck",
    "SourceContext",
    "UnitAt",
    "Usage",
    "catalog_check_names",
    "check_names",
    "engine_names",
    "installed",
    "load_catalog_check",
    "load_check",
    "load_engine",
    "load_source_check",
    "load_sources",
    "load_writer",
    "source_check_names",
]

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
    "attribution": "pubflow.checks.attribution:Attribution",
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
