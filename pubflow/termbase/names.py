"""The first mention of a name, where a language wants the Latin name beside the rendering. Pure.

國際特赦組織（Amnesty International） where a statement mentions it first, 國際特赦組織 from then on. Which place is the
first is a matter of the statement, not of a text; what stands behind the rendering is a matter of one target.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pubflow import facts
from pubflow.language import LanguageTag
from pubflow.language.mention import in_parentheses
from pubflow.language.script import count_scripts
from pubflow.segment.model import Key, Segment
from pubflow.segment.tagged import Part, TaggedText
from pubflow.termbase.model import NO_LATIN, SOURCE, TermEntry, TermMatch
from pubflow.termbase.verify import folded_form, verify

_WANTING: Final = frozenset({"", "person", "group", "institution", "instrument"})
"""Classes of names: people, organisations, laws. What a place or an event is called, the reader knows or finds."""
_NO_PROSE: Final = ("heading", "meta:")
"""Contexts whose texts stand above what is read."""
_PAIRS: Final = frozenset({"《》", "〈〉", "「」", "『』", "“”", "«»", '""'})
"""Marks around a rendering that belong to it: 《世界人權宣言》（Universal Declaration of Human Rights）."""
_OPENING: Final = "（("
_CLOSING: Final = "）)"
_PARENTHESES: Final = re.compile(rf"\s*[{_OPENING}][^{_OPENING}{_CLOSING}]*[{_CLOSING}]")
_BLANK: Final = "\ufffc"
"""In the place of a character that is not to be read: no letter, and no space that another would close up over."""
_GLUED: Final = frozenset({"ko"})
"""Spaced languages that put the parentheses between a name and the particle glued to it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A rendering that stands for a name whose Latin name the language wants at the first mention."""

    match: TermMatch
    latin: str
    start: int
    """Code points of the rendering in the target without tags, half-open."""
    end: int
    around: tuple[int, int]
    """The same with the marks around it: the Latin name belongs behind these."""
    glossed: bool
    """Whether it stands there, in any of its English forms."""


def first_mentions(
    segments: Iterable[Segment], matches: Callable[[Segment], Iterable[TermMatch]]
) -> dict[Key, frozenset[str]]:
    """The names that each unit of a statement mentions first, by id of the concept.

    In reading order. Title, summary, headings, alternative texts and other short texts beside the prose do not count.
    A unit that stands in several places holds what any of these places is the first of.
    """
    seen: set[str] = set()
    found: dict[Key, set[str]] = {}
    for segment in sorted(segments, key=lambda segment: segment.place):
        if segment.place.field or segment.key.context.startswith(_NO_PROSE):
            continue
        names = {match.entry.id for match in matches(segment) if match.entry.kind == "name"} - seen
        if names:
            seen |= names
            found.setdefault(segment.key, set()).update(names)
    return {key: frozenset(names) for key, names in found.items()}


def latin_for(match: TermMatch, language: LanguageTag) -> str:
    """What stands in parentheses at the first mention; "" for places and events, and where the glossary says so.

    The words of the glossary's column `latin`, else the English term that the source uses, an acronym included.
    """
    entry = match.entry
    if entry.kind != "name" or entry.semantic_class not in _WANTING:
        return ""
    marked = next((term.latin for term in entry.used(str(language)) if term.latin), entry.latin)
    return _english(match) if not marked else "" if marked == NO_LATIN else marked


def shown(match: TermMatch, language: LanguageTag) -> str:
    """The preferred rendering as the first mention has it; "" where it goes without a Latin name."""
    latin = latin_for(match, language)
    forms = match.entry.accepted(str(language))
    return forms[0] + in_parentheses(latin, language) if latin and forms and not _is_latin(forms[0]) else ""


def mentions(target: str, matches: Sequence[TermMatch], language: LanguageTag) -> tuple[Mention, ...]:
    """The renderings in a target, without tags, that stand for such names, in its order; none inside an address."""
    if not any(latin_for(match, language) for match in matches):
        return ()
    out = []
    for hit in verify(_without_addresses(target), matches, language).met:
        latin = latin_for(hit.match, language)
        if not latin or _is_latin(hit.form):
            continue
        around = before, after = _with_marks(target, hit.start, hit.end)
        latins = (latin, *_forms(hit.match.entry))
        glossed = any(_stands_behind(target, after, one) or _stands_before(target, before, one) for one in latins)
        out.append(Mention(hit.match, latin, hit.start, hit.end, around, glossed))
    return tuple(sorted(out, key=lambda one: one.start))


def missing(
    target: str, matches: Sequence[TermMatch], first: frozenset[str], language: LanguageTag
) -> tuple[Mention, ...]:
    """The first rendering of each name that is mentioned first here, where the Latin name does not stand behind it."""
    return tuple(one for one in _firsts(mentions(target, matches, language), first) if not one.glossed)


def repeated(
    target: str, matches: Sequence[TermMatch], first: frozenset[str], language: LanguageTag
) -> tuple[Mention, ...]:
    """The renderings with a Latin name behind them that are no first mention."""
    found = mentions(target, matches, language)
    firsts = _firsts(found, first)
    return tuple(one for one in found if one.glossed and one not in firsts)


def wanted(target: str, mention: Mention, language: LanguageTag) -> str:
    """How a first mention that lacks its Latin name should read."""
    return target[slice(*mention.around)] + in_parentheses(mention.latin, language)


def remarks(target: str, matches: Sequence[TermMatch], first: frozenset[str], language: LanguageTag) -> Iterator[str]:
    """What a person should be told of a draft that mentions names first."""
    for one in missing(target, matches, first, language):
        yield f"“{one.match.text}” is first mentioned here: write {wanted(target, one, language)}"


def with_latin(
    text: TaggedText, matches: Sequence[TermMatch], first: frozenset[str], language: LanguageTag
) -> TaggedText:
    """The target with the Latin names that belong to the first mentions in it.

    Words and tags stay as they are; a name that carries its Latin name anywhere in the text already is left alone.
    """
    plain = text.plain
    found = mentions(plain, matches, language)
    told = {one.match.entry.id for one in found if one.glossed}
    for one in sorted(_firsts(found, first), key=lambda one: -one.around[1]):
        if one.match.entry.id not in told and _ends_a_word(plain, one.around[1], language):
            text = TaggedText.of(_inserted(text, one.around[1], in_parentheses(one.latin, language)))
    return text


def without_latin(target: str, matches: Sequence[TermMatch], language: LanguageTag) -> str:
    """As long as the target, without the words in the parentheses that hold a Latin name.

    For the verdict on terms: UNHCR behind 聯合國難民署 is an accepted form, and must not pass for a second mention's.
    """
    for one in mentions(target, matches, language):
        parentheses = _PARENTHESES.match(target, one.around[1]) if one.glossed else None
        if parentheses:
            target = target[: parentheses.start()] + _BLANK * len(parentheses[0]) + target[parentheses.end() :]
    return target


def _firsts(found: Iterable[Mention], first: frozenset[str]) -> tuple[Mention, ...]:
    out: dict[str, Mention] = {}
    for one in found:
        if one.match.entry.id in first:
            out.setdefault(one.match.entry.id, one)
    return tuple(out.values())


def _english(match: TermMatch) -> str:
    """The row of the glossary that the source's words are a form of; the preferred one where they are a plural."""
    words = folded_form(match.text)
    rows = match.entry.used(SOURCE)
    found = next((term for term in rows if any(folded_form(form) == words for form in term.spellings)), None)
    return (found or rows[0]).text if rows else ""


