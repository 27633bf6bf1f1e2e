"""Whether the words that a text gives to somebody it names are still theirs in its target. Pure.

Told is what is sure: every verb of saying in the target stands right beside a name that is known, and one of these is
another's; or each quotation stands alone, and nothing says whose it is. Whoever is not known, as a pronoun, a calling
or a rendering in other letters that nobody registered, may be the speaker.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from pubflow.facts.lexicon.speech import SAYING
from pubflow.facts.reduced import BODY, MOST, PERSON, QUOTE, Known, Reduced, char_of, is_readable, reduced
from pubflow.facts.speakers import (
    Speaker,
    are_one,
    count_verbs,
    is_named,
    is_same,
    is_silent,
    parts_of,
    speakers,
)
from pubflow.facts.subjects import named, names_without_verb, subjects, tells, tells_inside

_LONGEST: Final = 6_000
_OUT_OF_ORDER = re.compile(r"\b(?:after|before|when|because|since|although|though|following)\b", re.IGNORECASE)
"""Words before clauses that another language may put into another order."""
_STOPS: Final = f".!?。！？؟…{QUOTE}"
_STOP = re.compile(f"[{_STOPS}]")
_LETTER = re.compile(rf"[^\W\d_]|[{PERSON}{BODY}]")


class Quoting(NamedTuple):
    """A text and where its quotations stand, their marks included."""

    text: str
    quotes: Sequence[tuple[int, int]]


class Moved(NamedTuple):
    """Words that the target gives to somebody else, or to nobody."""

    speaker: str
    """Who says them in the source."""
    id: str
    """Of the speaker, where it is known."""
    other: str = ""
    """Whom the target gives them to."""
    span: tuple[int, int] | None = None
    """Of that name in the target."""


def moved(source: Quoting, target: Quoting, known: Sequence[Known], language: str, verbs: str) -> Moved | None:
    """The first such words. `known`: whom the source names; `verbs`: English ones of saying, as a pattern.

    None where there are none, and in a language whose verbs are not known.
    """
    if language not in SAYING or len(source.text) + len(target.text) > _LONGEST or len(known) >= MOST:
        return None
    if not (is_readable(source.text) and is_readable(target.text)):
        return None
    chars = {char_of(number, one): one for number, one in enumerate(known)}
    ours = reduced(*source, [(span, char) for char, one in chars.items() for span in one.spans])
    found = speakers(ours, chars, verbs)
    if not found:
        return None
    chars |= parts_of(found, len(known))
    theirs = reduced(*target, named(target.text, chars, language))
    said = subjects(theirs.text, language)
    if not said:
        is_told = tells_inside(target.text, source.text, language) or is_named(found[0], target.text)
        is_told = is_told or _sentences(theirs.text) > _sentences(ours.text) - len(found)
        return None if is_told or _is_told(found[0], theirs.text, chars, language) else _nobody(found[0])
    if names_without_verb(theirs.text, language):
        return None
    if all(are_one(found[0], other) for other in found):
        return _to_another(found[0], said, ours, theirs, chars)
    in_step = len(found) == len(said) == count_verbs(ours, verbs) and not _OUT_OF_ORDER.search(ours.text)
    return _to_each_other(found, said, theirs, chars) if in_step else None


def _to_another(
    speaker: Speaker, said: Sequence[int | None], ours: Reduced, theirs: Reduced, chars: Mapping[str, Known]
) -> Moved | None:
    """Of one speaker, where only others speak in the target, who say nothing in the source."""
    others = [theirs.text[at] for at in said if at is not None]
    if len(others) < len(said) or any(is_same(speaker, chars[one]) or not is_silent(one, ours) for one in others):
        return None
    return _to_each_other([speaker], said[:1], theirs, chars)


def _to_each_other(
    found: Sequence[Speaker], said: Sequence[int | None], theirs: Reduced, chars: Mapping[str, Known]
) -> Moved | None:
    """Of several, verb by verb; a subject that is not known may be the right one."""
    for speaker, at in zip(found, said, strict=True):
        if at is not None and not is_same(speaker, chars[theirs.text[at]]):
            other = chars[theirs.text[at]].text
            return Moved(speaker.text, min(speaker.ids, default=""), other, theirs.places[at])
    return None


def _nobody(speaker: Speaker) -> Moved:
    return Moved(speaker.text, min(speaker.ids, default=""))


def _is_told(speaker: Speaker, text: str, chars: Mapping[str, Known], language: str) -> bool:
    """Whether anything beside the quotations of a reduced text may tell whose they are."""
    if tells(text, language) or any(char in chars and is_same(speaker, chars[char]) for char in text):
        return True
    quotes = [at for at, char in enumerate(text) if char == QUOTE]
    return not quotes or not all(_is_alone(text, at) for at in quotes)


def _sentences(text: str) -> int:
    """How many stand beside the quotations of a reduced text."""
    return sum(_LETTER.search(part) is not None for part in _STOP.split(text))


def _is_alone(text: str, at: int) -> bool:
    """Whether a quotation is a sentence, or several, with no word of another beside it."""
    before, after = text[:at].rstrip()[-1:], text[at + 1 :].lstrip()[:1]
    return before in _STOPS and after in _STOPS
