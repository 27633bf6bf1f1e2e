"""Whether a target holds the terms its source asks for, and none that are forbidden for them. Pure.

Compared are folded texts: NFC, small letters, one kind of dash, apostrophe, space and dot between names; in Chinese
without spaces and the marks around titles and quotations. Each stretch of the target counts for the longest form that
fits it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pubflow.language import LanguageTag
from pubflow.termbase.model import TermMatch

_FOLDED: Final = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013", "-")
    | {"’": "'", "\u02bc": "'", "\u2018": "'"}
    | dict.fromkeys("\u00b7\u30fb\u2022\uff65", "\u2027")
)
"""One kind of dash, of apostrophe, and of dot inside a name."""
_SPACE: Final = re.compile(r"\s")
_MAY_COMBINE: Final = re.compile("[^\u0000-\u02ff\u2000-\u20cf\u3000-\u3029\u3030-\u3098\u309b-\u9fff\uff00-\uffef]")
"""Outside the blocks of most texts: it is asked for all characters at once, unicodedata for each."""
_DROPPED: Final = frozenset('《》〈〉「」『』“”"')
_SUFFIXING: Final = frozenset({"ko", "tr", "fi", "hu", "et", "kk", "az", "eu", "ka", "mn"})
"""Languages that glue endings to a word: a form counts where a word begins with it."""
_PREFIXING: Final = frozenset({"ar", "he", "fa", "ur", "ckb", "sw", "id", "ms"})
"""Languages that glue articles, conjunctions or voice to the front as well: a form counts wherever it stands."""
_SURE_LENGTH: Final = 3
"""Han characters from which a form can not be there by chance across two words."""


def folded_form(form: str) -> str:
    """By what two spellings are one form: case, white space, composed letters, kinds of dash and apostrophe go."""
    return " ".join(unicodedata.normalize("NFC", form).translate(_FOLDED).casefold().split())


@dataclass(frozen=True, slots=True)
class Hit:
    """A form of the glossary that stands in the target."""

    match: TermMatch
    """The occurrence in the source that it stands for, or that forbids it."""
    form: str
    """As the glossary writes it."""
    start: int
    """Code points in the target, half-open."""
    end: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of the terms of one segment."""

    met: tuple[Hit, ...] = ()
    """The accepted forms of the occurrences that have a stretch of the target of their own, in source order."""
    missing: tuple[TermMatch, ...] = ()
    """One occurrence of each concept that has accepted forms, none of them in the target; in source order."""
    short: tuple[TermMatch, ...] = ()
    """Further occurrences without a form of their own: pronoun, ellipsis, or one form that serves two concepts."""
    doubtful: frozenset[str] = frozenset()
    """Ids among the missing whose characters do stand there, but not as a word (轉移工作 for 移工)."""
    forbidden: tuple[Hit, ...] = ()
    """Forms that must not stand there and do, in target order, never overlapping."""

    @property
    def is_met(self) -> bool:
        """Whether an accepted form stands for every occurrence, and nothing forbidden."""
        return not (self.missing or self.short or self.forbidden)


def verify(target: str, matches: Sequence[TermMatch], language: LanguageTag) -> Verdict:
    """Judge a target, without tags, against the occurrences in its source.

    Each stretch of the target serves one occurrence, the longest form first; a concept counts as `missing` only where
    none of its forms stands there at all. Forbidden forms count only outside the accepted forms of all matched
    concepts. Concepts without a term in the language are left out.
    """
    tag = str(language)
    if not matches:
        return Verdict()
    wanted = [match for match in matches if match.entry.accepted(tag)]
    text = _Folded.of(target, language)
    stretches = _stretches(text, _owners(wanted, language))
    served = _served(wanted, stretches, tag)
    there = {owner for stretch in stretches for owner in stretch.owners}
    rest = [match for at, match in enumerate(wanted) if at not in served]
    missing = {match.entry.id: match for match in reversed(rest) if match.entry.id not in there}
    met = [(at, stretch) for at, stretch in sorted(served.items())]
    return Verdict(
        tuple(
            Hit(wanted[at], stretch.owners[wanted[at].entry.id], *text.original(stretch.span)) for at, stretch in met
        ),
        tuple(sorted(missing.values(), key=lambda match: match.start)),
        tuple(match for match in rest if missing.get(match.entry.id) is not match),
        frozenset(_doubtful(text, missing.values(), language)),
        tuple(_forbidden(text, matches, [stretch.span for stretch in stretches], language)),
    )


