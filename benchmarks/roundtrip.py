"""One tool takes a folder of statements to PO and back under the identity translation. Run by each tool's own Python:

python roundtrip.py WAY FOLDER TIMES [FORMATS]    FOLDER/statements is read; TIMES: first, or again (nothing has changed)

Prints as JSON what putting the translations in cost, which is no tool's work: the caller takes it off. Imports nothing
at the top that one of the tools may lack.
"""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Protocol


class _Way(Protocol):
    def extract(self) -> None: ...

    def back(self) -> None: ...

    def catalogs(self) -> list[tuple[Path, Path]]:
        """What to fill, and where the filled one goes."""
        ...


class _Pubflow:
    """The library behind the two commands, in one process. Its editions are reviewed ones, the source's is made too."""

    def __init__(self, folder: Path, times: str, formats: str = "md") -> None:
        from datetime import UTC, datetime

        from pubflow.project import load

        (folder / "pubflow.toml").write_text('languages = ["pt-BR"]\n', encoding="utf-8")
        self._project = load(folder, {})
        self._formats = tuple(formats.split(","))
        # A later run knows a later day: whatever that alone makes it write is part of its cost.
        self._stamp = datetime(2026, 1, 1 if times == "first" else 2, tzinfo=UTC)

    def extract(self) -> None:
        from pubflow.workflow.intake.extract import extract

        _all_done(extract(self._project, (), (), stamp=self._stamp).refused)

    def back(self) -> None:
        from pubflow.workflow.editions.assemble import assemble

        _all_done(assemble(self._project, (), (), draft=False, formats=self._formats, now=self._stamp).refused)

    def catalogs(self) -> list[tuple[Path, Path]]:
        return [(path, path) for path in sorted(self._project.root.glob("locales/*/LC_MESSAGES/*.po"))]


class _Mdpo:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "po").mkdir(exist_ok=True)
        (folder / "out").mkdir(exist_ok=True)

    def extract(self) -> None:
        from mdpo.md2po import markdown_to_pofile

        for path in _sources(self._folder):
            markdown_to_pofile(str(path), po_filepath=str(self._po(path)), save=True)

    def back(self) -> None:
        from mdpo.po2md import pofile_to_markdown

        for path in _sources(self._folder):
            out = self._folder / "out" / path.name
            # Without a width it would wrap every paragraph anew.
            pofile_to_markdown(str(path), [str(self._po(path))], save=str(out), wrapwidth=float("inf"))

    def catalogs(self) -> list[tuple[Path, Path]]:
        return [(self._po(path), self._po(path)) for path in _sources(self._folder)]

    def _po(self, path: Path) -> Path:
        return self._folder / "po" / f"{path.stem}.po"


class _Toolkit:
    """It does not bring a catalog up to date: it writes a fresh one each time, so what was filled stands elsewhere."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "filled").mkdir(exist_ok=True)

    def extract(self) -> None:
        from translate.convert import md2po

        md2po.main(["--progress=none", str(self._folder / "statements"), str(self._folder / "po")])

    def back(self) -> None:
        from translate.convert import po2md

        places = ["-t", str(self._folder / "statements"), str(self._folder / "filled"), str(self._folder / "out")]
        po2md.main(["--progress=none", "-m", "0", *places])

    def catalogs(self) -> list[tuple[Path, Path]]:
        return [(path, self._folder / "filled" / path.name) for path in sorted((self._folder / "po").glob("*.po"))]


class _Po4a:
    """The settings that keep most of the text: no wrapping, and bullets are no lists to lay out anew."""

    def __init__(self, folder: Path, *, shared: bool) -> None:
        self._folder = folder
        places = "po/all.pot $lang:po/all.$lang.po" if shared else "po/$master.pot $lang:po/$master.$lang.po"
        lines = [
            "[po4a_langs] pt_BR",
            f"[po4a_paths] {places}",
            '[options] opt:"-M UTF-8 -L UTF-8 -k 0 -o neverwrap -o nobullets"',
            '[po4a_alias:md] text opt:"-o markdown"',
        ]
        lines += [f"[type: md] statements/{path.name} pt_BR:out/{path.name}" for path in _sources(folder)]
        (folder / "po4a.cfg").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def extract(self) -> None:
        self._run("--no-translations")

    def back(self) -> None:
        self._run("--no-update")

    def catalogs(self) -> list[tuple[Path, Path]]:
        return [(path, path) for path in sorted((self._folder / "po").rglob("*.pt_BR.po"))]

    def _run(self, step: str) -> None:
        subprocess.run(["po4a", "-q", step, "po4a.cfg"], cwd=self._folder, check=True, stdout=subprocess.DEVNULL)


def open_way(name: str, folder: Path, times: str, *more: str) -> _Way:
    """The tool by the name `peers.py` and `documents.py` call it."""
    if name == "pubflow":
        return _Pubflow(folder, times, *more)
    if name == "mdpo":
        return _Mdpo(folder)
    if name == "toolkit":
        return _Toolkit(folder)
    return _Po4a(folder, shared=name == "po4a-shared")


def fill(source: Path, filled: Path) -> None:
    """Every unit is its own translation."""
    import polib

    catalog = polib.pofile(str(source), wrapwidth=0, encoding="utf-8")
    for entry in catalog:
        entry.msgstr = entry.msgid
    catalog.save(str(filled))


def _sources(folder: Path) -> list[Path]:
    return sorted((folder / "statements").glob("*.md"))


def _all_done(refused: tuple[str, ...]) -> None:
    if refused:
        raise SystemExit("\n".join(refused[:5]))


def main() -> None:
    name, folder, times, *more = sys.argv[1:]
    way = open_way(name, Path(folder), times, *more)
    wall = cpu = 0.0
    with contextlib.redirect_stdout(io.StringIO()):
        way.extract()
        if times == "first":
            wall, cpu = time.perf_counter(), time.process_time()
            for source, filled in way.catalogs():
                fill(source, filled)
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        way.back()
    print(json.dumps({"wall": wall, "cpu": cpu}))


if __name__ == "__main__":
    main()
