"""[release] and [sites] of pubflow.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

from pubflow.errors import ProjectError
from pubflow.project import Project, Site, load

WWW = '[sites.www]\nurl = "https://www.desk.example/{language:lower}/{id}/"\n'


def _project(folder: Path, text: str) -> Project:
    (folder / "pubflow.toml").write_text(f'languages = ["zh-TW"]\n{text}', encoding="utf-8")
    return load(folder, {})


def test_what_is_said_is_read(tmp_path: Path) -> None:
    text = '[release]\nrequire = ["zh-tw"]\nwarnings = "allow"\nnames = true\nsite = "www"\n'
    found = _project(tmp_path, text + WWW)
    assert found.releases.require == ("zh-TW",)
    assert (found.releases.allow_warnings, found.releases.names, found.releases.site) == (True, True, "www")
    assert found.sites == (Site("www", "https://www.desk.example/{language:lower}/{id}/"),)
    assert found.sites[0].address("visit", "zh-TW") == "https://www.desk.example/zh-tw/visit/"
    assert (
        Site("a", "https://a.example/{id}.{language}.html").address("visit", "zh-TW")
        == "https://a.example/visit.zh-TW.html"
    )


def test_where_nothing_is_said_warnings_block_and_nobody_is_named(tmp_path: Path) -> None:
    found = _project(tmp_path, "").releases
    assert (found.require, found.allow_warnings, found.names, found.site) == ((), False, False, "")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[release]\nrequires = []\n", "requires"),
        ('[release]\nwarnings = "no"\n', "one of block, allow"),
        ('[release]\nrequire = ["xx-Q"]\n', "xx-Q"),
        ('[release]\nsite = "www"\n', "names a site that is none: www"),
        ('[release]\nauthority = "https://desk.example"\n', "must be the name of a host"),
        ('[release]\nauthority = "bücher.example"\n', "must be the name of a host"),
        ('[sites.www]\nurl = "https://desk.example/{id}"\n', "{id} and {language}"),
        ('[sites.www]\nurl = "ftp://desk.example/{id}/{language}"\n', "must be an address"),
        ('[sites.www]\nurl = "https://desk.example/{id}/{language}/{slug}"\n', "must be an address"),
        ('[sites.www]\nadress = ""\n', "adress"),
        ("[sites.www]\n", "must be an address"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ProjectError, match=told.replace("{", r"\{").replace("}", r"\}")):
        _project(tmp_path, text)
