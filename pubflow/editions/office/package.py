"""Office files are zip archives: taken apart, and put together so that the same parts give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from functools import lru_cache
from importlib import resources

Parts = dict[str, bytes]
"""Path in the archive -> content."""

LEFT_TO_RIGHT = "&#8206;"
"""Before and behind the numbers of pages, which else read "2 / 1" in a page from right to left. Word processors know
this mark beside their fields; those that isolate or embed, they take apart."""
_PLACE = re.compile(r"\{\{([a-z-]+)\}\}")
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The first that a zip archive can name."""
_FIRST = ("mimetype", "[Content_Types].xml")
"""What readers look for at the very beginning."""


def unpacked(content: bytes) -> Parts:
    """The archive's files."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}


def packed(parts: Parts) -> bytes:
    """The archive: no moment, no machine, one order; `mimetype` is stored as it is, as EPUB and ODT want it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in sorted(parts, key=lambda name: (name not in _FIRST, name)):
            info = zipfile.ZipInfo(name, _MOMENT)
            info.create_system = 0
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, parts[name], compresslevel=9)
    return held.getvalue()


def house(name: str, **values: str) -> str:
    """One of our own files beside this module, with `{{name}}` filled in. Values are XML already.

    In one go: what a title holds in such brackets is the title's own words.
    """
    return _PLACE.sub(lambda found: values[found[1]], _house(name))


@lru_cache(maxsize=16)
def _house(name: str) -> str:
    return resources.files(__package__).joinpath("house", name).read_text("utf-8").replace("\r\n", "\n")
