"""Who speaks in a target: the names that are known in it, and which of them stand beside its verbs of saying. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from pubflow.facts.lexicon.speech import ACCORDING, RELATING, SAYING, SUBJECT_AROUND, TELLING
from pubflow.facts.reduced import BODY, PERSON, QUOTE, Known

_LATIN: Final = frozenset(SUBJECT_AROUND) - {"ar"}
_OBJECT: Final = "對对向跟與和同給给由據据為为問问訴诉"
"""Han characters before a name that is no subject."""
_NAME_DOT: Final = "‧・·•．=＝"
_DASH = re.compile("[—–]")
_ASIDE_OF_NAME = re.compile(r"\s?[（(][^（）()]{0,80}[）)]")


def named(target: str, chars: Mapping[str, Known], language: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Where known names stand in a target, each with what stands in parentheses behind it."""
    for form, owners in _forms(target, chars, language).items():
        # What two may be called by is nobody's name.
        for start, end in _places(target, form) if len(owners) == 1 else ():
            aside = _ASIDE_OF_NAME.match(target, end)
            yield (start, aside.end() if aside else end), owners[0]


def _forms(target: str, chars: Mapping[str, Known], language: str) -> dict[str, list[str]]:
    """Each form of a name, and whose it is."""
    found: dict[str, list[str]] = {}
    for char, one in chars.items():
        forms = dict.fromkeys(one.forms)
        if not one.spans:
            # A part of a name, which others may have for a short one.
            forms = dict.fromkeys(form for form in forms if form not in found)
        elif one.is_person and language not in _LATIN and one.text in target:
            forms |= dict.fromkeys(_rendered(one.text, target, language))
        if one.is_person:
            forms |= dict.fromkeys([_short(form) for form in forms])
        for form in forms:
            found.setdefault(form, []).append(char)
    return found


def _short(form: str) -> str:
    """The last part of a person's name, which is used alone."""
    last = re.split(rf"[\s{_NAME_DOT}]", form)[-1]
    return last if len(last) > 1 else ""


def _places(target: str, form: str) -> Iterator[tuple[int, int]]:
    at = target.find(form) if form else -1
    while at >= 0:
        end = at + len(form)
        if not (_is_cut(target[at - 1 : at], form[0]) or _is_cut(target[end : end + 1], form[-1])):
            yield at, end
        at = target.find(form, end)


def _is_cut(outer: str, inner: str) -> bool:
    """Whether both are letters of one word; languages without spaces and Korean set others right beside a name."""
    return outer.isalpha() and inner.isalpha() and _is_spaced(outer) and _is_spaced(inner)


def _is_spaced(letter: str) -> bool:
    return letter < "\u0e00"


def _rendered(name: str, target: str, language: str) -> Iterator[str]:
    """What stands before a person's Latin name: 安娜‧利馬（Ana Lima）. Thai does not tell where that begins."""
    if language in ("zh", "ja"):
        part = rf"(?:(?![{_OBJECT}])[\u3400-\u9fff\u30a1-\u30fa\u30fc])"
        before = rf"({part}{{1,8}}(?:[{_NAME_DOT}]{part}{{1,8}})+|{part}{{2,4}})"
    else:
        before = rf"((?:[^\W\d_]+\s){{{name.count(' ')}}}[^\W\d_]+)"
    for match in re.finditer(rf"{before}\s?[（(]{re.escape(name)}", target) if language != "th" else ():
        if not tells(match[1], language):
            yield match[1]


def subjects(text: str, language: str) -> list[int | None]:
    """Where the subject of each verb of saying stands in a reduced text, in order; None for one that is not known."""
    verbs = [match.start() for match in _saying(language).finditer(text)]
    found: dict[int, int] = {}
    for pattern in _beside(language) if verbs else ():
        for match in pattern.finditer(text):
            found.setdefault(match.start("verb"), match.start("who"))
    return [found.get(at) for at in verbs]


def names_without_verb(text: str, language: str) -> bool:
    """Whether it says `according to`."""
    return _according(language).search(text) is not None


def tells(text: str, language: str) -> bool:
    """Whether any word in a reduced text may say whose words something is."""
    return _telling(language).search(text) is not None


def tells_inside(target: str, source: str, language: str) -> bool:
    """Whether a target says so inside its marks: as French does (`, a-t-elle dit.`), and Spanish between dashes."""
    if len(_DASH.findall(target)) > len(_DASH.findall(source)):
        return True
    return language == "fr" and _aside_in_french().search(target) is not None


@cache
def _aside_in_french() -> re.Pattern[str]:
    subject = r"(?:l[ea]s?|une?|des|son|sa|ce|cette|M\.|Mme)\s|l[’']"
    return re.compile(
        rf"[-‐](?:il|elle|on|ils|elles)\b|,\s(?:(?:{SAYING['fr']})\b|[\w-]+\s(?:{subject}))", re.IGNORECASE
    )


@cache
def _saying(language: str) -> re.Pattern[str]:
    return _words(SAYING[language], language)


@cache
def _according(language: str) -> re.Pattern[str]:
    return _words(ACCORDING[language], language)


@cache
def _telling(language: str) -> re.Pattern[str]:
    return _words("|".join((SAYING[language], ACCORDING[language], TELLING[language])), language)


