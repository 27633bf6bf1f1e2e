"""Split a statement into segments and join targets into a statement: two halves of one fold."""

from __future__ import annotations

from pubflow.segment.decisions import Decisions, Quoting
from pubflow.segment.fit import JOINED, is_joined, tag_faults
from pubflow.segment.join import join
from pubflow.segment.local import Local, parse_local, spot_of
from pubflow.segment.model import Grain, Key, Place, Segment, Slot
from pubflow.segment.rules import Rules, default_rules, rules_id
from pubflow.segment.split import offline_blocks, split, unanchored
from pubflow.segment.tagged import Tag, TaggedText, wire_span

__all__ = [
    "JOINED",
    "Decisions",
    "Grain",
    "Key",
    "Local",
    "Place",
    "Quoting",
    "Rules",
    "Segment",
    "Slot",
    "Tag",
    "TaggedText",
    "default_rules",
    "is_joined",
    "join",
    "offline_blocks",
    "parse_local",
    "rules_id",
    "split",
    "spot_of",
    "tag_faults",
    "unanchored",
    "wire_span",
]
