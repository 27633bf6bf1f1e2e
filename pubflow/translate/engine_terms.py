"""The glossary as an engine is told it: all of it for a glossary at its server, or what occurs in one text. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from pubflow.language import LanguageTag
from pubflow.plugins import EngineTerm
from pubflow.termbase.match import find, plural_of
from pubflow.termbase.model import SOURCE, Status, Term, Termbase, TermEntry
from pubflow.termbase.swap import form_of, is_plural, is_plural_of

_SETTLED: Final = frozenset({Status.APPROVED, Status.UNVERIFIED, Status.DNT})


@lru_cache(maxsize=64)
def engine_terms(termbase: Termbase, language: LanguageTag) -> tuple[EngineTerm, ...]:
    """Every English form of every concept with its preferred form, each English form once, in the glossary's order.

    What has other senses is left out: a glossary at a server is applied without looking round, and would put the
    house's term where a word means something else. Each language's engine is told all languages: made once a run.
    """
    found: dict[str, str] = {}
    for entry in termbase.entries:
        preferred = _preferred(entry, language)
        if preferred is None or preferred.senses:
            continue
        for term in entry.used(SOURCE):
            if not (term.unless_before or term.unless_after):
                for source, target in _pairs(entry, term, preferred):
                    found.setdefault(source, target)
    return tuple(EngineTerm(source, target) for source, target in found.items())


def terms_in(termbase: Termbase, text: str, language: LanguageTag) -> tuple[EngineTerm, ...]:
    """The terms that occur in a text without tags, as they stand there, each once, in its order.

    Also those that have other senses: who is told of one text can see what it speaks of.
    """
    found: dict[EngineTerm, None] = {}
    for match in find(termbase, text):
        preferred = _preferred(match.entry, language)
        if preferred is not None:
            form = form_of(match.entry, match.text, preferred, plural=is_plural(match))
            found.setdefault(EngineTerm(match.text, form))
    return tuple(found)


def _preferred(entry: TermEntry, language: LanguageTag) -> Term | None:
    """What a draft should say: the first term that is settled, else the first that is disputed; a name stays as it is.

    None where the language has no word for it.
    """
    own = entry.used(str(language))
    if own:
        return next((term for term in own if term.status in _SETTLED), own[0])
    return next(iter(entry.used(SOURCE)), None) if entry.accepted(str(language)) else None


def _pairs(entry: TermEntry, english: Term, preferred: Term) -> Iterator[tuple[str, str]]:
    """English forms with what they become."""
    if english is preferred:
        yield from ((form, form) for form in english.spellings)
        return
    for form in (english.text, *english.forms):
        if form not in english.plurals:
            yield form, form_of(entry, form, preferred, plural=is_plural_of(entry, form))
    yield from ((form, form_of(entry, form, preferred, plural=True)) for form in _plurals(english))


def _plurals(english: Term) -> tuple[str, ...]:
    """Those that the glossary lists, else those that the rule makes."""
    if english.plural:
        return english.plurals
    singular = (english.text, *english.forms)
    return tuple(form for form in map(plural_of, singular) if form not in singular)
