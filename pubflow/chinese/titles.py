"""Marks of titles, 《》 and 〈〉, and names with a part in Latin letters. Pure.

Source of the forms: Ministry of Education, Taiwan, 《重訂標點符號手冊》, 2008; W3C, Requirements for Chinese Text
Layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pubflow.chinese.anchored import Edit
from pubflow.chinese.chars import HAN, LATIN, SPACE

_DOUBLED = re.compile(rf"(<<|≪|《)(?=[^<>≪≫《》\n]*[{HAN}])([^<>≪≫《》\n]{{1,60}})(>>|≫|》)")
_LAW: Final = "(?:法|條例|公約|盟約|規約|憲法|憲章|宣言|議定書|協定|條約|綱領|施行細則)"
_QUOTED_LAW = re.compile(rf"「([{HAN}\d]{{1,28}}{_LAW})」")
_PAPER: Final = "(?:時報|日報|郵報|晚報|早報|週報|週刊|衛報|電訊報)"
_QUOTED_PAPER = re.compile(rf"「([{HAN}]{{1,8}}{_PAPER})」")
_SINGLE_LAW = re.compile(rf"〈([{HAN}\d]{{1,28}}{_LAW})〉")
_ANGLED = re.compile(rf"(?<!<)<(?=[^<>\n]*[{HAN}])([^<>\n]{{2,40}})>(?!>)")
_NO_TITLE = re.compile("(?:做|作|辦|方|想|看|說|用|寫|手|司|立|違|合|非|無|守|執|犯|魔|書|語|文|句|依|未|不)法$")
_QUOTES = re.compile(r"[“”„«»\"]|(?<!\w)['‘]\w")
_BEFORE_TITLES: Final = frozenset("<≪《")
_TITLE_MARK = re.compile("[《》]")
_DOT: Final = "[·•・‧∙⋅･．]"
_DOTS: Final = frozenset(_DOT[1:-1])
_INITIALS = re.compile(
    rf"(?<=[{HAN}]){_DOT}[{SPACE}]?((?:[A-Z]\.?(?:[{SPACE}]|{_DOT})?)+?)[{SPACE}]?(?:{_DOT})?[{SPACE}]?(?=[{HAN}])"
    rf"|(?<![{LATIN}{HAN}.])((?:[A-Z]\.?{_DOT})+)(?=[{HAN}])"
)


def title_marks(text: str, source: str) -> Iterator[Edit]:
    """`<<X>>` is `《X》`, `《…《X》…》` is `《…〈X〉…》`; a law in 「」 gets 《》 where the source quotes nothing."""
    for match in _DOUBLED.finditer(text) if not _BEFORE_TITLES.isdisjoint(text) else ():
        if match[1] != "《" or match[3] != "》":
            yield Edit(match.start(1), match.end(1), "《")
            yield Edit(match.start(3), match.end(3), "》")
    yield from _nested(text)
    yield from _single(text, source)
    if source and "「" in text and not _QUOTES.search(source):
        for match in (*_QUOTED_LAW.finditer(text), *_QUOTED_PAPER.finditer(text)):
            if not _NO_TITLE.search(match[1]):
                yield from _around(match, "《》")


def _single(text: str, source: str) -> Iterator[Edit]:
    """`<X>` is `〈X〉` where the source quotes something; a law in 〈〉 that stands in no other title gets 《》."""
    for match in _ANGLED.finditer(text) if "<" in text and "<" not in source and _QUOTES.search(source) else ():
        yield from _around(match, "〈〉")
    for match in _SINGLE_LAW.finditer(text) if "〈" in text else ():
        if text.count("《", 0, match.start()) == text.count("》", 0, match.start()) and not _NO_TITLE.search(match[1]):
            yield from _around(match, "《》")


def _around(match: re.Match[str], marks: str) -> Iterator[Edit]:
    yield Edit(match.start(), match.start() + 1, marks[0])
    yield Edit(match.end() - 1, match.end(), marks[1])


def _nested(text: str) -> Iterator[Edit]:
    opened: list[int] = []
    for match in _TITLE_MARK.finditer(text) if "《" in text else ():
        at = match.start()
        if match[0] == "《":
            opened.append(at)
        elif opened:
            start = opened.pop()
            if len(opened) % 2:
                yield Edit(start, start + 1, "〈")
                yield Edit(at, at + 1, "〉")


def initials(text: str) -> Iterator[Edit]:
    """`喬治·W·布希` is `喬治 W. 布希`: beside a part in Latin letters stand a full stop and a space, no dot."""
    for match in _INITIALS.finditer(text) if not _DOTS.isdisjoint(text) else ():
        letters = "".join(f"{char}. " for char in match[0] if char.isascii() and char.isupper())
        yield Edit(match.start(), match.end(), f"{' ' if match[1] else ''}{letters}")
