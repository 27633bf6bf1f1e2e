"""`pubflow pack` and `pubflow unpack`: units to a person, and every way back."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from pubflow.cli.session import project_of, stamp_of
from pubflow.console import show
from pubflow.errors import UsageError

if TYPE_CHECKING:
    from pubflow.exchange.handout import HandoutKind


@click.command()
@click.argument("statement_id", metavar="ID")
@click.option("-l", "--language", required=True, metavar="TAG", help="The target language.")
@click.option("--units", default="", metavar="LIST", help="Only these, by number, as in 12-22,30; the rest is context.")
@click.option(
    "--to", default="", metavar="NAME", help="Who gets it: a neutral handle such as tr1, or a name in people.toml."
)
@click.option("--take-back", is_flag=True, help="They have it no more: hand nothing out, and say so.")
@click.option("--changed", is_flag=True, help="Only what changed since their last hand-out, or since they agreed.")
@click.option("--format", "formats", default="", metavar="LIST",
    help="With commas: po, docx, xliff (2.1), xliff12, page; default: po,docx,page.",
)  # fmt: skip
@click.option(
    "--kind", type=click.Choice(["translate", "review"]), default="translate", show_default=True,
    help="review: every unit is handed out as needing work; clearing that is agreeing.",
)  # fmt: skip
@click.option(
    "-o", "--output", "folder", type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write into; default: build/packs/<id>.<language>[.<to>]/.",
)  # fmt: skip
@click.option(
    "--deadline", default="", metavar="MOMENT", help='When it is wanted back: "2024-07-01 20:15 Europe/London".'
)
@click.option("--at", help="The moment to write into the files and the history, ISO 8601.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.pass_context
def pack(
    context: click.Context,
    statement_id: str,
    language: str,
    units: str,
    to: str,
    take_back: bool,
    changed: bool,
    formats: str,
    kind: str,
    folder: Path | None,
    deadline: str,
    at: str | None,
    as_json: bool,
) -> None:
    """Write what a person gets: a PO, a Word table, XLIFF, a numbered page for a phone, and the message to send.

    What is not theirs stands beside it as context. What was handed out is written into the history, so that unpack
    knows every file of it by its header, whatever its name.
    """
    from pubflow.workflow.handouts import pack as workflow
    from pubflow.workflow.handouts.packs import formats_of

    project, stamp = project_of(context), stamp_of(at)
    if take_back:
        if units or changed or formats or folder or deadline:
            raise UsageError("--take-back goes with --to alone", hint="it takes back all that NAME has of it")
        show(workflow.take_back(project, statement_id, language, to, stamp=stamp), as_json=as_json)
        return
    order = workflow.Order(units, to, changed, formats_of(formats), cast("HandoutKind", kind), folder, deadline)
    report = workflow.pack(project, statement_id, language, order, stamp=stamp, now=datetime.now(UTC))
    show(report, as_json=as_json)


@click.command()
@click.argument("files", nargs=-1, metavar="FILE...")
@click.option(
    "--id", "statement_id", default="", metavar="ID", help="Of a message that quotes no hand-out: its statement."
)
@click.option("-l", "--language", default="", metavar="TAG", help="Of such a message: its language.")
@click.option(
    "--from",
    "by",
    default="",
    metavar="NAME",
    help="Who answers: a handle, or a name in people.toml; default: who it was made for.",
)
@click.option("--dry-run", is_flag=True, help="Tell what would become of every unit; write nothing.")
@click.option("--again", is_flag=True, help="Take in a file that was taken in before, too.")
@click.option("--undo", is_flag=True, help="Take the last unpack back, unless something changed since.")
@click.option("--at", help="The moment to write into headers and history, ISO 8601.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.pass_context
def unpack(
    context: click.Context,
    files: tuple[str, ...],
    statement_id: str,
    language: str,
    by: str,
    dry_run: bool,
    again: bool,
    undo: bool,
    at: str | None,
    as_json: bool,
) -> None:
    """Take in what people sent back: PO, Word, XLIFF files, or a message as text; - is standard input.

    Each file is known by what it holds, and merged unit by unit against what was handed out: what changed on both
    sides is kept twice and marked, what was made for an older source is told, nothing is overwritten silently.
    """
    from pubflow.workflow.handouts.unpack import Options
    from pubflow.workflow.handouts.unpack import unpack as run
    from pubflow.workflow.workspace.undo import undo as take_back

    project = project_of(context)
    if undo:
        if files:
            raise UsageError("--undo takes no files", hint="pubflow unpack --undo")
        show(take_back(project), as_json=as_json)
        return
    if not files:
        raise UsageError("no file was named", hint="pubflow unpack FILE...; or - for a message on standard input")
    options = Options(statement_id, language, by, dry_run, again)
    stdin = sys.stdin.buffer.read(2 * 1024 * 1024) if "-" in files else None
    show(run(project, files, options, stamp=stamp_of(at), stdin=stdin), as_json=as_json)
