"""XML that came back from somebody: its root with everything in it, or a refusal. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from pubflow.errors import CatalogError
from pubflow.exchange.escape import sayable
from pubflow.markup.elements import Element, Kind, parse

_HAND_OUT: Final = Kind(CatalogError, "hand-out", "a hand-out")


def tree(content: bytes, path: str) -> Element:
    """The root element. Raises CatalogError with the place for what is no XML, or holds entities of its own."""
    roots: list[Element] = []

    def ended(element: Element, around: tuple[str, ...]) -> bool:
        if not around:
            roots.append(element)
        return not around

    parse(content, path, ended, _HAND_OUT)
    return roots[0]


def named(element: Element, *names: str) -> Iterator[Element]:
    """Its children of these names."""
    return (child for child in element.children if child.name in names)


def first(element: Element, name: str) -> Element | None:
    """Its first child of this name."""
    return next(named(element, name), None)


def everywhere(element: Element, name: str) -> Iterator[Element]:
    """All elements of this name in it, in document order, at any depth."""
    for child in element.children:
        if child.name == name:
            yield child
        yield from everywhere(child, name)


def whole_text(element: Element) -> str:
    """All text in it, as it stands."""
    return "".join(part if isinstance(part, str) else whole_text(part) for part in element.parts)


def xml_text(text: str) -> str:
    """Text for an element or an attribute in double quotes; what XML can't hold becomes U+FFFD."""
    return escape(sayable(text), {'"': "&quot;", "\r": "&#13;"})


def xml_attribute(text: str) -> str:
    """The same for an attribute, where a parser would make spaces of tabs and line breaks."""
    return xml_text(text).replace("\t", "&#9;").replace("\n", "&#10;")
