"""The statement's blocks as HTML: headings in order, notes numbered as this edition cites them, languages marked."""

from __future__ import annotations

from pubflow.document import Page
from pubflow.editions.front import Notice, mark_of, together
from pubflow.editions.html.safe import escape, inline_tag, link, local_image, quote
from pubflow.editions.raw_html import words_of
from pubflow.editions.words import has_another_script, unbroken
from pubflow.language import LanguageTag
from pubflow.language.furniture import language_of, text
from pubflow.statement import Atom, Block, Inline, Span, Statement, Text, attr, leaves, plain

_SPANS = {"strong": "strong", "emphasis": "em", "strike": "s"}
_ALIGNMENTS = frozenset({"left", "center", "right"})


class Body:
    """Renders one statement, once, in reading order: it counts leaf blocks, notes and heading levels as it goes."""

    def __init__(self, statement: Statement, page: Page, *, heading: int | None, within: str = "") -> None:
        """`within`: a name that tells it apart in somebody else's page, whose style sheet knows none of our classes.

        Then nothing has a class, and every id begins with that name.
        """
        self._page = page
        self._bare = bool(within)
        self._prefix = f"{quote(within)}-" if within else ""
        self._tag = LanguageTag.parse(page.language)
        self._source = LanguageTag.parse(page.source_language)
        self._heading = heading
        self._blocks = statement.blocks
        self._leaf = -1
        self._levels: list[int] = []
        self._cited: dict[str, list[str]] = {}
        """Note label -> ids of the places that cite it; labels in the order of their first citation."""
        self._numbers: dict[str, int] = {}
        self._in_link = False
        self._defined = frozenset(attr(block, "label") for block in statement.blocks if block.kind == "footnote")
        self._ltr = ' dir="ltr"' if self._tag.direction == "rtl" else ""
        self._unspaced = not self._tag.spaced
        spoken = language_of(self._tag)
        self._spoken = f' lang="{spoken.html}" dir="{spoken.direction}"'

    def title(self, fallback: str) -> tuple[str, str, str]:
        """The page's h1: its content, attributes and mark. Call it before `render`: it is read first."""
        if self._heading is None:
            language, mark = self.mark("title", fallback)
            return escape(fallback), language, mark
        inlines = self._blocks[self._heading].inlines
        ordinal = sum(1 for _ in leaves(self._blocks[: self._heading]))
        language, mark = self.mark(ordinal, plain(inlines))
        return self.inlines(inlines), language, mark

    def render(self) -> tuple[str, str]:
        """The body and the notes below it ("" where there are none)."""
        body: list[str] = []
        notes: dict[str, str] = {}
        for index, block in enumerate(self._blocks):
            if index == self._heading:
                self._leaf += 1
            elif block.kind == "footnote":
                label = attr(block, "label")
                notes[label] = notes.get(label, "") + self._footnote(block)
            else:
                body.append(self._block(block))
        return "".join(body), self._notes(notes)

    def inlines(self, inlines: tuple[Inline, ...]) -> str:
        """A run of inlines; whatever raw tag stays open in it is closed at its end."""
        out: list[str] = []
        opened: list[str] = []
        for inline in inlines:
            match inline:
                case Text(words):
                    out.append(self._text(words))
                case Span():
                    out.append(self._span(inline))
                case Atom(kind="html"):
                    out.append(_raw_inline(attr(inline, "text"), opened))
                case Atom():
                    out.append(self._atom(inline))
        out.extend(f"</{name}>" for name in reversed(opened))
        return "".join(out)

    def mark(self, where: int | str, words: str) -> tuple[str, str]:
        """Attributes for an element that may hold source text, or text of this language alone, and the visible mark to
        put at its end."""
        said = mark_of(self._page, where)
        mark = self._visible(said) if said else ""
        if where in self._page.local:
            return self._class("local"), mark
        if not said:
            return "", ""
        if has_another_script(words):
            return self._class("source"), mark
        return f'{self._class("source")} lang="{self._source.html}" dir="{self._source.direction}"', mark

    def _visible(self, said: str) -> str:
        # Without a style sheet brackets tell it from the words beside it.
        words = f"[{escape(said)}]" if self._bare else escape(said)
        return f" <span{self._class('mark')}{self._spoken}>{words}</span>"

    def _class(self, name: str) -> str:
        return "" if self._bare else f' class="{name}"'

    # Blocks

    def _block(self, block: Block) -> str:
        match block.kind:
            case "paragraph":
                return self._paragraph(block)
            case "heading":
                return self._leaf_element(self._level(block.level), block)
            case "list":
                return self._list(block)
            case "quote":
                return f"<blockquote>\n{self._nested(block)}</blockquote>\n"
            case "table":
                return self._table(block)
            case _:
                return self._opaque(block)

    def _opaque(self, block: Block) -> str:
        if block.children:
            return self._nested(block)
        self._leaf += 1
        match block.kind:
            case "code":
                return f'<pre dir="ltr"><code>{escape(attr(block, "text"))}</code></pre>\n'
            case "rule":
                return "<hr>\n"
            case "html":
                words = escape(words_of(attr(block, "text")))
                return f"<p{spoken_in(self._source, self._tag)}>{words}</p>\n" if words else ""
            case _:
                return f"<p>{self.inlines(block.inlines)}</p>\n" if block.inlines else ""

    def _nested(self, block: Block) -> str:
        if not block.children:
            self._leaf += 1
            return self.inlines(block.inlines)
        return "".join(map(self._block, block.children))

    def _leaf_element(self, name: str, block: Block, attributes: str = "") -> str:
        self._leaf += 1
        language, mark = self.mark(self._leaf, plain(block.inlines))
        return f"<{name}{attributes}{language}>{self.inlines(block.inlines)}{mark}</{name}>\n"

    def _paragraph(self, block: Block) -> str:
        match block.inlines:
            case (Atom(kind="image") as image,) if attr(image, "title"):
                self._leaf += 1
                language, mark = self.mark(self._leaf, attr(image, "alt") + attr(image, "title"))
                caption = self._text(attr(image, "title"))
                return f"<figure{language}>{self._image(image)}<figcaption>{caption}{mark}</figcaption></figure>\n"
        return self._leaf_element("p", block)

    def _level(self, level: int) -> str:
        # The page's title is the only h1, and no level is skipped: screen readers navigate by them.
        while self._levels and self._levels[-1] >= level:
            self._levels.pop()
        self._levels.append(level)
        return f"h{min(1 + len(self._levels), 6)}"

    def _list(self, block: Block) -> str:
        tight = attr(block, "tight") == "true"
        items = "".join(self._item(item, tight=tight) for item in block.children)
        if not block.children:
            self._leaf += 1
        if attr(block, "ordered") != "true":
            return f"<ul>\n{items}</ul>\n"
        start = attr(block, "start", "1")
        number = f' start="{int(start)}"' if start.isdecimal() and len(start) < 10 and start != "1" else ""
        return f"<ol{number}>\n{items}</ol>\n"

    def _item(self, item: Block, *, tight: bool) -> str:
        if not item.children:
            return self._leaf_element("li", item)
        out = []
        for child in item.children:
            if not tight or child.kind != "paragraph":
                out.append(self._block(child))
                continue
            self._leaf += 1
            language, mark = self.mark(self._leaf, plain(child.inlines))
            words = f"{self.inlines(child.inlines)}{mark}"
            out.append(f"<span{language}>{words}</span>\n" if language else f"{words}\n")
        return f"<li>{''.join(out).rstrip()}</li>\n"

    def _table(self, table: Block) -> str:
        rows = table.children
        if not rows:
            self._leaf += 1
        heads = 0
        while heads < len(rows) and _is_head(rows[heads]):
            heads += 1
        head = "".join(self._row(row, "col") for row in rows[:heads])
        body = "".join(self._row(row, "row") for row in rows[heads:])
        name = quote(text(self._tag, "Table"))
        whole = (
            "<table>\n"
            + (f"<thead>\n{head}</thead>\n" if head else "")
            + (f"<tbody>\n{body}</tbody>\n" if body else "")
            + "</table>\n"
        )
        if self._bare:
            return whole
        # Wide tables scroll inside their own box, which the keyboard must be able to reach.
        return f'<div class="table" role="group" aria-label="{name}" tabindex="0">\n{whole}</div>\n'

    def _row(self, row: Block, scope: str) -> str:
        if not row.children:
            self._leaf += 1
        return f"<tr>{''.join(self._cell(cell, scope) for cell in row.children)}</tr>\n"

    def _cell(self, cell: Block, scope: str) -> str:
        align = attr(cell, "align")
        style = f' data-align="{align}"' if align in _ALIGNMENTS and not self._bare else ""
        name, attributes = ("th", f' scope="{scope}"{style}') if attr(cell, "header") == "true" else ("td", style)
        if cell.children:
            return f"<{name}{attributes}>{self._nested(cell)}</{name}>"
        return self._leaf_element(name, cell, attributes).rstrip("\n")

    # Notes

    def _footnote(self, block: Block) -> str:
        if block.children:
            return self._nested(block)
        return self._leaf_element("p", block)

    def _notes(self, notes: dict[str, str]) -> str:
        order = [label for label in self._cited if label in notes] + [
            label for label in notes if label not in self._cited
        ]
        if not order:
            return ""
        spoken = language_of(self._tag)
        title = escape(text(self._tag, "Notes"))
        items = "".join(self._note(number, label, notes[label]) for number, label in enumerate(order, 1))
        return (
            f'<section{self._class("notes")} role="doc-endnotes" aria-labelledby="{self._prefix}notes">\n'
            f'<h2 id="{self._prefix}notes"{spoken_in(spoken, self._tag)}>{title}</h2>\n<ol>\n{items}</ol>\n</section>\n'
        )

    def _note(self, number: int, label: str, content: str) -> str:
        name = quote(text(self._tag, "Back to text"))
        places = self._cited.get(label, ())
        kind, role = self._class("back"), f'role="doc-backlink" aria-label="{name}'
        back = "".join(
            f' <a{kind} href="#{place}" {role}{f" {n}" if n > 1 else ""}">↑</a>' for n, place in enumerate(places, 1)
        )
        # The way back stands in the last line of the note, not in a line of its own.
        content = content.rstrip()
        if content.endswith("</p>"):
            content = f"{content.removesuffix('</p>')}{back}</p>"
        else:
            content += back
        return f'<li id="{self._prefix}note-{number}">{content}</li>\n'

    def _cite(self, label: str) -> str:
        if label not in self._defined:
            return escape(f"[^{label}]")
        places = self._cited.setdefault(label, [])
        number = self._numbers.setdefault(label, len(self._cited))
        place = f"{self._prefix}cite-{number}" + (f"-{len(places) + 1}" if places else "")
        places.append(place)
        if self._in_link:
            return f'<sup id="{place}"{self._ltr}>{number}</sup>'
        name = quote(text(self._tag, "Note {number}", number=str(number)))
        target = f'id="{place}" href="#{self._prefix}note-{number}" role="doc-noteref" aria-label="{name}"'
        return f"<sup{self._ltr}><a{self._class('cite')} {target}>{number}</a></sup>"

    # Inlines

    def _text(self, words: str) -> str:
        if self._unspaced and "\n" in words:
            words = unbroken(words)
        return escape(words)

    def _span(self, span: Span) -> str:
        if span.kind != "link":
            name = _SPANS[span.kind]
            return f"<{name}>{self.inlines(span.children)}</{name}>"
        if self._in_link:
            return self.inlines(span.children)
        address = link(attr(span, "href"))
        self._in_link = address is not None
        words = self.inlines(span.children)
        self._in_link = False
        return self._link(address, words, attr(span, "title"))

    def _link(self, address: str | None, words: str, title: str = "", attributes: str = "") -> str:
        # HTML knows no link inside a link.
        if address is None or self._in_link:
            return words
        titled = f' title="{quote(title)}"' if title else ""
        return f'<a href="{quote(address)}"{titled}{attributes}>{words}</a>'

    def _atom(self, atom: Atom) -> str:
        match atom.kind:
            case "break":
                return "<br>\n"
            case "code":
                return f"<code{self._ltr}>{escape(attr(atom, 'text'))}</code>"
            case "footnote-ref":
                return self._cite(attr(atom, "label"))
            case "autolink":
                address = link(attr(atom, "href"))
                return self._link(
                    address, escape(attr(atom, "text")), attributes=f"{self._class('address')}{self._ltr}"
                )
            case _:
                return self._image(atom)

    def _image(self, image: Atom) -> str:
        alt, source = attr(image, "alt"), attr(image, "src")
        address = local_image(source)
        if address is not None:
            return f'<img src="{quote(address)}" alt="{quote(alt)}">'
        # A picture elsewhere would tell that host who reads this page: it becomes a link.
        words = escape(text(self._tag, "Image: {text}", text=alt or source))
        return self._link(link(source), words)


def spoken_in(spoken: LanguageTag, page: LanguageTag) -> str:
    """Attributes for what is in another language than its page; "" for the page's own."""
    return f' lang="{spoken.html}" dir="{spoken.direction}"' if spoken != page else ""


def said(tag: LanguageTag, notice: Notice) -> str:
    """The words of a notice, and the way out of it where that leads somewhere."""
    words = escape(together(tag, notice.sentences))
    if notice.link and (address := link(notice.link[1])) is not None:
        words += f' <a href="{quote(address)}">{escape(notice.link[0])}</a>'
    return words


def _is_head(row: Block) -> bool:
    return bool(row.children) and all(attr(cell, "header") == "true" for cell in row.children)


def _raw_inline(raw: str, opened: list[str]) -> str:
    """A raw inline tag from the source: kept when it is harmless and closes what is open, else left out."""
    known = inline_tag(raw)
    if known is None:
        return ""
    name, closes = known
    if name in {"br", "wbr"}:
        return f"<{name}>"
    if not closes:
        opened.append(name)
        return f"<{name}>"
    if opened and opened[-1] == name:
        opened.pop()
        return f"</{name}>"
    return ""
