"""How well pubflow keeps to the glossary, from English into Portuguese of Brazil.

python -m benchmarks.terms [--set dev|dev2|test|held] [--json FILE] [--limit N]
python -m benchmarks.terms --apertium es|fr        # beside what Apertium says by itself
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
from benchmarks.terms import apertium
from benchmarks.terms.accepted import accepted_forms
from benchmarks.terms.score import FROZEN, OPEN, Score, TamperedError, WrongDraftsError, load, rows, score
from benchmarks.terms.spans import Sentence


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=(*OPEN, *FROZEN), default="dev")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures and the drafts there as well")
    parser.add_argument("--limit", type=int, metavar="N", help="the first N sentences only")
    parser.add_argument("--apertium", metavar="TAG", help="into this language, by Apertium; see apertium.py")
    options = parser.parse_args()
    if options.apertium:
        by_apertium(options.apertium, load(options.set)[: options.limit], options.json)
        return
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


def by_apertium(language: str, sentences: list[Sentence], file: Path | None) -> None:
    """The same sentences in another language; concepts that its glossary lacks are not asked for."""
    forms = accepted_forms(ROOT / f"glossary/{language}.csv")
    wanted = [
        dataclasses.replace(one, terms=tuple(term for term in one.terms if forms.get(term.concept)))
        for one in sentences
    ]
    drafts = {
        enforce: apertium.draft([one.source for one in wanted], language, enforce=enforce) for enforce in (False, True)
    }
    both = [score(wanted, drafts[enforce], forms) for enforce in (False, True)]
    told = [dict(rows(total)) for total in both]
    table(
        ("what", "only verified", f"{language}, enforced"),
        [(what, one, told[1][what]) for what, one in told[0].items()],
    )
    if file:
        file.write_text(json.dumps(drafts[True], ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


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
