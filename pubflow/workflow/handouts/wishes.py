"""What a person wants of a pack's units: read off the file or the message that came back, against the hand-out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pubflow.catalog import Catalog, State, Unit, unit_digest
from pubflow.exchange.escape import sayable
from pubflow.exchange.handout import Returned, Row, one_line
from pubflow.exchange.reply import Reply
from pubflow.finding import Severity
from pubflow.history import Event, key_digest
from pubflow.merge import conflicts
from pubflow.segment import Key, TaggedText, is_joined, tag_faults
from pubflow.workflow.handouts.packs import Pack

_LARGEST: Final = 100_000
"""Characters of one target."""
_SHOWN: Final = 60
_BEFORE: Final = 20
"""Characters shown of what two long texts begin with alike."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants for one unit of their pack."""

    number: int
    name: str
    """Its key digest."""
    key: Key | None = None
    target: str | None = None
    """The new text; None where they left it as it was."""
    finished: bool = False
    """Whether they agree to the text: the new one, or the one that was handed out."""
    comments: tuple[str, ...] = ()
    resolved: bool = False
    """Whether they took out a conflict that was handed out to them, and finished the unit."""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one unit, in words."""

    number: int
    kind: str
    """`taken`, `replaced` (their own former text), `agreed`, `asked`, `same`, `conflict`, `stale`, `late`, `kept`,
    `ignored`, `tags`, `note`.
    """
    words: str
    severity: Severity = Severity.INFO


@dataclass(slots=True)
class Wishes:
    """What was read of a file or a message, and what there is to say about how."""

    found: list[Wish] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)
    """The units that came back without a text."""

    def warn(self, number: int, words: str, kind: str = "ignored") -> None:
        """Say what was not taken, and why."""
        self.told.append(Told(number, kind, words, Severity.WARNING))


def shortened(text: str) -> str:
    """On one line of a sensible length, for the screen."""
    line = one_line(text)
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def changed(before: str, after: str) -> str:
    """Old and new on one line, from a little before the place where they part."""
    old, new = one_line(before), one_line(after)
    parts = (at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other)
    alike = next(parts, min(len(old), len(new)))
    start = alike - _BEFORE if alike > _SHOWN - _BEFORE else 0
    head = "…" * bool(start)
    return f"{shortened(head + old[start:])} -> {shortened(head + new[start:])}"


def plain_pack(returned: Returned, ours: Catalog, events: Sequence[Event], base: Pack) -> Pack:
    """For a catalog that was sent without a pack: what it was probably made from, told by the history.

    A unit that here is empty or still pubflow's own draft was so there; a text that stood here before is an old one.
    Of anything else nobody knows, so that two different texts are both kept.
    """
    here = {key_digest(unit.key): unit for unit in ours.units if not unit.obsolete}
    earlier = {(event.key, event.digest) for event in events}
    reopened = {(event.key, event.digest) for event in events if event.verb == "reopened"}
    digests, waiting = {}, set()
    for row in returned.handout.rows:
        unit = here.get(row.name)
        was = unit_digest(row.key, row.target)
        if unit is not None and (unit.is_own_draft or not unit.target):
            was = unit_digest(unit.key, unit.target)
        digests[row.name] = was if unit is None or (row.name, was) in earlier or has_digest(unit, was) else ""
        if (
            unit is not None
            and unit.state < State.REVIEWED
            and (row.name, unit_digest(unit.key, unit.target)) not in reopened
        ):
            waiting.add(row.name)
    numbers = {row.number: row.name for row in returned.handout.rows if row.number}
    return replace(base, source=returned.handout.source, digests=digests, numbers=numbers, waiting=frozenset(waiting))


def has_digest(unit: Unit, digest: str) -> bool:
    """Whether this is the text that a digest names."""
    return unit_digest(unit.key, unit.target) == digest


# --- what they want ---------------------------------------------------------------------------------------------------


def wishes_of(returned: Returned, pack: Pack, ours: Catalog) -> Wishes:
    """What a file says, row by row, that the hand-out did not."""
    wishes = Wishes()
    known = _Known(pack, ours)
    rows = [(name, row) for row in returned.handout.rows for name in [_name(row, pack, known, wishes)] if name]
    marked = any(row.waiting != (name in pack.waiting) for name, row in rows)
    remarks: dict[int, list[str]] = {}
    for number, text in returned.remarks:
        remarks.setdefault(number, []).append(text)
    seen: dict[str, Row] = {}
    for name, row in rows:
        if seen.setdefault(name, row).target != row.target:
            wishes.warn(row.number, "stands twice in the file, with two texts; the first is taken")
        elif seen[name] is row:
            _row_wish(_Read(returned, marked, remarks.get(row.number, [])), name, row, known, wishes)
    for number in sorted(set(remarks) - {known.numbers.get(name, row.number) for name, row in rows}):
        wishes.warn(number, f"a remark beside no unit of the pack: {shortened(' / '.join(remarks[number]))}", "note")
    return wishes


@dataclass(frozen=True, slots=True)
class _Read:
    """What one row's meaning depends on beside itself."""

    returned: Returned
    marked: bool
    """Whether the program that saved the file sets marks of its own."""
    remarks: Sequence[str]


