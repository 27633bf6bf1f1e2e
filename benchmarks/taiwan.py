"""What is amiss in engines' Chinese for a Taiwan edition, before the stage and after; and what it does to good text."""

from __future__ import annotations

import csv
import os
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import table
from pubflow import po
from pubflow.chinese import doubtful_words, remaining_defects, to_taiwan
from pubflow.chinese.lists import enumerations
from pubflow.chinese.words import in_taiwan, rows
from pubflow.errors import PubflowError
from pubflow.facts import emails, numbers, urls
from pubflow.language import ChineseStyle

ROOT = Path(__file__).parents[1]
SYSTEMS = (("bergamot-base", "Firefox en-zh"), ("google", "Google"), ("microsoft", "Microsoft"))
KINDS = (
    ("simplified", "Simplified-only characters"),
    ("half-width", "half-width marks in Chinese"),
    ("quote", "“ ” and straight quotes"),
    ("space", "spaces beside full-width marks"),
    ("word", "words of list A, Mainland names"),
    ("ellipsis", "wrong ellipses"),
    ("dash", "wrong dashes"),
)
SPACED = ChineseStyle(spacing="space")
LETTER = re.compile(r"[^\W_]")


def taiwan() -> None:
    """Print the three tables."""
    folder = os.environ.get("PUBFLOW_CORPORA")
    if not folder or not Path(folder).is_dir():
        print("taiwan: the recorded renderings are not here (PUBFLOW_CORPORA names no folder)\n")
        return
    corpora = Path(folder)
    print("997 sentences of FLORES-200 as three systems rendered them; occurrences before → after.\n")
    columns = [_system(corpora, name) for name, _ in SYSTEMS]
    heads = ("what", *(title for _, title in SYSTEMS))
    table(heads, _rows(columns))
    print(
        "The same in Traditional characters, as an engine that knows only those answers; with the source beside it.\n"
    )
    table(heads, _rows([_traditional(corpora, name) for name, _ in SYSTEMS]))
    print("Text that people in Taiwan wrote: lines, and how many of them a tool changes.\n")
    heads = ("text", "lines", "characters or words", "marks or spaces only", "OpenCC s2twp, characters or words")
    table(heads, (_authentic(title, lines, style) for title, lines, style in _written(corpora)))


def _rows(columns: list[dict[str, str]]) -> Iterator[tuple[str, ...]]:
    for title in columns[0]:
        yield (title, *(column[title] for column in columns))


def _system(corpora: Path, name: str) -> dict[str, str]:
    lines = (corpora / "mt" / f"flores-dev.en-zh.{name}.zh").read_text(encoding="utf-8").splitlines()
    to_taiwan(lines[0])
    start = time.perf_counter()
    done = [to_taiwan(line) for line in lines]
    spent = time.perf_counter() - start
    before, after = _counted(lines), _counted(done)
    out = {title: f"{before[kind]:,} → {after[kind]:,}" for kind, title in KINDS}
    both = list(zip(lines, done, strict=True))
    out["lines with any"] = f"{_amiss(lines)} → {_amiss(done)}"
    out["lines in which a number or an address changed"] = str(
        sum(_values(one) != _values(other) for one, other in both)
    )
    out["lines that a second run changes"] = str(sum(to_taiwan(line) != line for line in done))
    out["time a line"] = f"{spent / len(lines) * 1000:.1f} ms"
    return out


