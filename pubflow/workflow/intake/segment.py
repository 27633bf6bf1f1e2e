"""`pubflow segment`: the segments of any file, to see how a text is cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pubflow.files import read
from pubflow.identity import derive_id
from pubflow.segment import Grain, Quoting, Segment, split
from pubflow.statement import leaves
from pubflow.workflow.intake.importing import reader_for


def segments_of(path: Path, *, grain: str, quotations: Quoting) -> Iterator[dict[str, Any]]:
    """One row a segment: number, text, the offsets in its block's text, the block's kind and line."""
    reading = reader_for(path.name).read(read(path), statement_id=derive_id(path.name), path=str(path))
    segments = split(reading.statement, grain=Grain(grain), quotations=quotations)
    kinds = [block.kind for block in leaves(reading.statement.blocks)]
    for number, (segment, start) in enumerate(zip(segments, _starts(segments), strict=True), 1):
        block = segment.place.block
        yield {
            "number": number,
            "context": segment.key.context,
            "text": str(segment.text),
            "block": block,
            "kind": kinds[block] if block >= 0 else "front matter",
            "field": segment.place.field,
            "line": segment.line,
            "start": start,
            "end": start + len(segment.text.plain),
        }


def _starts(segments: Sequence[Segment]) -> Iterator[int]:
    """Where each segment begins in its field's text, tags removed; code points."""
    end, field = 0, None
    for segment in segments:
        here = segment.place[:2]
        if here != field:
            end, field = 0, here
        start = end + len(segment.head)
        end = start + len(segment.text.plain) + len(segment.tail)
        yield start
