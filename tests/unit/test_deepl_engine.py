"""DeepL as an engine: what is sent, what comes back, and what becomes of each thing that can go wrong on the way.

Tests that only need a service run against the one that PUBFLOW_DEEPL_SERVER_URL names, too; those that need one that
fails as it is told to have a double of their own.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pubflow.engines.deepl import DeepLEngine
from pubflow.engines.deepl.service import PATIENCE, Key, Service
from pubflow.errors import EngineError, EngineUnavailable, UsageError
from pubflow.language import LanguageTag
from pubflow.plugins import EngineRequest, EngineTerm, Hint
from pubflow.segment.tagged import TaggedText
from tests.doubles.certificate import self_signed
from tests.doubles.deepl import FAULTS, FREE_KEY, KEY, DeepLDouble
from tests.doubles.rendering import SIMPLIFIED, TRADITIONAL

EN, ES, PT, ZH = map(LanguageTag.parse, ("en", "es", "pt-BR", "zh-TW"))
LEAD = "A secret lead"
TEXT = "Release <b1>Agnès Wu</b1> now."


@dataclass
class Time:
    """Passes only when somebody sleeps."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


Make = Callable[..., DeepLEngine]


@pytest.fixture
def make(double) -> Iterator[Make]:
    """An engine that speaks to this test's double and never waits."""
    made: list[DeepLEngine] = []

    def new(*, time: Time | None = None, environ: dict[str, str] | None = None, **options) -> DeepLEngine:
        time = time or Time()
        made.append(DeepLEngine(environ=environ or double.environ, sleep=time.sleep, clock=lambda: time.now, **options))
        return made[-1]

    yield new
    for engine in made:
        engine.close()


def ask(engine: DeepLEngine, *texts: str, target: LanguageTag = ZH, context: str = "", hints=()) -> tuple[str, ...]:
    return engine.translate(EngineRequest(EN, target, texts or (TEXT,), context, hints))


# What is sent


def test_a_request_says_all_that_deepl_would_else_choose_by_itself(make, double):
    ask(make(), TEXT, context="A title\nA lead")
    [call] = double.calls()
    assert call.body == {
        "source_lang": "EN",
        "target_lang": "ZH-HANT",
        "text": ["Release <b1>Agnès Wu</b1> now."],
        "context": "A title\nA lead",
        "split_sentences": "0",
        "tag_handling": "xml",
        "tag_handling_version": "v2",
        "outline_detection": False,
        "show_billed_characters": True,
    }
    assert call.authorization == f"DeepL-Auth-Key {KEY}"
    assert KEY not in call.path
    assert KEY not in call.raw.decode()


def test_what_is_told_of_this_machine_is_the_program_and_its_version(make, double):
    import deepl

    from pubflow import __version__

    ask(make())
    assert double.calls()[0].user_agent == f"deepl-python/{deepl.__version__} pubflow/{__version__}"


def test_settings_go_with_each_request_and_into_the_version(make, double):
    plain = make()
    engine = make(formality="prefer_more", model_type="quality_optimized", tag_handling_version="v1")
    ask(engine, target=ES)
    body = double.calls()[0].body
    assert (body["formality"], body["model_type"], body["tag_handling_version"]) == (
        "prefer_more",
        "quality_optimized",
        "v1",
    )
    assert engine.info.version.endswith("+v1+quality_optimized+prefer_more")
    assert plain.info.version == engine.info.version.replace("+v1+quality_optimized+prefer_more", "+v2")


@pytest.mark.parametrize("options", [{"formality": "more"}, {"model_type": "best"}, {"tag_handling_version": "3"}])
def test_a_setting_that_deepl_does_not_have_is_refused_with_those_it_has(make, options):
    """Plain `more` is refused for Chinese, so it is none of ours."""
    with pytest.raises(UsageError) as caught:
        make(**options)
    assert next(iter(options.values())) in caught.value.message
    assert caught.value.hint


def test_a_language_without_formality_takes_the_preference(make, double):
    assert ask(make(formality="prefer_more"), target=ZH)
    assert double.calls()[0].status == 200


def test_each_text_is_sent_and_billed_once_and_what_has_no_letters_never(make, double):
    done = ask(make(), "One man.", "", "2024", " One man.\n", "One man.", "\u3000", "Two men.")
    assert double.texts == ["One man.", "Two men."]
    assert double.billed == len("One man." + "Two men.")
    assert done[1:3] == ("", "2024")
    assert done[3] == f" {done[0]}\n"
    assert ask(make(), "12", "…") == ("12", "…")
    assert len(double.calls()) == 1


