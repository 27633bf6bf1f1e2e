"""Nothing is asked twice, nothing is sent beyond the budget, and nothing that must not leave is sent at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from pubflow.engines.kept import AnswerStore, KeptEngine
from pubflow.engines.metering import BudgetedEngine, Meter, Rehearsal
from pubflow.errors import BudgetError, EngineError
from pubflow.language import LanguageTag
from pubflow.plugins import Engine, EngineInfo, EngineRequest, EngineTerm, Hint
from pubflow.translate import Asker

EN, PT, TW = LanguageTag.parse("en"), LanguageTag.parse("pt-BR"), LanguageTag.parse("zh-TW")
REQUEST = EngineRequest(EN, PT, ("One.", "Two.", "Three."), "Title")


@dataclass
class Server:
    info: EngineInfo = EngineInfo("server", "1", False, keeps_tags=True, metered=True, max_batch=50)  # noqa: RUF009 # frozen
    answer: Callable[[str], str] = str.upper
    asked: list[EngineRequest] = field(default_factory=list)

    def supports(self, source: LanguageTag, target: LanguageTag) -> bool:
        return True

    def why_not(self, source: LanguageTag, target: LanguageTag) -> str:
        return ""

    def translate(self, request: EngineRequest) -> tuple[str, ...]:
        self.asked.append(request)
        return tuple(map(self.answer, request.texts))

    def close(self) -> None:
        """Nothing to end."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[AnswerStore]:
    with closing(AnswerStore(tmp_path / "deep" / "answers.sqlite")) as made:
        yield made


def test_what_was_answered_is_not_asked_again_not_even_by_another_run(tmp_path):
    path = tmp_path / "answers.sqlite"
    for _ in range(2):
        server = Server()
        with closing(AnswerStore(path)) as store:
            kept = KeptEngine(server, store)
            assert kept.translate(REQUEST) == ("ONE.", "TWO.", "THREE.")
            assert kept.translate(replace(REQUEST, texts=("Two.", "Four."))) == ("TWO.", "FOUR.")
    assert server.asked == []
    assert kept.reused == 5


@pytest.mark.parametrize(
    "other",
    [
        replace(REQUEST, context="Another"),
        replace(REQUEST, target=TW),
        replace(REQUEST, source=LanguageTag.parse("es")),
        replace(REQUEST, hints=(Hint(terms=(EngineTerm("one", "um"),)),) * 3),
        replace(REQUEST, hints=(Hint(before="Zero."),) * 3),
        replace(REQUEST, hints=(Hint(faults=("lost a number",)),) * 3),
    ],
)
def test_an_answer_hangs_on_all_that_was_asked(store, other):
    server = Server()
    kept = KeptEngine(server, store)
    kept.translate(REQUEST)
    kept.translate(other)
    assert [request.texts for request in server.asked] == [REQUEST.texts, REQUEST.texts]


def test_an_answer_hangs_on_engine_and_version(store):
    asked = []
    for info in (Server().info, replace(Server().info, version="2"), replace(Server().info, name="other")):
        server = Server(info)
        KeptEngine(server, store).translate(REQUEST)
        asked.append(len(server.asked))
    assert asked == [1, 1, 1]


def test_no_hints_and_empty_hints_are_the_same(store):
    server = Server()
    kept = KeptEngine(server, store)
    kept.translate(REQUEST)
    kept.translate(replace(REQUEST, hints=(Hint(),) * 3))
    assert len(server.asked) == 1


def test_an_empty_answer_is_asked_for_again(store):
    server = Server(answer=lambda text: "")
    kept = KeptEngine(server, store)
    kept.translate(REQUEST)
    kept.translate(REQUEST)
    assert len(server.asked) == 2


def test_requests_keep_to_the_limits_and_what_came_before_a_failure_is_kept(store):
    server = Server(replace(Server().info, max_batch=2))
    texts = tuple(f"Text {number}." for number in range(5))

    def failing(text: str) -> str:
        if text == "Text 4.":
            raise EngineError("gone")
        return text.upper()

    server.answer = failing
    kept = KeptEngine(server, store)
    with pytest.raises(EngineError):
        kept.translate(replace(REQUEST, texts=texts))
    assert [len(request.texts) for request in server.asked] == [2, 2, 1]
    server.answer = str.upper
    assert kept.translate(replace(REQUEST, texts=texts)) == tuple(map(str.upper, texts))
    assert server.asked[-1].texts == ("Text 4.",)


