"""Which language a text in Latin letters is in: by words and endings that only one of two has, else by a library.

The library is an extra; without it, only what is plain is said.
"""

from __future__ import annotations

import re
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
_SMALL_WORDS: Final = {
    code: frozenset(words.split())
    for code, words in {
        "en": """
            the of and to in a is that for it as was with be by on not he his this are or from at which they
            their has have were been will who no shall must everyone right her all any its but an so what for
            would she him
        """,
        "es": """
            el la los las de del y en que a un una por con para se su sus al lo es son como más o pero no sin
            sobre ha han fue ser este esta entre toda todo todos todas tiene derecho nadie persona ni también
            cuando pero hay muy hacia hasta donde según sido quien quienes otro otros ella ellos dijo años fueron
            derechos estos esos eran ningún ninguna podrá podrán será serán está están estará
        """,
        "pt": """
            o a os as de do da dos das e em no na nos nas que um uma por com para se seu sua seus suas ao à aos
            às é são como mais ou mas não sem sobre foi ser este esta entre pelo pela toda todo todos todas tem
            direito ninguém também foram estão pelos pelas ela eles elas muito já até isso essa esse num numa nem
            anos direitos eram nenhum nenhuma quando pessoa pessoas poderá poderão será serão está estará
        """,
        "fr": """
            le la les des de du et en que qui un une par avec pour se son sa ses au aux il elle est sont comme
            plus ou mais ne pas sans sur a été être ce cette dans entre toute tout tous droit personne ni leur
            leurs nous vous ils elles ces était étaient fait aussi très où après avant même ont leurs nul toutes
        """,
        "it": """
            il lo la i gli le di del della dei delle e in che un una per con si suo sua al alla ai è sono come
            più o ma non senza su ha fu essere questo questa tra ogni tutti diritto nessun nessuno nel nella da
            dal ad ed
        """,
        "de": """
            der die das den dem des und in zu ein eine einer eines mit für auf sich nicht von ist sind im als
            auch an oder aber ohne hat wird werden sein seine dass jeder alle haben recht niemand durch bei nach
            aus zur zum wurde wurden dieser diese dieses sie er es wir ihre ihrer ihren nur noch kein keine mehr
            über unter vom beim kann muss darf soll werde
        """,
        "id": """
            yang dan dari untuk dengan tidak adalah itu ini atau oleh pada dalam akan telah setiap orang berhak atas
            tak seorang pun hak dapat bagi sebagai kepada mereka ia serta karena para bahwa sebuah juga dia di ke
            tanpa harus boleh terhadap antara
        """,
    }.items()
}
"""Of which some four words in ten of any text are; for seeing whether the library is to be asked at all."""
_ALL_SMALL_WORDS: Final = frozenset[str]().union(*_SMALL_WORDS.values())
_ENDINGS: Final = {
    "es": re.compile(r"ñ|\w(?:ci[oó]n|ciones|sión|dad|[aei]ron|mientos?|aje|ajes|uen\w+)\Z"),
    "pt": re.compile(r"[ãõ]|ç|\w(?:dade|[aei]ram|mentos?|agem|agens|[ln]h[ao]s?)\Z"),
}
"""Of words that the other of these two writes in another way."""
_LEAST_PLAIN: Final = 2
"""Words of another language, and none that only this one has: no clause of real text measured has them."""
_SUSPECT: Final = 0.25
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
    if (plain := _plainly(words, language)) is not None:
        return plain
    if len(words) < _LEAST_WORDS or sum(map(len, words)) < _LEAST_LETTERS or not _is_suspect(words, language):
        return None
    if not can_tell(language):
        return None
    from langidentify import Detector

    # Cheap to make, and no two threads may use one.
    detector = Detector(_model(language))
    found = detector.detect(" ".join(words))
    if found.iso_code in ("", _code(language)) or detector.results.gap < _LEAST_GAP:
        return None
    common = detector.results.scores.tw_hits_per_lang[detector.model.lang_index(found)]
    return LanguageTag(found.iso_code) if common >= _LEAST_COMMON * len(words) else None


def _plainly(words: tuple[str, ...], language: LanguageTag) -> LanguageTag | None:
    """The one other language whose own words and endings stand there, and none of this one's; None where several do."""
    own = language.language
    if own not in _SMALL_WORDS or not _own_alone(own).isdisjoint(words):
        return None
    # English words stand in any text that tells of programs.
    found = {code: _telling(words, code, own) for code in _SMALL_WORDS if code not in (own, "en")}
    best, next_best = sorted(found, key=lambda code: -found[code])[:2]
    plain = found[best] >= max(_LEAST_PLAIN, _SUSPECT * len(words)) and found[best] > found[next_best]
    return LanguageTag(best) if plain and not _telling(words, own, best) else None


def _telling(words: tuple[str, ...], code: str, other: str) -> int:
    """How many of these words the one language has and the other has not, as far as is known of both."""
    small = _not_in(code, other)
    ending = _ENDINGS.get(code) if other in _ENDINGS else None
    if ending is None:
        return sum(map(small.__contains__, words))
    return sum(word in small or ending.search(word) is not None for word in words)


@cache
def _not_in(code: str, other: str) -> frozenset[str]:
    return _SMALL_WORDS[code] - _SMALL_WORDS[other]


@cache
def _own_alone(code: str) -> frozenset[str]:
    """Small words that no other of these languages has: one of them stands in nearly any text."""
    return _SMALL_WORDS[code].difference(*(words for other, words in _SMALL_WORDS.items() if other != code))


def _is_suspect(words: tuple[str, ...], language: LanguageTag) -> bool:
    """Whether small words of another language stand there, and more of them than of this one.

    The library takes seconds to load where several languages are drafted, and most drafts are in their own.
    """
    least = _SUSPECT * len(words)
    words = tuple(filter(_ALL_SMALL_WORDS.__contains__, words))
    if len(words) <= least:
        return False
    counts = {code: sum(map(small.__contains__, words)) for code, small in _SMALL_WORDS.items()}
    own = counts.pop(language.language, 0)
    return max(counts.values()) > max(own, least)


def _code(language: LanguageTag) -> str | None:
    """What the library calls it; None for a language that it does not know."""
    code = _ALIASES.get(language.language, language.language)
    return code if code in _codes() else None


@cache
def _codes() -> frozenset[str]:
    from langidentify import Language

    return frozenset(one.iso_code for one in Language)


def _model(language: LanguageTag) -> Model:
    """For these few languages it takes up to a second the first time; for all that there are, seven."""
    wanted = ",".join(dict.fromkeys((*_TAKEN_FOR, _code(language) or "en")))
    with _LOADING, warnings.catch_warnings():
        # It leaves the closing of its files to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        return _loaded(wanted)


@cache
def _loaded(wanted: str) -> Model:
    from langidentify import Language, Model

    return Model.load(Language.from_comma_separated(wanted))
