"""`pubflow status`, and `pubflow` alone: where everything stands, and what is next."""

from __future__ import annotations

import re
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pubflow.cli.layout import WIDE, flowing, grid, hanging
from pubflow.cli.session import project_of, project_or_none, selection
from pubflow.console import print_json, show_findings, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pubflow.workflow.review.next_step import Language, Signature
    from pubflow.workflow.review.overview import Overview, Statement

_HEADS = ("", "agreed", "edited", "draft", "re-opened", "empty", "errors", "accepted", "conflicts", "asked", "short")
_ALWAYS = frozenset(("", "agreed", "edited", "draft", "re-opened", "errors", "asked"))
_HELD, _NARROW = 22, 16
"""Columns of what is said of people who have it, and at least of signatures, before it takes another line."""
_UNIT = re.compile(r"unit (\d+)")
_FIRST = """The first three commands:
  pubflow init my-desk && cd my-desk     a workspace, with a first statement and a starter glossary
  pubflow import FILE.txt                your statement in it
  pubflow translate                      units, catalogs, drafts; then `pubflow` alone says what is next
"""


@click.command()
@selection
@click.option("--no-check", is_flag=True, help="Don't count errors: quicker where much changed since.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")
@click.pass_context
def status(
    context: click.Context, ids: tuple[str, ...], languages: tuple[str, ...], no_check: bool, as_json: bool
) -> int:
    """Where every statement stands in every language, who has it, and the one next command.

    A row a language: units that people agreed to, edited, drafted, re-opened; errors, questions, short texts;
    signatures and where they lapsed; who was handed it and when. Nothing is written.
    """
    from pubflow.workflow.review.overview import overview

    now = _now()
    found = overview(project_of(context), ids, languages, now=now, checks="no" if no_check else "yes")
    if as_json:
        print_json(found.as_json())
    else:
        show_findings(found.findings)
        if found.statements:
            click.echo(status_text(found.statements, now, wide=_wide()))
        for line in found.refused:
            click.echo(line, err=True)
        click.echo(f"next: {_most_urgent(found)}", err=True)
    return 1 if found.refused else 0


def due(context: click.Context) -> None:
    """What `pubflow` says by itself: what is due, most urgent first; outside a workspace, how to begin."""
    project = project_or_none(context)
    if project is None:
        click.echo(context.get_help())
        click.echo("\n" + _FIRST, nl=False)
        return
    from pubflow.workflow.review.overview import overview

    now = _now()
    found = overview(project, (), (), now=now, checks="known")
    click.echo(due_text(found, now, wide=_wide()))
    for line in found.refused:
        click.echo(line, err=True)
    if found.refused:
        context.exit(1)


def _now() -> datetime:
    """In the zone of this machine: the people who have it since 21:31 have it since then here."""
    return datetime.now(UTC).astimezone()


def _wide() -> int:
    return shutil.get_terminal_size((WIDE, 24)).columns if sys.stdout.isatty() else WIDE


# --- the table --------------------------------------------------------------------------------------------------------


def status_text(statements: Sequence[Statement], now: datetime, *, wide: int = WIDE) -> str:
    """The tables of all statements, the nearest embargo first."""
    return "\n\n".join("\n".join(_table(one, now, wide)) for one in _by_urgency(statements))


def _table(one: Statement, now: datetime, wide: int) -> Iterator[str]:
    yield from hanging(_head(one, now), "  ", wide)
    if one.embargo is not None:
        yield from flowing(_embargo(one), "  ", wide)
    for line in one.pending:
        yield from hanging(f"  {line}", "    ", wide)
    rows = [row for row in one.languages if not row.fault]
    if rows:
        grid_ = _grid(rows, now, wide)
        steps = [] if _all_ready(rows) else ["next", *(_step(row)[0] for row in rows)]
        yield from _beside(grid_, steps, wide) or (*grid_, *_steps(rows, wide))
    for row in one.languages:
        if row.fault:
            yield from hanging(f"  {row.language}  {row.fault}", "    ", wide)
        for waits_for in row.beside:
            yield from hanging(f"  {row.language}  {waits_for.what}: {waits_for.why}", "    ", wide)
        for told in row.local:
            yield from hanging(f"  {row.language}  LOCAL: {told}", "    ", wide)


