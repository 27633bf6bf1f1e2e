"""Options in, words and exit codes out; nothing is decided here."""

from __future__ import annotations

import codecs
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

import click

from pubflow import __version__
from pubflow.cli.check import accept, check
from pubflow.cli.correct import correct, retract
from pubflow.cli.diff import diff
from pubflow.cli.drafts import draft, engines, translate
from pubflow.cli.git import git
from pubflow.cli.history import history
from pubflow.cli.local import local
from pubflow.cli.memory import memory
from pubflow.cli.pack import pack, unpack
from pubflow.cli.preview import preview
from pubflow.cli.questions import questions
from pubflow.cli.release import published, release, verify
from pubflow.cli.review import review, sign_off
from pubflow.cli.statements import assemble, extract, segment
from pubflow.cli.status import due, status
from pubflow.cli.terms import terms
from pubflow.cli.workspace import doctor, import_, init
from pubflow.console import say_error, say_stopped
from pubflow.errors import PubflowError

_SECTIONS: Final = (
    ("Statements and drafts", (init, import_, segment, extract, diff, translate, draft, engines)),
    ("Terms and memory", (terms, memory)),
    ("Where things stand", (status, check, accept, history)),
    ("People", (review, questions, pack, unpack, sign_off)),
    ("Editions and releases", (preview, local, assemble, release, verify, published, correct, retract)),
    ("This computer", (git, doctor)),
)
"""Every command, in the order of the work, as the help and docs/commands.md have it."""


class _Sections(click.Group):
    """A group whose help lists its commands by what they are for."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        wide = max(map(len, self.commands))
        for heading, commands in _SECTIONS:
            rows = [
                (command.name or "", command.get_short_help_str(formatter.width - wide - 6)) for command in commands
            ]
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(wide), told) for name, told in rows])


@click.group(
    cls=_Sections,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="The usual day: pubflow import release.txt, pubflow translate, people edit the PO files in locales/, "
    "pubflow check, pubflow assemble. Each command has its own --help.",
)
@click.version_option(__version__, message="pubflow %(version)s")
@click.option(
    "--workspace",
    type=click.Path(path_type=Path, file_okay=False),
    help="The workspace; default: the nearest folder upwards that holds pubflow.toml.",
)
@click.pass_context
def cli(context: click.Context, workspace: Path | None) -> None:
    """A statement goes in, localized editions come out: in your own terms, approved by people.

    Without a command: what is due in this workspace, most urgent first.
    """
    context.obj = workspace
    if context.invoked_subcommand is None:
        due(context)


for _, _commands in _SECTIONS:
    for _command in _commands:
        cli.add_command(_command)


def main() -> None:
    """Run the command line; the console script's door. Turns every failure into words and an exit code."""
    _speak_utf8()
    try:
        result = cli.main(standalone_mode=False)
        sys.stdout.flush()
        status = result if isinstance(result, int) else 0
    except click.exceptions.Abort:
        status = say_stopped()
    except KeyboardInterrupt:
        status = say_stopped()
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except PubflowError as error:
        status = say_error(error)
    except (BrokenPipeError, SystemExit):
        # The reader of our output (head, less) is gone: nothing is wrong, and nobody is there to be told. Click makes
        # an exit of it; nothing else exits here.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except Exception as error:
        if os.environ.get("PUBFLOW_DEBUG"):
            raise
        click.echo(f"pubflow: a bug: {type(error).__name__}: {error}", err=True)
        click.echo(
            "hint: run it again with PUBFLOW_DEBUG=1 set and report what it prints; no file is half-written", err=True
        )
        status = PubflowError.exit_code
    sys.exit(status)


def _speak_utf8() -> None:
    """Whatever the console's code page: names of people hold é, ã, ع."""
    codecs.register_error("pubflow", _as_they_came)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="pubflow")
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")


def _as_they_came(error: UnicodeError) -> tuple[str | bytes, int]:
    """Bytes of a file's name that this locale can't read go out as they came in, if they are UTF-8; else escaped."""
    if isinstance(error, UnicodeEncodeError):
        with suppress(UnicodeError):
            name = error.object[error.start : error.end].encode("utf-8", "surrogateescape")
            name.decode("utf-8")
            return name, error.end
    return codecs.backslashreplace_errors(error)
