"""What people agreed to -> TMX 1.4b. Pure.

Our tags are written as the format's own codes, with the tag as it stands in the PO inside, so that another tool shows
the same and our own reader gets the same back. No date of the export stands in it: the same units give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from pubflow.exchange.escape import escaped, forbidden
from pubflow.exchange.tmx import CONTEXT, MOMENT, STATEMENT
from pubflow.language import LanguageTag
from pubflow.segment import Tag, TaggedText
from pubflow.segment.match import Said
from pubflow.segment.tagged import Form


def dumps(said: Iterable[Said], language: LanguageTag, *, source: LanguageTag, version: str) -> tuple[bytes, int, int]:
    """The file, how many units it holds, and how many were left out since XML can't hold one of their characters."""
    units: list[str] = []
    left_out = 0
    for one in said:
        if forbidden(f"{one.source}{one.target}{one.context}{one.by}"):
            left_out += 1
        else:
            units.append("".join(_unit(one, str(source), str(language))))
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
        f'<header creationtool="pubflow" creationtoolversion="{escaped(version)}" segtype="sentence" o-tmf="pubflow" '
        f'adminlang="en" srclang="{source}" datatype="plaintext"/>\n<body>\n'
    )
    return (head + "".join(units) + "</body>\n</tmx>\n").encode("utf-8"), len(units), left_out


def _unit(said: Said, source: str, language: str) -> Iterator[str]:
    name = f"{said.origin}/{said.number}" if said.number else ""
    yield f'<tu tuid="{escaped(name)}">\n' if name else "<tu>\n"
    yield f'  <prop type="{STATEMENT}">{escaped(said.origin)}</prop>\n'
    if said.context:
        yield f'  <prop type="{CONTEXT}">{escaped(said.context)}</prop>\n'
    by, at = f' creationid="{escaped(said.by)}"' if said.by else "", _moment(said.at)
    yield f'  <tuv xml:lang="{source}"><seg>{_seg(said.source)}</seg></tuv>\n'
    yield f'  <tuv xml:lang="{language}"{at}{by}><seg>{_seg(said.target)}</seg></tuv>\n'
    yield "</tu>\n"


def _seg(wire: str) -> str:
    return "".join(_code(part) if isinstance(part, Tag) else escaped(part) for part in TaggedText.parse(wire).parts)


def _code(tag: Tag) -> str:
    shown = escaped(str(tag))
    match tag.form:
        case Form.OPEN:
            return f'<bpt i="{tag.number}" x="{tag.number}">{shown}</bpt>'
        case Form.CLOSE:
            return f'<ept i="{tag.number}">{shown}</ept>'
    return f'<ph x="{tag.number}">{shown}</ph>'


def _moment(at: str) -> str:
    try:
        moment = datetime.fromisoformat(at) if at else None
    except ValueError:
        return ""
    return f' creationdate="{moment.astimezone(UTC).strftime(MOMENT)}"' if moment and moment.tzinfo else ""
