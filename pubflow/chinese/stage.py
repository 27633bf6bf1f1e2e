"""Chinese of any engine into that of Taiwan: script, words, marks, figures, spaces. Pure.

It is for drafts: what people wrote is never run through it. Run twice it is run once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from pubflow.chinese import figures, lists, marks, quotes, spacing, titles, words
from pubflow.chinese.anchored import Anchored, Edit
from pubflow.chinese.chars import is_han
from pubflow.chinese.script import Script, script_of, to_traditional
from pubflow.chinese.shield import Shield
from pubflow.language import TAIWAN_STYLE, ChineseStyle
from pubflow.segment.tagged import TaggedText

_Rule = Callable[[str], Iterable[Edit]]

_ROUNDS = 6
"""What one rule makes may be what another waits for; two rounds are usual, the second to see that nothing is left."""
_ALIKE = str.maketrans("臺佔佈裏祕污爲着·・", "台占布裡秘汙為著‧‧")
"""Characters that one name may be written with as well as with the other."""


def to_taiwan(text: str, style: ChineseStyle = TAIWAN_STYLE, *, protect: Sequence[str] = (), source: str = "") -> str:
    """Plain text as Taiwan writes it. `protect`: forms that stay as they stand, in Traditional characters.

    `source`: what it is a draft of; some of its words tell in which sense a word stands there.
    """
    return _finished(Anchored(text), style, protect, source).text


def to_taiwan_tagged(
    text: TaggedText, style: ChineseStyle = TAIWAN_STYLE, *, protect: Sequence[str] = (), source: str = ""
) -> TaggedText:
    """The same over text with tags: all of them stay, each at its words, and none hides the neighbours of a mark."""
    return _finished(Anchored.of(text), style, protect, source).tagged


def _finished(draft: Anchored, style: ChineseStyle, protect: Sequence[str], source: str) -> Anchored:
    if not any(map(is_han, draft.text)):
        return draft
    rules = tuple(_rules(style, protect, source, converted=script_of(draft.text) is Script.SIMPLIFIED))
    for _ in range(_ROUNDS):
        before = draft
        for rule in rules:
            draft = _applied(draft, rule, protect)
        if draft == before:
            break
    return draft


def _in_traditional(text: str) -> Iterator[Edit]:
    return to_traditional(text, script_of(text))


def _as_named(text: str, forms: Sequence[tuple[str, str]]) -> Iterator[Edit]:
    """(Form, itself folded): in the characters of the caller, 臺灣高等法院 where the tables made 台灣高等法院."""
    folded = text.translate(_ALIKE)
    found: dict[tuple[int, int], list[str]] = {}
    for form, alike in forms:
        at = folded.find(alike)
        while at >= 0:
            found.setdefault((at, at + len(form)), []).append(form)
            at = folded.find(alike, at + 1)
    end = 0
    for (start, stop), those in sorted(found.items(), key=lambda one: (one[0][0], -one[0][1])):
        if start >= end:
            end = stop
            if text[start:stop] not in those:
                yield Edit(start, stop, those[0])


def _rules(style: ChineseStyle, protect: Sequence[str], source: str, *, converted: bool) -> Iterable[_Rule]:
    """In the order they need: script and words first, quotes before the marks beside them, spaces last."""
    yield _in_traditional
    yield partial(_as_named, forms=tuple((form, form.translate(_ALIKE)) for form in protect if form))
    yield figures.widths
    yield partial(words.in_taiwan, converted=converted, sure=words.sure_by(source))
    yield partial(words.taiwan, form=style.taiwan)
    yield titles.initials
    yield partial(figures.interpuncts, mark=style.interpunct)
    yield figures.amounts
    yield figures.percentages
    yield partial(figures.ranges, mark=style.range)
    yield from (marks.brackets, _quotations, marks.full_width, marks.brackets, marks.ellipses, marks.dashes)
    yield from (
        partial(titles.title_marks, source=source),
        partial(lists.enumerations, source=source),
        lists.before_and,
    )
    if converted:
        yield spacing.between_han
    yield from (spacing.beside_marks, marks.repeated, figures.dates)
    yield partial(spacing.between_scripts, spacing=style.spacing)


def _quotations(text: str) -> Iterable[Edit]:
    return quotes.quotations(text, Shield(text))


def _applied(draft: Anchored, rule: _Rule, protect: Sequence[str]) -> Anchored:
    edits = list(rule(draft.text))
    if not edits:
        return draft
    shield = Shield(draft.text, protect)
    return draft.edited(edit for edit in edits if shield.allows(edit))
