"""Quotations: whole, in the marks of the language, and still there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pubflow.catalog import Unit
from pubflow.checks.lengths import share_of
from pubflow.checks.quoted import MARKS, Pair, Quoted, quoted
from pubflow.checks.reading import Reading, each, read
from pubflow.checks.writing import Writing, has_corner_quotes, is_traditional, writing_of
from pubflow.chinese import quotes as corner
from pubflow.chinese.anchored import Edit
from pubflow.chinese.chars import HAN, is_chinese
from pubflow.chinese.titles import title_marks
from pubflow.finding import Finding, Severity
from pubflow.plugins import CheckContext

_ANY_MARK = frozenset(f"{MARKS}'《》〈〉＂〝〞<≪｢｣﹁﹂﹃﹄")
_NO_CODE = "「」『』“”„«»"
_DOUBLE = re.compile('[“”"]')
_STOP_OUTSIDE = re.compile(
    r"(?:說明?|道|表示|指出|強調|回[答應]|補充|[宣聲]?稱|警告|呼籲|解釋|承認|坦[言承]|[直斷]言|認為|提到|主張|批評|質疑|重申|喊)"
    r"：「[^「」、]{3,}[^「」、。？！…](」。)$"
)
_STOP_INSIDE = re.compile(rf"(?<=[{HAN}])「[^「」，；：。？！]{{1,8}}(。」)$")
_ENDS_IN_PART = re.compile(r"(?<!^)[“‘](?:[a-z][\w’-]*)(?: [\w’-]+){0,3}(?:\.[”’]|[”’]\.)$")
"""A source that ends in a word or a few in quotation marks, and not in a quoted sentence."""
_WORK = re.compile(
    r"\b(?:(report|book|film|documentary|novel|newspaper|daily|magazine|journal|album|series|memoir)|article|chapter|song"
    r"|poem|briefing|essay|op-ed)s?,? (?:(?:en)?titled |called |named )?“(?-i:(?![a-z]))",
    re.IGNORECASE,
)
"""A kind of work right before its title in quotation marks; the first kinds stand in 《》."""
_LATIN_NAME = re.compile(r"\s?[（(][A-Za-zÀ-ɏ’'.\s-]+[）)]")
_BESIDE: dict[str, tuple[str, re.Pattern[str], str]] = {
    "ja": ("no 。 before 」: {around}", re.compile("(?<=[^。])。(?=[」』])"), ""),
    "es": (
        "the full stop stands behind the quotation mark: {around}",
        re.compile(r"(?<=[a-záéíóúñ]{3})\.([”»])(?=\s[A-ZÁÉÍÓÚÑ¿¡“«]|\s*\Z)"),
        r"\1.",
    ),
    "de": (
        "a comma parts a quotation from who said it, behind the mark: {around}",
        re.compile(
            r"(?<=\w),([“«])(?=\s)|(?<=[!?\w])([“«])(?= (?:sag|erklär|beton|mein|forder|warn|kritisier)te?"
            r" (?:er|sie|der|die|das|ein|eine|[A-ZÄÖÜ]))"
        ),
        r"\1\2,",
    ),
}
"""By language: a message, marks in the wrong order at the end of a quotation, and the right one."""
_LEAST_SHARE = 0.3
_LOST_SHARE = 0.5
_LOST_PART = 0.7
"""A quotation that holds less than this part of what its source's holds, of all that is said, was cut short."""
_FEWEST_QUOTED = 8
"""Characters of a quotation below which its share of a text tells nothing."""
_LEAST_QUOTED, _CUT = 60, 0.58
"""Characters from which a quotation's length tells something; the share of the usual one below which it is cut."""
_Found = Iterator[Finding]


