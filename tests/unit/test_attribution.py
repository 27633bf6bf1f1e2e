"""Whose words a quotation is: told where the target surely gives them to somebody else or to nobody, let pass elsewhere."""

from __future__ import annotations

import pytest

from pubflow import precedence
from pubflow.catalog import State, Unit
from pubflow.finding import Finding, Severity, Where
from pubflow.language import LanguageTag
from pubflow.plugins import CheckContext, load_check
from pubflow.segment import JOINED, Key
from pubflow.termbase.entries import Termbase
from pubflow.termbase.match import find
from pubflow.termbase.model import Term, TermEntry

LANGUAGES = ("zh-TW", "pt-BR", "es", "fr", "ar", "ja", "ko", "id", "th", "de")
CALLAMARD = (
    "阿涅絲‧卡拉馬爾",
    "Agnès Callamard",
    "Agnès Callamard",
    "Agnès Callamard",
    "أنييس كالامار",
    "アニエス・カラマール",
    "아녜스 칼라마르",
    "Agnès Callamard",
    "อานเญส กาลามาร์",
    "Agnès Callamard",
)
LIN = (
    "林美華",
    "Lin Mei-hua",
    "Lin Mei-hua",
    "Lin Mei-hua",
    "لين مي هوا",
    "リン・メイホア",
    "린메이화",
    "Lin Mei-hua",
    "หลินเหม่ยหัว",
    "Lin Mei-hua",
)
AMNESTY = (
    "國際特赦組織",
    "Anistia Internacional",
    "Amnistía Internacional",
    "Amnesty International",
    "منظمة العفو الدولية",
    "アムネスティ・インターナショナル",
    "국제앰네스티",
    "Amnesty International",
    "แอมเนสตี้ อินเตอร์เนชั่นแนล",
    "Amnesty International",
)
CHECK = load_check("attribution")


def entry(name: str, kind: str, english: str, forms: tuple[str, ...]) -> TermEntry:
    terms = {"en": (Term(english),)} | {tag: (Term(form),) for tag, form in zip(LANGUAGES, forms, strict=True)}
    return TermEntry(name, kind="name", semantic_class=kind, terms=tuple(sorted(terms.items())))


NAMES = Termbase((
    entry("agnes-callamard", "person", "Agnès Callamard", CALLAMARD),
    entry("lin-mei-hua", "person", "Lin Mei-hua", LIN),
    entry("amnesty-international", "group", "Amnesty International", AMNESTY),
))  # fmt: skip
NONE = Termbase(())


def look(language: str, source: str, target: str, names: Termbase = NAMES) -> list[Finding]:
    context = CheckContext(LanguageTag.parse(language), Where("a.po", unit=1), terms=find(names, source))
    return list(CHECK(Unit(Key("", source), target, State.REVIEWED), context))


ONE = "“Nobody may be punished for a song,” said Agnès Callamard, Secretary General of Amnesty International."
TWO = "“She is free,” said Agnès Callamard. “We are glad,” said Lin Mei-hua."
TOLD = "“You are not alone,” Agnès Callamard told Lin Mei-hua."

