"""The stage: units in, drafts out, each as soon as it is there. Pure but for what the engine does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pubflow.catalog import Origin, Provenance, State, Unit
from pubflow.language import TAIWAN_STYLE, ChineseStyle, LanguageTag
from pubflow.plugins import Engine
from pubflow.segment import tag_faults
from pubflow.segment.match import Lookup, Match, MatchKind
from pubflow.segment.model import Key, Place, Segment
from pubflow.segment.tagged import TaggedText
from pubflow.termbase.rewrites import CODE_WORD
from pubflow.translate.asking import Asker
from pubflow.translate.drafting import UNSURE, Drafted, drafted
from pubflow.translate.masking import Mask
from pubflow.translate.polish import polish_for, wording_remarks
from pubflow.translate.terms import TermResult, Terms
from pubflow.translate.verify import KEPT_BACK, READS_AS, Reason, Status, of_masked, remarks
from pubflow.translate.whole import PUT_BEFORE, Around, drafted_whole

FROM_MEMORY = "memory, "
_ONCE = (READS_AS, KEPT_BACK, UNSURE, FROM_MEMORY, PUT_BEFORE, CODE_WORD)
"""How remarks begin that do not follow from source and draft alone; none of them holds words of a text."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What became of one open unit."""

    unit: Unit
    """With target, state TRANSLATED and provenance; as it was, when nothing could be drafted."""
    status: Status
    reasons: tuple[str, ...] = ()
    """Why a person should look twice, a short sentence each; for the PO's comments and for the report."""
    terms: tuple[TermResult, ...] = ()
    """What became of each term of the source, in its order."""
    calls: int = 0
    """Drafts of sentences that the engine was asked for."""

    @property
    def made(self) -> bool:
        """Whether there is a draft."""
        return self.unit.state is State.TRANSLATED and bool(self.unit.target)


def is_open(unit: Unit, *, redo: bool = False) -> bool:
    """Whether the stage may write this unit: it is empty or, to `redo`, a draft of ours that nobody has touched."""
    if unit.obsolete or unit.source_plural is not None:
        return False
    if not unit.target:
        return unit.state is State.INITIAL
    return redo and unit.is_own_draft


def translate(
    units: Iterable[tuple[Unit, Segment]],
    *,
    source: LanguageTag,
    target: LanguageTag,
    lookup: Lookup | None = None,
    engine: Engine | None = None,
    terms: Terms | None = None,
    redo: bool = False,
    context: str = "",
    around: Around | None = None,
    mask: Mask | None = None,
    style: ChineseStyle = TAIWAN_STYLE,
) -> Iterator[Draft]:
    """Draft every open unit: what has no letters is copied, then memory, then the engine, the terms over both.

    Yields one Draft for each open unit, those that were asked for a second time last; units that are not open are
    passed over. Without an engine (or one for another pair) what memory does not know stays empty and is not yielded.
    Equal sentences are sent once. `context`, and what stands `around` a segment, are for engines that read it; what the
    `mask` names reaches no engine that is not offline. What an engine answers is polished (see `polish`), what memory
    has is not. Raises EngineError; what was yielded before is done.
    """
    usable = engine if engine is not None and engine.supports(source, target) else None
    asker = None
    if usable is not None:
        known_terms = terms.termbase if terms else None
        polish = polish_for(target, tagged=usable.info.keeps_tags, termbase=known_terms, style=style)
        asker = Asker(usable, source, target, context=context, mask=mask, polish=polish)
    waiting: list[tuple[Unit, Segment]] = []
    size = 0
    for unit, segment in units:
        if not is_open(unit, redo=redo):
            continue
        if (known := _without_engine(unit, segment, lookup, target, terms)) is not None:
            yield known
        elif asker is not None:
            waiting.append((unit, segment))
            # An engine that keeps tags is asked in full batches, whatever came twice, and yields as they come back.
            size += 0 if asker.info.keeps_tags else 1 + len(segment.sentences)
            if size >= asker.batch:
                yield from _by_engine(waiting, asker, target, terms, around)
                waiting, size = [], 0
    if asker is not None and waiting:
        yield from _by_engine(waiting, asker, target, terms, around)