def test_tags_and_context_are_not_billed(make, double):
    ask(make(), "a <b1>b</b1> & c <x2/>", context="long " * 99)
    assert double.billed == len("a b & c ")


@pytest.mark.parametrize(("count", "requests"), [(1, 1), (50, 1), (51, 2), (120, 3)])
def test_a_request_takes_fifty_texts_and_one_context_serves_them_all(make, double, count, requests):
    texts = [f"Text number {n} of them." for n in range(count)]
    done = ask(make(), *texts, context="One context")
    assert len(done) == count
    assert len(double.calls()) == requests
    assert {call.body["context"] for call in double.calls()} == {"One context"}
    assert double.billed == sum(map(len, texts))


def test_a_request_keeps_to_64_kib_as_sent_where_han_counts_six_bytes(make, double):
    texts = [f"{n} and " + "人" * 3_000 for n in range(9)]
    ask(make(), *texts, target=ES)
    assert len(double.calls()) == 3
    assert all(len(call.raw) <= 64 * 1024 for call in double.calls())


def test_a_text_too_long_for_any_request_is_told_without_it(make, double):
    with pytest.raises(EngineError, match="too long for DeepL") as caught:
        ask(make(), "人 says " * 12_000)
    assert "人" not in str(caught.value)
    assert not double.received


def test_words_to_be_kept_come_back_as_they_were(make, double):
    [done] = ask(make(), "The police arrested <k1>Agnès Wu</k1> and <k12>Bo & Co</k12> today.")
    assert "<k1>Agnès Wu</k1>" in done
    assert "<k12>Bo & Co</k12>" in done
    assert double.calls()[0].body["ignore_tags"] == ["k1", "k12"]


def test_malformed_tags_are_not_sent_as_malformed_xml(make, double):
    """Version 2 refuses it with a message that the library does not show."""
    texts = ("</b1> goes <b2>wrong", "<b1>a <b2>b</b1> c</b2> d")
    done = ask(make(), *texts)
    assert double.calls()[0].status == 200
    for text, draft in zip(texts, done, strict=True):
        assert sorted(map(str, TaggedText.parse(draft).tags)) == sorted(map(str, TaggedText.parse(text).tags))


# Against any server


def test_any_server_gives_as_many_texts_as_it_was_sent(deepl_service):
    engine = DeepLEngine(environ=deepl_service.environ)
    try:
        for target in map(LanguageTag.parse, ("zh-TW", "zh-CN", "pt-BR", "pt", "es", "ja", "de")):
            assert len(ask(engine, "Release her.", "Now & then.", "<b1>Yes</b1>", target=target)) == 3
        assert engine.usage().used >= 0
    finally:
        engine.close()


@pytest.mark.usefixtures("drafts_its_text")
def test_the_script_is_that_of_the_language_and_line_ends_and_marks_stay(deepl_service):
    engine = DeepLEngine(environ=deepl_service.environ)
    try:
        [taiwan] = ask(engine, " The state\nrecords it & <b1>counts</b1>. ", target=ZH)
        [mainland] = ask(engine, "The state records it", target=LanguageTag.parse("zh-CN"))
    finally:
        engine.close()
    assert taiwan.startswith(" ")
    assert taiwan.endswith("</b1>。 ")
    assert taiwan.count("\n") == 1
    assert "&" in taiwan
    assert "&amp;" not in taiwan
    assert set(taiwan) & set(TRADITIONAL)
    assert not set(taiwan) & set(SIMPLIFIED)
    assert set(mainland) & set(SIMPLIFIED)
    assert not set(mainland) & set(TRADITIONAL)


# The key, the address, the library


def test_without_a_key_it_can_nothing_and_says_what_to_do(make, double):
    for environ in ({}, {"DEEPL_AUTH_KEY": " \n"}):
        engine = DeepLEngine(environ=environ)
        assert not engine.supports(EN, ZH)
        assert engine.why_not(EN, ZH) == "no key: export DEEPL_AUTH_KEY=..."
        for call in (lambda engine=engine: ask(engine), engine.usage, engine.sync):
            with pytest.raises(EngineUnavailable, match="no key: export") as caught:
                call()
            assert caught.value.hint


