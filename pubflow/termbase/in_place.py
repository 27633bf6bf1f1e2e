"""The engine's known rendering of a term, replaced in a draft by the approved form. Pure but for the asking."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pubflow.language import LanguageTag
from pubflow.termbase.learnt import Means, Table, key_of
from pubflow.termbase.model import SOURCE, TermMatch
from pubflow.termbase.pack import Agreement, Pack
from pubflow.termbase.swap import agreeing_form, is_plural, swapped_once
from pubflow.termbase.work import Work

_LINK_WORD: Final = 2
"""Letters of the longest word that only links others."""


def in_place(works: Sequence[Work], means: Means) -> None:
    """The step: what the engine calls the open terms is learnt, and replaced where that is safe."""
    open_terms = [match for work in works for match in work.unmet(work.best)]
    means.learn({key_of(match): (_plain_words(match), is_plural(match)) for match in open_terms})
    for work in works:
        work.take(replaced(work, work.best, means), "in-place", means.pack)


def replaced(work: Work, draft: str, means: Means) -> str | None:
    """The draft with the engine's renderings of the unmet terms, and what the glossary forbids, replaced."""
    text = draft
    for match in work.unmet(text):
        spared = [(hit.start, hit.end) for hit in work.verdict(text).met]
        wanted = agreeing_form(match, work.language, means.pack)
        if wanted is None:
            continue
        form, agreement = wanted
        for rendering, was in _renderings(work, match, means):
            changed = swapped_once(
                text, rendering, form, means.pack, was=was, wants=agreement, strict=True, spared=spared
            )
            if changed is not None:
                text = changed
                break
    return text if text != draft else None


def without_asking(
    source: str, draft: str, matches: tuple[TermMatch, ...], language: LanguageTag, pack: Pack, table: Table
) -> str | None:
    """The draft of an engine that is paid for each question, with what is known of it already and what the glossary
    forbids replaced; None where that meets no more terms, or would harm the sentence."""
    work = Work.begun(source, matches, draft, language)
    if not (work.open and work.missed_raw):
        return None
    work.take(replaced(work, draft, Means(_nobody, pack, table)), "in-place", pack)
    return work.best if work.step == "in-place" else None


def _nobody(texts: Iterable[str]) -> list[str]:
    raise AssertionError("what is replaced in place is asked of nobody")


def _renderings(work: Work, match: TermMatch, means: Means) -> Iterator[tuple[str, Agreement | None]]:
    known = means.table.renderings.get(key_of(match))
    # Without a determiner before it, or with fewer words than the term, it may be half of the engine's own words.
    weight = _weight(match.text)
    if known is not None and known.agreement is not None and _weight(known.rendering, means.pack) >= weight:
        yield known.rendering, known.agreement
    for form in match.entry.forbidden(str(work.language)):
        yield form, None


def _weight(text: str, pack: Pack | None = None) -> int:
    """Words of more than a few letters; in a script without spaces its characters, of which a word has two or more."""
    if pack is not None and not pack.language.spaced:
        return sum(char.isalnum() for char in text)
    return sum(len(word) > _LINK_WORD for word in re.findall(r"\w+", text))


def _plain_words(match: TermMatch) -> str:
    """The words for asking about them alone: no capital that only the head of the sentence gave."""
    text = " ".join(match.text.split())
    english = {form for term in match.entry.in_language(SOURCE) for form in term.spellings}
    low = text[:1].lower() + text[1:]
    return text if text in english or any(form[:1].isupper() for form in english) else low
