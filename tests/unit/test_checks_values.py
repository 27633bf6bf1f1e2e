"""Numbers, amounts, dates and days of the week of a source, held against its target."""

import pytest

from pubflow.catalog import State, Unit
from pubflow.checks.dates import DateMismatch, WeekdayMismatch
from pubflow.checks.values import AmountMismatch, NumberMismatch
from pubflow.finding import Where
from pubflow.language import LanguageTag
from pubflow.plugins import CheckContext
from pubflow.segment import Key
from pubflow.termbase.entries import loads
from pubflow.termbase.match import find

CHECKS = (DateMismatch(), WeekdayMismatch(), NumberMismatch(), AmountMismatch())


def said(source: str, language: str, target: str) -> list[tuple[str, str]]:
    unit = Unit(Key("", source), target, State.REVIEWED)
    context = CheckContext(LanguageTag.parse(language), Where("a.po"))
    return [(found.check, found.message) for check in CHECKS for found in check(unit, context)]


@pytest.mark.parametrize(
    ("source", "language", "target"),
    [
        # The same year in the calendar of the country, beside the common one or as it is called there.
        ("In 2024, 40 people were arrested.", "th", "ในปี พ.ศ. 2567 มีผู้ถูกจับกุม 40 คน"),
        ("He was arrested on 24 June 2024.", "th", "เขาถูกจับกุมเมื่อวันที่ 24 มิถุนายน 2567"),
        ("He was arrested on 24 June 2024.", "ar", "اعتُقل في 24 يونيو 2024 (18 ذو الحجة 1445 هـ)."),
        ("The law of 2024 was repealed.", "ar", "أُلغي قانون عام 1445 هـ (2024م)."),
        # A Hijri date alone: it is told by sighting, and one year has a part in two.
        ("He was arrested on 14 March 2024.", "ar", "اعتُقل في 4 رمضان 1445."),
        ("He was arrested on 14 March 2024.", "ar", "اعتُقل في ٥ من شهر رمضان المبارك عام ١٤٤٥هـ."),
        ("He was arrested on Thursday, 14 March 2024.", "ar", "اعتُقل يوم الخميس 5 رمضان 1445 هـ."),
        ("He was arrested on 14 March 2024.", "ar", "اعتُقل في 4/9/1445هـ."),
        ("He was arrested on 14 March 2024.", "ar", "اعتُقل في 14 مارس 2024 الموافق 4 رمضان."),
        ("He was arrested in March 2024.", "ar", "اعتُقل في رمضان 1445هـ."),
        ("The law of 2024 was repealed.", "ar", "أُلغي قانون عام 1445هـ."),
        ("The law of 2023 was repealed.", "ar", "أُلغي قانون سنة 1445."),
        ("The law of 1445 was repealed.", "ar", "أُلغي قانون عام 1445هـ."),
        ("In the school year 2023-2024 she stayed at home.", "ar", "في العام الدراسي 1445-1446هـ بقيت في البيت."),
        ("The law of 1445 AH was repealed.", "ar", "أُلغي قانون عام 2024."),
        ("He was arrested on 4 Ramadan 1445 AH (14 March 2024).", "ar", "اعتُقل في 4 رمضان 1445هـ."),
        ("The law of 1445 AH (2023) was repealed.", "es", "Se derogó la ley de 1445 (2023)."),
        ("The law of 1445 AH was repealed.", "fr", "La loi de 1445 de l’hégire a été abrogée."),
        ("The law of A.H. 1445 was repealed.", "pt-BR", "A lei de 1445 da Hégira foi revogada."),
        ("The law of 1445 AH was repealed.", "es", "Se derogó la ley de 2023."),
        ("He was arrested on 4 Ramadan 1445 AH.", "es", "Lo detuvieron el 14 de marzo de 2024."),
        ("He was arrested on Ramadan 4, 1445.", "pt-BR", "Foi detido em 4 de Ramadã de 1445."),
        ("He was arrested on 4 Ramadan 1445.", "zh-TW", "他於伊斯蘭曆1445年9月4日被捕。"),
        ("The law of 1445 AH was repealed.", "zh-TW", "伊斯蘭曆1445年的法律遭廢除。"),
        ("The law of 2024 was repealed.", "zh-TW", "民國113年的法律遭廢除。"),
        # As long, counted in other units.
        ("Their homes were destroyed twice within 18 months.", "zh-TW", "他們的家園在一年半內兩度遭到摧毀。"),
        ("Their homes were destroyed twice within 18 months.", "pt-BR", "Suas casas foram destruídas duas vezes em um ano e meio."),
        ("Within 72 hours, all of them had been arrested.", "zh-TW", "短短三天內，所有人都遭到逮捕。"),
        ("She was held for two and a half years.", "pt-BR", "Ela ficou detida por dois anos e meio."),
        ("She was held for two and a half years.", "es", "Estuvo detenida dos años y medio."),
        ("She was given two years and six months, suspended for four years.", "pt-BR", "Ela foi condenada a dois anos e meio, suspensos por quatro anos."),
        ("She was given two years and six months.", "zh-TW", "她被判處兩年半徒刑。"),
        ("Half a million people fled.", "zh-TW", "五十萬人逃離家園。"),
        ("Half a million people fled.", "pt-BR", "Meio milhão de pessoas fugiram."),
        ("A quarter of a million people signed.", "pt-BR", "Duzentas e cinquenta mil pessoas assinaram."),
        ("Women earn 84 cents for every dollar earned by men.", "zh-TW", "男性每賺一元，女性只賺0.84元。"),
        ("They may receive no more than 10 million rupees.", "pt-BR", "Não podem receber mais de 10 milhões de rúpias."),
        ("They came between January and March 2022.", "zh-TW", "他們於2022年1月至3月間前來。"),
        ("They came in May and June 2022.", "zh-TW", "他們於2022年五、六月間前來。"),
        ("They came from 24 June to 1 July 2024.", "zh-TW", "他們於2024年6月24日至7月1日前來。"),
        # Letters of another case, as a file that lost its own has them.
        ("Thouſands of people fled.", "pt-BR", "Mılhares de pessoas fugiram."),
        ("Thousands of people fled.", "es", "MİLES de personas huyeron."),
        # Days that Chinese calls by their digits.
        ("The crackdown of 4 June 1989 is taboo.", "zh-TW", "1989年的六四鎮壓是禁忌。"),
        ("The crackdown of 4 June must be investigated.", "zh-TW", "六四鎮壓必須調查。"),
        ("Survivors of the 28 February 1947 massacre still wait.", "zh-TW", "1947年二二八屠殺的倖存者仍在等待。"),
        ("The law followed the attacks of 11 September 2001.", "zh-TW", "該法於2001年九一一事件後通過。"),
        ("Since 9/11, surveillance has grown.", "zh-TW", "自911事件以來，監控不斷擴張。"),
        ("Survivors of the Tiananmen crackdown still wait.", "zh-TW", "六四鎮壓的倖存者仍在等待。"),
        ("Some 4,300 homes burned on 5 May.", "zh-TW", "5月5日約有四千三百棟房屋燒毀。"),
        ("Both brothers were held for two decades.", "zh-TW", "兩兄弟遭關押二十年。"),
        ("Seven of the nine judges agreed.", "pt-BR", "Sete dos nove juízes concordaram."),
        ("Nine out of ten families left.", "es", "Se fueron nueve de cada diez familias."),
        ("He paid £300, or about 12 per cent.", "fr", "Il a payé 300 livres, soit environ 12 %."),
        ("From 3 to 8 June 2021 the road was closed.", "zh-TW", "2021年6月3日至8日道路封閉。"),
        ("The law of 2019 was repealed in 2023.", "ja", "2019年の法律は2023年に廃止された。"),
        ("Dozens fled before 6 a.m.", "pt-BR", "Dezenas fugiram antes das 6h."),
        ("Article 7 applies.", "pt-BR", "Aplica-se o Artigo VII."),
        ("The march began on Saturday.", "ar", "بدأت المسيرة يوم السبت."),
        ("It lasted three days.", "th", "มันกินเวลาสามวัน"),
        ("A hundred years ago 1,000 people lived here.", "pt-BR", "Há um século viviam aqui mil pessoas."),
        ("The fine was US$2,500.", "zh-TW", "罰款為2,500美元。"),
        ("She walked 40 miles.", "de", "Sie ging 40 Meilen."),
        ("May they be free. March for Life!", "pt-BR", "Que sejam livres. Marcha pela Vida!"),
        ("Since 9/11 the law has changed.", "pt-BR", "Desde o 11 de setembro a lei mudou."),
        ("In the 19th and 20th centuries the village grew.", "zh-TW", "這座村莊在19世紀和20世紀不斷擴大。"),
        ("It opened at 11:20 in the 1960s.", "zh-TW", "它於20世紀60年代的11 點 20 分開幕。"),
        ("The wall is 30 m long and runs at 60 kW.", "zh-TW", "牆長30公尺，功率60千瓦。"),
        ("Every twenty or thirty minutes", "zh-TW", "每隔二三十分鐘"),
        ("A fifth of them left, and a quarter work there.", "zh-TW", "五分之一離開，四分之一在那裡工作。"),
        ("In 2012 he fled, and in 2012 she did.", "es", "En 2012 huyeron él y ella."),
        ("Prices rose by half.", "es", "Los precios subieron la mitad."),
        ("Another copy of it", "zh-TW", "副本2"),
        # A date that is written otherwise than the language does is the same day.
        ("He was arrested on 24 June 2024.", "zh-TW", "他於2024/06/24被捕。"),
        ("He was arrested on 24 June 2024.", "pt-BR", "Ele foi preso em 06/24/2024."),
        ("He was arrested on 24 June 2024.", "pt-BR", "Ele foi preso em junho 24, 2024."),
        ("He was arrested on 24 June 2024.", "de", "Er wurde am 24.Juni 2024 verhaftet."),
        # Parts of a scale and of a whole.
        ("US$1.5 billion was spent.", "pt-BR", "Foram gastos 1,5 bilhão de dólares."),
        ("US$1.5 billion was spent.", "zh-TW", "花費15億美元。"),
        ("A million and a half people", "zh-TW", "150萬人"),
        ("A quarter of a million people", "zh-TW", "25萬人"),
        ("Three quarters of them", "zh-TW", "其中75%"),
        ("US$1.5 billion was spent.", "es", "Se gastaron 1.500 millones de dólares."),
        ("Half a million people", "es", "Medio millón de personas"),
        ("Half a million people", "fr", "Un demi-million de personnes"),
        ("US$1.5 billion was spent.", "fr", "1,5\u00a0milliard de dollars ont été dépensés."),
        ("Seventy-five people", "fr", "Soixante-quinze personnes"),
        ("Half a million people", "de", "Eine halbe Million Menschen"),
        ("Seventy-five people", "de", "Fünfundsiebzig Menschen"),
        ("In the 1990s", "de", "In den 1990er-Jahren"),
        ("Half a million people", "id", "Setengah juta orang"),
        ("In the 1990s", "id", "Pada tahun 1990-an"),
        ("Half a million people", "ar", "نصف مليون شخص"),
        ("2,000 people", "ar", "ألفا شخص"),
        ("In the 1990s", "ar", "في التسعينيات"),
        ("Half a million people", "ja", "50万人"),
        ("In the 1990s", "ja", "1990年代に"),
        ("Half a million people", "ko", "50만 명"),
        ("In the 1990s", "ko", "1990년대에"),
        ("US$1.5 billion was spent.", "ko", "15억 달러가 사용되었다."),
        ("Half a million people", "th", "ครึ่งล้านคน"),
        ("In the 1990s", "th", "ในทศวรรษ 1990"),
        ("Ninety-five and 71 people", "fr", "Quatre-vingt-quinze et soixante et onze personnes"),
        ("Seventy-seven people", "fr", "Soixante-dix-sept personnes"),
        ("Half a million people", "pt-BR", "Meio milhão de pessoas"),
        ("A million and a half people", "pt-BR", "Um milhão e meio de pessoas"),
        ("Two and a half million people", "pt-BR", "Dois milhões e meio de pessoas"),
        ("Three quarters of them", "pt-BR", "75% deles"),
        ("A third of them", "pt-BR", "33% deles"),
        ("A million and a half people", "de", "Anderthalb Millionen Menschen"),
        ("Half a dozen people", "es", "Media docena de personas"),
        ("Half a dozen people", "zh-TW", "六人"),
        ("Two and a half million people", "pt-BR", "2,5 milhões de pessoas"),
        ("Two and a half million people", "zh-TW", "250萬人"),
        ("Two and a half million people", "es", "Dos millones y medio de personas"),
        ("Two and a half million people", "fr", "Deux millions et demi de personnes"),
        ("Two and a half years", "zh-TW", "兩年半"),
        ("Two and a half years", "pt-BR", "Dois anos e meio"),
        # Days that are joined, as each language joins them.
        ("From 3 to 5 June 2021 the road was closed.", "es", "Del 3 al 5 de junio de 2021 la carretera estuvo cerrada."),
        ("Between 3 and 5 June 2021 the road was closed.", "es", "Entre el 3 y el 5 de junio de 2021 la carretera estuvo cerrada."),
        ("From 1 to 5 June 2021 the road was closed.", "pt-BR", "De 1º a 5 de junho de 2021, a estrada ficou fechada."),
        ("From 3 to 5 June 2021 the road was closed.", "fr", "Du 3 au 5 juin 2021, la route était fermée."),
        ("From 3 to 5 June 2021 the road was closed.", "de", "Vom 3. bis 5. Juni 2021 war die Straße gesperrt."),
        ("From 3 to 5 June 2021 the road was closed.", "de", "Vom 3. bis zum 5. Juni 2021 war die Straße gesperrt."),
        ("Between 3 and 5 June 2021 the road was closed.", "de", "Zwischen dem 3. und dem 5. Juni 2021 war die Straße gesperrt."),
        ("From 3 to 5 June 2021 the road was closed.", "id", "Pada tanggal 3 sampai dengan 5 Juni 2021 jalan ditutup."),
        ("From 3 to 5 June 2021 the road was closed.", "ja", "2021年6月3日〜5日に道路は閉鎖された。"),
        ("From 3 to 5 June 2021 the road was closed.", "ko", "2021년 6월 3~5일 도로가 폐쇄되었다."),
        ("From 3 to 5 June 2021 the road was closed.", "zh-TW", "2021年6月3至5日道路封閉。"),
        ("On 3, 4 and 5 June 2021 the road was closed.", "zh-TW", "2021年6月3日、4日和5日道路封閉。"),
        ("On 3, 4 and 5 June 2021 the road was closed.", "pt-BR", "Em 3, 4 e 5 de junho de 2021, a estrada ficou fechada."),
        ("On the night of 3-4 June 2021", "pt-BR", "Na noite de 3 para 4 de junho de 2021"),
        ("At 3:30 pm, 20 people left.", "es", "A las 15.30, 20 personas se fueron."),
        ("At 3:30 pm, 20 people left.", "pt-BR", "Às 15h30min, 20 pessoas saíram."),
        ("From 1 to 5 June 2021 the road was closed.", "fr", "Du 1er au 5 juin 2021, la route était fermée."),
        ("From 3 to 5 June the road was closed.", "ko", "6월 3일부터 5일까지 도로가 폐쇄되었다."),
        ("It began at 3:05 pm.", "id", "Acara dimulai pukul 15.05."),
        ("It began at 3:05 pm.", "de", "Es begann um 15.05 Uhr."),
        # A number that is none, of the same size.
        ("Thousands of people fled.", "zh-TW", "成千上萬的人逃離。"),
        ("Tens of thousands of people fled.", "zh-TW", "數萬人逃離。"),
        ("Dozens were held for decades.", "zh-TW", "數十人遭關押數十年。"),
        ("Dozens died and hundreds fled.", "zh-TW", "數百人逃離，數十人死亡。"),
        ("Hundreds of thousands fled.", "pt-BR", "Centenas de milhares fugiram."),
        ("Scores of people fled.", "fr", "Des dizaines de personnes ont fui."),
        ("Tens of thousands fled.", "de", "Zehntausende flohen."),
        ("Tens of thousands fled.", "id", "Puluhan ribu orang melarikan diri."),
        ("Tens of thousands fled.", "ar", "فرّ عشرات الآلاف."),
        ("Tens of thousands fled.", "ko", "수만 명이 피신했다."),
    ],
)  # fmt: skip
def test_what_says_the_same_is_let_pass(source: str, language: str, target: str) -> None:
    assert said(source, language, target) == []


