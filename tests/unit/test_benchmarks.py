"""The benchmark's own yardsticks: its statements are what it says they are, and it sees a byte that is not the same."""

from pathlib import Path

import polib
import pytest

from benchmarks import update
from benchmarks.documents import same_bytes
from benchmarks.memory import Variations
from benchmarks.statements import statement, write_statements


def test_a_statement_is_the_same_each_time_and_like_no_other():
    texts = [statement(number) for number in range(30)]
    assert texts == [statement(number) for number in range(30)]
    assert len(set(texts)) == 30


@pytest.mark.parametrize("kind", range(3))
def test_statements_of_each_kind_have_700_words(kind):
    words = [len(statement(number).split()) for number in range(kind, 150, 3)]
    assert sum(words) / len(words) == pytest.approx(700, rel=0.03)


def test_a_third_is_plain_a_third_wrapped_a_third_rich():
    plain, wrapped, rich = (statement(number) for number in range(3))
    prose = [max(map(len, text.splitlines())) for text in (plain, wrapped)]
    assert prose[0] > 200
    assert prose[1] <= 78
    for mark in ("---\ntitle:", "\n> ", "\n| ---- |", "\n1. ", "](https://", "[^1]: ", "`case_"):
        assert mark in rich
        assert mark not in plain + wrapped


def test_only_the_language_line_of_an_edition_is_overlooked(tmp_path: Path):
    write_statements(tmp_path / "in", 3)
    out = tmp_path / "out"
    out.mkdir()
    plain, wrapped, rich = (statement(number) for number in range(3))
    editions = [f"---\nlanguage: pt-BR\n---\n\n{text}" for text in (plain, wrapped)]
    editions.append(rich.replace("\n---\n", "\nlanguage: pt-BR\n---\n", 1))
    for number, edition in enumerate(editions):
        (out / f"s{number:05}.md").write_text(edition, encoding="utf-8", newline="")
    assert same_bytes(tmp_path / "in", out, ours=True) == 3
    assert same_bytes(tmp_path / "in", out, ours=False) == 0
    (out / "s00001.md").write_text(editions[1] + "\n", encoding="utf-8", newline="")
    (out / "s00002.md").unlink()
    assert same_bytes(tmp_path / "in", out, ours=True) == 1


def test_an_update_is_judged_by_whose_target_each_entry_has(tmp_path: Path):
    case = update.make(400)
    assert case == update.make(400)
    assert (len(case.edited), len(case.kept)) == (20, 360)
    assert not set(case.added) & set(case.old)
    old, new = update.write(case, tmp_path)
    out = tmp_path / "out.po"
    update.ours(old, new, out)
    found = update.judge(case, out)
    assert (found["own"], found["wrong"], found["kept"], found["comments"]) == (
        20,
        0,
        360,
        len([n for n in case.kept.values() if n % 10 == 0]),
    )
    assert found["false"] <= 1
    text, number = next(iter(case.edited.items()))
    entries = polib.pofile(str(out))
    for entry in entries:
        if entry.msgid == text:
            entry.msgstr = f"⟦{number + 1}⟧"
        elif entry.msgid == case.old[next(iter(case.kept.values()))]:
            entry.flags = ["fuzzy"]
        elif entry.msgid == case.added[0]:
            entry.msgstr = "⟦1⟧"
    entries.save()
    spoilt = update.judge(case, out)
    assert (spoilt["own"], spoilt["wrong"], spoilt["kept"]) == (19, 1, 359)
    assert spoilt["false"] >= 1


@pytest.mark.parametrize(
    ("spaced", "texts"),
    [(True, ["Free her now at once.", "The court heard them."]), (False, ["釋放她吧", "法院開庭了"])],
)
def test_a_memory_is_the_same_each_time_and_begins_with_what_is_real(spaced, texts):
    first, second = (list(Variations(texts, spaced=spaced).texts(50)) for _ in range(2))
    assert first == second
    assert first[:2] == texts
    assert len(first) == 50
    queries = list(Variations(texts, spaced=spaced).queries(first, 20))
    assert len(queries) == 20
    assert not set(queries) <= set(first)
