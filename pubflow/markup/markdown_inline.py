"""Inlines as Markdown: with the mark-up they had, where they still have it; else in one plain style.

What is written is read again before it is believed. Where mark-up touches mark-up and Markdown reads something else
than was meant, other ways to write it are tried in turn: the other sign (`_` for `*`), the plain style, HTML tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace

from pubflow.errors import SourceError
from pubflow.markup import markdown_escape
from pubflow.markup.markdown_escape import Setting
from pubflow.markup.markdown_layout import BLANKS, Mark
from pubflow.markup.markdown_parser import Env
from pubflow.markup.markdown_reader import Reader
from pubflow.statement import Atom, Inline, Span, Text, attr

Style = Literal["kept", "other", "plain", "html"]
_STYLES: tuple[Style, ...] = ("kept", "other", "plain")
_TAGS = {"strong": "strong", "emphasis": "em", "strike": "del"}
_PASSES = 4
# What a colon would make a definition of.
_DEFINES = re.compile(r" *\[[^\[\]]*\]")
_BREAK = Atom("html", (("text", "<br />"),))


@dataclass(frozen=True, slots=True)
class Scene:
    """Where inlines are written."""

    marks: tuple[Mark, ...] = ()
    env: Env = field(default_factory=dict)
    references: frozenset[str] = frozenset()
    one_line: bool = False
    opens_line: bool = True
    underlined: bool = False
    """A heading with a line of signs below it."""


@dataclass(slots=True)
class _Piece:
    """A stretch of output: a literal, one delimiter (`**`), or mark-up as it stands."""

    kind: Literal["text", "open", "close", "raw", "shortcut"]
    text: str
    pair: int = 0
    """Delimiters: which one belongs to which. Shortcuts: index of the piece that opens the link."""
    label: str = ""
    setting: Setting = field(default_factory=Setting)


def render(inlines: tuple[Inline, ...], scene: Scene) -> str:
    """The content of a block, lines parted by "\\n", without anything before or after it."""
    wanted = tuple(_sayable(_merged(inlines), scene, edge=True))
    if all(isinstance(inline, Text) for inline in wanted):
        return _finish([_text(inline.text, scene) for inline in wanted if isinstance(inline, Text)], scene)
    for style in _STYLES:
        content = _finish(_Writer(scene, style).pieces(wanted), scene)
        if _reads_as(content, wanted, scene.env):
            return content
    return _finish(_Writer(scene, "html").pieces(wanted), scene)


def _reads_as(content: str, wanted: tuple[Inline, ...], env: Env) -> bool:
    reader = Reader("", 0)
    reader.env = env
    try:
        return content.strip(BLANKS) == content and reader.inlines(content, 0) == wanted
    except SourceError:
        return False


def _merged(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    """Without empty texts and with neighbouring ones joined, as a parser gives them."""
    text = ""
    for inline in inlines:
        if isinstance(inline, Text):
            text += inline.text
            continue
        if text:
            yield Text(text)
            text = ""
        if isinstance(inline, Span):
            yield Span(inline.kind, tuple(_merged(inline.children)), inline.attrs, inline.mark)
        else:
            yield inline
    if text:
        yield Text(text)


def _sayable(inlines: Iterator[Inline], scene: Scene, *, edge: bool = False) -> Iterator[Inline]:
    """The same, with HTML for what Markdown has no words for: empty emphasis, a break at the end of its block."""
    row = list(inlines)
    for index, inline in enumerate(row):
        match inline:
            case Atom(kind="break") if scene.one_line or (edge and index == len(row) - 1):
                yield _BREAK
            case Atom(kind="code") if markdown_escape.code(attr(inline, "text")) is None:
                yield from _as_html("code", (Text(attr(inline, "text")),) if attr(inline, "text") else ())
            case Span(kind="strong" | "emphasis" | "strike", children=()):
                yield from _as_html(_TAGS[inline.kind], ())
            case Span():
                yield Span(inline.kind, tuple(_sayable(iter(inline.children), scene)), inline.attrs, inline.mark)
            case _:
                yield inline


def _as_html(tag: str, children: tuple[Inline, ...]) -> Iterator[Inline]:
    yield Atom("html", (("text", f"<{tag}>"),))
    yield from children
    yield Atom("html", (("text", f"</{tag}>"),))


def _text(text: str, scene: Scene, *, label: bool = False) -> _Piece:
    return _Piece("text", text, setting=Setting(label=label, one_line=scene.one_line, underlined=scene.underlined))


class _Writer:
    """Makes the pieces of one block in one style."""

    def __init__(self, scene: Scene, style: Style) -> None:
        self.scene = scene
        self.style = style
        self.out: list[_Piece] = []
        self.open: list[str] = []
        """Signs of the spans around the one that is written now."""

    def pieces(self, inlines: tuple[Inline, ...]) -> list[_Piece]:
        self._add(inlines, label=False)
        _settle_delimiters(self.out, keep_underscores=self.style != "kept")
        return self.out

    def _add(self, inlines: tuple[Inline, ...], *, label: bool) -> None:
        for inline in inlines:
            match inline:
                case Text(text):
                    self.out.append(_text(text, self.scene, label=label))
                case Span(kind="link"):
                    self._link(inline)
                case Span():
                    self._span(inline, label=label)
                case Atom(kind="code") if self.style == "html":
                    self._tagged("code", (Text(attr(inline, "text")),), label=label)
                case Atom():
                    self.out.append(_Piece("raw", self._atom(inline)))

    def _known(self, inline: Span | Atom) -> Mark | None:
        """How it was written, if it still is what it was."""
        if inline.mark is None or inline.mark >= len(self.scene.marks) or self.style in {"plain", "html"}:
            return None
        mark = self.scene.marks[inline.mark]
        if mark.kind != inline.kind or mark.attrs != inline.attrs:
            return None
        wrapped = "\n" in mark.open + mark.close + mark.label
        # A line end moved elsewhere could make a fence of a code span's signs.
        return None if wrapped and inline.kind != "break" and (self.scene.one_line or inline.kind == "code") else mark

    def _link(self, span: Span) -> None:
        mark = self._known(span)
        start = len(self.out)
        self.out.append(_Piece("raw", "["))
        self._add(span.children, label=True)
        if mark is None:
            target = markdown_escape.destination(attr(span, "href")) + markdown_escape.title(attr(span, "title"))
            self.out.append(_Piece("raw", f"]({target})"))
        elif mark.close in {"]", "][]"}:
            self.out.append(_Piece("shortcut", mark.close, start, mark.label))
        else:
            self.out.append(_Piece("raw", mark.close))

    def _span(self, span: Span, *, label: bool) -> None:
        if self.style == "html":
            self._tagged(_TAGS[span.kind], span.children, label=label)
            return
        sign = self._sign(span)
        pair = len(self.out) + 1
        self.out.append(_Piece("open", sign, pair))
        self.open.append(sign[0])
        self._add(span.children, label=label)
        self.open.pop()
        self.out.append(_Piece("close", sign, pair))

    def _tagged(self, tag: str, children: tuple[Inline, ...], *, label: bool) -> None:
        self.out.append(_Piece("raw", f"<{tag}>"))
        self._add(children, label=label)
        self.out.append(_Piece("raw", f"</{tag}>"))

    def _sign(self, span: Span) -> str:
        if span.kind == "strike":
            return "~~"
        length = 2 if span.kind == "strong" else 1
        mark = self._known(span) if self.style == "kept" else None
        if mark is not None:
            return mark.open
        around = next((sign for sign in reversed(self.open) if sign != "~"), "")
        last = self.out[-1] if self.out else None
        if not around and last is not None and last.kind == "close":
            around = last.text[0]
        return ("_" if around == "*" else "*") * length

    def _atom(self, atom: Atom) -> str:
        mark = self._known(atom)
        if atom.kind == "break":
            # Blanks are no break beside a delimiter, which would then not open or close.
            return mark.open if mark is not None and self.style == "kept" else "\\\n"
        if mark is not None:
            return mark.open
        match atom.kind:
            case "image":
                alt = markdown_escape.escape(attr(atom, "alt"), Setting(label=True, one_line=True, before="]"))
                target = markdown_escape.destination(attr(atom, "src")) + markdown_escape.title(attr(atom, "title"))
                return f"![{alt}]({target})"
            case "code":
                return markdown_escape.code(attr(atom, "text")) or ""
            case "footnote-ref":
                return f"[^{attr(atom, 'label')}]"
            case "autolink":
                return f"<{attr(atom, 'text')}>"
            case _:
                return attr(atom, "text")


def _settle_delimiters(pieces: list[_Piece], *, keep_underscores: bool) -> None:
    """See to it that every delimiter opens or closes where it stands.

    CommonMark lets `**` open only where no letter stands before it while a sign follows, and close only the other way
    round. Chinese and Japanese set marks without blanks, so `**「引文」**說` would stay literal. A letter written as a
    character reference counts as the sign `&` or `;` and reads as the same letter: `**「引文」**&#35498;`.
    Source: https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run
    """
    delimiters = [index for index, piece in enumerate(pieces) if piece.kind in {"open", "close"}]
    if not keep_underscores:
        weak = {pieces[i].pair for i in delimiters if pieces[i].text[0] == "_" and not _works(pieces, i)}
        for index in delimiters:
            if pieces[index].pair in weak:
                pieces[index].text = "*" * len(pieces[index].text)
    # A reference is a sign for the delimiter on its other side too, which may then need one in turn.
    for _ in range(_PASSES):
        helped = sum(_help(pieces, index) for index in delimiters)
        if not helped:
            break


def _help(pieces: list[_Piece], index: int) -> bool:
    """Write a character beside the delimiter as a reference, if that is what it needs; whether one was."""
    inner, outer = (1, -1) if pieces[index].kind == "open" else (-1, 1)
    if isWhiteSpace(ord(_facing(pieces, index, inner))) and _guard(_neighbour(pieces, index, inner), inner):
        return True
    return not _works(pieces, index) and _guard(_neighbour(pieces, index, outer), outer)


def _neighbour(pieces: list[_Piece], index: int, step: int) -> _Piece | None:
    """The next piece that is not of the same run of signs."""
    sign = pieces[index].text[0]
    index += step
    while 0 <= index < len(pieces) and pieces[index].kind in {"open", "close"} and pieces[index].text[0] == sign:
        index += step
    return pieces[index] if 0 <= index < len(pieces) else None


def _facing(pieces: list[_Piece], index: int, step: int) -> str:
    """The character that a delimiter meets on one side; a blank at the edge of the block."""
    piece = _neighbour(pieces, index, step)
    if piece is None or not piece.text:
        return " "
    setting, alone = piece.setting, len(piece.text) == 1
    if step > 0:
        return "&" if setting.entity_first or (alone and setting.entity_last) else piece.text[0]
    return ";" if setting.entity_last or (alone and setting.entity_first) else piece.text[-1]


def _guard(piece: _Piece | None, step: int) -> bool:
    """Have the character that faces the delimiter written as a reference; whether that is news."""
    if piece is None or piece.kind != "text":
        return False
    setting = piece.setting
    if setting.entity_first if step > 0 else setting.entity_last:
        return False
    if step > 0:
        setting.entity_first = True
    else:
        setting.entity_last = True
    return True


def _works(pieces: list[_Piece], index: int) -> bool:
    """Whether the delimiter can do what it is there for."""
    piece = pieces[index]
    step = 1 if piece.kind == "open" else -1
    inside, outside = _facing(pieces, index, step), _facing(pieces, index, -step)
    flanks = _flanks(inside, outside)
    if piece.text[0] != "_":
        return flanks
    return flanks and (not _flanks(outside, inside) or _is_sign(outside))


def _flanks(inside: str, outside: str) -> bool:
    if isWhiteSpace(ord(inside)):
        return False
    return not _is_sign(inside) or isWhiteSpace(ord(outside)) or _is_sign(outside)


def _is_sign(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


def _finish(pieces: list[_Piece], scene: Scene) -> str:
    """Pieces to text, each literal escaped for its place."""
    if pieces and pieces[0].kind == "text" and pieces[0].text[0] in BLANKS:
        pieces[0].setting.entity_first = True
    if pieces and pieces[-1].kind == "text" and pieces[-1].text[-1] in BLANKS:
        pieces[-1].setting.entity_last = True
    out: list[str] = []
    for index, piece in enumerate(pieces):
        if piece.kind == "text":
            _look_around(pieces, index, scene)
            if piece.text[0] == ":" and not _DEFINES.fullmatch("".join(out).rpartition("\n")[2]):
                piece.setting.after = ""
            out.append(markdown_escape.escape(piece.text, piece.setting, scene.references))
        elif piece.kind == "shortcut" and "".join(out[piece.pair + 1 :]) != piece.label:
            # The text names the definition; another text has to name it behind itself.
            out.append(f"][{piece.label}]")
        else:
            out.append(piece.text)
    return "".join(out)


def _look_around(pieces: list[_Piece], index: int, scene: Scene) -> None:
    setting = pieces[index].setting
    before = pieces[index - 1].text if index else ""
    after = pieces[index + 1].text if index + 1 < len(pieces) else ""
    setting.after, setting.before = before[-1:], after[:1]
    setting.line_start = scene.opens_line if not index else before.rstrip(" \t").endswith("\n")
    if setting.line_start and index and pieces[index].text[0] in " \t\n":
        setting.entity_first = True
    # Nor must a tag have a line to itself.
    if before.endswith(">") and pieces[index].text[0] == "\n" and (index == 1 or pieces[index - 2].text.endswith("\n")):
        setting.entity_first = True
    # A line must not begin with a tag: `<div>` there begins a block of HTML.
    last = pieces[index].text[-1]
    if (_is_break(after) and last in " \t\n") or (setting.before == "<" and last == "\n"):
        setting.entity_last = True


def _is_break(text: str) -> bool:
    return text.lstrip(" ").startswith(("\n", "\\\n"))
