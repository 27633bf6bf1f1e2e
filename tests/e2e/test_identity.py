"""Identity, proved by change: every letter of every unit is another afterwards, and nothing else is.

Whole files go the whole way (import, translate, assemble, the edition read again). The draft's notice is the one block
that is added, `language` the one key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from pubflow.markup import markdown
from pubflow.markup.markdown_layout import Body, Layout, locate
from pubflow.statement import Atom, Block, Inline, Span, Statement, Text, leaves

ROOT = Path(__file__).parents[2]
EVERYTHING = ROOT / "tests/golden/markdown/everything.md"
SPOKEN = ("title", "subtitle", "summary", "excerpt", "description", "place")
NEWLINE = r"(?:\r\n|\r|\n)"
NOTICE = re.compile(rf"(?:>[^\r\n]*(?:{NEWLINE}|\Z))+{NEWLINE}?")
BROKEN = {"md-unclosed-front-matter", "md-yaml-anchor-bomb", "md-invalid-utf8"}
"""What the corpora hold to be refused; test_bad_input.py sees to it."""


def _of_this_repository() -> Iterator[Path]:
    for path in sorted(ROOT.rglob("*.md")):
        parts = path.relative_to(ROOT).parts
        if not any(part.startswith(".") or part in ("build", "node_modules") for part in parts):
            yield path


def _prove(sources: Iterable[tuple[str, bytes]], desk: Path, pubflow) -> None:
    """Take each of (name, bytes) from the import to its edition, all in one workspace, and compare."""
    (desk / "statements/first-statement.md").unlink()
    arrived = {}
    for number, (name, content) in enumerate(sources):
        declared = re.search(
            rb"\A(?:\xef\xbb\xbf)?---\s.*?^id: *([a-z0-9-]+)\s*$.*?^---\s", content, re.DOTALL | re.MULTILINE
        )
        statement_id = declared[1].decode() if declared else f"s{number}"
        (desk / "incoming.md").write_bytes(content)
        done = pubflow("import", "incoming.md", "--id", statement_id, cwd=desk)
        assert done.returncode == 0, (name, done.stderr)
        arrived[statement_id] = name, content
    drafted = pubflow("translate", "-l", "pt-BR", "--engine", "pseudo", cwd=desk)
    assert drafted.returncode == 0, drafted.stderr
    made = pubflow("assemble", "--draft", "-l", "pt-BR", "--format", "md", cwd=desk)
    assert made.returncode == 0, made.stderr
    for statement_id, (name, content) in arrived.items():
        source = (desk / f"statements/{statement_id}.md").read_bytes()
        _same_but_for_the_id(source, content, statement_id, name)
        english = (desk / f"build/editions/en/{statement_id}.md").read_bytes()
        assert source in (english, _without_notice(english.decode(), name).encode()), name
        folder = "drafts" if (desk / f"build/drafts/pt-BR/{statement_id}.md").exists() else "editions"
        edition = (desk / f"build/{folder}/pt-BR/{statement_id}.md").read_bytes()
        _same_but_for_the_letters(source.decode(), edition.decode(), name)


def _same_but_for_the_id(source: bytes, content: bytes, statement_id: str, name: str) -> None:
    line = re.compile(rb"id: " + statement_id.encode() + rb"(?:\r\n|\r|\n)")
    whole_front = re.compile(rb"---(?:\r\n|\r|\n)" + line.pattern + rb"---(?:\r\n|\r|\n){1,2}")
    candidates = [source, line.sub(b"", source, count=1), whole_front.sub(b"", source, count=1)]
    assert content in candidates, name


def _same_but_for_the_letters(source: str, edition: str, name: str) -> None:
    was, old = markdown.loads(source, statement_id="a", path=name)
    assert set(re.findall(NEWLINE, edition)) <= set(re.findall(NEWLINE, source)), name
    edition = _without_notice(edition, name)
    now, new = markdown.loads(edition, statement_id="a", path=name)
    assert _shapes(now.blocks) == _shapes(was.blocks), name
    _letters_changed(_said(was), _said(now), name)
    _same_front(was, now, name)
    assert _lines_kept(edition[: new.body]) == _lines_kept(source[: old.body]), name
    assert _between(edition, new) == _between(source, old), name


def _without_notice(edition: str, name: str) -> str:
    """The text without the quotation that says it is a draft, or a sample."""
    start = markdown.loads(edition, statement_id="a", path=name)[1].body
    while edition[start:].startswith(("\r", "\n")):
        start += 1
    notice = NOTICE.match(edition, start)
    return edition[:start] + edition[notice.end() :] if notice and "> **" in notice[0] else edition


def _shapes(blocks: tuple[Block, ...]) -> list[object]:
    return [
        (block.kind, block.attrs, block.level, _shapes(block.children), _inline_shapes(block.inlines))
        for block in blocks
    ]


def _inline_shapes(inlines: tuple[Inline, ...]) -> list[object]:
    """The tree of the mark-up with everything about it that is no word. Neighbours may change places with no word."""
    out: list[object] = []
    for inline in inlines:
        match inline:
            case Span(kind, children, attrs):
                out.append((kind, _no_words(attrs), _inline_shapes(children)))
            case Atom(kind, attrs):
                out.append((kind, _no_words(attrs)))
            case Text(text):
                out += ["text"] if any(map(str.isalpha, text)) else []
    return out


def _no_words(attrs: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    return [(name, "words" if name in ("alt", "title") and value else value) for name, value in attrs]


def _said(statement: Statement) -> str:
    """All words of the units: front matter, prose, descriptions, titles of links."""
    out = [value for key, value in statement.meta if key in SPOKEN]
    for block in leaves(statement.blocks):
        out += _words(block.inlines)
    return "\n".join(out)


def _words(inlines: tuple[Inline, ...]) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Text(text):
                yield text
            case Span(children=children, attrs=attrs):
                yield from _words(children)
                yield from (value for name, value in attrs if name == "title")
            case Atom(attrs=attrs):
                yield from (value for name, value in attrs if name in ("alt", "title"))


def _letters_changed(was: str, now: str, name: str) -> None:
    """One letter for each letter, never the same; digits and signs as they were, but for the pseudo engine's own."""
    letters = [[char for char in text if char.isalpha()] for text in (was, now)]
    assert len(letters[0]) == len(letters[1]), name
    same = [(at, one) for at, (one, other) in enumerate(zip(*letters, strict=True)) if one == other]
    assert same == [], name
    rest = [
        [char for char in text if not char.isalpha() and not char.isspace() and char not in "[]~"]
        for text in (was, now)
    ]
    assert rest[0] == rest[1], name


