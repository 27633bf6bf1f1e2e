"""Engines' Chinese into that of Taiwan: what must come out, and what must stay as it is."""

from __future__ import annotations

import pytest

from pubflow.chinese import remaining_defects, to_taiwan, to_taiwan_tagged
from pubflow.chinese.script import Script, script_of, simplified_only, to_traditional
from pubflow.chinese.words import in_taiwan, rows
from pubflow.language import ChineseStyle
from pubflow.segment.tagged import TaggedText


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        # Script, by the words that characters stand in.
        ("当局拒绝释放记者。", "當局拒絕釋放記者。"),
        ("皇后在里面干涉制度。", "皇后在裡面干涉制度。"),
        ("经济被发展得更复杂。", "經濟被發展得更複雜。"),
        ("他于周二在台北了解水污染。", "他於週二在台北了解水污染。"),
        ("三只狗只是叫。", "三隻狗只是叫。"),
        ("里德先生在家里的抽屉里", "里德先生在家裡的抽屜裡"),
        ("里海与洞里萨湖的旅游", "裡海與洞里薩湖的旅遊"),
        ("北岩银行的家具", "北岩銀行的家具"),
        ("五公里里程", "五公里里程"),
        # Words.
        ("软件和互联网", "軟體和網際網路"),
        ("特朗普在悉尼说", "川普在雪梨說"),
        ("该视频的信息", "該影片的資訊"),
        ("他支持该程序和声明的文件。", "他支持該程序和聲明的文件。"),
        ("公布身份的记者", "公布身分的記者"),
        ("公布", "公布"),
        # Marks.
        ("他说,她来了.", "他說，她來了。"),
        ("他说:“放人!”", "他說：「放人！」"),
        ("他说:“他说‘不要怕’。”", "他說：「他說『不要怕』。」"),
        ('他说:"放人",然后离开.', "他說：「放人」，然後離開。"),
        ("国际特赦组织(Amnesty International)说", "國際特赦組織（Amnesty International）說"),
        ("我们等了又等...", "我們等了又等……"),
        ("我们等了又等…", "我們等了又等……"),
        ("人权—不是恩惠", "人權——不是恩惠"),
        ("人权 - 不是恩惠", "人權——不是恩惠"),
        ("她/他", "她／他"),
        ("他来了。。", "他來了。"),
        ("他说：“放人。”。", "他說：「放人。」"),
        ("记者是Maria Ressa.", "記者是Maria Ressa。"),
        ("这是“放人。”的意思", "這是「放人。」的意思"),
        # The end of a quotation that began in an earlier sentence, with one in it.
        ("他说‘不要怕’。”", "他說『不要怕』。」"),
        # Figures.
        ("2024 年 06 月 04 日", "2024年6月4日"),
        ("２０２４年增加 25 ％", "2024年增加25%"),
        ("百分之25的人", "25%的人"),
        ("2019-2024年有15–20人", "2019至2024年有15至20人"),
        ("罚款US$1,200万", "罰款1,200萬美元"),
        ("上午9：30开始", "上午9:30開始"),
        # Names and spaces.
        ("萨里尔·谢蒂 (Salil Shetty)", "薩里爾‧謝蒂（Salil Shetty）"),
        ("他在 Twitter 上说 ， 「 放人 」 。", "他在Twitter上說，「放人」。"),
        ("良心\u200b犯", "良心犯"),
    ],
)
def test_what_comes_out(written: str, wanted: str) -> None:
    assert to_taiwan(written) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "台灣的文件、程序、設備、項目都支持這項聲明。",
        "水污染防治法",
        "本土著名作家寫的鄉土著作",
        "標籤上的滑鼠標誌",
        "博客來網路書店",
        "臺灣高等法院與國立臺灣大學",
        "《衛報》報導，見https://example.org/a,b;c?d=e:f(g)。",
        "寄到press.office@example.org。",
        "1,234.56、12:30、3:1、5.5%，2024/6/24",
        "O'Brien與L’Aquila，還有St James' Gate",
        "使用`a, b`與{name}、%(x)s、%s。",
        "電話02-2345-6789，比數7-2，案號ASA 38/8765/2024",
        "f(x)是函式",
        "檔名不可以是「.」",
        "他說：「放人。」",
        "「他說『不要怕』。」",
        "他在『某地』",
        "人權——不是恩惠……",
        "喬治‧布希",
        "No Chinese here, “at all”...",
        "",
        "他的身高是5'10\"。",
        "第一章 總則",
    ],
)
def test_what_stays(text: str) -> None:
    assert to_taiwan(text) == text


