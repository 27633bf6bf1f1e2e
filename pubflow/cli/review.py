"""`pubflow sign-off` and `pubflow review`: people's verdicts."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import click

from pubflow.cli.session import project_of, stamp_of
from pubflow.console import clean, columns, show_findings
from pubflow.errors import UsageError

if TYPE_CHECKING:
    from pubflow.history import Via
    from pubflow.workflow.review.signing import Confirm, Entry, Preview

_WAYS = ("po", "pack", "browser", "message")


@click.command("sign-off")
@click.argument("statement", metavar="ID")
@click.option("-l", "--language", metavar="TAG", help="The language of the text that is signed.")
@click.option(
    "--by", metavar="NAME", envvar="PUBFLOW_BY", help="Who signs: a neutral handle, or a name in people.toml."
)
@click.option("--kind", default="language", show_default=True, help="What was looked at: language, terms, legal, ...")
@click.option("--scope", help="Only a part: quotations, names; any other word stands for the whole text.")
@click.option("--source", is_flag=True, help="Sign the English source itself; it is written into the sidecar.")
@click.option("--via", type=click.Choice(_WAYS), help="By which way the verdict came in, where NAME did not type it.")
@click.option("--entered-by", metavar="NAME", help="Who writes it down, where that is somebody else.")
@click.option("--list", "as_list", is_flag=True, help="Who signed what, and where it lapsed; writes nothing.")
@click.option("--withdraw", is_flag=True, help="Take NAME's signatures of this kind back; with --scope only that one.")
@click.option("--despite-errors", is_flag=True, help="Sign although checks find errors; the history says so.")
@click.option("--yes", is_flag=True, help="Don't ask.")
@click.option("--at", help="The moment to write into the history, ISO 8601; default: SOURCE_DATE_EPOCH or now.")
@click.pass_context
def sign_off(
    context: click.Context,
    statement: str,
    language: str | None,
    by: str | None,
    kind: str,
    scope: str | None,
    source: bool,
    via: str | None,
    entered_by: str | None,
    as_list: bool,
    withdraw: bool,
    despite_errors: bool,
    yes: bool,
    at: str | None,
) -> None:
    """Sign the text of a statement in one language: shown first, then bound to its very words.

    The signature holds for these sources and targets in this order and for what the glossary asks of them. It lapses
    by itself when one of them changes and by nothing else, and holds again when they are restored. It says who is said
    to have agreed; it does not prove who typed it.
    """
    from pubflow.workflow.review.signing import Wanted, sign_source, signatures
    from pubflow.workflow.review.signing import sign_off as run
    from pubflow.workflow.review.signing import withdraw as take_back

    project, stamp = project_of(context), stamp_of(at)
    if as_list:
        from pubflow.workflow.workspace.opening import select_languages

        _show(signatures(project, statement, select_languages(project, (language,) if language else ())))
        return
    if not by:
        raise UsageError("nobody is named to sign", hint="--by NAME: a neutral handle such as rev1")
    if not (language or source):
        raise UsageError("no language is named", hint="-l zh-TW for a translation, --source for the English text")
    if withdraw:
        for entry in take_back(project, statement, language or "", by, kind, scope, stamp=stamp):
            click.echo(f"withdrawn: {entry.kind}, {entry.scope or 'the whole text'}, of {entry.at[:10]}", err=True)
        return
    wanted = Wanted(by, kind, scope or "", cast("Via", via or ""), entered_by or "", despite_errors)
    confirm = _asking(yes)
    if source:
        done = sign_source(project, statement, wanted, stamp=stamp, confirm=confirm)
    else:
        done = run(project, statement, language or "", wanted, stamp=stamp, confirm=confirm)
    click.echo(f"signed by {done.by}" if done else "nothing was signed", err=True)


def _asking(yes: bool) -> Confirm:
    """Show what is signed, and ask; what can't be signed is not asked for."""

    def confirm(preview: Preview) -> bool:
        _show_preview(preview)
        if yes or preview.refused:
            return True
        if not sys.stdin.isatty():
            raise UsageError("nobody is here to be asked", hint="--yes signs without asking")
        return click.confirm(f"Sign as {preview.by}?", default=False, err=True)

    return confirm


