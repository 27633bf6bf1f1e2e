"""A lost negation or a lost hedge, and what only looks like one."""

import pytest

from pubflow.facts.lexicon.turns import HEDGED, HEDGES, NEGATIONS
from pubflow.facts.turns import hedges_lost, is_negated, negations_added, negations_lost, refusals_lost


@pytest.mark.parametrize(
    ("source", "language", "target"),
    [
        ("The guards did not open the gate.", "zh", "警衛打開了大門。"),
        ("The guards did not open the gate.", "pt", "Os guardas abriram o portão."),
        ("The guards didn’t open the gate.", "es", "Los guardias abrieron la puerta."),
        ("The guards never opened the gate.", "fr", "Les gardes ont ouvert la porte."),
        ("Nobody opened the gate.", "ja", "門は開けられた。"),
        ("None of the guards opened the gate.", "de", "Die Wachen öffneten das Tor."),
        ("The guards cannot open the gate.", "id", "Para penjaga membuka gerbang."),
        ("The guards did not open the gate.", "ar", "فتح الحراس البوابة."),
        ("She left. She was not seen again. Her house burned.", "zh", "她離開了。人們又見到她。她的家被燒，無人生還。"),
        ("They will not return until the war ends.", "zh", "在戰爭結束以前，他們會回來。"),
        ("In the future they will not vote.", "zh", "未來他們將投票。"),
        ("None of them, and no one else, said None.", "zh", "他們都說了 None。"),
        # The target's one word of the kind stands for another of the source.
        ("The police refused to open the gate, and did not say why.", "zh", "警方拒絕開門，並說明了原因。"),
        ("He was unlawfully detained and not charged.", "zh", "他遭非法拘禁並已起訴。"),
        ("No one shall be arbitrarily deprived of property.", "pt", "Todos serão arbitrariamente privados dos seus bens."),
        ("Nobody may be held; slavery shall be prohibited.", "es", "Todos pueden ser retenidos; se prohíbe la esclavitud."),
        ("The ban was not lifted.", "de", "Das Verbot wurde aufgehoben."),
        ("The boycott was not illegal.", "ja", "ボイコットは違法である。"),
        ("It does not apply to non-political crimes.", "ar", "ينطبق على الجرائم غير السياسية."),
        ("No one may be arbitrarily arrested.", "id", "Setiap orang boleh ditangkap dengan sewenang-wenang."),
        ("The court has yet to set a date.", "zh", "法院至今已排定日期。"),
        ("The court has yet to set a date.", "pt", "O tribunal já marcou a data."),
    ],
)  # fmt: skip
def test_a_negation_that_nothing_stands_for_is_lost(source: str, language: str, target: str) -> None:
    assert [lost.kind for lost in negations_lost(source, target, language)] == ["negation"]


@pytest.mark.parametrize(
    ("source", "language", "target"),
    [
        ("The court did not grant the appeal.", "zh", "法院駁回上訴。"),
        ("The court did not grant the appeal.", "pt", "O tribunal rejeitou o recurso."),
        ("The court did not grant the appeal and banned the march.", "zh", "法院駁回上訴，並禁止遊行。"),
        ("He was found not guilty.", "zh", "他獲判無罪。"),
        ("In no case may they be used against people.", "pt", "Podem, em hipótese alguma, ser usados contra pessoas."),
        ("Not only the men were taken.", "es", "También se llevaron a los hombres."),
        ("It took no longer than a day.", "fr", "Cela a duré un jour au plus."),
        ("They will not return until the war ends.", "zh", "他們等到戰爭結束才會回來。"),
        ("It is not uncommon.", "pt", "É comum."),
        ("The court has yet to set a date.", "zh", "法院至今仍未排定日期。"),
        ("The court has yet to set a date.", "zh", "法院遲遲不排定日期。"),
        ("The court has yet to set a date.", "pt", "Falta o tribunal marcar a data."),
        ("The court has yet to set a date.", "es", "El tribunal aún no ha fijado la fecha."),
        ("The worst is yet to come.", "pt", "O pior está por vir."),
        ("The minister cannot be unaware of it.", "pt", "É impossível que o ministro ignore isso."),
        ("Not a day goes by without another arrest.", "zh", "每天都有人被捕。"),
        ("Article No. 5 applies.", "zh", "第5條適用。"),
        ("A non-governmental group knows it.", "zh", "一個民間團體知道。"),
        ("The noise was nothing but wind.", "es", "El ruido era solo el viento."),
        ("They did not know.", "tlh", "Sovbe'."),
        ("It is either True, False or None.", "zh", "只能是 True、False 或 None。"),
    ],
)  # fmt: skip
def test_what_is_said_in_other_words_is_not_lost(source: str, language: str, target: str) -> None:
    assert list(negations_lost(source, target, language)) == []


