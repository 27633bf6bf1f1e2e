"""What a signature is bound to, and where it lapses."""

from __future__ import annotations

import pytest

from pubflow.catalog import State, Unit
from pubflow.history import Event, dumps_line, loads
from pubflow.language import LanguageTag
from pubflow.markup.markdown import loads as read_markdown
from pubflow.project import Policy
from pubflow.review.signing import Signed, Text, current, sign, sign_offs, text_of, unsigned, withdrawal
from pubflow.segment import split
from pubflow.termbase.entries import Termbase
from pubflow.termbase.entries import loads as read_glossary
from pubflow.termbase.match import find

AT = "2026-03-01T10:00+08:00"
EN = "concept,term\nrefoulement,refoulement\nanna,Anna Doe\n"
CONCEPTS = "id,kind\nrefoulement,term\nanna,name\n"
ZH = "concept,term,rank,status\nrefoulement,強制遣返,1,approved\nanna,安娜,1,approved\n"
SOURCE = """\
# Stop it

Refoulement is forbidden.

Nobody came, see [the list](https://a.example/1).

“They took him away at night,” said Anna Doe.

```
code
```

The end.
"""


def termbase(zh: str = ZH) -> Termbase:
    return read_glossary({"concepts.csv": CONCEPTS, "en.csv": EN, "zh-TW.csv": zh})[0]


def text(source: str = SOURCE, zh: str = ZH, **targets: str) -> Text:
    """The statement with `<source>譯` as targets; `targets` replaces them by number (`u3`)."""
    statement = read_markdown(source, statement_id="visit", path="statements/visit.md")[0]
    segments = split(statement)
    glossary = termbase(zh)
    units = [
        Unit(one.key, targets.get(f"u{number}", one.key.source + "譯"), State.REVIEWED)
        for number, one in enumerate(segments, 1)
    ]
    return text_of(statement, segments, units, lambda one: find(glossary, one.text.plain), LanguageTag.parse("zh-TW"))


def signed(now: Text, *, scope: str = "", by: str = "rev1", was: Text | None = None) -> Signed:
    event = sign(was or text(), (), kind="language", scope=scope, by=by, at=AT)
    (found,) = sign_offs(loads(dumps_line(event), path="h")[0], now)
    return found


def test_it_holds_for_the_very_text_and_again_when_that_is_restored() -> None:
    assert signed(text()).holds
    assert signed(text()).told == "holds"
    event = sign(text(), (), kind="language", scope="", by="rev1", at=AT)
    assert not sign_offs([event], text(u2="x"))[0].holds
    assert sign_offs([event], text())[0].holds


def test_it_holds_no_word_of_the_text() -> None:
    line = dumps_line(sign(text(), (), kind="terms", scope="names", by="rev1", at=AT))
    assert "Refoulement" not in line
    assert "譯" not in line
    assert "\\u8b6f" not in line


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (text(u2="x"), "lapsed at unit 2: target changed"),
        (text(u2="x", u5="y"), "lapsed at unit 2: target changed; unit 5: target changed"),
        (text(SOURCE.replace("Nobody came", "No one came")), "lapsed at unit 3: source changed"),
        (text(SOURCE.replace("The end.", "The end. Really.")), "lapsed at unit 6: new"),
        (text(SOURCE.replace("The end.\n", "")), "lapsed at what was number 5 of 5: gone"),
        (text(zh=ZH.replace("強制遣返", "推回")), "lapsed at unit 2: terms: refoulement changed"),
        (text(zh=ZH.replace("refoulement,強制遣返,1,approved\n", "")), "lapsed at unit 2: its terms changed"),
        (
            text(SOURCE.replace("example/1", "example/2")),
            "lapsed at what is not translated: a link, an image or code changed",
        ),
        (text(SOURCE.replace("code", "other")), "lapsed at what is not translated: a link, an image or code changed"),
    ],
)
def test_it_lapses_where_a_word_or_a_term_changed_and_says_where(now: Text, told: str) -> None:
    assert signed(now).told == told


