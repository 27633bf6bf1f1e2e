"""TBX as other tools write it is read, and what we write is TBX-Basic as its standard has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from pubflow.errors import TermbaseError
from pubflow.exchange import tbx_read, tbx_write
from pubflow.exchange.given import Given, narrowed
from pubflow.termbase.model import Status, Term, Termbase, TermEntry

CORE = "{urn:iso:std:iso:30042:ed-2}"
MODULES = {"{http://www.tbxinfo.net/ns/min}": "min", "{http://www.tbxinfo.net/ns/basic}": "basic"}
BASE = Termbase((
    TermEntry("asylum-seeker", "Who asks for “asylum” & waits.", "See § 2 <b>.", semantic_class="person", terms=(
        ("en", (Term("asylum seeker", 1, forms=("seeker of asylum",), line=2),)),
        ("pt-BR", (
            Term("solicitante de refúgio", 1, plural=("solicitantes de refúgio",), gender="mf", source="BR-LAW", note="so", line=3),
            Term("solicitante de asilo", 3, Status.UNVERIFIED, gender="m", line=4),
            Term("buscador de asilo", 0, Status.FORBIDDEN, line=5),
        )),
    )),
    TermEntry("2-28 incident", kind="name", status=Status.DNT, terms=(
        ("en", (Term("228 Incident", 1, Status.DNT, case_sensitive=True, line=3),)),
    )),
    TermEntry("nameless"),
))  # fmt: skip
DCA = """<?xml version="1.0" encoding="utf-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader><fileDesc><sourceDesc><p>made elsewhere</p></sourceDesc></fileDesc></tbxHeader>
<text><body>
<conceptEntry id="c7">
  <descrip type="subjectField">law</descrip>
  <descripGrp><descrip type="definition">Being held without trial.</descrip><admin type="source">a book</admin></descripGrp>
  <transacGrp><transac type="transactionType">origination</transac><date>2020-01-02</date></transacGrp>
  <langSec xml:lang="en">
    <termSec><term>administrative <hi type="bold">detention</hi></term>
      <termNote type="partOfSpeech">noun</termNote>
      <termNoteGrp><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termNoteGrp>
      <note>first</note><note>second</note></termSec>
    <termSec><term>preventive holding</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termSec>
  </langSec>
  <langSec xml:lang="pt-BR">
    <descrip type="definition">Prisão sem julgamento.</descrip>
    <note>careful</note>
    <termSec><term>detenção administrativa</term>
      <termNote type="grammaticalGender">feminine</termNote>
      <termNote type="administrativeStatus">admittedTerm-admn-sts</termNote>
      <admin type="source">BR</admin>
      <descripGrp><descrip type="context">foi levado</descrip><admin type="source">news</admin></descripGrp>
      <xref type="externalCrossReference" target="https://example.org">there</xref></termSec>
    <termSec><term>custódia</term><termNote type="administrativeStatus">odd</termNote>
      <termNote type="grammaticalGender">neuter</termNote></termSec>
    <termSec><term> </term></termSec>
  </langSec>
  <langSec xml:lang="not a tag"><termSec><term>x</term></termSec></langSec>
