"""Drafts held against the marked sentences: were the terms found, were they met, and was every miss confessed?"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.terms.accepted import Forms, met
from benchmarks.terms.spans import HERE, Sentence, Span, read

STATUSES = ("ok", "review", "flag")
OPEN = ("dev", "dev2")
"""Sets to tune by."""
FROZEN = ("test", "held")
"""Sets made before the code they measure, and not tuned by."""
NOT_ENFORCED = (None, "raw")
"""Steps that left the engine's words alone."""
_LEFTOVER = re.compile(r"\w*XTERM\w*|\bTERM_?\d+\b|__\d+__", re.IGNORECASE)
_EDGE = re.compile(r"\s+|</?b\d+>|<x\d+/>")


class TamperedError(Exception):
    """The test set is not the one that was made before the code."""


class WrongDraftsError(Exception):
    """The drafts are not drafts of these sentences, or not in the form that was agreed."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A sentence that came out as ok without all of its terms."""

    id: str
    terms: tuple[str, ...]
    source: str
    target: str


@dataclass(slots=True)
class Score:
    segments: int = 0
    with_term: int = 0
    wanted: int = 0
    found: int = 0
    right: int = 0
    met: int = 0
    silent: list[Miss] = field(default_factory=list)
    homographs: int = 0
    enforced: list[str] = field(default_factory=list)
    """Ids of the sentences, one a homograph."""
    flagged: int = 0
    review: int = 0
    calls: int = 0
    leftovers: list[str] = field(default_factory=list)
    kinds: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Of each kind of sentence: terms met, terms wanted."""


def load(name: str, folder: Path = HERE) -> list[Sentence]:
    """The set of that name. One of the frozen sets that was touched is refused."""
    path = folder / f"{name}.jsonl"
    if name in FROZEN:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        readme = (folder / "README.md").read_text(encoding="utf-8")
        said = re.search(rf"{name}\.jsonl` sha256: `([0-9a-f]{{64}})`", readme)
        if said is None or said[1] != digest:
            raise TamperedError(f"{path} has the digest {digest}, which is not the one in README.md")
    return read(path)


def score(sentences: Sequence[Sentence], drafts: Sequence[Mapping[str, Any]], forms: Forms) -> Score:
    if len(sentences) != len(drafts):
        raise WrongDraftsError(f"{len(sentences)} sentences, {len(drafts)} drafts")
    total = Score()
    for sentence, draft in zip(sentences, drafts, strict=True):
        if draft["source"] != sentence.source or draft["status"] not in STATUSES:
            raise WrongDraftsError(f"{sentence.id}: {draft['status']}, of “{draft['source']}”")
        total.segments += 1
        total.calls += draft["calls"]
        total.leftovers += leftovers(sentence.source, draft["target"])
        _matching(total, sentence, draft["terms"])
        if sentence.terms:
            _meeting(total, sentence, draft, forms)
    return total


def _matching(total: Score, sentence: Sentence, claims: Iterable[Mapping[str, Any]]) -> None:
    wanted = Counter(_trimmed(sentence.source, term) for term in sentence.terms)
    found: Counter[Span] = Counter()
    enforced = set()
    for claim in claims:
        span = _trimmed(sentence.source, Span(claim["entry"], *claim["source"]))
        homograph = next((each for each in sentence.homographs if each.overlaps(span)), None)
        if homograph is not None and span not in wanted:
            if claim["step"] in NOT_ENFORCED:
                continue  # looked at and left alone, as it should be: not a wrong match
            enforced.add(homograph)
        found[span] += 1
    total.wanted += len(sentence.terms)
    total.found += found.total()
    total.right += (wanted & found).total()
    total.homographs += len(sentence.homographs)
    total.enforced += [sentence.id] * len(enforced)


def _trimmed(source: str, span: Span) -> Span:
    """Without the tags and spaces at its edges: on which side of a tag a term begins is a matter of taste."""
    start, end = span.start, span.end
    while (edge := _EDGE.match(source, start, end)) is not None:
        start = edge.end()
    while (edges := [edge for edge in _EDGE.finditer(source, start, end) if edge.end() == end]) and end > start:
        end = edges[0].start()
    return Span(span.concept, start, end)


def _meeting(total: Score, sentence: Sentence, draft: Mapping[str, Any], forms: Forms) -> None:
    concepts = [term.concept for term in sentence.terms]
    verdicts = met(draft["target"], concepts, forms)
    total.with_term += 1
    total.met += sum(verdicts)
    total.flagged += draft["status"] == "flag"
    total.review += draft["status"] == "review"
    for kind in sentence.kinds:
        done, of = total.kinds.get(kind, (0, 0))
        total.kinds[kind] = (done + sum(verdicts), of + len(verdicts))
    missed = tuple(concept for concept, verdict in zip(concepts, verdicts, strict=True) if not verdict)
    if missed and draft["status"] == "ok":
        total.silent.append(Miss(sentence.id, missed, sentence.source, draft["target"]))


def leftovers(source: str, target: str) -> list[str]:
    """Placeholders that were not put back."""
    return [match[0] for match in _LEFTOVER.finditer(target) if match[0] not in source]


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} % ({part}/{whole})" if whole else "none"


def rows(total: Score) -> list[tuple[str, str]]:
    """The table, line by line."""
    calls = f"{total.calls / total.segments:.2f}" if total.segments else "none"
    return [
        ("match precision", share(total.right, total.found)),
        ("match recall", share(total.right, total.wanted)),
        ("adherence", share(total.met, total.wanted)),
        ("silent misses", str(len(total.silent))),
        ("homographs wrongly enforced", f"{len(total.enforced)} of {total.homographs}"),
        ("flagged, of the segments with a term", share(total.flagged, total.with_term)),
        ("to be reviewed, of the segments with a term", share(total.review, total.with_term)),
        ("engine calls a segment", calls),
        ("leftover tokens", str(len(total.leftovers))),
        *((f"adherence, {kind}", share(*counts)) for kind, counts in sorted(total.kinds.items())),
    ]
