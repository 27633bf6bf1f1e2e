"""An engine that is none: accents every letter, lengthens, keeps tags. It proves the flow without a model.

`Free <b1>them</b1>!` becomes `[Ƒřḗḗ <b1>ŧħḗḿ</b1>! ~~]`: text that was not translated, cut off or lost shows at once.
"""

from __future__ import annotations

from pubflow.language import LanguageTag
from pubflow.plugins import EngineInfo, EngineRequest
from pubflow.segment.tagged import TaggedText

_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ACCENTED = "áƀćđéƒǧħíĵķłɱñøƥɋřšŧúṽŵẋýžÁƁĆĐÉƑǦĦÍĴĶŁṀÑØƤɊŘŠŦÚṼŴẊÝŽ"
_ACCENTS = dict(zip(_PLAIN, _ACCENTED, strict=True))


class PseudoEngine:
    """Deterministic, any pair, keeps tags. Every letter of the text is another afterwards; digits are as they were."""

    def __init__(self) -> None:
        self._info = EngineInfo("pseudo", "1", offline=True, keeps_tags=True, max_batch=256)

    @property
    def info(self) -> EngineInfo:
        return self._info

    def supports(self, source: LanguageTag, target: LanguageTag) -> bool:
        """Any pair: what it writes is no language."""
        return True

    def why_not(self, source: LanguageTag, target: LanguageTag) -> str:
        """Nothing."""
        return ""

    def translate(self, request: EngineRequest) -> tuple[str, ...]:
        """See `Engine.translate`; texts are in wire form, and so is what comes back."""
        return tuple(_pseudo(text) for text in request.texts)

    def close(self) -> None:
        """Holds nothing."""


def _pseudo(wire: str) -> str:
    text = TaggedText.parse(wire)
    letters = sum(char.isalpha() for char in text.plain)
    if not letters:
        return wire
    changed = [_accented(part) if isinstance(part, str) else part for part in text.parts]
    filler = "~" * max(1, letters * 3 // 10)
    return str(TaggedText.of(("[", *changed, f" {filler}]")))


def _accented(text: str) -> str:
    return "".join(_ACCENTS.get(char) or (_next_letter(char) if char.isalpha() else char) for char in text)


def _next_letter(letter: str) -> str:
    """The letter after one that has no accent in the table: é, 中 and ع change too."""
    return next((char for char in map(chr, range(ord(letter) + 1, ord(letter) + 99)) if char.isalpha()), "x")
