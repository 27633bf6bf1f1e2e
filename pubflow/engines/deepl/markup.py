"""The wire form of a text as DeepL's XML, and back. Escaped once on the way out, unescaped once on the way in. Pure.

A tag without its partner goes as an element of its own (`<b1.open/>`), since malformed XML is refused; a line's end
goes as `<line/>`, since DeepL lets line ends vanish.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pubflow.segment.tagged import Form, Part, Tag, TaggedText

_NOT_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_END: Final = re.compile(r"\r\n?|\n")
_LINE: Final = re.compile(r"[ \t]*<line\s*(?:/>|>\s*</line\s*>)[ \t]*")
_ELEMENT: Final = re.compile(r"<(/?)([a-z]+)([1-9][0-9]{0,5})(?:\.(open|close))?\s*(/?)>")
_ENTITY: Final = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6}));")
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_KEPT: Final = "k"
"""The name of the tags round what is to come back as it was sent."""


def cleaned(text: str) -> str:
    """Without what can stand in no XML, and in no PO file."""
    return _NOT_XML.sub("", text)


@dataclass(frozen=True, slots=True)
class Sent:
    """One text on its way: the white space at its ends stays here."""

    head: str
    xml: str
    """"" for what has nothing to translate."""
    tail: str
    text: TaggedText

    @classmethod
    def of(cls, wire: str) -> Sent:
        """What is to be sent for a text in wire form."""
        text = TaggedText.parse(cleaned(wire))
        if not any(char.isalpha() for char in text.plain):
            return cls(wire, "", "", text)
        body = str(text).strip()
        head, _, tail = str(text).partition(body)
        text = TaggedText.parse(body)
        return cls(head, "".join(_elements(text.parts)), tail, text)

    @property
    def kept(self) -> frozenset[str]:
        """The names of the elements whose content is to stay as it is."""
        return frozenset(f"{tag.name}{tag.number}" for tag in self.text.tags if tag.name == _KEPT)

    def answered(self, xml: object) -> str:
        """What came back, in wire form; whatever came, this gives a text."""
        if not self.xml:
            return self.head
        parts = TaggedText.of(_parts(cleaned(xml).strip(), self.text)) if isinstance(xml, str) else TaggedText()
        return self.head + str(parts) + self.tail


def _elements(parts: Sequence[Part]) -> Iterator[str]:
    lonely = _without_partner(parts)
    for index, part in enumerate(parts):
        if isinstance(part, str):
            escaped = part.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            yield _LINE_END.sub("<line/>", escaped)
        else:
            yield f"<{part.name}{part.number}.{part.form.value}/>" if index in lonely else str(part)


def _without_partner(parts: Sequence[Part]) -> set[int]:
    """Which of the parts are tags that open or close nothing."""
    lonely: set[int] = set()
    open_tags: list[tuple[int, Tag]] = []
    for index, part in enumerate(parts):
        if isinstance(part, str) or part.form is Form.SINGLE:
            continue
        if part.form is Form.OPEN:
            open_tags.append((index, part))
            continue
        names = [(tag.name, tag.number) for _, tag in open_tags]
        if (part.name, part.number) not in names:
            lonely.add(index)
            continue
        while (top := open_tags.pop())[1] != Tag(part.name, part.number, Form.OPEN):
            lonely.add(top[0])
    return lonely | {index for index, _ in open_tags}


def _parts(xml: str, sent: TaggedText) -> Iterator[Part]:
    singles = {(tag.name, tag.number) for tag in sent.tags if tag.form is Form.SINGLE}
    xml = _LINE.sub("\n", xml)
    end = 0
    for found in _ELEMENT.finditer(xml):
        yield _unescaped(xml[end : found.start()])
        yield from _tags(found, singles)
        end = found.end()
    yield _unescaped(xml[end:])


def _tags(found: re.Match[str], singles: set[tuple[str, int]]) -> Iterator[Tag]:
    """An element as tags of the kind that were sent: `<x1></x1>` is one, `<b1/>` is two."""
    closes, name, number, lonely, empty = found[1], found[2], int(found[3]), found[4], found[5]
    if lonely:
        if not closes:
            yield Tag(name, number, Form(lonely))
    elif (name, number) in singles:
        if not closes:
            yield Tag(name, number, Form.SINGLE)
    else:
        if not closes:
            yield Tag(name, number, Form.OPEN)
        if closes or empty:
            yield Tag(name, number, Form.CLOSE)


def _unescaped(text: str) -> str:
    return _ENTITY.sub(_character, text)


def _character(entity: re.Match[str]) -> str:
    name, decimal, hexadecimal = entity.groups()
    if name:
        return _NAMED[name]
    point = int(decimal) if decimal else int(hexadecimal, 16)
    return cleaned(chr(point)) if point < 0x110000 else entity[0]