@pytest.mark.parametrize(
    ("spacing", "wanted"),
    [
        ("none", "他在2024年用Twitter說50%的人（NGO）走了"),
        ("space", "他在 2024年用 Twitter 說 50% 的人（NGO）走了"),
        ("thin", "他在\u20092024年用\u2009Twitter\u2009說\u200950%\u2009的人（NGO）走了"),
    ],
)
def test_one_way_of_spacing_over_the_whole_text(spacing: str, wanted: str) -> None:
    for written in ("他在 2024年用Twitter 说50%的人 (NGO) 走了", "他在2024年用 Twitter说 50% 的人(NGO)走了"):
        assert to_taiwan(written, ChineseStyle(spacing=spacing)) == wanted  # type: ignore[arg-type]


def test_the_other_choices_of_a_style() -> None:
    style = ChineseStyle(interpunct="·", taiwan="臺灣", range="–")
    assert to_taiwan("台湾的乔治·布什在2019-2024年", style) == "臺灣的喬治·布希在2019–2024年"


def test_what_the_glossary_names_stays_and_is_written_as_it_writes() -> None:
    assert to_taiwan("该网络信息") == "該網路資訊"
    assert to_taiwan("该网络信息", protect=["網絡信息"]) == "該網絡信息"
    assert to_taiwan("在台湾高等法院", protect=["臺灣高等法院"]) == "在臺灣高等法院"
    assert to_taiwan("在台湾", protect=["臺灣", "台灣"]) == "在台灣"


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("我们<b1>确认</b1>它<x2/>,并且", "我們<b1>確認</b1>它<x2/>，並且"),
        ("软<b1>件</b1>", "軟<b1>體</b1>"),
        ("智能<b1>手机</b1>", "智慧型<b1>手機</b1>"),
        ("他说<b1>,“放人”</b1>.", "他說<b1>，「放人」</b1>。"),
        ("他说 <b1>(NGO)</b1> 走了", "他說<b1>（NGO）</b1>走了"),
        ("<b1>人权</b1>,自由", "<b1>人權</b1>，自由"),
        ("脚注<x1/>.", "腳註<x1/>。"),
        ("按<x1/> 钮", "按<x1/> 鈕"),
        ("<b1><b2>说</b2></b1>", "<b1><b2>說</b2></b1>"),
        ("\\<b1>说,他", "\\<b1>說，他"),
    ],
)
def test_tags_stay_at_their_words(written: str, wanted: str) -> None:
    assert str(to_taiwan_tagged(TaggedText.parse(written))) == wanted


def test_a_space_put_in_stands_outside_of_a_pair() -> None:
    text = TaggedText.parse("在<b1>Twitter</b1>上<x2/>")
    assert str(to_taiwan_tagged(text, ChineseStyle(spacing="space"))) == "在 <b1>Twitter</b1> 上<x2/>"


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("当局逮捕记者", Script.SIMPLIFIED),
        ("當局逮捕記者", Script.TRADITIONAL),
        ("所有的檔案都已删除與确認", Script.MIXED),
        ("台北", Script.EITHER),
        ("秘密的床邊群峰", Script.TRADITIONAL),
        ("Amnesty", Script.EITHER),
    ],
)
def test_which_script(text: str, script: Script) -> None:
    assert script_of(text) is script


def test_of_a_mixed_text_only_what_is_simplified_changes() -> None:
    assert to_taiwan("须至少有 5 個字符，皇后的里程") == "須至少有5個字符，皇后的里程"


def test_no_table_makes_a_simplified_character() -> None:
    assert 3700 < len(simplified_only()) < 3900
    for char in simplified_only():
        new = [edit.text for edit in to_traditional(char, Script.SIMPLIFIED)]
        assert new, char
        assert not set("".join(new)) & simplified_only(), char


def test_the_tables_of_words_settle_at_once() -> None:
    for row in rows():
        assert not list(in_taiwan(row.wanted, converted=True)), row
        assert not set(row.found + row.wanted) & simplified_only(), row
        assert row.source, row
    assert len({row.found for row in rows()}) == len(rows())


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("當局逮捕记者。", ["simplified"]),
        ("他說,她來了.", ["half-width", "half-width"]),
        ("他說(她)", ["half-width", "half-width"]),
        ("“放人”", ["quote", "quote"]),
        ("他說 ，「 放人」", ["space", "space"]),
        ("用軟件", ["word"]),
        ("等...", ["ellipsis"]),
        ("人權—恩惠", ["dash"]),
        ("O’Brien在12:30說1,234.56，見 https://example.org/a,b。「放人。」——『好』……", []),
        ("No, “English”.", ["quote", "quote"]),
    ],
)
def test_what_is_still_amiss(text: str, kinds: list[str]) -> None:
    assert [one.kind for one in remaining_defects(text)] == kinds
