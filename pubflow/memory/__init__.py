"""What people said before: reviewed targets, found again by the same and by similar sources."""

from __future__ import annotations

from pubflow.memory.exact import Memory
from pubflow.memory.reviewed import reviewed, sentences

__all__ = ["Memory", "reviewed", "sentences"]
