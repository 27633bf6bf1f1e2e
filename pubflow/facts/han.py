"""Numbers among Han characters: 2萬1千, 二萬一千, 三分之二, 數十, 八〇年代. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Final

from pubflow.facts.lexicon import lexicon
from pubflow.facts.lexicon.han import COUNTED, DIGITS, LARGE, SMALL
from pubflow.facts.model import Quantity, Weight
from pubflow.facts.numerals import LITERAL, Number, value_of, written
from pubflow.facts.scan import matches
from pubflow.facts.units import NONE, unit_at

_NUMERAL: Final = "〇零一二三四五六七八九十百千萬万億亿兆兩两"
_ONES: Final = "一二三四五六七八九〇零"
_RUN: Final = (
    rf"(?:{LITERAL}|(?:[{_NUMERAL}](?!(?<=千)[米克瓦伏卡赫]|(?<=百)帕))+|(?<=[{_ONES}])[點点](?=[{_ONES}])"
    r"|(?<=\d)[\s\u00a0](?=[百千萬万億亿兆])|(?<=[萬億])[\s\u00a0](?=\d))+"
)
_VALUE = re.compile(
    rf"(?=[\d{_NUMERAL}])(?P<percent>百分之)?(?P<run>{_RUN})(?:(?<!百)分之(?P<num>{_RUN})|(?P<half>個半|年半|天半|倍半))?"
)
_HALF_OF: Final = {"年半": frozenset({"year"}), "天半": frozenset({"day"})}
_TOKEN = re.compile(rf"{LITERAL}|[^\s\u00a0]")
_NUMERAL_HEAD = re.compile(rf"[\d{_NUMERAL}]")
_POINTS: Final = frozenset("點点")
_MULTIPLIERS = frozenset("十百千萬万億亿兆")
_TWO_GUESSES = re.compile(r"[一二兩三四五六七八九]{2}[十百千萬]")
"""二三十: twenty or thirty."""
_TENTHS = re.compile(r"成(?![為为立功員員果人年本千長長份因群都了名文])")
_CLOCK = re.compile(
    r"(?<![\d.,:])(?P<when>上午|早上|清晨|凌晨|下午|晚上|傍晚|晚間|深夜|夜間|中午|午前|午後)?\s?"
    r"(?P<h>\d{1,2}|[一二兩三四五六七八九十]{1,3})\s?(?:[時點](?![間候代期段])|[:：](?=\d\d))"
    r"\s?(?:(?P<m>\d{1,2}|[一二三四五六七八九十]{1,3})\s?分?|(?P<half>半))?"
)
_LIKE_A_CLOCK = re.compile(r"[時點:：](?:(?<=[\d一二兩三四五六七八九十].)|(?<=[\d一二兩三四五六七八九十]\s.))")
_LATE: Final = frozenset(("下午", "晚上", "傍晚", "晚間", "深夜", "夜間", "午後"))
_EARLY: Final = frozenset(("上午", "早上", "清晨", "凌晨", "午前"))
_SMALL_NUMBER: Final = 12
_LONGEST: Final = 40
"""Characters of a numeral; a longer run is none."""


@cache
def _implied(language: str) -> re.Pattern[str]:
    words = sorted(lexicon(language).implied, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)) or "(?!)")


@cache
def _classifier() -> re.Pattern[str]:
    words = sorted(set(COUNTED.split("|")), key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, words)) + ")")


def quantities(text: str, language: str) -> Iterator[Quantity]:
    """The numbers of a Chinese or Japanese text in which dates and addresses are blanked already."""
    found = [
        one
        for match in matches(_VALUE, _NUMERAL_HEAD, text)
        if (one := _fraction(match) or _plain(text, match, language))
    ]
    yield from found
    for match in _implied(language).finditer(text):
        if not any(one.start < match.end() and match.start() < one.end for one in found):
            value = frozenset({lexicon(language).implied[match[0]]})
            yield Quantity(*match.span(), match[0], value, Weight.OPTIONAL, digits=False)


def clocks(text: str) -> Iterator[Quantity]:
    """Hours of the day: 晚上10時 is 22:00, 10時 may be either."""
    if not _LIKE_A_CLOCK.search(text):
        return
    for match in _CLOCK.finditer(text):
        hour, minute = _number(match["h"]), 30 if match["half"] else _number(match["m"] or "0")
        if hour is None or minute is None or hour > 24 or minute > 59:
            continue
        sure = match["when"] or ":" in match[0] or "：" in match[0] or match["m"] or match["half"]
        hours = (
            {hour}
            if match["when"] in _EARLY or hour > 12
            else {hour % 12 + 12}
            if match["when"] in _LATE
            else {hour, (hour + 12) % 24}
        )
        yield Quantity(
            match.start(),
            match.end(),
            match[0],
            frozenset(f"t{int(one)}:{int(minute):02}" for one in hours)
            | ({written(hour)} if not minute else frozenset()),
            Weight.FIRM if sure else Weight.OPTIONAL,
        )


def _fraction(match: re.Match[str]) -> Quantity | None:
    if match["percent"]:
        value = _number(match["run"])
        return (
            None
            if value is None
            else Quantity(*match.span(), match[0], frozenset({written(value)}), unit=frozenset({"%"}))
        )
    if match["num"]:
        low, high = _number(match["run"]), _number(match["num"])
        if low is None or high is None or not low:
            return None
        return Quantity(*match.span(), match[0], frozenset({written(Fraction(high) / low)}), Weight.SOFT, digits=False)
    return None


def _plain(text: str, match: re.Match[str], language: str) -> Quantity | None:
    run = match["run"]
    start, end = match.span("run")
    digits = run[0].isdecimal()
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if run and run[-1] in "十百千萬" and after in {"幾", "数"}:
        return Quantity(start, end + 1, run + after, frozenset(), Weight.VAGUE, digits=False)
    if _TWO_GUESSES.fullmatch(run):
        return Quantity(start, end, run, frozenset(), Weight.VAGUE, digits=False)
    if all(char in _MULTIPLIERS for char in run) and before and before in "數数幾好上成破近逾":
        return Quantity(start - 1, end, before + run, frozenset(), Weight.VAGUE, digits=False)
    value = _number(run)
    if value is None:
        return None
    if tenth := _TENTHS.match(text, end):
        return Quantity(
            start, tenth.end(), run + "成", frozenset({written(value * 10)}), Weight.SOFT, frozenset({"%"}), digits
        )
    if match["half"]:
        return Quantity(
            start, match.end(), match[0], frozenset({written(value + Fraction(1, 2))}), Weight.SOFT,
            _HALF_OF.get(match["half"], NONE), digits,
        )  # fmt: skip
    weight = _weight(text, match, value, digits=digits)
    unit = unit_at(text, start, end, language)
    return Quantity(start, end, run, frozenset({written(value)}), weight, unit, digits)


def _weight(text: str, match: re.Match[str], value: Number, *, digits: bool) -> Weight:
    """A numeral that may be only part of a word counts for what it is wanted for, and for nothing else."""
    run = match["run"]
    if digits:
        return Weight.FIRM
    start, end = match.span("run")
    ordinal = text[max(0, start - 1) : start] == "第"
    positional = not any(char in _MULTIPLIERS for char in run)
    short = len(run) == 1 or all(char in _MULTIPLIERS for char in run)
    if (short and not ordinal and not _classifier().match(text, end)) or (positional and len(run) == 2):
        return Weight.OPTIONAL
    if value <= 1 or (ordinal and value <= 3) or (all(char in _MULTIPLIERS for char in run) and value > 10):
        return Weight.OPTIONAL
    return Weight.SOFT if value <= _SMALL_NUMBER or ordinal else Weight.FIRM


def _number(run: str) -> Number | None:
    """`2萬1千`, `二萬一千`, `二〇二四`, `三點五`; None where it makes no sense."""
    if len(run) > _LONGEST:
        return None
    return int(run) if run.isdecimal() else _summed(run)


def _summed(run: str) -> Number | None:
    """What its digits and its words of scale make together."""
    total: Number = 0
    section: Number = 0
    current: Number | None = None
    tenth = 0
    for token in _TOKEN.findall(run):
        if token in SMALL:
            section, current = section + (1 if current is None else current) * SMALL[token], None
        elif token in LARGE:
            section += current or 0
            current, scale = None, LARGE[token]
            if total and total < scale:
                total, section = (total + section) * scale, 0
            else:
                total, section = total + (section or 1) * scale, 0
        elif token in _POINTS:
            tenth = 1
        elif token in DIGITS and tenth:
            current = (current or 0) + Fraction(DIGITS[token], 10**tenth)
            tenth += 1
        elif token in DIGITS:
            current = (current or 0) * 10 + DIGITS[token]
        else:
            current = value_of(token, point=True)
            if current is None:
                return None
    return total + section + (current or 0)
