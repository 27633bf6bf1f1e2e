"""Characters that a target must not hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from pubflow.catalog import Unit
from pubflow.checks.reading import Reading, each, name_dots, read
from pubflow.chinese import figures, lists, marks
from pubflow.chinese.anchored import Edit
from pubflow.chinese.chars import HAN, is_chinese
from pubflow.facts import invisible_characters
from pubflow.finding import Finding, Severity
from pubflow.plugins import CheckContext

# Marks that belong to Arabic and Hebrew text beside numbers and Latin words.
_DIRECTION_MARKS = frozenset({"\u200e", "\u200f", "\u2066", "\u2067", "\u2068", "\u2069", "\u061c"})
_EMBEDDINGS = frozenset("\u202a\u202b\u202c\u202d\u202e")
_EMBEDDING = re.compile("[\u202a-\u202e]")
_BROKEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")
"""Controls, the sign for what could not be read, and characters that only one maker's fonts know."""
_SUSPECT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ffÃÂâï\u200c\u200d]")
"""Any character by which a text may be broken."""
_WIDE_ASCII = re.compile("[！-～]+|(?<=[가-힣])[。、]")
_WIDE_SPACE = re.compile("\u3000+")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord("。"): ord("."), ord("、"): ord(",")}
_MOJIBAKE = re.compile("[ÃÂ][\u0080-\u00bf]|â€[\u0080-\u20ff™œ“”]|ï»¿")
_JOINERS = re.compile("[\u200c\u200d]")
_JOINING = frozenset(("ar", "as", "bn", "ckb", "dv", "fa", "gu", "hi", "km", "kn", "ku", "ml", "mn", "mr", "my", "ne",
    "pa", "ps", "sd", "si", "syr", "ta", "te", "ug", "ur"))  # fmt: skip
"""Languages that join or part letters with them."""
_ARABIC = "\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff"
_LATIN_IN_ARABIC = re.compile(
    rf"(?<=[A-Za-z0-9»”)])[,;](?=\s[{_ARABIC}])|(?<=[{_ARABIC}])[,;?](?!\d)|[,;?](?=[{_ARABIC}])"
)
_OTHER_MARKS = frozenset(("ar", "ckb", "fa", "ja", "ps", "sd", "ug", "ur", "zh"))
"""Languages with marks of their own."""
_IN_ARABIC = {",": "،", ";": "؛", "?": "؟"}
_CHINESE_COMMA = re.compile(f"(?<=[{HAN}\u3040-\u30ff])，")
_WESTERN = frozenset("，!(),-./:;?…⋯—–―─－｡､︰．")
"""Any mark that might be wrong in Chinese: most texts have none."""
_OPENING, _CLOSING = re.compile("[(（]"), re.compile("[)）]")
_KEYWORDS = re.compile(r"(?:[^;\s][^;]*;){2,}")
"""A list that a program takes apart."""
_DOTTED_WORD = re.compile(r"\.[A-Za-z]+")
""".NET, where the source has it."""
_KEPT_BRACKETS = re.compile(r"\([_&]\w\)|(?<=\d)(?:\([0-9a-z]{1,4}\))+")
"""A program's access key `(_S)`; parts of an article, 14(1)(a)."""
_EAST_ASIAN = re.compile("[\u3001-\u9fff\uac00-\ud7a3]")
_ISOLATE = re.compile("[\u2066-\u2069]")
_POP_ISOLATE = "\u2069"
_POP = "\u202c"


