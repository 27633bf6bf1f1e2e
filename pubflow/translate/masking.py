"""What must not leave this machine: names and details taken out of a text before it goes, and put back after. Pure.

A listed name is found whatever its spaces, hyphens, apostrophes, accents and capitals, and each of its words that
begins with a capital alone as well: a family name gives a person away as surely. Where a tag stands inside a name, each
piece is taken out. What is put back is what stood there, or the rendering that the glossary has for it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from pubflow.facts import detail_spans
from pubflow.facts.letters import bare
from pubflow.segment.tagged import Form, Part, Tag, TaggedText

_TAG: Final = "n"
"""Name of the single tag that stands in; the roles of ours are `b` and `x`."""
_CODE: Final = "QZN"
"""How a code word begins that stands in where the engine knows no tags."""
_BLANK: Final = "[…]"
_LEAST: Final = 3
"""Letters of a name's word that is taken out on its own."""
_SMALL: Final = frozenset(("and", "for", "the", "von", "van", "der", "del", "los", "bin", "ibn"))
_VARIES: Final = re.compile(r"[\s\u00a0\u200b\u2010-\u2013-]+|['’‘ʼ´`]")


@dataclass(frozen=True, slots=True)
class Mask:
    """What is taken out; an empty one takes out nothing."""

    names: tuple[str, ...] = ()
    details: bool = False
    """E-mail addresses and telephone numbers too."""
    renderings: tuple[tuple[str, str], ...] = ()
    """(name, what stands for it in the target language), where the glossary has one."""
    _pattern: re.Pattern[str] | None = field(init=False, repr=False, compare=False, default=None)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_pattern", _pattern(self.names))

    def __bool__(self) -> bool:
        return self._pattern is not None or self.details

    def hide(self, text: TaggedText) -> tuple[TaggedText, tuple[str, ...]]:
        """The text with `<n1/>`, `<n2/>` ... in place of what must not leave, and what each stands for."""
        cuts = self._cuts(text.plain)
        if not cuts:
            return text, ()
        hidden: list[str] = []
        parts: list[Part] = []
        at = 0
        for part in text.parts:
            if isinstance(part, Tag):
                parts.append(part)
                continue
            parts += _without(part, at, cuts, hidden)
            at += len(part)
        return TaggedText.of(parts), tuple(hidden)

    def hide_plain(self, text: str) -> tuple[str, tuple[str, ...]]:
        """The same for an engine that knows no tags: code words stand in."""
        masked, hidden = self.hide(TaggedText.of([text]))
        return "".join(part if isinstance(part, str) else f"{_CODE}{part.number}" for part in masked.parts), hidden

    def show(self, answer: TaggedText, hidden: tuple[str, ...]) -> TaggedText:
        """The answer with what was taken out; a stand-in that came back twice is filled once."""
        waiting = dict(enumerate(hidden, 1))
        return TaggedText.of(
            self._rendering(waiting.pop(part.number, "")) if isinstance(part, Tag) and part.name == _TAG else part
            for part in answer.parts
        )

    def show_plain(self, answer: str, hidden: tuple[str, ...]) -> str:
        """The same where code words stood in."""
        waiting = dict(enumerate(hidden, 1))
        found = re.compile(rf"{_CODE}(\d+)", re.IGNORECASE)
        return found.sub(lambda match: self._rendering(waiting.pop(int(match[1]), "")), answer) if hidden else answer

    def blank(self, text: str) -> str:
        """The text with a mark in place of what must not leave: for what is sent along and never comes back."""
        masked, _ = self.hide(TaggedText.of([text]))
        return "".join(part if isinstance(part, str) else _BLANK for part in masked.parts)

    def lost(self, source: str, draft: str) -> int:
        """How many of the source's names and details (texts without tags) do not stand in the draft as often."""
        wanted = Counter(self._rendering(source[start:end]) for start, end in self._cuts(source))
        return sum(max(0, count - draft.count(text)) for text, count in wanted.items())

    def leaks(self, text: str) -> bool:
        """Whether a text holds any of it."""
        return bool(self._cuts(text))

    def _cuts(self, text: str) -> list[tuple[int, int]]:
        spans = list(_named(self._pattern, text)) if self._pattern else []
        if self.details:
            spans += detail_spans(text)
        return list(_merged(spans))

    def _rendering(self, name: str) -> str:
        folded = _folded(name)
        return next((rendering for known, rendering in self.renderings if _folded(known) == folded), name)


def words_of(names: Iterable[str]) -> set[str]:
    """The words of these names that are taken out on their own."""
    return {word for name in names for word in re.split(r"[\s,]+", name) if _stands_alone(word)}


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    whole = {name.strip() for name in names if name.strip()}
    forms = [(_flexible(name), True) for name in whole] + [(_flexible(word), False) for word in words_of(whole) - whole]
    if not forms:
        return None
    forms.sort(key=lambda form: -len(form[0]))
    return re.compile("|".join(rf"(?<!\w){f'(?i:{form})' if anyhow else form}(?!\w)" for form, anyhow in forms))


def _stands_alone(word: str) -> bool:
    return len(word) >= _LEAST and word[0].isupper() and word.casefold() not in _SMALL


def _named(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Where names stand in a text, with whatever accents."""
    plain, offsets = bare(text)
    for match in pattern.finditer(plain):
        yield offsets[match.start()], offsets[match.end()]


def _folded(name: str) -> str:
    return bare(name)[0].casefold()


def _flexible(name: str) -> str:
    """The name as a pattern for plain letters: any space or hyphen, any apostrophe."""
    return "".join(_piece(piece) for piece in re.split(f"({_VARIES.pattern})", bare(name)[0])).join(("(?:", ")"))


def _piece(piece: str) -> str:
    if not _VARIES.fullmatch(piece):
        return re.escape(piece)
    return "['’‘ʼ´`]?" if piece[0] in "'’‘ʼ´`" else r"[\s\u00a0\u200b\u2010-\u2013-]+"


def _merged(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    end = -1
    start = -1
    for left, right in sorted(spans):
        if left < end:
            end = max(end, right)
            continue
        if start >= 0:
            yield start, end
        start, end = left, right
    if start >= 0:
        yield start, end


def _without(part: str, at: int, cuts: list[tuple[int, int]], hidden: list[str]) -> Iterator[Part]:
    """One literal that begins at an offset of the plain text, its cuts replaced and added to `hidden`."""
    done = 0
    for start, end in cuts:
        left, right = max(start - at, done), min(end - at, len(part))
        if left >= right:
            continue
        yield part[done:left]
        hidden.append(part[left:right])
        yield Tag(_TAG, len(hidden), Form.SINGLE)
        done = right
    yield part[done:]
