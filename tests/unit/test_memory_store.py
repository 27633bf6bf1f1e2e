"""The memory on the disk: what it keeps, what it gives up, and that it is the same however it came about."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pubflow.errors import ProjectError
from pubflow.segment.match import Said
from pubflow.workflow.memory import store as memory_store
from pubflow.workflow.memory.store import Damaged, Store

CITIES = ("Taipei", "Tainan", "Hualien", "Kaohsiung", "Taichung", "Keelung", "Hsinchu")
ASKED = "The court in Tainan heard 7 witnesses on the third dya of the trial."


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """An index is built for more than ten sources."""
    monkeypatch.setattr(memory_store, "MOST_APART", 10)


def said(count: int, name: str = "a", first: int = 0) -> Iterator[Said]:
    for number in range(first, first + count):
        city = CITIES[number % len(CITIES)]
        yield Said(
            f"The court in {city} heard {number} witnesses on the third day of the trial.", f"{city}法院 {number}", "",
            name, number + 1, "rev1", "2024-01-01T00:00:00+00:00",
        )  # fmt: skip


def opened(folder: Path) -> Store:
    return Store(folder / "zh_TW", spaced=True)


def take(store: Store, name: str, units: Iterator[Said], digest: str = "d") -> None:
    with store.writing():
        store.replace(name, "s", digest, units)


def index_of(folder: Path) -> list[Path]:
    return sorted((folder / "zh_TW").glob("index-*"))


def test_what_came_later_is_found_without_a_new_index(tmp_path: Path, few: None) -> None:
    with closing(opened(tmp_path)) as store:
        take(store, "a", said(30))
        (index,) = index_of(tmp_path)
        take(store, "b", said(5, "b", 100))
        assert index_of(tmp_path) == [index]
        whole = "The court in Hualien heard 100 witnesses on the third day of the trial."
        assert [(round(alike), one.number) for alike, one in store.alike(whole, 95, 1)] == [(100, 101)]
        take(store, "c", said(20, "c", 200))
        assert index_of(tmp_path) != [index]
        assert len(index_of(tmp_path)) == 1
        assert store.alike(whole, 95, 1)[0][1].number == 101


def test_the_answers_are_those_of_a_store_made_at_once(tmp_path: Path, few: None) -> None:
    with closing(opened(tmp_path / "one")) as one, closing(opened(tmp_path / "other")) as other:
        take(one, "a", said(40))
        take(one, "b", said(8, "b", 50))
        take(one, "a", said(20))
        take(other, "b", said(8, "b", 50))
        take(other, "a", said(20))
        assert one.alike(ASKED, 60, 9) == other.alike(ASKED, 60, 9)
        assert one.same("THE COURT in Tainan heard 1 witnesses on the third day of the trial") == other.same(
            "The court in Tainan heard 1 witnesses on the third day of the trial."
        )
        assert one.count() == other.count() == 28


def test_what_a_file_no_longer_says_is_forgotten(tmp_path: Path, few: None) -> None:
    with closing(opened(tmp_path)) as store:
        take(store, "a", said(30))
        take(store, "a", said(3))
        assert {one.number for _, one in store.alike(ASKED, 50, 50)} == {1, 2, 3}
        with store.writing():
            store.remove("a")
        assert store.alike(ASKED, 50, 50) == []
        assert store.known() == {}


def test_words_are_found_in_source_and_target_whatever_their_case(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as store:
        units = [Said("Élan 100% sure_ly", "ÉTAT d’urgence", origin="a", number=1), Said("Other", "其他", origin="a")]
        take(store, "a", iter(units))
        for words in (["élan"], ["état"], ["URGENCE", "état"], ["100%"], ["sure_ly"], ["\\"], ["surexly"]):
            found = [one.number for one in store.holding(words, 5)]
            assert found == ([] if words[0] in ("\\", "surexly") else [1]), words


def test_a_store_of_another_format_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(opened(tmp_path)) as store:
        take(store, "a", said(3))
    monkeypatch.setattr(memory_store, "FORMAT", memory_store.FORMAT + 1)
    with closing(opened(tmp_path)) as store:
        assert store.known() == {}
        assert store.count() == 0


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\0" + b"\xff" * 5000])
def test_rows_that_are_no_rows_are_made_anew(tmp_path: Path, content: bytes) -> None:
    with closing(opened(tmp_path)) as store:
        take(store, "a", said(3))
    for path in (tmp_path / "zh_TW").glob("rows.sqlite*"):
        path.write_bytes(content)
    with closing(opened(tmp_path)) as store:
        assert store.known() == {}


def test_an_index_that_is_cut_or_gone_is_built_again(tmp_path: Path, few: None) -> None:
    for spoil in (lambda path: path.write_bytes(path.read_bytes()[:-4]), Path.unlink):
        with closing(opened(tmp_path)) as store:
            take(store, "a", said(30))
            spoil(index_of(tmp_path)[0] / "first_posts.npy")
            assert store.wants_index()
        with closing(opened(tmp_path)) as store:
            with store.writing():
                pass
            assert not store.wants_index()
            assert store.alike(ASKED, 80, 1)


def test_an_index_with_other_bytes_in_it_is_told_not_a_bug(tmp_path: Path, few: None) -> None:
    with closing(opened(tmp_path)) as store:
        take(store, "a", said(30))
        path = index_of(tmp_path)[0] / "first_posts.npy"
        content = path.read_bytes()
        path.write_bytes(content[:128] + b"\xff" * (len(content) - 128))
        with pytest.raises(Damaged, match="damaged"):
            store.alike(ASKED, 80, 1)


def test_a_file_that_breaks_off_leaves_what_was_known_of_it(tmp_path: Path) -> None:
    def broken() -> Iterator[Said]:
        yield from said(2, first=50)
        raise ProjectError("no more")

    with closing(opened(tmp_path)) as store:
        take(store, "a", said(3))
        with pytest.raises(ProjectError, match="no more"):
            take(store, "a", broken(), "other")
        assert store.count() == 3
        assert store.known()["a"][1] == "d"


KILLED = """
import os, signal, sys
import numpy as np
from pathlib import Path
from pubflow.segment.match import Said
from pubflow.workflow.memory import store as memory_store
memory_store.MOST_APART = 10
calls = 0
save = np.save
def dying(*arguments, **options):
    global calls
    calls += 1
    if calls > int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    save(*arguments, **options)
