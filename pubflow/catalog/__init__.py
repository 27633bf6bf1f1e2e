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
from pubflow.catalog.update import update

__all__ = ["Catalog", "Origin", "Provenance", "Review", "State", "Unit", "overlay", "unit_digest", "update"]
