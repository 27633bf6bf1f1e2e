"""What becomes of a catalog when its statement changes: nothing that a person wrote is lost. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pubflow.catalog import near
from pubflow.catalog.change import Change, Known, change_of
from pubflow.catalog.change_notes import with_change_notes
from pubflow.catalog.fitting import fitted, joined_sources, joined_targets
from pubflow.catalog.model import Catalog, State, Unit, unit_digest
from pubflow.catalog.near import Gap, Text
from pubflow.language import LanguageTag
from pubflow.segment.model import Key, Segment
from pubflow.segment.tagged import TaggedText

Reference = Callable[[Segment], str]
Notes = Callable[[Segment], Sequence[str]]


class How(StrEnum):
    """How a new source got its target."""

    CARRIED = "carried"
    """The change has no meaning: state and reviews hold."""
    CHANGED = "changed"
    """The old target is offered, as a draft of a person's that has to be looked at."""
    JOINED = "joined"
    """So are those of several old sources, one behind the other."""
    SPLIT = "split"
    """So is that of an old source that this is a part of."""


@dataclass(frozen=True, slots=True)
class Move:
    """One new unit, and the old ones it was made of."""

    how: How
    unit: Unit
    """As it stands now."""
    old: tuple[Unit, ...]
    """Whose target it has, in reading order, as they stood."""
    change: Change
    rate: int
    """0-100 %."""
    by: tuple[Unit, ...] = ()
    """The units that stood there before: the old ones, or offers of theirs that nobody touched."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A catalog laid against a statement, and what that did."""

    catalog: Catalog
    moves: tuple[Move, ...] = ()
    """In reading order."""
    added: tuple[Key, ...] = ()
    """New sources that nothing old comes near to."""
    gone: tuple[Unit, ...] = ()
    """What stood in the statement and has no successor there."""


def update(
    old: Catalog | None,
    segments: Sequence[Segment],
    *,
    statement_id: str,
    language: str,
    reference: Reference,
    extra_notes: Notes = lambda segment: (),
) -> Catalog:
    """Make a catalog say what the statement says now, by exact keys alone, and lose nothing that a person wrote.

    One unit for each key, in reading order of its first place. Target, state, comments, record and flags stay, or come
    back from an obsolete unit; notes and references are made again; a new unit is empty. A unit that is gone becomes
    obsolete where it holds a target or a person's comment, and vanishes where it holds neither. Updating twice is
    updating once. The header is left alone.

    Args:
        segments: of the whole statement.
        reference: the `#:` entry of a place: without a line in a catalog, so that a new neighbour changes nothing.
        extra_notes: `#.` lines after the segment's own, e.g. its terms with their renderings.
    """
    old = Catalog(statement_id, language) if old is None else old
    heres, stock = _by_key(segments), _stock(old)
    units = _laid(stock, heres, {}, reference, extra_notes)
    return _with_the_rest(old, stock, units, heres, statement_id, language)


def revise(
    old: Catalog | None,
    segments: Sequence[Segment],
    *,
    statement_id: str,
    language: str,
    reference: Reference,
    extra_notes: Notes = lambda segment: (),
    known: Known | None = None,
) -> Revision:
    """What `update` does, and a new source gets the target of the old one that it was made of.

    With its state and reviews where the change has no meaning, else as a fuzzy unit with `previous` and a note on what
    changed. Only what people left is offered so, never a draft of ours. The old unit stays as obsolete also when its
    target lives on, so that it comes back whole with its source; but an offer that nobody touched is not kept.

    Args:
        known: whether a lower-case word is one; without it no typo is told from a change of words.
    """
    old = Catalog(statement_id, language) if old is None else old
    heres, stock = _by_key(segments), _stock(old)
    moves = {move.unit.key: move for move in _moves(old, stock, list(heres), language, known)}
    changes = {key: move.change for key, move in moves.items()}
    units = with_change_notes(_laid(stock, heres, moves, reference, extra_notes), old, changes, known)
    placed = {unit.key: unit for unit in units}
    done = tuple(replace(move, unit=placed[key]) for key, move in moves.items())
    used = {unit.key for move in done for unit in (*move.old, *move.by)}
    return Revision(
        _with_the_rest(old, stock, units, heres, statement_id, language),
        done,
        tuple(key for key in heres if key not in stock and key not in moves),
        tuple(unit for unit in old.units if not unit.obsolete and unit.key not in heres and unit.key not in used),
    )


_Heres = Mapping[Key, Sequence[Segment]]
_Stock = Mapping[Key, Unit]
"""The old units, obsolete ones too."""


def _stock(old: Catalog) -> _Stock:
    return {unit.key: unit for unit in old.units}


