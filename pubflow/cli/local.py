"""`pubflow local`: additions and omissions of single languages, shown and agreed to."""

from __future__ import annotations

import click

from pubflow.cli.session import project_of, selection, stamp_of
from pubflow.console import clean, print_json, show_findings
from pubflow.errors import UsageError


@click.command()
@selection
@click.option("--agree", type=int, metavar="N", help="Agree to one of them, as it stands; wants --by.")
@click.option("--by", metavar="NAME", help="Who agrees: a neutral handle such as rev1; not who wrote it.")
@click.option("--at", help="The moment of the agreement, ISO 8601; default: SOURCE_DATE_EPOCH or now.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def local(
    context: click.Context,
    ids: tuple[str, ...],
    languages: tuple[str, ...],
    agree: int | None,
    by: str | None,
    at: str | None,
    as_json: bool,
) -> int:
    """What single languages add to a statement and leave out, with author, reason, and who agreed.

    They stand in statements/ID.TAG.toml, by the words of the source where they hold. Exit 1 when one of them holds
    nowhere.
    """
    from pubflow.workflow.editions import local as workflow

    project = project_of(context)
    if agree is not None:
        if len(ids) != 1 or len(languages) != 1 or not by:
            raise UsageError(
                "one statement, one language and a name are wanted", hint="ID -l zh-TW --agree 1 --by rev1"
            )
        done = workflow.agree(project, ids[0], languages[0], agree, by, stamp=stamp_of(at))
        click.echo(f"agreed: {clean(done.told)}", err=True)
        return 0
    found = workflow.local_changes(project, ids, languages)
    if as_json:
        print_json({"changes": [one.as_json() for one in found.changes]})
    else:
        for one in found.changes:
            agreed = f"agreed: {', '.join(one.reviewed)}" if one.reviewed else "nobody has agreed"
            click.echo(f"{one.statement} {one.language} {one.number}  LOCAL: {clean(one.told)}; {agreed}")
        if not found.changes:
            click.echo("no language adds or leaves out anything", err=True)
        show_findings(found.findings)
    return 1 if any(one.fault for one in found.changes) else 0