def _same_front(was: Statement, now: Statement, name: str) -> None:
    kept = [pair for pair in was.meta if pair[0] not in (*SPOKEN, "language", "lang")]
    assert [pair for pair in now.meta if pair[0] not in (*SPOKEN, "language", "lang")] == kept, name
    assert [key for key, _ in now.meta if key in SPOKEN] == [key for key, _ in was.meta if key in SPOKEN], name
    assert now.get("language") == "pt-BR", name


def _lines_kept(front: str) -> list[str]:
    """The lines of the front matter with their ends, without the values that are words or name the language."""
    out: list[str] = []
    inside = False
    for line in re.findall(rf".*?{NEWLINE}|.+\Z", front, re.DOTALL):
        key = line.partition(":")[0].strip("\"' \ufeff")
        inside = key in (*SPOKEN, "language", "lang") or (inside and line[:1] in " \t\r\n")
        if not inside:
            out.append(line)
    return out


def _between(text: str, layout: Layout) -> list[str]:
    """The body without the contents of the blocks: markers, blank lines, code, definitions, line ends."""
    body = Body(text, layout.body)
    out, at = [], layout.body
    found = [locate(spot, body) for spot in layout.spots if spot and spot.content]
    for place in sorted((place for place in found if place), key=lambda place: place.start):
        out.append(text[at : body.offset(place.start)])
        at = body.offset(place.end)
    return [*out, text[at:]]


def test_all_markdown_of_this_repository_keeps_everything_but_its_letters(desk, pubflow):
    paths = list(_of_this_repository())
    assert {ROOT / "README.md", ROOT / "docs/checks.md", EVERYTHING} <= set(paths)
    _prove([(str(path.relative_to(ROOT)), path.read_bytes()) for path in paths], desk, pubflow)


def test_line_ends_marks_and_missing_last_lines_are_kept(desk, pubflow):
    text = EVERYTHING.read_bytes().decode().rstrip("\n")
    _prove(
        [
            (f"{bom!r} {newline!r} {end!r}", (bom + (text + end).replace("\n", newline)).encode())
            for bom in ("", "\ufeff")
            for newline in ("\n", "\r\n", "\r")
            for end in ("", "\n", "\n\n\n")
        ],
        desk,
        pubflow,
    )


@pytest.mark.parametrize("folder", ["statements", "udhr", "broken"])
def test_all_markdown_of_the_corpora_keeps_everything_but_its_letters(folder, corpora, desk, pubflow):
    paths = [path for path in sorted((corpora / folder).glob("*.md")) if path.stem not in BROKEN]
    assert paths
    _prove([(path.name, path.read_bytes()) for path in paths], desk, pubflow)
