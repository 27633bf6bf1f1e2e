"""The one place that runs pandoc: from bytes to bytes, within a sandbox, a time and a memory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pubflow import pandoc
from pubflow.errors import EditionError, SourceError


@pytest.fixture
def forgotten() -> Iterator[None]:
    """What was found out about the program is found out anew, before and after."""
    for known in (pandoc.program, pandoc.version):
        known.cache_clear()
    yield
    for known in (pandoc.program, pandoc.version):
        known.cache_clear()


def to_json(content: bytes, **limits: int) -> bytes:
    return pandoc.run(content, "--from=html", "--to=json", refusal=SourceError, where="a.html", **limits)


@pytest.mark.usefixtures("pandoc")
def test_bytes_become_bytes() -> None:
    assert b'"Str","c":"released"' in to_json(b"<p>She was <em>released</em>.")
    assert pandoc.version()[0].isdigit()


@pytest.mark.usefixtures("pandoc")
@pytest.mark.parametrize("kind", ["docx", "odt", "epub3"])
def test_the_same_bytes_and_moment_give_the_same_file(kind: str) -> None:
    made = {
        pandoc.run(b"# A\n\nb", "--from=markdown", f"--to={kind}", refusal=EditionError, where="a.md", epoch=1700000000)
        for _ in range(2)
    }

    assert len(made) == 1


@pytest.mark.usefixtures("pandoc")
def test_a_text_can_not_make_it_read_another_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.tex"
    secret.write_text("the secret words")
    content = f"Before. \\input{{{secret}}} After.".encode()

    made = pandoc.run(content, "--from=latex", "--to=plain", refusal=SourceError, where="a.tex")

    assert b"Before." in made
    assert b"secret words" not in made


@pytest.mark.usefixtures("pandoc")
def test_what_it_says_of_a_file_is_told_with_the_file() -> None:
    with pytest.raises(EditionError) as caught:
        pandoc.run(b"no zip", "--from=docx", "--to=json", refusal=EditionError, where="a.docx")

    assert str(caught.value).startswith("a.docx: pandoc: couldn't unpack docx container")
    assert "\n" not in str(caught.value)


@pytest.mark.usefixtures("pandoc")
def test_what_takes_too_much_memory_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "MEGABYTES", 16)

    with pytest.raises(SourceError, match=r"a\.html: pandoc wanted more than 16 MB for it and was stopped"):
        to_json(b"<p>word" * 300_000)


@pytest.mark.usefixtures("forgotten")
@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_what_takes_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in = tmp_path / "pandoc"
    stand_in.write_text(
        '#!/bin/sh\ncase "$*" in *--version*) echo pandoc 1.0;; *) cat; exec tail -f /dev/null;; esac\n'
    )
    stand_in.chmod(0o755)
    monkeypatch.setattr(pandoc, "program", lambda: stand_in)

    with pytest.raises(SourceError, match=r"a\.html: pandoc was not done with it in 1 seconds and was stopped"):
        to_json(b"", seconds=1)


@pytest.mark.usefixtures("forgotten")
def test_the_machines_own_serves_where_ours_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / ("pandoc.exe" if os.name == "nt" else "pandoc")
    own.write_bytes(b"")
    own.chmod(0o755)
    monkeypatch.setattr(pandoc, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert pandoc.program() == own


@pytest.mark.usefixtures("forgotten")
def test_without_it_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", "")

    assert pandoc.version() == ""
    with pytest.raises(SourceError) as caught:
        to_json(b"")
    assert str(caught.value) == "a.html: pandoc, which reads and writes office files, is not there"
    assert caught.value.hint == 'pip install "pubflow[office]"'


@pytest.mark.usefixtures("forgotten")
def test_a_program_that_does_not_start_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "pandoc"
    broken.write_bytes(b"\0")
    monkeypatch.setattr(pandoc, "program", lambda: broken)

    with pytest.raises(SourceError, match=r"a\.html: pandoc does not start: ") as caught:
        to_json(b"")
    assert caught.value.hint == pandoc.INSTALL