@pytest.mark.parametrize(
    ("source", "language", "target", "lost"),
    [
        ("At least 30 villages burned.", "zh", "30座村莊遭焚。", "At least"),
        ("Up to 30 villages burned.", "pt", "Queimaram 30 vilarejos.", "Up to"),
        ("He reportedly fled.", "es", "Huyó.", "reportedly"),
        ("About 30 villages burned.", "fr", "Trente villages ont brûlé.", "About"),
        ("The driver was allegedly drunk.", "zh", "司機喝醉了。", "allegedly"),
        ("He might be ill.", "pt", "Ele está doente.", "might"),
        ("More than 30 died.", "ja", "30人が死亡した。", "More than"),
    ],
)  # fmt: skip
def test_a_hedge_that_nothing_stands_for_is_lost(source: str, language: str, target: str, lost: str) -> None:
    assert [one.text for one in hedges_lost(source, target, language)] == [lost]


@pytest.mark.parametrize(
    ("source", "language", "target"),
    [
        ("It is up to the court.", "zh", "由法院決定。"),
        ("In May they met; the month of may trees.", "pt", "Em maio eles se reuniram."),
        ("She is more than a witness.", "es", "Ella es testigo y algo mayor."),
        ("No one may enter.", "fr", "Personne n’entre."),
        ("Over 30 villages burned.", "zh", "30多座村莊遭焚。"),
        ("They talked about peace.", "pt", "Falaram de paz."),
    ],
)  # fmt: skip
def test_what_is_no_hedge_is_not_asked_for(source: str, language: str, target: str) -> None:
    assert [one for one in hedges_lost(source, target, language) if one.kind != "maybe"] == []


def test_every_language_with_hedges_has_all_kinds_and_negations() -> None:
    for language, kinds in HEDGES.items():
        assert kinds.keys() == HEDGED.keys()
        assert language in NEGATIONS


def test_part_of_a_word_is_no_negation() -> None:
    assert not is_negated("Notícia de um canal", "pt")
    assert not is_negated("未來的難民與非洲", "zh")
    assert is_negated("Não.", "pt")


@pytest.mark.parametrize(
    ("source", "language", "target", "told"),
    [
        ("He was charged in May.", "zh", "他五月未遭起訴。", "未遭"),
        ("She was charged in May.", "pt", "Ela não foi acusada em maio.", "não"),
        ("He was charged in May.", "es", "No fue acusado en mayo.", "No"),
        ("He was charged in May.", "fr", "Il n’a pas été inculpé en mai.", "n"),
        ("He was charged in May.", "de", "Er wurde im Mai nicht angeklagt.", "nicht"),
        ("He was charged in May.", "id", "Ia tidak didakwa pada bulan Mei.", "tidak"),
        ("He was charged in May.", "ja", "彼は5月に起訴されなかった。", "なかった"),
        ("He was charged in May.", "ko", "그는 5월에 기소되지 않았다.", "지 않"),
        ("He was charged in May.", "th", "เขาไม่ได้ถูกตั้งข้อหาในเดือนพฤษภาคม", "ไม่ได้"),
        ("He was charged in May.", "ar", "لم توجه إليه تهمة في مايو.", "لم"),
    ],
)  # fmt: skip
def test_a_negation_that_the_source_does_not_have_is_found_where_it_stands(source, language, target, told) -> None:
    [(start, end)] = negations_added(source, target, language)
    assert target[start:end] == told


@pytest.mark.parametrize(
    ("source", "language", "target"),
    [
        ("She remained silent.", "zh", "她沒有說話。"),
        ("No “%s” entry", "zh", "沒有「%s」項目"),
        ("Some parts are disallowed, others unmet.", "zh", "有些部分無法使用，有些未能滿足。"),
        ("They refused to leave.", "pt", "Eles não saíram."),
        ("Only three came.", "fr", "Il n’en est venu que trois."),
        ("The door is too narrow.", "es", "No caben por la puerta."),
        ("He was charged in May.", "zh", "他在未來的五月遭起訴。"),
        ("They are held incommunicado.", "zh", "他們遭隔離拘押，無法與外界聯繫。"),
        ("He was charged in May.", "tlh", "not"),
    ],
)  # fmt: skip
def test_what_another_language_says_by_a_negation_is_none_too_many(source: str, language: str, target: str) -> None:
    assert list(negations_added(source, target, language)) == []


@pytest.mark.parametrize(
    ("source", "language", "target", "lost"),
    [
        ("At least 12 people were killed.", "ko", "12명이 숨졌다.", "At least"),
        ("At least 12 people were killed.", "ko", "최소 12명이 숨졌다.", ""),
        ("He allegedly gave the order.", "ko", "그가 명령했다.", "allegedly"),
        ("At least 12 people were killed.", "th", "มีผู้เสียชีวิต 12 คน", "At least"),
        ("At least 12 people were killed.", "th", "มีผู้เสียชีวิตอย่างน้อย 12 คน", ""),
        ("He allegedly gave the order.", "th", "เขาสั่งการ", "allegedly"),
    ],
)  # fmt: skip
def test_hedges_are_known_in_korean_and_thai(source: str, language: str, target: str, lost: str) -> None:
    assert "".join(one.text for one in hedges_lost(source, target, language)) == lost


