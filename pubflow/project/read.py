"""pubflow.toml, or [tool.pubflow] of pyproject.toml, and the environment -> Project."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pubflow.errors import ProjectError, PubflowError
from pubflow.files import inside, read
from pubflow.finding import Severity
from pubflow.language import ChineseStyle, LanguageTag, is_taiwan_chinese
from pubflow.language.extent import PLACES, SOCIAL
from pubflow.language.mention import STYLES, style_of
from pubflow.language.style import STYLE_CHOICES
from pubflow.project.model import HOST, LANGUAGE, Contact, DeepL, Policy, Project, Releases, Severities, Site
from pubflow.project.table import Table

FILE = "pubflow.toml"
FIRST_LANGUAGES = ("zh-TW", "pt-BR")
"""What a new workspace gets where nobody names any."""
_ADDRESS = re.compile(r"https?://[^\s/?#{}<>\"]+[^\s{}<>\"]*")
_PLACE = re.compile(r"\(at line (\d+), column \d+\)$")
"""Where the reader of TOML says that it failed; at the end of the file it names no line."""
_SEVERITIES = {"off": None, **{severity.name.lower(): severity for severity in Severity}}
_MODEL_TYPES = ("", "quality_optimized", "prefer_quality_optimized", "latency_optimized")


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
    return _project(root, Table(table, str(where)), environ)


def _project(root: Path, reader: Table, environ: Mapping[str, str]) -> Project:
    # The file's own values are read even where the environment wins, so that they count as known.
    languages, engines = reader.texts("languages", ()), reader.texts("engine", ("firefox",))
    models = reader.text("models", "")
    languages = _words(environ, "PUBFLOW_LANGUAGES") or languages
    engines = _words(environ, "PUBFLOW_ENGINE") or engines
    models = environ.get("PUBFLOW_MODELS") or models
    by_language, max_chars, mentions, styles, reviews = [], [], [], [], []
    review = _policy(reader.table("review"))
    checks, checks_by_language = _checks(reader.table("checks"), reader)
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
        limits=_limits(reader.table("limits")),
        releases=_releases(reader.table("release"), reader),
        sites=tuple(_site(name, table) for name, table in reader.tables("sites")),
        contacts=tuple(_contacts(reader)),
        checks=checks,
        checks_by_language=checks_by_language,
    )
    if project.releases.site not in ("", *(site.name for site in project.sites)):
        raise reader.error(f"[release] names a site that is none: {project.releases.site}", "add [sites.NAME]")
    reader.finish()
    return project


def _policy(table: Table) -> Policy:
    scopes = table.table("scopes").free()
    found = Policy(table.words("required", (LANGUAGE,)), bool(table.flag("two-persons")), scopes)
    table.finish()
    return found


def _policy_of(table: Table, all_languages: Policy) -> Policy:
    """What one language wants otherwise: `review` and `two-persons` in its table."""
    two = table.flag("two-persons")
    required = table.words("review", all_languages.required)
    return replace(all_languages, required=required, two_persons=all_languages.two_persons if two is None else two)


def _limits(table: Table) -> tuple[tuple[str, int], ...]:
    """By place; those of posts are written in quotes, or in a table `social` of their own."""
    found = [(place, table.number(place, 1)) for place in PLACES]
    inner = table.table("social")
    found += [(SOCIAL + name, inner.number(name, 1)) for name in inner.names()]
    found += [(name, table.number(name, 1)) for name in table.names() if name.startswith(SOCIAL)]
    table.finish()
    return tuple((place, most) for place, most in found if most is not None)


def _releases(table: Table, reader: Table) -> Releases:
    require = tuple(str(_language(name, reader)) for name in table.texts("require", ()))
    warnings = table.text("warnings", "block", ("block", "allow"))
    found = Releases(
        require=require,
        allow_warnings=warnings == "allow",
        names=bool(table.flag("names")),
        publisher=table.text("publisher", ""),
        authority=table.text("authority", ""),
        site=table.text("site", ""),
        comments=bool(table.flag("comments")),
    )
    table.finish()
    if found.authority and not re.fullmatch(HOST, found.authority):
        raise table.error("“authority” must be the name of a host", 'authority = "example.org"')
    return found


def _site(name: str, table: Table) -> Site:
    site = Site(name, table.text("url", ""))
    table.finish()
    sample = site.address("id", "zh-TW")
    if not _ADDRESS.fullmatch(sample) or "{id}" not in site.url or "{language" not in site.url:
        example = 'url = "https://www.example.org/{language}/news/{id}/"'
        raise table.error("“url” must be an address with {id} and {language} in it", example)
    return site


def _checks(table: Table, reader: Table) -> tuple[Severities, tuple[tuple[str, Severities], ...]]:
    """What is decided for all languages, and for each that has a table of its own."""
    tables = tuple(table.within())
    by_language = tuple((str(_language(name, reader)), _severities(one)) for name, one in tables)
    return _severities(table), by_language


def _severities(table: Table) -> Severities:
    """Which checks there are is for others."""
    chosen = table.choices(tuple(_SEVERITIES))
    return tuple((name, _SEVERITIES[word]) for name, word in sorted(chosen.items()))


def _contacts(reader: Table) -> Iterator[Contact]:
    for name, table in reader.tables("contacts"):
        tag = str(LanguageTag("en") if name == "en" else _language(name, reader))
        yield _contact(table, tag, "")
        for key, named in table.rest():
            yield _contact(named, tag, key)
            named.finish()
        table.finish()


def _contact(table: Table, language: str, key: str) -> Contact:
    found = {name: table.text(name, "") for name in ("name", "role", "phone", "email", "hours", "note")}
    return Contact(language, key, **found)


def _fuzzy(table: Table) -> int:
    least = table.number("fuzzy", 50)
    table.finish()
    if least is not None and least > 100:
        raise table.error("“fuzzy” must be a rate between 50 and 100", "e.g. fuzzy = 75")
    return 75 if least is None else least


def _deepl(root: Path, reader: Table, environ: Mapping[str, str]) -> DeepL:
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


def _llm(root: Path, table: Table, environ: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
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


def _style(table: Table) -> ChineseStyle:
    chosen: dict[str, Any] = {key: table.text(key, known[0], known) for key, known in STYLE_CHOICES.items()}
    return ChineseStyle(**chosen)


def _language(name: str, reader: Table) -> LanguageTag:
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
    text = ""
    try:
        text = read(path, limit=1024 * 1024).decode("utf-8-sig")
        return tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise ProjectError(f"is not UTF-8 (byte {error.start})", where=str(path)) from None
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = place[1] if place else len(text.splitlines())
        raise ProjectError(f"is not TOML: {error}", where=f"{path}:{line}", hint="each line is: key = value") from None
