"""Words for numbers that are none, `dozens`, `thousands`, and of what size they are: powers of ten, by language."""

from __future__ import annotations

from typing import Final

SIZES: Final = {
    "tens": 10, "dozens": 10, "scores": 10, "hundreds": 100, "thousands": 10**3, "millions": 10**6, "billions": 10**9,
}  # fmt: skip
_HAN: Final = {"十": 10, "百": 100, "千": 10**3, "萬": 10**4, "万": 10**4, "億": 10**8, "亿": 10**8}
_HANGUL: Final = {"십": 10, "백": 100, "천": 10**3, "만": 10**4, "억": 10**8}
BY_CHARACTERS: Final = {
    "zh": (r"(?:[數数幾几]以?|上|成)([十百千萬万億亿]+)|(?<![一二三四五六七八九兩\d])([十百千萬])[多餘幾]", _HAN),
    "ja": (r"(?:数|幾|何)([十百千万億]+)", _HAN),
    "ko": (r"(?<![가-힣])수([십백천만억]+)", _HANGUL),
}
WORDS: Final[dict[str, tuple[str, dict[str, int], dict[str, int]]]] = {
    "pt": (" de ", {"dezenas": 10, "dúzias": 10, "centenas": 100}, {"milhares": 10**3}),
    "es": (" de ", {"decenas": 10, "docenas": 10, "cientos": 100, "centenares": 100, "centenas": 100}, {"miles": 10**3, "millares": 10**3}),
    "fr": (" de ", {"dizaines": 10, "douzaines": 10, "vingtaines": 10, "centaines": 100}, {"milliers": 10**3}),
    "de": ("", {"dutzende": 10, "dutzenden": 10, "hunderte": 100, "hunderten": 100, "zehntausende": 10**4, "zehntausenden": 10**4, "hunderttausende": 10**5, "hunderttausenden": 10**5}, {"tausende": 10**3, "tausenden": 10**3}),
    "id": (" ", {"belasan": 10, "puluhan": 10, "ratusan": 100, "ribuan": 10**3, "jutaan": 10**6}, {"ribu": 10**3, "juta": 10**6}),
    "th": ("", {"หลายสิบ": 10, "นับสิบ": 10, "หลายร้อย": 100, "นับร้อย": 100, "หลายพัน": 10**3, "นับพัน": 10**3, "หลายหมื่น": 10**4, "นับหมื่น": 10**4, "หลายแสน": 10**5, "นับแสน": 10**5}, {"ล้าน": 10**6}),
    "ar": (" ال", {"عشرات": 10, "مئات": 100}, {"آلاف": 10**3}),
}  # fmt: skip
"""What stands between two of them, those that stand first or alone, and those that stand second or alone."""
HALVED: Final = {
    "en": r"\b(?P<part>half|a quarter of|three[\s-]quarters of) an? (?P<scale>dozen|hundred|thousand|million|billion|trillion)\b"
          r"|\b(?:an?|one) (?P<whole>hundred|thousand|million|billion|trillion) and a half\b",
    "pt": r"\b(?P<part>meio|meia) (?P<scale>dúzia|milhão|bilhão|trilhão)\b|\b(?:um|1) (?P<whole>milhão|bilhão|trilhão) e meio\b",
    "es": r"\b(?P<part>medio|media) (?P<scale>docena|millón|billón)\b|\b(?:un|1) (?P<whole>millón|billón) y medio\b",
    "fr": r"\b(?P<part>demi)[\s-](?P<scale>million|milliard)\b|\b(?:un|1) (?P<whole>million|milliard) et demi\b",
    "de": r"\b(?P<part>halbe[nr]?) (?P<scale>million|milliarde|billion)\b|\b(?:anderthalb|eineinhalb) (?P<whole>millionen|milliarden|billionen)\b",
    "id": r"\b(?P<part>setengah) (?P<scale>ribu|juta|miliar)\b",
    "ar": r"(?<!\w)[وبل]?(?P<part>نصف) (?P<scale>مليون|مليار)(?!\w)|(?<!\w)[وبل]?(?P<whole>مليون|مليار) ونصف",
    "th": r"(?P<part>ครึ่ง)(?P<scale>พัน|หมื่น|แสน|ล้าน)",
}  # fmt: skip
"""Half of a scale, and one and a half: patterns with the groups `part` and `scale`, or `whole`."""
ODD_PARTS: Final = {"a quarter of": (1, 4), "three quarters of": (3, 4), "three-quarters of": (3, 4)}
"""Parts that are no half."""
DOZENS: Final = frozenset({"dúzia", "docena"})
SEVERAL: Final = {
    "成千上萬": frozenset({10**3, 10**4}), "成千上万": frozenset({10**3, 10**4}), "成百上千": frozenset({100, 10**3}),
}  # fmt: skip