def draft_text(
    text: str,
    *,
    source: LanguageTag,
    target: LanguageTag,
    engine: Engine,
    terms: Terms | None = None,
    sentences: tuple[int, ...] = (),
    mask: Mask | None = None,
    style: ChineseStyle = TAIWAN_STYLE,
) -> Draft:
    """Draft one text of no catalog (a line from a terminal), in wire form: `<b1>` is a tag.

    `sentences`: offsets in the text without tags where further ones begin.
    """
    tagged = TaggedText.parse(text)
    key = Key("", str(tagged))
    segment = Segment(key, tagged, (), Place(0), sentences=sentences)
    pair = Unit(key), segment
    drafts = translate([pair], source=source, target=target, engine=engine, terms=terms, mask=mask, style=style)
    found = next(drafts, None)
    return found or Draft(Unit(key), Status.OK)


def _without_engine(
    unit: Unit, segment: Segment, lookup: Lookup | None, target: LanguageTag, terms: Terms | None
) -> Draft | None:
    if not any(char.isalpha() for char in segment.text.plain):
        return _draft(unit, str(segment.text), Provenance(Origin.ENGINE, "copy"), ())
    match = lookup(segment) if lookup is not None else None
    if match is None or not match.target:
        return None
    text = TaggedText.parse(match.target)
    if tag_faults(segment.text, text):
        return None
    provenance = Provenance(Origin.MEMORY, match.statement_id, match.rate)
    made = Drafted(text, _match_reasons(match, segment, text, target), calls=0)
    return _finished(unit, segment, made, provenance, terms)


def _match_reasons(match: Match, segment: Segment, text: TaggedText, target: LanguageTag) -> tuple[Reason, ...]:
    if match.kind is not MatchKind.FUZZY:
        return ()
    told = Status.REVIEW, f"{FROM_MEMORY}{match.rate} %: the source was another then ({match.statement_id})"
    return (told, *remarks(segment.text.plain, text.plain, target))


def _by_engine(
    waiting: list[tuple[Unit, Segment]], asker: Asker, target: LanguageTag, terms: Terms | None, around: Around | None
) -> Iterator[Draft]:
    segments = [segment for _, segment in waiting]
    results = (
        drafted_whole(segments, asker, target, terms, around)
        if asker.info.keeps_tags
        else enumerate(_by_sentences(segments, asker, target, terms))
    )
    provenance = Provenance(Origin.ENGINE, asker.by)
    for index, made in results:
        unit, segment = waiting[index]
        if not made.text.plain.strip():
            yield Draft(unit, Status.FLAG, tuple(said for _, said in made.reasons) or ("the engine gave nothing",))
            continue
        wording = wording_remarks(made.text.plain, target, terms.termbase if terms else None)
        made = replace(made, reasons=(*made.reasons, *wording))
        yield _finished(unit, segment, made, provenance, terms)


def _by_sentences(segments: list[Segment], asker: Asker, target: LanguageTag, terms: Terms | None) -> Iterator[Drafted]:
    for segment, made in zip(segments, drafted(segments, asker, target, terms), strict=True):
        lost = of_masked(asker.mask, segment.text.plain, made.text.plain)
        yield replace(made, reasons=(*made.reasons, *lost))


def _finished(unit: Unit, segment: Segment, made: Drafted, provenance: Provenance, terms: Terms | None) -> Draft:
    """The draft with a verdict on its terms, whoever made it: nothing passes unseen."""
    if terms is None:
        return replace(_draft(unit, str(made.text), provenance, made.reasons), calls=made.calls)
    text = terms.named(segment, made.text) if provenance.origin is Origin.ENGINE else made.text
    found, reasons = terms.judge(segment.text.plain, text.plain, made.step, made.missed_raw)
    reasons = (*made.reasons, *reasons, *terms.name_remarks(segment, text.plain))
    return replace(_draft(unit, str(text), provenance, reasons), terms=found, calls=made.calls)


def _draft(unit: Unit, wire: str, provenance: Provenance, reasons: tuple[Reason, ...]) -> Draft:
    said = tuple(dict.fromkeys(said for _, said in reasons))
    signed = replace(provenance, told=tuple(one for one in said if one.startswith(_ONCE)))
    made = replace(unit, target=wire, state=State.TRANSLATED, provenance=signed, reviews=(), record="")
    return Draft(made, max((status for status, _ in reasons), default=Status.OK), said)
