"""TMX in and out: what others' files hold becomes ours where it fits, and what does not is counted, never guessed."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from pubflow.errors import CatalogError
from pubflow.exchange import tmx_read, tmx_write
from pubflow.exchange.tmx import is_same
from pubflow.language import LanguageTag
from pubflow.segment.match import Said

TAIWAN = LanguageTag.parse("zh-TW")


def tmx(body: str, head: str = '<?xml version="1.0"?>', root: str = '<tmx version="1.4">') -> bytes:
    return f'{head}{root}<header srclang="en" segtype="sentence"/><body>{body}</body></tmx>'.encode()


def tu(source: str, target: str, attributes: str = "", language: str = "zh-TW") -> str:
    return (
        f'<tu><tuv xml:lang="en"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="{language}"{attributes}><seg>{target}</seg></tuv></tu>'
    )


def taken(content: bytes, language: LanguageTag = TAIWAN) -> tuple[list[Said], tmx_read.Counts]:
    counts = tmx_read.Counts()
    return list(tmx_read.read((content,), "m.tmx", language, counts, origin="m.tmx")), counts


def texts(content: bytes, language: LanguageTag = TAIWAN) -> list[tuple[str, str]]:
    return [(one.source, one.target) for one in taken(content, language)[0]]


def test_a_unit_comes_with_who_and_when() -> None:
    (one,), counts = taken(tmx(tu("Free her.", "釋放她。", ' changeid="tr1" changedate="20240102T101112Z"')))

    assert one == Said("Free her.", "釋放她。", "", "m.tmx", 1, "tr1", "2024-01-02T10:11:12+00:00")
    assert (counts.units, counts.languages, counts.left_out) == (1, {"zh-TW": 1}, {})


@pytest.mark.parametrize("date", ["", "yesterday", "2024", "20241399T000000Z"])
def test_a_date_that_is_none_is_no_date(date: str) -> None:
    ((one,), _) = taken(tmx(tu("Free her.", "釋放她。", f' creationid="tr1" creationdate="{date}"')))
    assert (one.by, one.at) == ("tr1", "")


@pytest.mark.parametrize(
    ("given", "wanted", "same"),
    [
        ("zh-TW", "zh-TW", True), ("ZH_TW", "zh-TW", True), ("zh-Hant-TW", "zh-TW", True), ("zh", "zh-TW", False),
        ("zh-CN", "zh-TW", False), ("zh-Hans-TW", "zh-TW", False), ("zh-Hant", "zh-TW", False),
        ("pt", "pt-BR", False), ("pt-PT", "pt-BR", False), ("PT-BR", "pt-BR", True), ("pt-BR", "pt", False),
        ("es-ES", "es", True), ("es-419", "es", True), ("de-DE", "de", True), ("sr-Latn", "sr", False),
        ("", "de", False), ("?", "de", False), ("en", "de", False),
    ],
)  # fmt: skip
def test_which_language_of_a_file_is_which_of_ours(given: str, wanted: str, same: bool) -> None:
    assert is_same(given, LanguageTag.parse(wanted)) is same


def test_older_files_say_lang_without_its_prefix_and_english_in_capitals() -> None:
    body = '<tu><tuv lang="EN-US"><seg>Yes.</seg></tuv><tuv lang="ZH-TW"><seg>是。</seg></tuv></tu>'
    assert texts(tmx(body, root='<tmx version="1.1">')) == [("Yes.", "是。")]


def test_plain_english_goes_before_that_of_a_region() -> None:
    body = (
        '<tu><tuv xml:lang="en-GB"><seg>Labour.</seg></tuv><tuv xml:lang="en"><seg>Labor.</seg></tuv>'
        '<tuv xml:lang="de-DE"><seg>Arbeit.</seg></tuv></tu>'
    )
    assert texts(tmx(body), LanguageTag("de")) == [("Labor.", "Arbeit.")]


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-8", "latin-1"])
def test_every_encoding_that_xml_declares_is_read(charset: str) -> None:
    name = charset.removesuffix("-sig").removesuffix("-le").removesuffix("-be")
    text = tmx(tu("Yes é.", "Ja ü.", language="de"), head=f'<?xml version="1.0" encoding="{name}"?>').decode()
    bom = "\ufeff" if charset in ("utf-16-le", "utf-16-be") else ""
    assert texts((bom + text).encode(charset), LanguageTag("de")) == [("Yes é.", "Ja ü.")]


@pytest.mark.parametrize("size", [1, 7, 64])
def test_a_file_may_come_in_pieces(size: int) -> None:
    content = tmx("".join(tu(f"Source {n} é.", f"目標{n}。") for n in range(9)))
    counts = tmx_read.Counts()
    pieces = (content[at : at + size] for at in range(0, len(content), size))
    assert [one.number for one in tmx_read.read(pieces, "m", TAIWAN, counts)] == list(range(1, 10))


@pytest.mark.parametrize(
    ("source", "target", "ours", "theirs", "lost"),
    [
        # OmegaT, Trados, Weblate: what is inside the codes is theirs.
        ('Free <bpt i="1">&lt;b&gt;</bpt>her<ept i="1">&lt;/b&gt;</ept>.',
         '釋放<bpt i="1">&lt;b&gt;</bpt>她<ept i="1">&lt;/b&gt;</ept>。', "Free <b1>her</b1>.", "釋放<b1>她</b1>。", False),
        ('See <ph x="1"/> and <ph x="2"/>.', '見<ph x="2"/>、<ph x="1"/>。', "See <x1/> and <x2/>.", "見<x2/>、<x1/>。", False),
        ('See <ph/> and <ph/>.', "見<ph/>、<ph/>。", "See <x1/> and <x2/>.", "見<x1/>、<x2/>。", False),
        # x names the same code in both languages, i only pairs within one.
        ('<bpt i="1" x="5"/>A<ept i="1"/> <bpt i="2" x="6"/>b<ept i="2"/>',
         '<bpt i="1" x="6"/>乙<ept i="1"/><bpt i="2" x="5"/>甲<ept i="2"/>',
         "<b1>A</b1> <b2>b</b2>", "<b2>乙</b2><b1>甲</b1>", False),
        ("A <hi>word</hi>.", "一個<hi>詞</hi>。", "A <b1>word</b1>.", "一個<b1>詞</b1>。", False),
        # Halves, texts inside codes, unknown elements: the words stay.
        ('<it pos="begin">&lt;b&gt;</it>Free her.', "釋放她。", "Free her.", "釋放她。", True),
        ('A<ut>{\\b }</ut> word.', "詞。", "A word.", "詞。", True),
        ('A <bpt i="1"/>word.', '<bpt i="1"/>詞。', "A word.", "詞。", True),
        ('A <bpt i="1"/>word<ept i="2"/>.', "詞。", "A word.", "詞。", True),
        ('A <bpt/>word<ept/>.', "<bpt/>詞<ept/>。", "A word.", "詞。", True),
        ('Word<ph>{fn <sub>a note</sub>}</ph>.', "詞<ph>{fn <sub>註</sub>}</ph>。", "Word<x1/>.", "詞<x1/>。", True),
        # Pairs that cross, codes that only one language has.
        ('<bpt i="1"/>A<bpt i="2"/>b<ept i="1"/>c<ept i="2"/>', "甲", "Abc", "甲", True),
        ('Free <bpt i="1"/>her<ept i="1"/>.', "釋放她。", "Free her.", "釋放她。", True),
        # What looks like one of our tags, and is none.
        ("A &lt;b1&gt; &amp; b", "甲 &lt;b1&gt;", "A \\<b1> & b", "甲 \\<b1>", False),
        ("  Two\n   lines ", "\n兩\n行\n", "Two lines", "兩 行", False),
    ],
)  # fmt: skip
def test_codes_become_tags_where_they_pair(source: str, target: str, ours: str, theirs: str, lost: bool) -> None:
    (one,), counts = taken(tmx(tu(source, target)))

    assert (one.source, one.target) == (ours, theirs)
    assert bool(counts.left_out) is lost
    assert counts.remarks == (["m.tmx:1: codes that do not pair, or stand alone"] if lost else [])


def test_what_is_no_pair_is_counted_with_its_line() -> None:
    body = (
        '\n<tu><tuv xml:lang="de"><seg>Ja.</seg></tuv></tu>\n<tu><tuv xml:lang="en"/><tuv xml:lang="zh-TW"/></tu>\n'
        + tu("", "是。")
        + tu("Yes.", "  ")
        + tu("Yes.", "是。")
    )
    found, counts = taken(tmx(body))

    assert [one.source for one in found] == ["Yes."]
    assert counts.left_out == {"a unit without English": 1, "a language without its <seg>": 1, "an empty text": 2}
    assert counts.remarks[:2] == ["m.tmx:2: a unit without English", "m.tmx:3: a language without its <seg>"]


@pytest.mark.parametrize(
    ("content", "message", "line"),
    [
        (b"", "ends too early", 1),
        (b"no xml", "can't be read", 1),
        (b"<tbx/>", "is no TMX", 1),
        (tmx(tu("a", "b"))[:-20], "ends too early", 1),
        (b"<tmx>\n<body>\n<tu></body></tmx>", "can't be read: mismatched tag", 3),
        (b"<tmx>\n" + b"<body>" * 100, "nested more than", 2),
        (b'<?xml version="1.0" encoding="ebcdic-x"?><tmx/>', "encoding", 1),
        (b'<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tmx>&b;</tmx>', "declares the entity", 1),
        (b'<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx>&a;</tmx>', "declares the entity", 1),
        (b'<!DOCTYPE tmx [<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;]><tmx/>', "entity", 1),
    ],
)
def test_a_broken_or_hostile_file_is_refused_with_its_line(content: bytes, message: str, line: int) -> None:
    with pytest.raises(CatalogError, match=re.escape(message)) as caught:
        taken(content)
    assert str(caught.value.where).startswith(f"m.tmx:{line}")
    assert caught.value.hint


def test_the_usual_doctype_is_not_fetched() -> None:
    head = '<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "http://127.0.0.1:9/tmx14.dtd">'
    assert texts(tmx(tu("Yes.", "是。"), head=head)) == [("Yes.", "是。")]


# --- out --------------------------------------------------------------------------------------------------------------

CHILDREN = {
    "tmx": r"header body", "header": r"", "body": r"(tu ?)*", "tu": r"(prop )*tuv tuv", "tuv": r"seg", "prop": r"",
    "seg": r"((bpt|ept|ph) ?)*", "bpt": r"", "ept": r"", "ph": r"",
}  # fmt: skip
ATTRIBUTES = {
    "tmx": {"version"}, "body": set(), "tu": {"tuid"}, "prop": {"type"}, "seg": set(), "bpt": {"i", "x"}, "ept": {"i"},
    "ph": {"x"}, "tuv": {"{http://www.w3.org/XML/1998/namespace}lang", "creationdate", "creationid"},
    "header": {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"},
}  # fmt: skip
SAID = (
    Said("Free <b1>her</b1> & <x2/> “now”.", "釋放<b1>她</b1><x2/>。", "heading", "a", 3, "rev1", "2024-01-02T11:11:12+01:00"),
    Said("A \\<b1> stays <", "\\<b1>", "", "a", 0),
)  # fmt: skip


def test_what_is_written_is_tmx_1_4() -> None:
    content, units, left_out = tmx_write.dumps(SAID, TAIWAN, source=LanguageTag("en"), version="1.0")

    assert (units, left_out) == (2, 0)
    for element in ET.fromstring(content).iter():
        inside = " ".join(child.tag for child in element)
        assert re.fullmatch(CHILDREN[element.tag], inside), (element.tag, inside)
        assert set(element.keys()) <= ATTRIBUTES[element.tag]
    assert b'creationdate="20240102T101112Z" creationid="rev1"' in content
    assert content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">')


def test_what_is_written_is_read_back() -> None:
    content, _, _ = tmx_write.dumps(SAID, TAIWAN, source=LanguageTag("en"), version="1.0")
    found, counts = taken(content)

    assert not counts.left_out
    for was, now in zip(SAID, found, strict=True):
        assert (now.source, now.target, now.context, now.by) == (was.source, was.target, was.context, was.by)


def test_a_character_that_xml_has_no_place_for_is_told() -> None:
    _, units, left_out = tmx_write.dumps([Said("a\x00", "b"), *SAID], TAIWAN, source=LanguageTag("en"), version="1")
    assert (units, left_out) == (2, 1)