@pytest.mark.parametrize(
    ("source", "language", "target", "check", "message"),
    [
        ("Some 4,300 homes burned.", "zh-TW", "約有四百三十棟房屋燒毀。", "number-mismatch", "“4,300” became “四百三十”"),
        ("Seven of the nine judges agreed.", "pt-BR", "Seis dos nove juízes concordaram.", "number-mismatch", "“Seven” became “Seis”"),
        ("5 billion trees", "es", "5 billones de árboles", "number-mismatch", "“5 billion” became “5 billones”"),
        ("Scores of men were held.", "pt-BR", "20 homens foram detidos.", "number-mismatch", "“Scores” became “20”"),
        ("They were held.", "fr", "Ils étaient 14 à être détenus.", "number-mismatch", "“14” is not in the source"),
        ("He died on 2 July 2020.", "zh-TW", "他於2020年7月12日去世。", "date-mismatch", "“2 July 2020” became “2020年7月12日”"),
        ("He paid £30m.", "fr", "Il a payé 30 milliards de livres.", "number-mismatch", "“30m” became “30 milliards”"),
        ("The case was closed.", "es", "El caso se cerró en 2017.", "date-mismatch", "“2017” is not in the source"),
        ("It was promised in March this year.", "zh-TW", "這是今年2月所承諾。", "date-mismatch", "“March” became “2月”"),
        ("He died in 2020.", "zh-TW", "他於2002年去世。", "date-mismatch", "“2020” became “2002年”"),
        ("He died on 14 March 2024.", "ar", "توفي في 14 رمضان 1445.", "date-mismatch", "“14 March 2024” became “14 رمضان 1445”"),
        ("He died on 14 March 2024.", "ar", "توفي في 14 مارس 2024 (4 رمضان 1446هـ).", "date-mismatch", "“4 رمضان 1446هـ” is not in the source"),
        ("He died in March 2024.", "ar", "توفي في شوال 1445هـ.", "date-mismatch", "“March 2024” became “شوال 1445هـ”"),
        ("The law of 2024 was repealed.", "ar", "أُلغي قانون عام 1454هـ.", "date-mismatch", "“2024” became “1454هـ”"),
        ("The law of 1445 AH was repealed.", "ar", "أُلغي قانون عام 1446هـ.", "date-mismatch", "“1445 AH” became “1446هـ”"),
        ("The law of 1445 AH was repealed.", "es", "Se derogó la ley de 2022.", "date-mismatch", "“1445 AH” became “2022”"),
        ("He died on 4 Ramadan 1445.", "ar", "توفي في 5 رمضان 1445.", "date-mismatch", "“4 Ramadan 1445” became “5 رمضان 1445”"),
        ("He died on 4 Ramadan.", "ar", "توفي في 5 رمضان.", "number-mismatch", "“4” became “5”"),
        ("The law of 1445 AH was repealed.", "fr", "La loi de 1454 de l’hégire a été abrogée.", "date-mismatch", "“1445 AH” became “1454 de l’hégire”"),
        ("It opens on Tuesday.", "es", "Abre el jueves.", "weekday-mismatch", "“Tuesday” became “jueves”"),
        ("on Monday, 2 July 2020", "pt-BR", "na segunda-feira, 2 de julho de 2020", "weekday-mismatch", "“2 de julho de 2020” is a Thursday, not a Monday"),
        ("They paid 90 euros.", "zh-TW", "他們支付了90美元。", "amount-mismatch", "“90 (EUR)” became “90 (USD)”"),
        ("Women hold 25% of the seats.", "pt-BR", "As mulheres ocupam 25 das cadeiras.", "amount-mismatch", "“25 (%)” became “25”"),
        ("He was given 18 months.", "es", "Lo condenaron a 18 años.", "amount-mismatch", "“18 (month)” became “18 (year)”"),
        ("He was given 18 months.", "zh-TW", "他被判刑兩年半。", "number-mismatch", "“18” became “兩年半”"),
        ("Within 72 hours he was free.", "pt-BR", "Em dois dias ele estava livre.", "number-mismatch", "“72” became “dois”"),
        ("Half a million people fled.", "zh-TW", "五萬人逃離家園。", "number-mismatch", "“Half a million” became “五萬”"),
        ("A quarter of a million people signed.", "pt-BR", "25 mil pessoas assinaram.", "number-mismatch", "“A quarter of a million” became “25 mil”"),
        ("The crackdown of 5 June 1989 is taboo.", "zh-TW", "1989年的六四鎮壓是禁忌。", "date-mismatch", "“5 June 1989” became “六四”"),
    ],
)  # fmt: skip
def test_another_value_is_told_once_and_named(
    source: str, language: str, target: str, check: str, message: str
) -> None:
    assert said(source, language, target) == [(check, message)]


