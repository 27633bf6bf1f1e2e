"""A statement as a file that stands alone shows it: what the office and PDF editions share, before any format.

Such a file lies nowhere in particular: a relative link is a link where the edition's own address is known, a picture is
in it or is named by its alternative text, raw HTML leaves its words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from unicodedata import category
from urllib.parse import quote, urljoin

from pubflow.document import Page
from pubflow.editions.addresses import link, local_image, without_unwanted
from pubflow.editions.front import Front, Notice, front, mark_of, together
from pubflow.editions.raw_html import words_of
from pubflow.editions.words import has_another_script, unbroken
from pubflow.language import LanguageTag
from pubflow.language.furniture import language_of, text
from pubflow.markup import pandoc_write
from pubflow.markup.dimensions import Dimensions, dimensions
from pubflow.markup.images import kind_of
from pubflow.markup.pandoc_write import Mark, Node
from pubflow.markup.webp import as_png
from pubflow.statement import Atom, Block, Inline, Span, Statement, Text, attr, leaves, plain

_LEFT_TO_RIGHT = re.compile(r"[\w.+-]+@[\w.-]+|https?://\S+|\+?[0-9][0-9 ()./-]{4,}[0-9]")
# Source: RFC 3986, 2.2 and 2.3, and "%": what is escaped already stays as it is.
_IN_ADDRESSES = "-._~:/?#[]@!$&'()*+,;=%"
_WIDEST, _HIGHEST = 420, 480
"""Points: the widest that pandoc leaves as it is, and what leaves room for a caption on a page."""
_POINT = 0.75
"""Of a pixel, as browsers count them."""
_LONGEST_ADDRESS = 2000
"""More than this and Word takes the whole file for damaged."""


def _printable(words: str) -> str:
    """Without what nobody sees and no file may hold; a byte order mark in the text is one."""
    return without_unwanted(words).replace("\ufeff", "")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that goes along."""

    content: bytes
    kind: str
    """`jpg`, `png`, `gif` or `webp`."""
    size: Dimensions

    @property
    def points(self) -> tuple[float, float]:
        """How wide and how high it is shown: as it is, or as large as the page lets it be."""
        width, height = self.size.shown
        share = min(_POINT, _WIDEST / width, _HIGHEST / height)
        return round(width * share, 2), round(height * share, 2)


@dataclass(frozen=True, slots=True)
class Portable:
    """One edition, ready for any format: plain words, safe addresses, headings in order from level 1."""

    tag: LanguageTag
    spoken: LanguageTag
    """The language of what the page itself says: the edition's, or English where no catalog speaks that."""
    facts: Front
    notices: tuple[tuple[str, list[Node]], ...]
    """(kind, words): what weighs most first."""
    dateline: tuple[tuple[str, str, str], ...]
    """(name, label, words)."""
    blocks: tuple[Block, ...]
    """With as many leaves as the statement's; what is shown elsewhere is an empty paragraph."""
    marks: dict[int, Mark]
    """By the ordinals of leaf blocks."""
    front_marks: dict[str, Mark]
    """For `title`, `subtitle`, `place`."""
    corrections: tuple[str, ...]
    """A line each, oldest first."""
    colophon: tuple[str, ...]
    """Lines at the very end."""
    publisher: str
    pictures: Mapping[str, Picture]
    """By the `src` of the images among the blocks; any other image has become words."""

    def say(self, message: str) -> str:
        """A word of the page itself."""
        return text(self.tag, message)

    def marked(self, name: str, words: str) -> list[Node]:
        """Words of the front, with the mark of what stands in for them."""
        return pandoc_write.marked(pandoc_write.words(words), self.front_marks.get(name))


def portable(statement: Statement, page: Page, *, kinds: Collection[str] = (), turned: bool = True) -> Portable:
    """Everything that an edition says. Pure; `statement` stays as it is.

    `kinds`: of pictures that its format shows; of others, WebP goes along as PNG where Pillow is there. `turned`:
    whether it shows also those that a camera stored turned.
    """
    tag = LanguageTag.parse(page.language)
    facts = _clean(front(statement, page), tag)
    facts = facts if _is_seen(facts.title) else replace(facts, title=statement.id)
    dateline = (("date", "Published", facts.published), ("place", "Place", facts.place))
    pictures = dict(_pictures(page, kinds, turned=turned))
    showing = _Showing(tag, page.url, pictures)
    marks = _marks(statement, page, tag)
    front_marks: dict[str, Mark] = {}
    places: dict[str, int | str] = {"title": _title_at(statement, facts.heading)}
    for name in ("title", "subtitle", "place"):
        if (at := places.get(name, name)) in marks:
            front_marks[name] = marks.pop(at)
    return Portable(
        tag=tag,
        spoken=language_of(tag),
        facts=facts,
        notices=tuple((notice.kind, showing.notice(notice)) for notice in facts.notices),
        dateline=tuple((name, _spoken(tag, text(tag, label)), words) for name, label, words in dateline if words),
        blocks=tuple(showing.statement(statement, facts.heading)),
        marks={at: mark for at, mark in marks.items() if isinstance(at, int)},
        front_marks=front_marks,
        corrections=tuple(
            _printable(text(tag, "{day}: {text}", day=one.day, text=one.text)) for one in facts.corrections
        ),
        colophon=tuple(_spoken(tag, line) for line in _colophon(tag, page, facts.authority)),
        publisher=_printable(page.publisher),
        pictures=pictures,
    )


