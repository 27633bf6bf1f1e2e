"""An office file or a web page -> a reading: pandoc's tree, the pictures in it, what is open, what was left behind."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final, Literal
from urllib.parse import unquote_to_bytes

from pubflow import pandoc
from pubflow.document import Asset, Change, Reading
from pubflow.errors import SourceError
from pubflow.finding import Finding, Severity, Where
from pubflow.markup import pandoc_read, press
from pubflow.markup.images import cleaned, kind_of
from pubflow.markup.pandoc_inline import stripped
from pubflow.statement import Atom, Block, Inline, Span, Statement, Text, attr, plain

Decision = Literal["all", "accept", "reject"]
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_GUESSED: Final = re.compile(
    r"\s*(?:description automatically generated|ai-generated content may be incorrect\.?)", re.IGNORECASE
)
_MOST_PICTURES: Final = 500


def tree_of(content: bytes, kind: str, *, path: str, decision: Decision = "accept") -> pandoc_read.Read:
    """What pandoc reads in a file; `kind`: its name of the format. Raises SourceError."""
    options = (f"--from={kind}", "--to=json", f"--track-changes={decision}")
    return pandoc_read.loads(pandoc.run(content, *options, refusal=SourceError, where=path), path=path)


def reading_of(
    read: pandoc_read.Read,
    take: Callable[[str], bytes | None],
    *,
    statement_id: str,
    path: str,
    changes: tuple[Change, ...] = (),
    told: Iterable[str] = (),
) -> Reading:
    """The statement with its pictures beside it. `take`: the bytes of a picture that the file holds, by its name."""
    pictures = _Pictures(statement_id, take)
    blocks = tuple(block for one in read.blocks for block in pictures.block(one))
    meta = read.meta
    if not dict(meta).get("title"):
        found, blocks = press.headline(blocks)
        meta = (*found, *meta)
    statement = Statement(statement_id, "en", meta, blocks, path)
    lines = (*told, *read.told, *pictures.told)
    return Reading(statement, tuple(_remarks(statement)), tuple(pictures.assets), changes, lines)


def with_head(read: pandoc_read.Read, blocks: tuple[Block, ...]) -> pandoc_read.Read:
    """The same with these blocks before all others."""
    return replace(read, blocks=blocks + read.blocks)


def titled(reading: Reading, title: str) -> Reading:
    """The same under a title that stood outside the text, and perhaps as its first heading too."""
    blocks = reading.statement.blocks
    if len(blocks) > 1 and blocks[0].kind == "heading" and plain(blocks[0].inlines) == title:
        blocks = blocks[1:]
    statement = replace(reading.statement, meta=(("title", title), *reading.statement.meta), blocks=blocks)
    findings = tuple(finding for finding in reading.findings if finding.check != "no-title")
    return replace(reading, statement=statement, findings=findings, told=(*reading.told, f"title: {title}"))


def _remarks(statement: Statement) -> Iterator[Finding]:
    if not statement.blocks:
        yield Finding("empty-source", Severity.WARNING, "there is no text in it: 0 segments", Where(statement.path))
    elif not statement.get("title"):
        yield Finding("no-title", Severity.WARNING, "no headline found", Where(statement.path))


class _Pictures:
    """Takes the pictures out of a text, each once."""

    def __init__(self, statement_id: str, take: Callable[[str], bytes | None]) -> None:
        self.assets: list[Asset] = []
        self.told: list[str] = []
        self._id = statement_id
        self._take = take
        self._known: dict[str, str] = {}
        """Where each picture of the file is from now on; "" for one that was left out."""

    def block(self, block: Block) -> Iterator[Block]:
        """The block with the names its pictures have beside the statement; none where nothing is left of it."""
        if block.children:
            children = tuple(made for child in block.children for made in self.block(child))
            yield replace(block, children=children)
            return
        inlines = stripped(made for one in block.inlines for made in self._inline(one))
        if inlines or not block.inlines or block.kind == "cell":
            yield replace(block, inlines=inlines)

    def _inline(self, inline: Inline) -> Iterator[Inline]:
        if isinstance(inline, Span):
            children = tuple(made for one in inline.children for made in self._inline(one))
            if children:
                yield replace(inline, children=children)
        elif isinstance(inline, Atom) and inline.kind == "image":
            yield from self._image(inline)
        else:
            yield inline

    def _image(self, image: Atom) -> Iterator[Inline]:
        src, alt = attr(image, "src"), attr(image, "alt")
        if src not in self._known:
            self._known[src] = self._put(src, described=bool(alt))
        found = self._known[src]
        if not found:
            if alt:
                self.told.append(f"its description stands in its place: “{alt[:80]}”")
                yield Text(f"[{alt}]")
            return
        if _GUESSED.search(alt):
            self.told.append(f"a program described the picture {found}; look at it: “{alt[:80]}”")
        elif not alt:
            self.told.append(f"the picture {found} has no description: write one between its brackets, ![…]({found})")
        yield replace(image, attrs=tuple((name, found if name == "src" else value) for name, value in image.attrs))

    def _put(self, src: str, *, described: bool) -> str:
        """Where the picture is from now on."""
        content = self._take(src)
        if content is None:
            on_the_web = src.lower().startswith(("http:", "https:", "//"))
            if not on_the_web and (not described or _ELSEWHERE.match(src)):
                self.told.append(f"left out: a picture that is not in the file ({src[:60]})")
                return ""
            self.told.append(
                f"a picture is not in the file: put it beside the statement and name it there: {src[:120]}"
            )
            return src
        made = cleaned(content)
        if made is None or len(self.assets) >= _MOST_PICTURES:
            self.told.append(f"left out: a picture of a kind that browsers do not show ({src[-60:]})")
            return ""
        name = f"{self._id}-{len(self.assets) + 1}.{kind_of(made)}"
        self.assets.append(Asset(name, made))
        self.told.append(f"picture: {name}" + (", without what it told of place and camera" if made != content else ""))
        return name


def of_data(src: str) -> bytes | None:
    """The bytes of a picture that stands in its own address (`data:image/png;base64,...`); None for any other."""
    if src[:5].lower() != "data:":
        return None
    head, _, body = src[5:].partition(",")
    content = unquote_to_bytes(body)
    if head.lower().endswith(";base64"):
        try:
            return base64.b64decode(content)
        except (binascii.Error, ValueError):
            return b""
    return content
