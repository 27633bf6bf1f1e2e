"""`pubflow release`, `verify` and `published`: what leaves the house, and what became of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pubflow.cli.session import project_of, project_or_none, selection, stamp_of
from pubflow.console import clean, columns, print_json
from pubflow.errors import UsageError

if TYPE_CHECKING:
    from pubflow.release.gate import Blocker
    from pubflow.workflow.releases.outcome import Outcome


@click.command()
@selection
@click.option("--prepare", is_flag=True, help="Build and verify it beside; allowed before the embargo's hour.")
@click.option("--go", is_flag=True, help="Put what was prepared in its place: one rename.")
@click.option(
    "--add",
    "added",
    multiple=True,
    metavar="TAG",
    help="Make the last release larger by this language, or by its late posts.",
)
@click.option("--format", "formats", default="html,md,txt", show_default=True, help="Which formats, with commas.")
@click.option(
    "--waive", multiple=True, metavar="[TAG:]BLOCKER", help="Let this pass, e.g. zh-TW:warnings; with --by and --why."
)
@click.option("--by", metavar="NAME", envvar="PUBFLOW_BY", help="Who releases or waives: a handle.")
@click.option("--why", metavar="REASON", help="Why it may pass.")
@click.option("--override-embargo", metavar="WHY", help="Release before the hour; the reason goes into the manifest.")
@click.option("--zip", "as_zip", is_flag=True, help="The public files also in one file, ID/N.zip.")
@click.option("--tar", "as_tar", is_flag=True, help="The public files also in one file, ID/N.tar.")
@click.option("--sign", metavar="PROGRAM[=KEY]", help="minisign or gpg, your own: signs the manifest.")
@click.option("--at", help="The moment to write into the bundle, ISO 8601; default: SOURCE_DATE_EPOCH or now.")
@click.option("--json", "as_json", is_flag=True, help="Print what became of each statement as JSON.")
@click.pass_context
def release(
    context: click.Context,
    ids: tuple[str, ...],
    languages: tuple[str, ...],
    prepare: bool,
    go: bool,
    added: tuple[str, ...],
    formats: str,
    waive: tuple[str, ...],
    by: str | None,
    why: str | None,
    override_embargo: str | None,
    as_zip: bool,
    as_tar: bool,
    sign: str | None,
    at: str | None,
    as_json: bool,
) -> int:
    """Let out what passed the gate: one bundle a statement, in build/releases/ID/N, whole or not at all.

    The source is signed, every language that leaves is complete, reviewed, without open findings, and the embargo is
    past by the real clock; a language that is not ready is held back and listed, each blocker with the command that
    resolves it. Without ID: every statement that is ready. Exit 1 when a statement that was named does not leave.
    """
    from pubflow.workflow.releases import release as run
    from pubflow.workflow.releases.outcome import Wanted
    from pubflow.workflow.releases.signature import signer

    _refuse_what_does_not_go_together(prepare, go, bool(added), archives=as_zip or as_tar, sign=bool(sign))
    if override_embargo is not None and not override_embargo.strip():
        raise UsageError("--override-embargo wants a reason", hint='--override-embargo "it is out already"')
    wanted = Wanted(
        languages,
        tuple(dict.fromkeys(name.strip() for name in formats.split(","))),
        (override_embargo or "").strip(),
        waive,
        by or "",
        (why or "").strip(),
        ("zip",) * as_zip + ("tar",) * as_tar,
    )
    signs = signer(sign) if sign else None
    project, stamp, now = project_of(context), stamp_of(at).replace(microsecond=0), datetime.now(UTC)
    if go:
        outcomes = run.go(project, ids, wanted, stamp=stamp, now=now)
    elif added:
        outcomes = run.add(project, ids, added, wanted, stamp=stamp, now=now, sign=signs)
    else:
        outcomes = run.release(project, ids, wanted, stamp=stamp, now=now, prepare=prepare, sign=signs)
    told = []
    for outcome in outcomes:
        told.append(outcome)
        if not as_json:
            _show(outcome)
    if as_json:
        print_json([outcome.as_json() for outcome in told])
    left = [outcome for outcome in told if outcome.state != "stopped"]
    if not left and not as_json:
        click.echo("nothing was released", err=True)
    return 0 if left and (len(left) == len(told) or not ids) else 1


def _refuse_what_does_not_go_together(prepare: bool, go: bool, add: bool, *, archives: bool, sign: bool) -> None:
    if prepare + go + add > 1:
        raise UsageError("--prepare, --go and --add are three ways", hint="take one of them")
    if prepare and archives:
        raise UsageError("--zip and --tar are made at the hour", hint="say them with --go")
    if go and sign:
        raise UsageError("--go signs nothing: what was prepared leaves as it is", hint="say --sign with --prepare")


_STATES = {
    "released": "released",
    "prepared": "prepared; at the hour: pubflow release {statement} --go",
    "unchanged": "unchanged since this release",
}


def _show(outcome: Outcome) -> None:
    if outcome.state == "stopped":
        click.echo(f"{outcome.statement}: held back{': ' + clean(outcome.fault) if outcome.fault else ''}")
    else:
        click.echo(
            f"{outcome.statement}/{outcome.release}: {_STATES[outcome.state].format(statement=outcome.statement)}"
        )
        click.echo(f"  {', '.join(outcome.languages)} in {outcome.path}")
        if outcome.files:
            click.echo(f"  verified: {outcome.files} files, {outcome.targets} targets")
    for name, blockers in outcome.waived:
        for one in blockers:
            click.echo(f"  {name}  waived by {one.by}: {one.kind}: {clean(one.message)} ({clean(one.why)})")
    for note in outcome.notes:
        click.echo(f"  {clean(note)}", err=True)
    for name, blockers in outcome.stopped:
        _show_blockers(f"  {name}  stops it", blockers)
    for name, blockers in outcome.held:
        _show_blockers(f"  {name}  held back", blockers)


def _show_blockers(head: str, blockers: tuple[Blocker, ...]) -> None:
    for one in blockers:
        click.echo(f"{head}: {one.kind}: {clean(one.message)}")
        click.echo(f"      {one.command}")
        if one.accept:
            click.echo(f"      where the check is wrong: {one.accept}")


@click.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.option("--key", default="", metavar="KEY", help="It must be signed; minisign's public key, or the file of it.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@click.pass_context
def verify(context: click.Context, path: Path, key: str, as_json: bool) -> int:
    """Hold a release, or all below a folder, against its manifest; needs no network, and outside no workspace.

    Every file is what the manifest says, nothing is missing or extra, every target is the one that was reviewed and
    stands on its page, nothing in public/ tells about people. Inside its workspace also: what changed since. Exit 1
    for any fault.
    """
    from pubflow.workflow.releases.folders import PREPARED
    from pubflow.workflow.releases.verify import verify as run

    found = tuple(run(project_or_none(context), path, key=key))
    if as_json:
        print_json([one.as_json() for one in found])
    else:
        for one in found:
            waits = ", prepared, not released yet" if one.path.endswith(PREPARED) else ""
            told = f"{one.statement}/{one.release}{waits}  {one.files} files, {one.targets} targets"
            click.echo(f"{'FAILED' if one.faults else 'ok'}  {told if one.statement else one.path}")
            for fault in one.faults:
                click.echo(f"  {clean(fault)}")
            for note in one.notes:
                click.echo(f"  note: {clean(note)}")
    return 1 if any(one.faults for one in found) else 0


@click.command()
@click.argument("statement", metavar="ID")
@click.argument("url", required=False)
@click.option("-l", "--language", metavar="TAG", help="The language of the edition.")
@click.option("--site", default="", metavar="NAME", help="One of [sites]; without URL its pattern says where.")
@click.option("--remove", is_flag=True, help="It stands there no more.")
@click.option("--by", default="", metavar="NAME", envvar="PUBFLOW_BY", help="Who says so: a handle.")
@click.option("--at", help="The moment to write into the record, ISO 8601; default: SOURCE_DATE_EPOCH or now.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@click.pass_context
def published(
    context: click.Context,
    statement: str,
    url: str | None,
    language: str | None,
    site: str,
    remove: bool,
    by: str,
    at: str | None,
    as_json: bool,
) -> None:
    """Write down where an edition stands, or list what is known of ID. Nothing is ever deleted; the last word counts.

    The addresses are what “other languages”, hreflang and sitemaps lead to from then on.
    """
    from pubflow.workflow.releases import published as run

    project, stamp = project_of(context), stamp_of(at)
    if language is None:
        if url or remove:
            raise UsageError("no language is named", hint=f"pubflow published {statement} -l zh-TW URL")
        found = run.known(project, statement)
        if as_json:
            print_json([one.as_json() for one in found])
        elif found:
            rows = [(one.language, one.url, one.site or "-", one.at[:16], one.by or "-") for one in found]
            click.echo(columns([("language", "address", "site", "since", "by"), *rows]))
        else:
            click.echo("nothing is published, as far as anybody said", err=True)
        return
    if remove:
        gone = run.withdraw(project, statement, language, site=site, by=by, stamp=stamp)
        click.echo(f"{gone.language}: no more at {gone.url}", err=True)
        return
    place = run.publish(project, statement, language, url, site=site, by=by, stamp=stamp)
    click.echo(f"{place.language}: {place.url}", err=True)
