"""PO files of many programs, and files that are none, through `pubflow check FILE`: a clear word for each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Pubflow
from tests.corpora import files, wants_corpora

FILES = files("po/*.po", "broken/*")

pytestmark = wants_corpora


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_is_judged_or_refused_with_a_reason(pubflow: Pubflow, path: Path) -> None:
    done = pubflow("check", path, "--json")
    found = json.loads(done.stdout)
    assert "Traceback" not in done.stderr
    if "rows" in found:
        (row,) = found["rows"]
        assert row["language"]
        errors = sum(one["severity"] == "error" for one in found.get("findings", ()))
        assert row["errors"] == errors
        assert done.returncode == (1 if errors else 0)
    else:
        (line,) = found["refused"]
        assert str(path) in line
        assert done.returncode == 1
        assert line in done.stderr


def test_what_has_no_language_is_judged_where_it_is_said(pubflow: Pubflow, corpora: Path) -> None:
    path = corpora / "po/okapi-test.AllCasesTest.po"
    assert "say which" in pubflow("check", path).stderr
    assert json.loads(pubflow("check", path, "-l", "fr", "--json").stdout)["rows"][0]["language"] == "fr"


def test_message_keys_are_told(pubflow: Pubflow, corpora: Path) -> None:
    done = pubflow("check", corpora / "po/plone-widgets.zh_TW.po")
    assert "with a message key such as “review_state” for a source" in done.stderr
