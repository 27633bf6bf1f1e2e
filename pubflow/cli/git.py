"""`pubflow git`: catalogs merged by unit, and looked at before a commit."""

from __future__ import annotations

from pathlib import Path

import click

from pubflow.cli.session import project_of
from pubflow.console import print_json, show, show_findings, show_remarks


@click.group()
def git() -> None:
    """Let git merge catalogs by unit, and look at them before a commit: `pubflow git install`, once in each clone."""


@git.command()
@click.pass_context
def install(context: click.Context) -> None:
    """Set up this clone: the merge driver, the lines of .gitattributes, and the hook that looks before a commit.

    A hook that is there already is not touched: you are told what to add to it.
    """
    from pubflow.workflow.git.install import install as run

    show(run(project_of(context)))


@git.command()
@click.pass_context
def uninstall(context: click.Context) -> None:
    """Take the merge driver and our hook out of this clone; .gitattributes stays."""
    from pubflow.workflow.git.install import uninstall as run

    show(run(project_of(context)))


@git.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_context
def status(context: click.Context, as_json: bool) -> int:
    """Whether this clone is set up. Exit 1 if something is lacking."""
    from pubflow.workflow.git.install import survey

    remarks = tuple(survey(project_of(context)))
    if as_json:
        print_json([remark.as_json() for remark in remarks])
    else:
        show_remarks(remarks)
    return 1 if any(remark.hint for remark in remarks) else 0


@git.command("merge-file")
@click.argument("base", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("ours", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("theirs", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("path")
@click.option("--name", default="", help="What the comment of a conflict calls the other side; default: theirs.")
def merge_file(base: Path, ours: Path, theirs: Path, path: str, name: str) -> int:
    """Merge a catalog by unit into the file OURS; git calls it, with PATH as the file's name in the repository.

    Exit 1 where both sides judged a unit differently: ours stays as its target, not agreed to, and theirs stands in a
    comment. A file that is no PO catalog is merged as text.
    """
    from pubflow.workflow.git.merge_file import merge_file as run

    done = run(base, ours, theirs, path=path, name=name)
    for note in done.notes:
        click.echo(note, err=True)
    return 0 if done.clean else 1


@git.command("check-staged")
def check_staged() -> int:
    """Look at what is about to be committed; the hook calls it. Exit 1 if it must not be.

    A catalog that can't be read, an open conflict of a merge, a line of a history that was altered. `git commit
    --no-verify` goes past it.
    """
    from pubflow.finding import errors_in
    from pubflow.workflow.git.staged import check_staged as run

    findings = run(Path.cwd())
    show_findings(findings)
    if errors_in(findings):
        click.echo("not committed: mend it, then git add and git commit; --no-verify goes past this", err=True)
        return 1
    return 0
