"""What stands in public and is wrong: re-opened where it is wrong and nowhere else, and told on every page."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import polib
import pytest

from tests.e2e.test_release import AT, catalog, edit, events, make, sign, translate

NOTE = "The list named the wrong year. It was 1994."
NOTE_ZH = {"The list named the wrong year.": "名單上的年份有誤。", "It was 1994.": "應為1994年。"}


@pytest.fixture
def released(desk: Path, pubflow) -> Path:
    """Released and published in zh-TW and pt-BR."""
    make(desk, pubflow)
    translate(desk, "pt-BR")
    done = pubflow("release", "visit", *AT, cwd=desk)
    assert done.returncode == 0, done.stdout
    for language in ("zh-TW", "pt-BR"):
        assert (
            pubflow("published", "visit", "-l", language, f"https://x.example/{language}", *AT, cwd=desk).returncode
            == 0
        )
    return desk


def _waiting(desk: Path, locale: str) -> list[str]:
    return [entry.msgid for entry in polib.pofile(str(catalog(desk, locale))) if entry.fuzzy or not entry.msgstr]


def _page(desk: Path, number: int, language: str) -> str:
    return (desk / f"build/releases/visit/{number}/public/{language}/visit.html").read_text(encoding="utf-8")


def _clear(path: Path, targets: dict[str, str] | None = None) -> None:
    entries = polib.pofile(str(path), wrapwidth=0)
    for entry in entries:
        entry.msgstr, entry.flags = (targets or {}).get(entry.msgid, entry.msgstr), []
    entries.save()


def _list(pubflow, desk: Path) -> list[dict]:
    return json.loads(pubflow("correct", "visit", "--list", "--json", cwd=desk).stdout)["corrections"]


def test_one_translation_re_opens_that_unit_alone_and_its_pages_say_so(released: Path, pubflow) -> None:
    before = catalog(released, "pt_BR").read_bytes()
    done = pubflow(
        "correct", "visit", "-l", "zh-TW", "--unit", "3", "--kind", "translation", "--by", "desk1", cwd=released
    )
    assert done.returncode == 0, done.stderr
    assert _waiting(released, "zh_TW") == ["Release her now, see <b1>the list</b1>."]
    assert catalog(released, "pt_BR").read_bytes() == before
    assert "[ ] zh-TW  https://x.example/zh-TW" in done.stdout
    assert "pt-BR" not in done.stdout
    told = pubflow("status", "visit", cwd=released).stdout
    assert "corrected 2023-11-14: zh-TW, unit 3: not released yet" in told
    held = pubflow("release", "visit", cwd=released)
    assert "unit 3 not reviewed" in held.stdout
    edit(catalog(released), "立即釋放她，見", "請立即釋放她，見")
    _clear(catalog(released))
    again = pubflow("release", "visit", "--at", "2026-02-02T00:00:00+00:00", cwd=released)
    assert again.returncode == 0, again.stdout
    number = max(int(path.name) for path in (released / "build/releases/visit").iterdir())
    assert "本譯文先前版本中有一句翻譯有誤，現已更正。" in _page(released, number, "zh-TW")
    for other in ("en", "pt-BR"):
        assert 'id="corrections"' not in _page(released, number, other)
    assert pubflow("verify", "build/releases", cwd=released).returncode == 0
    (one,) = _list(pubflow, released)
    assert one["units"] == [3]
    assert one["released"] >= 2
    assert [place["done"] for place in one["places"]] == [False]
    later = ("--at", "2026-02-03T00:00:00+00:00")
    assert pubflow("published", "visit", "-l", "zh-TW", "https://x.example/zh-TW", *later, cwd=released).returncode == 0
    assert [place["done"] for place in _list(pubflow, released)[0]["places"]] == [True]
    assert "not released yet" not in pubflow("status", "visit", cwd=released).stdout


def test_a_release_without_its_language_tells_no_correction_of_one(released: Path, pubflow) -> None:
    """The others left once more while it waited; it may still be taken back, and joins by `--add`."""
    which = ("correct", "visit", "-l", "zh-TW", "--unit", "3", "--kind", "translation")
    assert pubflow(*which, *AT, cwd=released).returncode == 0
    done = pubflow("release", "visit", "--at", "2026-02-02T00:00:00+00:00", cwd=released)
    assert done.returncode == 0, done.stdout
    assert "en, pt-BR in build/releases/visit/2" in done.stdout
    assert "zh-TW, unit 3: not released yet" in pubflow("status", "visit", cwd=released).stdout
    assert [one["released"] for one in _list(pubflow, released)] == [0]
    later = ("--at", "2026-02-03T00:00:00+00:00")
    assert pubflow("correct", "visit", "--undo", *later, cwd=released).returncode == 0
    assert _list(pubflow, released) == []

    assert pubflow(*which, *later, cwd=released).returncode == 0
    edit(catalog(released), "立即釋放她，見", "請立即釋放她，見")
    _clear(catalog(released))
    done = pubflow("release", "visit", "--add", "zh-TW", "--at", "2026-02-04T00:00:00+00:00", cwd=released)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "本譯文先前版本中有一句翻譯有誤，現已更正。" in _page(released, 2, "zh-TW")
    assert [one["released"] for one in _list(pubflow, released)] == [2]


def test_a_release_of_which_a_unit_was_re_opened_since_is_still_what_it_was(released: Path, pubflow) -> None:
    options = ("-l", "zh-TW", "--unit", "3", "--kind", "translation")
    later = {"SOURCE_DATE_EPOCH": "1780000000"}
    assert pubflow("correct", "visit", *options, cwd=released, env=later).returncode == 0
    verified = pubflow("verify", "build/releases", cwd=released)
    assert (verified.returncode, "note: zh-TW: unit 3 changed since" in verified.stdout) == (0, True)


def test_an_erratum_of_the_source_re_opens_what_it_touches_in_every_language(released: Path, pubflow) -> None:
    early = pubflow("correct", "visit", "--kind", "fact", cwd=released)
    assert early.returncode == 1
    assert "the source is still that of release 1" in early.stderr
    edit(released / "statements/visit.md", "Release her now", "Release her and her sister now")
    done = pubflow("correct", "visit", "--kind", "fact", cwd=released)
    assert done.returncode == 0, done.stderr
    for locale in ("zh_TW", "pt_BR"):
        assert _waiting(released, locale) == ["Release her and her sister now, see <b1>the list</b1>."]
    assert "zh-TW: 3: re-opened" in done.stdout
    assert done.stdout.count("[ ]") == 2
    stopped = pubflow("release", "visit", cwd=released)
    assert stopped.returncode == 1
    _clear(
        catalog(released),
        {"Release her and her sister now, see <b1>the list</b1>.": "立即釋放她和她的姊妹，見<b1>名單</b1>。"},
    )
    _clear(catalog(released, "pt_BR"))
    sign(released, pubflow)
    assert pubflow("release", "visit", cwd=released).returncode == 0
    assert "A statement of fact in an earlier version was wrong" in _page(released, 2, "en")
    assert "先前版本中有一處事實敘述有誤，現已更正。" in _page(released, 2, "zh-TW")
    assert "Uma informação em uma versão anterior" in _page(released, 2, "pt-BR")


def test_an_erratum_reaches_a_language_that_only_an_earlier_release_has(released: Path, pubflow) -> None:
    assert (
        pubflow("correct", "visit", "-l", "pt-BR", "--unit", "3", "--kind", "translation", cwd=released).returncode == 0
    )
    assert pubflow("release", "visit", cwd=released).returncode == 0
    assert not (released / "build/releases/visit/2/public/pt-BR").exists(), "held back; its page stands where it stood"
    edit(released / "statements/visit.md", "Release her now", "Release her and her sister now")
    done = pubflow("correct", "visit", "--kind", "fact", cwd=released)
    assert done.returncode == 0, done.stderr
    assert "zh-TW: 3: re-opened" in done.stdout
    assert re.search(r"^  pt-BR: 3: ", done.stdout, re.MULTILINE)
    assert done.stdout.count("[ ]") == 2


def test_an_erratum_tells_nothing_of_what_the_release_had_already(released: Path, pubflow) -> None:
    for old, new in (("night,", "night. She recognizes him,"), ("recognizes", "recognises")):
        edit(released / "statements/visit.md", old, new)
        assert pubflow("extract", cwd=released).returncode == 0
        if old == "night,":  # the other one is carried, and looked at by nobody
            _clear(catalog(released))
            _clear(catalog(released, "pt_BR"))
    assert "spelling" in pubflow("diff", "visit", cwd=released).stdout
    sign(released, pubflow)
    assert pubflow("release", "visit", cwd=released).returncode == 0
    edit(released / "statements/visit.md", "Release her now", "Release her and her sister now")
    done = pubflow("correct", "visit", "--kind", "fact", cwd=released)
    assert "every language, unit 3, fact" in done.stdout
    assert set(re.findall(r"^  (?:zh-TW|pt-BR): (.*)", done.stdout, re.MULTILINE)) == {"3: re-opened"}


def test_a_note_is_translated_and_reviewed_before_a_page_tells_it(released: Path, pubflow) -> None:
    edit(released / "statements/visit.md", "at night", "at dawn")
    done = pubflow("correct", "visit", "--note", NOTE, "--by", "desk1", cwd=released)
    assert done.returncode == 0, done.stderr
    assert (released / "statements/_shared/visit-notes.md").read_text(encoding="utf-8") == f"{NOTE}\n"
    assert NOTE not in (released / "statements/visit.history.jsonl").read_text(encoding="utf-8")
    targets = {"“They took him away at dawn,” said Anna Doe.": "安娜說：「他們在黎明把他帶走。」"}
    _clear(catalog(released), targets)
    sign(released, pubflow)
    refused = pubflow("assemble", "-l", "zh-TW", cwd=released)
    assert "correction note, unit 1: not translated: The list named the wrong year." in refused.stderr
    assert "correction note, unit 1" in pubflow("release", "visit", "-l", "zh-TW", cwd=released).stdout
    _clear(released / "locales/zh_TW/LC_MESSAGES/visit-notes.po", NOTE_ZH)
    assert pubflow("assemble", "-l", "zh-TW", cwd=released).returncode == 0
    assert "名單上的年份有誤。應為1994年。" in (released / "build/editions/zh-TW/visit.html").read_text(
        encoding="utf-8"
    )
    assert NOTE in (released / "build/editions/en/visit.html").read_text(encoding="utf-8")


def test_a_note_keeps_its_words_whatever_they_would_be_in_a_markdown_file(released: Path, pubflow) -> None:
    note = "1. It said *3* [sic] <b>, not #4 &amp; 5_000_."
    edit(released / "statements/visit.md", "at night", "at dawn")
    for _ in range(2):
        assert pubflow("correct", "visit", "--note", note, "--by", "desk1", cwd=released).returncode == 0
    assert pubflow("assemble", "-l", "zh-TW", "--draft", "--format", "txt", cwd=released).returncode == 0
    page = (released / "build/editions/en/visit.txt").read_text(encoding="utf-8")
    assert note in page
    assert (released / "statements/_shared/visit-notes.md").read_text(encoding="utf-8").count("sic") == 1


def test_a_retraction_stamps_every_page_and_waits_for_no_note(released: Path, pubflow) -> None:
    done = pubflow("retract", "visit", "--note", "The source withdrew her words.", "--by", "desk1", cwd=released)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("[ ]") == 2
    assert "no page waits for it" in done.stderr
    assert pubflow("release", "visit", cwd=released).returncode == 0
    assert "The source withdrew her words." in _page(released, 2, "en")
    assert "本聲明已撤回" in _page(released, 2, "zh-TW") or "撤回" in _page(released, 2, "zh-TW")
    twice = pubflow("retract", "visit", cwd=released)
    assert (twice.returncode, "is retracted already" in twice.stderr) == (1, True)
    late = pubflow("retract", "visit", "--undo", cwd=released)
    assert (late.returncode, "release 2 tells it already" in late.stderr) == (1, True)


def test_what_no_release_tells_is_taken_back_and_the_unit_is_as_it_was(released: Path, pubflow) -> None:
    later = ("--at", "2026-02-02T00:00:00+00:00")
    assert pubflow("release", "visit", *later, cwd=released).returncode == 0  # with the addresses of before
    options = ("-l", "zh-TW", "--unit", "3", "--kind", "translation")
    assert pubflow("correct", "visit", *options, cwd=released).returncode == 0
    assert pubflow("correct", "visit", "--undo", cwd=released).returncode == 0
    assert _waiting(released, "zh_TW") == []
    told = pubflow("history", "visit", "-l", "zh-TW", "--unit", "3", cwd=released).stdout
    assert "agreed" in told
    assert _list(pubflow, released) == []
    assert len(events(released, "corrected")) == 1
    unchanged = pubflow("release", "visit", *later, cwd=released)
    assert "unchanged" in unchanged.stdout
    again = pubflow("correct", "visit", "--undo", cwd=released)
    assert (again.returncode, "nothing to take back" in again.stderr) == (1, True)


def test_a_translation_whose_catalog_is_gone_is_told_by_its_file(released: Path, pubflow) -> None:
    catalog(released).unlink()
    done = pubflow("correct", "visit", "-l", "zh-TW", "--unit", "3", "--kind", "date", cwd=released)
    assert (done.returncode, "locales/zh_TW/LC_MESSAGES/visit.po" in done.stderr) == (1, True), done.stderr


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (("-l", "zh-TW", "--kind", "date"), 2, "which units?"),
        (("-l", "zh-TW", "--unit", "99", "--kind", "date"), 2, "there is no unit 99"),
        (("-l", "fr", "--unit", "1", "--kind", "date"), 1, "release 1 holds no fr"),
        (("--unit", "1", "--kind", "date"), 2, "--unit goes with -l"),
        ((), 2, "how do the pages say it?"),
        (("--kind", "date", "--note", "x"), 2, "how do the pages say it?"),
    ],
)
def test_what_can_not_be_corrected_is_said_and_writes_nothing(released: Path, pubflow, options, code, told) -> None:
    record = (released / "statements/visit.history.jsonl").read_bytes()
    done = pubflow("correct", "visit", *options, cwd=released)
    assert done.returncode == code
    assert told in done.stderr
    assert (released / "statements/visit.history.jsonl").read_bytes() == record


def test_what_nobody_has_read_needs_no_correction(desk: Path, pubflow) -> None:
    make(desk, pubflow)
    for command in ("correct", "retract"):
        done = pubflow(command, "visit", *(("--kind", "date") if command == "correct" else ()), cwd=desk)
        assert (done.returncode, "nothing of visit was released" in done.stderr) == (1, True)


# --- taken back while a correction is under way -------------------------------------------------------------------------

_STAMP = {"en": "Retracted on", "zh-TW": "請勿引用", "pt-BR": "Esta declaração foi"}
LATER = ("--at", "2026-02-01T00:00:00+00:00")


def _public(desk: Path, number: int) -> Path:
    return desk / f"build/releases/visit/{number}/public"


def _taken_back(desk: Path, pubflow, *options: str, at: str = "2026-02-02T00:00:00+00:00"):
    assert pubflow("retract", "visit", *options, "--at", at, cwd=desk).returncode == 0
    return pubflow("release", "visit", "--at", at, cwd=desk)


@pytest.mark.parametrize("what", ["a translation", "the source", "a source that can't be read"])
def test_a_retraction_waits_for_no_correction_and_leaves_it_as_it_is(released: Path, pubflow, what: str) -> None:
    if what == "a translation":
        options = ("-l", "zh-TW", "--unit", "3", "--kind", "translation")
    else:
        options = ("--kind", "fact")
        edit(released / "statements/visit.md", "at night", "at dawn")
    assert pubflow("correct", "visit", *options, *LATER, cwd=released).returncode == 0
    if what == "a source that can't be read":
        edit(released / "statements/visit.md", "contact: press@desk.example\n---\n", "")
    under_way = {path: path.read_bytes() for path in (released / "locales").rglob("visit.*")}
    done = _taken_back(released, pubflow)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the words are those of release 1" in done.stderr
    assert {path: path.read_bytes() for path in under_way} == under_way
    for language, words in _STAMP.items():
        for suffix in ("html", "md", "txt"):
            old = (_public(released, 1) / language / f"visit.{suffix}").read_text(encoding="utf-8")
            new = (_public(released, 2) / language / f"visit.{suffix}").read_text(encoding="utf-8")
            assert new.count(words) == 1, (language, suffix)
            assert words not in old
            assert len(new) > len(old)
            assert set(old.split("\n")) <= set(new.split("\n")), "nothing else was changed"
        stamped = json.loads((released / f"build/releases/visit/2/desk/{language}/fields.json").read_bytes())
        assert words in stamped["notices"][0]
        assert words in stamped["body"]
    manifest = json.loads((_public(released, 2) / "manifest.json").read_bytes())
    assert manifest["words"] == 1
    verified = pubflow("verify", "build/releases", cwd=released)
    assert verified.returncode == 0, verified.stdout
    # The correction is told by a release of its own.
    corrected, retracted = _list(pubflow, released)
    assert (corrected["released"], retracted["released"]) == (0, 2)
    again = pubflow("release", "visit", "--at", "2026-02-03T00:00:00+00:00", cwd=released)
    assert (again.returncode, "unchanged since this release" in again.stdout) == (0, True)


def test_a_correction_that_is_done_after_a_retraction_is_released_with_the_stamp(released: Path, pubflow) -> None:
    options = ("-l", "zh-TW", "--unit", "3", "--kind", "translation")
    assert pubflow("correct", "visit", *options, *LATER, cwd=released).returncode == 0
    assert _taken_back(released, pubflow).returncode == 0
    edit(catalog(released), "立即釋放她，見", "請立即釋放她，見")
    _clear(catalog(released))
    done = pubflow("release", "visit", "--at", "2026-02-03T00:00:00+00:00", cwd=released)
    assert done.returncode == 0, done.stdout
    page = _page(released, 3, "zh-TW")
    assert ("請立即釋放她" in page, "撤回" in page, 'id="corrections"' in page) == (True, True, True)
    assert [one["released"] for one in _list(pubflow, released)] == [3, 2]
    assert "words" not in json.loads((_public(released, 3) / "manifest.json").read_bytes())
    assert pubflow("verify", "build/releases", cwd=released).returncode == 0


def test_the_note_of_a_retraction_stands_where_it_is_translated_and_joins_where_it_is_not(
    released: Path, pubflow
) -> None:
    assert pubflow("correct", "visit", "-l", "pt-BR", "--unit", "3", "--kind", "name", cwd=released).returncode == 0
    assert _taken_back(released, pubflow, "--note", NOTE).returncode == 0
    assert (NOTE in _page(released, 2, "en"), NOTE in _page(released, 2, "zh-TW")) == (True, False)
    _clear(released / "locales/zh_TW/LC_MESSAGES/visit-notes.po", NOTE_ZH)
    assert pubflow("release", "visit", "--at", "2026-02-03T00:00:00+00:00", cwd=released).returncode == 0
    page = _page(released, 3, "zh-TW")
    assert ("名單上的年份有誤。應為1994年。" in page, page.count("撤回")) == (
        True,
        _page(released, 2, "zh-TW").count("撤回"),
    )
    assert NOTE not in _page(released, 3, "pt-BR")


def test_no_language_joins_a_release_that_is_taken_back(released: Path, pubflow) -> None:
    assert pubflow("retract", "visit", cwd=released).returncode == 0
    refused = pubflow("release", "visit", "--add", "zh-TW", *AT, cwd=released)
    assert (refused.returncode, "is taken back, and no release tells it yet" in refused.stdout) == (1, True)


def test_a_release_without_its_desk_is_neither_stamped_nor_larger(released: Path, pubflow) -> None:
    options = ("-l", "zh-TW", "--unit", "3", "--kind", "translation")
    assert pubflow("correct", "visit", *options, *LATER, cwd=released).returncode == 0
    shutil.rmtree(released / "build/releases/visit/1/desk")
    larger = pubflow("release", "visit", "--add", "pt-BR", *AT, cwd=released)
    assert (larger.returncode, "desk/ is gone" in larger.stdout) == (1, True)
    done = _taken_back(released, pubflow)
    assert (done.returncode, "desk/ is gone" in done.stdout) == (1, True)


def test_a_format_that_can_not_be_stamped_is_left_out_and_named(desk: Path, pubflow) -> None:
    make(desk, pubflow)
    assert pubflow("release", "visit", "--format", "html,docx", "-l", "zh-TW", *AT, cwd=desk).returncode == 0
    options = ("-l", "zh-TW", "--unit", "3", "--kind", "translation")
    assert pubflow("correct", "visit", *options, *LATER, cwd=desk).returncode == 0
    done = _taken_back(desk, pubflow)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "docx is left out: it can't be stamped as it stands" in done.stderr
    assert not list(_public(desk, 2).rglob("*.docx"))
    assert pubflow("verify", "build/releases", cwd=desk).returncode == 0


def test_nothing_joins_the_words_that_a_retraction_stamped(desk: Path, pubflow) -> None:
    make(desk, pubflow)
    assert pubflow("release", "visit", "-l", "zh-TW", *AT, cwd=desk).returncode == 0
    options = ("-l", "zh-TW", "--unit", "3", "--kind", "translation")
    assert pubflow("correct", "visit", *options, *LATER, cwd=desk).returncode == 0
    assert _taken_back(desk, pubflow).returncode == 0
    translate(desk, "pt-BR")
    at = ("--at", "2026-02-03T00:00:00+00:00")
    refused = pubflow("release", "visit", "--add", "pt-BR", *at, cwd=desk)
    assert (refused.returncode, "visit/2 has the words of release 1, stamped" in refused.stdout) == (1, True)
    # The next run stamps the same words: a language that had joined them would be gone from it.
    again = pubflow("release", "visit", *at, cwd=desk)
    assert (again.returncode, "unchanged since this release" in again.stdout) == (0, True)
    edit(catalog(desk), "立即釋放她，見", "請立即釋放她，見")
    _clear(catalog(desk))
    assert pubflow("release", "visit", *at, cwd=desk).returncode == 0
    manifest = json.loads((_public(desk, 3) / "manifest.json").read_bytes())
    assert ([one["language"] for one in manifest["languages"]], "words" in manifest) == (
        ["en", "zh-TW", "pt-BR"],
        False,
    )
