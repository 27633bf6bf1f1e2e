"""Posts, slugs and subjects of mails by the real command line: translated like the rest, and late by right."""

from __future__ import annotations

import email
import email.policy
import json
from pathlib import Path

import pytest

from tests.e2e.test_release import AT, STATEMENT, bundle, catalog, edit, events, extend, files, sign, translate

SHORT = """\
slug: let-them-go
seo-title: Let them go now
mail-subject: For you
social:
  x: They took 3 people
  facebook: They took 3 people at night
limits:
  social.facebook: 12
"""
TARGETS = {
    "let-them-go": "fang-le-tamen",
    "For you": "給您",
    "They took 3 people": "他們帶走了3人",
    "They took 3 people at night": "他們在夜裡帶走了3人，請幫忙",
}


@pytest.fixture
def ready(desk: Path, pubflow) -> Path:
    """zh-TW is reviewed but for the texts that go with the statement."""
    for path in (*(desk / "glossary").glob("*.csv"), *(desk / "statements").glob("*.md")):
        path.unlink()
    (desk / "statements/visit.md").write_text(STATEMENT.replace("contact:", f"{SHORT}contact:"), encoding="utf-8")
    assert pubflow("extract", *AT, cwd=desk).returncode == 0
    translate(desk, "zh-TW")
    sign(desk, pubflow)
    return desk


