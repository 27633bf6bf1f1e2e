"""A whole web page -> the HTML of its main text, and what was left out of it. Pure; no script runs, nothing is fetched.

The page's own word is taken first (`main`, `article`); else the smallest part that holds nearly all its prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from pubflow.errors import SourceError

_VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
    | {"basefont", "frame", "keygen"}
)
_DROPPED: Final = {
    "script": "scripts", "style": "", "noscript": "what is shown without scripts", "template": "templates",
    "iframe": "frames of other pages (iframe)", "object": "objects", "embed": "objects", "applet": "objects",
    "svg": "drawings (svg)", "canvas": "drawings (canvas)", "video": "videos", "audio": "sound", "nav": "", "head": "",
    "select": "form fields", "textarea": "form fields", "button": "buttons", "input": "form fields", "link": "",
    "meta": "", "base": "", "frame": "frames", "frameset": "frames", "dialog": "dialogs",
}  # fmt: skip
"""Never part of a text; with the words to name it by, "" where nobody wants to know."""
_FURNITURE: Final = frozenset({"aside", "footer", "form"})
"""Cut out of a main text where they hold little."""
_UNNAMED: Final = frozenset({"head", "title", "script", "style", "noscript", "template"})
_WORDS: Final = 6
_CONTAINERS: Final = frozenset({"body", "div", "section", "article", "main", "td", "center", "form"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PROSE: Final = _HEADINGS | {"p", "li", "blockquote", "dd", "dt", "pre", "td", "figcaption"}
_CELLS: Final = frozenset({"td", "th", "tr"})
_CLOSED_BY: Final = {
    "li": {"li"}, "tr": {"tr"}, "td": _CELLS, "th": _CELLS, "dt": {"dt", "dd"}, "dd": {"dt", "dd"},
    "option": {"option"},
    "p": _HEADINGS | {"p", "div", "ul", "ol", "table", "blockquote", "section", "pre"},
}  # fmt: skip
"""Elements whose end may be left out, and what begins after them."""
_DEEPEST: Final = 1_000
_NEARLY_ALL: Final = 0.7
_FEWEST: Final = 200
"""Characters of prose; what has fewer is no page with a main text to look for."""
_HANDLER: Final = re.compile(r"on[a-z]+")


@dataclass(slots=True)
class _Element:
    """One element and where it stands in the page."""

    tag: str
    start: int
    attrs: dict[str, str]
    parent: _Element | None
    inside: int = 0
    """Where its content begins."""
    end: int = 0
    prose: int = 0
    """Letters of it that stand in paragraphs, lists and the like, and in no link."""
    words: list[str] = field(default_factory=list)
    """The first few, to name it by."""
    children: list[_Element] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Main:
    """The main text of a page."""

    html: str
    title: str
    """What the page calls itself."""
    language: str
    """As it says; "" where it does not."""
    told: tuple[str, ...]
    """What was left out, a line each."""


def main_text(html: str, *, path: str) -> Main:
    """Cut the main text out of a page. Raises SourceError for elements nested deeper than any page has them."""
    page = _Page(html, path)
    chosen = _chosen(page.root)
    kept = "".join(_kept(html, chosen))
    return Main(kept, page.title, page.language, tuple(_told(page, chosen)))


class _Page(HTMLParser):
    """The elements of a page, however it is written."""

    def __init__(self, html: str, path: str) -> None:
        super().__init__(convert_charrefs=True)
        self.path = path
        self.root = _Element("", 0, {}, None, end=len(html))
        self.title = self.language = ""
        self._open = [self.root]
        self._lines = [0]
        for match in re.finditer("\n", html):
            self._lines.append(match.end())
        self._html = html
        self.feed(html)
        self.close()
        for element in self._open:
            element.end = len(html)

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = self._at()
        while tag in _CLOSED_BY.get(self._open[-1].tag, ()):
            self._open.pop().end = at
        told = {name: value or "" for name, value in attrs}
        inside = at + len(self.get_starttag_text() or "")
        element = _Element(tag, at, told, self._open[-1], inside, inside)
        self._open[-1].children.append(element)
        if tag == "html":
            self.language = told.get("lang", "")
        if tag in _VOID:
            return
        if len(self._open) > _DEEPEST:
            hint = "is it the right file? copy its text into a .txt file"
            raise SourceError(
                "nests its elements deeper than any page does", where=f"{self.path}:{self.getpos()[0]}", hint=hint
            )
        self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        at = self._at()
        depth = next((n for n in range(len(self._open) - 1, 0, -1) if self._open[n].tag == tag), None)
        if depth is None:
            return
        for element in self._open[depth:]:
            element.end = at
        closed = self._html.find(">", at) + 1
        self._open[depth].end = closed or len(self._html)
        del self._open[depth:]

    def handle_data(self, data: str) -> None:
        if self._open[-1].tag == "title" and not self.title:
            self.title = " ".join(data.split())
        letters = sum(map(str.isalnum, data))
        if not letters:
            return
        tags = {element.tag for element in self._open}
        prose = letters if tags & _PROSE and "a" not in tags and not tags & _DROPPED.keys() else 0
        for element in self._open:
            element.prose += prose
            if len(element.words) < _WORDS:
                element.words += data.split()[: _WORDS - len(element.words)]


def _chosen(root: _Element) -> _Element:
    """The element whose content is the main text."""
    for tag, role in (("main", "main"), ("article", "article")):
        found = [one for one in _all(root) if one.tag == tag or one.attrs.get("role") == role]
        outer = [one for one in found if one.prose and one.prose >= _NEARLY_ALL * sum(other.prose for other in found)]
        if outer:
            return outer[0]
    chosen = next((one for one in _all(root) if one.tag == "body"), root)
    if chosen.prose < _FEWEST:
        return chosen
    total = chosen.prose
    while denser := [one for one in _near(chosen) if one.prose >= _NEARLY_ALL * total]:
        chosen = denser[0]
    return chosen


def _all(element: _Element) -> Iterator[_Element]:
    """What stands in it, outer first."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += reversed(one.children)


