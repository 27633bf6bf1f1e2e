"""Whether a target is in its own language, and all of it: by its letters, its words, and the source's in it. Pure.

Drafts are told the same as targets: what is a finding in a catalog is a remark to whoever drafts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from pubflow.facts.scan import ascii_words_of, western_letters, words_of
from pubflow.facts.stated import fixed_in
from pubflow.language.identify import reads_as
from pubflow.language.script import count_scripts, is_latin, scripts_of
from pubflow.language.tag import LanguageTag

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LATIN_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_JOINER = re.compile("['’-]")
_BETWEEN = re.compile(r"\s{1,2}|\s?[,;:]\s")
_GLOSS = re.compile(r"[（(][^（()）]{1,200}[)）]")
_FIXED_HINT = re.compile(r"[@/{%\[`]")
_IN_A_ROW: Final = 3
"""Words in small letters of the source, one behind the other: names and titles have one or two."""
_MOST_WORDS: Final = 400
"""Of a text that are looked at: each of one is held against each of the other."""
_SHARED_IN_LATIN: Final = 4
"""Languages written in Latin letters share some words with English."""
_LEAST_LETTERS: Final = 20
_LEAST_WIDE_LETTERS: Final = 8
"""Of Chinese, Japanese and Korean."""
_LEAST_SOURCE_WORDS: Final = 3
"""In small letters: the source says something then, and is no name, which may keep its letters."""
_LEAST_UNPARTED: Final = 5
"""Letters of a sentence without spaces."""
_WIDE: Final = frozenset({"zh", "yue", "ja", "ko"})
"""Languages one letter of which says what three say elsewhere."""
_WIDE_SCRIPTS: Final = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")
_UNPARTED = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff]+")
_HIRAGANA = re.compile(r"[\u3041-\u309f]")
_LEAST_HIRAGANA: Final = 3
_ONLY_CHINESE = re.compile(r"[們们這这您你她沒没麼么嗎吗吧呢還还讓给給說说從从該该對对為为個个]|人人|任何|[有具]權")
"""What stands in most Chinese clauses, and in no Japanese word."""
_KANA = re.compile(r"[\u3040-\u30ff]")
_OWN: Final = {
    "zh": re.compile(r"[\u3400-\u9fff]+"),
    "ja": re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+"),
    "ko": re.compile(r"[\uac00-\ud7a3]+"),
    "ar": re.compile(r"[\u0600-\u06ff]+"),
    "th": re.compile(r"[\u0e00-\u0e7f]+"),
    "pt": re.compile(r"[A-Za-z\u00c0-\u024f]+"),
}
"""For a quick look: most texts are what they should be."""
_JAPANESE: Final = LanguageTag("ja")
_CHINESE: Final = LanguageTag("zh")


def in_other_letters(source: str, target: str, language: LanguageTag) -> bool:
    """Whether most letters are of another script than the language's; not where they are too few to tell.

    Words of the source count for neither: names, abbreviations. Texts without tags.
    """
    target = without_fixed(target)
    weight = 3 if language.language in _WIDE else 1
    own_letters = _OWN.get(language.language) or (_OWN["pt"] if is_latin(language) else None)
    if own_letters is not None and _most(own_letters, target, max(weight, 2) * 2):
        return False
    known = {word.lower() for word in _LATIN_WORD.findall(source)}
    rest = _LATIN_WORD.sub(lambda match: "" if match[0].lower() in known else match[0], target)
    found = count_scripts((rest,))
    letters, own = found.total(), sum(found[script] for script in scripts_of(language)) * weight
    size = letters + 2 * sum(found[script] for script in _WIDE_SCRIPTS)
    return letters > 2 * own and (size >= _LEAST_LETTERS or _says_something(source, rest, own))


def _says_something(source: str, rest: str, own: int) -> bool:
    """Whether a short text without a letter of its own is more than a name."""
    if own or sum(word.islower() for word in _LATIN_WORD.findall(source)) < _LEAST_SOURCE_WORDS:
        return False
    words = _WORD.findall(rest)
    # Languages that do not part their words; a name alone has three letters, or four.
    if len(words) == 1:
        return len(words[0]) >= _LEAST_UNPARTED and _UNPARTED.fullmatch(words[0]) is not None
    return not all(word[0].isupper() for word in words[1:])


def other_language(text: str, language: LanguageTag) -> LanguageTag | None:
    """The other language, written in the letters of this one, that a text without tags is surely in."""
    if language.language in ("zh", "ja"):
        return _its_neighbour(text, language)
    if not is_latin(language):
        return None
    # Names have capitals, whatever language they are in; the first word has one anyhow.
    text = without_fixed(text)
    # Where nothing joins words, they need no pattern.
    first, *rest = (_WORD.findall(text) if _JOINER.search(text) else words_of(text)) or [""]
    words = (first.lower(), *(word for word in rest if not word[0].isupper()))
    return reads_as(words, language) if first else None


def _its_neighbour(text: str, language: LanguageTag) -> LanguageTag | None:
    """Japanese for Chinese, and the other way round: by the kana, and by what only Chinese writes."""
    if _KANA.search(text) is None and language.language == "zh":
        return None
    text = without_fixed(text)
    kana = len(_KANA.findall(text))
    if language.language == "zh":
        # A Japanese name among the Chinese is of katakana mostly.
        short = len(_HIRAGANA.findall(text)) >= max(_LEAST_HIRAGANA, len(text) / 3)
        return _JAPANESE if short or kana * 5 > len(text) >= _LEAST_WIDE_LETTERS else None
    han = _count(_OWN["zh"], text)
    is_chinese = not kana and han and (han >= 2 * _LEAST_WIDE_LETTERS or _ONLY_CHINESE.search(text))
    return _CHINESE if is_chinese else None


def left_over(source: str, target: str, language: LanguageTag) -> tuple[int, int] | None:
    """Where the longest run of the source's own words stands in the target; None where it may be a name or a term."""
    least = _SHARED_IN_LATIN if is_latin(language) else _IN_A_ROW
    if not _share_words(source, target, least):
        return None
    text = _without_glosses(target)
    ours = _LATIN_WORD.findall(source.lower())[:_MOST_WORDS]
    # Most targets share too few words with their source to have a run of them.
    known = frozenset(ours)
    if sum(word.lower() in known for word in _LATIN_WORD.findall(text)) < least:
        return None
    found = list(_LATIN_WORD.finditer(text))[:_MOST_WORDS]
    theirs: list[str] = []
    places: list[re.Match[str] | None] = []
    for match in found:
        # Between the words of code stand other signs than between words.
        if places and places[-1] is not None and not _BETWEEN.fullmatch(text, places[-1].end(), match.start()):
            theirs.append("")
            places.append(None)
        theirs.append(match[0].lower())
        places.append(match)
    start, size = _longest(ours, theirs)
    run = [match for match in places[start : start + size] if match is not None]
    if size < least or sum(match[0].islower() for match in run) < _IN_A_ROW:
        return None
    # `due process of law（正當法律程序）` is told in the language as well.
    glossed = target[run[-1].end() : run[-1].end() + 2].lstrip()[:1] in {"（", "("}
    return None if glossed else (run[0].start(), run[-1].end())


