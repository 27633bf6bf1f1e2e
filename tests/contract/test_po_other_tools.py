"""Whatever other tools make of a catalog when they save it: no review is lost and none is forged."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import polib
import pytest
from translate.storage import pypo

from pubflow.catalog import Catalog, Origin, Provenance, Review, State, Unit, unit_digest
from pubflow.history import Event, attach, draft_event, key_digest, record_for, standing
from pubflow.merge import merge
from pubflow.po import dumps, loads
from pubflow.segment.model import Key
from tests.contract.test_po_gettext import headed

PATH = "locales/pt_BR/LC_MESSAGES/visit.po"
AT = "2026-03-01T03:00:00+00:00"
LONG = (
    "This is a sentence that every tool wraps which wraps at all, and it has “quotes”, a <b1>tag</b1> and 21,000 in it."
)
REVIEW = Review("language", "ana", AT, "")
Save = Callable[[Path, Path], None]


def _unit(source: str, target: str, state: State, **values: object) -> Unit:
    return Unit(Key("", source), target, state, references=("statements/visit.md",), notes=("paragraph",), **values)  # type: ignore[arg-type] # values of Unit's fields


def _drafted(source: str, target: str) -> Unit:
    made = _unit(source, target, State.TRANSLATED, provenance=Provenance(Origin.ENGINE, "firefox/enpt-1"))
    return replace(made, record=record_for(made))


def _reviewed(source: str, target: str, **values: object) -> Unit:
    made = _unit(source, target, State.REVIEWED, **values)
    made = replace(made, reviews=(replace(REVIEW, digest=unit_digest(made.key, target)),))
    return replace(made, record=record_for(made))


UNITS = (
    _reviewed(LONG, LONG.replace("wraps", "quebra"), comments=("? which tool", "= all of them")),
    _drafted("Zebras are free. " + LONG, "Zebras livres. " + LONG),
    _reviewed("A reviewed sentence\nof two lines.", "Uma frase revista\nde duas linhas."),
    _unit("Nothing yet.", "", State.INITIAL, comments=("mine",)),
    _drafted("A short draft.", "Um rascunho."),
    replace(_reviewed("It is gone.", "Foi-se."), obsolete=True, references=(), notes=()),
)  # fmt: skip
CATALOG = headed(Catalog("visit", "pt-BR", UNITS))
EVENTS = (
    *(draft_event(one, at=AT) for one in UNITS if one.provenance),
    *(Event("review", AT, "ana", "po", review.digest, key_digest(one.key), (("kind", "language"),)) for one in UNITS for review in one.reviews),
)  # fmt: skip


def _msgcat(path: Path, template: Path) -> None:
    _run("msgcat", "-s", "-w", "50", "-o", path, path)


def _msgmerge(path: Path, template: Path) -> None:
    _run("msgmerge", "--previous", "-q", "--update", "--backup=off", path, template)


def _polib(path: Path, template: Path) -> None:
    polib.pofile(str(path)).save()


def _toolkit(path: Path, template: Path) -> None:
    """As Weblate saves: targets assigned, which wraps them its own way."""
    store = pypo.pofile(BytesIO(path.read_bytes()))
    for unit in store.units[1:]:
        target, unit.target = str(unit.target), ""
        unit.target = target
    path.write_bytes(bytes(store))


def _comments_deleted(path: Path, template: Path) -> None:
    """As Poedit's “delete comment” on every unit: each `#` line of people and of pubflow's own goes."""
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^#( [^\n]*)?\n", "", text, flags=re.MULTILINE), encoding="utf-8")


def _run(*command: object) -> None:
    subprocess.run([*map(str, command)], check=True, capture_output=True)


SAVES: dict[str, Save] = {
    "msgcat sorts and wraps": _msgcat,
    "msgmerge": _msgmerge,
    "polib": _polib,
    "translate-toolkit": _toolkit,
    "comments deleted": _comments_deleted,
}


@pytest.fixture(params=SAVES)
def saved(request: pytest.FixtureRequest, tmp_path: Path) -> Catalog:
    """The catalog as a tool saved it, read again with its history."""
    if SAVES[request.param] in (_msgcat, _msgmerge):
        request.getfixturevalue("gettext")
    path, template = tmp_path / "visit.po", tmp_path / "visit.pot"
    path.write_bytes(dumps(CATALOG))
    template.write_bytes(_template(UNITS))
    SAVES[request.param](path, template)
    assert path.read_bytes() != dumps(CATALOG) or request.param == "msgmerge"
    return attach(loads(path.read_bytes(), path=PATH)[0], EVENTS)


def _template(units: tuple[Unit, ...]) -> bytes:
    empty = [replace(one, target="", state=State.INITIAL, comments=(), record="") for one in units if not one.obsolete]
    return dumps(headed(Catalog("visit", "", tuple(empty))))


def _told(catalog: Catalog) -> dict[Key, object]:
    return {one.key: (one.target, one.state, one.is_own_draft, standing(one), one.obsolete) for one in catalog.units}


def test_every_target_every_review_and_every_draft_is_what_it_was(saved: Catalog) -> None:
    assert _told(saved) == _told(CATALOG)
    assert {one.key: record_for(one) for one in saved.units} == {one.key: record_for(one) for one in UNITS}


def test_a_merge_with_what_another_person_reviewed_meanwhile_keeps_both(saved: Catalog) -> None:
    accepted = replace(UNITS[4], state=State.REVIEWED, record="")
    desk = replace(CATALOG, units=(*UNITS[:4], accepted, *UNITS[5:]))
    for done in (merge(CATALOG, desk, saved), merge(CATALOG, saved, desk)):
        assert done.keys("conflict") == ()
        found = {one.key: (one.target, one.state) for one in done.catalog.units}
        assert found == {one.key: (one.target, one.state) for one in desk.units}


def test_what_msgmerge_guesses_for_a_changed_source_is_neither_a_review_nor_a_draft_of_ours(
    tmp_path: Path, gettext: None
) -> None:
    path, template = tmp_path / "visit.po", tmp_path / "visit.pot"
    path.write_bytes(dumps(CATALOG))
    changed = tuple(
        replace(one, key=Key("", one.key.source.replace("tool", "good tool").replace("A short", "A very short")))
        for one in UNITS
    )
    template.write_bytes(_template(changed))
    _msgmerge(path, template)
    found = {one.key: one for one in attach(loads(path.read_bytes(), path=PATH)[0], EVENTS).units}
    for old, new in ((UNITS[0], changed[0]), (UNITS[4], changed[4])):
        guess = found[new.key]
        assert (guess.target, guess.state) == (old.target, State.TRANSLATED)
        assert (guess.record, guess.is_own_draft, guess.reviews) == ("", False, ())


@pytest.mark.parametrize("number", [0, 4])
def test_an_edit_in_any_editor_ends_what_was_said_of_the_old_words(number: int, tmp_path: Path) -> None:
    path = tmp_path / "visit.po"
    path.write_bytes(dumps(CATALOG))
    entries = polib.pofile(str(path))
    entries[number].msgstr += "!"
    entries.save()
    unit = attach(loads(path.read_bytes(), path=PATH)[0], EVENTS).units[number]
    assert (standing(unit), unit.record, unit.is_own_draft) == ((), "", False)


def test_what_editors_leave_beside_a_catalog_is_nobodys_catalog(
    desk: Path, pubflow: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    assert pubflow("translate", "-l", "pt-BR", "--engine", "pseudo", cwd=desk).returncode == 0
    folder = desk / "locales/pt_BR/LC_MESSAGES"
    before = (folder / "first-statement.po").read_bytes()
    for name in (
        "first-statement.po~",
        "first-statement.mo",
        "first-statement (1).po",
        ".first-statement.po.swp",
        "~$first.po",
    ):
        (folder / name).write_bytes(b"\0 not a catalog")
    for command in ("translate", "extract", "status"):
        done = pubflow(command, "-l", "pt-BR", *(["--engine", "pseudo"] if command == "translate" else []), cwd=desk)
        assert done.returncode == 0, done.stderr
    assert (folder / "first-statement.po").read_bytes() == before
    assert len(list(folder.iterdir())) == 7
