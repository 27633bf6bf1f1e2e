"""Which version of a library is installed, without loading it."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def version(name: str) -> str:
    """Read off the name of the folder beside the library: importlib.metadata alone takes longer than a short text."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        return "not installed"
    folder = Path(spec.origin).parent.parent
    found = sorted(folder.glob(f"{name}-*.dist-info"))
    return found[-1].name.removeprefix(f"{name}-").removesuffix(".dist-info") if len(found) == 1 else _asked(name)


def _asked(name: str) -> str:
    """The slow way, for what is installed otherwise."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as stated

    try:
        return stated(name)
    except PackageNotFoundError:
        return "unknown"
