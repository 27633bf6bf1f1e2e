"""What a draft lost on the way, told in short sentences. Pure.

It compares one source sentence with its draft; nothing here knows which engine wrote it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from enum import IntEnum

from pubflow.facts import emails, matching, urls
from pubflow.facts.stated import stated
from pubflow.language import LanguageTag
from pubflow.language.foreign import in_other_letters, left_over, other_language
from pubflow.language.names import common_name
from pubflow.translate.masking import Mask


class Status(IntEnum):
    """How much a reviewer must look out; ordered, so that `max()` is the worst."""

    OK = 0
    """Nothing was noticed."""
    REVIEW = 1
    """Something is to be looked at."""
    FLAG = 2
    """Something is lost or is not in its place."""


Reason = tuple[Status, str]

READS_AS = "reads as "
"""How the remark begins that wants a library which is not on every machine (`language.identify`)."""
KEPT_BACK = "a name or detail that was kept from the engine is not where it should be"

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_SYMBOL = re.compile(r"[\U0001f000-\U0001faff\u2600-\u27bf€£¥₩₹§%]")
_QUOTE = re.compile(r"[“”„«»「」『』\"]")
_REPEATED = re.compile(r"\b(\w{2,})(?:\W+\1\b){2,}", re.IGNORECASE)
_USUAL = {"zh": 1.75, "yue": 1.75, "ja": 2.6, "ko": 2.4, "th": 4.6, "lo": 4.6, "km": 4.8, "my": 5.0, "bo": 4.0}
"""Characters of the target for a source word, where words are not spaced; `_SPACED`: words for a word."""
_SPACED = {"ar": 0.85, "fi": 0.75, "hu": 0.85, "et": 0.78, "tr": 0.78, "ru": 0.88, "uk": 0.86, "pl": 0.88, "cs": 0.88}
_TELLING_WORDS = 3
"""A heading of a name or two may keep its letters."""
_MOST_SHOWN = 3
_LEAST_WORDS = 6
"""A shorter sentence may well lose half of its words in another language."""


def remarks(source: str, draft: str, language: LanguageTag) -> Iterator[Reason]:
    """Why a person should look at this draft of one sentence; nothing when nothing was noticed."""
    if not any(char.isalnum() for char in source):
        return
    if not draft.strip():
        yield Status.FLAG, "text missing: the engine gave nothing for “" + _short(source) + "”"
        return
    for lost in _lost(urls(source) + emails(source), urls(draft) + emails(draft)):
        yield Status.FLAG, f"address lost: {lost}"
    yield from _number_remarks(source, draft, language)
    for symbol, count in (Counter(_SYMBOL.findall(source)) - Counter(_SYMBOL.findall(draft))).items():
        yield Status.REVIEW if symbol == "%" else Status.FLAG, f"lost: {symbol}" + (f" ({count} times)" * (count > 1))
    if len(_QUOTE.findall(source)) != len(_QUOTE.findall(draft)):
        yield Status.REVIEW, "check the quotation marks: source and draft differ in number"
    yield from _length_remarks(source, draft, language)
    if in_other_language := _language_remark(source, draft, language):
        yield Status.FLAG, in_other_language


def of_masked(mask: Mask, source: str, draft: str) -> Iterator[Reason]:
    """Whether all that was kept from the engine stands in the draft again."""
    if mask and draft.strip() and mask.lost(source, draft):
        yield Status.FLAG, KEPT_BACK


def _number_remarks(source: str, draft: str, language: LanguageTag) -> Iterator[Reason]:
    ours, theirs = stated(source, "en"), stated(draft, language.language)
    found = matching.quantities(ours, theirs, language.language).different
    for one in (*found, *matching.days(ours, theirs)):
        if one.ours:
            yield Status.FLAG, f"number lost: {one.ours}"
        if one.theirs:
            yield Status.REVIEW, f"number not in the source: {one.theirs}"


def _length_remarks(source: str, draft: str, language: LanguageTag) -> Iterator[Reason]:
    # An address is told by its own remark; its letters are no words of the sentence.
    source, draft = _without_addresses(source), _without_addresses(draft)
    words = len(_WORD.findall(source))
    if words < _LEAST_WORDS:
        return
    if language.spaced and language.language != "ko":
        usual, size = words * _SPACED.get(language.language, 1.05), len(_WORD.findall(draft))
    else:
        usual, size = words * _USUAL.get(language.language, 2.0), len(_WIDE.findall(draft)) + len(_WORD.findall(draft))
    if size < usual * 0.6:
        yield Status.FLAG, f"text missing? about {usual:.0f} words or characters are usual here, the draft has {size}"
    elif size > usual * 1.9 or (_REPEATED.search(draft[:4000]) and not _REPEATED.search(source[:4000])):
        yield Status.FLAG, "repeats itself or says more than the source"


def _without_addresses(text: str) -> str:
    for address in urls(text) + emails(text):
        text = text.replace(address, " ")
    return text


def _language_remark(source: str, draft: str, language: LanguageTag) -> str:
    """In words, that a draft is in another language than its own; "" where that is not plain."""
    ours, theirs = (_WORD.findall(_without_addresses(text)) for text in (source, draft))
    low = [word for word in ours if word.islower()]
    if source.strip() == draft.strip() and len(low) >= _TELLING_WORDS:
        return "left in the source language"
    if in_other_letters(source, draft, language):
        return f"not written in the letters of {language}"
    if language.language == "zh" and (strangers := _of_the_other_script(draft, language)):
        return strangers
    if len(low) >= _LEAST_WORDS and (Counter(low) & Counter(theirs)).total() * 2 >= len(low):
        return "most of it is left in the source language"
    if left := left_over(source, draft, language):
        return f"left in the source language: “{_short(draft[slice(*left)])}”"
    other = other_language(draft, language)
    return f"{READS_AS}{common_name(other)}, not {common_name(language)}" if other is not None else ""


def _of_the_other_script(draft: str, language: LanguageTag) -> str:
    """In words, that Simplified characters stand in Traditional Chinese, or the other way round; "" where none do."""
    # Its tables take longer to load than most commands run, and only Chinese wants them.
    from pubflow.chinese import other_script

    traditional = "-Hant" in language.html
    found = tuple(dict.fromkeys(other_script(draft, traditional=traditional)))
    if not found:
        return ""
    kind, wanted = ("Simplified", "Traditional") if traditional else ("Traditional", "Simplified")
    shown = "、".join(found[:_MOST_SHOWN]) + "…" * (len(found) > _MOST_SHOWN)
    return f"{kind} characters where {wanted} ones are wanted: {shown}"


def _lost(wanted: tuple[str, ...], found: tuple[str, ...]) -> Iterator[str]:
    yield from (Counter(wanted) - Counter(found)).elements()


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
