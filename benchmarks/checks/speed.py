"""How long 10,000 units take through all checks, by the processor, loading included: python -m benchmarks.checks.speed zh-TW

Units are those of the Universal Declaration (the folder in PUBFLOW_CORPORA), numbered so that no two are the same.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

_UNITS = 10_000


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.checks.speed", description=__doc__)
    parser.add_argument("languages", nargs="+", metavar="TAG", help="such as zh-TW")
    corpora = os.environ.get("PUBFLOW_CORPORA")
    if not corpora:
        sys.exit("the real data is no part of the repository: name its folder in PUBFLOW_CORPORA")
    print("| language | characters, source and target | CPU | findings |\n| --- | ---: | ---: | ---: |")
    for language in parser.parse_args().languages:
        print(_row(Path(corpora), language))


def _row(corpora: Path, language: str) -> str:
    pairs = list(_pairs(corpora, language))
    begun = time.process_time()
    found = _looked_at(pairs, language)
    took = time.process_time() - begun
    sizes = " / ".join(f"{sum(map(len, texts)) / len(pairs):.0f}" for texts in zip(*pairs, strict=True))
    return f"| {language} | {sizes} | {took:.1f} s | {found:,} |"


def _pairs(corpora: Path, language: str) -> Iterator[tuple[str, str]]:
    tree = ET.parse(corpora / "udhr" / f"udhr.en-{language}.tmx")
    known = [["".join(one.itertext()) for one in unit.iter("seg")][:2] for unit in tree.iter("tu")]
    for number in range(_UNITS):
        source, target = known[number % len(known)]
        again = number // len(known)
        yield (f"{source} ({again})", f"{target}（{again}）") if again else (source, target)


def _looked_at(pairs: list[tuple[str, str]], language: str) -> int:
    # Here: what it costs to load is part of what is measured.
    from pubflow.catalog import State, Unit
    from pubflow.finding import Where
    from pubflow.language import LanguageTag
    from pubflow.project import load
    from pubflow.segment import Key, Segment, TaggedText
    from pubflow.segment.model import Place
    from pubflow.workflow.checking.checker import Checker

    tag, checker, found = LanguageTag.parse(language), Checker(load(Path(__file__).parents[2], {})), 0
    for number, (source, target) in enumerate(pairs, 1):
        key = Key("", source)
        segment = Segment(key, TaggedText.parse(source), (), Place(number))
        unit = Unit(key, target, State.REVIEWED)
        found += len(list(checker.of_unit(unit, segment, tag, Where("udhr", unit=number), None)))
    return found


if __name__ == "__main__":
    main()
