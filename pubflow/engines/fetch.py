"""Brings a model from Mozilla's store, or a mirror of it, into the user's cache folder: once, whole, checked by hash.

The library has a fetch of its own; it knows no time limit we could set, tries four times, and asks Mozilla's host for
the files whatever mirror the records came from. So this one is ours; the unpacking and checking is the library's.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import json
import os
import shutil
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from pubflow.engines.models import MANIFEST, Model, cache_folder, fetched, is_plain_name, load, model_code, role
from pubflow.errors import EngineError
from pubflow.language import LanguageTag

LICENSE = "MPL-2.0"
"""Of the models; stands in the manifest."""
RECORDS_URL = "https://firefox.settings.services.mozilla.com/v1/buckets/main/collections/translations-models-v2/records"
ATTACHMENTS_URL = "https://firefox-settings-attachments.cdn.mozilla.net/"

_CONNECT_SECONDS = 8.0
_LEFT_SECONDS = 3600.0
_RECORDS_LIMIT = 32 * 1024 * 1024
_FILE_LIMIT = 512 * 1024 * 1024


def fetch(
    source: LanguageTag,
    target: LanguageTag,
    *,
    folder: Path | None = None,
    progress: Callable[[str, int, int], None] = lambda name, done, total: None,
) -> Model:
    """Bring the model of a pair from the store into the cache folder (or `folder`), once; a second call finds it there.

    `progress` is told file name, bytes so far, bytes in all (0 when unknown). Raises EngineError: no network, no model
    for the pair, a file that is not what the store says. Nothing is left in half: the folder appears whole or not.
    `FXTRANSLATE_RECORDS_URL` names a mirror: its records there, its files under the same host.
    """
    codes = model_code(source), model_code(target)
    if codes[0] is None or codes[1] is None:
        raise EngineError(f"the store has no model for {source} to {target}")
    pair = codes[0], codes[1]
    root = folder if folder is not None else cache_folder()
    place = root / "-".join(pair)
    # What is there but broken is fetched anew.
    with contextlib.suppress(EngineError):
        if (there := fetched(place, pair)) is not None:
            load(there)
            return there
    records = _records_for(pair)
    root.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=root))
    try:
        _download(records, temporary, pair, progress)
        fetched(temporary, pair)
        if place.exists():
            shutil.rmtree(place)
        os.replace(temporary, place)  # noqa: PTH105 -- says that it is atomic, where Path.rename depends on the system
        _clear_leftovers(place)
    except OSError as error:
        raise EngineError(f"the model can't be stored: {error.strerror or error}", where=str(place)) from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    found = fetched(place, pair)
    if found is None:
        raise EngineError("the model is gone again right after it was fetched", where=str(place))
    return found


def _clear_leftovers(place: Path) -> None:
    """Remove what runs for the same pair left that were killed; a young folder may be of one that is still at work."""
    now = place.stat().st_mtime
    for left in place.parent.glob(f".{place.name}-*"):
        if now - left.stat().st_mtime > _LEFT_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


_HINTS = {
    "": "`pubflow engines` lists what is here; a language without an engine is left to memory and people",
    "zh-Hant": "for zh-TW the model for zh serves as well, its drafts are turned into the Chinese of Taiwan: "
    "pubflow engines fetch en zh",
}


def _records_for(pair: tuple[str, str]) -> list[dict[str, str]]:
    """The store's records of the newest model of the format we can run, one a file."""
    url = os.environ.get("FXTRANSLATE_RECORDS_URL", RECORDS_URL)
    body = b"".join(_get(url, _RECORDS_LIMIT, lambda done, total: None))
    try:
        records = json.loads(body)["data"]
        mine = [
            {key: str(record.get(key) or "") for key in ("name", "version", "architecture", "decompressedHash")}
            | {"location": str(record["attachment"]["location"])}
            for record in records
            if (record["sourceLanguage"], record["targetLanguage"]) == pair
            and role(str(record["name"])) is not None
            and _runs(str(record["version"]))
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise EngineError("the store's answer is not a list of models", where=url) from None
    if not mine:
        raise EngineError(
            f"the store has no model for {pair[0]} to {pair[1]}",
            where=url,
            hint=_HINTS.get(pair[1], _HINTS[""]),
        )
    best = max(mine, key=lambda record: (_version_key(record["version"]), record["architecture"]))
    newest = (best["version"], best["architecture"])
    return [record for record in mine if (record["version"], record["architecture"]) == newest]


def _runs(version: str) -> bool:
    """Format 3 of the models; `3.0a1` is one in trial."""
    return version.partition(".")[0] == "3"


def _version_key(version: str) -> tuple[int, ...]:
    head = version.replace("a", ".").replace("b", ".").split(".")
    final = 0 if "a" in version or "b" in version else 1
    return (*(int(part) if part.isdigit() else 0 for part in head[:2]), final)


def _download(
    records: list[dict[str, str]], folder: Path, pair: tuple[str, str], progress: Callable[[str, int, int], None]
) -> None:
    try:
        from fxtranslate import discovery
    except ImportError:
        raise EngineError("fxtranslate is not installed", hint="pip install 'pubflow[firefox]'") from None
    hashes: dict[str, str] = {}
    for record in records:
        name, expected = record["name"], record["decompressedHash"]
        if not is_plain_name(name):
            raise EngineError("the store names a file that has no place here", where=ascii(name)[:80])
        if not expected:
            raise EngineError("the store gives no hash for this file, so it is not used", where=name)
        url = urllib.parse.urljoin(_attachments(), urllib.parse.quote(record["location"].lstrip("/")))

        def told(done: int, total: int, name: str = name) -> None:
            progress(name, done, total)

        packed = b"".join(_get(url, _FILE_LIMIT, told))
        try:
            content = bytes(discovery.verify_and_decompress(packed, expected))
        except ValueError as error:
            raise EngineError(f"the file is not what the store says it is: {error}", where=url) from None
        (folder / name).write_bytes(content)
        hashes[name] = hashlib.sha256(content).hexdigest()
    version = "-".join(part for part in (records[0]["architecture"], records[0]["version"]) if part)
    manifest = {"source": pair[0], "target": pair[1], "version": version, "license": LICENSE, "sha256": hashes}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _attachments() -> str:
    records = os.environ.get("FXTRANSLATE_RECORDS_URL")
    return urllib.parse.urljoin(records, "/") if records else ATTACHMENTS_URL


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows a store that moves a file within its own house, and nowhere else: who is asked is for the user to say."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """See the class. Raises EngineError."""
        here, there = urllib.parse.urlsplit(req.full_url), urllib.parse.urlsplit(newurl)
        if (here.scheme, here.netloc) != (there.scheme, there.netloc):
            fp.close()
            raise EngineError(
                "the store sends us to another host",
                where=newurl,
                hint="if you trust it, name it: FXTRANSLATE_RECORDS_URL=https://...",
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _get(url: str, limit: int, told: Callable[[int, int], None]) -> Iterator[bytes]:
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise EngineError("is not a web address", where=url, hint="set FXTRANSLATE_RECORDS_URL to https://...")
    done = 0
    try:
        # S310: the scheme was checked on the line above.
        with urllib.request.build_opener(_SameHost()).open(url, timeout=_CONNECT_SECONDS) as answer:
            total = int(answer.headers.get("Content-Length") or 0)
            while chunk := answer.read(1 << 18):
                done += len(chunk)
                if done > limit:
                    raise EngineError(f"is larger than {limit // 1024 // 1024} MB", where=url)
                told(done, total)
                yield chunk
            if total and done != total:
                raise EngineError("broke off in the middle", where=url, hint="run the same command again")
    except urllib.error.HTTPError as error:
        error.close()
        raise EngineError(f"the store answers {error.code}", where=url) from None
    except (OSError, ValueError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        raise EngineError(
            f"the store can't be reached: {reason}",
            where=url,
            hint="connect to the network, or name a folder that holds the model with --model DIR",
        ) from None
