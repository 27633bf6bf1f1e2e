"""What a process costs: time on the clock, time on the processors, memory at its peak. Its children count as its own."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    wall: float
    cpu: float
    peak: float
    """MB."""


def cost(command: Sequence[str | Path], *, cwd: Path | None = None) -> Cost:
    """Run it. A JSON object on its standard output names what to take off: seconds of `wall`, seconds of `cpu`."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen([str(part) for part in command], cwd=cwd, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read().decode("utf-8", "replace").strip()
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{said[-2000:]}")
    last = said.rpartition("\n")[2]
    off = json.loads(last) if last.startswith("{") else {}
    cpu = usage.ru_utime + usage.ru_stime
    # Kilobytes, but bytes on macOS.
    peak = usage.ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1000)
    return Cost(wall - off.get("wall", 0.0), cpu - off.get("cpu", 0.0), peak)


def median(costs: Iterable[Cost]) -> Cost:
    """Each figure's own median."""
    rows = list(costs)
    return Cost(
        statistics.median(row.wall for row in rows),
        statistics.median(row.cpu for row in rows),
        statistics.median(row.peak for row in rows),
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A Markdown table: the first column is words, the others are figures."""
    print(f"| {' | '.join(heads)} |")
    print(f"| --- |{' ---: |' * (len(heads) - 1)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    print(flush=True)
