"""One word of a draft for another: the form an occurrence wants, its determiner and case, and what may break. Pure."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from pubflow.facts import numbers
from pubflow.language import LanguageTag
from pubflow.termbase.model import SOURCE, Status, Term, TermMatch
from pubflow.termbase.pack import WORD, Agreement, Pack, word_before

CODE: Final = "XTERM"
"""How a code word that stands in for a term begins."""
OPENING: Final = " \t\"'“‘«(¿¡"
"""What may stand before the first word of a sentence."""
_SHORT_WORD: Final = 3
"""Letters up to which a word may well stand twice close together: articles, prepositions."""
_FOLLOWS_AS_ADJECTIVE: Final = re.compile(r"[^\W\d_]{2,}(?:[ai]d[oa]s?|[oa]s?|is|l)\b")


def form_for(match: TermMatch, language: LanguageTag) -> tuple[str, Term] | None:
    """The preferred form for an occurrence, in its number, and its row; None where the language has no term."""
    for term in match.entry.in_language(str(language)):
        if term.status is not Status.FORBIDDEN:
            return (term.plurals[0] if term.plurals and is_plural(match) else term.text), term
    accepted = match.entry.accepted(str(language))
    return (accepted[0], Term(accepted[0])) if accepted else None


def is_plural(match: TermMatch) -> bool:
    """Whether the words are none of the singulars that the English rows list."""
    words = _folded(match.text)
    singulars = (form for term in match.entry.in_language(SOURCE) for form in (term.text, *term.forms))
    return all(words != _folded(form) for form in singulars)


def _folded(text: str) -> str:
    return re.sub(r"[\s\u2010-\u2013-]+", " ", text).strip().casefold()


def damage(source: str, raw: str, text: str, pack: Pack) -> str:
    """What a changed draft lost or broke beside the raw one, in a word; "" where nothing shows."""
    if _doubled(text) > _doubled(raw):
        return "doubled word"
    if pack.count_english(text) > pack.count_english(raw):
        return "English left"
    if CODE.casefold() in text.casefold():
        return "code word left"
    if pack.count_negations(text) < pack.count_negations(raw) and _NEGATES.search(source):
        return "negation lost"
    there, kept = Counter(token for token, _ in numbers(raw)), Counter(token for token, _ in numbers(text))
    if there - kept:
        return "number lost"
    return ""


_NEGATES: Final = re.compile(r"\b(?:not|no|never|nor|none|nobody|nothing|without|cannot)\b|n['’]t\b", re.IGNORECASE)
_DOUBLED: Final = re.compile(r"\b(\w{2,}) \1\b", re.IGNORECASE)


def _doubled(text: str) -> int:
    return len(_DOUBLED.findall(text))


def swapped_once(
    text: str, old: str, form: str, pack: Pack, *, was: Agreement | None, wants: Agreement, strict: bool
) -> str | None:
    """`old` replaced by `form` where it stands just once, its case and determiner with it; None where it does not.

    `was` and `wants`: gender and number of the two; None where nobody knows. `strict`: only where the words around it
    need not change with it, the determiner apart.
    """
    found = list(re.finditer(rf"(?<![\w-]){re.escape(old)}(?![\w-])", text, re.IGNORECASE))
    if len(found) != 1:
        return None
    start, end = found[0].span()
    if _repeats(text[:start], form, text[end:]):
        return None
    if strict and was != wants and word_before(text, start).lower() in pack.ambiguous:
        return None
    asked = pack.determiner_before(text, start)
    if strict and asked is not None and asked != wants and _FOLLOWS_AS_ADJECTIVE.match(text[end:].lstrip()):
        return None
    before = text[:start]
    if asked is not None and asked != wants and was in (None, asked):
        word = word_before(text, start)
        at = before.rindex(word)
        before = before[:at] + pack.agreeing(word, wants) + before[at + len(word) :]
    if text.isupper():
        form = form.upper()
    elif begins_sentence(before):
        form = form[:1].upper() + form[1:]
    return before + form + text[end:]


def begins_sentence(before: str) -> bool:
    """Whether what follows this text is the first word of a sentence."""
    return not before.strip(OPENING) or before.rstrip(OPENING).endswith((".", "!", "?", "…", "\ufffc", "\ufff9"))


def _repeats(before: str, form: str, after: str) -> bool:
    """Whether a neighbour says a word of the form already: what was replaced was a part of the engine's own words."""
    words = {word.casefold() for word in WORD.findall(form) if len(word) > _SHORT_WORD}
    near = WORD.findall(before[-60:])[-2:] + WORD.findall(after[:60])[:2]
    return any(word.casefold() in words for word in near)
