"""The words of TMX 1.4b, shared by its reader and its writer, and which of its languages is which of ours. Pure.

Source: LISA/GALA, TMX 1.4b specification.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from pubflow.errors import UsageError
from pubflow.language import LanguageTag

CONTEXT: Final = "x-pubflow-context"
"""Our own property of a unit: its context, as in `Key`."""
STATEMENT: Final = "x-pubflow-statement"
MOMENT: Final = "%Y%m%dT%H%M%SZ"
"""How dates are written, in UTC."""
_BY_REGION: Final = frozenset({"zh", "sr", "pt"})
"""Languages whose regions write otherwise: the bare tag says too little."""


@lru_cache(maxsize=256)
def is_same(given: str, wanted: LanguageTag) -> bool:
    """Whether a file's language serves ours: zh_TW and zh-Hant-TW are zh-TW; zh is not, and pt is not pt-BR.

    A language that we name without a region is served by each of its regions, unless they write it differently.
    """
    tag = _parsed(given)
    if tag is None or tag.language != wanted.language:
        return False
    if tag.html == wanted.html:
        return True
    bare = wanted.region is None and wanted.script is None and wanted.variant is None
    return bare and tag.script is None and wanted.language not in _BY_REGION


@lru_cache(maxsize=256)
def name_of(given: str) -> str:
    """The language as we write it; as it stands where it is no tag."""
    tag = _parsed(given)
    return given if tag is None else str(tag)


@lru_cache(maxsize=256)
def _parsed(given: str) -> LanguageTag | None:
    try:
        return LanguageTag.parse(given)
    except UsageError:
        return None
