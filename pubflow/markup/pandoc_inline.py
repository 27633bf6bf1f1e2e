"""The inlines of pandoc's tree -> inlines of a statement: runs that belong together joined again. Pure.

Word cuts a run wherever it remembers something of it (a spelling that was checked, a version), so that one bold word
may be three bold spans; and it makes the space behind a bold word bold.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import unquote

from pubflow.statement import Atom, Inline, Span, SpanKind, Text, attr, plain

_SPANS: Final[dict[str, SpanKind]] = {"Strong": "strong", "Emph": "emphasis", "Strikeout": "strike"}
_PLAIN: Final = {"Underline": "underlining", "SmallCaps": "small capitals"}
_WORDS: Final = {"Space": " ", "SoftBreak": " "}
_HIGH: Final = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOW: Final = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_RAISED: Final = re.compile(r"(?:st|nd|rd|th|o|a|er|TM|SM)?", re.IGNORECASE)
"""What reads the same on the line: 1st."""
_QUOTES: Final = {"DoubleQuote": "“”", "SingleQuote": "‘’"}
_SCHEMES: Final = ("http:", "https:", "mailto:", "tel:")
_SCHEME: Final = re.compile(r"\s*[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_LISTED: Final = 5
_UNSEEN: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u200b\ufeff]+")
_SPACE: Final = re.compile(r"([\s\u200b\u2060\ufeff]*)(.*?)([\s\u200b\u2060\ufeff]*)", re.DOTALL)
"""With the signs of no width that editors of web pages leave behind."""


@dataclass(slots=True)
class Met:
    """What was met on the way that a Markdown statement has no words for."""

    lost: Counter[str] = field(default_factory=Counter)
    """Left out."""
    changed: Counter[str] = field(default_factory=Counter)
    """Carried otherwise."""
    images: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    """Where links lead that are no web addresses."""
    _notes: list[tuple[str, Any]] = field(default_factory=list)

    def note(self, content: Any) -> str:
        """The label of a new footnote."""
        self._notes.append((str(len(self._notes) + 1), content))
        return self._notes[-1][0]

    def waiting(self) -> Iterator[tuple[str, Any]]:
        """The footnotes, those that come up meanwhile too."""
        yield from self._notes  # a list may grow while it is walked

    def told(self) -> Iterator[str]:
        """A line each."""
        for words, number in self.lost.items():
            yield f"left out: {words}{_times(number)}"
        for words, number in self.changed.items():
            yield f"{words}{_times(number)}"
        if beside := list(dict.fromkeys(self.beside)):
            more = f" and {len(beside) - _LISTED} more" if len(beside) > _LISTED else ""
            yield f"links to places beside the file, make them web addresses: {', '.join(beside[:_LISTED])}{more}"


def _times(number: int) -> str:
    return f" ({number} times)" if number > 1 else ""


class Inlines:
    """Reads inlines, and notes what it met."""

    def __init__(self, met: Met) -> None:
        self._met = met
        self._kinds: dict[str, Callable[[Any], Iterable[Inline]]] = {
            "Str": lambda c: (Text(c),),
            "LineBreak": lambda c: (Atom("break"),),
            "Code": lambda c: (Atom("code", (("text", c[1]),)),) if c[1].strip() else (Text(c[1]),),
            "Superscript": lambda c: self._shifted(c, _HIGH),
            "Subscript": lambda c: self._shifted(c, _LOW),
            "Quoted": lambda c: (Text(_QUOTES[c[0]["t"]][0]), *self.of(c[1]), Text(_QUOTES[c[0]["t"]][1])),
            "Cite": lambda c: self.of(c[1]),
            "Span": lambda c: self.of(c[1]),
            "Math": self._math,
            "RawInline": self._raw,
            "Link": self._link,
            "Image": self._image,
            "Note": lambda c: (Atom("footnote-ref", (("label", self._met.note(c)),)),),
        }

    def of(self, nodes: Sequence[Any]) -> tuple[Inline, ...]:
        """The inlines, neighbours that are alike joined, space at the edges of a span outside it."""
        return tuple(_joined(inline for node in nodes for inline in self._one(node)))

    def _one(self, node: Any) -> Iterable[Inline]:
        kind, content = node["t"], node.get("c")
        if kind in _WORDS:
            return (Text(_WORDS[kind]),)
        if kind in _SPANS:
            return _span(_SPANS[kind], self.of(content))
        if kind in _PLAIN:
            self._met.changed[f"{_PLAIN[kind]} is not kept, its words are"] += 1
            return self.of(content)
        if kind in self._kinds:
            return self._kinds[kind](content)
        self._met.lost["something that this pubflow does not know"] += 1
        return ()

    def _shifted(self, nodes: Any, table: dict[int, int]) -> tuple[Inline, ...]:
        made = self.of(nodes)
        words = plain(made).strip()
        if words and all(ord(char) in table for char in words) and all(isinstance(one, Text) for one in made):
            return (Text(words.translate(table)),)
        if not _RAISED.fullmatch(words):
            self._met.changed[f"raised or lowered text stands on the line: {words[:40]}"] += 1
        return made

    def _math(self, content: Any) -> tuple[Inline, ...]:
        self._met.changed[f"an equation stands as its TeX code, to be written out: {content[1][:60]}"] += 1
        return (Atom("code", (("text", " ".join(content[1].split())),)),) if content[1].strip() else ()

    def _raw(self, content: Any) -> tuple[Inline, ...]:
        self._met.lost[f"raw {content[0]} code"] += 1
        return ()

    def _link(self, content: Any) -> Iterable[Inline]:
        _, nodes, (href, title) = content
        made = self.of(nodes)
        folded = _UNSEEN.sub("", unquote(href)).lower()
        if not folded or folded.startswith("#"):
            return made
        if _SCHEME.match(folded) and not folded.startswith(_SCHEMES):
            self._met.lost[f"a link that is no web address ({href.strip()[:40]}); its words are kept"] += 1
            return made
        if not folded.startswith((*_SCHEMES, "//")):
            self._met.beside.append(href[:80])
        words = plain(made)
        if words in {href, href.removeprefix("mailto:")} and folded.startswith(_SCHEMES) and len(made) == 1:
            return (Atom("autolink", (("href", href), ("text", words))),)
        attrs = (("href", href), *((("title", title),) if title else ()))
        return _span("link", _without_links(made), attrs)

    def _image(self, content: Any) -> tuple[Inline, ...]:
        _, nodes, (src, title) = content
        alt = " ".join(plain(self.of(nodes)).split())
        self._met.images.append(src)
        attrs = (("alt", alt), ("src", src), *((("title", title),) if title and title != alt else ()))
        return (Atom("image", attrs),)


def _without_links(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """No link stands in a link."""
    out: list[Inline] = []
    for one in inlines:
        if isinstance(one, Span):
            children = _without_links(one.children)
            out += children if one.kind == "link" else [replace(one, children=children)]
        else:
            out.append(Text(attr(one, "text")) if isinstance(one, Atom) and one.kind == "autolink" else one)
    return tuple(out)


def _span(kind: SpanKind, children: tuple[Inline, ...], attrs: tuple[tuple[str, str], ...] = ()) -> Iterator[Inline]:
    """A span with the space and the line breaks at its edges outside it; none where nothing is left."""
    before, children = _leading(children)
    after, turned = _leading(children[::-1], turned=True)
    yield from before
    # Bold in bold says nothing more.
    flat = tuple(
        part
        for one in turned[::-1]
        for part in (one.children if isinstance(one, Span) and (one.kind, one.attrs) == (kind, attrs) else (one,))
    )
    if flat:
        yield Span(kind, flat, attrs)
    yield from after[::-1]


def _leading(inlines: tuple[Inline, ...], *, turned: bool = False) -> tuple[list[Inline], tuple[Inline, ...]]:
    """What is mere space before the first word (after the last one, where they come `turned`), and the rest."""
    out: list[Inline] = []
    while inlines:
        first = inlines[0]
        if isinstance(first, Atom) and first.kind == "break":
            out.append(first)
        elif isinstance(first, Text):
            left, words, right = _parts(first.text)
            if words:
                space, rest = (right, left + words) if turned else (left, words + right)
                if space:
                    return [*out, Text(space)], (Text(rest), *inlines[1:])
                break
            out.append(first)
        else:
            break
        inlines = inlines[1:]
    return out, inlines


def _parts(text: str) -> tuple[str, str, str]:
    match = _SPACE.fullmatch(text)
    assert match is not None
    return match[1], match[2], match[3]


def _joined(inlines: Iterable[Inline]) -> Iterator[Inline]:
    held: Span | None = None
    for one in _texts_joined(inlines):
        if isinstance(held, Span) and isinstance(one, Span) and (held.kind, held.attrs) == (one.kind, one.attrs):
            held = replace(held, children=tuple(_joined((*held.children, *one.children))))
            continue
        if held is not None:
            yield held
        held = one if isinstance(one, Span) else None
        if held is None:
            yield one
    if held is not None:
        yield held


def _texts_joined(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Runs of text as one: a long paragraph has thousands of words, and pandoc gives each of them alone."""
    for is_text, run in itertools.groupby(inlines, key=lambda one: isinstance(one, Text)):
        if is_text:
            yield Text("".join(one.text for one in run if isinstance(one, Text)))
        else:
            yield from run


def stripped(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Without space and line breaks at either end."""
    _, rest = _leading(tuple(inlines))
    _, rest = _leading(rest[::-1], turned=True)
    return rest[::-1]