class Quotes:
    """Marks that never close or open, of another language, or in the wrong order; quotations that are gone."""

    id = "quotes"

    def __call__(self, unit: Unit, context: CheckContext) -> _Found:
        """See the class."""
        reading = read(unit, context)
        writing = writing_of(context.language)
        if reading is None or writing is None:
            return
        if _ANY_MARK.isdisjoint(reading.chars):
            yield from self._gone(reading, context)
            return
        found = list(self._marks(reading, writing, context))
        yield from found or self._shorter(reading)

    def _marks(self, reading: Reading, writing: Writing, context: CheckContext) -> _Found:
        if has_corner_quotes(context.language):
            # A text without a character of the language is in another one, which is more than marks.
            yield from self._corner(reading) if any(map(is_chinese, reading.text)) else ()
        else:
            yield from self._western(reading, writing)
        if is_traditional(context.language):
            yield from self._titles(reading)
        elif reading.language in _BESIDE:
            yield from self._beside(reading)

    def _corner(self, reading: Reading) -> _Found:
        edits = reading.edits(corner.quotations(reading.text, reading.shield))
        if edits and not _is_literal(edits, reading):
            message = "quotation marks are 「」 here, and 『』 inside them"
            yield reading.found(self.id, Severity.ERROR, message, (edits[0].start, edits[0].end), edits)
            return
        if _DOUBLE.search(reading.source):
            for start, end in corner.inner_alone(reading.text, reading.shield):
                edits = [Edit(start, start + 1, "「"), Edit(end, end + 1, "」")]
                message = "『』 stand only inside 「」"
                yield reading.found(self.id, Severity.ERROR, message, (start, end + 1), edits)
        lone = [one for one in corner.unpaired(reading.text, reading.shield) if reading.text[one[0]] in _NO_CODE]
        yield from self._lone(reading, [at for at, opens in lone if opens], [at for at, opens in lone if not opens])

    def _western(self, reading: Reading, writing: Writing) -> _Found:
        found = quoted(reading.text)
        wrong = list(_wrong_pairs(found, reading, writing))
        if wrong:
            edits = [edit for pair in wrong for edit in _rewritten(pair, reading.text, writing)]
            straight = all(reading.text[pair.start] == '"' for pair in wrong)
            told = " and ".join((_shown(writing.quotes[0]), f"inside them {_shown(writing.inner[0])}"))
            first = min(wrong, key=lambda pair: pair.start)
            severity = Severity.WARNING if straight else Severity.ERROR
            message = f"quotation marks are {told} here"
            yield reading.found(self.id, severity, message, (first.start, first.end + 1), reading.edits(edits))
        else:
            yield from self._lone(reading, found.unclosed, found.unopened)

    def _lone(self, reading: Reading, unclosed: list[int], unopened: list[int]) -> _Found:
        """Those that the source leaves open likewise go on in the next paragraph, or come from the one before."""
        theirs = quoted(reading.source)
        for places, like, word in ((unclosed, theirs.unclosed, "closed"), (unopened, theirs.unopened, "opened")):
            places = [at for at in places if reading.allows(at, at + 1)]
            # A straight mark alone tells not whether it opens or closes.
            straight = [at for at in theirs.unclosed if reading.source[at] == '"'] if like is theirs.unopened else []
            for at in places[len(like) + len(straight) :]:
                message = f"{reading.text[at]} is never {word}"
                yield reading.found(self.id, Severity.ERROR, message, (at, at + 1))

    def _titles(self, reading: Reading) -> _Found:
        edits = reading.edits(title_marks(reading.text, reading.source))
        if edits:
            message = "titles of books and laws stand in 《》, titles inside those in 〈〉"
            yield reading.found(self.id, Severity.WARNING, message, (edits[0].start, edits[-1].end), edits)
        else:
            yield from self._named_works(reading)
        if "」。" in reading.text and (match := _STOP_OUTSIDE.search(reading.text)):
            edit = Edit(match.start(1), match.end(1), "。」")
            message = "the full stop of a whole sentence stands inside: 。」"
            yield reading.found(self.id, Severity.WARNING, message, match.span(1), reading.edits([edit]))
        if (
            "。」" in reading.text
            and (match := _STOP_INSIDE.search(reading.text))
            and _ENDS_IN_PART.search(reading.source)
        ):
            edit = Edit(match.start(1), match.end(1), "」。")
            message = "the full stop stands behind words that are no whole sentence: 」。"
            yield reading.found(self.id, Severity.WARNING, message, match.span(1), reading.edits([edit]))

    def _beside(self, reading: Reading) -> _Found:
        """Marks beside the one that ends a quotation, where the language has one order of them."""
        message, pattern, new = _BESIDE[reading.language]
        edits = (Edit(*match.span(), match.expand(new)) for match in pattern.finditer(reading.text))
        yield from each(reading, self.id, Severity.WARNING, message, edits)

    def _named_works(self, reading: Reading) -> _Found:
        """`the report “X”` is 《X》, an article or a song 〈X〉: told where there is one quotation and no such mark."""
        text = reading.text
        pairs = quoted(text).pairs
        if len(pairs) != 1 or any(mark in text for mark in "《〈") or text[pairs[0].start] != "「":
            return
        if "“" not in reading.source or (work := _WORK.search(reading.source)) is None:
            return
        marks = "《》" if work[1] else "〈〉"
        start, end = pairs[0].start, pairs[0].end
        edits = reading.edits([Edit(start, start + 1, marks[0]), Edit(end, end + 1, marks[1])])
        if edits:
            message = f"a work's title stands in {marks[0]} {marks[1]}"
            yield reading.found(self.id, Severity.WARNING, message, (start, end + 1), edits)

    def _gone(self, reading: Reading, context: CheckContext) -> _Found:
        source = reading.source
        if '"' not in source and "“" not in source and "‘" not in source:
            return
        names = [match.text for match in context.terms if match.entry.kind == "name"]
        for pair in quoted(source).pairs:
            inside = source[pair.start + 1 : pair.end].rstrip(".,")
            if source[pair.start] in '“"‘' and inside.strip() and not any(inside in name for name in names):
                message = f"the quotation marks of “{inside}” are gone"
                yield reading.found(self.id, Severity.WARNING, message, (0, len(reading.text)))
                return

    def _shorter(self, reading: Reading) -> _Found:
        theirs, ours = quoted(reading.source), quoted(reading.text)
        if not theirs.pairs or not ours.pairs or _is_open(theirs) or _is_open(ours):
            return
        share = theirs.share(reading.source)
        least = _LOST_PART if _lacks_second_half(theirs, ours, reading) else _LOST_SHARE
        is_less = (
            share >= _LEAST_SHARE
            and len(theirs.inside(reading.source)) >= _FEWEST_QUOTED
            and _share(reading.text, ours) < share * least
        )
        if is_less or _is_cut(theirs.inside(reading.source), ours.inside(reading.text), reading):
            pair = ours.pairs[-1]
            message = "the quotation holds much less of the sentence than in the source"
            yield reading.found(self.id, Severity.WARNING, message, (pair.start, pair.end + 1))


