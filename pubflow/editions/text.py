"""The plain text edition, as press desks paste it: one paragraph a line, a blank line between, UTF-8, LF."""

from __future__ import annotations

import re

from pubflow.document import Page
from pubflow.editions.front import Front, Notice, front, mark_of, notices_of, together
from pubflow.editions.raw_html import words_of
from pubflow.language import LanguageTag
from pubflow.language.furniture import text
from pubflow.statement import Atom, Block, Inline, Span, Statement, Text, attr, leaves, plain

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ufffe\uffff]")
_INDENT = "   "
_RULE = "* * *"


class TextWriter:
    """Makes a text that reads by itself: notices first, the title, notes numbered at the end.

    A link is followed by its address in parentheses, a row of a table is one line with ` | ` between the cells, a
    picture is named by its alternative text. Emphasis leaves no trace, and raw HTML leaves its words.
    """

    format = "txt"
    suffix = ".txt"

    def write(self, statement: Statement, page: Page) -> bytes:
        """The text as UTF-8, ending in one newline. The same statement and page give the same bytes."""
        facts = front(statement, page)
        body = _Body(statement, page)
        tag = LanguageTag.parse(page.language)
        parts = [_notice(notice, tag) for notice in facts.notices]
        parts += [facts.release, facts.title, facts.subtitle, _dateline(facts, tag)]
        parts += [body.block(block) for i, block in enumerate(statement.blocks) if i != facts.heading]
        parts += body.notes()
        if facts.corrections:
            lines = (text(tag, "{day}: {text}", day=one.day, text=one.text) for one in facts.corrections)
            parts.append("\n".join((text(tag, "Corrections"), *(f"- {line}" for line in lines))))
        if facts.contact:
            parts.append("\n".join((text(tag, "Contact"), *facts.contact)))
        parts.append("\n".join(filter(None, (facts.authority, page.url))))
        whole = "\n\n".join(part for part in parts if part.strip()) + "\n"
        return _CONTROL.sub("", whole).encode("utf-8", "replace")


def with_notices(content: bytes, page: Page) -> bytes:
    """A text that was made earlier, above it the notices of `page`; all else keeps its bytes."""
    tag = LanguageTag.parse(page.language)
    above = "".join(f"{_notice(notice, tag)}\n\n" for notice in notices_of(page))
    return _CONTROL.sub("", above).encode("utf-8", "replace") + content


def _notice(notice: Notice, tag: LanguageTag) -> str:
    lines = [f"[{notice.label}]", together(tag, notice.sentences)]
    if notice.link:
        lines.append(f"{notice.link[0]} ({notice.link[1]})")
    return "\n".join(lines)


def _dateline(facts: Front, tag: LanguageTag) -> str:
    comma = {"zh": "，", "ja": "、", "ar": "، ", "fa": "، ", "ur": "، "}.get(tag.language, ", ")
    return comma.join(part for part in (facts.place, facts.published) if part)


class _Body:
    """Renders the blocks in reading order and numbers the notes as they are cited."""

    def __init__(self, statement: Statement, page: Page) -> None:
        self._tag = LanguageTag.parse(page.language)
        self._footnotes = {attr(block, "label"): block for block in statement.blocks if block.kind == "footnote"}
        self._numbers: dict[str, int] = {}
        self._order: list[str] = []
        self._marks = {
            id(block): f"[{words}] " for i, block in enumerate(leaves(statement.blocks)) if (words := mark_of(page, i))
        }

    def block(self, block: Block) -> str:
        """One block; "" for what stands elsewhere (footnotes) or leaves nothing."""
        match block.kind:
            case "paragraph" | "heading" | "cell":
                return self._nested(block) if block.children else self._leaf(block)
            case "list":
                return self._list(block)
            case "row":
                return " | ".join(" ".join(self.block(cell).split()) for cell in block.children)
            case "table":
                return "\n".join(map(self.block, block.children))
            case "footnote":
                return ""
            case _:
                return self._opaque(block)

    def _opaque(self, block: Block) -> str:
        match block.kind:
            case "rule":
                return _RULE
            case "code":
                return attr(block, "text").rstrip("\n")
            case "html":
                return words_of(attr(block, "text"))
            case _:
                return self._nested(block) if block.children else self._leaf(block)

    def _leaf(self, block: Block) -> str:
        return self._marks.get(id(block), "") + self._inlines(block.inlines)

    def notes(self) -> list[str]:
        """The notes under their heading, in the order of their first citation; those nobody cites come last."""
        lines: list[str] = []
        idle = iter(self._footnotes)
        # A note may cite another: the order grows while it is walked.
        while len(lines) < len(self._order) or any(map(self._number_anew, idle)):
            label = self._order[len(lines)]
            content = self._nested(self._footnotes[label]) or self._leaf(self._footnotes[label])
            lines.append(_hang(f"[{self._numbers[label]}] ", content))
        return ["\n".join((text(self._tag, "Notes"), *lines))] if lines else []

    def _nested(self, block: Block) -> str:
        return "\n\n".join(filter(None, map(self.block, block.children)))

    def _list(self, block: Block) -> str:
        ordered = attr(block, "ordered") == "true"
        start = attr(block, "start", "1")
        first = int(start) if start.isdecimal() and len(start) < 10 else 1
        between = "\n" if attr(block, "tight") == "true" else "\n\n"
        items = []
        for number, item in enumerate(block.children, first):
            content = between.join(filter(None, map(self.block, item.children))) or self._leaf(item)
            items.append(_hang(f"{number}. " if ordered else "- ", content))
        return between.join(items)

    def _inlines(self, inlines: tuple[Inline, ...]) -> str:
        return "".join(map(self._inline, inlines))

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text(words):
                return " ".join(words.split("\n")) if self._tag.spaced else _unbroken(words)
            case Span(kind="link"):
                return self._link(inline)
            case Span(children=children):
                return self._inlines(children)
            case Atom(kind="footnote-ref"):
                return self._cite(attr(inline, "label"))
            case Atom(kind="image"):
                alt = attr(inline, "alt")
                caption = attr(inline, "title")
                shown = f"[{text(self._tag, 'Image: {text}', text=alt)}]" if alt else ""
                return "\n".join(filter(None, (shown, caption)))
            case Atom(kind="break"):
                return "\n"
            case Atom(kind="html"):
                return "\n" if attr(inline, "text").lower().startswith("<br") else ""
            case Atom():
                return attr(inline, "text")

    def _link(self, span: Span) -> str:
        words, address = self._inlines(span.children), attr(span, "href")
        if not address or address.startswith("#") or plain(span.children) in {address, address.removeprefix("mailto:")}:
            return words
        return f"{words} ({address})"

    def _cite(self, label: str) -> str:
        if label not in self._footnotes:
            return f"[^{label}]"
        self._number_anew(label)
        return f"[{self._numbers[label]}]"

    def _number_anew(self, label: str) -> bool:
        """Give a note the next number, if it has none yet; whether it had none."""
        if label in self._numbers:
            return False
        self._order.append(label)
        self._numbers[label] = len(self._order)
        return True


def _unbroken(words: str) -> str:
    """A line break of the source is nothing between letters without spaces, and a space beside a Latin one."""
    return re.sub(r"(?<=[ -~])\n|\n(?=[ -~])", " ", words).replace("\n", "")


def _hang(marker: str, content: str) -> str:
    lines = content.split("\n")
    return "\n".join([marker + lines[0], *(_INDENT + line if line else line for line in lines[1:])])
