"""Numbers in a text with spaces between its words: `two hundred and five`, `3 mil milhões`, `a third`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Final

from pubflow.facts.beside import ratios, shared
from pubflow.facts.lexicon import Lexicon, lexicon
from pubflow.facts.lexicon.sizes import DOZENS, HALVED, ODD_PARTS
from pubflow.facts.model import Quantity, Weight
from pubflow.facts.numerals import LITERAL, VULGAR, Number, is_ambiguous, roman, value_of, written
from pubflow.facts.scan import digits, matches, matches_at, pieces, starts
from pubflow.facts.units import NEVER_BEHIND, unit_at

_GROUPED: Final = r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d])"
_HALF_WORDS: Final = {
    "en": ("half", "quarter"), "pt": ("mei",), "es": ("medi",), "fr": ("demi",), "de": ("halb",), "id": ("setengah",),
    "ar": ("نصف",), "th": ("ครึ่ง",),
}  # fmt: skip
"""Looked for before the pattern is."""
_ORDINAL = re.compile(r"(?:st|nd|rd|th|º|ª|er|ère|e|ème|o|a)(?!\w)")
_SMALL_NUMBER: Final = 12


@dataclass(slots=True)
class _Phrase:
    """A number that is being read, word by word."""

    start: int
    end: int
    total: Number = 0
    current: Number | None = None
    scale: int = 0
    """The last word of scale; 0 before the first."""
    digits: bool = False
    whole: bool = True
    """Whether it may go on; a fraction ends it."""
    ambiguous: bool = False
    """Whether it may be a thousandth of its value."""
    weight: Weight | None = None

    @property
    def value(self) -> Number:
        return self.total + (self.current or 0)

    def adds(self, value: int, *, tens: bool) -> bool:
        """Take a word that adds its value; False where no number goes on like that."""
        before = self.current
        if before is None:
            fits = not self.scale or value < self.scale
        else:
            rest = before % 100
            behind_hundreds = rest == 0 and before >= 100 and value < 100
            # soixante-quinze, quatre-vingt-quinze
            by_twenties = rest in (60, 80) and 10 <= value < 20
            fits = not self.digits and (
                behind_hundreds or by_twenties or (not tens and value < 10 and rest % 10 == 0 and rest >= 20)
            )
        if fits:
            self.current = (before or 0) + value
        return fits

    def scales(self, scale: int) -> bool:
        """Take a word that multiplies; False where no number goes on like that."""
        if self.current is None and self.total:
            if scale <= self.scale:
                return False
            self.total *= scale
        elif scale <= 100 and not self.digits:
            self.current = (1 if self.current is None else self.current) * scale
            return True
        elif self.total and self.scale and scale < self.scale:
            self.total += (self.current or 1) * scale
            self.current = None
        else:
            self.total = (self.total + (1 if self.current is None else self.current)) * scale
            self.current = None
        self.scale = scale
        return True


def quantities(text: str, language: str) -> Iterator[Quantity]:
    """The numbers of a text in which dates and addresses are blanked already, in its order; ratios after the rest."""
    words = lexicon(language)
    found: list[Quantity] = list(_halved(text, language))
    for one in found:
        text = text[: one.start] + "\ufffc" * (one.end - one.start) + text[one.end :]
    phrase: _Phrase | None = None
    for match in _numerals(text, language):
        if phrase is not None and _goes_on(text, phrase, match, words):
            phrase.end = match.end()
            continue
        if phrase is not None:
            found += _closed(text, phrase, words, language)
        phrase, single = _begun(text, match, words)
        found += single
    if phrase is not None:
        found += _closed(text, phrase, words, language)
    if len(found) > 1:
        yield from shared(text, found, words)
        yield from ratios(text, found, words)
    else:
        yield from found
    yield from _roman(text)


def _halved(text: str, language: str) -> Iterator[Quantity]:
    """`half a million`, `a million and a half`."""
    pattern = _halves(language)
    if pattern is None or not any(word in text.lower() for word in _HALF_WORDS[language]):
        return
    scales = lexicon(language).scales
    for match in pattern.finditer(text):
        scale = (match["scale"] or match.groupdict().get("whole") or "").lower()
        size = 12 if scale in DOZENS else scales[scale]
        part = Fraction(*ODD_PARTS.get((match["part"] or "").lower(), (1, 2)))
        value = size * part if match["scale"] else size + size * part
        unit = unit_at(text, *match.span(), language)
        yield Quantity(*match.span(), match[0], frozenset({written(value)}), Weight.FIRM, unit, digits=False)


@cache
def _halves(language: str) -> re.Pattern[str] | None:
    return re.compile(HALVED[language], re.IGNORECASE) if language in HALVED else None


def counts(text: str, language: str) -> bool:
    """Whether a number in digits, a word for one or a sign for a fraction stands in it."""
    return bool(digits(text)) or _has_fraction_sign(text) or not vocabulary(language).isdisjoint(pieces(text))


def _numerals(text: str, language: str) -> Iterator[re.Match[str]]:
    """The numbers in digits and the words for numbers, one by one; all other words are stepped over."""
    known, pattern = vocabulary(language), _tokens(language)
    # A sign for a fraction is a letter to `re`: what is glued to it is no word of its own.
    if language == "th" or _has_fraction_sign(text):
        found = pattern.finditer(text)
    else:
        places = [*starts(text, _first_words(language)), *(start for start, _ in digits(text))]
        found = matches_at(pattern, sorted(places), text)
    for match in found:
        if not match["word"] or match[0].lower() in known:
            yield match


_FRACTION_SIGN = re.compile("[½⅓⅔¼¾⅕]")


def _has_fraction_sign(text: str) -> bool:
    return not text.isascii() and _FRACTION_SIGN.search(text) is not None


@cache
def _first_words(language: str) -> frozenset[str]:
    """What a word or words for a number begin with."""
    return frozenset(_LETTERS.findall(word)[0] for word in vocabulary(language))


_LETTERS = re.compile(r"[^\W\d_]+")
_ROMAN_DIGIT = re.compile("[IVXL]")
_ROMAN = re.compile(r"(?<![\w’'-])(?=[IVXL])(X{0,4}|XL|L?X{0,3})(IX|IV|V?I{0,3})(?![\w’'])")


def _roman(text: str) -> Iterator[Quantity]:
    """`Artigo IV`; a letter alone is more often another thing."""
    for match in matches(_ROMAN, _ROMAN_DIGIT, text):
        if value := roman(match[0]):
            yield Quantity(*match.span(), match[0], frozenset({str(value)}), Weight.OPTIONAL, digits=False)


def _begun(text: str, match: re.Match[str], words: Lexicon) -> tuple[_Phrase | None, list[Quantity]]:
    """What a first word starts: a number that may go on, or something that stands alone."""
    word, (start, end) = match[0].lower(), match.span()
    if match["number"]:
        value = value_of(word, point=words.point)
        ambiguous = not words.point and is_ambiguous(word)
        return (None if value is None else _Phrase(start, end, current=value, digits=True, ambiguous=ambiguous)), []
    article = _article_before(text, start, words)
    if word in VULGAR:
        return None, [_alone(match, VULGAR[word], Weight.SOFT)]
    if word in words.vague and not (word in words.scales and article):
        return None, [Quantity(start, end, match[0], frozenset(), Weight.VAGUE, digits=False)]
    if word in words.ones or word in words.tens:
        phrase = _Phrase(start, end)
        phrase.adds(words.ones.get(word, words.tens.get(word, 0)), tens=word in words.tens)
        return phrase, []
    if word in words.scales and len(word) > _SHORTEST_SCALE and (article or word in {"mil", "mille"}):
        phrase = _Phrase(start, end)
        phrase.scales(words.scales[word])
        return phrase, []
    return None, list(_single(text, match, words, article=article))


def _single(text: str, match: re.Match[str], words: Lexicon, *, article: bool) -> Iterator[Quantity]:
    """A fraction, an ordinal, or a word that implies a number."""
    word, end = match[0].lower(), match.end()
    denominator = words.fractions.get(word)
    if denominator and article and _of_behind(text, end):
        yield _alone(match, Fraction(1, denominator), Weight.SOFT)
    elif denominator and article and words.point:
        readings = {written(Fraction(1, denominator)), str(words.ordinals.get(word, denominator))}
        yield Quantity(*match.span(), match[0], frozenset(readings), Weight.OPTIONAL, digits=False)
    elif word in words.ordinals:
        value = words.ordinals[word]
        # `quarto` is a room as well, and `cuarta` a fourth part.
        other = denominator and value <= _ALSO_FRACTIONS and not words.point
        yield _alone(match, value, Weight.OPTIONAL if value <= _TOLD_BY_ORDER or other else Weight.SOFT)
    elif word in words.implied:
        yield Quantity(*match.span(), match[0], frozenset({words.implied[word]}), Weight.OPTIONAL, digits=False)
    elif denominator and article:
        yield _alone(match, Fraction(1, denominator), Weight.OPTIONAL)


def _alone(match: re.Match[str], value: Number, weight: Weight) -> Quantity:
    return Quantity(*match.span(), match[0], frozenset({written(value)}), weight, digits=False)


_SHORTEST_SCALE: Final = 2
"""`m` and `bn` stand behind a sum of money only."""
_SIGNS: Final = frozenset("$€£¥₩₹")
_LARGE: Final = 10**6
"""From here on a half behind a scale is half of it."""
_ALSO_FRACTIONS: Final = 5
_TOLD_BY_ORDER: Final = 3
"""First, second, third: told by the order of a sentence as often as by a number."""
_OF: Final = re.compile(r"\s(?:of|de|del|dos|das|do|da|des|du|d[’'])(?!\w)", re.IGNORECASE)


def _of_behind(text: str, end: int) -> bool:
    return _OF.match(text, end) is not None


def _article_before(text: str, start: int, words: Lexicon) -> bool:
    before = text[max(0, start - 5) : start].lower().split()
    return bool(before) and text[start - 1] in " \u00a0" and before[-1] in words.articles


_BETWEEN_WORDS = re.compile(
    r"(?:[\s\u00a0\u202f]|-)(?:(?P<link>[^\W\d_]+)[\s\u00a0’'](?P<article>an?\s)?)?", re.IGNORECASE
)


def _goes_on(text: str, phrase: _Phrase, match: re.Match[str], words: Lexicon) -> bool:
    """Whether the word belongs to the number before it, and is taken into it."""
    between = _BETWEEN_WORDS.fullmatch(text, phrase.end, match.start())
    if match["number"] or (between is None and phrase.end < match.start()):
        return False
    word, link = match[0].lower(), (between["link"] or "").lower() if between else ""
    if not phrase.whole:
        # `two and a half million`, and no more.
        return not link and word in words.scales and len(word) > _SHORTEST_SCALE and phrase.scales(words.scales[word])
    if link and link not in words.links and link not in words.link_of_scale:
        return False
    if _ends(text, phrase, match, link, words):
        return True
    if between and between["article"]:
        return False
    if word in words.scales and (not link or link in words.link_of_scale):
        # 30 m are metres, £30m millions.
        money = len(word) > _SHORTEST_SCALE or text[max(0, phrase.start - 1) : phrase.start] in _SIGNS
        return money and phrase.scales(words.scales[word])
    # In English two numbers are joined by the link, but behind a hundred: `three and four`.
    two = link and words.point and not phrase.scale and phrase.value < 100
    if two or not (word in words.ones or word in words.tens):
        return False
    return phrase.adds(words.ones.get(word, words.tens.get(word, 0)), tens=word in words.tens)


def _ends(text: str, phrase: _Phrase, match: re.Match[str], link: str, words: Lexicon) -> bool:
    """Take a fraction that ends a number: `two and a half`, `two-thirds`."""
    word = match[0].lower()
    if (
        phrase.scale >= _LARGE
        and not words.point
        and word in words.halves
        and link in words.links
        and phrase.current is None
    ):
        # `dois milhões e meio`
        phrase.total, phrase.whole = phrase.total + Fraction(phrase.scale, 2), False
        return True
    if phrase.scale or phrase.value >= 20:
        return False
    if word in words.halves and link in words.links:
        phrase.current, phrase.whole = phrase.value + Fraction(1, 2), False
        return True
    if word in words.fractions and not link:
        # `Um quarto` alone is a room.
        sure = phrase.value > 1 or words.point or _of_behind(text, match.end())
        phrase.weight = Weight.SOFT if sure else Weight.OPTIONAL
        phrase.current, phrase.whole = Fraction(phrase.value) / words.fractions[word], False
        return True
    return False


_HALF_BEHIND = re.compile(r"\s[^\W\d]{2,12}\s(?:e mei[oa]|y medi[oa]|et demie?)(?!\w)")
"""`dois anos e meio`."""


def _closed(text: str, phrase: _Phrase, words: Lexicon, language: str) -> Iterator[Quantity]:
    value = phrase.value
    end = phrase.end
    goes_on = text[end : end + 1] not in NEVER_BEHIND
    ordinal = _ORDINAL.match(text, end) if phrase.digits and goes_on else None
    weight = Weight.FIRM if phrase.weight is None else phrase.weight
    if phrase.weight is None and not phrase.digits and value <= _SMALL_NUMBER:
        weight = Weight.OPTIONAL if value <= 1 else Weight.SOFT
    if ordinal:
        end = ordinal.end()
        weight = Weight.OPTIONAL if value <= 3 else weight
    unit = unit_at(text, phrase.start, end, language)
    if ordinal and unit:
        unit = frozenset()
    if _HALF_BEHIND.match(text, end):
        value += Fraction(1, 2)
    readings = {written(value), written(Fraction(value) / 1000)} if phrase.ambiguous else {written(value)}
    if text[phrase.end - 5 : phrase.end].lower() == "dozen":
        # Where nobody counts by the dozen it is a round ten.
        readings.add(written(Fraction(value) * 10 / 12))
    if words.spans and goes_on and (span := _span_words(language).match(text, end)):
        readings.add(written(value * words.spans[span[1].lower()]))
    yield Quantity(phrase.start, end, text[phrase.start : end], frozenset(readings), weight, unit, phrase.digits)


@cache
def _span_words(language: str) -> re.Pattern[str]:
    return re.compile(rf"[\s-](?:[^\W\d_]+\s)?({'|'.join(lexicon(language).spans)})(?!\w)", re.IGNORECASE)


@cache
def vocabulary(language: str) -> frozenset[str]:
    """Every word that may be part of a number, in small letters."""
    words = lexicon(language)
    tables = (
        words.ones,
        words.tens,
        words.scales,
        words.fractions,
        words.halves,
        words.implied,
        words.ordinals,
        words.vague,
    )
    return frozenset(word for each in tables for word in each)


@cache
def _tokens(language: str) -> re.Pattern[str]:
    """Numbers in digits, and words: those of several parts whole, all others one by one."""
    known = sorted(vocabulary(language), key=len, reverse=True)
    if language == "th":
        word = "|".join(map(re.escape, known))
    else:
        several = "|".join(r"\s".join(map(re.escape, word.split())) for word in known if not word.isalpha()) or "(?!)"
        glued = r"(?:(?<!\w)[وفبلك]?(?:ال)?)?" if language == "ar" else ""
        word = rf"(?<!\w)(?:{several})(?!\w)|[^\W\d_]+" if not glued else "[^\\W\\d_]+"
    return re.compile(rf"(?P<number>(?=\d)(?:{_GROUPED}|{LITERAL}))|[½⅓⅔¼¾⅕]|(?P<word>{word})", re.IGNORECASE)
