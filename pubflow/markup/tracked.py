"""What is still open in an office file: changes that were tracked and not decided, comments that nobody resolved. Pure.

Read from the file's own XML, where text boxes, notes and deleted rows have theirs too. Sources: ECMA-376, part 1,
17.13; OpenDocument 1.3, part 3, 5.5 and 14.1; MS-DOCX 2.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from pubflow.document import Change
from pubflow.errors import SourceError
from pubflow.markup.elements import Element
from pubflow.markup.package import Package, opened

Kind = Literal["insertion", "deletion", "format", "comment"]
_STORIES: Final = re.compile(r"word/(document|footnotes|endnotes|header\d*|footer\d*)\.xml")
_WORD_KINDS: Final[dict[str, Kind]] = {
    "ins": "insertion", "moveTo": "insertion", "del": "deletion", "moveFrom": "deletion",
    "cellIns": "insertion", "cellDel": "deletion",
}  # fmt: skip
_CHANGE: Final = re.compile(
    rb"<(?P<prefix>(?:[\w.-]{1,40}:)?)(?P<name>ins|del|moveFrom|moveTo|cellIns|cellDel)"
    rb"(?P<attributes>(?:\s+[^\s=>/]{1,200}\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*)(?P<end>\s*/?>)"
)
_ATTRIBUTE: Final = re.compile(rb"([^\s=>/]+)\s*=\s*(?:\"[^\"<]*\"|'[^'<]*')")
_WANTED: Final = ((b"id", b"0"), (b"author", b""))
"""What pandoc wants of a change, and what a change without it gets."""
_PARAGRAPHS: Final = frozenset({"p", "h"})
_KEPT: Final = _PARAGRAPHS | {"changed-region", "annotation"}
"""Elements that are looked at whole, when they end."""
_ODT_KINDS: Final[dict[str, Kind]] = {"insertion": "insertion", "deletion": "deletion", "format-change": "format"}


def in_docx(package: Package) -> tuple[Change, ...]:
    """Changes in the order of the text, then comments in theirs."""
    changes: list[Change] = []
    for name in package.xml_names():
        if _STORIES.fullmatch(name):
            story = _Story()
            package.walk(name, story.ended)
            changes += _joined(story.found)
    return (*changes, *_word_comments(package))


def numbered(package: Package, content: bytes) -> bytes:
    """The Word file `content` with a number and an author for each change that lacks one: pandoc drops the words of
    such a change, whichever way it is decided.

    Raises SourceError for a change that can't be given them.
    """
    stories = [name for name in package.xml_names() if _STORIES.fullmatch(name) and _lacks(package, name)]
    if not stories:
        return content
    made = package.with_parts({name: _CHANGE.sub(_with_both, package.part(name)) for name in stories})
    again = opened(made, package.path, main="word/document.xml", kind="Word")
    for name in stories:
        if _lacks(again, name):
            hint = "decide the changes in your word processor, and save the file"
            raise SourceError(f"{name} holds a tracked change without a number", where=package.path, hint=hint)
    return made


def _lacks(package: Package, name: str) -> bool:
    """Whether a change in this part has no number, or no author; so a part that is no XML any more."""
    lacking = False

    def ended(element: Element, around: tuple[str, ...]) -> bool:
        nonlocal lacking
        if element.name in _WORD_KINDS:
            names = {key.rpartition(" ")[2] for key in element.attributes}
            lacking = lacking or not {"id", "author"} <= names
        return element.name not in _WORD_KINDS

    try:
        package.walk(name, ended)
    except SourceError:
        return True
    return lacking


def _with_both(found: re.Match[bytes]) -> bytes:
    prefix, attributes = found["prefix"], found["attributes"]
    names = {one[1] for one in _ATTRIBUTE.finditer(attributes)}
    further = [b' %b%b="%b"' % (prefix, name, value) for name, value in _WANTED if prefix + name not in names]
    return b"<%b%b%b%b%b" % (prefix, found["name"], b"".join(further), attributes, found["end"])


def in_odt(package: Package) -> tuple[Change, ...]:
    """Changes in the order of the file, then comments."""
    text = _OpenDocument()
    package.walk("content.xml", text.ended)
    return (*text.changes(), *text.comments)


# --- Word -------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Story:
    """One part of a Word file while its elements end."""

    found: list[tuple[int, Change]] = field(default_factory=list)
    """With how many stretches of text stood before it that nobody changed."""
    unchanged: int = 0

    def ended(self, element: Element, around: tuple[str, ...]) -> bool:
        kind = _WORD_KINDS.get(element.name)
        if kind is not None:
            change = Change(kind, _named(element, "author"), _named(element, "date"), _words(element))
            self.found.append((self.unchanged, change))
        elif element.name == "t" and not _WORD_KINDS.keys() & set(around):
            self.unchanged += 1
        return not _WORD_KINDS.keys() & set(around)


def _joined(found: Iterable[tuple[int, Change]]) -> Iterator[Change]:
    """Runs that follow each other by one hand are one change; Word cuts them wherever the format differs."""
    held: tuple[int, Change] | None = None
    for at, change in found:
        if held and held[0] == at and _same_hand(held[1], change):
            held = at, replace(change, text=held[1].text + change.text)
            continue
        if held:
            yield held[1]
        held = at, change
    if held:
        yield held[1]


def _same_hand(one: Change, other: Change) -> bool:
    return (one.kind, one.by) == (other.kind, other.by)


def _word_comments(package: Package) -> Iterator[Change]:
    resolved: set[str] = set()

    def state(element: Element, around: tuple[str, ...]) -> bool:
        if element.name == "commentEx" and _named(element, "done") in {"1", "true", "on"}:
            resolved.add(_named(element, "paraId"))
        return True

    package.walk("word/commentsExtended.xml", state)
    found: list[Change] = []

    def comment(element: Element, around: tuple[str, ...]) -> bool:
        if element.name != "comment":
            return False
        paragraphs = [part for part in element.children if part.name == "p"]
        if not resolved & {_named(part, "paraId") for part in paragraphs}:
            words = " ".join(filter(None, map(_words, paragraphs)))
            found.append(Change("comment", _named(element, "author"), _named(element, "date"), words))
        return True

    package.walk("word/comments.xml", comment)
    yield from found


def _words(element: Element) -> str:
    return "".join(
        _words(part) if isinstance(part, Element) else part if element.name in {"t", "delText"} else ""
        for part in element.parts
    )


def _named(element: Element, name: str) -> str:
    """An attribute, whatever its namespace."""
    return next((value for key, value in element.attributes.items() if key.rpartition(" ")[2] == name), "")


# --- OpenDocument -----------------------------------------------------------------------------------------------------


class _OpenDocument:
    """content.xml while its elements end."""

    def __init__(self) -> None:
        self.comments: list[Change] = []
        self._changes: dict[str, Change] = {}
        self._open: list[str] = []

    def ended(self, element: Element, around: tuple[str, ...]) -> bool:
        inside = _KEPT & set(around)
        if inside:
            return False
        if element.name == "changed-region":
            self._region(element)
        elif element.name in _PARAGRAPHS:
            self._text(element)
        elif element.name == "annotation":
            self._comment(element)
        return True

    def changes(self) -> tuple[Change, ...]:
        return tuple(self._changes.values())

    def _region(self, element: Element) -> None:
        for part in element.children:
            if part.name in _ODT_KINDS:
                by, at, words = _told(part)
                self._changes[_named(element, "id")] = Change(_ODT_KINDS[part.name], by, at, words)

    def _text(self, element: Element) -> None:
        """What was inserted stands in the paragraphs, between two marks; comments stand there too."""
        for part in element.parts:
            if isinstance(part, str):
                for name in self._open:
                    change = self._changes[name]
                    self._changes[name] = replace(change, text=change.text + part)
            elif part.name == "annotation":
                self._comment(part)
            elif part.name in {"change-start", "change-end"}:
                self._mark(_named(part, "change-id"), begins=part.name == "change-start")
            else:
                self._text(part)

    def _mark(self, name: str, *, begins: bool) -> None:
        if begins and name in self._changes:
            self._open.append(name)
        elif not begins and name in self._open:
            self._open.remove(name)

    def _comment(self, element: Element) -> None:
        if _named(element, "resolved") == "true":
            return
        by, at, words = _told(element)
        self.comments.append(Change("comment", by, at, words))


def _told(element: Element) -> tuple[str, str, str]:
    """Who, when, and the words."""
    by = at = ""
    words = []
    for part in element.children:
        if part.name == "change-info":
            by, at, _ = _told(part)
        elif part.name == "creator":
            by = part.text
        elif part.name == "date":
            at = part.text
        elif part.name in {"p", "h", "list"}:
            words.append(part.text)
    return by, at, " ".join(words)
