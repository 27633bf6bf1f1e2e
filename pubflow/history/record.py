"""The copy of the history that stands in the PO file, beside the unit it speaks of. Pure."""

from __future__ import annotations

import re

from pubflow.catalog import Origin, State, Unit, unit_digest
from pubflow.history.attach import standing

_WIDTH = 75 - len("# pubflow: ")
"""Characters of a record, so that its line stays under 76 columns and no editor wraps it."""
_SHOWN = re.compile(r"[^!-~]+")


def record_for(unit: Unit) -> str:
    """The copy of the history that stands in the PO file: `VERB for=HEX16 key=value ...`; "" where there is nothing.

    The last standing review, else where the draft came from. Values are cut so that the line stays under 76 columns.
    """
    digest = unit_digest(unit.key, unit.target)
    provenance = unit.provenance
    reviews = standing(unit)
    if reviews and unit.state >= State.REVIEWED:
        return _record("review", digest, ("by", reviews[-1].by), ("kind", reviews[-1].kind))
    if not unit.is_own_draft or provenance is None:
        return ""
    if provenance.origin is Origin.ENGINE:
        return _record("draft", digest, ("engine", provenance.by), ("instead-of", provenance.instead_of))
    rate = () if provenance.match_rate is None else (("rate", str(provenance.match_rate)),)
    return _record("memory", digest, *rate, ("from", provenance.by))


def tells_of_draft(record: str) -> bool:
    """Whether such a copy says that pubflow itself wrote the target."""
    return record.startswith(("draft ", "memory "))


def _record(verb: str, digest: str, *values: tuple[str, str]) -> str:
    record = f"{verb} for={digest}"
    for name, value in values:
        shown = _SHOWN.sub("_", value)[: max(_WIDTH - len(record) - len(name) - 2, 0)]
        if shown:
            record += f" {name}={shown}"
    return record