</conceptEntry>
<conceptEntry id="c8"><langSec xml:lang="en"/></conceptEntry>
</body><back><refObjectSec type="respPerson"/></back></text></tbx>
"""


def _as_tags(dca: str) -> str:
    """The same file in the other style."""
    modules = {"subjectField": "min", "partOfSpeech": "min", "administrativeStatus": "min"}
    tagged = re.sub(
        r'<(descrip|admin|termNote|transac|xref) type="(\w+)"([^>]*)>(.*?)</\1>',
        lambda m: f"<{modules.get(m[2], 'basic')}:{m[2]}{m[3]}>{m[4]}</{modules.get(m[2], 'basic')}:{m[2]}>",
        dca,
    )
    spaces = ' xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"'
    return tagged.replace('style="dca"', 'style="dct"' + spaces)


def terms_of(given: Given) -> list[tuple[str, dict[str, str]]]:
    return [(term.language, dict(term.cells)) for concept in given.concepts for term in concept.terms]


@pytest.mark.parametrize("text", [DCA, _as_tags(DCA)], ids=["dca", "dct"])
def test_a_foreign_file_is_read_in_either_style_and_what_has_no_place_is_counted(text: str) -> None:
    read = tbx_read.loads(text.encode(), "theirs.tbx")

    assert not read.own
    assert [(concept.id, concept.cells) for concept in read.concepts] == [
        ("c7", {"definition": "Being held without trial."})
    ]
    assert terms_of(read) == [
        ("en", {"term": "administrative detention", "rank": "1", "status": "approved", "note": "first / second"}),
        ("en", {"term": "preventive holding", "status": "forbidden"}),
        ("pt-BR", {"term": "detenção administrativa", "status": "approved", "gender": "f", "source": "BR"}),
        ("pt-BR", {"term": "custódia"}),
    ]  # fmt: skip
    assert read.left_out == {
        "source of a description": 2, "subjectField": 1, "transacGrp": 1, "partOfSpeech": 1, "definition of a language": 1,
        "note of a language": 1, "context": 1, "externalCrossReference": 1, "grammaticalGender neuter": 1, "back matter": 1,
    }  # fmt: skip
    assert [(str(finding.where), finding.message) for finding in read.findings] == [
        ("theirs.tbx:14", "“preventive holding”: a superseded term is read as forbidden"),
        ("theirs.tbx:25", "“custódia”: the status “odd” is not known and left out"),
        ("theirs.tbx:27", "an empty term is left out"),
        ("theirs.tbx:29", "“not a tag” is no language tag; its terms are left out"),
        ("theirs.tbx:31", "a concept without a term is left out"),
    ]


def test_the_older_kinds_are_read() -> None:
    martif = """<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd"><martif type="TBX-Basic" xml:lang="en"><martifHeader/><text><body>
    <termEntry id="t1"><descrip type="definition">To flee.</descrip>
    <langSet xml:lang="en-GB"><tig><term>flight</term><termNote type="administrativeStatus">preferred</termNote></tig></langSet>
    <langSet xml:lang="zh_TW"><ntig><termGrp><term>逃亡</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig></langSet>
    </termEntry></body></text></martif>"""
    smallest = """<TBX dialect="TBX-Min"><header><id>x</id><languages source="en" target="es"/></header><body>
    <entry id="C1"><subjectField>law</subjectField>
    <langGroup xml:lang="en"><termGroup><term>flight</term><termStatus>preferred</termStatus></termGroup></langGroup>
    <langGroup xml:lang="es"><termGroup><term>huida</term><noteGrp><note>so</note></noteGrp><termStatus>notRecommended</termStatus></termGroup></langGroup>
    </entry></body></TBX>"""

    old, least = tbx_read.loads(martif.encode(), "x.tbx"), tbx_read.loads(smallest.encode(), "x.tbx")

    assert (old.concepts[0].id, old.concepts[0].cells) == ("t1", {"definition": "To flee."})
    assert terms_of(old) == [
        ("en-GB", {"term": "flight", "rank": "1", "status": "approved"}),
        ("zh-TW", {"term": "逃亡", "status": "forbidden"}),
    ]
    assert terms_of(least) == [
        ("en", {"term": "flight", "rank": "1", "status": "approved"}),
        ("es", {"term": "huida", "status": "forbidden", "note": "so"}),
    ]
    assert (old.left_out, least.left_out) == ({}, {"subjectField": 1})


def test_only_the_languages_asked_for_are_taken_and_the_rest_is_counted() -> None:
    text = DCA.replace("<body>", """<body>
    <conceptEntry><langSec xml:lang="de"><termSec><term>Haft</term></termSec></langSec></conceptEntry>
    <conceptEntry><langSec xml:lang="pt-BR"><termSec><term>prisão</term></termSec></langSec></conceptEntry>
    <conceptEntry id="known"><langSec xml:lang="pt-BR"><termSec><term>pena</term></termSec></langSec></conceptEntry>
    <conceptEntry id="x">
      <langSec xml:lang="en-GB"><termSec><term>labour</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec></langSec>
      <langSec xml:lang="en"><termSec><term>labor</term></termSec></langSec>
      <langSec xml:lang="en-US"><termSec><term>Labor</term></termSec></langSec>
      <langSec xml:lang="pt-Latn"><termSec><term>lida</term></termSec></langSec>
      <langSec xml:lang="zh-Hant-TW"><termSec><term>勞動</term></termSec></langSec>
      <langSec xml:lang="pt"><termSec><term>labuta</term></termSec></langSec>
      <langSec xml:lang="pt-BR"><termSec><term>trabalho</term></termSec></langSec></conceptEntry>""")  # fmt: skip

    read = narrowed(tbx_read.loads(text.encode(), "x.tbx"), ("pt-BR", "zh-TW"), {"known"})

    assert [concept.id for concept in read.concepts] == ["known", "x", "c7"]
    assert terms_of(read)[:5] == [
        ("pt-BR", {"term": "pena"}),
        ("en", {"term": "labor"}), ("en", {"term": "labour", "status": "approved"}), ("zh-TW", {"term": "勞動"}),
        ("pt-BR", {"term": "trabalho"}),
    ]  # fmt: skip
    for name, count in (
        ("term in de", 1), ("term in pt", 1), ("term in pt-Latn", 1), ("concept without a term in these languages", 1),
        ("concept without an English term", 1), ("context", 1),
    ):  # fmt: skip
        assert read.left_out.get(name, 0) == count, name
    assert (
        narrowed(tbx_read.loads(DCA.encode(), "x"), ("es",), ()).left_out["concept without a term in these languages"]
        == 1
    )


# --- what we write ----------------------------------------------------------------------------------------------------

CHILDREN = {
    "tbx": ["tbxHeader", "text"], "tbxHeader": ["fileDesc"], "fileDesc": ["sourceDesc"], "sourceDesc": ["p"],
    "text": ["body"], "p": [], "note": [], "term": [],
}  # fmt: skip
LEVELS = {
    ("definition", "descrip", "basic"): {"conceptEntry", "langSec"},
    ("administrativeStatus", "termNote", "min"): {"termSec"},
    ("grammaticalGender", "termNote", "basic"): {"termSec"},
    ("source", "admin", "basic"): {"conceptEntry", "langSec", "termSec"},
}
PICKLISTS = {
    "administrativeStatus": {f"{word}Term-admn-sts" for word in ("preferred", "admitted", "deprecated", "superseded")},
    "grammaticalGender": {"masculine", "feminine", "neuter", "other"},
}


def _category(element: ET.Element) -> tuple[str, str, str] | None:
    for space, module in MODULES.items():
        if element.tag.startswith(space):
            name = element.tag.removeprefix(space)
            return next(key for key in LEVELS if (key[0], key[2]) == (name, module))
    if element.tag.removeprefix(CORE) in {"descrip", "termNote", "admin"}:
        return next(key for key in LEVELS if key[:2] == (element.get("type"), element.tag.removeprefix(CORE)))
    return None


def _faults(content: bytes, style: str) -> Iterator[str]:
    """What TBX-Basic would say against a file: its order, its levels, its picklists, its ids."""
    root = ET.fromstring(content)
    if root.tag != CORE + "tbx" or root.attrib["type"] != "TBX-Basic" or root.attrib["style"] != style:
        yield "root"
    ids = [element.get("id", "") for element in root.iter() if "id" in element.attrib]
    if len(set(ids)) != len(ids) or not all(re.fullmatch(r"[A-Za-z_][\w.-]*", one) for one in ids):
        yield "ids"
    for parent in root.iter():
        if not _in_order(parent):
            yield f"{parent.tag}: {[child.tag for child in parent]}"
        for child in parent:
            yield from _misplaced(child, parent.tag.removeprefix(CORE), style)


def _in_order(parent: ET.Element) -> bool:
    name = parent.tag.removeprefix(CORE)
    inner = [child.tag.removeprefix(CORE) for child in parent]
    if name in ("body", "langSec"):
        return set(inner) == {{"body": "conceptEntry", "langSec": "termSec"}[name]}
    if name == "conceptEntry":
        sections = [tag == "langSec" for tag in inner]
        return any(sections) and sections == sorted(sections)
    if name == "termSec":
        later = [(_category(child) or ("", ""))[1] != "termNote" for child in parent[1:]]
        return inner[0] == "term" and later == sorted(later)
    return inner == CHILDREN.get(name, [])


def _misplaced(child: ET.Element, parent: str, style: str) -> Iterator[str]:
    category = _category(child)
    if category is None:
        return
    if parent not in LEVELS[category]:
        yield f"{category[0]} in {parent}"
    if child.text not in PICKLISTS.get(category[0], {child.text}):
        yield f"{category[0]}: {child.text}"
    if (style == "dct") == child.tag.startswith(CORE):
        yield f"{child.tag} is of the other style"


@pytest.mark.parametrize("style", ["dct", "dca"])
def test_what_we_write_is_tbx_basic(style: tbx_write.Style) -> None:
    made = tbx_write.dumps(BASE, style)

    assert list(_faults(made.content, style)) == []
    assert (made.concepts, made.terms, made.left_out) == (2, 5, {"concept without a term: nameless": 1})
    root = ET.fromstring(made.content)
    assert [term.text for term in root.iter(CORE + "term")] == [
        "asylum seeker", "solicitante de refúgio", "solicitante de asilo", "buscador de asilo", "228 Incident",
    ]  # fmt: skip
    statuses = [element.text for element in root.iter() if (_category(element) or "")[:1] == ("administrativeStatus",)]
    assert [status.split("Term")[0] for status in statuses if status] == [
        "preferred", "preferred", "admitted", "deprecated", "preferred",
    ]  # fmt: skip
    notes = [note.text for note in root.iter(CORE + "note")]
    assert notes == [
        "pubflow class: person", "See § 2 <b>.", "pubflow forms: seeker of asylum",
        "pubflow gender: mf", "so", "pubflow plural: solicitantes de refúgio",
        "pubflow rank: 3", "pubflow status: unverified",
        "pubflow id: 2-28 incident", "pubflow kind: name", "pubflow status: dnt", "pubflow status: dnt", "pubflow case: sensitive",
    ]  # fmt: skip


def test_the_rules_of_the_test_see_a_fault() -> None:
    good = tbx_write.dumps(BASE, "dct").content.decode()
    for old, new in (
        ("preferredTerm-admn-sts", "preferred"), ("dct", "dca"), ('id="asylum-seeker"', 'id="2"'), ("TBX-Basic", "TBX"),
        ("basic:definition>", "note>x</note><langSec/><note>"), ("<term>", "<note>x</note><term>"),
    ):  # fmt: skip
        assert old in good
        try:
            faults = list(_faults(good.replace(old, new).encode(), "dct"))
        except ET.ParseError:
            continue
        assert faults, new


@pytest.mark.parametrize(
    ("languages", "terms"), [((), 5), (("pt-BR",), 5), (("zh-TW",), 2)], ids=["all", "one", "one without terms"]
)
def test_only_some_languages_go_out(languages, terms) -> None:
    assert tbx_write.dumps(BASE, "dct", languages).terms == terms


def test_what_no_xml_can_hold_is_named_with_its_row() -> None:
    bad = Termbase((TermEntry("a", terms=(("en", (Term("so\x01", line=4),)),)),))
    with pytest.raises(TermbaseError, match=r"“so” is followed by U\+0001") as raised:
        tbx_write.dumps(bad, "dct")
    assert raised.value.where == "glossary/en.csv:4"
    with pytest.raises(TermbaseError, match="no term to export"):
        tbx_write.dumps(Termbase((TermEntry("a"),)), "dct")