def test_a_key_is_stripped_and_may_hold_printable_ascii_only(make, double):
    """With a line's end inside, the library's own exception would hold it."""
    assert ask(make(environ={**double.environ, "DEEPL_AUTH_KEY": f" {KEY}\r\n"}))
    for bad in ("ab\ncd", "ab cd", "schlüssel", "ab\x00cd", "key\u200b"):
        engine = make(environ={**double.environ, "DEEPL_AUTH_KEY": bad})
        assert "stand in no key" in engine.why_not(EN, ZH)
        with pytest.raises(EngineUnavailable) as caught:
            ask(engine)
        assert bad not in str(caught.value) + str(caught.value.hint)


def test_the_key_comes_from_the_environment_when_the_engine_is_made(monkeypatch, double):
    for name, value in double.environ.items():
        monkeypatch.setenv(name, value)
    engine = DeepLEngine()
    for name in double.environ:
        monkeypatch.delenv(name)
    assert ask(engine)
    engine.close()
    assert not DeepLEngine().supports(EN, ZH)


@pytest.mark.parametrize(("key", "host"), [(KEY, "https://api.deepl.com"), (FREE_KEY, "https://api-free.deepl.com")])
def test_the_host_goes_with_the_key(key, host):
    service = Service(Key(key), "", None)
    assert service._opened()._server_url == host
    service.close()


def test_a_path_of_the_address_is_kept(make, double):
    """Without a slash at its end the library would drop it."""
    engine = make(environ={**double.environ, "PUBFLOW_DEEPL_SERVER_URL": f"{double.url}/gateway"})
    with pytest.raises(EngineError, match="does not know this address"):
        ask(engine)
    assert double.received[0].path == "/gateway/v2/translate"


def test_the_environments_address_wins_over_the_option(make, double):
    assert ask(make(server_url="https://deepl.invalid"))
    only_option = make(environ={"DEEPL_AUTH_KEY": KEY}, server_url=double.url)
    assert ask(only_option)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://deepl.example", "not safe"),
        ("http://10.0.0.1:8080", "not safe"),
        ("http://127.0.0.1.example", "not safe"),
        ("ftp://deepl.example", "no address"),
        ("deepl.example", "no address"),
        ("https://me:secret@deepl.example", "no address"),
        ("https://deepl.example/?key=1", "no address"),
        ("https://[::1", "no address"),
        ("https://deepl.example:port", "no address"),
        ("https://deepl.example/gw", ""),
        ("http://localhost:1", ""),
        ("http://localhost.:1", ""),
        ("http://[::1]:1", ""),
        ("http://127.1.2.3", ""),
    ],
)
def test_a_key_travels_over_https_or_within_this_machine_only(url, why):
    engine = DeepLEngine(environ={"DEEPL_AUTH_KEY": KEY}, server_url=url)
    assert why in engine.why_not(EN, ZH)
    assert engine.supports(EN, ZH) is not bool(why)
    if why:
        assert "secret" not in engine.why_not(EN, ZH)
        with pytest.raises(EngineUnavailable, match=why):
            ask(engine)


def test_a_certificate_that_is_not_there_is_told(tmp_path):
    engine = DeepLEngine(environ={"DEEPL_AUTH_KEY": KEY}, ca_file=str(tmp_path / "ca.pem"))
    assert "there is no file" in engine.why_not(EN, ZH)
    (tmp_path / "ca.pem").touch()
    assert engine.supports(EN, ZH)


