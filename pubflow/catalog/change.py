"""What the change of a source means: of its wording, a number, a name, a quotation, or of its dress only. Pure.

The question is always the same: does what people agreed to still hold? So whatever is not surely harmless counts as a
change of meaning, and one harmless change does not hide another that is not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from pubflow.facts import english
from pubflow.facts.english import Token, TokenKind
from pubflow.facts.spellings import american
from pubflow.segment.model import Key
from pubflow.segment.tagged import TaggedText

Known = Callable[[str], bool]
"""Whether a lower-case word is one, for all that is known."""


class Kind(StrEnum):
    """In which way a source changed; in the order in which they are told."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    HEDGE = "hedge"
    QUOTATION = "quotation"
    WORDING = "wording"
    SPELLING = "spelling"
    FORMAT = "format"
    """Quotation marks, dashes, hyphens, case, figures: another dress of the same."""
    SPACING = "spacing"
    TAGS = "tags"


HARMLESS = frozenset((Kind.SPELLING, Kind.FORMAT, Kind.SPACING, Kind.TAGS))
"""What a review outlives."""
_ORDER = {kind: number for number, kind in enumerate(Kind)}

_CASE_TELLS = frozenset(
    ("may", "march", "august", "polish", "turkey", "china", "state", "states", "bill", "bills", "act", "acts", "will",
     "mark", "grace", "hope", "court", "crown", "union", "council", "house", "party", "parties", "east", "west",
     "north", "south", "english", "catholic", "democrat", "democratic", "republican", "liberal", "labour", "green",
     "conservative", "islamist", "native", "aboriginal", "black", "white", "deaf", "church", "internet", "earth")
)  # fmt: skip
"""Words that say another thing with a capital."""
_SHORT_ACRONYM = 6
_LEAST_TYPO = 3
"""Letters; shorter words are one letter from anything."""


@dataclass(frozen=True, slots=True)
class Change:
    """From one source to another."""

    kinds: tuple[Kind, ...] = ()
    """In the order of `Kind`; none where both are the same."""

    @property
    def harmless(self) -> bool:
        """Whether what people agreed to still holds."""
        return HARMLESS.issuperset(self.kinds)

    def __str__(self) -> str:
        return ", ".join(self.kinds)


def change(old: str, new: str, *, known: Known | None = None) -> Change:
    """What changed between two sources in wire form. Without `known` no typo can be told from a change of words."""
    before, after = TaggedText.parse(old), TaggedText.parse(new)
    kinds = set(_of_text(before.plain, after.plain, known))
    if before != after and (before.tags != after.tags or not kinds or _moved(before, after, kinds)):
        kinds.add(Kind.TAGS)
    return Change(tuple(sorted(kinds, key=_ORDER.__getitem__)))


def change_of(old: Key, new: Key, *, known: Known | None) -> Change:
    """The same of two keys: the same words in another context, a heading that became a paragraph, is FORMAT."""
    found = change(old.source, new.source, known=known)
    return found if found.kinds or old == new else Change((Kind.FORMAT,))


def _moved(before: TaggedText, after: TaggedText, kinds: set[Kind]) -> bool:
    """Whether the tags stand between other words; told only where the words are the same."""
    return bool(HARMLESS.issuperset(kinds) and before.tags) and _shape(before) != _shape(after)


def _shape(text: TaggedText) -> list[str | int]:
    """How many words stand between the tags."""
    return [len(part.split()) if isinstance(part, str) else str(part) for part in text.parts]


def _of_text(old: str, new: str, known: Known | None) -> Iterator[Kind]:
    if old == new:
        return
    before, after = english.tokens(old), english.tokens(new)
    operations = _operations([token.value for token in before], [token.value for token in after])
    inside_old, inside_new = english.quoted(before), english.quoted(after)
    typos = 0
    for operation, start, end, to_start, to_end in operations:
        gone, come = before[start:end], after[to_start:to_end]
        inside = any(inside_old[start:end]) or any(inside_new[to_start:to_end])
        if operation == "equal":
            yield from _dress(gone, come)
        elif not inside and _is_typo(gone, come, known):
            typos += 1
        else:
            yield from _of_hunk(gone, come, inside=inside)
    if typos:
        # Two words that are both unknown may be a language, a name, a term: not what a slip of the finger is.
        yield Kind.SPELLING if typos == 1 else Kind.WORDING
    if len(before) == len(after) and _gaps(old, before) != _gaps(new, after):
        yield Kind.SPACING


