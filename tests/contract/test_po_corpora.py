"""Catalogs that nobody here wrote: each is read or refused as it should, and keeps its bytes."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pubflow.catalog import State
from pubflow.errors import CatalogError
from pubflow.po import dumps, loads

CORPORA = os.environ.get("PUBFLOW_CORPORA")
# As the fixture `corpora` says; here the names of the files are wanted before any fixture is made.
pytestmark = pytest.mark.skipif(
    not CORPORA, reason="the real data is no part of the repository: name its folder in PUBFLOW_CORPORA"
)


def manifest(folder: str) -> list[dict[str, Any]]:
    if not CORPORA:
        return []
    lines = (Path(CORPORA) / folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return [entry for entry in map(json.loads, lines) if entry["file"].endswith(".po")]


def content_of(folder: str, entry: dict[str, Any]) -> bytes:
    assert CORPORA
    return (Path(CORPORA) / folder / entry["file"]).read_bytes()


def named(entries: list[dict[str, Any]]) -> list[Any]:
    return [pytest.param(entry, id=entry["file"]) for entry in entries]


@pytest.mark.parametrize("entry", named([entry for entry in manifest("po") if entry["msgfmt_ok"] or entry["bom"]]))
def test_a_real_catalog_is_read_whole_and_keeps_its_bytes(entry: dict[str, Any]) -> None:
    content = content_of("po", entry)
    catalog, layout = loads(content, path=entry["file"])
    assert dumps(catalog, layout) == content
    active = [unit for unit in catalog.units if not unit.obsolete]
    assert len(catalog.units) - len(active) == entry["obsolete"]
    if entry["msgfmt_ok"]:
        states = [unit.state for unit in active]
        assert [states.count(state) for state in (State.REVIEWED, State.TRANSLATED, State.INITIAL)] == [
            entry["translated"],
            entry["fuzzy"],
            entry["untranslated"],
        ]


@pytest.mark.parametrize("entry", named([e for e in manifest("po") if not (e["msgfmt_ok"] or e["bom"])]))
def test_a_catalog_that_gettext_refuses_is_refused(entry: dict[str, Any]) -> None:
    with pytest.raises(CatalogError, match=r":5: "):
        loads(content_of("po", entry), path=entry["file"])


@pytest.mark.usefixtures("gettext")
@pytest.mark.parametrize("entry", named([entry for entry in manifest("po") if entry["msgfmt_ok"] and entry["utf8"]]))
def test_one_changed_unit_is_all_that_msgcat_sees(entry: dict[str, Any]) -> None:
    content = content_of("po", entry)
    catalog, layout = loads(content, path=entry["file"])
    at = len(catalog.units) // 2
    changed = replace(catalog.units[at], comments=("changed here",))
    written = dumps(replace(catalog, units=(*catalog.units[:at], changed, *catalog.units[at + 1 :])), layout)
    before, after = _entries(content), _entries(written)
    assert len(before) == len(after)
    differing = [new for old, new in zip(before, after, strict=True) if old != new]
    assert len(differing) == 1
    assert "# changed here\n" in differing[0]


def _entries(content: bytes) -> list[str]:
    done = subprocess.run(["msgcat", "--no-wrap", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode().split("\n\n")


@pytest.mark.parametrize(
    ("file", "where", "words"),
    [
        ("po-truncated.po", ":24", "the catalog ends inside a string"),
        ("po-duplicate-msgid.po", ":19", "lines 11 and 19; the two translations differ"),
        ("po-big5-declared-utf8.po", ":12", "not valid UTF-8, though line 6 says so"),
    ],
)
def test_a_broken_catalog_is_refused_in_words(file: str, where: str, words: str) -> None:
    entry = next(entry for entry in manifest("broken") if entry["file"] == file)
    assert entry["outcome"] == "error"
    with pytest.raises(CatalogError) as caught:
        loads(content_of("broken", entry), path=file)
    assert caught.value.where == file + where
    assert words in caught.value.message
    assert "the catalog was not changed" in (caught.value.hint or "")
    if "big5" in file:
        assert "the bytes look like Big5" in (caught.value.hint or "")
