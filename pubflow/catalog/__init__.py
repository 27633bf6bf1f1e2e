"""The units of one statement in one language, and what becomes of them when the statement changes. Pure."""

from __future__ import annotations

from pubflow.catalog.model import (
    Catalog,
    Origin,
    Provenance,
    Review,
    State,
    Unit,
    overlay,
    unit_digest,
)
from pubflow.catalog.update import How, Move, Revision, revise, update

__all__ = [
    "Catalog",
    "How",
    "Move",
    "Origin",
    "Provenance",
    "Review",
    "Revision",
    "State",
    "Unit",
    "overlay",
    "revise",
    "unit_digest",
    "update",
]
