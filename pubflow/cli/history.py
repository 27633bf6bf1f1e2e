"""`pubflow history`: a statement's or a sentence's way through people's hands, on the screen, on paper, as a page."""

from __future__ import annotations

import shutil
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pubflow.cli.layout import hanging, one_line
from pubflow.cli.session import project_of, some_languages
from pubflow.console import print_json
from pubflow.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubflow.review.story import Happening, Reading, Sentence, Story

_PAPER = 86
"""Columns that a printed page holds."""


@click.command()
@click.argument("statement", metavar="ID")
@some_languages
@click.option("--unit", type=click.IntRange(min=1), metavar="N", help="Only this unit.")
@click.option("--text", default="", metavar="WORDS", help="Only the unit that holds these words, in any language.")
@click.option(
    "--page", type=click.Path(path_type=Path, dir_okay=False), help="Write it to this file, as one HTML page."
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_context
def history(
    context: click.Context,
    statement: str,
    languages: tuple[str, ...],
    unit: int | None,
    text: str,
    page: Path | None,
    as_json: bool,
) -> None:
    """From a published sentence back to its source: drafts, edits, questions, reviews, rulings, signatures, editions.

    Without --unit or --text: the statement's story by day. It tells what was written down, by handles and not by names;
    it proves nothing, and says where nobody wrote anything down.
    """
    from pubflow.workflow.review.story import Wanted, story

    if unit is not None and text:
        raise UsageError("--unit and --text name one sentence in two ways", hint="leave one out")
    told = story(project_of(context), Wanted(statement, languages, unit, text), now=datetime.now(UTC))
    if page is not None:
        from pubflow.files import write
        from pubflow.review.story_page import dumps

        write(page, dumps(told))
        click.echo(f"wrote {page}", err=True)
    if as_json:
        print_json(asdict(told))
    elif page is None:
        wide = min(shutil.get_terminal_size((_PAPER, 24)).columns, 100) if sys.stdout.isatty() else _PAPER
        click.echo("\n".join(story_text(told, wide)))


def story_text(told: Story, wide: int = _PAPER) -> Iterator[str]:
    """The story in lines for paper."""
    yield f"History of {told.statement}"
    yield f"source {told.source}; {', '.join(told.languages) or 'no catalog yet'}"
    yield from hanging(told.told, "", wide)
    if told.sentence is not None:
        yield ""
        yield from _sentence(told.sentence, wide)
    for day, those in groupby(told.happenings, key=lambda one: one.at[:10]):
        yield ""
        yield day or "nobody knows when"
        for one in those:
            yield from _happening(one, wide)
    if not told.happenings:
        yield from ("", "nothing was written down")
    if told.gaps:
        yield from ("", "What nobody wrote down")
        for gap in told.gaps:
            yield from hanging(f"  {one_line(gap)}", "    ", wide)


def _sentence(one: Sentence, wide: int) -> Iterator[str]:
    what = f"Unit {one.number}" if one.number else "A sentence that is gone from the statement"
    yield f"{what}{f' ({one_line(one.context)})' if one.context else ''}"
    yield from hanging(f"  {one_line(one.source)}", "  ", wide)
    for source in one.earlier:
        yield from hanging(f"  before: {one_line(source)}", "    ", wide)
    for reading in one.readings:
        yield from _reading(reading, wide)


def _reading(one: Reading, wide: int) -> Iterator[str]:
    yield ""
    yield from hanging(f"{one.language}: {one.state}", "  ", wide)
    if one.target:
        yield from hanging(f"  {one_line(one.target)}", "  ", wide)
    for term in one.terms:
        yield from hanging(f"  term: {one_line(term)}", "    ", wide)
    for path in one.stands_in:
        yield f"  stands in {path}"
    if one.target and not one.stands_in:
        yield "  stands in no edition in this workspace"


def _happening(one: Happening, wide: int) -> Iterator[str]:
    unit = f" unit {one.unit}" if one.unit else ""
    yield from hanging(f"  {one.at[11:16]} {one.language or 'source'}{unit}: {one_line(one.words)}", "          ", wide)
    for words in one.quoted:
        yield from hanging(f"          {one_line(words)}", "          ", wide)
