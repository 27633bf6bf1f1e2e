"""`pubflow check`: every catalog looked at, and what came of it in the forms that people and programs read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from pubflow import __version__, po
from pubflow.errors import PubflowError
from pubflow.finding import Accepted, Examined, Finding, Target, Where
from pubflow.plugins import catalog_check_names, check_names, source_check_names
from pubflow.project import Project
from pubflow.workflow.checking.checker import SAFE, Checker, Judged
from pubflow.workflow.workspace.opening import (
    OpenCatalog,
    OpenStatement,
    every,
    open_catalog,
    select_ids,
    select_languages,
)
from pubflow.workflow.workspace.report import Report

Progress = Callable[[int, int], None]
"""Called with (done, of)."""
_FILES: Final = (".po", ".pot")
_DOCS: Final = "docs/checks.md"


@dataclass(frozen=True, slots=True)
class Checked:
    """What `pubflow check` has to say."""

    report: Report
    """All findings that are open, the counts, and what can't be read."""
    examined: tuple[Examined, ...] = ()
    """Each catalog or file."""
    others: tuple[Finding, ...] = ()
    """Findings of the glossary and of statements."""
    of_files: bool = False
    """Whether files were named, and no statements."""
    of_source: bool = False
    """Whether the statements themselves were looked at."""

    def mends(self, finding: Finding) -> bool:
        """Whether `check --fix` would mend it."""
        return not (self.of_files or self.of_source) and finding.check in SAFE and finding.fix is not None

    def as_json(self) -> dict[str, Any]:
        """The report, with what people accepted."""
        accepted = [_accepted(one, each) for one in self.examined for each in one.accepted]
        return self.report.as_json() | ({"accepted": accepted} if accepted else {})


def is_file(name: str) -> bool:
    """Whether an argument names a PO file; the id of a statement has no dot and no slash."""
    return name.lower().endswith(_FILES) or "/" in name or "\\" in name or Path(name).is_file()


def check(
    project: Project, ids: Sequence[str], languages: Sequence[str], *, progress: Progress = lambda done, total: None
) -> Checked:
    """Run every check over every unit of the catalogs asked for; reads only."""
    tags = select_languages(project, languages, begun=True)
    opened, failed = every(project, select_ids(project, ids))
    checker = Checker(project)
    others = [*checker.glossary.findings, *(finding for one in opened for finding in one.findings)]
    examined: list[Examined] = []
    rows = []
    refused = [error.in_one_line for error in failed]
    total = len(opened) * len(tags)
    for number, (statement, tag) in enumerate(((one, tag) for one in opened for tag in tags), 1):
        try:
            before = open_catalog(project, statement.statement.id, tag)
            judged = checker.judged(statement, before)
        except PubflowError as error:
            refused.append(error.in_one_line)
        else:
            rows.append(judged.row)
            examined.append(of_catalog(project, statement, before, judged))
        progress(number, total)
    found = tuple(finding for one in examined for finding in one.findings)
    report = Report(rows=tuple(rows), findings=(*others, *found), refused=tuple(refused))
    return Checked(report, tuple(examined), tuple(others))


def of_catalog(project: Project, opened: OpenStatement, before: OpenCatalog, judged: Judged) -> Examined:
    """A catalog's findings with the lines at which their targets stand."""
    one = Examined(
        opened.statement.id,
        str(before.language),
        project.relative(before.path),
        judged.findings,
        judged.accepted,
    )
    if before.layout is None or not (judged.findings or judged.accepted):
        return one
    lines = po.target_lines(before.layout)
    targets: dict[Where, Target] = {}

    def at(finding: Finding) -> Finding:
        unit = judged.units.get(finding.where.unit or 0)
        if unit is None or unit.key not in lines:
            return finding
        place = lines[unit.key][0]
        where = replace(finding.where, line=place.first)
        targets[where] = Target(unit.target, place.first, place.last)
        return replace(finding, where=where)

    findings = tuple(map(at, judged.findings))
    accepted = tuple(replace(each, finding=at(each.finding)) for each in judged.accepted)
    return replace(one, findings=findings, accepted=accepted, targets=targets)


def dumps(found: Checked, form: str) -> bytes:
    """`json`, `sarif` or `junit`."""
    if form == "junit":
        from pubflow.exchange.junit import junit

        ran = source_check_names() if found.of_source else (*check_names(), *catalog_check_names())
        return junit(found.examined, ran, others=found.others)
    value: Mapping[str, Any] = found.as_json()
    if form == "sarif":
        from pubflow.exchange.sarif import sarif
        from pubflow.workflow.checking.described import described

        value = sarif(
            found.examined,
            version=__version__,
            docs=_docs(),
            written=po.written_target,
            described=described,
            others=found.others,
        )
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "surrogatepass")


def _docs() -> str:
    """Where the checks are described: at the address that the installed package names, where it names one."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        addresses = metadata("pubflow").get_all("Project-URL") or ()
    except PackageNotFoundError:
        addresses = ()
    named = dict(line.split(", ", 1) for line in addresses)
    return f"{named['Documentation'].rstrip('/')}/checks.md" if "Documentation" in named else _DOCS


def _accepted(one: Examined, each: Accepted) -> dict[str, Any]:
    finding = Report(findings=(each.finding,)).as_json()["findings"][0]
    return {"statement": one.subject, "language": one.language, "reason": each.reason, "by": each.by, "at": each.at} | {
        "finding": finding
    }
