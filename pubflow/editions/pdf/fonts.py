"""The fonts of a PDF edition: chosen by its language, every character of it found in one of them before it is set.

The fonts of the extra `pdf` come first, so that the same statement gives the same bytes on every machine; what they
lack is looked for among the machine's own, in families we know. A language gets the letter forms of its own readers:
Chinese characters in a page for Taiwan never come from a Japanese or Simplified font that has them too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from pubflow.editions.pdf.coverage import Coverage, coverage
from pubflow.errors import EditionError
from pubflow.language import LanguageTag

if TYPE_CHECKING:
    from typst import Fonts

INSTALL: Final = 'pip install "pubflow[pdf]"'
SERIF: Final = "Source Serif 4"
SANS: Final = "Noto Sans"
MONO: Final = "Noto Sans Mono"
_PACKS: Final = {
    SERIF: ("justmytype_western_core", "sourceserif4/SourceSerif4[opsz,wght].ttf"),
    SANS: ("justmytype_western_core", "notosans/NotoSans[wdth,wght].ttf"),
    MONO: ("justmytype_western_core", "notosansmono/NotoSansMono[wdth,wght].ttf"),
    "Noto Sans Symbols 2": ("justmytype_western_core", "notosanssymbols2/NotoSansSymbols2-Regular.ttf"),
    "Noto Sans Arabic": ("justmytype_intl_rtl", "notosansarabic/NotoSansArabic[wdth,wght].ttf"),
    "Noto Sans Hebrew": ("justmytype_intl_rtl", "notosanshebrew/NotoSansHebrew[wdth,wght].ttf"),
    "Noto Sans Thai": ("justmytype_intl_sea", "notosansthai/NotoSansThai[wdth,wght].ttf"),
    "Noto Sans Lao": ("justmytype_intl_sea", "notosanslao/NotoSansLao[wdth,wght].ttf"),
    "Noto Sans Khmer": ("justmytype_intl_sea", "notosanskhmer/NotoSansKhmer[wdth,wght].ttf"),
    "Noto Sans Myanmar": ("justmytype_intl_sea", "notosansmyanmar/NotoSansMyanmar[wdth,wght].ttf"),
    "Noto Sans Devanagari": ("justmytype_intl_south_asia", "notosansdevanagari/NotoSansDevanagari[wdth,wght].ttf"),
    "Noto Sans Bengali": ("justmytype_intl_south_asia", "notosansbengali/NotoSansBengali[wdth,wght].ttf"),
    "Noto Sans Tamil": ("justmytype_intl_south_asia", "notosanstamil/NotoSansTamil[wdth,wght].ttf"),
    "Noto Sans Telugu": ("justmytype_intl_south_asia", "notosanstelugu/NotoSansTelugu[wdth,wght].ttf"),
    "Noto Sans TC": ("justmytype_intl_cjk", "notosanstc/NotoSansTC[wght].ttf"),
    "Noto Sans JP": ("justmytype_intl_cjk", "notosansjp/NotoSansJP[wght].ttf"),
    "Noto Sans KR": ("justmytype_intl_cjk", "notosanskr/NotoSansKR[wght].ttf"),
    "Noto Sans SC": ("justmytype_intl_cjk", "notosanssc/NotoSansSC[wght].ttf"),
}
_OWN: Final = {
    "ja": "Noto Sans JP", "ko": "Noto Sans KR", "th": "Noto Sans Thai", "lo": "Noto Sans Lao", "km": "Noto Sans Khmer",
    "my": "Noto Sans Myanmar", "hi": "Noto Sans Devanagari", "mr": "Noto Sans Devanagari",
    "ne": "Noto Sans Devanagari", "bn": "Noto Sans Bengali", "as": "Noto Sans Bengali", "ta": "Noto Sans Tamil",
    "te": "Noto Sans Telugu", "he": "Noto Sans Hebrew", "yi": "Noto Sans Hebrew",
}  # fmt: skip
"""The family of a language's own script, where that is not Latin, Cyrillic or Greek."""
_SYSTEM: Final = {
    "Noto Sans TC": ("Noto Sans CJK TC", "Source Han Sans TC", "PingFang TC", "Microsoft JhengHei"),
    "Noto Sans JP": ("Noto Sans CJK JP", "Source Han Sans", "Hiragino Sans", "Yu Gothic", "Meiryo"),
    "Noto Sans KR": ("Noto Sans CJK KR", "Source Han Sans K", "Apple SD Gothic Neo", "Malgun Gothic"),
    "Noto Sans SC": ("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei"),
    "Noto Sans Arabic": ("Noto Naskh Arabic", "Geeza Pro", "Segoe UI"),
    "Noto Sans Thai": ("Thonburi", "Leelawadee UI"),
    "Noto Sans Devanagari": ("Kohinoor Devanagari", "Nirmala UI"),
    SANS: ("DejaVu Sans", "Liberation Sans", "Segoe UI", "Helvetica Neue", "Arial"),
    MONO: ("DejaVu Sans Mono", "Liberation Mono", "Consolas", "Menlo", "Courier New"),
}
"""What serves in place of ours where the machine has it: family -> families."""
_LAST: Final = ("Noto Sans Symbols2", "Noto Sans Symbols", "Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji")
_NAMED = 8
"""Characters named in an error: enough to see what is missing."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Families in the order in which a character is looked for, and where the typesetter finds them."""

    families: tuple[str, ...]
    fonts: Fonts


