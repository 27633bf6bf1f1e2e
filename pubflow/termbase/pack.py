"""What putting a term into a draft has to know of the target language: determiners, sounds, words. Pure.

A pack is a table of one language (`packs/`); what is done with it stands here, the same for all. A language without a
pack is verified and flagged, never guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from pubflow.language import LanguageTag
from pubflow.termbase.verify import places

Agreement = tuple[str, str]
"""(gender, number): `m` or `f`, `sg` or `pl`; "" where nobody knows, and in languages whose words do not change."""
UNCHANGING: Final[Agreement] = ("", "")
FOUR: Final[tuple[Agreement, ...]] = (("m", "sg"), ("f", "sg"), ("m", "pl"), ("f", "pl"))
"""The columns of a family."""

Family = tuple[tuple[str, ...], ...]
"""Words that agree with the noun right behind them: of each column of FOUR the variants, one for each sound."""

WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def word_set(text: str) -> frozenset[str]:
    """A table of words, white space between them."""
    return frozenset(text.split())


ENGLISH: Final = word_set("the of and with from for is are was were by to that")
"""Words that no draft should hold."""
_CLAUSE: Final = re.compile(r"[^.;:!?…]{0,80}")
"""So far a subject reaches."""
_REACH: Final = 40
"""Characters before a noun in which its determiner stands."""


class Word(NamedTuple):
    """A word and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pack:
    """One language."""

    language: LanguageTag
    negations: frozenset[str]
    families: tuple[Family, ...] = ()
    """None: its words do not change with one another."""
    links: tuple[tuple[str, ...], ...] = ()
    """Further words that change with the sound behind them, by sound: `de` and `d'`."""
    sounds: tuple[re.Pattern[str], ...] = ()
    """How words begin before which others change, in small letters; the first variant of all is for the other words."""
    elided: frozenset[str] = frozenset()
    """Words that are glued to the next by an apostrophe, which belongs to them: `l'`."""
    ambiguous: frozenset[str] = frozenset()
    """Words of the families that are something else as well: Portuguese `a` is a preposition too."""
    may_agree: re.Pattern[str] | None = None
    """What, right behind a noun, may have its gender and number from it."""
    predicate: re.Pattern[str] | None = None
    """What, further on in a sentence, may have gender and number from the noun that is its subject."""
    plural_head: re.Pattern[str] | None = None
    """How a noun ends that is a plural though its row does not say so."""
    singular_heads: frozenset[str] = frozenset()
    """Nouns that end like that all the same."""
    function_words: frozenset[str] = ENGLISH

    @property
    def inflects(self) -> bool:
        """Whether words change with their noun."""
        return bool(self.families)

    def agreement(self, form: str, gender: str, *, plural: bool) -> Agreement:
        """Of a form of a term, whose row says the gender and which is its plural; the look of its head counts too."""
        if not self.inflects:
            return UNCHANGING
        head = (form.split() or [form])[0].lower()
        looks_plural = self.plural_head is not None and self.plural_head.search(head) is not None
        looks_plural = looks_plural and head not in self.singular_heads
        return (gender[:1] or "m"), "pl" if plural or looks_plural else "sg"

    def words(self, text: str) -> list[Word]:
        """The words of a text. What is elided is a word of its own."""
        if not self.language.spaced:
            return list(_segmented(text))
        return [Word(found[0], *found.span()) for found in _word_pattern(self).finditer(text)]

    def places(self, text: str, words: str) -> list[tuple[int, int]]:
        """Where these words stand in a text as words, never as a part of longer ones; whatever their case."""
        if not self.language.spaced:
            return places(text, words, self.language)
        pattern = rf"(?<![\w-]){re.escape(words)}(?![\w-])"
        return [found.span() for found in re.finditer(pattern, text, re.IGNORECASE)]

    def asked_before(self, text: str, start: int, *, sure: bool = False) -> frozenset[Agreement]:
        """What the word right before an offset may ask of its noun; empty where it asks nothing.

        What may be no determiner is passed over, unless the text makes it `sure` that it is one.
        """
        found = self._closing(text[:start])
        if found is None or (found.text in self.ambiguous and not sure):
            return frozenset()
        told = _told(self)
        sound = self.sound(text[start:])
        return told.get((found.text, sound)) or frozenset().union(
            *(asked for (surface, _), asked in told.items() if surface == found.text)
        )

    def is_ambiguous_before(self, text: str, start: int) -> bool:
        """Whether the word right before an offset may be a determiner or something else."""
        found = self._closing(text[:start])
        return found is not None and found.text in self.ambiguous

    def refitted(self, before: str, noun: str, agreement: Agreement | None) -> str | None:
        """A text with the determiner or link at its end as this noun wants it, its case kept.

        Without an agreement a determiner stays, and a link changes with the sound. None where the determiner may be one
        of several words that would come out differently.
        """
        found = self._closing(before)
        if found is None:
            return before
        sound = self.sound(noun)
        fitting = {_variant(link, sound) for link in self.links if found.text in link}
        if agreement in FOUR:
            column = FOUR.index(agreement)
            fitting |= {
                _variant(family[column], sound)
                for family in self.families
                if any(found.text in variants for variants in family)
            }
        if len(fitting) > 1:
            return None
        if not fitting or found.text in fitting:
            return before
        return before[: found.start] + _like(before[found.start :], fitting.pop(), curly="’" in before + noun)

    def sound(self, text: str) -> int:
        """How what follows begins: an index into the variants of a word before it."""
        low = text.lstrip().lower()
        return next((at for at, pattern in enumerate(self.sounds, 1) if pattern.match(low)), 0)

    def has_agreeing(self, after: str) -> bool:
        """Whether a word of what follows a noun may have its gender or number from it."""
        if self.may_agree is not None and self.may_agree.match(after.lstrip()):
            return True
        clause = _CLAUSE.match(after)
        return self.predicate is not None and clause is not None and self.predicate.search(clause[0]) is not None

    def count_negations(self, text: str) -> int:
        """How many words of this text negate."""
        if not self.language.spaced:
            return sum(text.count(word) for word in self.negations)
        return sum(_plain(word.text) in self.negations for word in self.words(text))

    def count_english(self, text: str) -> int:
        """How many English function words stand in it."""
        return sum(word.lower() in self.function_words for word in WORD.findall(text))

    def opens(self, word: str) -> bool:
        """Whether this is a word that stands before a noun, and no part of it: determiners, and what is elided."""
        low = _plain(word)
        return low in self.elided or any((low, sound) in _told(self) for sound in range(len(self.sounds) + 1))

    def _closing(self, before: str) -> Word | None:
        """The determiner or link at the end of a text, in small letters with a straight apostrophe."""
        found = _closing_pattern(self).search(before[-_REACH:])
        if found is None:
            return None
        at = max(0, len(before) - _REACH)
        return Word(_plain(" ".join(found[1].split())), at + found.start(1), at + found.end(1))


