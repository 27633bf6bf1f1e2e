"""Whether the target is in its own language, and all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pubflow.catalog import Unit
from pubflow.checks.texts import texts_of
from pubflow.facts.stated import FIXED
from pubflow.finding import Finding, Severity
from pubflow.language import LanguageTag
from pubflow.language.identify import reads_as
from pubflow.language.names import common_name
from pubflow.language.script import count_scripts, is_latin, scripts_of
from pubflow.plugins import CheckContext
from pubflow.segment import wire_span

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LATIN_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_BETWEEN = re.compile(r"\s{1,2}|\s?[,;:]\s")
_GLOSS = re.compile(r"[（(][^（()）]{1,200}[)）]")
_IN_A_ROW: Final = 3
"""Words in small letters of the source, one behind the other: names and titles have one or two."""
_MOST_WORDS: Final = 400
"""Of a text that are looked at: each of one is held against each of the other."""
_SHARED_IN_LATIN: Final = 4
"""Languages written in Latin letters share some words with English."""
_LEAST_LETTERS: Final = 20
_LEAST_WIDE_LETTERS: Final = 8
"""Of Chinese, Japanese and Korean."""
_WIDE: Final = frozenset({"zh", "yue", "ja", "ko"})
"""Languages one letter of which says what three say elsewhere."""
_WIDE_SCRIPTS: Final = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")
_KANA = re.compile(r"[\u3040-\u30ff]")
_OWN: Final = {
    "zh": re.compile(r"[\u3400-\u9fff]"),
    "ja": re.compile(r"[\u3040-\u30ff\u3400-\u9fff]"),
    "ko": re.compile(r"[\uac00-\ud7a3]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
    "pt": re.compile(r"[A-Za-z\u00c0-\u024f]"),
}
"""For a quick look: most texts are what they should be."""


class PartialUntranslated:
    """Words of the source that were left in the target, in a row."""

    id = "partial-untranslated"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        source, target = texts_of(unit)
        if not target or context.language.language == "en" or source == target:
            return
        span = _left_over(source, target, latin=is_latin(context.language))
        if span is not None:
            message = f"left in the source's language: “{target[slice(*span)]}”"
            yield Finding(self.id, Severity.WARNING, message, context.where, span=wire_span(unit.target, span))


class WrongLanguage:
    """A target in another language than its own, told by its script, between Latin scripts by `language.identify`."""

    id = "wrong-language"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        source, target = texts_of(unit)
        if not target or context.language.language == "en" or source == target:
            return
        language = context.language
        text = _without_fixed(target)
        if (script := _other_script(source, text, language)) is not None:
            yield Finding(self.id, Severity.ERROR, script, context.where)
            return
        words = _WORD.findall(text) if is_latin(language) else []
        # Names have capitals, whatever language they are in.
        other = reads_as(tuple(word for word in words if not word[0].isupper()), language) if words else None
        if other is not None:
            message = f"reads as {common_name(other)}, not {common_name(language)}"
            yield Finding(self.id, Severity.ERROR, message, context.where)


def _without_fixed(text: str) -> str:
    return FIXED.sub(" ", text) if re.search(r"[@/{%\[`]", text) else text


def _left_over(source: str, target: str, *, latin: bool) -> tuple[int, int] | None:
    """Where the longest run of the source's own words stands in the target; None where it may be a name or a term."""
    least = _SHARED_IN_LATIN if latin else _IN_A_ROW
    text = _without_glosses(target)
    found = list(_LATIN_WORD.finditer(text))[:_MOST_WORDS]
    if len(found) < least:
        return None
    ours = _LATIN_WORD.findall(source.lower())[:_MOST_WORDS]
    theirs: list[str] = []
    places: list[re.Match[str] | None] = []
    for match in found:
        # Between the words of code stand other signs than between words.
        if places and places[-1] is not None and not _BETWEEN.fullmatch(text, places[-1].end(), match.start()):
            theirs, places = [*theirs, ""], [*places, None]
        theirs.append(match[0].lower())
        places.append(match)
    start, size = _longest(ours, theirs)
    run = [match for match in places[start : start + size] if match is not None]
    if size < least or sum(match[0].islower() for match in run) < _IN_A_ROW:
        return None
    # `due process of law（正當法律程序）` is told in the language as well.
    return (
        None
        if target[run[-1].end() : run[-1].end() + 2].lstrip()[:1] in {"（", "("}
        else (run[0].start(), run[-1].end())
    )


def _without_glosses(text: str) -> str:
    """As long, without what stands in parentheses: names as they are known elsewhere; and without addresses."""
    text = _GLOSS.sub(lambda match: "\ufffc" * len(match[0]), text)
    return FIXED.sub(lambda match: "\ufffc" * len(match[0]), text) if re.search(r"[@/{%\[`]", text) else text


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


def _other_script(source: str, target: str, language: LanguageTag) -> str | None:
    """In words, that most letters are of another script; None where they are not, or are too few to tell."""
    own_letters = _OWN.get(language.language) or (_OWN["pt"] if is_latin(language) else None)
    wide = language.language in _WIDE
    if own_letters is not None and len(own_letters.findall(target)) * (3 if wide else 2) * 2 > len(target):
        return _of_its_neighbour(target, language) if wide else None
    known = {word.lower() for word in _LATIN_WORD.findall(source)}
    rest = _LATIN_WORD.sub(lambda match: "" if match[0].lower() in known else match[0], target)
    found = count_scripts((rest,))
    letters, own = found.total(), sum(found[script] for script in scripts_of(language)) * (3 if wide else 1)
    if letters + 2 * sum(found[script] for script in _WIDE_SCRIPTS) < _LEAST_LETTERS or letters <= 2 * own:
        return None
    return f"not written in the letters of {common_name(language)}"


def _of_its_neighbour(target: str, language: LanguageTag) -> str | None:
    """Japanese for Chinese, and the other way round: by the kana."""
    kana = len(_KANA.findall(target))
    if language.language == "zh" and kana * 5 > len(target) and len(target) >= _LEAST_WIDE_LETTERS:
        return f"reads as Japanese, not {common_name(language)}"
    if language.language == "ja" and not kana and len(_OWN["zh"].findall(target)) >= 2 * _LEAST_WIDE_LETTERS:
        return "reads as Chinese, not Japanese"
    return None
