"""One word of a draft for another: the form an occurrence wants, its determiner and case, and what may break. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from pubflow.facts import numbers
from pubflow.language import LanguageTag
from pubflow.termbase.match import folded_words, head_of
from pubflow.termbase.model import SOURCE, Term, TermEntry, TermMatch
from pubflow.termbase.pack import Agreement, Pack
from pubflow.termbase.verify import Hit

CODE: Final = "XTERM"
"""How a code word that stands in for a term begins."""
OPENING: Final = " \t\"'“‘«(¿¡"
"""What may stand before the first word of a sentence."""
_PLURALS: Final = frozenset({"people", "men", "women", "children", "fishermen"})
"""English plurals without an s."""
_SHORT_WORD: Final = 3
"""Letters up to which a word may well stand twice close together: articles, prepositions."""


def form_for(match: TermMatch, language: LanguageTag) -> tuple[str, Term] | None:
    """The preferred form for an occurrence, in its number, and its row; None where the language has no term."""
    for term in match.entry.used(str(language)):
        return form_of(match.entry, match.text, term, plural=is_plural(match)), term
    accepted = match.entry.accepted(str(language))
    return (accepted[0], Term(accepted[0])) if accepted else None


def form_of(entry: TermEntry, english: str, term: Term, *, plural: bool) -> str:
    """The form of a term for how the source says it: in its number; a person who is called by a part of the name is so
    in the target too, where the row has a shorter form."""
    if plural and term.plurals:
        return term.plurals[0]
    if entry.kind == "name" and entry.semantic_class == "person":
        whole = entry.in_language(SOURCE)[0].text
        if len(english.split()) < len(whole.split()):
            return min(term.spellings, key=len)
    return term.text


def agreeing_form(match: TermMatch, language: LanguageTag, pack: Pack) -> tuple[str, Agreement] | None:
    """The same form with its gender and number."""
    wanted = form_for(match, language)
    if wanted is None:
        return None
    form, term = wanted
    return form, pack.agreement(form, term.gender, plural=form in term.plurals)


def is_plural(match: TermMatch) -> bool:
    """Whether an occurrence stands in the plural."""
    return is_plural_of(match.entry, match.text)


def is_plural_of(entry: TermEntry, form: str) -> bool:
    """Whether the words are none of the singulars that the English rows list; their forms may hold plurals too."""
    words = _folded(form)
    listed = {_folded(form) for term in entry.in_language(SOURCE) for form in (term.text, *term.forms)}
    if words not in listed:
        return True
    return words.removesuffix("s") in listed - {words} or head_of(words) in _PLURALS


def _folded(text: str) -> str:
    return " ".join(folded_words(text))


def damage(source: str, raw: str, text: str, pack: Pack, *, terms: Sequence[str] = ()) -> str:
    """What a changed draft lost or broke beside the raw one, in a word; "" where nothing shows.

    `terms`: words of the source in whose place approved forms stand, so that their numbers may go.
    """
    if _doubled(text) > _doubled(raw):
        return "doubled word"
    if pack.count_english(text) > pack.count_english(raw):
        return "English left"
    if CODE.casefold() in text.casefold():
        return "code word left"
    if pack.count_negations(text) < pack.count_negations(raw) and _NEGATES.search(source):
        return "negation lost"
    if _numbers(raw) - _numbers(text) - _numbers(*terms):
        return "number lost"
    return ""


def clashes(hit: Hit, text: str, language: LanguageTag, pack: Pack) -> bool:
    """Whether the determiner before a form that stands in a draft is of another gender or number than the form."""
    asked = pack.asked_before(text, hit.start)
    found = _agreement_at(hit, text, language, pack) if asked else None
    return found is not None and found not in asked


def _agreement_at(hit: Hit, text: str, language: LanguageTag, pack: Pack) -> Agreement | None:
    low = text[hit.start :].casefold()
    for term in hit.match.entry.used(str(language)):
        if not term.gender or term.gender == "mf":
            continue
        rows = (
            (term.plurals, term.gender, True), (term.feminine, "f", False), (term.feminine_plural, "f", True),
            ((term.text,), term.gender, False),
        )  # fmt: skip
        for forms, gender, plural in rows:
            form = next((form for form in forms if low.startswith(form.casefold())), None)
            if form is not None:
                return pack.agreement(form, gender, plural=plural)
    return None


_NEGATES: Final = re.compile(r"\b(?:not|no|never|nor|none|nobody|nothing|without|cannot)\b|n['’]t\b", re.IGNORECASE)
_DOUBLED: Final = re.compile(r"\b(\w{2,}) \1\b", re.IGNORECASE)


def _doubled(text: str) -> int:
    return len(_DOUBLED.findall(text))


def _numbers(*texts: str) -> Counter[str]:
    return Counter(token for text in texts for token, _ in numbers(text))


def swapped_once(
    text: str,
    old: str,
    form: str,
    pack: Pack,
    *,
    was: Agreement | None,
    wants: Agreement,
    strict: bool,
    spared: Sequence[tuple[int, int]] = (),
) -> str | None:
    """`old` replaced by `form` where it stands just once, its case and determiner with it; None where it does not.

    `was` and `wants`: gender and number of the two; None where nobody knows. `strict`: only where the words around it
    need not change with it, the determiner apart. What is `spared` is not looked at: other terms stand there.
    """
    found = [
        (start, end)
        for start, end in pack.places(text, old)
        if all(end <= first or last <= start for first, last in spared)
    ]
    if len(found) != 1:
        return None
    start, end = found[0]
    if _repeats(text[:start], form, text[end:], pack):
        return None
    if strict and not _stands_free(text, start, end, pack, was, wants):
        return None
    before = _before(text, start, form, pack, was, wants)
    if before is None:
        return None
    if text.isupper():
        form = form.upper()
    elif begins_sentence(before):
        form = form[:1].upper() + form[1:]
    return before + form + text[end:]


def _stands_free(text: str, start: int, end: int, pack: Pack, was: Agreement | None, wants: Agreement) -> bool:
    """Whether no word but the determiner has to change when a noun of another gender or number stands here."""
    if was != wants and pack.is_ambiguous_before(text, start):
        return False
    asked = pack.asked_before(text, start)
    known = asked if len(asked) == 1 else frozenset() if was is None else frozenset((was,))
    return not known or wants in known or not pack.has_agreeing(text[end:])


def _before(text: str, start: int, form: str, pack: Pack, was: Agreement | None, wants: Agreement) -> str | None:
    """What stands before a noun, as the form in its place wants it; None where nobody can tell."""
    before = text[:start]
    asked = pack.asked_before(text, start)
    if not asked or wants in asked or was is None or was in asked or not was[0]:
        return pack.refitted(before, form, wants if asked else None)
    # The determiner is another word's; if it is glued to the noun, it can't stay.
    return None if pack.elided else before


def begins_sentence(before: str) -> bool:
    """Whether what follows this text is the first word of a sentence."""
    return not before.strip(OPENING) or before.rstrip(OPENING).endswith((".", "!", "?", "…", "\ufffc", "\ufff9"))


def _repeats(before: str, form: str, after: str, pack: Pack) -> bool:
    """Whether a neighbour says a word of the form already: what was replaced was a part of the engine's own words."""
    short = _SHORT_WORD if pack.language.spaced else 1
    words = {word.text.casefold() for word in pack.words(form) if len(word.text) > short}
    near = pack.words(before[-60:])[-2:] + pack.words(after[:60])[:2]
    return any(word.text.casefold() in words for word in near)