def _traditional(corpora: Path, name: str) -> dict[str, str]:
    """What is left of list B, and of other Mainland wording, where no character tells where a text comes from."""
    from opencc import OpenCC

    converter = OpenCC("s2tw")
    folder = corpora / "mt"
    sources = (folder / "flores-dev.en-zh.en").read_text(encoding="utf-8").splitlines()
    lines = [
        converter.convert(line) for line in (folder / f"flores-dev.en-zh.{name}.zh").read_text("utf-8").splitlines()
    ]
    both = list(zip(lines, sources, strict=True))
    done = [to_taiwan(line, source=source) for line, source in both]
    alone = [to_taiwan(line) for line in lines]
    out = {"Mainland words of our tables": f"{_mainland(lines)} → {_mainland(done)}"}
    out["of these without the source"] = f"{_mainland(lines)} → {_mainland(alone)}"
    out["of what is left, told to a person"] = str(sum(len(list(doubtful_words(line))) for line in done))
    out["commas of lists that became 、"] = str(
        sum(len(list(enumerations(*pair))) for pair in zip(alone, sources, strict=True))
    )
    out["other defects"] = f"{_amiss(lines)} → {_amiss(done)} lines"
    out["lines that a second run changes"] = str(
        sum(to_taiwan(line, source=source) != line for line, source in zip(done, sources, strict=True))
    )
    return out


def _mainland(lines: list[str]) -> int:
    """Words that would be replaced in a text that came Simplified, and those of list B that a source may settle."""
    told = frozenset(row.found for row in rows() if row.english)
    return sum(len(list(in_taiwan(line, converted=True, sure=told))) for line in lines)


def _counted(lines: list[str]) -> Counter[str]:
    return Counter(one.kind for line in lines for one in remaining_defects(line))


def _amiss(lines: list[str]) -> int:
    return sum(bool(remaining_defects(line)) for line in lines)


def _values(text: str) -> tuple[object, ...]:
    # With units apart: `160 千米` reads as 160 and as 160,000 of something, `160公里` as 160.
    return tuple(token for token, _ in numbers(text)), urls(text), emails(text)


def _written(corpora: Path) -> Iterator[tuple[str, list[str], ChineseStyle]]:
    reviewed = [line for path in sorted((ROOT / "locales/zh_TW").rglob("*.po")) for line in _targets(path)]
    yield "reviewed statements of this repository", reviewed, ChineseStyle()
    names = [line for path in sorted((corpora / "glossary").glob("*.csv")) for line in _terms(path)]
    yield "names of laws and countries, security terms", names, ChineseStyle()
    docs = [line for path in sorted((corpora / "po").glob("python-docs-zh-tw*.po")) for line in _targets(path)]
    yield "documentation of Python", docs, SPACED
    programs = [
        line
        for path in sorted((corpora / "po").glob("*zh_*.po"))
        if path.stem.partition(".")[0] not in ("securedrop", "python-docs-zh-tw")
        for line in _targets(path)
    ]
    yield "programs (apt, Django, iso-codes, Nautilus, Plone, po4a, Vim)", programs, SPACED
    yield "SecureDrop, which has Simplified left in it", list(_targets(corpora / "po/securedrop.zh_Hant.po")), SPACED


def _targets(path: Path) -> Iterator[str]:
    try:
        catalog, _ = po.loads(path.read_bytes(), path=path.name)
    except PubflowError as error:
        print(f"{path.name}: {error}")
        return
    for unit in catalog.units:
        if not unit.obsolete:
            yield from (line for line in unit.target.splitlines() if re.search("[\u4e00-\u9fff]", line))


def _terms(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from (row["target"] for row in csv.DictReader(stream))


def _authentic(title: str, lines: list[str], style: ChineseStyle) -> tuple[str, ...]:
    from opencc import OpenCC

    done = [to_taiwan(line, style) for line in lines]
    letters = sum(_letters(one) != _letters(other) for one, other in zip(lines, done, strict=True))
    changed = sum(one != other for one, other in zip(lines, done, strict=True))
    converter = OpenCC("s2twp")
    peer = sum(converter.convert(line) != line for line in lines)
    return title, f"{len(lines):,}", _share(letters, lines), _share(changed - letters, lines), _share(peer, lines)


def _letters(text: str) -> str:
    return "".join(LETTER.findall(text))


def _share(count: int, lines: list[str]) -> str:
    return f"{count} ({count / len(lines):.1%})"
