"""English."""

from __future__ import annotations

from fractions import Fraction

from pubflow.facts.lexicon.model import ANY_DOLLAR, Lexicon, counted, units

ENGLISH = Lexicon(
    ones=counted(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen"
    ),
    tens=counted("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10),
    scales={"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "m": 10**6, "bn": 10**9, "dozen": 12},
    links=frozenset({"and"}),
    link_of_scale=frozenset({"of"}),
    articles=frozenset({"a", "an"}),
    fractions=counted("half|halves third|thirds quarter|quarters|fourth|fourths fifth|fifths sixth|sixths seventh|sevenths eighth|eighths ninth|ninths tenth|tenths", 2),
    halves=frozenset({"half"}),
    implied={
        "both": "2", "twice": "2", "double": "2", "doubled": "2", "doubling": "2", "pair": "2", "pairs": "2", "couple": "2",
        "twins": "2", "either": "2", "neither": "2", "triple": "3", "tripled": "3", "thrice": "3", "quadrupled": "4", "once": "1",
        "single": "1", "only": "1", "decade": "10", "decades": "10", "century": "100", "centuries": "100", "half": "0.5", "quarter": "0.25",
        "fortnight": "2", "midnight": "0", "noon": "12", "quarterly": "3", "annual": "1", "annually": "1", "yearly": "1", "daily": "1",
        "weekly": "1", "monthly": "1", "hourly": "1", "every": "1", "each": "1", "dozen": "12", "hundred": "100", "thousand": "1000",
        "zero": "0", "no": "0", "none": "0", "another": "2",
    },
    ordinals=counted("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth", 1) | {"twenty-first": 21, "thirtieth": 30, "fiftieth": 50, "hundredth": 100},
    vague=frozenset({"dozens", "scores", "tens", "hundreds", "thousands", "millions", "billions"}),
    ratio=r"\s(?:in|out\sof)(?:\severy)?\s",
    between=r"\s?(?:to|and|or|through|-|–|—)\s?",
    months=counted("january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep october|oct november|nov december|dec", 1),
    weekdays=counted("monday|mondays|mon tuesday|tuesdays|tue wednesday|wednesdays|wed thursday|thursdays|thu friday|fridays|fri saturday|saturdays|sat sunday|sundays|sun"),
    day_to_month=r"(?:st|nd|rd|th)?\s(?:of\s)?",
    month_to_year=r"\.?,?\s",
    century_word="centur",
    century=r"(?:(?P<n>\d{1,2})(?:st|nd|rd|th)|(?P<w>twenty-first|(?:(?:four|fif|six|seven|eigh|nine)teen|twentie|[a-z]+)th|first|second|third))(?:[\s-]centur(?:y|ies)|(?=\s(?:and|or|to|through)\s(?:the\s)?(?:early\s|late\s|mid-)?(?:\d{1,2}(?:st|nd|rd|th)|[a-z-]+th)\scentur))",
    decade=r"(?P<n>(?:1\d|20)\d0|(?<![\d.,])[’'][2-9]0)s",
    feasts=r"(?:good|black|bloody|holy|casual)\sfriday|(?:palm|easter|bloody|whit|pentecost)\ssunday|ash\swednesday|(?:maundy|holy)\sthursday|shrove\stuesday|(?:easter|cyber|whit)\smonday|holy\ssaturday|24/7|9/11|7/7|50/50|50-50|first\slady|first\sladies|second[\s-]hand|second\sworld\swar|first\sworld\swar|world\swar\s(?:one|two)|one\sanother|one-sided|no\sone|third[\s-]party|third[\s-]parties|third\sworld|two-faced|fifth\scolumn|seven\sseas|four-letter|year\s\d+\sof\sthe\srepublic",
    units=units((
        ("%", "percent per_cent"), ("pp", "percentage_points percentage_point"),
        ("USD", "us_dollars us_dollar american_dollars"), ("TWD", "taiwan_dollars new_taiwan_dollars"), ("HKD", "hong_kong_dollars"),
        ("AUD", "australian_dollars"), ("CAD", "canadian_dollars"), (ANY_DOLLAR, "dollars dollar"), ("EUR", "euros euro"),
        ("GBP|POUND", "pounds_sterling sterling"), ("GBP|POUND|lb", "pounds pound"), ("JPY", "yen"), ("CNY", "yuan renminbi"),
        ("RUPEE", "rupees rupee"), ("PESO", "pesos peso"), ("BRL", "reais"), ("KRW", "won"), ("THB", "baht"), ("RUB", "rubles roubles"),
        ("CHF", "swiss_francs"), ("FRANC", "francs"), ("DINAR", "dinars"), ("LIRA", "lira liras"), ("RUPIAH", "rupiah"), ("RIYAL", "riyals rials"),
        ("km²", "square_kilometres square_kilometers"), ("m²", "square_metres square_meters"), ("mi²", "square_miles"),
        ("km", "kilometres kilometers kilometre kilometer"), ("m", "metres meters metre meter"), ("cm", "centimetres centimeters centimetre centimeter"), ("mm", "millimetres millimeters"),
        ("mi", "miles mile"), ("ft", "feet foot"), ("in", "inches inch"), ("yd", "yards yard"), ("kg", "kilograms kilogram kilos kilo"), ("g", "grams gram"),
        ("t", "tonnes tonne tons ton"), ("ha", "hectares hectare"), ("ac", "acres acre"), ("L", "litres liters litre liter"),
        ("°C", "degrees_celsius"), ("°F", "degrees_fahrenheit"),
        ("second", "seconds"), ("minute", "minutes minute"), ("hour", "hours hour"), ("day", "days day"), ("week", "weeks week"), ("month", "months month"), ("year", "years year"),
    )),
    spans={"decades": 10, "decade": 10, "centuries": 100, "century": 100, "fortnights": 2, "cents": Fraction(1, 100)},
    point=True,
    whole=True,
)  # fmt: skip
