"""What many tests want: the command line in a workspace of its own, the real data where it is, and a DeepL to speak to."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.doubles.deepl import KEY, SERVER, DeepLDouble

Pubflow = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def pubflow(tmp_path: Path) -> Pubflow:
    """Run `pubflow ARGS` as its users do, in a process of its own; `cwd` defaults to the test's folder."""

    def run(
        *arguments: str | Path, cwd: Path = tmp_path, stdin: str = "", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        settings = {name: value for name, value in os.environ.items() if not name.startswith(("DEEPL_", "PUBFLOW_"))}
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


@dataclass(frozen=True, slots=True)
class DeepLService:
    """A server with DeepL's contract."""

    environ: dict[str, str]
    is_double: bool
    """Whether it drafts the text that it is given; DeepL's own mock says the same of everything."""


@pytest.fixture(scope="session")
def deepl_service() -> Iterator[DeepLService]:
    """The server that PUBFLOW_DEEPL_SERVER_URL names, or a double. Never the real one by itself, whatever key is set."""
    url = os.environ.get("PUBFLOW_DEEPL_SERVER_URL")
    if not url:
        with DeepLDouble() as double:
            yield DeepLService(double.environ, is_double=True)
        return
    try:
        with urllib.request.urlopen(url) as answer:
            server = answer.headers.get("Server", "")
    except urllib.error.HTTPError as error:
        with error:
            server = error.headers.get("Server", "")
    key = os.environ.get("DEEPL_AUTH_KEY", KEY)
    yield DeepLService({"DEEPL_AUTH_KEY": key, "PUBFLOW_DEEPL_SERVER_URL": url}, is_double=SERVER in server)


@pytest.fixture
def double(caplog: pytest.LogCaptureFixture) -> Iterator[DeepLDouble]:
    """A double of this test's own, that fails as it is told to. The key stands in no log, however much is logged."""
    caplog.set_level(logging.DEBUG)
    with DeepLDouble() as made:
        yield made
    assert made.key not in caplog.text
