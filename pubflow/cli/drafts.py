"""`pubflow translate`, `draft` and `engines`: what machines write, and which machines there are."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime

import click

from pubflow.cli.session import progress_bar, project_of, project_or_none, selection, stamp_of
from pubflow.console import print_json, show


@click.command()
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
    from pubflow.workflow.drafting.translate import translate as run

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


@click.command()
@click.option("-l", "--language", required=True, metavar="TAG", help="The target language.")
@click.option("--engine", help="Use this engine only; see `pubflow engines`.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line: target, status, reasons, terms.")
@click.pass_context
def draft(context: click.Context, language: str, engine: str | None, as_json: bool) -> None:
    """Translate lines from standard input, one draft a line, to standard output. Writes no statement or catalog.

    In a workspace each line is drafted under its glossary. A draft is `ok` only if an accepted form stands for every
    term of the line; `review` and `flag` give their reasons on standard error.
    """
    from pubflow.workflow.drafting.translate import draft_lines

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


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object an engine.")
@click.pass_context
def engines(context: click.Context, as_json: bool) -> None:
    """Which engines there are, what each can do, and which one each language of the workspace gets."""
    if context.invoked_subcommand is not None:
        return
    from pubflow.workflow.drafting.engines import survey

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
    from pubflow.workflow.drafting.engines import fetch_model

    with progress_bar("fetching") as progress:
        done = fetch_model(project_or_none(context), source, target, lambda name, done, total: progress(done, total))
    click.echo(done)
