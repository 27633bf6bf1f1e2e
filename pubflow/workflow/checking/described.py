"""What each check looks for, and why, for reports that are read far from its documentation."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from pubflow.exchange.sarif import Described
from pubflow.plugins import (
    catalog_check_names,
    check_names,
    load_catalog_check,
    load_check,
    load_source_check,
    source_check_names,
)

_SHELVES: Final[tuple[tuple[Callable[[], tuple[str, ...]], Callable[[str], object]], ...]] = (
    (check_names, load_check),
    (catalog_check_names, load_catalog_check),
    (source_check_names, load_source_check),
)
_SENTENCE: Final = re.compile(r".+?[.!?](?=\s|\Z)|.+", re.DOTALL)


def described(name: str) -> Described:
    """In one sentence as its author says it, and at length as its heading in docs/checks.md does.

    A check of another package has no heading there: its author's words are all there is. What is no check of a shelf is
    not described.
    """
    own = next((inspect.getdoc(load(name)) or "" for names, load in _SHELVES if name in names()), "")
    first = _in_one_line(own.partition("\n\n")[0])
    sentence = _SENTENCE.match(first)
    heading = f"\n## {name}\n\n"
    at_length = _in_one_line(_page().partition(heading)[2].partition("\n\n")[0])
    return Described(sentence[0] if sentence else "", at_length or _in_one_line(own))


@lru_cache(maxsize=1)
def _page() -> str:
    """docs/checks.md: packed into the wheel from the repository's own `docs/`; in a checkout, that one."""
    packed: Traversable = resources.files("pubflow.workflow.checking") / "checks.md"
    if not packed.is_file():
        packed = Path(__file__).parents[3] / "docs" / "checks.md"
    return packed.read_text(encoding="utf-8") if packed.is_file() else ""


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
