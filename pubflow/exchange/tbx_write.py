"""Termbase -> TBX-Basic, as tags (DCT) or as attributes (DCA). Pure.

What TBX-Basic has no data category for stands in notes of the form `pubflow forms: a|b`: so the file is valid for
every tool that reads TBX-Basic, a person can read them, and our own reader puts them back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

from pubflow.errors import TermbaseError
from pubflow.exchange.escape import escaped, forbidden
from pubflow.exchange.given import Made, concept_cells, counted, term_cells
from pubflow.exchange.tbx import ADMITTED, CORE, DEPRECATED, GENDERS, MODULES, OURS, PREFERRED, WRITTEN_BY
from pubflow.termbase.model import SOURCE, Status, Term, Termbase, TermEntry

Style = Literal["dct", "dca"]
_ID: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
"""What is sure to be an XML ID."""
_STAND_IN: Final = "pubflow-concept-"
_CATEGORIES: Final = {
    "definition": ("descrip", "basic"),
    "administrativeStatus": ("termNote", "min"),
    "grammaticalGender": ("termNote", "basic"),
    "source": ("admin", "basic"),
}
"""Data category -> the element that carries it in DCA, and its module in DCT."""


def dumps(termbase: Termbase, style: Style, languages: Sequence[str] = ()) -> Made:
    """The file. `languages`: only these and English; () for all. A concept without a term in any of them is left out.

    Raises TermbaseError for a character that no XML file can hold, and where no concept is left.
    """
    kept = [(entry, _chosen(entry, languages)) for entry in termbase.entries]
    lost = [f"concept without a term: {entry.id}" for entry, terms in kept if not terms]
    kept = [(entry, terms) for entry, terms in kept if terms]
    if not kept:
        raise TermbaseError("there is no term to export", where="glossary", hint="pubflow terms tells what it holds")
    writer = _Writer(style)
    body = "".join(writer.concept(number, entry, terms) for number, (entry, terms) in enumerate(kept, 1))
    spaces = "".join(f' xmlns:{name}="{uri}"' for name, uri in MODULES.items()) if style == "dct" else ""
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<tbx type="TBX-Basic" style="{style}" xml:lang="{SOURCE}" xmlns="{CORE}"{spaces}>\n'
        f"<tbxHeader><fileDesc><sourceDesc><p>{WRITTEN_BY}</p></sourceDesc></fileDesc></tbxHeader>\n"
        f"<text><body>\n{body}</body></text>\n</tbx>\n"
    )
    count = sum(len(own) for _, terms in kept for _, own in terms)
    return Made(text.encode("utf-8"), len(kept), count, counted(lost))


def _chosen(entry: TermEntry, languages: Sequence[str]) -> list[tuple[str, tuple[Term, ...]]]:
    held = sorted(entry.terms, key=lambda held: held[0] != SOURCE)
    return [(tag, terms) for tag, terms in held if terms and (not languages or tag in (SOURCE, *languages))]


class _Writer:
    def __init__(self, style: Style) -> None:
        self._style = style

    def concept(self, number: int, entry: TermEntry, terms: Iterable[tuple[str, tuple[Term, ...]]]) -> str:
        where = f"glossary/concepts.csv: {entry.id}"
        sound = _ID.fullmatch(entry.id) and not entry.id.startswith(_STAND_IN)
        cells = concept_cells(entry)
        lines = [f'<conceptEntry id="{entry.id if sound else _STAND_IN + str(number)}">']
        if definition := cells.pop("definition", ""):
            lines.append("  " + self._category("definition", definition, where))
        notes = cells if sound else {"id": entry.id} | cells
        lines += ["  " + note for note in self._notes(notes, {"kind": "term", "status": "approved"}, where)]
        for language, own in terms:
            lines.append(f'  <langSec xml:lang="{_escaped(language, where)}">')
            for term in own:
                lines += ["    " + line for line in self._term(term, f"glossary/{language}.csv:{term.line}")]
            lines.append("  </langSec>")
        return "\n".join([*lines, "</conceptEntry>\n"])

    def _term(self, term: Term, where: str) -> Iterator[str]:
        cells = term_cells(term)
        yield "<termSec>"
        yield f"  <term>{_escaped(cells.pop('term'), where)}</term>"
        yield "  " + self._category("administrativeStatus", _administrative(term), where)
        if term.gender:
            yield "  " + self._category("grammaticalGender", GENDERS[term.gender], where)
        if source := cells.pop("source", ""):
            yield "  " + self._category("source", source, where)
        implied = {"status": "forbidden" if term.status is Status.FORBIDDEN else "approved"}
        implied |= {"rank": "1"} if _administrative(term) == PREFERRED else {}
        implied |= {"gender": term.gender} if term.gender != "mf" else {}
        for note in self._notes(cells, implied, where):
            yield "  " + note
        yield "</termSec>"

    def _notes(self, cells: dict[str, str], implied: dict[str, str], where: str) -> Iterator[str]:
        """A person's note as it is; every other cell that the categories do not imply, with its name."""
        for column, value in cells.items():
            if column == "note" and not value.startswith(OURS):
                yield f"<note>{_escaped(value, where)}</note>"
            elif implied.get(column) != value:
                yield f"<note>{OURS}{column}: {_escaped(value, where)}</note>"

    def _category(self, name: str, value: str, where: str) -> str:
        element, module = _CATEGORIES[name]
        text = _escaped(value, where)
        if self._style == "dca":
            return f'<{element} type="{name}">{text}</{element}>'
        return f"<{module}:{name}>{text}</{module}:{name}>"


def _administrative(term: Term) -> str:
    if term.status is Status.FORBIDDEN:
        return DEPRECATED
    return PREFERRED if term.rank == 1 else ADMITTED


def _escaped(text: str, where: str) -> str:
    if bad := forbidden(text):
        code = f"U+{ord(bad[0]):04X}"
        raise TermbaseError(f"“{text[: bad.start()]}” is followed by {code}, which XML can't hold", where=where)
    return escaped(text)
