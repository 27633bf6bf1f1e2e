"""`pubflow terms sync`, from the real command line against a DeepL on this machine."""

from __future__ import annotations

import json

import pytest

from tests.doubles.deepl import FREE_KEY, KEY, DeepLDouble

CONCEPTS = "id\nrefugee\nasylum\n"
ENGLISH = "concept,term\nrefugee,refugee\nasylum,asylum\n"
TAIWAN = "concept,term,rank,status,forbidden\nrefugee,難民,1,approved,流民\nrefugee,流亡者,2,unverified,\nasylum,庇護,1,approved,\n"


@pytest.fixture
def house(desk):
    """A workspace of two concepts that DeepL is to draft."""
    for name, text in (("concepts", CONCEPTS), ("en", ENGLISH), ("zh-TW", TAIWAN)):
        (desk / f"glossary/{name}.csv").write_text(text, encoding="utf-8")
    (desk / "glossary/pt-BR.csv").write_text("concept,term,rank,status\nasylum,refúgio,1,approved\n", encoding="utf-8")
    (desk / "pubflow.toml").write_text('languages = ["zh-TW", "pt-BR"]\nengine = ["deepl"]\n', encoding="utf-8")
    return desk


def test_made_then_kept_then_renewed(house, pubflow, double):
    would = pubflow("terms", "sync", "--dry-run", cwd=house, env=double.environ)
    assert would.returncode == 0, would.stderr
    assert "2 glossaries would be made, 0 kept, 0 would be removed" in would.stderr
    assert double.glossaries == {}
    first = pubflow("terms", "sync", cwd=house, env=double.environ)
    assert first.returncode == 0, first.stderr
    assert first.stdout == would.stdout
    assert "pubflow:desk:zh-TW:" in first.stdout
    [taiwan, brazil] = double.glossaries.values()
    assert taiwan.dictionaries == {
        ("EN", "ZH"): {
            "refugee": "難民", "refugees": "難民", "Refugee": "難民", "Refugees": "難民",
            "asylum": "庇護", "asylums": "庇護", "Asylum": "庇護", "Asylums": "庇護",
        }
    }  # fmt: skip
    assert brazil.dictionaries["EN", "PT"]["Asylum"] == "Refúgio"
    again = json.loads(pubflow("terms", "sync", "--json", cwd=house, env=double.environ).stdout)
    assert [(one["what"], one["pairs"]) for one in again["changes"]] == [
        ("kept", [["zh-TW", 8]]),
        ("kept", [["pt-BR", 4]]),
    ]
    (house / "glossary/zh-TW.csv").write_text(TAIWAN.replace("庇護", "政治庇護"), encoding="utf-8")
    renewed = pubflow("terms", "sync", "-l", "zh-TW", cwd=house, env=double.environ)
    assert "1 glossaries made, 0 kept, 1 removed" in renewed.stderr
    assert len(double.glossaries) == 2


def test_the_free_plan_has_one(house, pubflow):
    with DeepLDouble(key=FREE_KEY) as free:
        done = pubflow("terms", "sync", cwd=house, env=free.environ)
        assert done.returncode == 0, done.stderr
        assert "pt-BR 4, zh-TW 8" in done.stdout
        assert len(free.glossaries) == 1


def test_a_faulty_glossary_is_not_brought_to_deepl(house, pubflow, double):
    with (house / "glossary/zh-TW.csv").open("a", encoding="utf-8") as table:
        table.write("nobody,無人,1,approved,\n")
    told = pubflow("terms", "sync", cwd=house, env=double.environ)
    assert told.returncode == 5
    assert "nobody" in told.stderr
    assert double.received == []


def test_what_can_not_be_done_is_told_with_what_to_do(house, pubflow, double):
    without = pubflow("terms", "sync", cwd=house)
    assert without.returncode == 2
    assert "no key: export DEEPL_AUTH_KEY=..." in without.stderr
    klingon = pubflow("terms", "sync", "-l", "tlh", cwd=house, env=double.environ)
    assert (klingon.returncode, klingon.stderr.count("\n")) == (2, 2)
    (house / "pubflow.toml").write_text('languages = ["zh-TW"]\nengine = ["firefox"]\n', encoding="utf-8")
    unused = pubflow("terms", "sync", cwd=house, env=double.environ)
    assert unused.returncode == 2
    assert "no language of this workspace is translated by deepl" in unused.stderr
    assert double.received == []


