"""Files as git has them at a revision, read without touching the working tree."""

from __future__ import annotations

import os
import shutil
import subprocess

from pubflow.errors import ProjectError, UsageError
from pubflow.project import Project

_BLOB = "blob"


def commit_of(project: Project, revision: str, *, what: str) -> str:
    """The commit that a revision names; `what` is looked for there, for the message.

    Raises ProjectError where there is no git or no repository, UsageError for a revision that is none.
    """
    inside = _git(project, what, "rev-parse", "--is-inside-work-tree")
    if inside.returncode or inside.stdout.strip() != b"true":
        raise ProjectError(
            f"is in no git repository, so there is no earlier {what} to compare with",
            where=str(project.root),
            hint=_said(inside) or "keep the workspace in git: git init, git add -A, git commit",
        )
    asked = _git(project, what, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
    if asked.returncode:
        raise UsageError(
            f"git knows no revision “{revision}”",
            hint="nothing is committed yet: git add -A, git commit"
            if revision == "HEAD"
            else "name a commit, a branch or a tag, e.g. HEAD~1",
        )
    return asked.stdout.decode("ascii", "replace").strip()


def files_at(project: Project, commit: str, path: str, *, what: str) -> dict[str, bytes]:
    """The files of a commit at this path of the workspace, or in it where it ends with `/`, by name."""
    files: dict[str, bytes] = {}
    for line in _asked(project, what, "ls-tree", "-z", commit, f"./{path}").split(b"\0"):
        about, _, found = line.partition(b"\t")
        name = found.decode("utf-8", "replace").rpartition("/")[2]
        if name and about.split()[1].decode("ascii") == _BLOB:
            files[name] = _asked(project, what, "cat-file", _BLOB, about.split()[2].decode("ascii"))
    return files


def _asked(project: Project, what: str, *arguments: str) -> bytes:
    done = _git(project, what, *arguments)
    if done.returncode:
        raise ProjectError(f"git {arguments[0]} failed", where=str(project.root), hint=_said(done))
    return done.stdout


def _git(project: Project, what: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    git = shutil.which("git")
    if git is None:
        raise ProjectError(f"git is not installed, so no earlier {what} can be read", hint="install git")
    return subprocess.run(  # noqa: S603 -- git itself; what a person typed stands behind --end-of-options
        [git, *arguments], cwd=project.root, capture_output=True, check=False, env={**os.environ, "LC_ALL": "C"}
    )


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    """Git's own first line where it says more than that there is no repository."""
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[0] if lines and "not a git repository" not in lines[0] else ""
