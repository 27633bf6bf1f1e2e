"""One statement of 60 segments into ten languages by the double of DeepL: what is billed, asked and lost, and how long it takes."""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import table
from tests.doubles.deepl import DeepLDouble

LANGUAGES = ("zh-TW", "pt-BR", "es", "fr", "ja", "ar", "de", "it", "ko", "id")
SEGMENTS = 60
LATENCY = 0.2
WORKERS = 4
"""Languages that wait at the same time: `workflow.translate`."""
KILLS = 20


def online(rounds: int) -> None:
    """Print both tables."""
    runs = [_whole_run() for _ in range(rounds)]
    unique = sum(len(text) for text in _texts()) * len(LANGUAGES)
    requests = statistics.median([run[1] for run in runs])
    bound = LATENCY * requests / WORKERS
    start = statistics.median([_nothing_to_do() for _ in range(rounds)])
    seconds = statistics.median([run[2] for run in runs])
    print(
        f"online: {SEGMENTS} segments into {len(LANGUAGES)} languages, {LATENCY * 1000:.0f} ms a request, {WORKERS} at a time\n"
    )
    table(
        ("what", "figure", "bound"),
        [
            (
                "characters billed",
                f"{statistics.median([run[0] for run in runs]):,.0f}",
                f"{unique:,} unique ones of the source",
            ),
            ("requests", f"{requests:.0f}", f"{len(LANGUAGES) * -(-SEGMENTS // 50)}"),
            ("seconds, all of the command", f"{seconds:.2f}", ""),
            ("seconds of the same command with everything answered before", f"{start:.2f}", ""),
            (
                "seconds that the difference makes",
                f"{seconds - start:.2f}",
                f"{1.5 * bound:.2f} = 1.5 x latency x requests / workers",
            ),
        ],
    )
    _killed()


def _texts() -> list[str]:
    return [f"Person {number} was held for {number + 20} days without being told why." for number in range(SEGMENTS)]


def _workspace(folder: Path) -> None:
    languages = ", ".join(f'"{tag}"' for tag in LANGUAGES)
    (folder / "pubflow.toml").write_text(f'languages = [{languages}]\nengine = ["deepl"]\n', encoding="utf-8")
    (folder / "statements").mkdir()
    (folder / "statements/long.md").write_text("\n\n".join(_texts()) + "\n", encoding="utf-8")


def _command(folder: Path, double: DeepLDouble) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pubflow", "translate"]
    return subprocess.Popen(
        command, cwd=folder, env=os.environ | double.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _timed(folder: Path, double: DeepLDouble) -> float:
    start = time.perf_counter()
    assert _command(folder, double).wait() == 0
    return time.perf_counter() - start


def _whole_run() -> tuple[int, int, float]:
    with tempfile.TemporaryDirectory() as name, DeepLDouble(latency=LATENCY) as double:
        _workspace(Path(name))
        seconds = _timed(Path(name), double)
        return double.billed, len(double.calls()), seconds


def _nothing_to_do() -> float:
    """All that the command does but ask: the catalogs are gone, the answers are kept."""
    with tempfile.TemporaryDirectory() as name, DeepLDouble() as double:
        folder = Path(name)
        _workspace(folder)
        _timed(folder, double)
        for path in folder.glob("locales/*/LC_MESSAGES/*"):
            path.unlink()
        return _timed(folder, double)


def _killed() -> None:
    """End the command at random moments, run it again, and count what was asked for a second time."""
    chance = random.Random(7)
    again = most = lost = 0
    for _ in range(KILLS):
        with tempfile.TemporaryDirectory() as name, DeepLDouble(latency=LATENCY) as double:
            folder = Path(name)
            _workspace(folder)
            run = _command(folder, double)
            time.sleep(chance.uniform(0.3, 3.0))
            run.kill()
            run.wait()
            _timed(folder, double)
            keys = [(call.body["target_lang"], tuple(call.texts)) for call in double.calls()]
            twice = len(keys) - len(set(keys))
            again, most = again + twice, max(most, twice)
            lost += max(0, twice - WORKERS)
    print()
    table(
        ("runs that were killed", "requests asked again, all", "the most in one run", "beyond those in flight"),
        [(str(KILLS), str(again), f"{most} (at most {WORKERS} are in flight)", str(lost))],
    )
