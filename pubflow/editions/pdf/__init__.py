"""The PDF edition: a designed page, tagged for screen readers, with bookmarks and its fonts in it."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from pubflow.document import Page
from pubflow.editions.pdf.fonts import INSTALL, choose
from pubflow.editions.pdf.page import characters, dumps, pictures, values_of
from pubflow.editions.portable import portable
from pubflow.errors import EditionError
from pubflow.markup.images import TYPES
from pubflow.statement import Statement

if TYPE_CHECKING:
    from typst import Compiler, Fonts

_STANDARD: Final = "ua-1"
"""PDF/UA-1 (ISO 14289-1): the typesetter refuses what a screen reader could not read."""


class PdfWriter:
    """Sets a statement by Typst, in this process, from data: it reads the template and the fonts, and no other file."""

    format = "pdf"
    suffix = ".pdf"

    def write(self, statement: Statement, page: Page) -> bytes:
        """The file; the same statement, page and fonts give the same bytes.

        Raises EditionError where the typesetter is not installed, where no font has a character, and where the text
        can not be set.
        """
        where = statement.path or statement.id
        try:
            import typst
        except ImportError as error:
            raise EditionError(f"PDF needs its typesetter: {error}", where=where, hint=INSTALL) from None
        shown = portable(statement, page, kinds=TYPES)
        values = values_of(shown, page)
        chosen = choose(shown.tag, characters(values), where=where)
        told = {"data": dumps(values, chosen.families, shown.tag), "pictures": pictures(shown)}
        try:
            made = _compiler(chosen.fonts).compile(_template(), format="pdf", sys_inputs=told, pdf_standards=_STANDARD)
        except typst.TypstError as error:
            hint = "a picture of it is damaged: open it and save it anew" if "image" in error.message else ""
            raise EditionError(f"the PDF can not be set: {error.message}", where=where, hint=hint) from None
        assert isinstance(made, bytes)
        return made


@lru_cache(maxsize=8)
def _compiler(fonts: Fonts) -> Compiler:
    import typst

    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)


@lru_cache(maxsize=1)
def _template() -> bytes:
    return resources.files(__package__).joinpath("template.typ").read_bytes().replace(b"\r\n", b"\n")
