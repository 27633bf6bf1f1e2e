"""Split a statement into segments and join targets into a statement: two halves of one fold."""

from __future__ import annotations

from pubflow.segment.decisions import Decisions, Quoting
from pubflow.segment.fit import JOINED, is_joined, tag_faults
from pubflow.segment.join import join
from pubflow.segment.local import Local, parse_local, spot_of
from pubflow.segment.model import Grain, Key, Place, Segment, Slot
from pubflow.segment.optional import is_address, is_optional, limited, optional_numbers, place_of
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
    "is_address",
    "is_joined",
    "is_optional",
    "join",
    "limited",
    "offline_blocks",
    "optional_numbers",
    "parse_local",
    "place_of",
    "rules_id",
    "split",
    "spot_of",
    "tag_faults",
    "unanchored",
    "wire_span",
]
