"""Languages of which the scales, the calendar and the units are read, and few or none of the smaller numbers."""

from __future__ import annotations

from pubflow.facts.lexicon.model import ANY_DOLLAR, Lexicon, counted, units

ARABIC = Lexicon(
    scales={"مئة": 100, "مائة": 100, "ألف": 10**3, "آلاف": 10**3, "ألفا": 10**3, "ألفًا": 10**3, "مليون": 10**6, "ملايين": 10**6, "مليونا": 10**6, "مليونًا": 10**6, "مليار": 10**9, "مليارات": 10**9, "بليون": 10**9, "بلايين": 10**9, "تريليون": 10**12, "تريليونات": 10**12},
    implied={"ألفان": "2000", "ألفي": "2000", "ألفا": "2000", "مئتا": "200", "مليونا": "2000000", "مليونان": "2000000", "مليوني": "2000000", "مئتان": "200", "مئتي": "200", "نصف": "0.5", "ثلث": "1/3", "ربع": "0.25", "كلا": "2", "عقد": "10", "قرن": "100"},
    vague=frozenset({"عشرات", "مئات", "آلاف", "ملايين"}),
    between=r"\s?(?:إلى|و|أو|-|–|—)\s?",
    months=counted("يناير|كانون_الثاني فبراير|شباط مارس|آذار أبريل|إبريل|نيسان مايو|أيار|ماي يونيو|حزيران|جوان يوليو|تموز|جويلية أغسطس|آب|أوت سبتمبر|أيلول أكتوبر|تشرين_الأول نوفمبر|تشرين_الثاني ديسمبر|كانون_الأول", 1),
    weekdays=counted("الاثنين|الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد"),
    day_to_month=r"\s(?:من\s)?",
    month_to_year=r",?\s(?:عام\s|سنة\s|من\sعام\s)?",
    feasts=r"الجمعة\sالعظيمة",
    units=units((
        ("%", "بالمئة بالمائة في_المئة في_المائة"), (ANY_DOLLAR, "دولار دولارات دولاراً دولارا"), ("EUR", "يورو"), ("GBP|POUND|LIRA", "جنيه ليرة"), ("JPY", "ين"), ("CNY", "يوان"), ("RUPEE|RUPIAH", "روبية"), ("PESO", "بيزو"), ("DINAR", "دينار دنانير"), ("RIYAL", "ريال"),
        ("km", "كيلومتر كيلومترات كيلومترا كيلومترًا"), ("m", "متر أمتار مترا"), ("mi", "ميل أميال"), ("kg", "كيلوغرام كيلوغرامات"), ("t", "طن"), ("ha", "هكتار"),
        ("minute", "دقيقة دقائق"), ("hour", "ساعة ساعات"), ("day", "يوم أيام يوما يومًا"), ("week", "أسبوع أسابيع"), ("month", "شهر أشهر شهرا شهرًا"), ("year", "سنة سنوات عام أعوام عاما عامًا"),
    )),
)  # fmt: skip

GERMAN = Lexicon(
    scales={"tausend": 10**3, "million": 10**6, "millionen": 10**6, "milliarde": 10**9, "milliarden": 10**9, "billion": 10**12, "billionen": 10**12},
    vague=frozenset({"dutzende", "dutzenden", "hunderte", "hunderten", "tausende", "tausenden", "millionen"}),
    between=r"\s?(?:bis(?:\szum)?|und(?:\sdem)?|oder|-|–|—)\s?",
    months=counted("januar|jänner februar märz april mai juni juli august september oktober november dezember", 1),
    weekdays=counted("montag|montags dienstag|dienstags mittwoch|mittwochs donnerstag|donnerstags freitag|freitags samstag|sonnabend|samstags sonntag|sonntags"),
    day_to_month=r"(?:\.\s?|\s)",
    month_to_year=r"\s",
    feasts=r"Aschermittwoch|Gründonnerstag|Karfreitag|Ostermontag|Ostersonntag|Palmsonntag",
    century_word="jahrhundert",
    century=r"(?P<n>\d{1,2})\.\sjahrhunderts?",
    decade=r"(?P<n>(?:1[5-9]|20)?\d0)er\b",
    units=units((("%", "prozent"), ("USD", "us-dollar"), (ANY_DOLLAR, "dollar"), ("EUR", "euro"), ("GBP|POUND|lb", "pfund"), ("JPY", "yen"), ("km", "kilometer kilometern"), ("m", "meter metern"), ("mi", "meilen"), ("kg", "kilogramm kilo"), ("t", "tonnen"), ("ha", "hektar"),
                 ("minute", "minuten minute"), ("hour", "stunden stunde"), ("day", "tage tagen tag"), ("week", "wochen woche"), ("month", "monate monaten monat"), ("year", "jahre jahren jahr"))),
)  # fmt: skip

