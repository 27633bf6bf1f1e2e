"""TMX -> what it says in one language or in all: 1.4b and older, whoever wrote it. Pure.

A segment's codes become our tags where they pair in both languages; otherwise the words are kept and the codes are
not, and that is counted. What another tool's codes meant is not known, only where they stood.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from pubflow.errors import CatalogError
from pubflow.exchange.tmx import CONTEXT, is_same, name_of
from pubflow.language import LanguageTag
from pubflow.markup.elements import Element, Kind, parsed
from pubflow.segment import TaggedText, tag_faults
from pubflow.segment.match import Said
from pubflow.segment.tagged import Form, Part, Tag

TMX: Final = Kind(CatalogError, "TMX", "a memory")
_SPACES: Final = re.compile(r"[ \t\r\n]+")
_SHOWN: Final = 5
"""Remarks on single units that are told with their line."""


@dataclass(slots=True)
class Counts:
    """What a reading met, besides what it gave."""

    units: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    """Units by target language, as we write it."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Why something of a unit, or all of it, was not taken."""
    remarks: list[str] = field(default_factory=list)
    """Where, for the first few."""

    def miss(self, why: str, where: str) -> None:
        """Something was not taken."""
        self.left_out[why] += 1
        if len(self.remarks) < _SHOWN:
            self.remarks.append(f"{where}: {why}")


def read(
    pieces: Iterable[bytes], path: str, language: LanguageTag, counts: Counts, *, origin: str = ""
) -> Iterator[Said]:
    """The units that have English and `language`, in the order of the file; `counts` is filled.

    Raises CatalogError with file and line for what is no XML or no TMX; what was yielded before was there.
    """
    for _, said in _read(pieces, _Reader(path, language, counts, origin)):
        yield said


def every(pieces: Iterable[bytes], path: str, counts: Counts) -> Iterator[tuple[str, Said]]:
    """The same for each language beside English, with its name as we write it."""
    yield from _read(pieces, _Reader(path, None, counts, ""))


def _read(pieces: Iterable[bytes], reader: _Reader) -> Iterator[tuple[str, Said]]:
    for _ in parsed(pieces, reader.path, reader.ended, TMX):
        yield from reader.taken()
    yield from reader.taken()


class _Reader:
    def __init__(self, path: str, language: LanguageTag | None, counts: Counts, origin: str) -> None:
        self.path = path
        self._language = language
        self._counts = counts
        self._origin = origin
        self._ready: list[tuple[str, Said]] = []

    def taken(self) -> list[tuple[str, Said]]:
        """What is ready, once."""
        ready, self._ready = self._ready, []
        return ready

    def ended(self, element: Element, around: tuple[str, ...]) -> bool:
        if not around and element.name != "tmx":
            message = f"is no TMX: its first element is <{element.name}>"
            raise CatalogError(message, where=f"{self.path}:{element.line}", hint="TMX begins with <tmx>")
        if element.name != "tu" or not around or around[-1] != "body":
            return False
        self._counts.units += 1
        self._unit(element)
        return True

    def _unit(self, unit: Element) -> None:
        where = f"{self.path}:{unit.line}"
        variants = [child for child in unit.children if child.name == "tuv"]
        english = [one for one in variants if (name_of(one.language)).partition("-")[0] == "en"]
        if not english:
            self._counts.miss("a unit without English", where)
            return
        # Of several, the one that says plain English; else the first.
        source = next((one for one in english if name_of(one.language) == "en"), english[0])
        for variant in variants:
            if variant in english:
                continue
            self._counts.languages[name_of(variant.language)] += 1
            if self._language is None or is_same(variant.language, self._language):
                self._take(unit, source, variant, where)

    def _take(self, unit: Element, source: Element, target: Element, where: str) -> None:
        segs = [next((child for child in one.children if child.name == "seg"), None) for one in (source, target)]
        if segs[0] is None or segs[1] is None:
            self._counts.miss("a language without its <seg>", where)
            return
        ours, theirs = self._texts(segs[0], segs[1], where)
        if not ours or not theirs:
            self._counts.miss("an empty text", where)
            return
        props = {one.attributes.get("type", ""): one.text for one in unit.children if one.name == "prop"}
        by = _attribute((target, unit), ("changeid", "creationid"))
        at = _moment(_attribute((target, unit), ("changedate", "creationdate")))
        number = self._counts.units
        said = Said(ours, theirs, props.get(CONTEXT, ""), self._origin, number, by, at)
        self._ready.append((name_of(target.language), said))

    def _texts(self, source: Element, target: Element, where: str) -> tuple[str, str]:
        """Both in wire form; "" for one without words."""
        if not source.children and not target.children:
            return _wire(source.text_as_is), _wire(target.text_as_is)
        codes = _codes(source), _codes(target)
        ours = _tagged(codes[0], _numbers(codes[0]))
        theirs = _tagged(codes[1], _of_source(codes[0], codes[1]))
        lost = any(isinstance(code, _Lost) for half in codes for code in half)
        faults = bool(tag_faults(ours, ours) and ours.tags) or bool(tag_faults(ours, theirs) and theirs.plain.strip())
        if lost or faults:
            self._counts.miss("codes that do not pair, or stand alone", where)
        if faults:
            return _wire(ours.plain), _wire(theirs.plain)
        return str(ours) if ours.plain.strip() else "", str(theirs) if theirs.plain.strip() else ""


