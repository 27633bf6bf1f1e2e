"""What changed between two texts that a person compares: by words, and by signs where a script has no spaces. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

_PIECE: Final = re.compile(r"</?[a-z]+\d+/?>|[぀-ヿ㐀-鿿豈-﫿฀-๿]|[^\W_]+(?:['’-][^\W_]+)*|\s+|[^\w\s]|_")


def marked(old: str, new: str) -> str:
    """One text with both: `held [-six-]{+seven+} people`; a text that is equal comes back as it is."""
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    return "".join(_pieces(before, after))


def _pieces(before: list[str], after: list[str]) -> Iterator[str]:
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[a:b]), "".join(after[c:d])
        if what == "equal":
            yield come
        else:
            yield (f"[-{gone}-]" if gone else "") + (f"{{+{come}+}}" if come else "")
