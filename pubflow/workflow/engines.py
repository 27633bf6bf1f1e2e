"""`pubflow engines`: which there are, what each can do, which one a language gets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pubflow.engines import models
from pubflow.engines.fetch import fetch
from pubflow.engines.pool import open_engine
from pubflow.errors import PubflowError, UsageError
from pubflow.language import LanguageTag
from pubflow.plugins import Engine, engine_names, load_engine
from pubflow.project import Project

Options = tuple[tuple[str, str], ...]
Progress = Callable[[str, int, int], None]


def options_for(project: Project | None, name: str) -> Options:
    """An engine's own keyword arguments, from the project's settings."""
    if name == "llm":
        return project.llm if project else ()
    return (("folder", str(project.models)),) if name == "firefox" and project and project.models else ()


def choose(
    project: Project | None, source: LanguageTag, target: LanguageTag, *, engine: str | None = None
) -> tuple[str, str]:
    """The name of the engine for a pair, or ""; and in words why. Raises UsageError for an engine asked for in vain."""
    names = (engine,) if engine else project.engines_for(target) if project else ("firefox",)
    for name in names:
        if load_engine(name, **dict(options_for(project, name))).supports(source, target):
            return name, f"{name}, the first of {', '.join(names)} that can"
    reason = f"no engine for {source} to {target}: memory and terms only, the rest is left for people"
    if engine:
        lacks = load_engine(engine, **dict(options_for(project, engine))).why_not(source, target)
        raise UsageError(f"the engine “{engine}” can't translate {source} to {target} now", hint=lacks or None)
    return "", reason


def opened(project: Project | None, name: str, *, words: int) -> Engine:
    """The engine for a job of so many source words, over all cores where that pays."""
    return open_engine(name, options=options_for(project, name), words=words)


def survey(project: Project | None) -> dict[str, Any]:
    """All engines with what they can do, and the choice for each language of the workspace."""
    found = []
    for name in engine_names():
        info = load_engine(name, **dict(options_for(project, name))).info
        found.append(
            {
                "name": name,
                "version": info.version,
                "offline": info.offline,
                "keeps_tags": info.keeps_tags,
                "native_glossary": info.native_glossary,
                "pairs": _pairs(project) if name == "firefox" else ["any"],
            }
        )
    languages = project.languages if project else ()
    source = LanguageTag("en")
    return {"engines": found, "languages": {str(tag): _why(project, source, tag) for tag in languages}}


def fetch_model(project: Project | None, source: str, target: str, progress: Progress) -> str:
    """Fetch a model of the Firefox engine into the cache, or the workspace's own folder; what was done, in words."""
    folder: Path | None = project.models if project else None
    model = fetch(LanguageTag.parse(source), LanguageTag.parse(target), folder=folder, progress=progress)
    return f"{model.source} to {model.target}: model {model.version} in {model.model.parent}"


def _pairs(project: Project | None) -> list[str]:
    return [f"{source}-{target}" for source, target in models.installed(project.models if project else None)]


def _why(project: Project | None, source: LanguageTag, target: LanguageTag) -> str:
    try:
        return choose(project, source, target)[1]
    except PubflowError as error:
        return str(error)
