"""Spaces in Chinese text: none beside full-width marks, and by choice between Chinese and Western words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pubflow.chinese.anchored import Edit
from pubflow.chinese.chars import HAN, LATIN, MARKS, SPACE
from pubflow.language.style import Spacing

_BETWEEN: Final[dict[Spacing, str]] = {"none": "", "thin": "\u2009", "space": " "}
_BESIDE_MARK = re.compile(f"(?<=[{MARKS}])[{SPACE}]+(?=[^{SPACE}\n])|(?<=[^{SPACE}\n])[{SPACE}]+(?=[{MARKS}])")
_HAN_HAN = re.compile(f"(?<=[{HAN}])[{SPACE}]+(?=[{HAN}])")
_GAP: Final = f"(?:[{SPACE.replace(chr(9), '')}]{{0,2}})"
"""More, or a tabulator, sets columns."""
_BORDER = re.compile(f"(?<=[{HAN}]){_GAP}(?=[$€£#@]?[{LATIN}])|(?<=[{LATIN}%°]){_GAP}(?=[{HAN}])")
_UNIT: Final = "年月日人歲萬億個名時分秒點號%°"
_INITIAL = re.compile(f"(?:[A-Z]\\. )+(?=[{HAN}])")
_INVISIBLE = re.compile(f"(?<=[{HAN}{MARKS}])[\u200b\ufeff\u00ad]+|[\u200b\ufeff\u00ad]+(?=[{HAN}{MARKS}])")


def beside_marks(text: str) -> Iterator[Edit]:
    """Spaces next to full-width marks, and characters of no width next to Chinese, go."""
    for pattern in (_BESIDE_MARK, _INVISIBLE):
        for match in pattern.finditer(text):
            yield Edit(match.start(), match.end(), "")


def between_han(text: str) -> Iterator[Edit]:
    """Spaces between Han characters go."""
    for match in _HAN_HAN.finditer(text):
        yield Edit(match.start(), match.end(), "")


def between_scripts(text: str, spacing: Spacing) -> Iterator[Edit]:
    """One way over the whole text. A number and its unit, and a date, hold together whatever the way."""
    for match in _BORDER.finditer(text):
        if match[0] == _BETWEEN[spacing] or _is_beside_initial(text, match):
            continue
        if spacing != "none" and _holds_together(text[: match.start()], text[match.end() :]):
            continue
        yield Edit(match.start(), match.end(), _BETWEEN[spacing])


def _is_beside_initial(text: str, match: re.Match[str]) -> bool:
    """Whether it parts a Chinese name from an initial in it: `喬治 W. 布希`."""
    return match[0] == " " and _INITIAL.match(text, match.end()) is not None


def _holds_together(before: str, after: str) -> bool:
    if before[-1].isdigit() and after[0] in _UNIT:
        return True
    return before[-1] in "年月" and after[0].isdigit() and before[-2:-1].isdigit()
