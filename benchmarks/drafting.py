"""A batch of statements into pt-BR: pubflow on one core, pubflow on all, and the bare engine on one."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Cost, cost, median, table
from benchmarks.statements import write_statements

TRANSLATE = "import sys; from pubflow.cli import main; sys.argv[1:] = ['translate', '-l', 'pt-BR']; main()"
BARE = """
from pathlib import Path
from fxtranslate import Translator
from pubflow.engines import models
from pubflow.language import LanguageTag
from pubflow.project import load
from pubflow.segment.sentences import spans
from pubflow.workflow.workspace.opening import open_statement

project = load(Path(), {})
opened = [open_statement(project, name) for name in project.statement_ids()]
# Each sentence once a statement, as pubflow asks for it.
texts = [
    text
    for statement in opened
    for text in dict.fromkeys(
        segment.text.plain[start:end] for segment in statement.segments for start, end in spans(segment.text.plain)
    )
]
model = models.load(models.find(LanguageTag('en'), LanguageTag('pt')))
engine = Translator(
    model=model.model, src_vocab=model.src_vocab, trg_vocab=model.trg_vocab, shortlist=model.shortlist
)
for text in texts:
    engine.translate(text)
"""
ONE_CORE = "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\n"


def drafting(count: int, rounds: int) -> None:
    """Print the table: words a second over `count` statements, medians of so many rounds, in turn within each."""
    if not hasattr(os, "sched_setaffinity"):
        print("drafting: this system can't hold a process to one core, so nothing is measured")
        return
    ways = {
        "bare engine, one core": ONE_CORE + BARE,
        "pubflow, one core": ONE_CORE + TRANSLATE,
        "**pubflow**, all cores": TRANSLATE,
    }
    costs: dict[str, list[Cost]] = {title: [] for title in ways}
    with tempfile.TemporaryDirectory() as name:
        desk = Path(name)
        (desk / "pubflow.toml").write_text('languages = ["pt-BR"]\n', encoding="utf-8")
        write_statements(desk / "statements", count)
        words = sum(len(path.read_text(encoding="utf-8").split()) for path in desk.glob("statements/*.md"))
        for number in range(rounds):
            for title, code in ways.items():
                print(f"round {number + 1} of {rounds}: {title}", file=sys.stderr)
                shutil.rmtree(desk / "locales", ignore_errors=True)
                costs[title].append(cost([sys.executable, "-c", code], cwd=desk))
    bare, one = (median(costs[title]).wall for title in list(ways)[:2])
    cores = len(os.sched_getaffinity(0))
    print(f"{count} statements, {words} words, into pt-BR; {cores} cores; medians of {rounds} rounds.\n")
    rows = []
    for title in ways:
        figure = median(costs[title])
        ratios = (f"{bare / figure.wall:.2f}", f"{one / figure.wall:.2f}")
        time, cpu, peak = f"{figure.wall:.2f} s", f"{figure.cpu:.2f} s", f"{figure.peak:.0f} MB"
        rows.append((title, time, cpu, f"{words / figure.wall:.0f}", *ratios, peak))
    table(("what", "time", "CPU", "words/s", "x bare engine", "x one core", "largest process"), rows)
