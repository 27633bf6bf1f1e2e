"""Half-width marks that belong to Chinese text into full-width ones; ellipses and dashes. Pure.

Source of the forms: Ministry of Education, Taiwan, 《重訂標點符號手冊》, 2008. A mark between Western letters or digits
is theirs and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pubflow.chinese.anchored import Edit
from pubflow.chinese.chars import (
    ATOM,
    CLOSING,
    HAN,
    MARKS,
    SPACE,
    after,
    before,
    is_chinese,
    is_han,
    is_latin,
    is_mostly_chinese,
)

_WIDE: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_ENDING: Final = ",.;:?!"
_AROUND_A_SIGN: Final = tuple("「」『』“”‘’\"'")
"""A mark alone between these is spoken of, not used."""
_MARK = re.compile(r"(?<!:)[,;:?!](?!:)|(?<!\.)\.(?!\.)")
_LAST_WORD = re.compile(f"[^{SPACE}{HAN}{MARKS}\n]*$")
_ABBREVIATIONS: Final = frozenset(
    ["co", "corp", "dr", "inc", "jr", "ltd", "mr", "mrs", "ms", "no", "prof", "sr", "st", "vs", "etc"]
)
_BRACKET = re.compile(r"[()（）]")
_ELLIPSIS = re.compile(r"\.{3,}|。{3,}|[…⋯]+")
_DASH = re.compile(f"[{SPACE}]*(?:[—―─]+|－|–+|-+)[{SPACE}]*")
_REPEATED = re.compile(r"([，、；：。])\1+|(?<=[。？！][」』])。|(?<=[。？！][」』][」』])。")
_STRAY: Final = {"｡": "。", "､": "、", "︰": "：", "．": "。"}
_STRAYS: Final = frozenset(_STRAY)
_STRAY_MARK = re.compile(f"[｡､]|︰(?!\\d)|(?<=[{HAN}{CLOSING}])．(?=[{CLOSING}]*(?:\n|$))")
"""Half a width, or a mark of another place, at the end of a sentence; elsewhere ． is the dot of a name."""
_SLASH = re.compile(f"(?<=[{HAN}])/(?=[{HAN}])")


def full_width(text: str) -> Iterator[Edit]:
    """`,` `.` `;` `:` `?` `!` beside Chinese, also at the end of a Chinese sentence, and `/` between Han characters."""
    for match in _MARK.finditer(text):
        at = match.start()
        if text[at - 1 : at] in _AROUND_A_SIGN and text[at + 1 : at + 2] in _AROUND_A_SIGN:
            continue
        if _is_stop(text, at) if match[0] == "." else _is_chinese_mark(text, at):
            yield Edit(at, at + 1, _WIDE[match[0]])
    for match in _SLASH.finditer(text):
        yield Edit(match.start(), match.end(), "／")
    yield from stray(text)


def stray(text: str) -> Iterator[Edit]:
    """`｡` `､` `︰`, and `．` where a sentence ends."""
    for match in _STRAY_MARK.finditer(text) if not _STRAYS.isdisjoint(text) else ():
        yield Edit(match.start(), match.end(), _STRAY[match[0]])


def _is_chinese_mark(text: str, at: int) -> bool:
    if text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit():
        return False
    beside = before(text, at, "?!"), after(text, at + 1, "?!\"'")
    return any(map(is_chinese, beside)) or (_ends(text, at) and is_mostly_chinese(text))


def _is_stop(text: str, at: int) -> bool:
    """Whether a full stop ends a Chinese sentence."""
    left, right = text[:at].rstrip(ATOM)[-1:], text[at + 1 : at + 2]
    if is_chinese(left):
        return not is_latin(right) or right.isupper()
    word = _word_before(text, at)
    if not word or "." in word or word.lower() in _ABBREVIATIONS or (len(word) == 1 and not word.isdigit()):
        return False
    if _ends(text, at):
        return is_mostly_chinese(text)
    # `1. ` at the start of a line, or of a part of it, counts a list.
    ahead = text[: at - len(word)].rpartition("\n")[2].strip()
    starts_line = ahead == "" or (word.isdigit() and ahead[-1] in "，、；：。（")
    return right != "" and right in SPACE and is_han(after(text, at + 1)) and not starts_line


def _word_before(text: str, at: int) -> str:
    found = _LAST_WORD.search(text[:at].rstrip(ATOM))
    return found[0].strip("()[]\"'“”‘’%") if found else ""


def _ends(text: str, at: int) -> bool:
    """Whether nothing but closing marks follows on its line."""
    rest = text[at + 1 :].partition("\n")[0]
    return not rest.strip(SPACE + ATOM + CLOSING + _ENDING + "\"'”’)")


def brackets(text: str) -> Iterator[Edit]:
    """Round brackets: full-width where Chinese stands in them or beside them, both of a pair alike."""
    open_at: list[int] = []
    for match in _BRACKET.finditer(text):
        at = match.start()
        if match[0] in "(（":
            open_at.append(at)
        elif open_at:
            yield from _pair(text, open_at.pop(), at)
        elif match[0] == ")" and is_chinese(before(text, at)):
            yield Edit(at, at + 1, "）")
    for at in open_at:
        if text[at] == "(" and (is_chinese(before(text, at)) or is_chinese(after(text, at + 1))):
            yield Edit(at, at + 1, "（")


def _pair(text: str, start: int, end: int) -> Iterator[Edit]:
    if text[start] == "(" and text[end] == ")" and not _is_chinese_pair(text, start, end):
        return
    if text[start] == "(":
        yield Edit(start, start + 1, "（")
    if text[end] == ")":
        yield Edit(end, end + 1, "）")


def _is_chinese_pair(text: str, start: int, end: int) -> bool:
    if any(is_chinese(char) for char in text[start + 1 : end]):
        return True
    left = text[start - 1 : start]
    if is_latin(left) and not left.isdigit():
        # All Western so far: `f(x)`, `NBA(US)`.
        return False
    return is_chinese(before(text, start, _ENDING)) or is_chinese(after(text, end + 1, _ENDING))


def ellipses(text: str) -> Iterator[Edit]:
    """Any other form of …… beside Chinese."""
    for match in _ELLIPSIS.finditer(text):
        if match[0] != "……" and _touches_chinese(text, match):
            yield Edit(match.start(), match.end(), "……")


def dashes(text: str) -> Iterator[Edit]:
    """Any other form of —— beside Chinese; a hyphen is a dash only with spaces round it and Han characters beyond."""
    for match in _DASH.finditer(text):
        if match[0] == "——" or not _is_dash(text, match):
            continue
        yield Edit(match.start(), match.end(), "——")


def _is_dash(text: str, match: re.Match[str]) -> bool:
    left, right = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if not left or not right or "\n" in left + right or ATOM in left + right:
        return False
    mark = match[0].strip(SPACE)
    if mark[0] in "—―─":
        return is_chinese(left) or is_chinese(right)
    both = is_chinese(left) and is_chinese(right)
    return both and (len(mark) > 1 or mark == "－" or (match[0][0] != mark and match[0][-1] != mark))


def repeated(text: str) -> Iterator[Edit]:
    """The same mark twice, and a full stop after a quotation that ends its own sentence."""
    for match in _REPEATED.finditer(text):
        yield Edit(match.start(), match.end(), match[1] or "")


def _touches_chinese(text: str, match: re.Match[str]) -> bool:
    return is_chinese(before(text, match.start())) or is_chinese(after(text, match.end()))
