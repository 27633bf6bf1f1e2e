"""`pubflow check --source`, and what `import` says at its end: slips that cost every language."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Pubflow

TEXT = "A visit\n\nAgnes Callamard met the National Development Counsel last year.\n"


def test_import_ends_with_what_to_mend_first_and_check_shows_it(pubflow: Pubflow, tmp_path: Path) -> None:
    pubflow("init", "desk", "-l", "zh-TW")
    (tmp_path / "visit.txt").write_text(TEXT, encoding="utf-8")
    done = pubflow("import", tmp_path / "visit.txt", cwd=tmp_path / "desk")
    assert done.returncode == 0
    assert "in the source, unit 2: “Agnes Callamard”: is registered as “Agnès Callamard”" in done.stderr
    assert "pubflow check --source visit" in done.stderr
    shown = pubflow("check", "--source", "visit", cwd=tmp_path / "desk")
    assert shown.returncode == 0
    assert shown.stdout.startswith("visit en: 3 warnings\n")
    assert "[National Development Counsel]" in shown.stdout
    found = json.loads(pubflow("check", "--source", "visit", "--json", cwd=tmp_path / "desk").stdout)["findings"]
    assert [(one["check"], one["where"]["path"], one["where"]["line"]) for one in found] == [
        ("source-name", "statements/visit.md", 7),
        ("source-name", "statements/visit.md", 7),
        ("source-relative", "statements/visit.md", 7),
    ]
    with (tmp_path / "desk/pubflow.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[checks]\nsource-name = "error"\nsource-relative = "off"\n')
    shown = pubflow("check", "--source", "visit", cwd=tmp_path / "desk")
    assert (shown.returncode, shown.stdout.splitlines()[0]) == (1, "visit en: 2 errors")


def test_a_sound_statement_is_passed_over(pubflow: Pubflow, tmp_path: Path) -> None:
    pubflow("init", "desk", "-l", "zh-TW")
    done = pubflow("check", "--source", cwd=tmp_path / "desk")
    assert (done.returncode, done.stdout) == (0, "")
    assert "nothing found in the source" in done.stderr


def test_the_real_release_has_its_three_slips_told_and_the_others_few(
    pubflow: Pubflow, corpora: Path, tmp_path: Path
) -> None:
    pubflow("init", "desk", "-l", "zh-TW")
    texts = [path for path in sorted((corpora / "statements").iterdir()) if path.suffix in {".md", ".txt"}]
    for path in texts:
        assert pubflow("import", path, cwd=tmp_path / "desk").returncode == 0
    found = json.loads(pubflow("check", "--source", "--json", cwd=tmp_path / "desk").stdout)["findings"]
    mine = [one for one in found if one["check"].startswith("source-")]
    real = [one for one in mine if "amnesty-taiwan-visit-2024" in one["where"]["path"]]
    assert sorted((one["where"]["unit"], one["check"]) for one in real) == [
        (2, "source-date"),
        (2, "source-name"),
        (12, "source-relative"),
        (21, "source-duration"),
        (21, "source-name"),
    ]
    # Read one by one: each of the others is a slip, or words that will not be true next year.
    assert len(mine) - len(real) <= 7
