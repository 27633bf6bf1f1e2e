"""Options in, words and exit codes out; nothing is decided here."""

from __future__ import annotations

import codecs
import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import click

from pubflow import __version__
from pubflow.cli.diff import diff
from pubflow.cli.git import git
from pubflow.cli.history import history
from pubflow.cli.memory import memory
from pubflow.cli.pack import pack, unpack
from pubflow.cli.questions import questions
from pubflow.cli.review import review, sign_off
from pubflow.cli.session import progress_bar, project_of, project_or_none, selection, stamp_of
from pubflow.cli.status import due, status
from pubflow.cli.terms import terms
from pubflow.console import print_json, say_error, say_stopped, show, show_remarks
from pubflow.errors import PubflowError


@click.group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="The usual day: pubflow import release.txt, pubflow translate, people edit the PO files in locales/, "
    "pubflow check, pubflow assemble. Each command has its own --help.",
)
@click.version_option(__version__, message="pubflow %(version)s")
@click.option(
    "--workspace",
    type=click.Path(path_type=Path, file_okay=False),
    help="The workspace; default: the nearest folder upwards that holds pubflow.toml.",
)
@click.pass_context
def cli(context: click.Context, workspace: Path | None) -> None:
    """A statement goes in, localized editions come out: in your own terms, approved by people.

    Without a command: what is due in this workspace, most urgent first.
    """
    context.obj = workspace
    if context.invoked_subcommand is None:
        due(context)


cli.add_command(diff)
cli.add_command(git)
cli.add_command(memory)
cli.add_command(terms)
cli.add_command(review)
cli.add_command(questions)
cli.add_command(status)
cli.add_command(history)
cli.add_command(sign_off)
cli.add_command(pack)
cli.add_command(unpack)


def main() -> None:
    """Run the command line; the console script's door. Turns every failure into words and an exit code."""
    _speak_utf8()
    try:
        result = cli.main(standalone_mode=False)
        sys.stdout.flush()
        status = result if isinstance(result, int) else 0
    except click.exceptions.Abort:
        status = say_stopped()
    except KeyboardInterrupt:
        status = say_stopped()
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except PubflowError as error:
        status = say_error(error)
    except (BrokenPipeError, SystemExit):
        # The reader of our output (head, less) is gone: nothing is wrong, and nobody is there to be told. Click makes
        # an exit of it; nothing else exits here.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except Exception as error:
        if os.environ.get("PUBFLOW_DEBUG"):
            raise
        click.echo(f"pubflow: a bug: {type(error).__name__}: {error}", err=True)
        click.echo(
            "hint: run it again with PUBFLOW_DEBUG=1 set and report what it prints; no file is half-written", err=True
        )
        status = PubflowError.exit_code
    sys.exit(status)


# --- the workspace ----------------------------------------------------------------------------------------------------


@cli.command()
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


@cli.command("import")
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


@cli.command()
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


# --- statements and catalogs ------------------------------------------------------------------------------------------


@cli.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--grain",
    type=click.Choice(["sentence", "block"]),
    default="sentence",
    show_default=True,
    help="How large a segment is.",
)
@click.option(
    "--quotations",
    type=click.Choice(["whole", "split"]),
    default="whole",
    show_default=True,
    help="Whether a quotation of several sentences is one segment.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a segment: text, offsets, block.")
def segment(file: Path, grain: str, quotations: Literal["whole", "split"], as_json: bool) -> None:
    """Show the segments of FILE (a statement or any text or Markdown file); needs no workspace."""
    from pubflow.workflow.segment import segments_of

    for row in segments_of(file, grain=grain, quotations=quotations):
        if as_json:
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            label = f" [{row['context']}]" if row["context"] else ""
            click.echo(f"{row['number']:>4}  line {row['line']}{label}  {row['text']}")


@cli.command()
@selection
@click.option(
    "--rules",
    type=click.Choice(["kept", "new"]),
    default="kept",
    show_default=True,
    help="new: cut with today's rules even where a catalog was cut with others.",
)
@click.option("--at", help="The moment to write into headers, ISO 8601; default: SOURCE_DATE_EPOCH or now.")
@click.pass_context
def extract(
    context: click.Context, ids: tuple[str, ...], languages: tuple[str, ...], rules: str, at: str | None
) -> None:
    """Bring the catalogs up to date with the statements, without drafting anything.

    Units whose source did not change keep every byte; what is gone stays in the catalog as obsolete.
    """
    from pubflow.engines.pool import cores
    from pubflow.workflow.extract import extract as run

    new_rules = rules == "new"
    show(run(project_of(context), ids, languages, stamp=stamp_of(at), new_rules=new_rules, processes=cores()))


