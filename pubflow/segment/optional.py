"""Texts that go with a statement and never hold it back, and how long its short texts may be.

What a search engine, an address, a post or the subject of a mail says of a statement stands in its front matter, is
translated and reviewed like the rest, and is late by right: without it the statement is complete all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from pubflow.errors import SourceError
from pubflow.language.extent import LIMITS, OPTIONAL, PLACES, SOCIAL
from pubflow.segment.model import Key, Segment
from pubflow.statement import Attrs, Statement

_META: Final = "meta:"
_ADDRESS: Final = "slug"
_LIMITS: Final = "limits."
"""How the front matter's key of a limit begins."""


def optional_keys(meta: Attrs) -> tuple[str, ...]:
    """The front matter's keys of optional texts, in the order of their units."""
    social = (key for key, _ in meta if key.startswith(SOCIAL))
    return (*OPTIONAL, *social)


def is_optional(key: Key) -> bool:
    """Whether an edition, a release and a signature do without this unit."""
    place = place_of(key)
    return key.context.startswith(_META) and (place in OPTIONAL or place.startswith(SOCIAL))


def is_address(key: Key) -> bool:
    """Whether the unit is a piece of an address: no engine has a word for it, and it is no prose to check."""
    return key.context.startswith(_META) and place_of(key) == _ADDRESS


def optional_numbers(segments: Iterable[Segment]) -> frozenset[int]:
    """The numbers of the optional units, from 1 in the order of the statement."""
    return frozenset(number for number, segment in enumerate(segments, 1) if is_optional(segment.key))


def place_of(key: Key) -> str:
    """Where a short text stands, as limits and editions call it: `title`, `alt`, `social.x`; "" for prose."""
    return key.context.removeprefix(_META).partition("#")[0]


def limited(
    statement: Statement, segments: tuple[Segment, ...], decided: Iterable[tuple[str, int]]
) -> tuple[Segment, ...]:
    """The segments with the room they have, said in their notes: by the front matter, else the project (`decided`),
    else by what the place itself allows. Raises SourceError for a limit that is none.
    """
    limits = {**{place: limit.most for place, limit in LIMITS.items()}, **dict(decided), **_own(statement)}
    return tuple(_with_limit(segment, limits) for segment in segments)


def _with_limit(segment: Segment, limits: Mapping[str, int]) -> Segment:
    place = place_of(segment.key)
    most = limits.get(place, 0) if place else 0
    if not most:
        return segment
    service = LIMITS.get(place)
    told = ", a Han character counts 2, an address 23" if service and service.counting == "x" else ""
    return replace(segment, limit=most, notes=(*segment.notes, f"at most {most} characters{told}"))


def _own(statement: Statement) -> dict[str, int]:
    """What the front matter says under `limits`."""
    found = {}
    for key, value in statement.meta:
        if key.startswith(_LIMITS):
            place = key.removeprefix(_LIMITS)
            if place not in PLACES and not place.startswith(SOCIAL):
                hint = f"places: {', '.join(PLACES)} and {SOCIAL}NAME"
                raise SourceError(f"front matter: limits: there is no place “{place}”", where=statement.path, hint=hint)
            if not value.isdecimal() or not value.isascii() or len(value) > 6 or not int(value):
                raise SourceError(
                    f"front matter: limits: {place}: “{value}” is no number of characters",
                    where=statement.path,
                    hint=f"{place}: 120",
                )
            found[place] = int(value)
    return found
