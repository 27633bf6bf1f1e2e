"""loads and dumps are inverses, whatever people write, and gettext reads the same."""

from __future__ import annotations

import subprocess
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pubflow.catalog import Catalog, State, Unit, unit_digest
from pubflow.errors import CatalogError
from pubflow.po import dumps, loads, write
from pubflow.segment.model import Key

PATH = "locales/de/LC_MESSAGES/visit.po"
HEADERS = (("Language", "de"), ("MIME-Version", "1.0"), ("Content-Type", "text/plain; charset=UTF-8"))


def _is_comment(line: str) -> bool:
    """Save for pubflow's own prefix, and for the space that keeps gettext from joining lines."""
    return not (line.startswith("pubflow: ") or line.endswith("\\ "))


NASTY = '"\\\n\r\t\a\b\f\v\x00\x1c\x85\u2028\u2029\u200f\ufeff#~| :.,nx07aé權利مرحبا👋'
letters = st.sampled_from(NASTY.replace("\0", "")) | st.characters(exclude_categories=["Cs"], exclude_characters="\0\4")
texts = st.text(letters, max_size=30)
filled = st.text(letters, min_size=1, max_size=30)
# A comment is one line; what it looks like is free.
lines = st.text(letters.filter(lambda c: c not in "\r\n"), max_size=20).filter(_is_comment)
words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)


@st.composite
def units(draw: st.DrawFn) -> Unit:
    key = Key(draw(st.just("") | filled), draw(filled))
    target = draw(st.just("") | filled)
    digest = unit_digest(key, target)
    record = draw(st.sampled_from(["", f"draft for={digest}", f"review for={digest} by=x"]))
    return Unit(
        key,
        target,
        draw(st.sampled_from([State.TRANSLATED, State.REVIEWED])) if target else State.INITIAL,
        notes=tuple(draw(st.lists(lines, max_size=2))),
        comments=tuple(draw(st.lists(lines, max_size=2))),
        record=record,
        previous=draw(st.none() | st.builds(Key, texts, filled)),
        references=tuple(draw(st.lists(words, max_size=2))),
        flags=tuple(draw(st.lists(words.filter(lambda word: word != "fuzzy"), max_size=2))),
        obsolete=draw(st.booleans()),
    )  # fmt: skip


catalogs = st.builds(
    Catalog,
    st.just("visit"),
    st.just("de"),
    st.lists(units(), max_size=4, unique_by=lambda unit: unit.key).map(tuple),
    st.just(HEADERS),
    st.lists(lines, max_size=2).map(tuple),
)


@settings(max_examples=200)
@given(catalogs)
def test_what_is_written_is_read_back_equal(catalog: Catalog) -> None:
    content = dumps(catalog)
    again, layout = loads(content, path=PATH)
    assert again == catalog
    assert dumps(again, layout) == dumps(again) == content


@settings(max_examples=150)
@given(catalogs, catalogs)
def test_writing_over_another_file_says_the_same_as_writing_afresh(old: Catalog, new: Catalog) -> None:
    _, layout = loads(dumps(old).replace(b"\n\n", b"\n\n\n"), path=PATH)
    assert loads(dumps(new, layout), path=PATH)[0] == new


@settings(max_examples=100)
@given(catalogs, st.data())
def test_a_changed_unit_leaves_every_other_byte(catalog: Catalog, data: st.DataObject) -> None:
    if not catalog.units:
        return
    content = dumps(catalog).replace(b"\nmsgid", b"\nmsgid ", 1)
    read, layout = loads(content, path=PATH)
    chosen = data.draw(st.integers(0, len(read.units) - 1))
    before, unit, after = read.units[:chosen], read.units[chosen], read.units[chosen + 1 :]
    changed = replace(unit, target=unit.target + "!", state=State.REVIEWED, record="")
    written = dumps(replace(read, units=(*before, changed, *after)), layout)
    old, new = content.split(b"\n\n"), written.split(b"\n\n")
    assert [a == b for a, b in zip(old, new, strict=True)] == [number != chosen + 1 for number in range(len(old))]


PIECES = ["msgid ", "msgstr ", '"a"', '"', "\n", "#~ ", "#| ", "# c", "\\", "msgctxt ", "[0]", "é"]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_text_is_read_or_refused_with_a_line(text: str) -> None:
    content = text.encode()
    try:
        catalog, layout = loads(content, path=PATH)
    except CatalogError as error:
        fault = error
    else:
        assert dumps(catalog, layout) == content
        assert loads(dumps(catalog), path=PATH)[0].units == catalog.units
        return
    assert fault.where is not None
    assert 1 <= int(fault.where.removeprefix(f"{PATH}:")) <= text.count("\n") + 1


@pytest.mark.usefixtures("gettext")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(catalogs)
def test_msgcat_finds_nothing_to_do(catalog: Catalog) -> None:
    # gettext drops flags that it does not know and obsolete messages without a translation, and puts the others last.
    kept = [replace(unit, flags=()) for unit in catalog.units if unit.target or not unit.obsolete]
    kept.sort(key=lambda unit: unit.obsolete)
    content = dumps(replace(catalog, units=tuple(kept), header_comments=()))
    done = subprocess.run(["msgcat", "--no-wrap", "-"], input=content, capture_output=True, check=True)
    assert loads(done.stdout, path=PATH)[0].units == tuple(kept)


@settings(max_examples=300)
@given(units().filter(lambda unit: unit.previous is None and not unit.obsolete))
def test_an_everyday_entry_is_written_as_polib_would(unit: Unit) -> None:
    """polib is the yardstick; an entry with a plural or a past goes through it, the others need not."""
    polibs = write._polib_entry(unit).__unicode__(wrapwidth=0)
    assert "\n".join(write._everyday(unit)) == polibs
