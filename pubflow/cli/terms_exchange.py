"""`pubflow terms export` and `import`: other tools' formats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from pubflow.cli.session import project_of
from pubflow.console import print_json, show_findings, visible

if TYPE_CHECKING:
    from pubflow.exchange.plan import Change, Concept, Keep
    from pubflow.workflow.terms.exchange import Format, Imported

_FORMATS = click.Choice(["tbx", "tbx-dca", "deepl", "omegat"])
_LISTED = 40
"""Lines of one kind that are shown; --json has all."""


@click.command()
@click.option(
    "-l", "--language", "languages", multiple=True, metavar="TAG", help="Only this language; may be given again."
)
@click.option("--format", "format_name", type=_FORMATS, help="Default: by the name of FILE, else tbx.")
@click.option(
    "-o", "--output", metavar="FILE", default="-", help="Where to write; default: standard output.",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
)  # fmt: skip
@click.pass_context
def export(context: click.Context, languages: tuple[str, ...], format_name: str | None, output: Path) -> None:
    """The glossary for other tools: TBX (ISO 30042:2019), or a list for DeepL or OmegaT.

    TBX holds everything; of a list it is told what it had no place for. By the name: .tbx; .csv and .tsv (DeepL;
    the latter for one language); .txt, .utf8, .tab (OmegaT, one language).
    """
    from pubflow.workflow.terms.exchange import export as run

    file = None if str(output) == "-" else output
    made = run(project_of(context), languages, cast("Format | None", format_name), file)
    if file is None:
        click.echo(made.content, nl=False)
    for finding in made.findings:
        click.echo(f"{finding.where}: {finding.message}", err=True)
    _say_left_out(made.left_out)
    click.echo((f"{file}: " if file else "") + f"{made.concepts} concepts, {made.terms} rows", err=True)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "-l", "--language", "languages", multiple=True, metavar="TAG",
    help="Take this language; default: those of the workspace and its glossary.",
)  # fmt: skip
@click.option("--format", "format_name", type=_FORMATS, help="Default: by what FILE holds and by its name.")
@click.option("--dry-run", is_flag=True, help="Tell what would be written; write nothing.")
@click.option(
    "--source", metavar="NAME", help="Where the terms come from, for the column source; default: the file's name."
)
@click.option(
    "--status", type=click.Choice(["unverified", "file"]), default="unverified", show_default=True,
    help="file: take the file's own word for what is approved.",
)  # fmt: skip
@click.option("--keep", type=click.Choice(["ours", "theirs"]), help="Which side wins where both disagree.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def import_(
    context: click.Context,
    file: Path,
    languages: tuple[str, ...],
    format_name: str | None,
    dry_run: bool,
    source: str | None,
    status: str,
    keep: str | None,
    as_json: bool,
) -> int:
    """Put the terms of FILE (TBX, or a list for DeepL or OmegaT) into the glossary.

    New terms are unverified; forbidden ones stay forbidden. What is approved here is never overwritten: where both
    disagree, both sides are listed and nothing is written until --keep says which one holds. A row that is not
    touched keeps every byte.
    """
    from pubflow.exchange.plan import Options
    from pubflow.workflow.terms.exchange import import_terms

    options = Options(status == "file", file.name if source is None else source, cast("Keep | None", keep))
    done = import_terms(
        project_of(context), file, languages, options, format_name=cast("Format | None", format_name), dry_run=dry_run
    )
    if as_json:
        print_json(_as_json(done))
    else:
        _show(done, dry_run=dry_run)
    for line in done.refused:
        click.echo(line, err=True)
    return 1 if done.refused else 0


def _show(done: Imported, *, dry_run: bool) -> None:
    plan = done.plan
    show_findings(done.given.findings)
    terms = [f"{concept.id}  {language}  {row['term']}  ({row['status']})" for concept, language, row in plan.new_terms]
    for sign, lines in (
        ("+", [f"{concept.id}  a new concept{_there(concept)}" for concept in plan.new_concepts]),
        ("+", terms),
        ("~", [_told(change, "{before} -> {after}") for change in plan.changes]),
        ("!", [_told(change, "ours {before}, theirs {after}") for change in plan.conflicts]),
    ):
        for line in _shortened(lines):
            click.echo(f"{sign} {''.join(map(visible, line))}")
    _say_left_out(done.given.left_out)
    click.echo(
        f"new concepts: {len(plan.new_concepts)}, new terms: {len(terms)}, cells changed: {len(plan.changes)}, "
        f"conflicts: {len(plan.conflicts)}, terms as they were: {plan.same}",
        err=True,
    )
    for path in done.changed if done.written or dry_run else ():
        click.echo(f"{'wrote' if done.written else 'would write'} {path}", err=True)
    if done.written and done.changed:
        click.echo("next: pubflow terms impact; undo: git restore glossary", err=True)


def _there(concept: Concept) -> str:
    return f", {concept.theirs} there" if concept.theirs not in ("", concept.id) else ""


def _told(change: Change, words: str) -> str:
    cells = words.format(before=change.before or "-", after=change.after or "-")
    return "  ".join(filter(None, (change.concept, change.language, change.term, f"{change.column}: {cells}")))


def _shortened(lines: list[str]) -> Iterator[str]:
    yield from lines[:_LISTED]
    if len(lines) > _LISTED:
        yield f"and {len(lines) - _LISTED} more; --json lists them all"


def _say_left_out(left_out: Mapping[str, int]) -> None:
    if left_out:
        click.echo("left out: " + ", ".join(f"{name} ({count})" for name, count in left_out.items()), err=True)


def _as_json(done: Imported) -> dict[str, Any]:
    plan = done.plan
    return {
        "concepts": [
            {"id": concept.id, "id_there": concept.theirs, **concept.row.cells} for concept in plan.new_concepts
        ],
        "terms": [
            {"concept": concept.id, "language": language, **row.cells} for concept, language, row in plan.new_terms
        ],
        "changes": [asdict(change) for change in plan.changes],
        "conflicts": [asdict(change) for change in plan.conflicts],
        "same": plan.same,
        "left_out": dict(done.given.left_out),
        "findings": [f"{finding.where}: {finding.message}" for finding in done.given.findings],
        "changed": list(done.changed),
        "written": done.written,
        "refused": list(done.refused),
    }
