"""Who speaks in an English text: a name beside a verb of saying beside a quotation. Read closely. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final, NamedTuple

from pubflow.facts.letters import bare
from pubflow.facts.lexicon.people import NO_NAMES, OFFICES
from pubflow.facts.reduced import BODY, MOST, PERSON, QUOTE, Known, Reduced, char_of

_NOBODY: Final = frozenset(f"{NO_NAMES} {OFFICES} he she it they we i you who mx the on at of said says".split())
_TITLE = (
    r"(?!(?:of|at|for|in|from|with|by|to|on|and|or|who|that|which|as|about|against|than|but|while|when|after|before|if)\b)"
    r"[a-z0-9][a-z0-9’'-]*"
)
_CAPITAL = rf"(?:[{PERSON}{BODY}]|[A-ZÀ-ÖØ-Þ][\w’.-]*)"
_WHO = (
    rf"(?P<who>(?:(?:{_TITLE}|{_CAPITAL}(?:[’']s)?)\s){{0,7}}{_CAPITAL}"
    rf"(?:\s(?:of|from|at|for|with)\s(?:the\s)?{_CAPITAL}(?:\s{_CAPITAL}){{0,4}})?)"
)
_ASIDE = rf"(?:,[^.{QUOTE}]{{1,80}},)?"
_ADVERBS = r"(?:(?:has|had|have|also|later|then|further|again|once|today|yesterday|(?!family)[a-z]+ly)\s){0,2}"
_OF_BODY = re.compile(rf"(.+?)\s(?:of|from|at|for|with)\s(?:the\s)?[{BODY}]")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_NO_SUBJECT = re.compile(
    r"(?<!according )\b(?:of|to|at|for|from|with|about|against|in|on|told|asked|assured|warned)\s"
    r"(?:(?!and\b|that\b|as\b)[a-z’-]+\s){0,2}\Z"
)
"""What stands before a name that is no subject."""
_WITH_A_PERSON = re.compile(
    rf"[’']s\s(?:(?!\w+(?:s|ed)\s)[\w-]+\s){{0,3}}[A-Z{PERSON}]|\s(?:[A-Z]\w+\s){{0,4}}[{PERSON}]"
)
"""What stands behind one."""


class Speaker(NamedTuple):
    """Whoever is meant by the words beside a verb of saying."""

    text: str
    ids: frozenset[str]
    """Of those among them who are known."""
    words: frozenset[str]
    """Of the names, in small letters without marks."""


def speakers(reduced: Reduced, chars: Mapping[str, Known], verbs: str) -> list[Speaker]:
    """Whose words the quotations are, in order; none where a pronoun or a calling speaks."""
    found: dict[int, Speaker] = {}
    for pattern in _patterns(verbs):
        for match in pattern.finditer(reduced.text):
            speaker = _speaker(match["who"], chars)
            if speaker is not None:
                found.setdefault(match.start("who"), speaker)
    return [found[at] for at in sorted(found)]


def count_verbs(reduced: Reduced, verbs: str) -> int:
    """How many verbs of saying stand outside its quotations."""
    return len(_saying(verbs).findall(reduced.text))


@cache
def _saying(verbs: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{verbs})\b")


@cache
def _patterns(verbs: str) -> tuple[re.Pattern[str], ...]:
    saying = _saying(verbs).pattern
    before = rf"(?:^|[.;!?{QUOTE}]\s+|,\s)(?:(?:and|but|while|whereas)\s)?"
    quote = rf"(?!\s(?:\w+\s)?that\b)(?:\s[^.{QUOTE}]{{0,60}})?[,:]\s*{QUOTE}"
    return (
        re.compile(rf"{QUOTE}[\s,]*{_WHO}{_ASIDE}\s{_ADVERBS}{saying}"),
        re.compile(rf"{QUOTE}[\s,]*(?:{saying}|according\sto)\s(?>{_WHO})(?![’']s)"),
        re.compile(rf"{before}{_WHO}{_ASIDE}\s{_ADVERBS}{saying}(?={quote})"),
    )


def _speaker(who: str, chars: Mapping[str, Known]) -> Speaker | None:
    head = _head(who)
    named = frozenset(chars[char].id for char in head if char in chars)
    text = "".join(chars[char].text if char in chars else char for char in head)
    if (not named and not _capitals(text)) or text.endswith(("’s", "'s")):
        return None
    return Speaker(text.removeprefix("the ").rstrip("."), named, _own(text))


def _head(who: str) -> str:
    """Of `Amnesty International Secretary General Ana Lima` and `Lima of Amnesty International`, the person alone."""
    of_body = _OF_BODY.match(who)
    who = of_body[1] if of_body else who
    return who[-1] if PERSON[0] <= who[-1] <= PERSON[-1] else who


def _own(text: str) -> frozenset[str]:
    """The words of a name that are its own, without marks."""
    return frozenset(word for word in map(_plain, _WORD.findall(text)) if len(word) > 1 and word not in _NOBODY)


def _capitals(text: str) -> list[str]:
    """The words of names, offices and pronouns left out."""
    return [word for word in _WORD.findall(text) if word[0].isupper() and _plain(word) not in _NOBODY]


def _plain(word: str) -> str:
    return bare(word.replace("’", "'").lower().removesuffix("'s"))[0]


def parts_of(found: Iterable[Speaker], count: int) -> dict[str, Known]:
    """The words of their names, each as a known name: a target in Latin letters may have one alone."""
    words = dict.fromkeys(word for one in found for word in _capitals(one.text))
    parts = [Known(word, word, (), (word,), is_person=True) for word in words]
    return {char_of(count + at, one): one for at, one in enumerate(parts[: MOST - count])}


def is_same(speaker: Speaker, one: Known) -> bool:
    """Whether a name may be the speaker's: a shorter or a longer one, or its first letters. A surname is not enough."""
    words = _WORD.findall(one.text)
    initials = "".join(word[0] for word in words).lower()
    return one.id in speaker.ids or initials in speaker.words or _holds(speaker.words, _own(one.text))


def are_one(one: Speaker, other: Speaker) -> bool:
    """Whether both may be the same."""
    return not one.ids.isdisjoint(other.ids) or _holds(one.words, other.words)


def is_named(speaker: Speaker, text: str) -> bool:
    """Whether a text has any word of the speaker's name in Latin letters."""
    return not speaker.words.isdisjoint(map(_plain, _WORD.findall(text)))


def _holds(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and (one <= other or other <= one)


def is_silent(char: str, reduced: Reduced) -> bool:
    """Whether the text names somebody only inside its quotations, or where no subject stands."""
    text = reduced.text
    places = (at for at, other in enumerate(text) if other == char)
    return all(_NO_SUBJECT.search(text[:at]) or _WITH_A_PERSON.match(text, at + 1) for at in places)
