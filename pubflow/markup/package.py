"""A .docx or .odt as the zip file that it is: its parts within bounds, or a refusal in words. Pure.

What the file points at outside itself is never opened, and a name in it is never a path on a disk.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Final

from pubflow.errors import SourceError
from pubflow.markup.elements import Element, Kind, parse

_MOST_PARTS: Final = 5_000
_LARGEST: Final = 256 * 1024 * 1024
"""Bytes of all parts together, unpacked."""
_LARGEST_XML: Final = 48 * 1024 * 1024
"""Bytes of one part that is read as XML; a report of 300 pages has 5 MB."""
_OLD: Final = b"\xd0\xcf\x11\xe0"
"""How files begin that Word wrote before 2007, and those that have a password."""
_XML: Final = (".xml", ".rels")
_AGAIN: Final = "ask for the file again, or save it anew in your word processor"


@dataclass(frozen=True, slots=True)
class Package:
    """An office file whose parts can be asked for."""

    path: str
    file: zipfile.ZipFile
    names: frozenset[str]

    def part(self, name: str, largest: int = _LARGEST) -> bytes:
        """The bytes of one part; b"" where there is none. Raises SourceError for one that can't be unpacked."""
        if name not in self.names:
            return b""
        try:
            with self.file.open(name) as stream:
                content = stream.read(largest + 1)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError) as error:
            raise SourceError(f"{name} in it can't be unpacked: {error}", where=self.path, hint=_AGAIN) from None
        if len(content) > largest:
            raise self._too_large(largest)
        return content

    def walk(self, name: str, ended: Callable[[Element, tuple[str, ...]], bool]) -> None:
        """Call `ended` with each element of an XML part, as `elements.parse` does; nothing where there is none."""
        content = self.part(name, _LARGEST_XML)
        if content:
            parse(content, f"{self.path} ({name})", ended, Kind(SourceError, "document", "a document"))

    def with_parts(self, parts: Mapping[str, bytes]) -> bytes:
        """The bytes of the same file with other content in some parts."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            for info in self.file.infolist():
                # zipfile writes into what it is given.
                made.writestr(copy(info), parts[info.filename] if info.filename in parts else self.part(info.filename))
        return out.getvalue()

    def xml_names(self) -> Iterator[str]:
        """The parts that are XML, sorted."""
        return (name for name in sorted(self.names) if name.endswith(_XML))

    def _too_large(self, largest: int) -> SourceError:
        return SourceError(
            f"unpacks to more than {largest // 1024 // 1024} MB; it was not read",
            where=self.path,
            hint="is it the right file? pictures can be made smaller in it",
        )

    def check(self, main: str, kind: str) -> None:
        """Raises SourceError where it is no file of its kind, is too large, or holds what no honest file does."""
        if main not in self.names:
            raise SourceError(f"holds no {main}: it is no {kind} file", where=self.path, hint=_AGAIN)
        if len(self.names) > _MOST_PARTS:
            raise SourceError(f"holds {len(self.names):,} parts; no text does", where=self.path)
        if sum(info.file_size for info in self.file.infolist()) > _LARGEST:
            raise self._too_large(_LARGEST)
        for name in sorted(self.names):
            if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/"):
                raise SourceError(f"holds a part that leads out of it: {name[:80]}", where=self.path, hint=_AGAIN)
        for name in self.xml_names():
            if b"<!ENTITY" in self.part(name, _LARGEST_XML):
                message = f"{name} in it declares an entity; no document needs one, and they are used for attacks"
                raise SourceError(message, where=self.path, hint=_AGAIN)


def opened(content: bytes, path: str, *, main: str, kind: str) -> Package:
    """The file, checked; `main`: the part that every file of this kind has. Raises SourceError."""
    if content.startswith(_OLD):
        hint = "open it in a word processor and save it as .docx, without a password"
        raise SourceError("is an old .doc file, or has a password", where=path, hint=hint)
    try:
        file = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise SourceError(f"can't be opened as a {kind} file: {error}", where=path, hint=_AGAIN) from None
    if any(info.flag_bits & 1 for info in file.infolist()):
        raise SourceError("has a password", where=path, hint="save it without one")
    package = Package(path, file, frozenset(file.namelist()))
    package.check(main, kind)
    return package
