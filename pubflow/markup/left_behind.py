"""What stands in a Word or OpenDocument file and pandoc does not read: named, with its words. Pure.

Sources: ECMA-376, parts 1 and 4; OpenDocument 1.3, part 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pubflow.markup.elements import Element
from pubflow.markup.package import Package

_EDGES: Final = re.compile(r"word/(header|footer)\d*\.xml")
_NAMES: Final = {
    "header": "the head of the page", "footer": "the foot of the page", "txbxContent": "a text box",
    "text-box": "a text box", "chart": "a chart", "relIds": "a diagram (SmartArt)", "OLEObject": "an embedded object",
    "object": "an embedded object", "object-ole": "an embedded object",
}  # fmt: skip
_LONGEST: Final = 200
_FIELDS: Final = re.compile(r"(?:page|seite|p\.)?\s*\d*\s*(?:of|/|von)?\s*\d*", re.IGNORECASE)
"""What is left of a foot that holds a page's number."""


def in_docx(package: Package) -> tuple[tuple[str, str], ...]:
    """(what it is, its words), in the order of the file, what is said twice once."""
    found: list[tuple[str, str]] = []
    for name in package.xml_names():
        if match := _EDGES.fullmatch(name):
            found += [(_NAMES[match[1]], words) for words in _paragraphs(package, name)]
    return tuple(
        dict.fromkeys((*found, *_inside(package, "word/document.xml", {"txbxContent", "chart", "relIds", "OLEObject"})))
    )


def in_odt(package: Package) -> tuple[tuple[str, str], ...]:
    """The same of an OpenDocument text; the head and the foot of a page stand in its styles."""
    edges = (pair for pair in _inside(package, "styles.xml", {"header", "footer"}) if not _FIELDS.fullmatch(pair[1]))
    return tuple(dict.fromkeys((*edges, *_inside(package, "content.xml", {"text-box", "object", "object-ole"}))))


def told(found: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """A line each."""
    for what, words in found:
        cut = words[:_LONGEST] + (" …" if len(words) > _LONGEST else "")
        yield f"left out: {what}" + (f": “{cut}”" if words else "")


def _paragraphs(package: Package, name: str) -> Iterator[str]:
    lines: list[str] = []

    def ended(element: Element, around: tuple[str, ...]) -> bool:
        if element.name == "p" and "p" not in around and not _FIELDS.fullmatch(words := _words(element)):
            lines.append(words)
        return "p" not in around

    package.walk(name, ended)
    return iter(lines)


def _inside(package: Package, name: str, kinds: set[str]) -> Iterator[tuple[str, str]]:
    """The elements of these names, with their words; what Word writes twice for older versions comes once."""
    found: list[tuple[str, str]] = []

    def ended(element: Element, around: tuple[str, ...]) -> bool:
        outer = kinds & set(around)
        if element.name in kinds and not outer and "Fallback" not in around:
            words = _words(element)
            if words or element.name not in {"header", "footer", "txbxContent", "text-box"}:
                found.append((_NAMES[element.name], words))
        return not outer

    package.walk(name, ended)
    return iter(found)


def _words(element: Element) -> str:
    return " ".join(" ".join(_pieces(element)).split())


def _pieces(element: Element) -> Iterator[str]:
    """By paragraph; runs of one are not apart."""
    if element.name in {"p", "h"}:
        yield "".join(_runs(element))
        return
    for child in element.children:
        yield from _pieces(child)


def _runs(element: Element) -> Iterator[str]:
    for part in element.parts:
        if isinstance(part, str):
            # Word's text stands in `t`, OpenDocument's in the paragraph itself.
            if element.name not in {"instrText", "delText", "pPr", "rPr"}:
                yield part
        elif part.name in {"tab", "br", "s", "line-break"}:
            yield " "
        else:
            yield from _runs(part)
