"""Where everything lives, and what this project decided: pubflow.toml (or [tool.pubflow]) -> Project."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal

from pubflow.errors import ProjectError, PubflowError
from pubflow.files import inside, read
from pubflow.language import TAIWAN_STYLE, ChineseStyle, LanguageTag, is_taiwan_chinese
from pubflow.language.mention import STYLES, WITH_LATIN, style_of
from pubflow.language.style import STYLE_CHOICES

FILE = "pubflow.toml"
FIRST_LANGUAGES = ("zh-TW", "pt-BR")
"""What a new workspace gets where nobody names any."""
_WORD = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_MODEL_TYPES = ("", "quality_optimized", "prefer_quality_optimized", "latency_optimized")


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


LANGUAGE: Final = "language"
"""The kind of review that a plain PO editor gives: whoever clears the fuzzy flag agrees to the language."""


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
        return self.root / "build" / "editions"

    def statement_path(self, statement_id: str) -> Path:
        return self.statements / f"{statement_id}.md"

    def sidecar_path(self, statement_id: str) -> Path:
        return self.statements / f"{statement_id}.toml"

    def template_path(self, statement_id: str) -> Path:
        return self.root / "locales" / f"{statement_id}.pot"

    def catalog_path(self, statement_id: str, language: LanguageTag) -> Path:
        return self.root / "locales" / language.po_locale / "LC_MESSAGES" / f"{statement_id}.po"

    def history_path(self, statement_id: str, language: LanguageTag) -> Path:
        return self.catalog_path(statement_id, language).with_suffix(".history.jsonl")

    def relative(self, path: Path) -> str:
        """For messages and references: relative to the workspace, with forward slashes."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)

    def statement_ids(self) -> tuple[str, ...]:
        """Every statement, sorted."""
        return tuple(sorted(path.stem for path in self.statements.glob("*.md")))


