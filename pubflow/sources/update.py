"""A new version of a file, over a statement that people have worked on since: what they made is kept. Pure.

Three texts are compared: the statement as it stands (`ours`), what the new file becomes (`theirs`), and what the old
file became when it was imported (`base`); where base and ours differ, a person was there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pubflow.document import Asset
from pubflow.markup import front_matter, markdown
from pubflow.statement import Atom, Block, Inline, Span, Statement, attr, images

_OURS = frozenset({"id", "language"})


@dataclass(frozen=True, slots=True)
class Updated:
    """The statement as it would read."""

    text: bytes
    told: tuple[str, ...]


def updated(ours: str, theirs: str, base: str | None, *, path: str) -> Updated:
    """The front matter of `ours` with what the new file changed, over the body of `theirs`.

    `base` is None where the old file is not there any more: then everything in our front matter was made by a person.
    """
    mine, new = _front(ours, path), _front(theirs, path)
    old = dict(_front(base, path).meta) if base is not None else None
    told: list[str] = []
    meta = dict(mine.meta)
    for key, value in new.meta:
        if key not in _OURS and value != meta.get(key):
            meta |= _merged(key, meta.get(key), value, old, told)
    missing = sorted(meta.keys() & (old or {}).keys() - dict(new.meta).keys())
    told += [f"{key}: the new file has none; “{_short(meta[key])}” is kept" for key in missing]
    if base is not None and _body(ours, path).split() != _body(base, path).split():
        told.append(
            "the text was edited by hand since it was imported; the new file's text goes in its place, see below"
        )
    head = front_matter.dumps(mine, tuple(meta.items()), "\r\n" if "\r\n" in ours else "\n")
    return Updated(f"---\n{head}---\n{_body(theirs, path)}".encode(), tuple(told))


def _merged(key: str, mine: str | None, theirs: str, old: Mapping[str, str] | None, told: list[str]) -> dict[str, str]:
    """The value that a key has from now on; nothing where it stays."""
    before = None if old is None else old.get(key)
    if mine is None and before != theirs:
        told.append(f"{key}: {_short(theirs)}, new in this file")
        return {key: theirs}
    if mine is not None and old is not None and mine == before:
        told.append(f"{key}: {_short(theirs)}, before: {_short(mine)}")
        return {key: theirs}
    if mine is not None and theirs != before:
        told.append(f"{key}: “{_short(mine)}” is kept; the new file says “{_short(theirs)}”")
    return {}


def embargo_of(text: str, *, path: str) -> str | None:
    """What the front matter of a statement says of its embargo, in its own words."""
    return dict(_front(text, path).meta).get("embargo")


def _short(value: str) -> str:
    line = " / ".join(value.splitlines())
    return line[:120] + ("…" if len(line) > 120 else "")


def _front(text: str, path: str) -> front_matter.FrontMatter:
    text = text.removeprefix("\ufeff")
    yaml_text, _, _ = front_matter.split(text, path=path)
    return front_matter.loads(yaml_text, path=path)


def _body(text: str, path: str) -> str:
    text = text.removeprefix("\ufeff")
    return text[front_matter.split(text, path=path)[2] :]


# --- pictures ---------------------------------------------------------------------------------------------------------


def alts_in(ours: str, *, path: str) -> dict[str, str]:
    """What a statement says of its pictures, by their names; those with no description are not in it."""
    statement, _ = markdown.loads(ours, statement_id="", path=path)
    return {attr(one, "src"): attr(one, "alt") for one in images(statement.blocks) if attr(one, "alt")}


def with_pictures(
    statement: Statement, assets: tuple[Asset, ...], there: Mapping[str, bytes], alts: Mapping[str, str]
) -> tuple[Statement, tuple[Asset, ...]]:
    """The new version with the pictures under the names that they have already, described as people described them.

    `there`: the pictures beside the statement, by name. A picture whose name is taken by another gets the next one.
    """
    by_content = {content: name for name, content in there.items()}
    names: dict[str, str] = {}
    made: list[Asset] = []
    for asset in assets:
        name = by_content.get(asset.content) or _free(asset.name, {*there, *names.values()})
        names[asset.name] = name
        made.append(replace(asset, name=name))
    blocks = tuple(_renamed(block, names, alts) for block in statement.blocks)
    return replace(statement, blocks=blocks), tuple(made)


def _free(name: str, taken: set[str]) -> str:
    stem, _, suffix = name.rpartition(".")
    head = stem.rpartition("-")[0]
    number = int(stem.rpartition("-")[2])
    while f"{head}-{number}.{suffix}" in taken:
        number += 1
    return f"{head}-{number}.{suffix}"


def _renamed(block: Block, names: Mapping[str, str], alts: Mapping[str, str]) -> Block:
    children = tuple(_renamed(child, names, alts) for child in block.children)
    return replace(block, children=children, inlines=tuple(_inline(one, names, alts) for one in block.inlines))


def _inline(inline: Inline, names: Mapping[str, str], alts: Mapping[str, str]) -> Inline:
    if isinstance(inline, Span):
        return replace(inline, children=tuple(_inline(one, names, alts) for one in inline.children))
    if not isinstance(inline, Atom) or inline.kind != "image":
        return inline
    attrs = dict(inline.attrs)
    attrs["src"] = names.get(attrs["src"], attrs["src"])
    attrs["alt"] = alts.get(attrs["src"], attrs.get("alt", ""))
    return replace(inline, attrs=tuple(sorted(attrs.items())))