def test_a_number_inside_one_that_was_met_is_not_met_again():
    """Of `joined9:30 PM` the 9 is a code's digit as well as a part of the hour."""
    assert said("joined9:30 PM", "zh-TW", "9:30 PM9:30 PM") == [("number-mismatch", "“30” is not in the source")]


@pytest.mark.parametrize(
    ("source", "language", "target"),
    [
        ("Thousands of people fled.", "zh-TW", "數百人逃離。"),
        ("Tens of thousands of people fled.", "zh-TW", "數千人逃離。"),
        ("Dozens died and hundreds fled.", "zh-TW", "數千人逃離，數十人死亡。"),
        ("Hundreds of thousands fled.", "pt-BR", "Centenas de pessoas fugiram."),
        ("Thousands fled.", "es", "Cientos de personas huyeron."),
        ("Thousands fled.", "fr", "Des centaines de personnes ont fui."),
        ("Thousands fled.", "de", "Hunderte flohen."),
        ("Thousands fled.", "id", "Ratusan orang melarikan diri."),
        ("Thousands fled.", "ar", "فرّ مئات الأشخاص."),
        ("Thousands fled.", "ja", "数百人が逃れた。"),
        ("Thousands fled.", "ko", "수백 명이 피신했다."),
        ("Thousands fled.", "th", "ผู้คนหลายร้อยคนหนีไป"),
    ],
)
def test_a_number_that_is_none_keeps_its_size(source: str, language: str, target: str) -> None:
    assert [check for check, _ in said(source, language, target)] == ["number-mismatch"]


