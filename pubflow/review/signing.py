"""Signatures on a whole text or a part of it: what they are bound to, whether they hold, and where they lapsed. Pure.

A signature is bound to words, not to files: the exact sources and targets of its scope in the statement's order, what
the glossary asks of them, and what no target can change (links, images, code). A text that is restored is signed again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from pubflow.catalog import Unit, unit_digest
from pubflow.history import Event, Via, key_digest, sign_off_digest
from pubflow.language import LanguageTag
from pubflow.project import LANGUAGE, Policy
from pubflow.review.standing import (
    changed_concepts,
    concept_digests,
    digest_of,
    is_withdrawal,
    signed_units,
    terms_digest,
    terms_words,
    withdrawn,
)
from pubflow.segment.model import Segment
from pubflow.statement import Statement, leaves
from pubflow.termbase.model import TermMatch

QUOTATIONS: Final = "quotations"
NAMES: Final = "names"
_MOVED: Final = "moved"


@dataclass(frozen=True, slots=True)
class Passage:
    """One place of the statement with the unit that serves it, as a signature sees it."""

    number: int
    """In the order of the statement, from 1."""
    unit: Unit
    """With this place alone."""
    terms: str
    """`terms_digest` of its terms."""
    concepts: tuple[tuple[str, str], ...]
    """`concept_digests` of its terms."""
    fixed: str
    """Digest of what stands in it and is not translated; "" for nothing."""
    scopes: frozenset[str]
    """The scopes that hold some places only and hold this one."""

    @property
    def mark(self) -> tuple[str, str, str]:
        """As it stands in a sign-off event."""
        return key_digest(self.unit.key), unit_digest(self.unit.key, self.unit.target), self.terms


@dataclass(frozen=True, slots=True)
class Text:
    """A statement in one language as it would be read, or a part of it."""

    passages: tuple[Passage, ...]
    opaque: str = ""
    """Digest of the blocks that hold nothing to translate."""

    def part(self, scope: str) -> Text:
        """What a scope holds: `quotations`, `names`; any other word, and "", stands for the whole text."""
        if scope not in (QUOTATIONS, NAMES):
            return self
        return Text(tuple(one for one in self.passages if scope in one.scopes))

    @property
    def digest(self) -> str:
        """`sign_off_digest` of it.

        The order and the cut of the text stand in the sequence itself, so neither the source file's bytes nor the
        number of the segmentation rules are bound besides.
        """
        fixed = digest_of([self.opaque, *(one.fixed for one in self.passages)])
        terms = digest_of([one.terms for one in self.passages])
        return sign_off_digest([one.unit for one in self.passages], source=fixed, rules="", terms=terms)

    @property
    def concepts(self) -> list[tuple[str, str]]:
        """The `concept_digests` of all that occur, sorted."""
        return sorted({pair for one in self.passages for pair in one.concepts})


@dataclass(frozen=True, slots=True)
class Signed:
    """One sign-off, and whether it holds for the text as it stands."""

    event: Event
    lapses: tuple[str, ...]
    """Where and why it lapsed, in the text's order; () where it holds."""
    moved: tuple[int, ...] = ()
    """The numbers of the units that stood elsewhere when it was signed."""

    @property
    def holds(self) -> bool:
        return not self.lapses

    @property
    def kind(self) -> str:
        return self.event.get("kind", LANGUAGE)

    @property
    def scope(self) -> str:
        """ "" for the whole text."""
        return self.event.get("scope")

    @property
    def told(self) -> str:
        """`holds` or `lapsed at unit 18: target changed; unit 20: moved`."""
        return "holds" if self.holds else f"lapsed at {'; '.join(self.lapses)}"


def text_of(
    statement: Statement,
    segments: Sequence[Segment],
    units: Sequence[Unit],
    matches: Callable[[Segment], Iterable[TermMatch]],
    language: LanguageTag,
) -> Text:
    """The text as a signature sees it. `units`: one for each segment, in their order."""
    pairs = zip(segments, units, strict=True)
    passages = tuple(
        _passage(number, unit, one, tuple(matches(one)), language) for number, (one, unit) in enumerate(pairs, 1)
    )
    blocks = [[block.kind, list(map(list, block.attrs))] for block in leaves(statement.blocks) if not block.inlines]
    return Text(passages, digest_of(blocks) if blocks else "")


def sign(
    text: Text,
    earlier: Iterable[Event],
    *,
    kind: str,
    scope: str,
    by: str,
    at: str,
    via: Via = "",
    entered_by: str = "",
    despite: str = "",
) -> Event:
    """The event of a signature on a scope of the text.

    It answers the signatures before it (`earlier`: the events of the catalog), so that their order hangs on no clock.
    `despite`: the findings that were known to who signed.
    """
    part = text.part(scope)
    data = {
        "kind": kind,
        "scope": scope,
        "entered-by": entered_by,
        "despite": despite,
        "units": " ".join(":".join(one.mark) for one in part.passages),
        "terms": "\n".join(f"{digest} {concept}" for concept, digest in part.concepts),
    }
    told = tuple(sorted((name, value) for name, value in data.items() if value))
    after = tuple(sorted(event.id for event in earlier if event.verb == "sign-off"))
    return Event("sign-off", at, by, via, digest=part.digest, data=told, after=after)


