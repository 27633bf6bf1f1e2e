"""Findings as SARIF 2.1.0, which code hosts and editors show beside the lines. The file quotes the texts. Pure.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from pubflow.finding import Accepted, Examined, Finding, Severity, Target

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
Written = Callable[[str], str]
"""A target as it stands in the file, whole lines."""


class Described(NamedTuple):
    """What a check looks for."""

    short: str = ""
    """In one sentence."""
    at_length: str = ""
    """With the reason."""


_UNKNOWN: Final = Described()


def sarif(
    examined: Sequence[Examined],
    *,
    version: str,
    docs: str,
    written: Written,
    described: Callable[[str], Described] = lambda name: _UNKNOWN,
    others: Iterable[Finding] = (),
) -> dict[str, Any]:
    """One run. `docs`: the page whose headings are the checks' names; `described`: a check's words, by its name;
    `others`: findings of no file that was examined.

    A rule has a help URI where `docs` is a full address: the standard allows no other.

    A finding that a person accepted is there too, as a suppressed one, with the reason.
    """
    results = [_result(finding, None, written) for finding in others]
    for one in examined:
        results += [_result(finding, one.targets.get(finding.where), written) for finding in one.findings]
        results += list(_suppressed(one, written))
    rules = sorted({result["ruleId"] for result in results})
    index = {name: number for number, name in enumerate(rules)}
    for result in results:
        result["ruleIndex"] = index[result["ruleId"]]
    driver = {
        "name": "pubflow",
        "version": version,
        "rules": [_rule(name, docs, described(name)) for name in rules],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(name: str, docs: str, told: Described) -> dict[str, Any]:
    page = f"{docs}#{name}"
    rule = {
        "id": name,
        "shortDescription": _message(told.short or name.replace("-", " ")),
        "help": _message("\n\n".join(filter(None, (told.at_length, f"What and why: {page}")))),
    }
    return (
        rule
        | ({"fullDescription": _message(told.at_length)} if told.at_length else {})
        | ({"helpUri": page} if "://" in docs else {})
    )


def _message(text: str) -> dict[str, str]:
    """A single brace would stand for an argument (3.11.5)."""
    return {"text": text.replace("{", "{{").replace("}", "}}")}


def _suppressed(one: Examined, written: Written) -> Iterator[dict[str, Any]]:
    for accepted in one.accepted:
        result = _result(accepted.finding, one.targets.get(accepted.finding.where), written)
        yield {**result, "suppressions": [_suppression(accepted)]}


def _suppression(accepted: Accepted) -> dict[str, str]:
    by = f" ({accepted.by})" if accepted.by else ""
    return {"kind": "external", "status": "accepted", "justification": f"{accepted.reason}{by}"}


def _result(finding: Finding, target: Target | None, written: Written) -> dict[str, Any]:
    where = finding.where
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(where.path.replace("\\", "/"))}}
    if where.line is not None:
        place["region"] = {"startLine": where.line}
    location: dict[str, Any] = {"physicalLocation": place}
    if where.unit is not None:
        location["logicalLocations"] = [{"name": f"unit {where.unit}", "kind": "resource"}]
    result: dict[str, Any] = {
        "ruleId": finding.check,
        "level": _LEVELS[finding.severity],
        "message": _message(_said(finding, target)),
        "locations": [location],
        "partialFingerprints": {"finding/v1": _fingerprint(finding, target)},
    }
    if finding.fix is not None and target is not None and target.first:
        result["fixes"] = [_fix(finding, target, place["artifactLocation"], written)]
    return result


def _said(finding: Finding, target: Target | None) -> str:
    """What is wrong, with the words it is about."""
    words = target.text[slice(*finding.span)] if target is not None and finding.span is not None else ""
    return f"“{words}”: {finding.message}" if words.strip() else finding.message


def _fix(finding: Finding, target: Target, file: dict[str, str], written: Written) -> dict[str, Any]:
    region = {"startLine": target.first, "startColumn": 1, "endLine": target.last + 1, "endColumn": 1}
    change = {"deletedRegion": region, "insertedContent": {"text": written(finding.fix or "") + "\n"}}
    return {
        "description": {"text": "the target as it should read"},
        "artifactChanges": [{"artifactLocation": file, "replacements": [change]}],
    }


def _fingerprint(finding: Finding, target: Target | None) -> str:
    """The same for the same defect of the same text, wherever in the file it stands."""
    told = "\0".join((finding.where.path, finding.check, finding.message, target.text if target else ""))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]