def _spoken(tag: LanguageTag, words: str) -> str:
    """What the page itself says; where no catalog speaks its language and it reads the other way, kept together."""
    return words if language_of(tag).direction == tag.direction else f"\u2066{words}\u2069"


def _pictures(page: Page, kinds: Collection[str], *, turned: bool) -> Iterator[tuple[str, Picture]]:
    for src, content in page.pictures.items():
        shown = content if "webp" in kinds else as_png(content) or content
        kind, size = kind_of(shown), dimensions(shown)
        if kind in kinds and size is not None and (turned or size.turned == 1):
            yield src, Picture(shown, kind, size)


def _clean(facts: Front, tag: LanguageTag) -> Front:
    return replace(
        facts,
        title=_printable(facts.title),
        subtitle=_printable(facts.subtitle),
        place=_printable(facts.place),
        published=_printable(facts.published),
        release=_printable(facts.release),
        description=_printable(facts.description),
        contact=tuple(_contact(tag, line) for line in facts.contact),
    )


def _title_at(statement: Statement, heading: int | None) -> int | str:
    """Where the words of the title stand: an ordinal of a leaf block, or the front matter."""
    return "title" if heading is None else sum(1 for _ in leaves(statement.blocks[:heading]))


def _contact(tag: LanguageTag, line: str) -> str:
    """A line of the contact; in a page from right to left, addresses and numbers keep to themselves."""
    line = _printable(line)
    return _LEFT_TO_RIGHT.sub("\u2066\\g<0>\u2069", line) if tag.direction == "rtl" else line


def _colophon(tag: LanguageTag, page: Page, authority: str) -> Iterator[str]:
    if not page.draft and page.language != page.source_language:
        yield text(tag, "This edition has been reviewed.")
    if authority:
        yield authority


def _marks(statement: Statement, page: Page, tag: LanguageTag) -> dict[int | str, Mark]:
    """Where words of the source stand in, where raw HTML leaves words of it, and what only this language has."""
    source, spoken = LanguageTag.parse(page.source_language), language_of(tag)
    spoken_as = spoken.html if spoken != tag else ""
    marks: dict[int | str, Mark] = {}
    places: list[tuple[int | str, str]] = [(name, statement.get(name)) for name in ("title", "subtitle", "place")]
    for at, block in enumerate(leaves(statement.blocks)):
        if block.kind == "html" and tag != source:
            marks[at] = Mark(source.html, source.direction)
        else:
            places.append((at, plain(block.inlines)))
    for where, words in places:
        if said := mark_of(page, where):
            stands_in = where in page.untranslated and not has_another_script(words)
            marks[where] = Mark(source.html if stands_in else "", source.direction, said, spoken_as)
    return marks