def test_requests_keep_to_the_bytes_as_they_are_sent(store):
    server = Server(replace(Server().info, max_bytes=400))
    texts = tuple("人權" * 10 + str(number) for number in range(9))
    KeptEngine(server, store).translate(replace(REQUEST, texts=texts, context=""))
    # A Han character is six bytes of ASCII JSON: 20 of them and a digit make 124 with quotes and comma.
    assert [len(request.texts) for request in server.asked] == [3, 3, 3]


@pytest.mark.parametrize(("reads_hints", "sizes"), [(True, [2, 2, 2]), (False, [6])])
def test_hints_count_where_they_are_sent(store, reads_hints, sizes):
    server = Server(replace(Server().info, max_bytes=600, reads_hints=reads_hints))
    hints = tuple(Hint(before=f"{number} " + "x" * 200) for number in range(6))
    texts = tuple(f"Text {number}." for number in range(6))
    KeptEngine(server, store).translate(replace(REQUEST, texts=texts, hints=hints, context=""))
    assert [len(request.texts) for request in server.asked] == sizes


@pytest.mark.parametrize("longer", [-1, 0, 1])
def test_a_context_that_takes_all_the_room_leaves_each_text_alone(store, longer):
    server = Server(replace(Server().info, max_bytes=100))
    KeptEngine(server, store).translate(replace(REQUEST, context="x" * (98 + longer)))
    assert [len(request.texts) for request in server.asked] == [1, 1, 1]


def test_a_short_list_is_refused_and_not_kept(store):
    server = Server()
    server.translate = lambda request: ("ONE.",)  # type: ignore[method-assign]
    kept = KeptEngine(server, store)
    with pytest.raises(EngineError, match="1 texts back for 3"):
        kept.translate(REQUEST)
    assert KeptEngine(Server(), store).translate(REQUEST) == ("ONE.", "TWO.", "THREE.")


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be read as one" * 40, b""])
def test_a_broken_store_is_set_aside_and_made_anew(tmp_path, content):
    path = tmp_path / "answers.sqlite"
    path.write_bytes(content)
    with closing(AnswerStore(path)) as store:
        KeptEngine(Server(), store).translate(REQUEST)
    assert (tmp_path / "answers.sqlite.broken").exists() is bool(content)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT count(*) FROM answers").fetchone() == (3,)


def test_a_store_of_another_version_is_set_aside(tmp_path):
    path = tmp_path / "answers.sqlite"
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")
    with closing(AnswerStore(path)):
        assert (tmp_path / "answers.sqlite.broken").exists()


def test_a_store_that_is_locked_is_told_and_never_set_aside(tmp_path, monkeypatch):
    path = tmp_path / "answers.sqlite"
    with closing(AnswerStore(path)) as store:
        KeptEngine(Server(), store).translate(REQUEST)
    monkeypatch.setattr("pubflow.engines.kept._BUSY_SECONDS", 0.0)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(EngineError, match="locked"):
            AnswerStore(path)
    assert [one.name for one in tmp_path.glob("*.broken")] == []
    with closing(AnswerStore(path)) as store:
        server = Server()
        KeptEngine(server, store).translate(REQUEST)
    assert server.asked == []


def test_a_folder_that_can_not_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(EngineError, match="can't be kept") as caught:
        AnswerStore(tmp_path / "file" / "answers.sqlite")
    assert caught.value.where == str(tmp_path / "file" / "answers.sqlite")


def test_a_rehearsal_beside_an_empty_store_knows_nothing_and_leaves_it(tmp_path):
    path = tmp_path / "answers.sqlite"
    path.write_bytes(b"")
    with closing(AnswerStore(path, writes=False)) as store:
        assert store.known([b"key"]) == {}
    assert path.read_bytes() == b""


