"""Files as git has them at a revision, read without touching the working tree."""

from __future__ import annotations

from pubflow.errors import UsageError
from pubflow.project import Project
from pubflow.workflow.git.door import asked, inside, run_git

_BLOB = "blob"


def commit_of(project: Project, revision: str, *, what: str) -> str:
    """The commit that a revision names; `what` is looked for there, for the message.

    Raises ProjectError where there is no git or no repository, UsageError for a revision that is none.
    """
    inside(
        project.root,
        so=f", so there is no earlier {what} to compare with",
        hint="keep the workspace in git: git init, git add -A, git commit",
        lacking=f", so no earlier {what} can be read",
    )
    verify = ["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"]
    found = run_git(verify, folder=project.root)
    if found.returncode:
        raise UsageError(
            f"git knows no revision “{revision}”",
            hint="nothing is committed yet: git add -A, git commit"
            if revision == "HEAD"
            else "name a commit, a branch or a tag, e.g. HEAD~1",
        )
    return found.stdout.decode("ascii", "replace").strip()


def files_at(project: Project, commit: str, path: str) -> dict[str, bytes]:
    """The files of a commit at this path of the workspace, or in it where it ends with `/`, by name."""
    files: dict[str, bytes] = {}
    for line in asked(project.root, "ls-tree", "-z", commit, f"./{path}").split(b"\0"):
        about, _, found = line.partition(b"\t")
        name = found.decode("utf-8", "replace").rpartition("/")[2]
        if name and about.split()[1].decode("ascii") == _BLOB:
            files[name] = asked(project.root, "cat-file", _BLOB, about.split()[2].decode("ascii"))
    return files
