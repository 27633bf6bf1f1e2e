"""The pictures that lie beside a statement: read once, without what they tell of people and places."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pubflow.editions.addresses import PICTURES, local_image, picture_path
from pubflow.errors import PubflowError
from pubflow.files import digest, inside, read
from pubflow.markup.dimensions import dimensions
from pubflow.markup.images import cleaned, kind_of
from pubflow.markup.webp import as_png
from pubflow.project import Project
from pubflow.statement import Statement, attr, images

_LIMIT: Final = 16 * 1024 * 1024
"""Bytes of one; a photograph as cameras make it has a third of it."""
_OTHER_KIND: Final = "it is no whole JPEG, PNG, GIF or WebP"
_ALONE: Final = {"docx": "Word", "odt": "OpenDocument", "epub": "EPUB", "pdf": "PDF"}
"""Formats whose files bring their pictures along."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """Those of one statement."""

    found: dict[str, bytes] = field(default_factory=dict)
    """By their `src` as it stands in the statement."""
    told: tuple[str, ...] = ()
    """What a person should know: a picture that is missing."""
    files: dict[Path, str] = field(default_factory=dict)
    """What was read: path -> sha256; "" for a file that is not there."""

    @property
    def beside(self) -> dict[str, bytes]:
        """By their paths from the folder of a page that shows them."""
        return {path: content for src, content in self.found.items() if (path := picture_path(src)) is not None}


class PictureReader:
    """Reads each picture once, whatever editions show it. `formats`: those that are made."""

    def __init__(self, project: Project, formats: Collection[str] = ()) -> None:
        self._folder = project.statements
        self._formats = formats
        self._known: dict[str, tuple[bytes | None, str, str]] = {}

    def of(self, statement: Statement) -> Pictures:
        """Those that the statement names and that lie in its folder or below it."""
        found: dict[str, bytes] = {}
        told: list[str] = []
        files: dict[Path, str] = {}
        for src in dict.fromkeys(_sources(statement)):
            path = picture_path(src)
            if path is None:
                why = "it does not lie beside the statement" if src.lower().endswith(PICTURES) else _OTHER_KIND
                told.append(f"the picture {src} is left out: {why}")
                continue
            if path not in self._known:
                self._known[path] = self._read(path)
            content, files[self._folder / path], said = self._known[path]
            if content is not None:
                found[src] = content
            if said:
                told.append(f"the picture {path} {said}")
        return Pictures(found, tuple(told), files)

    def _read(self, path: str) -> tuple[bytes | None, str, str]:
        """The picture, the digest of its file, and what is to be said of it."""
        place = self._folder / path
        try:
            raw = read(inside(self._folder, place), limit=_LIMIT)
        except (PubflowError, ValueError) as fault:
            why = fault.message if isinstance(fault, PubflowError) else str(fault)
            # A file that can't be read has no digest that will be found again: it is looked at each time.
            return None, "unread" if place.exists() else "", f"is left out: {why}"
        content = cleaned(raw)
        if content is None:
            return None, digest(raw), f"is left out: {_OTHER_KIND}"
        return content, digest(raw), self._said(content)

    def _said(self, content: bytes) -> str:
        """Where a whole picture is not shown, and what to do about it."""
        size, webp = dimensions(content), kind_of(content) == "webp"
        turned = size is not None and size.turned != 1

        def lacks(kind: str) -> bool:
            return size is None or (webp and kind != "pdf" and as_png(content) is None) or (turned and kind == "odt")

        lacking = [name for kind, name in _ALONE.items() if kind in self._formats and lacks(kind)]
        if not lacking:
            return ""
        how = "smaller" if size is None else "as JPEG or PNG" if webp else "upright"
        return f"stands as its description in {', '.join(lacking)}: save it {how} to show it there"


def _sources(statement: Statement) -> Iterator[str]:
    """The addresses of the pictures that lie beside the statement."""
    for image in images(statement.blocks):
        if local_image(source := attr(image, "src")) is not None:
            yield source
