"""Units to people and back: a renamed PO, a Word file with tracked changes, XLIFF, a message; and what changed meanwhile."""

from __future__ import annotations

import base64
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pubflow import history, po
from pubflow.catalog import Catalog, State, Unit, unit_digest
from pubflow.errors import PubflowError, Refused, UsageError
from pubflow.exchange.message import local_hours
from pubflow.language import LanguageTag
from pubflow.merge import conflicts
from pubflow.project import Project, load
from pubflow.review.standing import Stand, standings
from pubflow.workflow.handouts.pack import Order, pack, take_back
from pubflow.workflow.handouts.unpack import Options, unpack
from pubflow.workflow.init import init
from pubflow.workflow.intake.extract import extract
from pubflow.workflow.review.overview import holders
from pubflow.workflow.workspace.histories import events_at
from pubflow.workflow.workspace.opening import open_catalog, open_statement
from pubflow.workflow.workspace.report import Report
from pubflow.workflow.workspace.reviewing import policy_of
from pubflow.workflow.workspace.undo import undo
from tests.doubles import programs

ID = "visit"
TAG = LanguageTag.parse("zh-TW")
T1 = datetime(2026, 1, 2, 1, tzinfo=UTC)
T2 = datetime(2026, 1, 2, 2, tzinfo=UTC)
T3 = datetime(2026, 1, 2, 3, tzinfo=UTC)
STATEMENT = """\
---
title: A visit
---

The first sentence stands here.

The second **sentence** stands here.

The third sentence stands here.

The fourth sentence stands here.

The fifth sentence stands here.
"""
SOURCES = (
    "A visit", "The first sentence stands here.", "The second <b1>sentence</b1> stands here.",
    "The third sentence stands here.", "The fourth sentence stands here.", "The fifth sentence stands here.",
)  # fmt: skip
TARGETS = ("訪問", "第一句。", "第二<b1>句</b1>。", "第三句。", "第四句。", "")