TO_ANOTHER = [
    # language, source, target, the name that the words are given to
    ("zh-TW", ONE, "「任何人都不該因為一首歌受罰。」國際特赦組織表示。", "國際特赦組織"),
    ("zh-TW", ONE, "國際特赦組織表示：「任何人都不該因為一首歌受罰。」", "國際特赦組織"),
    ("zh-TW", TWO, "「她自由了，」林美華說。「我們很高興，」阿涅絲‧卡拉馬爾說。", "林美華"),
    ("zh-TW", TWO, "林美華說：「她自由了。」阿涅絲‧卡拉馬爾說：「我們很高興。」", "林美華"),
    ("zh-TW", TOLD, "「妳並不孤單，」林美華對阿涅絲‧卡拉馬爾說。", "林美華"),
    ("pt-BR", ONE, "“Ninguém pode ser punido por uma canção”, disse a Anistia Internacional.", "Anistia Internacional"),
    ("pt-BR", TWO, "“Ela está livre”, disse Lin Mei-hua. “Estamos contentes”, disse Agnès Callamard.", "Lin Mei-hua"),
    ("pt-BR", TOLD, "“Você não está sozinha”, Lin Mei-hua disse a Agnès Callamard.", "Lin Mei-hua"),
    ("es", ONE, "“Nadie puede ser castigado por una canción”, declaró Amnistía Internacional.", "Amnistía Internacional"),
    ("es", TWO, "“Es libre”, afirmó Lin Mei-hua. “Nos alegramos”, dijo Agnès Callamard.", "Lin Mei-hua"),
    ("fr", ONE, "« Nul ne peut être puni pour une chanson », a déclaré Amnesty International.", "Amnesty International"),
    ("fr", TWO, "« Elle est libre », a déclaré Lin Mei-hua. « Nous sommes ravis », a dit Agnès Callamard.", "Lin Mei-hua"),
    ("ar", ONE, "قالت منظمة العفو الدولية: «لا يجوز أن يعاقب أحد على أغنية».", "منظمة العفو الدولية"),
    ("ar", TWO, "قالت لين مي هوا: «إنها حرة». وأضافت أنييس كالامار: «نحن سعداء».", "لين مي هوا"),
    ("ja", ONE, "「歌のために罰せられてはならない」とアムネスティ・インターナショナルは述べた。", "アムネスティ・インターナショナル"),
    ("ja", TWO, "「彼女は自由だ」とリン・メイホアは述べた。「うれしい」とアニエス・カラマールは語った。", "リン・メイホア"),
    ("ko", ONE, "국제앰네스티는 “누구도 노래 때문에 처벌받아서는 안 된다”고 말했다.", "국제앰네스티"),
    ("ko", TWO, "린메이화는 “그는 자유다”라고 말했다. 아녜스 칼라마르는 “기쁘다”고 밝혔다.", "린메이화"),
    ("id", ONE, "“Tak seorang pun boleh dihukum karena sebuah lagu,” kata Amnesty International.", "Amnesty International"),
    ("id", TWO, "“Dia bebas,” kata Lin Mei-hua. “Kami senang,” ujar Agnès Callamard.", "Lin Mei-hua"),
    ("th", ONE, "แอมเนสตี้ อินเตอร์เนชั่นแนล กล่าวว่า “ไม่ควรมีใครถูกลงโทษเพราะเพลง”", "แอมเนสตี้ อินเตอร์เนชั่นแนล"),
    ("th", TWO, "หลินเหม่ยหัวกล่าวว่า “เธอเป็นอิสระ” อานเญส กาลามาร์กล่าวว่า “เราดีใจ”", "หลินเหม่ยหัว"),
    ("de", ONE, "„Niemand darf für ein Lied bestraft werden“, sagte Amnesty International.", "Amnesty International"),
    ("de", TWO, "„Sie ist frei“, sagte Lin Mei-hua. „Wir sind froh“, erklärte Agnès Callamard.", "Lin Mei-hua"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "target", "other"), TO_ANOTHER)
def test_words_given_to_somebody_else_are_told(language: str, source: str, target: str, other: str) -> None:
    [finding] = look(language, source, target)
    assert (finding.severity, finding.about) == (Severity.WARNING, "agnes-callamard")
    assert finding.span is not None
    assert target[slice(*finding.span)] == other
    assert finding.message.startswith("“Agnès Callamard” says so in the source: the target gives that to “")


