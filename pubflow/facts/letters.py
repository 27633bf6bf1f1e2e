"""Letters without their marks, for comparing only: a press desk writes Agnes where the name is Agnès. Pure."""

from __future__ import annotations

import unicodedata
from typing import Final

UNMARKED: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ħ": "h",
     "Æ": "AE", "Œ": "OE", "Ø": "O", "Đ": "D", "Ð": "D", "Ł": "L", "Þ": "TH", "Ħ": "H"}
)  # fmt: skip
"""Letters that are no letter with a mark for Unicode, and are written without one all the same."""


def bare(text: str) -> tuple[str, tuple[int, ...]]:
    """The text with plain letters, and for each of its characters, and for its end, the offset in `text`."""
    if text.isascii():
        return text, tuple(range(len(text) + 1))
    plain: list[str] = []
    offsets: list[int] = []
    for at, char in enumerate(text):
        for one in unicodedata.normalize("NFD", char).translate(UNMARKED):
            if not unicodedata.combining(one):
                plain.append(one)
                offsets.append(at)
    return "".join(plain), (*offsets, len(text))
