"""Two persons' work on one catalog made one again: three ways, unit by unit. Pure.

A side that did not touch a unit has no say in it. Where both judged it differently, ours stays as the target, marked
as not agreed to, and theirs stands in a comment until a person has decided; which side is ours decides nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal, NamedTuple, TypeVar

from pubflow.catalog import Catalog, State, Unit, unit_digest
from pubflow.history import key_digest, tells_of_draft
from pubflow.segment.model import Key

Kind = Literal["taken", "kept", "same", "conflict", "stale", "gone"]
Headers = tuple[tuple[str, str], ...]
Value = TypeVar("Value")

_CONFLICT: Final = re.compile(r"conflict, ([^:]*): (.*)", re.DOTALL)
_ESCAPED: Final = re.compile("[\\\\\0-\x1f\x7f-\x9f\u2028\u2029]|^ | $")
_UNESCAPED: Final = re.compile(r"\\(?:u([0-9a-f]{4})|(.))")
_LETTERS: Final = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_REVISED: Final = "PO-Revision-Date"
_CREATED: Final = "POT-Creation-Date"
_DATED: Final = (_REVISED, _CREATED, "Last-Translator")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one unit."""

    key: Key
    kind: Kind
    """`same`: both say so. `taken`: theirs. `kept`: ours, theirs has no say. `conflict`: ours, and theirs in a comment.
    `stale`: theirs was made for a source that is gone. `gone`: one side has it no more, the other did not touch it."""


@dataclass(frozen=True, slots=True)
class Merged:
    """Both sides in one catalog."""

    catalog: Catalog
    outcomes: tuple[Outcome, ...]
    """One a unit of either side: in the catalog's order, then what is gone."""

    def keys(self, kind: Kind) -> tuple[Key, ...]:
        """The units with this outcome."""
        return tuple([outcome.key for outcome in self.outcomes if outcome.kind == kind])


class Conflict(NamedTuple):
    """What the other side said, as it stands in a comment."""

    name: str
    """Of the other side."""
    target: str

    @property
    def told(self) -> str:
        """What a person must do about it."""
        who = "the other side" if self.name == "theirs" else self.name
        return f"{who} has another target: decide, and take the comment “conflict, ...” out"


def merge(base: Catalog | Mapping[str, str], ours: Catalog, theirs: Catalog, *, name: str = "theirs") -> Merged:
    """Make one catalog of two that came from `base`.

    A target that pubflow drafted and nobody has touched gives way to what a person wrote. What only one side changed,
    took away or retired is so; what one side retired and the other worked on stays, as obsolete. Comments are united.

    Args:
        base: the catalog before both, or what was handed out (`key_digest` -> `unit_digest`). In the latter case theirs
            may be a part: what it lacks or left empty is not taken from ours, and the header stays ours.
        name: how the comment of a conflict calls the other side.
    """
    return _Merge(_Base(base), ours, theirs, name).merged()


def conflicts(unit: Unit) -> tuple[Conflict, ...]:
    """What still waits for a decision in this unit."""
    found = (_CONFLICT.fullmatch(comment) for comment in unit.comments)
    return tuple([Conflict(match[1], _unescaped(match[2])) for match in found if match])


def without_conflicts(unit: Unit) -> Unit:
    """The unit without the comments that name a conflict: a person has decided."""
    return replace(unit, comments=tuple([one for one in unit.comments if not _CONFLICT.fullmatch(one)]))


class _Text(NamedTuple):
    """What a side says of a unit."""

    words: tuple[str, ...]
    """The target, or all plural forms; empty where there is none."""
    agreed: bool
    """Whether somebody agreed to them."""

    @classmethod
    def of(cls, unit: Unit) -> _Text:
        """A unit's."""
        words = unit.targets or (unit.target,)
        return cls(words, unit.state >= State.REVIEWED) if any(words) else _NOTHING

    def says_more(self, base: _Text | None) -> bool:
        """Whether this is more than an agreement taken back."""
        return base is None or self.words != base.words or self.agreed > base.agreed


_NOTHING: Final = _Text((), False)