def families(words: str) -> tuple[Family, ...]:
    """A table of determiners, one a line or word group: `m sg/f sg/m pl/f pl`, `~` before the variant for each sound.

    Groups are separated by white space; a space inside a determiner is written `_`.
    """
    return tuple(tuple(variants(cell) for cell in group.split("/")) for group in words.split())


def variants(cell: str) -> tuple[str, ...]:
    """`le~l'` -> its variants, by sound."""
    return tuple(cell.replace("_", " ").split("~"))


def behind(ending: str, *, unless: str = "") -> re.Pattern[str]:
    """A word with such an ending, right behind a noun; `unless`: those that are no such word, white space between."""
    others = rf"(?!(?:{'|'.join(unless.split())})\b)" if unless else ""
    return re.compile(rf"{others}[^\W\d_]{{2,}}{ending}\b")


def predicates(verbs: str, adverb: str, ending: str) -> re.Pattern[str]:
    """One of these forms of a verb, perhaps an adverb, and a word with such an ending."""
    return re.compile(rf"\b(?:{verbs}) {adverb}[^\W\d_]{{2,}}{ending}\b")


def _variant(cell: tuple[str, ...], sound: int) -> str:
    return cell[sound] if sound < len(cell) else cell[0]


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


def _like(old: str, new: str, *, curly: bool) -> str:
    """A determiner with the case and apostrophe of the text and the space that it wants."""
    if len(old.strip()) > 1 and old.strip("'’ ").isupper():
        new = new.upper() if len(old.strip("'’ ")) > 1 else new[:1].upper() + new[1:]
    elif old[:1].isupper():
        new = new[:1].upper() + new[1:]
    space = "" if new.endswith("'") else (old[len(old.rstrip()) :] or " ")
    return (new.replace("'", "’") if curly else new) + space


@cache
def _told(pack: Pack) -> dict[tuple[str, int], frozenset[Agreement]]:
    """(determiner, sound behind it) -> what it may ask of its noun."""
    out: dict[tuple[str, int], frozenset[Agreement]] = {}
    for family in pack.families:
        for cell, agreement in zip(family, FOUR, strict=True):
            for sound in range(len(pack.sounds) + 1):
                key = _variant(cell, sound), sound
                out[key] = out.get(key, frozenset()) | {agreement}
    return out


@cache
def _closing_pattern(pack: Pack) -> re.Pattern[str]:
    surfaces = {surface for family in pack.families for cell in family for surface in cell}
    surfaces |= {surface for link in pack.links for surface in link}
    if not surfaces:
        return re.compile(r"(?!)()")
    parts = []
    for surface in sorted(surfaces, key=lambda surface: (-len(surface), surface)):
        text = re.escape(surface).replace(r"\ ", r"\s+").replace("'", "['’]")
        parts.append(text if surface.endswith("'") else rf"{text}(?=\s)")
    # Where words are elided, an apostrophe ends the word before it: `qu'un`.
    inside = r"\w-" if pack.elided else r"\w'’-"
    return re.compile(rf"(?<![{inside}])({'|'.join(parts)})\s*\Z", re.IGNORECASE)


@cache
def _word_pattern(pack: Pack) -> re.Pattern[str]:
    if not pack.elided:
        return WORD
    glued = "|".join(re.escape(word).replace("'", "['’]") for word in sorted(pack.elided, key=len, reverse=True))
    return re.compile(rf"(?<![^\W\d_])(?:{glued})(?=[^\W\d_])|{WORD.pattern}", re.IGNORECASE)


def _segmented(text: str) -> Iterator[Word]:
    # Its dictionary takes a fifth of a second to load, and only Chinese wants it.
    import rjieba

    for word, start, end in rjieba.tokenize(text, hmm=True):
        if word.strip() and any(char.isalnum() for char in word):
            yield Word(word, start, end)
