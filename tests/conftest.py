"""What many tests want: the real command line in a workspace of its own, and the real data where it is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Pubflow = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def pubflow(tmp_path: Path) -> Pubflow:
    """Run `pubflow ARGS` as its users do, in a process of its own; `cwd` defaults to the test's folder."""

    def run(
        *arguments: str | Path, cwd: Path = tmp_path, stdin: str = "", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        settings = {name: value for name, value in os.environ.items() if not name.startswith("PUBFLOW_")}
        settings |= {"SOURCE_DATE_EPOCH": "1700000000", **(env or {})}
        return subprocess.run(
            [sys.executable, "-m", "pubflow", *map(str, arguments)],
            cwd=cwd, env=settings, input=stdin, capture_output=True, encoding="utf-8", timeout=120, check=False,
        )  # fmt: skip

    return run


@pytest.fixture
def desk(pubflow: Pubflow, tmp_path: Path) -> Path:
    """A new workspace with its first statement and the two default languages."""
    made = pubflow("init", "desk")
    assert made.returncode == 0, made.stderr
    return tmp_path / "desk"


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Real statements, catalogs and broken files; the test is skipped where PUBFLOW_CORPORA names no folder."""
    folder = os.environ.get("PUBFLOW_CORPORA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("the real data is not here: PUBFLOW_CORPORA names no folder")
    return Path(folder)
