"""The memory at a million units: built, opened, asked; beside brute force and SQLite's own full-text search.

Real sentences (PUBFLOW_CORPORA) and variations of them: parts of two joined, words changed for others of the same
texts, so that words are as frequent as they are. Queries are edited, or hold a typo inside every third word.
Every worker runs in a process of its own: python -m benchmarks.memory WORKER FOLDER LANGUAGE
"""

from __future__ import annotations

import json
import os
import random
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from importlib import import_module
from pathlib import Path

from benchmarks.measure import Cost, cost, table

LEAST = 70
QUERIES = 150
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
WAYS = {
    "**pubflow**": "ours",
    "rapidfuzz, every text": "brute",
    "SQLite FTS5 trigram, 12 rarest": "trigram",
    "SQLite FTS5 words, 6 rarest": "words",
}
SPACED = {"en": True, "zh": False}
TITLES = {"en": "English", "zh": "Chinese, a script without spaces"}


def memory(units: int) -> None:
    """Print a table a language."""
    corpora = os.environ.get("PUBFLOW_CORPORA")
    if not corpora:
        print("memory: wants real sentences: name the folder of the real data in PUBFLOW_CORPORA\n")
        return
    with tempfile.TemporaryDirectory() as name:
        for language in SPACED:
            folder = Path(name, language)
            folder.mkdir()
            # In a process of its own as well: what a process holds when it starts another counts as that one's peak.
            cost([sys.executable, "-m", "benchmarks.memory", "make", folder, language, str(units)])
            _table(folder, language, units)


def _table(folder: Path, language: str, units: int) -> None:
    rows, best = [], {}
    for title, way in sorted(WAYS.items(), key=lambda item: item[1] != "brute"):
        if way == "words" and not SPACED[language]:
            continue
        built = _run("build", folder, language, way)
        asked = _run("ask", folder, language, way)
        said = json.loads((folder / f"{way}.json").read_text(encoding="utf-8"))
        best = best or dict(enumerate(said["rates"]))
        wanted = [at for at, rate in best.items() if rate >= LEAST and at < len(said["rates"])]
        met = sum(said["rates"][at] >= best[at] - 1e-6 for at in wanted)
        lookups = (f"{said['p50']:.1f} / {said['p95']:.1f} ms", f"{said['cpu50']:.1f} / {said['cpu95']:.1f} ms")
        rows.append((
            title, f"{built.wall:.0f} s", f"{built.cpu:.0f} s", f"{built.peak:.0f} MB", f"{said['open']:.0f} ms",
            *lookups, f"{met / max(1, len(wanted)):.3f}", f"{asked.peak:.0f} MB",
        ))  # fmt: skip
        print(rows[-1], file=sys.stderr)
    have = sum(rate >= LEAST for rate in best.values())
    print(f"{TITLES[language]}: {units} units; {len(best)} lookups at {LEAST} %, {have} of them have a match.\n")
    heads = (
        "what",
        "built",
        "CPU",
        "peak",
        "opened, asked once",
        "lookup p50 / p95",
        "CPU p50 / p95",
        "recall",
        "peak, asked",
    )
    table(heads, sorted(rows, key=lambda row: not row[0].startswith("**")))


def _run(work: str, folder: Path, language: str, way: str) -> Cost:
    return cost([sys.executable, "-m", "benchmarks.memory", work, folder, language, way])


# --- texts ------------------------------------------------------------------------------------------------------------


def real(corpora: Path, language: str) -> list[str]:
    """Sentences that people wrote."""
    from pubflow import po
    from pubflow.exchange import tmx_read

    found: set[str] = set()
    for path in sorted(corpora.glob("udhr/*.tmx")):
        for name, said in tmx_read.every((path.read_bytes(),), str(path), tmx_read.Counts()):
            found |= (
                {said.source} if language == "en" else {said.target} & ({said.target} if name == "zh-TW" else set())
            )
    for path in sorted(corpora.glob("po/*.po")):
        if not re.search(r"zh_|python-docs-pt", path.name) or "vim" in path.name or "plone" in path.name:
            continue
        catalog, _ = po.loads(path.read_bytes(), path=str(path))
        found |= {
            unit.key.source if language == "en" else unit.target
            for unit in catalog.units
            if "zh" in path.name or language == "en"
        }
    for path in sorted(corpora.glob("mt/*.en" if language == "en" else "mt/*.zh")):
        found |= set(path.read_text(encoding="utf-8").splitlines()) if "bergamot" not in path.name else set()
    if language == "en":
        for path in sorted(corpora.glob("statements/*.[mt][dx]*")):
            found |= set(re.split(r"(?<=[.!?])\s+|\n", path.read_text(encoding="utf-8", errors="replace")))
    texts = sorted({" ".join(text.split()) for text in found})
    fits = re.compile(r"\w+\W+\w+\W+\w+" if language == "en" else "[\u4e00-\u9fff]{3}")
    return [text for text in texts if fits.search(text)]


