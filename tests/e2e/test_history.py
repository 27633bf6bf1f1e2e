"""From a published sentence back to its source and to the people who agreed to it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import polib
import pytest

TEXT = "Release her now\n\nShe has been held for 21 days.\n\nAn asylum seeker was sent back.\n"
EVIL = '<script>alert(1)</script><img src=x onerror="x">&amp;'


def _path(desk: Path, locale: str) -> Path:
    return desk / f"locales/{locale}/LC_MESSAGES/release.po"


def _save(desk: Path, locale: str, number: int, target: str = "", comment: str = "") -> None:
    """What a person does to one unit in a PO editor."""
    entries = polib.pofile(str(_path(desk, locale)), wrapwidth=0)
    entry = entries[number - 1]
    entry.flags = []
    entry.msgstr = target or entry.msgstr
    entry.tcomment += f"\n{comment}" if comment else ""
    entries.save()


def _at(day: int) -> dict[str, str]:
    return {"SOURCE_DATE_EPOCH": str(1_700_000_000 + day * 86_400)}


@pytest.fixture
def release(desk, pubflow):
    """Drafted on the first day, edited and asked about on the second, answered, agreed to, signed and assembled."""
    (desk / "release.txt").write_text(TEXT, encoding="utf-8")
    (desk / "statements/first-statement.md").unlink()
    assert pubflow("import", "release.txt", cwd=desk).returncode == 0
    assert pubflow("translate", "--engine", "pseudo", cwd=desk).returncode == 0
    for number, target in ((1, "立刻釋放她"), (2, "她遭拘留21天。"), (3, "一名尋求庇護者遭遣返。")):
        _save(desk, "zh_TW", number, target, "? sent where?" if number == 3 else "")
    assert pubflow("extract", cwd=desk, env=_at(1)).returncode == 0
    answer = ("questions", "answer", "release", "3", "Nobody says.", "--by", "desk1")
    assert pubflow(*answer, cwd=desk, env=_at(2)).returncode == 0
    sign = ("sign-off", "release", "-l", "zh-TW", "--by", "rev1", "--yes", "--despite-errors")
    signed = pubflow(*sign, cwd=desk, env=_at(3))
    assert signed.returncode == 0, signed.stderr
    assert pubflow("assemble", "-l", "zh-TW", cwd=desk).returncode == 0
    return desk


def test_a_published_sentence_leads_back_to_all_that_was_done(release, pubflow):
    shown = pubflow("history", "release", "--text", "尋求庇護者遭遣返", cwd=release)
    assert shown.returncode == 0, shown.stderr
    steps = (
        "Unit 3",
        "An asylum seeker was sent back.",
        "zh-TW: agreed",
        "一名尋求庇護者遭遣返。",
        "term: asylum seeker = 尋求庇護者",
        "stands in build/editions/zh-TW/release.html",
        "2023-11-14",
        "drafted by pseudo 1: an earlier text, whose words are not at hand",
        "2023-11-15",
        "written or changed by a person, unknown, in a PO editor: the text as it stands",
        "asked by a person, unknown, in a PO editor",
        "? sent where?",
        "2023-11-16",
        "answered for all languages by desk1",
        "= Nobody says.",
        "2023-11-17",
        "signed (language, the whole text) by rev1: holds",
    )
    flat = " ".join(shown.stdout.split())
    at = [flat.find(step) for step in steps]
    assert -1 not in at, steps[at.index(-1)]
    assert at == sorted(at)
    assert "nothing in it proves who typed it" in shown.stdout
    assert "pt-BR" not in shown.stdout
    assert all(len(line) <= 86 for line in shown.stdout.splitlines())


def test_the_story_of_a_statement_is_told_by_day(release, pubflow):
    shown = pubflow("history", "release", cwd=release).stdout
    days = re.findall(r"^20..-..-..$", shown, re.MULTILINE)
    assert days == ["2023-11-14", "2023-11-15", "2023-11-16", "2023-11-17"]
    flat = " ".join(shown.split())
    assert "zh-TW: drafted by pseudo 1: units 1-3" in flat
    assert "zh-TW: agreed to (language) by a person, unknown, in a PO editor: units 1-3" in flat
    report = json.loads(pubflow("history", "release", "--json", cwd=release).stdout)
    answers = [one for one in report["happenings"] if one["verb"] == "answer"]
    assert [(one["language"], one["unit"], one["by"]) for one in answers] == [("zh-TW, pt-BR", 3, "desk1")]


def test_a_sentence_that_was_cut_in_two_is_told_by_all_of_its_parts(release, pubflow):
    path = release / "statements/release.md"
    cut = path.read_text(encoding="utf-8").replace("held for 21 days", "held. That was for 21 days")
    path.write_text(cut, encoding="utf-8")
    assert pubflow("extract", cwd=release, env=_at(4)).returncode == 0
    flat = " ".join(pubflow("history", "release", "-l", "zh-TW", cwd=release).stdout.split())
    assert "drafted by pseudo 1: units 1-4" in flat
    assert "agreed to (language) by a person, unknown, in a PO editor: units 1-4" in flat
    for number in (2, 3):
        report = pubflow("history", "release", "--unit", str(number), "-l", "zh-TW", "--json", cwd=release)
        told = {one["unit"] for one in json.loads(report.stdout)["happenings"] if one["verb"] in ("draft", "review")}
        assert told == {number}


def test_a_signature_that_lapsed_says_where(release, pubflow):
    _save(release, "zh_TW", 2, "她已遭拘留21天。")
    shown = pubflow("history", "release", "--unit", "3", "-l", "zh-TW", cwd=release).stdout
    assert "lapsed at unit 2: target changed" in " ".join(shown.split())


def test_what_was_said_of_an_earlier_source_is_not_told_of_the_text_that_stands(release, pubflow):
    path = release / "statements/release.md"
    path.write_text(path.read_text(encoding="utf-8").replace("21 days", "22 days"), encoding="utf-8")
    assert pubflow("extract", cwd=release, env=_at(4)).returncode == 0
    waits = " ".join(pubflow("history", "release", "--unit", "2", "-l", "zh-TW", cwd=release).stdout.split())
    assert "in a PO editor: the text as it stands, for an earlier source" in waits
    _save(release, "zh_TW", 2, "她遭拘留22天。")
    assert pubflow("extract", cwd=release, env=_at(5)).returncode == 0
    shown = pubflow("history", "release", "--unit", "2", "-l", "zh-TW", cwd=release).stdout
    before, _, since = " ".join(shown.split()).partition("re-opened: the source changed, number")
    assert "agreed to (language) by a person, unknown, in a PO editor: an earlier text 她遭拘留21天。" in before
    assert "the text as it stands" not in before
    assert since.count("in a PO editor: the text as it stands") == 2


def test_where_the_history_is_missing_it_says_so(release, pubflow):
    _path(release, "zh_TW").with_suffix(".history.jsonl").unlink()
    shown = " ".join(pubflow("history", "release", "--unit", "2", "-l", "zh-TW", cwd=release).stdout.split())
    assert "zh-TW: nobody wrote down where this text came from, nor who agreed to it" in shown
    whole = pubflow("history", "release", "-l", "zh-TW", cwd=release).stdout
    assert "nobody wrote down who translated it" in whole


def test_words_of_a_text_that_was_agreed_to_and_changed_are_found(release, pubflow):
    walked = pubflow("review", "release", "-l", "zh-TW", "--by", "rev1", "--all", cwd=release, stdin="a\n" * 9)
    assert walked.returncode == 0, walked.stderr
    _save(release, "zh_TW", 2, "她已被關押三週。")
    found = pubflow("history", "release", "--text", "遭拘留", cwd=release)
    assert found.returncode == 0, found.stderr
    assert "Unit 2" in found.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("no such words", "no source and no translation of this statement holds these words"),
        ("天。一名尋求庇護者", "these words run over units 2-3"),
        ("遭", "2 units hold these words"),
        (" ", "there are no words to look for"),
    ],
)
def test_words_that_name_no_single_sentence_say_why(release, pubflow, words, said):
    done = pubflow("history", "release", "--text", words, cwd=release)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr


def test_the_page_holds_no_script_and_nothing_of_a_text_is_markup(release, pubflow):
    _save(release, "zh_TW", 2, f"她 {EVIL}", f"? {EVIL}")
    assert pubflow("extract", cwd=release, env=_at(5)).returncode == 0
    for options in (("--unit", "2"), ()):
        assert pubflow("history", "release", *options, "--page", "story.html", cwd=release).returncode == 0
        page = (release / "story.html").read_text(encoding="utf-8")
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert not re.search(r"<(script|img|iframe|link)\b", page)
        assert "src=" not in page.replace("src=x", "")
        assert "default-src 'none'" in page
        assert '<html lang="en">' in page
    assert page.count("<h1>") == 1
