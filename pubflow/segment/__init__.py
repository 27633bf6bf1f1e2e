"""Split a statement into segments and join targets into a statement: two halves of one fold."""

from __future__ import annotations