class Variations:
    """As many texts as are wanted, the same each time."""

    def __init__(self, texts: Sequence[str], *, spaced: bool) -> None:
        self._dice = random.Random(7)
        self._glue = " " if spaced else ""
        self._cut: Callable[[str], list[str]] = str.split if spaced else list
        self._texts = [parts for text in texts if len(parts := self._cut(text)) >= 3]
        self._words = [word for parts in self._texts for word in parts]

    def texts(self, count: int) -> Iterator[str]:
        """The real ones first."""
        for parts in self._texts[:count]:
            yield self._glue.join(parts)
        for _ in range(count - len(self._texts)):
            one, other = self._dice.choice(self._texts), self._dice.choice(self._texts)
            if self._dice.random() < 0.7:
                one = one[: self._dice.randint(1, len(one))] + other[self._dice.randrange(len(other)) :]
            yield self._glue.join(self._edited(one, self._dice.randint(1, 4)))

    def queries(self, texts: Sequence[str], count: int) -> Iterator[str]:
        """Two in five edited, two in five with typos, the rest the same or new."""
        for at, text in enumerate(self._dice.sample(list(texts), count)):
            if at % 5 < 2:
                yield self._glue.join(self._edited(self._cut(text), self._dice.randint(1, 6)))
            elif at % 5 < 4:
                yield self._typos(text)
            else:
                yield text if at % 2 else self._glue.join(self._edited(self._cut(text), 12))

    def _edited(self, parts: list[str], edits: int) -> list[str]:
        parts = list(parts)
        for _ in range(edits):
            at, way = self._dice.randrange(len(parts)), self._dice.random()
            if way < 0.6:
                parts[at] = self._dice.choice(self._words)
            elif way < 0.8:
                parts.insert(at, self._dice.choice(self._words))
            elif len(parts) > 3:
                del parts[at]
        return parts

    def _typos(self, text: str) -> str:
        if not self._glue:
            parts = list(text)
            for at in range(self._dice.randrange(6), len(parts), 6):
                parts[at] = self._dice.choice(self._words)
            return "".join(parts)
        parts = text.split()
        for at in range(self._dice.randrange(3), len(parts), 3):
            cut = self._dice.randrange(len(parts[at]))
            parts[at] = parts[at][:cut] + self._dice.choice(ALPHABET) + parts[at][cut + 1 :]
        return " ".join(parts)


def make(folder: Path, language: str, units: str) -> None:
    """The texts and the queries, as files."""
    made = Variations(real(Path(os.environ["PUBFLOW_CORPORA"]), language), spaced=SPACED[language])
    texts = list(made.texts(int(units)))
    (folder / "texts").write_text("\n".join(texts), encoding="utf-8")
    (folder / "queries").write_text("\n".join(made.queries(texts, QUERIES)), encoding="utf-8")


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield line.rstrip("\n")


# --- the ways ---------------------------------------------------------------------------------------------------------


def build(folder: Path, language: str, way: str) -> None:
    if way == "ours":
        from pubflow.segment.match import Said
        from pubflow.workflow.memory.store import Store

        with closing(Store(folder / "ours", spaced=SPACED[language])) as store, store.writing():
            texts = enumerate(_lines(folder / "texts"), 1)
            store.replace("x.tmx", "1", "1", (Said(text, "目標" + text, "", "x", number) for number, text in texts))
    elif way != "brute":
        _build_fts(folder, way)


