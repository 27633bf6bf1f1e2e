"""What the checks say of text that people wrote and published: mostly false alarms, some real defects.

PUBFLOW_CORPORA=FOLDER python -m benchmarks.checks.authentic [SET ..] [--sample N [--severity E|W]]
"""

from __future__ import annotations

import argparse
import os
import random
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.checks.bench import Bench
from benchmarks.checks.pairs import Pair, Text
from benchmarks.measure import table
from pubflow.catalog import State
from pubflow.errors import PubflowError
from pubflow.finding import Finding, Severity
from pubflow.po import loads

CORPORA = Path(os.environ.get("PUBFLOW_CORPORA", ""))
DECLARED = ("zh-TW", "pt-BR", "es", "ja", "ar", "id", "de")
_LANGUAGES = {"zh_TW": "zh-TW", "zh_Hant": "zh-TW", "zh-tw": "zh-TW", "pt-br": "pt-BR", "ar": "ar", "fr": "fr"}
_LEFT_OUT = ("iso_3166-1", "okapi", "polib", "po4a-test")
"""Names of countries, and fixtures."""


def sets(corpora: Path = CORPORA) -> dict[str, list[Pair]]:
    """The texts by the name of their set, reviewed ones alone."""
    found = {f"udhr {language}": list(declared(language, corpora)) for language in DECLARED}
    for path in sorted((corpora / "po").glob("*.po")):
        language = next((tag for name, tag in _LANGUAGES.items() if name in path.name.split(".", 1)[0] + path.stem), "")
        if language and not path.name.startswith(_LEFT_OUT):
            found.setdefault(f"software {language}", []).extend(_translated(path, language))
    return found


def declared(language: str, corpora: Path = CORPORA) -> Iterator[Pair]:
    """The Universal Declaration of Human Rights."""
    for number, unit in enumerate(ET.parse(corpora / f"udhr/udhr.en-{language}.tmx").iter("tu"), 1):
        source, target = ("".join(one.itertext()) for one in unit.iter("seg"))
        yield _pair(f"udhr-{language}-{number}", language, Text(source, target))


def _translated(path: Path, language: str) -> Iterator[Pair]:
    try:
        catalog, _ = loads(path.read_bytes(), path=path.name)
    except PubflowError:
        return
    for number, unit in enumerate(catalog.units, 1):
        if unit.target and unit.state >= State.REVIEWED and not unit.obsolete and not unit.source_plural:
            yield _pair(f"{path.name}-{number}", language, Text(unit.key.source, unit.target, unit.key.context))


def _pair(name: str, language: str, text: Text) -> Pair:
    return Pair(name, language, (text,), (), "authentic")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", help="beginnings of their names")
    parser.add_argument("--sample", type=int, default=0, help="print so many of each language, to be read")
    parser.add_argument("--severity", choices=("E", "W"), help="of these alone")
    parser.add_argument("--check", help="of this check alone")
    options = parser.parse_args(arguments)
    bench, lines = Bench(), []
    by_language: dict[str, list[tuple[Pair, Finding]]] = {}
    for name, pairs in sets().items():
        if options.sets and not name.startswith(tuple(options.sets)):
            continue
        by_pair = bench.findings(pairs)
        lines.append(_line(name, by_pair))
        for pair in pairs:
            by_language.setdefault(pair.language, []).extend((pair, one) for one in by_pair[pair.id])
    for found in by_language.values() if options.sample else ():
        _show(found, options.sample, options.severity, options.check)
    table(("text", "units", "with an ERROR", "share", "with a WARNING", "share", "most"), lines)


def _line(name: str, by_pair: dict[str, list[Finding]]) -> tuple[str, ...]:
    errors, warnings = (
        sum(any(one.severity is severity for one in found) for found in by_pair.values())
        for severity in (Severity.ERROR, Severity.WARNING)
    )
    most = Counter(
        f"{one.check} {one.severity.name[0]}" for found in by_pair.values() for one in found if one.severity
    ).most_common(8)
    shares = (f"{part / max(len(by_pair), 1):.1%}" for part in (errors, warnings))
    told = ", ".join(f"{check} {count}" for check, count in most)
    return name, str(len(by_pair)), str(errors), next(shares), str(warnings), next(shares), told


def _show(told: Sequence[tuple[Pair, Finding]], size: int, severity: str | None, check: str | None) -> None:
    """The same sample each time."""
    found = [
        (pair, one)
        for pair, one in told
        if one.severity and severity in (None, one.severity.name[0]) and check in (None, one.check)
    ]
    for pair, one in sorted(random.Random(6).sample(found, min(size, len(found))), key=lambda each: each[1].check):
        print(f"- {one.severity.name[0]} {one.check} {pair.id}: {one.message}")
        print(f"  {pair.texts[0].source!r}\n  {pair.texts[0].target!r}")


if __name__ == "__main__":
    main()
