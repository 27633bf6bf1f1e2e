"""A hand-out as a Word file: number, source, target, notes, and a cell to agree in. Needs the extra `office`. Pure."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from pubflow.errors import ProjectError
from pubflow.exchange.handout import Handout, Row
from pubflow.exchange.trees import xml_attribute, xml_text
from pubflow.language import LanguageTag
from pubflow.segment.tagged import TaggedText

if TYPE_CHECKING:
    from docx.document import Document

HEADS: Final = ("No.", "Source", "Target", "Notes and terms", "OK")
AGREED: Final = "ok"
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CUSTOM: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VARIANT: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CUSTOM_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT_ID: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The format id of custom properties. Source: ECMA-376, part 1, 22.3.2.2."""
_WIDTHS: Final = (900, 4900, 4900, 3000, 700)
"""Twentieths of a point; together a landscape A4 page between its margins."""
_GREY: Final = "EDEDED"
_FONTS: Final = {
    "zh-Hant": "Microsoft JhengHei", "zh-Hans": "Microsoft YaHei", "ja": "Yu Gothic", "ko": "Malgun Gothic",
}  # fmt: skip
"""Faces that Word has for East Asian scripts, on Windows and on macOS."""
_COMPLEX: Final = {"th": "Leelawadee UI"}
_EPOCH: Final = datetime(1980, 1, 1, tzinfo=UTC)


def dumps(handout: Handout) -> bytes:
    """The same hand-out gives the same bytes; nothing in them tells who made it, or when.

    Raises ProjectError where the extra is not installed.
    """
    document = _empty()
    _lay_out(document, handout)
    for line in _words(handout):
        document.add_paragraph(line)
    _body(document).insert(len(_body(document)) - 1, _parsed(_table(handout)))
    document.add_paragraph("Every row that I did not change is right (write yes): ")
    _name_pack(document, handout)
    out = io.BytesIO()
    document.save(out)
    return _without_dates(out.getvalue())


def _empty() -> Document:
    try:
        import docx
    except ImportError:
        hint = "pip install 'pubflow[office]'; or leave docx out of --format"
        raise ProjectError("Word files need python-docx, which is not installed", hint=hint) from None
    return docx.Document()


def _parsed(xml: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(xml)


def _body(document: Document) -> Any:
    return document.element.body


def _lay_out(document: Document, handout: Handout) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.8)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(10.5)
    style.paragraph_format.space_after = Pt(3)
    said = document.core_properties
    said.author = said.last_modified_by = said.comments = said.keywords = said.subject = said.category = ""
    said.title = f"{handout.statement} ({handout.language})"
    said.created = said.modified = _EPOCH.replace(tzinfo=None)
    said.revision = 1
    if handout.kind == "review":
        # The schema has an order: it stands right before `defaultTabStop`.
        after = document.settings.element.find(f"{{{_W}}}defaultTabStop")
        after.addprevious(_parsed(f'<w:trackRevisions xmlns:w="{_W}"/>'))


def _words(handout: Handout) -> Iterator[str]:
    yield f"{handout.statement}, {handout.language}   {handout.code}"
    if handout.kind == "review":
        yield f"Where a translation is right, write {AGREED} in the last column; where it is not, change it in place."
    else:
        yield f"Write in the column {HEADS[2]}. Where what stands there is right as it is, write {AGREED} beside it."
    yield "Ask in a comment, or in the notes with ? before it. Keep marks such as <b1> … </b1>. Grey text is not read."


def _table(handout: Handout) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="999999"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    tag = LanguageTag.parse(handout.language)
    return (
        f'<w:tbl xmlns:w="{_W}"><w:tblPr><w:tblW w:w="{sum(_WIDTHS)}" w:type="dxa"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{_head()}{''.join(_row(row, tag) for row in handout.rows)}</w:tbl>"
    )


