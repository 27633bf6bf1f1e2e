"""The page around the statement: head, notices, languages, title, dateline, foot."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

from pubflow.document import Alternate, Page
from pubflow.editions.front import Notice, front, notices_of
from pubflow.editions.html.body import Body, said, spoken_in
from pubflow.editions.html.meta import machine_readable
from pubflow.editions.html.safe import encode, escape, link, policy_source, quote
from pubflow.language import UPRIGHT_LANGUAGES, LanguageTag
from pubflow.language.furniture import language_of, text
from pubflow.language.names import own_name
from pubflow.statement import Statement

_E_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_MASTHEAD, _MAIN = '<header class="masthead">\n', '<main id="statement">\n'
_PHONE = re.compile(r"(?<!\w)\+[0-9][0-9 ().\-]{5,22}[0-9](?!\w)")


class HtmlWriter:
    """Makes one self-contained page.

    Everything from the statement is escaped; links keep to http, https, mailto, tel and relative addresses; pictures
    are shown when they lie beside the page and become links when they do not; of raw HTML only a few harmless inline
    tags are rendered (`safe.INLINE_TAGS`), the words of other raw HTML stay as plain text. A policy in the page's head
    forbids scripts and foreign requests once more.
    """

    format = "html"
    suffix = ".html"

    def write(self, statement: Statement, page: Page) -> bytes:
        """The page as UTF-8. The same statement and page give the same bytes."""
        return encode(_Document(statement, page).render())


def with_notices(content: bytes, page: Page) -> bytes:
    """A page that was made earlier, above it the notices of `page`: that its source has changed, that it is withdrawn.

    All else keeps its bytes, so the page is what was reviewed then.
    """
    notice = _notices(LanguageTag.parse(page.language), notices_of(page))
    head, opening, rest = content.partition(_MASTHEAD.encode())
    if opening:
        return head + opening + encode(notice) + rest
    head, main, rest = content.partition(_MAIN.encode())
    return head + encode(f"{_MASTHEAD}{notice}</header>\n") * bool(main) + main + rest


def _notices(tag: LanguageTag, notices: Iterable[Notice]) -> str:
    """What the page must say of itself."""
    return "".join(_notice(tag, notice) for notice in notices)


def _notice(tag: LanguageTag, notice: Notice) -> str:
    kind, spoken = f"notice {notice.kind}".rstrip(), spoken_in(language_of(tag), tag)
    return f'<p class="{kind}" role="note"{spoken}><strong>{escape(notice.label)}</strong> {said(tag, notice)}</p>\n'


class _Document:
    def __init__(self, statement: Statement, page: Page) -> None:
        self._page = page
        self._tag = LanguageTag.parse(page.language)
        self._front = front(statement, page)
        self._body = Body(statement, page, heading=self._front.heading)
        self._spoken = spoken_in(language_of(self._tag), self._tag)
        """Attributes for what the page itself says, where no catalog speaks the edition's language."""

    def render(self) -> str:
        skip = f'<a class="skip" href="#statement"{self._spoken}>{self._say("Skip to the statement")}</a>\n'
        heading = self._heading()
        body, notes = self._body.render()
        return (
            f'<!DOCTYPE html>\n<html lang="{self._tag.html}" dir="{self._tag.direction}">\n{self._head()}'
            f"<body>\n{skip}{self._masthead()}"
            f"{_MAIN}<article>\n{heading}"
            f'<div class="prose">\n{body}</div>\n{notes}{self._corrections()}</article>\n</main>\n'
            f"{self._foot()}</body>\n</html>\n"
        )

    def _say(self, message: str) -> str:
        return escape(text(self._tag, message))

    def _head(self) -> str:
        style, policy = style_and_policy()
        parts = [
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{escape(self._front.title)}</title>",
        ]
        if self._front.description:
            parts.append(f'<meta name="description" content="{quote(self._front.description)}">')
        parts += machine_readable(self._front, self._page)
        parts.append(f"<style>{style}</style>")
        return "<head>\n" + "\n".join(parts) + "\n</head>\n"

    def _masthead(self) -> str:
        # That it was taken back stands above everything else, whose it is included.
        notices = _notices(self._tag, self._front.notices)
        name = f'<p class="publisher">{escape(self._page.publisher)}</p>\n' if self._page.publisher else ""
        whole = f"{notices}{name}{self._languages()}"
        return f"{_MASTHEAD}{whole}</header>\n" if whole else ""

    def _languages(self) -> str:
        if len(self._page.alternates) < 2:
            return ""
        items = "".join(self._alternate(alternate) for alternate in self._page.alternates)
        label = self._say("Read in other languages")
        return (
            f'<nav class="languages" aria-labelledby="languages">\n<p id="languages"{self._spoken}>{label}</p>\n'
            f"<ul>\n{items}</ul>\n</nav>\n"
        )

    def _alternate(self, alternate: Alternate) -> str:
        tag = LanguageTag.parse(alternate.language)
        name = f'lang="{tag.html}" dir="{tag.direction}"'
        address = link(alternate.href)
        if alternate.language == self._page.language or address is None:
            current = ' aria-current="page"' if alternate.language == self._page.language else ""
            return f"<li><span {name}{current}>{escape(own_name(tag))}</span></li>\n"
        return f'<li><a href="{quote(address)}" hreflang="{tag.html}" {name}>{escape(own_name(tag))}</a></li>\n'

    def _heading(self) -> str:
        facts = self._front
        title, language, mark = self._body.title(facts.title)
        release = "release embargo" if facts.embargoed else "release"
        lines = [f'<p class="{release}"{self._spoken}>{escape(facts.release)}</p>'] if facts.release else []
        lines.append(f"<h1{language}>{title}{mark}</h1>")
        if facts.subtitle:
            language, mark = self._body.mark("subtitle", facts.subtitle)
            lines.append(f'<div class="subtitle"><p{language}>{escape(facts.subtitle)}{mark}</p></div>')
        lines.extend(self._dateline())
        return "<header>\n" + "\n".join(lines) + "\n</header>\n"

    def _dateline(self) -> list[str]:
        facts = self._front
        pairs = []
        if facts.published:
            pairs.append(("Published", f"<dd>{_time(facts.published, facts.published_iso)}</dd>"))
        if facts.place:
            language, _ = self._body.mark("place", facts.place)
            pairs.append(("Place", f"<dd{language}>{escape(facts.place)}</dd>"))
        if facts.corrections:
            last = facts.corrections[-1]
            pairs.append(("Corrected", f'<dd><a href="#corrections">{_time(last.day, last.iso)}</a></dd>'))
        if not pairs:
            return []
        rows = [f"<div><dt{self._spoken}>{self._say(label)}</dt>{value}</div>" for label, value in pairs]
        return ['<dl class="dateline">', *rows, "</dl>"]

    def _corrections(self) -> str:
        items = "".join(
            f"<div><dt>{_time(one.day, one.iso)}</dt><dd>{escape(one.text)}</dd></div>\n"
            for one in self._front.corrections
        )
        if not items:
            return ""
        return (
            '<section class="corrections" aria-labelledby="corrections">\n'
            f'<h2 id="corrections"{self._spoken}>{self._say("Corrections")}</h2>\n<dl>\n{items}</dl>\n</section>\n'
        )

    def _foot(self) -> str:
        parts = []
        if self._front.contact:
            lines = "<br>\n".join(_contact_line(line) for line in self._front.contact)
            parts.append(
                f'<section aria-labelledby="contact">\n<h2 id="contact"{self._spoken}>{self._say("Contact")}</h2>\n'
                f"<address>{lines}</address>\n</section>\n"
            )
        name = f'<span lang="{self._tag.html}" dir="{self._tag.direction}">{escape(own_name(self._tag))}</span>'
        words = f"<span>{self._say('Document language')}</span> {name}"
        parts.append(f'<p class="colophon"{self._spoken}>{words}</p>\n')
        if not self._page.draft and self._page.language != self._page.source_language:
            parts.append(f'<p class="colophon"{self._spoken}>{self._say("This edition has been reviewed.")}</p>\n')
        if self._front.authority:
            parts.append(f'<p class="colophon"{self._spoken}>{escape(self._front.authority)}</p>\n')
        return f"<footer>\n{''.join(parts)}</footer>\n"


