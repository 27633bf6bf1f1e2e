"""From a signed statement to a bundle that verifies: the gate, prepare and go, later languages, what is published."""

from __future__ import annotations

import base64
import csv
import email
import email.policy
import hashlib
import json
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
import xml.etree.ElementTree as ET
import zipfile
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

STATEMENT = """\
---
id: visit
title: Let them go
summary: She must be released.
contact: press@desk.example
---

Release her now, see [the list](https://a.example/1).

“They took him away at night,” said Anna Doe.
"""
TARGETS = {
    "zh-TW": {
        "Let them go": "放了他們",
        "She must be released.": "必須釋放她。",
        "Release her now, see <b1>the list</b1>.": "立即釋放她，見<b1>名單</b1>。",
        "“They took him away at night,” said Anna Doe.": "安娜說：「他們在夜裡把他帶走。」",
    },
    "pt-BR": {
        "Let them go": "Soltem-nos",
        "She must be released.": "Ela deve ser libertada.",
        "Release her now, see <b1>the list</b1>.": "Libertem-na já, veja <b1>a lista</b1>.",
        "“They took him away at night,” said Anna Doe.": "“Levaram-no à noite”, disse Anna Doe.",
    },
}
RECORD = "statements/visit.history.jsonl"
AT = ("--at", "2026-01-02T03:04:05+00:00")


def translate(desk: Path, language: str) -> None:
    """As people do in a plain editor."""
    path = desk / "locales" / language.replace("-", "_") / "LC_MESSAGES/visit.po"
    text = path.read_text(encoding="utf-8")
    for source, target in TARGETS[language].items():
        assert f'msgid "{source}"\nmsgstr ""' in text, text
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    path.write_text(text, encoding="utf-8")


