"""What was decided, and where everything lives by it: plain values, however they were read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pubflow.finding import Severity
from pubflow.language import TAIWAN_STYLE, ChineseStyle, LanguageTag
from pubflow.language.mention import WITH_LATIN, style_of

LANGUAGE: Final = "language"
"""The kind of review that a plain PO editor gives: whoever clears the fuzzy flag agrees to the language."""

HOST: Final = r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?"
"""A host's name as ids of feeds and heads of mails hold it: in ASCII, without a port."""

Severities = tuple[tuple[str, Severity | None], ...]
"""(check, severity), sorted by check; None: it is not run."""


@dataclass(frozen=True, slots=True)
class DeepL:
    """What was decided for DeepL: the table [deepl]. The key never stands in a file."""

    server_url: str = ""
    """"" for DeepL's own; PUBFLOW_DEEPL_SERVER_URL of the environment wins."""
    ca_file: Path | None = None
    formality: str = "default"
    model_type: str = ""
    """"" leaves the choice to DeepL."""
    tag_handling: str = "v2"
    workspace: str = ""
    """By what its glossaries at DeepL are told from those of others who share the key; "" is the folder's name."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What is asked of reviews before a unit counts as agreed to: the table [review]."""

    required: tuple[str, ...] = (LANGUAGE,)
    """Kinds of review that each unit needs."""
    two_persons: bool = False
    """Whether somebody must agree who did not write the text, beside somebody else."""
    scopes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What must be signed as well, sorted: (scope, handles one of whom must sign it; () for anybody)."""

    @property
    def asks_more(self) -> bool:
        """Whether it asks for more than that somebody has looked at each unit."""
        return self.two_persons or bool(self.scopes) or not set(self.required) <= {LANGUAGE}


@dataclass(frozen=True, slots=True)
class Releases:
    """What is asked of releases: the table [release]."""

    require: tuple[str, ...] = ()
    """Languages without which no statement leaves."""
    allow_warnings: bool = False
    """Whether warnings stop nothing."""
    names: bool = False
    """Whether a release tells the handles of who reviewed and signed."""
    publisher: str = ""
    """The organisation's name, as feeds give it."""
    authority: str = ""
    """A host's name of the organisation, to which the ids of its feeds belong."""
    site: str = ""
    """The site at which editions are taken to stand before anybody has said so."""
    comments: bool = False
    """Whether a Markdown edition may leave that shows comments of its source."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where editions are published: a table [sites.NAME]."""

    name: str
    url: str
    """An absolute address with `{id}` and `{language}`, or `{language:lower}`, in it."""

    def address(self, statement_id: str, language: str) -> str:
        """Of one edition."""
        low = self.url.replace("{language:lower}", language.lower())
        return low.replace("{language}", language).replace("{id}", statement_id)


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom a reader of one language may ask: a table [contacts.TAG] or [contacts.TAG.NAME]. Data of a page, never text
    to be translated."""

    language: str
    """BCP 47."""
    key: str = ""
    """By what a statement's front matter asks for it; "" for the one of all statements."""
    name: str = ""
    role: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""
    note: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """As a page shows it."""
        return tuple(filter(None, (self.name, self.role, self.phone, self.email, self.hours, self.note)))


EDITIONS: Final = "editions"
"""The folder, among what is built, of what may be published."""


