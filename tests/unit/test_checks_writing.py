"""The checks of how a target is written: what they speak of, how loudly, and the fix where it is sure."""

from __future__ import annotations

import pytest

from pubflow.catalog import State, Unit
from pubflow.finding import Finding, Where
from pubflow.language import ChineseStyle, LanguageTag
from pubflow.plugins import CHECKS, CheckContext, load_check
from pubflow.segment import Key

WRITTEN = [
    name
    for name in (
        "simplified-char invisible-char bidi quotes brackets halfwidth-punct end-punct locale-variant locale-format"
        " spacing repeated-word caps"
    ).split()
    if name in CHECKS
]


def look(
    language: str, source: str, target: str, *, context: str = "", style: ChineseStyle | None = None
) -> list[Finding]:
    unit = Unit(Key(context, source), target, State.REVIEWED)
    chosen = CheckContext(LanguageTag.parse(language), Where("a.po", unit=1), style=style or ChineseStyle())
    return [finding for name in WRITTEN for finding in load_check(name)(unit, chosen)]


def told(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.check, finding.severity.name) for finding in findings]


DEFECTS = [
    # check, severity, language, source, target, fix ("" where a person decides)
    ("simplified-char", "ERROR", "zh-TW", "The tax office closed.", "税務局關閉了。", "稅務局關閉了。"),
    ("simplified-char", "ERROR", "zh-TW", "The queen spoke.", "皇後致詞。", "皇后致詞。"),
    ("simplified-char", "ERROR", "zh-TW", "They relaxed.", "他們放松下來。", "他們放鬆下來。"),
    ("simplified-char", "ERROR", "zh-HK", "A protest march.", "他們参加集會。", "他們參加集會。"),
    ("invisible-char", "ERROR", "zh-TW", "In 2024.", "於２０２４年。", "於2024年。"),
    ("invisible-char", "ERROR", "es", "The year ended.", "El aÃ±o terminó.", ""),
    ("invisible-char", "ERROR", "es", "The bell.", "La campana\x07.", ""),
    ("invisible-char", "ERROR", "pt-BR", "Her house.", "A casa\u200c dela.", ""),
    ("bidi", "ERROR", "ar", "She left.", "\u202bغادرت.\u202c", ""),
    ("bidi", "ERROR", "ar", "She left.", "غادرت.\u2069", ""),
    ("quotes", "ERROR", "zh-TW", "She called it “odd”.", '她說這很"怪"。', "她說這很「怪」。"),
    ("quotes", "ERROR", "zh-TW", "“Stay,” he said.", "「留下，他說。", ""),
    ("quotes", "ERROR", "zh-TW", "They chose “peace”.", "他們選擇『和平』。", "他們選擇「和平」。"),
    ("quotes", "WARNING", "zh-TW", "They said “no more delay”.", "他們說：「不要再拖延了」。", "他們說：「不要再拖延了。」"),
    ("quotes", "WARNING", "zh-TW", "The Refugee Act passed.", "「難民法」通過了。", "《難民法》通過了。"),
    ("quotes", "WARNING", "zh-TW", "The “model” camp burned.", "模範營地燒毀了。", ""),
    ("quotes", "WARNING", "pt-BR", "The “model” camp burned.", "O campo modelo queimou.", ""),
    ("quotes", "ERROR", "pt-BR", "“Stay,” he said.", "«Fique», disse ele.", "“Fique”, disse ele."),
    ("quotes", "WARNING", "pt-BR", "“Stay,” he said.", '"Fique", disse ele.', "“Fique”, disse ele."),
    ("quotes", "ERROR", "pt-BR", "“Stay,” he said.", "“Fique, disse ele.", ""),
    ("quotes", "ERROR", "fr", "“Stay,” he said.", "“Restez”, a-t-il dit.", "«\u00a0Restez\u00a0», a-t-il dit."),
    ("quotes", "ERROR", "de", "“Stay,” he said.", "“Bleibt”, sagte er.", "„Bleibt“, sagte er."),
    ("quotes", "ERROR", "ja", "“Stay,” he said.", "“残れ”と彼は言った。", "「残れ」と彼は言った。"),
    ("quotes", "WARNING", "es", "“We lost the house and the fields, and nobody came,” said Ana.",
     "Ana dijo: “Perdimos la casa”. Y los campos, y no vino nadie.", ""),
    ("brackets", "ERROR", "zh-TW", "The law (of 1998) fell.", "該法（1998年失效。", ""),
    ("brackets", "ERROR", "de", "The law (of 1998) fell.", "Das Gesetz von 1998) fiel.", ""),
    ("brackets", "ERROR", "fr", "The law (of 1998) fell.", "La loi (de 1998] est tombée.", ""),
    ("halfwidth-punct", "ERROR", "zh-TW", "It rained, then froze.", "先下雨,後結冰。", "先下雨，後結冰。"),
    ("halfwidth-punct", "ERROR", "zh-TW", "The court (in Hualien).", "法院(花蓮)。", "法院（花蓮）。"),
    ("halfwidth-punct", "WARNING", "zh-TW", "We waited…", "我們等了又等...", "我們等了又等……"),
    ("halfwidth-punct", "WARNING", "zh-TW", "Nurses or teachers", "護理師/教師", "護理師／教師"),
    ("halfwidth-punct", "ERROR", "ja", "It rained, then froze.", "雨が降り,凍った。", "雨が降り、凍った。"),
    ("halfwidth-punct", "ERROR", "ar", "Who fired?", "من أطلق النار?", "من أطلق النار؟"),
    ("spacing", "WARNING", "zh-TW", "Only 3 left.", "只剩 3 人。", "只剩3人。"),
    ("spacing", "WARNING", "zh-TW", "“Stay.”", "「 留下。」", "「留下。」"),
    ("spacing", "WARNING", "zh-TW", "They left the city.", "他們離開 城市。", "他們離開城市。"),
    ("spacing", "WARNING", "ja", "The UN left.", "UN は去った。", "UNは去った。"),
    ("spacing", "WARNING", "es", "They left.", "Se  fueron.", "Se fueron."),
    ("spacing", "WARNING", "es", "They left.", "Se fueron. ", "Se fueron."),
    ("spacing", "WARNING", "es", "They left.", "Se fueron .", "Se fueron."),
    ("spacing", "WARNING", "id", "They left (again).", "Mereka pergi ( lagi).", "Mereka pergi (lagi)."),
    ("spacing", "WARNING", "fr", "Who fired?", "Qui a tiré ?", "Qui a tiré\u202f?"),
    ("spacing", "WARNING", "fr-CA", "Who fired?", "Qui a tiré\u00a0?", "Qui a tiré?"),
    ("spacing", "WARNING", "fr", "The list:", "La liste:", "La liste\u00a0:"),
    ("spacing", "WARNING", "fr", "“Stay,” he said.", "«Restez\u00a0», a-t-il dit.", "«\u00a0Restez\u00a0», a-t-il dit."),
    ("end-punct", "WARNING", "zh-TW", "Who gave the money?", "誰給了錢。", ""),
    ("end-punct", "WARNING", "zh-TW", "The bridge was closed for a week.", "橋封閉了一週", ""),
    ("end-punct", "WARNING", "th", "Who gave the money?", "ใครให้เงิน", ""),
    ("end-punct", "WARNING", "id", "They were told the following:", "Mereka diberi tahu ini.", ""),
    ("end-punct", "WARNING", "es", "Stop the killing!", "Paren la matanza!", ""),
    ("end-punct", "ERROR", "zh-TW", "He said: “Free them.”", "他說：「放人。」。", "他說：「放人。」"),
    ("end-punct", "ERROR", "zh-TW", "They fled, but late.", "他們逃了，，但太晚。", "他們逃了，但太晚。"),
    ("locale-variant", "ERROR", "zh-TW", "The software failed.", "軟件故障。", "軟體故障。"),
    ("locale-variant", "ERROR", "zh-TW", "Laos abstained.", "老撾棄權。", "寮國棄權。"),
    ("locale-variant", "WARNING", "zh-TW", "The quality of the water fell.", "水的質量下降。", "水的品質下降。"),
    ("locale-variant", "WARNING", "zh-TW", "The report was published.", "報告公佈了。", "報告公布了。"),
    ("locale-variant", "WARNING", "zh-TW", "In the house", "屋裏", "屋裡"),
    ("locale-variant", "WARNING", "zh-TW", "They live in Taiwan.", "他們住在臺灣。", "他們住在台灣。"),
    ("locale-variant", "ERROR", "pt-BR", "The trains stopped.", "Os comboios pararam.", "Os trens pararam."),
    ("locale-variant", "ERROR", "pt-BR", "Actors of the sector.", "Actualmente, o setor.", "Atualmente, o setor."),
    ("locale-variant", "ERROR", "pt-BR", "Iran and Iraq agreed.", "O Irão e o Iraque concordaram.", "O Irã e o Iraque concordaram."),
    ("locale-variant", "WARNING", "pt-BR", "They are waiting.", "Eles estão a esperar.", "Eles estão esperando."),
    ("locale-variant", "ERROR", "es-419", "You know it.", "Vosotras lo dicen.", "Ustedes lo dicen."),
    ("locale-variant", "ERROR", "de-CH", "The road is closed.", "Die Straße ist zu.", "Die Strasse ist zu."),
    ("locale-format", "WARNING", "zh-TW", "About 25%", "約25 %", "約25%"),
    ("locale-format", "WARNING", "zh-TW", "On 24 June 2024", "於2024年06月24日", "於2024年6月24日"),
    ("locale-format", "WARNING", "zh-TW", "From 15 to 20 people", "15~20人", "15至20人"),
    ("locale-format", "WARNING", "zh-TW", "It cost US$5,000.", "花費US$5,000。", "花費5,000美元。"),
    ("locale-format", "WARNING", "zh-TW", "Ana Ruiz left.", "安娜·魯伊斯走了。", "安娜‧魯伊斯走了。"),
    ("locale-format", "WARNING", "zh-TW", "At 9:30 pm they left.", "他們於9:30pm離開。", ""),
    ("locale-format", "WARNING", "zh-TW", "On 24 June 2024 they left.", "他們於24/6/2024離開。", ""),
    ("locale-format", "WARNING", "pt-BR", "Some 3,450 left.", "Uns 3,450 saíram.", "Uns 3.450 saíram."),
    ("locale-format", "WARNING", "pt-BR", "Some 83,450 left.", "Uns 83450 saíram.", "Uns 83.450 saíram."),
    ("locale-format", "WARNING", "de", "It rose by 2.5 points.", "Es stieg um 2.5 Punkte.", "Es stieg um 2,5 Punkte."),
    ("locale-format", "WARNING", "ja", "Some 3,450 left.", "約3.450人が去った。", "約3,450人が去った。"),
    ("locale-format", "WARNING", "fr", "About 25%", "Environ 25%", "Environ 25\u00a0%"),
    ("locale-format", "WARNING", "fr", "Some 3,450 left.", "Quelque 3 450 sont partis.", "Quelque 3\u202f450 sont partis."),
    ("locale-format", "WARNING", "es", "On 3 May 2024", "El 3 de Mayo de 2024", "El 3 de mayo de 2024"),
    ("locale-format", "WARNING", "id", "On 3 May 2024", "Pada 3 mei 2024", "Pada 3 Mei 2024"),
    ("locale-format", "WARNING", "es", "On 24 June 2024", "El 6/24/2024", ""),
    ("locale-format", "WARNING", "ar", "They left.", "غـــادروا.", "غادروا."),
    ("locale-format", "WARNING", "ko", "Mina left.", "미나은(는) 떠났다.", ""),
    ("halfwidth-punct", "WARNING", "zh-TW", "They took nurses, cooks, drivers and guards.",
     "他們帶走護理師，廚師，司機和警衛。", "他們帶走護理師、廚師、司機和警衛。"),
    ("halfwidth-punct", "WARNING", "zh-TW", "Nurses, cooks, and drivers", "護理師、廚師、和司機", "護理師、廚師和司機"),
    ("halfwidth-punct", "ERROR", "fa", "Who fired?", "چه کسی شلیک کرد?", "چه کسی شلیک کرد؟"),
    ("locale-format", "WARNING", "zh-TW", "Ana Ruiz left.", "安娜.魯伊斯走了。", "安娜‧魯伊斯走了。"),
    ("locale-format", "WARNING", "zh-TW", "On 24 June 2024 they left.", "他們於2024 年 06 月 24 日離開。", "他們於2024年6月24日離開。"),
    ("locale-format", "WARNING", "zh-TW", "It cost $1,200.", "花費$1,200。", ""),
    ("locale-format", "WARNING", "ja", "Ana Ruiz left.", "アナ·ルイスは去った。", "アナ・ルイスは去った。"),
    ("locale-format", "WARNING", "pt-BR", "They left on Monday.", "Eles saíram na Segunda-feira.", "Eles saíram na segunda-feira."),
    ("locale-format", "WARNING", "de", "On 3 May 2024", "Am 3 Mai 2024", "Am 3. Mai 2024"),
    ("locale-format", "WARNING", "ar", "Some 12 of 30 left.", "غادر 12 من ٣٠.", ""),
    ("spacing", "WARNING", "ko", "“Stay,” he said.", "그는 “남아” 라고 말했다.", "그는 “남아”라고 말했다."),
    ("invisible-char", "ERROR", "pt-BR", "They left.", "Eles saíram．", "Eles saíram."),
    ("quotes", "WARNING", "zh-TW", "The report “Cold Nights” is out.", "報告「寒夜」出版了。", "報告《寒夜》出版了。"),
    ("quotes", "WARNING", "zh-TW", "She sang the song “River”.", "她唱了「河」這首歌。", "她唱了〈河〉這首歌。"),
    ("locale-variant", "ERROR", "pt-BR", "We documented it.", "Nós documentámos tudo.", "Nós documentamos tudo."),
    ("locale-variant", "ERROR", "pt-BR", "The Committee met.", "O Comité se reuniu.", "O Comitê se reuniu."),
    ("spacing", "WARNING", "es", "They left, but she stayed.", "Se fueron,pero ella no.", "Se fueron, pero ella no."),
    ("spacing", "WARNING", "id", "They left. She stayed.", "Mereka pergi.Dia tinggal.", "Mereka pergi. Dia tinggal."),
    ("spacing", "WARNING", "pt-BR", "“Stay,” he said.", "“ Fique”, disse ele.", "“Fique”, disse ele."),
    ("caps", "WARNING", "pt-BR", "They escaped. She stayed.", "Eles escaparam. ela ficou.", "Eles escaparam. Ela ficou."),
    ("caps", "WARNING", "es", "The UNHCR left.", "La unhcr se fue.", "La UNHCR se fue."),
    ("repeated-word", "WARNING", "zh-TW", "He was arrested.", "他遭遭逮捕。", "他遭逮捕。"),
    ("spacing", "WARNING", "ja", "They left.", "彼らは 去った。", "彼らは去った。"),
    ("quotes", "ERROR", "pt-BR", "She said: “I am ‘ill’.”", "Ela disse: “Estou “doente”.”", "Ela disse: “Estou ‘doente’.”"),
    ("quotes", "WARNING", "zh-TW", "She read the Treaty.", "她讀了<<和平條約>>。", "她讀了《和平條約》。"),
    ("quotes", "WARNING", "zh-TW", "“I hid,” said Rui. “They ran.”", "「我躲了起來，」魯伊說。他們跑掉了。", ""),
    ("end-punct", "WARNING", "pt-BR", "They left.", "Eles saíram..", "Eles saíram."),
    ("end-punct", "WARNING", "pt-BR", "They left.", "Eles saíram", ""),
    ("quotes", "ERROR", "zh-TW", "“Stay,” he said.", "「留下，』他說。", "「留下，」他說。"),
    ("quotes", "ERROR", "zh-TW", "“Stay,” he said.", "｢留下，｣他說。", "「留下，」他說。"),
    ("quotes", "WARNING", "zh-TW", "She added: “This is a victory.”", "她補充：「這是一場勝利」。", "她補充：「這是一場勝利。」"),
    ("quotes", "WARNING", "zh-TW", "They called it “legal”.", "他們稱此舉「合法。」", "他們稱此舉「合法」。"),
    ("quotes", "WARNING", "zh-TW", "The ‘model’ camp burned.", "模範營地燒毀了。", ""),
    ("quotes", "WARNING", "zh-TW", "They ratified the Convention.", "他們批准了〈兒童權利公約〉。", "他們批准了《兒童權利公約》。"),
    ("quotes", "WARNING", "zh-TW", "The Morning Post wrote it.", "「晨間郵報」寫道。", "《晨間郵報》寫道。"),
    ("quotes", "WARNING", "zh-TW", "The briefing “Cold Nights” is out.", "簡報<寒夜>出版了。", "簡報〈寒夜〉出版了。"),
    ("halfwidth-punct", "ERROR", "zh-TW", "She left.", "她走了．", "她走了。"),
    ("halfwidth-punct", "ERROR", "zh-TW", "She left.", "她走了｡", "她走了。"),
    ("halfwidth-punct", "ERROR", "zh-TW", "He said: “Stay.”", "他說︰「留下。」", "他說：「留下。」"),
    ("end-punct", "ERROR", "zh-TW", "They left, wept, and slept.", "他們離開、，哭了。", "他們離開，哭了。"),
    ("end-punct", "ERROR", "zh-TW", "They left: nobody wept.", "他們離開：，沒人哭。", "他們離開：沒人哭。"),
    ("end-punct", "ERROR", "zh-TW", "They left!", "他們離開了！！", "他們離開了！"),
    ("invisible-char", "ERROR", "zh-TW", "They left.", "\u3000他們離開了。", "他們離開了。"),
    ("simplified-char", "ERROR", "zh-TW", "In the room.", "在房間里。", "在房間裡。"),
    ("locale-variant", "ERROR", "zh-TW", "Zambia abstained.", "贊比亞棄權。", "尚比亞棄權。"),
    ("locale-variant", "WARNING", "zh-TW", "Police took her.", "公安帶走了她。", "警方帶走了她。"),
    ("locale-variant", "WARNING", "zh-TW", "Mali abstained.", "馬里棄權。", "馬利棄權。"),
    ("locale-variant", "ERROR", "zh-TW", "In Hong Kong.", "在中國香港特別行政區。", "在香港。"),
    ("locale-variant", "WARNING", "zh-TW", "It was issued.", "命令已發佈。", "命令已發布。"),
    ("locale-format", "WARNING", "zh-TW", "On 4 June they left.", "他們於06月04日離開。", "他們於6月4日離開。"),
    ("locale-format", "WARNING", "zh-TW", "From 3 to 5 May", "5月3日-5日", "5月3日至5日"),
    ("locale-format", "WARNING", "zh-TW", "On 24 June 2024 they left.", "他們於2024.6.24離開。", ""),
    ("locale-format", "WARNING", "zh-TW", "In 2024 they left.", "他們於2,024年離開。", "他們於2024年離開。"),
    ("locale-format", "WARNING", "zh-TW", "It cost €50.", "花費€50。", "花費50歐元。"),
    ("locale-format", "WARNING", "zh-TW", "It cost EUR 50.", "花費EUR 50。", ""),
    ("locale-format", "WARNING", "zh-TW", "George W. Bush spoke.", "喬治W布希發言。", "喬治 W. 布希發言。"),
    ("quotes", "ERROR", "es", "“He said ‘no’,” she said.", "“Dijo “no””, contó.", "“Dijo ‘no’”, contó."),
    ("quotes", "ERROR", "ko", "“Stay,” he said.", "그는 「남아」라고 말했다.", "그는 “남아”라고 말했다."),
    ("quotes", "WARNING", "ja", "“Stay,” he said.", "「残れ。」と彼は述べた。", "「残れ」と彼は述べた。"),
    ("quotes", "WARNING", "es", "She said: “It is over.”", "Dijo: “Se acabó.”", "Dijo: “Se acabó”."),
    ("quotes", "WARNING", "de", "“Stay,” he said.", "„Bleibt,“ sagte er.", "„Bleibt“, sagte er."),
    ("quotes", "WARNING", "de", "“Stay!” he said.", "„Bleibt!“ sagte er.", "„Bleibt!“, sagte er."),
    ("end-punct", "WARNING", "th", "They left.", "พวกเขาจากไป.", "พวกเขาจากไป"),
    ("end-punct", "WARNING", "ja", "It rained.", "雨が降った。。", "雨が降った。"),
    ("halfwidth-punct", "WARNING", "ja", "It rained, then froze.", "雨が降り，凍った。", "雨が降り、凍った。"),
    ("halfwidth-punct", "ERROR", "ar", "She read the Desk report, and wept.", "قرأت تقرير Desk, وبكت.", "قرأت تقرير Desk، وبكت."),
    ("halfwidth-punct", "ERROR", "ar", "In 2024, she left.", "في 2024, غادرت.", "في 2024، غادرت."),
    ("locale-format", "WARNING", "ja", "In 2024.", "２０２４年に。", "2024年に。"),
    ("invisible-char", "ERROR", "ko", "They left.", "그들은 떠났다。", "그들은 떠났다."),
    ("invisible-char", "ERROR", "ko", "They left, and wept.", "그들은 떠나며， 울었다.", "그들은 떠나며, 울었다."),
    ("locale-format", "WARNING", "ja", "On 24 June 2024", "2024年06月24日", "2024年6月24日"),
    ("locale-format", "WARNING", "ja", "On 24 June 2024", "2024/06/24", ""),
    ("locale-format", "WARNING", "ja", "About 25%", "約25％", "約25%"),
    ("locale-format", "WARNING", "ko", "On 24 June 2024", "2024년6월24일", "2024년 6월 24일"),
    ("locale-format", "WARNING", "ko", "On 4 June", "06월 04일", "6월 4일"),
    ("locale-format", "WARNING", "ko", "To Mina", "미나(으)로", ""),
    ("locale-format", "WARNING", "th", "On 24 June 2024", "24 มิถุนายน 2567", ""),
    ("locale-format", "WARNING", "de", "On 24 June 2024", "Am 24.Juni 2024", "Am 24. Juni 2024"),
    ("locale-format", "WARNING", "de", "On 24 June 2024", "Am 24/06/2024", ""),
    ("locale-format", "WARNING", "de", "On Monday they left.", "Am montag gingen sie.", "Am Montag gingen sie."),
    ("locale-format", "WARNING", "id", "On Monday they left.", "Pada senin mereka pergi.", "Pada Senin mereka pergi."),
    ("locale-format", "WARNING", "pt-BR", "Some 1,200 left.", "Uns 1 200 saíram.", "Uns 1.200 saíram."),
    ("locale-format", "WARNING", "pt-BR", "On 1 June 2024", "Em 1 de junho de 2024", "Em 1º de junho de 2024"),
    ("locale-format", "WARNING", "pt-BR", "On 24 June 2024", "Em 24 junho 2024", "Em 24 de junho de 2024"),
    ("locale-format", "WARNING", "pt-BR", "In June 2024", "Em Junho de 2024", "Em junho de 2024"),
    ("locale-format", "WARNING", "fr", "On 1 June 2024", "Le 1 juin 2024", "Le 1er juin 2024"),
    ("locale-format", "WARNING", "fr", "It cost €50.", "Cela a coûté 50 €.", "Cela a coûté 50\u00a0€."),
    ("locale-format", "WARNING", "fr", "It cost €50.", "Cela a coûté €50.", "Cela a coûté 50\u00a0€."),
    ("locale-variant", "WARNING", "pt-BR", "All left.", "Todxs saíram.", ""),
    ("locale-variant", "WARNING", "pt-BR", "All left.", "Tod@s saíram.", ""),
    ("caps", "WARNING", "fr", "The State must act.", "L’Etat doit agir.", "L’État doit agir."),
    ("bidi", "ERROR", "ar", "She left.\n\nHe stayed.", "غادرت \u2066Desk.\n\nبقي.", ""),
    ("locale-format", "WARNING", "zh-TW", "12,000 people", "12000人", "12,000人"),
    ("locale-format", "WARNING", "zh-TW", "On 5 March 2021", "於2021-03-05", ""),
    ("locale-format", "WARNING", "pt-BR", "On 25 March 2021", "Em março 25, 2021", ""),
    ("locale-format", "WARNING", "fr", "12,500 people", "12.500 personnes", "12\u202f500 personnes"),
    ("repeated-word", "WARNING", "pt-BR", "They left the city.", "Eles deixaram a cidade a cidade.", "Eles deixaram a cidade."),
    ("repeated-word", "WARNING", "ja", "The court ruled.", "裁判所は裁判所は判決した。", "裁判所は判決した。"),
    ("brackets", "ERROR", "pt-BR", "The court (in Rio)", "O tribunal (em Rio})", ""),
    ("brackets", "ERROR", "zh-TW", "The court (in Taichung)", "法院((位於台中）", ""),
    ("repeated-word", "WARNING", "zh-TW", "The police left.", "警方警方離開了。", "警方離開了。"),
    ("repeated-word", "WARNING", "es", "The police left.", "La la policía se fue.", "La policía se fue."),
    ("repeated-word", "WARNING", "ar", "The police left.", "غادرت الشرطة الشرطة.", "غادرت الشرطة."),
    ("caps", "WARNING", "de", "They left.", "sie gingen.", "Sie gingen."),
    ("caps", "WARNING", "es", "They left.", "SE FUERON TODOS.", ""),
]  # fmt: skip


