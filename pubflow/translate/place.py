"""Where a sentence's marks belong in its draft, for engines that know no tags. Pure.

The engine itself is asked: the sentence is sent once more with the marked words between quotation marks (or a
footnote's place as `[1]`), which neural engines carry along with the right words; that second draft is laid against the
first, word by word. A mark whose place is not sure gets none: it is for a person to set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from pubflow.translate.marks import Mark

Extent = tuple[int, int]
"""Offsets, half-open; equal for a single mark."""

_TOKEN = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+(?:['’][^\W_]+)*|[^\w\s]|_"
)
_QUOTES = '“”„«»「」『』"'
_NARROW = str.maketrans("（）［］", "()[]")
"""Chinese and Japanese drafts may have the brackets of a probe in full width."""
_END = re.compile(r"[.!?…。！？]+[\"”’»」』)\]]*\s*$|[\"”’»」』)\]:;,，；：]*\s*$")
_EDGE = " \t\n\"“”„«»「」『』‘’'()[]（）.,;:!?…。，；：！？、—–-"
_SIGNS = ".:;!?…。：；！？"
_TOO_LONG = 4000
"""Characters; a draft that long is no draft of a sentence."""


@dataclass(frozen=True, slots=True)
class Probe:
    """The sentence with one mark made visible, to be translated."""

    text: str
    opening: str
    closing: str
    """Characters that stand for it in the draft; `closing` is "" for a single mark."""


def without_asking(sentence: str, draft: str, mark: Mark) -> Extent | None:
    """The place of a mark that needs no probe: the whole sentence, its start or end, or words found as they are."""
    if mark.single:
        return _single_at_edge(sentence, draft, mark.start)
    inner = sentence[mark.start : mark.end]
    before, after = sentence[: mark.start], sentence[mark.end :]
    if not before.strip(_EDGE) and not after.strip(_EDGE):
        return _whole(sentence, draft, mark)
    if _is_plain_word(inner) and _count(sentence, inner) == 1 and _count(draft, inner) == 1:
        at = _find(draft, inner)
        return at, at + len(inner)
    return None


def probes(sentence: str, mark: Mark) -> Iterator[Probe]:
    """What to ask the engine, the best way first."""
    before, inner, after = sentence[: mark.start], sentence[mark.start : mark.end], sentence[mark.end :]
    if mark.single:
        for number in ("[1]", "(1)"):
            if number not in sentence:
                # Its own word, or it melts into its neighbour; punctuation keeps its place behind it.
                gap = "" if not after or after[0] in _EDGE else " "
                yield Probe(f"{before.rstrip()} {number}{gap}{after}".lstrip(), number, "")
        return
    for opening, closing, used in (('"', '"', _QUOTES), ("(", ")", "()"), ("[", "]", "[]")):
        if not any(char in used for char in sentence):
            yield Probe(f"{before}{opening}{inner}{closing}{after}", opening, closing)


def by_probe(probe: Probe, answer: str, draft: str) -> tuple[Extent, bool] | None:
    """The place in `draft`, read off the engine's answer to a probe, and whether the answer is the same draft.

    None where the answer does not tell.
    """
    if len(answer) > _TOO_LONG or len(draft) > _TOO_LONG:
        return None
    found = _marked(probe, answer)
    if found is None:
        return None
    bare, start, end = found
    same = _words(bare) == _words(draft)
    if not probe.closing:
        at = _boundary(bare, start, draft)
        return None if at is None else ((at, at), same)
    extent = _extent(bare, start, end, draft)
    return None if extent is None else (extent, same)


def with_punctuation(sentence: str, mark: Mark, draft: str, extent: Extent) -> Extent:
    """`<b1>Note:</b1>` keeps its colon inside: the sign that ends the marked words, where the draft has one too."""
    start, end = extent
    last = sentence[mark.end - 1 : mark.end]
    if not mark.single and last in _SIGNS and draft[end : end + 1] in _SIGNS and draft[end : end + 1]:
        return start, end + 1
    return extent


def by_words(rendering: str, draft: str) -> Extent | None:
    """The place of a rendering of the marked words alone, where the draft has those words, inflection apart, once."""
    wanted = [token.casefold() for token, _, _ in _tokens(rendering.strip(_EDGE))]
    tokens = _tokens(draft[:_TOO_LONG])
    if len(wanted) >= len(tokens):
        # A part of the sentence that comes back as the whole of it was not understood.
        return None
    # A noun sent alone comes back with an article that the sentence may do without.
    for words in (wanted, wanted[1:] if len(wanted) > 1 and len(wanted[0]) <= 3 else []):
        if not words:
            continue
        hits = [
            at
            for at in range(len(tokens) - len(words) + 1)
            if all(_alike(word, tokens[at + index][0].casefold()) for index, word in enumerate(words))
        ]
        if len(hits) == 1:
            return tokens[hits[0]][1], tokens[hits[0] + len(words) - 1][2]
        if hits:
            return None
    return None


def _words(text: str) -> list[str]:
    return [token.casefold() for token, _, _ in _tokens(text)]


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    stem = max(4, min(len(one), len(other)) - 2)
    return len(one) >= 4 and len(other) >= 4 and one[:stem] == other[:stem]


def _single_at_edge(sentence: str, draft: str, at: int) -> Extent | None:
    if not sentence[:at].strip(_EDGE):
        place = 0 if not sentence[:at].strip() else _first_word(draft)
        return place, place
    if sentence[at:].strip(_EDGE):
        return None
    tail = _END.search(draft)
    end = tail.start() if tail and sentence[at:].strip() else len(draft.rstrip())
    return end, end


def _whole(sentence: str, draft: str, mark: Mark) -> Extent:
    """Marks around all words: inside or outside the quotation mark and the full stop as in the source."""
    start = _first_word(draft) if sentence[: mark.start].strip() else 0
    tail = _END.search(draft)
    keeps_end = bool(sentence[mark.end :].strip())
    end = tail.start() if tail and keeps_end else len(draft.rstrip())
    return with_punctuation(sentence, mark, draft, (start, end)) if end > start else (0, len(draft))


def _first_word(text: str) -> int:
    return len(text) - len(text.lstrip(_EDGE))


def _is_plain_word(inner: str) -> bool:
    """Worth looking for as it stands: an address, a number, a name; an article is found anywhere."""
    return len(inner) > 2 and inner == inner.strip(_EDGE)


def _count(text: str, words: str) -> int:
    return sum(1 for _ in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text))


def _find(text: str, words: str) -> int:
    match = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    assert match is not None
    return match.start()


def _marked(probe: Probe, answer: str) -> tuple[str, int, int] | None:
    """The answer without the signs of the probe, and where they stood; None when they did not come back as sent."""
    if not probe.closing:
        narrow = answer.translate(_NARROW)
        if narrow.count(probe.opening) != 1:
            return None
        at = narrow.index(probe.opening)
        before, after = answer[:at], answer[at + len(probe.opening) :]
        return before.rstrip() + after, len(before.rstrip()), len(before.rstrip())
    wanted = _QUOTES if probe.opening == '"' else probe.opening + probe.closing
    signs = [at for at, char in enumerate(answer.translate(_NARROW)) if char in wanted]
    if len(signs) != 2:
        return None
    first, second = signs
    inner = answer[first + 1 : second]
    bare = answer[:first] + inner + answer[second + 1 :]
    words = inner.strip(_EDGE)
    if not words:
        return None
    start = first + inner.index(words)
    return bare, start, start + len(words)


def _tokens(text: str) -> list[tuple[str, int, int]]:
    return [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]


def _aligned(bare: list[tuple[str, int, int]], draft: list[tuple[str, int, int]]) -> dict[int, int]:
    """Token of the answer -> the same token of the draft."""
    one, other = ([token.casefold() for token, _, _ in tokens] for tokens in (bare, draft))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return {block.a + step: block.b + step for block in matcher.get_matching_blocks() for step in range(block.size)}


def _boundary(bare: str, at: int, draft: str) -> int | None:
    """Right behind the word that stands before `at`, where that word or the one after is the same in both."""
    tokens, drafted = _tokens(bare), _tokens(draft)
    same = _aligned(tokens, drafted)
    before = sum(1 for _, _, end in tokens if end <= at) - 1
    if before in same:
        return drafted[same[before]][2]
    if before + 1 in same and same[before + 1] > 0:
        return drafted[same[before + 1] - 1][2]
    return None


def _extent(bare: str, start: int, end: int, draft: str) -> Extent | None:
    tokens, drafted = _tokens(bare), _tokens(draft)
    inside = [index for index, (_, begin, stop) in enumerate(tokens) if begin >= start and stop <= end]
    if not inside or not drafted:
        return None
    same = _aligned(tokens, drafted)
    first, last = inside[0], inside[-1]
    begin = _begin(same, first, len(tokens))
    stop = _stop(same, last, len(tokens), len(drafted))
    if begin is None or stop is None or stop < begin:
        return None
    # What came out must be about what was marked: no third of it, no thrice it.
    if not len(inside) <= 2 * (stop - begin + 1) + 1 or not (stop - begin + 1) <= 2 * len(inside) + 1:
        return None
    return drafted[begin][1], drafted[stop][2]


def _begin(same: dict[int, int], first: int, count: int) -> int | None:
    if first in same:
        return same[first]
    if first == 0:
        return 0
    return same[first - 1] + 1 if first - 1 in same else None


def _stop(same: dict[int, int], last: int, count: int, drafted: int) -> int | None:
    if last in same:
        return same[last]
    if last == count - 1:
        return drafted - 1
    return same[last + 1] - 1 if last + 1 in same else None
