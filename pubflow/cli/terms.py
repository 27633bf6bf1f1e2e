"""`pubflow terms`: the controlled glossary."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from pubflow.cli import terms_change, terms_exchange, terms_find, terms_sync
from pubflow.cli.session import project_of
from pubflow.console import columns, print_json, show_findings

if TYPE_CHECKING:
    from pubflow.workflow.terms.overview import Coverage

_HEADS = ("language", "concepts", "missing", "unverified", "disputed", "forbidden")


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def terms(context: click.Context, as_json: bool) -> int:
    """The controlled glossary: how many concepts each language has a term for, what is missing or unverified.

    Exit 1 when a file of glossary/ holds an error; each is named with file, row and column.
    """
    if context.invoked_subcommand is not None:
        return 0
    from pubflow.finding import errors_in
    from pubflow.workflow.terms.overview import survey

    found, findings = survey(project_of(context))
    if as_json:
        print_json({"languages": [asdict(one) for one in found]})
    else:
        show_findings(findings)
        click.echo(columns([_HEADS, *(_cells(one) for one in found)]))
        for one in found:
            if one.missing and one.concepts:
                click.echo(f"{one.language}: no term for {', '.join(one.missing)}", err=True)
    return 1 if errors_in(findings) else 0


def _cells(one: Coverage) -> tuple[str, ...]:
    return one.language, *map(str, (one.concepts, len(one.missing), one.unverified, one.disputed, one.forbidden))


terms.add_command(terms_change.impact)
terms.add_command(terms_change.rule)
terms.add_command(terms_change.rulings)
terms.add_command(terms_find.match_)
terms.add_command(terms_find.report)
terms.add_command(terms_find.suggest)
terms.add_command(terms_sync.sync)
terms.add_command(terms_exchange.export)
terms.add_command(terms_exchange.import_)
