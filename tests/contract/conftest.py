"""What the suites over the shelves share: a plug-in made from its entry in the table, and a watch over what it opens."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest

from tests.doubles import llm

Make = Callable[[str], Any]
Watch = Callable[[], AbstractContextManager[list[str]]]
_TOUCHES = ("open", "os.", "shutil.", "socket.", "subprocess.", "tempfile.")
_watched: list[list[str]] = []


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    for heard in _watched:
        if event.startswith(_TOUCHES):
            heard.append(f"{event} {arguments[:1]}")


sys.addaudithook(_hear)  # can't be taken back: it hears nothing while nobody watches


@pytest.fixture(scope="session")
def make() -> Make:
    """A new plug-in from its entry ("module:attribute"). One that wants an optional library is made without it too."""

    def made(entry: str) -> Any:
        module, _, attribute = entry.partition(":")
        return getattr(importlib.import_module(module), attribute)()

    return made


@pytest.fixture(scope="session")
def llm_server() -> Iterator[None]:
    """A chat server on loopback, named in the environment as a user would."""
    with llm.running() as double, pytest.MonkeyPatch.context() as patch:
        patch.setenv("PUBFLOW_LLM_SERVER_URL", double.url)
        patch.setenv("PUBFLOW_LLM_MODEL", llm.MODEL)
        yield


@pytest.fixture(scope="session")
def watch() -> Watch:
    """With it, the list of what was opened, made, started or connected to meanwhile."""

    @contextmanager
    def watching() -> Iterator[list[str]]:
        heard: list[str] = []
        _watched.append(heard)
        try:
            yield heard
        finally:
            _watched.remove(heard)

    return watching
