"""Catalogs of 1,000 to 100,000 units read and written: pubflow beside polib, translate-toolkit and msgcat, in one run.

Each tool in a process of its own, in turn; every source and target is read once, since some tools parse lazily; what it
took to start and to import is taken off. `one changed`: one target in the middle gets another text.

python benchmarks/po.py WAY IN OUT   is what a process runs
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

WORDS = (
    "court people prison letter lawyer release police report family asylum border trial witness village school river "
    "minister statement evidence sentence government member city harbour doctor student protest petition appeal verdict"
).split()
TARGETS = "法院 人民 監獄 信件 律師 釋放 警察 報告 家庭 庇護 邊界 審判 證人 村莊 學校 河流 部長 聲明 證據 判決 政府 成員 城市 港口 醫師".split()
HEADER = """msgid ""
msgstr ""
"Project-Id-Version: visit\\n"
"POT-Creation-Date: 2026-01-01 00:00+0000\\n"
"PO-Revision-Date: 2026-01-01 00:00+0000\\n"
"Last-Translator: desk\\n"
"Language-Team: zh_TW\\n"
"Language: zh_TW\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"""
WAYS = {
    "pubflow": "pubflow",
    "pubflow-changed": "pubflow, one changed",
    "polib": "polib",
    "polib-changed": "polib, one changed",
    "polib-unwrapped": "polib, unwrapped",
    "pypo": "translate-toolkit pypo",
    "msgcat": "msgcat, of gettext",
}


def po(sizes: tuple[int, ...], rounds: int) -> None:
    """Print the table. A tool that is not there has none."""
    from benchmarks.measure import Cost, cost, median, table

    ways = {way: title for way, title in WAYS.items() if way != "msgcat" or shutil.which("msgcat")}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        middle: dict[int, dict[str, Cost]] = {}
        for size in sizes:
            path = folder / f"{size}.po"
            path.write_text(catalog(size), encoding="utf-8")
            _in_gettexts_own_layout(path)
            costs = [{way: cost(_command(way, path, folder / f"{way}.out")) for way in ways} for _ in range(rounds)]
            middle[size] = {way: median(round_[way] for round_ in costs) for way in ways}
        largest = middle[sizes[-1]]
        rows = [
            (
                title,
                *(f"{middle[size][way].cpu:.2f} s" for size in sizes),
                f"{largest[way].peak:.0f} MB",
                f"{largest[way].cpu / largest['polib'].cpu:.2f}",
                _differing(path, folder / f"{way}.out"),
            )
            for way, title in ways.items()
        ]
        megabytes = path.stat().st_size / 1e6
    print(f"Catalogs read and written, CPU seconds; medians of {rounds} rounds; the largest has {megabytes:.0f} MB.\n")
    heads = ("tool", *(f"{size:,} units" for size in sizes), "peak", "ratio to polib", "entries with other bytes")
    table(heads, rows)


def _command(way: str, source: Path, out: Path) -> list[str | Path]:
    if way == "msgcat":
        return ["msgcat", "-o", out, source]
    return [sys.executable, Path(__file__), way, source, out]


def catalog(size: int) -> str:
    """Seeded text: contexts, notes, references, drafts, previous sources, plurals, obsolete entries."""
    made = random.Random(size)
    return HEADER + "".join(f"\n{entry}" for entry in _entries(size, made))


def _entries(size: int, made: random.Random) -> Iterator[str]:
    for number in range(size):
        source = f"{' '.join(made.choices(WORDS, k=made.randint(4, 26))).capitalize()} {number}."
        target = "".join(made.choices(TARGETS, k=made.randint(4, 26))) + f" {number}。"
        kind = made.random()
        if kind > 0.98:
            yield f'#~ msgid "{source}"\n#~ msgstr "{target}"\n'
            continue
        lines = [f"# {made.choice(WORDS)}, says Ana"] if kind < 0.1 else []
        lines += ["#. paragraph", f"#. under: {made.choice(WORDS)}"] if kind < 0.6 else []
        lines.append(f"#: statements/visit-{number // 40}.md:{number % 40}")
        if 0.3 < kind < 0.38:
            lines += ["#, fuzzy", f'#| msgid "{source[:-1]}, before"']
        if kind < 0.05:
            lines.append('msgctxt "heading"')
        lines.append(f'msgid "{source}"')
        if 0.2 < kind < 0.22:
            lines += [f'msgid_plural "{source} Many."', f'msgstr[0] "{target}"']
        else:
            lines.append(f'msgstr "{target}"')
        yield "\n".join(lines) + "\n"


def _in_gettexts_own_layout(path: Path) -> None:
    """As most files in the world are, so that no tool must wrap what another would not."""
    if shutil.which("msgcat"):
        subprocess.run(["msgcat", "-o", path, path], check=True)


def _differing(before: Path, after: Path) -> str:
    old, new = (file.read_text(encoding="utf-8").split("\n\n") for file in (before, after))
    if len(old) != len(new):
        return f"{len(old):,} became {len(new):,}"
    return f"{sum(a != b for a, b in zip(old, new, strict=True)):,}"


def _by_pubflow(source: Path, out: Path, *, changes: bool = False) -> None:
    from dataclasses import replace

    from pubflow.po import dumps, loads

    _start()
    read, layout = loads(source.read_bytes(), path=source.name)
    _touch((unit.key.source, unit.target) for unit in read.units)
    if changes:
        at = len(read.units) // 2
        unit = replace(read.units[at], target="改了。")
        read = replace(read, units=(*read.units[:at], unit, *read.units[at + 1 :]))
    out.write_bytes(dumps(read, layout))


def _by_polib(source: Path, out: Path, *, width: int = 78, changes: bool = False) -> None:
    import polib

    _start()
    read = polib.pofile(str(source), wrapwidth=width)
    _touch((entry.msgid, entry.msgstr) for entry in read)
    if changes:
        read[len(read) // 2].msgstr = "改了。"
    read.save(str(out))


def _by_pypo(source: Path, out: Path) -> None:
    from translate.storage import pypo

    _start()
    store = pypo.pofile.parsefile(str(source))
    _touch((unit.source, unit.target) for unit in store.units)
    store.savefile(str(out))


def _touch(pairs: Iterator[tuple[str, str]]) -> None:
    if not sum(len(source) + len(target) for source, target in pairs):
        raise SystemExit("read nothing")


_started: list[tuple[float, float]] = []


def _start() -> None:
    _started.append((time.perf_counter(), time.process_time()))


_RUN: dict[str, Callable[[Path, Path], None]] = {
    "pubflow": _by_pubflow,
    "pubflow-changed": lambda source, out: _by_pubflow(source, out, changes=True),
    "polib": _by_polib,
    "polib-changed": lambda source, out: _by_polib(source, out, changes=True),
    "polib-unwrapped": lambda source, out: _by_polib(source, out, width=0),
    "pypo": _by_pypo,
}


def _one(way: str, source: Path, out: Path) -> None:
    """Run one tool, and say on the last line what its start took; `measure.cost` takes that off."""
    import json

    began = time.perf_counter()
    _RUN[way](source, out)
    wall, cpu = _started[0]
    print(json.dumps({"wall": wall - began, "cpu": cpu}))


if __name__ == "__main__":
    _one(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
