"""How well pubflow keeps to the glossary, from English into Portuguese of Brazil.

python -m benchmarks.terms [--set dev|dev2|test|held] [--json FILE] [--limit N]
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.measure import table
from benchmarks.startup import ROOT
from benchmarks.terms.accepted import accepted_forms
from benchmarks.terms.score import FROZEN, OPEN, Score, TamperedError, WrongDraftsError, load, rows, score
from benchmarks.terms.spans import Sentence


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=(*OPEN, *FROZEN), default="dev")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures and the drafts there as well")
    parser.add_argument("--limit", type=int, metavar="N", help="the first N sentences only")
    options = parser.parse_args()
    try:
        sentences = load(options.set)[: options.limit]
        drafts = draft(sentences)
        total = score(sentences, drafts, accepted_forms(ROOT / "glossary/pt-BR.csv"))
    except (TamperedError, WrongDraftsError) as error:
        raise SystemExit(str(error)) from None
    report(options.set, total)
    if options.json:
        figures = {"set": options.set, **dataclasses.asdict(total), "drafts": drafts}
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def draft(sentences: list[Sentence]) -> list[dict[str, Any]]:
    """One process for all of them, in this repository, under its glossary."""
    command = [sys.executable, "-m", "pubflow", "draft", "-l", "pt-BR", "--json"]
    lines = "".join(f"{sentence.source}\n" for sentence in sentences)
    done = subprocess.run(command, cwd=ROOT, input=lines, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SystemExit(f"pubflow draft failed:\n{done.stderr[-2000:]}")
    return [json.loads(line) for line in done.stdout.split("\n") if line]


def report(name: str, total: Score) -> None:
    print(f"{name}: {total.segments} segments, {total.with_term} with a term, {total.wanted} terms\n")
    table(("what", name), rows(total))
    for miss in total.silent:
        print(f"- silent miss {miss.id}: {', '.join(miss.terms)}\n  - {miss.source}\n  - {miss.target}")
    if total.enforced:
        print(f"- homographs enforced in {', '.join(total.enforced)}")
    if total.leftovers:
        print(f"- left over: {', '.join(total.leftovers)}")


if __name__ == "__main__":
    main()