@dataclass(frozen=True, slots=True)
class Project:
    """One workspace and its decisions; made once a run."""

    root: Path
    languages: tuple[LanguageTag, ...]
    """Target languages, in the order to show."""
    engines: tuple[str, ...] = ("firefox",)
    """Names of engines, first choice first; the first that supports a pair translates it."""
    engines_by_language: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What a language wants instead of `engines`."""
    mentions_by_language: tuple[tuple[str, str], ...] = ()
    """How a language writes the first mention of a name, where the settings say so."""
    grain: str = "sentence"
    quotations: Literal["whole", "split"] = "whole"
    styles: tuple[tuple[str, ChineseStyle], ...] = ()
    """How the Chinese of Taiwan is written, by language."""
    models: Path | None = None
    """A folder with further models of the Firefox engine."""
    embargo_online: bool | None = None
    """Whether online engines may read statements that are under embargo; None: nobody has decided, and they may not."""
    max_chars: int | None = None
    """Characters that a run may send to metered engines."""
    max_chars_by_language: tuple[tuple[str, int], ...] = ()
    """The same for one language."""
    sensitive: Path | None = None
    """A file of names that no online engine may read, one a line; None: `sensitive.txt`, where it is there."""
    deepl: DeepL = DeepL()
    memory_fuzzy: int = 75
    """%: from here on a similar source with its target is shown in the notes of a unit; 100: none is."""
    llm: tuple[tuple[str, str], ...] = ()
    """What [llm] and the environment say, as the engine's keyword arguments."""
    review: Policy = Policy()
    review_by_language: tuple[tuple[str, Policy], ...] = ()
    """What a language wants instead of `review`."""
    limits: tuple[tuple[str, int], ...] = ()
    """How long texts may be, by their place: `title`, `alt`, `social.x`."""
    releases: Releases = Releases()
    sites: tuple[Site, ...] = ()
    """In the order of the file."""
    contacts: tuple[Contact, ...] = ()
    checks: Severities = ()
    """How loudly a check speaks instead of as it does by itself: the table [checks]."""
    checks_by_language: tuple[tuple[str, Severities], ...] = ()
    """What a language wants otherwise; `checks` counts where it says nothing."""

    @property
    def source(self) -> LanguageTag:
        """The source language: English in this version."""
        return LanguageTag("en")

    def engines_for(self, language: LanguageTag) -> tuple[str, ...]:
        """Names of engines for one language, first choice first."""
        return dict(self.engines_by_language).get(str(language), self.engines)

    def review_for(self, language: LanguageTag) -> Policy:
        """What is asked of reviews in one language."""
        return dict(self.review_by_language).get(str(language), self.review)

    def checks_for(self, language: LanguageTag) -> dict[str, Severity | None]:
        """How loudly the checks speak in one language, where it was decided."""
        return {**dict(self.checks), **dict(dict(self.checks_by_language).get(str(language), ()))}

    def wants_latin_names(self, language: LanguageTag) -> bool:
        """Whether the first mention of a name carries its Latin name in this language."""
        return dict(self.mentions_by_language).get(str(language), style_of(language)) == WITH_LATIN

    def style_for(self, language: LanguageTag) -> ChineseStyle:
        """What was chosen for the Chinese of Taiwan; the defaults for any other language."""
        return dict(self.styles).get(str(language), TAIWAN_STYLE)

    @property
    def statements(self) -> Path:
        return self.root / "statements"

    @property
    def glossary(self) -> Path:
        return self.root / "glossary"

    @property
    def memory(self) -> Path:
        """Imported memories: every `*.tmx` in it counts."""
        return self.root / "memory"

    @property
    def editions(self) -> Path:
        return self.root / "build" / EDITIONS

    @property
    def bundles(self) -> Path:
        """Releases: a folder for each statement, in it one for each release."""
        return self.root / "build" / "releases"

    @property
    def shared(self) -> Path:
        """Parts that several statements include by name: statements of their own, with catalogs like any other."""
        return self.statements / "_shared"

    def is_shared(self, statement_id: str) -> bool:
        return (self.shared / f"{statement_id}.md").is_file()

    def statement_path(self, statement_id: str) -> Path:
        folder = self.shared if self.is_shared(statement_id) else self.statements
        return folder / f"{statement_id}.md"

    def sidecar_path(self, statement_id: str) -> Path:
        return self.statement_path(statement_id).with_suffix(".toml")

    def local_path(self, statement_id: str, language: LanguageTag) -> Path:
        """What one language's edition adds and leaves out."""
        return self.statements / f"{statement_id}.{language}.toml"

    def record_path(self, statement_id: str) -> Path:
        """What became of the statement as a whole: waived, released, published, corrected, retracted; and what people
        accepted of its own text.
        """
        return self.statements / f"{statement_id}.history.jsonl"

    def template_path(self, statement_id: str) -> Path:
        return self.root / "locales" / f"{statement_id}.pot"

    def catalog_path(self, statement_id: str, language: LanguageTag) -> Path:
        return self.root / "locales" / language.po_locale / "LC_MESSAGES" / f"{statement_id}.po"

    def history_path(self, statement_id: str, language: LanguageTag) -> Path:
        return self.catalog_path(statement_id, language).with_suffix(".history.jsonl")

    def relative(self, path: Path) -> str:
        """For messages and references: relative to the workspace, with forward slashes."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return str(path)

    def statement_ids(self) -> tuple[str, ...]:
        """Every statement, shared parts among them, sorted; a name that stands twice comes twice."""
        return tuple(sorted((*(path.stem for path in self.statements.glob("*.md")), *self.shared_ids())))

    def shared_ids(self) -> tuple[str, ...]:
        """Those of them that are shared parts."""
        return tuple(sorted(path.stem for path in self.shared.glob("*.md")))
