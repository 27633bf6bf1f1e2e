"""A catalog laid against its changed source: pubflow, msgmerge and pot2po, each in a process of its own.

5 % of the entries are edited by one or two words or their end, 5 % are new, 5 % are gone; each target names the entry
that it was made for, so that a suggestion can be judged.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks.measure import Cost, cost, median, table

_PEOPLE = (
    "journalists nurses teachers students farmers fishers lawyers judges prisoners soldiers witnesses widows elders "
    "miners weavers drivers doctors editors poets singers activists refugees migrants orphans tenants voters monks "
    "dockers cleaners bloggers printers shepherds guards officers ministers mayors deputies envoys clerks neighbours"
).split()
_THINGS = (
    "school clinic bridge harbour archive market court prison newsroom border well dam mine forest village ferry "
    "station library cemetery orchard kitchen barracks square airport pipeline warehouse theatre chapel embassy tower "
    "decree permit verdict ballot petition passport contract ledger letter film radio curfew amnesty inquiry ceasefire"
).split()
_DONE = (
    "closed guarded searched reopened flooded burnt visited sold fenced mapped raided emptied rebuilt photographed "
    "abandoned praised condemned ignored signed revoked copied hidden published translated delayed defended shelled "
    "repaired inherited surveyed measured disputed returned confiscated registered painted renamed mourned"
).split()
_HOW = (
    "quietly hastily twice again lawfully unlawfully publicly slowly together yesterday overnight reluctantly bravely "
    "openly partly rarely soon finally almost nearly allegedly without-warning in-secret at-dawn by-force on-appeal"
).split()
_LIKE = (
    "old young armed unarmed local foreign angry silent tired former rural coastal northern eastern distant narrow "
    "broken ancient crowded sacred private public modern wooden empty stolen flooded hungry landless stateless"
).split()
_LINKS = "while because although before after until so-that where whereas since unless when".split()
_PLACES = "Lagos Lima Oslo Quito Hanoi Accra Beirut Tunis Nairobi Manila Sucre Dakar Amman Turin Porto Cebu".split()
_EDITED, _ADDED, _GONE = 0.05, 0.05, 0.05
_MARK = re.compile(r"⟦(\d+)⟧")


@dataclass(frozen=True, slots=True)
class Case:
    """Two versions of a source, and what became of what."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    edited: dict[str, int]
    """New text -> number of the old one it was made of."""
    added: tuple[str, ...]
    kept: dict[str, int]


@dataclass(slots=True)
class _Tool:
    title: str
    command: Sequence[str]
    once: bool = False
    costs: list[Cost] = field(default_factory=list)
    found: dict[str, int] = field(default_factory=dict)


def make(count: int, seed: int = 5) -> Case:
    """`count` different sentences, and the same with edits; always the same ones."""
    dice = random.Random(f"update {seed} {count}")
    seen: dict[str, None] = {}
    while len(seen) < count:
        seen[_sentence(dice)] = None
    old = list(seen)
    picked = dice.sample(range(count), int(count * (_EDITED + _GONE)))
    to_edit, gone = set(picked[: int(count * _EDITED)]), set(picked[int(count * _EDITED) :])
    new, edited, added = [], {}, []
    for number, text in enumerate(old):
        if number in to_edit:
            edited[_fresh(seen, partial(_edit, dice, text))] = number
            new.append(next(reversed(seen)))
        elif number not in gone:
            new.append(text)
        if dice.random() < _ADDED:
            added.append(_fresh(seen, partial(_sentence, dice)))
            new.append(added[-1])
    kept = {text: number for number, text in enumerate(old) if number not in to_edit and number not in gone}
    return Case(tuple(old), tuple(new), edited, tuple(added), kept)


def _fresh(seen: dict[str, None], draw: Callable[[], str]) -> str:
    text = draw()
    while text in seen:
        text = draw()
    seen[text] = None
    return text


def _sentence(dice: random.Random) -> str:
    clauses = [_clause(dice) for _ in range(dice.choice((1, 1, 2, 2, 3)))]
    line = clauses[0] + "".join(f" {dice.choice(_LINKS)} {clause}" for clause in clauses[1:])
    if dice.random() < 0.3:
        line = f"in {dice.randint(1950, 2025)} {line}"
    if dice.random() < 0.3:
        line += f" in {dice.choice(_PLACES)}"
    line = line.replace("-", " ")
    return line[0].upper() + line[1:] + "."


def _clause(dice: random.Random) -> str:
    who = f"{dice.choice(('the', 'some', 'many', 'two', 'our'))} {_maybe(dice, _LIKE)}{dice.choice(_PEOPLE)}"
    what = f"{dice.choice(('the', 'a', 'their', 'every'))} {_maybe(dice, _LIKE)}{dice.choice(_THINGS)}"
    by = f" with {_maybe(dice, _LIKE)}{dice.choice(_PEOPLE)}" if dice.random() < 0.4 else ""
    return f"{who} {dice.choice(_DONE)} {what}{by} {dice.choice(_HOW)}"


def _maybe(dice: random.Random, pool: Sequence[str]) -> str:
    return dice.choice(pool) + " " if dice.random() < 0.5 else ""


def _edit(dice: random.Random, text: str) -> str:
    """One or two words put, exchanged or taken out; now and then the end mark."""
    if dice.random() < 0.1:
        return text.rstrip(".;!…") + dice.choice(";!…")
    words = text.split()
    for _ in range(dice.choice((1, 1, 2))):
        at = dice.randrange(1, len(words) - 1)
        word = dice.choice((_PEOPLE, _THINGS, _DONE, _HOW, _LIKE)[dice.randrange(5)])
        how = dice.random()
        if how < 0.6 or len(words) < 6:
            words[at] = word
        elif how < 0.8:
            words.insert(at, word)
        else:
            del words[at]
    return " ".join(words)


