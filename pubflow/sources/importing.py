"""A file on its way to become a statement: what was read of it -> the text of `statements/<id>.md`. Pure.

Text, office files and web pages become Markdown that renders as the very text; Markdown keeps its bytes but for the
`id:` in its front matter. Nothing is written here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from pubflow.document import Reading
from pubflow.errors import SourceError
from pubflow.identity import valid_id
from pubflow.markup import front_matter
from pubflow.markup.decode import decode
from pubflow.markup.markdown_new import render_new

MARKDOWN: Final = (".md", ".markdown")
TAKEN: Final = (".docx", ".odt", ".html", ".htm", ".txt", ".text", *MARKDOWN)
_OTHERS: Final = {
    ".doc": "save it as .docx in a word processor",
    ".rtf": "save it as .docx in a word processor",
    ".pages": "export it as .docx from Pages",
    ".gdoc": "in Google Docs: File > Download > Microsoft Word (.docx)",
    ".pdf": "a PDF has lost what is a heading and what a paragraph: ask for the file it was made from",
}
"""Kinds that press desks send, and what to do about them."""
AS_IT_STOOD: Final = ", as it stood: "
"""In the comments of the front matter that keep words of the file."""
_FORMER: Final = re.compile(rf"^# [^\W_][\w-]*{AS_IT_STOOD}.*\n", re.MULTILINE)
_NEWLINE: Final = re.compile(r"\r\n|\r|\n")
_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]+")


def refuse_kind(filename: str) -> SourceError:
    """The error that says why a file is not read, by the suffix of its name."""
    suffix = suffix_of(filename)
    if suffix in _OTHERS:
        return SourceError(f"{suffix} files are not read", where=filename, hint=_OTHERS[suffix])
    what = f"{suffix} files are not read" if suffix else "the file's name has no suffix that says what it is"
    return SourceError(what, where=filename, hint=f"import takes {', '.join(TAKEN)}")


def statement_text(
    content: bytes,
    reading: Reading,
    *,
    statement_id: str,
    filename: str,
    as_written: Iterable[tuple[str, str]] = (),
) -> bytes:
    """The bytes of `statements/<id>.md` for a file of which a reader made `reading`.

    `content`: the file, UTF-8. `filename`: its name; the suffix says what it is and it stands in messages.
    `as_written`: words that stand in the front matter as something else (`embargo`, "EMBARGOED UNTIL ..."): each is
    kept there in a comment. Raises SourceError for a Markdown file whose front matter has another id.
    """
    if suffix_of(filename) in MARKDOWN:
        return _with_id(content, statement_id, filename)
    meta = {"id": statement_id}
    if title := reading.statement.get("title"):
        meta["title"] = title
    meta["language"] = reading.statement.language
    meta |= {key: value for key, value in reading.statement.meta if key not in meta}
    text = render_new(replace(reading.statement, id=statement_id, meta=tuple(meta.items())))
    comments = "".join(f"# {key}{AS_IT_STOOD}{_UNPRINTABLE.sub(' ', words)}\n" for key, words in as_written)
    _, (_, end), _ = front_matter.split(text, path=filename)
    return (text[:end] + comments + text[end:]).encode("utf-8")


def without_former_words(text: str) -> str:
    """A statement without the comments of `statement_text`: what they say may hold no more."""
    head, (start, end), _ = front_matter.split(text)
    return text[:start] + _FORMER.sub("", head) + text[end:]


def suffix_of(filename: str) -> str:
    """`.docx`, in lower case; "" for a name without one."""
    name = filename.replace("\\", "/").rsplit("/", 1)[-1]
    return "." + name.rsplit(".", 1)[1].lower() if "." in name else ""


def _with_id(content: bytes, statement_id: str, filename: str) -> bytes:
    """The same bytes with an `id:` line on top of the front matter, unless it has the id already."""
    text = decode(content, filename, keep_bom=True)
    bom = text[:1] if text.startswith("\ufeff") else ""
    body = text[len(bom) :]
    yaml_text, (start, _), body_start = front_matter.split(body, path=filename)
    front = front_matter.loads(yaml_text, path=filename)
    for entry in front.entries:
        if entry.key == "id":
            _require_same(entry, statement_id, filename)
            return content
    newline = match[0] if (match := _NEWLINE.search(body)) else "\n"
    line = f"id: {front_matter.scalar(statement_id)}{newline}"
    if body_start:
        body = body[:start] + line + body[start:]
    else:
        gap = "" if not body or _NEWLINE.match(body) else newline
        body = f"---{newline}{line}---{newline}{gap}{body}"
    return (bom + body).encode("utf-8")


def _require_same(own: front_matter.Entry, statement_id: str, filename: str) -> None:
    if own.value == statement_id:
        return
    remedy = f"import it under its own: --id {own.value}" if valid_id(own.value) else "take the line out of the file"
    raise SourceError(
        f"the front matter says id “{own.value}”, not “{statement_id}”",
        where=f"{filename}:{own.line}",
        hint=remedy,
    )
