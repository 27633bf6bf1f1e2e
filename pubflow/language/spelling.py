"""Which English words are words, for all that a list knows."""

from __future__ import annotations

from functools import cache


@cache
def english_words() -> frozenset[str]:
    """About 160,000 lower-case words in American spelling, inflected forms among them, without common misspellings.

    Rare words, terms of a field and most names are not in it: that a word is missing does not make it wrong.
    """
    # Here, since only a source that changed by one letter asks.
    from spellchecker import SpellChecker

    return frozenset(SpellChecker(language="en").word_frequency.words())