@pytest.mark.parametrize(
    ("fault", "words"), [("key", "does not accept the key"), ("echo", "DeepL refuses"), ("456", "no room")]
)
def test_what_deepl_refuses_is_told_without_the_key(house, pubflow, double, fault, words):
    double.fail(fault, times=-1, on="/v3/", method="POST")
    told = pubflow("terms", "sync", cwd=house, env=double.environ)
    assert told.returncode == 6
    assert words in told.stderr
    assert "hint: " in told.stderr
    assert "Traceback" not in told.stderr
    assert KEY not in told.stdout + told.stderr
    assert "難民" not in told.stdout + told.stderr


def test_what_deepl_could_not_have_of_the_glossary_is_told_once_by_translate(house, pubflow):
    """Both languages work at the same time, each with an engine of its own, and want the one place there is."""
    (house / "glossary/zh-CN.csv").write_text("concept,term\nrefugee,难民\n", encoding="utf-8")
    (house / "pubflow.toml").write_text('languages = ["zh-TW", "zh-CN"]\nengine = ["deepl"]\n', encoding="utf-8")
    (house / "statements").mkdir(exist_ok=True)
    for old in (house / "statements").glob("*.md"):
        old.unlink()
    for number in range(3):
        text = f"# Asylum {number}\n\nThe refugee number {number} waits. A refugee needs asylum.\n"
        (house / f"statements/s{number}.md").write_text(text, encoding="utf-8")
    with DeepLDouble(key=FREE_KEY) as free:
        done = pubflow("translate", cwd=house, env=free.environ)
        assert done.returncode == 0, done.stderr
        assert len(free.glossaries) == 1
        [made] = free.glossaries.values()
        assert made.dictionaries["EN", "ZH"]["refugee"] == "難民"
    assert done.stderr.count("drafts are made without a glossary") == 1
    assert "zh-CN: drafts are made without a glossary at DeepL" in done.stderr
    for number in range(3):
        assert "難民" in (house / f"locales/zh_TW/LC_MESSAGES/s{number}.po").read_text(encoding="utf-8")


SETTINGS = 'languages = ["zh-TW", "pt-BR"]\nengine = ["deepl"]\n\n[language.pt-BR]\nengine = ["pseudo"]\n'


def test_sync_and_translate_want_the_same_one_glossary_of_the_free_plan(house, pubflow):
    """Also where one language is drafted by another engine: each would replace what the other made."""
    (house / "pubflow.toml").write_text(SETTINGS, encoding="utf-8")
    with DeepLDouble(key=FREE_KEY) as free:
        steps = (("terms", "sync"), ("translate", "-l", "zh-TW", "--redo"), ("terms", "sync", "-l", "zh-TW"),
                 ("translate", "-l", "pt-BR", "--engine", "deepl", "--redo"), ("terms", "sync"))  # fmt: skip
        held = []
        for step in steps:
            text = f"# Asylum\n\nThe refugee number {len(held)} needs asylum.\n"
            (house / "statements/first-statement.md").write_text(text, encoding="utf-8")
            done = pubflow(*step, cwd=house, env=free.environ)
            assert done.returncode == 0, done.stderr
            held.append(list(free.glossaries))
        assert held == [held[0]] * len(steps)
        [made] = free.glossaries.values()
        assert sorted(made.dictionaries) == [("EN", "PT"), ("EN", "ZH")]
        assert len(free.calls("/v3/glossaries", "POST")) == 1


def test_where_there_is_room_only_the_languages_that_deepl_drafts_get_a_glossary(house, pubflow, double):
    (house / "pubflow.toml").write_text(SETTINGS, encoding="utf-8")
    would = pubflow("terms", "sync", "--dry-run", cwd=house, env=double.environ)
    assert "1 glossaries would be made" in would.stderr
    assert pubflow("terms", "sync", cwd=house, env=double.environ).stdout == would.stdout
    assert [one.name.split(":")[2] for one in double.glossaries.values()] == ["zh-TW"]
    # One that is no longer wanted goes.
    text = SETTINGS.replace('["deepl"]', '["x"]').replace('["pseudo"]', '["deepl"]').replace('["x"]', '["pseudo"]')
    (house / "pubflow.toml").write_text(text, encoding="utf-8")
    assert "1 glossaries made, 0 kept, 1 removed" in pubflow("terms", "sync", cwd=house, env=double.environ).stderr
    assert [one.name.split(":")[2] for one in double.glossaries.values()] == ["pt-BR"]