def ask(folder: Path, language: str, way: str) -> None:
    # What a library costs to load is another figure.
    for name in ("numpy", "pubflow.memory.index", "pubflow.memory.rate", "pubflow.workflow.memory.store"):
        import_module(name)
    queries = list(_lines(folder / "queries"))
    start = time.perf_counter()
    look, limit = _opened(folder, language, way)
    look(queries[0])
    opened = (time.perf_counter() - start) * 1000
    queries = queries[:limit]
    for query in queries[:3]:
        look(query + " x")
    rates, walls, cpus = [], [], []
    for query in queries:
        wall, cpu = time.perf_counter(), time.process_time()
        rates.append(look(query))
        cpus.append((time.process_time() - cpu) * 1000)
        walls.append((time.perf_counter() - wall) * 1000)
    figures = {"open": opened, "rates": rates}
    for name, values in (("p", walls), ("cpu", cpus)):
        cuts = statistics.quantiles(values, n=20)
        figures |= {f"{name}50": cuts[9], f"{name}95": cuts[18]}
    (folder / f"{way}.json").write_text(json.dumps(figures), encoding="utf-8")


def _opened(folder: Path, language: str, way: str) -> tuple[Callable[[str], float], int]:
    """How to get the best similarity for a query; and how many queries are worth the time."""
    from pubflow.memory.normal import normal
    from pubflow.memory.rate import best

    if way == "ours":
        from pubflow.workflow.memory.store import Store

        store = Store(folder / "ours", spaced=SPACED[language])
        return lambda query: max((alike for alike, _ in store.alike(query, LEAST, 1)), default=0.0), QUERIES
    if way == "brute":
        texts = list({text: at for at, text in enumerate(map(normal, _lines(folder / "texts")))}.items())
        pairs = [(at, text) for text, at in texts]
        return lambda query: max((alike for alike, _ in best(normal(query), pairs, LEAST, 1)), default=0.0), QUERIES
    return _fts(folder, way, lambda query, texts: max(
        (alike for alike, _ in best(normal(query), list(enumerate(map(normal, texts))), LEAST, 1)), default=0.0
    )), 50  # fmt: skip


def _features(text: str, way: str) -> set[str]:
    low = text.lower()
    return {low[at : at + 3] for at in range(len(low) - 2)} if way == "trigram" else set(re.findall(r"\w+", low))


def _build_fts(folder: Path, way: str) -> None:
    base = sqlite3.connect(folder / f"{way}.sqlite")
    tokenizer = "trigram" if way == "trigram" else "unicode61"
    base.execute("PRAGMA journal_mode = OFF")
    base.execute("PRAGMA synchronous = OFF")
    base.execute("CREATE TABLE said (id INTEGER PRIMARY KEY, source TEXT)")
    base.execute(f"CREATE VIRTUAL TABLE fts USING fts5(source, content='', tokenize='{tokenizer}')")
    base.executemany("INSERT INTO said VALUES (?, ?)", enumerate(_lines(folder / "texts")))
    base.execute("INSERT INTO fts (rowid, source) SELECT id, source FROM said")
    base.execute("INSERT INTO fts (fts) VALUES ('optimize')")
    base.execute("CREATE VIRTUAL TABLE terms USING fts5vocab('fts', 'row')")
    base.execute("CREATE TABLE counts (term TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID")
    base.execute("INSERT INTO counts SELECT term, doc FROM terms")
    base.commit()
    base.close()


def _fts(folder: Path, way: str, rated: Callable[[str, list[str]], float]) -> Callable[[str], float]:
    base = sqlite3.connect(folder / f"{way}.sqlite")
    base.execute("PRAGMA mmap_size = 4000000000")
    rarest = 12 if way == "trigram" else 6

    def look(query: str) -> float:
        counts = [
            (row[0], feature)
            for feature in _features(query, way)
            if (row := base.execute("SELECT n FROM counts WHERE term = ?", (feature,)).fetchone())
        ]
        wanted = " OR ".join('"' + feature.replace('"', '""') + '"' for _, feature in sorted(counts)[:rarest])
        if not wanted:
            return 0.0
        found = base.execute(
            "SELECT source FROM (SELECT rowid AS r FROM fts WHERE fts MATCH ? ORDER BY rank LIMIT 60) JOIN said ON id = r",
            (wanted,),
        )
        return rated(query, [source for (source,) in found])

    return look


if __name__ == "__main__":
    {"make": make, "build": build, "ask": ask}[sys.argv[1]](Path(sys.argv[2]), sys.argv[3], sys.argv[4])