def _show_preview(preview: Preview) -> None:
    click.echo(preview.head)
    part = f" ({preview.part})" if preview.part else ""
    agreed = "" if preview.agreed is None else f", {preview.agreed} agreed to in every kind that is asked for"
    click.echo(f"  {preview.units} units{part}{agreed}")
    for line in preview.beside:
        click.echo(f"  not in this signature: {clean(line)}")
    for line in preview.standing:
        click.echo(f"  signed before: {clean(line)}")
    for line in preview.questions:
        click.echo(f"  open question, {clean(line)}")
    show_findings(replace(one, message=clean(one.message)) for one in preview.errors)
    for line in preview.refused:
        click.echo(f"  can't be signed: {clean(line)}")


def _show(entries: tuple[Entry, ...]) -> None:
    if not entries:
        click.echo("nobody has signed", err=True)
        return
    heads = ("language", "kind", "scope", "by", "at", "entered by", "")
    rows = [
        (
            one.language or "source",
            one.kind or "-",
            one.scope or "all",
            one.by,
            one.at[:16],
            " ".join(filter(None, (one.entered_by, f"({one.via})" if one.via else ""))) or "-",
            clean(one.told),
        )
        for one in entries
    ]
    click.echo(columns([heads, *rows]))


@click.command()
@click.argument("statement", metavar="ID")
@click.option("-l", "--language", required=True, metavar="TAG", help="The language to review.")
@click.option(
    "--by", metavar="NAME", envvar="PUBFLOW_BY", help="Who reviews: a neutral handle, or a name in people.toml."
)
@click.option("--kind", default="language", show_default=True, help="What is looked at: language, terms, legal, ...")
@click.option("--units", metavar="NUMBERS", help="Only these, e.g. 12-22 or 3,7-9.")
@click.option("--all", "every", is_flag=True, help="Also the units that do not wait.")
@click.option("--at", help="The moment to write into the history, ISO 8601; default: SOURCE_DATE_EPOCH or now.")
@click.pass_context
def review(
    context: click.Context,
    statement: str,
    language: str,
    by: str | None,
    kind: str,
    units: str | None,
    every: bool,
    at: str | None,
) -> None:
    """The units that wait for a person, one after the other: agree, edit, ask, skip, take back.

    Each decision is written at once, so that nothing is lost when the session ends in whatever way. Keys may come from
    a pipe as well, one a line: `a`, `e NEW TARGET`, `? QUESTION`, `# COMMENT`, `n`, `b`, `u`, `q`.
    """
    from pubflow.cli.walk import Walk
    from pubflow.workflow.review.review import Review

    stamp_of(at)  # a moment that is none is told before anything is shown
    found = Review(
        project_of(context),
        statement,
        language,
        by=by or "",
        kind=kind,
        clock=lambda: stamp_of(at),
        numbers=_numbers(units),
        every=every,
    )
    with closing(found):
        walk = Walk(found)
        if not walk.waiting:
            click.echo("no unit waits", err=True)
            return
        walk.go()
        click.echo(f"{walk.decided} of {walk.waiting} units decided", err=True)


def _numbers(units: str | None) -> frozenset[int]:
    """`12-22` or `3,7-9`."""
    out: set[int] = set()
    for part in (units or "").replace(" ", "").split(","):
        first, dash, last = part.partition("-")
        if part and not (first.isdecimal() and (last.isdecimal() or not dash) and len(part) < 12):
            raise UsageError(f"--units {units}: is no list of numbers", hint="e.g. 12-22 or 3,7-9")
        if part:
            out.update(range(int(first), int(last or first) + 1))
    return frozenset(out)