class InvisibleChar:
    """A character that nobody sees and every comparison does, or that no reader can make out."""

    id = "invisible-char"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        target, source = unit.target, unit.key.source
        right_to_left = context.language.direction == "rtl"
        for at, name in invisible_characters(target):
            char = target[at]
            if char in source or (right_to_left and char in _DIRECTION_MARKS | _EMBEDDINGS):
                continue
            fix = target[:at] + target[at + 1 :]
            yield Finding(self.id, Severity.ERROR, f"holds {name}", context.where, span=(at, at + 1), fix=fix)
        if target.isascii() and target.isprintable():
            return
        for start, end, message in _strange(target, context) if _SUSPECT.search(target) else ():
            if target[start:end] not in source:
                yield Finding(self.id, Severity.ERROR, message, context.where, span=(start, end))
        if context.language.language not in ("zh", "ja", "yue"):
            for match in _WIDE_ASCII.finditer(target):
                fix = target[: match.start()] + match[0].translate(_NARROW) + target[match.end() :]
                message = f"“{match[0]}” is full-width"
                yield Finding(self.id, Severity.ERROR, message, context.where, span=match.span(), fix=fix)
        if context.language.language == "zh" and (reading := read(unit, context)) is not None:
            message = "“{old}” is full-width: in Chinese text letters and digits are half-width"
            yield from each(reading, self.id, Severity.ERROR, message, figures.wide_runs(reading.text))
            if "\u3000" in target and "\u3000" not in source:
                edits = (Edit(*match.span(), "") for match in _WIDE_SPACE.finditer(reading.text))
                yield from each(reading, self.id, Severity.ERROR, "holds U+3000 IDEOGRAPHIC SPACE: {around}", edits)


def _strange(text: str, context: CheckContext) -> Iterator[tuple[int, int, str]]:
    yield from _broken(text)
    yield from _lone_joiners(text, context)


