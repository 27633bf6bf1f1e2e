"""The one door to git: called by its own command, which speaks English to us; what it refuses becomes our own words."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from pubflow.errors import ProjectError


def run_git(
    arguments: Sequence[str], *, folder: Path, content: bytes = b"", lacking: str = ""
) -> subprocess.CompletedProcess[bytes]:
    """git itself, in a folder. Raises ProjectError where there is none; `lacking`: what can't be done then."""
    git = shutil.which("git")
    if git is None:
        raise ProjectError(f"git is not installed{lacking}", hint="install git")
    return subprocess.run(  # noqa: S603 -- git itself; what a person typed stands behind --end-of-options
        [git, *arguments],
        cwd=folder,
        input=content,
        capture_output=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )


def asked(folder: Path, *arguments: str) -> bytes:
    """What git answers. Raises ProjectError with git's own words where it does not."""
    done = run_git(arguments, folder=folder)
    if done.returncode:
        raise ProjectError(f"git {arguments[0]} failed", where=str(folder), hint=said(done) or None)
    return done.stdout


def inside(folder: Path, *, so: str = "", hint: str = "make one: git init, git add -A", lacking: str = "") -> None:
    """Raises ProjectError where the folder is in no repository; `so`: what that means for whoever asked."""
    done = run_git(["rev-parse", "--is-inside-work-tree"], folder=folder, lacking=lacking)
    if done.returncode or done.stdout.strip() != b"true":
        raise ProjectError(f"is in no git repository{so}", where=str(folder), hint=said(done) or hint)


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    """Git's own first line where it says more than that there is no repository."""
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[0] if lines and "not a git repository" not in lines[0] else ""
