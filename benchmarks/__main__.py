"""The tables of docs/benchmarks.md, ready to be pasted there. Minutes at the default sizes.

python -m benchmarks                                  everything
python -m benchmarks assemble|checks|documents|drafting|memory|online|po|startup|taiwan|update   one, or several
python -m benchmarks peers                            make the environments of the tools it compares with (once)
"""

from __future__ import annotations

import argparse
import os
import platform
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import peers
from benchmarks.assembling import assembling
from benchmarks.checks.pairs import HALVES, LATER, RULES
from benchmarks.checks.score import SEEDED, checks
from benchmarks.documents import documents
from benchmarks.drafting import drafting
from benchmarks.memory import memory
from benchmarks.online import online
from benchmarks.po import po
from benchmarks.startup import ROOT, startup
from benchmarks.taiwan import taiwan
from benchmarks.update import update

PARTS = ("startup", "documents", "po", "drafting", "memory", "online", "taiwan", "checks", "update", "assemble")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; or peers")
    parser.add_argument("--statements", type=int, default=1000, help="for documents; slow peers get a share of them")
    parser.add_argument("--assembled", type=int, default=1000, help="statements for assemble, in ten languages")
    parser.add_argument("--drafted", type=int, default=8, help="statements for drafting")
    parser.add_argument(
        "--units", type=int, nargs="+", default=[1_000, 10_000, 100_000], help="for po: sizes of catalogs"
    )
    parser.add_argument("--remembered", type=int, default=1_000_000, help="units for memory")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--text", type=Path, default=ROOT / "statements/refugee-protection-taiwan.md", help="for startup"
    )
    parser.add_argument("--set", choices=(*HALVES, LATER, RULES, SEEDED), default="dev", help="for checks")
    parser.add_argument("--wrong", action="store_true", help="for checks: the pairs as well that were judged wrongly")
    parser.add_argument("--msgmerge", type=int, default=5000, help="entries up to which msgmerge is run, for update")
    options = parser.parse_args()
    parts = options.parts or PARTS
    if unknown := set(parts) - {*PARTS, "peers"}:
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    if "peers" in parts:
        peers.install()
    if set(parts) & set(PARTS):
        command = shlex.join(["python", "-m", "benchmarks", *sys.argv[1:]])
        busy = f", load {os.getloadavg()[0]:.1f} before it" if hasattr(os, "getloadavg") else ""
        system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
        print(f"`{command}`, Python {platform.python_version()}, {system}{busy}.\n")
    run: dict[str, Callable[[], None]] = {
        "startup": lambda: startup(options.text.resolve(), options.rounds),
        "documents": lambda: documents(options.statements, options.rounds),
        "po": lambda: po(tuple(options.units), options.rounds),
        "drafting": lambda: drafting(options.drafted, options.rounds),
        "memory": lambda: memory(options.remembered),
        "online": lambda: online(options.rounds),
        "taiwan": taiwan,
        "checks": lambda: checks(options.set, wrong=options.wrong),
        "assemble": lambda: assembling(options.assembled),
        "update": lambda: update((5000, 20000), options.rounds, msgmerge_up_to=options.msgmerge),
    }
    for part in PARTS:
        if part in parts:
            run[part]()


if __name__ == "__main__":
    main()
