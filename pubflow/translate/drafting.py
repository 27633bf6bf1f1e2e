"""Draft segments with an engine that knows plain sentences only: tags out, sentences through, tags back. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from pubflow.language import LanguageTag
from pubflow.segment import tag_faults
from pubflow.segment.model import Segment
from pubflow.segment.tagged import TaggedText
from pubflow.termbase.cascade import Outcome
from pubflow.termbase.work import STEPS, Step
from pubflow.translate.marks import Mark, put_back
from pubflow.translate.place import Extent, Probe, by_probe, by_words, probes, with_punctuation, without_asking
from pubflow.translate.sentences import Cut, Sentence, cut, tags_for_words
from pubflow.translate.terms import Terms, leveled
from pubflow.translate.verify import Reason, Status, remarks

Ask = Callable[[Iterable[str]], list[str]]


@dataclass(frozen=True, slots=True)
class Drafted:
    """The draft of one segment."""

    text: TaggedText
    reasons: tuple[Reason, ...] = ()
    """What a person should know about it."""
    step: Step = ""
    """The step of the term cascade that went furthest; "" where no term was asked for."""
    calls: int = 1
    """Drafts of sentences asked for, the questions on where a tag belongs apart."""
    missed_raw: frozenset[str] = frozenset()
    """Ids of the concepts that the engine's own draft lacked, be it in one sentence."""


UNSURE = "check where "
"""How the remark begins on a tag whose place is not sure."""
_PROBES = 3
"""Questions a mark is worth."""


@dataclass(slots=True)
class _Spot:
    """One mark in one sentence, on its way to a place in that sentence's draft."""

    mark: Mark
    sentence: str
    draft: str
    extent: Extent | None = None
    heard: list[Extent] = field(default_factory=list)
    """What answers said that were not the same draft."""
    unsure: bool = False


@dataclass(slots=True)
class _Work:
    """One segment under way."""

    segment: Segment
    cut: Cut
    drafts: list[str] = field(default_factory=list)
    spots: dict[int, tuple[tuple[int, _Spot], ...]] = field(default_factory=dict)
    """Mark's order -> (sentence index, spot): one, or the first and the last of those it runs over."""
    outcomes: list[Outcome] = field(default_factory=list)
    calls: int = 0
    """All that were asked for, those in vain too."""
    reasons: list[Reason] = field(default_factory=list)


def drafted(segments: Sequence[Segment], ask: Ask, language: LanguageTag, terms: Terms | None = None) -> list[Drafted]:
    """The drafts of these segments, in order.

    Each round of questions is one call of `ask`: all sentences (and each step of the term cascade over them), then all
    first probes, then all second ones.
    """
    works = [_begun(segment) for segment in segments]
    _fill(works, ask, terms)
    lost = [work for work in works if not _stand_ins_kept(work)]
    for work in lost:
        # The words that stood in for code and addresses did not come back: draft without them, tags set as points.
        work.cut = _cut(work.segment, stand_ins=False)
    _fill(lost, ask, terms)
    for work in works:
        work.spots = _spots(work)
    _place([spot for work in works for spots in work.spots.values() for _, spot in spots if spot.extent is None], ask)
    return [_finished(work, language) for work in works]


def _begun(segment: Segment) -> _Work:
    return _Work(segment, _cut(segment, stand_ins=True))


def _cut(segment: Segment, *, stand_ins: bool) -> Cut:
    found = cut(segment, stand_ins=stand_ins)
    if found is None:
        # Tags that do not pair (a foreign PO's): draft the words alone; the tags are reported as missing.
        found = Cut(segment.text.plain, (Sentence(segment.text.plain.strip(), "", 0),), (), ())
    return found


def _fill(works: list[_Work], ask: Ask, terms: Terms | None) -> None:
    sentences = [sentence.text for work in works for sentence in work.cut.sentences]
    outcomes = iter(terms.draft(sentences, ask) if terms else [Outcome(text, "") for text in ask(sentences)])
    for work in works:
        work.outcomes = [next(outcomes) for _ in work.cut.sentences]
        work.drafts = [outcome.text.strip() for outcome in work.outcomes]
        work.calls += sum(outcome.calls for outcome in work.outcomes)


def _stand_ins_kept(work: _Work) -> bool:
    text = " ".join(work.drafts)
    return all(text.count(word) == 1 for word, _ in work.cut.stand_ins)


def _spots(work: _Work) -> dict[int, tuple[tuple[int, _Spot], ...]]:
    out: dict[int, tuple[tuple[int, _Spot], ...]] = {}
    for mark in work.cut.marks:
        found: list[tuple[int, _Spot]] = []
        for index, local in work.cut.local(mark):
            spot = _Spot(local, work.cut.sentences[index].text, work.drafts[index])
            if spot.draft:
                spot.extent = without_asking(spot.sentence, spot.draft, local)
                found.append((index, spot))
        out[mark.order] = tuple(found)
    return out