def catalog(desk: Path, language: str = "zh_TW") -> Path:
    return desk / f"locales/{language}/LC_MESSAGES/visit.po"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def extend(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def sign(desk: Path, pubflow) -> None:
    done = pubflow("sign-off", "visit", "--source", "--by", "ed1", "--yes", *AT, cwd=desk)
    assert done.returncode == 0, done.stderr


def make(desk: Path, pubflow, *, embargo: str = "") -> Path:
    """A workspace whose zh-TW is ready, its pt-BR not begun."""
    for path in (*(desk / "glossary").glob("*.csv"), *(desk / "statements").glob("*.md")):
        path.unlink()
    text = STATEMENT.replace("contact:", f"embargo: {embargo}\ncontact:") if embargo else STATEMENT
    (desk / "statements/visit.md").write_text(text, encoding="utf-8")
    assert pubflow("extract", *AT, cwd=desk).returncode == 0
    translate(desk, "zh-TW")
    sign(desk, pubflow)
    return desk


@pytest.fixture
def ready(desk: Path, pubflow) -> Path:
    return make(desk, pubflow)


def bundle(desk: Path, number: str = "1") -> Path:
    return desk / "build/releases/visit" / number


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def manifest(folder: Path) -> dict:
    return json.loads((folder / "public/manifest.json").read_bytes())


def events(desk: Path, verb: str) -> list[dict]:
    path = desk / RECORD
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [event for event in map(json.loads, lines) if event["verb"] == verb]


def test_what_is_ready_leaves_and_what_is_late_is_held_back_with_its_commands(ready: Path, pubflow) -> None:
    done = pubflow("release", "visit", *AT, cwd=ready)
    assert done.returncode == 0, done.stderr
    assert "visit/1: released" in done.stdout
    assert "pubflow translate visit -l pt-BR" in done.stdout
    made = manifest(bundle(ready))
    assert [one["language"] for one in made["languages"]] == ["en", "zh-TW"]
    assert {one["format"] for one in made["editions"]} == {"html", "md", "txt"}
    (event,) = events(ready, "released")
    assert event["data"] == {"generation": "1", "languages": "en zh-TW", "release": "1"}
    verified = pubflow("verify", "build/releases", cwd=ready)
    assert (verified.returncode, verified.stdout) == (0, "ok  visit/1  22 files, 4 targets\n")
    assert "released 1 (en, zh-TW)" in " ".join(pubflow("status", cwd=ready).stdout.split())
    again = pubflow("release", "visit", cwd=ready)
    assert again.returncode == 0
    assert "unchanged" in again.stdout
    assert not bundle(ready, "2").exists()


@pytest.mark.parametrize(
    ("break_it", "kind"),
    [
        (lambda desk: edit(desk / "statements/visit.md", "Anna Doe", "Anna Roe"), "source"),
        (lambda desk: (desk / "statements/visit.toml").unlink(), "source"),
        (lambda desk: extend(desk / "statements/visit.toml", '[release]\nrequire = ["pt-BR"]\n'), "untranslated"),
    ],
    ids=["source changed", "source unsigned", "a required language is late"],
)  # fmt: skip
def test_what_stops_the_release_leaves_nothing(ready: Path, pubflow, break_it, kind: str) -> None:
    break_it(ready)
    done = pubflow("release", "visit", cwd=ready)
    assert done.returncode == 1
    assert f"stops it: {kind}" in done.stdout
    assert not (ready / "build/releases").exists() or not list((ready / "build/releases").rglob("*"))
    assert events(ready, "released") == []


def test_where_no_engine_can_the_gate_names_what_helps(ready: Path, pubflow) -> None:
    edit(ready / "pubflow.toml", 'engine = ["firefox"]\n# Whether', 'engine = ["deepl", "llm"]\n# Whether')
    held = pubflow("release", "visit", *AT, cwd=ready).stdout
    assert "no engine can: deepl: no key: export DEEPL_AUTH_KEY=...; llm: name a server" in held
    assert "\n      pubflow pack visit -l pt-BR --to NAME\n" in held
    assert pubflow("pack", "visit", "-l", "pt-BR", "--to", "tr1", cwd=ready).returncode == 0
    # Where there is no catalog yet, `translate` makes it, whoever fills it.
    catalog(ready, "pt_BR").unlink()
    catalog(ready, "pt_BR").with_suffix(".history.jsonl").unlink(missing_ok=True)
    held = pubflow("release", "visit", "-l", "pt-BR", *AT, cwd=ready).stdout
    assert "\n      pubflow translate visit -l pt-BR\n" in held


def test_a_catalog_of_an_earlier_text_is_brought_up_to_it_whether_an_engine_can_or_not(ready: Path, pubflow) -> None:
    edit(ready / "pubflow.toml", 'engine = ["firefox"]\n# Whether', 'engine = ["llm"]\n# Whether')
    edit(ready / "statements/visit.md", "Anna Doe", "Nobody knows.\n\nAnna Doe")
    sign(ready, pubflow)
    held = pubflow("release", "visit", "-l", "zh-TW", *AT, cwd=ready).stdout
    assert "\n      pubflow translate visit -l zh-TW\n" in held
    assert "pubflow pack" not in held
    assert pubflow("pack", "visit", "-l", "zh-TW", "--to", "tr1", cwd=ready).returncode == 1


def test_where_online_engines_may_not_read_it_people_do(ready: Path, pubflow) -> None:
    edit(ready / "pubflow.toml", 'engine = ["firefox"]\n# Whether', 'engine = ["deepl"]\n# Whether')
    edit(ready / "statements/visit.toml", "[[sign-off]]", "offline = true\n[[sign-off]]")
    held = pubflow("release", "visit", *AT, cwd=ready, env={"DEEPL_AUTH_KEY": "x:fx"}).stdout
    assert "no engine can: deepl may not read what is marked as offline" in held


def test_a_signature_that_lapsed_and_a_broken_tag_hold_a_language_back(ready: Path, pubflow) -> None:
    assert pubflow("sign-off", "visit", "-l", "zh-TW", "--by", "rev1", "--yes", cwd=ready).returncode == 0
    edit(catalog(ready), "立即釋放她", "請立即釋放她")
    lapsed = pubflow("release", "visit", cwd=ready)
    assert (
        "zh-TW  held back: sign-off: language, the whole text, by rev1: lapsed at unit 3: target changed"
        in lapsed.stdout
    )
    assert "pubflow sign-off visit -l zh-TW --by rev1" in lapsed.stdout
    edit(catalog(ready), "<b1>名單</b1>", "名單")
    assert "zh-TW  held back: tags: unit 3 with tags that don't fit" in pubflow("release", "visit", cwd=ready).stdout


def test_a_waiver_lets_it_pass_by_name_and_lapses_with_the_text(ready: Path, pubflow) -> None:
    edit(ready / "statements/visit.toml", "ed1", "ed2")
    edit(ready / "statements/visit.md", "Anna Doe", "Anna  Doe")
    wanted = ("release", "visit", "--waive", "source", *AT)
    unnamed = pubflow(*wanted, cwd=ready)
    assert (unnamed.returncode, "--by NAME --why REASON" in unnamed.stderr) == (2, True)
    done = pubflow(*wanted, "--by", "head", "--why", "the editor is on the plane", cwd=ready)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "waived by head: source" in done.stdout
    (event,) = events(ready, "waived")
    assert event["by"] == "head"
    assert event["data"]["why"] == "the editor is on the plane"
    text = (bundle(ready) / "public/manifest.json").read_text(encoding="utf-8")
    assert '"blocker": "source"' in text
    assert "head" not in re.findall(r'"by": "(.*)"', text)
    edit(ready / "statements/visit.md", "Anna  Doe", "Anna Doe ")
    assert "stops it: source" in pubflow("release", "visit", cwd=ready).stdout
    nothing = pubflow("release", "visit", "--waive", "untranslated", "--by", "head", "--why", "now", cwd=ready)
    assert (nothing.returncode, "can't be waived" in nothing.stderr) == (2, True)


def test_under_embargo_it_is_prepared_and_leaves_neither_by_go_nor_by_a_false_clock(desk: Path, pubflow) -> None:
    ready = make(desk, pubflow, embargo="2199-01-01 22:00 Asia/Taipei")
    assert (
        "stops it: embargo: under embargo until 2199-01-01 22:00+08:00" in pubflow("release", "visit", cwd=ready).stdout
    )
    false_clock = pubflow("release", "visit", "--at", "2200-01-01T00:00:00+00:00", cwd=ready)
    assert false_clock.returncode == 1
    done = pubflow("release", "visit", "--prepare", *AT, cwd=ready)
    assert done.returncode == 0, done.stdout + done.stderr
    waiting = bundle(ready, "1.prepared")
    assert manifest(waiting)["at"] == "2199-01-01T22:00:00+08:00"
    assert "Embargoed" not in (waiting / "public/en/visit.html").read_text(encoding="utf-8")
    assert events(ready, "released") == []
    early = pubflow("release", "visit", "--go", cwd=ready)
    assert (early.returncode, "under embargo until 2199" in early.stdout) == (1, True)
    assert not bundle(ready).exists()
    over = pubflow("release", "visit", "--override-embargo", "it is out already", *AT, cwd=ready)
    assert over.returncode == 0, over.stdout
    assert manifest(bundle(ready))["embargo"] == {
        "until": "2199-01-01T22:00:00+08:00",
        "overridden": "it is out already",
    }
    # What waited for the hour would keep the text, and could not leave any more.
    assert not waiting.exists()
    assert "removed: build/releases/visit/1.prepared: visit/1 took its place" in over.stdout + over.stderr
    verified = pubflow("verify", "build/releases", cwd=ready)
    assert verified.returncode == 0, verified.stdout


def test_before_its_hour_the_next_step_of_what_is_ready_is_to_prepare_it(desk: Path, pubflow) -> None:
    ready = make(desk, pubflow, embargo="2199-01-01 22:00 Asia/Taipei")
    assert "pubflow release visit --prepare" in pubflow("status", "visit", cwd=ready).stdout


def test_a_late_language_of_what_left_before_its_hour_is_told_how_it_joins(desk: Path, pubflow) -> None:
    ready = make(desk, pubflow, embargo="2199-01-01 22:00 Asia/Taipei")
    out = ("--override-embargo", "it is out already")
    assert pubflow("release", "visit", *out, *AT, cwd=ready).returncode == 0
    translate(ready, "pt-BR")
    held = pubflow("release", "visit", "--add", "pt-BR", *AT, cwd=ready)
    assert held.returncode == 1
    assert 'pubflow release visit --add again after the hour, or with --override-embargo "why"' in held.stdout
    assert pubflow("release", "visit", "--add", "pt-BR", *out, *AT, cwd=ready).returncode == 0


def test_a_language_that_is_none_here_is_a_slip_of_the_keys(ready: Path, pubflow) -> None:
    assert pubflow("release", "visit", *AT, cwd=ready).returncode == 0
    for option in ("--add", "-l"):
        done = pubflow("release", "visit", option, "zh-HK", cwd=ready)
        assert (done.returncode, done.stderr) == (2, "pubflow: nothing here is in zh-HK\nhint: did you mean zh-TW?\n")


def test_go_is_one_rename_of_what_was_prepared_unless_something_changed(desk: Path, pubflow) -> None:
    ready = make(desk, pubflow, embargo="2020-01-01 22:00 Asia/Taipei")
    assert pubflow("release", "visit", "--prepare", *AT, cwd=ready).returncode == 0
    before = files(bundle(ready, "1.prepared"))
    edit(catalog(ready), "立即釋放她", "請立即釋放她")
    changed = pubflow("release", "visit", "--go", cwd=ready)
    assert changed.returncode == 1
    assert "changed since it was prepared" in changed.stdout
    assert "public/zh-TW/visit.html" in changed.stdout
    edit(catalog(ready), "請立即釋放她", "立即釋放她")
    (bundle(ready, "1.prepared") / "public/zh-TW/visit.txt").write_text("other", encoding="utf-8")
    assert "does not verify" in pubflow("release", "visit", "--go", cwd=ready).stdout
    assert pubflow("release", "visit", "--prepare", *AT, cwd=ready).returncode == 0
    done = pubflow("release", "visit", "--go", cwd=ready)
    assert done.returncode == 0, done.stdout
    assert files(bundle(ready)) == before
    assert not bundle(ready, "1.prepared").exists()
    assert pubflow("release", "visit", "--go", cwd=ready).returncode == 1


def test_a_later_language_makes_the_release_larger_and_touches_nobody_elses_files(ready: Path, pubflow) -> None:
    assert pubflow("release", "visit", *AT, cwd=ready).returncode == 0
    before = files(bundle(ready))
    early = pubflow("release", "visit", "--add", "pt-BR", cwd=ready)
    assert (early.returncode, "held back: untranslated" in early.stdout) == (1, True)
    translate(ready, "pt-BR")
    # What became of the others meanwhile is no matter of this.
    edit(catalog(ready), "立即釋放她", "請立即釋放她")
    done = pubflow("release", "visit", "--add", "pt-BR", "--at", "2026-01-03T00:00:00+00:00", cwd=ready)
    assert done.returncode == 0, done.stdout + done.stderr
    after = files(bundle(ready))
    anew = {"public/index.html", "public/manifest.json", "desk/manifest.json", "desk/record.json"}
    kept = {path for path in before if after.get(path) == before[path]}
    assert {path for path in before if path.startswith("public/") and path not in anew} <= kept
    assert {path.split("/")[1] for path in set(after) - set(before) if path.startswith("public/")} == {"pt-BR"}
    assert manifest(bundle(ready))["generation"] == 2
    verified = pubflow("verify", "build/releases/visit/1", cwd=ready)
    assert verified.returncode == 0, verified.stdout
    assert "note: zh-TW: unit 3 changed since" in verified.stdout
    twice = pubflow("release", "visit", "--add", "pt-BR", cwd=ready)
    assert (twice.returncode, "is in visit/1 already" in twice.stdout) == (1, True)


def test_the_last_word_on_a_place_counts_also_where_all_were_said_at_one_moment(ready: Path, pubflow) -> None:
    for number in range(6):
        url = f"https://desk.example/{number}"
        assert pubflow("published", "visit", "-l", "en", url, *AT, cwd=ready).returncode == 0
        assert [one["url"] for one in json.loads(pubflow("published", "visit", "--json", cwd=ready).stdout)] == [url]
        if number % 2:
            assert pubflow("published", "visit", "-l", "en", "--remove", *AT, cwd=ready).returncode == 0
            assert json.loads(pubflow("published", "visit", "--json", cwd=ready).stdout) == []


def test_where_it_is_published_is_written_down_and_the_next_release_leads_there(ready: Path, pubflow) -> None:
    extend(ready / "pubflow.toml", '[sites.www]\nurl = "https://www.desk.example/{language:lower}/news/{id}/"\n')
    assert pubflow("release", "visit", *AT, cwd=ready).returncode == 0
    assert not (bundle(ready) / "public/sitemap.xml").exists()
    assert pubflow("published", "visit", "-l", "en", "https://desk.example/visit", cwd=ready).returncode == 0
    placed = pubflow("published", "visit", "-l", "zh-TW", "--site", "www", "--by", "web1", cwd=ready)
    assert "https://www.desk.example/zh-tw/news/visit/" in placed.stderr
    told = json.loads(pubflow("published", "visit", "--json", cwd=ready).stdout)
    assert [(one["language"], one["site"], one["by"]) for one in told] == [("en", "", ""), ("zh-TW", "www", "web1")]
    edition = next(one for one in manifest(bundle(ready))["editions"] if one["path"] == "zh-TW/visit.html")
    assert told[1]["digest"] == edition["sha256"]
    assert pubflow("release", "visit", *AT, cwd=ready).returncode == 0
    tree = ET.fromstring((bundle(ready, "2") / "public/sitemap.xml").read_bytes())
    places = {one.text for one in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert places == {"https://desk.example/visit", "https://www.desk.example/zh-tw/news/visit/"}
    feed = (bundle(ready, "2") / "public/zh-TW/feed.xml").read_text(encoding="utf-8")
    assert 'href="https://www.desk.example/zh-tw/news/visit/"' in feed
    assert pubflow("assemble", "visit", "-l", "zh-TW", cwd=ready).returncode == 0
    page = (ready / "build/editions/en/visit.html").read_text(encoding="utf-8")
    assert 'hreflang="zh-Hant-TW" href="https://www.desk.example/zh-tw/news/visit/"' in page
    assert pubflow("published", "visit", "-l", "en", "--remove", cwd=ready).returncode == 0
    assert [one["language"] for one in json.loads(pubflow("published", "visit", "--json", cwd=ready).stdout)] == [
        "zh-TW"
    ]
    assert len(events(ready, "published")) == 3
    assert pubflow("published", "visit", "-l", "en", "javascript:alert(1)", cwd=ready).returncode == 2


def test_what_was_said_last_of_a_place_counts_though_it_was_all_said_in_one_moment(ready: Path, pubflow) -> None:
    for number in range(6):
        address = ("--remove",) if number % 2 else (f"https://desk.example/{number}",)
        assert pubflow("published", "visit", "-l", "zh-TW", *address, *AT, cwd=ready).returncode == 0
        told = json.loads(pubflow("published", "visit", "--json", cwd=ready).stdout)
        assert [one["url"] for one in told] == [*address] * (number % 2 == 0)


def test_the_last_release_is_told_by_its_number_though_all_are_of_one_moment(ready: Path, pubflow) -> None:
    translate(ready, "pt-BR")
    for number in range(1, 5):
        language = "pt-BR" if number % 2 else "zh-TW"
        assert pubflow("release", "visit", "-l", language, *AT, cwd=ready).returncode == 0
        assert f"released {number} (en, {language})" in " ".join(pubflow("status", cwd=ready).stdout.split())


def test_public_tells_nothing_about_people_unless_the_project_says_so(ready: Path, pubflow) -> None:
    assert pubflow("sign-off", "visit", "-l", "zh-TW", "--by", "rev.one", "--yes", *AT, cwd=ready).returncode == 0
    assert pubflow("release", "visit", *AT, cwd=ready).returncode == 0
    people = (b"rev.one", b"ed1")
    assert [
        path for path, content in files(bundle(ready) / "public").items() if any(one in content for one in people)
    ] == []
    assert b"rev.one" in (bundle(ready) / "desk/record.json").read_bytes()
    extend(ready / "pubflow.toml", "[release]\nnames = true\n")
    assert pubflow("release", "visit", *AT, cwd=ready).returncode == 0
    named = manifest(bundle(ready, "2"))
    assert named["languages"][1]["sign_offs"][0]["by"] == ["rev.one"]
    assert pubflow("verify", "build/releases/visit/2", cwd=ready).returncode == 0


def test_the_manifest_keeps_to_its_schema_and_the_feeds_to_theirs(ready: Path, pubflow) -> None:
    extend(ready / "pubflow.toml", "[release]\nnames = true\nauthority = 'desk.example'\n")
    assert pubflow("sign-off", "visit", "-l", "zh-TW", "--by", "rev1", "--yes", *AT, cwd=ready).returncode == 0
    assert pubflow("release", "visit", *AT, cwd=ready).returncode == 0
    schema = json.loads(resources.files("pubflow.release").joinpath("manifest.schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(manifest(bundle(ready)), schema)
    atom = "{http://www.w3.org/2005/Atom}"
    for language in ("en", "zh-TW"):
        feed = ET.fromstring((bundle(ready) / f"public/{language}/feed.xml").read_bytes())
        assert feed.tag == f"{atom}feed"
        for element in (feed, *feed.findall(f"{atom}entry")):
            assert all(element.find(f"{atom}{name}") is not None for name in ("id", "title", "updated"))
        assert feed.findtext(f"{atom}entry/{atom}id") == f"tag:desk.example,2026:visit/{language}"
        assert feed.find(f"{atom}author/{atom}name") is not None


@pytest.mark.parametrize("format_", ["no-such", "html,no-such"])
def test_an_unknown_format_is_told_before_any_work(ready: Path, pubflow, format_: str) -> None:
    done = pubflow("release", "visit", "--format", format_, cwd=ready)
    assert (done.returncode, "no format “no-such”" in done.stderr) == (2, True)
    assert not (ready / "build/releases").exists()


# --- the same bytes ---------------------------------------------------------------------------------------------------


def test_the_same_inputs_give_the_same_bytes_in_another_folder_zone_and_language(
    ready: Path, pubflow, tmp_path: Path
) -> None:
    other = tmp_path / "elsewhere/with a space"
    shutil.copytree(ready, other)
    assert pubflow("release", "visit", *AT, cwd=ready).returncode == 0
    env = {"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    assert pubflow("release", "visit", *AT, cwd=other, env=env).returncode == 0
    assert files(bundle(other)) == files(bundle(ready))


# --- tampering --------------------------------------------------------------------------------------------------------


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def _edit_manifest(folder: Path) -> None:
    path = folder / "public/manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"count": 1', b'"count": 2', 1))


def _edit_all(folder: Path) -> None:
    """A target, its page and both manifests: by somebody who knows how."""
    from pubflow.release.manifest import dumps, loads

    page = folder / "public/zh-TW/visit.html"
    page.write_bytes(page.read_bytes().replace("立即釋放她".encode(), "不要釋放她".encode()))
    path = folder / "public/manifest.json"
    old = loads(path.read_bytes(), where="")
    from dataclasses import replace
    from hashlib import sha256

    content = page.read_bytes()
    editions = tuple(
        replace(one, sha256=sha256(content).hexdigest(), size=len(content)) if one.path == "zh-TW/visit.html" else one
        for one in old.editions
    )
    path.write_bytes(dumps(replace(old, editions=editions)))


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        (lambda folder: _flip(folder / "public/zh-TW/visit.html"), "public/zh-TW/visit.html was changed"),
        (lambda folder: _flip(folder / "public/index.html"), "public/index.html was changed"),
        (lambda folder: _flip(folder / "desk/record.json"), "desk/record.json was changed"),
        (lambda folder: (folder / "public/en/visit.txt").unlink(), "public/en/visit.txt is missing"),
        (lambda folder: (folder / "desk/record.json").unlink(), "desk/record.json is missing"),
        (lambda folder: (folder / "public/manifest.json").unlink(), "public/manifest.json is missing"),
        (lambda folder: (folder / "public/zh-TW/extra.html").write_text("x"), "public/zh-TW/extra.html is extra"),
        (lambda folder: (folder / "public/.hidden").write_text("x"), "public/.hidden is extra"),
        (lambda folder: (folder / "stray.txt").write_text("x"), "stray.txt is extra"),
        (_edit_manifest, "was edited: its digest is not its content's"),
        (lambda folder: (folder / "public/manifest.json").write_text("{"), "is not JSON"),
        (_edit_all, "zh-TW unit 3: the page does not hold the target that was reviewed"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_whatever_was_tampered_with_is_told(ready: Path, pubflow, tmp_path: Path, tamper, told: str) -> None:
    assert pubflow("release", "visit", *AT, cwd=ready).returncode == 0
    # Away from its workspace, so that the bundle alone must tell.
    away = tmp_path / "away"
    shutil.copytree(bundle(ready), away)
    tamper(away)
    done = pubflow("verify", away, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("FAILED")
    assert told in done.stdout


def test_the_public_folder_alone_verifies_and_a_folder_without_releases_is_told(
    ready: Path, pubflow, tmp_path: Path
) -> None:
    assert pubflow("release", "visit", *AT, cwd=ready).returncode == 0
    shutil.copytree(bundle(ready) / "public", tmp_path / "web")
    assert pubflow("verify", tmp_path / "web", cwd=tmp_path).stdout == "ok  visit/1  9 files, 0 targets\n"
    (tmp_path / "empty").mkdir()
    assert pubflow("verify", tmp_path / "empty", cwd=tmp_path).returncode == 2


def test_an_archive_is_verified_where_it_was_unpacked(ready: Path, pubflow, tmp_path: Path) -> None:
    assert pubflow("release", "visit", "--zip", *AT, cwd=ready).returncode == 0
    archive = ready / "build/releases/visit/1.zip"
    packed = pubflow("verify", archive, cwd=ready)
    assert (packed.returncode, "hint: unpack the archive, and name the folder" in packed.stderr) == (2, True)
    shutil.unpack_archive(archive, tmp_path / "downloads")
    assert pubflow("verify", tmp_path / "downloads", cwd=tmp_path).stdout == "ok  visit/1  9 files, 0 targets\n"
    edit(tmp_path / "downloads/visit-1/zh-TW/visit.txt", "放了他們", "放了她")
    assert pubflow("verify", tmp_path / "downloads", cwd=tmp_path).returncode == 1


def test_what_is_only_prepared_verifies_as_that(ready: Path, pubflow) -> None:
    assert pubflow("release", "visit", "--prepare", *AT, cwd=ready).returncode == 0
    done = pubflow("verify", "build/releases", cwd=ready)
    assert (done.returncode, done.stdout) == (0, "ok  visit/1, prepared, not released yet  22 files, 4 targets\n")


def test_in_its_workspace_another_manifest_and_a_review_that_is_gone_are_told(ready: Path, pubflow) -> None:
    assert pubflow("release", "visit", *AT, cwd=ready).returncode == 0
    edit(catalog(ready), 'msgctxt "meta:title"', '#, fuzzy\nmsgctxt "meta:title"')
    lost = pubflow("verify", "build/releases", cwd=ready)
    assert lost.returncode == 1
    assert "zh-TW: unit 1 with reviews that the history does not know" in lost.stdout
    edit(catalog(ready), '#, fuzzy\nmsgctxt "meta:title"', 'msgctxt "meta:title"')
    assert pubflow("verify", "build/releases", cwd=ready).returncode == 0
    extend(ready / "pubflow.toml", "[release]\nnames = true\n")
    record = (ready / RECORD).read_bytes()
    shutil.rmtree(bundle(ready))
    (ready / RECORD).unlink()
    assert pubflow("release", "visit", "--at", "2026-01-09T00:00:00+00:00", cwd=ready).returncode == 0
    (ready / RECORD).write_bytes(record)
    other = pubflow("verify", "build/releases", cwd=ready)
    assert (other.returncode, "is not the one that this workspace released as visit/1" in other.stdout) == (1, True)


# --- the desk ---------------------------------------------------------------------------------------------------------


def test_the_desk_gets_what_it_publishes_from(ready: Path, pubflow) -> None:
    edit(ready / "statements/visit.md", "contact:", "mail-subject: For you\nsocial.x: They took him\ncontact:")
    sign(ready, pubflow)
    assert pubflow("extract", *AT, cwd=ready).returncode == 0
    edit(catalog(ready), "放了他們", "=放了他們")
    done = pubflow("release", "visit", *AT, cwd=ready)
    assert done.returncode == 0, done.stdout + done.stderr
    desk_ = bundle(ready) / "desk"
    mail = email.message_from_bytes((desk_ / "zh-TW/mail.eml").read_bytes(), policy=email.policy.default)
    assert mail["Date"] == "Fri, 02 Jan 2026 03:04:05 +0000"
    assert "立即釋放她" in mail.get_content()
    assert "press@desk.example" in mail.get_content()
    assert mail["Message-ID"].endswith("@desk.example>")
    rows = list(csv.reader((desk_ / "published.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows[2][:3] == ["visit", "zh-TW", "'=放了他們"]
    page = (desk_ / "hand-over.html").read_text(encoding="utf-8")
    assert "<b1>" not in page
    assert page.count('<button type="button" data-copy=') == page.count("<pre id=")
    policy = re.search(r"script-src '(sha256-[^']+)'", page)
    script = re.search("<script>(.*?)</script>", page, re.DOTALL)
    assert policy is not None
    assert script is not None
    assert policy[1] == "sha256-" + base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    social = (desk_ / "zh-TW/social.txt").read_text(encoding="utf-8")
    assert social == "[x, 13 of 280, not translated]\nThey took him\n"
    record = json.loads((desk_ / "record.json").read_bytes())
    assert record["source"][-1]["by"] == "ed1"
    assert {one["origin"] for one in record["languages"][0]["units"]} == {"person"}
    assert (desk_ / "zh-TW/body.html").read_text(encoding="utf-8").startswith("<p>立即釋放她")


@pytest.mark.parametrize(
    ("contact", "host"),
    [("Press (press@desk.example)", "desk.example"), ("a@[b, c@bücher.example", "pubflow.invalid")],
)
def test_whatever_stands_for_a_contact_the_mail_has_an_id(ready: Path, pubflow, contact: str, host: str) -> None:
    edit(ready / "statements/visit.md", "contact: press@desk.example", f"contact: {contact}")
    sign(ready, pubflow)
    done = pubflow("release", "visit", *AT, cwd=ready)
    assert done.returncode == 0, done.stdout + done.stderr
    mail = email.message_from_bytes((bundle(ready) / "desk/en/mail.eml").read_bytes(), policy=email.policy.default)
    assert mail["Message-ID"].endswith(f"@{host}>")
    assert f"<id>tag:{host},2026:visit/en</id>" in (bundle(ready) / "public/en/feed.xml").read_text(encoding="utf-8")


def test_a_markdown_edition_that_would_show_comments_leaves_only_where_that_was_decided(ready: Path, pubflow) -> None:
    edit(ready / "statements/visit.md", "contact:", "# end, as it stood: ENDS\n# Mei has the numbers\ncontact:")
    extend(ready / "statements/visit.md", "\n<!-- ask Mei\nabout it -->\n")
    sign(ready, pubflow)
    done = pubflow("release", "visit", "--prepare", *AT, cwd=ready)
    assert done.returncode == 0, done.stdout + done.stderr
    told = "the Markdown edition shows 2 comments of statements/visit.md: # Mei has the numbers"
    assert told in done.stderr
    assert "the Markdown edition is left out: take them out, or" in done.stderr
    public = bundle(ready, "1.prepared") / "public"
    assert [path.suffix for path in sorted((public / "zh-TW").glob("visit.*"))] == [".html", ".txt"]
    for path in public.rglob("*.*"):
        assert not re.search(rb"ask Mei|Mei has", path.read_bytes()), path
    alone = pubflow("release", "visit", "--prepare", "--format", "md", *AT, cwd=ready)
    assert (alone.returncode, "# Mei has the numbers (take them out, or say" in alone.stdout) == (1, True)
    extend(ready / "pubflow.toml", "\n[release]\ncomments = true\n")
    done = pubflow("release", "visit", "--prepare", *AT, cwd=ready)
    assert (done.returncode, told in done.stderr) == (0, True)
    assert b"ask Mei" in (public / "zh-TW/visit.md").read_bytes()
    without = pubflow("release", "visit", "--prepare", "--format", "html,txt", *AT, cwd=ready)
    assert (without.returncode, told in without.stderr) == (0, False)


def test_words_that_import_kept_beside_the_front_matter_leave_in_no_edition(ready: Path, pubflow) -> None:
    """The desk took somebody's own number out of the contact; the comment still held it."""
    former = "# contact, as it stood: Mei, mobile 0900 123 456\n# end, as it stood: ENDS\n"
    edit(ready / "statements/visit.md", "contact:", f"{former}contact:")
    sign(ready, pubflow)
    done = pubflow("release", "visit", *AT, cwd=ready)
    assert done.returncode == 0, done.stdout + done.stderr
    public = files(bundle(ready) / "public")
    assert b"contact: press@desk.example" in public["zh-TW/visit.md"]
    assert [path for path in public if b"0900 123" in public[path] or b"as it stood" in public[path]] == []
    assert "comment" not in done.stderr


def test_a_picture_leaves_without_what_the_camera_wrote(ready: Path, pubflow) -> None:
    from tests.unit.test_images_cleaned import DIRTY, JFIF, TABLES, _jpeg

    folder = ready / "statements/pictures"
    folder.mkdir()
    (folder / "night.jpg").write_bytes(_jpeg(JFIF, *DIRTY, TABLES))
    (folder / "map.svg").write_bytes(b"<svg/>")
    extend(ready / "statements/visit.md", "\n![](pictures/night.jpg) ![](pictures/map.svg) ![](../people.toml)\n")
    assert pubflow("extract", *AT, cwd=ready).returncode == 0
    sign(ready, pubflow)
    done = pubflow("release", "visit", *AT, cwd=ready)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the picture pictures/map.svg is left out: it is no whole JPEG, PNG, GIF or WebP" in done.stderr
    found = files(bundle(ready) / "public")
    assert found["zh-TW/pictures/night.jpg"] == found["en/pictures/night.jpg"] == _jpeg(JFIF, TABLES)
    assert {path for path in found if "pictures" in path} == {"zh-TW/pictures/night.jpg", "en/pictures/night.jpg"}
    assert pubflow("verify", bundle(ready), cwd=ready).returncode == 0


# --- one file, a signature --------------------------------------------------------------------------------------------


def test_in_one_file_it_holds_just_what_is_public_and_the_same_bytes_each_time(
    ready: Path, pubflow, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(ready, other)
    for desk_ in (ready, other):
        assert pubflow("release", "visit", "--zip", "--tar", *AT, cwd=desk_).returncode == 0
    public = {f"visit-1/{path}": content for path, content in files(bundle(ready) / "public").items()}
    with zipfile.ZipFile(ready / "build/releases/visit/1.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == public
        assert {one.date_time for one in archive.infolist()} == {(2026, 1, 2, 3, 4, 4)}
    with tarfile.open(ready / "build/releases/visit/1.tar") as archive:
        assert {one.name: archive.extractfile(one).read() for one in archive.getmembers()} == public
        assert {(one.mode, one.mtime, one.uid, one.uname) for one in archive.getmembers()} == {
            (0o644, 1767323045, 0, "")
        }
    for name in ("1.zip", "1.tar"):
        assert (other / "build/releases/visit" / name).read_bytes() == (
            ready / "build/releases/visit" / name
        ).read_bytes()


@pytest.fixture
def gpg(tmp_path: Path) -> dict[str, str]:
    """A key of its own, without a passphrase, in a home of its own. gpg is no Python package."""
    if shutil.which("gpg") is None:
        pytest.skip("gpg is not installed: apt-get install gnupg")
    home = Path(tempfile.mkdtemp(prefix="gpg"))  # a socket's path must be short
    home.chmod(0o700)
    env = {"GNUPGHOME": str(home)}
    command = ["gpg", "--batch", "--passphrase", "", "--quick-gen-key", "desk@desk.example", "ed25519", "sign", "never"]
    subprocess.run(command, env={**os.environ, **env}, check=True, capture_output=True)
    yield env
    subprocess.run(["gpgconf", "--kill", "all"], env={**os.environ, **env}, check=False, capture_output=True)
    shutil.rmtree(home, ignore_errors=True)


def test_a_signature_by_the_users_own_program_is_checked_and_tells_another_manifest(ready: Path, pubflow, gpg) -> None:
    done = pubflow("release", "visit", "--sign", "gpg=desk@desk.example", *AT, cwd=ready, env=gpg)
    assert done.returncode == 0, done.stdout + done.stderr
    good = pubflow("verify", bundle(ready), cwd=ready, env=gpg)
    assert (good.returncode, "note: the signature of gpg is good" in good.stdout) == (0, True)
    (ready / RECORD).unlink()
    _edit_all(bundle(ready))
    bad = pubflow("verify", bundle(ready) / "public", cwd=ready, env=gpg)
    assert (bad.returncode, "the signature of gpg is not good" in bad.stdout) == (1, True)


@pytest.fixture
def minisign(tmp_path: Path) -> Path:
    """A folder with two pairs of keys, `one` without a password, `other` with one; each in a .key and a .pub.

    The program is no Python package; `.ci/run` installs it.
    """
    program = shutil.which("minisign")
    if program is None:
        pytest.skip("minisign is not installed: apt-get install minisign")
    folder = tmp_path / "keys"
    folder.mkdir()
    for name, options, typed in (("one", ["-W"], ""), ("other", [], "secret\nsecret\n")):
        command = [program, "-G", *options, "-p", folder / f"{name}.pub", "-s", folder / f"{name}.key"]
        subprocess.run(command, input=typed, check=True, capture_output=True, encoding="utf-8")
    return folder


def test_a_signature_by_minisign_is_checked_against_the_key_that_was_named(
    ready: Path, pubflow, minisign: Path
) -> None:
    done = pubflow("release", "visit", "--json", "--sign", f"minisign={minisign / 'one.key'}", *AT, cwd=ready)
    assert (done.returncode, json.loads(done.stdout)[0]["state"]) == (0, "released"), done.stderr
    key = (minisign / "one.pub").read_text(encoding="ascii").splitlines()[-1]
    for named in (minisign / "one.pub", key):
        good = pubflow("verify", bundle(ready), "--json", "--key", named, cwd=ready)
        assert good.returncode == 0
        assert json.loads(good.stdout)[0]["notes"] == ["the signature of minisign is good"]
    silent = pubflow("verify", bundle(ready), cwd=ready)
    assert (silent.returncode, "name the public key to check it" in silent.stdout) == (0, True)
    other = (minisign / "other.pub").read_text(encoding="ascii").splitlines()
    wrong = pubflow("verify", bundle(ready), "--key", other[-1], cwd=ready)
    assert wrong.returncode == 1
    assert "the signature of minisign is not good: Signature key id in" in wrong.stdout
    assert f"but the key id in the public key is {other[0].split()[-1]}" in wrong.stdout
    absent = pubflow("verify", bundle(ready), "--key", "absent.pub", cwd=ready)
    assert absent.returncode == 1
    assert "“absent.pub” is neither a public key of minisign nor a file that is there" in absent.stdout
    (ready / RECORD).unlink()
    _edit_all(bundle(ready))
    forged = pubflow("verify", bundle(ready) / "public", "--key", key, cwd=ready)
    assert (forged.returncode, "the signature of minisign is not good" in forged.stdout) == (1, True)


def test_a_key_with_a_password_wants_a_terminal_and_without_one_nothing_is_released(
    ready: Path, pubflow, minisign: Path
) -> None:
    for name, told in (("other", "a key with a password wants a terminal"), ("absent", "No such file")):
        done = pubflow("release", "visit", "--sign", f"minisign={minisign / name}.key", *AT, cwd=ready)
        assert (done.returncode, "minisign did not sign (exit 2)" in done.stdout) == (1, True)
        assert told in done.stdout + done.stderr
        assert not bundle(ready).exists()
    assert pubflow("release", "visit", *AT, cwd=ready).returncode == 0
    assert sorted(path.name for path in bundle(ready).parent.iterdir()) == ["1"]


def test_who_asks_for_a_signature_that_nobody_can_give_gets_no_release(ready: Path, pubflow, tmp_path: Path) -> None:
    done = pubflow("release", "visit", "--sign", "minisign", cwd=ready, env={"PATH": str(tmp_path)})
    assert (done.returncode, "minisign is not installed" in done.stderr) == (2, True)
    assert pubflow("release", "visit", "--sign", "rot13", cwd=ready).returncode == 2
    assert not (ready / "build/releases").exists()
    assert pubflow("release", "visit", *AT, cwd=ready).returncode == 0
    unsigned = pubflow("verify", bundle(ready), "--key", "RWQ", cwd=ready)
    assert (unsigned.returncode, "nobody signed it" in unsigned.stdout) == (1, True)


def test_who_names_a_key_is_content_with_no_other_signature_and_with_none_that_cannot_be_checked(
    ready: Path, pubflow, tmp_path: Path
) -> None:
    assert pubflow("release", "visit", *AT, cwd=ready).returncode == 0
    manifest_ = bundle(ready) / "public/manifest.json"
    nothing_installed = {"PATH": str(tmp_path)}
    for suffix, told in ((".asc", "nobody signed it with minisign"), (".minisig", "minisign, which is not installed")):
        manifest_.with_name(f"manifest.json{suffix}").write_text("by whomever", encoding="utf-8")
        asked = pubflow("verify", bundle(ready), "--key", "RWQ", cwd=ready, env=nothing_installed)
        assert (asked.returncode, told in asked.stdout) == (1, True), asked.stdout
        assert pubflow("verify", bundle(ready), cwd=ready, env=nothing_installed).returncode == 0