class _Base:
    """What both sides began with: a catalog, or the digests of what was handed out."""

    def __init__(self, base: Catalog | Mapping[str, str]) -> None:
        self.catalog = base if isinstance(base, Catalog) else None
        self._units = {unit.key: unit for unit in base.units} if isinstance(base, Catalog) else {}
        self._digests = {} if isinstance(base, Catalog) else base

    def unit(self, key: Key) -> Unit | None:
        """The unit, where it is known."""
        return self._units.get(key)

    def has(self, key: Key) -> bool:
        """Whether this unit was in it."""
        return key in self._units if self.catalog else key_digest(key) in self._digests

    def says(self, key: Key, target: str) -> bool:
        """Whether this was the unit's target."""
        if self.catalog:
            return key in self._units and self._units[key].target == target
        return self._digests.get(key_digest(key)) == unit_digest(key, target)

    def text(self, mine: Unit, yours: Unit) -> _Text | None:
        """What it said of a unit that both sides have; None where nobody knows, so that both changed it.

        What was handed out was to be looked at: nobody had agreed to it.
        """
        if self.catalog:
            unit = self._units.get(mine.key)
            return _Text.of(unit) if unit else _NOTHING
        known = next((_Text.of(side) for side in (mine, yours) if self.says(side.key, side.target)), None)
        if known is not None:
            return known._replace(agreed=False)
        return None if self.has(mine.key) else _NOTHING


