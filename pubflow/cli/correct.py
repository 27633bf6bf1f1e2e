"""`pubflow correct` and `pubflow retract`: what stands in public and is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pubflow.cli.session import project_of, stamp_of
from pubflow.console import clean, print_json

if TYPE_CHECKING:
    from pubflow.workflow.releases.correct import Correction, Done

_at = click.option("--at", help="The moment to write down, ISO 8601; default: SOURCE_DATE_EPOCH or now.")
_by = click.option("--by", default="", metavar="NAME", help="Who says so: a neutral handle such as desk1.")
_json = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")


@click.command()
@click.argument("statement_id", metavar="ID")
@click.option("-l", "--language", default="", metavar="TAG", help="A mistake of this translation alone.")
@click.option("--unit", "units", type=int, multiple=True, metavar="N", help="With -l: which unit; may be given again.")
@click.option(
    "--kind",
    type=click.Choice(["number", "name", "date", "fact", "translation", "quotation"]),
    help="Say it by a sentence that is there in every language.",
)
@click.option("--note", default="", metavar="TEXT", help="Say it in words of your own, to be translated and reviewed.")
@click.option(
    "--list", "as_list", is_flag=True, help="What was corrected, and the places where that is still to be done."
)
@click.option("--undo", "take_back", is_flag=True, help="Take back the last correction that no release tells yet.")
@_by
@_at
@_json
@click.pass_context
def correct(
    context: click.Context,
    statement_id: str,
    language: str,
    units: tuple[int, ...],
    kind: str | None,
    note: str,
    as_list: bool,
    take_back: bool,
    by: str,
    at: str | None,
    as_json: bool,
) -> None:
    """Correct a released statement: of one translation, or of the source and so of every language.

    A mistake of the source: change it in its file first, then say `correct ID`. Just what the change touches is
    re-opened in each language; with -l and --unit just that unit of that language. The pages say what was corrected,
    and the next release carries it.
    """
    from pubflow.workflow.releases import correct as workflow

    project, stamp = project_of(context), stamp_of(at)
    if as_list:
        found = workflow.corrections(project, statement_id)
        _show_all(found, as_json=as_json)
        return
    if take_back:
        said = workflow.undo(project, statement_id, "corrected", by=by, stamp=stamp)
        click.echo(f"taken back: {_line(said)}", err=True)
        return
    wanted = workflow.Wanted(language, units, kind or "", note, by)
    _show(statement_id, workflow.correct(project, statement_id, wanted, stamp=stamp), as_json=as_json)


@click.command()
@click.argument("statement_id", metavar="ID")
@click.option(
    "--note", default="", metavar="TEXT", help="Why, to be translated; the pages are stamped without it, too."
)
@click.option("--undo", "take_back", is_flag=True, help="Take it back, as long as no release tells it.")
@_by
@_at
@_json
@click.pass_context
def retract(
    context: click.Context, statement_id: str, note: str, take_back: bool, by: str, at: str | None, as_json: bool
) -> None:
    """Withdraw a released statement: every page of it says so above everything else.

    The next release carries the stamp in every language at once; a note joins it where its translation is reviewed.
    """
    from pubflow.workflow.releases import correct as workflow

    project, stamp = project_of(context), stamp_of(at)
    if take_back:
        said = workflow.undo(project, statement_id, "retracted", by=by, stamp=stamp)
        click.echo(f"taken back: {_line(said)}", err=True)
        return
    done = workflow.retract(project, statement_id, workflow.Wanted(note=note, by=by), stamp=stamp)
    _show(statement_id, done, as_json=as_json)


def _show(statement_id: str, done: Done, *, as_json: bool) -> None:
    if as_json:
        print_json({**done.correction.as_json(), "reopened": [*done.reopened], "notes": done.notes})
        return
    click.echo(_line(done.correction))
    for line in done.reopened:
        click.echo(f"  {line}")
    _places(done.correction)
    if done.notes:
        waits = "no page waits for it" if done.correction.verb == "retracted" else "the pages wait for it"
        click.echo(f"next: pubflow translate {done.notes}, and review it: {waits}", err=True)
    click.echo(
        f"then: pubflow release {statement_id}; what is left to do: pubflow correct {statement_id} --list", err=True
    )


def _show_all(found: tuple[Correction, ...], *, as_json: bool) -> None:
    if as_json:
        print_json({"corrections": [one.as_json() for one in found]})
        return
    for one in found:
        click.echo(_line(one))
        _places(one)
    if not found:
        click.echo("nothing was corrected", err=True)


def _line(one: Correction) -> str:
    units = f", unit{'s' * (len(one.units) > 1)} {', '.join(map(str, one.units))}" if one.units else ""
    told = f", {one.told}" if one.told else ""
    by = f" by {clean(one.by)}" if one.by else ""
    state = f"told since release {one.released}" if one.released else "not released yet"
    return f"{one.at[:10]}  {one.verb}{by}: {one.language or 'every language'}{units}{told}; {state}"


def _places(one: Correction) -> None:
    for place in one.places:
        site = f"  ({clean(place.site)})" if place.site else ""
        click.echo(f"  [{'x' if place.done else ' '}] {place.language}  {clean(place.url)}{site}")