BY_SOMEBODY = (("edited", "", "po"), ("review", "", "po"))
"""What the history says of a unit that was agreed to before anything was handed out."""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A statement of six units: the first two agreed to, three drafts by somebody, one empty."""
    init(tmp_path / "desk", ("zh-TW",), embargo_online=False)
    project = load(tmp_path / "desk", {})
    for path in project.statements.glob("*.md"):
        path.unlink()
    project.statement_path(ID).write_text(STATEMENT, encoding="utf-8")
    extract(project, [ID], ["zh-TW"], stamp=T1)
    states = (State.REVIEWED, State.REVIEWED, State.TRANSLATED, State.TRANSLATED, State.TRANSLATED, State.INITIAL)
    _fill(project, lambda unit, at: replace(unit, target=TARGETS[at], state=states[at]))
    return project


def _catalog(project: Project) -> Catalog:
    content = project.catalog_path(ID, TAG).read_bytes()
    return po.loads(content, path="visit.po")[0]


def _fill(project: Project, change: Callable[[Unit, int], Unit]) -> None:
    """As an editor saves the catalog itself."""
    path = project.catalog_path(ID, TAG)
    catalog, layout = po.loads(path.read_bytes(), path="visit.po")
    units = tuple(change(unit, at) for at, unit in enumerate(catalog.units))
    path.write_bytes(po.dumps(replace(catalog, units=units), layout))


def _say(project: Project, source: str, target: str, state: State = State.REVIEWED) -> None:
    _fill(project, lambda unit, _: replace(unit, target=target, state=state) if unit.key.source == source else unit)


def _unit(project: Project, source: str) -> Unit:
    return next(unit for unit in _catalog(project).units if unit.key.source == source)


def _handed(project: Project, **asked: object) -> Path:
    """The folder of a pack in every format."""
    order = Order(formats=("po", "docx", "xliff", "xliff12", "page"), **{"to": "tr1", **asked})  # type: ignore[arg-type]
    report = pack(project, ID, "zh-TW", order, stamp=T1, now=T1)
    return (project.root / report.changed[0]).parent


def _unpacked(
    project: Project, *files: Path | str, stamp: datetime = T2, stdin: bytes | None = None, **asked: object
) -> Report:
    return unpack(project, [str(file) for file in files], Options(**asked), stamp=stamp, stdin=stdin)  # type: ignore[arg-type]


def _state(project: Project) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(project.root.glob("locales/**/*")) if path.is_file()}


def _po(folder: Path) -> Path:
    return folder / f"{ID}.zh_TW.po"


def _events(project: Project) -> tuple[history.Event, ...]:
    return events_at(project, project.history_path(ID, TAG))


def _acts(project: Project, source: str) -> list[tuple[str, str, str]]:
    key = history.key_digest(_unit(project, source).key)
    return [(event.verb, event.by, event.via) for event in _events(project) if event.key == key]


# --- nothing changed, nothing changes ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["translate", "review"])
@pytest.mark.parametrize("suffix", [".po", ".docx", ".xlf", ".xliff12.xlf"])
def test_what_comes_back_unchanged_changes_no_byte(project: Project, kind: str, suffix: str) -> None:
    folder = _handed(project, kind=kind)
    before = _state(project)
    report = _unpacked(project, folder / f"{ID}.zh_TW{suffix}")
    assert _state(project) == before
    assert (report.changed, report.findings, report.refused) == ((), (), ())
    assert "nothing that was not here already" in report.notes[0]


def test_the_record_holds_what_was_handed_out_and_no_words(project: Project) -> None:
    _handed(project, units="3-4", kind="review")
    (event,) = [event for event in _events(project) if event.verb == "handed-out"]
    assert (event.verb, event.by, event.get("numbers"), event.get("kind")) == ("handed-out", "tr1", "3-4", "review")
    assert len(event.get("units").split()) == 2
    assert "句" not in history.dumps_line(event)


def test_what_came_back_empty_and_who_still_has_it_is_said(project: Project) -> None:
    name = file = _po(_handed(project))
    back = f"pubflow pack {ID} -l zh-TW --to tr1 --take-back"
    notes = _unpacked(project, file).notes
    assert f"{name}: 1 of 6 came back empty (unit 6)" in notes
    assert f"{name}: nothing was changed or agreed to: tr1 still has it; if not: {back}" in notes
    file.write_bytes(programs.poedit(file.read_bytes(), {SOURCES[3]: "甲"}))
    notes = _unpacked(project, file).notes
    assert f"{name}: 1 of 6 came back empty (unit 6)" in notes
    assert not any("still has it" in note for note in notes)
    assert holders(_events(project)) == ()
    file.write_bytes(programs.poedit(file.read_bytes(), {SOURCES[5]: "五"}))
    assert not any("came back empty" in note for note in _unpacked(project, file).notes)


def test_a_hand_out_is_taken_back_and_what_still_comes_is_taken_in(project: Project) -> None:
    _handed(project, units="1-3")
    file = _po(_handed(project, units="4-6"))
    _handed(project, to="tr2", units="1")
    before = project.catalog_path(ID, TAG).read_bytes()
    with pytest.raises(Refused, match="tr3 has nothing of visit in zh-TW"):
        take_back(project, ID, "zh-TW", "tr3", stamp=T2)
    take_back(project, ID, "zh-TW", "tr1", stamp=T2)
    assert [holder.to for holder in holders(_events(project))] == ["tr2"]
    assert project.catalog_path(ID, TAG).read_bytes() == before
    with pytest.raises(Refused, match="tr1 has nothing"):
        take_back(project, ID, "zh-TW", "tr1", stamp=T2)
    # Its units are free for whoever asks what changed.
    for source in SOURCES[2:4]:
        _say(project, source, f"桌上改的：{'<b1>句</b1>' if '<b1>' in source else source}")
    order = Order(to="tr2", changed=True, formats=("po",))
    assert "5 units (2-6) for tr2" in pack(project, ID, "zh-TW", order, stamp=T3, now=T3).notes[0]
    file.write_bytes(programs.poedit(file.read_bytes(), {SOURCES[5]: "五"}))
    assert "1 taken (6)" in _unpacked(project, file, stamp=T3).notes[0]


# --- Poedit -----------------------------------------------------------------------------------------------------------


def test_a_renamed_po_from_poedit_arrives_by_unit_and_leaves_nobodys_name(project: Project, tmp_path: Path) -> None:
    folder = _handed(project)
    came = tmp_path / "visit.zh_TW (1).po"
    came.write_bytes(
        programs.poedit(
            _po(folder).read_bytes(),
            {SOURCES[5]: "第五句。", SOURCES[3]: "第三句在此。"},
            agreed=(SOURCES[4],),
            asked={SOURCES[2]: "? “sentence” of a court?"},
        )
    )
    report = _unpacked(project, came)
    assert "2 taken (4,6), 1 agreed to (5), 1 with a remark (3)" in report.notes[0]
    assert [(_unit(project, SOURCES[at]).target, _unit(project, SOURCES[at]).state) for at in (3, 4, 5)] == [
        ("第三句在此。", State.REVIEWED), ("第四句。", State.REVIEWED), ("第五句。", State.REVIEWED),
    ]  # fmt: skip
    asked = _unit(project, SOURCES[2])
    assert (asked.state, asked.comments) == (State.TRANSLATED, ("? “sentence” of a court?",))
    assert _acts(project, SOURCES[3]) == [("edited", "tr1", "pack"), ("review", "tr1", "pack")]
    assert _acts(project, SOURCES[4]) == [("review", "tr1", "pack")]
    assert _acts(project, SOURCES[2]) == [("question", "tr1", "pack")]
    assert dict(_catalog(project).headers)["Last-Translator"] == "tr1"
    assert not [name for name, content in _state(project).items() if b"Lin Mei" in content or b"lin.mei" in content]
    again = _state(project)
    assert "was taken in before" in _unpacked(project, came, stamp=T3).notes[0]
    assert "3 as here already (4-6)" in _unpacked(project, came, stamp=T3, again=True).notes[0]
    assert _state(project) == again


def test_a_clouds_conflicted_copy_is_merged_after_the_first(project: Project, tmp_path: Path) -> None:
    content = _po(_handed(project)).read_bytes()
    first, second = tmp_path / "visit.po", tmp_path / "visit (Lin's conflicted copy).po"
    first.write_bytes(programs.poedit(content, {SOURCES[3]: "甲", SOURCES[4]: "乙"}))
    second.write_bytes(programs.poedit(content, {SOURCES[3]: "丙", SOURCES[5]: "丁"}))
    report = _unpacked(project, first, second)
    assert [_unit(project, SOURCES[at]).target for at in (3, 4, 5)] == ["甲", "乙", "丁"]
    torn = _unit(project, SOURCES[3])
    assert torn.state is State.TRANSLATED
    assert [conflict.target for conflict in conflicts(torn)] == ["丙"]
    assert [(finding.where.unit, "both are kept" in finding.message) for finding in report.findings] == [(4, True)]


def _sent_again(project: Project, *, by: str = "tr1") -> tuple[Path, Path]:
    """A file that came back with two units, and a later save of it, with one of these changed again and a third one."""
    content = _po(_handed(project, to=by)).read_bytes()
    first, later = project.root / "first.po", project.root / "later.po"
    first.write_bytes(programs.poedit(content, {SOURCES[3]: "甲", SOURCES[4]: "乙"}))
    later.write_bytes(programs.poedit(content, {SOURCES[3]: "丙", SOURCES[4]: "乙", SOURCES[5]: "丁"}))
    return first, later


@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize("dry_run", [False, True])
def test_a_later_save_of_what_a_person_gave_back_takes_its_place_and_says_so(
    project: Project, at_once: bool, dry_run: bool
) -> None:
    first, later = _sent_again(project)
    if at_once:
        report = _unpacked(project, first, later, dry_run=dry_run)
    else:
        _unpacked(project, first)
        report = _unpacked(project, later, stamp=T3, dry_run=dry_run)
    told = next(note for note in report.notes if note.startswith(str(later)))
    assert told.endswith("1 taken (6), 1 taken in place of what they gave back before (4), 1 as here already (5)"), told
    if dry_run:
        (finding,) = (one for one in report.findings if "gave back before" in one.message)
        assert (finding.where.unit, finding.message) == (4, "in place of what they gave back before: 甲 -> 丙")
        return
    assert [finding.message for finding in report.findings] == []
    assert [_unit(project, SOURCES[at]).target for at in (3, 4, 5)] == ["丙", "乙", "丁"]
    assert _unit(project, SOURCES[3]).state is State.REVIEWED
    assert _acts(project, SOURCES[3])[-4:] == [("edited", "tr1", "pack"), ("review", "tr1", "pack")] * 2


@pytest.mark.parametrize("target", ["戊", "甲"])
def test_what_somebody_else_wrote_between_two_deliveries_is_a_conflict_all_the_same(
    project: Project, target: str
) -> None:
    first, later = _sent_again(project)
    _unpacked(project, first)
    # Who wrote the very same words again stands behind them.
    other = _po(_handed(project, to="tr2"))
    for words in dict.fromkeys(("戊", target)):
        other.write_bytes(programs.poedit(_po(_handed(project, to="tr2")).read_bytes(), {SOURCES[3]: words}))
        _unpacked(project, other)
    report = _unpacked(project, later, stamp=T3)
    assert _unit(project, SOURCES[3]).target == target
    assert [conflict.target for conflict in conflicts(_unit(project, SOURCES[3]))] == ["丙"]
    assert "1 in conflict: both kept, marked (4)" in report.notes[0]


def test_a_later_message_corrects_the_one_before_and_nobody_elses_words(project: Project) -> None:
    message = (_handed(project) / "message.txt").read_text(encoding="utf-8")
    for words in ("甲", "丙"):
        report = _unpacked(project, "-", stdin=f"4 = {words}\n{programs.quoted(message)}".encode())
    assert "1 taken in place of what they gave back before (4)" in report.notes[0]
    assert (_unit(project, SOURCES[3]).target, conflicts(_unit(project, SOURCES[3]))) == ("丙", ())
    _say(project, SOURCES[3], "戊")
    _unpacked(project, "-", stdin=f"4 = 己\n{programs.quoted(message)}".encode())
    assert [conflict.target for conflict in conflicts(_unit(project, SOURCES[3]))] == ["己"]


def test_a_file_that_came_back_unnamed_is_with_nobody_any_more(project: Project) -> None:
    file = _po(_handed(project, to=""))
    assert [holder.to for holder in holders(_events(project))] == [""]
    file.write_bytes(programs.poedit(file.read_bytes(), {SOURCES[3]: "甲"}))
    _unpacked(project, file)
    assert holders(_events(project)) == ()


def test_a_third_person_decides_a_conflict_in_their_own_hand_out(project: Project) -> None:
    came = _po(_handed(project))
    came.write_bytes(programs.poedit(came.read_bytes(), {SOURCES[3]: "乙"}))
    _say(project, SOURCES[3], "甲")
    _unpacked(project, came)
    file = _po(_handed(project, to="rev3", kind="review"))
    sent = file.read_text(encoding="utf-8")
    assert "# conflict, tr1: 乙" in sent
    answer = programs.poedit(sent.replace("# conflict, tr1: 乙\n", "").encode(), {SOURCES[3]: "丙"})
    file.write_bytes(answer)
    report = _unpacked(project, file, stamp=T3)
    assert report.findings == ()
    unit = _unit(project, SOURCES[3])
    assert (unit.target, unit.state, unit.comments) == ("丙", State.REVIEWED, ())


def test_a_sentence_that_stands_twice_is_one_unit_named_by_either_number(project: Project) -> None:
    text = project.statement_path(ID).read_text(encoding="utf-8")
    project.statement_path(ID).write_text(f"{text}\nThe third sentence stands here.\n", encoding="utf-8")
    extract(project, [ID], ["zh-TW"], stamp=T1)
    entries = po.loads(_po(_handed(project, units="7")).read_bytes(), path="x.po")[0].units
    assert [(unit.key.source, unit.notes[0]) for unit in entries] == [(SOURCES[3], "unit 4")]


def test_a_review_hand_out_waits_in_every_unit_and_clearing_agrees(project: Project) -> None:
    folder = _handed(project, kind="review", to="rev2")
    entries = po.loads(_po(folder).read_bytes(), path="x.po")[0].units
    assert {unit.state for unit in entries} == {State.TRANSLATED}
    assert SOURCES[5] not in {unit.key.source for unit in entries}
    _po(folder).write_bytes(programs.poedit(_po(folder).read_bytes(), {}, agreed=(SOURCES[1], SOURCES[3])))
    report = _unpacked(project, _po(folder))
    assert "2 agreed to (2,4)" in report.notes[0]
    assert _acts(project, SOURCES[1]) == [*BY_SOMEBODY, ("review", "rev2", "pack")]
    assert [_unit(project, source).state for source in SOURCES[:4]] == [
        State.REVIEWED, State.REVIEWED, State.TRANSLATED, State.REVIEWED,
    ]  # fmt: skip


def test_an_agreement_to_what_changed_meanwhile_is_told_and_not_counted(project: Project) -> None:
    folder = _handed(project, kind="review")
    _say(project, SOURCES[3], "另一句。", State.TRANSLATED)
    _po(folder).write_bytes(programs.poedit(_po(folder).read_bytes(), {}, agreed=(SOURCES[3],)))
    report = _unpacked(project, _po(folder))
    assert (_unit(project, SOURCES[3]).target, _unit(project, SOURCES[3]).state) == ("另一句。", State.TRANSLATED)
    assert [finding.message for finding in report.findings] == [
        "they agreed to a text that has changed since; it was not counted"
    ]


def test_an_emptied_target_and_the_others_half_stay(project: Project) -> None:
    folder = _handed(project, units="4-5")
    entries = po.loads(_po(folder).read_bytes(), path="x.po")[0].units
    assert [unit.key.source for unit in entries] == [SOURCES[3], SOURCES[4]]
    assert f"before it, 3: {SOURCES[2]} | {TARGETS[2]}" in entries[0].notes
    _po(folder).write_bytes(programs.poedit(_po(folder).read_bytes(), {SOURCES[3]: "", SOURCES[4]: "四"}))
    xliff = folder / f"{ID}.zh_TW.xlf"
    xliff.write_bytes(programs.cat_tool(xliff.read_bytes(), {2: "壞"}))
    report = _unpacked(project, _po(folder), xliff)
    assert [_unit(project, source).target for source in SOURCES[:5]] == [*TARGETS[:4], "四"]
    assert sorted((finding.where.unit, finding.message) for finding in report.findings) == [
        (2, "is context and not in this person's half; the change was not taken"),
        (4, "came back empty; the text here stays"),
    ]


# --- Word -------------------------------------------------------------------------------------------------------------


def test_a_lawyers_word_file_comes_back_as_edits_and_questions(project: Project) -> None:
    folder = _handed(project, to="law1", kind="review")
    file = folder / f"{ID}.zh_TW.docx"
    content = programs.tracked(file.read_bytes(), 4, "三", "３", "Lin Mei")
    content = programs.commented(content, 5, "Can we\nname her?")
    content = programs.typed(content, {}, ok=(2,))
    content = programs.broken_runs(content)
    file.write_bytes(content)
    report = _unpacked(project, file)
    assert _unit(project, SOURCES[3]).target == "第３句。"
    assert _unit(project, SOURCES[4]).comments == ("? Can we name her?",)
    assert _unit(project, SOURCES[4]).state is State.TRANSLATED
    assert _acts(project, SOURCES[1]) == [*BY_SOMEBODY, ("review", "law1", "pack")]
    assert any("tracked changes by Lin Mei" in note for note in report.notes)
    assert not [name for name, kept in _state(project).items() if b"Lin Mei" in kept]


def test_a_changed_source_cell_is_told_and_the_row_still_known(project: Project) -> None:
    file = _handed(project) / f"{ID}.zh_TW.docx"

    def change(document: object) -> None:
        programs.cells(document, 4)[1].text = "Another source"  # type: ignore[attr-defined]
        programs.cells(document, 4)[2].text = "新的。"  # type: ignore[attr-defined]

    file.write_bytes(programs.word(file.read_bytes(), change))
    report = _unpacked(project, file)
    assert _unit(project, SOURCES[3]).target == "新的。"
    assert [finding.message for finding in report.findings] == [
        "the source text was changed in the file; that was not taken"
    ]


def test_the_line_below_the_table_agrees_to_the_rest_and_doubtful_cells_to_nothing(project: Project) -> None:
    file = _handed(project, kind="review") / f"{ID}.zh_TW.docx"

    def change(document: object) -> None:
        document.paragraphs[-1].add_run("yes")  # type: ignore[attr-defined]
        programs.cells(document, 4)[4].text = "rather not"  # type: ignore[attr-defined]
        programs.cells(document, 5)[3].add_paragraph("? which one")  # type: ignore[attr-defined]

    file.write_bytes(programs.word(file.read_bytes(), change))
    _unpacked(project, file)
    assert _unit(project, SOURCES[2]).state is State.REVIEWED
    assert (_unit(project, SOURCES[3]).state, _unit(project, SOURCES[3]).comments) == (
        State.TRANSLATED,
        ("? rather not",),
    )
    assert (_unit(project, SOURCES[4]).state, _unit(project, SOURCES[4]).comments) == (
        State.TRANSLATED,
        ("? which one",),
    )


def test_a_word_file_without_its_properties_is_known_by_its_first_line(project: Project) -> None:
    file = _handed(project) / f"{ID}.zh_TW.docx"
    content = programs.typed(file.read_bytes(), {6: "第五句。"})
    file.write_bytes(programs.repacked(content, {"docProps/custom.xml": b"<Properties/>"}))
    _unpacked(project, file)
    assert _unit(project, SOURCES[5]).target == "第五句。"


# --- XLIFF ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".xlf", ".xliff12.xlf"])
@pytest.mark.parametrize(("state", "kept"), [("", State.REVIEWED), ("translated", State.REVIEWED)])
def test_a_tool_that_sets_states_or_none_is_understood(project: Project, suffix: str, state: str, kept: State) -> None:
    file = _handed(project) / f"{ID}.zh_TW{suffix}"
    pair = "pc" if suffix == ".xlf" else "g"
    file.write_bytes(programs.cat_tool(file.read_bytes(), {3: f'這<{pair} id="b1">第二句</{pair}>。'}, state=state))
    _unpacked(project, file)
    assert (_unit(project, SOURCES[2]).target, _unit(project, SOURCES[2]).state) == ("這<b1>第二句</b1>。", kept)


def test_an_edit_that_a_tool_left_unconfirmed_is_kept_as_not_finished(project: Project) -> None:
    file = _handed(project) / f"{ID}.zh_TW.xlf"
    content = programs.cat_tool(file.read_bytes(), {}, state="translated", approve=(5,))
    file.write_bytes(programs.cat_tool(content, {4: "還沒好"}))
    _unpacked(project, file)
    assert (_unit(project, SOURCES[3]).target, _unit(project, SOURCES[3]).state) == ("還沒好", State.TRANSLATED)
    assert _unit(project, SOURCES[4]).state is State.REVIEWED
    assert _acts(project, SOURCES[3]) == [("edited", "tr1", "pack")]


def test_a_lost_tag_is_told_and_the_text_taken(project: Project) -> None:
    file = _handed(project) / f"{ID}.zh_TW.xlf"
    file.write_bytes(programs.cat_tool(file.read_bytes(), {3: '第二句。<ph id="theirs"/>'}))
    report = _unpacked(project, file)
    assert _unit(project, SOURCES[2]).target == "第二句。"
    assert [finding.message for finding in report.findings] == ["taken, but <b1>…</b1> is missing"]
    assert "unit 3: the mark theirs is not ours; it was left out" in report.notes[1]


# --- messages ---------------------------------------------------------------------------------------------------------


def test_a_quoted_message_is_answered_on_standard_input(project: Project) -> None:
    folder = _handed(project, kind="review", to="rev1")
    sent = (folder / "message.txt").read_text(encoding="utf-8")
    answer = f"Hi,\n\n3：改『句』為什麼？\n4 = 第三句在這裡。\n其餘都可以\n\nOn Friday, the desk wrote:\n{programs.quoted(sent)}"
    report = _unpacked(project, "-", stdin=answer.encode())
    assert "1 taken (4), 3 agreed to (1-2,5), 1 with a remark (3)" in report.notes[0]
    assert _unit(project, SOURCES[2]).comments == ("? 改『句』為什麼？",)
    assert _acts(project, SOURCES[3]) == [("edited", "rev1", "message"), ("review", "rev1", "message")]
    assert [unit.state for unit in _catalog(project).units] == [
        State.REVIEWED, State.REVIEWED, State.TRANSLATED, State.REVIEWED, State.REVIEWED, State.INITIAL,
    ]  # fmt: skip


def test_a_message_without_a_code_wants_to_be_told_what_it_answers(project: Project) -> None:
    _handed(project, kind="review", units="3-5")
    assert "--id ID" in _unpacked(project, "-", stdin=b"4 ok\n").refused[0]
    report = _unpacked(project, "-", stdin=b"4 ok\n2 ok\n", statement_id=ID, language="zh-TW", by="tr1")
    assert _unit(project, SOURCES[3]).state is State.REVIEWED
    assert [finding.message for finding in report.findings] == ["not read as an answer: 2 ok"]


def test_nobody_agrees_to_what_is_not_there(project: Project) -> None:
    folder = _handed(project)
    sent = programs.quoted((folder / "message.txt").read_text(encoding="utf-8"))
    report = _unpacked(project, "-", stdin=f"6 ok\n\nrest ok\n{sent}".encode())
    assert [finding.message for finding in report.findings] == ["has no translation that could be agreed to"]
    assert _unit(project, SOURCES[5]).state is State.INITIAL
    assert _unit(project, SOURCES[4]).state is State.REVIEWED


def test_a_file_that_lies_on_does_not_undo_what_the_desk_decided_since(project: Project) -> None:
    folder = _handed(project)
    _po(folder).write_bytes(programs.poedit(_po(folder).read_bytes(), {SOURCES[3]: "三"}))
    _unpacked(project, _po(folder))
    _say(project, SOURCES[3], "第三。")
    _unpacked(project, f"{folder}/*.po")
    assert (_unit(project, SOURCES[3]).target, conflicts(_unit(project, SOURCES[3]))) == ("第三。", ())


def test_a_new_text_in_a_message_that_lost_its_tags_becomes_a_question(project: Project) -> None:
    folder = _handed(project)
    sent = (folder / "message.txt").read_text(encoding="utf-8")
    _unpacked(project, "-", stdin=f"3 = 第二句。\n{programs.quoted(sent)}".encode())
    assert (_unit(project, SOURCES[2]).target, _unit(project, SOURCES[2]).comments) == (TARGETS[2], ("? 第二句。",))


# --- the source changed meanwhile -------------------------------------------------------------------------------------


def test_a_text_for_an_older_source_is_told_and_lost_nowhere(project: Project) -> None:
    folder = _handed(project)
    text = project.statement_path(ID).read_text(encoding="utf-8")
    project.statement_path(ID).write_text(text.replace("third sentence", "third, long sentence"), encoding="utf-8")
    extract(project, [ID], ["zh-TW"], stamp=T1)
    came = programs.poedit(
        _po(folder).read_bytes(),
        {SOURCES[3]: "第三句，改過。", SOURCES[4]: "第四句，改過。"},
        asked={SOURCES[3]: "? long?"},
    )
    _po(folder).write_bytes(came)
    report = _unpacked(project, _po(folder))
    assert "made from source " in report.notes[0]
    assert "of a sentence that changed since: kept (4)" in report.notes[0]
    assert _unit(project, SOURCES[4]).target == "第四句，改過。"
    assert "第三句，改過。" in {unit.target for unit in _catalog(project).units}
    assert _unit(project, SOURCES[3]).obsolete
    heir = _unit(project, "The third, long sentence stands here.")
    assert (heir.target, heir.state, heir.comments) == ("第三句，改過。", State.TRANSLATED, ("? long?",))


def test_a_sentence_that_was_carried_takes_what_comes_back_for_it(project: Project) -> None:
    """A change without meaning: its `carried` event says which unit it is now."""
    folder = _handed(project)
    unit = _unit(project, SOURCES[3])
    new = replace(unit, key=unit.key._replace(source="The third sentence stands here!"))
    _fill(project, lambda one, _: new if one.key == unit.key else one)
    event = history.Event(
        "carried", T1.isoformat(), digest=unit_digest(new.key, new.target), key=history.key_digest(new.key),
        data=(("change", "spelling"), ("from", history.key_digest(unit.key)), ("was", unit_digest(unit.key, unit.target))),
    )  # fmt: skip
    with project.history_path(ID, TAG).open("a", encoding="utf-8") as file:
        file.write(history.dumps_line(event))
    _po(folder).write_bytes(programs.poedit(_po(folder).read_bytes(), {SOURCES[3]: "第三句！"}))
    report = _unpacked(project, _po(folder))
    assert (_unit(project, new.key.source).target, report.findings) == ("第三句！", ())


def test_a_source_that_only_changed_its_dress_takes_what_comes_back_for_the_old_one(project: Project) -> None:
    path = project.statement_path(ID)
    path.write_text(path.read_text(encoding="utf-8").replace("first sentence", 'first "sentence"'), encoding="utf-8")
    extract(project, [ID], ["zh-TW"], stamp=T1)
    _say(project, 'The first "sentence" stands here.', "第一「句」。")
    folder = _handed(project)
    path.write_text(path.read_text(encoding="utf-8").replace('"sentence"', "“sentence”"), encoding="utf-8")
    extract(project, [ID], ["zh-TW"], stamp=T2)
    _po(folder).write_bytes(
        programs.poedit(_po(folder).read_bytes(), {'The first "sentence" stands here.': "第一「句子」。"})
    )
    report = _unpacked(project, _po(folder), stamp=T3)
    unit = _unit(project, "The first “sentence” stands here.")
    assert (unit.target, unit.state, report.findings) == ("第一「句子」。", State.REVIEWED, ())


def test_two_persons_who_were_handed_it_stand_behind_a_text_and_one_does_not(project: Project) -> None:
    with (project.root / "pubflow.toml").open("a", encoding="utf-8") as file:
        file.write("\n[review]\ntwo-persons = true\n")
    project = load(project.root, {})
    wrote = _po(_handed(project, to="tr1"))
    wrote.write_bytes(programs.poedit(wrote.read_bytes(), {SOURCES[3]: "三"}))
    _unpacked(project, wrote)
    assert _stand(project, SOURCES[3]) is not Stand.AGREED
    for to, agreed in (("tr1", False), ("rev2", True)):
        file = _po(_handed(project, to=to, kind="review"))
        file.write_bytes(programs.poedit(file.read_bytes(), {}, agreed=(SOURCES[3],)))
        _unpacked(project, file, stamp=T3)
        assert (_stand(project, SOURCES[3]) is Stand.AGREED) is agreed


def _stand(project: Project, source: str) -> Stand:
    opened, before = open_statement(project, ID), open_catalog(project, ID, TAG)
    found = standings(before.catalog or Catalog(ID, ""), before.history, policy_of(project, opened, before))
    return next(standing.stand for key, standing in found.items() if key.source == source)


# --- all at once ------------------------------------------------------------------------------------------------------


def test_an_edit_in_every_format_at_once_merges(project: Project) -> None:
    folder = _handed(project)
    sent = (folder / "message.txt").read_text(encoding="utf-8")
    (folder / "answer.txt").write_text(f"1 = 一\n{programs.quoted(sent)}", encoding="utf-8")
    _po(folder).write_bytes(programs.poedit(_po(folder).read_bytes(), {SOURCES[1]: "二"}))
    for suffix, change in {
        ".docx": lambda content: programs.typed(content, {4: "四"}),
        ".xlf": lambda content: programs.cat_tool(content, {5: "五"}),
        ".xliff12.xlf": lambda content: programs.cat_tool(content, {6: "六"}),
    }.items():
        file = folder / f"{ID}.zh_TW{suffix}"
        file.write_bytes(change(file.read_bytes()))
    report = _unpacked(project, f"{folder}/*")
    assert [unit.target for unit in _catalog(project).units] == ["一", "二", TARGETS[2], "四", "五", "六"]
    assert {unit.state for unit in _catalog(project).units if unit.key.source != SOURCES[2]} == {State.REVIEWED}
    assert not report.findings
    assert report.notes[-2] == "passed over, no hand-outs: 1 files"  # the page


# --- found, refused, taken back ---------------------------------------------------------------------------------------


def test_a_downloads_folder_is_sorted_out(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    downloads = tmp_path / "Downloads"
    downloads.mkdir()
    came = programs.poedit(_po(_handed(project)).read_bytes(), {SOURCES[5]: "第五句。"})
    (downloads / "visit.zh_TW (1).po").write_bytes(came)
    (downloads / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (downloads / "list.txt").write_text("milk\n17 eggs\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    report = _unpacked(project, r"Downloads\*")
    assert _unit(project, SOURCES[5]).target == "第五句。"
    assert (report.refused, "passed over, no hand-outs: 2 files" in report.notes) == ((), True)


def test_what_is_named_and_is_no_hand_out_is_refused_and_the_rest_is_taken(project: Project, tmp_path: Path) -> None:
    folder = _handed(project)
    _po(folder).write_bytes(programs.poedit(_po(folder).read_bytes(), {SOURCES[5]: "五"}))
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    report = _unpacked(project, tmp_path / "photo.jpg", tmp_path / "none.po", _po(folder))
    assert len(report.refused) == 2
    assert report.refused[0].startswith(str(tmp_path / "photo.jpg"))
    assert report.refused[1].startswith(f"{tmp_path / 'none.po'}: there is no such file")
    assert _unit(project, SOURCES[5]).target == "五"


def test_a_pack_of_another_workspace_is_refused(project: Project) -> None:
    folder = _handed(project)
    project.history_path(ID, TAG).unlink()
    assert "which no history here tells of" in _unpacked(project, _po(folder)).refused[0]


def test_a_catalog_sent_without_a_pack_is_merged_as_far_as_the_history_knows(project: Project, tmp_path: Path) -> None:
    sent = project.catalog_path(ID, TAG).read_bytes()
    _say(project, SOURCES[3], "這裡改了。")
    (tmp_path / "visit.po").write_bytes(
        programs.poedit(sent, {SOURCES[5]: "五", SOURCES[3]: "那裡改了。"}, agreed=(SOURCES[4],))
    )
    _unpacked(project, tmp_path / "visit.po", by="tr1")
    assert (_unit(project, SOURCES[5]).target, _unit(project, SOURCES[4]).state) == ("五", State.REVIEWED)
    assert _unit(project, SOURCES[3]).target == "這裡改了。"
    assert [conflict.target for conflict in conflicts(_unit(project, SOURCES[3]))] == ["那裡改了。"]


def test_who_saved_it_is_looked_up_on_this_machine_and_written_nowhere(project: Project, tmp_path: Path) -> None:
    (project.root / "people.toml").write_text('[people]\n"lin.mei@example.org" = "tr7"\n', encoding="utf-8")
    sent = project.catalog_path(ID, TAG).read_bytes()
    (tmp_path / "visit.po").write_bytes(programs.poedit(sent, {SOURCES[5]: "五"}))
    _unpacked(project, tmp_path / "visit.po")
    assert _acts(project, SOURCES[5]) == [("edited", "tr7", "pack"), ("review", "tr7", "pack")]
    assert not [name for name, kept in _state(project).items() if b"lin.mei" in kept]


EML = """\
From: Somebody <somebody@example.org>
To: desk@example.org
Subject: =?utf-8?q?Re=3A_visit_{code}?=
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="x"

