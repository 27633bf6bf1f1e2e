"""What pandoc's OpenDocument text lacks to be one of the house: styles, head and foot, languages, no person's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Final

from pubflow.editions.office.faces import Faces, faces
from pubflow.editions.office.package import LEFT_TO_RIGHT, house, packed, unpacked
from pubflow.editions.portable import Portable
from pubflow.language import LanguageTag
from pubflow.language.names import own_name

_SANS: Final = "Liberation Sans"
_DATES: Final = "<meta:creation-date>{day}T00:00:00</meta:creation-date><dc:date>{day}T00:00:00</dc:date>"
_QUOTED: Final = 'fo:margin-left="0.5in" fo:margin-right="0in"'
_HEAD_CELL: Final = 'fo:border-top="1pt solid #14506b" fo:border-bottom="0.7pt solid #14506b" fo:padding="1mm"'
_CELL: Final = 'fo:border-bottom="0.5pt solid #d9d5ca" fo:padding="1mm"'
_IMAGE: Final = re.compile(r"<draw:image [^>]*/>")
_DERIVED: Final = re.compile(r'style:name="(\w+)" style:family="paragraph" style:parent-style-name="(\w+)"')
_CELL_STYLE: Final = re.compile(
    r'(<style:style style:name="Table(Header)?\w*Cell" style:family="table-cell">\s*<style:table-cell-properties )'
    r"[^/>]*/>"
)


def finished(made: bytes, shown: Portable, source: LanguageTag, *, described: Sequence[str]) -> bytes:
    """The file with our styles in place of pandoc's. `described`: what is said of each picture, in their order."""
    parts = unpacked(made)
    rtl = shown.tag.direction == "rtl"
    named = faces(shown.tag, source)
    day = shown.facts.published_iso[:10]
    told = {
        "text": "Liberation Serif" if named.serif else _SANS,
        # A face is declared once.
        "sans-face": f'<style:font-face style:name="{_SANS}" svg:font-family="&apos;{_SANS}&apos;"/>' * named.serif,
        "sans": _SANS,
        "east": named.east[1],
        "complex": named.complex[1],
        "languages": _languages(named),
        "writing": "rl-tb" if rtl else "lr-tb",
        "start": "right" if rtl else "left",
        "mark": LEFT_TO_RIGHT * rtl,
        # Behind the number of a note; where lines run from right to left, LibreOffice swallows another.
        "space": "&#160;" if rtl else " ",
        "title": escape(shown.facts.title),
        "publisher": escape(shown.publisher),
        "description": escape(shown.facts.description),
        "language": escape(own_name(shown.tag)),
        "lang": str(shown.tag),
        "dates": _DATES.format(day=day) if day else "",
    }
    parts["styles.xml"] = house("odt_styles.xml", **told).encode()
    parts["meta.xml"] = house("odt_meta.xml", **told).encode()
    parts["content.xml"] = _drawn(_content(parts["content.xml"].decode("utf-8"), rtl=rtl), described).encode()
    return packed(parts)


def _content(content: str, *, rtl: bool) -> str:
    """With the looks that pandoc writes into the content itself: quotations, tables."""
    styles, body, words = content.partition("<office:body>")
    start, end = ("right", "left") if rtl else ("left", "right")
    styles = styles.replace(_QUOTED, f'fo:margin-{start}="4mm" fo:margin-{end}="0mm"')
    styles = _CELL_STYLE.sub(lambda found: f"{found[1]}{_HEAD_CELL if found[2] else _CELL}/>", styles)
    styles = _with_parents_of_the_house(styles)
    if rtl:
        # As LibreOffice reads them, they are sides of the paper.
        styles = styles.replace('fo:text-align="end"', 'fo:text-align="left"')
        styles = styles.replace('fo:text-align="start"', 'fo:text-align="right"')
    mode = ' style:writing-mode="rl-tb"' if rtl else ""
    styles = styles.replace('table:align="center"', f'table:align="margins" fo:margin-bottom="4mm"{mode}')
    return styles + body + words


def _with_parents_of_the_house(styles: str) -> str:
    """Pandoc derives a style of the text from another such, whose looks it repeats; readers find none there."""
    parents = dict(_DERIVED.findall(styles))

    def known(name: str) -> str:
        return known(parents[name]) if name in parents else name

    return _DERIVED.sub(lambda found: found[0].replace(f'"{found[2]}"', f'"{known(found[2])}"'), styles)


def _drawn(content: str, described: Sequence[str]) -> str:
    """With the pictures' descriptions, which pandoc leaves out; they stand in the line, not beside it."""
    waiting = iter(described)
    content = content.replace("<draw:frame ", '<draw:frame text:anchor-type="as-char" ')
    return _IMAGE.sub(lambda found: f"{found[0]}<svg:title>{escape(next(waiting, ''))}</svg:title>", content)


def _languages(named: Faces) -> str:
    """Attributes for each kind of letters."""
    kinds = (
        ("fo:language", "fo:country", "fo:script", named.latin_language),
        ("style:language-asian", "style:country-asian", "style:script-asian", named.east_language),
        ("style:language-complex", "style:country-complex", "style:script-complex", named.complex_language),
    )
    named_by: list[str] = []
    for language, country, script, tag in kinds:
        named_by += [f'{language}="{tag.language}"', f'{country}="{tag.region or "none"}"']
        named_by += [f'{script}="{tag.script}"'] if tag.script else []
    return " ".join(named_by)