# --- codes ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Code:
    """A code of another tool, known by where it stands."""

    form: Form
    pair: str
    """What an opening and a closing one have in common: `i`."""
    name: str
    """What a code has in common with its like in the other language: `x`, else `i`, else its turn."""


@dataclass(frozen=True, slots=True)
class _Lost:
    """A code that is half of something, or holds a text of its own."""


_Codes = Sequence[str | _Code | _Lost]


def _codes(seg: Element) -> _Codes:
    found = list(_flat(seg, Counter()))
    opened = Counter(code.pair for code in found if isinstance(code, _Code) and code.form is Form.OPEN)
    closed = Counter(code.pair for code in found if isinstance(code, _Code) and code.form is Form.CLOSE)
    paired = {name for name, count in opened.items() if count == closed[name] == 1}
    return [_Lost() if isinstance(code, _Code) and code.pair and code.pair not in paired else code for code in found]


def _flat(element: Element, turns: Counter[str]) -> Iterator[str | _Code | _Lost]:
    for part in element.parts:
        if isinstance(part, str):
            yield part
            continue
        if any(child.name == "sub" for child in part.children):
            yield _Lost()
        i, x = part.attributes.get("i", ""), part.attributes.get("x", "")
        turns[part.name] += 1
        turn = str(turns[part.name])
        match part.name:
            case "bpt":
                yield _Code(Form.OPEN, i, f"x{x}" if x else f"i{i}")
            case "ept":
                yield _Code(Form.CLOSE, i, "")
            case "ph":
                yield _Code(Form.SINGLE, "", f"x{x}" if x else f"turn{turn}")
            case "hi":
                yield _Code(Form.OPEN, f"hi{turn}", f"hi-x{x}" if x else f"hi{turn}")
                yield from _flat(part, turns)
                yield _Code(Form.CLOSE, f"hi{turn}", "")
            case _:
                # <it>, <ut>, and what TMX does not know.
                yield _Lost()


def _numbers(codes: _Codes) -> dict[tuple[Form, str], int]:
    """The number of each code's tag: in the order in which they begin."""
    begun = [code for code in codes if isinstance(code, _Code) and code.form is not Form.CLOSE]
    return {(code.form, code.pair or code.name): number for number, code in enumerate(begun, 1)}


def _of_source(source: _Codes, target: _Codes) -> dict[tuple[Form, str], int]:
    """The number of each code of the target: that of its like in the source; 0 for one that has none."""
    begun = [code for code in source if isinstance(code, _Code) and code.form is not Form.CLOSE]
    likes = {(code.form, code.name): number for number, code in enumerate(begun, 1)}
    return {
        (code.form, code.pair or code.name): likes.get((code.form, code.name), 0)
        for code in target
        if isinstance(code, _Code) and code.form is not Form.CLOSE
    }


def _tagged(codes: _Codes, numbers: dict[tuple[Form, str], int]) -> TaggedText:
    return _trimmed(_parts(codes, numbers))


def _parts(codes: _Codes, numbers: dict[tuple[Form, str], int]) -> Iterator[Part]:
    for code in codes:
        if isinstance(code, str):
            yield code
        elif isinstance(code, _Code):
            form = Form.SINGLE if code.form is Form.SINGLE else Form.OPEN
            if number := numbers.get((form, code.pair or code.name), 0):
                yield Tag("x" if code.form is Form.SINGLE else "b", number, code.form)


def _trimmed(parts: Iterable[Part]) -> TaggedText:
    """Without white space at its ends, and with a space for each run of it: as our own segments are."""
    text = TaggedText.of(_SPACES.sub(" ", part) if isinstance(part, str) else part for part in parts)
    out = list(text.parts)
    if out and isinstance(out[0], str):
        out[0] = out[0].lstrip()
    if out and isinstance(out[-1], str):
        out[-1] = out[-1].rstrip()
    return TaggedText.of(out)


def _wire(text: str) -> str:
    """A text without tags, as our own segments are, in wire form."""
    cleaned = _SPACES.sub(" ", text).strip()
    return cleaned if "<" not in cleaned else str(TaggedText.of([cleaned]))


def _attribute(elements: Iterable[Element], names: Iterable[str]) -> str:
    names = tuple(names)
    return next((value for one in elements for name in names if (value := one.attributes.get(name, ""))), "")


def _moment(written: str) -> str:
    """ISO 8601; "" for what is no date of TMX."""
    try:
        return datetime.fromisoformat(written).astimezone(UTC).isoformat() if written.endswith("Z") else ""
    except ValueError:
        return ""