class _Merge:
    """One merge under way."""

    def __init__(self, base: _Base, ours: Catalog, theirs: Catalog, name: str) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.name = " ".join(re.split(r"[\s:]+", name)).strip() or "theirs"
        self.mine = {unit.key: unit for unit in ours.units}
        self.yours = {unit.key: unit for unit in theirs.units}
        as_it_was = base.catalog is not None and _sequence(ours) == _sequence(base.catalog)
        self.leading, self.other = (self.yours, self.mine) if as_it_was else (self.mine, self.yours)
        """The side whose order counts: theirs only where ours did not touch it."""

    def merged(self) -> Merged:
        """Both sides in one."""
        units: dict[Key, Unit] = {}
        kinds: dict[Key, Kind] = {}
        for key in _woven(list(self.leading), list(self.other)):
            kinds[key], unit = self._one(key)
            if unit is not None:
                units[key] = unit
        self._follow(units)
        # What is retired by the merge itself stands last; what was obsolete stays where it is.
        last = {key for key, unit in units.items() if unit.obsolete and not self._led_obsolete(key)}
        kept = [unit for key, unit in units.items() if key not in last] + [units[key] for key in units if key in last]
        order = [*(unit.key for unit in kept), *(key for key in kinds if key not in units)]
        catalog = replace(self._headed(), units=tuple(kept))
        return Merged(catalog, tuple([Outcome(key, kinds[key]) for key in order]))

    def _led_obsolete(self, key: Key) -> bool:
        return (self.leading.get(key) or self.other[key]).obsolete

    def _headed(self) -> Catalog:
        base, ours, theirs = self.base.catalog, self.ours, self.theirs
        if base is None:
            return ours
        comments = _lines(base.header_comments, ours.header_comments, theirs.header_comments)
        return replace(ours, headers=_headers(base.headers, ours.headers, theirs.headers), header_comments=comments)

    def _one(self, key: Key) -> tuple[Kind, Unit | None]:
        mine, yours = self.mine.get(key), self.yours.get(key)
        if mine is None:
            return self._only_theirs(self.yours[key])
        return self._only_ours(mine) if yours is None else self._both(mine, yours)

    def _only_ours(self, unit: Unit) -> tuple[Kind, Unit | None]:
        if not self.base.has(unit.key):
            return "kept", unit
        if self.base.catalog is None:
            return "gone", unit
        return ("kept", _retired(unit)) if self._worked_on(unit) else ("gone", None)

    def _only_theirs(self, unit: Unit) -> tuple[Kind, Unit | None]:
        if self.base.catalog is None:
            changed = _Text.of(unit).agreed or not self.base.says(unit.key, unit.target)
            return "stale", _retired(unit) if changed and _Text.of(unit).words else None
        if not self.base.has(unit.key):
            return "taken", unit
        return ("stale", _retired(unit)) if self._worked_on(unit) else ("gone", None)

    def _worked_on(self, unit: Unit) -> bool:
        """Whether a unit that the other side took out holds what only this side has."""
        was = self.base.unit(unit.key)
        if was is None or unit.comments != was.comments:
            return bool(_Text.of(unit).words or unit.comments)
        return _Text.of(unit) != _Text.of(was) and bool(_Text.of(unit).words)

    def _both(self, mine: Unit, yours: Unit) -> tuple[Kind, Unit]:
        was = self.base.unit(mine.key)
        if mine == yours or yours == was:
            kind, unit = _Choice("same" if mine == yours else "kept", mine)
        elif mine == was:
            kind, unit = _Choice("taken", yours)
        else:
            kind, side = self._chosen(mine, yours)
            unit = self._united(was, mine, yours, side)
        reviews = tuple(dict.fromkeys((*mine.reviews, *yours.reviews)))
        unit = replace(unit, places=mine.places or yours.places, reviews=reviews)
        if kind == "conflict":
            return kind, self._marked(unit, yours)
        stale = kind == "taken" and mine.obsolete and not yours.obsolete and unit.obsolete
        return ("stale" if stale else kind), unit

    def _chosen(self, mine: Unit, yours: Unit) -> _Choice:
        ours, theirs, base = _Text.of(mine), _Text.of(yours), self.base.text(mine, yours)
        if ours.words == theirs.words:
            return self._alike(mine, yours, base)
        part = self.base.catalog is None
        if not theirs.says_more(base) or (part and not theirs.words):
            return _Choice("kept", mine)
        if not ours.says_more(base) or (part and base is not None and ours.words == base.words) or not ours.words:
            return _Choice("taken", yours)
        if not theirs.words:
            return _Choice("kept", mine)
        return _of_machines(mine, yours) or _Choice("conflict", mine)

    def _alike(self, mine: Unit, yours: Unit, base: _Text | None) -> _Choice:
        """The same words on both sides: what one of them changed is whether somebody agreed to them."""
        ours, theirs = _Text.of(mine), _Text.of(yours)
        if ours.agreed is theirs.agreed:
            was = self.base.unit(mine.key)
            touched = was is None or (mine.record, mine.previous) != (was.record, was.previous)
            return _Choice("same", mine if touched else yours)
        agreed = not base.agreed if base is not None and base.words == ours.words else True
        return _Choice("kept", mine) if ours.agreed is agreed else _Choice("taken", yours)

    def _united(self, was: Unit | None, mine: Unit, yours: Unit, side: Unit) -> Unit:
        """The unit with the chosen side's text; the rest field by field."""
        base = was or Unit(mine.key)
        if self.base.catalog is None:
            obsolete = mine.obsolete
        elif was is None:
            obsolete = mine.obsolete and yours.obsolete
        else:
            obsolete = _three_ways(was.obsolete, mine.obsolete, yours.obsolete)
        return replace(
            side,
            notes=_three_ways(base.notes, mine.notes, yours.notes),
            references=_three_ways(base.references, mine.references, yours.references),
            source_plural=_three_ways(base.source_plural, mine.source_plural, yours.source_plural),
            flags=_lines(base.flags, mine.flags, yours.flags),
            comments=_lines(base.comments, mine.comments, yours.comments),
            obsolete=obsolete,
        )

    def _marked(self, unit: Unit, yours: Unit) -> Unit:
        words = _Text.of(yours).words
        names = [self.name] if len(words) == 1 else [f"{self.name}, form {number}" for number in range(len(words))]
        lines = [f"conflict, {name}: {_escaped(text)}" for name, text in zip(names, words, strict=True)]
        comments = tuple(dict.fromkeys((*unit.comments, *lines))) if set(lines) - set(unit.comments) else unit.comments
        return replace(unit, state=State.TRANSLATED, record="", provenance=None, comments=comments)

    def _follow(self, units: dict[Key, Unit]) -> None:
        """Where one side carried an old target to a changed sentence, and the other mended the old one meanwhile, the
        mended one is what a person shall see at the changed sentence."""
        for key, unit in units.items():
            old = units.get(unit.previous) if unit.previous and unit.state is State.TRANSLATED else None
            if old is None or not old.obsolete or not old.target or old.targets or unit.target == old.target:
                continue
            if self.base.says(old.key, unit.target) and not _is_machines(old) and not conflicts(old):
                units[key] = replace(unit, target=old.target, record="", provenance=None)


