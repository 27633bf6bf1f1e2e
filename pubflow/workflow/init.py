"""`pubflow init`: a new workspace."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from pubflow.errors import ProjectError
from pubflow.files import write
from pubflow.language import LanguageTag
from pubflow.project import FILE
from pubflow.workflow.workspace.report import Report

_SETTINGS = """\
# What this workspace decided. Every key: docs/settings.md of pubflow.
# The source language is English; the languages to publish in, in the order to show:
languages = [{languages}]
# Engines, first choice first; `pubflow engines` tells what each can do. A language may want others:
#   [language.zh-TW]
#   engine = ["firefox"]
engine = ["firefox"]
# Whether online engines may read statements that are under embargo:
{embargo}
"""
_IGNORED = """\
# Derived or made anew; what is true is in statements/, glossary/ and locales/.
.pubflow/
build/
locales/*.pot
# Names that no online engine may read, one a line; who is behind which handle.
sensitive.txt
people.toml
# Poedit writes a .mo file beside each PO file.
*.mo
*.po~
"""
_ATTRIBUTES = """\
* text=auto eol=lf
statements/*.md -text
statements/_shared/*.md -text
statements/originals/** -text
memory/*.tmx -text
locales/**/*.po merge=pubflow-po eol=lf
*.history.jsonl merge=union eol=lf
"""


def init(folder: Path, languages: tuple[str, ...], *, embargo_online: bool | None = None) -> Report:
    """Make a workspace in `folder`; whatever is there already stays as it is.

    `embargo_online`: whether online engines may read what is under embargo; None leaves it open, and they may not.
    """
    tags = [str(LanguageTag.parse(language)) for language in languages]
    if (folder / FILE).exists():
        raise ProjectError("is a workspace already", where=str(folder), hint=f"change its settings in {folder / FILE}")
    changed = [name for name, content in _starter(tags, embargo_online) if _write_new(folder / name, content)]
    for name in ("statements", "glossary", "locales"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    return Report(
        changed=tuple(sorted(f"{folder.as_posix()}/{name}" for name in changed)),
        notes=(f"next: cd {folder}", "then: pubflow import FILE, or pubflow translate to try the first statement"),
    )


def _starter(tags: list[str], embargo_online: bool | None) -> Iterator[tuple[str, bytes]]:
    languages = ", ".join(f'"{tag}"' for tag in tags)
    embargo = (
        "# embargo-online = false" if embargo_online is None else f"embargo-online = {str(embargo_online).lower()}"
    )
    yield FILE, _SETTINGS.format(languages=languages, embargo=embargo).encode()
    yield ".gitignore", _IGNORED.encode()
    yield ".gitattributes", _ATTRIBUTES.encode()
    first = resources.files("pubflow.workflow") / "starter" / "first-statement.md"
    yield "statements/first-statement.md", first.read_bytes()
    for table in _glossary():
        if table.name.removesuffix(".csv") in {"concepts", "en", *tags}:
            yield f"glossary/{table.name}", table.read_bytes()


def _glossary() -> Iterator[Traversable]:
    """The starter glossary: packed into the wheel from the repository's own `glossary/`; in a checkout, that folder."""
    packed: Traversable = resources.files("pubflow.workflow") / "starter" / "glossary"
    if not packed.is_dir():
        packed = Path(__file__).parents[2] / "glossary"
    if packed.is_dir():
        yield from sorted(
            (table for table in packed.iterdir() if table.name.endswith(".csv")), key=lambda table: table.name
        )


def _write_new(path: Path, content: bytes) -> bool:
    return not path.exists() and write(path, content)
