"""A manifest is read as it was written, and nothing else is read as one."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubflow.errors import EditionError
from pubflow.release.manifest import (
    Agreed,
    EditionFile,
    Embargo,
    File,
    Language,
    Manifest,
    Passage,
    Waived,
    dumps,
    loads,
)

SHA, SHORT = st.sampled_from(["0" * 64, "ab" * 32]), st.sampled_from(["0" * 16, "ab" * 8])
WORDS = st.text(st.characters(codec="utf-8"), max_size=6)
SOME = st.text("abc-", min_size=1, max_size=6)
PATH = st.sampled_from(["en/a.html", "zh-TW/a.md", "index.html"])
AT = st.just("2026-01-02T03:04:05+08:00")
TAG = st.sampled_from(["en", "zh-TW", "pt-BR", "sr-Latn"])
AGREED = st.builds(
    Agreed, SOME, st.integers(1, 9), WORDS, st.lists(SHA, max_size=2).map(tuple), st.lists(WORDS, max_size=2).map(tuple)
)
PASSAGES = st.builds(
    Passage, SHORT, SHORT, SHA, st.sampled_from(["person", "memory", "engine"]), WORDS, WORDS, SHORT | st.just(""),
    st.lists(AGREED, max_size=2).map(tuple),
)  # fmt: skip
LANGUAGES = st.builds(
    Language, TAG, WORDS, SHA, AT, WORDS, WORDS, st.lists(PASSAGES, max_size=2).map(tuple),
    st.lists(AGREED, max_size=2).map(tuple), st.lists(st.builds(Waived, st.just("source"), SHA, WORDS, WORDS), max_size=1).map(tuple),
)  # fmt: skip
MANIFESTS = st.builds(
    Manifest, statement=st.just("visit"), release=st.integers(1, 99), generation=st.integers(1, 9), at=AT, made_at=AT,
    source=TAG, glossary=SHA, made_by=WORDS, authority=st.just("a.example,2026"),
    languages=st.lists(LANGUAGES, min_size=1, max_size=2).map(tuple),
    editions=st.lists(st.builds(EditionFile, PATH, SHA, st.integers(0, 9), TAG, SOME), min_size=1, max_size=2).map(tuple),
    files=st.lists(st.builds(File, PATH, SHA, st.integers(0, 9)), min_size=1, max_size=2).map(tuple),
    publisher=WORDS, names=st.booleans(), sample=st.booleans(),
    embargo=st.none() | st.builds(Embargo, AT, WORDS), words=st.integers(0, 99),
)  # fmt: skip
SMALL = Manifest(
    "visit", 1, 1, "2026-01-02T03:04:05+00:00", "2026-01-02T03:04:05+00:00", "en", "0" * 64, "pubflow 1",
    "a.example,2026", (Language("en", "A", "0" * 64, "2026-01-02T03:04:05+00:00"),),
    (EditionFile("en/a.html", "0" * 64, 1, "en", "html"),), (File("index.html", "0" * 64, 1),),
)  # fmt: skip
SCHEMA = json.loads(resources.files("pubflow.release").joinpath("manifest.schema.json").read_bytes())


@given(MANIFESTS)
def test_it_is_read_as_it_was_written(manifest: Manifest) -> None:
    assert loads(dumps(manifest), where="m") == manifest


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | WORDS, lambda one: st.lists(one) | st.dictionaries(WORDS, one)
    )
)
def test_nothing_else_is_one_and_no_traceback_comes_of_it(value: object) -> None:
    with pytest.raises(EditionError):
        loads(json.dumps(value).encode(), where="m")


@pytest.mark.parametrize(
    "wrong",
    [
        {"languages": ()},
        {"statement": "../pubflow"},
        {"source": "no tag!"},
        {"made_at": "yesterday"},
        {"at": "2026-01-02T03:04:05"},
        {"embargo": Embargo("soon")},
        {"languages": (Language("no tag!", "A", "0" * 64, "2026-01-02T03:04:05+00:00"),)},
    ],
)
def test_one_that_fits_its_digest_and_holds_nothing_to_go_by_is_none(wrong: dict[str, object]) -> None:
    with pytest.raises(EditionError, match="is no manifest"):
        loads(dumps(replace(SMALL, **wrong)), where="m")


@given(MANIFESTS, st.integers(0, 10**6), st.binary(min_size=1, max_size=1))
def test_a_byte_that_was_changed_is_told_unless_it_says_the_same(manifest: Manifest, at: int, byte: bytes) -> None:
    content = bytearray(dumps(manifest))
    content[at % len(content)] = byte[0]
    try:
        read = loads(bytes(content), where="m")
    except EditionError:
        read = manifest
    assert read == manifest


def test_what_the_schema_demands_every_manifest_has() -> None:
    """Whatever the project leaves out: the smallest there is, and one with all there is."""
    jsonschema.validate(json.loads(dumps(SMALL)), SCHEMA)
