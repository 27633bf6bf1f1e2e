"""`pubflow engines`: which there are, what each can do, which one a language gets."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pubflow.engines import models
from pubflow.engines.pool import open_engine
from pubflow.errors import PubflowError, UsageError
from pubflow.language import LanguageTag
from pubflow.plugins import Engine, engine_names, load_engine
from pubflow.project import FIRST_LANGUAGES, Project
from pubflow.workflow.drafting.privacy import leave_of
from pubflow.workflow.workspace.opening import OpenStatement

Options = tuple[tuple[str, str], ...]
Progress = Callable[[str, int, int], None]


def options_for(project: Project | None, name: str) -> Options:
    """An engine's own keyword arguments, from the project's settings."""
    if project is None:
        return ()
    if name == "deepl":
        return _deepl_options(project)
    if name == "llm":
        return project.llm
    return (("folder", str(project.models)),) if name == "firefox" and project.models else ()


def _deepl_options(project: Project) -> Options:
    settings = project.deepl
    return (
        ("server_url", settings.server_url),
        ("ca_file", str(settings.ca_file or "")),
        ("formality", settings.formality),
        ("model_type", settings.model_type),
        ("tag_handling_version", settings.tag_handling),
        ("workspace", settings.workspace or project.root.name),
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """The engines for one pair."""

    able: tuple[str, ...]
    """Those that can do it now, first choice first."""
    lacking: tuple[tuple[str, str], ...]
    """Those before the first of them, or all where none can, each with what it lacks."""

    @property
    def asked(self) -> str:
        """The one asked for first, whether it can or not; "" where none is named."""
        return next((name for name, _ in self.lacking), "") or next(iter(self.able), "")


def able(project: Project | None, source: LanguageTag, target: LanguageTag, *, engine: str | None = None) -> Choice:
    """The engines that the settings name for a pair, or the one asked for.

    Raises UsageError for an engine asked for by name that can't.
    """
    names = (engine,) if engine else project.engines_for(target) if project else ("firefox",)
    can: list[str] = []
    lacking: list[tuple[str, str]] = []
    for name in names:
        why = load_engine(name, **dict(options_for(project, name))).why_not(source, target)
        if not why:
            can.append(name)
        elif not can:
            lacking.append((name, why))
    if engine and not can:
        raise UsageError(
            f"the engine “{engine}” can't translate {source} to {target} now: {lacking[0][1]}",
            hint="pubflow engines tells what can",
        )
    return Choice(tuple(can), tuple(lacking))


def nobody(source: LanguageTag, target: LanguageTag) -> str:
    """What is said of a pair that no engine can do."""
    return f"no engine for {source} to {target}: memory and terms only, the rest is left for people"


def why_none(project: Project, opened: OpenStatement, target: LanguageTag, now: datetime) -> str:
    """Why no engine drafts a statement in a language, in words; "" where one does."""
    try:
        choice = able(project, project.source, target)
        if not choice.able:
            return "; ".join(f"{name}: {why}" for name, why in choice.lacking) or "pubflow.toml names none"
        kept_here = leave_of(project, opened, now).why
        if kept_here and not any(is_offline(project, name) for name in choice.able):
            return f"{choice.able[0]} may not read what is {kept_here}"
    except PubflowError as error:
        return error.in_one_line
    return ""


def choose(
    project: Project | None, source: LanguageTag, target: LanguageTag, *, engine: str | None = None
) -> tuple[str, str]:
    """The name of the engine for a pair, or ""; and in words why. Raises UsageError for an engine asked for in vain."""
    choice = able(project, source, target, engine=engine)
    lacking = [f"{name} is not used: {what}" for name, what in choice.lacking]
    if not choice.able:
        return "", "; ".join([nobody(source, target), *lacking])
    name = choice.able[0]
    return name, "; ".join([f"{name}, the first that can" if lacking else f"{name}, the first choice", *lacking])


def is_offline(project: Project | None, name: str) -> bool:
    """Whether no text leaves this machine for this engine."""
    return load_engine(name, **dict(options_for(project, name))).info.offline


def opened(project: Project | None, name: str, *, words: int) -> Engine:
    """The engine for a job of so many source words, over all cores where that pays."""
    return open_engine(name, options=options_for(project, name), words=words)


def survey(project: Project | None) -> dict[str, Any]:
    """All engines with what they can do, and the choice for each language of the workspace."""
    source = LanguageTag("en")
    return {
        "engines": [_surveyed(project, name, source) for name in engine_names()],
        "languages": {str(tag): _why(project, source, tag) for tag in (project.languages if project else ())},
    }


def fetch_model(project: Project | None, source: str, target: str, progress: Progress) -> str:
    """Fetch a model of the Firefox engine into the cache, or the workspace's own folder; what was done, in words."""
    # Here: what speaks HTTP takes long to load, and nobody else fetches.
    from pubflow.engines.fetch import fetch

    folder: Path | None = project.models if project else None
    model = fetch(LanguageTag.parse(source), LanguageTag.parse(target), folder=folder, progress=progress)
    return f"{model.source} to {model.target}: model {model.version} in {model.model.parent}"


def _surveyed(project: Project | None, name: str, source: LanguageTag) -> dict[str, Any]:
    """`pairs`: those it can do now, of the workspace's languages, or of `init`'s where there is no workspace; for an
    engine with models all that are here. `lacks`: why it can do none of them, or ""."""
    targets = project.languages if project else tuple(map(LanguageTag.parse, FIRST_LANGUAGES))
    with closing(load_engine(name, **dict(options_for(project, name)))) as engine:
        lacking = {target: engine.why_not(source, target) for target in targets}
        info = engine.info
    return {
        "name": name,
        "version": info.version,
        "offline": info.offline,
        "keeps_tags": info.keeps_tags,
        "native_glossary": info.native_glossary,
        "pairs": _models(project)
        if name == "firefox"
        else [f"{source}-{target}" for target, why in lacking.items() if not why],
        "lacks": next(iter(lacking.values()), "") if all(lacking.values()) else "",
    }


def _models(project: Project | None) -> list[str]:
    return [f"{source}-{target}" for source, target in models.installed(project.models if project else None)]


def _why(project: Project | None, source: LanguageTag, target: LanguageTag) -> str:
    try:
        return choose(project, source, target)[1]
    except PubflowError as error:
        return str(error)
