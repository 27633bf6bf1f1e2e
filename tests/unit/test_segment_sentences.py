from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from pubflow.errors import ProjectError
from pubflow.segment.quotations import keep_whole, quotations, speaker
from pubflow.segment.rules import Rules, default_rules, rules_id
from pubflow.segment.sentences import begins, spans

GOLDEN = Path(__file__).parent.parent / "golden" / "segmentation"


def golden(name: str) -> list[str]:
    lines = (GOLDEN / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def marked(text: str, language: str = "en", rules: Rules | None = None) -> str:
    return "|".join(text[start:end] for start, end in spans(text, language, rules))


@pytest.mark.parametrize("case", golden("en.txt"))
def test_sentences_of_press_releases(case: str) -> None:
    assert marked(case.replace("|", "")) == case


@pytest.mark.parametrize("case", golden("quotations.txt"))
def test_quotations_stay_whole(case: str) -> None:
    text = case.replace("|", "").replace("^", "")
    units, inside = keep_whole(text, begins(text), quotations(text))
    signs = dict.fromkeys(units, "|") | dict.fromkeys(inside, "^")
    assert "".join(signs.get(at, "") + letter for at, letter in enumerate(text)) == case


@pytest.mark.parametrize(
    ("language", "case"),
    [
        ("zh", "他说：“我们自由了。”|人群欢呼。|“你是谁？”她问道。|没有人回答。[1]|报告说没有。"),
        ("zh-TW", "「我們自由了。」|人群歡呼。|「你是誰？」她問。|沒有人回答。"),
        ("ja", "「なぜですか？」と記者が聞いた。|答えはなかった。"),
        ("ko", "우리는 자유다. |그들은 떠났다. |끝."),
        ("es", "Véase el art. 5. |El Sr. Díaz, núm. 3, dijo: Es así. |¡Basta! |Nadie lo sabe."),
        ("pt-BR", "Ver art. 5.º e n.º 3. |A Dra. Lima disse. |O processo segue."),
        ("ar", "قال م. أحمد ذلك. |لماذا؟ |لا أحد يعلم."),
    ],
)
def test_other_languages(language: str, case: str) -> None:
    assert marked(case.replace("|", ""), language) == case


def test_no_text_has_no_sentence() -> None:
    assert spans("") == ()
    assert spans("  \n") == ((0, 3),)


def test_the_rules_id_names_the_core_the_layer_and_its_data() -> None:
    assert re.fullmatch(r"sentencex-1\.0\.32\+press-1\.[0-9a-f]{8}", rules_id())


def test_comments_do_not_change_the_rules_id_but_data_do() -> None:
    text = '[lists]\nstarters = "The"\n[[rule]]\nname = "a"\nlanguages = ["*"]\ncut = true\n'
    one = Rules.loads(f'version = "v"\n{text}')
    assert Rules.loads(f'# a remark\nversion = "v"\n{text}').id == one.id
    assert Rules.loads(f'version = "v"\n{text.replace("true", "false")}').id != one.id


def test_a_project_may_know_more_names_with_a_mark() -> None:
    text = "The charity Help! International was raided."
    wider = default_rules().with_names(("Help!",))
    assert marked(text) == "The charity Help! |International was raided."
    assert marked(text, rules=wider) == text
    assert wider.id != default_rules().id
    assert default_rules().with_names(()) is default_rules()


@pytest.mark.parametrize(
    "text",
    [
        "version = ",
        'version = "v"',
        'version = "v"\n[lists]\n[[rule]]\nname = "a"\nlanguages = ["*"]\ncut = "yes"',
        'version = "v"\n[lists]\n[[rule]]\nname = "a"\nlanguages = ["*"]\ncut = true\nbefore = "("',
        'version = "v"\n[lists]\n[[rule]]\nname = "a"\nlanguages = ["*"]\ncut = true\nnext = "nowhere"',
        'version = "v"\nrule = 3\nlists = 4',
    ],
)
def test_bad_rules_are_refused_in_one_line(text: str) -> None:
    with pytest.raises(ProjectError, match=r"mine\.toml: these are no segmentation rules") as caught:
        Rules.loads(text, "mine.toml")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“We won. It is over,” Amina Yusuf said.", "Amina Yusuf"),
        ("“We won,” said Amina Yusuf, a lawyer.", "Amina Yusuf"),
        ("Yusuf said: “We won.”", "Yusuf"),
        ("“We won,” Yusuf, a lawyer in Paris, told reporters.", "Yusuf"),
        ("“We won,” she said.", ""),
        ("“We won.”", ""),
    ],
)
def test_the_speaker_is_named_where_the_text_names_one(text: str, name: str) -> None:
    assert speaker(text, quotations(text)) == name


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        '"' * 100_000,
        "“ " * 50_000,
        "‘ " * 50_000,
        "« " * 50_000,
        '"a ' * 33_000,
        "'a " * 33_000,
        "‘as’ " * 20_000,
        ". " * 50_000,
        "A. " * 33_000,
        "1. " * 33_000,
        "((A. " * 20_000,
        ".[1] A" * 16_000,
        'A!" Aa Bb Cc Dd ' * 6_000,
        "?" + " " * 100_000 + "A",
    ],
    ids=lambda text: text[:6],
)
def test_hostile_text_takes_no_longer_than_any_other(text: str) -> None:
    began = time.process_time()
    found = begins(text)
    units, inside = keep_whole(text, found, quotations(text))
    assert sorted([*units, *inside]) == found
    # A guard against quadratic work, which takes minutes here, not a measurement.
    assert time.process_time() - began < 5
