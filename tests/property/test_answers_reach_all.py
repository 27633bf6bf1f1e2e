"""Whatever is asked and answered: it reads back as it was said, reaches every language, and touches no translation."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pubflow import history, po
from pubflow.catalog import Catalog, State, Unit
from pubflow.errors import UsageError
from pubflow.history import key_digest
from pubflow.review.asked import (
    Question,
    answer_event,
    answer_of,
    answered,
    answers_to,
    cleaned,
    question_event,
    questions_of,
    typed,
    with_answers,
    with_question,
)
from pubflow.segment.model import Key

AT = "2024-07-01T22:00:00+01:00"
WILD = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]), st.sampled_from('\n\r\t\\"#?!=,.: ~|\0\x04\x85\u2028\u202e\u200d，？')
    ),
    max_size=60,
)
HANDLES = st.sampled_from(["", "desk", "tr1", "a.b-c_1"])
WRITABLE = WILD.map(lambda text: " ".join(text.replace("\0", "").replace("\x04", "").split()))
"""As a PO file can hold it in one line."""
COMMENTS = st.lists(WRITABLE.map("note {}".format), max_size=2)
TYPED = st.builds("{} {}".format, st.sampled_from("?="), WRITABLE)
UNITS = st.builds(
    lambda target, comments: Unit(
        Key("", "She must be freed."),
        target,
        State.REVIEWED if target else State.INITIAL,
        comments=tuple(comments),
        notes=("heading", "memory: 80 %", "drafted by x", "look twice: a number"),
    ),
    st.text("abç中，", max_size=8),
    COMMENTS,
)


def _clean(text: str) -> str | None:
    try:
        return cleaned(text)
    except UsageError:
        return None


def _through_the_files(catalog: Catalog, events):
    """What a reader of both files has."""
    text = "".join(map(history.dumps_line, events))
    read, _ = po.loads(po.dumps(catalog), path="locales/zh_TW/LC_MESSAGES/x.po")
    told, findings = history.loads(text, path="x.history.jsonl")
    assert findings == ()
    return read, told


def _texts(catalog: Catalog):
    return [(unit.key, unit.target, unit.state, unit.obsolete) for unit in catalog.units]


@given(UNITS, WILD, WILD, HANDLES, HANDLES, st.booleans())
def test_a_question_and_its_answer_read_back_as_they_were_said(unit, asks, says, who, desk, blocking):
    question, answer = _clean(asks), _clean(says)
    if question is None or answer is None:
        return
    start = Catalog("x", "zh-TW", (unit,))
    event = question_event(unit, question, blocking=blocking, by=who, at=AT)
    asked = Question(event.id, event.key, question, blocking, who, AT)
    catalog, events = _through_the_files(replace(start, units=(with_question(unit, asked),)), [event])
    assert typed(catalog, events, at=AT) == ()
    (found,) = questions_of(catalog, events)
    assert (found.text, found.blocking, found.by, found.answer) == (question, blocking, who, None)

    said = answer_event([found], found.key, found.text, answer, by=desk, at=AT)
    below = answered(catalog.units[0], found, answer_of(said))
    catalog, events = _through_the_files(replace(catalog, units=(below,)), [*events, said])
    assert typed(catalog, events, at=AT) == ()
    (found,) = questions_of(catalog, events)
    assert found.answer is not None
    assert (found.answer.text, found.answer.by) == (answer, desk)
    assert answered(catalog.units[0], found, answer_of(said)) == catalog.units[0]
    assert _texts(catalog) == _texts(start)
    assert len(catalog.units[0].comments) == len(unit.comments) + 2


@given(UNITS, WILD, WILD, HANDLES)
def test_the_note_in_another_language_is_one_line_and_made_once(unit, asks, says, desk):
    question, answer = _clean(asks), _clean(says)
    if question is None or answer is None:
        return
    said = answer_event([], key_digest(unit.key), question, answer, by=desk, at=AT)
    told = with_answers(unit, answers_to(unit, (said,), {}))
    catalog, _ = _through_the_files(Catalog("x", "pt-BR", (told,)), [said])
    note = f"asked: {question} = {answer}{f' ({desk})' if desk else ''}"
    assert catalog.units[0].notes == ("heading", "memory: 80 %", note, "drafted by x", "look twice: a number")
    assert with_answers(told, answers_to(told, (said,), {})) == told
    assert _texts(catalog) == _texts(Catalog("x", "pt-BR", (unit,)))


@given(st.lists(TYPED, max_size=5))
def test_what_is_typed_is_written_down_once_and_stays_when_its_comment_is_deleted(comments):
    unit = Unit(Key("", "She must be freed."), "x", State.REVIEWED, comments=tuple(comments))
    catalog, _ = _through_the_files(Catalog("x", "zh-TW", (unit,)), [])
    events = typed(catalog, (), at=AT)
    _, told = _through_the_files(catalog, events)
    assert typed(catalog, told, at=AT) == ()
    asked = {one.text for one in questions_of(catalog, told)}
    bare = replace(catalog, units=(replace(unit, comments=()),))
    assert {one.text for one in questions_of(bare, told)} == asked
    assert typed(bare, told, at=AT) == ()