def _operations(before: list[str], after: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """As of a SequenceMatcher, which need not look at what both begin and end with."""
    most = min(len(before), len(after))
    head = next((at for at in range(most) if before[at] != after[at]), most)
    tail = next((at for at in range(most - head) if before[-1 - at] != after[-1 - at]), most - head)
    end, to_end = len(before) - tail, len(after) - tail
    yield "equal", 0, head, 0, head
    matcher = SequenceMatcher(None, before[head:end], after[head:to_end], autojunk=False)
    for name, one, other, to_one, to_other in matcher.get_opcodes():
        yield name, head + one, head + other, head + to_one, head + to_other
    yield "equal", end, len(before), to_end, len(after)


def _dress(gone: Sequence[Token], come: Sequence[Token]) -> Iterator[Kind]:
    """Tokens of one value, written in another way."""
    if any(one.text != other.text for one, other in zip(gone, come, strict=True)):
        yield Kind.FORMAT


def _gaps(text: str, found: Sequence[Token]) -> list[str]:
    """The white space between tokens; that round a dash belongs to its shape."""
    edges = [("", text[: found[0].start]), ("", text[found[-1].end :])] if found else [("", text)]
    between = [text[one.end : other.start] for one, other in pairwise(found) if "–" not in (one.value, other.value)]
    return [*between, *(gap for _, gap in edges)]


def _of_hunk(gone: Sequence[Token], come: Sequence[Token], *, inside: bool) -> set[Kind]:
    """What one run of changed tokens means."""
    if (kind := _case(gone, come)) is not None:
        return {kind}
    if _spelled(gone, come):
        return {Kind.SPELLING}
    if _hyphens(gone, come):
        return {Kind.FORMAT}
    kinds, explained = _meaning(gone, come)
    if any(token.kind is TokenKind.QUOTE for token in (*gone, *come)) or inside:
        kinds.add(Kind.QUOTATION)
    rest = Counter(token.value for token in gone if token not in explained)
    rest.subtract(Counter(token.value for token in come if token not in explained))
    if not kinds or any(any(map(str.isalnum, value)) for value, count in rest.items() if count):
        kinds.add(Kind.WORDING)
    return kinds


_TELLS = (
    (Kind.NUMBER, english.counts),
    (Kind.DATE, english.dates),
    (Kind.NEGATION, english.negates),
    (Kind.HEDGE, english.hedges),
    (Kind.NAME, english.names),
)


def _meaning(gone: Sequence[Token], come: Sequence[Token]) -> tuple[set[Kind], set[Token]]:
    """The kinds of which the hunk holds others than before, and the tokens that bear them."""
    kinds: set[Kind] = set()
    explained: set[Token] = set()
    for kind, tells in _TELLS:
        lost, won = [token for token in gone if tells(token)], [token for token in come if tells(token)]
        if [token.value.casefold() for token in lost] != [token.value.casefold() for token in won]:
            kinds.add(kind)
            explained |= {*lost, *won}
    for one, other in _words(gone, come):
        if english.opposite(one.lower, other.lower):
            kinds.add(Kind.NEGATION)
            explained |= {one, other}
    return kinds, explained


def _words(gone: Sequence[Token], come: Sequence[Token]) -> list[tuple[Token, Token]]:
    """The pairs of a hunk that holds as many words as it did, and nothing but words."""
    both = (*gone, *come)
    if len(gone) != len(come) or any(token.kind is not TokenKind.WORD for token in both):
        return []
    return list(zip(gone, come, strict=True))


def _case(gone: Sequence[Token], come: Sequence[Token]) -> Kind | None:
    """Same words in another case: dress, but where the capital makes another word of it."""
    pairs = _words(gone, come)
    if not pairs or any(one.value.casefold() != other.value.casefold() for one, other in pairs):
        return None
    return (
        Kind.NAME if any(_case_tells(one, other) for one, other in pairs if one.value != other.value) else Kind.FORMAT
    )


def _case_tells(one: Token, other: Token) -> bool:
    shouted = [token for token in (one, other) if token.text.isupper() and len(token.text) > 1]
    if len(shouted) == 1 and len(one.text) <= _SHORT_ACRONYM:
        # WHO and who, US and us, AIDS and aids.
        return True
    return one.lower in _CASE_TELLS and not (one.opens or other.opens)


def _spelled(gone: Sequence[Token], come: Sequence[Token]) -> bool:
    """Whether the words are the same by the list, and no names."""
    pairs = _words(gone, come)
    return bool(pairs) and all(
        american(one.lower) == american(other.lower)
        and not (english.names(one) or english.names(other))
        and one.text[0].isupper() == other.text[0].isupper()
        for one, other in pairs
    )


def _hyphens(gone: Sequence[Token], come: Sequence[Token]) -> bool:
    """`long-term` and `long term`, `co-operation` and `cooperation`; not `re-sign` and `resign`."""
    both = (*gone, *come)
    if not gone or not come or any(token.kind is not TokenKind.WORD for token in both):
        return False
    if any(english.counts(token) or english.names(token) or english.dates(token) for token in both):
        return False
    one, other = (" ".join(token.lower for token in side) for side in (gone, come))
    if one.replace("-", " ") == other.replace("-", " "):
        return True
    # A space is no hyphen here: `every day` is not `everyday`.
    joined = one.replace("-", "") == other.replace("-", "")
    return joined and not any(re.match(r"re-", word) for side in (one, other) for word in side.split())


def _is_typo(gone: Sequence[Token], come: Sequence[Token], known: Known | None) -> bool:
    """One word that was none became one, by one slip of the finger; never a name, a number, a word that turns round."""
    if known is None or len(gone) != 1 or len(come) != 1:
        return False
    old, new = gone[0], come[0]
    if not all(token.text.isascii() and token.text.isalpha() and token.text.islower() for token in (old, new)):
        return False
    tells = any(tell(token) for _, tell in _TELLS for token in (old, new)) or english.opposite(old.lower, new.lower)
    if tells or len(old.text) < _LEAST_TYPO or not _one_slip(old.text, new.text):
        return False
    return not _is_word(old.text, known) and _is_word(new.text, known)


def _is_word(word: str, known: Known) -> bool:
    return known(word) or known(american(word))


def _one_slip(one: str, other: str) -> bool:
    """Whether their Damerau distance is 1: a letter more, less, another, or two neighbours exchanged."""
    shorter, longer = sorted((one, other), key=len)
    if one == other or len(longer) - len(shorter) > 1:
        return False
    head = next((at for at, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if len(shorter) < len(longer):
        return shorter[head:] == longer[head + 1 :]
    if shorter[head + 1 :] == longer[head + 1 :]:
        return True
    exchanged = shorter[head : head + 2] == longer[head : head + 2][::-1]
    return exchanged and shorter[head + 2 :] == longer[head + 2 :]
