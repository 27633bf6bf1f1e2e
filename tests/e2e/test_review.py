"""`pubflow review` with its keys on a pipe, on a real workspace."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from pubflow import po
from pubflow.catalog import State, Unit

STATEMENT = """\
# Stop it

Refoulement is forbidden, see [the list](https://a.example/1).

Nobody came.
"""
TABLES = {
    "concepts.csv": "id,kind\nrefoulement,term\n",
    "en.csv": "concept,term\nrefoulement,refoulement\n",
    "zh-TW.csv": "concept,term,rank,status,forbidden\nrefoulement,強制遣返,1,approved,驅回\n",
    "pt-BR.csv": "concept,term,rank,status\nrefoulement,devolução forçada,1,approved\n",
}


@pytest.fixture
def begun(desk, pubflow) -> Path:
    """A workspace with one statement, drafted by the pseudo engine in both languages."""
    for path in (*(desk / "glossary").glob("*.csv"), *(desk / "statements").glob("*.md")):
        path.unlink()
    for name, table in TABLES.items():
        (desk / "glossary" / name).write_text(table, encoding="utf-8")
    (desk / "statements/stop.md").write_text(STATEMENT, encoding="utf-8")
    done = pubflow("translate", "--engine", "pseudo", cwd=desk)
    assert done.returncode == 0, done.stderr
    return desk


def path_of(desk: Path, language: str) -> Path:
    return desk / f"locales/{language}/LC_MESSAGES/stop.po"


def units(desk: Path, language: str = "zh_TW") -> list[Unit]:
    path = path_of(desk, language)
    return list(po.loads(path.read_bytes(), path=path.name)[0].units)


def events(desk: Path, language: str = "zh_TW") -> list[dict]:
    lines = path_of(desk, language).with_suffix(".history.jsonl").read_text(encoding="utf-8").splitlines()
    return [event for event in map(json.loads, lines) if event["verb"] not in ("draft", "memory")]


def review(pubflow, desk: Path, *keys: str, language: str = "zh-TW", by: str = "rev1", **more):
    options = more.pop("options", ())
    named = ("--by", by) if by else ()
    done = pubflow("review", "stop", "-l", language, *named, *options, cwd=desk, stdin="\n".join(keys) + "\n", **more)
    assert "Traceback" not in done.stderr
    return done


@pytest.mark.parametrize(
    ("tag", "folder", "target"), [("zh-TW", "zh_TW", "沒有人來。"), ("pt-BR", "pt_BR", "Ninguém veio.")]
)
def test_each_decision_is_written_at_once_to_the_history_and_the_catalog(begun, pubflow, tag, folder, target) -> None:
    done = review(pubflow, begun, "a", "n", f"e {target}", language=tag)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == "2 of 3 units decided"
    title, middle, last = units(begun, folder)
    assert [unit.state for unit in (title, middle, last)] == [State.REVIEWED, State.TRANSLATED, State.REVIEWED]
    assert last.target == target
    assert [(event["verb"], event["by"]) for event in events(begun, folder)] == [
        ("review", "rev1"),
        ("edited", "rev1"),
        ("review", "rev1"),
    ]
    assert title.record.startswith("review for=")
    assert "by=rev1 kind=language" in title.record
    # Nothing is left to note, and what is agreed to waits no more.
    again = review(pubflow, begun, "q", language=tag)
    assert again.stderr.splitlines()[-1] == "0 of 1 units decided"
    before = path_of(begun, folder).read_bytes(), events(begun, folder)
    assert pubflow("extract", cwd=begun).returncode == 0
    assert (path_of(begun, folder).read_bytes(), events(begun, folder)) == before


def test_the_screen_shows_what_a_reviewer_needs(begun, pubflow) -> None:
    path = path_of(begun, "zh_TW")
    text = path.read_text(encoding="utf-8")
    middle = units(begun)[1].target
    path.write_text(text.replace(middle, "禁止<b1>驅回</b1>\x1b[31m"), encoding="utf-8")
    shown = review(pubflow, begun, "n", "? is it\tlegal?", "q").stdout
    assert "unit 2 of 3" in shown
    assert "Refoulement = 強制遣返 (MISSING)" in shown
    assert "驅回 for Refoulement" in shown
    assert "? is it legal?" in shown
    assert "\x1b" not in shown


TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en"
srclang="en" datatype="plaintext"/><body><tu>
<tuv xml:lang="en"><seg>Nobody came today.</seg></tuv><tuv xml:lang="zh-TW"><seg>今天沒有人來。</seg></tuv>
</tu></body></tmx>
"""


def test_the_screen_shows_what_memory_says_otherwise_also_of_imported_files(begun, pubflow) -> None:
    (begun / "agreed.tmx").write_text(TMX, encoding="utf-8")
    assert pubflow("memory", "import", "agreed.tmx", cwd=begun).returncode == 0
    with (begun / "pubflow.toml").open("a", encoding="utf-8") as stream:
        stream.write("[memory]\nfuzzy = 60\n")
    shown = " ".join(review(pubflow, begun, "q", options=("--units", "3")).stdout.split())
    assert "% (memory/agreed.tmx unit 1): Nobody came[- today-]." in shown
    assert "memory target: 今天沒有人來。" in shown
    # What stands there already is not said again.
    review(pubflow, begun, "e 今天沒有人來。", options=("--units", "3"))
    again = review(pubflow, begun, "q", options=("--units", "3", "--all")).stdout
    assert "memory" not in again


def test_a_target_of_several_earlier_sources_says_so(begun, pubflow) -> None:
    review(pubflow, begun, "a", "a", "a")
    path = begun / "statements/stop.md"
    joined = path.read_text(encoding="utf-8").replace("1).\n\nNobody", "1); nobody")
    path.write_text(joined, encoding="utf-8")
    assert pubflow("extract", cwd=begun).returncode == 0
    shown = " ".join(review(pubflow, begun, "q").stdout.split())
    assert "changed joined of 2 earlier sources; their targets stand here, one behind the other" in shown
    assert "stands re-opened; the source changed (wording); not reviewed" in shown


def test_comments_and_questions_go_into_the_catalog_and_decide_nothing(begun, pubflow) -> None:
    done = review(pubflow, begun, "? which one?", "# see the law", "?! stop", "q")
    assert done.stderr.splitlines()[-1] == "0 of 3 units decided"
    assert units(begun)[0].comments == ("? which one?", "see the law", "?! stop")
    assert units(begun)[0].state is State.TRANSLATED
    assert [(one["verb"], one["by"]) for one in events(begun)] == [("question", "rev1")] * 2


def test_who_asks_in_a_review_is_known_and_what_is_taken_back_was_not_asked(begun, pubflow) -> None:
    review(pubflow, begun, "? which list", "?! may we say so", "? no", "u", "q")
    asked = [(one["verb"], one["by"], one["data"]["text"], one.get("via", "")) for one in events(begun)]
    assert asked == [("question", "rev1", "which list", ""), ("question", "rev1", "may we say so", "")]
    assert units(begun)[0].comments == ("? which list", "?! may we say so")
    assert pubflow("extract", cwd=begun).returncode == 0
    assert len(events(begun)) == 2


def test_broken_tags_are_told_and_never_written(begun, pubflow) -> None:
    before = path_of(begun, "zh_TW").read_bytes()
    done = review(pubflow, begun, "n", "e 禁止<b1>強制遣返", "q")
    assert "b1" in done.stderr.splitlines()[-2]
    assert path_of(begun, "zh_TW").read_bytes() == before
    assert events(begun) == []


def test_what_was_decided_can_be_taken_back_to_the_byte(begun, pubflow) -> None:
    before = path_of(begun, "zh_TW").read_bytes()
    done = review(pubflow, begun, "a", "e <b1>x</b1>", "# y", "u", "u", "u", "u", "q")
    assert "there is nothing to take back" in done.stderr
    assert path_of(begun, "zh_TW").read_bytes() == before
    assert [event["verb"] for event in events(begun)].count("reopened") == 2
    # Taken back is as if it had never been: the drafts are pubflow's own again.
    assert pubflow("translate", "--engine", "pseudo", "--redo", cwd=begun).returncode == 0
    assert path_of(begun, "zh_TW").read_bytes() == before
    assert review(pubflow, begun, "q").stderr.splitlines()[-1] == "0 of 3 units decided"


def test_taking_back_touches_nobody_elses_review(begun, pubflow) -> None:
    (begun / "statements/stop.toml").write_text("[review]\ntwo-persons = true\n", encoding="utf-8")
    review(pubflow, begun, "a")
    review(pubflow, begun, "a", "u", by="rev2")
    review(pubflow, begun, "a", by="rev3")
    assert review(pubflow, begun, "q", by="rev4").stderr.splitlines()[-1] == "0 of 2 units decided"


def test_two_persons_are_two_persons(begun, pubflow) -> None:
    (begun / "statements/stop.toml").write_text("[review]\ntwo-persons = true\n", encoding="utf-8")
    nobody = review(pubflow, begun, "a", by="")
    assert nobody.returncode == 2
    assert "--by NAME" in nobody.stderr
    review(pubflow, begun, "e 停止", "a", "a", by="tr1")
    # Who wrote it is not asked again, and can't agree to it.
    assert "no unit waits" in review(pubflow, begun, by="tr1").stderr
    own = review(pubflow, begun, "a", by="tr1", options=("--all",))
    assert "tr1 wrote this text: a second person must agree" in own.stderr
    refused = pubflow("assemble", "stop", "-l", "zh-TW", cwd=begun)
    assert "language review: a second person must agree (tr1 wrote it): Stop it" in refused.stderr
    assert "language review: a second person must agree (tr1 agreed)" in refused.stderr
    assert review(pubflow, begun, "a", "a", "a", by="rev1").stderr.splitlines()[-1] == "3 of 3 units decided"
    assert pubflow("assemble", "stop", "-l", "zh-TW", cwd=begun).returncode == 0


def test_a_specialists_wording_waits_for_a_look_at_the_language(begun, pubflow) -> None:
    settings = begun / "pubflow.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + '[language.zh-TW]\nreview = ["language", "legal"]\n')
    review(pubflow, begun, "a", "a", "a")
    done = review(pubflow, begun, "a", "a", "e 無人前來。", by="lawyer", options=("--kind", "legal"))
    assert done.stderr.splitlines()[-1] == "3 of 3 units decided"
    refused = pubflow("assemble", "stop", "-l", "zh-TW", cwd=begun)
    assert "1 of 3 units are not reviewed" in refused.stderr
    assert review(pubflow, begun, "a").stderr.splitlines()[-1] == "1 of 1 units decided"
    assert pubflow("assemble", "stop", "-l", "zh-TW", cwd=begun).returncode == 0
    # The other language asks for no lawyer.
    review(pubflow, begun, "a", "a", "a", language="pt-BR")
    assert pubflow("assemble", "stop", "-l", "pt-BR", cwd=begun).returncode == 0


def test_what_changed_since_the_last_look_is_shown_word_by_word(begun, pubflow) -> None:
    review(pubflow, begun, "n", "n", "e 沒有人來。")
    review(pubflow, begun, "e 沒有人來過。", by="tr1", options=("--all", "--units", "3"))
    shown = review(pubflow, begun, "q", options=("--all", "--units", "3")).stdout
    assert "target since rev1 agreed on 2023-11-14: 沒有人來{+過+}。" in shown
    # Without what this machine remembers, it still says that it changed.
    (begun / ".pubflow/words.sqlite").write_bytes(b"no store")
    shown = review(pubflow, begun, "q", options=("--all", "--units", "3")).stdout
    assert "target since rev1 agreed on 2023-11-14: another text" in shown


def test_a_changed_term_is_asked_for_again(begun, pubflow) -> None:
    review(pubflow, begun, "a", "e 禁止強制遣返，見<b1>名單</b1>。", "a")
    assert "no unit waits" in review(pubflow, begun).stderr
    table = begun / "glossary/zh-TW.csv"
    table.write_text(table.read_text(encoding="utf-8") + "refoulement,推回,2,approved,\n", encoding="utf-8")
    shown = review(pubflow, begun, "a")
    assert "terms: refoulement changed since rev1 agreed" in " ".join(shown.stdout.split())
    assert shown.stderr.splitlines()[-1] == "1 of 1 units decided"


def test_somebody_elses_save_is_never_overwritten(begun, pubflow, tmp_path) -> None:
    editor = tmp_path / "editor.py"
    catalog = path_of(begun, "zh_TW")
    editor.write_text(
        "import pathlib, sys\n"
        f"catalog = pathlib.Path({str(catalog)!r})\n"
        f"text = catalog.read_text(encoding='utf-8')\n"
        f"catalog.write_text(text.replace({units(begun)[0].target!r}, '停'), encoding='utf-8')\n"
        "pathlib.Path(sys.argv[-1]).write_text('停止', encoding='utf-8')\n",
        encoding="utf-8",
    )
    done = review(pubflow, begun, "e", "q", env={"VISUAL": f"{sys.executable} {editor}", "EDITOR": ""})
    assert "this unit changed in the meantime" in done.stderr
    assert units(begun)[0].target == "停"
    assert events(begun) == []


def test_the_editor_is_opened_again_until_the_tags_are_right(begun, pubflow, tmp_path) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import pathlib, sys\n"
        "path = pathlib.Path(sys.argv[-1])\n"
        "told = path.read_text(encoding='utf-8')\n"
        "again = '# ! ' in told\n"
        "path.write_text('# left out\\n禁止' + ('，見<b1>名單</b1>。' if again else '。') + '\\n', encoding='utf-8')\n",
        encoding="utf-8",
    )
    done = review(pubflow, begun, "n", "e", "q", env={"VISUAL": f"{sys.executable} {editor}", "EDITOR": ""})
    assert done.returncode == 0, done.stderr
    assert units(begun)[1].target == "禁止，見<b1>名單</b1>。"


