"""What a person decided about segments at a place of one statement, kept in its sidecar.

Places are named by quoted text and its occurrence in the statement's text blocks (mark-up apart, any run of white space
as good as any other), so they survive edits elsewhere; one that is no longer found is a Finding, never an error.

    grain = "block"                  # for the whole statement
    quotations = "split"
    offline = true                   # no online engine reads any of it
    sensitive = ["Aye Aye Moe"]      # taken out before an online engine reads the rest, and put back after

    [[join]]
    after = "in the U.S."            # the segment that ends here and the next are one
    [[split]]
    before = "The second demand"     # a segment begins here
    [[block]]
    starts = "We, the undersigned"   # the block that begins so
    grain = "block"
    offline = true
    [[distinct]]
    text = "Free them now."          # the segment that holds this place has a target of its own
    occurrence = 2
    suffix = "#2"
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from pubflow.errors import SourceError
from pubflow.segment.model import Grain

Quoting = Literal["whole", "split"]
"""What becomes of a quotation of several sentences."""

_SUFFIX = re.compile(r"#[\w-]{1,32}")
_TABLES = {
    "join": ("after", "occurrence"),
    "split": ("before", "occurrence"),
    "block": ("starts", "occurrence", "grain", "quotations", "offline"),
    "distinct": ("text", "occurrence", "suffix"),
}
_KEYS = ("grain", "quotations", "offline", "sensitive", *_TABLES)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in the statement, by what stands there."""

    text: str
    occurrence: int = 1
    """From 1, over the whole statement in reading order."""


@dataclass(frozen=True, slots=True)
class BlockChoice:
    """How one block is cut; None leaves the statement's choice."""

    starts: Anchor
    grain: Grain | None = None
    quotations: Quoting | None = None
    offline: bool = False


@dataclass(frozen=True, slots=True)
class Distinct:
    """A segment whose target is its own although another has the same text."""

    at: Anchor
    suffix: str
    """Added to the key's context: permanent, never made by counting."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions about one statement's segments."""

    joins: tuple[Anchor, ...] = ()
    """Each by the text that the first of the two segments ends with."""
    splits: tuple[Anchor, ...] = ()
    """Each by the text that the new segment begins with."""
    blocks: tuple[BlockChoice, ...] = ()
    distinct: tuple[Distinct, ...] = ()
    grain: Grain | None = None
    quotations: Quoting | None = None
    offline: bool = False
    """No online engine may read any of it."""
    sensitive: tuple[str, ...] = ()
    """Names and details that no online engine may read."""
    path: str = ""
    """The sidecar, relative to the workspace; findings point at it."""

    @classmethod
    def parse(cls, table: Mapping[str, object], path: str = "", *, others: Collection[str] = ()) -> Decisions:
        """Read the sidecar's table. `others` are its keys that are somebody else's.

        Raises SourceError on an unknown key, naming the nearest, and on a value of the wrong type.
        """
        refuse_unknown(table, (*_KEYS, *others), path, "")
        return cls(
            joins=tuple(anchor_of(row, "after", name, path) for name, row in rows_of(table, "join", path, _TABLES)),
            splits=tuple(anchor_of(row, "before", name, path) for name, row in rows_of(table, "split", path, _TABLES)),
            blocks=tuple(
                BlockChoice(
                    anchor_of(row, "starts", name, path), _grain(row, path), _quoting(row, path), _offline(row, path)
                )
                for name, row in rows_of(table, "block", path, _TABLES)
            ),
            distinct=tuple(
                Distinct(anchor_of(row, "text", name, path), _suffix(row, name, path))
                for name, row in rows_of(table, "distinct", path, _TABLES)
            ),
            grain=_grain(table, path),
            quotations=_quoting(table, path),
            offline=_offline(table, path),
            sensitive=_sensitive(table, path),
            path=path,
        )

    def anchors(self) -> tuple[tuple[str, Anchor], ...]:
        """Every anchor with the name of its table."""
        return (
            *(("join", anchor) for anchor in self.joins),
            *(("split", anchor) for anchor in self.splits),
            *(("block", choice.starts) for choice in self.blocks),
            *(("distinct", distinct.at) for distinct in self.distinct),
        )


def refuse_unknown(table: Mapping[str, object], known: Collection[str], path: str, inside: str) -> None:
    """Names the nearest key that is known."""
    for key in table:
        if key not in known:
            near = get_close_matches(key, known, n=1, cutoff=0.5)
            hint = f"did you mean `{near[0]}`?" if near else f"known here: {', '.join(known)}"
            raise SourceError(f"unknown key `{key}`{inside}", where=path or None, hint=hint)


def rows_of(
    table: Mapping[str, object], key: str, path: str, known: Mapping[str, Collection[str]]
) -> list[tuple[str, Mapping[str, object]]]:
    """The rows of a list of tables, each with its name for messages. Raises SourceError; so do its neighbours."""
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise SourceError(f"`{key}` is not a list of tables", where=path or None, hint=f"write it as [[{key}]]")
    out = []
    for number, row in enumerate(value, 1):
        name = f"[[{key}]] number {number}"
        refuse_unknown(row, known[key], path, f" in {name}")
        out.append((name, row))
    return out


def anchor_of(row: Mapping[str, object], key: str, name: str, path: str) -> Anchor:
    """The place that one row names."""
    text, occurrence = row.get(key), row.get("occurrence", 1)
    if not isinstance(text, str) or not text.strip():
        raise SourceError(f"{name} wants `{key}`", where=path or None, hint=f'{key} = "a few words of the statement"')
    if not isinstance(occurrence, int) or isinstance(occurrence, bool) or occurrence < 1:
        raise SourceError(f"`occurrence` in {name} is not a number from 1", where=path or None)
    return Anchor(text, occurrence)


def _grain(row: Mapping[str, object], path: str) -> Grain | None:
    value = row.get("grain")
    if value is None:
        return None
    if value not in ("sentence", "block"):
        raise SourceError(f"`grain` is {value!r}", where=path or None, hint='grain = "sentence" or "block"')
    return Grain(value)


def _quoting(row: Mapping[str, object], path: str) -> Quoting | None:
    value = row.get("quotations")
    if value is not None and value not in ("whole", "split"):
        raise SourceError(f"`quotations` is {value!r}", where=path or None, hint='quotations = "whole" or "split"')
    return value


def _offline(row: Mapping[str, object], path: str) -> bool:
    value = row.get("offline", False)
    if not isinstance(value, bool):
        raise SourceError(f"`offline` is {value!r}", where=path or None, hint="offline = true or false")
    return value


def _sensitive(row: Mapping[str, object], path: str) -> tuple[str, ...]:
    value = row.get("sensitive", [])
    if not isinstance(value, list) or not all(isinstance(name, str) and name.strip() for name in value):
        raise SourceError("`sensitive` is no list of names", where=path or None, hint='sensitive = ["Name One"]')
    return tuple(value)


def _suffix(row: Mapping[str, object], name: str, path: str) -> str:
    value = row.get("suffix")
    if not isinstance(value, str) or not _SUFFIX.fullmatch(value):
        raise SourceError(f"{name} wants `suffix`", where=path or None, hint='suffix = "#2": # and a short word')
    return value