@pytest.mark.parametrize(
    ("source", "language", "target"),
    [
        ("They refused to appear.", "zh", "他們出庭了。"),
        ("The state failed to protect her.", "pt", "O Estado a protegeu."),
        ("They refuse to leave. He is ill.", "es", "Se van. No está sano."),
        ("The court fails to act.", "fr", "Le tribunal agit."),
        ("Their failure to act is known.", "de", "Dass sie handelten, ist bekannt."),
        ("They refused to appear.", "ja", "彼らは出廷した。"),
        ("They refused to appear.", "ar", "حضروا."),
    ],
)
def test_what_was_refused_and_is_told_as_done_is_lost(source: str, language: str, target: str) -> None:
    assert [lost.kind for lost in refusals_lost(source, target, language)] == ["refusal"]


@pytest.mark.parametrize(
    ("source", "language", "target"),
    [
        ("They refused to appear.", "zh", "他們拒絕出庭。"),
        ("The state failed to protect her.", "zh", "國家未能保護她。"),
        ("The state failed to protect her.", "pt", "O Estado falhou em protegê-la."),
        ("The state failed to protect her.", "pt", "O Estado deixou de protegê-la."),
        ("They refuse to leave.", "es", "Rehúsan irse: se niegan."),
        ("The state failed to protect her.", "es", "El Estado incumplió su deber de protegerla."),
        ("The court fails to act.", "fr", "Le tribunal manque d’agir."),
        ("They refused to go.", "de", "Sie weigerten sich zu gehen."),
        ("They never failed to come.", "pt", "Sempre vieram."),
        ("The failed coup shook them.", "pt", "O golpe os abalou."),
        ("They refused to appear.", "tlh", "Sovbe'."),
    ],
)
def test_what_was_refused_may_be_told_in_other_words(source: str, language: str, target: str) -> None:
    assert list(refusals_lost(source, target, language)) == []


@pytest.mark.parametrize(
    ("source", "language", "target"),
    [
        ("About 25% left.", "es", "Se fue cerca del 25 %."),
        ("Nearly a quarter left.", "fr", "Près d’un quart sont partis."),
        ("More than half left.", "fr", "Plus du tiers sont partis."),
        ("Nearly 25 women left.", "pt", "Saíram perto das 25 mulheres."),
        ("At least 25 people left.", "ar", "غادر ما لا يقل عن 25 شخصاً."),
    ],
)
def test_a_hedge_may_be_joined_to_an_article(source: str, language: str, target: str) -> None:
    assert list(hedges_lost(source, target, language)) == []


def test_a_no_that_somebody_said_is_none_too_many() -> None:
    assert list(negations_added("She told me ‘no’.", "Ela me disse ‘não’.", "pt")) == []


@pytest.mark.parametrize(
    ("source", "language", "target", "lost"),
    [
        ("The suspected thief fled.", "zh", "小偷逃走了。", ["suspected"]),
        ("He was accused of theft.", "de", "Er beging einen Diebstahl.", ["accused of"]),
        ("He was accused of theft.", "de", "Ihm wurde Diebstahl vorgeworfen.", []),
        ("The police accused her of theft.", "zh", "警方說她偷竊。", []),
        ("The accused stood up.", "pt", "O homem se levantou.", []),
    ],
)
def test_what_somebody_is_only_accused_of_is_no_fact(source, language, target, lost) -> None:
    assert [turn.text for turn in hedges_lost(source, target, language)] == lost


@pytest.mark.parametrize(
    "phrase",
    """not only|not just|not least|not so much|no more than|not fewer than|no later than|nothing more than|not enough
    not exceed|not to exceed|cannot but|can not help|can't wait|could not but|couldn’t help|no doubt|without any question
    without doubt|no choice but|nothing but|nobody but|no one but|none other than|no other than|or not|whether or not
    more often than not|why not|if not|no matter|no wonder|no sooner|no less|without delay|never forget|not be forgotten
    never ceases|never ending|not a few|not long|not impossible|not an unusual|not without|isn't it?|wasn’t he?|aren't they?
    weren't you?|don't you?|didn't she?|doesn't he?|hasn't it?|haven't we?|won't they?|wouldn't it?
    """.replace("\n", "|").rstrip(" |").split("|"),
)  # fmt: skip
def test_each_phrase_that_needs_no_negation_is_known_where_it_begins(phrase: str) -> None:
    said = phrase.strip()
    for sentence in (f"There is {said}", said.capitalize(), f"“{said.upper()}”"):
        assert list(negations_lost(sentence, "有", "zh")) == []
    assert [lost.kind for lost in negations_lost(f"{said}, and never", "有", "zh")] == ["negation"]


@pytest.mark.parametrize(("word", "told"), [("all", 0), ("All", 0), ("all5", 1), ("5all", 1), ("_all", 1), ("tall", 1)])
def test_a_word_that_may_be_a_negation_elsewhere_is_one_only_whole(word: str, told: int) -> None:
    assert len(list(negations_added(f"They saw {word}", "他們沒有看見", "zh"))) == told
