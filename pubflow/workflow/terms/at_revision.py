"""The glossary as git has it at a revision."""

from __future__ import annotations

from pubflow.markup.decode import decode
from pubflow.project import Project
from pubflow.workflow.git.revisions import commit_of, files_at


def tables_at(project: Project, revision: str) -> tuple[str, dict[str, str]]:
    """The commit that a revision names, and its glossary/*.csv by file name.

    Raises ProjectError where there is no git or no repository, UsageError for a revision that is none.
    """
    commit = commit_of(project, revision, what="glossary")
    files = files_at(project, commit, "glossary/")
    tables = {
        name: decode(content, f"glossary/{name} of {commit[:12]}")
        for name, content in files.items()
        if name.endswith(".csv")
    }
    return commit, tables