def _share_words(source: str, target: str, least: int) -> bool:
    """Whether so many words of the target in a row stand in the source, wherever: a look at single words."""
    theirs = ascii_words_of(target.lower())
    if len(theirs) < least:
        return False
    ours = set(ascii_words_of(source.lower()))
    return b"\1" * least in bytes(map(ours.__contains__, theirs))


@lru_cache(maxsize=4)
def without_fixed(text: str) -> str:
    """As long, without addresses, placeholders and codes."""
    fixed = fixed_in(text) if _FIXED_HINT.search(text) else None
    return text if fixed is None else fixed.sub(_blank, text)


def _without_glosses(text: str) -> str:
    """The same, also without what stands in parentheses: names as they are known elsewhere."""
    return without_fixed(_GLOSS.sub(_blank, text) if ")" in text or "）" in text else text)


def _most(letters: re.Pattern[str], text: str, weight: int) -> bool:
    """Whether most of it is of these letters, each of which weighs so much."""
    known = western_letters(text) if letters is _OWN["pt"] else 0
    return known * weight > len(text) or _count(letters, text) * weight > len(text)


def _count(letters: re.Pattern[str], text: str) -> int:
    """How many characters stand in runs of these letters."""
    return sum(map(len, letters.findall(text)))


def _blank(match: re.Match[str]) -> str:
    return "\ufffc" * len(match[0])


def _longest(ours: Sequence[str], theirs: Sequence[str]) -> tuple[int, int]:
    """The longest run of theirs that is one of ours: (start, size)."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(ours):
        places.setdefault(word, []).append(place)
    best, before = (0, 0), dict[int, int]()
    for at, word in enumerate(theirs):
        here = {place: before.get(place - 1, 0) + 1 for place in places.get(word, ())}
        for size in here.values():
            if size > best[1]:
                best = (at - size + 1, size)
        before = here
    return best