def test_numbers_and_moments_that_are_none_are_told(begun, pubflow) -> None:
    assert "is no list of numbers" in review(pubflow, begun, options=("--units", "3-x")).stderr
    assert "has no time zone" in review(pubflow, begun, options=("--at", "2026-01-01")).stderr
    assert "there is no statement" in pubflow("review", "none", "-l", "zh-TW", cwd=begun).stderr
    assert "no catalog in fr yet" in pubflow("review", "stop", "-l", "fr", cwd=begun).stderr


def test_a_line_in_the_catalog_copies_the_review_that_a_plain_editor_gave(begun, pubflow) -> None:
    path = path_of(begun, "zh_TW")
    path.write_text(path.read_text(encoding="utf-8").replace("#, fuzzy\n", ""), encoding="utf-8")
    assert "# pubflow: draft for=" in path.read_text(encoding="utf-8")
    assert pubflow("extract", cwd=begun).returncode == 0
    text = path.read_text(encoding="utf-8")
    assert "# pubflow: draft" not in text
    assert text.count("# pubflow: review for=") == 3
    assert [(event["verb"], event.get("by", "")) for event in events(begun)] == [("review", "")] * 3
    told = path.with_suffix(".history.jsonl").read_bytes()
    for command in ("extract", "translate"):
        assert pubflow(command, "-l", "zh-TW", cwd=begun).returncode == 0
        assert (path.read_text(encoding="utf-8"), path.with_suffix(".history.jsonl").read_bytes()) == (text, told)