class _Showing:
    """Blocks of a statement as they are shown."""

    def __init__(self, tag: LanguageTag, url: str, pictures: Collection[str]) -> None:
        self._tag = tag
        self._pictures = pictures
        self._url = url
        self._levels: list[int] = []

    def statement(self, statement: Statement, heading: int | None) -> Iterator[Block]:
        for index, block in enumerate(statement.blocks):
            yield Block("paragraph") if index == heading else self._block(block)

    def notice(self, notice: Notice) -> list[Node]:
        """Its label, its words, and the way out of it where that leads somewhere."""
        said = _printable(together(self._tag, notice.sentences))
        nodes = [
            pandoc_write.node("Strong", pandoc_write.words(notice.label)),
            pandoc_write.node("Space"),
            *pandoc_write.words(said),
        ]
        if notice.link is not None and (address := self._address(notice.link[1])):
            words, about = pandoc_write.words(notice.link[0]), pandoc_write.attributes()
            nodes += [pandoc_write.node("Space"), pandoc_write.node("Link", about, words, [address, ""])]
        return nodes

    def _block(self, block: Block) -> Block:
        match block.kind:
            case "heading":
                return self._heading(block)
            case "html":
                words = _printable(words_of(attr(block, "text")))
                return Block("paragraph", (Text(words),) if words else ())
            case "code":
                return replace(block, attrs=(("text", _printable(attr(block, "text"))),))
            case "paragraph" if _is_figure(block):
                return replace(block, inlines=self._figure(block.inlines[0]))
            case _:
                children = tuple(map(self._block, block.children))
                return replace(block, inlines=self._inlines(block.inlines), children=children)

    def _heading(self, block: Block) -> Block:
        shown = self._inlines(block.inlines)
        if not _is_seen(plain(shown)):
            return Block("paragraph", shown)  # nothing to find it by
        return replace(block, inlines=shown, level=self._level(block.level))

    def _level(self, level: int) -> int:
        # No level is skipped: screen readers navigate by them.
        while self._levels and self._levels[-1] >= level:
            self._levels.pop()
        self._levels.append(level)
        return min(len(self._levels), 6)

    def _inlines(self, inlines: tuple[Inline, ...], *, in_link: bool = False) -> tuple[Inline, ...]:
        out: list[Inline] = []
        for inline in inlines:
            match inline:
                case Text(words):
                    out.append(Text(self._words(words)))
                case Span(kind="link"):
                    out += self._link(inline, in_link=in_link)
                case Span():
                    out.append(replace(inline, children=self._inlines(inline.children, in_link=in_link)))
                case Atom():
                    out += self._atom(inline, in_link=in_link)
        return tuple(out)

    def _words(self, words: str) -> str:
        if not self._tag.spaced:
            words = unbroken(words)
        return _printable(words.replace("\n", " "))

    def _link(self, span: Span, *, in_link: bool) -> tuple[Inline, ...]:
        address = None if in_link else self._address(attr(span, "href"))
        children = self._inlines(span.children, in_link=in_link or address is not None)
        if address is None:
            return children
        title = _printable(attr(span, "title"))
        return (replace(span, children=children, attrs=(("href", address), ("title", title))),)

    def _atom(self, atom: Atom, *, in_link: bool) -> tuple[Inline, ...]:
        match atom.kind:
            case "image":
                return self._image(atom, in_link=in_link)
            case "autolink":
                return self._linked(attr(atom, "href"), attr(atom, "text"), in_link=in_link)
            case "html":
                return (Atom("break"),) if attr(atom, "text").lower().startswith("<br") else ()
            case "footnote-ref" if self._tag.direction == "rtl":
                # Else its figure draws the full stop before it to the side of a Latin name.
                return (Text("\u200f"), atom)
            case "code":
                return (replace(atom, attrs=(("text", _printable(attr(atom, "text"))),)),)
            case _:
                return (atom,)

    def _linked(self, href: str, words: str, *, in_link: bool) -> tuple[Inline, ...]:
        address = None if in_link else self._address(href)
        said = Text(_printable(words))
        return (Span("link", (said,), (("href", address),)),) if address else (said,)

    def _image(self, image: Atom, *, in_link: bool) -> tuple[Inline, ...]:
        alt, source = attr(image, "alt"), attr(image, "src")
        if source in self._pictures:
            attrs = ("alt", _printable(alt)), ("src", source), ("title", self._words(attr(image, "title")))
            return (replace(image, attrs=attrs),)
        if local_image(source) is not None:
            return (Text(text(self._tag, "Image: {text}", text=_printable(alt))),) if alt else ()
        return self._linked(source, text(self._tag, "Image: {text}", text=alt or source), in_link=in_link)

    def _figure(self, image: Inline) -> tuple[Inline, ...]:
        assert isinstance(image, Atom)
        if attr(image, "src") in self._pictures:
            return self._image(image, in_link=False)
        shown, caption = self._image(image, in_link=False), self._words(attr(image, "title"))
        return (*shown, Atom("break"), Text(caption)) if shown else (Text(caption),)

    def _address(self, written: str) -> str | None:
        """The address in full; None where it leads nowhere from a file that lies alone."""
        address = link(written)
        if address is None:
            return None
        address = quote(urljoin(self._url, address), safe=_IN_ADDRESSES)
        absolute = re.match(r"(?:https?://[^/?#]|mailto:.|tel:.)", address, re.IGNORECASE)
        return address if absolute and len(address) <= _LONGEST_ADDRESS else None


def _is_seen(words: str) -> bool:
    """Whether any of it leaves a trace on paper."""
    return any(category(character)[0] not in "CZ" for character in words)


def _is_figure(block: Block) -> bool:
    match block.inlines:
        case (Atom(kind="image") as image,):
            return bool(attr(image, "title"))
    return False
