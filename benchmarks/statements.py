"""Statements made up by a seeded dice: number n is always the same text, a third plain, a third wrapped, a third rich."""

from __future__ import annotations

import random
import textwrap
from pathlib import Path

KINDS = ("plain", "wrapped", "rich")
WORDS = 660
"""After which no paragraph more is begun: statements have 700 on average."""
WIDTH = 78

_WHO = (
    "the interior ministry|a military tribunal|the prison service|the new cabinet|a group of soldiers|the border police|"
    "the constitutional court|a local prosecutor|the mining company|an armed group|the city council|the ruling party"
).split("|")
_DID = (
    "detained|threatened|expelled|released|questioned|fined|evicted|charged|searched|silenced|prosecuted|followed|"
    "banned|suspended|pardoned|disbarred"
).split("|")
_WHOM = (
    "peaceful protesters|two radio journalists|striking nurses|asylum seekers|land defenders|women lawyers|"
    "opposition members|village elders|a student leader|migrant workers|the relatives of the missing|a blogger|"
    "displaced families|trade unionists|human rights defenders|young conscripts"
).split("|")
_WHERE = (
    "in the capital|near the northern border|outside the parliament|in a remote camp|at the central station|"
    "on the coast road|in the old quarter|across three provinces|inside the barracks|at the university"
).split("|")
_WHEN = (
    "during the curfew|after the election|before dawn|within a week|on market day|despite the ruling|last winter|"
    "under emergency powers|without a warrant|for the second time"
).split("|")
_THEN = (
    "although no charge was ever brought|because the law leaves them no defence|and nobody has been held to account|"
    "while independent observers were kept away|which international treaties plainly forbid|"
    "so that families still wait for an answer|even though the injuries were well documented|"
    "as a leaked memorandum later confirmed|and the authorities must explain why|until a judge ordered otherwise"
).split("|")
_NAMES = "Amira Haddad|Joseph Okello|Mei-ling Chen|Rosa Quispe|Daniel Novak|Leyla Aydin".split("|")
_TOPICS = "Prisons|Elections|Housing|Asylum|Press freedom|Torture|Land rights|Fair trials".split("|")


def statement(number: int) -> str:
    """The text of one statement: about 700 words in Markdown."""
    return _Author(number).text()


def write_statements(folder: Path, count: int) -> None:
    """s00000.md and so on."""
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"s{number:05}.md").write_text(statement(number), encoding="utf-8", newline="")


class _Author:
    """One statement in the making."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._kind = KINDS[number % len(KINDS)]
        self._dice = random.Random(f"statement {number}")
        self._blocks: list[str] = []

    def text(self) -> str:
        rich = self._kind == "rich"
        if rich:
            self._add(self._front_matter())
        self._add(f"# {self._topic()}: {self._one(_WHO)} {self._one(_DID)} {self._one(_WHOM)}")
        extras = self._rich() if rich else [self._list()]
        while self._words() < WORDS or extras:
            self._add(self._paragraph())
            if extras:
                self._add(f"## {self._topic()} in {self._dice.randint(1990, 2025)}")
                self._add(extras.pop(0))
        return "\n\n".join(self._blocks) + "\n"

    def _rich(self) -> list[str]:
        dice = self._dice
        link = f"https://example.org/{dice.randint(1, 999)}/report?lang=en&part={self._number}"
        rows = "\n".join(f"| {year} | {dice.randint(2, 9999)} | {self._one(_WHOM)} |" for year in (2022, 2023, 2024))
        return [
            f"> “{self._sentence()}”\n>\n> — **{self._one(_NAMES)}**, researcher",
            f"- {self._sentence()}\n- {self._sentence()}[^1]\n    - {self._sentence()}\n- See <{link}>",
            f"| Year | Cases | Who |\n| ---- | ----: | --- |\n{rows}",
            f'*{self._sentence()}* Read [the whole report]({link} "Report") or `case_{self._number}`, and **act now**.',
            f"1. {self._sentence()}\n2. {self._sentence()}\n\n[^1]: {self._sentence()}",
        ]

    def _front_matter(self) -> str:
        day = f"{self._dice.randint(2015, 2025)}-{self._dice.randint(1, 12):02}-{self._dice.randint(1, 28):02}"
        return f'---\ntitle: "{self._topic()}: {self._one(_WHOM)}"\ndate: {day}\ntags: [rights, "{self._topic()}"]\n---'

    def _list(self) -> str:
        return "\n".join(self._wrapped(self._sentence(), first="* ", further="  ") for _ in range(4))

    def _paragraph(self) -> str:
        return self._wrapped(" ".join(self._sentence() for _ in range(self._dice.randint(2, 4))))

    def _sentence(self) -> str:
        parts = [self._one(pool) for pool in (_WHO, _DID, _WHOM, _WHERE, _WHEN, _THEN)]
        if self._dice.random() < 0.3:
            parts.insert(0, f"on {self._dice.randint(1, 28)} March {self._dice.randint(1990, 2025)},")
        line = " ".join(parts) + "."
        return line[0].upper() + line[1:]

    def _wrapped(self, text: str, *, first: str = "", further: str = "") -> str:
        if self._kind != "wrapped":
            return first + text
        return textwrap.fill(
            text, WIDTH, initial_indent=first, subsequent_indent=further, break_long_words=False, break_on_hyphens=False
        )

    def _topic(self) -> str:
        return self._one(_TOPICS)

    def _one(self, pool: list[str]) -> str:
        return self._dice.choice(pool)

    def _add(self, block: str) -> None:
        self._blocks.append(block)

    def _words(self) -> int:
        return sum(len(block.split()) for block in self._blocks)
