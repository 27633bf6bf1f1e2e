"""How texts are put into requests: at most 50, at most 64 KiB as they go over the wire. Pure.

Bytes are counted as the library writes them: JSON in ASCII, where a Han character takes six. DeepL's own limit is 128
KiB, but what stands before it turns requests away at 76 already.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pubflow.errors import EngineError

MOST_TEXTS: Final = 50
MOST_BYTES: Final = 64 * 1024
_MOST_CONTEXT: Final = 8 * 1024
MOST_BYTES_OF_TEXTS: Final = MOST_BYTES - 1024
"""For the texts and the context of a request: the rest of a body is names and settings."""
_SLACK: Final = 256
"""For what the library adds to a body: names, the id of a glossary."""


def size(value: object) -> int:
    """Bytes of a value as it goes over the wire."""
    return len(json.dumps(value))


def batches(texts: Sequence[str], options: Mapping[str, object]) -> Iterator[tuple[str, ...]]:
    """The texts in order, request by request; `options` is what else stands in each body.

    Raises EngineError for a text that is too large for any request.
    """
    frame = size(dict(options)) + _SLACK
    batch: list[str] = []
    used = frame
    for text in texts:
        own = size(text) + 2
        if frame + own > MOST_BYTES:
            raise EngineError(
                f"a unit of {len(text)} characters is too long for DeepL: {own} bytes of at most {MOST_BYTES - frame}",
                hint='cut it: grain = "sentence" in pubflow.toml, or a blank line in the statement',
            )
        if batch and (len(batch) == MOST_TEXTS or used + own > MOST_BYTES):
            yield tuple(batch)
            batch, used = [], frame
        batch.append(text)
        used += own
    if batch:
        yield tuple(batch)


def fitting(context: str) -> str:
    """A context that leaves room for texts: as many of its words as fit."""
    while size(context) > _MOST_CONTEXT:
        shorter = context[: len(context) * _MOST_CONTEXT // size(context)]
        context = shorter[: shorter.rfind(" ")] if " " in shorter else shorter
    return context
