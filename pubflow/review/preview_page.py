"""The pages of `pubflow preview`: units side by side, editions side by side, the list of statements. Pure.

They read well without script. The one script, let in by its hash, renews them when a file changed, and asks nobody but
the server that they came from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from pubflow.editions.html.safe import encode, escape, policy_source, quote
from pubflow.exchange.page import shown, style
from pubflow.language import LanguageTag
from pubflow.language.names import own_name
from pubflow.review.preview import Cell, Column, Line, Sheet

_MARKS = {"reviewed": "✓ reviewed", "edited": "edited", "draft": "draft", "empty": "empty", "left out": "LEFT OUT",
          "local": "LOCAL"}  # fmt: skip


@cache
def _script() -> str:
    return resources.files(__package__).joinpath("preview.js").read_text(encoding="utf-8")


@cache
def policy() -> str:
    """The header that goes with every page: our style and our script, our own server, nothing else."""
    _, styled = style(__package__, "preview.css")
    allowed = policy_source(_script())
    return f"{styled}; script-src {allowed}; connect-src 'self'; frame-src 'self'; frame-ancestors 'none'"


def units_page(sheet: Sheet) -> bytes:
    """Units side by side, findings beside."""
    return _page(sheet, "".join(_table(sheet)), "units")


def editions_page(sheet: Sheet) -> bytes:
    """The editions as they would be, side by side with the source's."""
    frames = "".join(
        f"<section>\n<h2>{_name(one.language)} <small>{escape(one.told)}</small></h2>\n{_frame(one)}</section>\n"
        for one in (*filter(None, (sheet.source,)), *sheet.columns)
    )
    return _page(sheet, f'<div class="frames">\n{frames}</div>\n', "editions")


def index_page(sheets: Sequence[tuple[str, str]], fault: str = "") -> bytes:
    """The statements, as (id, title). `fault`: why the settings can't be read."""
    items = "".join(f'<li><a href="{quote(one)}/">{escape(title or one)}</a> <small>{escape(one)}</small></li>\n'
                    for one, title in sheets)  # fmt: skip
    head = f"<h1>Preview</h1>\n{_fault(fault)}"
    return _document("Preview", "", f"{head}<main>\n<ul>\n{items}</ul>\n</main>\n", script=False)


def _page(sheet: Sheet, body: str, view: str) -> bytes:
    other = ("editions", "The pages side by side") if view == "units" else ("./", "Unit by unit")
    parts = [f'<header>\n<p class="where"><a href="../">All statements</a> · <a href="{other[0]}">{other[1]}</a></p>\n']
    parts.append(f"<h1>{escape(sheet.title or sheet.statement)}</h1>\n")
    if sheet.embargo:
        parts.append(
            f'<p class="embargo" role="note"><strong>EMBARGO</strong> {escape(sheet.embargo)}. '
            "Not to be published or passed on.</p>\n"
        )
    parts += map(_fault, (sheet.settings, sheet.fault))
    parts.append('<p class="live" role="status"></p>\n</header>\n')
    return _document(f"{sheet.statement}: preview", sheet.version, f"{''.join(parts)}<main>\n{body}</main>\n")


def _fault(told: str) -> str:
    return f'<p class="fault" role="alert">{escape(told)}</p>\n' if told else ""


def _document(title: str, version: str, body: str, *, script: bool = True) -> bytes:
    sheet, _ = style(__package__, "preview.css")
    follow = f"<script>{_script()}</script>\n" if script else ""
    return encode(
        f'<!DOCTYPE html>\n<html lang="en" data-version="{quote(version)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{sheet}</style>\n</head>\n<body>\n{body}{follow}</body>\n</html>\n"
    )


def _frame(column: Column) -> str:
    if column.fault:
        return _fault(column.fault)
    title = f"The edition in {column.language}"
    return f'<iframe src="{quote(column.page)}" title="{quote(title)}"></iframe>\n'


def _table(sheet: Sheet) -> Iterator[str]:
    if not sheet.columns:
        return
    heads = "".join(map(_head, sheet.columns))
    source = _head(sheet.source) if sheet.source else "<th></th>"
    yield (
        '<div class="table" tabindex="0" role="region" aria-label="Units">\n<table>\n<thead>\n<tr>'
        f'<th scope="col">Unit</th>{source}{heads}</tr>\n</thead>\n<tbody>\n'
    )
    for line in sheet.lines:
        yield _line(line, sheet.columns)
    yield "</tbody>\n</table>\n</div>\n"


def _head(column: Column) -> str:
    if column.fault:
        told = _fault(column.fault)
    else:
        remarks = "".join(f'<p class="remark">{escape(remark)}</p>' for remark in column.remarks)
        told = f'<p><a href="{quote(column.page)}">{escape(column.told)}</a></p>{remarks}'
    return f'<th scope="col">{_name(column.language)}{told}</th>'


def _line(line: Line, columns: Sequence[Column]) -> str:
    context = f"<br><small>{escape(line.context)}</small>" if line.context else ""
    source = f'<td lang="en" dir="ltr">{shown(line.source)}</td>' if line.source else "<td></td>"
    cells = "".join(_cell(cell, column) for cell, column in zip(line.cells, columns, strict=True))
    mark = f' id="u{quote(line.number)}"' if line.number.isdigit() else ""
    return f'<tr{mark}><th scope="row">{escape(line.number)}{context}</th>{source}{cells}</tr>\n'


def _cell(cell: Cell | None, column: Column) -> str:
    if cell is None:
        return "<td></td>"
    tag = LanguageTag.parse(column.language)
    state = f'<p class="state">{_MARKS[cell.state]}</p>'
    found = "".join(f"<li>{escape(one)}</li>" for one in cell.findings)
    findings = f'<ul class="findings">{found}</ul>' if found else ""
    name = cell.state.replace(" ", "-")
    target = f'<div lang="{tag.html}" dir="{tag.direction}">{shown(cell.target)}</div>'
    return f'<td class="{name}">{target}{state}{findings}</td>'


def _name(language: str) -> str:
    tag = LanguageTag.parse(language)
    return f'<span lang="{tag.html}" dir="{tag.direction}">{escape(own_name(tag))}</span>'