def places(text: str, form: str, language: LanguageTag) -> list[tuple[int, int]]:
    """Where a form stands in a text as `verify` sees it: whole words, code points, half-open."""
    folded = _Folded.of(text, language)
    return [folded.original(span) for span in folded.find(_form(form, language.spaced))]


@dataclass(frozen=True, slots=True, eq=False)
class _Stretch:
    """A stretch of the folded target that may stand for a concept."""

    span: tuple[int, int]
    owners: dict[str, str]
    """Id of each concept that it may stand for -> the form as the glossary writes it."""


def _owners(matches: Iterable[TermMatch], language: LanguageTag) -> dict[str, dict[str, str]]:
    """Folded form -> whose it is."""
    tag, spaced = str(language), language.spaced
    out: dict[str, dict[str, str]] = {}
    for entry in {match.entry.id: match.entry for match in matches}.values():
        for form in entry.accepted(tag):
            out.setdefault(_form(form, spaced), {}).setdefault(entry.id, form)
    return out


def _stretches(text: _Folded, owners: dict[str, dict[str, str]]) -> list[_Stretch]:
    taken: list[tuple[int, int]] = []
    out = []
    # Most forms of a term do not stand in any one text.
    there = [form for form in owners if form in text.text]
    for form in sorted(there, key=lambda form: (-len(form), form)):
        for span in text.find(form):
            if _free(span, taken):
                taken.append(span)
                out.append(_Stretch(span, owners[form]))
    return sorted(out, key=lambda stretch: stretch.span)


def _served(wanted: Sequence[TermMatch], stretches: Sequence[_Stretch], language: str) -> dict[int, _Stretch]:
    """Each occurrence with a stretch of its own, as far as they go: (index of the occurrence -> stretch).

    A stretch that only one concept may have goes to that; one that several may have, to the one with the fewest others,
    among equals to the one that prefers this form.
    """
    waiting: dict[str, list[int]] = {}
    for at in reversed(range(len(wanted))):
        waiting.setdefault(wanted[at].entry.id, []).append(at)
    preferred = {match.entry.id: match.entry.preferred(language) for match in wanted}
    supply = Counter(owner for stretch in stretches for owner in stretch.owners)
    out: dict[int, _Stretch] = {}
    for stretch in sorted(stretches, key=lambda stretch: len(stretch.owners)):
        needy = [owner for owner in stretch.owners if waiting.get(owner)]
        if needy:
            wish = [(supply[owner], stretch.owners[owner] not in preferred[owner], owner) for owner in needy]
            out[waiting[min(wish)[2]].pop()] = stretch
    return out


def _doubtful(text: _Folded, missing: Iterable[TermMatch], language: LanguageTag) -> Iterator[str]:
    for match in missing if text.has_words else ():
        if any(_form(form, language.spaced) in text.text for form in match.entry.accepted(str(language))):
            yield match.entry.id


def _forbidden(
    text: _Folded, matches: Iterable[TermMatch], taken: list[tuple[int, int]], language: LanguageTag
) -> list[Hit]:
    tag, spaced = str(language), language.spaced
    forms = {_form(form, spaced): (match, form) for match in matches for form in match.entry.forbidden(tag)}
    out: list[Hit] = []
    there = [folded for folded in forms if folded in text.text]
    for folded in sorted(there, key=lambda form: (-len(form), form)):
        match, form = forms[folded]
        for span in text.find(folded):
            if _free(span, taken):
                taken.append(span)
                out.append(Hit(match, form, *text.original(span)))
    return sorted(out, key=lambda hit: hit.start)