@pytest.mark.parametrize(("check", "severity", "language", "source", "target", "fix"), DEFECTS)
def test_one_defect_is_one_finding_with_its_fix(check, severity, language, source, target, fix):
    findings = look(language, source, target)
    assert told(findings) == [(check, severity)]
    assert (findings[0].fix or "") == fix
    assert findings[0].span is not None


@pytest.mark.parametrize(("language", "source", "fix"), [(row[2], row[3], row[5]) for row in DEFECTS if row[5]])
def test_a_fix_leaves_nothing_amiss(language, source, fix):
    assert look(language, source, fix) == []


CLEAN = [
    ("de", "On 3 July 2024 he left.", "Am 3. JULİ 2024 ging er."),
    ("sl", "%(model_name)s with this %(field_label)s exists.", "%(model_name)s s tem %(field_label)s obstaja."),
    ("pt-BR", "yes,no,maybe", "sim,não,talvez"),
    ("pt-BR", "The law changed after 9/11.", "A lei mudou depois do 11 de Setembro."),
    ("zh-TW", "“She is free,” said Agnès Callamard.", "「她自由了。」阿涅絲‧卡拉馬爾（Agnès Callamard）表示。"),
    ("ja", "“She is free,” said Agnès Callamard.", "「彼女は自由だ」と、アニエス・カラマール（Agnès Callamard）は語った。"),
    ("zh-TW", "The queen spoke.", "皇后致詞，里長與范雲在松山若干人面前發言。"),
    ("zh-TW", "The beds were dry.", "床單晒乾了，群眾在秘魯的峰會外。"),
    ("zh-TW", "Two beds each.", "一隻有病的貓在這裡程度不高，一批准備出發的人到了。"),
    ("zh-TW", "Read https://a.example/x,y(z)?q=1.", "請讀https://a.example/x,y(z)?q=1。"),
    ("zh-TW", "Two demands: 1. Release; 2. Redress.", "兩項訴求：1. 釋放；2. 賠償。"),
    ("zh-TW", "At 12:30, 1.5 m.", "12:30，1.5公尺。"),
    ("zh-TW", "“They came at night.", "「他們夜裡來。"),
    ("zh-TW", "And they left.”", "然後他們走了。」"),
    ("zh-TW", "O’Brien left.", "O’Brien走了。"),
    ("zh-TW", "the ‘old’ order", "那個『舊』秩序"),
    ("zh-TW", "George W. Bush", "喬治 W. 布希"),
    ("zh-TW", "The film “Night” won.", "電影《夜》獲獎。"),
    ("zh-TW", "Run 'make all'.", "請執行'make all'。"),
    ("zh-CN", "They left.", "他们离开了。"),
    ("ja", "Article 1", "第１条"),
    ("ja", "The association met.", "会は国の学校で開かれた。「本当に！？　なぜ」と。"),
    ("ar", "“He said ‘stay’,” she said.", "وقالت: «قال لي: “ابقي”»."),
    ("ar", "The Desk wrote.", "كتب \u2066Desk\u2069 في 3,5."),
    ("pt-BR", "She read a) and b).", "Ela leu a) e b)."),
    ("pt-BR", "“He said ‘stay’,” she said.", "“Ele disse ‘fique’”, contou ela."),
    ("pt-BR", "Joana d’Arc’s 12\" sword", "A espada de 12\" de Joana d’Arc"),
    ("pt-BR", "She waited ... and left.", "Ela esperou ... e saiu."),
    ("es", "“Stay,” he said.", "«Quédense», dijo."),
    ("es", "“He said ‘no’,” she said.", "«Dijo “no”», contó."),
    ("es", "It is 5,000.", "Son 5 000."),
    ("es", "The march of 2021 left Plaza de Mayo.", "La marcha de la Plaza de Mayo de 2021 salió."),
    ("pt-BR", "On 1 and 21 June 2024", "Em 1º e 21 de junho de 2024"),
    ("pt-BR", "Write to press@desk.example, or to @desk.", "Escreva para press@desk.example ou @desk."),
    ("pt-BR", "The mixed boxes of latex", "As caixas mistas de látex"),
    ("fr", "In 2021, 50 euros or US$50", "En 2021, 50 euros ou 50\u00a0$"),
    ("th", "At 3 pm they left.", "พวกเขาออกเดินทางเวลา 15.00 น."),
    ("th", "On 24 June 2024", "24 มิถุนายน ค.ศ. 2024"),
    ("th", "“Stay,” he said.", "เขากล่าวว่า “อยู่”"),
    ("ko", "The Convention was read.", "「고문방지협약」을 낭독했다."),
    ("de", "“Stay,” he said. The word “crisis” fell.", "„Bleibt“, sagte er. Das Wort „Krise“ fiel."),
    ("es", "“Stay,” he said.", "“Quédense”, dijo."),
    ("fr", "It’s 15:05, see a:b.", "Il est 15:05, voir a:b."),
    ("fr", "“He said ‘stay’,” she said.", "«\u00a0Il a dit “restez”\u00a0», a-t-elle dit."),
    ("fr", "“No,” he said, “never.”", "«\u202fNon, a-t-il dit, jamais.\u202f»"),
    ("fr-CA", "Who fired?", "Qui a tiré?"),
    ("de", "“He said ‘stay’,” she said.", "„Er sagte ‚bleibt‘“, sagte sie."),
    ("de", "“Stay,” he said.", "»Bleibt«, sagte er."),
    ("ko", "He called it a ‘camp’.", "그는 그것을 ‘수용소’라고 불렀다."),
    ("th", "They left.", "พวกเขาจากไป"),
    ("zh-TW", "Article 14(1)(a)", "第14(1)(a)條"),
    ("pt-BR", ">>> x = Complex(3.0, -4.5)", ">>> x = Complex(3.0, -4.5)"),
    ("pt-BR", "class Derived(modname.Base):", "class Derivada(nomemódulo.Base):"),
    # Signs that the source names: no mark of a sentence stands behind a space in English.
    ("zh-TW", "File exists (add ! to override)", "檔案已存在（請用 ! 強制執行）"),
    ("zh-TW", "??? from here until ???END something is wrong", "??? 從這裡到 ???END內容有問題"),
    ("zh-TW", "Type :help for help", "請輸入 :help"),
    ("zh-TW", "You can write it so: ::", "可以寫成這樣： ::"),
    ("zh-TW", "See the *glossary*.", "請參閱 *glossary*\\ （術語表）。"),
    ("zh-TW", "The C++ and .NET teams", "C++與.NET團隊"),
    ("zh-TW", "Human Rights Watch (HRW)", "人權觀察（Human Rights Watch，HRW）"),
    ("zh-TW", "Between 9:00 and 17:30, 1.5-2.5%", "9:00至17:30，1.5至2.5%"),
    ("pt-BR", "Section 4.7 and 4.7 per cent", "Seção 4.7 e 4,7 por cento"),
    ("pt-BR", "At 15:05 some 1.2 million (25%) fled.", "Às 15h05, cerca de 1,2 milhão (25%) fugiu."),
    ("es", "“We won! Why?” said Ana.", "“¡Ganamos! ¿Por qué?”, dijo Ana."),
    ("fr", "“We won,” she said. “We lost.”", "«\u00a0Nous avons gagné, a-t-elle dit. Nous avons perdu.\u00a0»"),
    ("de", "Defenders: join!", "Verteidiger*innen: Macht mit!"),
    ("ja", "Agnès Callamard of Amnesty", "アムネスティのアニエス・カラマール"),
    ("id", "Children and women", "Anak-anak dan perempuan-perempuan"),
    ("th", "“We won,” said Ana.", "อานากล่าวว่า “เราชนะ”"),
    ("zh-TW", "The report says it was “odd”.", "報告說這很「怪」。"),
    ("zh-TW", "Beaten by the accused", "被被告毆打，其他他不記得"),
    ("pt-BR", "The UNICEF team, etc. and more", "A equipe do Unicef, etc. e mais"),
    ("zh-TW", "We walked to Ngorongoro.", "我們走到恩戈羅恩戈羅。"),
    ("zh-TW", "It is Monday,\" she said.", "今天是星期一，」她說。"),
    ("es", "In Santo Domingo, Domingo spoke.", "En Santo Domingo habló Domingo."),
    ("el", "Who fired?", "Ποιος πυροβόλησε;"),
    ("ar", "Index ASA 38/8765/2024, 30 left.", "الوثيقة ASA 38/8765/2024، غادر ٣٠."),
    ("zh-TW", "“Where is she?” he asked.", "他問：「她在哪裡？」"),
    ("zh-TW", "No further comment", "不再評論"),
    ("zh-TW", "Taiwan High Court", "臺灣高等法院"),
    ("zh-TW", "He read “The Taiwan Road”.", "他讀了《臺灣之路》。"),
    ("zh-TW", "The farmers’ union met.", "農民工會開會。"),
    ("zh-TW", "The mass of the star grew.", "恆星的質量變大。"),
    ("zh-TW", "Step by step, everyone came.", "大家一步一步走來，人人都在討論討論。"),
    ("zh-TW", "Call 02-2700-1234, case 12345678, Rule 4.7.", "請撥02-2700-1234，案號12345678，規則4.7。"),
    ("pt-BR", "They will go to court.", "Irão a julgamento."),
    ("pt-BR", "The army equips them.", "O exército equipa os grupos."),
    ("pt-BR", "The de facto government fell.", "O governo de facto caiu."),
    ("pt-BR", "The convoy of aid left.", "O comboio de ajuda partiu."),
    ("pt-BR", "It is on par.", "Está a par de tudo."),
    ("pt-BR", "Section 4.7 and case 1234567.", "Seção 4.7 e processo 1234567."),
    ("pt-BR", "On 24/06/2024.", "Em 24/06/2024."),
    ("pt-BR", "iPhone sales rose.", "iPhones venderam mais."),
    ("es", "“Who fired?” she asked.", "«¿Quién disparó?», preguntó."),
    ("es", "Who came, and why?!", "¡¿Quién vino y por qué?!"),
    ("es", "At 9:30 am.", "A las 9:30 a. m."),
    ("es-MX", "Some 3,450 left.", "Unas 3,450 se fueron."),
    ("es", "They share the house.", "Vosotros compartís la casa."),
    ("fr", "We met at last.", "Nous nous sommes enfin vus."),
    ("id", "The Long Road to Justice", "Jalan Panjang Menuju Keadilan"),
    ("th", "They left the city yesterday.", "พวกเขาออกจากเมืองเมื่อวานนี้"),
    ("ar", "He came very very late.", "جاء متأخرا متأخرا."),
    ("de", "Whereas it is so,", "da es so ist,"),
    ("fr", "The U.S.", "Les États-Unis"),
    ("tlh", "“Stay,” he said.", "“yIratlh jatlh."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Stop now!", "立刻停止 !"),
        (": the court said", ": 法院說"),
        ("Add ! now!", "立刻加上!"),
        ("See :help now:", "請見:"),
    ],
)
def test_a_mark_that_the_source_does_not_name_is_judged(source, target):
    assert ("halfwidth-punct", "ERROR") in told(look("zh-TW", source, target))


