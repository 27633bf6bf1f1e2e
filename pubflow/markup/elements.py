"""XML of unknown origin -> elements, safely: no entity is expanded, nothing is fetched, nesting has an end. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NoReturn
from xml.parsers import expat

from pubflow.errors import PubflowError, TermbaseError

_LANG: Final = "http://www.w3.org/XML/1998/namespace lang"
_DEEPEST: Final = 64
"""TBX nests about ten deep, a text box in Word some twenty-five."""
_ENDS_EARLY: Final = (
    expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
    expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
)


@dataclass(slots=True)
class Element:
    """One element with what stands in it."""

    name: str
    """Without its namespace."""
    space: str
    attributes: Mapping[str, str]
    line: int
    parts: list[str | Element] = field(default_factory=list)

    @property
    def children(self) -> list[Element]:
        return [part for part in self.parts if isinstance(part, Element)]

    @property
    def text(self) -> str:
        """All text in it, mark-up dropped, on one line."""
        return " ".join(self.text_as_is.split())

    @property
    def text_as_is(self) -> str:
        """All text in it, mark-up dropped."""
        return _all_text(self)

    @property
    def language(self) -> str:
        """What `xml:lang` says, or `lang` where a file forgot the prefix."""
        return self.attributes.get(_LANG, "") or self.attributes.get("lang", "")


def _all_text(element: Element) -> str:
    return "".join(part if isinstance(part, str) else _all_text(part) for part in element.parts)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file should be: how its faults are raised and told."""

    error: type[PubflowError]
    name: str
    """The format: `TBX`."""
    what: str
    """What it holds: `a glossary`."""


TBX: Final = Kind(TermbaseError, "TBX", "a glossary")

Ended = Callable[[Element, tuple[str, ...]], bool]
"""Called with each element at its end and the names of those around it, from the root. Where it answers True the
element is forgotten, so that a large file needs little memory."""


def parse(content: bytes, path: str, ended: Ended, kind: Kind = TBX) -> None:
    """Read a whole file. Raises the error of its kind with `path:line:column` for what is no XML, and for XML that no
    honest file needs.
    """
    for _ in parsed((content,), path, ended, kind):
        pass


def parsed(pieces: Iterable[bytes], path: str, ended: Ended, kind: Kind) -> Iterator[None]:
    """The same for a file that comes in pieces; it yields after each of them."""
    parser = expat.ParserCreate(namespace_separator=" ")
    builder = _Builder(parser, path, ended, kind)
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.EntityDeclHandler = builder.entity
    parser.ExternalEntityRefHandler = builder.fetch
    parser.SkippedEntityHandler = builder.unknown_entity
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            yield
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        _refuse(error, path, kind)
    except (LookupError, ValueError) as error:
        hint = "save it as UTF-8, and say so in its first line"
        raise kind.error(f"its encoding can't be read: {error}", where=f"{path}:1", hint=hint) from None


def _refuse(error: expat.ExpatError, path: str, kind: Kind) -> NoReturn:
    where = f"{path}:{error.lineno}:{error.offset + 1}"
    if error.code in _ENDS_EARLY:
        hint = "it may have been cut off while it was saved or sent: ask for it again"
        raise kind.error("the file ends too early", where=where, hint=hint) from None
    message = expat.errors.messages[error.code]
    hint = "it is no XML here; if letters with accents stand there, save the file as UTF-8"
    raise kind.error(f"can't be read: {message}", where=where, hint=hint) from None


class _Builder:
    def __init__(self, parser: expat.XMLParserType, path: str, ended: Ended, kind: Kind) -> None:
        self._parser = parser
        self._path = path
        self._ended = ended
        self._kind = kind
        self._open: list[Element] = []
        self._names: tuple[str, ...] = ()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) == _DEEPEST:
            self._stop(
                f"elements are nested more than {_DEEPEST} deep",
                f"no {self._kind.name} needs that: is it the right file?",
            )
        space, _, local = name.rpartition(" ")
        self._open.append(Element(local, space, attributes, self._parser.CurrentLineNumber))
        self._names = (*self._names, local)

    def end(self, _name: str) -> None:
        element = self._open.pop()
        self._names = self._names[:-1]
        used = self._ended(element, self._names)
        if self._open and not used:
            self._open[-1].parts.append(element)

    def text(self, text: str) -> None:
        self._open[-1].parts.append(text)

    def entity(self, name: str, *_: object) -> None:
        self._stop(
            f"the file declares the entity “{name}”", f"{self._kind.what} needs none, and they are used for attacks"
        )

    def fetch(self, *_: object) -> int:
        self._stop("the file wants another file to be read into it", "pubflow reads this one only")

    def unknown_entity(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            self._stop(f"&{name}; is not declared in the file", "write the character itself")

    def _stop(self, message: str, hint: str) -> NoReturn:
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber
        raise self._kind.error(message, where=f"{self._path}:{line}:{column + 1}", hint=hint)