--x
Content-Type: text/plain; charset="big5"
Content-Transfer-Encoding: base64

{text}
--x
Content-Type: text/html; charset="utf-8"

<p>5 ok</p>
--x--
"""


def test_a_saved_mail_is_read_by_its_text_and_its_subject(project: Project, tmp_path: Path) -> None:
    folder = _handed(project, kind="review")
    code = (folder / "message.txt").read_text(encoding="utf-8").split()[1].replace("[", "=5B").replace("]", "=5D")
    text = base64.b64encode("4 可以\n3：為什麼？\n".encode("big5")).decode()
    (tmp_path / "answer.eml").write_text(EML.format(code=code, text=text), encoding="utf-8", newline="\r\n")
    report = _unpacked(project, tmp_path / "answer.eml")
    assert "1 agreed to (4), 1 with a remark (3)" in report.notes[0]
    assert _unit(project, SOURCES[2]).comments == ("? 為什麼？",)


def test_without_word_the_rest_is_handed_out_and_word_is_said_to_be_missing(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    report = pack(project, ID, "zh-TW", Order(), stamp=T1, now=T1)
    assert [Path(path).suffix for path in report.changed] == [".txt", ".html", ".po"]
    assert report.notes[0].startswith("no docx: Word files need python-docx")
    with pytest.raises(PubflowError, match="python-docx"):
        pack(project, ID, "zh-TW", Order(formats=("docx",)), stamp=T1, now=T1)


def test_a_strangers_words_move_no_cursor(project: Project) -> None:
    folder = _handed(project)
    came = programs.poedit(_po(folder).read_bytes(), {SOURCES[5]: "\x1b[2J五"}, asked={SOURCES[2]: "? \x1b[31mred"})
    _po(folder).write_bytes(came)
    report = _unpacked(project, _po(folder), dry_run=True)
    assert "\x1b" not in str(report)
    messages = [finding.message for finding in report.findings]
    assert "taken, but it holds U+001B, which nobody sees" in messages


def test_a_dry_run_tells_every_unit_and_writes_nothing(project: Project) -> None:
    folder = _handed(project)
    before = _state(project)
    _po(folder).write_bytes(programs.poedit(_po(folder).read_bytes(), {SOURCES[5]: "五"}, agreed=(SOURCES[4],)))
    report = _unpacked(project, _po(folder), dry_run=True)
    assert _state(project) == before
    assert [(finding.where.unit, finding.message) for finding in report.findings] == [(5, "agreed to"), (6, "五")]


def test_two_long_texts_are_told_from_where_they_part(project: Project) -> None:
    long = "這是一個很長的句子，" * 9
    _say(project, SOURCES[4], long, State.TRANSLATED)
    folder = _handed(project)
    _po(folder).write_bytes(programs.poedit(_po(folder).read_bytes(), {SOURCES[4]: f"{long}改了"}))
    (told,) = [one.message for one in _unpacked(project, _po(folder), dry_run=True).findings if one.where.unit == 5]
    before, _, after = told.partition(" -> ")
    assert before.startswith("…")
    assert before.endswith("的句子，")
    assert after == f"{before}改了"


def test_the_hours_of_readers_stand_in_the_message_with_their_city(project: Project) -> None:
    moment = datetime(2024, 7, 1, 21, tzinfo=UTC)
    for tag, told in (
        ("zh-TW", "2 July 2024, 05:00 (Taipei, UTC+8)"),
        ("pt-BR", "1 July 2024, 18:00 (São Paulo, UTC−3)"),
    ):
        assert local_hours(moment, LanguageTag.parse(tag)).endswith(f" = {told}")


def test_who_asks_in_a_hand_out_is_known(project: Project) -> None:
    folder = _handed(project, kind="review")
    asked = po.loads(_po(folder).read_bytes(), path="back.po")[0]
    units = tuple(
        replace(one, comments=("?! which one",)) if one.key.source == SOURCES[3] else one for one in asked.units
    )
    _po(folder).write_bytes(po.dumps(replace(asked, units=units)))
    sent = (folder / "message.txt").read_text(encoding="utf-8")
    _unpacked(project, _po(folder))
    _unpacked(project, "-", stdin=f"5: why so?\n{programs.quoted(sent)}".encode())
    said = [(one.by, one.via, one.get("text"), one.get("blocking")) for one in _asked(project)]
    assert said == [("tr1", "pack", "which one", "yes"), ("tr1", "message", "why so?", "")]
    # Whoever looks next has nothing to add.
    extract(project, [ID], ["zh-TW"], stamp=T3)
    assert len(_asked(project)) == 2


def _asked(project: Project) -> list[history.Event]:
    return [event for event in _events(project) if event.verb == "question"]


def test_an_unpack_is_taken_back_unless_somebody_went_on(project: Project) -> None:
    with pytest.raises(Refused, match="no unpack to take back"):
        undo(project)
    folder = _handed(project)
    before = _state(project)
    content = _po(folder).read_bytes()
    _po(folder).write_bytes(programs.poedit(content, {SOURCES[5]: "五"}))
    docx = folder / f"{ID}.zh_TW.docx"
    docx.write_bytes(programs.typed(docx.read_bytes(), {4: "四"}))
    _unpacked(project, _po(folder), docx)
    assert _state(project) != before
    undo(project)
    assert _state(project) == before
    assert "1 taken (6)" in _unpacked(project, _po(folder)).notes[0]
    _say(project, SOURCES[2], "還在寫")
    with pytest.raises(Refused, match="changed since the last unpack"):
        undo(project)


# --- what changed since ------------------------------------------------------------------------------------------------


def test_changed_hands_out_what_is_not_as_this_person_last_had_or_left_it(project: Project) -> None:
    with pytest.raises(UsageError, match="nothing was handed out to tr1 yet"):
        _handed(project, changed=True)
    folder = _handed(project)
    _po(folder).write_bytes(programs.poedit(_po(folder).read_bytes(), {SOURCES[5]: "五"}))
    _unpacked(project, _po(folder))
    order = Order(to="tr1", changed=True, formats=("po",))
    assert pack(project, ID, "zh-TW", order, stamp=T2, now=T2).changed == ()
    _say(project, SOURCES[2], "第二<b1>句</b1>，桌上改的。")
    text = project.statement_path(ID).read_text(encoding="utf-8")
    project.statement_path(ID).write_text(text + "\nA last sentence stands here.\n", encoding="utf-8")
    with pytest.raises(Refused, match="not up to date"):
        pack(project, ID, "zh-TW", order, stamp=T3, now=T3)
    extract(project, [ID], ["zh-TW"], stamp=T1)
    assert "2 units (3,7) for tr1" in pack(project, ID, "zh-TW", order, stamp=T3, now=T3).notes[0]


def test_changed_leaves_out_the_half_that_others_have(project: Project) -> None:
    _handed(project, units="1-4")
    _handed(project, to="tr2", units="5-6")
    for source in SOURCES[2:6]:
        _say(project, source, f"桌上改的：{'<b1>句</b1>' if '<b1>' in source else source}")
    text = project.statement_path(ID).read_text(encoding="utf-8")
    text = text.replace("The third sentence stands", "The third sentence still stands")
    project.statement_path(ID).write_text(text + "\nA last sentence stands here.\n", encoding="utf-8")
    extract(project, [ID], ["zh-TW"], stamp=T2)
    # The fourth was made of one of tr1's; the last, which nobody has yet, goes to who is handed it first.
    for to, told in (("tr1", "3 units (3-4,7)"), ("tr2", "2 units (5-6)")):
        order = Order(to=to, changed=True, formats=("po",))
        assert told in pack(project, ID, "zh-TW", order, stamp=T3, now=T3).notes[0]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"units": "3-"}, "is no list of numbers"),
        ({"units": "5-9"}, "there is no unit 7-9"),
        ({"to": "Lin Mei"}, "is no neutral handle"),
        ({"deadline": "tomorrow"}, "is no moment"),
        ({"deadline": "2024-07-01 20:15"}, "names no time zone"),
    ],
)
def test_what_makes_no_sense_is_said_and_hands_out_nothing(project: Project, asked: dict[str, str], words: str) -> None:
    before = _state(project)
    with pytest.raises(PubflowError, match=words):
        _handed(project, **asked)
    assert _state(project) == before
    assert not (project.root / "build").exists()


def test_a_later_pack_leaves_no_file_of_an_earlier_one_beside_it(project: Project) -> None:
    folder = _handed(project)
    pack(project, ID, "zh-TW", Order(to="tr1", formats=("page",)), stamp=T2, now=T2)
    assert sorted(path.name for path in folder.iterdir()) == ["message.txt", f"{ID}.zh_TW.html"]


# --- the command line -------------------------------------------------------------------------------------------------


@pytest.fixture
def run(
    project: Project, pubflow: Callable[..., subprocess.CompletedProcess[str]]
) -> Iterator[Callable[..., subprocess.CompletedProcess[str]]]:
    return lambda *words, **more: pubflow(*words, cwd=project.root, **more)


def test_the_commands_say_what_they_did_and_what_is_next(
    project: Project, run: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    made = run("pack", ID, "-l", "zh-TW", "--to", "tr1", "--format", "po")
    assert made.returncode == 0, made.stderr
    assert "translate: 6 units (1-6) for tr1, pack " in made.stderr
    file = project.root / "build" / "packs" / f"{ID}.zh-TW.tr1" / f"{ID}.zh_TW.po"
    file.write_bytes(programs.poedit(file.read_bytes(), {SOURCES[5]: "第五句。"}))
    tried = run("unpack", "--dry-run", file)
    assert (tried.returncode, "unit 6: 第五句。" in tried.stdout) == (0, True), tried.stderr
    done = run("unpack", file)
    assert (done.returncode, "1 taken (6)" in done.stderr) == (0, True), done.stderr
    answered = run("unpack", "-", "--id", ID, "-l", "zh-TW", "--from", "tr1", stdin="4 ok\nrest ok, but see 5\n")
    assert (answered.returncode, "not read as an answer: rest ok, but see 5" in answered.stdout) == (0, True)
    assert run("check", ID).returncode in (0, 1)
    assert run("unpack", "--undo").returncode == 0
    refused = run("unpack", project.root / "pubflow.toml")
    assert (refused.returncode, "Traceback" in refused.stderr) == (1, False)


def test_who_has_nothing_any_more_is_told_nowhere_but_in_the_history(
    project: Project, run: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    for to, code, told in (("tr2", 1, "tr2 has nothing of visit"), ("", 1, "somebody unnamed has nothing")):
        back = run("pack", ID, "-l", "zh-TW", "--take-back", *(("--to", to) if to else ()))
        assert (back.returncode, told in back.stderr) == (code, True)
    assert run("pack", ID, "-l", "zh-TW", "--to", "tr2", "--format", "po").returncode == 0
    assert "tr2" in run("status", ID).stdout
    assert run("pack", ID, "-l", "zh-TW", "--to", "tr2", "--take-back").returncode == 0
    assert "tr2" not in run("status", ID).stdout
    assert "taken back from tr2" in run("history", ID, "-l", "zh-TW").stdout
    assert run("pack", ID, "-l", "zh-TW", "--to", "tr2", "--take-back", "--changed").returncode == 2