class _Known:
    """The units of the pack as they were handed out, as far as that is known."""

    def __init__(self, pack: Pack, ours: Catalog) -> None:
        self.pack = pack
        self.here = {key_digest(unit.key): unit for unit in ours.units}
        self.rows = {row.name: row for row in pack.copy.rows} if pack.copy else {}
        self.numbers = {name: number for number, name in pack.numbers.items()}

    def key(self, name: str) -> Key | None:
        row = self.rows.get(name)
        return row.key if row else self.here[name].key if name in self.here else None

    def target(self, name: str) -> str | None:
        """The text that was handed out; None where only its digest is known."""
        row, unit = self.rows.get(name), self.here.get(name)
        if row:
            return row.target
        return unit.target if unit and has_digest(unit, self.pack.digests.get(name, "")) else None

    def said(self, name: str) -> tuple[set[str], set[str]]:
        """Comments and notes that the hand-out held."""
        row, unit = self.rows.get(name), self.here.get(name)
        comments = {*(row.comments if row else ()), *(unit.comments if unit else ())}
        return comments, {*(row.notes if row else ()), *(unit.notes if unit else ())}


def _name(row: Row, pack: Pack, known: _Known, wishes: Wishes) -> str:
    """Which unit of the pack a row is; "" for one that is not the person's, or not known."""
    by_source = key_digest(row.key)
    for name in (row.name, by_source):
        if name in pack.digests:
            if name != by_source:
                wishes.warn(row.number, "the source text was changed in the file; that was not taken", "note")
            return name
    copied = known.rows.get(row.name or by_source)
    if copied is not None or not row.mine:
        if copied is not None and copied.target.strip() != row.target.strip():
            wishes.warn(copied.number, "is context and not in this person's half; the change was not taken")
        return ""
    if row.number in pack.numbers and not row.name:
        wishes.warn(row.number, "the source text was changed in the file; that was not taken", "note")
        return pack.numbers[row.number]
    if row.target:
        wishes.warn(row.number, f"is no unit of this pack; it was left out: {shortened(row.key.source)}")
    return ""


def _row_wish(read: _Read, name: str, row: Row, known: _Known, wishes: Wishes) -> None:
    pack = known.pack
    key = known.key(name) or row.key
    number = known.numbers.get(name, row.number)
    comments = _comments(read, name, row, known)
    if not row.target.strip():
        wishes.empty.append(number)
    changed = not (_is_handed(key, row.target, name, known))
    if changed and not row.target.strip():
        wishes.warn(number, "came back empty; the text here stays")
        changed = False
    elif changed and (fault := _fault(row.target)):
        wishes.warn(number, f"{fault}; the text was not taken")
        changed = False
    if changed:
        target = _trimmed(row.target, known.target(name)) if read.returned.settles != "marked" else row.target
        settled = read.returned.settles == "edited" or (read.returned.settles == "unclear" and not read.marked)
        wish = Wish(number, name, key, target, settled or not row.waiting, comments)
        wish = replace(wish, resolved=wish.finished and _took_out_conflicts(name, row, known))
    else:
        rest = read.returned.rest and not comments
        agreed = name in pack.waiting and bool(row.target.strip()) and (rest or not row.waiting)
        wish = Wish(number, name, key, None, agreed, comments, agreed and _took_out_conflicts(name, row, known))
        if row.waiting and row.target and name not in pack.waiting:
            wishes.warn(number, "was marked as needing work; the text here stays as it is", "note")
    if wish.target is not None or wish.finished or wish.comments:
        wishes.found.append(wish)