NOBODY = {
    "zh-TW": "「任何人都不該因為一首歌受罰。」",
    "pt-BR": "“Ninguém pode ser punido por uma canção.”",
    "es": "“Nadie puede ser castigado por una canción”.",
    "fr": "« Nul ne peut être puni pour une chanson. »",
    "ar": "«لا يجوز أن يعاقب أحد على أغنية».",
    "ja": "「歌のために罰せられてはならない」",
    "ko": "“누구도 노래 때문에 처벌받아서는 안 된다.”",
    "id": "“Tak seorang pun boleh dihukum karena sebuah lagu.”",
    "th": "“ไม่ควรมีใครถูกลงโทษเพราะเพลง”",
    "de": "„Niemand darf für ein Lied bestraft werden.“",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("names", [NAMES, NONE], ids=["registered", "not registered"])
def test_words_given_to_nobody_are_told(language: str, names: Termbase) -> None:
    [finding] = look(language, ONE, NOBODY[language], names)
    assert finding.span is None
    assert finding.message == "“Agnès Callamard” says so in the source: the target does not say who did"


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Callamard said: “Release her.”", "「釋放她。」"),
        ("“Release her,” Callamard said. “Release them all.”", "「釋放她。釋放所有人。」"),
        ("“Release her,” according to Callamard.", "「釋放她。」"),
        ("The court met for a day. “Release her,” Callamard said.", "法院開庭一天。「釋放她。」"),
    ],
)
def test_a_name_without_an_entry_is_a_speaker_too(source: str, target: str) -> None:
    [finding] = look("zh-TW", source, target, NONE)
    assert finding.message.startswith("“Callamard” says so")
    assert finding.about == ""


def test_a_rendering_with_its_latin_name_is_known() -> None:
    moved = "「她自由了，」林美華（Lin Mei-hua）說。「我們很高興，」阿涅絲‧卡拉馬爾（Agnès Callamard）說。"
    [finding] = look("zh-TW", TWO, moved, NONE)
    assert finding.span == (moved.index("林美華"), moved.index("說"))
    kept = "「她自由了，」阿涅絲‧卡拉馬爾（Agnès Callamard）說。「我們很高興，」林美華（Lin Mei-hua）說。"
    assert look("zh-TW", TWO, kept, NONE) == []