def withdrawal(signed: Iterable[Signed], *, by: str, at: str) -> Event:
    """The event that takes signatures back."""
    return Event("sign-off", at, by, data=(("withdrawn", "yes"),), after=tuple(sorted(one.event.id for one in signed)))


def sign_offs(events: Iterable[Event], text: Text) -> tuple[Signed, ...]:
    """The signatures of a catalog that were not withdrawn, oldest first, each held against the text as it stands."""
    told = tuple(events)
    gone = withdrawn(told)
    live = (one for one in told if one.verb == "sign-off" and one.id not in gone and not is_withdrawal(one))
    return tuple(_held(event, text.part(event.get("scope"))) for event in live)


def current(signed: Iterable[Signed]) -> tuple[Signed, ...]:
    """The last signature of each kind and scope; one that holds is not put aside by a later one that does not."""
    told = tuple(signed)
    last = {(one.kind, one.scope): one for one in told}
    last |= {(one.kind, one.scope): one for one in told if one.holds}
    return tuple(last.values())


def unsigned(policy: Policy, signed: Iterable[Signed]) -> dict[str, str]:
    """The scopes that the policy wants signed and that nobody's signature covers: scope -> what is missing.

    One of those whom the policy names is enough. Who signed the whole text has signed each part of it.
    """
    told = tuple(signed)
    out = {}
    for scope, people in policy.scopes:
        fit = [one for one in told if one.scope in (scope, "") and (not people or one.event.by in people)]
        if not any(one.holds for one in fit):
            who = f"by {' or '.join(people)}" if people else "by anybody"
            last = f" ({fit[-1].event.by} signed; {fit[-1].told})" if fit else ""
            out[scope] = f"{scope}: not signed {who}{last}"
    return out


def _passage(
    number: int, unit: Unit, segment: Segment, matches: tuple[TermMatch, ...], language: LanguageTag
) -> Passage:
    scopes = {NAMES} if any(match.entry.kind == "name" for match in matches) else set()
    if any(note.startswith("quotation") for note in segment.notes):
        scopes.add(QUOTATIONS)
    slots = [[slot.name, slot.number, slot.inline.kind, _fixed_attrs(slot.inline.attrs)] for slot in segment.slots]
    here = replace(unit, places=(segment.place,), obsolete=False)
    concepts = concept_digests(matches, language)
    terms, fixed = terms_digest(matches, language), digest_of(slots) if slots else ""
    return Passage(number, here, terms, concepts, fixed, frozenset(scopes))


def _fixed_attrs(attrs: tuple[tuple[str, str], ...]) -> list[list[str]]:
    """`alt` and `title` are units of their own."""
    return [list(pair) for pair in attrs if pair[0] not in ("alt", "title")]


def _held(event: Event, text: Text) -> Signed:
    """A signature, held against its part of the text as it stands."""
    if event.digest == text.digest:
        return Signed(event, ())
    found = sorted(_differences(event, text.passages), key=lambda one: one.number)
    lapses = tuple(f"{one.where or f'unit {one.number}'}: {one.what}" for one in found)
    moved = tuple(one.number for one in found if one.what == _MOVED)
    return Signed(event, lapses or ("what is not translated: a link, an image or code changed",), moved)


class _Lapse(NamedTuple):
    """What became of one place."""

    number: int
    what: str
    where: str = ""
    """For what is gone, which has no number any more: that one only sorts it."""


def _differences(event: Event, passages: Sequence[Passage]) -> Iterator[_Lapse]:
    signed = signed_units(event)
    old, new = [mark[0] for mark in signed], [one.mark[0] for one in passages]
    came: dict[int, str] = {}
    gone: dict[int, str] = {}
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            for mark, one in zip(signed[a:b], passages[c:d], strict=True):
                if words := _difference(event, mark, one):
                    yield _Lapse(one.number, words)
        else:
            gone |= {index: old[index] for index in range(a, b)}
            came |= {index: new[index] for index in range(c, d)}
            for index in range(a, min(b, a + d - c)):
                # The same place holds another source now.
                if old[index] not in new and new[c + index - a] not in old:
                    yield _Lapse(passages[c + index - a].number, "source changed")
                    del gone[index], came[c + index - a]
    yield from _moved(signed, passages, gone, came)


def _moved(
    signed: Sequence[tuple[str, str, str]], passages: Sequence[Passage], gone: dict[int, str], came: dict[int, str]
) -> Iterator[_Lapse]:
    left = list(gone.values())
    for index, key in came.items():
        moved = key in left
        if moved:
            left.remove(key)
        yield _Lapse(passages[index].number, _MOVED if moved else "new")
    for index, key in gone.items():
        if key in left:
            left.remove(key)
            yield _Lapse(len(passages) + index, "gone", f"what was number {index + 1} of {len(signed)}")


def _difference(event: Event, mark: tuple[str, str, str], one: Passage) -> str:
    now = one.mark
    if mark[1] != now[1]:
        return "target changed"
    if mark[2] != now[2]:
        asked = "\n".join([one.terms, *(f"{digest} {concept}" for concept, digest in one.concepts)])
        return terms_words(changed_concepts(event.get("terms") or mark[2], asked))
    return ""