def test_a_store_that_is_damaged_in_the_middle_is_told(tmp_path):
    path = tmp_path / "answers.sqlite"
    with closing(AnswerStore(path)) as store:
        store.keep((bytes([number % 256, number // 256]) * 16, "x" * 200) for number in range(2000))
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    with closing(AnswerStore(path)) as store, pytest.raises(EngineError, match="can't be read"):
        store.known(bytes([number % 256, number // 256]) * 16 for number in range(2000))


def test_a_rehearsal_makes_no_file_and_knows_what_is_kept(tmp_path):
    path = tmp_path / "answers.sqlite"
    with closing(AnswerStore(path, writes=False)) as store:
        meter = Meter()
        assert KeptEngine(Rehearsal(Server(), meter), store).translate(REQUEST) == ("", "", "")
        assert (meter.texts["pt-BR"], meter.characters["pt-BR"]) == (3, 14)
    assert not path.exists()
    with closing(AnswerStore(path)) as store:
        KeptEngine(Server(), store).translate(replace(REQUEST, texts=("Two.",)))
    before = path.read_bytes()
    with closing(AnswerStore(path, writes=False)) as store:
        meter = Meter()
        KeptEngine(Rehearsal(Server(), meter), store).translate(REQUEST)
        assert (meter.texts["pt-BR"], meter.requests["pt-BR"]) == (2, 1)
    assert path.read_bytes() == before


def test_threads_share_a_store(store):
    def ask(number: int) -> tuple[str, ...]:
        return KeptEngine(Server(), store).translate(replace(REQUEST, texts=(f"Text {number % 7}.", f"Own {number}.")))

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(64)))
    assert answers == [(f"TEXT {number % 7}.", f"OWN {number}.") for number in range(64)]


def _budgeted(meter: Meter) -> tuple[Server, Engine]:
    server = Server()
    return server, BudgetedEngine(server, meter)


def test_a_budget_is_looked_at_before_anything_is_sent():
    server, engine = _budgeted(Meter(most=14))
    engine.translate(REQUEST)
    with pytest.raises(BudgetError, match="14 characters for a run"):
        engine.translate(replace(REQUEST, texts=("!",)))
    assert len(server.asked) == 1


def test_a_language_may_have_a_budget_of_its_own():
    server, engine = _budgeted(Meter(most_by_language={"pt-BR": 5}))
    engine.translate(replace(REQUEST, target=TW))
    with pytest.raises(BudgetError, match="for pt-BR a run"):
        engine.translate(REQUEST)
    assert [str(request.target) for request in server.asked] == ["zh-TW"]


def test_tags_cost_nothing():
    meter = Meter()
    _, engine = _budgeted(meter)
    engine.translate(replace(REQUEST, texts=("Free <b1>them</b1> <x2/>!",)))
    assert meter.characters["pt-BR"] == len("Free them !")


def test_once_stopped_nothing_more_is_sent():
    meter = Meter()
    server, engine = _budgeted(meter)
    meter.stopped.set()
    with pytest.raises(EngineError, match="stopped"):
        engine.translate(REQUEST)
    assert server.asked == []


@pytest.mark.parametrize(
    "request_",
    [
        replace(REQUEST, texts=("Free <b1>M</b1>oe.",)),
        replace(REQUEST, context="On Moe"),
        replace(REQUEST, hints=(Hint(before="Moe"),) * 3),
        replace(REQUEST, hints=(Hint(after="Moe"),) * 3),
        replace(REQUEST, hints=(Hint(faults=("Moe is lost",)),) * 3),
        replace(REQUEST, hints=(Hint(terms=(EngineTerm("Moe", "莫"),)),) * 3),
    ],
)
def test_what_must_not_leave_is_stopped_at_the_door_and_not_repeated(request_):
    server = Server()
    with pytest.raises(EngineError) as caught:
        BudgetedEngine(server, Meter(), lambda text: "Moe" in text).translate(request_)
    assert server.asked == []
    assert "Moe" not in str(caught.value)


@pytest.mark.parametrize(("size", "requests"), [(400, 2), (1_500, 3), (3_000, 5)])
def test_an_asker_fills_requests_to_the_engine_s_limits(store, size, requests):
    server = Server(replace(Server().info, max_bytes=63 * 1024))
    asker = Asker(KeptEngine(server, store), EN, PT)
    texts = [f"{number:04}".ljust(size - 3, "x") for number in range(100)]
    assert asker(texts) == list(map(str.upper, texts))
    assert len(server.asked) == requests == max(-(-100 // 50), -(-100 * size // 65_536))