def _sequence(catalog: Catalog) -> list[tuple[Key, bool]]:
    return [(unit.key, unit.obsolete) for unit in catalog.units]


class _Choice(NamedTuple):
    """Which side's text a unit has."""

    kind: Kind
    side: Unit


def _is_machines(unit: Unit) -> bool:
    """Whether pubflow drafted it and nobody has touched it: by its history, or by the copy of that in the PO."""
    return unit.is_own_draft or (unit.state is State.TRANSLATED and tells_of_draft(unit.record))


def _of_machines(mine: Unit, yours: Unit) -> _Choice | None:
    """A draft that nobody has touched gives way; of two, either will do, but the same one on both desks."""
    match _is_machines(mine), _is_machines(yours):
        case True, True:
            return _Choice("kept", mine) if _Text.of(mine) <= _Text.of(yours) else _Choice("taken", yours)
        case True, False:
            return _Choice("taken", yours)
        case False, True:
            return _Choice("kept", mine)
    return None


def _retired(unit: Unit) -> Unit:
    """A unit whose source is gone; as `catalog.update` leaves it."""
    return unit if unit.obsolete else replace(unit, obsolete=True, places=(), notes=(), references=())


def _three_ways(base: Value, ours: Value, theirs: Value) -> Value:
    return theirs if ours == base else ours


def _lines(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """Lines of both, in order; one that a side took out is out."""
    if theirs == base or ours == theirs:
        return tuple(ours)
    if ours == base:
        return tuple(theirs)
    out = (set(base) - set(ours)) | (set(base) - set(theirs))
    woven = _woven(list(dict.fromkeys(ours)), list(dict.fromkeys(theirs)))
    return tuple([line for line in woven if line not in out])


def _woven(leading: Sequence[Value], other: Sequence[Value]) -> list[Value]:
    """All of `leading` in its order; what only `other` has stands after what it follows there. No item twice."""
    known = set(leading)
    after: dict[Value | None, list[Value]] = {}
    anchor: Value | None = None
    for item in other:
        if item in known:
            anchor = item
        else:
            after.setdefault(anchor, []).append(item)
    woven = after.get(None, [])
    for item in leading:
        woven.append(item)
        woven += after.get(item, ())
    return woven


def _headers(base: Headers, ours: Headers, theirs: Headers) -> Headers:
    """Field by field; where both changed one: the later date, with who is named beside it, else ours."""
    if theirs == base or ours == theirs:
        return ours
    if ours == base:
        return theirs
    was, mine, yours = (dict(reversed(side)) for side in (base, ours, theirs))
    newer = _moment(yours.get(_REVISED, "")) > _moment(mine.get(_REVISED, ""))
    merged = {}
    for key in _woven(list(dict.fromkeys(key for key, _ in ours)), list(dict.fromkeys(key for key, _ in theirs))):
        values = was.get(key), mine.get(key), yours.get(key)
        if values[1] != values[0] != values[2] and key in _DATED:
            later = newer if key != _CREATED else _moment(yours.get(key, "")) > _moment(mine.get(key, ""))
            value = values[2] if later and key in yours else values[1]
        else:
            value = _three_ways(*values)
        if value is not None:
            merged[key] = value
    return tuple(merged.items())


def _moment(value: str) -> float:
    try:
        return datetime.strptime(value.strip(), "%Y-%m-%d %H:%M%z").timestamp()
    except (ValueError, OverflowError):
        return float("-inf")


def _escaped(text: str) -> str:
    """On one line, so that `_unescaped` gives back every character: no line ends, no space at an end."""
    return _ESCAPED.sub(lambda match: _LETTERS.get(match[0]) or f"\\u{ord(match[0]):04x}", text)


def _unescaped(text: str) -> str:
    letters = {written[1]: char for char, written in _LETTERS.items()}
    return _UNESCAPED.sub(lambda match: chr(int(match[1], 16)) if match[1] else letters.get(match[2], match[0]), text)