def _free(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return all(span[1] <= start or end <= span[0] for start, end in taken)


@dataclass(frozen=True, slots=True)
class _Folded:
    """A target as it is compared."""

    text: str
    offsets: Sequence[int]
    """For each code point of `text` where it came from; one more for the end."""
    language: LanguageTag

    @classmethod
    def of(cls, target: str, language: LanguageTag) -> _Folded:
        return cls(*_fold(target, language.spaced), language)

    @property
    def has_words(self) -> bool:
        """Whether a form of two characters counts only where it is a word."""
        return self.language.language == "zh"

    def is_word(self, start: int, end: int) -> bool:
        """In Chinese, whether a word begins and ends there: with the segmenter's guesses at words that its dictionary
        lacks, which it needs for words in Traditional script, or without, since it guesses badly where terms stand
        close."""
        return any({start, end} <= _word_bounds(self.text, hmm=hmm) for hmm in (True, False))

    def find(self, form: str) -> Iterator[tuple[int, int]]:
        """Where a folded form stands as words of its own."""
        start = self.text.find(form) if form else -1
        while start >= 0:
            end = start + len(form)
            if self._stands_alone(start, end):
                yield start, end
            start = self.text.find(form, end)

    def original(self, span: tuple[int, int]) -> tuple[int, int]:
        """The span in the target itself."""
        return self.offsets[span[0]], self.offsets[span[1] - 1] + 1

    def _stands_alone(self, start: int, end: int) -> bool:
        if self.has_words and not self.text[start].isascii():
            return end - start >= _SURE_LENGTH or self.is_word(start, end)
        if self.language.language in _PREFIXING:
            return True
        opens = start == 0 or not (self.text[start - 1].isalnum() and _one_script(self.text[start - 1 : start + 1]))
        closes = end == len(self.text) or not (self.text[end].isalnum() and _one_script(self.text[end - 1 : end + 1]))
        if not self.language.spaced and not self.text[start].isascii():
            return True
        return opens and (closes or self.language.language in _SUFFIXING)


_HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")
"""A lone surrogate, which JSON may hold and no encoding can."""


@lru_cache(maxsize=4)
def _word_bounds(text: str, *, hmm: bool) -> frozenset[int]:
    # Its dictionary takes a fifth of a second to load, and only Chinese wants it.
    import rjieba

    text = _HALF_A_CHARACTER.sub("\ufffd", text)
    return frozenset(place for _, start, end in rjieba.tokenize(text, hmm=hmm) for place in (start, end))


def _one_script(pair: str) -> bool:
    """Whether two neighbours can be letters of one word: Latin beside Han can not."""
    return not any(char >= "\u2e80" for char in pair) or all(char >= "\u2e80" for char in pair)


@lru_cache(maxsize=16_384)
def _form(form: str, spaced: bool) -> str:
    """A form of the glossary as it is compared: the same few in every text."""
    return _fold(form, spaced)[0]


def _fold(text: str, spaced: bool) -> tuple[str, Sequence[int]]:
    """The text as it is compared, and for each of its code points the offset it came from."""
    folded = text.translate(_FOLDED).casefold()
    if len(folded) != len(text) or not unicodedata.is_normalized("NFC", text) or _combines(text):
        return _fold_by_letter(text, spaced)
    # Nearly every text is compared character for character, and its offsets are plain.
    if spaced:
        return _SPACE.sub(" ", folded), range(len(text) + 1)
    kept = [at for at, char in enumerate(folded) if char not in _DROPPED and not char.isspace()]
    return "".join([folded[at] for at in kept]), (*kept, len(text))


def _combines(text: str) -> bool:
    """Whether it holds a mark that is part of the letter before it."""
    return _MAY_COMBINE.search(text) is not None and any(map(unicodedata.combining, text))


def _fold_by_letter(text: str, spaced: bool) -> tuple[str, Sequence[int]]:
    """The same where a letter may be written in several characters, or become several."""
    out: list[str] = []
    offsets: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        for char in unicodedata.normalize("NFC", text[start:end]).translate(_FOLDED).casefold():
            if char.isspace():
                char = " "
            if spaced or not (char == " " or char in _DROPPED):
                out.append(char)
                offsets.append(start)
        start = end
    return "".join(out), (*offsets, len(text))
