"""`pubflow git check-staged`: a quick look at what is about to be committed, before git writes it down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from pubflow import history, po
from pubflow.errors import CatalogError, ProjectError
from pubflow.finding import Finding, Severity, Where
from pubflow.markup.decode import conflict_line
from pubflow.merge import conflicts
from pubflow.workflow.git.door import run_git, said

_CATALOG: Final = "locales/*/LC_MESSAGES/*.po"
_HISTORY: Final = "locales/*/LC_MESSAGES/*.history.jsonl"
_TEXTS: Final = ("statements/*.md", "statements/*.toml", "glossary/*.csv", "pubflow.toml")
_LINK: Final = "120000"


def check_staged(folder: Path) -> tuple[Finding, ...]:
    """What must not be committed: a catalog that can't be read, an open conflict, an altered line of a history.

    Looks at what is staged, wherever in the repository a workspace lies; reads no settings and no working file.
    """
    return tuple([finding for path, content in _staged(folder) for finding in _look(path, content)])


def _staged(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Path and staged content of every file of ours that the commit would change."""
    top = run_git(["rev-parse", "--show-toplevel"], folder=folder)
    if top.returncode:
        raise ProjectError("is in no git repository", where=str(folder), hint="git calls this before a commit")
    options = ["--cached", "--raw", "-z", "--no-abbrev", "--no-renames", "--diff-filter=d"]
    changed = run_git(["diff", *options], folder=folder)
    if changed.returncode:
        raise ProjectError("git can't tell what is staged", where=str(folder), hint=said(changed) or None)
    fields = changed.stdout.split(b"\0")
    found = []
    for about, name in zip(fields[::2], fields[1::2], strict=False):
        _, mode, _, digest, _ = about.decode("ascii").split()
        path = name.decode("utf-8", "replace")
        if mode != _LINK and any(_lies(path, pattern) for pattern in (_CATALOG, _HISTORY, *_TEXTS)):
            found.append((path, digest))
    if found:
        yield from zip([path for path, _ in found], _blobs(folder, [digest for _, digest in found]), strict=True)


def _lies(path: str, pattern: str) -> bool:
    """Whether a path fits, in whatever folder of the repository the workspace is."""
    return fnmatchcase(path, pattern) or fnmatchcase(path, "*/" + pattern)


def _blobs(folder: Path, digests: list[str]) -> Iterator[bytes]:
    asked = "".join(digest + "\n" for digest in digests).encode("ascii")
    told = run_git(["cat-file", "--batch"], folder=folder, content=asked).stdout
    at = 0
    for _ in digests:
        head, _, _ = told[at : at + 200].partition(b"\n")
        begin = at + len(head) + 1
        at = begin + int(head.split()[2]) + 1
        yield told[begin : at - 1]


def _look(path: str, content: bytes) -> Iterator[Finding]:
    if _lies(path, _CATALOG):
        yield from _of_catalog(path, content)
    elif _lies(path, _HISTORY):
        yield from _of_history(path, content.decode("utf-8", "replace"))
    elif line := conflict_line(content.decode("utf-8", "replace")):
        message = "a merge conflict of git is left in the file"
        yield Finding("merge-conflict", Severity.ERROR, message, Where(path, line))


def _of_history(path: str, text: str) -> Iterator[Finding]:
    """A line that was altered says of somebody what that person did not; a torn one says nothing."""
    last = text.count("\n") + 1
    for finding in history.loads(text, path=path)[1]:
        torn = finding.where.line == last
        yield finding if torn else replace(finding, severity=Severity.ERROR)


def _of_catalog(path: str, content: bytes) -> Iterator[Finding]:
    try:
        catalog, _ = po.loads(content, path=path)
    except CatalogError as error:
        line = (error.where or "").rpartition(":")[2]
        message = f"{error.message} ({error.hint})" if error.hint else error.message
        yield Finding("catalog", Severity.ERROR, message, Where(path, int(line) if line.isdigit() else None))
        return
    for number, unit in enumerate(catalog.units, 1):
        for conflict in () if unit.obsolete else conflicts(unit):
            yield Finding("merge-conflict", Severity.ERROR, conflict.told, Where(path, unit=number))
