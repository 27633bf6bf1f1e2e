"""Words with a character of another word, as conversion between the scripts leaves them: 皇後, 製度. Pure.

Their characters are right elsewhere in Traditional text, so no table of characters tells them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib import resources

from pubflow.chinese.anchored import Edit
from pubflow.chinese.words import Row, Words


def miswritten(text: str) -> Iterator[Edit]:
    """Each of them, with the word that it was to be."""
    yield from _table().find(text)


@cache
def _table() -> Words:
    text = resources.files(__package__).joinpath("miswritten.csv").read_text(encoding="utf-8")
    return Words.of(
        Row(line["found"], line["wanted"], "always", line["unless-before"], line["unless-after"])
        for line in csv.DictReader(text.splitlines())
    )
