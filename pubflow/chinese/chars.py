"""Which characters are what in Chinese text, and what stands beside a place in it. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from operator import add
from typing import Final

HAN: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Inside a character class, as all of these."""
OPENING: Final = "「『（《〈【〔［"
CLOSING: Final = "」』）》〉】〕］"
MARKS: Final = "，。、；：？！…—‧／" + OPENING + CLOSING
"""Full-width marks."""
LATIN: Final = "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u052f"
SPACE: Final = " \t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
ATOM: Final = "\ufffc"
"""Stands where a single tag does: something that is not text."""

_CHINESE = re.compile(f"[{HAN}{MARKS}\u3040-\u30ff\u3105-\u312f]")
_HAN = re.compile(f"[{HAN}]")
_WORD = re.compile("[A-Za-z\u00c0-\u024f]+(?:['’-][A-Za-z\u00c0-\u024f]+)*")
_SKIPPED = re.compile(f"[{SPACE}{ATOM}]")


def is_han(char: str) -> bool:
    """Whether it is a Han character; "" is none."""
    return bool(char) and _HAN.match(char) is not None


def is_chinese(char: str) -> bool:
    """Whether it belongs to Chinese text: a Han character or a full-width mark; "" does not."""
    return bool(char) and _CHINESE.match(char) is not None


def is_latin(char: str) -> bool:
    """Whether it is a letter of a Western alphabet or a digit; "" is none."""
    return bool(char) and re.match(f"[{LATIN}]", char) is not None


@lru_cache(maxsize=4)
def neighbours(text: str) -> frozenset[str]:
    """All pairs of characters that stand side by side: by them most texts are seen to hold no word of a table."""
    return frozenset(map(add, text, text[1:]))


def before(text: str, at: int, skip: str = "") -> str:
    """The character left of `at`, over spaces, single tags and those of `skip`; "" at the start."""
    while at > 0 and (text[at - 1] in skip or _SKIPPED.match(text[at - 1])):
        at -= 1
    return text[at - 1] if at else ""


def after(text: str, at: int, skip: str = "") -> str:
    """The character at `at` or right of it, likewise; "" at the end."""
    while at < len(text) and (text[at] in skip or _SKIPPED.match(text[at])):
        at += 1
    return text[at] if at < len(text) else ""


def is_mostly_chinese(text: str) -> bool:
    """Whether a mark that ends it belongs to a Chinese sentence: more Han characters than Western words."""
    return len(_HAN.findall(text)) > len(_WORD.findall(text))
