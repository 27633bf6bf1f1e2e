"""What a double says for an English text: no translation, but in the letters of the language, and told at sight.

Deterministic, word by word. Terms stand wherever they occur; numbers, addresses and whatever is in other letters stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from zlib import crc32

_PAIRS = (
    "國国權权釋释們们聲声說说應应該该維维護护團团結结義义學学書书來来對对開开關关門门問问題题會会員员長长時时間间"
    "實实現现動动總总統统黨党將将軍军隊队獄狱審审訊讯擊击傷伤殺杀報报導导記记證证據据認认識识議议論论變变業业務务"
    "歲岁歷历檢检構构機机產产經经濟济發发電电話话語语種种類类數数勞劳難难樣样雖虽與与為为從从後后過过還还這这裡里"
    "邊边讓让請请誰谁許许設设計计訴诉調调談谈"
)
TRADITIONAL = _PAIRS[::2]
SIMPLIFIED = _PAIRS[1::2]
"""Character for character the same words; none stands in the other list."""
_LETTERS = {
    "ZH": SIMPLIFIED,
    "ZH-HANS": SIMPLIFIED,
    "ZH-HANT": TRADITIONAL,
    "JA": "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもらりるれろ",
    "KO": "가나다라마바사아자차카타파하고노도로모보소오조코토호구누두루무부수우주",
    "TH": "กขคงจชซญดตถทธนบปผพฟภมยรลวศษสหอ",
    "AR": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "HE": "אבגדהוזחטיכלמנסעפצקרשת",
    "EL": "αβγδεζηθικλμνξοπρστυφχψω",
    "RU": "абвгдежзиклмнопрстуфхцчшыэюя",
    "UK": "абвгдежзиіїклмнопрстуфхцчшюя",
    "BG": "абвгдежзиклмнопрстуфхцчшъюя",
}
_A_WORD = {"ZH": (1, 2), "JA": (2, 3), "KO": (2, 3), "TH": (3, 5)}
"""Letters for a word of up to three letters, and for a longer one."""
_LATIN = tuple("PT-BR PT-PT ES ES-419 FR DE IT NL PL CS DA ET FI HU ID LT LV NB RO SK SL SV TR VI EN-GB EN-US".split())
_VOWELS, _CONSONANTS = "aeiouy", "bcdfghjklmnpqrstvwxz"
_TOKEN = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[^\W\d_]+(?:['’][^\W\d_]+)*(?![\d_])|\w+|\s+|.", re.DOTALL
)
_ENGLISH = re.compile(r"[A-Za-z\u00c0-\u024f'’]+")
HAN = r"[\u3400-\u9fff，。：；！？]"


def rendered(text: str, target: str, terms: Mapping[str, str] | None = None) -> str:
    """One text without tags, in the letters of a target language as DeepL calls it (`PT-BR`, `ZH-HANT`)."""
    target = target.upper()
    out, end = [], 0
    for match in _occurrences(text, terms or {}):
        out += [_words(text[end : match.start()], target), _term(match[0], terms or {})]
        end = match.end()
    return set_solid("".join((*out, _words(text[end:], target))), target)


def set_solid(text: str, target: str) -> str:
    """Chinese and Japanese have no spaces between words, tags or not, and marks of their own width."""
    if not target.startswith(("ZH", "JA")):
        return text
    wide = HAN.replace("，", "\u3040-\u30ff，")
    tags = r"(?:</?[^<>]+>)*"
    text = re.sub(rf"(?<=[{wide[1:-1]}])({tags})\s+({tags})(?={wide})", r"\1\2", text)
    full = dict(zip(",.:;!?", "，。：；！？", strict=True))
    marks = rf"(?<=[{wide[1:-1]}])({tags})([,.:;!?])(?=[\s”’<]|$)"
    text = re.sub(marks, lambda match: match[1] + full[match[2]], text)
    return re.sub(rf"(?<=[，。：；！？])({tags}) +", r"\1", text)


def _occurrences(text: str, terms: Mapping[str, str]) -> list[re.Match[str]]:
    if not terms:
        return []
    sources = sorted(terms, key=lambda source: (-len(source), source))
    loose = (r"[\s\u2010-\u2013-]+".join(map(_loose, re.split(r"[\s-]+", source))) for source in sources)
    return list(re.finditer(rf"(?<![\w@/.])(?:{'|'.join(loose)})(?![\w@])", text, re.IGNORECASE))


def _loose(word: str) -> str:
    return re.sub("['’]", "['’]", re.escape(word))


def _term(found: str, terms: Mapping[str, str]) -> str:
    if found in terms:
        return terms[found]
    plain = re.sub(r"[\s\u2010-\u2013-]+", " ", found).replace("’", "'").casefold()
    target = next(
        target
        for source, target in terms.items()
        if re.sub(r"[\s\u2010-\u2013-]+", " ", source).replace("’", "'").casefold() == plain
    )
    return target[:1].upper() + target[1:] if found[:1].isupper() else target


def _words(text: str, target: str) -> str:
    return "".join(_word(token, target) if _ENGLISH.fullmatch(token) else token for token in _TOKEN.findall(text))


def _word(word: str, target: str) -> str:
    letters = _LETTERS.get(target)
    if letters is None:
        return "".join(_turned(char, _LATIN.index(target)) for char in word)
    short, long = _A_WORD.get(target.partition("-")[0], (len(word), len(word)))
    seed, out = crc32(word.casefold().encode()), ""
    for place in range(min(short if len(word) <= 3 else long, 400)):
        out += letters[(seed // (place + 1) + place) % len(letters)]
    return out[:1].upper() + out[1:] if word[:1].isupper() else out


def _turned(char: str, index: int) -> str:
    """Vowels and consonants go round, so that a reader of English sees what it was and a test that it was turned."""
    low = char.lower()
    for letters, by in ((_VOWELS, 1 + index % 5), (_CONSONANTS, index // 5)):
        if low in letters:
            turned = letters[(letters.index(low) + by) % len(letters)]
            return turned.upper() if char.isupper() else turned
    return char