def test_it_asks_nobody_and_loads_no_library_to_say_what_it_can():
    code = (
        "import sys; from pubflow.plugins import load_engine; from pubflow.language import LanguageTag as L;"
        "e = load_engine('deepl'); e.info; e.why_not(L('en'), L.parse('zh-TW')); e.close();"
        "import pubflow.cli; sys.exit('deepl' in sys.modules or 'requests' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_one_language_in_another_variant_is_no_translation(make):
    why = make().why_not(LanguageTag.parse("zh-CN"), ZH)
    assert "variant" in why
    assert make().why_not(LanguageTag.parse("en-US"), ZH) == ""


# What goes wrong


def test_a_shorter_list_is_never_taken_for_an_answer(make, double):
    for fault in ("short", "not-json"):
        double.fail(fault)
        with pytest.raises(EngineError, match=r"DeepL gave [01] texts back for 2") as caught:
            ask(make(), "One.", "Two.")
        assert caught.value.hint


@pytest.mark.parametrize("fault", ["drop-tag", "move-tag", "null-text", "untranslated", "simplified"])
def test_an_answer_that_is_no_good_is_handed_on_for_those_who_verify(make, double, fault):
    double.fail(fault)
    [done] = ask(make())
    assert isinstance(done, str)
    assert (done == "") is (fault == "null-text")


@pytest.mark.parametrize("fault", ["429", "500", "503", "504", "529", "null-message"])
def test_a_service_that_recovers_is_waited_for(make, double, fault):
    time = Time()
    double.fail(fault, times=3)
    assert ask(make(time=time))
    assert time.slept == [1.0, 2.0, 4.0]
    assert len(double.calls()) == 4
    assert double.billed == len("Release Agnès Wu now.")


@pytest.mark.parametrize("fault", ["429", "500", "503", "529"])
def test_a_service_that_does_not_recover_is_given_up_in_minutes(make, double, fault):
    time = Time()
    double.fail(fault, times=-1)
    with pytest.raises(EngineUnavailable) as caught:
        ask(make(time=time))
    assert 60 < time.now <= PATIENCE == 150
    assert fault in caught.value.message
    assert caught.value.hint
    assert double.billed == 0


def test_the_time_that_the_service_asks_for_is_kept(make, double):
    """The library would come back after one second."""
    time = Time()
    double.fail("429", times=1, retry_after=7)
    assert ask(make(time=time))
    assert time.slept == [7.0]


def test_a_service_that_asks_for_an_hour_is_given_up_at_once(make, double):
    time = Time()
    double.fail("429", times=1, retry_after=3_600)
    with pytest.raises(EngineUnavailable):
        ask(make(time=time))
    assert time.slept == []


@pytest.mark.parametrize(
    ("fault", "words", "kind"),
    [
        ("key", "does not accept the key", EngineUnavailable),
        ("scope", "it lacks translate:text", EngineUnavailable),
        ("456", "used up for this period", EngineUnavailable),
        ("404", "does not know this address", EngineError),
        ("413", "too large for the server", EngineError),
        ("echo", "refuses the request", EngineError),
        ("unbilled", "no answer of DeepL's", EngineError),
    ],
)
def test_what_asking_again_does_not_mend_is_told_at_once(make, double, fault, words, kind):
    double.fail(fault, times=-1)
    with pytest.raises(EngineError, match=words) as caught:
        ask(make())
    assert type(caught.value) is kind
    assert caught.value.hint
    assert len(double.calls()) == 1


@pytest.mark.parametrize("fault", ["cut", "lost"])
def test_a_connection_that_breaks_off_is_tried_once_more_since_it_may_have_been_billed(make, double, fault):
    double.fail(fault, times=1)
    assert ask(make())
    double.fail(fault, times=-1)
    with pytest.raises(EngineUnavailable, match="breaks off") as caught:
        ask(make(), "Another text.")
    assert "billed" in caught.value.hint
    assert double.texts.count("Another text.") == 2


def test_where_nobody_listens_it_is_told_within_seconds(make, double):
    double.close()
    time = Time()
    with pytest.raises(EngineUnavailable, match="can't be reached") as caught:
        ask(make(time=time))
    assert "proxy" in caught.value.hint
    assert time.now < 10


def test_a_reply_that_does_not_come_is_asked_for_twice_at_most(make, double):
    """Each time may be billed, so the wait for it is a long one: a minute, unless a test says otherwise."""
    double.fail("hang", times=-1)
    with pytest.raises(EngineUnavailable, match="does not answer") as caught:
        ask(make(read_seconds=0.2))
    assert "billed" in caught.value.hint
    double.close()
    assert Service(Key(KEY), "", None)._timeout[1] >= 30


def test_the_library_does_not_retry_behind_our_back(make, double):
    double.fail("503", times=1)
    time = Time()
    assert ask(make(time=time))
    assert len(double.calls()) == 2
    assert len(time.slept) == 1


def test_a_server_that_is_not_trusted_is_told_at_once(make, tmp_path):
    """The library would take a bad certificate for a bad connection and try six times."""
    certificate = self_signed(tmp_path)
    with DeepLDouble(certificate=certificate) as safe:
        time = Time()
        with pytest.raises(EngineUnavailable, match="certificate") as caught:
            ask(make(environ=safe.environ, time=time))
        assert "ca-file" in caught.value.hint
        assert time.slept == []
        assert ask(make(environ=safe.environ, ca_file=str(certificate[0])))


# What never leaves, and what never shows


def _everything_said(engine: DeepLEngine, caplog: pytest.LogCaptureFixture) -> str:
    """Whatever a person, a log or a crash report could see of each call."""
    said = [repr(engine), repr(engine._key), str(engine.info), engine.why_not(EN, ZH)]
    engine.know_terms({ZH: (EngineTerm("secret word", "秘密"),)})
    for call in (lambda: ask(engine, context=LEAD), engine.usage, engine.sync):
        try:
            said.append(str(type(call())))
        except EngineError as error:
            said += [str(error), error.hint or "", repr(error), "".join(traceback.format_exception(error))]
            said += [LEAD] if error.__context__ else []  # what hangs on to an error shows in some reports
    return "\n".join((*said, *engine.remarks, caplog.text))


@pytest.mark.parametrize("fault", sorted(set(FAULTS) - {"hang"}))
def test_no_fault_shows_the_key_a_text_or_a_page_of_html(make, double, caplog, capfd, fault):
    double.fail(fault, times=-1, on="/")
    said = _everything_said(make(), caplog)
    said += "".join(capfd.readouterr())
    assert double.received
    for never in (KEY, "Agnès", "secret word", "秘密", "secret lead", "<html", "nginx"):
        assert never not in said, never


def test_texts_are_not_logged_even_where_everything_is(make, double, caplog):
    logging.getLogger("deepl").setLevel(logging.NOTSET)
    ask(make())
    assert "Agnès" in double.everything
    assert "Agnès" not in caplog.text
    assert KEY not in caplog.text


# Threads


def test_many_threads_may_use_one_engine(make, double):
    engine = make()
    engine.know_terms({ZH: (EngineTerm("refugee", "難民"),), PT: (EngineTerm("refugee", "refugiado"),)})
    jobs = [(f"A refugee with number {n} waits.", (ZH, PT)[n % 2]) for n in range(60)]
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda job: ask(engine, job[0], target=job[1])[0], jobs))
    for number, (draft, (_, target)) in enumerate(zip(done, jobs, strict=True)):
        assert f"{number}" in draft
        assert ("難民" if target is ZH else "refugiado") in draft
    assert len(double.calls("/v3/glossaries", "GET")) == 1
    assert len(double.calls("/v3/glossaries", "POST")) == 2


