"""What is said of the terms of a draft, and which words of its source are no terms in this place. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from pubflow.language import LanguageTag
from pubflow.termbase.model import SOURCE, TermEntry, TermMatch
from pubflow.termbase.verify import Verdict, verify

Level = Literal["review", "flag"]
Reason = tuple[Level, str]
"""How loudly, and in words."""


def in_this_sense(
    matches: Sequence[TermMatch], draft: str, language: LanguageTag
) -> tuple[tuple[TermMatch, ...], Verdict]:
    """The occurrences without those that seem to have another sense, and the verdict on the rest.

    An entry may name the stems that a draft in its sense would hold; a draft that has neither a form of the term nor
    one of them speaks of something else, and is left alone, unless the source tells the sense (`TermMatch.sure`). An
    entry that names the words by which a source tells it is asked for only where the source does.
    """
    wanted = asked_for(matches, language)
    verdict = verify(draft, wanted, language)
    low = draft.casefold()
    others = {match.entry.id for match in verdict.missing if _is_other_sense(match.entry, low, language)}
    if not others:
        return wanted, verdict
    wanted = tuple(match for match in wanted if match.entry.id not in others or match.sure)
    return wanted, verify(draft, wanted, language)


def _is_other_sense(entry: TermEntry, draft: str, language: LanguageTag) -> bool:
    if any(term.senses for term in entry.in_language(SOURCE)):
        return True
    stems = [stem.casefold() for term in entry.in_language(str(language)) for stem in term.senses]
    begins = r"(?<!\w)" if language.spaced else ""
    return bool(stems) and not any(re.search(begins + re.escape(stem), draft) for stem in stems)


def remarks(matches: Sequence[TermMatch], draft: str, language: LanguageTag) -> list[Reason]:
    """Why a person should look at the terms of this draft, in words; made again from source and draft alone."""
    return remarks_on(matches, *in_this_sense(matches, draft, language), language)


def remarks_on(
    matches: Sequence[TermMatch], wanted: Sequence[TermMatch], verdict: Verdict, language: LanguageTag
) -> list[Reason]:
    """The same where the draft is judged already: `wanted` and `verdict` are those of `in_this_sense`."""
    left = dict.fromkeys(match.text for match in asked_for(matches, language) if match not in wanted)
    senses: list[Reason] = [("review", f"“{text}” may mean something else here: left as drafted") for text in left]
    return senses + _told(verdict, language)


def _told(verdict: Verdict, language: LanguageTag) -> list[Reason]:
    """In words, and how loudly, what a verdict finds wanting."""
    out: list[Reason] = []
    for match in verdict.missing:
        forms = " or ".join(match.entry.accepted(str(language))[:2])
        if match.entry.id in verdict.doubtful:
            out.append(("review", f"term “{match.text}”: the characters of {forms} stand there, but not as a word"))
        else:
            out.append(("flag", f"term “{match.text}” is not there as {forms}"))
    missing = {match.entry.id for match in verdict.missing}
    out += [
        ("flag", f"term “{match.text}” stands there less often than in the source")
        for match in verdict.short
        if match.entry.id not in missing
    ]
    out += [("flag", f"“{hit.form}” is forbidden for “{hit.match.text}”") for hit in verdict.forbidden]
    return out


def asked_for(matches: Sequence[TermMatch], language: LanguageTag) -> tuple[TermMatch, ...]:
    """The occurrences that the language has a term for."""
    return tuple(match for match in matches if match.entry.accepted(str(language)))
