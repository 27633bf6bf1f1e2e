"""Catalogs that nobody here wrote: each is read or refused as it should, and keeps its bytes."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from typing import Any

import polib
import pytest

from pubflow.catalog import State, Unit
from pubflow.errors import CatalogError
from pubflow.merge import merge
from pubflow.po import dumps, loads
from pubflow.segment.model import Key
from tests.corpora import CORPORA, wants_corpora

pytestmark = wants_corpora


def manifest(folder: str) -> list[dict[str, Any]]:
    if not CORPORA:
        return []
    lines = (CORPORA / folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return [entry for entry in map(json.loads, lines) if entry["file"].endswith(".po")]


def content_of(folder: str, entry: dict[str, Any]) -> bytes:
    assert CORPORA
    return (CORPORA / folder / entry["file"]).read_bytes()


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


READ = [entry for entry in manifest("po") if entry["msgfmt_ok"] or entry["bom"]]


@pytest.mark.parametrize("entry", named([entry for entry in READ if entry["polib_ok"] and not entry["bom"]]))
def test_polib_reads_the_same(entry: dict[str, Any]) -> None:
    """Contexts, plurals, obsolete entries, previous sources, flags, references, comments: nothing is overlooked."""
    content = content_of("po", entry)
    catalog, layout = loads(content, path=entry["file"])
    told = polib.pofile(content.decode(layout.charset), encoding="utf-8")
    # polib passes over the previous source of an obsolete entry (`#~|`).
    units = [replace(unit, previous=None) if unit.obsolete else unit for unit in catalog.units]
    assert {unit.key: _facts(unit) for unit in units} == {
        Key(one.msgctxt or "", one.msgid): _facts_of_polib(one) for one in told
    }
    assert sum(bool(unit.key.context) for unit in catalog.units) == entry["msgctxt"]
    assert sum(unit.source_plural is not None for unit in catalog.units) == entry["plural_entries"]


def _facts(unit: Unit) -> tuple[object, ...]:
    targets = unit.targets or (unit.target,)
    fuzzy = ("fuzzy",) if unit.state is State.TRANSLATED and any(targets) else ()
    previous = (unit.previous.context, unit.previous.source) if unit.previous else ("", "")
    comments = [line.strip() for line in (*unit.comments, *unit.notes) if line.strip()]
    flags = {*fuzzy, *unit.flags} - ({"fuzzy"} if not any(targets) else set())
    return targets, unit.source_plural or "", unit.obsolete, previous, flags, sorted(comments)


def _facts_of_polib(one: polib.POEntry) -> tuple[object, ...]:
    targets = tuple(one.msgstr_plural[n] for n in sorted(one.msgstr_plural)) or (one.msgstr,)
    comments = [line.strip() for text in (one.tcomment, one.comment) for line in text.split("\n") if line.strip()]
    flags = set(one.flags) - ({"fuzzy"} if not any(targets) else set())
    previous = (one.previous_msgctxt or "", one.previous_msgid or "")
    return targets, one.msgid_plural or "", bool(one.obsolete), previous, flags, sorted(comments)


@pytest.mark.parametrize("entry", named(READ))
def test_a_real_catalog_written_afresh_says_the_same(entry: dict[str, Any]) -> None:
    catalog, _ = loads(content_of("po", entry), path=entry["file"])
    again, layout = loads(dumps(catalog), path=entry["file"])
    assert again.units == catalog.units
    assert again.header_comments == catalog.header_comments
    assert [key for key, _ in again.headers] == [key for key, _ in catalog.headers]
    assert not layout.converts


@pytest.mark.parametrize("entry", named(READ))
def test_what_is_not_utf_8_with_lf_is_converted_by_its_first_change_and_that_is_said(entry: dict[str, Any]) -> None:
    content = content_of("po", entry)
    catalog, layout = loads(content, path=entry["file"])
    told = [finding for finding in layout.findings if finding.check == "catalog-encoding"]
    assert bool(told) is layout.converts
    assert layout.converts is (b"\r\n" in content or entry["bom"] or (entry["charset"] or "utf-8").lower() != "utf-8")
    if not (told and catalog.units):
        return
    assert "kept as it is until its first change, then UTF-8 with LF" in told[0].message
    first = replace(catalog.units[0], comments=("changed here",))
    written = dumps(replace(catalog, units=(first, *catalog.units[1:])), layout)
    assert b"\r" not in written
    again, now = loads(written, path=entry["file"])
    assert again.units == (first, *catalog.units[1:])
    assert not now.converts


@pytest.mark.parametrize("entry", named(READ))
def test_a_real_catalog_is_merged_without_loss(entry: dict[str, Any]) -> None:
    """Two people translate what is left of it: one the first half, one the second."""
    base, layout = loads(content_of("po", entry), path=entry["file"])
    half = len(base.units) // 2
    ours = replace(base, units=tuple(_agreed(unit) for unit in base.units[:half]) + base.units[half:])
    theirs = replace(base, units=base.units[:half] + tuple(_agreed(unit) for unit in base.units[half:]))
    done = merge(base, ours, theirs)
    assert done.catalog.units == ours.units[:half] + theirs.units[half:]
    assert done.keys("conflict") == ()
    assert loads(dumps(done.catalog, layout), path=entry["file"])[0].units == done.catalog.units


def _agreed(unit: Unit) -> Unit:
    """As somebody leaves it who reviewed it."""
    if not (unit.target or any(unit.targets)):
        targets = tuple(["x" for _ in unit.targets])
        return replace(unit, target="x", targets=targets, state=State.REVIEWED)
    return replace(unit, state=State.REVIEWED)


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
