"""`pubflow terms sync`: the glossaries at an engine's server."""

from __future__ import annotations

from dataclasses import asdict

import click

from pubflow.cli.session import project_of
from pubflow.console import columns, print_json


@click.command()
@click.option(
    "-l", "--language", "languages", multiple=True, metavar="TAG", help="Only this language; may be given again."
)
@click.option("--dry-run", is_flag=True, help="Tell what would be done, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def sync(context: click.Context, languages: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Bring the glossaries at DeepL up to what glossary/ says: made, kept or removed, with the entries of each.

    `translate` does so by itself for the language it works on; this also removes what is no longer wanted. Glossaries
    that pubflow did not make are never touched.
    """
    from pubflow.workflow.terms.sync import sync as run

    done = run(project_of(context), languages, dry_run=dry_run)
    if as_json:
        print_json(asdict(done) | {"dry_run": dry_run})
        return
    rows = [
        (change.what, change.name, ", ".join(f"{language} {count}" for language, count in change.pairs))
        for change in done.changes
    ]
    if rows:
        click.echo(columns([("what", "glossary", "entries"), *rows]))
    for remark in done.remarks:
        click.echo(remark, err=True)
    made = sum(change.what == "made" for change in done.changes)
    removed = sum(change.what == "removed" for change in done.changes)
    would = "would be " if dry_run else ""
    kept = len(rows) - made - removed
    click.echo(f"{made} glossaries {would}made, {kept} kept, {removed} {would}removed", err=True)