def _by_key(segments: Sequence[Segment]) -> _Heres:
    """In reading order of the first place of each key."""
    heres: dict[Key, list[Segment]] = {}
    for segment in sorted(segments, key=lambda segment: segment.place):
        heres.setdefault(segment.key, []).append(segment)
    return heres


def _laid(
    stock: _Stock, heres: _Heres, moves: Mapping[Key, Move], reference: Reference, extra_notes: Notes
) -> list[Unit]:
    """The units of the statement as it is now."""
    units = []
    for key, here in heres.items():
        moved = moves.get(key)
        unit = stock.get(key) or (moved.unit if moved else Unit(key))
        units.append(_placed(unit, here, reference, extra_notes))
    return units


def _with_the_rest(
    old: Catalog, stock: _Stock, units: list[Unit], heres: _Heres, statement_id: str, language: str
) -> Catalog:
    """What is left stands last in the old file's order, so that what was obsolete already does not move."""
    left = (unit for unit in old.units if unit.key not in heres)
    units = [*units, *(_retired(unit) for unit in left if _worth_keeping(unit, stock))]
    return replace(old, statement_id=statement_id, language=language, units=tuple(units))


def _placed(unit: Unit, here: Sequence[Segment], reference: Reference, extra_notes: Notes) -> Unit:
    """The unit where its source stands now, with its notes made again."""
    return replace(
        unit,
        places=tuple([segment.place for segment in here]),
        notes=tuple(dict.fromkeys([note for segment in here for note in (*segment.notes, *extra_notes(segment))])),
        references=tuple(dict.fromkeys(map(reference, here))),
        obsolete=False,
    )


def _retired(unit: Unit) -> Unit:
    """A unit whose source is gone. gettext keeps no notes and references in an obsolete entry either."""
    return unit if unit.obsolete else replace(unit, obsolete=True, places=(), notes=(), references=())


def _worth_keeping(unit: Unit, stock: _Stock) -> bool:
    """Whether something would be lost with it: an offer that nobody touched is its old unit's copy."""
    origin = _origin(unit, stock)
    if origin is not unit and set(unit.comments) <= set(origin.comments):
        return False
    return bool(unit.target or any(unit.targets) or unit.comments)


def _origin(unit: Unit, stock: _Stock) -> Unit:
    """The unit whose target this one was offered and still has as it was; else itself."""
    if unit.state is not State.TRANSLATED or unit.previous is None:
        return unit
    origin = stock.get(unit.previous)
    return origin if origin is not None and origin.target == unit.target else unit


# --- which old unit became which new one ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Orphan:
    """An old unit without a source, as far as it is worth offering."""

    unit: Unit
    origin: Unit
    """Whose target it has: another where it was itself an offer that nobody touched."""
    text: Text

    @property
    def source(self) -> Key:
        """What the target was made for."""
        return self.origin.previous or self.origin.key if self.origin.state is State.TRANSLATED else self.origin.key


def _moves(old: Catalog, stock: _Stock, keys: list[Key], language: str, known: Known | None) -> Iterator[Move]:
    """In reading order of the new units."""
    fresh = [(at, key) for at, key in enumerate(keys) if key not in stock]
    orphans = _orphans(old, stock, set(keys)) if fresh else []
    if not orphans:
        return
    gaps = _gaps(keys, stock.__contains__)
    texts = [Text(TaggedText.parse(key.source).plain, at, gaps[at]) for at, key in fresh]
    spaced = not language or LanguageTag.parse(language).spaced
    found: list[Move] = []
    for pair in _paired([key for _, key in fresh], texts, orphans):
        parts = [orphans[number] for number in pair.old]
        news = [fresh[number][1] for number in pair.new]
        by = tuple(part.unit for part in parts)
        found += [replace(_move(key, parts, pair, spaced, known), by=by) for key in news]
    order = {key: at for at, key in fresh}
    yield from sorted(found, key=lambda move: order[move.unit.key])


def _orphans(old: Catalog, stock: _Stock, standing: set[Key]) -> list[_Orphan]:
    live = [unit for unit in old.units if not unit.obsolete]
    gaps = _gaps([unit.key for unit in live], standing.__contains__)
    places = {unit.key: (at, gaps[at]) for at, unit in enumerate(live)}
    out = []
    for unit in old.units:
        if unit.key in standing or unit.source_plural is not None or not unit.target.strip() or unit.is_own_draft:
            continue
        at, gap = places.get(unit.key, (-1, near.NOWHERE))
        out.append(_Orphan(unit, _origin(unit, stock), Text(TaggedText.parse(unit.key.source).plain, at, gap)))
    # One that was offered further stands where its copy stands.
    copied = {orphan.origin.key for orphan in out if orphan.origin is not orphan.unit}
    return [orphan for orphan in out if orphan.unit.key not in copied or orphan.text.at >= 0]


