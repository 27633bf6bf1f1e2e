"""The preview: what it shows, to whom, what a save changes, how it ends."""

from __future__ import annotations

import re
import socket
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import polib
import pytest

from pubflow.markup.images import cleaned
from tests.doubles.pictures import jpeg
from tests.serving import Serving, serving

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ends it by SIGINT, which Windows has not")

RELEASE = """---
title: Release her now
embargo: 2999-01-01 22:00 Europe/London
---

She has been held for 21 days.

<!-- include: about -->

The court meets today.
"""
LOCAL = """
[[add]]
after = "She has been held"
text = "Palavras da diretora."
by = "tr1"
why = "director"
"""


@pytest.fixture
def release(desk, pubflow) -> Path:
    (desk / "statements/first-statement.md").unlink()
    (desk / "statements/_shared").mkdir()
    (desk / "statements/_shared/about.md").write_text("We defend rights.\n", encoding="utf-8")
    (desk / "statements/release.md").write_text(RELEASE, encoding="utf-8")
    (desk / "statements/release.pt-BR.toml").write_text(LOCAL, encoding="utf-8")
    assert pubflow("translate", "--engine", "pseudo", cwd=desk).returncode == 0
    return desk


@pytest.fixture
def preview(release) -> Iterator[Serving]:
    with serving(release) as running:
        yield running


def _catalog(desk: Path) -> Path:
    return desk / "locales/pt_BR/LC_MESSAGES/release.po"


def _save(desk: Path, source: str, target: str) -> None:
    entries = polib.pofile(str(_catalog(desk)), wrapwidth=0)
    for entry in entries:
        if entry.msgid == source:
            entry.msgstr, entry.flags = target, []
    entries.save()


def _rows(page: str) -> list[str]:
    return re.findall(r"<tr.*?</tr>", page.partition("<tbody>")[2], re.DOTALL)


def _version(page: str) -> str:
    found = re.search(r'data-version="([0-9a-f]+)"', page)
    assert found is not None
    return found[1]


def test_every_unit_stands_beside_its_targets_in_the_order_of_the_page(preview, release):
    _save(release, "She has been held for 21 days.", "Ela está presa há 22 dias.")
    page = preview.get("release/").text
    rows = _rows(page)
    numbers = [re.search(r'<th scope="row">([^<]*)', row)[1] for row in rows]
    assert numbers == ["1", "2", "", "about 1", "3"]
    assert "Ela está presa há 22 dias." in rows[1]
    assert "E number-mismatch" in rows[1]
    assert "✓ reviewed" in rows[1]
    assert "Palavras da diretora." in rows[2]
    assert "LOCAL" in rows[2]
    assert rows[0].count("<td") == 3
    assert "<strong>EMBARGO</strong> until 2999-01-01 22:00 London" in page
    assert 'name="robots" content="noindex"' in page


def test_the_pages_are_those_that_assemble_makes(preview, release, pubflow):
    assert pubflow("assemble", "-l", "pt-BR", "--draft", cwd=release).returncode == 0
    page = preview.get("release/page/pt-BR/release.html")
    assert "Palavras da diretora." in page.text
    made = (release / "build/drafts/pt-BR/release.html").read_text(encoding="utf-8")
    article = re.compile(r"<article>.*</article>", re.DOTALL)
    assert article.search(page.text)[0] == article.search(made)[0]
    assert preview.get("release/page/en/release.html").status == 200
    frames = preview.get("release/editions").text
    assert re.findall(r'<iframe src="([^"]*)"', frames) == [
        f"page/{tag}/release.html" for tag in ("en", "zh-TW", "pt-BR")
    ]


def test_a_page_shows_its_pictures_and_no_other_file(preview, release):
    path = release / "statements/release.md"
    path.write_text(RELEASE + "\n![A door](pictures/door.jpg) ![](../pubflow.toml)\n", encoding="utf-8")
    (release / "statements/pictures").mkdir()
    for name in ("door", "other"):
        (release / f"statements/pictures/{name}.jpg").write_bytes(jpeg(told=b"by Anna"))
    answer = preview.get("release/page/pt-BR/pictures/door.jpg")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.content == cleaned(jpeg())
    for gone in ("pictures/other.jpg", "../pubflow.toml", "release.md", "%2e%2e/pubflow.toml"):
        assert preview.get(f"release/page/pt-BR/{gone}").status == 404


