"""How soon pubflow answers: its help beside a bare import of click, and one statement drafted beside the bare engine."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.drafting import BARE
from benchmarks.measure import Cost, cost, median, table

ROOT = Path(__file__).parents[1]


def startup(text: Path, rounds: int) -> None:
    """Print both. `text`: the statement to draft."""
    ours, click = _in_turn(("-m", "pubflow", "--help"), ("-c", "import click"), rounds=max(rounds, 7))
    with tempfile.TemporaryDirectory() as name:
        desk = Path(name) / "desk"
        _python("-m", "pubflow", "init", str(desk))
        given = desk / f"given{text.suffix}"
        given.write_text(text.read_text(encoding="utf-8").replace(f"id: {text.stem}\n", ""), encoding="utf-8")
        _python("-m", "pubflow", "import", given.name, "--id", "bench", cwd=desk)
        translate = ("-m", "pubflow", "translate", "bench", "-l", "pt-BR", "--redo")
        draft, bare = _in_turn(translate, ("-c", BARE), rounds=rounds, cwd=desk)
    print(f"Starting up; medians of {max(rounds, 7)} and {rounds} rounds.\n")
    rows = (
        ("`pubflow --help`", f"{ours.wall * 1000:.0f} ms", f"`import click`: {click.wall * 1000:.0f} ms", f"{ours.wall / click.wall:.2f}"),
        (f"{text.name} into pt-BR", f"{draft.wall:.2f} s", f"bare engine: {bare.wall:.2f} s", f"{draft.wall / bare.wall:.2f}"),
    )  # fmt: skip
    table(("what", "median", "beside it", "ratio"), rows)


def _in_turn(
    ours: tuple[str, ...], other: tuple[str, ...], *, rounds: int, cwd: Path | None = None
) -> tuple[Cost, Cost]:
    pairs = [(_python(*ours, cwd=cwd), _python(*other, cwd=cwd)) for _ in range(rounds)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def _python(*arguments: str, cwd: Path | None = None) -> Cost:
    return cost([sys.executable, *arguments], cwd=cwd)
