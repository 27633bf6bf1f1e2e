"""One process at a time writes a catalog, and none writes over an editor's save."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pubflow.catalog import Catalog
from pubflow.errors import CatalogError
from pubflow.files import Changed
from pubflow.language import LanguageTag
from pubflow.project import Project, load
from pubflow.workflow.init import init
from pubflow.workflow.intake.extract import extract
from pubflow.workflow.workspace.keeping import held, keep
from pubflow.workflow.workspace.opening import open_catalog

TAG = LanguageTag.parse("pt-BR")
ID = "detention-of-a-poet"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    init(tmp_path, ("pt-BR",), embargo_online=False)
    return load(tmp_path, {})


def test_a_second_process_is_told_who_waits_and_writes_nothing(project: Project) -> None:
    code = (
        "import sys; from pathlib import Path; from pubflow.project import load; "
        "from pubflow.language import LanguageTag; from pubflow.workflow.workspace.keeping import held\n"
        f"with held(load(Path({str(project.root)!r}), {{}}), {ID!r}, LanguageTag.parse('pt-BR')):\n"
        "    print('held', flush=True); sys.stdin.readline()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(CatalogError, match="another pubflow is at work"), held(project, ID, TAG):
            pass
        with held(project, ID, LanguageTag.parse("es")):
            pass  # another language is another catalog
        other.kill()
    with held(project, ID, TAG):
        pass  # the lock died with its process


def test_extract_refuses_the_catalog_that_is_busy_and_goes_on_with_the_others(project: Project) -> None:
    (known,) = project.statement_ids()
    with held(project, known, TAG):
        report = extract(project, (), ("pt-BR", "es"), stamp=datetime(2026, 1, 1, tzinfo=UTC))
    [line] = report.refused
    assert f"{known}.po: another pubflow is at work on it" in line
    assert [row.language for row in report.rows] == ["es"]
    report = extract(project, (), ("pt-BR", "es"), stamp=datetime(2026, 1, 1, tzinfo=UTC))
    assert (report.refused, len(report.rows)) == ((), 2)


def test_what_an_editor_saved_meanwhile_is_not_overwritten(project: Project) -> None:
    before = open_catalog(project, ID, TAG)
    before.path.parent.mkdir(parents=True, exist_ok=True)
    first, changed = keep(project, before, Catalog(ID, "pt-BR", headers=(("Language", "pt_BR"),)))
    assert changed
    mine = first.content + b'\nmsgid "a"\nmsgstr "b"\n'
    before.path.write_bytes(mine)
    with pytest.raises(Changed):
        keep(project, first, Catalog(ID, "pt-BR", headers=(("Language", "pt_BR"), ("X-Note", "new"))))
    assert before.path.read_bytes() == mine
