"""Real memories: every one is taken up whole, and found again through the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pubflow.exchange import tmx_read
from pubflow.language import LanguageTag


def test_every_declaration_is_read_whole(corpora: Path) -> None:
    rows = [json.loads(line) for line in (corpora / "udhr/manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["file"].endswith(".tmx")]
    assert len(rows) == 12
    for row in rows:
        path = corpora / "udhr" / row["file"]
        counts = tmx_read.Counts()
        found = list(tmx_read.read((path.read_bytes(),), str(path), LanguageTag.parse(row["lang"]), counts))
        assert len(found) == counts.units == row["units"], row["file"]
        assert not counts.left_out, row["file"]


@pytest.mark.parametrize("name", ["zh-TW", "ar", "hi", "ja"])
def test_an_imported_declaration_is_found_by_a_sentence_and_by_its_words(corpora: Path, desk: Path, pubflow, name: str):
    done = pubflow("memory", "import", corpora / f"udhr/udhr.en-{name}.tmx", "-l", name, cwd=desk)
    assert done.returncode == 0, done.stderr
    sentence = "Everyone has the right to life, liberty and security of his person."
    found = pubflow("memory", "search", sentence, "-l", name, "--json", cwd=desk)
    assert found.returncode == 0, found.stderr
    best = json.loads(found.stdout)["hits"][0]
    assert best["rate"] >= 85
    word = best["target"].split()[0][:4]
    again = pubflow("memory", "search", word, "-l", name, "--json", "--limit", "200", cwd=desk)
    assert best["target"] in [hit["target"] for hit in json.loads(again.stdout)["hits"]]
