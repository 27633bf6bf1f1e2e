"""What the desk does with a release: pages to copy from, mail, posts, the record. None of it is public. Pure."""

from __future__ import annotations

import csv
import email
import hashlib
import html
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.policy import default as default_policy
from email.utils import format_datetime
from typing import Any, Final

from pubflow.editions.addresses import without_unwanted
from pubflow.editions.html import style_and_policy
from pubflow.editions.html.safe import policy_source
from pubflow.language import LanguageTag, extent
from pubflow.language.names import own_name
from pubflow.release.manifest import Language, Manifest

BODY, FIELDS, SOCIAL, MAIL = "body.html", "fields.json", "social.txt", "mail.eml"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula at the beginning of a cell."""
_SCRIPT: Final = """
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy).textContent;
    await navigator.clipboard.writeText(text);
    button.textContent = "copied";
  });
}
"""
"""Without it the texts are there to be selected all the same."""
_STYLE: Final = """
table { border-collapse: collapse; inline-size: 100%; table-layout: fixed; }
th, td { text-align: start; vertical-align: top; padding: .4rem .6rem; border-block-end: 1px solid var(--line); }
th { inline-size: 11rem; font-weight: 600; overflow-wrap: anywhere; }
td pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; user-select: all; font: inherit; }
td pre.code { max-block-size: 16rem; overflow: auto; font: .85rem monospace; }
.over { font-weight: 700; }
"""


def per_language(
    manifest: Manifest, language: Language, *, body: bytes, fields: bytes, text: bytes
) -> dict[str, bytes]:
    """The desk's files of one language: the CMS's body and fields, posts, the mail."""
    told = json.loads(fields)
    files = {BODY: body, FIELDS: fields, SOCIAL: _social(language, told), MAIL: _mail(manifest, language, told, text)}
    return {f"{language.language}/{name}": content for name, content in files.items()}


def hand_over(manifest: Manifest, fields: Mapping[str, bytes]) -> bytes:
    """The page to publish from: every field of every language, counted, with a button that copies it."""
    parts = [f"<h1>{_escape(manifest.statement)}, release {manifest.release}</h1>\n"]
    parts += [_links(manifest)]
    for language in manifest.languages:
        parts.append(_section(language, json.loads(fields[language.language])))
    return _page(f"Hand-over: {manifest.statement}/{manifest.release}", "".join(parts), script=_SCRIPT)


def record_page(record: Mapping[str, Any]) -> bytes:
    """Who drafted, edited, agreed to, signed and waived what."""
    parts = [f"<h1>Record of {_escape(record['statement'])}, release {record['release']}</h1>\n"]
    parts.append(_rows("The source", [_words(one) for one in record["source"]]))
    for language in record["languages"]:
        tag = LanguageTag.parse(language["language"])
        units = [_unit(one, tag) for one in language["units"]]
        parts.append(f'<h2 id="{_escape(str(tag))}">{_escape(own_name(tag))}</h2>\n')
        parts.append(f"<table>\n{''.join(units)}</table>\n")
        parts.append(_rows("Signatures", [_words(one) for one in language["sign_offs"]], level=3))
    parts.append(_rows("Waived", [_words(one) for one in record["waived"]]))
    parts.append(_rows("Held back", [_words(one) for one in record["held"]]))
    return _page(f"Record: {record['statement']}/{record['release']}", "".join(parts))


def published_csv(manifest: Manifest) -> bytes:
    """A list to fill in where each edition stands, safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("statement", "language", "title", "file", "address"))
    for language in manifest.languages:
        edition = manifest.edition(language.language)
        path = edition.path if edition else ""
        row = (manifest.statement, language.language, language.title, path, language.url)
        writer.writerow([_harmless(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


# --- posts and mail ---------------------------------------------------------------------------------------------------


def _social(language: Language, told: Mapping[str, Any]) -> bytes:
    """The posts, each under its place and how much room it takes; where nobody wrote any, the title."""
    posts = {name: field for name, field in told["fields"].items() if name.startswith(extent.SOCIAL)}
    parts = [
        f"[{name.removeprefix(extent.SOCIAL)}, {_count(field)}{_untranslated(field)}]\n{field['text']}"
        for name, field in posts.items()
    ]
    if not parts:
        parts = [f"[title, {_count(told['fields']['title'])}]\n{language.title}"]
    parts += [f"[address]\n{language.url}"] if language.url else []
    return _bytes("\n\n".join(parts) + "\n")


def _count(field: Mapping[str, Any]) -> str:
    if "limit" not in field:
        return f"{field['characters']} characters"
    over = ", too long" if field["count"] > field["limit"] else ""
    return f"{field['count']} of {field['limit']}{over}"


def _mail(manifest: Manifest, language: Language, told: Mapping[str, Any], text: bytes) -> bytes:
    """A mail to open, address and send: the subject, when it may be published, the text, the contact."""
    fields = told["fields"]
    subject = fields.get("mail-subject", fields["title"])
    # A subject of another language than the text is worse than the title.
    subject = (fields["title"] if subject.get("untranslated") else subject)["text"]
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = " ".join(without_unwanted(subject).split())
    mail["Date"] = format_datetime(datetime.fromisoformat(language.at))
    name = hashlib.sha256(f"{manifest.statement}/{manifest.release}/{language.text}".encode()).hexdigest()[:24]
    mail["Message-ID"] = f"<{name}.{language.language}@{manifest.authority.partition(',')[0]}>"
    # Mail programs open it as a draft of one's own.
    mail["X-Unsent"] = "1"
    # The text says itself from when on it may be published, and whom to ask.
    words = f"{language.url}\n\n" * bool(language.url) + text.decode("utf-8", "replace")
    mail.set_content(words, cte="base64")
    mail["Content-Language"] = LanguageTag.parse(language.language).html
    return mail.as_bytes()


def text_of_mail(content: bytes, language: Language) -> bytes:
    """The text in a mail of the desk, as `per_language` was given it: it is there whatever formats were released."""
    words = email.message_from_bytes(content, policy=default_policy).get_content()
    return str(words).replace("\r\n", "\n").removeprefix(f"{language.url}\n\n").encode("utf-8", "replace")


# --- pages ------------------------------------------------------------------------------------------------------------


def _links(manifest: Manifest) -> str:
    items = (
        f'<li><a href="#{language.language}">{_escape(own_name(LanguageTag.parse(language.language)))}</a></li>\n'
        for language in manifest.languages
    )
    return f'<nav aria-label="Languages">\n<ul>\n{"".join(items)}</ul>\n</nav>\n'


def _section(language: Language, told: Mapping[str, Any]) -> str:
    tag = LanguageTag.parse(language.language)
    name = f'lang="{tag.html}" dir="{tag.direction}"'
    rows = [_row(language.language, key, field["text"], _limit(field), name) for key, field in told["fields"].items()]
    others = {
        "release": told["release"],
        "date": told["date"]["text"],
        "tags": ", ".join(told["tags"]),
        "contact": "\n".join(told["contact"]),
        "address": language.url,
    }
    rows += [_row(language.language, key, words, "", name) for key, words in others.items() if words]
    size = f"{len(told['body'])} characters of HTML"
    rows.append(_row(language.language, "body", told["body"], size, name, code=True))
    return f'<h2 id="{language.language}" {name}>{_escape(own_name(tag))}</h2>\n<table>\n{"".join(rows)}</table>\n'


def _row(language: str, key: str, words: str, limit: str, name: str, *, code: bool = False) -> str:
    place = f"{language}-{key}"
    kind = ' class="code" tabindex="0"' if code else f" {name}"
    return (
        f'<tr><th scope="row">{_escape(key)}<br><small>{limit}</small></th>'
        f'<td><pre id="{html.escape(place)}"{kind}>{_escape(words)}</pre>\n'
        f'<button type="button" data-copy="{html.escape(place)}" hidden>copy</button></td></tr>\n'
    )


def _limit(field: Mapping[str, Any]) -> str:
    told = _count(field)
    told = f'<span class="over">{told}</span>' if "too long" in told else told
    return f"{told}{_untranslated(field)}"


def _untranslated(field: Mapping[str, Any]) -> str:
    return ", not translated" if field.get("untranslated") else ""


def _unit(unit: Mapping[str, Any], tag: LanguageTag) -> str:
    who = [unit["origin"] + (f" ({unit['engine']})" if unit.get("engine") else "")]
    who += [f"written by {', '.join(unit['wrote'])}"] if unit.get("wrote") else []
    who += [f"{one['kind']}: {one.get('by') or 'a person'}, {one['at'][:16]}" for one in unit["reviews"]]
    lines = "<br>".join(_escape(one) for one in who)
    words = f'<p lang="en">{_escape(unit["source"])}</p>'
    words += f'<p lang="{tag.html}" dir="{tag.direction}">{_escape(unit["target"])}</p>'
    return f'<tr><th scope="row">{unit["number"]}<br><small>{lines}</small></th><td>{words}</td></tr>\n'


def _words(one: Mapping[str, Any]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in one.items() if value not in ("", None))


def _rows(head: str, lines: Iterable[str], *, level: int = 2) -> str:
    items = "".join(f"<li>{_escape(line)}</li>\n" for line in lines)
    return f"<h{level}>{head}</h{level}>\n<ul>\n{items}</ul>\n" if items else ""


def _page(title: str, body: str, *, script: str = "") -> bytes:
    style = style_and_policy()[0] + _STYLE
    policy = f"default-src 'none'; style-src {policy_source(style)}"
    policy += f"; script-src {policy_source(script)}" if script else ""
    run = f"<script>{script}</script>\n" if script else ""
    return _bytes(
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}; base-uri 'none'; form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n'
        f"<title>{_escape(title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n<main>\n{body}</main>\n{run}</body>\n</html>\n"
    )


def _escape(words: str) -> str:
    return html.escape(without_unwanted(words))


def _bytes(words: str) -> bytes:
    return words.encode("utf-8", "replace")


def pages(manifest: Manifest, record: Mapping[str, Any], files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The desk's own pages, by their paths. `files`: of each language, see `per_language`."""
    fields = {one.language: files[f"{one.language}/{FIELDS}"] for one in manifest.languages}
    yield "hand-over.html", hand_over(manifest, fields)
    yield "record.html", record_page(record)
    yield "published.csv", published_csv(manifest)
