"""What several commands share: which workspace, which statements and languages, the moment, the progress bar."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pubflow.errors import UsageError

if TYPE_CHECKING:
    from pubflow.project import Project


some_statements = click.argument("ids", nargs=-1, metavar="[ID]...")
some_languages = click.option(
    "-l", "--language", "languages", multiple=True, metavar="TAG", help="Only this language; may be given again."
)


def selection(command: Callable[..., Any]) -> Callable[..., Any]:
    """[ID..] and -l, the same on every command that works on statements in languages."""
    return some_statements(some_languages(command))


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr for what takes more than a second, on a terminal only. Call it with (done, of)."""
    started = datetime.now(UTC)
    bar: Any = None

    def advance(done: int, total: int) -> None:
        nonlocal bar
        if bar is None and sys.stderr.isatty() and (datetime.now(UTC) - started).total_seconds() > 1:
            bar = click.progressbar(length=total, label=label, file=sys.stderr)
        if bar is not None:
            bar.length = total
            bar.update(done - bar.pos)

    try:
        yield advance
    finally:
        if bar is not None:
            bar.render_finish()


def project_of(context: click.Context) -> Project:
    """The workspace that the command works in. Raises ProjectError where there is none."""
    from pubflow.project import find, load

    root: Path | None = context.find_root().obj
    return load(find(Path.cwd()) if root is None else root.resolve(), os.environ)


def project_or_none(context: click.Context) -> Project | None:
    """For commands that work without a workspace too."""
    from pubflow.errors import ProjectError
    from pubflow.project import find

    if context.find_root().obj is None:
        try:
            find(Path.cwd())
        except ProjectError:
            return None
    return project_of(context)


def stamp_of(at: str | None) -> datetime:
    """The moment that goes into bytes: --at, SOURCE_DATE_EPOCH, now."""
    if at is not None:
        try:
            stamp = datetime.fromisoformat(at)
        except ValueError:
            raise UsageError(f"--at {at}: is no ISO 8601 moment", hint="e.g. 2024-07-01T22:00:00+01:00") from None
        if stamp.tzinfo is None:
            raise UsageError(f"--at {at}: has no time zone", hint="e.g. 2024-07-01T22:00:00+01:00")
        return stamp
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