def _broken(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _BROKEN.finditer(text):
        name = unicodedata.name(match[0], "a control or private character")
        yield *match.span(), f"holds U+{ord(match[0]):04X} {name}"
    for match in _MOJIBAKE.finditer(text):
        yield *match.span(), f"holds “{match[0]}”: text read in the wrong encoding"


def _lone_joiners(text: str, context: CheckContext) -> Iterator[tuple[int, int, str]]:
    """Joiners outside emoji, in languages that need none."""
    if context.language.language in _JOINING:
        return
    for match in _JOINERS.finditer(text):
        beside = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
        if all(char.isalnum() or char.isspace() for char in beside):
            yield *match.span(), f"holds U+{ord(match[0]):04X} {unicodedata.name(match[0])}"


class HalfwidthPunct:
    """A Western mark in Chinese, Japanese or Arabic text.

    Source: Ministry of Education, Taiwan, 《重訂標點符號手冊》, 2008.
    """

    id = "halfwidth-punct"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        language = context.language.language
        if language not in _OTHER_MARKS or (reading := read(unit, context)) is None:
            return
        if language not in ("zh", "ja"):
            message = "{old} is {new} in Arabic letters: {around}"
            yield from each(reading, self.id, Severity.ERROR, message, _arabic(reading.text))
            return
        if language == "zh":
            yield from self._lists(reading)
        if _WESTERN.isdisjoint(reading.chars) and "。。。" not in reading.text:
            return
        message = "half-width {old} is {new} here: {around}"
        found = list(_full_width(reading))
        for severity in (Severity.ERROR, Severity.WARNING):
            edits = (edit for edit in found if _touches_chinese(reading.text, edit) is (severity is Severity.ERROR))
            yield from each(reading, self.id, severity, message, edits)
        yield from self._brackets(reading)
        if language == "ja":
            commas = (Edit(match.start(), match.end(), "、") for match in _CHINESE_COMMA.finditer(reading.text))
            yield from each(reading, self.id, Severity.WARNING, "{old} is {new} here: {around}", commas)
        if language == "zh":
            message = "{old} is {new} here: {around}"
            yield from each(reading, self.id, Severity.WARNING, message, _loose(reading.text))

    def _lists(self, reading: Reading) -> Iterator[Finding]:
        text = reading.text
        may_be_list = "，" in text and "、" not in text and reading.source.count(",") > 1
        if may_be_list and (edits := reading.edits(lists.enumerations(text, reading.source))):
            span = edits[0].start, edits[-1].end
            yield reading.found(self.id, Severity.WARNING, "the items of a list are parted by 、", span, edits)
        if "、" in text:
            message = "no 、 before the last item of a list: {around}"
            yield from each(reading, self.id, Severity.WARNING, message, lists.before_and(text))

    def _brackets(self, reading: Reading) -> Iterator[Finding]:
        """Both of a pair at once."""
        text = reading.text
        if len(_OPENING.findall(text)) != len(_CLOSING.findall(text)):
            # One lacks, which is more than a width.
            return
        kept = [match.span() for match in _KEPT_BRACKETS.finditer(text)]
        edits = [
            edit
            for edit in reading.edits(marks.brackets(text))
            if not any(start <= edit.start < end for start, end in kept)
        ]
        while edits:
            pair = edits[:2] if edits[0].text == "（" and len(edits) > 1 and edits[1].text == "）" else edits[:1]
            del edits[: len(pair)]
            start, end = pair[0].start, pair[-1].end
            message = f"brackets are （ ） here: {reading.around(start, end)}"
            # A space before brackets that hold nothing but Latin is another house's style, kept throughout.
            aside = len(pair) == 2 and text[:start].endswith(" ") and not _EAST_ASIAN.search(text, start, end)
            yield reading.found(self.id, Severity.WARNING if aside else Severity.ERROR, message, (start, end), pair)


def _full_width(reading: Reading) -> Iterator[Edit]:
    comma = "、" if reading.language == "ja" else "，"
    text, source = reading.text, reading.source
    dots = {edit.start for edit in name_dots(text, source)}
    for edit in marks.full_width(text):
        word = _DOTTED_WORD.match(text, edit.start)
        if edit.text == "；" and _KEYWORDS.fullmatch(source):
            continue
        if edit.text != "／" and edit.start not in dots and (word is None or word[0] not in source):
            yield edit._replace(text=comma) if edit.text == "，" else edit


def _touches_chinese(text: str, edit: Edit) -> bool:
    """Whether it does, or ends its line; behind a Western word and before a space, E37: 尚未存檔, others set it so."""
    left, rest = text[: edit.start].rstrip("?!")[-1:], text[edit.end :].lstrip("?!").partition("\n")[0]
    return not left or is_chinese(left) or not rest.startswith(" ") or not rest.strip()


def _loose(text: str) -> Iterator[Edit]:
    """Marks in a form that Taiwan does not use: ... for ……, / for ／, - for ——."""
    yield from (edit for edit in marks.full_width(text) if edit.text == "／")
    yield from marks.ellipses(text)
    yield from marks.dashes(text)


def _arabic(text: str) -> Iterator[Edit]:
    for match in _LATIN_IN_ARABIC.finditer(text):
        yield Edit(match.start(), match.end(), _IN_ARABIC[match[0]])


class Bidi:
    """Direction controls that change how a right-to-left text reads: isolates left open, embeddings, overrides."""

    id = "bidi"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        target = unit.target
        if target.isascii() or context.language.direction != "rtl":
            return
        for match in _EMBEDDING.finditer(target):
            at, char = match.start(), match[0]
            ends_another = char == _POP and not _EMBEDDINGS.isdisjoint(target[:at])
            if char not in unit.key.source and not ends_another:
                name = unicodedata.name(char)
                message = f"holds U+{ord(char):04X} {name}: an isolate (U+2066 to U+2069) does this safely"
                yield Finding(self.id, Severity.ERROR, message, context.where, span=(at, at + 1))
        for at in _unbalanced(target):
            word = "closes no isolate" if target[at] == _POP_ISOLATE else "is never closed by U+2069"
            message = f"the isolate U+{ord(target[at]):04X} {word}"
            yield Finding(self.id, Severity.ERROR, message, context.where, span=(at, at + 1))


def _unbalanced(text: str) -> Iterable[int]:
    """A paragraph ends what is open in it: one behind a line break closes nothing."""
    opened: list[int] = []
    wrong: list[int] = []
    for match in _ISOLATE.finditer(text):
        if opened and "\n" in text[opened[-1] : match.start()]:
            wrong, opened = wrong + opened, []
        if match[0] != _POP_ISOLATE:
            opened.append(match.start())
        elif opened:
            opened.pop()
        else:
            wrong.append(match.start())
    return sorted(wrong + opened)