def _took_out_conflicts(name: str, row: Row, known: _Known) -> bool:
    handed = known.rows.get(name)
    return (
        handed is not None
        and bool(conflicts(Unit(row.key, comments=handed.comments)))
        and not conflicts(Unit(row.key, comments=row.comments))
    )


def _is_handed(key: Key, target: str, name: str, known: _Known) -> bool:
    """Whether this is the text that was handed out, save for what the format can't hold."""
    if unit_digest(key, target) == known.pack.digests.get(name):
        return True
    was = known.target(name)
    return was is not None and _plain(was) == _plain(target)


def _trimmed(target: str, was: str | None) -> str:
    """Without white space at the ends, where there was none: Word and tools that lay out their XML add some."""
    return target if was is not None and was != was.strip() else target.strip()


def _plain(text: str) -> str:
    return sayable(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _comments(read: _Read, name: str, row: Row, known: _Known) -> tuple[str, ...]:
    comments, notes = known.said(name)
    new = [one for one in row.comments if one not in comments and one_line(one) not in comments and one.strip()]
    beside = [note for note in row.notes if note not in notes] if read.returned.settles == "edited" else []
    asked = (_question(text) for text in (*beside, *read.remarks) if text.strip())
    return tuple(dict.fromkeys([*map(one_line, new), *asked]))


def _question(text: str) -> str:
    """A remark as a question to the desk, on one line."""
    line = one_line(text)
    return line if line.startswith("?") else f"? {line}"


def _fault(target: str) -> str:
    """Why no catalog could hold this text; "" where it can."""
    if len(target) > _LARGEST:
        return f"is longer than {_LARGEST} characters"
    found = next((char for char in target if char in "\0\x04" or "\ud800" <= char <= "\udfff"), "")
    return f"holds U+{ord(found):04X}, which no PO file can" if found else ""


def wishes_of_reply(reply: Reply, pack: Pack, ours: Catalog) -> Wishes:
    """What a message says; `rest ok` means those that it does not speak of."""
    wishes = Wishes()
    known = _Known(pack, ours)
    spoken = {answer.number for answer in reply.answers} | reply.doubted
    for answer in reply.answers:
        name = pack.numbers[answer.number]
        key = known.key(name)
        comments: tuple[str, ...] = ()
        target = None
        if answer.kind == "target":
            faults = _target_faults(key, answer.text)
            if faults:
                wishes.warn(answer.number, f"the new text was kept as a remark: {'; '.join(faults)}", "note")
                comments = (_question(answer.text),)
            elif key is None or unit_digest(key, answer.text) != pack.digests.get(name):
                target = answer.text
        elif answer.kind == "remark":
            comments = (_question(answer.text),)
        wishes.found.append(Wish(answer.number, name, key, target, answer.kind != "remark" and not comments, comments))
    if reply.rest:
        rest = [
            (number, name)
            for number, name in pack.numbers.items()
            if name in pack.waiting and number not in spoken and known.target(name) != ""
        ]
        wishes.found += [Wish(number, name, known.key(name), None, True) for number, name in rest]
    for line in reply.unsure:
        wishes.warn(0, f"not read as an answer: {shortened(line)}", "note")
    return wishes


def _target_faults(key: Key | None, text: str) -> tuple[str, ...]:
    """A text typed into a message loses its tags easily."""
    if fault := _fault(text):
        return (fault,)
    return tag_faults(TaggedText.parse(key.source), TaggedText.parse(text)) if key and not is_joined(text) else ()
