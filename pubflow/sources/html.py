"""Reads web pages (.html): the main text of a page, by pandoc. No script runs, nothing is fetched."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from pubflow.document import Reading
from pubflow.errors import SourceError
from pubflow.markup import office
from pubflow.markup.decode import decode
from pubflow.markup.html_page import main_text

LIMIT: Final = 2_000_000
"""Characters of a page without the pictures that it holds; a long report has a third of it."""
_PICTURE: Final = re.compile(r"data:image/[^\"'\s>]*")


class HtmlSource:
    """A page or a piece of one, UTF-8. What stands round its main text is left out, and named."""

    suffixes: tuple[str, ...] = (".html", ".htm")

    def read(self, content: bytes, *, statement_id: str, path: str) -> Reading:
        """Raises SourceError for what is not UTF-8, holds NUL bytes, or where pandoc is not there."""
        html = decode(content, path).replace("\r\n", "\n").replace("\r", "\n")
        if len(_PICTURE.sub("", html)) > LIMIT:
            hint = "is it the right file? a long report goes in by chapters"
            raise SourceError(f"the page has more than {LIMIT:,} characters", where=path, hint=hint)
        page = main_text(html, path=path)
        read = replace(office.tree_of(page.html.encode("utf-8"), "html", path=path), meta=())
        told = list(page.told)
        if page.language and page.language.partition("-")[0].lower() != "en":
            told.append(f"the page says that its language is “{page.language}”; statements are in English")
        reading = office.reading_of(read, office.of_data, statement_id=statement_id, path=path, told=told)
        if reading.statement.blocks and not reading.statement.get("title") and page.title:
            return office.titled(reading, page.title)
        return reading
