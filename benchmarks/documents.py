"""Statements to PO and back, pubflow and its peers in turn, each in a process of its own."""

from __future__ import annotations

import re
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measure import Cost, cost, median, table
from benchmarks.peers import PEERS, Peer
from benchmarks.statements import KINDS, write_statements

OURS = "**pubflow**, Markdown"
SCRIPT = Path(__file__).with_name("roundtrip.py")
FRONT_ONLY = re.compile(rb"\A---\nlanguage: pt-BR\n---\n\n")
LANGUAGE_LINE = re.compile(rb"^language: pt-BR\n", re.MULTILINE)


@dataclass(slots=True)
class _Runner:
    """One row of the table."""

    title: str
    python: Path
    way: tuple[str, ...]
    count: int
    out: str
    """Where its translated statements stand; "" where its bytes are another row's business."""
    once: bool = False
    """Only in the first round, to spare time: the slow peers, and what no peer is measured by."""
    first: list[Cost] = field(default_factory=list)
    again: list[Cost] = field(default_factory=list)
    same: int = 0


def documents(count: int, rounds: int) -> None:
    """Print the table of `count` statements: medians of so many rounds, the runners in turn within each."""
    runners = [
        _Runner(OURS, Path(sys.executable), ("pubflow",), count, "build/editions/pt-BR"),
        _Runner("pubflow, all three formats", Path(sys.executable), ("pubflow", "md,html,txt"), count, "", once=True),
        *(_runner(peer, count) for peer in PEERS if not peer.missing),
    ]
    for number in range(rounds):
        for runner in runners:
            if runner.once and number:
                continue
            print(f"round {number + 1} of {rounds}: {runner.title}", file=sys.stderr)
            _round(runner, compare=number == 0)
    print(f"Statements of 700 words to PO and back, identity translation; medians of {rounds} rounds.\n")
    heads = (
        "tool",
        "statements",
        "time, each",
        "CPU, each",
        "x pubflow",
        "CPU, unchanged",
        "than first",
        "peak",
        "same bytes",
    )
    table(heads, [_row(runner, runners[0]) for runner in runners])
    for peer in PEERS:
        if peer.missing:
            print(f"{peer.title}: {peer.missing}")


def _runner(peer: Peer, count: int) -> _Runner:
    return _Runner(
        peer.title, peer.python, (peer.way,), max(len(KINDS), round(count * peer.share)), "out", once=peer.share < 1
    )


def _round(runner: _Runner, *, compare: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_statements(folder / "statements", runner.count)
        way, *more = runner.way
        command: tuple[str | Path, ...] = (runner.python, SCRIPT, way, folder)
        runner.first.append(cost((*command, "first", *more)))
        if compare and runner.out:
            runner.same = same_bytes(folder / "statements", folder / runner.out, ours=way == "pubflow")
        if runner.title == OURS or compare:
            # Filling the catalogs was a change: the run that takes it in is not the unchanged one.
            cost((*command, "again", *more))
            # The rest's second run is told for comparison only: once will do.
            runner.again.append(cost((*command, "again", *more)))


def same_bytes(sources: Path, out: Path, *, ours: bool) -> int:
    """How many statements came back as they went.

    An edition of ours names its language in its front matter, which is no translation: that line alone is taken out.
    """
    same = 0
    for path in sources.glob("*.md"):
        back = out / path.name
        content = back.read_bytes() if back.exists() else b""
        if ours:
            content = FRONT_ONLY.sub(b"", content) if FRONT_ONLY.match(content) else LANGUAGE_LINE.sub(b"", content, 1)
        same += content == path.read_bytes()
    return same


def _row(runner: _Runner, pubflow: _Runner) -> tuple[str, ...]:
    """Ratios are of CPU time: all of them work on one core, and a neighbour on the machine spoils it least."""
    first, again = median(runner.first), median(runner.again)
    each, ours = 1000 / runner.count, median(pubflow.first).cpu / pubflow.count
    return (
        runner.title,
        str(runner.count),
        f"{first.wall * each:.1f} ms",
        f"{first.cpu * each:.1f} ms",
        f"{first.cpu / runner.count / ours:.2f}",
        f"{again.cpu * each:.1f} ms",
        f"{first.cpu / again.cpu:.1f} x faster",
        f"{max(first.peak, again.peak):.0f} MB",
        f"{runner.same} of {runner.count}" if runner.out else "–",
    )