def find(start: Path) -> Path:
    """The workspace that holds `start`: the nearest folder upwards with pubflow.toml or [tool.pubflow].

    Raises ProjectError when there is none.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / FILE).is_file() or _in_pyproject(folder) is not None:
            return folder
    raise ProjectError(
        f"no workspace here: neither {start} nor a folder above it holds {FILE}",
        hint="make one: pubflow init NAME, then cd NAME; or name one: pubflow --workspace DIR",
    )


def load(root: Path, environ: Mapping[str, str]) -> Project:
    """The project at `root`; the environment wins over the file: PUBFLOW_LANGUAGES, PUBFLOW_ENGINE, PUBFLOW_MODELS,
    PUBFLOW_DEEPL_SERVER_URL and PUBFLOW_LLM_*.

    Raises ProjectError naming the file, the key and the nearest key that exists.
    """
    path = root / FILE
    table = _parse(path) if path.is_file() else _in_pyproject(root)
    where = path if path.is_file() else root / "pyproject.toml"
    for name in ("statements", "glossary", "locales", "build", "memory"):
        inside(root, root / name)
    if table is None:
        raise ProjectError(f"holds no {FILE}", where=str(root), hint="make a workspace: pubflow init NAME")
    return _project(root, _Reader(table, str(where)), environ)


class _Reader:
    """Takes values out of a table, so that what is left over is unknown."""

    def __init__(self, table: Mapping[str, Any], where: str) -> None:
        self._table = dict(table)
        self._where = where
        self._known: list[str] = []

    def text(self, key: str, default: str, choices: tuple[str, ...] = ()) -> str:
        value = self._take(key, default)
        if not isinstance(value, str):
            raise self._wrong(key, "a text in quotes")
        if choices and value not in choices:
            raise self._wrong(key, "one of " + ", ".join(filter(None, choices)))
        return value

    def texts(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        value = self._take(key, default)
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
            raise self._wrong(key, 'a list of texts, e.g. ["zh-TW", "pt-BR"]')
        return tuple(value)

    def number(self, key: str, least: int = 0) -> int | None:
        value = self._take(key, None)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < least):
            raise self._wrong(key, f"a whole number, {least} or more")
        return value

    def flag(self, key: str) -> bool | None:
        value = self._take(key, None)
        if value is not None and not isinstance(value, bool):
            raise self._wrong(key, "true or false")
        return value

    def tables(self, key: str) -> Iterator[tuple[str, _Reader]]:
        value = self._take(key, {})
        if not isinstance(value, dict) or not all(isinstance(item, dict) for item in value.values()):
            raise self._wrong(key, f"tables, e.g. [{key}.zh-TW]")
        for name, table in value.items():
            yield name, _Reader(table, f"{self._where}: [{key}.{name}]")

    def words(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Names that are chosen freely, each once."""
        found = self.texts(key, default)
        if not all(map(_WORD.fullmatch, found)):
            raise self._wrong(key, 'a list of short words in small letters, e.g. ["language", "terms"]')
        return tuple(dict.fromkeys(found))

    def free(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """All keys, which are chosen freely too, with their words; sorted."""
        for key in self._table:
            if not _WORD.fullmatch(key):
                raise self.error(f"“{key}” is no short word in small letters")
        return tuple((key, self.words(key)) for key in sorted(self._table))

    def has(self, *keys: str) -> bool:
        return any(key in self._table for key in keys)

    def table(self, key: str) -> _Reader:
        value = self._take(key, {})
        if not isinstance(value, dict):
            raise self._wrong(key, f"a table: [{key}]")
        return _Reader(value, f"{self._where}: [{key}]")

    def finish(self) -> None:
        for key in self._table:
            near = difflib.get_close_matches(key, self._known, 1)
            hint = f"did you mean “{near[0]}”?" if near else "known keys: " + ", ".join(self._known)
            raise ProjectError(f"unknown key “{key}”", where=self._where, hint=hint)

    def error(self, message: str, hint: str | None = None) -> ProjectError:
        return ProjectError(message, where=self._where, hint=hint)

    def _take(self, key: str, default: object) -> Any:
        self._known.append(key)
        return self._table.pop(key, default)

    def _wrong(self, key: str, wanted: str) -> ProjectError:
        return ProjectError(f"“{key}” must be {wanted}", where=self._where)


def _project(root: Path, reader: _Reader, environ: Mapping[str, str]) -> Project:
    # The file's own values are read even where the environment wins, so that they count as known.
    languages, engines = reader.texts("languages", ()), reader.texts("engine", ("firefox",))
    models = reader.text("models", "")
    languages = _words(environ, "PUBFLOW_LANGUAGES") or languages
    engines = _words(environ, "PUBFLOW_ENGINE") or engines
    models = environ.get("PUBFLOW_MODELS") or models
    by_language, max_chars, mentions, styles, reviews = [], [], [], [], []
    review = _policy(reader.table("review"))
    sensitive = reader.text("sensitive", "")
    for name, table in reader.tables("language"):
        tag = _language(name, reader)
        by_language.append((str(tag), table.texts("engine", engines)))
        mentions.append((str(tag), table.text("name-first-mention", style_of(tag), STYLES)))
        if (most := table.number("max-chars")) is not None:
            max_chars.append((str(tag), most))
        if is_taiwan_chinese(tag):
            styles.append((str(tag), _style(table)))
        reviews.append((str(tag), _policy_of(table, review)))
        table.finish()
    project = Project(
        root=root,
        languages=tuple(_language(name, reader) for name in languages),
        engines=engines,
        engines_by_language=tuple(by_language),
        mentions_by_language=tuple(mentions),
        styles=tuple(styles),
        grain=reader.text("grain", "sentence", ("sentence", "block")),
        quotations="split" if reader.text("quotations", "whole", ("whole", "split")) == "split" else "whole",
        models=root / models if models else None,
        embargo_online=reader.flag("embargo-online"),
        max_chars=reader.number("max-chars"),
        max_chars_by_language=tuple(max_chars),
        sensitive=root / sensitive if sensitive else None,
        deepl=_deepl(root, reader.table("deepl"), environ),
        memory_fuzzy=_fuzzy(reader.table("memory")),
        llm=_llm(root, reader.table("llm"), environ),
        review=review,
        review_by_language=tuple(reviews),
    )
    reader.finish()
    return project


def _policy(table: _Reader) -> Policy:
    scopes = table.table("scopes").free()
    found = Policy(table.words("required", (LANGUAGE,)), bool(table.flag("two-persons")), scopes)
    table.finish()
    return found


def _policy_of(table: _Reader, all_languages: Policy) -> Policy:
    """What one language wants otherwise: `review` and `two-persons` in its table."""
    two = table.flag("two-persons")
    required = table.words("review", all_languages.required)
    return replace(all_languages, required=required, two_persons=all_languages.two_persons if two is None else two)


def _fuzzy(table: _Reader) -> int:
    least = table.number("fuzzy", 50)
    table.finish()
    if least is not None and least > 100:
        raise table.error("“fuzzy” must be a rate between 50 and 100", "e.g. fuzzy = 75")
    return 75 if least is None else least


def _deepl(root: Path, reader: _Reader, environ: Mapping[str, str]) -> DeepL:
    if reader.has("key", "auth-key", "auth_key"):
        raise reader.error("a key must not stand in a file", "take it out, and export DEEPL_AUTH_KEY=... instead")
    server_url, ca_file = reader.text("server-url", ""), reader.text("ca-file", "")
    found = DeepL(
        server_url=environ.get("PUBFLOW_DEEPL_SERVER_URL") or server_url,
        ca_file=root / ca_file if ca_file else None,
        formality=reader.text("formality", "default", ("default", "prefer_more", "prefer_less")),
        model_type=reader.text("model-type", "", _MODEL_TYPES),
        tag_handling=reader.text("tag-handling", "v2", ("v1", "v2")),
        workspace=reader.text("workspace", ""),
    )
    reader.finish()
    return found


def _llm(root: Path, table: _Reader, environ: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    if table.has("key", "api-key", "api_key"):
        raise table.error("a key must not stand in a file", "take it out, and export PUBFLOW_LLM_KEY=... instead")
    server_url, model, ca_file = (table.text(key, "") for key in ("server-url", "model", "ca-file"))
    options = {
        "server_url": environ.get("PUBFLOW_LLM_SERVER_URL") or server_url,
        "model": environ.get("PUBFLOW_LLM_MODEL") or model,
        "ca_file": str(root / ca_file) if ca_file else "",
        "max_batch": _digits(table.number("max-batch", 1)),
        "max_chars": _digits(table.number("max-chars", 500)),
        "timeout": _digits(table.number("timeout", 1)),
        "seed": _digits(table.number("seed", 0)),
        "temperature": table.text("temperature", "0", ("0", "none")),
        "offline": table.text("offline", "auto", ("auto", "no")),
    }
    table.finish()
    return tuple((name, value) for name, value in options.items() if value)


def _digits(number: int | None) -> str:
    return "" if number is None else str(number)


def _style(table: _Reader) -> ChineseStyle:
    chosen: dict[str, Any] = {key: table.text(key, known[0], known) for key, known in STYLE_CHOICES.items()}
    return ChineseStyle(**chosen)


def _language(name: str, reader: _Reader) -> LanguageTag:
    try:
        tag = LanguageTag.parse(name)
    except PubflowError as error:
        raise reader.error(error.message, error.hint) from None
    if tag.language == "en" and tag.region is None:
        raise reader.error(
            "en is the source language, it can't be a target", "leave it out: the source edition is always made"
        )
    return tag


def _words(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part for part in environ.get(name, "").replace(",", " ").split() if part)


def _in_pyproject(folder: Path) -> Mapping[str, Any] | None:
    path = folder / "pyproject.toml"
    if not path.is_file():
        return None
    table = _parse(path).get("tool", {}).get("pubflow")
    return table if isinstance(table, dict) else None


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(read(path, limit=1024 * 1024).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ProjectError(f"is not UTF-8 (byte {error.start})", where=str(path)) from None
    except tomllib.TOMLDecodeError as error:
        raise ProjectError(f"is not TOML: {error}", where=str(path), hint="each line is: key = value") from None
