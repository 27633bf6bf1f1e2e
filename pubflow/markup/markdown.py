"""Markdown to Statement and back, every byte that was not translated kept.

`loads` gives the Statement and a Layout, which remembers the text. `dumps` writes a changed Statement over the same
text: a block or a front matter value that is still equal keeps its bytes; in one that is not, the content alone is
written anew, and each piece of mark-up in it that still is what it was keeps its spelling. `render_new` needs no text.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pubflow.errors import EditionError, SourceError
from pubflow.markup import front_matter
from pubflow.markup.markdown_inline import Scene, render
from pubflow.markup.markdown_layout import Body, Layout, Place, Spot, locate
from pubflow.markup.markdown_new import render_new
from pubflow.markup.markdown_reader import Reader
from pubflow.statement import Attrs, Block, Statement, leaves

__all__ = ["LIMIT", "Layout", "dumps", "loads", "render_new"]

LIMIT = 2_000_000
"""Characters of a source; a long statement has 20,000."""
_BOM = "\ufeff"
_REMEMBERED = 2048
"""Texts."""


def loads(text: str, *, statement_id: str, path: str, language: str = "en") -> tuple[Statement, Layout]:
    """Read Markdown (CommonMark, GFM tables and strikethrough, footnotes, YAML front matter).

    `text` as decoded: byte order mark and line ends may still be there. The front matter's `language` wins over the
    argument. Raises SourceError with path and line. Texts are remembered: the reader, and the writer of each language,
    ask for the same one.
    """
    return _loads(text, statement_id, path, language)


@lru_cache(maxsize=_REMEMBERED)
def _loads(text: str, statement_id: str, path: str, language: str) -> tuple[Statement, Layout]:
    if len(text) > LIMIT:
        raise SourceError(f"the text is longer than {LIMIT} characters", where=path, hint="is it one statement?")
    bom = len(_BOM) if text.startswith(_BOM) else 0
    yaml_text, (start, end), body_start = front_matter.split(text[bom:], path=path)
    front = front_matter.loads(yaml_text, path=path) if end else front_matter.FrontMatter("")
    body = Body(text, bom + body_start)
    head = text[bom : body.start]
    reader = Reader(path, 1 + head.count("\n") + head.count("\r") - head.count("\r\n"))
    blocks = reader.read(body.text)
    language = next((value for key, value in front.meta if key == "language" and value), language)
    statement = Statement(statement_id, language, front.meta, blocks, path)
    span = (bom + start, bom + end) if body_start else (0, 0)
    layout = Layout(text, statement, front, span, body.start, tuple(reader.spots), tuple(reader.marks), reader.env)
    return statement, layout


def dumps(statement: Statement, layout: Layout) -> str:
    """The Layout's text with the words of `statement`, which has the blocks of the Layout's own.

    Front matter keys that are new are added. Raises EditionError where the two have not the same blocks: then the
    source has changed since.
    """
    parts = [_front(statement.meta, layout)]
    at = layout.body
    for start, end, content in sorted(_edits(statement, layout)):
        parts += layout.text[at:start], content
        at = end
    parts.append(layout.text[at:])
    return "".join(parts)


def _front(meta: Attrs, layout: Layout) -> str:
    """Everything before the body."""
    head = layout.text[: layout.body]
    if meta == layout.front.meta:
        return head
    start, end = layout.front_span
    yaml_text = front_matter.dumps(layout.front, meta, layout.newline)
    if end or layout.front.text:
        return head[:start] + yaml_text + head[end:]
    bar = f"---{layout.newline}"
    return f"{head}{bar}{yaml_text}{bar}{layout.newline}" if yaml_text else head


def _edits(statement: Statement, layout: Layout) -> Iterator[tuple[int, int, str]]:
    """What to replace in the text: (start, end, new content)."""
    old = layout.statement
    if statement.blocks is old.blocks:
        return
    _compare(statement.blocks, old.blocks, layout)
    body: Body | None = None
    pairs = zip(leaves(statement.blocks), leaves(old.blocks), layout.spots, strict=True)
    for new, was, spot in pairs:
        if new.inlines == was.inlines:
            continue
        body = body or Body(layout.text, layout.body)
        place = locate(spot, body) if spot else None
        if spot is None or place is None:
            raise EditionError(
                "there is no place in the source text for these words", where=f"{old.path}:{was.line or 1}"
            )
        yield body.offset(place.start), body.offset(place.end), _content(new, spot, place, layout)


def _content(block: Block, spot: Spot, place: Place, layout: Layout) -> str:
    one_line = spot.form != "lines"
    underlined = block.kind == "heading" and not one_line
    scene = Scene(layout.marks, layout.env, layout.references, one_line, place.opens_line, underlined)
    content = render(block.inlines, scene)
    if spot.form == "cell":
        # A backslash right before the bar that ends the cell would make a letter of the bar.
        content = content[:-2] + "&#92;" if content.endswith("\\\\") else content
        return content.replace("|", "\\|")
    if spot.form == "line" and content.endswith("#"):
        return content[:-1] + "\\#"
    first, *rest = content.split("\n")
    lines = [first]
    for number, line in enumerate(rest):
        prefix = place.prefixes[min(number, len(place.prefixes) - 1)]
        lines.append(prefix + line)
    return layout.newline.join(lines)


def _compare(new: tuple[Block, ...], old: tuple[Block, ...], layout: Layout) -> None:
    """Raise EditionError unless the two trees differ in nothing but inlines."""
    if len(new) != len(old):
        raise _differs(layout, old[0].line if old else 1)
    for one, other in zip(new, old, strict=True):
        if one is other:
            continue
        if (one.kind, one.attrs, one.level) != (other.kind, other.attrs, other.level):
            raise _differs(layout, other.line)
        _compare(one.children, other.children, layout)


def _differs(layout: Layout, line: int) -> EditionError:
    return EditionError(
        "the edition has other blocks than its source text",
        where=f"{layout.statement.path}:{line}",
        hint="the source has changed since its segments were made: extract again",
    )