# --- files ------------------------------------------------------------------------------------------------------------

_HEADER = (
    'msgid ""\nmsgstr ""\n"Project-Id-Version: visit\\n"\n"POT-Creation-Date: 2024-01-01 00:00+0000\\n"\n'
    '"PO-Revision-Date: 2024-02-01 00:00+0000\\n"\n"Last-Translator: A <a@example.org>\\n"\n"Language-Team: de\\n"\n'
    '"Language: de\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=2; plural=n != 1;\\n"\n'
)


def write(case: Case, folder: Path) -> tuple[Path, Path]:
    """old.po with every target, new.pot; no text holds what PO escapes."""
    old, new = folder / "old.po", folder / "new.pot"
    entries = (
        ("# a word of the translator's\n" if number % 10 == 0 else "")
        + f'#: statements/visit.md\nmsgid "{text}"\nmsgstr "⟦{number}⟧ {text[::-1]}"\n'
        for number, text in enumerate(case.old)
    )
    old.write_text("\n".join([_HEADER, *entries]), encoding="utf-8")
    blanks = (f'#: statements/visit.md\nmsgid "{text}"\nmsgstr ""\n' for text in case.new)
    new.write_text("\n".join([_HEADER, *blanks]), encoding="utf-8")
    return old, new


def judge(case: Case, path: Path) -> dict[str, int]:
    """What a tool made of it, read by polib."""
    import polib

    entries = {entry.msgid: entry for entry in polib.pofile(str(path)) if not entry.obsolete}
    found = dict.fromkeys(("own", "wrong", "none", "false", "kept", "comments"), 0)
    for text, number in case.edited.items():
        mark = _MARK.match(entries[text].msgstr)
        found["none" if mark is None else "own" if int(mark[1]) == number else "wrong"] += 1
    found["false"] = sum(bool(entries[text].msgstr) for text in case.added)
    for text, number in case.kept.items():
        mark = _MARK.match(entries[text].msgstr)
        found["kept"] += mark is not None and int(mark[1]) == number and not entries[text].fuzzy
        found["comments"] += number % 10 == 0 and bool(entries[text].tcomment)
    return found


def ours(old: Path, new: Path, out: Path) -> None:
    """pubflow's whole update: read both, match, write."""
    from pubflow import po
    from pubflow.catalog import revise
    from pubflow.language.spelling import english_words
    from pubflow.segment.model import Place, Segment
    from pubflow.segment.tagged import TaggedText

    catalog, layout = po.loads(old.read_bytes(), path=str(old))
    template, _ = po.loads(new.read_bytes(), path=str(new))
    segments = [
        Segment(unit.key, TaggedText.parse(unit.key.source), (), Place(number))
        for number, unit in enumerate(template.units)
    ]
    revision = revise(
        catalog,
        segments,
        statement_id="visit",
        language="de",
        reference=lambda segment: "statements/visit.md",
        known=lambda word: word in english_words(),
    )
    out.write_bytes(po.dumps(revision.catalog, layout))


# --- the table --------------------------------------------------------------------------------------------------------


def update(sizes: Sequence[int], rounds: int, *, msgmerge_up_to: int = 5000) -> None:
    """Print a table for each size; msgmerge, whose time grows with the square, only up to a size."""
    for count in sizes:
        case = make(count)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            old, new = write(case, folder)
            tools = _tools(old, new, folder, with_msgmerge=count <= msgmerge_up_to)
            for number in range(rounds):
                for tool in tools:
                    if not (number and tool.once):
                        print(f"{count}, round {number + 1} of {rounds}: {tool.title}", file=sys.stderr)
                        tool.costs.append(cost(tool.command))
                        tool.found = judge(case, folder / f"{tool.title.strip('*')}.po")
        _table(case, tools, rounds)


def _tools(old: Path, new: Path, folder: Path, *, with_msgmerge: bool) -> list[_Tool]:
    me = [sys.executable, "-m", "benchmarks.update"]
    tools = [_Tool("**pubflow**", [*me, str(old), str(new), str(folder / "pubflow.po")])]
    pot2po = shutil.which("pot2po") or str(Path(sys.executable).with_name("pot2po"))
    if Path(pot2po).exists():
        command = [pot2po, "--progress=none", "-t", str(old), str(new), str(folder / "pot2po.po")]
        tools.append(_Tool("pot2po", command, once=True))
    if with_msgmerge and shutil.which("msgmerge"):
        command = ["msgmerge", "-q", "--previous", "-o", str(folder / "msgmerge.po"), str(old), str(new)]
        tools.append(_Tool("msgmerge", command, once=True))
    return tools


def _table(case: Case, tools: Sequence[_Tool], rounds: int) -> None:
    print(
        f"{len(case.old)} entries: {len(case.edited)} edited, {len(case.added)} new, "
        f"{len(case.old) - len(case.edited) - len(case.kept)} gone; pubflow: median of {rounds} rounds, peers once.\n"
    )
    rows = []
    for tool in tools:
        spent, found = median(tool.costs), tool.found
        rows.append(
            (
                tool.title,
                f"{spent.wall:.2f} s",
                f"{spent.cpu:.2f} s",
                f"{spent.peak:.0f} MB",
                f"{found['own']} of {len(case.edited)}",
                str(found["wrong"]),
                f"{found['false']} of {len(case.added)}",
                f"{found['kept']} of {len(case.kept)}",
            )
        )
    heads = ("tool", "time", "CPU", "peak", "own target", "another's", "false", "unchanged kept")
    table(heads, rows)


if __name__ == "__main__":
    ours(*map(Path, sys.argv[1:4]))