CLEAN = [
    ("zh-TW", ONE, "「任何人都不該因為一首歌受罰。」國際特赦組織秘書長阿涅絲‧卡拉馬爾表示。"),
    ("zh-TW", ONE, "國際特赦組織（Amnesty International）秘書長表示：「任何人都不該因為一首歌受罰。」"),
    ("zh-TW", ONE, "「任何人都不該因為一首歌受罰。」卡拉馬爾說。"),
    ("zh-TW", ONE, "「任何人都不該因為一首歌受罰。」她說。"),
    ("zh-TW", ONE, "國際特赦組織指出，秘書長卡拉馬爾說：「任何人都不該因為一首歌受罰。」"),
    ("zh-TW", ONE, "國際特赦組織秘書長呼籲：任何人都不該因為一首歌受罰。"),
    ("zh-TW", TWO, "卡拉馬爾說：「她自由了。」林美華說：「我們很高興。」"),
    ("zh-TW", TWO, "「她自由了。」秘書長說；林美華則說：「我們很高興。」"),
    ("zh-TW", TOLD, "「妳並不孤單，」阿涅絲‧卡拉馬爾告訴林美華。"),
    ("zh-TW", TOLD, "秘書長對林美華說：「妳並不孤單。」"),
    ("zh-TW", "“A,” said Agnès Callamard. Amnesty International has said it before.", "「A」，秘書長卡拉馬爾說。國際特赦組織表示過。"),
    ("zh-TW", "Agnès Callamard said: “Go.” Amnesty International said it would stay.", "秘書長說：「走吧。」國際特赦組織表示會留下。"),
    ("pt-BR", ONE, "“Ninguém pode ser punido por uma canção”, disse a secretária-geral da Anistia Internacional, Agnès Callamard."),
    ("pt-BR", ONE, "“Ninguém pode ser punido por uma canção”, disse a secretária-geral da Anistia Internacional."),
    ("pt-BR", ONE, "“Ninguém pode ser punido por uma canção”, disse ela."),
    ("pt-BR", ONE, "“Ninguém pode ser punido por uma canção”, desabafou Callamard."),
    ("pt-BR", ONE, "“Ninguém pode ser punido por uma canção”, segundo a secretária-geral."),
    ("pt-BR", TOLD, "“Você não está sozinha”, disse a Lin Mei-hua Agnès Callamard."),
    ("pt-BR", TOLD, "“Você não está sozinha”, ela disse a Lin Mei-hua."),
    ("es", ONE, "“Nadie puede ser castigado por una canción”, declaró la secretaria general de Amnistía Internacional."),
    ("es", TOLD, "“No estás sola”, dijo a Lin Mei-hua la secretaria general."),
    ("fr", ONE, "« Nul ne peut être puni pour une chanson », a-t-elle déclaré."),
    ("fr", ONE, "« Nul ne peut être puni pour une chanson », a déclaré la secrétaire générale d’Amnesty International."),
    ("ar", ONE, "قالت الأمينة العامة لمنظمة العفو الدولية: «لا يجوز أن يعاقب أحد على أغنية»."),
    ("ar", TOLD, "«لستِ وحدك»، قالت أنييس كالامار للين مي هوا."),
    ("ja", ONE, "アムネスティ・インターナショナルの事務総長は「歌のために罰せられてはならない」と述べた。"),
    ("ja", ONE, "「歌のために罰せられてはならない」と述べた。"),
    ("ja", TOLD, "リン・メイホアは「あなたは一人ではない」と言われた。"),
    ("ko", ONE, "국제앰네스티 사무총장은 “누구도 노래 때문에 처벌받아서는 안 된다”고 말했다."),
    ("ko", TOLD, "칼라마르는 린메이화에게 “당신은 혼자가 아니다”라고 말했다."),
    ("id", ONE, "“Tak seorang pun boleh dihukum karena sebuah lagu,” kata Sekretaris Jenderal Amnesty International."),
    ("id", ONE, "“Tak seorang pun boleh dihukum karena sebuah lagu,” ujarnya."),
    ("th", ONE, "เลขาธิการแอมเนสตี้ อินเตอร์เนชั่นแนล กล่าวว่า “ไม่ควรมีใครถูกลงโทษเพราะเพลง”"),
    ("th", TOLD, "เธอกล่าวกับหลินเหม่ยหัวว่า “คุณไม่ได้อยู่คนเดียว”"),
    ("de", ONE, "„Niemand darf für ein Lied bestraft werden“, sagte die Generalsekretärin von Amnesty International."),
    ("de", ONE, "„Niemand darf für ein Lied bestraft werden“, so Callamard."),
    ("zh-TW", "The minister called Lin Mei-hua “a traitor”.", "部長稱林美華為「叛徒」。"),
    ("zh-TW", "He spoke of a “song”, said Lin Mei-hua.", "林美華說，他提到一首「歌」。"),
    ("zh-TW", "“Release her,” the mother said.", "「釋放她。」"),
    ("zh-TW", "“Release her,” he said.", "「釋放她。」"),
    ("zh-TW", "“Release her,” said Agnès Callamard.", "阿涅絲‧卡拉馬爾呼籲釋放她。"),
    ("zh-TW", "“Release her,” said Agnès Callamard.", JOINED),
    ("zh-TW", "After Lin Mei-hua said “go”, Agnès Callamard said: “Stay.”", "林美華說「走」之後，阿涅絲‧卡拉馬爾說：「留下。」"),
    ("zh-TW", "“Stay,” said Agnès Callamard, after Lin Mei-hua said: “Go.”", "林美華說：「走。」阿涅絲‧卡拉馬爾隨後說：「留下。」"),
    ("zh-TW", "“Go,” said Amnesty, which belongs to Amnesty International.", "「走。」國際特赦組織表示。"),
    ("pt-BR", "“Go,” said AI, a part of Amnesty International.", "“Vá”, disse a Anistia Internacional."),
    ("zh-TW", "“Go,” said the head of Amnesty International.", "「走。」國際特赦組織表示。"),
    ("zh-TW", "Lin Mei-hua’s lawyer, Agnès Callamard, said: “Go.”", "林美華的律師阿涅絲‧卡拉馬爾說：「走。」"),
    ("zh-TW", ONE, "國際特赦組織在聲明中引述卡拉馬爾的話說：「任何人都不該因為一首歌受罰。」"),
    ("zh-TW", ONE, "國際特赦組織透過秘書長表示：「任何人都不該因為一首歌受罰。」"),
    ("zh-TW", "“Go,” said Lin Mei-hua and Agnès Callamard.", "「走，」阿涅絲‧卡拉馬爾和林美華說。"),
    ("id", "“Go,” said Lin Mei-hua and Agnès Callamard.", "“Pergi,” kata Agnès Callamard dan Lin Mei-hua."),
    ("id", "“Go,” said Omar Haddad, a lawyer for Lin Mei-hua.", "“Pergi,” kata pengacara Lin Mei-hua."),
    ("ar", "“Go,” said Omar Haddad, a lawyer for Lin Mei-hua.", "«اذهبوا»، قال محامي لين مي هوا."),
    ("ar", ONE, "قالت منظمة العفو الدولية على لسان أمينتها العامة: «لا يجوز أن يعاقب أحد على أغنية»."),
    ("ko", "“Go,” said Omar Haddad, a lawyer for Lin Mei-hua.", "“가라”고 린메이화 변호인은 말했다."),
    ("ko", ONE, "국제앰네스티는 사무총장이 “누구도 노래 때문에 처벌받아서는 안 된다”고 말했다고 전했다."),
    ("ja", "“Go,” said Omar Haddad, a lawyer for Lin Mei-hua.", "「行け」とリン・メイホア側は述べた。"),
    ("ja", "“Go,” said Omar Haddad, a lawyer for Lin Mei-hua.", "「行け」とリン・メイホアの弁護士は述べた。"),
    ("ja", ONE, "アムネスティ・インターナショナルは、事務総長が「歌のために罰せられてはならない」と述べたと発表した。"),
    ("th", ONE, "เลขาธิการใหญ่ แอมเนสตี้ อินเตอร์เนชั่นแนล กล่าวว่า “ไม่ควรมีใครถูกลงโทษเพราะเพลง”"),
    ("de", ONE, "„Niemand darf für ein Lied bestraft werden“, sagte Amnesty International-Generalsekretärin Callamard."),
    ("de", ONE, "„Niemand darf für ein Lied bestraft werden“, sagte Amnesty International Generalsekretärin Callamard."),
    ("de", "“Go,” said Omar Haddad, a lawyer for Lin Mei-hua.", "„Geht“, sagte Lin Mei-huas Anwalt."),
    ("pt-BR", ONE, "“Ninguém pode ser punido por uma canção”, disse a Anistia Internacional, por meio de sua secretária-geral."),
    ("pt-BR", "“Go,” Omar Haddad said to Lin Mei-hua.", "“Vá”, disse ele a Lin Mei-hua."),
    ("pt-BR", "“Go,” according to Omar Haddad.", "“Vá”, segundo o advogado."),
    ("fr", "“Go,” Omar Haddad told Lin Mei-hua.", "« Pars », a-t-il dit à Lin Mei-hua."),
    ("es", "Omar Haddad said that Lin Mei-hua had told him: “Go.”", "Lin Mei-hua le dijo a Omar Haddad: “Vete”."),
    ("th", ONE, "เลขาธิการแอมเนสตี้ อินเตอร์เนชั่นแนล (Amnesty International) กล่าวว่า “ไม่ควรมีใครถูกลงโทษเพราะเพลง”"),
    ("th", TOLD, "ทนายความของหลินเหม่ยหัว (Lin Mei-hua) กล่าวว่า “คุณไม่ได้อยู่คนเดียว”"),
    ("zh-TW", "“Release her,” said Callamard.", "「釋放她。」這是卡拉馬爾的心願。"),
    ("zh-TW", "“Release her,” said Callamard’s lawyer.", "「釋放她。」"),
    ("zh-TW", "“Release her,” said Amnesty International’s lawyer.", "「釋放她。」"),
    ("zh-TW", TOLD, "林美華在獄中聽到秘書長說：「妳並不孤單。」"),
    ("pt-BR", TOLD, "Lin Mei-hua, a quem Callamard, chorando, disse: “Você não está sozinha.”"),
    (
        "zh-TW",
        "Amnesty International’s report says: “Nobody is safe.” Callamard added: “Nobody.”",
        "國際特赦組織指出：「沒有人安全。」「沒有人」，這是秘書長的話。",
    ),
    ("tlh", ONE, "“bom.”"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "target"), CLEAN)
