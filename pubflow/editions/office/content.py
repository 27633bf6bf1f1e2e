"""What an office edition says, from its first notice to its last line, as pandoc's tree."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from typing import Any

from pubflow.editions.portable import Picture, Portable
from pubflow.markup.images import TYPES
from pubflow.markup.pandoc_write import Drawn, Node, attributes, blocks, node, words


def content(shown: Portable) -> list[Node]:
    """For word processors: every part of the front in a style of its own."""
    drawn = {src: Drawn(_address(one), one.points) for src, one in shown.pictures.items()}
    body, notes = blocks(shown.blocks, shown.marks, emphasis="" if shown.tag.slants else "Emphasis", drawn=drawn)
    return [
        *_notices(shown),
        *_release(shown),
        _styled("Title", shown.marked("title", shown.facts.title)),
        *_subtitle(shown),
        *_dateline(shown),
        *body,
        *_foot(shown, notes, level=1),
    ]


def book(shown: Portable) -> list[Node]:
    """For readers of books, which turn each heading of the first level into a chapter: the title is the only one."""
    drawn = {src: Drawn(_address(one)) for src, one in shown.pictures.items()}
    body, notes = blocks(shown.blocks, shown.marks, below=1, drawn=drawn)
    return [
        node("Header", 1, attributes("title"), shown.marked("title", shown.facts.title)),
        *_notices(shown),
        *([_styled("Publisher", words(shown.publisher))] if shown.publisher else []),
        *_release(shown),
        *_subtitle(shown),
        *_dateline(shown),
        *body,
        *_foot(shown, notes, level=2),
    ]


def descriptions(tree: Any) -> list[str]:
    """What is said of each picture, in their order."""
    match tree:
        case {"t": "Image", "c": [_, alt, _]}:
            return [" ".join(one["c"] for one in alt if one["t"] == "Str")]
        case {"c": inside}:
            return descriptions(inside)
        case [*several]:
            return [said for one in several for said in descriptions(one)]
        case _:
            return []


def _address(picture: Picture) -> str:
    """The picture itself: pandoc reads no file."""
    return f"data:{TYPES[picture.kind]};base64,{b64encode(picture.content).decode()}"


def _styled(style: str, inlines: list[Node], spoken: Portable | None = None) -> Node:
    """A paragraph in a style of the house; `spoken`: it is said by the page itself, in the language it speaks."""
    language, direction = "", ""
    if spoken is not None and spoken.spoken != spoken.tag:
        language, direction = spoken.spoken.html, spoken.spoken.direction
    about = attributes("", style.lower(), custom_style=style, lang=language, dir=direction)
    return node("Div", about, [node("Para", inlines)])


def _notices(shown: Portable) -> Iterator[Node]:
    for kind, said in shown.notices:
        yield _styled("Retraction" if kind == "retracted" else "Notice", said, shown)


def _release(shown: Portable) -> Iterator[Node]:
    if shown.facts.release:
        yield _styled("Release", words(shown.facts.release), shown)


def _subtitle(shown: Portable) -> Iterator[Node]:
    if shown.facts.subtitle:
        yield _styled("Subtitle", shown.marked("subtitle", shown.facts.subtitle))


def _dateline(shown: Portable) -> Iterator[Node]:
    if not shown.dateline:
        return
    line: list[Node] = []
    for name, label, said in shown.dateline:
        if line:
            line += [node("Str", "\u2003")]
        line += [node("Strong", words(label)), node("Space"), *shown.marked(name, said)]
    yield _styled("Dateline", line)


def _foot(shown: Portable, notes: list[Node], *, level: int) -> Iterator[Node]:
    if notes:
        yield node("Header", level, attributes("notes"), words(shown.say("Notes")))
        yield from notes
    for name, lines in (("Corrections", shown.corrections), ("Contact", shown.facts.contact)):
        if lines:
            yield node("Header", level, attributes(name.lower()), words(shown.say(name)))
            yield _styled(name, _lines(lines))
    for said in shown.colophon:
        yield _styled("Colophon", words(said), shown)


def _lines(several: tuple[str, ...]) -> list[Node]:
    out: list[Node] = []
    for line in several:
        out += [node("LineBreak")] * bool(out) + words(line)
    return out
