"""What is done to every answer of an engine before it is judged: today, Chinese into that of Taiwan. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Protocol

from pubflow.language import ChineseStyle, LanguageTag, is_taiwan_chinese
from pubflow.segment.tagged import TaggedText
from pubflow.termbase.model import Termbase
from pubflow.translate.verify import Reason, Status


class Polish(Protocol):
    """From an answer to what is kept of it; `source` is the text that was asked for."""

    def __call__(self, answer: str, /, *, source: str = "") -> str: ...


def as_it_is(answer: str, /, *, source: str = "") -> str:
    """For languages in which nothing is done."""
    return answer


def polish_for(language: LanguageTag, *, tagged: bool, termbase: Termbase | None, style: ChineseStyle) -> Polish:
    """From an answer to what is kept of it. `tagged`: answers are in wire form. What the glossary accepts stays."""
    if not is_taiwan_chinese(language):
        return as_it_is
    # Its tables and patterns take longer to load than most commands run, and few of those draft for Taiwan.
    from pubflow.chinese import to_taiwan

    return partial(_in_wire if tagged else to_taiwan, style=style, protect=_accepted(termbase, language))


def wording_remarks(draft: str, language: LanguageTag, termbase: Termbase | None) -> Iterator[Reason]:
    """Why a person should look at the words of an engine's draft for Taiwan: some may be those of Mainland China.
    Without tags; what the glossary accepts is right."""
    if not is_taiwan_chinese(language):
        return
    from pubflow.chinese import doubtful_words

    for word, wanted in dict.fromkeys(doubtful_words(draft, protect=_accepted(termbase, language))):
        yield Status.REVIEW, f"“{word}” may be Mainland wording: in Taiwan mostly {wanted}"


@lru_cache(maxsize=8)
def _accepted(termbase: Termbase | None, language: LanguageTag) -> tuple[str, ...]:
    """Every form that the glossary accepts in a language."""
    entries = termbase.entries if termbase else ()
    return tuple(dict.fromkeys(form for entry in entries for form in entry.accepted(str(language))))


def _in_wire(wire: str, /, *, source: str = "", style: ChineseStyle, protect: tuple[str, ...]) -> str:
    from pubflow.chinese import to_taiwan_tagged

    return str(to_taiwan_tagged(TaggedText.parse(wire), style, protect=protect, source=source))
