"""`pubflow questions`: what translators ask, and one answer for all languages."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from pubflow.cli.layout import hanging, one_line
from pubflow.cli.session import project_of, selection, stamp_of
from pubflow.console import print_json, show

if TYPE_CHECKING:
    from pubflow.workflow.review.questions import Asked

_WORDS = re.compile(r"\w[\w ]{0,23}")
"""Words that a shell takes as they stand."""
_MOMENT = "The moment to write into the history, ISO 8601; default: SOURCE_DATE_EPOCH or now."
_BY = click.option("--by", default="", metavar="HANDLE", envvar="PUBFLOW_BY", help="Who says it: a neutral handle.")


class _Listing(click.Group):
    """A group that lists where its first argument names no command of its own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] not in {*self.commands, "-h", "--help"}:
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Listing)
def questions() -> None:
    """What translators ask the desk: pubflow questions [ID]... [-l TAG] [--all] [--json].

    A comment `? text` in any catalog asks, `?! text` stops signatures until it is answered; `= text` below it, or
    `pubflow questions answer`, answers once for all languages.
    """


@questions.command("list")
@selection
@click.option("--all", "answered_too", is_flag=True, help="Those that are answered, and of gone sentences, as well.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_context
def list_(
    context: click.Context, ids: tuple[str, ...], languages: tuple[str, ...], answered_too: bool, as_json: bool
) -> int:
    """The open questions by statement and unit, over all languages; what `pubflow questions` does by itself."""
    from pubflow.workflow.review.questions import questions as run

    found, refused = run(project_of(context), ids, languages, answered_too=answered_too)
    if as_json:
        print_json({"questions": [asdict(one) | {"open": one.is_open} for one in found], "refused": list(refused)})
    else:
        click.echo("\n".join(_listed(found)) if found else "no question is open", err=not found)
    for line in refused:
        click.echo(line, err=True)
    return 1 if refused else 0


def _listed(found: tuple[Asked, ...]) -> list[str]:
    out: list[str] = []
    here: tuple[str, int] | None = None
    for one in found:
        if here is None or one.statement != here[0]:
            out += ([""] if out else []) + [one.statement]
        if (one.statement, one.unit) != here:
            head = f"  {one.unit}  " if one.unit else "  -  its sentence is gone: "
            out += hanging(head + one_line(one.source), indent="     ")
        here = one.statement, one.unit
        out += hanging(f"     ?{'!' if one.blocking else ''} {one_line(one.text)}  [{_whence(one)}]", indent="       ")
        if one.answer:
            by = f"  [{', '.join(filter(None, (one.answered_by, one.answered_at[:16].replace('T', ' '))))}]"
            out += hanging(f"     = {one_line(one.answer)}{by}", indent="       ")
        elif one.unit:
            out.append(f'     pubflow questions answer {one.statement} {one.unit} "…"{_about(one, found)}')
    return out


def _about(one: Asked, found: tuple[Asked, ...]) -> str:
    """What the answer must add where several questions wait at one unit."""
    waiting = [other for other in found if other.is_open and (other.statement, other.unit) == (one.statement, one.unit)]
    words = _WORDS.search(one.text)
    return f' --about "{words[0].strip()}"' if words and len(waiting) > 1 else ""


def _whence(one: Asked) -> str:
    by = ", ".join(one.by) or "a person, unknown"
    return f"{', '.join(one.languages)}: {by}{', ' + one.at[:16].replace('T', ' ') if one.at else ''}"


@questions.command()
@click.argument("statement", metavar="ID")
@click.argument("unit", metavar="N", type=click.IntRange(min=1))
@click.argument("text")
@click.option("--about", metavar="WORDS", help="Words of the question, where several wait; or what nobody asked.")
@_BY
@click.option("--at", help=_MOMENT)
@click.pass_context
def answer(
    context: click.Context, statement: str, unit: int, text: str, about: str | None, by: str, at: str | None
) -> None:
    """Answer what was asked about unit N, in every language at once.

    The answer stands below the question where it was asked, and as a note for translators in all other catalogs, those
    made later among them. The same answer twice is one; another one takes its place (--about).
    """
    from pubflow.workflow.review.questions import answer as run

    show(run(project_of(context), statement, unit, text, about=about, by=by, stamp=stamp_of(at)))


@questions.command()
@click.argument("statement", metavar="ID")
@click.argument("unit", metavar="N", type=click.IntRange(min=1))
@click.argument("text")
@click.option("-l", "--language", required=True, metavar="TAG", help="The catalog in which it is asked.")
@click.option("--blocking", is_flag=True, help="Nobody can sign before it is answered.")
@_BY
@click.option("--at", help=_MOMENT)
@click.pass_context
def ask(
    context: click.Context, statement: str, unit: int, text: str, language: str, blocking: bool, by: str, at: str | None
) -> None:
    """Ask the desk about unit N, as `# ? text` in a catalog does."""
    from pubflow.workflow.review.questions import ask as run

    show(run(project_of(context), statement, unit, text, language, blocking=blocking, by=by, stamp=stamp_of(at)))
