"""What a translator is told of a target that was made for another source: which, and what changed since. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pubflow.catalog import near
from pubflow.catalog.change import Change, Known, change_of
from pubflow.catalog.diff import excerpt, word_diff
from pubflow.catalog.model import Catalog, State, Unit
from pubflow.segment.model import Key
from pubflow.segment.tagged import TaggedText


def with_change_notes(
    units: Sequence[Unit], old: Catalog, changes: Mapping[Key, Change], known: Known | None
) -> list[Unit]:
    """Fuzzy units with what changed since their target was made: from `previous` and the sources alone.

    `changes`: those that are known already, by the new unit.
    """
    parts: dict[Key, list[Key]] = {}
    for unit in units:
        if (previous := _made_for(unit)) is not None:
            parts.setdefault(previous, []).append(unit.key)
    if not parts:
        return list(units)
    sources: dict[Key, str] = {unit.key: TaggedText.parse(unit.key.source).plain for unit in old.units}
    out = []
    for unit in units:
        previous = _made_for(unit)
        if previous is not None:
            told = changes.get(unit.key) or change_of(previous, unit.key, known=known)
            notes = [
                _cut(parts[previous].index(unit.key) + 1, len(parts[previous])),
                "" if previous in sources and previous != unit.key else _joined(previous, sources),
                "" if previous.source == unit.key.source else _note(previous, unit.key, told),
            ]
            unit = replace(unit, notes=(*unit.notes, *filter(None, notes)))
        out.append(unit)
    return out


def _made_for(unit: Unit) -> Key | None:
    """The source for which an unreviewed target was made, where that was another."""
    return unit.previous if unit.state is State.TRANSLATED and unit.target else None


def _note(previous: Key, key: Key, told: Change) -> str:
    """What a translator is told of a target that was made for another source."""
    rate = near.rate(TaggedText.parse(previous.source).plain, TaggedText.parse(key.source).plain)
    return f"source changed ({told}), {rate} %: {excerpt(word_diff(previous.source, key.source))}"


def _cut(part: int, of: int) -> str:
    return f"part {part} of {of} of an earlier source; the whole target of that stands here" if of > 1 else ""


def _joined(previous: Key, sources: Mapping[Key, str]) -> str:
    """Whether the target is one of several, put one behind the other."""
    parts = _decomposed(previous, (plain for key, plain in sources.items() if key.context == previous.context))
    return f"joined of {len(parts)} earlier sources; their targets stand here, one behind the other" if parts else ""


def _decomposed(previous: Key, sources: Iterable[str]) -> list[str]:
    """The known sources that `previous` consists of, in order; none where it does not."""
    words = TaggedText.parse(previous.source).plain
    plains = sorted({plain for plain in sources if plain != words and plain in words}, key=len)
    out: list[str] = []
    rest = words
    while rest:
        found = next((plain for plain in reversed(plains) if rest == plain or rest.startswith(plain + " ")), None)
        if not found:
            return []
        out.append(found)
        rest = rest[len(found) :].removeprefix(" ")
    return out if len(out) > 1 else []
