"""One defect, one finding: of several checks that saw the same fault, the first speaks. Pure.

A target in another language also lacks the terms, the numbers and the quotation marks of its own; whoever mends the one
mends all. So findings on one unit are held against each other, by what the first says of the whole target, by what they
are about in the source, and by the place they point at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Final

from pubflow.finding import Finding, Severity

_LASTING: Final = frozenset(
    ("merge-conflict", "unreviewed", "tag-mismatch", "placeholder", "url-email", "invisible-char", "bidi",
     "term-forbidden", "dnt-altered", "name-first-mention")
)  # fmt: skip
"""What stays wrong whatever else is mended at its place: tags, addresses, characters, a name without its Latin form."""
_LOST: Final = frozenset(
    ("length-ratio", "number-mismatch", "date-mismatch", "weekday-mismatch", "amount-mismatch", "negation-dropped",
     "hedge-dropped", "attribution", "name-missing", "term-missing", "name-first-mention", "structure", "end-punct",
     "dnt-altered")
)  # fmt: skip
"""What a target lacks that is cut off."""
_OF_LANGUAGE: Final = _LOST - {"structure", "dnt-altered"} | frozenset(
    ("truncated", "partial-untranslated", "simplified-char", "quotes", "brackets", "spacing", "halfwidth-punct",
     "locale-variant", "locale-format", "caps", "repeated-word", "reused-target", "inconsistent-repeat")
)  # fmt: skip
"""What a target in another language breaks as well."""
_HUSHED: Final[Mapping[str, frozenset[str]]] = {
    "same-as-source": _OF_LANGUAGE | {"wrong-language", "structure"},
    "wrong-language": _OF_LANGUAGE,
    "truncated": _LOST,
    "length-ratio": _LOST - {"length-ratio", "number-mismatch", "date-mismatch", "amount-mismatch", "dnt-altered"},
    "partial-untranslated": _OF_LANGUAGE - {"partial-untranslated", "quotes", "brackets", "locale-variant"},
    "date-mismatch": frozenset({"weekday-mismatch"}),
    "name-missing": frozenset({"attribution"}),
}
"""A finding of the one keeps those of the others on its unit from being told."""
_SAME_PLACE: Final = ("simplified-char", "term-forbidden", "dnt-altered", "name-missing", "number-mismatch")
"""Before all others where findings point at one place; then by the order of the shelf."""


def told(findings: Iterable[Finding], order: Collection[str] = ()) -> list[Finding]:
    """Those of one unit that are to be told, in their order; notes hush nothing. `order`: the checks by precedence."""
    all_of_them = list(findings)
    if len(all_of_them) < 2:
        return all_of_them
    loud = {finding.check for finding in all_of_them if finding.severity > Severity.INFO}
    if "empty" in loud:
        return [finding for finding in all_of_them if finding.check == "empty"]
    hushed = {other for check in loud for other in _HUSHED.get(check, ())}
    kept = [finding for finding in all_of_them if finding.check not in hushed]
    rank = _ranks(tuple(order))
    first = _first_about(kept)
    kept = [finding for finding in kept if first.get(finding.about, finding) is finding]
    return [finding for finding in kept if _first(finding, kept, rank)]


@lru_cache(maxsize=8)
def _ranks(order: tuple[str, ...]) -> Mapping[str, int]:
    return {check: place for place, check in enumerate((*_SAME_PLACE, *order))}


def _first_about(findings: Iterable[Finding]) -> dict[str, Finding]:
    """Of the findings about one and the same words of the source, the loudest, and the first of these."""
    first: dict[str, Finding] = {}
    for finding in findings:
        before = first.get(finding.about)
        if finding.about and (before is None or finding.severity > before.severity):
            first[finding.about] = finding
    return first


def _first(finding: Finding, others: Iterable[Finding], rank: Mapping[str, int]) -> bool:
    """Whether no other check that goes before points at the same place."""
    if finding.span is None or finding.check in _LASTING:
        return True
    own = rank.get(finding.check, len(rank))
    return not any(
        other.span is not None
        and other.check != finding.check
        and other.severity >= finding.severity
        and rank.get(other.check, len(rank)) < own
        and other.span[0] < finding.span[1]
        and finding.span[0] < other.span[1]
        for other in others
    )