def _head() -> str:
    cells = (
        _cell(width, [_paragraph(_run(head, bold=True))], True) for head, width in zip(HEADS, _WIDTHS, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _row(row: Row, tag: LanguageTag) -> str:
    number = [_paragraph(_run(str(row.number) if row.mine else f"({row.number})"))]
    if row.key.context:
        number.append(_paragraph(_run(row.key.context, colour="666666")))
    notes = [*row.notes, *(f"# {comment}" for comment in row.comments)]
    cells = (
        _cell(_WIDTHS[0], number, True),
        _cell(_WIDTHS[1], [_tagged(row.key.source, None)], True),
        _cell(_WIDTHS[2], [_tagged(row.target, tag)], not row.mine),
        _cell(_WIDTHS[3], [_paragraph(_run(line)) for line in notes], not row.mine),
        _cell(_WIDTHS[4], [] if row.waiting else [_paragraph(_run(AGREED))], not row.mine),
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(width: int, paragraphs: Sequence[str], grey: bool) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{_GREY}"/>' if grey else ""
    inside = "".join(paragraphs) or "<w:p/>"
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{inside}</w:tc>'


def _paragraph(runs: str, *, rtl: bool = False) -> str:
    return f"<w:p>{'<w:pPr><w:bidi/></w:pPr>' if rtl else ''}{runs}</w:p>"


def _tagged(wire: str, tag: LanguageTag | None) -> str:
    """One paragraph; the marks in it in a quiet colour. `tag`: None for the source."""
    rtl = tag is not None and tag.direction == "rtl"
    parts = TaggedText.parse(wire).parts
    written = (TaggedText.of(parts[: at + 1]) for at in range(len(parts)))
    runs: list[str] = []
    end = 0
    for part, upto in zip(parts, written, strict=True):
        # The wire form of a stretch may need the next tag to be whole (backslashes); the last one takes what is left.
        text = wire[end:] if len(runs) == len(parts) - 1 else str(upto)[end:]
        runs.append(_run(text, tag=tag, rtl=rtl, colour="" if isinstance(part, str) else "8A5A00"))
        end += len(text)
    return _paragraph("".join(runs), rtl=rtl)


def _run(text: str, *, tag: LanguageTag | None = None, rtl: bool = False, bold: bool = False, colour: str = "") -> str:
    said = _fonts(tag) if tag else ""
    said += "<w:b/>" if bold else ""
    said += f'<w:color w:val="{colour}"/>' if colour else ""
    said += "<w:rtl/>" if rtl else ""
    said += _language(tag) if tag else ""
    pieces = []
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
        pieces.append("<w:br/>" if number else "")
        for at, piece in enumerate(line.split("\t")):
            pieces.append("<w:tab/>" if at else "")
            pieces.append(f'<w:t xml:space="preserve">{xml_text(piece)}</w:t>' if piece else "")
    return f"<w:r>{f'<w:rPr>{said}</w:rPr>' if said else ''}{''.join(pieces)}</w:r>"


def _fonts(tag: LanguageTag) -> str:
    east = _FONTS.get("-".join(tag.html.split("-")[:2])) or _FONTS.get(tag.language)
    if east:
        # The hint makes marks that both scripts have, such as “ and …, East Asian.
        return f'<w:rFonts w:eastAsia="{east}" w:hint="eastAsia"/>'
    complex_ = _COMPLEX.get(tag.language) or ("Arial" if tag.direction == "rtl" else "")
    return f'<w:rFonts w:cs="{complex_}"/>' if complex_ else ""


def _language(tag: LanguageTag) -> str:
    name = xml_attribute(str(tag))
    if tag.language in {"zh", "ja", "ko", "yue"}:
        return f'<w:lang w:eastAsia="{name}"/>'
    return f'<w:lang w:bidi="{name}"/>' if tag.direction == "rtl" else f'<w:lang w:val="{name}"/>'


def _name_pack(document: Document, handout: Handout) -> None:
    """The pack's header as custom properties: Word and LibreOffice keep them."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    said = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{pid}" name="{name}"><vt:lpwstr>{xml_text(value)}</vt:lpwstr></property>'
        for pid, (name, value) in enumerate(handout.facts, 2)
    )
    xml = f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VARIANT}">{said}</Properties>'
    package = document.part.package
    content = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode()
    for name in [name for name, relation in package.rels.items() if relation.reltype.endswith("/thumbnail")]:
        del package.rels[name]  # a picture of the library's empty page
    package.relate_to(Part(PackURI("/docProps/custom.xml"), _CUSTOM_TYPE, content, package), _RELATION)


def _without_dates(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _EPOCH.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()
