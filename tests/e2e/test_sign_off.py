"""`pubflow sign-off` and what `assemble` demands, on a real workspace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

STATEMENT = """\
# Stop it

Refoulement is forbidden, see [the list](https://a.example/1).

“They took him away at night,” said Anna Doe.

Nobody came.
"""
TARGETS = {
    "Stop it": "停止",
    "Refoulement is forbidden, see <b1>the list</b1>.": "禁止強制遣返，見<b1>名單</b1>。",
    "“They took him away at night,” said Anna Doe.": "安娜說：「他們在夜裡把他帶走。」",
    "Nobody came.": "沒有人來。",
}
TABLES = {
    "concepts.csv": "id,kind\nrefoulement,term\nanna,name\n",
    "en.csv": "concept,term\nrefoulement,refoulement\nanna,Anna Doe\n",
    "zh-TW.csv": "concept,term,rank,status\nrefoulement,強制遣返,1,approved\nanna,安娜,1,approved\n",
}
CATALOG = "locales/zh_TW/LC_MESSAGES/stop.po"
HISTORY = "locales/zh_TW/LC_MESSAGES/stop.history.jsonl"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def done(desk, pubflow) -> Path:
    """A workspace with one statement, translated in zh-TW by people in a plain editor."""
    for path in (*(desk / "glossary").glob("*.csv"), *(desk / "statements").glob("*.md")):
        path.unlink()
    for name, table in TABLES.items():
        (desk / "glossary" / name).write_text(table, encoding="utf-8")
    (desk / "statements/stop.md").write_text(STATEMENT, encoding="utf-8")
    settings = desk / "pubflow.toml"
    edit(settings, '["zh-TW", "pt-BR"]', '["zh-TW"]')
    settings.write_text(settings.read_text(encoding="utf-8") + '[language.zh-TW]\nname-first-mention = "translit"\n')
    assert pubflow("extract", cwd=desk).returncode == 0
    for source, target in TARGETS.items():
        edit(desk / CATALOG, f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    return desk


def events(desk: Path, verb: str = "sign-off") -> list[dict]:
    lines = (desk / HISTORY).read_text(encoding="utf-8").splitlines()
    return [event for event in map(json.loads, lines) if event["verb"] == verb]


def told(pubflow, desk: Path) -> list[str]:
    listed = pubflow("sign-off", "stop", "--list", cwd=desk)
    assert listed.returncode == 0, listed.stderr
    return [line.split("  ")[-1].strip() for line in listed.stdout.splitlines()[1:]]


def test_what_is_signed_is_shown_first_and_nobody_signs_unasked(done, pubflow) -> None:
    shown = pubflow("sign-off", "stop", "-l", "zh-TW", "--by", "rev1", cwd=done)
    assert shown.returncode == 2
    assert "--yes signs without asking" in shown.stderr
    assert shown.stdout.splitlines() == [
        "stop, zh-TW, language, the whole text, by rev1",
        "  4 units, 4 agreed to in every kind that is asked for",
    ]
    assert events(done) == []


def test_a_signature_holds_until_a_word_or_a_term_changes_and_says_where_it_lapsed(done, pubflow) -> None:
    signed = pubflow("sign-off", "stop", "-l", "zh-TW", "--by", "rev1", "--yes", cwd=done)
    assert signed.returncode == 0, signed.stderr
    assert told(pubflow, done) == ["holds"]
    line = (done / HISTORY).read_text(encoding="utf-8")
    assert "強制遣返" not in line
    assert "Refoulement" not in line

    # What changes no word: an unrelated term, a date, wrapping.
    edit(done / "glossary/zh-TW.csv", "anna,", "asylum,庇護,1,approved\nanna,")
    edit(done / "glossary/en.csv", "anna,", "asylum,asylum\nanna,")
    edit(done / "glossary/concepts.csv", "anna,", "asylum,term\nanna,")
    assert told(pubflow, done) == ["holds"]
    edit(done / "glossary/zh-TW.csv", "anna,", "anna,安娜．杜,2,approved\nanna,")
    assert told(pubflow, done) == ["lapsed at unit 3: terms: anna changed"]
    edit(done / "glossary/zh-TW.csv", "anna,安娜．杜,2,approved\n", "")
    (done / "statements/stop.md").write_text(
        "---\ndate: 2026-03-01\n---\n" + STATEMENT.replace("forbidden, see", "forbidden,\nsee"), encoding="utf-8"
    )
    assert told(pubflow, done) == ["holds"]
    edit(done / CATALOG, "沒有人來。", "無人前來。")
    assert told(pubflow, done) == ["lapsed at unit 4: target changed"]
    edit(done / CATALOG, "無人前來。", "沒有人來。")
    assert told(pubflow, done) == ["holds"]
    edit(done / "statements/stop.md", "a.example/1", "a.example/2")
    assert told(pubflow, done) == ["lapsed at what is not translated: a link, an image or code changed"]


def test_what_is_not_agreed_to_is_not_signed_and_listed(done, pubflow) -> None:
    edit(done / CATALOG, 'msgctxt "heading"', '#, fuzzy\nmsgctxt "heading"')
    edit(done / CATALOG, 'msgstr "沒有人來。"', 'msgstr ""')
    edit(done / CATALOG, 'msgid "Refoulement', '# ?! which list?\n# ? all of it?\nmsgid "Refoulement')
    edit(done / CATALOG, "<b1>名單</b1>", "名單")
    refused = pubflow("sign-off", "stop", "-l", "zh-TW", "--by", "rev1", "--yes", cwd=done)
    assert refused.returncode == 1
    assert [line for line in refused.stdout.splitlines() if "can't be signed" in line or "question" in line] == [
        "  open question, unit 2: ? all of it?",
        "  can't be signed: unit 4 not translated",
        "  can't be signed: unit 1 not agreed: not reviewed",
        "  can't be signed: unit 2 with a question (?!) that must be answered first",
        "  can't be signed: 2 findings at ERROR (--despite-errors signs all the same, and says so in the history)",
    ]
    assert events(done) == []
    # The quotation is a part of its own, and nothing is amiss there.
    part = pubflow("sign-off", "stop", "-l", "zh-TW", "--by", "rev1", "--scope", "quotations", "--yes", cwd=done)
    assert part.returncode == 0, part.stdout + part.stderr
    assert "1 units (3), 1 agreed" in part.stdout


def test_errors_that_are_known_are_written_down(done, pubflow) -> None:
    edit(done / CATALOG, "<b1>名單</b1>", "名單")
    signed = pubflow("sign-off", "stop", "-l", "zh-TW", "--by", "rev1", "--yes", "--despite-errors", cwd=done)
    assert signed.returncode == 0, signed.stderr
    assert events(done)[0]["data"]["despite"].startswith("2:")


def test_a_name_is_no_handle_unless_this_machine_knows_whose(done, pubflow) -> None:
    refused = pubflow("sign-off", "stop", "-l", "zh-TW", "--by", "Mei Lin", "--yes", cwd=done)
    assert refused.returncode == 2
    assert 'write "Mei Lin" = "rev1" under [people] in people.toml' in refused.stderr
    (done / "people.toml").write_text('[people]\n"Mei Lin" = "rev1"\n', encoding="utf-8")
    signed = pubflow(
        "sign-off",
        "stop",
        "-l",
        "zh-TW",
        "--by",
        "Mei Lin",
        "--yes",
        "--via",
        "message",
        "--entered-by",
        "desk1",
        cwd=done,
    )
    assert signed.returncode == 0, signed.stderr
    (event,) = events(done)
    assert (event["by"], event["via"], event["data"]["entered-by"]) == ("rev1", "message", "desk1")
    assert "Mei" not in (done / HISTORY).read_text(encoding="utf-8")
    assert "people.toml" in (done / ".gitignore").read_text(encoding="utf-8")


def test_a_signature_can_be_taken_back(done, pubflow) -> None:
    for scope in ((), ("--scope", "quotations")):
        assert pubflow("sign-off", "stop", "-l", "zh-TW", "--by", "rev1", "--yes", *scope, cwd=done).returncode == 0
    back = pubflow("sign-off", "stop", "-l", "zh-TW", "--by", "rev1", "--withdraw", "--scope", "quotations", cwd=done)
    assert back.returncode == 0, back.stderr
    assert told(pubflow, done) == ["holds"]
    other = pubflow("sign-off", "stop", "-l", "zh-TW", "--by", "rev2", "--withdraw", cwd=done)
    assert other.returncode == 1
    assert "rev2 has signed nothing of this kind" in other.stderr


def test_the_source_is_signed_in_its_sidecar(done, pubflow) -> None:
    sidecar = done / "statements/stop.toml"
    sidecar.write_text('quotations = "whole"', encoding="utf-8")
    signed = pubflow("sign-off", "stop", "--source", "--by", "desk1", "--yes", cwd=done)
    assert signed.returncode == 0, signed.stderr
    assert told(pubflow, done) == ["holds"]
    assert sidecar.read_text(encoding="utf-8").startswith('quotations = "whole"\n\n[[sign-off]]\nby = "desk1"\n')
    edit(done / "statements/stop.md", "Nobody", "No one")
    assert told(pubflow, done) == ["lapsed: the source changed"]


def test_the_gate_wants_what_the_policy_asks_and_says_from_whom(done, pubflow) -> None:
    settings = done / "pubflow.toml"
    assert pubflow("assemble", cwd=done).returncode == 0
    policy = '[review]\nrequired = ["language", "terms"]\n[review.scopes]\nquotations = ["speaker"]\n'
    settings.write_text(settings.read_text(encoding="utf-8") + policy, encoding="utf-8")
    refused = pubflow("assemble", cwd=done)
    assert refused.returncode == 1
    assert "4 of 4 units are not reviewed" in refused.stderr
    assert "unit 1: terms review: missing, by anyone with a name: Stop it" in refused.stderr
    assert "quotations: not signed by speaker" in refused.stderr

    # One specialist's signature is a review of each unit.
    assert (
        pubflow("sign-off", "stop", "-l", "zh-TW", "--by", "lex1", "--kind", "terms", "--yes", cwd=done).returncode == 0
    )
    refused = pubflow("assemble", cwd=done)
    assert "not reviewed" not in refused.stderr
    assert "quotations: not signed by speaker (" not in refused.stderr
    quoted = pubflow("sign-off", "stop", "-l", "zh-TW", "--by", "speaker", "--scope", "quotations", "--yes", cwd=done)
    assert quoted.returncode == 0, quoted.stdout + quoted.stderr
    assert pubflow("assemble", cwd=done).returncode == 0

    # One target changes: one unit lacks its review of terms, and the quotation is untouched.
    edit(done / CATALOG, "沒有人來。", "無人前來。")
    refused = pubflow("assemble", cwd=done)
    assert refused.returncode == 1
    assert "1 of 4 units are not reviewed" in refused.stderr
    assert "quotations" not in refused.stderr


def test_a_statement_may_ask_for_two_persons(done, pubflow) -> None:
    (done / "statements/stop.toml").write_text("[review]\ntwo-persons = true\n", encoding="utf-8")
    refused = pubflow("assemble", cwd=done)
    assert refused.returncode == 1
    assert "language review: two people must agree by name" in refused.stderr
    assert pubflow("assemble", "--draft", cwd=done).returncode == 0
