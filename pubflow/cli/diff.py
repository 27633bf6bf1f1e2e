"""`pubflow diff`: the changes of a statement, with what went and what came."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from pubflow.cli.session import project_of, some_languages
from pubflow.console import print_json, show_findings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pubflow.catalog.diff import Piece
    from pubflow.workflow.intake.diff import Changed, Difference


@click.command("diff")
@click.argument("statement_id", metavar="ID")
@some_languages
@click.option("--since", metavar="REV", help="Compare with the statement at a git revision: a commit, a branch, a tag.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def diff(
    context: click.Context, statement_id: str, languages: tuple[str, ...], since: str | None, as_json: bool
) -> None:
    """What changed in statement ID, in which way, and what that means for each language.

    Compares the statement as it stands with what its catalogs were made from; changes that they have taken in already
    are shown as long as a unit waits for its review because of them, or has a review that was carried over. What went
    stands in [-brackets-], what came in {+braces+}; on a terminal in colours.
    """
    from pubflow.workflow.intake.diff import diff as run

    found = run(project_of(context), statement_id, languages, since=since)
    if as_json:
        print_json(_json(found))
        return
    show_findings(found.findings)
    against = found.since[:12] or "what its catalogs were made from"
    show_difference(found, against)
    for part in found.parts:
        show_difference(part, against, heading=f"shared part {part.statement}")


def show_difference(found: Difference, against: str, *, heading: str = "") -> None:
    """The changes in the order of the statement, and their number."""
    if heading and found.changes:
        click.echo(heading)
    for change in found.changes:
        _show(change)
    changed = sum(change.number is not None for change in found.changes)
    gone = len(found.changes) - changed
    words = f"{changed} of {found.units} units changed" + (f", {gone} gone" if gone else "")
    click.echo(f"{found.statement}: {words}, compared with {against}", err=True)


def _show(change: Changed) -> None:
    number = "-" if change.number is None else str(change.number)
    about = change.how if change.how != "changed" else ""
    told = ", ".join(filter(None, (about, *change.kinds)))
    click.echo(f"{number:>4}  {told}")
    click.echo(f"      {_shown(change.pieces)}")
    for meaning in dict.fromkeys(said for _, said in change.means):
        languages = ", ".join(language for language, said in change.means if said == meaning)
        click.echo(f"      {languages}: {meaning}")


def _shown(pieces: Iterable[Piece]) -> str:
    """In colours where somebody looks at them."""
    from pubflow.catalog.diff import inline

    if not sys.stdout.isatty():
        return inline(pieces)
    styles: dict[str, dict[str, Any]] = {
        "-": {"fg": "red", "strikethrough": True},
        "+": {"fg": "green", "underline": True},
    }
    return "".join(
        click.style(piece.text, **styles[piece.mark]) if piece.mark in styles else piece.text for piece in pieces
    )


def _json(found: Difference) -> dict[str, Any]:
    changes = [_change_json(change) for change in found.changes]
    parts = {"parts": [_json(part) for part in found.parts]} if found.parts else {}
    return {"statement": found.statement, "since": found.since, "units": found.units, "changes": changes, **parts}


def _change_json(change: Changed) -> dict[str, Any]:
    return {**asdict(change), "means": dict(change.means)}