@pytest.mark.parametrize(
    ("source", "language", "target"),
    [
        ("He was arrested on 24 June 2024.", "zh-TW", "他於2024/06/25被捕。"),
        ("He was arrested on 6 April 2024.", "pt-BR", "Ele foi preso em 04/06/2024."),
        # A year of our calendar that is called one of the Buddhist.
        ("He was arrested on 6 April 2023.", "th", "เขาถูกจับกุมเมื่อวันที่ 6 เมษายน พ.ศ. 2023"),
    ],
)
def test_another_day_is_another_day_in_any_form(source: str, language: str, target: str) -> None:
    assert [check for check, _ in said(source, language, target)] == ["date-mismatch"]


@pytest.mark.parametrize(
    ("source", "language", "target", "check"),
    [
        ("US$1.5 billion was spent.", "es", "Se gastaron 1.500 dólares.", "number-mismatch"),
        ("Seventy-five people", "fr", "Soixante-cinq personnes", "number-mismatch"),
        ("Half a million people", "pt-BR", "Um milhão de pessoas", "number-mismatch"),
        ("A third of them", "pt-BR", "43% deles", "number-mismatch"),
        ("Half a million people", "zh-TW", "500萬人", "number-mismatch"),
        ("US$1.5 billion was spent.", "ko", "15억 유로가 사용되었다.", "amount-mismatch"),
        ("In the 1990s", "ko", "1980년대에", "number-mismatch"),
        ("Two and a half million people", "fr", "Trois millions et demi de personnes", "number-mismatch"),
        ("Two and a half million people", "zh-TW", "25萬人", "number-mismatch"),
    ],
)
def test_another_part_is_another_number(source: str, language: str, target: str, check: str) -> None:
    assert {found for found, _ in said(source, language, target)} == {check}