def test_each_thread_has_a_connection_of_its_own_and_close_ends_them_all(make, double):
    engine = make()
    barrier = threading.Barrier(3)

    def work() -> None:
        barrier.wait()
        ask(engine)

    with ThreadPoolExecutor(3) as pool:
        for job in [pool.submit(work) for _ in range(3)]:
            job.result()
    clients = list(engine._service._clients)
    assert len(clients) == 3
    engine.close()
    assert engine._service._clients == []
    assert ask(engine)


def test_usage_is_what_the_account_says(make, double):
    engine = make()
    ask(engine, "Free them.")
    usage = engine.usage()
    assert (usage.used, usage.limit) == (10, 500_000)


def test_an_account_without_a_limit_has_none(make):
    with DeepLDouble(limit=10**12) as unlimited:
        assert make(environ=unlimited.environ).usage().limit is None


def test_characters_that_run_out_are_no_glossary_that_runs_out(make):
    with DeepLDouble(limit=15) as small:
        engine = make(environ=small.environ)
        assert ask(engine, "Ten chars.")
        with pytest.raises(EngineUnavailable, match="characters of this DeepL account"):
            ask(engine, "Ten again.")
        assert small.billed == 10


def test_hints_without_terms_need_no_glossary(make, double):
    engine = make()
    engine.know_terms({ZH: (EngineTerm("refugee", "難民"),)})
    ask(engine, "No term here.", hints=(Hint(before="A refugee."),))
    assert not double.calls("/v3/")
    assert "glossary_id" not in double.calls()[0].body
    ask(engine, "A refugee.", hints=(Hint(terms=(EngineTerm("refugee", "難民"),)),))
    assert double.calls()[1].body["glossary_id"] in double.glossaries


def test_the_double_runs_by_hand(tmp_path: Path):
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.doubles.deepl", "--free"], cwd=root, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        lines = [process.stdout.readline().strip().removeprefix("export ") for _ in range(2)]
        environ = dict(line.partition("=")[::2] for line in lines)
        assert environ["DEEPL_AUTH_KEY"] == FREE_KEY
        engine = DeepLEngine(environ=environ)
        assert ask(engine)
        engine.close()
    finally:
        process.kill()
        process.communicate()


def test_json_that_goes_out_is_what_was_counted(make, double):
    """The library's own encoding: ASCII, so that every Han character takes six bytes."""
    ask(make(), "人權 rights")
    raw = double.calls()[0].raw
    assert raw.isascii()
    assert raw == json.dumps(double.calls()[0].body).encode()
