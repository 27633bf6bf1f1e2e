"""What every format of a hand-out keeps: its pack, every unit, nothing of people, and harm from nobody."""

from __future__ import annotations

import html
import io
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from translate.storage import xliff, xliff2

from pubflow.errors import PubflowError
from pubflow.exchange import numbered, reply
from pubflow.exchange.handout import Handout, Row
from pubflow.exchange.message import Hours, dumps
from pubflow.exchange.phrases import ENGLISH, phrases_for
from pubflow.history import key_digest
from pubflow.language import LanguageTag
from pubflow.language.dates import parse_date
from pubflow.segment import Key, TaggedText
from pubflow.workflow.handouts.arrivals import Arrival, loads
from pubflow.workflow.handouts.packs import FORMATS, Format, Wrapping
from tests.doubles import programs

STAMP = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
HOURS = Hours(None, None)


def _row(number: int, source: str, target: str, context: str = "", **more: object) -> Row:
    key = Key(context, source)
    return Row(number, key, key_digest(key), target, **more)  # type: ignore[arg-type]


ROWS = (
    _row(1, "Taiwan & its <people>: a title", "台灣與<人>", "meta:title", notes=("title", "terms: Taiwan = 台灣")),
    _row(2, "We <b1>affirm</b1> it<x2/>.", "我們<b1>重申</b1><x2/>。", comments=("? all?", "= yes")),
    _row(3, r"A literal \<b1> and \\<b1>a real</b1> one \ ", r"字面 \<b1> 與 \\<b1>真</b1>"),
    _row(4, "Not yet", ""),
    _row(5, "Two\nlines\tand a tab", "兩\n行\t和"),
    _row(6, "Agreed", "同意", waiting=False),
    _row(7, "Theirs", "別人的", waiting=False, mine=False),
    _row(8, "Broken tags <b1>x</b1> <b2>y</b2>", "</b1><b1>a<b2>b</b1>c</b2><x9/><x9/><b3>"),
    _row(9, "مرحبا 👋🏽 ‏", "שלום ‎👩‍👩‍👧", "<u>heading"),
    _row(10, "long " * 2000, "長" * 5000),
    _row(11, '<script>alert("1")</script> ]]> <!-- --> {{7*7}} =1+1', '<img src=x onerror=alert(1)> &lt; "\'', notes=("<b>note</b>",)),
)  # fmt: skip
HANDOUT = Handout("0123456789ab", "visit", "zh-TW", "fedcba9876543210", "review", "tr1", ROWS)
READABLE = [name for name, form in FORMATS.items() if form.loads is not None]


@pytest.fixture(params=list(FORMATS))
def form(request: pytest.FixtureRequest) -> Format:
    return FORMATS[request.param]


def _written(name: str, handout: Handout = HANDOUT) -> bytes:
    return FORMATS[name].dumps(handout, Wrapping(STAMP, HOURS))


def _read(name: str, content: bytes) -> Handout:
    read = FORMATS[name].loads
    assert read is not None
    return read(content, "their file").handout


def _comparable(handout: Handout, *, of: str) -> Handout:
    """Save for what the format leaves out on purpose: Word carries no key digests, a PO only the person's own half."""
    rows = handout.rows if of != "po" else handout.open
    return replace(handout, rows=tuple(replace(row, name="") for row in rows))


@pytest.mark.parametrize("name", READABLE)
def test_what_is_written_is_read_back_equal(name: str) -> None:
    assert _comparable(_read(name, _written(name)), of=name) == _comparable(HANDOUT, of=name)


@pytest.mark.parametrize("name", READABLE)
@pytest.mark.parametrize("language", ["pt-BR", "ar", "ja", "th", "sr-Latn", "zh-HK"])
def test_every_language_is_read_back_equal(name: str, language: str) -> None:
    handout = replace(HANDOUT, language=language, kind="translate", to="")
    assert _comparable(_read(name, _written(name, handout)), of=name) == _comparable(handout, of=name)