def test_a_save_is_answered_to_who_waits_for_one(preview, release):
    known = _version(preview.get("release/").text)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(preview.get, f"release/changed?since={known}")
        _save(release, "The court meets today.", "O tribunal se reúne hoje.")
        assert waiting.result().text != known
    page = preview.get("release/").text
    assert "O tribunal se reúne hoje." in page
    assert _version(page) != known


@pytest.mark.parametrize("name", ["statements/release.md", "statements/_shared/about.md", "glossary/en.csv"])
def test_statements_parts_and_glossary_renew_it_too(preview, release, name):
    known = preview.get("release/changed?since=").text
    path = release / name
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert preview.get(f"release/changed?since={known}").text != known


def test_a_correction_renews_it(preview, release):
    known = preview.get("release/changed?since=").text
    (release / "statements/release.history.jsonl").write_text("", encoding="utf-8")
    assert preview.get(f"release/changed?since={known}").text != known


def test_a_catalog_that_is_half_saved_is_told_with_its_line_until_it_is_whole(preview, release):
    whole = _catalog(release).read_bytes()
    _catalog(release).write_bytes(whole[:-20])
    page = preview.get("release/")
    assert page.status == 200
    assert re.search(r'class="fault" role="alert">locales/pt_BR/LC_MESSAGES/release.po:\d+: ', page.text)
    assert len(_rows(page.text)) == 4
    assert "release.po" in preview.get("release/page/pt-BR/release.html").text
    _catalog(release).write_bytes(whole)
    assert "alert" not in preview.get("release/").text


def test_a_statement_that_can_not_be_read_is_told_and_renewed(preview, release):
    path = release / "statements/release.md"
    path.write_text("---\ntitle: never closed\n", encoding="utf-8")
    page = preview.get("release/").text
    assert 'role="alert">statements/release.md' in page
    assert "data-version" in page
    path.write_text(RELEASE, encoding="utf-8")
    assert len(_rows(preview.get("release/").text)) == 5


def test_nobody_without_the_word_is_told_anything(preview):
    for path in ("/", "/release/", "/wrong/release/", f"/{'x' * 32}/release/", "/%00/", "/../etc/passwd"):
        answer = preview.get(path, raw=True)
        assert (answer.status, answer.text) == (404, "nothing here\n"), path
    for path in ("release/page/pt-BR/../../../pubflow.toml", "release/page/fr/release.html", "other/", "release/x"):
        assert preview.get(path).status == 404, path


@pytest.mark.parametrize("host", ["evil.example", "evil.example:PORT", "127.0.0.1", "127.0.0.1:1", "[::1]:PORT"])
def test_a_name_that_was_made_to_point_here_is_turned_away(preview, host):
    port = str(urlsplit(preview.address).port)
    answer = preview.get("release/", host=host.replace("PORT", port))
    assert answer.status == 421
    assert "held" not in answer.text
    assert preview.get("release/", host=f"localhost:{port}").status == 200


def test_it_reads_only_and_asks_nobody(preview):
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
        assert preview.get("release/", method=method).status == 501
    answer = preview.get("release/")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "connect-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert not re.search(r'(?:src|href)="(?:https?:)?//', answer.text)
    assert preview.get("release/", method="HEAD").text == ""


def test_only_this_machine_can_reach_it(preview):
    port = urlsplit(preview.address).port
    assert urlsplit(preview.address).hostname == "127.0.0.1"
    with pytest.raises(OSError, match="refused"), socket.create_connection(("127.0.0.2", port), timeout=5):
        pass


def test_an_address_without_its_last_slash_leads_on_and_nowhere_else(preview):
    first = urlsplit(preview.address).path
    for short, whole in ((first.rstrip("/"), first), (f"{first}release", f"{first}release/")):
        answer = preview.get(short, raw=True)
        assert (answer.status, answer.headers["Location"], answer.text) == (307, whole, ""), short
        assert preview.get(short, method="HEAD", raw=True).headers["Location"] == whole
        assert preview.get(f"{short}?next=https://evil.example", raw=True).headers["Location"] == whole
    for path in ("/release", "//evil.example", f"{first}/evil.example", f"{first}evil.example"):
        answer = preview.get(path, raw=True)
        assert (answer.status, "Location" in answer.headers) == (404, False), path
    assert preview.get(f"/{first}release", raw=True).headers["Location"] == f"{first}release/"
    assert preview.get(f"{first}release", raw=True, host="evil.example").status == 421


