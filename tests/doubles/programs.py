"""What people's programs make of a hand-out: edits by the libraries that know each format, not by our own code."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable

import polib

XLIFF2 = "urn:oasis:names:tc:xliff:document:2.0"
XLIFF12 = "urn:oasis:names:tc:xliff:document:1.2"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def poedit(
    content: bytes, edits: dict[str, str], *, agreed: tuple[str, ...] = (), asked: dict[str, str] | None = None
) -> bytes:
    """As Poedit saves: an edit clears the flag, lines are wrapped anew, a person's name and address go into the header."""
    file = polib.pofile(content.decode("utf-8"), wrapwidth=79)
    file.metadata["Last-Translator"] = "Lin Mei <lin.mei@example.org>"
    file.metadata["X-Generator"] = "Poedit 3.9.1"
    for entry in file:
        if entry.msgid in edits:
            entry.msgstr = edits[entry.msgid]
        if (entry.msgid in edits or entry.msgid in agreed) and "fuzzy" in entry.flags:
            entry.flags.remove("fuzzy")
            entry.previous_msgid = None
        if asked and entry.msgid in asked:
            entry.tcomment = "\n".join(filter(None, (entry.tcomment, asked[entry.msgid])))
    return str(file).encode("utf-8")


def cat_tool(content: bytes, edits: dict[int, str], *, state: str = "", approve: tuple[int, ...] = ()) -> bytes:
    """As a translation tool saves XLIFF, either version: prefixes of its own, targets as mark-up, states if it has any."""
    root = ET.fromstring(content)
    space = root.tag.partition("}")[0].removeprefix("{")
    unit_name, holder = ("unit", "segment") if space == XLIFF2 else ("trans-unit", "")
    for unit in root.iter(f"{{{space}}}{unit_name}"):
        number = int(unit.attrib["id"].removeprefix("u"))
        at = unit.find(f"{{{space}}}{holder}") if holder else unit
        assert at is not None
        if number in edits:
            old = at.find(f"{{{space}}}target")
            new = ET.fromstring(f'<target xmlns="{space}">{edits[number]}</target>')
            if old is not None:
                new.attrib.update(old.attrib)
                at[list(at).index(old)] = new
            else:
                at.insert(1, new)
        if state and (number in edits or number in approve):
            if holder:
                at.set("state", state)
            else:
                target = at.find(f"{{{space}}}target")
                assert target is not None
                target.set("state", state)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def word(content: bytes, change: Callable[[object], None]) -> bytes:
    """As a Word file is changed by a program; `change` gets python-docx's document."""
    import docx

    document = docx.Document(io.BytesIO(content))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def cells(document: object, number: int) -> tuple[object, ...]:
    """The cells of the row of a unit."""
    for row in document.tables[0].rows:  # type: ignore[attr-defined]
        if row.cells[0].text.split("\n")[0] == str(number):
            return row.cells
    raise AssertionError(f"no row {number}")


def typed(content: bytes, edits: dict[int, str], *, ok: tuple[int, ...] = ()) -> bytes:
    """As somebody types over a cell in Word."""

    def change(document: object) -> None:
        for number, text in edits.items():
            cells(document, number)[2].text = text  # type: ignore[attr-defined]
        for number in ok:
            cells(document, number)[4].text = "OK"  # type: ignore[attr-defined]

    return word(content, change)


def tracked(content: bytes, number: int, old: str, new: str, author: str) -> bytes:
    """As Word tracks a change within a target: what was there stands in a deletion, what is new in an insertion."""
    who = f'w:id="900" w:author="{author}" w:date="2026-01-01T00:00:00Z"'

    def change(document: object) -> None:
        from docx.oxml import parse_xml

        cell = cells(document, number)[2]
        paragraph = cell.paragraphs[0]._p  # type: ignore[attr-defined]
        before, found, after = cell.text.partition(old)  # type: ignore[attr-defined]
        assert found
        for run in list(paragraph):
            if run.tag.endswith("}r"):
                paragraph.remove(run)
        for xml in (
            f'<w:r xmlns:w="{W}"><w:t xml:space="preserve">{before}</w:t></w:r>',
            f'<w:del xmlns:w="{W}" {who}><w:r><w:delText xml:space="preserve">{old}</w:delText></w:r></w:del>',
            f'<w:ins xmlns:w="{W}" {who}><w:r><w:t xml:space="preserve">{new}</w:t></w:r></w:ins>',
            f'<w:r xmlns:w="{W}"><w:t xml:space="preserve">{after}</w:t></w:r>',
        ):
            paragraph.append(parse_xml(xml))

    return word(content, change)


def commented(content: bytes, number: int, text: str) -> bytes:
    """As somebody comments on a target in Word."""

    def change(document: object) -> None:
        runs = cells(document, number)[2].paragraphs[0].runs  # type: ignore[attr-defined]
        document.add_comment(runs, text=text, author="Lin Mei", initials="LM")  # type: ignore[attr-defined]

    return word(content, change)


def broken_runs(content: bytes) -> bytes:
    """As Word and LibreOffice leave a text after some typing: a run a letter, with marks of the spelling between."""

    def change(document: object) -> None:
        from docx.oxml import parse_xml

        for row in document.tables[0].rows:  # type: ignore[attr-defined]
            for cell in row.cells:
                for run in list(cell._tc.iter(f"{{{W}}}r")):
                    texts = [node for node in run if node.tag == f"{{{W}}}t"]
                    if len(texts) != 1 or len(run) > 2:
                        continue
                    for letter in texts[0].text:
                        shown = letter.replace("&", "&amp;").replace("<", "&lt;")
                        new = f'<w:r xmlns:w="{W}" w:rsidR="00A1"><w:t xml:space="preserve">{shown}</w:t></w:r>'
                        run.addprevious(parse_xml(new))
                        run.addprevious(parse_xml(f'<w:proofErr xmlns:w="{W}" w:type="spellStart"/>'))
                    run.getparent().remove(run)

    return word(content, change)


def repacked(content: bytes, changes: dict[str, bytes | None]) -> bytes:
    """A zip with some of its parts replaced, added, or (None) taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys((*old.namelist(), *changes)):
            part = changes[name] if name in changes else old.read(name)
            if part is not None:
                new.writestr(name, part)
    return out.getvalue()


def part(content: bytes, name: str) -> str:
    """One part of a zip, as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read(name).decode("utf-8")


def quoted(text: str) -> str:
    """A message as mail programs quote it in an answer."""
    return re.sub(r"^", "> ", text, flags=re.MULTILINE)
