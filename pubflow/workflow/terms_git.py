"""The glossary as git has it: read from a revision, without touching the working tree."""

from __future__ import annotations

import os
import shutil
import subprocess

from pubflow.errors import ProjectError, UsageError
from pubflow.markup.decode import decode
from pubflow.project import Project

_BLOB = "blob"


def tables_at(project: Project, revision: str) -> tuple[str, dict[str, str]]:
    """The commit that a revision names, and its glossary/*.csv by file name.

    Raises ProjectError where there is no git or no repository, UsageError for a revision that is none.
    """
    inside = _git(project, "rev-parse", "--is-inside-work-tree")
    if inside.returncode or inside.stdout.strip() != b"true":
        raise ProjectError(
            "is in no git repository, so there is no earlier glossary to compare with",
            where=str(project.root),
            hint=_said(inside) or "keep the workspace in git: git init, git add -A, git commit",
        )
    asked = _git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
    if asked.returncode:
        raise UsageError(
            f"git knows no revision “{revision}”",
            hint="nothing is committed yet: git add -A, git commit"
            if revision == "HEAD"
            else "name a commit, a branch or a tag, e.g. HEAD~1",
        )
    commit = asked.stdout.decode("ascii", "replace").strip()
    tables: dict[str, str] = {}
    for line in _asked(project, "ls-tree", "-z", commit, "./glossary/").split(b"\0"):
        about, _, path = line.partition(b"\t")
        name = path.decode("utf-8", "replace").rpartition("/")[2]
        if name.endswith(".csv") and about.split()[1].decode("ascii") == _BLOB:
            content = _asked(project, "cat-file", _BLOB, about.split()[2].decode("ascii"))
            tables[name] = decode(content, f"glossary/{name} of {commit[:12]}")
    return commit, tables


def _asked(project: Project, *arguments: str) -> bytes:
    done = _git(project, *arguments)
    if done.returncode:
        raise ProjectError(f"git {arguments[0]} failed", where=str(project.root), hint=_said(done))
    return done.stdout


def _git(project: Project, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    git = shutil.which("git")
    if git is None:
        raise ProjectError("git is not installed, so no earlier glossary can be read", hint="install git")
    return subprocess.run(  # noqa: S603 -- git itself; what a person typed stands behind --end-of-options
        [git, *arguments], cwd=project.root, capture_output=True, check=False, env={**os.environ, "LC_ALL": "C"}
    )


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    """Git's own first line where it says more than that there is no repository."""
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[0] if lines and "not a git repository" not in lines[0] else ""