@pytest.mark.parametrize(
    ("target", "severity"),
    [
        ("E37:尚未存檔", "ERROR"),
        ("警告: E37", "ERROR"),
        ("由HRW及UNHCR說.", "ERROR"),
        ("E37: 尚未存檔", "WARNING"),
        ("本國的HRW, 以及鄰國", "WARNING"),
    ],
)
def test_a_mark_between_a_western_word_and_a_space_is_another_houses_style(target, severity):
    [found] = [one for one in look("zh-TW", "E37", target) if one.check == "halfwidth-punct"]
    assert found.severity.name == severity


@pytest.mark.parametrize(("language", "source", "target"), CLEAN)
def test_what_is_right_stays_quiet(language, source, target):
    assert look(language, source, target) == []


@pytest.mark.parametrize(
    ("language", "source", "target", "checks"),
    [
        ("pt-BR", "The Long Road to Freedom", "A Longa Estrada Para Liberdade", ["caps"]),
        ("pt-BR", "The Road to Brasília", "A estrada para Brasília", []),
        ("pt-BR", "Ana Ruiz and Lia Prado freed", "Ana Ruiz e Lia Prado Livres", []),
        ("de", "The Road to Freedom", "Straße Richtung Freiheit Heute", []),
        ("zh-TW", "The road to freedom", "通往自由之路。", ["end-punct"]),
    ],
)
def test_headings_have_habits_of_their_own(language, source, target, checks):
    assert [finding.check for finding in look(language, source, target, context="heading")] == checks


def test_the_settings_of_the_edition_hold():
    spaced = ChineseStyle(spacing="space")
    assert look("zh-TW", "Only the UN left.", "只有 UN 走了。", style=spaced) == []
    [finding] = look("zh-TW", "Only the UN left.", "只有UN走了。", style=spaced)
    assert (finding.check, finding.fix) == ("spacing", "只有 UN 走了。")


def test_a_fix_keeps_the_tags_and_a_span_is_counted_in_the_target():
    target = "<b1>先下雨</b1>,<x2/>後結冰。"
    [finding] = look("zh-TW", "<b1>It rained</b1>,<x2/> then froze.", target)
    assert target[slice(*finding.span)] == ","
    assert finding.fix == "<b1>先下雨</b1>，<x2/>後結冰。"


@pytest.mark.parametrize("target", ["Il a dit “ “ et il est parti.", "Il a dit “ ” et il est parti."])
@pytest.mark.parametrize("language", ["fr", "fr-CA"])
def test_marks_around_nothing_are_told_and_mended(language, target):
    """A slip of the finger: the space between them was taken for that of both marks."""
    (found,) = (one for one in look(language, "He said “ ” and left.", target) if one.check == "quotes")
    assert found.fix == "Il a dit «\u00a0» et il est parti."