def _fill(desk: Path, *, fuzzy: bool = False) -> None:
    for source, target in TARGETS.items():
        edit(catalog(desk), f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
        if fuzzy:
            text = catalog(desk).read_text(encoding="utf-8")
            head, line, rest = text.partition(f'msgid "{source}"\n')
            at = head.rindex("msgctxt")
            catalog(desk).write_text(head[:at] + "#, fuzzy\n" + head[at:] + line + rest, encoding="utf-8")


def _row(pubflow, desk: Path) -> dict:
    (statement,) = json.loads(pubflow("status", "--json", "-l", "zh-TW", cwd=desk).stdout)["statements"]
    return statement["languages"][0]


def _fields(desk: Path, pubflow) -> dict:
    done = pubflow("assemble", "visit", "-l", "zh-TW", "--format", "fields", cwd=desk)
    assert done.returncode == 0, done.stdout + done.stderr
    made = desk / "build/editions/zh-TW/visit.fields.json"
    return json.loads(made.read_bytes())["fields"]


def test_translators_see_how_much_room_there_is(ready: Path, pubflow) -> None:
    text = catalog(ready).read_text(encoding="utf-8")
    assert "#. at most 280 characters, a Han character counts 2, an address 23\n" in text
    assert '#. at most 12 characters\n#: statements/visit.md\nmsgctxt "meta:social.facebook"' in text
    assert '#. at most 60 characters\n#: statements/visit.md\nmsgctxt "meta:seo-title"' in text


def test_a_statement_is_signed_and_released_without_them_and_says_what_is_missing(ready: Path, pubflow) -> None:
    row = _row(pubflow, ready)
    assert (row["state"], row["units"], row["short"], row["short_agreed"], row["late"]) == ("ready", 2, 7, 2, 5)
    assert (row["next"], row["why"]) == ("pubflow release visit", "READY; 5 short texts may follow")
    assert pubflow("check", "visit", "-l", "zh-TW", cwd=ready).returncode == 0
    signed = pubflow("sign-off", "visit", "-l", "zh-TW", "--by", "rev1", "--yes", *AT, cwd=ready)
    assert signed.returncode == 0, signed.stderr
    done = pubflow("release", "visit", "-l", "zh-TW", *AT, cwd=ready)
    assert done.returncode == 0, done.stdout + done.stderr
    told = (
        "zh-TW leaves without texts of its own: seo-title, slug, mail-subject, social.x, social.facebook not translated"
    )
    assert told in done.stderr
    desk_ = bundle(ready) / "desk"
    social = (desk_ / "zh-TW/social.txt").read_text(encoding="utf-8")
    assert social.startswith("[x, 18 of 280, not translated]\nThey took 3 people\n")
    assert (desk_ / "hand-over.html").read_text(encoding="utf-8").count("not translated") == 5
    mail = email.message_from_bytes((desk_ / "zh-TW/mail.eml").read_bytes(), policy=email.policy.default)
    assert mail["Subject"] == "放了他們"
    # In the language that they were written in they are there.
    assert "not translated" not in (desk_ / "en/social.txt").read_text(encoding="utf-8")


def test_they_follow_later_and_lapse_no_signature(ready: Path, pubflow) -> None:
    assert pubflow("sign-off", "visit", "-l", "zh-TW", "--by", "rev1", "--yes", *AT, cwd=ready).returncode == 0
    assert pubflow("release", "visit", "-l", "zh-TW", *AT, cwd=ready).returncode == 0
    _fill(ready)
    listed = pubflow("sign-off", "visit", "-l", "zh-TW", "--list", cwd=ready).stdout
    assert ("holds" in listed, "lapsed" in listed) == (True, False)
    fields = _fields(ready, pubflow)
    assert (fields["slug"]["text"], fields["social.x"]["text"]) == ("fang-le-tamen", "他們帶走了3人")
    assert [name for name, field in fields.items() if field.get("untranslated")] == ["seo-title"]
    assert (fields["social.facebook"]["count"], fields["social.facebook"]["limit"]) == (14, 12)
    assert pubflow("release", "visit", "-l", "zh-TW", *AT, cwd=ready).returncode == 0
    desk_ = bundle(ready, "2") / "desk"
    social = (desk_ / "zh-TW/social.txt").read_text(encoding="utf-8")
    assert social == "[x, 13 of 280]\n他們帶走了3人\n\n[facebook, 14 of 12, too long]\n他們在夜裡帶走了3人，請幫忙\n"
    mail = email.message_from_bytes((desk_ / "zh-TW/mail.eml").read_bytes(), policy=email.policy.default)
    assert mail["Subject"] == "給您"
    page = (bundle(ready, "2") / "public/zh-TW/visit.md").read_text(encoding="utf-8")
    assert "  x: 他們帶走了3人\n" in page
    assert pubflow("verify", "build/releases", cwd=ready).returncode == 0


def _released(desk: Path, pubflow, *more: str):
    return pubflow("release", "visit", *more, "--at", "2026-02-02T00:00:00+00:00", cwd=desk)


def test_they_join_the_release_at_the_desk_and_public_keeps_its_bytes(ready: Path, pubflow) -> None:
    assert pubflow("release", "visit", "-l", "zh-TW", *AT, cwd=ready).returncode == 0
    before = files(bundle(ready))
    early = _released(ready, pubflow, "--add", "zh-TW")
    assert (early.returncode, "zh-TW is in visit/1 already" in early.stdout) == (1, True)
    assert files(bundle(ready)) == before
    _fill(ready)
    done = _released(ready, pubflow, "--add", "zh-TW")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "zh-TW: desk/ has slug, mail-subject, social.x, social.facebook now; public/ is as it was" in done.stderr
    assert "zh-TW leaves without texts of its own: seo-title not translated" in done.stderr
    after = files(bundle(ready))
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed == {
        "desk/manifest.json", "desk/hand-over.html", "desk/zh-TW/fields.json", "desk/zh-TW/mail.eml", "desk/zh-TW/social.txt",
    }  # fmt: skip
    assert set(after) == set(before)
    assert after["desk/zh-TW/social.txt"].decode().startswith("[x, 13 of 280]\n他們帶走了3人\n")
    old, new = (json.loads(one["desk/zh-TW/fields.json"]) for one in (before, after))
    assert {**old, "fields": 0} == {**new, "fields": 0}
    mails = [
        email.message_from_bytes(one["desk/zh-TW/mail.eml"], policy=email.policy.default) for one in (before, after)
    ]
    assert [mail["Subject"] for mail in mails] == ["放了他們", "給您"]
    assert mails[0].get_content() == mails[1].get_content()
    assert len(events(ready, "released")) == 1, "nothing else left the house"
    assert pubflow("verify", "build/releases", cwd=ready).returncode == 0


def test_a_text_that_changed_joins_no_release_that_has_it(ready: Path, pubflow) -> None:
    assert pubflow("release", "visit", "-l", "zh-TW", *AT, cwd=ready).returncode == 0
    before = files(bundle(ready))
    _fill(ready)
    edit(catalog(ready), "立即釋放她，見", "請立即釋放她，見")
    refused = _released(ready, pubflow, "--add", "zh-TW")
    assert (refused.returncode, "zh-TW is in visit/1 already, in other words" in refused.stdout) == (1, True)
    both = _released(ready, pubflow, "--add", "zh-TW", "--add", "pt-BR")
    assert (both.returncode, "zh-TW is in visit/1 already" in both.stdout) == (1, True)
    assert files(bundle(ready)) == before


def test_what_nobody_reviewed_or_is_wrong_stands_in_no_edition(ready: Path, pubflow) -> None:
    _fill(ready, fuzzy=True)
    assert {name for name, field in _fields(ready, pubflow).items() if field.get("untranslated")} == {
        "slug", "seo-title", "mail-subject", "social.x", "social.facebook",
    }  # fmt: skip
    edit(catalog(ready), "#, fuzzy\n", "")
    edit(catalog(ready), '他們帶走了3人"', '他們帶走了5人"')
    checked = pubflow("check", "visit", "-l", "zh-TW", cwd=ready)
    assert checked.returncode == 1
    assert "12 are allowed" in checked.stdout
    fields = _fields(ready, pubflow)
    assert [name for name, field in fields.items() if field.get("untranslated")] == ["seo-title", "social.x"]
    assert _row(pubflow, ready)["state"] == "ready"


def test_an_engine_drafts_them_but_for_the_slug_and_none_changes_what_others_have(ready: Path, pubflow) -> None:
    before = catalog(ready, "pt_BR").read_text(encoding="utf-8")
    assert pubflow("translate", "visit", "-l", "pt-BR", "--engine", "pseudo", *AT, cwd=ready).returncode == 0
    text = catalog(ready, "pt_BR").read_text(encoding="utf-8")
    assert text.count('msgstr ""') == 2  # the header, and the slug
    assert 'msgid "let-them-go"\nmsgstr ""' in text
    assert [line for line in text.splitlines() if line.startswith("msgid")] == [
        line for line in before.splitlines() if line.startswith("msgid")
    ]


def test_one_that_is_added_later_leaves_the_catalog_current(ready: Path, pubflow) -> None:
    edit(ready / "statements/visit.md", "  facebook:", "  mastodon: Three people\n  facebook:")
    row = _row(pubflow, ready)
    assert (row["stale"], row["state"], row["late"]) == (False, "ready", 6)
    was = catalog(ready).read_text(encoding="utf-8")
    assert pubflow("extract", *AT, cwd=ready).returncode == 0
    now = catalog(ready).read_text(encoding="utf-8")
    assert 'msgctxt "meta:social.mastodon"' in now
    body = was[was.index("msgctxt") : was.index('msgctxt "meta:slug"')]
    assert body in now
    extend(ready / "statements/visit.md", "\nOne more sentence.\n")
    assert _row(pubflow, ready)["stale"] is True