def _words(pattern: str, language: str) -> re.Pattern[str]:
    edges = (r"(?<!\w)", r"(?!\w)") if language in SUBJECT_AROUND else ("", "")
    return re.compile(f"{edges[0]}(?:{pattern}){edges[1]}", re.IGNORECASE)


@cache
def _beside(language: str) -> tuple[re.Pattern[str], ...]:
    """How a subject and its verb stand side by side: a person also behind a title, an organisation alone."""
    verb = f"(?P<verb>{_saying(language).pattern})"
    own = {"zh": _in_chinese, "ja": _in_japanese, "ko": _in_korean, "th": _in_thai}.get(language)
    patterns = own(verb) if own else _around(verb, language)
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def _in_chinese(verb: str) -> Iterator[str]:
    bound = rf"(?:^|[{QUOTE}。，；：！？])"
    gap = (
        rf"(?:[也還还亦則则又並并更曾再]|隨後|随后|接著|接着|進一步|进一步|今[天日]|[週周][一二三四五六日]|星期[一二三四五六日]"
        rf"|[在於于][^，。；：聽听聞闻讀读收引{QUOTE}{PERSON}{BODY}]{{1,10}}?[中上裡裏里時时後后會会前內内日天]|[對对向就][^，。；：{QUOTE}]{{1,16}}?)?"
    )
    yield rf"{bound}[^{QUOTE}。，；：！？{_OBJECT}、告代聽听請请]{{0,20}}?(?P<who>[{PERSON}]){gap}{verb}"
    yield rf"{bound}(?:但|而|然而)?(?P<who>[{BODY}]){gap}{verb}"


def _in_japanese(verb: str) -> Iterator[str]:
    rest, quoting = rf"[^。はが{QUOTE}{PERSON}{BODY}]", rf"{QUOTE}(?:など)?と(?!い[うっ]|の)"
    for name in (
        rf"[^{QUOTE}。、はがもを]{{0,20}}?(?P<who>[{PERSON}])[^{QUOTE}。、はがもをにとの側]{{0,10}}[はがも]",
        rf"(?P<who>[{BODY}])[はがも]",
    ):
        yield rf"{quoting}、?{name}{rest}{{0,30}}?{verb}"
        yield rf"(?:^|[。、で{QUOTE}]){name}{rest}{{0,30}}?{quoting}{rest}{{0,20}}?{verb}"


def _in_korean(verb: str) -> Iterator[str]:
    rest, subject = rf"(?:(?![은는이가]\s)[^.{QUOTE}{PERSON}{BODY}])", r"(?:은|는|이|가|도|께서는)[,\s]"
    quoting = rf"{QUOTE}(?:이?라고|이?라며|고|며|면서)?"
    title = r"(?:\s?(?:씨|님|변호사|사무총장|대표|박사|교수|의원|장관|대통령|국장|위원장|활동가))?"
    for name in (rf"[^.{QUOTE}]{{0,20}}?(?P<who>[{PERSON}]){title}{subject}", rf"(?P<who>[{BODY}]){subject}"):
        yield rf"{quoting}\s?{name}{rest}{{0,30}}?{verb}"
        yield rf"(?:^|[.{QUOTE}]\s?){name}{rest}{{0,30}}?{quoting}\s?{rest}{{0,30}}?{verb}"


def _in_thai(verb: str) -> Iterator[str]:
    before = "".join(f"(?<!{word} )" for word in ("ของ", "กับ", "แก่", "ต่อ", "ให้"))
    yield rf"(?:^|[{QUOTE}\s]){before}(?:คุณ|นาย|นาง|นางสาว)?(?P<who>[{PERSON}])\s?(?:ได้|ยัง|ก็)?{verb}"
    yield rf"(?:^|{QUOTE})\s?(?P<who>[{BODY}])\s?(?:ได้|ยัง|ก็)?{verb}"


def _around(verb: str, language: str) -> Iterator[str]:
    """Before the verb or behind it. A verb with a word before it has its subject there."""
    articles, adverbs = SUBJECT_AROUND[language]
    article = rf"(?:(?:{articles})(?:\s|(?<=’)|(?<='))?)?" if articles else ""
    adverb = rf"(?:(?:{adverbs})\s)?"
    word = rf"(?:(?!(?:{RELATING[language]})(?!\w))[^\W\d_]+(?:-[^\W\d_]+)*\s)" if language in RELATING else ""
    bound = rf"(?:^|[.;:!?؟،,—–{QUOTE}]\s*)"
    aside = rf"(?:,[^.;:!?{QUOTE}{PERSON}]{{1,80}},)?"
    person = (rf"(?:(?:{article}){word}{{1,4}})?" if word else "") + rf"(?P<who>[{PERSON}])"
    of_body = rf"(?:\s\w{{1,3}}[\s’'](?:\w{{1,3}}\s)?[{BODY}])?"
    # `UNHCR-Sprecherin`, `Amnesty International Taiwan`: another, whom the name is a part of.
    body = rf"{article}(?P<who>[{BODY}])(?![-‐]|\s(?-i:[A-ZÀ-Þ{PERSON}]))"
    for name, tail in ((person, of_body), (body, "")):
        yield rf"{bound}{adverb}{verb}\s{adverb}{name}"
        yield rf"{bound}{name}{tail}{aside}\s{adverb}{verb}"
