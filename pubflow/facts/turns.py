"""Whether a text says that something is not so, or takes it back a step: `not`, `allegedly`, `at least`. Pure.

English is read closely, since it is what a target is held against: what only looks like a negation is taken out first.
Other languages are read generously, where any word that may say so counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

from pubflow.facts.lexicon.turns import (
    A_NUMBER,
    ALSO_DENYING,
    DENIALS,
    DENYING,
    FIRST_OF_HEDGES,
    HEDGED,
    HEDGES,
    LIKE_NOT,
    NEGATIONS,
    NO,
    NOT_NEGATIONS,
    ONLY_THEN,
    REFUSALS,
    SOME_DIGITS,
    SURELY,
)
from pubflow.facts.scan import matches_at, pieces, starts, tokens
from pubflow.facts.stated import fixed_in

_UNSPACED: Final = frozenset({"zh", "ja", "th", "ko"})
_NEGATION = re.compile(
    rf"(?<![\w-])(?:{'|'.join(word for word in NO if word != 'no')}|no(?!\.)(?=\s[a-z])|no[\s-]one|\w+n[’']t"
    r"|(?:has|have|had) yet to(?= [a-z]))(?![\w-])",
    re.IGNORECASE,
)
_DENIAL = re.compile(rf"(?<![\w-])(?:{'|'.join(DENYING.split())}|{ALSO_DENYING})(?![\w-])", re.IGNORECASE)
_REFUSAL = re.compile(r"(?<![\w-])(?:refus(?:e|es|ed|ing|al)|fail(?:s|ed|ing|ure)?) to(?= [a-z])", re.IGNORECASE)
_HINT = re.compile(r"\bno|never|cannot|without|neither|n[’']t|yet to", re.IGNORECASE)
_WORDS_OF_NOT: Final = frozenset(NO)
_FIRST_OF_HEDGES: Final = frozenset(FIRST_OF_HEDGES.split())
_UNTIL = re.compile(r"(?:\bnot|n[’']t|\bnever|\bno[\s-]one|\bnobody|\bno)\b[^.;:!?]*?\buntil\b", re.IGNORECASE)
_ALSO_POSITIVE: Final = (
    r"impossible|unlikely|uncommon|unusual|unknown|unaware|unreasonabl[ey]|inevitable|insignificant|unrelated|unfounded"
    r"|unheard|unthinkable|infrequent(?:ly)?|inconceivable"
)
_FIXED: Final = re.compile(
    r"\b(?:not (?:only|just|merely|simply|solely|least|to mention|so much)"
    r"|(?:no|not) (?:more|fewer|less|later|earlier|sooner|longer)(?: \w+){0,2} than"
    r"|nothing more than|not enough|not (?:to )?exceed\w*"
    r"|can(?: ?not|[’']t) (?:but|help|wait)|could(?: not|n[’']t) (?:but|help)"
    r"|(?:no|without(?: an?y?)?) (?:doubt|question)|no (?:choice|option|alternative|way) but"
    r"|(?:nothing|nobody|no[\s-]one|none) (?:but|less than|short of|other than|except)|no other than"
    r"|(?:whether )?or not|more often than not|why not|if not|no matter|no wonder|no sooner|no less"
    r"|without (?:delay|exception|fail|hesitation)|(?:never|not) (?:be )?forg[eo]t(?:ten)?"
    r"|never (?:cease|stop|tire)\w*|never ending|not a few|not long"
    rf"|(?:not|can(?: ?not|[’']t) be) (?:an? |at all |so |entirely )?(?:{_ALSO_POSITIVE})|not without"
    r"|not an? (?:day|night|week|month|year) (?:goes|went|passe[sd])(?: by)? without"
    r"|(?:is|was|are|were|do|did|does|has|have|wo|would)n[’']t (?:it|he|she|they|we|you)(?=\?))\b",
    re.IGNORECASE,
)
"""Phrases that another language may say without a negation, or with two."""
_FIRST_WORDS: Final = """
not no nothing nobody none never can cannot could couldn without whether or more why if isn wasn aren weren don didn
doesn hasn haven won wouldn
"""
"""The words that these begin with, each."""
_FIRST_OF_FIXED: Final = frozenset(_FIRST_WORDS.split())
_INNER_END = re.compile(r"[.!?。！？](?:(?<=[。！？])|[”’\"')\]]*\s)")
"""Stands in a text of several sentences; quicker to see than where they end."""
_SENTENCE = re.compile(r"(?<=[.!?])[”’\"')\]]*\s+|(?<=[。！？])[」』”’）]*")
_LONGEST: Final = 20_000


class Turn(NamedTuple):
    """A word of the source that its target has nothing for."""

    text: str
    kind: str


def negations_lost(source: str, target: str, language: str) -> Iterator[Turn]:
    """The negations of an English text whose sentence in the target, or whole target, says nothing of the kind.

    None in a language whose negations are not known.
    """
    if language not in NEGATIONS or len(source) + len(target) > _LONGEST:
        return
    plain = _denying(source)
    if not plain:
        return
    for ours, theirs in _beside(plain, target):
        said, negations = _denied(ours)
        found = next((one for one in negations if not _is_a_name(one, theirs)), None)
        if found is None:
            continue
        rest, denials = _without_denials(theirs, language)
        # What the source denies is counted last: its pattern is the slowest, and most targets have their negation.
        if _negations(language).search(rest) or (denials and denials > len(_DENIAL.findall(said))):
            continue
        until = _UNTIL.search(ours)
        if until and _only_then(language).search(theirs):
            continue
        yield Turn(found[0], "negation")
        return


def refusals_lost(source: str, target: str, language: str) -> Iterator[Turn]:
    """What the source says somebody refused or failed to do, where the target has no word of the kind: it was done."""
    if language not in REFUSALS or len(source) + len(target) > _LONGEST or not _may_refuse(source):
        return
    for ours, theirs in _beside(source, target):
        found = _REFUSAL.search(ours)
        if found is None or _NEGATION.search(ours):
            continue
        if not _refusals(language).search(theirs) and not is_negated(theirs, language):
            yield Turn(found[0], "refusal")
            return


def _may_refuse(source: str) -> bool:
    small = source.lower()
    return "fail" in small or "refus" in small


def _is_a_name(negation: re.Match[str], target: str) -> bool:
    """Whether a word with a capital inside its sentence stands in the target as it is: `None` of a program."""
    word = negation[0]
    return negation.start() > 0 and word[0].isupper() and len(word) > 2 and word in target


def negations_added(source: str, target: str, language: str) -> Iterator[tuple[int, int]]:
    """Where a target says that something is not so, beside a sentence that has no word another language may tell so."""
    if language not in SURELY or len(source) + len(target) > _LONGEST:
        return
    if _is_like_not(source):
        return
    found = _surely(language).search(_without_likes(target, language))
    # The source comes last: most targets say nothing of the kind, and its pattern is long.
    if found and not _like_not().search(source):
        yield found.span()


def is_negated(text: str, language: str, *, denied: int = 0) -> bool:
    """Whether any word in it may say that something is not so, beside so many that stand for what the source denies."""
    rest, denials = _without_denials(text, language)
    return denials > denied or _negations(language).search(rest) is not None


def _without_denials(text: str, language: str) -> tuple[str, int]:
    """The text without the words that say so in their own way, and how many they are."""
    return _denials(language).subn(_blank, _without_likes(text, language))


@lru_cache(maxsize=4)
def _without_likes(text: str, language: str) -> str:
    """The text without what only looks like a negation; kept, since it is asked for what is lost and what is added."""
    looks = _not_negations(language)
    return looks.sub(_blank, text) if looks else text


@lru_cache(maxsize=4096)
def _denying(source: str) -> str:
    """An English text that may have a negation, without addresses and the like; "" for one that has none.

    Kept as `_denied` is, since every language asks of the same source.
    """
    fixed = fixed_in(source)
    if fixed is None:
        return source if _may_deny(source) else ""
    return fixed.sub(_blank, source) if _HINT.search(source) else ""


@lru_cache(maxsize=4096)
def _denied(text: str) -> tuple[str, tuple[re.Match[str], ...]]:
    """A text of one sentence or more without the phrases that need no negation, and the negations in it."""
    for match in matches_at(_FIXED, sorted(starts(text, _FIRST_OF_FIXED)), text):
        text = text[: match.start()] + _blank(match) + text[match.end() :]
    return text, tuple(_NEGATION.finditer(text))


def _may_deny(source: str) -> bool:
    """Whether an English text without addresses and the like may have a negation; its words tell it sooner than
    a pattern does."""
    if not _WORDS_OF_NOT.isdisjoint(pieces(source)):
        return True
    small = source.lower()
    return "n't" in small or "n’t" in small or "yet to" in small


def hedges_lost(source: str, target: str, language: str) -> Iterator[Turn]:
    """The words of an English text for how sure or how exact something is, of whose kind the target has none."""
    if language not in HEDGES or len(source) + len(target) > _LONGEST:
        return
    hedged = _hedged(source)
    if not hedged:
        return
    # What nobody may do is no guess.
    told = {"maybe"} if _NEGATION.search(source) else set()
    for match in hedged:
        kind = str(match.lastgroup)
        if kind not in told and not _hedges(language, kind).search(target):
            told.add(kind)
            yield Turn(match[0], kind)


def _blank(match: re.Match[str]) -> str:
    return "\ufffc" * len(match[0])


def _beside(source: str, target: str) -> Iterator[tuple[str, str]]:
    """Sentence by sentence where both have as many; else as one."""
    if not _INNER_END.search(source):
        yield source, target
        return
    ours, theirs = ([part for part in _SENTENCE.split(text) if part.strip()] for text in (source, target))
    if len(ours) == len(theirs):
        yield from zip(ours, theirs, strict=True)
    else:
        yield source, target


@cache
def _negations(language: str) -> re.Pattern[str]:
    return _words(NEGATIONS[language], language)


@cache
def _refusals(language: str) -> re.Pattern[str]:
    return _words(REFUSALS[language], language)


@cache
def _surely(language: str) -> re.Pattern[str]:
    return _words(SURELY[language], language)


@cache
def _like_not() -> re.Pattern[str]:
    no = r"\bno\b(?!\.)"
    return re.compile(rf"{_NEGATION.pattern}|{no}|{_DENIAL.pattern}|\b(?:{LIKE_NOT})\b|\?", re.IGNORECASE)


@cache
def _plainly_like_not() -> frozenset[str]:
    """Those of its words that are named as they are, and count wherever they stand whole."""
    return frozenset(word for word in LIKE_NOT.split("|") if word.isalpha())


@lru_cache(maxsize=4096)
def _is_like_not(source: str) -> bool:
    """Whether `_like_not` surely matches, as it mostly does: told by plain words in a tenth of its time."""
    return "_" not in source and not _plainly_like_not().isdisjoint(tokens(source))


@cache
def _denials(language: str) -> re.Pattern[str]:
    return _words(DENIALS[language], language)


@cache
def _not_negations(language: str) -> re.Pattern[str] | None:
    return _words(NOT_NEGATIONS[language], language) if language in NOT_NEGATIONS else None


@cache
def _only_then(language: str) -> re.Pattern[str]:
    return _words(ONLY_THEN.get(language, "(?!)"), language)


@lru_cache(maxsize=4096)
def _hedged(source: str) -> tuple[re.Match[str], ...]:
    """The hedges of an English text; kept, since every language asks for those of the same source."""
    return tuple(matches_at(_hedge(), sorted(starts(source, _FIRST_OF_HEDGES)), source))


@cache
def _hedge() -> re.Pattern[str]:
    kinds = (f"(?P<{kind}>{pattern})" for kind, pattern in HEDGED.items())
    pattern = "|".join(kinds).replace("NUMBER", A_NUMBER).replace("DIGITS", SOME_DIGITS)
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE)


@cache
def _hedges(language: str, kind: str) -> re.Pattern[str]:
    return _words(HEDGES[language][kind], language)


def _words(pattern: str, language: str) -> re.Pattern[str]:
    if language in _UNSPACED:
        return re.compile(pattern)
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)