def test_what_is_still_theirs_or_not_sure_is_let_pass(language: str, source: str, target: str) -> None:
    assert look(language, source, target) == []
    assert look(language, source, target, NONE) == []


@pytest.mark.parametrize(
    ("language", "source", "target", "names", "checks"),
    [
        ("zh-TW", "“Go,” said Agnès Callamard.", "「走吧。」", NAMES, ["name-missing"]),
        ("zh-TW", "“Go,” said Agnès Callamard.", "「走吧。」", NONE, ["attribution"]),
        ("pt-BR", "“Go,” said Agnès Callamard.", "“Vá.”", NONE, ["name-missing"]),
        ("pt-BR", "“Go,” said Callamard.", "“Vá.”", NONE, ["attribution"]),
        ("pt-BR", TOLD, "“Você não está sozinha”, disse Lin Mei-hua a Agnès Callamard.", NONE, ["attribution"]),
        ("fr", "“Go,” said Callamard.", "“Va.”", NONE, ["quotes", "attribution"]),
    ],
)
def test_one_defect_is_told_once(language: str, source: str, target: str, names: Termbase, checks: list[str]) -> None:
    context = CheckContext(LanguageTag.parse(language), Where("a.po", unit=1), terms=find(names, source))
    unit = Unit(Key("", source), target, State.REVIEWED)
    order = ("quotes", "attribution", "name-missing", "term-missing", "truncated", "length-ratio")
    found = (finding for name in order for finding in load_check(name)(unit, context))
    assert [finding.check for finding in precedence.told(found, order)] == checks