def _forms(entry: TermEntry) -> Iterator[str]:
    for term in entry.used(SOURCE):
        yield from term.spellings


def _with_marks(target: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and end < len(target) and target[start - 1] + target[end] in _PAIRS:
        start, end = start - 1, end + 1
    return start, end


def _stands_behind(target: str, at: int, latin: str) -> bool:
    """Whether parentheses that begin here hold a Latin name, be it among other words."""
    rest = target[at:].lstrip()
    if not rest or rest[0] not in _OPENING:
        return False
    end = min((place for mark in _CLOSING if (place := rest.find(mark)) >= 0), default=len(rest))
    return folded_form(rest[1:]).startswith(folded_form(latin)) or _holds(folded_form(rest[1:end]), folded_form(latin))


def _stands_before(target: str, at: int, latin: str) -> bool:
    """Whether the rendering stands in parentheses behind its Latin name."""
    rest = target[:at].rstrip()
    return bool(rest) and rest[-1] in _OPENING and folded_form(rest[:-1]).endswith(folded_form(latin))


def _holds(text: str, words: str) -> bool:
    """Whether words stand in a text by themselves: a Han character beside them is no letter of theirs."""
    at = text.find(words) if words else -1
    while at >= 0:
        around = text[at - 1 : at] + text[at + len(words) : at + len(words) + 1]
        if not any(char.isalnum() and _is_latin(char) for char in around):
            return True
        at = text.find(words, at + 1)
    return False


@lru_cache(maxsize=1024)
def _is_latin(text: str) -> bool:
    """Whether all of its letters are Latin: it needs no Latin name beside it."""
    return count_scripts((text,)).keys() <= {"LATIN"}


def _ends_a_word(plain: str, at: int, language: LanguageTag) -> bool:
    """Whether a rendering that ends here may be followed by parentheses: no ending of the language hangs on it."""
    return not language.spaced or language.language in _GLUED or not plain[at : at + 1].isalnum()


def _without_addresses(text: str) -> str:
    """As long, and without the words of web and e-mail addresses."""
    for address in (*facts.urls(text), *facts.emails(text)):
        text = text.replace(address, _BLANK * len(address))
    return text


def _inserted(text: TaggedText, at: int, words: str) -> Iterator[Part]:
    """The parts with words put in right behind the character before `at`, an offset in the text without tags."""
    done = 0
    for part in text.parts:
        if isinstance(part, str):
            place, done = at - done, done + len(part)
            if 0 < place <= len(part):
                part = part[:place] + words + part[place:]
        yield part