def test_a_moved_sentence_lapses_it_at_its_new_place() -> None:
    moved = SOURCE.replace("The end.\n", "").replace("Refoulement", "The end.\n\nRefoulement")
    assert signed(text(moved)).told == "lapsed at unit 2: moved"
    assert signed(text(moved)).moved == (2,)
    assert signed(text(moved, u1="x")).moved == (2,)
    assert signed(text(u1="x")).moved == ()


def test_the_current_signature_of_a_kind_is_the_last_one_that_holds_else_the_last() -> None:
    first = sign(text(), (), kind="language", scope="", by="rev1", at=AT)
    other = sign(text(u2="x"), (first,), kind="language", scope="", by="rev2", at=AT)
    names = sign(text(), (first, other), kind="language", scope="names", by="rev1", at=AT)
    for now, whole in ((text(), first), (text(u2="x"), other), (text(u2="y"), other)):
        found = current(sign_offs([first, other, names], now))
        assert [one.event for one in found] == [whole, names]


@pytest.mark.parametrize(
    "now",
    [
        text(SOURCE.replace("\n\nNobody", "\n\n\n\nNobody")),
        text(SOURCE.replace("Nobody came, see", "Nobody came,\nsee")),
        text("---\nembargo: 2026-03-01 22:00 Europe/London\n---\n" + SOURCE),
        text(zh=ZH + "asylum,庇護,1,approved\n"),
        text(zh=ZH.replace("approved", "unverified")),
    ],
)
def test_by_nothing_else(now: Text) -> None:
    assert signed(now).holds


def test_a_part_of_the_text_lapses_by_its_own_units_alone() -> None:
    assert [one.number for one in text().part("quotations").passages] == [4]
    assert [one.number for one in text().part("names").passages] == [4]
    assert text().part("legal") == text()
    assert signed(text(u2="x", u5="y"), scope="quotations").holds
    assert signed(text(SOURCE.replace("# Stop it\n\n", "")), scope="names").holds
    assert signed(text(u4="x"), scope="quotations").told == "lapsed at unit 4: target changed"


def test_a_signature_that_was_taken_back_is_none() -> None:
    event = sign(text(), (), kind="language", scope="", by="rev1", at=AT)
    back = withdrawal(sign_offs([event], text()), by="rev1", at=AT)
    assert sign_offs([event, back], text()) == ()
    again = sign(text(), (event, back), kind="language", scope="", by="rev1", at="2026-02-02T10:00Z")
    assert again.after == tuple(sorted((event.id, back.id)))
    assert [one.event for one in sign_offs([event, back, again], text())] == [again]


def test_a_scope_wants_the_signature_of_one_of_those_whom_the_policy_names() -> None:
    policy = Policy(scopes=(("names", ()), ("quotations", ("speaker", "deputy"))))
    assert unsigned(policy, ()) == {
        "names": "names: not signed by anybody",
        "quotations": "quotations: not signed by speaker or deputy",
    }
    by_rev1 = signed(text(), scope="quotations")
    assert set(unsigned(policy, (by_rev1,))) == {"names", "quotations"}
    whole = signed(text(), by="deputy")
    assert unsigned(policy, (whole,)) == {}
    lapsed = signed(text(u4="x"), scope="quotations", by="speaker")
    assert unsigned(policy, (lapsed,))["quotations"] == (
        "quotations: not signed by speaker or deputy (speaker signed; lapsed at unit 4: target changed)"
    )


def test_who_entered_it_and_by_which_way_is_said() -> None:
    event = sign(text(), (), kind="legal", scope="", by="lawyer", at=AT, via="message", entered_by="desk1")
    assert (event.by, event.via, event.get("entered-by"), event.get("kind")) == ("lawyer", "message", "desk1", "legal")
    assert isinstance(event, Event)
