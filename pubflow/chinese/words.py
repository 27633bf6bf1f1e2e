"""What Taiwan calls otherwise than Mainland China does: words and names, by tables. Pure but for reading them.

Each row of a table holds the form to replace, in Traditional characters, the form of Taiwan, and characters beside
which it is something else. `always` holds what no Taiwan text says; `converted` what is right in some of them, and is
replaced only in a text that came in Simplified characters.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from pubflow.chinese.anchored import Edit

_TABLES: Final = ("words.csv", "names.csv")
_OFFICIAL: Final = (
    "地區|區|省|高等|銀行|大學|師範|證券|期貨|鐵路|港務|電力|糖業|土地|菸酒|金融|警察|文獻"
    "|[^，。；：、]{0,4}地方(?:法院|檢察)"
)
"""What follows 臺灣 in names whose owners write it so."""
_TAIWAN = re.compile(f"(?<!國立)臺灣(?!{_OFFICIAL})")
_TAIWAN_PLAIN = re.compile(f"台灣(?!{_OFFICIAL})")


@dataclass(frozen=True, slots=True)
class Row:
    """One form and what stands for it in Taiwan."""

    found: str
    wanted: str
    always: bool
    unless_before: str = ""
    """Parts of words, `|` between them, right after which it is something else."""
    unless_after: str = ""
    source: str = ""

    @property
    def pattern(self) -> str:
        """For a regular expression: the form with what must not stand beside it."""
        behind = "".join(f"(?<!{re.escape(part)})" for part in self.unless_before.split("|") if part)
        ahead = "|".join(map(re.escape, filter(None, self.unless_after.split("|"))))
        return behind + re.escape(self.found) + (f"(?!{ahead})" if ahead else "")


@cache
def rows() -> tuple[Row, ...]:
    """All rows of both tables, in their order."""
    out = []
    for name in _TABLES:
        text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
        for line in csv.DictReader(text.splitlines()):
            always = {"always": True, "converted": False}[line["when"]]
            beside = line["unless-before"], line["unless-after"]
            out.append(Row(line["found"], line["wanted"], always, *beside, line["source"]))
    return tuple(out)


def in_taiwan(text: str, *, converted: bool) -> Iterator[Edit]:
    """The words to replace. `converted`: the text came in Simplified characters."""
    pattern, wanted = _pattern(converted)
    for match in pattern.finditer(text):
        yield Edit(match.start(), match.end(), wanted[match[0]])


def mainland(text: str) -> Iterator[tuple[int, int]]:
    """Where words stand that no Taiwan text says."""
    for match in _pattern(False)[0].finditer(text):
        yield match.span()


def taiwan(text: str, form: str) -> Iterator[Edit]:
    """台灣 or 臺灣, as `form` says; official names keep their own."""
    for match in (_TAIWAN if form == "台灣" else _TAIWAN_PLAIN).finditer(text):
        yield Edit(match.start(), match.end(), form)


@cache
def _pattern(converted: bool) -> tuple[re.Pattern[str], dict[str, str]]:
    chosen = [row for row in rows() if row.always or converted]
    # The longest first, so that a compound wins over a word in it.
    chosen.sort(key=lambda row: len(row.found), reverse=True)
    return re.compile("|".join(row.pattern for row in chosen)), {row.found: row.wanted for row in chosen}
