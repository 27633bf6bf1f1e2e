"""`pubflow init`, `import` and `doctor`: a workspace, what comes into it, and what is there to work with."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from pubflow.cli.session import project_of
from pubflow.console import print_json, show, show_remarks


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
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--id", "statement_id", help="The statement's id; default: made from the file's name.")
@click.option("--encoding", default="utf-8", show_default=True, help="The file's encoding, e.g. cp1252 or big5.")
@click.pass_context
def import_(context: click.Context, file: Path, statement_id: str | None, encoding: str) -> None:
    """Turn FILE (plain text or Markdown) into statements/<id>.md.

    The original is kept under statements/originals/ with its sha256. Plain text is escaped where Markdown would read
    mark-up into it, so that the statement reads exactly as the text did.
    """
    from pubflow.workflow.importing import import_file

    show(import_file(project_of(context), file, statement_id=statement_id, encoding=encoding))


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