def _share(text: str, found: Quoted) -> float:
    """How much of a target stands in quotations; a Latin name in parentheses, which the source lacks, is left out."""
    bare = _LATIN_NAME.sub("", text)
    return found.share(text) if bare == text else quoted(bare).share(bare)


def _is_cut(theirs: str, ours: str, reading: Reading) -> bool:
    """Whether what is quoted is much shorter than such a text is in the language."""
    share = share_of(theirs, ours, reading.tag) if len(theirs) >= _LEAST_QUOTED else None
    return share is not None and share < _CUT


def _is_literal(edits: list[Edit], reading: Reading) -> bool:
    """Whether the source has the same marks around the same words: a file's name, a command."""
    text = reading.text
    pairs = zip(edits[::2], edits[1::2], strict=False)
    return len(edits) % 2 == 0 and all(
        text[start.start] in "'\"" and text[start.start : end.end] in reading.source for start, end in pairs
    )


def _lacks_second_half(theirs: Quoted, ours: Quoted, reading: Reading) -> bool:
    """Whether `“A,” said X. “B.”` ends outside marks, with one quotation."""
    ends = reading.source.rstrip().endswith(("”", '"')), reading.text.rstrip().endswith(tuple('」”»"“'))
    return len(theirs.pairs) > 1 and len(ours.pairs) == 1 and ends == (True, False)


def _is_open(found: Quoted) -> bool:
    return bool(found.unclosed or found.unopened)


def _shown(pair: str) -> str:
    return f"{pair[0]} {pair[1]}"


def _wrong_pairs(found: Quoted, reading: Reading, writing: Writing) -> Iterator[Pair]:
    text = reading.text
    inverted = any(_form(pair, text) in writing.quotes and pair.depth for pair in found.pairs)
    source_is_straight = '"' in reading.source
    for pair in found.pairs:
        form = _form(pair, text)
        if form == '""' and (source_is_straight or form in writing.quotes):
            continue
        if (form[0] in "「『" and not _is_said(text, pair, reading.language)) or not reading.allows(
            pair.start, pair.end + 1
        ):
            continue
        if pair.depth:
            wrong = form not in writing.inner or (form == "“”" and _is_in(found, pair, text, ("“”",)))
        else:
            wrong = form not in writing.quotes and (form not in writing.inner or inverted or "“" in reading.source)
        if wrong or (inverted and pair.depth and not _is_in(found, pair, text, writing.quotes)):
            yield pair


def _is_said(text: str, pair: Pair, language: str) -> bool:
    """Whether a particle of speech stands behind it: in Korean 「」 are marks of titles."""
    return language == "ko" and _PARTICLE.match(text, pair.end + 1) is not None


_PARTICLE = re.compile("이?라(?:고|며|는)")


def _is_in(found: Quoted, pair: Pair, text: str, forms: tuple[str, ...]) -> bool:
    """Whether all quotations around it have marks of these forms."""
    around = (_form(one, text) for one in found.pairs if one.start < pair.start and pair.end < one.end)
    return all(form in forms for form in around)


def _form(pair: Pair, text: str) -> str:
    return text[pair.start] + text[pair.end]


def _rewritten(pair: Pair, text: str, writing: Writing) -> Iterator[Edit]:
    marks = (writing.inner if pair.depth else writing.quotes)[0]
    start, end = marks[0], marks[1]
    gap = "\u00a0" if start == "«" and writing.before else ""
    if not text[pair.start + 1 : pair.end].strip():
        # Around nothing there is one gap, not two.
        yield Edit(pair.start, pair.end + 1, start + gap + end)
        return
    head = len(text[pair.start + 1 :]) - len(text[pair.start + 1 :].lstrip()) if gap else 0
    tail = len(text[: pair.end]) - len(text[: pair.end].rstrip()) if gap else 0
    yield Edit(pair.start, pair.start + 1 + head, start + gap)
    yield Edit(pair.end - tail, pair.end + 1, gap + end)