def own_family(tag: LanguageTag) -> str:
    """The family whose letters its readers expect; "" for the alphabets that every text font has."""
    if tag.language == "zh":
        return "Noto Sans SC" if "Hans" in tag.html or tag.html == "zh" else "Noto Sans TC"
    if tag.language == "yue":
        return "Noto Sans TC"
    if tag.direction == "rtl" and tag.language not in _OWN:
        return "Noto Sans Arabic"
    return _OWN.get(tag.language, "")


def order(tag: LanguageTag) -> tuple[str, ...]:
    """All our families, the language's own first."""
    own = own_family(tag)
    first = (own, SANS) if own else (SERIF, SANS)
    return tuple(dict.fromkeys((*first, *_PACKS)))


def choose(tag: LanguageTag, characters: Iterable[str], *, where: str) -> Choice:
    """As few families as hold every one of these characters. Raises EditionError, naming those that none holds."""
    missing = {character for character in characters if _is_seen(character)}
    chosen: list[str] = []
    system: list[str] = []
    for family in order(tag):
        held = _held(missing, _of_pack(family))
        if held or family in order(tag)[:2] or family == MONO:
            chosen.append(family)
            missing -= held
    if missing or not all(map(_path, chosen)):
        system, missing = _of_machine(tag, chosen, missing)
    if missing:
        raise EditionError(_lacking(missing), where=where, hint=_hint(missing))
    return Choice((*chosen, *system), _fonts(tuple(filter(None, map(_folder, chosen))), machine=bool(system)))


def _of_machine(tag: LanguageTag, chosen: list[str], missing: set[str]) -> tuple[list[str], set[str]]:
    """Families of this machine that hold what is missing, or stand in for one of ours that is not installed."""
    known: dict[str, Coverage] = {}
    for font in _fonts((), machine=True).fonts():
        if font.path is not None and font.family not in known and 300 <= font.weight <= 500:
            known[font.family] = coverage(font.path, font.index)
    wanted = [name for family in order(tag) for name in (family, *_SYSTEM.get(family, ()))]
    others = sorted(name for name in known if name.startswith("Noto Sans ") and "CJK" not in name)
    taken: list[str] = []
    for family in dict.fromkeys((*wanted, *_LAST, *others)):
        held = _held(missing, known[family]) if family in known else set()
        if held:
            taken.append(family)
            missing = missing - held
    return taken, missing


def _held(characters: set[str], there: Coverage) -> set[str]:
    return {character for character in characters if character in there}


def _is_seen(character: str) -> bool:
    """Whether it needs a glyph: white space, joiners, direction marks and variation selectors need none."""
    if unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"} or character.isspace():
        return False
    return not ("\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef")


def _lacking(missing: set[str]) -> str:
    named = ", ".join(f"{character} (U+{ord(character):04X})" for character in sorted(missing)[:_NAMED])
    more = len(missing) - _NAMED
    return f"no font that is installed has {named}" + (f" and {more} more characters" if more > 0 else "")


def _hint(missing: set[str]) -> str:
    if any(find_spec(package) is None for package, _ in _PACKS.values()):
        return f"{INSTALL} brings fonts for most scripts"
    first = unicodedata.name(min(missing), "").split(" ")[0].title()
    return f"install a font of the Noto family that has them ({first or 'Noto Sans'}), or take them out of the text"


def _of_pack(family: str) -> Coverage:
    path = _path(family)
    return coverage(path) if path else Coverage((), ())


@lru_cache(maxsize=64)
def _path(family: str) -> str:
    """The file of one of our families; "" where its package is not installed."""
    package, name = _PACKS[family]
    if find_spec(package) is None:
        return ""
    file = resources.files(package).joinpath("fonts", "ofl", *name.split("/"))
    return str(file) if file.is_file() else ""


def _folder(family: str) -> str:
    """Where all its files lie, italics too."""
    path = _path(family)
    return path[: -len(_PACKS[family][1].rpartition("/")[2])] if path else ""


@lru_cache(maxsize=32)
def _fonts(folders: tuple[str, ...], *, machine: bool) -> Fonts:
    import typst

    return typst.Fonts(machine, False, list(folders))
