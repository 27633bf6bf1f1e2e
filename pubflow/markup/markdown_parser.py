"""The Markdown parser: CommonMark with GFM tables and strikethrough, footnotes, and template mark-up left alone.

markdown-it-py says on which lines a block stands and nothing about its inlines. Here it is taught to say, in `map` of
every inline token that is no text, which characters of the block's content the token came from; and in `meta` of a
table row, where the row's text begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import table as _table
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import image as _image
from markdown_it.rules_inline import link as _link
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref as _footnote_ref

DEPTH = 60
"""Levels of nesting; markdown-it drops what lies deeper, so deeper sources are refused."""
MARKS = re.compile(r"[\n!&*<\[\\\]_`{~]")
"""What can begin mark-up. A text without any of these is itself."""
# URLs that normalizing would not change; markdown-it's own way through them costs more than the whole parse.
_TIDY_URL = re.compile(r"(?:[A-Za-z0-9;/?:@&=+$,\-_.!~*'()#]|%[0-9A-Fa-f]{2})*")

Env = dict[str, Any]


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """The one parser; it keeps no state between texts."""
    md = MarkdownIt("commonmark", {"maxNesting": DEPTH}).enable(["table", "strikethrough"])
    normalize_link = md.normalizeLink
    md.inline = _Inline(md.inline)
    md.block.ruler.at("table", _located_table, {"alt": ["paragraph", "reference"]})
    # Inline notes `^[...]` are pandoc's, no more; they stay text.
    footnote_plugin(md, inline=False, move_to_end=False)
    md.inline.ruler.at("link", _closing(_link))
    md.inline.ruler.at("image", _closing(_image))
    md.inline.ruler.at("footnote_ref", _closing(_footnote_ref, within=_LONGEST_LABEL))
    md.inline.ruler.before("escape", "template", _template)
    md.normalizeLink = lambda url: url if _TIDY_URL.fullmatch(url) else normalize_link(url)  # type: ignore[method-assign]  # the documented way to replace it
    return md


def parse_blocks(text: str) -> tuple[list[Token], Env]:
    """Block tokens of a text whose line ends are all "\\n", and what inline parsing needs to know of them."""
    tokens: list[Token] = []
    env: Env = {}
    md = parser()
    md.block.parse(text.replace("\0", "\ufffd"), md, env, tokens)
    return tokens, env


def parse_inline(content: str, env: Env) -> list[Token]:
    """Inline tokens of one block's content."""
    tokens: list[Token] = []
    md = parser()
    md.inline.parse(content, md, env, tokens)
    return tokens


_LONGEST_LABEL = 1000


def _closing(
    rule: Callable[[StateInline, bool], bool], within: int | None = None
) -> Callable[[StateInline, bool], bool]:
    """A rule for brackets, not even tried where no bracket closes: the standard ones look to the end each time."""

    def tried(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] not in "[!":
            return False
        end = state.posMax if within is None else min(state.posMax, state.pos + within)
        return state.src.find("]", state.pos, end) >= 0 and rule(state, silent)

    return tried


class _State(StateInline):
    label_end = -1
    """Where the label of the link that was parsed last ends."""
    last_template: int | None = None
    """Offset of the last `}}` or `%}`: what opens after it closes nowhere."""


class _Inline(ParserInline):
    """Notes from which characters each token came."""

    def __init__(self, standard: ParserInline) -> None:
        super().__init__()
        self.ruler = standard.ruler
        self.ruler2 = standard.ruler2
        # Shorter than the standard list, which also stops at signs that only other extensions use.
        self.terminator_re = MARKS

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        rules = self.ruler.getRules("")
        end = state.posMax
        nesting = state.md.options["maxNesting"]
        tokens = state.tokens
        while state.pos < end:
            pos, before = state.pos, len(tokens)
            if state.level < nesting and any(rule(state, False) for rule in rules):
                if len(tokens) > before:
                    _locate(state, before, pos)
                continue
            state.pending += state.src[state.pos]
            state.pos += 1
        if state.pending:
            state.pushPending()
        state.label_end = end  # type: ignore[attr-defined]  # parse() makes only _State


def _locate(state: StateInline, before: int, pos: int) -> None:
    """Write into the tokens that one rule has just made where their mark-up stands in the content."""
    for token in state.tokens[before:]:
        if token.map is not None or token.type in {"text", "text_special"}:
            continue
        if token.type == "link_open" and token.markup != "autolink":
            token.map = [pos, pos + 1]
        elif token.type == "link_close" and token.markup != "autolink":
            token.map = [state.label_end, state.pos]  # type: ignore[attr-defined]  # parse() makes only _State
        else:
            token.map = [pos, state.pos]


def _template(state: StateInline, silent: bool) -> bool:
    """`{{ ... }}` and `{% ... %}` of Hugo, Jekyll and their kin: opaque, like raw HTML."""
    pos, src = state.pos, state.src
    close = {"{{": "}}", "{%": "%}"}.get(src[pos : pos + 2])
    if close is None:
        return False
    assert isinstance(state, _State)
    if state.last_template is None:
        state.last_template = max(src.rfind("}}"), src.rfind("%}"))
    if state.last_template < pos:
        return False
    end = src.find(close, pos + 2, state.posMax)
    if end < 0:
        return False
    if not silent:
        token = state.push("html_inline", "", 0)
        token.content = src[pos : end + 2]
    state.pos = end + 2
    return True


def _located_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The standard rule; then each row remembers where its text begins, behind the prefixes of lists and quotes."""
    before = len(state.tokens)
    if not _table(state, start, end, silent):
        return False
    for token in state.tokens[before:]:
        if token.type == "tr_open" and token.map is not None:
            line = token.map[0]
            token.meta = {"at": state.bMarks[line] + state.tShift[line]}
    return True
