"""What the enforcement of terms knows of one target language. Pure.

A language without a pack is verified and flagged, never guessed at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

Agreement = tuple[str, str]
"""(gender, number): `m` or `f`, `sg` or `pl`."""

WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Pack:
    """Determiners, plurals, negations and function words of one language."""

    families: tuple[tuple[str, str, str, str], ...]
    """Words that agree with the noun right behind them: m sg, f sg, m pl, f pl."""
    ambiguous: frozenset[str]
    """Words of these families that are something else as well: Portuguese `a` is a preposition too."""
    negations: frozenset[str]
    function_words: frozenset[str]
    """English words that no draft should hold."""

    def agreement(self, form: str, gender: str, *, plural: bool) -> Agreement:
        """Of a form of a term, whose row says the gender and which is its plural; a head in -s is one too."""
        head = form.split()[0] if form.split() else form
        looks_plural = head.endswith("s") and head.lower() not in _SINGULAR_S
        return (gender[:1] or "m"), "pl" if plural or looks_plural else "sg"

    def determiner_before(self, text: str, start: int, *, sure: bool = False) -> Agreement | None:
        """What the word right before an offset asks of its noun; None where it asks nothing.

        What may be no determiner is passed over, unless the text makes it `sure` that it is one.
        """
        word = word_before(text, start)
        if word.lower() in self.ambiguous and not sure:
            return None
        return _agreements(self).get(word.lower()) if word else None

    def agreeing(self, determiner: str, agreement: Agreement) -> str:
        """The determiner as a noun of this gender and number wants it; its case is kept."""
        found = next((four for four in self.families if determiner.lower() in four), None)
        if found is None:
            return determiner
        word = found[_FOUR.index(agreement)]
        return word[:1].upper() + word[1:] if determiner[:1].isupper() else word

    def count_negations(self, text: str) -> int:
        """How many words of this text negate."""
        return sum(word.lower() in self.negations for word in WORD.findall(text))

    def count_english(self, text: str) -> int:
        """How many English function words stand in it."""
        return sum(word.lower() in self.function_words for word in WORD.findall(text))


_SINGULAR_S: Final = frozenset(
    {"gás", "mês", "país", "lápis", "vírus", "ônibus", "simples", "status", "campus", "corpus"}
)
_ENGLISH: Final = frozenset(("the", "of", "and", "with", "from", "for", "is", "are", "was", "were", "by", "to", "that"))


_FOUR: Final[tuple[Agreement, ...]] = (("m", "sg"), ("f", "sg"), ("m", "pl"), ("f", "pl"))


def word_before(text: str, start: int) -> str:
    """The word right before an offset, white space between them; "" where something else stands there."""
    words = WORD.findall(text[max(0, start - 40) : start])
    return words[-1] if words and text[:start].rstrip().endswith(words[-1]) else ""


def _families(words: str) -> tuple[tuple[str, str, str, str], ...]:
    out = []
    for four in words.split():
        masculine, feminine, masculines, feminines = four.split("/")
        out.append((masculine, feminine, masculines, feminines))
    return tuple(out)


@cache
def _agreements(pack: Pack) -> dict[str, Agreement]:
    return {word: agreement for four in pack.families for word, agreement in zip(four, _FOUR, strict=True)}


PORTUGUESE: Final = Pack(
    families=_families(
        "o/a/os/as um/uma/uns/umas do/da/dos/das no/na/nos/nas ao/à/aos/às pelo/pela/pelos/pelas "
        "este/esta/estes/estas esse/essa/esses/essas deste/desta/destes/destas desse/dessa/desses/dessas "
        "neste/nesta/nestes/nestas nesse/nessa/nesses/nessas aquele/aquela/aqueles/aquelas "
        "seu/sua/seus/suas outro/outra/outros/outras todo/toda/todos/todas muito/muita/muitos/muitas "
        "nenhum/nenhuma/nenhuns/nenhumas algum/alguma/alguns/algumas vário/vária/vários/várias"
    ),
    ambiguous=frozenset(("a",)),
    negations=frozenset(("não", "nem", "nunca", "jamais", "nenhum", "nenhuma", "ninguém", "nada", "sem")),
    function_words=_ENGLISH,
)

_PACKS: Final = {"pt": PORTUGUESE}


def pack_for(language: str) -> Pack | None:
    """The pack of a language subtag (`pt`), if there is one."""
    return _PACKS.get(language)
