"""A bilingual Word file that came back: its rows as they read once every tracked change is taken. Pure.

Only the few parts that hold the table are read, within bounds; macros, pictures and what the file points at outside
itself are never opened. Source: ECMA-376, part 1.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from pubflow.errors import CatalogError
from pubflow.exchange.handout import Returned, Row, of_facts, one_line
from pubflow.exchange.reply import is_ok
from pubflow.exchange.trees import everywhere, first, named, tree, whole_text
from pubflow.markup.elements import Element
from pubflow.segment.model import Key

_LARGEST: Final = 24 * 1024 * 1024
"""Bytes of one part, unpacked; a table of 2,000 units has 4 MB."""
_PARTS: Final = 2_000
_DOCUMENT: Final = "/officeDocument"
_COLUMNS: Final = 5
_NUMBER: Final = re.compile(r"\(?([0-9]{1,6})\)?")
_TAKEN_OUT: Final = frozenset({"del", "moveFrom", "delText", "instrText", "pPr", "rPr"})
_BREAKS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_UNREAD: Final = {
    "drawing": "a picture", "pict": "a picture", "object": "an object", "sym": "a symbol",
    "footnoteReference": "a footnote", "endnoteReference": "an endnote",
}  # fmt: skip
_YES: Final = frozenset({"x", "y", "☑", "☒"})
"""What a cell may say beside what a message may; a cross is a tick in a column named OK."""
_REST: Final = "(write yes):"


@dataclass(slots=True)
class _Seen:
    """What was met while reading."""

    changes: Counter[str] = field(default_factory=Counter)
    """Tracked changes by whoever made them."""
    comments: list[str] = field(default_factory=list)
    """Ids, in order."""
    unread: list[str] = field(default_factory=list)


def loads(content: bytes, path: str) -> Returned:
    """Read a .docx. Raises CatalogError for a file that is none, is too large, or names no pack."""
    with _opened(content, path) as file:
        names = file.namelist()
        main = _main(file, names, path)
        document = tree(_part(file, main, path), f"{path} ({main})")
        folder = main.rpartition("/")[0]
        comments = _comments(file, f"{folder}/comments.xml", path)
        facts = _facts(file, path)
        told = ["it holds macros; they were not looked at"] if any("vba" in name.lower() for name in names) else []
    body = first(document, "body") or document
    above = " ".join(_text(part, _Seen()) for part in named(body, "p"))
    reader = _Reader(comments, told)
    rows = tuple(reader.rows(body))
    handout = of_facts(facts, rows, path, above)
    reader.rest(above)
    return Returned(handout, "edited", tuple(reader.told), tuple(reader.remarks), reader.all_right)


# --- the container ----------------------------------------------------------------------------------------------------


def _opened(content: bytes, path: str) -> zipfile.ZipFile:
    try:
        file = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise CatalogError(f"can't be opened: {error}", where=path, hint="ask for the file again") from None
    if len(file.namelist()) > _PARTS:
        raise CatalogError(f"holds {len(file.namelist())} parts; no Word file of ours does", where=path)
    return file


def _part(file: zipfile.ZipFile, name: str, path: str) -> bytes:
    """One part, never more than `_LARGEST` bytes of it."""
    try:
        with file.open(name) as stream:
            content = stream.read(_LARGEST + 1)
    except KeyError:
        hint = "save it as .docx: other kinds, .odt and .pages among them, can't be read"
        raise CatalogError(f"holds no {name}: it is no Word file", where=path, hint=hint) from None
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        hint = "save it without a password, or ask for it again"
        raise CatalogError(f"can't be unpacked: {error}", where=path, hint=hint) from None
    if len(content) > _LARGEST:
        raise CatalogError(f"unpacks to more than {_LARGEST // 1024 // 1024} MB; it was not read", where=path)
    return content


def _main(file: zipfile.ZipFile, names: list[str], path: str) -> str:
    """Where the document stands: Word on the web does not call it document.xml."""
    relations = tree(_part(file, "_rels/.rels", path), f"{path} (_rels/.rels)")
    for relation in named(relations, "Relationship"):
        if relation.attributes.get("Type", "").endswith(_DOCUMENT):
            target = relation.attributes.get("Target", "").lstrip("/")
            if relation.attributes.get("TargetMode") == "External" or target not in names:
                hint = "nothing outside the file is ever opened; ask for it again"
                raise CatalogError("its text stands elsewhere than in the file itself", where=path, hint=hint)
            return target
    return "word/document.xml"


def _facts(file: zipfile.ZipFile, path: str) -> list[tuple[str, str]]:
    if "docProps/custom.xml" not in file.namelist():
        return []
    root = tree(_part(file, "docProps/custom.xml", path), f"{path} (docProps/custom.xml)")
    return [(one.attributes.get("name", ""), whole_text(one)) for one in named(root, "property")]


def _comments(file: zipfile.ZipFile, name: str, path: str) -> dict[str, str]:
    """The words of each comment; those who wrote them are not asked for."""
    if name not in file.namelist():
        return {}
    root = tree(_part(file, name, path), f"{path} ({name})")
    return {
        _attribute(one, "id"): one_line(" ".join(_text(part, _Seen()) for part in named(one, "p")))
        for one in named(root, "comment")
    }


# --- the table --------------------------------------------------------------------------------------------------------


class _Reader:
    def __init__(self, comments: dict[str, str], told: list[str]) -> None:
        self.told = told
        self.remarks: list[tuple[int, str]] = []
        self._comments = comments
        self._used: set[str] = set()
        self.all_right = False

    def rows(self, body: Element) -> Iterator[Row]:
        for table in everywhere(body, "tbl"):
            for line in named(table, "tr"):
                cells = [cell for cell in _unwrapped(line) if cell.name == "tc"]
                if len(cells) < _COLUMNS:
                    continue
                row = self._row(line, cells)
                if row is not None:
                    yield row

    def rest(self, above: str) -> None:
        """Whether “all that I did not change is right” was answered; and comments that stand beside no unit."""
        answer = above.rpartition(_REST)[2].strip() if _REST in above else ""
        if answer:
            self.told.append(
                "every row that is not changed counts as agreed to, as the line below the table says"
                if is_yes(answer)
                else f"the line below the table is no clear yes, nothing was concluded from it: {one_line(answer)[:80]}"
            )
            self.all_right = is_yes(answer)
        beside = [words for name, words in self._comments.items() if name not in self._used and words]
        self.told += [f"a comment beside no unit: {words[:200]}" for words in beside]

    def _row(self, line: Element, cells: list[Element]) -> Row | None:
        seen = [_Seen() for _ in cells]
        texts = [_cell(cell, met) for cell, met in zip(cells, seen, strict=True)]
        number, _, context = texts[0].partition("\n")
        match = _NUMBER.fullmatch(number.strip())
        if match is None:
            return None
        at = int(match[1])
        if _is_deleted(line):
            self.told.append(f"unit {at}: its row is deleted in the file; the unit stays as it was")
            return None
        self._tell(at, seen)
        notes: list[str] = []
        comments: list[str] = []
        for note in filter(None, texts[3].split("\n")):
            (comments if note.startswith("# ") else notes).append(note.removeprefix("# "))
        for name in dict.fromkeys(name for met in seen for name in met.comments):
            self._used.add(name)
            if words := self._comments.get(name, ""):
                self.remarks.append((at, words))
        agreed = texts[4].strip()
        if agreed and not is_yes(agreed):
            self.remarks.append((at, agreed))
        return Row(
            at,
            Key(context, texts[1]),
            "",
            texts[2],
            not is_yes(agreed),
            "(" not in number,
            tuple(notes),
            tuple(comments),
        )

    def _tell(self, number: int, seen: list[_Seen]) -> None:
        changes = seen[2].changes
        if changes:
            people = ((one_line(who) or "a person, unknown", count) for who, count in sorted(changes.items()))
            by = ", ".join(f"{who[:60]} ({count})" for who, count in people)
            self.told.append(f"unit {number}: tracked changes by {by}; the final text is taken")
        self.told += [f"unit {number}: {what} in the target can't be read; it was left out" for what in seen[2].unread]


def is_yes(text: str) -> bool:
    """Whether a cell says yes, and nothing else."""
    return is_ok(text) or text.strip().casefold() in _YES


def _is_deleted(line: Element) -> bool:
    properties = first(line, "trPr")
    return properties is not None and first(properties, "del") is not None


def _unwrapped(element: Element) -> Iterator[Element]:
    """Its children, those in content controls and the like among them."""
    for child in element.children:
        if child.name in {"sdt", "sdtContent", "customXml", "smartTag"}:
            yield from _unwrapped(child)
        else:
            yield child


def _cell(cell: Element, seen: _Seen) -> str:
    """The cell's paragraphs, a line each; one whose end was deleted goes on in the next."""
    text, joins = "", True
    for part in _unwrapped(cell):
        if part.name == "p":
            text += ("" if joins else "\n") + _text(part, seen)
            joins = _end_deleted(part, seen)
        elif part.name in {"commentRangeStart", "commentReference"}:
            seen.comments.append(_attribute(part, "id"))
    return text


def _end_deleted(paragraph: Element, seen: _Seen) -> bool:
    properties = first(paragraph, "pPr")
    marks = first(properties, "rPr") if properties else None
    deleted = first(marks, "del") if marks else None
    if deleted is not None:
        seen.changes[_attribute(deleted, "author")] += 1
    return deleted is not None


def _text(element: Element, seen: _Seen) -> str:
    out = []
    for part in element.parts:
        if isinstance(part, str):
            out.append(part if element.name == "t" else "")
            continue
        if part.name in {"ins", "del", "moveTo", "moveFrom"}:
            seen.changes[_attribute(part, "author")] += 1
        elif part.name in {"commentRangeStart", "commentReference"}:
            seen.comments.append(_attribute(part, "id"))
        elif part.name in _UNREAD:
            seen.unread.append(_UNREAD[part.name])
            continue
        if part.name in _BREAKS:
            out.append(_BREAKS[part.name])
        elif part.name not in _TAKEN_OUT and part.name != "Fallback":
            out.append(_text(part, seen))
    return "".join(out)


def _attribute(element: Element, name: str) -> str:
    """An attribute whatever its namespace."""
    return next((value for key, value in element.attributes.items() if key.rpartition(" ")[2] == name), "")
