"""Whether a target is whole, in its language, and has its names, codes and lines: with what must be let pass."""

import pytest

from pubflow import precedence
from pubflow.catalog import State, Unit
from pubflow.finding import Where
from pubflow.language import LanguageTag
from pubflow.plugins import CheckContext, load_check
from pubflow.segment import Key

NAMES = ("same-as-source", "wrong-language", "partial-untranslated", "truncated", "length-ratio", "placeholder", "dnt-altered", "structure", "name-missing")  # fmt: skip


@pytest.fixture(scope="module")
def checks():
    return [load_check(name) for name in NAMES]


def told(checks, source: str, language: str, target: str) -> list[str]:
    unit = Unit(Key("", source), target, State.REVIEWED)
    context = CheckContext(LanguageTag.parse(language), Where("a.po"))
    return [found.check for found in precedence.told((one for check in checks for one in check(unit, context)), NAMES)]


@pytest.mark.parametrize(
    ("source", "language", "target"),
    [
        ("The Supreme Court heard Ana Lima Duarte on Monday.", "pt-BR", "O Supremo Tribunal ouviu Ana Lima Duarte na segunda-feira."),
        ("The Supreme Court heard Ana Lima Duarte on Monday.", "zh-TW", "最高法院於星期一訊問安娜‧利馬‧杜阿爾特。"),
        ("Latin America and the Ivory Coast", "es", "América Latina y Costa de Marfil"),
        ("President Paul Okello resigned.", "fr", "Le président Paul Okello a démissionné."),
        ("Tell %s and %s: {n} signed[^1].", "zh-TW", "{n}人已連署[^1]，請告訴%2$s和%1$s。"),
        ("One line that is broken\nfor its length alone.", "zh-TW", "一行只因長度而折斷的文字。"),
        ("He came. He saw.", "zh-TW", "他來了，也看到了。"),
        ("He reads a film review by Yasujiro Ozu in the cell.", "zh-TW", "他在牢房裡讀小津安二郎《おはよう》的影評。"),
        ("The UNHCR office in Nairobi wrote to the KNCHR.", "zh-TW", "UNHCR奈洛比辦公室致函KNCHR。"),
        ("Dr. Amin met Mr. Rao in St. Ives on the morning of the trial.", "ja", "審理の朝、アミン博士はセントアイヴスでラオ氏に会った。"),
        ("The film club showed it.", "de", "Der Film Club zeigte ihn."),
        ("Run `git add the file` now.", "zh-TW", "現在執行`git add the file`。"),
        ("See A/HRC/50/12 and write to @desk_now.", "ar", "انظر A/HRC/50/12 واكتب إلى @desk_now."),
        ("Amnesty International", "ko", "국제앰네스티"),
        # What a target keeps as it is, with the signs in it, is as long as in the source.
        ("See also the :term:`regular package` and :func:`~a.namespace_package`.", "zh-TW", "另請參閱 :term:`regular package`（正規套件）和 :func:`~a.namespace_package`。"),
        ("A Benevolent Dictator For Life, a.k.a. BDFL.", "zh-TW", "Benevolent Dictator For Life（終身仁慈獨裁者），又稱BDFL。"),
        ("Type  :help-me<Enter>           for information on it         ", "zh-TW", "要資訊請輸入                    :help-me<Enter>             "),
        # A label of a program leads on by dots: it is no sentence, and its capitals name nobody.
        ("Hot List...", "fr", "Favoris..."),
        ("%s %s %s", "fr", "%s %s %s"),
        ("for piece in food:\n    print(piece)", "fr", "for piece in food:\n    print(piece)"),
        ('sell("Limburger", "It is very runny, sir",\n     client="Ana")', "fr", 'sell("Limburger", "It is very runny, sir",\n     client="Ana")'),
        ("“It was raining,” the man said. “Nobody saw the car.”", "de", "„Es regnete. Niemand hat das Auto gesehen.“"),
    ],
)  # fmt: skip
def test_what_is_whole_is_let_pass(checks, source: str, language: str, target: str) -> None:
    assert told(checks, source, language, target) == []


@pytest.mark.parametrize(
    ("source", "language", "target", "check"),
    [
        ("The river rose and the people of the valley left.", "ja", "河水上漲，山谷居民紛紛離開自己的家園前往他處。", "wrong-language"),
        ("The river rose and the people of the valley left.", "pt-BR", "Река поднялась, и жители долины ушли из домов.", "wrong-language"),
        ("The river rose and the people of the valley left.", "zh-TW", "川の水かさが増し、谷の人々は去っていったのだった。", "wrong-language"),
        ("Everyone in the valley left.", "zh-TW", "すべての人は", "wrong-language"),
        ("Everyone in the valley left.", "ja", "人人都離開了", "wrong-language"),
        ("Everyone in the valley left.", "de", "Setiap orang meninggalkan lembah itu.", "wrong-language"),
        ("Nobody in the valley was told.", "pt-BR", "Nadie podrá saberlo ni hoy.", "wrong-language"),
        ("The river rose, the bridge fell, and the people who lived in the lower valley left it.", "zh-TW", "河水上漲，橋也塌了。", "length-ratio"),
        ("The river rose, and the people who lived in the valley left for good.", "id", "Sungai meluap, dan orang-orang yang tinggal di", "truncated"),
        ("The river rose, and the people who lived in the valley left for good.", "zh-TW", "河水上漲，住在谷地的", "truncated"),
        ("The river rose and the people of the valley left.", "ar", "ارتفع النهر and the people of the valley غادر جميع السكان منازلهم.", "partial-untranslated"),
        ("The river rose. The people left. Nobody returned to the valley.", "es", "El río creció.", "truncated"),
        ("The river rose, and the people who lived in the valley left.", "pt-BR", "O rio subiu, e as pessoas que", "truncated"),
        ("The river rose, and the people who lived in the valley left for good.", "fr", "Tous partis hier.", "length-ratio"),
        ("The people of the valley left for good.", "fr", "The people of the valley left for good.", "same-as-source"),
        ("{n} signed.", "fr", "{m} ont signé.", "placeholder"),
        ("Read it[^2].", "fr", "Lisez-le.", "placeholder"),
        ("See A/HRC/50/12.", "fr", "Voir A/HRC/50/21.", "dnt-altered"),
        ("- one\n- two", "fr", "- un et deux", "structure"),
        ("They freed Kofi Mensah.", "fr", "Ils l’ont libéré.", "name-missing"),
        ("They freed Kofi Mensah.", "fr", "Ils ont libéré Kofi Mensha.", "name-missing"),
        ("They freed Kofi Mensah.", "zh-TW", "他們釋放了科菲‧門薩（Kofi Mensa）。", "name-missing"),
    ],
)  # fmt: skip
def test_what_is_not_whole_is_told_once(checks, source: str, language: str, target: str, check: str) -> None:
    assert told(checks, source, language, target) == [check]
