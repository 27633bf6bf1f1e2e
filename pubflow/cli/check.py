"""`pubflow check` and `accept`: what is wrong with the targets, and what a person lets stand."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pubflow.cli.excerpts import around, beginning, bracketed
from pubflow.cli.layout import WIDE, hanging, one_line
from pubflow.cli.session import progress_bar, project_of, project_or_none, some_languages, stamp_of
from pubflow.console import print_json, say, show, show_findings, table, width
from pubflow.errors import UsageError

if TYPE_CHECKING:
    from pubflow.finding import Accepted, Examined, Finding, Target
    from pubflow.workflow.checking.check import Checked
    from pubflow.workflow.checking.fixing import Fixed

_LETTERS = {"E": "red", "W": "yellow", "I": "cyan"}
"""Colours of severities."""
_MARGIN = 6
"""Columns before what is said of a finding."""


@click.command()
@click.argument("names", nargs=-1, metavar="[ID | FILE.po]...")
@some_languages
@click.option(
    "--accepted", is_flag=True, help="List what people accepted, with their reasons, in the place of the rest."
)
@click.option("--source", is_flag=True, help="Look at the statements themselves, before each language pays for a slip.")
@click.option("--fix", "fixing", is_flag=True, help="Mend marks, spaces and unseen characters where that is sure.")
@click.option("--dry-run", is_flag=True, help="With --fix: show it, write nothing.")
@click.option("--undo", is_flag=True, help="Take the last --fix back, unless something changed since.")
@click.option("--at", help="With --fix: the moment to write into the history; default: SOURCE_DATE_EPOCH or now.")
@click.option("--json", "form", flag_value="json", help="Print the report as JSON.")
@click.option("--sarif", "form", flag_value="sarif", help="Print SARIF 2.1.0, for code hosts and editors.")
@click.option("--junit", "form", flag_value="junit", help="Print JUnit XML, for build servers.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write that to this file.")
@click.pass_context
def check(
    context: click.Context,
    names: tuple[str, ...],
    languages: tuple[str, ...],
    accepted: bool,
    source: bool,
    fixing: bool,
    dry_run: bool,
    undo: bool,
    at: str | None,
    form: str | None,
    output: Path | None,
) -> int:
    """What is wrong in the catalogs, or in any PO FILE, worst first. Exit 1 when an ERROR is open.

    Each has the unit's number, the words it is about, what is wrong and, where that is sure, how it should read.
    A file needs no workspace; its language is that of its header, else -l.
    """
    if undo:
        from pubflow.workflow.workspace.undo import undo as take_back

        show(take_back(project_of(context), "fix"))
        return 0
    _refuse_mixed(names, accepted=accepted, source=source, fixing=fixing, dry_run=dry_run)
    if fixing:
        return _fix(context, names, languages, at, dry_run=dry_run, as_json=form == "json")
    found = _of_source(context, names) if source else _found(context, names, languages)
    if form is not None:
        _hand_over(found, form, output)
    elif output is not None:
        raise UsageError("--output says where, and not what", hint="add --json, --sarif or --junit")
    else:
        _show(found, accepted=accepted)
    say(found.report.refused)
    return 1 if found.report.errors or found.report.refused else 0


def _refuse_mixed(names: Sequence[str], *, accepted: bool, source: bool, fixing: bool, dry_run: bool) -> None:
    """Raises UsageError where options ask for two things at once, before one of them is done."""
    if fixing and (accepted or source):
        other = "--source" if source else "--accepted"
        raise UsageError(f"--fix mends, and {other} only tells", hint="one command for each")
    if dry_run and not fixing:
        raise UsageError("--dry-run shows what --fix would mend", hint="pubflow check --fix --dry-run")
    if not (fixing or source):
        return

    from pubflow.workflow.checking.check import is_file

    file = next(filter(is_file, names), None)
    if file is None:
        return
    if fixing:
        told = f"--fix mends the catalogs of a workspace, by the id of the statement, and no file: {file}"
        raise UsageError(told, hint=f"its fixes are shown by: pubflow check {file}")
    raise UsageError(
        f"--source looks at statements, by their ids, and at no file: {file}", hint="pubflow check --source ID"
    )


def _fix(
    context: click.Context,
    names: Sequence[str],
    languages: Sequence[str],
    at: str | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> int:
    from pubflow.workflow.checking.fixing import fix

    fixed, report = fix(project_of(context), names, languages, dry_run=dry_run, stamp=stamp_of(at))
    if as_json:
        print_json({"fixed": [asdict(one) for one in fixed], **report.as_json()})
    else:
        click.echo("\n".join(_fixed_text(fixed)) or "nothing to mend that is sure", err=not fixed)
        for path in report.changed:
            click.echo(f"wrote {path}", err=True)
        if fixed and not dry_run:
            click.echo("to take it all back: pubflow check --undo", err=True)
    say(report.refused)
    return 1 if report.refused else 0


def _fixed_text(fixed: Sequence[Fixed]) -> Iterator[str]:
    """Old and new in one line, the checks, and who must look again."""
    from pubflow.catalog.diff import excerpt, word_diff

    for (statement, language), some in groupby(fixed, key=lambda one: (one.statement, one.language)):
        yield f"{statement} {language}"
        for one in some:
            again = "; it had been agreed to: needs another look" * one.looked_at
            yield f"{one.unit:>{_MARGIN - 3}} {', '.join(one.checks)}{again}"
            change = one_line(excerpt(word_diff(one.old, one.new)))
            yield from hanging(" " * _MARGIN + change, " " * _MARGIN)


def _of_source(context: click.Context, names: Sequence[str]) -> Checked:
    from pubflow.workflow.checking.source import check_source

    return check_source(project_of(context), names)


def _found(context: click.Context, names: Sequence[str], languages: Sequence[str]) -> Checked:
    from pubflow.workflow.checking.check import check as run
    from pubflow.workflow.checking.check import is_file

    files = [name for name in names if is_file(name)]
    if files and len(files) < len(names):
        raise UsageError("statements and files are looked at apart", hint="one command for each")
    with progress_bar("checking") as progress:
        if files:
            from pubflow.workflow.checking.files import check_files

            return check_files(project_or_none(context), files, languages, progress=progress)
        return run(project_of(context), names, languages, progress=progress)


def _hand_over(found: Checked, form: str, output: Path | None) -> None:
    """In a form for other programs, to standard output or into a file."""
    from pubflow.workflow.checking.check import dumps

    content = dumps(found, form)
    if output is None:
        click.echo(content.decode("utf-8"), nl=False)
        return
    from pubflow.files import write

    write(output, content)
    click.echo(f"wrote {output}", err=True)


def _show(found: Checked, *, accepted: bool) -> None:
    """Findings by file, worst first; then the counts, and how to accept."""
    wide = shutil.get_terminal_size((WIDE, 24)).columns if sys.stdout.isatty() else WIDE
    screen = Screen(wide, colour=sys.stdout.isatty() and not os.environ.get("NO_COLOR"))
    if accepted:
        _show_accepted(found, screen)
        return
    show_findings(found.others)
    for one in found.examined:
        if one.findings:
            click.echo("\n".join(screen.file(one)), color=screen.colour)
            click.echo()
    if found.report.rows:
        click.echo(table(found.report.rows))
    for note in found.report.notes:
        click.echo(note, err=True)
    for line in _ways_on(found):
        click.echo(line, err=True)


def _show_accepted(found: Checked, screen: Screen) -> None:
    some = [one for one in found.examined if one.accepted]
    click.echo(
        "\n\n".join("\n".join(screen.accepted(one)) for one in some) or "nothing is accepted", color=screen.colour
    )


def _ways_on(found: Checked) -> Iterator[str]:
    """How to let a finding stand, with one that there is; how many do."""
    from pubflow.finding import NEVER

    number = sum(len(one.accepted) for one in found.examined)
    if number:
        listed = "pubflow check --source --accepted" if found.of_source else "pubflow check --accepted"
        yield f"{number} more {'are' if number > 1 else 'is'} accepted: {listed}"
    mendable = [one for each in found.examined for one in each.findings if found.mends(one)]
    if mendable:
        yield f"to mend what is sure ({len(mendable)}): pubflow check --fix --dry-run"
    for one in found.examined:
        for finding in one.findings:
            if finding.where.unit is not None and finding.check not in NEVER:
                yield from _how_to_accept(found, one, finding)
                return


def _how_to_accept(found: Checked, one: Examined, finding: Finding) -> Iterator[str]:
    if found.of_files:
        yield "to accept one: a comment in the file, `# ok CHECK: reason`"
        return
    place = "--source" if found.of_source else f"-l {one.language}"
    command = f"pubflow accept {one.subject} {place} {finding.where.unit} {finding.check}"
    yield f'to accept one: {command} --by NAME --why "..."'
    if not found.of_source:
        yield "  or in a PO editor, as a comment on the unit: ok: reason"


class Screen:
    """How wide it is, and whether it has colours."""

    def __init__(self, wide: int, *, colour: bool) -> None:
        self.wide = wide
        self.colour = colour

    def file(self, one: Examined) -> Iterator[str]:
        """What is wrong in one file, worst first, then by unit."""
        yield f"{self._bold(_title(one))}: {_counts(one.findings)}"
        here = [finding for finding in one.findings if finding.where.path == one.path]
        for finding in one.findings:
            if finding.where.path != one.path:
                yield f"    {finding.severity.name[0]} {finding.check}  {finding.where}: {one_line(finding.message)}"
        for alike in _alike(sorted(here, key=lambda finding: (-finding.severity, _number_of(finding)))):
            yield from self._finding(alike, one.targets.get(alike[0].where))

    def accepted(self, one: Examined) -> Iterator[str]:
        """What somebody lets stand in one file, by unit."""
        number = len(one.accepted)
        yield f"{self._bold(_title(one))}: {number} accepted"
        for each in sorted(one.accepted, key=lambda each: _number_of(each.finding)):
            yield from self._finding([each.finding], one.targets.get(each.finding.where))
            yield from hanging(" " * _MARGIN + f"ok: {_reason(each)}", " " * (_MARGIN + 4), self.wide)

    def _finding(self, alike: Sequence[Finding], target: Target | None) -> Iterator[str]:
        first = alike[0]
        units = _numbers(alike)
        letter = first.severity.name[0]
        plain = f"{units:>{_MARGIN - 3}} {letter} {first.check}"
        head = f"{units:>{_MARGIN - 3}} {self._in_colour(letter)} {first.check}"
        fix = self._fix(first, target)
        text = self._excerpt(first, target, self.wide - width(plain) - 2) if len(alike) == 1 else ""
        if text:
            yield f"{head}  {text}"
            yield from hanging(" " * _MARGIN + one_line(first.message), " " * _MARGIN, self.wide)
        else:
            lines = hanging(f"{plain}  {one_line(first.message)}", " " * _MARGIN, self.wide)
            yield head + lines[0].removeprefix(plain)
            yield from lines[1:]
        if fix:
            yield from hanging(" " * _MARGIN + f"fix: {fix}", " " * (_MARGIN + 5), self.wide)

    def _excerpt(self, finding: Finding, target: Target | None, room: int) -> str:
        if target is None or not target.text:
            return ""
        if finding.span is None:
            return beginning(target.text, min(room, 60))
        return around(target.text, finding.span, room, self._underlined)

    def _fix(self, finding: Finding, target: Target | None) -> str:
        from pubflow.catalog.diff import excerpt, word_diff

        if finding.fix is None or target is None:
            return ""
        return one_line(excerpt(word_diff(target.text, finding.fix)))

    def _underlined(self, words: str) -> str:
        return click.style(words, underline=True) if self.colour and words.strip() else bracketed(words)

    def _in_colour(self, letter: str) -> str:
        return click.style(letter, fg=_LETTERS[letter], bold=True) if self.colour else letter

    def _bold(self, words: str) -> str:
        return click.style(words, bold=True) if self.colour else words


def _numbers(findings: Sequence[Finding]) -> str:
    """`2-5, 9`: their units, and in a file that has no statement their lines."""
    from pubflow.finding import runs

    return runs(sorted({_number_of(one) for one in findings}))


def _number_of(finding: Finding) -> int:
    where = finding.where
    return where.unit if where.unit is not None else where.line or 0


def _title(one: Examined) -> str:
    return f"{one.subject} {one.language}".rstrip()


def _counts(findings: Sequence[Finding]) -> str:
    errors = sum(one.severity.name == "ERROR" for one in findings)
    parts = [_number(errors, "error")] * bool(errors)
    return ", ".join([*parts, *([_number(len(findings) - errors, "warning")] * (len(findings) > errors))])


def _number(count: int, word: str) -> str:
    return f"{count} {word}{'s' * (count != 1)}"


def _alike(findings: Iterable[Finding]) -> list[list[Finding]]:
    """What is said of several units in the same words, of no place in them, is said once."""
    said: dict[tuple[object, ...], list[Finding]] = {}
    for at, finding in enumerate(findings):
        apart = at if finding.span is not None or finding.fix is not None else -1
        said.setdefault((finding.severity, finding.check, finding.message, apart), []).append(finding)
    return list(said.values())


def _reason(one: Accepted) -> str:
    whence = ", ".join(filter(None, (one.by or "a person, unknown", one.at[:10])))
    return one_line(f"{one.reason} ({whence})")


@click.command()
@click.argument("statement", metavar="ID")
@click.argument("unit", metavar="UNIT", type=click.IntRange(min=1))
@click.argument("check_id", metavar="CHECK")
@click.option("-l", "--language", metavar="TAG", help="The catalog in which it was found.")
@click.option("--source", is_flag=True, help="It was found in the statement itself, by `check --source`.")
@click.option("--by", required=True, metavar="HANDLE", envvar="PUBFLOW_BY", help="Who lets it stand: a neutral handle.")
@click.option("--why", "reason", default="", metavar="REASON", help="Why it may stand; it travels with the history.")
@click.option("--withdraw", is_flag=True, help="Take it back: the finding is open again.")
@click.option("--at", help="The moment to write into the history, ISO 8601; default: SOURCE_DATE_EPOCH or now.")
@click.pass_context
def accept(
    context: click.Context,
    statement: str,
    unit: int,
    check_id: str,
    language: str | None,
    source: bool,
    by: str,
    reason: str,
    withdraw: bool,
    at: str | None,
) -> None:
    """Let stand what CHECK finds in UNIT, until its source or target changes.

    -l says in which catalog; with --source it is the statement's own text, until that changes there. The history
    keeps who and why; `pubflow check --accepted` lists it, `pubflow history` tells of it. In a PO editor the comment
    `ok: reason`, or `ok CHECK: reason`, does the same for a catalog. What is still to be done (empty, merge-conflict,
    tag-mismatch) can't be accepted.
    """
    from pubflow.workflow.checking.accepting import Word, accept_source
    from pubflow.workflow.checking.accepting import accept as accept_target

    if source and language:
        raise UsageError("--source is about the statement itself, -l about a catalog", hint="leave -l out, or --source")
    if not withdraw and not reason.strip():
        raise UsageError("why may it stand?", hint='--why "quoted as spoken"')
    stamp = stamp_of(at)
    word = Word(unit, check_id, by, reason, withdraw)
    if source:
        show(accept_source(project_of(context), statement, word, stamp=stamp))
    elif language:
        show(accept_target(project_of(context), statement, language, word, stamp=stamp))
    else:
        raise UsageError("where was it found?", hint="in a catalog: -l TAG; in the statement itself: --source")