def _time(words: str, iso: str) -> str:
    return f'<time datetime="{quote(iso)}">{escape(words)}</time>' if iso else escape(words)


def _contact_line(line: str) -> str:
    """Escaped, with addresses to write to and numbers to call; each left to right, also among Arabic words."""
    out: list[str] = []
    end = 0
    found = sorted((*_E_MAIL.finditer(line), *_PHONE.finditer(line)), key=lambda match: match.start())
    for match in found:
        if match.start() < end:
            continue
        words = match[0]
        address = f"mailto:{words}" if "@" in words else "tel:" + re.sub(r"[^0-9+]", "", words)
        out.append(escape(line[end : match.start()]))
        out.append(f'<a href="{quote(address)}" dir="ltr">{escape(words)}</a>')
        end = match.end()
    out.append(escape(line[end:]))
    return f"<bdi>{''.join(out)}</bdi>"


@lru_cache(maxsize=1)
def style_and_policy() -> tuple[str, str]:
    """The style sheet, without its comments, and the policy that admits it by its hash and nothing else."""
    sheet = resources.files(__package__).joinpath("page.css").read_text("utf-8").replace("\r\n", "\n")
    upright = ", ".join(f":lang({language})" for language in UPRIGHT_LANGUAGES)
    sheet = sheet.replace(":lang(x-upright)", upright)
    sheet = re.sub(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/\n?", "", sheet)
    sheet = "\n" + "\n".join(line for line in map(str.strip, sheet.splitlines()) if line) + "\n"
    sources = f"default-src 'none'; style-src {policy_source(sheet)}; img-src 'self' file:"
    return sheet, f"{sources}; base-uri 'none'; form-action 'none'"
