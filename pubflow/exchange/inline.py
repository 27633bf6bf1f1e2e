"""Tagged text as XLIFF's inline elements, and back, whatever a person left of its tags. Pure.

A pair that is properly nested surrounds its text; one that crosses another, or has lost its partner, is two empty
elements. An id is the tag's own name, so that a tool which copies it into the target says what we would say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pubflow.exchange.escape import NO_XML
from pubflow.exchange.trees import xml_text
from pubflow.markup.elements import Element
from pubflow.segment.tagged import Form, Part, Tag, TaggedText

_ID: Final = re.compile(r"([a-z]+)([1-9][0-9]{0,5})(?:\.[0-9]+)?")
"""A second tag of one name gets `.2`: ids are unique in a unit."""
_TRANSPARENT: Final = frozenset({"mrk"})
_PASSED_OVER: Final = frozenset({"sm", "em"})


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the elements are called in one version of XLIFF."""

    pair: str
    opening: str
    closing: str
    single: str
    reference: str
    """The attribute of a closing element that names its partner; "" where both have one id."""
    alone: str = ""
    """What an element without its partner says."""


XLIFF2: Final = Dialect("pc", "sc", "ec", "ph", "startRef", ' isolated="yes"')
XLIFF12: Final = Dialect("g", "bx", "ex", "x", "")


def dumps(wire: str, dialect: Dialect) -> str:
    """The wire form of a tagged text as XML."""
    parts = TaggedText.parse(wire).parts
    partners, nested = _partners(parts)
    ids: dict[int, str] = {}
    seen: Counter[str] = Counter()
    for index, part in enumerate(parts):
        if isinstance(part, Tag) and (part.form is not Form.CLOSE or index not in partners):
            name = f"{part.name}{part.number}"
            seen[name] += 1
            ids[index] = name if seen[name] == 1 else f"{name}.{seen[name]}"
    return "".join(
        _literal(part, dialect) if isinstance(part, str) else _element(index, part, ids, partners, nested, dialect)
        for index, part in enumerate(parts)
    )


def loads(element: Element, dialect: Dialect) -> tuple[str, tuple[str, ...]]:
    """The wire form of what stands in an element, and the ids of foreign elements whose marks were left out."""
    strange: list[str] = []
    return str(TaggedText.of(_parts(element, dialect, strange))), tuple(strange)


def _literal(text: str, dialect: Dialect) -> str:
    if not NO_XML.search(text):
        return xml_text(text)
    out, end = "", 0
    for match in NO_XML.finditer(text):
        code = f"{ord(match[0]):04X}"
        held = f'<cp hex="{code}"/>' if dialect is XLIFF2 else f'<x id="cp-{code}" ctype="x-cp"/>'
        out += xml_text(text[end : match.start()]) + held
        end = match.end()
    return out + xml_text(text[end:])


def _partners(parts: Sequence[Part]) -> tuple[dict[int, int], set[int]]:
    """For each tag of a pair the index of the other, and the indices of those that nest properly."""
    partners: dict[int, int] = {}
    nested: set[int] = set()
    waiting: list[int] = []
    for index, part in enumerate(parts):
        if isinstance(part, str) or part.form is Form.SINGLE:
            continue
        if part.form is Form.OPEN:
            waiting.append(index)
            continue
        opener = next((at for at in reversed(waiting) if _same(parts[at], part)), None)
        if opener is None:
            continue
        partners |= {opener: index, index: opener}
        if opener == waiting[-1]:
            nested |= {opener, index}
        waiting.remove(opener)
    return partners, nested


def _same(one: Part, other: Tag) -> bool:
    return isinstance(one, Tag) and (one.name, one.number) == (other.name, other.number)


def _element(
    index: int, tag: Tag, ids: dict[int, str], partners: dict[int, int], nested: set[int], dialect: Dialect
) -> str:
    match tag.form:
        case Form.SINGLE:
            return f'<{dialect.single} id="{ids[index]}"/>'
        case Form.OPEN if index in nested:
            return f'<{dialect.pair} id="{ids[index]}">'
        case Form.CLOSE if index in nested:
            return f"</{dialect.pair}>"
        case Form.OPEN:
            alone = "" if index in partners else dialect.alone
            return f'<{dialect.opening} id="{ids[index]}"{alone}/>'
        case _:
            if index not in partners:
                return f'<{dialect.closing} id="{ids[index]}"{dialect.alone}/>'
            return f'<{dialect.closing} {dialect.reference or "id"}="{ids[partners[index]]}"/>'


def _parts(element: Element, dialect: Dialect, strange: list[str]) -> Iterator[Part]:
    for part in element.parts:
        if isinstance(part, str):
            yield part
        elif part.name in _TRANSPARENT:
            yield from _parts(part, dialect, strange)
        elif part.name not in _PASSED_OVER:
            yield from _inline(part, dialect, strange)


def _inline(element: Element, dialect: Dialect, strange: list[str]) -> Iterator[Part]:
    said = element.attributes.get("startRef") or element.attributes.get("id", "")
    if char := _control(element, said):
        yield char
        return
    match = _ID.fullmatch(said)
    forms = {dialect.opening: Form.OPEN, dialect.closing: Form.CLOSE, dialect.single: Form.SINGLE}
    if match is None or element.name not in {dialect.pair, *forms}:
        strange.append(said or element.name)
        if element.name == dialect.pair:
            yield from _parts(element, dialect, strange)
        return
    name, number = match[1], int(match[2])
    if element.name == dialect.pair:
        yield Tag(name, number, Form.OPEN)
        yield from _parts(element, dialect, strange)
        yield Tag(name, number, Form.CLOSE)
    else:
        yield Tag(name, number, forms[element.name])


def _control(element: Element, said: str) -> str:
    """The character that `cp` stands for; "" for other elements."""
    if element.name == "cp":
        code = element.attributes.get("hex", "")
    elif said.startswith("cp-"):
        code = said.removeprefix("cp-")
    else:
        return ""
    return chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{1,6}", code) and int(code, 16) <= 0x10FFFF else "\ufffd"