def _languages(page: str) -> list[str]:
    return re.findall(r'<span lang="([^"]*)"', page.partition("<thead>")[2].partition("</thead>")[0])


def test_a_change_of_the_settings_is_seen_without_a_new_start(preview, release):
    assert _languages(preview.get("release/").text) == ["en", "zh-Hant-TW", "pt-BR"]
    known = preview.get("release/changed?since=").text
    settings = release / "pubflow.toml"
    whole = settings.read_text(encoding="utf-8")
    more = re.sub(r"(?m)^languages = .*$", 'languages = ["pt-BR", "fr"]', whole)
    assert more != whole
    settings.write_text(more, encoding="utf-8")
    assert preview.get(f"release/changed?since={known}").text != known
    assert _languages(preview.get("release/").text) == ["en", "pt-BR", "fr"]
    assert preview.get("release/page/fr/release.html").status == 200
    assert preview.get("release/page/zh-TW/release.html").status == 404


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("\nlanguages = [\n", r"pubflow.toml:\d+: is not TOML: "),
        ("\nlangages = 1\n", r"pubflow.toml(?:: \[\w+\])?: unknown key “langages”"),
        (None, "holds no pubflow.toml"),
    ],
)
def test_settings_that_can_not_be_read_are_told_and_the_last_ones_hold(preview, release, broken, told):
    known = preview.get("release/changed?since=").text
    settings = release / "pubflow.toml"
    whole = settings.read_text(encoding="utf-8")
    if broken is None:
        settings.unlink()
    else:
        settings.write_text(whole + broken, encoding="utf-8")
    changed = preview.get(f"release/changed?since={known}").text
    for path in ("release/", "release/editions", ""):
        page = preview.get(path)
        assert page.status == 200
        assert re.search(rf'class="fault" role="alert">[^<]*{told}', page.text), path
    assert _version(preview.get("release/").text) == changed != known
    assert _languages(preview.get("release/").text) == ["en", "zh-Hant-TW", "pt-BR"]
    assert len(_rows(preview.get("release/").text)) == 5
    assert preview.get("release/page/pt-BR/release.html").status == 200
    settings.write_text(whole, encoding="utf-8")
    assert "alert" not in preview.get("release/").text


def test_the_languages_that_were_asked_for_stay_whatever_the_settings_say(release):
    settings = release / "pubflow.toml"
    whole = settings.read_text(encoding="utf-8")
    with serving(release, "-l", "pt-BR") as preview:
        settings.write_text(whole.replace('"pt-BR"', '"fr"'), encoding="utf-8")
        assert _languages(preview.get("release/").text) == ["en", "pt-BR"]


def test_the_word_is_another_each_time(release):
    with serving(release) as one, serving(release) as other:
        assert urlsplit(one.address).path != urlsplit(other.address).path
        assert len(urlsplit(one.address).path) >= 32


def test_ctrl_c_ends_it_whoever_is_still_waiting(preview):
    known = preview.get("release/changed?since=").text
    silent = socket.create_connection(("127.0.0.1", urlsplit(preview.address).port))
    with ThreadPoolExecutor(1) as pool, silent:
        waiting = pool.submit(preview.get, f"release/changed?since={known}")
        assert preview.get("").status == 200
        code, told = preview.end()
        assert (code, told.splitlines()[-1]) == (0, "ended")
        assert "Traceback" not in told
        assert waiting.exception() is not None or waiting.result().text == known


def test_a_hostile_target_stays_text(preview, release):
    _save(release, "The court meets today.", '<script>alert(1)</script>"><img src=x onerror=alert(1)>')
    page = preview.get("release/").text
    assert "<img" not in page
    assert page.count("<script") == 1
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_what_it_can_not_do_is_said_before_it_serves(release, pubflow):
    unknown = pubflow("preview", "relase", cwd=release)
    assert unknown.returncode == 2
    assert "did you mean release?" in unknown.stderr
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = pubflow("preview", "--port", port, cwd=release)
    assert done.returncode == 3
    assert f"can't listen on port {port}" in done.stderr