@pytest.mark.parametrize(
    ("language", "target"), [("zh-TW", "民國112年（2024年）的法律"), ("ja", "令和5年（2024年）の法律")]
)
def test_two_calendars_that_disagree_are_one_finding(language: str, target: str) -> None:
    assert [check for check, _ in said("The law of 2024", language, target)] == ["date-mismatch"]


def test_the_year_in_a_name_may_stand_beside_a_form_without_it():
    """The glossary knows `1951 Refugee Convention`, and 《難民公約》 for it."""
    names, _ = loads(
        {
            "concepts.csv": "id,kind\nrefugee-convention,name\n",
            "en.csv": "concept,term,rank\nrefugee-convention,1951 Refugee Convention,1\n",
            "zh-TW.csv": "concept,term,rank\nrefugee-convention,難民公約,1\n",
        }
    )
    source = "The 1951 Refugee Convention protects her."

    def told(target: str) -> list[str]:
        unit = Unit(Key("", source), target, State.REVIEWED)
        context = CheckContext(LanguageTag.parse("zh-TW"), Where("a.po"), None, find(names, source))
        return [found.message for check in CHECKS for found in check(unit, context)]

    assert told("1951年《難民公約》保護她。") == []
    assert told("《難民公約》保護她。") == []
    assert told("1961年《難民公約》保護她。") == ["“1961年” is not in the source"]
