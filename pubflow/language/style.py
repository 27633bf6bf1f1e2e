"""What an edition may choose in how its language is written: plain data, read from the settings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, get_args

from pubflow.language.tag import LanguageTag

Spacing = Literal["none", "thin", "space"]
Interpunct = Literal["‧", "·", "・"]
Taiwan = Literal["台灣", "臺灣"]
RangeMark = Literal["至", "–", "～"]


@dataclass(frozen=True, slots=True)
class ChineseStyle:
    """Choices for the Chinese of Taiwan; see docs/settings.md."""

    spacing: Spacing = "none"
    """Between Chinese and Western words or digits: nothing, a thin space, a space."""
    interpunct: Interpunct = "‧"
    """Between the parts of a name."""
    taiwan: Taiwan = "台灣"
    """Official names keep their own form."""
    range: RangeMark = "至"
    """Between the ends of a range."""


TAIWAN_STYLE: Final = ChineseStyle()
"""What holds where nobody chose."""
STYLE_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "spacing": get_args(Spacing),
    "interpunct": get_args(Interpunct),
    "taiwan": get_args(Taiwan),
    "range": get_args(RangeMark),
}
"""What each may be, the default first."""


@lru_cache(maxsize=64)
def is_taiwan_chinese(language: LanguageTag) -> bool:
    """zh-TW, and zh-Hant where no other region is named."""
    return language.html.startswith("zh-Hant") and language.region in (None, "TW")
