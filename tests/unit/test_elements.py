"""A TBX file of unknown origin can do no harm, and what is wrong with it is said with its line and what to do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pubflow.errors import TermbaseError
from pubflow.exchange import tbx_read

HEAD = '<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">\n<text><body>\n'
ENTRY = '<conceptEntry id="c1"><langSec xml:lang="en"><termSec><term>café</term></termSec></langSec></conceptEntry>\n'
FILE = HEAD + ENTRY + "</body></text></tbx>\n"
LAUGHS = "<!DOCTYPE tbx [\n" + "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">\n' for n in range(10)
) + "]>\n"  # fmt: skip


@pytest.mark.parametrize(
    ("content", "where", "words", "hint"),
    [
        (b"", "x.tbx:1:1", "ends too early", "ask for it again"),
        (FILE.encode()[:-9], "x.tbx:4:", "ends too early", "ask for it again"),
        (FILE.encode()[:140], "x.tbx:3:", "ends too early", "ask for it again"),
        (LAUGHS.encode() + FILE.encode(), "x.tbx:2:", "declares the entity “l0”", "used for attacks"),
        (b'<!DOCTYPE tbx [<!ENTITY p SYSTEM "file:///etc/passwd">]>' + FILE.encode(), "x.tbx:1:", "declares the entity “p”", "attacks"),
        (b'<!DOCTYPE tbx [<!ENTITY % p SYSTEM "http://127.0.0.1:9/"> %p;]>' + FILE.encode(), "x.tbx:1:", "entity “p”", "attacks"),
        (('<!DOCTYPE tbx SYSTEM "http://127.0.0.1:9/x.dtd">' + FILE.replace("café", "&eacute;")).encode(), "x.tbx:3:", "&eacute; is not declared", "itself"),
        (FILE.replace("café", "&eacute;").encode(), "x.tbx:3:", "undefined entity", "UTF-8"),
        (FILE.encode("latin-1"), "x.tbx:3:", "not well-formed", "save the file as UTF-8"),
        (b'<?xml version="1.0" encoding="big5"?>' + FILE.encode("ascii", "ignore"), "x.tbx:1", "encoding can't be read", "save it as UTF-8"),
        (b'<?xml version="1.0" encoding="klingon"?>' + FILE.encode(), "x.tbx:1", "encoding can't be read", "save it as UTF-8"),
        ((HEAD + "<note>" * 100_000).encode(), "x.tbx:3:", "nested more than 64 deep", "right file"),
        (b"<html><body><p>so</p></body></html>", "x.tbx:1", "is no TBX: its first element is <html>", "<martif>"),
        (b"source,target\n", "x.tbx:1:1", "syntax error", "no XML here"),
        (HEAD.replace("<text>", "<a:text>").encode(), "x.tbx:2:", "unbound prefix", "no XML here"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(content: bytes, where: str, words: str, hint: str) -> None:
    with pytest.raises(TermbaseError) as raised:
        tbx_read.loads(content, "x.tbx")
    assert (raised.value.where or "").startswith(where)
    assert words in raised.value.message
    assert hint in (raised.value.hint or "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "cp1252"])
def test_a_file_that_says_its_encoding_is_read(encoding: str) -> None:
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    read = tbx_read.loads(f'<?xml version="1.0" encoding="{name}"?>{FILE}'.encode(encoding), "x.tbx")
    assert read.concepts[0].terms[0].cells == {"term": "café"}


def test_a_document_type_alone_is_no_fault_and_nothing_is_fetched() -> None:
    read = tbx_read.loads(b'<!DOCTYPE tbx SYSTEM "http://127.0.0.1:9/no.dtd">\n' + FILE.encode(), "x.tbx")
    assert [concept.id for concept in read.concepts] == ["c1"]


PIECES = st.sampled_from(
    ["<conceptEntry>", "</conceptEntry>", '<langSec xml:lang="en">', '<langSec xml:lang="?">', "</langSec>", "<termSec>",
     "</termSec>", "<term>", "</term>", '<termNote type="administrativeStatus">', "</termNote>", "<note>", "</note>",
     "pubflow rank: 7", "text & more", "&lt;", "<!-- so -->", "<![CDATA[", "]]>", "<p/>", "\x00"]
)  # fmt: skip


@settings(deadline=None)
@given(body=st.lists(PIECES, max_size=12).map("".join))
def test_whatever_stands_in_it_is_read_or_refused(body: str) -> None:
    try:
        read = tbx_read.loads((HEAD + body + "</body></text></tbx>").encode(), "x.tbx")
    except TermbaseError as error:
        said = (error.where, error.hint)
    else:
        said = tuple(term.cells["term"] for concept in read.concepts for term in concept.terms)
    assert all(said)


@settings(deadline=None)
@given(content=st.binary(max_size=60))
def test_no_bytes_make_it_fail_otherwise(content: bytes) -> None:
    for bytes_ in (content, FILE.encode()[:150] + content, b'<?xml version="1.0" encoding="' + content):
        with pytest.raises(TermbaseError):
            tbx_read.loads(bytes_, "x.tbx")