@cli.command()
@selection
@click.option("--engine", help="Use this engine only; see `pubflow engines`.")
@click.option("--dry-run", is_flag=True, help="Tell what would be drafted, by what, at what cost; send nothing.")
@click.option(
    "--max-chars",
    type=click.IntRange(min=0),
    metavar="N",
    help="Send at most so many characters to metered engines in this run; default: max-chars in pubflow.toml.",
)
@click.option("--redo", is_flag=True, help="Draft anew what pubflow itself drafted and nobody has touched.")
@click.option("--at", help="The moment to write into headers and history, ISO 8601.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.pass_context
def translate(
    context: click.Context,
    ids: tuple[str, ...],
    languages: tuple[str, ...],
    engine: str | None,
    dry_run: bool,
    max_chars: int | None,
    redo: bool,
    at: str | None,
    as_json: bool,
) -> None:
    """Draft what is empty: from reviewed work first, then by the engine. Extracts by itself.

    A unit that a person has seen is never changed. Ctrl-C keeps what is done. A language without an engine gets what
    memory has; the rest is left empty for people.
    """
    from pubflow.workflow.translate import translate as run

    with progress_bar("drafting") as progress:
        report = run(
            project_of(context),
            ids,
            languages,
            engine=engine,
            dry_run=dry_run,
            redo=redo,
            stamp=stamp_of(at),
            now=datetime.now(UTC),
            max_chars=max_chars,
            progress=progress,
        )
    show(report, as_json=as_json)


@cli.command()
@click.option("-l", "--language", required=True, metavar="TAG", help="The target language.")
@click.option("--engine", help="Use this engine only; see `pubflow engines`.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line: target, status, reasons, terms.")
@click.pass_context
def draft(context: click.Context, language: str, engine: str | None, as_json: bool) -> None:
    """Translate lines from standard input, one draft a line, to standard output. Writes no statement or catalog.

    In a workspace each line is drafted under its glossary. A draft is `ok` only if an accepted form stands for every
    term of the line; `review` and `flag` give their reasons on standard error.
    """
    from pubflow.workflow.translate import draft_lines

    told = False
    for line in draft_lines(project_or_none(context), sys.stdin, language, engine=engine):
        if line.instead and not told:
            click.echo(f"drafted by {line.engine}: {line.instead}", err=True)
            told = True
        if as_json:
            click.echo(json.dumps(asdict(line), ensure_ascii=False))
            continue
        click.echo(line.target)
        for reason in line.reasons:
            click.echo(f"  {line.status}: {reason}", err=True)


@cli.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object an engine.")
@click.pass_context
def engines(context: click.Context, as_json: bool) -> None:
    """Which engines there are, what each can do, and which one each language of the workspace gets."""
    if context.invoked_subcommand is not None:
        return
    from pubflow.workflow.engines import survey

    found = survey(project_or_none(context))
    if as_json:
        print_json(found)
        return
    for engine in found["engines"]:
        can = [
            "offline" if engine["offline"] else "online",
            "keeps tags" if engine["keeps_tags"] else "plain sentences; tags are put back round it",
            f"version {engine['version']}",
            "pairs: " + (", ".join(engine["pairs"]) or "none"),
            *([f"not now: {engine['lacks']}"] if engine["lacks"] else []),
        ]
        click.echo(f"{engine['name']:<10} {'; '.join(can)}")
    for language, words in found["languages"].items():
        click.echo(f"{language:<10} {words}")


@engines.command("fetch")
@click.argument("source")
@click.argument("target")
@click.pass_context
def fetch(context: click.Context, source: str, target: str) -> None:
    """Fetch the Firefox model for a pair once, e.g. `pubflow engines fetch en zh`; checked by hash.

    It goes into your cache folder, or into the folder that the workspace names as `models`. The records of the models
    come from Mozilla's store; the variable FXTRANSLATE_RECORDS_URL names another one.
    """
    from pubflow.workflow.engines import fetch_model

    with progress_bar("fetching") as progress:
        done = fetch_model(project_or_none(context), source, target, lambda name, done, total: progress(done, total))
    click.echo(done)


# --- where things stand -----------------------------------------------------------------------------------------------


@cli.command()
@selection
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.pass_context
def check(context: click.Context, ids: tuple[str, ...], languages: tuple[str, ...], as_json: bool) -> int:
    """What is wrong in the catalogs, worst first. Exit 1 when an ERROR is open."""
    from pubflow.workflow.check import check as run

    report = run(project_of(context), ids, languages)
    show(report, as_json=as_json)
    return 1 if report.errors else 0


@cli.command()
@selection
@click.option(
    "--draft",
    "as_draft",
    is_flag=True,
    help="Assemble what is not reviewed too: marked on the page, into build/drafts/.",
)
@click.option("--format", "formats", default="html,md,txt", show_default=True, help="Which formats, with commas.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.pass_context
def assemble(
    context: click.Context,
    ids: tuple[str, ...],
    languages: tuple[str, ...],
    as_draft: bool,
    formats: str,
    as_json: bool,
) -> None:
    """Make the editions: the source's and one for each language whose catalog is complete and reviewed.

    Anything less is refused with exit 1 and a list, unless --draft: then source sentences stand in for missing ones,
    marked, and the page says visibly that it is an unreviewed draft.
    """
    from pubflow.engines.pool import cores
    from pubflow.workflow.assemble import assemble as run

    with progress_bar("assembling") as progress:
        report = run(
            project_of(context),
            ids,
            languages,
            draft=as_draft,
            formats=tuple(dict.fromkeys(name.strip() for name in formats.split(","))),
            now=datetime.now(UTC),
            processes=cores(),
            progress=progress,
        )
    show(report, as_json=as_json)


def _speak_utf8() -> None:
    """Whatever the console's code page: names of people hold é, ã, ع."""
    codecs.register_error("pubflow", _as_they_came)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="pubflow")
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")


def _as_they_came(error: UnicodeError) -> tuple[str | bytes, int]:
    """Bytes of a file's name that this locale can't read go out as they came in, if they are UTF-8; else escaped."""
    if isinstance(error, UnicodeEncodeError):
        with suppress(UnicodeError):
            name = error.object[error.start : error.end].encode("utf-8", "surrogateescape")
            name.decode("utf-8")
            return name, error.end
    return codecs.backslashreplace_errors(error)
