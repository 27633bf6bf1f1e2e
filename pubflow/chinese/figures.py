"""Numbers, dates, percentages, ranges and amounts as Taiwan writes them; never another value. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pubflow.chinese.anchored import Edit
from pubflow.chinese.chars import HAN, LATIN, SPACE

_WIDTHS: Final = {
    code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_WIDE_ONES: Final = frozenset(map(chr, _WIDTHS))
_TIME = re.compile(r"(?<=\d)[：︰](?=\d\d(?!\d))")
_DATE = re.compile(
    rf"(?<!\d)(?:(\d{{4}})[{SPACE}]*年[{SPACE}]*)?0?([1-9]\d?)[{SPACE}]*月(?![球薪餅租費票])(?:[{SPACE}]*0?([1-9]\d?)[{SPACE}]*日)?"
)
_PERCENT = re.compile(rf"(?<=\d)[{SPACE}]*％|(?<=\d)[{SPACE}]+%")
_SPELLED_PERCENT = re.compile(r"百分之(\d+(?:\.\d+)?)(?![\d.,%％])")
_UNIT: Final = (
    "(?:[年月日號人歲天週個名位次時分秒萬億千百元度項條頁件種]|公[里尺分斤頃噸升]|英[里尺寸鎊畝]"
    "|美元|歐元|小時|立方|平方)"
)
_RANGE = re.compile(
    rf"(?<![\d.,:/{LATIN}-])(\d[\d,.]*%?)[{SPACE}]?[-–~～—][{SPACE}]?(\d[\d,.]*%?)(?=[{SPACE}]?{_UNIT})"
)
_PERCENT_RANGE = re.compile(rf"(?<![\d.,:/{LATIN}-])(\d[\d.]*%)[{SPACE}]?[-–~～—][{SPACE}]?(\d[\d.]*%)")
_DAY_RANGE = re.compile(rf"(?<=[日月年])[{SPACE}]?[-–~～][{SPACE}]?(?=\d{{1,4}}[年月日])")
_BETWEEN: Final = frozenset("-–~～—")
_AMOUNT = re.compile(
    rf"(?<![\dA-Za-z.,'’\u00a0\u202f])(US\$|NT\$|HK\$|€|£)[{SPACE}]?(\d[\d,.]*\d|\d)[{SPACE}]?([十百千]?[萬億兆]?)(?![{SPACE}]?[\d.,美元港台新歐英]|[A-Za-z])"
)
_DOT = re.compile(rf"(?<=[{HAN}])[·•・‧∙⋅･．](?=[{HAN}{LATIN}])|(?<=[{LATIN}])[·・‧･](?=[{HAN}])")
_DOTS: Final = frozenset("·•・‧∙⋅･．")
_CURRENCY: Final = {
    "US$": ("", "美元"), "NT$": ("新台幣", "元"), "HK$": ("", "港元"), "€": ("", "歐元"), "£": ("", "英鎊"),
}  # fmt: skip
_SUMS: Final = frozenset("$€£")


def widths(text: str) -> Iterator[Edit]:
    """Full-width letters and digits, and a full-width colon in a time, into half-width ones."""
    for match in _WIDE.finditer(text) if not _WIDE_ONES.isdisjoint(text) else ():
        yield Edit(match.start(), match.end(), match[0].translate(_WIDTHS))
    for match in _TIME.finditer(text) if "：" in text or "︰" in text else ():
        yield Edit(match.start(), match.end(), ":")


def wide_runs(text: str) -> Iterator[Edit]:
    """Neighbouring full-width letters and digits as one edit."""
    run: Edit | None = None
    for edit in widths(text):
        if text[edit.start] in "：︰":
            continue
        if run is not None and run.end == edit.start:
            run = Edit(run.start, edit.end, run.text + edit.text)
            continue
        if run is not None:
            yield run
        run = edit
    if run is not None:
        yield run


def dates(text: str) -> Iterator[Edit]:
    """`2024 年 06 月 24 日` is `2024年6月24日`."""
    for match in _DATE.finditer(text) if "月" in text else ():
        year, month, day = match.groups()
        parts = (year, "年"), (month, "月"), (day, "日")
        yield Edit(match.start(), match.end(), "".join(f"{part}{unit}" for part, unit in parts if part))


def percentages(text: str) -> Iterator[Edit]:
    """`25 %`, `25％` and `百分之25` are `25%`."""
    for match in _PERCENT.finditer(text) if "%" in text or "％" in text else ():
        yield Edit(match.start(), match.end(), "%")
    for match in _SPELLED_PERCENT.finditer(text) if "百分之" in text else ():
        yield Edit(match.start(), match.end(), f"{match[1]}%")


def ranges(text: str, mark: str) -> Iterator[Edit]:
    """`2019-2024年` is `2019至2024年`: only before a unit, so that a score, a telephone number or a code stays."""
    for pattern in (_RANGE, _PERCENT_RANGE) if not _BETWEEN.isdisjoint(text) else ():
        for match in pattern.finditer(text):
            if pattern is _RANGE and match[1].endswith("%"):
                continue
            yield Edit(match.end(1), match.start(2), mark)
    for match in _DAY_RANGE.finditer(text) if not _BETWEEN.isdisjoint(text) else ():
        if match[0] != mark:
            yield Edit(match.start(), match.end(), mark)


def amounts(text: str) -> Iterator[Edit]:
    """`US$5,000` is `5,000美元`; a bare $ may be anybody's dollar and stays."""
    for match in _AMOUNT.finditer(text) if not _SUMS.isdisjoint(text) else ():
        sign, unit = _CURRENCY[match[1]]
        yield Edit(match.start(), match.end(), f"{sign}{match[2]}{match[3]}{unit}")


def interpuncts(text: str, mark: str) -> Iterator[Edit]:
    """The dot between the parts of a name."""
    for match in _DOT.finditer(text) if not _DOTS.isdisjoint(text) else ():
        if match[0] != mark:
            yield Edit(match.start(), match.end(), mark)
