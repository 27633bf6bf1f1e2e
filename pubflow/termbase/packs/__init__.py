"""The language packs, one a module: tables for `pubflow.termbase.pack`."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from pubflow.termbase.pack import Pack

_PACKS: Final = {
    "pt": "portuguese",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "zh": "chinese",
}


def pack_for(language: str) -> Pack | None:
    """The pack of a language subtag (`pt`), if there is one."""
    name = _PACKS.get(language)
    if name is None:
        return None
    pack = import_module(f"{__name__}.{name}").PACK
    assert isinstance(pack, Pack)
    return pack