INDONESIAN = Lexicon(
    scales={"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12, "ratus": 100},
    vague=frozenset({"puluhan", "belasan", "ratusan", "ribuan", "jutaan", "miliaran"}),
    between=r"\s?(?:hingga|sampai(?:\sdengan)?|s/d|dan|atau|-|–|—)\s?",
    months=counted("januari februari maret april mei juni juli agustus september oktober november desember", 1),
    weekdays=counted("senin selasa rabu kamis jumat|jum'at sabtu minggu|ahad"),
    month_to_year=r"\s",
    century_word="abad",
    century=r"abad\ske-(?P<n>\d{1,2})",
    decade=r"(?:tahun|era|dekade)\s(?P<n>(?:1[5-9]|20)?\d0)-an",
    units=units((("%", "persen"), ("USD", "dolar_as"), (ANY_DOLLAR, "dolar"), ("EUR", "euro"), ("RUPIAH", "rupiah"), ("km", "kilometer"), ("m", "meter"), ("kg", "kilogram"), ("t", "ton"), ("ha", "hektare hektar"),
                 ("minute", "menit"), ("hour", "jam"), ("day", "hari"), ("month", "bulan"), ("year", "tahun"))),
    units_before=units((("RUPIAH", "rp"),)),
)  # fmt: skip

KOREAN = Lexicon(
    between=r"\s?(?:에서|부터|과|와|및|또는|-|–|—|~|～)\s?",
    century_word="세기",
    century=r"(?P<n>\d{1,2})\s?세기",
    decade=r"(?P<n>(?:1[5-9]|20)?\d0)\s?年대",
    units=units((("%", "퍼센트 프로"), ("USD", "미국_달러 미_달러 미달러"), ("HKD", "홍콩_달러"), (ANY_DOLLAR, "달러"), ("EUR", "유로"), ("GBP|POUND", "파운드"), ("JPY", "엔"), ("CNY", "위안"), ("KRW", "원"), ("THB", "바트"),
                 ("km", "킬로미터"), ("m", "미터"), ("kg", "킬로그램"), ("t", "톤"), ("ha", "헥타르"), ("hour", "시간"), ("month", "개월"))),
)  # fmt: skip

THAI = Lexicon(
    scales={"พัน": 10**3, "หมื่น": 10**4, "แสน": 10**5, "ล้าน": 10**6, "พันล้าน": 10**9, "ล้านล้าน": 10**12},
    between=r"\s?(?:ถึง|และ|หรือ|-|–|—)\s?",
    months=counted("มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม", 1),
    century_word="ศตวรรษ",
    century=r"ศตวรรษ(?:ที่)?\s?(?P<n>\d{1,2})",
    decade=r"ทศวรรษ(?:ที่)?\s?(?P<n>(?:1[5-9]|20)?\d0)(?!\d)",
    month_to_year=r"\s(?:(?:ค|พ)\.ศ\.\s)?",
    units=units((("%", "เปอร์เซ็นต์"), (ANY_DOLLAR, "ดอลลาร์"), ("THB", "บาท"), ("EUR", "ยูโร"), ("km", "กิโลเมตร"), ("hour", "ชั่วโมง"), ("day", "วัน"), ("month", "เดือน"), ("year", "ปี"))),
)  # fmt: skip
