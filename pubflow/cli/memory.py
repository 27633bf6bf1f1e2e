"""`pubflow memory`: what people agreed to before."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pubflow.cli.session import project_of, some_languages
from pubflow.console import print_json, visible

if TYPE_CHECKING:
    from pubflow.workflow.memory.search import Hit


@click.group()
def memory() -> None:
    """What people agreed to before, in all statements and in the imported memories: search, import, export.

    Drafts are not in it. It is kept up to date by itself, in .pubflow/memory/, which may be deleted.
    """


@memory.command()
@click.argument("words")
@some_languages
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Hits a language, at most.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def search(context: click.Context, words: str, languages: tuple[str, ...], limit: int, as_json: bool) -> int:
    """Find WORDS, or a sentence, in what people agreed to.

    Similar sources come first, with their rate and what differs; then sources and targets that hold all the words.
    Each with its statement and unit, who agreed to it and when. Exit 1 where nothing is found.
    """
    from pubflow.workflow.memory.search import search as run

    found = run(project_of(context), words, languages, limit)
    if as_json:
        print_json({"hits": [_as_json(hit) for hit in found.hits], "told": list(found.told)})
    else:
        for hit in found.hits:
            _show(hit, words)
        if not found.hits:
            click.echo("nothing was found", err=True)
    for line in found.told:
        click.echo(_safe(line), err=True)
    return 0 if found.hits else 1


@memory.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@some_languages
@click.option("--replace", is_flag=True, help="Write over an imported file of the same name.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def import_(context: click.Context, file: Path, languages: tuple[str, ...], replace: bool, as_json: bool) -> None:
    """Copy FILE (TMX) into memory/, where every .tmx counts as agreed to by people.

    To take it out again, delete it there. A file that is broken, or has nothing in the languages of the workspace, is
    refused, and nothing is written.
    """
    from pubflow.workflow.memory.exchange import import_file

    done = import_file(project_of(context), file, languages, replace=replace)
    if as_json:
        print_json({**asdict(done), "units": dict(done.units), "left_out": dict(done.left_out)})
        return
    for remark in done.remarks:
        click.echo(_safe(remark), err=True)
    if done.left_out:
        click.echo("left out: " + ", ".join(f"{_safe(why)} ({count})" for why, count in done.left_out), err=True)
    click.echo(", ".join(f"{language}: {count} units" for language, count in done.units))
    click.echo(f"{'wrote' if done.written else 'was there already:'} {done.path}", err=True)


@memory.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("-l", "--language", required=True, metavar="TAG", help="The target language.")
@click.option("--embargoed", is_flag=True, help="Take in statements whose embargo lies ahead.")
@click.pass_context
def export(context: click.Context, file: Path, language: str, embargoed: bool) -> None:
    """Write what people agreed to in one language to FILE, as TMX 1.4b.

    Only reviewed units of this workspace's own statements; those under embargo stay out unless asked for.
    """
    from pubflow.workflow.memory.exchange import export as run

    done = run(project_of(context), language, file, now=datetime.now(UTC), embargoed=embargoed)
    for line in done.left_out:
        click.echo(f"left out: {_safe(line)}", err=True)
    click.echo(f"{file}: {done.units} units", err=True)


def _show(hit: Hit, words: str) -> None:
    rate = "     " if hit.rate is None else f"{hit.rate:3} %"
    click.echo(f"{rate}  {hit.language}  {_safe(hit.place)}")
    click.echo(f"       {_marked(hit.said.source, words)}")
    click.echo(f"       {_marked(hit.said.target, words)}")
    if hit.difference:
        click.echo(f"       now: {_safe(hit.difference)}")
    if hit.numbers:
        click.echo(f"       look out: the numbers differ: {', '.join(map(_safe, hit.numbers))}")
    for told in hit.terms:
        click.echo(f"       look out: {_safe(told)}")


def _marked(text: str, words: str) -> str:
    """The words in bold where they stand, on a terminal; the text may be of another tool's making."""
    wanted = sorted({words.strip(), *words.split()}, key=len, reverse=True)
    pattern = re.compile("|".join(re.escape(_safe(word)) for word in wanted), re.IGNORECASE)
    return pattern.sub(lambda match: click.style(match[0], bold=True), _safe(text))


def _safe(text: str) -> str:
    return "".join(map(visible, text))


def _as_json(hit: Hit) -> dict[str, object]:
    said = hit.said
    return {
        "language": hit.language, "rate": hit.rate, "source": said.source, "target": said.target,
        "origin": said.origin, "unit": said.number or None, "sentence": said.part or None, "context": said.context,
        "by": said.by, "at": said.at, "difference": hit.difference, "numbers": list(hit.numbers),
        "terms": list(hit.terms),
    }  # fmt: skip
