"""`pubflow segment`, `extract` and `assemble`: from a statement to catalogs, from catalogs to editions."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import click

from pubflow.cli.session import progress_bar, project_of, selection, stamp_of
from pubflow.console import show


@click.command()
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
    from pubflow.workflow.intake.segment import segments_of

    for row in segments_of(file, grain=grain, quotations=quotations):
        if as_json:
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            label = f" [{row['context']}]" if row["context"] else ""
            click.echo(f"{row['number']:>4}  line {row['line']}{label}  {row['text']}")


@click.command()
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
    from pubflow.workflow.intake.extract import extract as run

    new_rules = rules == "new"
    show(run(project_of(context), ids, languages, stamp=stamp_of(at), new_rules=new_rules, processes=cores()))


@click.command()
@selection
@click.option(
    "--draft",
    "as_draft",
    is_flag=True,
    help="Assemble what is not reviewed too: marked on the page, into build/drafts/.",
)
@click.option(
    "--embargoed",
    is_flag=True,
    help="Make copies for journalists of what is under embargo, marked with the hour, into build/embargoed/.",
)
@click.option("--format", "formats", default="html,md,txt", show_default=True, help="Which formats, with commas.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.pass_context
def assemble(
    context: click.Context,
    ids: tuple[str, ...],
    languages: tuple[str, ...],
    as_draft: bool,
    embargoed: bool,
    formats: str,
    as_json: bool,
) -> None:
    """Make the editions: the source's and one for each language whose catalog is complete and reviewed.

    Anything less is refused with exit 1 and a list, unless --draft: then source sentences stand in for missing ones,
    marked, and the page says visibly that it is an unreviewed draft.
    """
    from pubflow.engines.pool import cores
    from pubflow.workflow.editions.assemble import assemble as run

    with progress_bar("assembling") as progress:
        report = run(
            project_of(context),
            ids,
            languages,
            draft=as_draft,
            embargoed=embargoed,
            formats=tuple(dict.fromkeys(name.strip() for name in formats.split(","))),
            now=datetime.now(UTC),
            processes=cores(),
            progress=progress,
        )
    show(report, as_json=as_json)
