"""A sentence in which other words stand for some of its terms, and the approved forms put back into its draft. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from pubflow.language import LanguageTag
from pubflow.termbase.model import TermMatch
from pubflow.termbase.pack import Pack
from pubflow.termbase.swap import CODE, agreeing_form, begins_sentence, swapped_once


class StandIn(NamedTuple):
    """What stands for one occurrence of a term."""

    match: TermMatch
    words: str
    rendering: str
    """What the engine makes of them; "" where that is an accepted form already."""


@dataclass(frozen=True, slots=True)
class StoodFor:
    """A sentence with its stand-ins, in text order."""

    source: str
    stand_ins: tuple[StandIn, ...]

    @property
    def text(self) -> str:
        """What the engine is asked for: a/an, capitals and the rest of the sentence as the stand-ins want them."""
        out: list[str] = []
        end = 0
        for match, words, _ in self.stand_ins:
            before = self.source[end : match.start]
            if not words.startswith(CODE):
                before = re.sub(r"\b([Aa])n? $", "\\1n " if words[0] in "aeiou" else "\\1 ", before)
            if self.source.isupper():
                words = words.upper()
            elif begins_sentence(self.source[: match.start]):
                words = words[:1].upper() + words[1:]
            out += [before, words]
            end = match.end
        return "".join(out) + self.source[end:]

    def put_back(self, answer: str, language: LanguageTag, pack: Pack) -> str | None:
        """The answer with the forms in place of the stand-ins; None where one of them is not there just once."""
        for match, _, rendering in self.stand_ins:
            wanted = agreeing_form(match, language, pack)
            if wanted is None:
                return None
            form, agreement = wanted
            was = None if rendering.startswith(CODE) else agreement
            changed = swapped_once(answer, rendering, form, pack, was=was, wants=agreement, strict=False)
            if changed is None:
                return None
            answer = changed
        return None if CODE.casefold() in answer.casefold() else answer
