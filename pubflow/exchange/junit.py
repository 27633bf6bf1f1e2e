"""Findings as JUnit XML, which build servers show: a suite for each catalog, a case for each check. Pure.

The file quotes the texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from xml.etree import ElementTree as ET

from pubflow.exchange.escape import sayable
from pubflow.finding import Accepted, Examined, Finding, Severity

_OTHERS: Final = "workspace"


def junit(examined: Sequence[Examined], checks: Sequence[str], *, others: Iterable[Finding] = ()) -> bytes:
    """A failure holds a check's ERRORs; WARNINGs stand in the output of their case, since they fail no build, and so
    does what a person accepted, with the reason.

    `checks`: all that were run; `others`: findings of no file that was examined.
    """
    root = ET.Element("testsuites", name="pubflow check")
    suites = [(f"{one.subject} {one.language}", one.findings, one.accepted) for one in examined]
    suites += [(_OTHERS, found, ())] if (found := tuple(others)) else []
    total = failed = 0
    for name, findings, accepted in suites:
        suite = ET.SubElement(root, "testsuite", name=sayable(name))
        by_check: dict[str, list[Finding | Accepted]] = {check: [] for check in checks}
        for finding in findings:
            by_check.setdefault(finding.check, []).append(finding)
        for one in accepted:
            by_check.setdefault(one.finding.check, []).append(one)
        failures = sum(_case(suite, name, check, some) for check, some in by_check.items())
        suite.set("tests", str(len(by_check)))
        suite.set("failures", str(failures))
        suite.set("errors", "0")
        total, failed = total + len(by_check), failed + failures
    root.set("tests", str(total))
    root.set("failures", str(failed))
    root.set("errors", "0")
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _case(suite: ET.Element, name: str, check: str, told: Sequence[Finding | Accepted]) -> bool:
    """Whether it failed."""
    case = ET.SubElement(suite, "testcase", name=check, classname=sayable(name.replace(" ", ".")))
    errors = [one for one in told if isinstance(one, Finding) and one.severity is Severity.ERROR]
    if errors:
        count = f"{len(errors)} error{'s' * (len(errors) > 1)}"
        ET.SubElement(case, "failure", message=f"{check}: {count}", type="ERROR").text = _lines(errors)
    if others := [one for one in told if one not in errors]:
        ET.SubElement(case, "system-out").text = _lines(others)
    return bool(errors)


def _lines(told: Iterable[Finding | Accepted]) -> str:
    return sayable("\n".join(map(_line, told)))


def _line(one: Finding | Accepted) -> str:
    if isinstance(one, Finding):
        return f"{one.severity.name} {one.where}: {one.message}"
    by = f" ({one.by})" if one.by else ""
    return f"ACCEPTED {one.finding.where}: {one.finding.message}; ok: {one.reason}{by}"
