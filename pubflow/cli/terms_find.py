"""`pubflow terms match`, `suggest`, `report`: what a text holds of the glossary, what that lacks, what engines say."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pubflow.cli.session import progress_bar, project_of, some_statements
from pubflow.console import columns, print_json, visible, width

if TYPE_CHECKING:
    from pubflow.workflow.terms.match import Matched
    from pubflow.workflow.terms.suggest import Suggested


@click.command("match")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def match_(context: click.Context, file: Path, as_json: bool) -> None:
    """Which terms of the glossary occur where in FILE (- for standard input), with the renderings of each language.

    Markdown is read as a statement, anything else as plain text; the workspace's statements are left alone.
    """
    from pubflow.workflow.terms.match import match, match_file

    project = project_of(context)
    is_input = str(file) == "-"
    found = match(project, sys.stdin.buffer.read(), "-") if is_input else match_file(project, file)
    if as_json:
        print_json({"matches": [_match_json(one) for one in found]})
        return
    for one in found:
        _show_match(one, "" if is_input else f"{file}:")
    click.echo(f"{len(found)} terms", err=True)


def _show_match(one: Matched, file: str) -> None:
    located = one.located
    place = f"{file}{located.line}" + (f":{located.column}" if located.column else "")
    renderings = "; ".join(f"{language} {forms[0] if forms else '-'}" for language, forms in one.renderings)
    click.echo(f"{place}  {located.match.entry.id}  {renderings}".rstrip())
    if one.shown is not None:
        line, start, end = one.shown
        line = "".join(visible(char) for char in line)
        click.echo(f"    {line}\n    {' ' * width(line[:start])}{'^' * max(width(line[start:end]), 1)}")


def _match_json(one: Matched) -> dict[str, Any]:
    located = one.located
    return {
        "concept": located.match.entry.id,
        "words": located.match.text,
        "line": located.line,
        "column": located.column,
        "start": located.start,
        "end": located.end,
        "renderings": {language: list(forms) for language, forms in one.renderings},
    }


@click.command()
@some_statements
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def suggest(context: click.Context, ids: tuple[str, ...], as_json: bool) -> int:
    """Recurring terms of the statements that the glossary lacks: terms first, then names, best first.

    Sequences of 2 to 5 words that could be noun phrases and occur at least twice, ranked by C-value.
    """
    from pubflow.workflow.terms.suggest import suggest as run

    found, failed = run(project_of(context), ids)
    ordered = sorted(found, key=lambda one: one.suggestion.name)
    if as_json:
        print_json({"suggestions": [_suggestion_json(one) for one in ordered], "refused": list(failed)})
    elif ordered:
        heads = ("kind", "term", "count", "value", "first met")
        click.echo(columns([heads, *(_suggestion_cells(one) for one in ordered)]))
    for line in failed:
        click.echo(line, err=True)
    return 1 if failed else 0


def _suggestion_cells(one: Suggested) -> tuple[str, ...]:
    told = one.suggestion
    start, end = max(told.start - 30, 0), told.end + 30
    words = "…" * (start > 0) + one.example[start:end] + "…" * (end < len(one.example))
    shown = "".join(visible(char) for char in " ".join(words.split()))
    kind = "name" if told.name else "term"
    return kind, told.text, str(told.count), f"{told.value:.2f}", f"{one.statement}:{one.line} {shown}"


def _suggestion_json(one: Suggested) -> dict[str, Any]:
    told = one.suggestion
    return {
        "term": told.text,
        "name": told.name,
        "count": told.count,
        "value": told.value,
        "example": {"statement": one.statement, "line": one.line, "text": one.example},
    }


@click.command()
@click.option("-l", "--language", required=True, metavar="TAG", help="The target language.")
@click.option("--engine", help="Ask this engine; see `pubflow engines`.")
@click.option("--all", "everything", is_flag=True, help="List the terms that come out as approved too.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def report(context: click.Context, language: str, engine: str | None, everything: bool, as_json: bool) -> None:
    """What the engine says today for each term, by itself, beside what is approved.

    Each term is put into six plain sentences; what most drafts share is what the engine says for it. In drafts the
    approved form takes its place all the same: the report is for those who keep the glossary.
    """
    from pubflow.workflow.terms.report import report as run

    with progress_bar("asking") as progress:
        found = run(project_of(context), language, engine=engine, progress=progress)
    if as_json:
        print_json({"terms": [asdict(one) for one in found]})
        return
    shown = [one for one in found if everything or one.verdict != "approved"]
    cells = [
        (one.verdict, *(_cut(text) for text in (one.english, one.approved[0], one.says or "-")), f"{one.stability:.0%}")
        for one in shown
    ]
    click.echo(columns([("verdict", "term", "approved", "the engine says", "of its drafts"), *cells]))
    counts = Counter(one.verdict for one in found)
    click.echo(f"{len(found)} terms: " + ", ".join(f"{counts[name]} {name}" for name in _VERDICTS), err=True)


def _cut(text: str) -> str:
    """A cell of a width that leaves the next one on the screen."""
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


_WIDEST = 40
_VERDICTS = ("approved", "other", "forbidden", "unclear")
