"""An answer in a message is read strictly: what is not sure is handed back, and nothing counts as agreed to in doubt."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pubflow.exchange.reply import Answer, Reply, dumps, loads

NUMBERS = frozenset(range(1, 23))


def _said(text: str) -> tuple[list[tuple[int, str, str]], bool, tuple[str, ...]]:
    read = loads(text, NUMBERS)
    return [(answer.number, answer.kind, answer.text) for answer in read.answers], read.rest, read.unsure


@pytest.mark.parametrize(
    "line",
    ["17 ok", "17: OK.", "17 - ok", "17) 可以", "17、沒問題", "１７：可以", "#17 ok!", "第17則：同意", "unit 17 looks good",
     "17 está bem", "(17) d'accord", "17 👍", "17 ok, thanks!", "- 17 ok"],
)  # fmt: skip
def test_one_unit_is_agreed_to(line: str) -> None:
    assert _said(line) == ([(17, "agreed", "")], False, ())


@pytest.mark.parametrize(
    "line", ["12-15 ok", "12–15: ok", "12 to 15 ok", "12至15可以", "12,13,14,15 ok", "12, 13-15 ok", "12～15 可以"]
)
def test_several_units_are_agreed_to(line: str) -> None:
    assert _said(line) == ([(number, "agreed", "") for number in range(12, 16)], False, ())


@pytest.mark.parametrize(
    "line",
    ["rest ok", "the rest is ok", "Rest: OK", "all others ok", "everything else is fine", "all ok", "其餘都可以", "其余都可以。",
     "其他沒問題", "剩下的都可以", "其餘 OK", "o resto ok", "o resto está bem", "el resto está bien", "lo demás ok", "le reste est bon",
     "and the rest ok"],
)  # fmt: skip
def test_the_rest_is_agreed_to(line: str) -> None:
    assert _said(f"17: why?\n{line}") == ([(17, "remark", "why?")], True, ())


@pytest.mark.parametrize(
    "line",
    ["rest ok except 12", "rest is not ok", "the rest tomorrow", "17 not ok", "17 ok but shorter", "12:30 is too late", "99 ok", "15-12 ok",
     "17", "17 pages were sent", "2024 was long", "ok", "17-40 ok", "12-13 = both the same"],
)  # fmt: skip
def test_what_is_not_sure_is_handed_back_and_agrees_to_nothing(line: str) -> None:
    assert _said(line) == ([], False, (line,))


def test_a_remark_is_a_remark_even_if_it_says_what_to_write() -> None:
    assert _said("17：改『推回』") == ([(17, "remark", "改『推回』")], False, ())
    assert _said("17 = 「推回」。\n18 ＝ 新的") == ([(17, "target", "「推回」。"), (18, "target", "新的")], False, ())


def test_lines_below_belong_to_a_remark_and_cast_doubt_on_an_agreement() -> None:
    assert _said("17: too long,\nand too formal\n18 ok")[0] == [
        (17, "remark", "too long,\nand too formal"),
        (18, "agreed", ""),
    ]
    assert _said("17 ok\nor rather not") == ([(17, "remark", "ok\nor rather not")], False, ())
    assert _said("rest ok\nor rather not") == ([], False, ("rest ok", "or rather not"))
    assert _said("17 = one half\n\nother half") == ([(17, "remark", "one half")], False, ("other half",))
    assert _said("17 = one half\nall of the rest") == ([(17, "remark", "one half")], False, ("all of the rest",))
    assert _said("17 ok\n17: hmm") == ([(17, "remark", "hmm")], False, ())


def test_a_unit_that_an_unsure_line_names_is_not_among_the_rest() -> None:
    read = loads("no idea about 14\nrest ok", NUMBERS)
    assert (read.rest, read.doubted) == (True, frozenset({14}))


MAIL = """\
From: somebody@example.org
Subject: Re: visit [pubflow:0123456789ab]

Hi Ana,

17 ok
> 3 ok
> > rest ok
18: why?

Thanks
-- \n\
19 ok
Lin, tel. 02 2709 4162
"""
OUTLOOK = """\
17 ok

Von meinem iPhone gesendet

From: desk@example.org
Sent: Monday
Subject: visit

HAND-OUT [pubflow:0123456789ab] visit, zh-TW
  1 ok
  rest ok
END [pubflow:0123456789ab]
"""
INLINE = """\
HAND-OUT [pubflow:0123456789ab] visit, zh-TW
  1 ok
  rest ok
END [pubflow:0123456789ab]

17 ok
"""


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        (MAIL, [(17, "agreed", ""), (18, "remark", "why?")]),
        (OUTLOOK, [(17, "agreed", "")]),
        (INLINE, [(17, "agreed", "")]),
        ("17 ok\n\nOn Mon, 1 July 2024, Ana wrote:\n> 18 ok", [(17, "agreed", "")]),
        ("17 ok\n\n-----Original Message-----\n18 ok", [(17, "agreed", "")]),
        ("17 ok\n\n從我的 iPhone 傳送\n", [(17, "agreed", "")]),
    ],
)
def test_quotations_signatures_and_our_own_words_are_passed_over(
    text: str, answers: list[tuple[int, str, str]]
) -> None:
    assert _said(text) == (answers, False, ())


def test_the_pack_is_named_by_what_is_quoted() -> None:
    assert loads(MAIL, NUMBERS).pack == loads(OUTLOOK, NUMBERS).pack == "0123456789ab"
    assert loads("[pubflow:0123456789ab] [pubflow:ba9876543210]", NUMBERS).pack == ""


words = st.text(st.characters(categories=["L"]), min_size=3, max_size=12).map(lambda word: f"w{word}")
answers = st.lists(
    st.tuples(st.sampled_from(sorted(NUMBERS)), st.sampled_from(["agreed", "target", "remark"]), words),
    max_size=8, unique_by=lambda answer: answer[0],
)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(answers, st.booleans())
def test_what_is_written_is_read_back_equal(said: list[tuple[int, str, str]], rest: bool) -> None:
    reply = Reply(answers=tuple(Answer(n, kind, "" if kind == "agreed" else text) for n, kind, text in said), rest=rest)  # type: ignore[arg-type]
    assert loads(dumps(reply), NUMBERS) == reply


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.sampled_from("17 ok:=.-\n>0rest第則，其餘可以 !?[]pubflow") | st.characters(), max_size=80))
def test_any_text_is_read_and_answers_are_about_known_units_only(text: str) -> None:
    assert {answer.number for answer in loads(text, NUMBERS).answers} <= NUMBERS
