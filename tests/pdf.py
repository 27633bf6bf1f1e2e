"""A PDF read again: its words, its structure, where its links lead."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pypdf


def read(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def words(pdf: pypdf.PdfReader) -> str:
    """Of all pages, one space between them."""
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def addresses(pdf: pypdf.PdfReader) -> list[str]:
    """Where its links lead out of it, each once."""
    found = [note.get_object() for page in pdf.pages for note in page.get("/Annots") or ()]
    return sorted({str(note["/A"]["/URI"]) for note in found if "/URI" in note.get("/A", {})})


def elements(pdf: pypdf.PdfReader) -> Iterator[dict[str, Any]]:
    """Those of its structure, in reading order."""
    pending: list[Any] = [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while pending:
        element = pending.pop()
        if "/S" in element:
            yield element
        kids = element.get("/K", [])
        inside = [kid.get_object() for kid in (kids if isinstance(kids, list) else [kids])]
        pending += reversed([kid for kid in inside if isinstance(kid, dict) and ("/S" in kid or "/K" in kid)])


def tags(pdf: pypdf.PdfReader) -> list[str]:
    return [str(element["/S"]) for element in elements(pdf)]
