"""What counts when two sources are compared, and what does not: case, punctuation, spaces and tags do not. Pure."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b
from typing import Final

from pubflow.language.script import UNSPACED

VERSION: Final = 1
"""Of everything that is stored under a key or in an index; raised whenever a text would get another form or key."""
_APOSTROPHES: Final = "'’ʼ＇"
_WORD: Final = re.compile(f"[{UNSPACED}]|[^ {UNSPACED}]+")
_ANY_UNSPACED: Final = re.compile(f"[{UNSPACED}]")


class _Table(dict[int, int | None]):
    """For `str.translate`: punctuation and what nobody sees becomes a space, apostrophes go, the rest stays."""

    def __missing__(self, code: int) -> int | None:
        char = chr(code)
        kind = unicodedata.category(char)
        if char in _APOSTROPHES:
            self[code] = None
        elif (kind[0] in "PZC" and char not in "%‰\u200c\u200d") or kind in ("Sk", "So"):
            self[code] = 32
        else:
            self[code] = code
        return self[code]


_TABLE: Final = _Table()


def normal(text: str) -> str:
    """The form in which texts are compared: small letters, words with one space between them, no punctuation."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.casefold().translate(_TABLE).split())


def words(normal_text: str) -> list[str]:
    """The words of a normal text; in a script without spaces each character is one."""
    if normal_text.isascii() or not _ANY_UNSPACED.search(normal_text):
        return normal_text.split(" ")
    return _WORD.findall(normal_text)


def key_of(normal_text: str) -> int:
    """What a text is called in the index: 64 bits of its hash, with a sign, as SQLite holds numbers."""
    hashed = blake2b(normal_text.encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(hashed.digest(), "big", signed=True)