def _beside(lines: Sequence[str], cells: Sequence[str], wide: int) -> list[str]:
    """One column more, where there is room for it; else nothing."""
    room = max(map(width, lines))
    if len(lines) != len(cells) or room + 2 + max(map(width, cells)) > wide:
        return []
    return [f"{line}{' ' * (room - width(line))}  {cell}" for line, cell in zip(lines, cells, strict=True)]


def _head(one: Statement, now: datetime) -> str:
    signed = [f"signed off by {who.by} {_since(who.at, now)}" for who in one.signed if who.holds]
    lapsed = [f"signature of {who.by} lapsed" for who in one.signed if not who.holds]
    short = f" + {one.short} short text{'s' * (one.short > 1)}" if one.short else ""
    source = ", ".join([f"source {one.source}", *(signed or lapsed[-1:])])
    left = f"   released {one.released}" if one.released else ""
    return f"{one.id}   {source}   {one.units} units{short}{left}"


def _embargo(one: Statement) -> list[str]:
    """How long it still holds, and the hour of each reader: parts that stay whole."""
    if one.embargo is None:
        return []
    until = f"EMBARGO {one.embargo.hour}, in {_span(one.embargo.minutes)}"
    hours = [f"{'  =  ' if at == 0 else ', '}{hour}" for at, hour in enumerate(one.embargo.hours)]
    return [until, *hours]


def _span(minutes: int) -> str:
    """`19 min`, `3 h 05 min`, `12 days`."""
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h {minutes % 60:02} min"
    return f"{minutes // (24 * 60)} days"


def _grid(rows: Sequence[Language], now: datetime, wide: int) -> list[str]:
    counts = [_counts(row) for row in rows]
    cells = [_HEADS, *counts]
    said = [head in _ALWAYS or any(row[at] not in ("0", "") for row in counts) for at, head in enumerate(_HEADS)]
    shown = [at for at, is_said in enumerate(said) if is_said]
    table = [[row[at] for at in shown] for row in cells]
    held = ["with", *(_holders(row, now) or "-" for row in rows)]
    signed = ["sign-off", *(_signatures(row) or "-" for row in rows)]
    limits = [wide] * len(shown)
    room = wide - 2 - sum(max(width(row[at]) for row in table) + 2 for at in range(len(shown)))
    if any(cell != "-" for cell in held[1:]):
        table = [[*row, cell] for row, cell in zip(table, held, strict=True)]
        limits.append(min(_HELD, max(map(width, held))))
        room -= limits[-1] + 2
    if any(cell != "-" for cell in signed[1:]):
        table = [[*row, cell] for row, cell in zip(table, signed, strict=True)]
        limits.append(max(room, _NARROW))
    return ["  " + line for line in grid(table, limits, right=range(1, len(shown)))]


def _counts(row: Language) -> tuple[str, ...]:
    errors = "-" if row.errors is None else str(row.errors)
    counts = (row.edited, row.draft, row.reopened, row.empty)
    short = f"{row.short_agreed}/{row.short}" if row.short else ""
    agreed = f"{row.agreed}/{row.units}"
    further = (row.accepted or 0, row.conflicts, row.asked)
    return row.language, agreed, *map(str, counts), errors, *map(str, further), short


def _signatures(row: Language) -> str:
    missing = [f"{scope} not signed" for scope in row.unsigned if not any(one.scope == scope for one in row.signed)]
    return "; ".join([*map(_signature, row.signed), *missing])


def _signature(one: Signature) -> str:
    what = f"{one.kind} of {one.scope}" if one.scope else one.kind
    if one.holds:
        return f"{what} {one.by}"
    units = _UNIT.findall(one.told)
    return f"{what} lapsed at {', '.join(units)}" if units else f"{what} lapsed"


def _holders(row: Language, now: datetime) -> str:
    return "; ".join(f"{one.to or 'somebody'} since {_since(one.since, now)}" for one in row.held)


def _since(at: str, now: datetime) -> str:
    from pubflow.language.dates import clock_time

    return clock_time(datetime.fromisoformat(at).astimezone(now.tzinfo), now)


def _step(row: Language) -> tuple[str, str]:
    from pubflow.workflow.review.next_step import next_step

    return next_step(row)


