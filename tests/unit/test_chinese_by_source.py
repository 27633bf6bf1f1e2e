"""What the source tells about its draft: in which sense a word stands there, what is a title, what is a list."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pubflow.chinese import doubtful_words, remaining_defects, to_taiwan, to_taiwan_tagged
from pubflow.chinese.lists import enumerations
from pubflow.chinese.words import rows
from pubflow.language import ChineseStyle
from pubflow.segment.tagged import TaggedText


@pytest.mark.parametrize(
    ("source", "written", "wanted"),
    [
        ("The information was on video.", "信息在視頻上。", "資訊在影片上。"),
        ("They were reported online by the network.", "他們在線上的網絡遭舉報。", "他們在線上的網路遭檢舉。"),
        ("The quality of care fell.", "照護質量下降。", "照護品質下降。"),
        ("the highest standard of health", "最高水平的健康", "最高水準的健康"),
        ("Feedback through every channel", "經各渠道的反饋", "經各管道的回饋"),
        # Where the source tells nothing, a person may have meant it so.
        ("A tacit consent", "默認同意", "默認同意"),
        ("The mass of the sample at the horizon", "樣本質量在水平線", "樣本質量在水平線"),
        ("", "信息在視頻上。", "信息在視頻上。"),
        # Whatever the script of the answer.
        ("", "西紅柿與程序員在空間站用打印機", "番茄與程式設計師在太空站用印表機"),
        ("", "公佈身份，宣佈報道", "公布身分，宣布報導"),
        ("", "日報道歉", "日報道歉"),
        ("", "觀光盤點", "觀光盤點"),
    ],
)  # fmt: skip
def test_an_answer_in_traditional_characters_gets_the_words_of_taiwan(source: str, written: str, wanted: str) -> None:
    assert to_taiwan(written, source=source) == wanted
    assert to_taiwan(wanted, source=source) == wanted


def test_what_the_source_does_not_settle_is_told_with_what_taiwan_mostly_says() -> None:
    assert list(doubtful_words("信息經渠道，在公安部與公安")) == [("信息", "資訊"), ("渠道", "管道"), ("公安", "警方")]
    assert list(doubtful_words("確信息事寧人，公安部、地平線、水平線、海水平面與`信息`")) == []
    assert list(doubtful_words("網絡安全", protect=["網絡安全"])) == []
    assert list(doubtful_words("資訊、影片、數據、國內、落實、領導人、群眾、打擊、通過、支持")) == []


def test_no_row_names_words_of_the_source_in_vain() -> None:
    for row in rows():
        assert not row.english or row.when in ("converted", "told"), row
        assert row.when != "told" or row.english, row
        for part in filter(None, row.english.strip("?").split("|")):
            assert re.fullmatch("[a-z ]+", part), row


@pytest.mark.parametrize(
    ("source", "written", "wanted"),
    [
        ("The <<X>>", "<<禁止酷刑公約>>第1條", "《禁止酷刑公約》第1條"),
        ("", "≪禁止酷刑公約≫第1條", "《禁止酷刑公約》第1條"),
        ("", "《關於《禁止酷刑公約》的報告》", "《關於〈禁止酷刑公約〉的報告》"),
        # Engines set a law between quotation marks; where the source quotes, they may be scare quotes.
        ("The Refugee Convention forbids it.", "“难民地位公约”禁止此事。", "《難民地位公約》禁止此事。"),
        ("The “Refugee Convention” forbids it.", "“难民地位公约”禁止此事。", "「難民地位公約」禁止此事。"),
        ("The 'security law' forbids it.", "「國家安全法」禁止此事。", "「國家安全法」禁止此事。"),
        ("Amnesty's law team says no way.", "「國家安全法」沒有「辦法」", "《國家安全法》沒有「辦法」"),
        ("", "「難民地位公約」", "「難民地位公約」"),
        ("5 < 7 > 3", "5 < 7 > 3，5<7>3", "5 < 7 > 3，5<7>3"),
    ],
)
def test_titles(source: str, written: str, wanted: str) -> None:
    assert to_taiwan(written, source=source) == wanted
    assert to_taiwan(wanted, source=source) == wanted


@pytest.mark.parametrize("spacing", ["none", "space", "thin"])
@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("乔治·W·布什", "喬治 W. 布希"),
        ("喬治‧W.‧布希", "喬治 W. 布希"),
        ("喬治·H·W·布希", "喬治 H. W. 布希"),
        ("J·K·羅琳", "J. K. 羅琳"),
        ("薩里爾·謝蒂", "薩里爾‧謝蒂"),
        ("喬治 W. 布希", "喬治 W. 布希"),
    ],
)
def test_a_name_with_an_initial(written: str, wanted: str, spacing: str) -> None:
    style = ChineseStyle(spacing=spacing)  # type: ignore[arg-type] # one of its choices
    assert to_taiwan(written, style) == wanted
    assert to_taiwan(wanted, style) == wanted
    assert remaining_defects(wanted) == ()


@pytest.mark.parametrize(
    ("source", "written", "wanted"),
    [
        ("They jail journalists, lawyers, teachers and students.", "當局監禁記者，律師，教師和學生。", "當局監禁記者、律師、教師和學生。"),
        ("Journalists, lawyers, teachers, and others", "记者,律师,教师和其他人", "記者、律師、教師和其他人"),
        ("journalists, lawyers and teachers", "記者、律師、及教師", "記者、律師及教師"),
        ("freedom, peace and justice", "自由、和平、及正義", "自由、和平及正義"),
        # Two commas may be a clause's; what looks like a list and is none; and drafts that do not answer comma by comma.
        ("In this resonance, magnetic field and waves act.", "在此共振中，磁場和波作用。", "在此共振中，磁場和波作用。"),
        ("Showers came, though as of yet, no damage or flooding.", "下了陣雨，但迄今，沒有損害或洪水。", "下了陣雨，但迄今，沒有損害或洪水。"),
        ("Free Aung, Moe, Lin and Su.", "釋放昂、莫，林和蘇。", "釋放昂、莫，林和蘇。"),
        ("Aung, Moe, Lin and Su, all of them, are free.", "昂，莫，林和蘇都自由了。", "昂，莫，林和蘇都自由了。"),
        ("Journalists, lawyers, and teachers", "記者，律師和教師", "記者，律師和教師"),
        ("", "記者，律師，教師和學生", "記者，律師，教師和學生"),
    ],
)  # fmt: skip
def test_the_enumeration_comma(source: str, written: str, wanted: str) -> None:
    assert to_taiwan(written, source=source) == wanted
    assert to_taiwan(wanted, source=source) == wanted


def test_with_tags_the_source_tells_the_same() -> None:
    made = to_taiwan_tagged(
        TaggedText.parse("<b1>信息</b1>和<x2/>「公約法」"), source="<b1>Information</b1> and<x2/> the act"
    )
    assert str(made) == "<b1>資訊</b1>和<x2/>《公約法》"


@pytest.mark.parametrize("system", ["bergamot-base", "google", "microsoft"])
def test_over_recorded_renderings_only_lists_get_enumeration_commas(corpora: Path, system: str) -> None:
    folder = corpora / "mt"
    (english,) = folder.glob("*.en")
    sources = english.read_text(encoding="utf-8").splitlines()
    drafts = (folder / f"flores-dev.en-zh.{system}.zh").read_text(encoding="utf-8").splitlines()
    both = list(zip(sources, map(to_taiwan, drafts), strict=True))
    for source, draft in both:
        out = to_taiwan(draft, source=source)
        assert to_taiwan(out, source=source) == out, draft
        assert remaining_defects(out) == (), draft
    # Read one by one: each is a list.
    changed = [source[:9] for source, draft in both if list(enumerations(draft, source))]
    assert changed == (["Stewart, ", "The large", "Its frequ", "San Franc"] if system == "bergamot-base" else [])
