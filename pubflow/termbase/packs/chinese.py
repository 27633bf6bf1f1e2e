"""Chinese: no word changes with another. Measure words stay, since what takes a person's place is a person too."""

from __future__ import annotations

from typing import Final

from pubflow.language import LanguageTag
from pubflow.termbase.pack import Pack

PACK: Final = Pack(
    language=LanguageTag("zh"),
    negations=frozenset("不沒没未無无非勿別别"),
)