np.save = dying
store = memory_store.Store(Path(sys.argv[1]), spaced=True)
with store.writing():
    if sys.argv[2] == "-1":
        units = iter([Said("new", "new")])
        store.replace("a", "s", "new", (os.kill(os.getpid(), signal.SIGKILL) or unit for unit in units))
    store.replace("a", "s", "new", [Said(f"A new word {n} stands here", "new") for n in range(30)])
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL on this system")
@pytest.mark.parametrize("after", [-1, 0, 4, 8])
def test_a_process_killed_while_it_writes_leaves_the_old_or_the_new(tmp_path: Path, few: None, after: int) -> None:
    with closing(opened(tmp_path)) as store:
        take(store, "a", said(30))
    command = [sys.executable, "-c", KILLED, str(tmp_path / "zh_TW"), str(after)]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, check=False)
    assert done.returncode == -signal.SIGKILL
    with closing(opened(tmp_path)) as store:
        digest = store.known()["a"][1]
        assert (digest, store.count()) in {("d", 30), ("new", 30)}
        assert digest == ("d" if after == -1 else "new")
        with store.writing():
            pass
        found = store.alike("A new word 7 stands here" if digest == "new" else ASKED, 80, 1)
        assert found
        assert len(index_of(tmp_path)) == 1


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "zh_TW").write_text("a file stands in the way", encoding="utf-8")
    with pytest.raises(ProjectError, match="the memory can't be kept"):
        opened(tmp_path)