@pytest.mark.parametrize(
    "target",
    [
        "« Il pleuvait, a-t-elle dit. Personne n’a vu la voiture. »",
        "« Il pleuvait, se souvient Horvat. Personne n’a vu la voiture. »",
        "« Il pleuvait, soupire la voisine. Personne n’a vu la voiture. »",
    ],
)
def test_french_may_say_whose_words_they_are_inside_the_marks(target: str) -> None:
    source = "“It was raining,” Horvat said. “Nobody saw the car.”"
    assert look("fr", source, target) == []
    [finding] = look("fr", source, "« Il pleuvait. Personne n’a vu la voiture. »")
    assert finding.check == "attribution"


def test_spanish_may_say_it_between_dashes() -> None:
    source = "“It was raining,” Horvat said. “Nobody saw the car.”"
    assert look("es", source, "«Llovía —recuerda la vecina—. Nadie vio el coche».") == []


def test_two_of_one_surname_are_two() -> None:
    source = "“He is no spy,” Leyla Kaya said. “He teaches,” added Mehmet Kaya."
    [finding] = look("pt-BR", source, "“Ele não é espião”, disse Mehmet Kaya. “É professor”, acrescentou Leyla Kaya.")
    assert finding.message == "“Leyla Kaya” says so in the source: the target gives that to “Mehmet Kaya”"
    assert look("pt-BR", source, "“Ele não é espião”, disse Kaya. “É professor”, acrescentou Kaya.") == []


def test_a_text_that_holds_the_marks_it_is_read_by_is_not_read() -> None:
    assert look("zh-TW", ONE, NOBODY["zh-TW"] + "\ue100") == []
