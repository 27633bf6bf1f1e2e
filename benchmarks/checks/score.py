"""What the checks find in the labelled pairs, and what they cry wolf at.

python -m benchmarks checks [--set dev|held|later|rules|seeded] [--wrong]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.checks.bench import Bench
from benchmarks.checks.pairs import Pair, load
from benchmarks.checks.seeded import seeded
from benchmarks.measure import table
from pubflow.finding import Finding, Severity

SEEDED = "seeded"


@dataclass(slots=True)
class Count:
    """Of one check, of one language, or of all."""

    defects: int = 0
    met: int = 0
    findings: int = 0
    right: int = 0
    clean: int = 0
    flagged: int = 0


@dataclass(slots=True)
class Score:
    total: Count = field(default_factory=Count)
    languages: dict[str, Count] = field(default_factory=dict)
    checks: dict[str, Count] = field(default_factory=dict)
    """Defects and clean pairs by the check that they are there for, findings by the check that made them."""
    missed: list[Pair] = field(default_factory=list)
    wrong: list[tuple[Pair, Finding]] = field(default_factory=list)


def checks(half: str, *, wrong: bool = False) -> None:
    """Print the table of a half; with `wrong`, its pairs that were not judged as they are labelled."""
    pairs = of_set(half)
    total = score(pairs, Bench().findings(pairs))
    print(f"{half}: {len(pairs)} pairs\n")
    heads = ("", "defects", "recall", "findings", "precision", "clean pairs", "flagged")
    table(heads, rows({"all": total.total, **total.languages}))
    print()
    table(heads, rows(dict(sorted(total.checks.items()))))
    if wrong:
        print()
        for line in told(total):
            print(line)


def of_set(name: str) -> list[Pair]:
    """A half of the labelled pairs, or the seeded ones."""
    return seeded() if name == SEEDED else load(name)


def score(pairs: Iterable[Pair], findings: Mapping[str, Sequence[Finding]]) -> Score:
    """Hold what was found (by pair id) against the labels. Notes count for nothing."""
    total = Score()
    for pair in pairs:
        language = total.languages.setdefault(pair.language, Count())
        own = total.checks.setdefault(pair.group, Count())
        loud = [finding for finding in findings.get(pair.id, ()) if finding.severity > Severity.INFO]
        _count_pair(total, (total.total, language, own), pair, loud)
        for finding in loud:
            right = finding.check in pair.checks or finding.check in pair.also
            for count in (total.total, language, total.checks.setdefault(finding.check, Count())):
                count.findings += 1
                count.right += right
            if not right:
                total.wrong.append((pair, finding))
    return total


def _count_pair(total: Score, counts: Iterable[Count], pair: Pair, loud: Sequence[Finding]) -> None:
    met = any(finding.check in pair.checks for finding in loud)
    if pair.checks and not met:
        total.missed.append(pair)
    for count in counts:
        if pair.checks:
            count.defects += 1
            count.met += met
        else:
            count.clean += 1
            count.flagged += any(finding.check not in pair.also for finding in loud)


def rows(counts: Mapping[str, Count]) -> Iterator[tuple[str, ...]]:
    """The table, line by line."""
    for name, count in counts.items():
        yield (
            name,
            str(count.defects),
            share(count.met, count.defects),
            str(count.findings),
            share(count.right, count.findings),
            str(count.clean),
            share(count.flagged, count.clean),
        )


def share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


def told(total: Score) -> Iterator[str]:
    """The pairs behind the figures, as a list."""
    for pair in total.missed:
        yield f"- missed {pair.id} ({' or '.join(pair.checks)}): {pair.why}"
        yield from _texts(pair)
    for pair, finding in total.wrong:
        yield f"- {'wrong' if pair.checks else 'flagged'} {pair.id} by {finding.check}: {finding.message} ({pair.why})"
        yield from _texts(pair)


def _texts(pair: Pair) -> Iterator[str]:
    for text in pair.texts:
        yield f"  - {text.source!r}"
        yield f"  - {text.target!r}"
