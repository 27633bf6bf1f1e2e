"""What pandoc's Word file lacks to be one of the house: styles, head and foot, languages, no person's name."""

from __future__ import annotations

import re
from html import escape

from pubflow.editions.office.faces import faces
from pubflow.editions.office.package import LEFT_TO_RIGHT, Parts, house, packed, unpacked
from pubflow.editions.portable import Portable
from pubflow.language import LanguageTag
from pubflow.language.names import own_name
from pubflow.markup.dimensions import dimensions

_SECTION = re.compile(r"<w:sectPr\s*/>|<w:sectPr\b.*?</w:sectPr>", re.DOTALL)
_ADDRESS = re.compile(r'<pic:cNvPr descr="data:[^"]*"')
_DRAWING = re.compile(r"<w:drawing>.*?</w:drawing>", re.DOTALL)
_TURNS = ((0, 0), (0, 0), (0, 1), (180, 0), (180, 1), (270, 1), (90, 0), (90, 1), (270, 0))
"""EXIF's orientations, 1-8: how far to the right, in degrees, and whether mirrored before. Source: EXIF 2.32."""
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def finished(made: bytes, shown: Portable, source: LanguageTag) -> bytes:
    """The file with our styles in place of pandoc's."""
    parts = unpacked(made)
    rtl = shown.tag.direction == "rtl"
    bidi, run = ("<w:bidi/>", "<w:rtl/>") if rtl else ("", "")
    told = {
        "title": escape(shown.facts.title),
        "publisher": escape(shown.publisher),
        "description": escape(shown.facts.description),
        "language": escape(own_name(shown.tag)),
        "lang": str(shown.tag),
        "dates": _dates(shown.facts.published_iso),
        "bidi": bidi,
        "rtl": run,
        "mark": f"<w:r><w:t>{LEFT_TO_RIGHT}</w:t></w:r>" * rtl,
    }
    parts["word/styles.xml"] = _styles(shown, source, bidi)
    parts["word/header1.xml"] = house("docx_header.xml", **told).encode()
    parts["word/footer1.xml"] = house("docx_footer.xml", **told).encode()
    parts["docProps/core.xml"] = house("docx_core.xml", **told).encode()
    parts["docProps/app.xml"] = house("docx_app.xml", **told).encode()
    _connect(parts)
    body = parts["word/document.xml"].decode("utf-8")
    *_, last = _SECTION.finditer(body)
    body = body[: last.start()] + house("docx_section.xml", bidi=bidi).strip() + body[last.end() :]
    if rtl:
        body = body.replace('<w:tblStyle w:val="Table" />', '<w:tblStyle w:val="Table" /><w:bidiVisual/>')
    parts["word/document.xml"] = body.encode("utf-8")
    for name in ("document", "footnotes"):
        if f"word/{name}.xml" in parts:
            _draw(parts, name)
    return packed(parts)


def _draw(parts: Parts, name: str) -> None:
    """Pictures as Word wants them, in one part: no margins of its own, turned as the camera says.

    Pandoc tells a second time what a picture is, by the whole of its content.
    """
    relations = parts.get(f"word/_rels/{name}.xml.rels", b"").decode("utf-8")
    targets = {}
    for relation in re.findall(r"<Relationship [^>]*>", relations):
        said = dict(re.findall(r'(\w+)="([^"]*)"', relation))
        targets[said.get("Id", "")] = said.get("Target", "")

    def drawn(found: re.Match[str]) -> str:
        drawing = _ADDRESS.sub('<pic:cNvPr descr=""', found[0])
        drawing = drawing.replace("<wp:inline>", '<wp:inline distT="0" distB="0" distL="0" distR="0">')
        embedded = re.search(r'r:embed="([^"]*)"', drawing)
        size = dimensions(parts.get(f"word/{targets.get(embedded[1], '')}", b"")) if embedded else None
        return _turned(drawing, size.turned) if size else drawing

    text = parts[f"word/{name}.xml"].decode("utf-8")
    parts[f"word/{name}.xml"] = _DRAWING.sub(drawn, text).encode("utf-8")


def _turned(drawing: str, turned: int) -> str:
    """Word turns what it shows around its middle: its size is told as it is before that."""
    degrees, mirrored = _TURNS[turned]
    shape = "<a:xfrm" + f' rot="{degrees * 60000}"' * bool(degrees) + ' flipH="1"' * mirrored + ">"
    drawing = drawing.replace("<a:xfrm>", shape)
    if degrees % 180 == 0:
        return drawing
    high, wide = re.findall(r'cx="(\d+)" cy="(\d+)"', drawing)[0]
    beyond = max((int(wide) - int(high)) // 2, 0), max((int(high) - int(wide)) // 2, 0)
    drawing = drawing.replace(f'cx="{high}" cy="{wide}"', f'cx="{wide}" cy="{high}"')
    room = f'<wp:effectExtent b="{beyond[0]}" l="{beyond[1]}" r="{beyond[1]}" t="{beyond[0]}" />'
    return re.sub(r"<wp:effectExtent [^>]*/>", room, drawing)


def _styles(shown: Portable, source: LanguageTag, bidi: str) -> bytes:
    named = faces(shown.tag, source)
    return house(
        "docx_styles.xml",
        **{
            "text": "Cambria" if named.serif else "Calibri",
            "sans": "Calibri",
            "east": named.east[0],
            "complex": named.complex[0],
            "lang": str(named.latin_language),
            "lang-east": str(named.east_language),
            "lang-complex": str(named.complex_language),
            "bidi": bidi,
            # Of a border it is a side of the paper; of an indent, Word's "left" is where lines begin.
            "side": "right" if bidi else "left",
        },
    ).encode()


def _dates(iso: str) -> str:
    if not iso:
        return ""
    day = f"{iso[:10]}T00:00:00Z"
    return "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}</dcterms:{name}>' for name in ("created", "modified")
    )


def _connect(parts: Parts) -> None:
    """The head and the foot are named in the lists of parts."""
    types, relations = "", ""
    for kind in ("header", "footer"):
        types += f'<Override PartName="/word/{kind}1.xml" ContentType="{_PART}{kind}+xml"/>'
        relations += f'<Relationship Id="rIdHouse{kind.title()}" Type="{_RELATION}{kind}" Target="{kind}1.xml"/>'
    for name, end, more in (
        ("[Content_Types].xml", b"</Types>", types),
        ("word/_rels/document.xml.rels", b"</Relationships>", relations),
    ):
        parts[name] = parts[name].replace(end, more.encode() + end)
