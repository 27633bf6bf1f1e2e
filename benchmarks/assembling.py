"""Statements in ten languages to HTML by the command line: all of them, again when nothing or one has changed, and all
of them after `check`."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import Cost, cost, table
from benchmarks.statements import write_statements

LANGUAGES = ("zh-TW", "pt-BR", "es", "fr", "de", "id", "ar", "ja", "ko", "th")
_WORD = re.compile(r"[A-Za-z’]+")
_KEPT = re.compile(r"</?[a-z]+[0-9]+/?>|[^\s<>]*[@/][^\s<>]*")
_LETTERS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "zh": "人權國家政府法院自由和平社會民主正義生活公民責任保護",
    "ja": "人権国家政府法院自由平和社会民主正義生活",
    "ko": "인권국가정부법원자유평화사회민주정의생활",
    "th": "กขคงจชซดตถทนบปผพภมยรลวสหอ",
}
COMMAND = (sys.executable, "-m", "pubflow")


def assembling(count: int) -> None:
    """Print the table of `count` statements in ten languages, checks and their table included."""
    with tempfile.TemporaryDirectory(prefix="pubflow-") as name:
        folder = Path(name)
        _workspace(folder, count)
        run = (*COMMAND, "assemble", "--format", "html")
        editions = count * (len(LANGUAGES) + 1)  # the source's own is one
        rows = [_row("first", editions, cost(run, cwd=folder))]
        assert len(list(folder.glob("build/editions/*/*.html"))) == editions
        rows.append(_row("nothing changed", editions, cost(run, cwd=folder)))
        catalog = folder / "locales/fr/LC_MESSAGES/s00000.po"
        catalog.write_text(catalog.read_text("utf-8").replace('msgstr "', 'msgstr "é', 2), "utf-8")
        rows.append(_row("one catalog changed", editions, cost(run, cwd=folder)))
        for name in ("build", ".pubflow"):
            shutil.rmtree(folder / name)
        subprocess.run([*COMMAND, "check"], cwd=folder, check=False, capture_output=True)  # made-up words are not clean
        rows.append(_row("first, after `pubflow check`", editions, cost(run, cwd=folder)))
    print(f"{count} statements of 700 words in {len(LANGUAGES)} languages to HTML, by the command line.\n")
    table(("run", "editions", "time", "CPU", "editions/s", "CPU an edition", "peak"), rows)


def _row(name: str, editions: int, spent: Cost) -> tuple[str, ...]:
    return (
        name, str(editions), f"{spent.wall:.1f} s", f"{spent.cpu:.1f} s", f"{editions / spent.wall:,.0f}",
        f"{1000 * spent.cpu / editions:.1f} ms", f"{spent.peak:.0f} MB",
    )  # fmt: skip


def _workspace(folder: Path, count: int) -> None:
    """Extracted, and every unit agreed to: words that nobody understands, with the figures, names and tags of the source."""
    write_statements(folder / "statements", count)
    names = ", ".join(f'"{language}"' for language in LANGUAGES)
    (folder / "pubflow.toml").write_text(f"languages = [{names}]\n", encoding="utf-8")
    subprocess.run([*COMMAND, "extract"], cwd=folder, check=True, capture_output=True)
    start = time.perf_counter()
    for path in sorted(folder.glob("locales/*/LC_MESSAGES/*.po")):
        path.write_text(_filled(path.read_text("utf-8"), path.parts[-3].partition("_")[0]), encoding="utf-8")
    print(f"(filled in {time.perf_counter() - start:.0f} s)", file=sys.stderr)


def _filled(po: str, language: str) -> str:
    head, *entries = po.split("\n\n")
    return "\n\n".join([head, *(_entry(entry, language) for entry in entries)])


def _entry(entry: str, language: str) -> str:
    source = "".join(re.findall(r'"(.*)"', entry[entry.index("msgid ") : entry.index("msgstr ")]))
    return entry[: entry.index("msgstr ")] + f'msgstr "{_rendered(source, language)}"\n'


def _rendered(source: str, language: str) -> str:
    out, at = [], 0
    for kept in _KEPT.finditer(source):
        out += [_WORD.sub(lambda word: _word(word[0], language), source[at : kept.start()]), kept[0]]
        at = kept.end()
    return "".join([*out, _WORD.sub(lambda word: _word(word[0], language), source[at:])])


def _word(word: str, language: str) -> str:
    dice = hashlib.sha256(f"{language} {word}".encode()).digest()
    letters = _LETTERS.get(language)
    if letters is None:
        vowels = "aeiou"
        made = "".join(
            vowels[dice[n % 32] % 5] if letter in vowels else letter for n, letter in enumerate(word.lower())
        )
        return made.capitalize() if word[0].isupper() else made
    return "".join(letters[byte % len(letters)] for byte in dice[: 2 if language in {"zh", "ja", "ko"} else len(word)])
