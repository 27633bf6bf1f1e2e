"""Which language a text in Latin letters is in. By a library that is an extra; without it, nothing is said."""

from __future__ import annotations

import warnings
from functools import cache, lru_cache
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING, Final

from pubflow.language.script import is_latin
from pubflow.language.tag import LanguageTag

if TYPE_CHECKING:
    from langidentify import Model

_TAKEN_FOR: Final = ("en", "es", "pt", "fr", "it", "de")
"""What an engine gives in place of the language asked for: the source's own, or a neighbour that it knows better."""
_ALIASES: Final = {"nb": "no"}
_LEAST_LETTERS: Final = 20
_LEAST_WORDS: Final = 5
_LEAST_GAP: Final = 0.1
"""Between the likeliest language and the next one: most clauses of real text have twice as much."""
_LEAST_COMMON: Final = 0.5
"""Of the words, those that are common in the likeliest language: no list of names has that."""
_LOADING: Final = Lock()


@cache
def can_tell(language: LanguageTag) -> bool:
    """Whether a text in another Latin-script language can be told from one in this."""
    return is_latin(language) and find_spec("langidentify") is not None and _code(language) is not None


@lru_cache(maxsize=4096)
def reads_as(words: tuple[str, ...], language: LanguageTag) -> LanguageTag | None:
    """The other language that these words are surely in; None where they may be in this one, or are too few.

    Hand in the words without names: those tell nothing.
    """
    if len(words) < _LEAST_WORDS or sum(map(len, words)) < _LEAST_LETTERS or not can_tell(language):
        return None
    from langidentify import Detector

    # Cheap to make, and no two threads may use one.
    detector = Detector(_model(language))
    found = detector.detect(" ".join(words))
    if found.iso_code in ("", _code(language)) or detector.results.gap < _LEAST_GAP:
        return None
    common = detector.results.scores.tw_hits_per_lang[detector.model.lang_index(found)]
    return LanguageTag(found.iso_code) if common >= _LEAST_COMMON * len(words) else None


def _code(language: LanguageTag) -> str | None:
    """What the library calls it; None for a language that it does not know."""
    code = _ALIASES.get(language.language, language.language)
    return code if code in _codes() else None


@cache
def _codes() -> frozenset[str]:
    from langidentify import Language

    return frozenset(one.iso_code for one in Language)


def _model(language: LanguageTag) -> Model:
    with _LOADING, warnings.catch_warnings():
        # It leaves the closing of its files to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        return _loaded(_code(language) or "en")


@cache
def _loaded(code: str) -> Model:
    """For these few languages it takes a second the first time; for all that there are, seven."""
    from langidentify import Language, Model

    return Model.load(Language.from_comma_separated(",".join(dict.fromkeys((*_TAKEN_FOR, code)))))
