"""Whether the target is as long as it should be, ends where the source ends, and has its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from pubflow.catalog import Unit
from pubflow.checks.lengths import USUAL, share_of
from pubflow.checks.texts import texts_of
from pubflow.finding import Finding, Severity
from pubflow.language import LanguageTag
from pubflow.language.extent import LIMITS, Limit, extent
from pubflow.plugins import CheckContext
from pubflow.segment import place_of

_LIMIT_FLAG = re.compile(r"max-length:(\d{1,6})")
"""Of a PO file, as Weblate reads it."""
_NO_LIMIT: Final = Limit(0)
_LEAST: Final = 40
"""Characters of a source from which its target's length tells something."""
_SHORT, _SHORT_OF_LONG, _LONG, _LONG_OF_SHORT = 0.5, 0.58, 2.1, 3.0
"""Shares of the usual length that no whole translation measured falls below or exceeds, in a short source and in a long
one; statutes and declarations come down to 0.61."""
_SHORT_SOURCE: Final = 80
_OF_THE_LOST: Final = 0.3
"""Of a sentence, by which those that are left may be longer than usual before none is taken to be lost."""
_CUT_OFF: Final = 0.9
_UNFINISHED: Final = 0.75
"""Below it, a text that is prose and ends without any mark, where its source has one."""
_SENTENCE_END = re.compile(r"[.!?…][”’\"')\]]*(?=\s+[“‘\"'(\[]?[A-Z0-9]|\s*$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|No|Prof|Gen|Col|Lt|Sgt|vs|etc|Inc|Ltd|Jr|Sr|Rev|Hon|Arts?|pp?|cf|ed|al|e\.g|i\.e)|\b[A-Z])\.\s"
)
_INNER_STOP = re.compile(r"\.\s")
_TARGET_END = re.compile(r"[。！？!?…؟۔।]+[」』”’）)\]»\"']*|\.(?=[\s”’»\"')\]]|$)[”’»\"')\]]*")
_OPEN_END = re.compile(
    r"(?:[,，、،:：(（\[「『-]|(?<![.!?…])[“«])\s*\Z"
    r"|(?<=[\u4e00-\u9fff])(?:必須|以及|並且|但是|因為|而且|因此|呼籲|要求|表示|指出|[和與及或但並而的在把被將向對從由其以於為應須遭])\Z"
    r"|(?<=[\u3040-\u9fff])[がをにはとのへ]\Z"
)
_SPACED_OPEN_END: Final = {
    "pt": r"(?:e|de|do|da|dos|das|que|o|a|os|as|em|no|na|para|com|por|pelo|pela|mas|ou|ser|um|uma|devem?|ao|à)",
    "es": r"(?:y|de|del|que|el|la|los|las|en|para|con|por|pero|o|ser|un|una|deben?|al|a)",
    "fr": r"(?:et|de|du|des|que|le|la|les|en|pour|avec|par|mais|ou|être|un|une|doi(?:t|vent)|au|aux|à|dans|sur)",
    "id": r"(?:dan|atau|yang|untuk|di|ke|dari|dengan|oleh|pada|serta|karena|bahwa|para|akan|harus|kepada|dalam)",
    "ar": r"(?:و|من|في|على|إلى|عن|أن|التي|الذي|أو|ثم|مع|بين|قد|هذا|هذه|كان|يجب|كل)",
    "ko": r"(?:및|그리고|또는|그|이|수|하는|있는|대한|위한)",
    "de": r"(?:und|der|die|das|den|dem|des|ein|eine|mit|für|aber|oder|zu|von|im|in)",
}
_LINE_MARK = re.compile(
    r"^\s{0,6}(?:[-*+–—]\s|[•‣◦]|#{1,6}\s|\d{1,3}(?:[.)]\s|、)|[(（][a-z\d一二三四五六七八九十]{1,3}[)）])\s*(?=\S)",
    re.MULTILINE,
)
_MARKS: Final = frozenset("-*+•‣◦#")
_WRAPPED = re.compile(r"(?<=[^\s.!?:;])[ \t]*\n[ \t]*(?=[a-z])")
"""A line that goes on in small letters was broken for its length alone."""
_ENDED = re.compile(r"(?:[.!?…。！？؟:：;；)）」』”’»\"'\]]|[.!?…][“«‘])\s*\Z")
"""The marks of „…“ and »…« close where others open: behind a full stop they do."""
_FINAL = re.compile(r"[.!?…][”’\"')\]]*\s*\Z")


