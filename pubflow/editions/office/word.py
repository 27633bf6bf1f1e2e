"""What pandoc's Word file lacks to be one of the house: styles, head and foot, languages, no person's name."""

from __future__ import annotations

import re
from html import escape

from pubflow.editions.office.faces import faces
from pubflow.editions.office.package import Parts, house, packed, unpacked
from pubflow.editions.portable import Portable
from pubflow.language import LanguageTag
from pubflow.language.names import own_name

_SECTION = re.compile(r"<w:sectPr\s*/>|<w:sectPr\b.*?</w:sectPr>", re.DOTALL)
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
    return packed(parts)


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
