"""A Statement as a fresh Markdown text, for what did not come from Markdown. Rendered, it says the very same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pubflow.markup import front_matter
from pubflow.markup.markdown_inline import Scene, render
from pubflow.statement import Block, Statement, attr

_FENCE = re.compile(r"^ {0,3}(`{3,})", re.MULTILINE)


def render_new(statement: Statement) -> str:
    """The whole statement as Markdown: front matter from its meta, then its blocks. Ends with one line end."""
    scene = _scene(statement)
    bodies = [_block(block, scene, sibling) for block, sibling in _with_sibling(statement.blocks)]
    body = "\n\n".join(text for text in bodies if text)
    head = front_matter.dumps(front_matter.FrontMatter(""), statement.meta)
    return (f"---\n{head}---\n\n" if head else "") + (body + "\n" if body else "")


def _scene(statement: Statement) -> Scene:
    labels = {attr(block, "label") for block in statement.blocks if block.kind == "footnote"}
    env = {"footnotes": {"refs": {f":{label}": -1 for label in labels}, "list": {}}}
    return Scene(env=env)


def _with_sibling(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, int]]:
    """Each block with how many lists stand directly before it: two lists in a row need different markers."""
    count = 0
    for block in blocks:
        yield block, count
        count = count + 1 if block.kind == "list" else 0


def _block(block: Block, scene: Scene, sibling: int = 0) -> str:
    match block.kind:
        case "paragraph":
            return render(block.inlines, scene)
        case "heading":
            return _heading(block, scene)
        case "list":
            return _list(block, scene, sibling)
        case "quote":
            return _indent(_blocks(block.children, scene), "> ", "> ")
        case "table":
            return _table(block, scene)
        case "code":
            return _code(block)
        case "html":
            return attr(block, "text").rstrip("\n")
        case "rule":
            return "***"
        case "footnote":
            return _indent(_blocks(block.children, scene), f"[^{attr(block, 'label')}]: ", "    ")
        case _:
            return _blocks(block.children, scene) if block.children else render(block.inlines, scene)


def _blocks(blocks: tuple[Block, ...], scene: Scene, between: str = "\n\n") -> str:
    return between.join(_block(block, scene, sibling) for block, sibling in _with_sibling(blocks))


def _heading(block: Block, scene: Scene) -> str:
    content = render(block.inlines, Scene(env=scene.env, one_line=True, opens_line=False))
    if content.endswith("#"):
        content = content[:-1] + "\\#"
    return f"{'#' * (block.level or 1)} {content}".rstrip(" ")


def _list(block: Block, scene: Scene, sibling: int) -> str:
    tight = attr(block, "tight") == "true"
    ordered = attr(block, "ordered") == "true"
    start = int(attr(block, "start", "1"))
    lines = []
    for number, item in enumerate(block.children, start):
        marker = f"{number}{'.)'[sibling % 2]}" if ordered else "-*"[sibling % 2]
        text = _blocks(item.children, scene, "\n" if tight else "\n\n")
        lines.append(_indent(text, f"{marker} ", " " * (len(marker) + 1)))
    return ("\n" if tight else "\n\n").join(lines)


def _indent(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    out = [first + lines[0], *(rest + line if line else rest.rstrip(" ") for line in lines[1:])]
    return "\n".join(line.rstrip(" ") if not line.strip(" >") else line for line in out)


_ALIGN = {"left": ":--", "center": ":-:", "right": "--:"}


def _table(block: Block, scene: Scene) -> str:
    inner = Scene(env=scene.env, one_line=True, opens_line=False)
    rows = [
        "| " + " | ".join(render(cell.inlines, inner).replace("|", "\\|") for cell in row.children) + " |"
        for row in block.children
    ]
    head = block.children[0].children if block.children else ()
    rows.insert(1, "| " + " | ".join(_ALIGN.get(attr(cell, "align"), "---") for cell in head) + " |")
    return "\n".join(rows)


def _code(block: Block) -> str:
    text = attr(block, "text")
    longest = max((len(fence) for fence in _FENCE.findall(text)), default=2)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{attr(block, 'info')}\n{text}{'' if text.endswith(chr(10)) or not text else chr(10)}{fence}"
