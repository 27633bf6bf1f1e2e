"""Real statements, catalogs and broken files: the folder that PUBFLOW_CORPORA names, for tests that want names of files.

They are other people's, so they are no part of the repository, and the suite passes without them. Tests that want the
folder alone ask for the fixture `corpora`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest

WHY: Final = "the real data is no part of the repository: name its folder in PUBFLOW_CORPORA"
CORPORA: Final = Path(os.environ["PUBFLOW_CORPORA"]) if os.environ.get("PUBFLOW_CORPORA") else None
"""None where nobody named one."""

wants_corpora: Final = pytest.mark.skipif(CORPORA is None, reason=WHY)


def files(*patterns: str) -> list[Path]:
    """Those that are there, sorted; none without the folder, while tests are collected."""
    return sorted(path for pattern in patterns for path in (CORPORA.glob(pattern) if CORPORA else ()))
