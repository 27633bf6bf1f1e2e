"""Word and OpenDocument files, as small as they can be: the XML of their text, wrapped into a package."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_W15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_DRAWN = " ".join(
    f'xmlns:{prefix}="http://schemas.openxmlformats.org/drawingml/2006/{name}"'
    for prefix, name in (("wp", "wordprocessingDrawing"), ("a", "main"), ("pic", "picture"))
)
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    '<Default Extension="jpeg" ContentType="image/jpeg"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>'
)
_O = "urn:oasis:names:tc:opendocument:xmlns"
_ODT = (
    " ".join(f'xmlns:{name}="{_O}:{name}:1.0"' for name in ("office", "text", "style", "table", "drawing", "meta"))
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def paragraph(text: str, properties: str = "") -> str:
    """One of Word's, of one run."""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def docx(body: str, parts: Mapping[str, str | bytes] = {}, relations: Mapping[str, str] = {}) -> bytes:
    """A Word file whose document.xml holds `body`. `relations`: rId -> "kind target", of the document."""
    made = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations({"rId1": "officeDocument word/document.xml"}),
        "word/_rels/document.xml.rels": _relations(relations),
        "word/document.xml": f"<w:document {W} {_W14} {_R} {_DRAWN}><w:body>{body}</w:body></w:document>",
        **parts,
    }
    return package(made)


def comments(inside: str, done: tuple[str, ...] = ()) -> dict[str, str]:
    """The parts that hold a Word file's comments; `done`: the paraIds of those that are resolved."""
    states = "".join(f'<w15:commentEx w15:paraId="{name}" w15:done="1"/>' for name in done)
    return {
        "word/comments.xml": f"<w:comments {W} {_W14}>{inside}</w:comments>",
        "word/commentsExtended.xml": f"<w15:commentsEx {_W15}>{states}</w15:commentsEx>",
    }


def odt(body: str, parts: Mapping[str, str | bytes] = {}) -> bytes:
    """An OpenDocument text whose content.xml holds `body`."""
    made = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f'<office:document-content {_ODT} office:version="1.3"><office:automatic-styles/><office:body><office:text>{body}'
        "</office:text></office:body></office:document-content>",
        "styles.xml": f'<office:document-styles {_ODT} office:version="1.3"><office:styles/><office:automatic-styles/><office:master-styles/></office:document-styles>',
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        **parts,
    }
    return package(made)


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def of_lines(kind: str, text: str) -> bytes:
    """A file of a kind with a paragraph for each line of a text that is not blank."""
    lines = [line for line in text.removeprefix("\ufeff").splitlines() if line.strip()]
    if kind == "docx":
        return docx("".join(map(paragraph, lines)))
    return odt("".join(f"<text:p>{escape(line)}</text:p>" for line in lines))


def _relations(relations: Mapping[str, str]) -> str:
    made = ""
    for name, told in relations.items():
        kind, _, target = told.partition(" ")
        made += f'<Relationship Id="{name}" Type="{_KIND}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{made}</Relationships>'
