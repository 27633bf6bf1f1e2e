"""Files that came back, found by name or pattern, and read for what they are by what they hold, not by their names."""

from __future__ import annotations

import glob
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from typing import Final

from pubflow.errors import CatalogError, PubflowError, SourceError, UsageError
from pubflow.exchange import numbered, word_read, xliff2, xliff12
from pubflow.exchange.handout import Returned, code_in
from pubflow.files import read
from pubflow.markup.decode import decode
from pubflow.workflow.handouts.packs import loads_po

_LIMIT: Final = 32 * 1024 * 1024
_MESSAGE_LIMIT: Final = 1024 * 1024
_PO: Final = re.compile(rb'^(msgid|msgctxt)[ \t]*"', re.MULTILINE)
_MAIL: Final = re.compile(
    rb"(?:(?:From|To|Date|Received|Return-Path|MIME-Version|Message-ID|Delivered-To|Subject): [^\n]*\n){2}"
)
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_XLIFF2: Final = xliff2.SPACES.encode()
_PATTERN: Final = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file to be taken in."""

    name: str
    content: bytes
    asked: bool = True
    """Whether it was named; what a pattern met by chance is passed over if it is no hand-out."""


def arrivals(names: Sequence[str], stdin: bytes | None) -> Iterator[Arrival | PubflowError]:
    """Each file once, in the order they were named; a pattern's files by name. What can't be read comes as an error."""
    seen: set[Path] = set()
    for name in names:
        if name == "-":
            yield Arrival("standard input", stdin or b"")
            continue
        paths, asked = _paths(name)
        for path in paths:
            if path.resolve() in seen:
                continue
            seen.add(path.resolve())
            try:
                yield Arrival(str(path), read(path, limit=_LIMIT), asked)
            except SourceError as error:
                if asked:
                    yield error


def _paths(name: str) -> tuple[list[Path], bool]:
    """The file of this name, else what the pattern meets; a path as Windows writes it is one elsewhere too."""
    for written in dict.fromkeys((name, name.replace("\\", "/"))):
        if Path(written).exists():
            return [Path(written)], True
        if _PATTERN.search(written) and (found := sorted(filter(Path.is_file, map(Path, glob.glob(written))))):  # noqa: PTH207 -- the pattern may be absolute
            return found, False
    if _PATTERN.search(name):
        raise UsageError(f"no file is named {name}", hint="is the folder right? quote a pattern: 'Downloads/*'")
    return [Path(name)], True


def loads(arrival: Arrival) -> Returned | str:
    """A hand-out that came back, or the text of a message. Raises CatalogError or SourceError for anything else."""
    content, name = arrival.content, arrival.name
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if content.startswith(b"PK"):
        return word_read.loads(content, name)
    if content.startswith(_OLD_OFFICE):
        hint = "save it as .docx, without a password"
        raise CatalogError("is an old Word file, or one with a password", where=name, hint=hint)
    if _PO.search(content):
        return loads_po(content, name)
    if head.startswith(b"<") or head[:4] in {b"\xff\xfe<\0", b"\xfe\xff\0<"}:
        return _xml(content, head, name)
    if len(content) > _MESSAGE_LIMIT:
        raise CatalogError("is too long for a message, and no hand-out", where=name)
    return _message(content, name)


def _xml(content: bytes, head: bytes, name: str) -> Returned:
    if re.match(rb"<(!doctype html|html|head|body)\b", head, re.IGNORECASE):
        pack = numbered.pack_of(content)
        hint = "answer it by a message: 17 ok, 17: why?, 17 = the new text; pubflow unpack MESSAGE.txt"
        what = f"is the page of pack {pack}, which is only to be read" if pack else "is a page, and no hand-out"
        raise CatalogError(what, where=name, hint=hint)
    if _XLIFF2 in head.replace(b"\0", b""):
        return xliff2.loads(content, name)
    return xliff12.loads(content, name)


def _message(content: bytes, name: str) -> str:
    """Plain text, or the text of a saved mail; attachments are not looked for."""
    if _MAIL.match(content.replace(b"\r\n", b"\n")):
        body = message_from_bytes(content, policy=policy.default).get_body(("plain",))
        if body is not None:
            try:
                subject = str(message_from_bytes(content, policy=policy.default)["subject"] or "")
                return f"{_code(subject)}{body.get_content()}"
            except (LookupError, ValueError) as error:
                raise CatalogError(f"the mail can't be read: {error}", where=name) from None
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            raise CatalogError("is no text that can be read", where=name, hint="save it as UTF-8") from None
    return decode(content, name)


def _code(subject: str) -> str:
    """The pack's code, where the subject has it, as a line of its own that is no answer."""
    pack = code_in(subject)
    return f"END [pubflow:{pack}]\n" if pack else ""
