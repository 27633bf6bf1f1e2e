"""pubflow: a statement goes in, localized editions come out, in the organisation's own terms, approved by people."""

from __future__ import annotations

__version__ = "0.1.0"
