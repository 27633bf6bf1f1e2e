"""Bytes to text: UTF-8 or a refusal that says what the bytes look like."""

from __future__ import annotations

import codecs
import re

from pubflow.errors import SourceError

_BOM = "\ufeff"
_OTHER_BOMS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


_CONFLICT = re.compile(r"^<{7} [^\n]*\n(?:.*\n)??={7}\r?\n(?:.*\n)??>{7} ", re.MULTILINE | re.DOTALL)


def conflict_line(text: str) -> int:
    """The line, from 1, of a conflict that git left in a text: all three of its marks; 0 where there is none."""
    if "<<<<<<< " not in text or ">>>>>>> " not in text:
        return 0
    found = _CONFLICT.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def refuse_conflict(text: str, path: str) -> None:
    """Raises SourceError where git left a conflict in the text."""
    if line := conflict_line(text):
        raise SourceError(
            "a merge conflict is left in the file",
            where=f"{path}:{line}",
            hint="decide for one side, or take something of both, and take the marks <<<<<<<, ======= and >>>>>>> out",
        )


def decode(content: bytes, path: str, *, keep_bom: bool = False) -> str:
    """The text of a source file. Line ends stay as they are; a byte order mark goes, unless `keep_bom`.

    Raises SourceError, with `path:line:column`, for bytes that are not UTF-8 and for NUL bytes.
    """
    for bom, name in _OTHER_BOMS:
        if content.startswith(bom):
            raise SourceError(
                f"the file is {name}, by its byte order mark; pubflow reads UTF-8",
                where=f"{path}:1",
                hint="save it as UTF-8",
            )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(content, error.start, path) from None
    nul = text.find("\0")
    if nul >= 0:
        raise SourceError(
            "the text holds NUL bytes", where=_place(path, text[:nul]), hint="is it a binary or a UTF-16 file?"
        )
    return text if keep_bom or not text.startswith(_BOM) else text[1:]


def _not_utf8(content: bytes, start: int, path: str) -> SourceError:
    before = content[:start].decode("utf-8")
    where = _place(path, before)
    line, column = where.rsplit(":", 2)[1:]
    hint = "convert it to UTF-8 (the bytes may be Windows-1252 or Latin-1), or name its encoding when importing it"
    if content.count(b"\0", 0, 4096) * 4 > min(len(content), 4096):
        hint = "is it a UTF-16 or a binary file? save it as UTF-8"
    return SourceError(
        f"not UTF-8: byte 0x{content[start]:02X} at line {line}, column {column}", where=where, hint=hint
    )


def _place(path: str, before: str) -> str:
    """`path:line:column` of what follows `before`; any of CR, LF, CRLF ends a line, columns are code points from 1."""
    lines = before.replace("\r\n", "\n").replace("\r", "\n").removeprefix(_BOM).split("\n")
    return f"{path}:{len(lines)}:{len(lines[-1]) + 1}"
