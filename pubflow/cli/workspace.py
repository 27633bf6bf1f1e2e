"""`pubflow init`, `import` and `doctor`: a workspace, what comes into it, and what is there to work with."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from pubflow.cli.diff import show_difference
from pubflow.cli.session import project_of, stamp_of
from pubflow.console import clean, print_json, say, show, show_remarks
from pubflow.errors import UsageError

if TYPE_CHECKING:
    from pubflow.document import Change
    from pubflow.project import Project
    from pubflow.workflow.intake.diff import Difference
    from pubflow.workflow.intake.next_version import Ask
    from pubflow.workflow.workspace.report import Report


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("-l", "--language", "languages", multiple=True, help="A target language; default: zh-TW and pt-BR.")
@click.option(
    "--embargo-online/--no-embargo-online",
    default=None,
    help="Whether online engines may read statements under embargo. Asked at a terminal; undecided, they may not.",
)
def init(folder: Path, languages: tuple[str, ...], embargo_online: bool | None) -> None:
    """Make a workspace in FOLDER: pubflow.toml, statements/, glossary/, locales/ and a first statement.

    Files that are there already are left as they are.
    """
    from pubflow.project import FIRST_LANGUAGES
    from pubflow.workflow.init import init as run

    if embargo_online is None and sys.stdin.isatty():
        question = "May online translation engines (DeepL, a remote LLM) read statements that are under embargo?"
        embargo_online = click.confirm(question, default=False, err=True)
    show(run(folder, languages or FIRST_LANGUAGES, embargo_online=embargo_online))


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--id", "statement_id", help="The statement's id; default: made from the file's name.")
@click.option("--encoding", default="utf-8", show_default=True, help="A text's encoding, e.g. cp1252 or big5.")
@click.option(
    "--changes",
    type=click.Choice(["accept", "reject"]),
    help="What becomes of tracked changes that are open; comments are told and left out.",
)
@click.option("--show-changes", is_flag=True, help="List what is open in the file: who, when, what. Writes nothing.")
@click.option("--update", "update_id", metavar="ID", help="FILE is a new version of statement ID.")
@click.option("--yes", is_flag=True, help="With --update: do not ask.")
@click.option("--dry-run", is_flag=True, help="Tell what would be made of the file; write nothing.")
@click.option("--undo", is_flag=True, help="Take the last import back, unless something changed since; takes no FILE.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object; with --update it wants --yes or --dry-run.")
@click.pass_context
def import_(
    context: click.Context,
    file: Path | None,
    statement_id: str | None,
    encoding: str,
    changes: Literal["accept", "reject"] | None,
    show_changes: bool,
    update_id: str | None,
    yes: bool,
    dry_run: bool,
    undo: bool,
    as_json: bool,
) -> None:
    """Turn FILE (.docx, .odt, .html, plain text or Markdown) into statements/<id>.md.

    The original is kept under statements/originals/ with its sha256, pictures stand beside the statement. Headline,
    embargo, place and date, notes to editors and contact of a press release are recognised; what can't be carried is
    named. A file with open tracked changes or comments is refused until --changes says what becomes of them.

    With --update ID the file goes in the place of statement ID, whose id, front matter and sidecar stay as people made
    them: the changes are shown by unit, with what they mean for each language, and nothing is written before you agree.
    """
    from pubflow.workflow.intake.importing import changes_in, import_file

    if undo:
        if file or update_id is not None:
            raise UsageError("--undo takes no file and no id", hint="pubflow import --undo")
        _take_back(project_of(context), as_json=as_json)
        return
    if file is None:
        raise UsageError("no file was named", hint="pubflow import FILE; --help names the kinds")
    if show_changes:
        _show_changes(changes_in(file, encoding=encoding), as_json=as_json)
        return
    if update_id is not None:
        if statement_id not in (None, update_id):
            raise UsageError("--id and --update name two statements", hint="--update alone keeps the id")
        if as_json and not (yes or dry_run):
            raise UsageError("--json asks nobody", hint="--yes writes it without asking; --dry-run writes nothing")
        ask = _asking(yes=yes, dry_run=dry_run, quiet=as_json)
        _update(project_of(context), file, update_id, encoding, changes, ask, as_json=as_json)
        return
    project = project_of(context)
    report = import_file(project, file, statement_id=statement_id, encoding=encoding, changes=changes, dry_run=dry_run)
    show(report, as_json=as_json)
    _tell_source(project, report)


def _take_back(project: Project, *, as_json: bool) -> None:
    from pubflow.workflow.workspace.undo import undo

    show(undo(project, "import"), as_json=as_json)


def _update(
    project: Project,
    file: Path,
    statement_id: str,
    encoding: str,
    changes: Literal["accept", "reject"] | None,
    ask: Ask,
    *,
    as_json: bool,
) -> None:
    """Write the new version if the answer is yes, and tell what `translate` would do then."""
    from pubflow.workflow.intake.next_version import update

    report = update(project, file, statement_id, encoding=encoding, changes=changes, ask=ask)
    show(report, as_json=as_json)
    _tell_source(project, report)
    if report.changed and project.languages:
        from pubflow.workflow.drafting.translate import translate

        now = datetime.now(UTC)
        told = translate(
            project, (statement_id,), (), engine=None, dry_run=True, redo=False, stamp=stamp_of(None), now=now
        )
        for note in told.notes:
            click.echo(note, err=True)


def _tell_source(project: Project, report: Report) -> None:
    """What to mend in a statement before each language pays for it."""
    from pubflow.workflow.checking.source import source_remarks

    if any(one.check == "embargo" for one in report.findings):  # no command takes it before that is mended
        return
    say(source_remarks(project, report.changed))


def _asking(*, yes: bool, dry_run: bool, quiet: bool) -> Ask:
    """Show the changes, and ask unless that was answered before; `quiet`: for programs."""

    def ask(found: Difference, told: tuple[str, ...]) -> bool:
        say(told)
        if not quiet:
            show_difference(found, "the statement as it stands")
        if dry_run or yes:
            return not dry_run
        if not sys.stdin.isatty():
            raise UsageError("nobody is here to be asked; nothing was written", hint="--yes writes it without asking")
        return click.confirm("Write it?", default=False, err=True)

    return ask


def _show_changes(changes: Sequence[Change], *, as_json: bool) -> None:
    """One a line: kind, who, when, what."""
    if as_json:
        print_json({"changes": [asdict(change) for change in changes]})
        return
    for change in changes:
        said = change.text or "(an empty line, or a place in the text)"
        click.echo(clean(f"{change.kind:<10}  {change.by or 'somebody'}  {change.at or '-'}  {said}"))
    if not changes:
        click.echo("nothing is open in it: no tracked changes, no comments", err=True)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_context
def doctor(context: click.Context, as_json: bool) -> int:
    """Tell what is there: Python, packages, engines, encodings, the workspace. Exit 1 if something is amiss."""
    from pubflow.workflow.doctor import examine

    remarks = examine(context.obj or Path.cwd(), os.environ)
    if as_json:
        print_json([remark.as_json() for remark in remarks])
    else:
        show_remarks(remarks)
    return 1 if any(remark.amiss for remark in remarks) else 0