def test_the_same_handout_gives_the_same_bytes(form: Format) -> None:
    wrapping = Wrapping(STAMP, HOURS)
    assert form.dumps(HANDOUT, wrapping) == form.dumps(HANDOUT, wrapping)


@pytest.mark.parametrize("name", READABLE)
def test_it_is_known_by_what_it_holds_whatever_its_name(name: str) -> None:
    came = loads(Arrival("Downloads/Untitled 2 (1).bin", _written(name)))
    assert not isinstance(came, str)
    assert came.handout.facts == HANDOUT.facts


def test_the_page_says_what_it_is_and_how_it_is_answered() -> None:
    page = _written("page")
    assert numbered.pack_of(page) == HANDOUT.pack
    with pytest.raises(PubflowError, match="only to be read") as refused:
        loads(Arrival("page.htm", page))
    assert "17 ok" in (refused.value.hint or "")


def test_the_page_holds_every_unit_as_text_and_nothing_that_runs_or_asks_a_host() -> None:
    page = _written("page").decode("utf-8")
    assert not re.search(r"<(script|img|link|iframe|object|a|u|b)\b", page)
    text = html.unescape(re.sub(r"</?kbd>", "", page).replace("<br>", "\n"))
    for row in ROWS:
        assert f'<section class="unit{"" if row.mine else " context"}" id="u{row.number}">' in page
        # The tags of a text are shown; the backslashes that tell a literal from one are the wire's own business.
        shown = [str(part) for wire in (row.key.source, row.target) for part in TaggedText.parse(wire).parts]
        assert [part for part in shown if part not in text] == []
    assert "default-src 'none'" in page


def test_nobody_is_named_but_by_a_handle() -> None:
    with zipfile.ZipFile(io.BytesIO(_written("docx"))) as file:
        core = file.read("docProps/core.xml").decode()
    assert not re.search(r"<(dc:creator|cp:lastModifiedBy|dc:description)>[^<]+<", core)
    assert '"Last-Translator: tr1\\n"' in _written("po").decode()