def _gaps(keys: Sequence[Key], stays: Callable[[Key], bool]) -> list[Gap]:
    """For each place the nearest neighbours on either side that stand in the old and in the new statement."""
    before, after = _nearest(keys, stays), _nearest(list(reversed(keys)), stays)
    return [Gap(*both) for both in zip(before, reversed(after), strict=True)]


def _nearest(keys: Sequence[Key], stays: Callable[[Key], bool]) -> list[Key | None]:
    """The last key before each place that stays."""
    out: list[Key | None] = []
    last: Key | None = None
    for key in keys:
        out.append(last)
        if stays(key):
            last = key
    return out


def _paired(keys: Sequence[Key], texts: Sequence[Text], orphans: Sequence[_Orphan]) -> Iterator[near.Pair]:
    """First the same words in another context or with other tags, then what is near."""
    by_words: dict[str, list[int]] = {}
    for number, orphan in enumerate(orphans):
        by_words.setdefault(orphan.text.plain, []).append(number)
    open_new, used = [], set()
    for number, (key, text) in enumerate(zip(keys, texts, strict=True)):
        same = [one for one in by_words.get(text.plain, ()) if one not in used]
        if not same:
            open_new.append(number)
            continue
        best = min(same, key=lambda one: _farness(key, text, orphans[one]))
        used.add(best)
        yield near.Pair((number,), (best,), 100)
    open_old = [number for number in range(len(orphans)) if number not in used]
    for pair in near.pairs([texts[number] for number in open_new], [orphans[number].text for number in open_old]):
        new = tuple(open_new[number] for number in pair.new)
        yield near.Pair(new, tuple(open_old[number] for number in pair.old), pair.rate)


def _farness(key: Key, text: Text, orphan: _Orphan) -> tuple[bool, bool, bool, int]:
    return (
        orphan.unit.key.context != key.context,
        orphan.unit.state < State.REVIEWED,
        orphan.text.gap != text.gap,
        abs(orphan.text.at - text.at),
    )


# --- what the new unit gets -------------------------------------------------------------------------------------------


def _move(key: Key, parts: Sequence[_Orphan], pair: near.Pair, spaced: bool, known: Known | None) -> Move:
    units = tuple(part.origin for part in parts)
    comments = tuple(dict.fromkeys(line for part in parts for line in part.unit.comments))
    if len(parts) > 1:
        source = joined_sources([part.source.source for part in parts])
        said = joined_targets([part.source.source for part in parts], [unit.target for unit in units], spaced=spaced)
        previous = Key(parts[0].source.context, source)
        told = change_of(previous, key, known=known)
        return _offer(How.JOINED, key, previous, said, units, comments, pair.rate, told)
    origin, previous = units[0], parts[0].source
    told = change_of(previous, key, known=known)
    if len(pair.new) > 1:
        return _offer(How.SPLIT, key, previous, origin.target, units, comments, pair.rate, told)
    target = fitted(previous.source, key.source, origin.target)
    if told.harmless and target is not None and _one_kind(previous.context, key.context):
        stays = previous if origin.state is State.TRANSLATED and origin.previous is not None else None
        unit = replace(origin, key=key, target=target, comments=comments, record="", previous=stays, obsolete=False)
        return Move(How.CARRIED, _reviewed_as(unit, origin), units, told, pair.rate)
    said = origin.target if target is None else target
    return _offer(How.CHANGED, key, previous, said, units, comments, pair.rate, told)


def _one_kind(old: str, new: str) -> bool:
    """Whether the same words may have the same target: front matter has limits and addresses of its own."""
    return old == new or not (old.startswith("meta:") or new.startswith("meta:"))


def _reviewed_as(unit: Unit, origin: Unit) -> Unit:
    """With the reviews of its origin's text, as reviews of its own."""
    was, now = unit_digest(origin.key, origin.target), unit_digest(unit.key, unit.target)
    return replace(
        unit, reviews=tuple(replace(review, digest=now) for review in origin.reviews if review.digest == was)
    )


def _offer(
    how: How,
    key: Key,
    previous: Key,
    target: str,
    old: tuple[Unit, ...],
    comments: tuple[str, ...],
    rate: int,
    told: Change,
) -> Move:
    unit = Unit(key, target, State.TRANSLATED, comments=comments, previous=previous, flags=old[0].flags)
    return Move(how, unit, old, told, rate)