def _near(element: _Element) -> Iterator[_Element]:
    """The containers in it that stand in no other, in its own or in what is none (a row of a table)."""
    waiting = list(reversed(element.children))
    while waiting:
        one = waiting.pop()
        if one.tag in _CONTAINERS:
            yield one
        elif one.tag not in _PROSE:
            waiting += reversed(one.children)


def _kept(html: str, chosen: _Element) -> Iterator[str]:
    """Its content without what is never text."""
    at = chosen.inside
    for one in _cuts(chosen):
        yield html[at : max(at, one.start)]
        at = max(at, one.end)
    yield html[at : chosen.end]


def _cuts(chosen: _Element) -> Iterator[_Element]:
    """The elements to cut out, in order; what stands in one of them is cut with it."""
    waiting = list(reversed(chosen.children))
    while waiting:
        one = waiting.pop()
        if one.tag in _DROPPED or "hidden" in one.attrs or (one.tag in _FURNITURE and one.prose < _FEWEST):
            yield one
        else:
            waiting += reversed(one.children)


def _told(page: _Page, chosen: _Element) -> Iterator[str]:
    """What was left out: what stands beside the main text, and what in it is no text."""
    around = set()
    one: _Element | None = chosen
    while one is not None:
        around.add(id(one))
        one = one.parent
    for element in _beside(page.root, around, chosen):
        yield f"left out of the page: {_name(element)}: “{' '.join(element.words)} …”"
    counted: dict[str, int] = {}
    for element in _all(page.root):
        if name := _DROPPED.get(element.tag, ""):
            counted[name] = counted.get(name, 0) + 1
        if any(_HANDLER.fullmatch(name) for name in element.attrs):
            counted["scripts"] = counted.get("scripts", 0) + 1
    for name, number in sorted(counted.items()):
        yield f"left out of the page: {name}{f' ({number})' if number > 1 else ''}"
    for element in _cuts(chosen):
        if element.words and element.tag not in _DROPPED:
            yield f"left out of the text: {_name(element)}: “{' '.join(element.words)} …”"


def _beside(element: _Element, around: set[int], chosen: _Element) -> Iterator[_Element]:
    for one in element.children:
        if one is chosen or one.tag in _UNNAMED:
            continue
        if id(one) in around:
            yield from _beside(one, around, chosen)
        elif one.words:
            yield one


def _name(element: _Element) -> str:
    """`nav`, `div footer`."""
    told = element.attrs.get("id") or element.attrs.get("class", "")
    return f"{element.tag} {told[:40]}".strip()