class Truncated:
    """A sentence that the target lost, or a target that stops in the middle of one."""

    id = "truncated"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        source, target = texts_of(unit)
        if not target or context.language.language == "en" or len(source) < _LEAST // 2:
            return
        share = share_of(source, target, context.language)
        if share is None or share >= _CUT_OFF:
            return
        ours, theirs = _sentences(source), len(_TARGET_END.findall(target.strip())) or 1
        if ours > theirs and context.language.language != "th" and share < _left(ours, theirs):
            message = f"{ours} sentences in the source, {theirs} in the target, which is too short for them"
            yield Finding(self.id, Severity.ERROR, message, context.where)
        elif _FINAL.search(source) and _stops(target, share, context.language):
            message = f"the target stops in the middle: …{target.strip()[-12:]}"
            yield Finding(self.id, Severity.ERROR, message, context.where)


class LengthRatio:
    """A target much shorter or longer than a whole translation of its source is in its language."""

    id = "length-ratio"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        source, target = texts_of(unit)
        if not target or source == target or context.language.language == "en" or len(source) < _LEAST:
            return
        share = share_of(source, target, context.language)
        is_long = len(source) > _SHORT_SOURCE
        shortest = _SHORT_OF_LONG if is_long and not unit.key.context else _SHORT
        longest = _LONG if is_long else _LONG_OF_SHORT
        if share is None or shortest <= share <= longest:
            return
        kind = "short" if share < shortest else "long"
        message = f"very {kind}: {share:.0%} of the usual length"
        yield Finding(self.id, Severity.WARNING, message, context.where)


class MaxLength:
    """A text that is longer than its place has room for; a post on X is counted as X counts it."""

    id = "max-length"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        place = place_of(unit.key)
        service = LIMITS.get(place, _NO_LIMIT)
        own = context.segment.limit if context.segment else 0
        limit = own or context.limits.get(place) or service.most or _flagged(unit)
        # No text weighs more than twice its characters, but for an address.
        if not limit or (len(unit.target) * 2 <= limit and "://" not in unit.target):
            return
        if (room := extent(texts_of(unit)[1], service.counting)) > limit:
            weighed = " as X counts them" if service.counting == "x" else ""
            yield Finding(
                self.id, Severity.WARNING, f"{room} characters{weighed}, and {limit} are allowed", context.where
            )


class Structure:
    """Lines, list items or headings of the source that the target does not have."""

    id = "structure"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        source, target = texts_of(unit)
        if not target:
            return
        if "\n" not in source.strip() + target.strip() and source[:1] not in _MARKS:
            return
        items, other_items = (len(_LINE_MARK.findall(text)) for text in (source, target))
        lines, other_lines = (sum(1 for line in text.splitlines() if line.strip()) for text in (source, target))
        if items != other_items:
            message = f"{items} list items or headings in the source, {other_items} in the target"
            yield Finding(self.id, Severity.WARNING, message, context.where)
        elif not lines - len(_WRAPPED.findall(source)) <= other_lines <= lines:
            message = f"{lines} lines in the source, {other_lines} in the target"
            yield Finding(self.id, Severity.WARNING, message, context.where)


def _flagged(unit: Unit) -> int:
    """The limit that the PO file itself sets; 0 for none."""
    if not unit.flags:
        return 0
    return min((int(found[1]) for flag in unit.flags if (found := _LIMIT_FLAG.fullmatch(flag))), default=0)


def _left(ours: int, theirs: int) -> float:
    """The share of the usual length below which sentences are lost, and not joined."""
    return min((theirs + _OF_THE_LOST) / ours, _CUT_OFF)


@lru_cache(maxsize=4096)
def _sentences(source: str) -> int:
    """Kept, since every language asks of the same source."""
    if _INNER_STOP.search(source):
        source = _ABBREVIATION.sub("_ ", source)
    return max(1, len(_SENTENCE_END.findall(source)))


def _stops(target: str, share: float, language: LanguageTag) -> bool:
    """Whether it ends in a mark or a word that something must follow, or, being short, in no mark at all."""
    end = target.rstrip()
    if _OPEN_END.search(end):
        return True
    if share < _UNFINISHED and language.language in USUAL and language.language != "th":
        return not _ENDED.search(end)
    words = _SPACED_OPEN_END.get(language.language)
    return words is not None and re.search(rf"\s{words}\Z", end) is not None