def _place(spots: list[_Spot], ask: Ask) -> None:
    asked: list[tuple[_Spot, list[Probe]]] = [(spot, list(probes(spot.sentence, spot.mark))) for spot in spots]
    for turn in range(_PROBES):
        now = [(spot, ways[turn]) for spot, ways in asked if spot.extent is None and turn < len(ways)]
        for (spot, probe), answer in zip(now, ask([probe.text for _, probe in now]), strict=True):
            _hear(spot, by_probe(probe, answer, spot.draft))
    for spot in spots:
        if spot.extent is None and spot.heard:
            # No two answers agreed: the best question's counts, and a person looks.
            spot.extent, spot.unsure = spot.heard[0], True
    left = [spot for spot in spots if spot.extent is None and not spot.mark.single]
    words = [spot.sentence[spot.mark.start : spot.mark.end].strip() for spot in left]
    for spot, rendering in zip(left, ask(words), strict=True):
        spot.extent = by_words(rendering, spot.draft)
        spot.unsure = spot.extent is not None
    for spot in spots:
        if spot.extent is not None:
            spot.extent = with_punctuation(spot.sentence, spot.mark, spot.draft, spot.extent)


def _hear(spot: _Spot, said: tuple[Extent, bool] | None) -> None:
    if said is None:
        return
    extent, same_draft = said
    if same_draft or extent in spot.heard:
        spot.extent = extent
    spot.heard.append(extent)


def _finished(work: _Work, language: LanguageTag) -> Drafted:
    plain, starts = _joined(work, language)
    work.reasons += [reason for outcome in work.outcomes for reason in leveled(outcome.reasons)]
    for sentence, draft, outcome in zip(work.cut.sentences, work.drafts, work.outcomes, strict=True):
        source, target = _bare(sentence.text, work.cut), _bare(draft, work.cut)
        for ours, theirs in outcome.numbered:
            source, target = source.replace(ours, "", 1), target.replace(theirs, "", 1)
        work.reasons += remarks(source, target, language)
    placed: list[tuple[Mark, int, int]] = []
    missing: list[Mark] = []
    for mark in work.cut.marks:
        where = _where(work.spots[mark.order], starts)
        if where is not None and mark.single and mark.start < work.cut.sentences[0].start:
            where = 0, 0
        if where is None:
            missing.append(mark)
        else:
            placed.append((mark, *where))
    text = put_back(plain, placed)
    if text is None:
        text, missing = TaggedText.of([plain]), [mark for mark in work.cut.marks if not _is_stand_in(mark, work.cut)]
        text = put_back(plain, [one for one in placed if _is_stand_in(one[0], work.cut)]) or text
    text = tags_for_words(text, work.cut.stand_ins)
    work.reasons += [(Status.FLAG, _by_hand(mark, work.cut)) for mark in missing]
    if not missing and plain:
        work.reasons += [(Status.FLAG, f"tags: {fault}") for fault in tag_faults(work.segment.text, text)]
        work.reasons += _unsure(work)
    steps = [outcome.step for outcome in work.outcomes]
    furthest = max(steps, key=STEPS.index, default=STEPS[0])
    missed = frozenset(concept for outcome in work.outcomes for concept in outcome.missed_raw)
    return Drafted(text, tuple(work.reasons), furthest, work.calls, missed)


def _joined(work: _Work, language: LanguageTag) -> tuple[str, list[int]]:
    """The whole draft and where each sentence's begins in it."""
    out, starts, size = [], [], 0
    for sentence, draft in zip(work.cut.sentences, work.drafts, strict=True):
        gap = sentence.gap if language.spaced or not draft or not sentence.gap.isspace() else ""
        starts.append(size + len(gap))
        out.append(gap + draft)
        size += len(gap) + len(draft)
    return "".join(out), starts


def _where(spots: tuple[tuple[int, _Spot], ...], starts: list[int]) -> Extent | None:
    if not spots or any(spot.extent is None for _, spot in spots):
        return None
    (first, begin), (last, end) = spots[0], spots[-1]
    assert begin.extent is not None
    assert end.extent is not None
    return starts[first] + begin.extent[0], starts[last] + end.extent[1]


def _unsure(work: _Work) -> list[Reason]:
    return [
        (Status.REVIEW, f"{UNSURE}{spot.mark} stands")
        for spots in work.spots.values()
        for _, spot in spots
        if spot.unsure
    ]


def _by_hand(mark: Mark, taken: Cut) -> str:
    if mark.single:
        before = _bare(taken.plain[: mark.start], taken).split()[-3:]
        return f"put {mark} by hand: in the source it stands " + (f"after “{' '.join(before)}”" if before else "first")
    words = _bare(taken.plain[mark.start : mark.end], taken)
    return f"put {mark} by hand around “{words if len(words) <= 60 else words[:59] + '…'}”"


def _is_stand_in(mark: Mark, taken: Cut) -> bool:
    return mark.name == "x" and any(mark.number == number for _, number in taken.stand_ins)


def _bare(text: str, taken: Cut) -> str:
    for word, _ in taken.stand_ins:
        text = text.replace(word, "")
    return text
