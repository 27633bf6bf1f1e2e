"""The bytes of a PO file -> its text: byte order mark, the charset its header names, words for what is neither."""

from __future__ import annotations

import re
from typing import NamedTuple

from pubflow.errors import CatalogError
from pubflow.po.lexer import UNCHANGED

_DECLARED = re.compile(
    rb'^[ \t]*(?:msgstr[ \t]*)?"Content-Type:[^"\n]*charset=[ \t]*([^\s"\\;]+)', re.IGNORECASE | re.MULTILINE
)
_KNOWN = re.compile(
    r"utf-?8|us-ascii|ascii|iso-?8859-[0-9]{1,2}|koi8-[rut]|(cp|windows-)[0-9]{3,4}|gb2312|gbk|gb18030"
    r"|big5(-?hkscs)?|euc-(jp|kr)|shift_?jis|johab|tis-620",
    re.IGNORECASE,
)
"""What gettext takes, as far as Python can read it; Python's own names go further than text (rot13, punycode)."""
_GUESSES = (("Big5", "big5"), ("GB18030", "gb18030"), ("EUC-KR", "euc-kr"), ("Shift_JIS", "shift_jis"))
_COMMON = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uff9f]+")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Decoded(NamedTuple):
    """A file's text and how its bytes were written."""

    text: str
    """Without the byte order mark; line ends as they are."""
    charset: str
    """A Python codec's name, `utf-8` where the header names none."""
    bom: bool


def decode(content: bytes, *, path: str) -> Decoded:
    """Read the bytes under the charset that the header names. Raises CatalogError with the first bad byte's line."""
    if content.startswith(_UTF16):
        raise CatalogError(
            "the catalog is UTF-16", where=f"{path}:1", hint=f"save it as UTF-8 in your editor; {UNCHANGED}"
        )
    bom = content.startswith(b"\xef\xbb\xbf")
    if bom:
        content = content[3:]
    charset, line = _declared(content, path)
    text = _decoded(content, charset, line, path)
    if "\0" in text:
        where = f"{path}:{text.count(chr(10), 0, text.index(chr(0))) + 1}"
        raise CatalogError("a NUL character", where=where, hint=f"this is no text file, or not UTF-8; {UNCHANGED}")
    return Decoded(text, charset, bom)


def _declared(content: bytes, path: str) -> tuple[str, int]:
    """The codec and the line that names it; 0 where none does."""
    match = _DECLARED.search(content)
    if match is None or match[1] == b"CHARSET":  # gettext's own placeholder in templates
        return "utf-8", 0
    name = match[1].decode("ascii", "replace")
    line = content.count(b"\n", 0, match.start(1)) + 1
    if not _KNOWN.fullmatch(name):
        raise CatalogError(
            f"the header names a charset that nobody knows: {name}",
            where=f"{path}:{line}",
            hint=f"write charset=UTF-8, where the file is that; {UNCHANGED}",
        )
    return name.lower(), line


def _decoded(content: bytes, charset: str, declared_at: int, path: str) -> str:
    try:
        return content.decode(charset)
    except LookupError:
        reason, bad = f"this Python can not read {charset}", content.find(b"\n")
    except UnicodeDecodeError as error:
        says = f"though line {declared_at} says so" if declared_at else "and no header names another charset"
        reason, bad = f"bytes that are not valid {charset.upper()}, {says}", error.start
    likely = _guess(content)
    hint = f"the bytes look like {likely}: " if likely else ""
    raise CatalogError(
        reason,
        where=f"{path}:{_line(content, bad)}",
        hint=f"{hint}save the file as UTF-8, or name its real charset in the header's Content-Type; {UNCHANGED}",
    )


def _line(content: bytes, offset: int) -> int:
    return content.count(b"\n", 0, max(offset, 0)) + 1


def _guess(content: bytes) -> str | None:
    """The East Asian charset under which all that is not ASCII becomes everyday characters."""
    for name, codec in _GUESSES:
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        foreign = re.sub(r"[\x00-\x7f]+", "", text)
        if foreign and sum(map(len, _COMMON.findall(foreign))) == len(foreign):
            return name
    return None