@pytest.mark.usefixtures("gettext")
def test_gettext_takes_the_po(tmp_path: Path) -> None:
    (tmp_path / "a.po").write_bytes(_written("po"))
    done = subprocess.run(["msgfmt", "-c", "-o", tmp_path / "a.mo", tmp_path / "a.po"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_word_file_is_one_for_its_own_library() -> None:
    import docx

    document = docx.Document(io.BytesIO(_written("docx")))
    assert [cell.text for cell in document.tables[0].rows[0].cells] == [
        "No.",
        "Source",
        "Target",
        "Notes and terms",
        "OK",
    ]
    assert len(document.tables[0].rows) == len(ROWS) + 1
    assert HANDOUT.code in document.paragraphs[0].text
    assert 'w:eastAsia="Microsoft JhengHei"' in programs.part(_written("docx"), "word/document.xml")


def test_xliff_is_one_for_another_library() -> None:
    units = xliff.xlifffile.parsestring(_written("xliff12")).units
    assert [unit.gettargetlanguage() for unit in units[:1]] == ["zh-TW"]
    assert [unit.source for unit in units if unit.getid().endswith("u6")] == ["Agreed"]
    shown = {unit.getid().rpartition("u")[2]: unit for unit in units}
    assert [shown[number].isapproved() for number in ("1", "6")] == [False, True]
    assert not shown["7"].istranslatable()
    assert len(units) == len(ROWS)


# --- an edit arrives exactly ------------------------------------------------------------------------------------------

NEW = 'Neu: „a" & <b> \\ 新的 👋'
ESCAPED = html.escape(NEW, quote=False)
EDIT: dict[str, Callable[[bytes, Row], bytes]] = {
    "po": lambda content, row: programs.poedit(content, {row.key.source: NEW}),
    "docx": lambda content, row: programs.typed(content, {row.number: NEW}),
    "xliff": lambda content, row: programs.cat_tool(content, {row.number: ESCAPED}),
    "xliff12": lambda content, row: programs.cat_tool(content, {row.number: ESCAPED}),
}


@pytest.mark.parametrize("name", READABLE)
@pytest.mark.parametrize("number", [row.number for row in HANDOUT.open])
def test_an_edit_of_any_unit_arrives_exactly_and_no_other_changes(name: str, number: int) -> None:
    row = next(row for row in ROWS if row.number == number)
    came = _read(name, EDIT[name](_written(name), row))
    assert {one.number: one.target for one in came.open} == {
        one.number: NEW if one is row else one.target for one in HANDOUT.open
    }


# --- what is no hand-out, or means harm -------------------------------------------------------------------------------


def test_broken_and_foreign_files_are_refused_in_words(corpora: Path) -> None:
    paths = [*sorted((corpora / "broken").iterdir()), *sorted((corpora / "docx").glob("*.docx"))]
    faults = {path.name: _refusal(path.name, path.read_bytes()) for path in paths}
    assert [name for name, fault in faults.items() if fault is not None and name not in fault] == []
    # Plain text may be a message, to which the command asks more; nothing else is taken for one of ours.
    assert {name.rpartition(".")[2] for name, fault in faults.items() if fault is None} <= {"txt", "csv", "md", "jsonl"}


def _refusal(name: str, content: bytes) -> str | None:
    """Why a file is refused; None where it may be a message."""
    try:
        came = loads(Arrival(name, content))
    except PubflowError as error:
        return str(error)
    return None if isinstance(came, str) else f"{name} was taken for a hand-out"


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FETCH = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("name", ["xliff", "xliff12"])
@pytest.mark.parametrize("doctype", [BOMB, FETCH])
def test_entities_are_refused(name: str, doctype: str) -> None:
    content = _written(name).replace(b"?>\n", b"?>\n" + doctype.encode(), 1).replace(b"Agreed", b"&a;")
    with pytest.raises(PubflowError, match="entity"):
        loads(Arrival("x.xlf", content))


@pytest.mark.parametrize("name", READABLE)
def test_a_file_that_was_cut_off_is_refused(name: str) -> None:
    content = _written(name)
    for part in range(1, 8):
        with pytest.raises(PubflowError):
            loads(Arrival("x", content[: len(content) * part // 8].rstrip(b'"\n')))


HOSTILE: dict[str, dict[str, bytes | None]] = {
    "entities": {"word/document.xml": (BOMB + "<x>&b;</x>").encode()},
    "no text": {"word/document.xml": None},
    "text elsewhere": {
        "_rels/.rels": b'<Relationships><Relationship Type="x/officeDocument" Target="http://example.org/a" TargetMode="External"/></Relationships>'
    },
    "text above": {
        "_rels/.rels": b'<Relationships><Relationship Type="x/officeDocument" Target="../../etc/passwd"/></Relationships>'
    },
    "a bomb": {"word/document.xml": b"<x>" + b" " * (25 * 1024 * 1024) + b"</x>"},
    "deep": {"word/document.xml": b"<x>" * 5000 + b"</x>" * 5000},
    "no xml": {"docProps/custom.xml": b"\xff\xfe\x00nonsense"},
    "no pack": {"docProps/custom.xml": None, "word/document.xml": f'<w:document xmlns:w="{programs.W}"/>'.encode()},
}


@pytest.mark.parametrize("what", list(HOSTILE))
def test_hostile_word_files_are_refused_in_words(what: str) -> None:
    with pytest.raises(PubflowError) as refused:
        loads(Arrival("x.docx", programs.repacked(_written("docx"), HOSTILE[what])))
    assert "x.docx" in str(refused.value)


def test_macros_and_parts_with_odd_names_are_not_looked_at() -> None:
    content = programs.repacked(_written("docx"), {"word/vbaProject.bin": b"x", "../../../evil": b"x", "/abs": b"x"})
    came = loads(Arrival("x.docm", content))
    assert not isinstance(came, str)
    assert came.told == ("it holds macros; they were not looked at",)
    assert came.handout.facts == HANDOUT.facts


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18, b"\xd0\xcf\x11\xe0rest", b"<xliff/>", b"<", b""]
)
def test_scraps_are_refused_or_taken_for_an_empty_message(content: bytes) -> None:
    fault = _refusal("x", content)
    assert (fault or "x").startswith("x")
    assert "was taken" not in (fault or "")


# --- the message ------------------------------------------------------------------------------------------------------


def test_under_embargo_the_first_line_says_so_with_the_readers_hour() -> None:
    moment = parse_date("2024-07-01 22:00 Europe/London")
    assert isinstance(moment, datetime)
    first, *rest = dumps(HANDOUT, Hours(moment, moment), ()).split("\n")
    assert first.startswith("EMBARGO until 1 July 2024, 22:00 (London, UTC+1) = 2 July 2024, 05:00 (Taipei, UTC+8)")
    assert "2024年7月2日05:00" in "\n".join(rest)
    page = numbered.dumps(HANDOUT, Hours(moment, None)).decode()
    assert "Embargo until 1 July 2024, 22:00" in page


@pytest.mark.parametrize("language", ["zh-TW", "pt-BR", "es", "fr", "ar", "zh-HK"])
def test_the_message_says_how_to_answer_and_its_own_examples_are_understood(language: str) -> None:
    phrases = phrases_for(LanguageTag.parse(language)) or ENGLISH
    assert phrases.examples[0].format(n=1) in dumps(replace(HANDOUT, language=language), HOURS, ())
    agreed, asked, new, rest = (example.format(n=3) for example in phrases.examples)
    assert reply.loads(agreed, {3}).answers == (reply.Answer(3, "agreed"),)
    assert [answer.kind for answer in reply.loads(asked, {3}).answers] == ["remark"]
    assert [answer.kind for answer in reply.loads(new, {3}).answers] == ["target"]
    assert reply.loads(rest, {3}).rest


# --- by the standards -------------------------------------------------------------------------------------------------


def test_xliff_21_keeps_the_order_of_elements_and_the_kinds_of_ids() -> None:
    """Source: the schema of XLIFF core 2.0."""
    root = ET.fromstring(_written("xliff"))
    (file,) = root
    names = [child.tag.rpartition("}")[2] for child in file]
    assert names == ["metadata", "notes", *["unit"] * len(ROWS)]
    allowed = re.compile("metadata,(notes,)?segment,")
    for unit in file.iter(f"{{{programs.XLIFF2}}}unit"):
        assert allowed.fullmatch("".join(child.tag.rpartition("}")[2] + "," for child in unit))
        (segment,) = unit.findall(f"{{{programs.XLIFF2}}}segment")
        assert [child.tag.rpartition("}")[2] for child in segment] in (["source"], ["source", "target"])
        assert segment.attrib["state"] in {"initial", "reviewed"}
    assert all(re.fullmatch(r"[\w.:-]+", element.attrib.get("id", "x")) for element in root.iter())
    control = replace(HANDOUT, rows=(_row(1, "a\x07b\ufffe", "c\x1b"),))
    assert re.findall('hex="(.*?)"', _written("xliff", control).decode()) == ["0007", "FFFE", "001B"]


def test_xliff_21_is_one_for_another_library() -> None:
    units = xliff2.Xliff2File.parsestring(_written("xliff")).units
    assert len(units) == len(ROWS)
    assert [str(unit.target) for unit in units if str(unit.source) == "Agreed"] == ["同意"]


def test_without_its_library_the_other_formats_are_made_and_word_is_said_to_be_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = _written("docx")
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(PubflowError, match="python-docx") as refused:
        _written("docx")
    assert "pubflow[office]" in (refused.value.hint or "")
    assert _read("docx", content).facts == HANDOUT.facts
