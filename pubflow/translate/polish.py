"""What is done to every answer of an engine before it is judged: today, Chinese into that of Taiwan. Pure."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from pubflow.language import ChineseStyle, LanguageTag, is_taiwan_chinese
from pubflow.segment.tagged import TaggedText
from pubflow.termbase.model import Termbase

Polish = Callable[[str], str]


def polish_for(language: LanguageTag, *, tagged: bool, termbase: Termbase | None, style: ChineseStyle) -> Polish:
    """From an answer to what is kept of it. `tagged`: answers are in wire form. What the glossary accepts stays."""
    if not is_taiwan_chinese(language):
        return str
    # Its tables and patterns take longer to load than most commands run, and few of those draft for Taiwan.
    from pubflow.chinese import to_taiwan

    entries = termbase.entries if termbase else ()
    forms = tuple(dict.fromkeys(form for entry in entries for form in entry.accepted(str(language))))
    return partial(_in_wire if tagged else to_taiwan, style=style, protect=forms)


def _in_wire(wire: str, style: ChineseStyle, protect: tuple[str, ...]) -> str:
    from pubflow.chinese import to_taiwan_tagged

    return str(to_taiwan_tagged(TaggedText.parse(wire), style, protect=protect))
