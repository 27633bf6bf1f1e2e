"""The figures of docs/benchmarks.md: start-up, one statement into pt-BR, a thousand statements out and back.

python -m benchmarks [--statements 1000] [FILE]      FILE: a text to draft instead of the first sample statement
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
WORDS = "the court must free every person held without charge because no law allows it and the state has signed".split()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=1000)
    parser.add_argument("file", nargs="?", type=Path, default=ROOT / "statements/refugee-protection-taiwan.md")
    options = parser.parse_args()
    print("| what | median | beside it |\n| --- | ---: | --- |")
    start_up()
    one_statement(options.file.resolve())
    many_statements(options.statements)


def start_up() -> None:
    ours = _median(lambda: _run("-m", "pubflow", "--help"))
    click = _median(lambda: _run("-c", "import click"))
    print(f"| `pubflow --help` | {ours * 1000:.0f} ms | {ours / click:.2f} x `import click` ({click * 1000:.0f} ms) |")


def one_statement(path: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        desk = Path(name) / "desk"
        _run("-m", "pubflow", "init", str(desk))
        text = path.read_text(encoding="utf-8").replace(f"id: {path.stem}\n", "")
        given = desk / f"given{path.suffix}"
        given.write_text(text, encoding="utf-8")
        _run("-m", "pubflow", "import", given.name, "--id", "bench", cwd=desk)
        draft = ("-m", "pubflow", "translate", "bench", "-l", "pt-BR")
        _run(*draft, cwd=desk)
        ours = _median(lambda: _run(*draft, "--redo", cwd=desk), times=3)
        bare = _median(lambda: _bare(desk / "statements/bench.md"), times=3)
    print(f"| translate {path.name} into pt-BR | {ours:.2f} s | bare engine {bare:.2f} s; "
          f"bound 1.5 x bare + 0.6 = {bare * 1.5 + 0.6:.2f} s |")  # fmt: skip


def _bare(statement: Path) -> None:
    """The engine alone, in a process of its own, one call a sentence."""
    code = (
        "import sys; from pathlib import Path; from pubflow.engines import models; from pubflow.language import LanguageTag;"
        "from pubflow.segment.sentences import spans; from fxtranslate import Translator;"
        "w = models.load(models.find(LanguageTag('en'), LanguageTag('pt')));"
        "t = Translator(model=w.model, src_vocab=w.src_vocab, trg_vocab=w.trg_vocab, shortlist=w.shortlist);"
        "text = Path(sys.argv[1]).read_text();"
        "[t.translate(p[a:b]) for p in text.split('\\n\\n') for a, b in spans(p)]"
    )
    _run("-c", code, str(statement))


def many_statements(count: int) -> None:
    from pubflow.project import load
    from pubflow.workflow.assemble import assemble
    from pubflow.workflow.extract import extract

    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "pubflow.toml").write_text('languages = ["pt-BR"]\n', encoding="utf-8")
        (root / "statements").mkdir()
        for number in range(count):
            (root / f"statements/s{number:05}.md").write_text(_statement(random.Random(number)), encoding="utf-8")
        project = load(root, {})
        stamp = datetime(2026, 1, 1, tzinfo=UTC)

        def job() -> None:
            extract(project, (), (), stamp=stamp)
            assemble(project, (), (), draft=True, formats=("md",))

        first, second = _timed(job), _timed(job)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| {count} statements of 700 words, extract and assemble | {first / count * 1000:.1f} ms each | "
          f"unchanged run {second / count * 1000:.1f} ms each; peak {peak:.0f} MB |")  # fmt: skip


def _statement(dice: random.Random) -> str:
    """Front matter, headings, and 39 sentences of 18 words."""
    lines = ["---", f"title: Statement {dice.random()}", "date: 2026-01-01", "---", ""]
    for part in range(13):
        if part % 4 == 0:
            lines += [f"## Part {part} {dice.random()}", ""]
        sentences = (" ".join(dice.choices(WORDS, k=17)).capitalize() + f" {dice.randint(1, 10**6)}." for _ in range(3))
        lines += [" ".join(sentences), ""]
    return "\n".join(lines)


def _run(*arguments: str, cwd: Path | None = None) -> None:
    subprocess.run([sys.executable, *arguments], cwd=cwd, check=True, capture_output=True)


def _timed(job: Callable[[], None]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def _median(job: Callable[[], None], times: int = 7) -> float:
    return statistics.median(_timed(job) for _ in range(times))


if __name__ == "__main__":
    main()