def _steps(rows: Sequence[Language], wide: int) -> Iterator[str]:
    """A line a language below the table; one for all where all are ready."""
    if _all_ready(rows):
        yield f"  READY in all languages: {_step(rows[0])[0]}"
        return
    room = max(len(row.language) for row in rows)
    for row in rows:
        command, why = _step(row)
        ready, _, follows = why.partition("; ") if why.startswith("READY") else ("next", "", why)
        yield from _pair(
            f"  {row.language:<{room}}  {ready}: {command}", f"({follows})" if follows else "", room + 10, wide
        )


def _pair(one: str, other: str, indent: int, wide: int) -> Iterator[str]:
    """Two things on one line, or on two; the first is never broken, so that a command can be copied."""
    if width(one) + 3 + width(other) <= wide:
        yield f"{one}   {other}".rstrip()
        return
    yield one
    yield from hanging(" " * indent + other, " " * indent, wide)


# --- what is due ------------------------------------------------------------------------------------------------------


def due_text(found: Overview, now: datetime, *, wide: int = WIDE) -> str:
    """A few lines a statement that somebody must do something about; the others are named."""
    waiting = [one for one in _by_urgency(found.statements) if one.embargo or not _is_done(one)]
    done = [one for one in found.statements if one not in waiting]
    parts = ["\n".join(_due(one, now, wide)) for one in waiting]
    if done:
        names = ", ".join(one.id for one in done)
        parts.append("\n".join(hanging(f"ready in all languages: {names}", "  ", wide)))
    if not found.statements and not found.refused:
        parts.append("no statement yet")
    parts.append(f"next: {_most_urgent(found)}\nall of it: pubflow status")
    return "\n\n".join(parts)


def _due(one: Statement, now: datetime, wide: int) -> Iterator[str]:
    embargo = _embargo(one)
    yield from flowing([one.id, *(f"   {part}" if at == 0 else part for at, part in enumerate(embargo))], "  ", wide)
    for row in one.languages:
        command, why = _step(row)
        held = f"; {_holders(row, now)}" if row.held and "unpack" not in command else ""
        agreed = f"{row.agreed + row.short_agreed}/{row.units + row.short} agreed; "
        words = why if row.fault or not row.begun else f"{agreed}{why}{held}"
        first, *rest = hanging(f"  {row.language}  {words}", "    ", wide)
        if not rest and width(first) + 3 + len(command) <= wide:
            yield f"{first}   {command}".rstrip()
        else:
            yield from (first, *rest, *([f"    {command}"] if command else []))


def _is_done(one: Statement) -> bool:
    return _all_ready(one.languages)


def _all_ready(rows: Iterable[Language]) -> bool:
    return all(row.state == "ready" and not row.asked for row in rows)


def _by_urgency(statements: Iterable[Statement]) -> list[Statement]:
    """The nearest embargo first, then what is in work, what has questions, what is not begun; what is ready last."""
    return sorted(statements, key=_urgency)


def _urgency(one: Statement) -> tuple[int, int]:
    if one.embargo is not None:
        return 0, one.embargo.minutes
    states = {row.state for row in one.languages}
    if "in work" in states:
        return 1, 0
    if any(row.asked for row in one.languages):
        return 2, 0
    return (3, 0) if "not begun" in states else (4, 0)


def _most_urgent(found: Overview) -> str:
    """The one next command of all."""
    from pubflow.language import LanguageTag

    for one in _by_urgency(found.statements):
        rows = [row for row in one.languages if row.state != "ready" or row.asked]
        if not rows:
            continue
        if all(not row.begun for row in one.languages):
            return f"pubflow translate {one.id}"
        command, why = _step(rows[0])
        if command.startswith("pubflow review") and not (rows[0].conflicts or rows[0].review):
            path = Path("locales", LanguageTag.parse(rows[0].language).po_locale, "LC_MESSAGES", f"{one.id}.po")
            return f"review {path.as_posix()} in a PO editor, or: {command} ({why})"
        return f"{command} ({why})" if command else f"mend it: {why}"
    for one in found.statements:
        if any(f"{row.language}," not in f"{one.released[:-1]}," for row in one.languages):
            return f"pubflow release {one.id}"
    if found.statements:
        return "pubflow assemble"
    return "mend what is named above" if found.refused else "pubflow import FILE"
