"""A double of DeepL's service for tests, benchmarks and trying by hand: its contract, its limits, and faults on demand.

    python -m tests.doubles.deepl --port 0 --latency 0.2

It says what `rendering` says, keeps tags, puts terms in, counts what it would bill, and remembers all it received.
"""

from __future__ import annotations

import argparse
import json
import re
import socket
import ssl
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

from tests.doubles.rendering import rendered, set_solid

SERVER = "DeepLDouble/1"
KEY = "5d9fd9a2-3c01-4f2f-9d5e-a1c0ffee0001"
FREE_KEY = f"{KEY}:fx"
SCOPES = ("translate:text", "glossaries:read", "glossaries:write", "usage:read", "languages:read")
_BASES = tuple(
    "AR BG CS DA DE EL EN ES ET FI FR HE HU ID IT JA KO LT LV NB NL PL PT RO RU SK SL SV TH TR UK VI ZH".split()
)
TARGETS = (*(set(_BASES) - {"EN", "PT"}), "EN-GB", "EN-US", "PT-BR", "PT-PT", "ES-419", "ZH-HANS", "ZH-HANT")
_FORMAL = frozenset("DE FR IT ES ES-419 NL PL PT-BR PT-PT JA RU".split())
_MOST_TEXTS, _MOST_BYTES, _MOST_TERM_BYTES = 50, 128 * 1024, 1024
_TAG = re.compile(r"<(/?)([A-Za-z_][\w.-]*)([^<>]*?)(/?)>")
_NGINX = (
    "<html>\r\n<head><title>{0}</title></head>\r\n<body>\r\n<center><h1>{0}</h1></center>\r\n"
    "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)
_STATUSES: dict[str, tuple[int, object]] = {
    "key": (403, b""),
    "scope": (403, {"message": "Forbidden", "detail": "Missing required scope(s): {scope}"}),
    "404": (404, {"message": "Not found"}),
    "413": (413, _NGINX.format("413 Request Entity Too Large")),
    "429": (429, {"message": "Too many requests"}),
    "456": (456, {"message": "Quota Exceeded"}),
    "500": (500, {"message": "Internal Server Error"}),
    "503": (503, {"message": "Temporary Error"}),
    "504": (504, _NGINX.format("504 Gateway Time-out")),
    "529": (529, {"message": "Too many requests"}),
    "echo": (400, {"message": "Bad request. Reason: {echo}"}),
    "null-message": (503, {"message": None}),
    "not-json": (200, "<html>Welcome to the hotel's network. Please log in.</html>"),
}
_CHANGES = ("short", "unbilled", "null-text", "drop-tag", "move-tag", "miss-term", "simplified", "untranslated")
FAULTS = (*_STATUSES, *_CHANGES, "hang", "cut", "lost", "no-fraction")
"""`hang`: no answer and no end; `cut`: the connection ends before anything is done; `lost`: after it was done."""


class _Fail(Exception):
    def __init__(self, status: int, body: object = b"") -> None:
        super().__init__(status)
        self.status, self.body = status, body


@dataclass(frozen=True, slots=True)
class Received:
    """One request, as it came in."""

    method: str
    path: str
    body: Any
    raw: bytes
    authorization: str
    user_agent: str
    status: int
    """What it was answered with; 0 for none."""

    @property
    def texts(self) -> list[str]:
        """What was to be translated."""
        return list(self.body.get("text", ())) if isinstance(self.body, dict) else []


@dataclass(slots=True)
class _Fault:
    kind: str
    on: str
    method: str
    left: int
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Glossary:
    """What is kept of one."""

    id: str
    name: str
    dictionaries: dict[tuple[str, str], dict[str, str]]
    """(source, target) as base codes -> entries."""


class DeepLDouble:
    """The service on a port of its own, from `start` (or `with`) to `close`."""

    def __init__(
        self,
        *,
        key: str = KEY,
        scopes: tuple[str, ...] = SCOPES,
        limit: int = 500_000,
        glossary_limit: int | None = None,
        latency: float = 0.0,
        port: int = 0,
        certificate: tuple[Path, Path] | None = None,
    ) -> None:
        """`limit`: characters; `glossary_limit`: None = the plan's, which is 1 for a key that ends in `:fx`;
        `certificate`: it and its key, to speak TLS."""
        self.key, self.scopes, self.limit, self.latency = key, scopes, limit, latency
        self.glossary_limit = glossary_limit or (1 if key.endswith(":fx") else 1000)
        self.received: list[Received] = []
        self.billed = 0
        self.in_flight = 0
        self.most_in_flight = 0
        self.glossaries: dict[str, Glossary] = {}
        self._faults: list[_Fault] = []
        self._lock = threading.RLock()
        self._came = threading.Condition(self._lock)
        self._closed = threading.Event()
        self._sockets: set[socket.socket] = set()
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.double = self
        self._scheme = "http"
        if certificate is not None:
            self._scheme = "https"
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def start(self) -> Self:
        """Listen."""
        self._thread.start()
        return self

    def close(self) -> None:
        """Let go of the port and of every connection."""
        self._closed.set()
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()
        with self._lock:
            for connection in self._sockets:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def url(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self._server.server_address[1]}"

    @property
    def environ(self) -> dict[str, str]:
        """What a program needs in its environment to find it."""
        return {"DEEPL_AUTH_KEY": self.key, "PUBFLOW_DEEPL_SERVER_URL": self.url}

    def fail(
        self, kind: str, *, times: int = 1, on: str = "/v2/translate", method: str = "", retry_after: int | None = None
    ) -> None:
        """Answer the next `times` requests to a path that begins like `on` with a fault out of FAULTS; -1 for all."""
        assert kind in FAULTS, kind
        headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
        with self._lock:
            self._faults.append(_Fault(kind, on, method, times, headers))

    def mend(self) -> None:
        """No more faults."""
        with self._lock:
            self._faults.clear()

    def calls(self, path: str = "/v2/translate", method: str = "") -> list[Received]:
        """The requests to paths that begin so, in order."""
        with self._lock:
            return [one for one in self.received if one.path.startswith(path) and method in ("", one.method)]

    def wait_for_calls(self, count: int, *, seconds: float = 60) -> bool:
        """Until so many requests for drafts were answered, or for so long; whether they were."""
        with self._came:
            return self._came.wait_for(lambda: len(self.calls()) >= count, seconds)

    @property
    def texts(self) -> list[str]:
        """Every text that was to be translated, as often as it came."""
        return [text for call in self.calls() for text in call.texts]

    @property
    def everything(self) -> str:
        """All bodies as one text, to be searched for what should never have left."""
        with self._lock:
            return "\n".join(json.dumps(one.body, ensure_ascii=False) for one in self.received)

    def says(self, text: str, target: str, terms: dict[str, str] | None = None) -> str:
        """What it answers for a text without tags."""
        return rendered(text.strip(), target, terms)

    def add_glossary(self, name: str, source: str, target: str, entries: dict[str, str]) -> Glossary:
        """One that somebody else made."""
        made = Glossary(str(uuid.uuid4()), name, {(source.upper(), target.upper()): entries})
        self.glossaries[made.id] = made
        return made

    # What follows answers requests, each in a thread of its own.

    def answer(self, method: str, path: str, body: Any, raw: bytes, key: str) -> tuple[int, object, dict[str, str]]:
        """Status, body and further headers. Status 0: no answer at all."""
        fault = self._fault(method, path)
        headers = fault.headers if fault else {}
        kind = fault.kind if fault else ""
        try:
            if kind == "hang":
                self._closed.wait(20)
                return 0, b"", {}
            if kind == "cut":
                return 0, b"", {}
            if kind in _STATUSES:
                raise _Fail(*self._refusal(kind, path, body))
            if key != f"DeepL-Auth-Key {self.key}":
                raise _Fail(403, {"message": "Forbidden"})
            status, said = self._route(method, path, body, raw, kind)
            return (0, b"", {}) if kind == "lost" else (status, said, headers)
        except _Fail as refused:
            return refused.status, refused.body, headers

    def _fault(self, method: str, path: str) -> _Fault | None:
        with self._lock:
            for fault in self._faults:
                if fault.left and path.startswith(fault.on) and fault.method in ("", method):
                    fault.left -= 1
                    return fault
        return None

    def _refusal(self, kind: str, path: str, body: Any) -> tuple[int, object]:
        status, said = _STATUSES[kind]
        if isinstance(said, dict) and kind in ("scope", "echo"):
            scope = "translate:text" if "translate" in path else "glossaries:read"
            said = {name: value.format(scope=scope, echo=json.dumps(body)) for name, value in said.items()}
        return status, said

    def _route(self, method: str, path: str, body: Any, raw: bytes, fault: str) -> tuple[int, object]:
        parts = urlsplit(path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if (method, parts.path) == ("POST", "/v2/translate"):
            self._ask_scope("translate:text")
            return 200, self._translate(body, raw, fault)
        if (method, parts.path) == ("GET", "/v2/usage"):
            self._ask_scope("usage:read")
            return 200, {"character_count": self.billed, "character_limit": self.limit}
        if method == "GET" and parts.path in _LISTS:
            self._ask_scope("languages:read")
            return 200, _LISTS[parts.path](body)
        if parts.path.startswith("/v3/glossaries"):
            self._ask_scope("glossaries:read" if method == "GET" else "glossaries:write")
            with self._lock:
                return self._glossary(method, parts.path.split("/")[3:], query, body, fault)
        raise _Fail(404, {"message": "Not found"})

    def _ask_scope(self, scope: str) -> None:
        if scope not in self.scopes:
            raise _Fail(403, {"message": "Forbidden", "detail": f"Missing required scope(s): {scope}"})

    def _translate(self, body: Any, raw: bytes, fault: str) -> object:
        if len(raw) > _MOST_BYTES:
            raise _Fail(*_STATUSES["413"])
        texts = body.get("text")
        _check(isinstance(texts, list) and 0 < len(texts) <= _MOST_TEXTS, "Value for 'text' not supported.")
        _check(all(isinstance(text, str) for text in texts), "Value for 'text' not supported.")
        target = str(body.get("target_lang")).upper()
        _check(target in TARGETS, "Value for 'target_lang' not supported.")
        source = str(body.get("source_lang", "")).upper()
        _check(source in ("", *_BASES), "Value for 'source_lang' not supported.")
        self._check_options(body, target)
        terms = self._terms(body, source, target)
        plain = [_plain(text, body) for text in texts]
        billed = list(map(len, plain))
        with self._lock:
            if self.billed + sum(billed) > self.limit:
                raise _Fail(*_STATUSES["456"])
            self.billed += sum(billed)
        if fault == "simplified":
            target = "ZH-HANS"
        terms = {} if fault == "miss-term" else terms
        done = [text if fault == "untranslated" else _rendered(text, body, target, terms) for text in texts]
        return {"translations": self._changed(done, billed, source or "EN", body, fault)}

    def _check_options(self, body: Any, target: str) -> None:
        formality = body.get("formality", "default")
        known = ("default", "prefer_more", "prefer_less", "more", "less")
        _check(formality in known, "Value for 'formality' not supported.")
        _check(formality not in ("more", "less") or target in _FORMAL, "'formality' is not supported for target_lang")
        _check(
            body.get("split_sentences", "1") in ("0", "1", "nonewlines"), "Value for 'split_sentences' not supported."
        )
        _check(body.get("tag_handling", "xml") in ("xml", "html"), "Value for 'tag_handling' not supported.")
        _check(
            body.get("tag_handling_version", "v1") in ("v1", "v2"), "Value for 'tag_handling_version' not supported."
        )
        models = ("quality_optimized", "prefer_quality_optimized", "latency_optimized")
        _check(body.get("model_type", models[0]) in models, "Value for 'model_type' not supported.")
        only_tags = "ignore_tags" not in body or "tag_handling" in body
        _check(only_tags, "'ignore_tags' is only supported with tag_handling.")

    def _terms(self, body: Any, source: str, target: str) -> dict[str, str]:
        wanted = body.get("glossary_id")
        if wanted is None:
            return {}
        _check(bool(source), "Value for 'source_lang' is required with a glossary.")
        with self._lock:
            glossary = self.glossaries.get(wanted)
        _check(glossary is not None, "Glossary not found")
        assert glossary is not None
        pair = source, target.partition("-")[0]
        missing = f"Bad request. Reason: No dictionary found for language pair {'-'.join(pair).lower()} in glossary"
        _check(pair in glossary.dictionaries, missing)
        return glossary.dictionaries[pair]

    def _changed(self, done: list[str], billed: list[int], source: str, body: Any, fault: str) -> list[object]:
        if fault == "short":
            done = done[:-1]
        if fault == "drop-tag":
            done = [_TAG.sub("", text, count=1) for text in done]
        if fault == "move-tag":
            done = [_moved(text) for text in done]
        out: list[object] = []
        for text, count in zip(done, billed, strict=False):
            one = {"detected_source_language": source, "text": text, "billed_characters": count}
            if fault == "unbilled":
                del one["billed_characters"]
            if fault == "null-text":
                one["text"] = None  # type: ignore[assignment]
            if "model_type" in body:
                one["model_type_used"] = body["model_type"]
            out.append(one)
        return out

    def _glossary(
        self, method: str, rest: list[str], query: dict[str, str], body: Any, fault: str
    ) -> tuple[int, object]:
        if not rest:
            if method == "GET":
                return 200, {"glossaries": [_info(one, fault) for one in self.glossaries.values()]}
            return 201, _info(self._made(body), fault)
        try:
            uuid.UUID(rest[0])
        except ValueError:
            raise _Fail(400, {"message": "Invalid glossary id"}) from None
        glossary = self.glossaries.get(rest[0])
        if glossary is None:
            raise _Fail(404, {"message": "Glossary not found"})
        answers: dict[tuple[str, ...], Callable[[], tuple[int, object]]] = {
            ("GET",): lambda: (200, _info(glossary, fault)),
            ("PATCH",): lambda: (200, _info(_patched(glossary, body), fault)),
            ("DELETE",): lambda: (204, self.glossaries.pop(glossary.id) and b""),
            ("PUT", "dictionaries"): lambda: (200, _put(glossary, body)),
            ("DELETE", "dictionaries"): lambda: (204, glossary.dictionaries.pop(_pair(query, glossary)) and b""),
            ("GET", "entries"): lambda: (200, _entries(glossary, query)),
        }
        answer = answers.get((method, *rest[1:]))
        if answer is None:
            raise _Fail(404, {"message": "Not found"})
        return answer()

    def _made(self, body: Any) -> Glossary:
        if len(self.glossaries) >= self.glossary_limit:
            raise _Fail(456, {"message": "Quota Exceeded"})
        name = body.get("name", "")
        _check(0 < len(name.encode()) <= _MOST_TERM_BYTES, "Invalid glossary name")
        dictionaries: dict[tuple[str, str], dict[str, str]] = {}
        for one in body.get("dictionaries", ()):
            pair = _base_pair(one)
            _check(pair not in dictionaries, "Invalid glossary entries provided", "two dictionaries of one pair")
            dictionaries[pair] = _read_entries(one["entries"])
        _check(bool(dictionaries), "Invalid glossary entries provided")
        made = Glossary(str(uuid.uuid4()), name, dictionaries)
        self.glossaries[made.id] = made
        return made


def _check(holds: bool, message: str, detail: str = "") -> None:
    if not holds:
        raise _Fail(400, {"message": message} | ({"detail": detail} if detail else {}))


def _plain(text: str, body: Any) -> str:
    """What is billed: the text without tags."""
    if body.get("tag_handling") != "xml":
        return text
    if body.get("tag_handling_version", "v1") == "v2":
        try:
            ET.fromstring(f"<r>{text}</r>")
        except ET.ParseError:
            raise _Fail(400, {"Message": "Tag handling parsing failed, please check input."}) from None
    return _unescaped(_TAG.sub("", text))


def _rendered(text: str, body: Any, target: str, terms: dict[str, str]) -> str:
    """Edge spaces go, and with tags line ends do too, as users of the real service found."""
    if body.get("tag_handling") != "xml":
        return rendered(text.strip(), target, terms)
    ignored = frozenset(body.get("ignore_tags", ()))
    return set_solid("".join(_nodes(text, ignored, target, terms)).strip(), target)


def _nodes(text: str, ignored: frozenset[str], target: str, terms: dict[str, str]) -> Iterator[str]:
    depth, end = 0, 0
    for tag in _TAG.finditer(text):
        node = _unescaped(text[end : tag.start()])
        yield _escaped(node if depth else rendered(node.replace("\n", " "), target, terms)) + tag[0]
        end = tag.end()
        if tag[2] in ignored and not tag[4]:
            depth += -1 if tag[1] else 1
    yield _escaped(rendered(_unescaped(text[end:]).replace("\n", " "), target, terms))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _moved(text: str) -> str:
    """The first tag at the start of the text; its partner stays."""
    found = _TAG.search(text)
    return found[0] + text[: found.start()] + text[found.end() :] if found else text


def _base_pair(one: dict[str, str]) -> tuple[str, str]:
    pair = one.get("source_lang", "").upper(), one.get("target_lang", "").upper()
    _check(set(pair) <= set(_BASES) and pair[0] != pair[1], "Unsupported glossary source and target language pair")
    return pair


def _pair(query: dict[str, str], glossary: Glossary) -> tuple[str, str]:
    pair = _base_pair(query)
    if pair not in glossary.dictionaries:
        raise _Fail(404, {"message": "Glossary not found"})
    return pair


def _read_entries(tsv: str) -> dict[str, str]:
    bad = "Invalid glossary entries provided"
    _check(len(tsv.encode()) <= 10 * 1024 * 1024, bad, "too large")
    entries: dict[str, str] = {}
    for index, line in enumerate(tsv.split("\n")):
        parts = line.split("\t")
        _check(len(parts) == 2, bad, f"Entry with the index {index} has no two columns")
        for part in parts:
            held = bool(part) and part == part.strip().strip("\u200b\ufeff") and len(part.encode()) <= _MOST_TERM_BYTES
            _check(held, bad, f"Entry with the index {index} is empty, too long or has white space at its ends")
            _check(
                not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", part), bad, f"Entry {index} has control characters"
            )
        earlier = list(entries).index(parts[0]) if parts[0] in entries else 0
        _check(
            parts[0] not in entries,
            bad,
            f"Key with the index {index} (starting at position 0) duplicates key with the index {earlier} (starting at position 0)",
        )
        entries[parts[0]] = parts[1]
    return entries


def _info(glossary: Glossary, fault: str = "") -> dict[str, object]:
    return {
        "glossary_id": glossary.id,
        "name": glossary.name,
        "dictionaries": [_dictionary(pair, entries) for pair, entries in glossary.dictionaries.items()],
        "creation_time": "2026-01-02T03:04:05Z" if fault == "no-fraction" else "2026-01-02T03:04:05.678Z",
    }


def _dictionary(pair: tuple[str, str], entries: dict[str, str]) -> dict[str, object]:
    return {"source_lang": pair[0].lower(), "target_lang": pair[1].lower(), "entry_count": len(entries)}


def _patched(glossary: Glossary, body: Any) -> Glossary:
    """A change merges: terms that are not named stay."""
    _check(len(body.get("dictionaries", ())) <= 1, "Only one dictionary can be changed at a time")
    glossary.name = body.get("name", glossary.name)
    for one in body.get("dictionaries", ()):
        pair = _base_pair(one)
        glossary.dictionaries[pair] = glossary.dictionaries.get(pair, {}) | _read_entries(one["entries"])
    return glossary


def _put(glossary: Glossary, body: Any) -> dict[str, object]:
    pair = _base_pair(body)
    glossary.dictionaries[pair] = _read_entries(body["entries"])
    return _dictionary(pair, glossary.dictionaries[pair])


def _entries(glossary: Glossary, query: dict[str, str]) -> dict[str, object]:
    pair = _pair(query, glossary)
    tsv = "\n".join(f"{source}\t{target}" for source, target in glossary.dictionaries[pair].items())
    one = {"source_lang": pair[0].lower(), "target_lang": pair[1].lower(), "entries": tsv, "entries_format": "tsv"}
    return {"dictionaries": [one]}


def _languages(body: Any) -> object:
    """The library sends the type in a form, as the body of a GET."""
    if body != "type=target":
        return [{"language": code, "name": code} for code in _BASES]
    return [{"language": code, "name": code, "supports_formality": code in _FORMAL} for code in sorted(TARGETS)]


def _pairs(_: Any) -> object:
    pairs = [(source.lower(), target.lower()) for source in _BASES for target in _BASES if source != target]
    return {"supported_languages": [{"source_lang": source, "target_lang": target} for source, target in pairs]}


_LISTS: dict[str, Callable[[Any], object]] = {"/v2/languages": _languages, "/v2/glossary-language-pairs": _pairs}


class _Server(ThreadingHTTPServer):
    """One that keeps still about clients that go away."""

    daemon_threads = True
    request_queue_size = 64
    double: DeepLDouble

    def handle_error(self, request: object, client_address: object) -> None:
        pass


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = SERVER
    disable_nagle_algorithm = True
    server: _Server

    def setup(self) -> None:
        super().setup()
        with self.server.double._lock:
            self.server.double._sockets.add(self.connection)

    def finish(self) -> None:
        with self.server.double._lock:
            self.server.double._sockets.discard(self.connection)
        super().finish()

    def log_message(self, format: str, *arguments: object) -> None:
        pass

    def _do(self) -> None:
        double = self.server.double
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            body = json.loads(raw) if raw else None
        except ValueError:
            body = raw.decode("utf-8", "replace")
        with double._lock:
            double.in_flight += 1
            double.most_in_flight = max(double.most_in_flight, double.in_flight)
        try:
            if double.latency:
                time.sleep(double.latency)
            authorization = self.headers.get("Authorization", "")
            status, said, headers = double.answer(self.command, self.path, body, raw, authorization)
        finally:
            with double._lock:
                double.in_flight -= 1
        agent = self.headers.get("User-Agent", "")
        with double._lock:
            double.received.append(Received(self.command, self.path, body, raw, authorization, agent, status))
            double._came.notify_all()
        self._send(status, said, headers)

    def _send(self, status: int, said: object, headers: dict[str, str]) -> None:
        if not status:
            self.close_connection = True
            return
        content = (
            said if isinstance(said, bytes) else said.encode() if isinstance(said, str) else json.dumps(said).encode()
        )
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "text/html" if isinstance(said, str) else "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _do  # noqa: N815


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    parser.add_argument("--latency", type=float, default=0.0, metavar="SECONDS")
    parser.add_argument("--limit", type=int, default=500_000, metavar="CHARACTERS")
    parser.add_argument("--free", action="store_true", help="a key of the free plan: one glossary")
    options = parser.parse_args()
    key = FREE_KEY if options.free else KEY
    with DeepLDouble(key=key, limit=options.limit, latency=options.latency, port=options.port) as double:
        for name, value in double.environ.items():
            print(f"export {name}={value}", flush=True)
        try:
            double._thread.join()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
