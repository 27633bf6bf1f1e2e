"""`pubflow terms impact`, `rule` and `rulings`: the glossary changes, and a dispute is settled."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from pubflow.cli.session import project_of, some_languages, stamp_of
from pubflow.console import columns, print_json, show, show_findings

if TYPE_CHECKING:
    from pubflow.workflow.terms.impact import Carrying, Impact, Lapsing, Touched


@click.command()
@click.argument("revision", default="HEAD", metavar="[REV]")
@some_languages
@click.option("--reopen", is_flag=True, help="Set the reviewed units that no longer satisfy it back to drafts.")
@click.option("--at", help="The moment to write into histories, ISO 8601; default: SOURCE_DATE_EPOCH or now.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def impact(
    context: click.Context, revision: str, languages: tuple[str, ...], reopen: bool, at: str | None, as_json: bool
) -> int:
    """What the change of the glossary since git revision REV (default: HEAD) touches, unit by unit.

    Each unit whose terms ask for something else: the concept, its old and new forms, and whether the present target
    still satisfies the new ones. Then each signature that lapses by the change, and each assembled edition that holds
    such a unit, with whether it was made with the old term. Writes nothing, unless --reopen: then exactly the reviewed
    units that no longer satisfy it become drafts again, with a comment and an event that say why. No target is ever
    changed.
    """
    from pubflow.finding import errors_in
    from pubflow.workflow.terms.impact import impact as run

    found = run(project_of(context), revision, languages, reopen=reopen, stamp=stamp_of(at))
    if as_json:
        print_json(_impact_json(found, reopen))
    else:
        show_findings(found.findings)
        _show_impact(found, reopen)
    for line in found.refused:
        click.echo(line, err=True)
    return 1 if errors_in(found.findings) or found.refused else 0


def _show_impact(found: Impact, reopen: bool) -> None:
    from pubflow.workflow.terms.impact import told

    if found.touched:
        heads = ("statement", "language", "unit", "state", "target", "concept: old -> new")
        click.echo(
            columns([heads, *((*_place(one), one.state, one.target, told(one.change)) for one in found.touched)])
        )
    units = {_place(one) for one in found.touched}
    lapsing = {_place(one): one.reviews for one in found.touched if one.lapses}
    click.echo(f"{len(units)} units touched since {found.commit[:12]}", err=True)
    if lapsing:
        names = ", ".join(sorted({name for reviews in lapsing.values() for name in reviews if name}))
        lapse = "lapsed and are drafts again" if reopen else "would lapse: --reopen makes them drafts again"
        by = f" (by {names})" if names else ""
        click.echo(f"{len(lapsing)} reviewed units{by} {lapse}", err=True)
    for one in found.signatures:
        click.echo(f"{one.statement} in {one.language}: the signature of {_signature(one)} {one.told}")
    for edition in found.editions:
        click.echo(_carrying(edition))
    for path in found.changed:
        click.echo(f"wrote {path}", err=True)


def _signature(one: Lapsing) -> str:
    return f"{one.by} ({one.kind}, {one.scope or 'the whole text'}, {one.at[:10]})"


def _carrying(edition: Carrying) -> str:
    units = f"unit{'s' * (len(edition.units) > 1)} {', '.join(map(str, edition.units))}"
    made = f"made with the old term ({', '.join(edition.old)})" if edition.old else "the old term is not in it"
    return f"{edition.path}: holds {units}; {made}"


def _place(one: Touched) -> tuple[str, str, str]:
    return one.statement, one.language, str(one.unit)


def _impact_json(found: Impact, reopen: bool) -> dict[str, Any]:
    units = [
        {
            "statement": one.statement,
            "language": one.language,
            "unit": one.unit,
            "concept": one.change.concept,
            "words": one.change.text,
            "change": list(one.change.kinds),
            "before": list(one.change.before.accepted),
            "after": list(one.change.after.accepted),
            "forbidden_before": list(one.change.before.forbidden),
            "forbidden_after": list(one.change.after.forbidden),
            "target": one.target,
            "state": one.state,
            "reviews": list(one.reviews),
            "lapses": one.lapses,
            "reopened": reopen and one.lapses,
        }
        for one in found.touched
    ]
    editions = [
        {
            "path": one.path,
            "statement": one.statement,
            "language": one.language,
            "units": list(one.units),
            "made_with": list(one.old),
        }
        for one in found.editions
    ]
    faults = [f"{finding.where}: {finding.message}" for finding in found.findings]
    return {
        "revision": found.commit, "units": units, "editions": editions,
        "signatures": [asdict(one) for one in found.signatures], "changed": list(found.changed),
        "findings": faults, "refused": list(found.refused),
    }  # fmt: skip


@click.command()
@click.argument("concept", metavar="ID")
@click.option("-l", "--language", required=True, metavar="TAG", help="The language of the term.")
@click.option("--term", required=True, help="The term that is to be used, as it stands in glossary/TAG.csv.")
@click.option("--by", required=True, metavar="NAME", help="Who rules: a handle, since it goes into the glossary.")
@click.option("--why", required=True, metavar="TEXT", help="The reason, in a sentence.")
@click.option("--until", metavar="DATE", help="When it is to be looked at again, e.g. 2025-12-31.")
@click.option("--at", help="The moment of the ruling, ISO 8601; default: SOURCE_DATE_EPOCH or now.")
@click.pass_context
def rule(
    context: click.Context, concept: str, language: str, term: str, by: str, why: str, until: str | None, at: str | None
) -> None:
    """Settle a dispute: TERM becomes the preferred term of the concept ID, its rivals are accepted in second place.

    The ruling is appended to glossary/rulings.csv; in glossary/TAG.csv only the ranks and the status of the concept's
    own rows change.
    """
    from pubflow.workflow.terms.rule import rule as run

    show(run(project_of(context), concept, language, term=term, by=by, why=why, until=until, stamp=stamp_of(at)))


@click.command()
@click.argument("concept", required=False, metavar="[ID]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def rulings(context: click.Context, concept: str | None, as_json: bool) -> int:
    """What was ruled, oldest first, and whether it stands, was replaced, or has ended. Exit 1 at a faulty row."""
    from pubflow.finding import errors_in
    from pubflow.workflow.terms.rule import rulings as run

    found, findings = run(project_of(context), concept, now=stamp_of(None))
    if as_json:
        print_json({"rulings": [{**asdict(one.ruling), "standing": one.standing} for one in found]})
    else:
        show_findings(findings)
        if found:
            heads = ("concept", "language", "term", "by", "at", "until", "standing", "why")
            rows = [asdict(one.ruling) | {"standing": one.standing} for one in found]
            click.echo(columns([heads, *([row[name] or "-" for name in heads] for row in rows)]))
    return 1 if errors_in(findings) else 0
