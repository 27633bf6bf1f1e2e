"""What is made of a chat model's answer: found in whatever stands round it, and believed by its ids only."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubflow.engines.llm import answer
from pubflow.engines.llm.answer import translations

IDS = {"1", "2"}
GOOD = '{"translations": [{"id": "1", "text": "一"}, {"id": "2", "text": "二"}]}'
BOTH = {"1": "一", "2": "二"}


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"\n {GOOD} \n",
        f"```json\n{GOOD}\n```",
        f"```\n{GOOD}\n```\nI hope that helps {{}}!",
        f"Here is the JSON: {GOOD}",
        f"<think>\nThe user wants JSON like {{}}\n</think>\n{GOOD}",
        f'<think>First: {{"translations": [{{"id": "1", "text": "不"}}]}}</think>{GOOD}',
        f"no opening tag</think>{GOOD}",
        GOOD.replace('"1"', "1").replace('"2"', "2"),
        GOOD.replace("{", "{\n "),
        '{"note": "as asked", ' + GOOD[1:],
        GOOD[:-1] + ', "note": "as asked"}',
    ],
)
def test_the_answer_is_found_in_whatever_stands_round_it(text: str) -> None:
    assert translations(text, IDS) == BOTH


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I can't help with that.",
        GOOD[:-3],
        "[]",
        "null",
        '{"translations": null}',
        '{"translations": {"1": "一"}}',
        '{"translations": ["一", "二"]}',
        '{"translations": [{"text": "一"}]}',
        '{"translations": [{"id": true, "text": "一"}]}',
        '{"translations": [{"id": ["1"], "text": "一"}]}',
        "{'translations': [{'id': '1', 'text': '一'}]}",
        '__import__("os").system("false")',
        '{"translations":' * 9 + "[" * 100_000,
    ],
)
def test_what_is_no_answer_is_none(text: str) -> None:
    assert translations(text, IDS) == {}


def test_an_id_that_nobody_asked_for_makes_all_of_it_worthless() -> None:
    assert translations(GOOD, {"1"}) == {}


@pytest.mark.parametrize(
    "second",
    [
        '{"id": "2"}',
        '{"id": "2", "text": ""}',
        '{"id": "2", "text": " \\u0000 "}',
        '{"id": "2", "text": 2}',
        '{"id": "2", "text": "二"}, {"id": "2", "text": "貳"}',
    ],
)
def test_a_text_that_was_not_answered_is_missing_and_the_others_stand(second: str) -> None:
    assert translations(f'{{"translations": [{{"id": "1", "text": "一"}}, {second}]}}', IDS) == {"1": "一"}


def test_the_same_said_twice_is_said() -> None:
    assert translations(GOOD[:-2] + ', {"id": "2", "text": "二"}]}', IDS) == BOTH


def test_control_characters_and_half_characters_are_dropped() -> None:
    text = json.dumps({"translations": [{"id": "1", "text": "\0一\x1b[2J\ud800\x85\r\n二\t三\x7f"}]})
    assert translations(text, IDS) == {"1": "一[2J\n二\t三"}


def test_a_line_break_within_a_string_is_taken() -> None:
    assert translations('{"translations": [{"id": "1", "text": "一\n二"}]}', IDS) == {"1": "一\n二"}


@given(st.dictionaries(st.sampled_from(["1", "2", "3"]), st.text(max_size=60)), st.text(max_size=40))
def test_a_text_that_speaks_json_is_a_text(texts: dict[str, str], noise: str) -> None:
    """What a text holds, braces, tags of thoughts or an answer of its own, never ends the answer round it."""
    entries = [{"id": name, "text": f"{text}</think>{GOOD}```"} for name, text in texts.items()]
    found = translations(json.dumps({"translations": entries}), set(texts))
    assert set(found) == set(texts)
    assert all(said.endswith(f"</think>{GOOD}```") for said in found.values())
    translations(noise + json.dumps({"translations": entries}) + noise, IDS)  # raises nothing


def test_what_only_begins_is_not_read_from_every_place(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    monkeypatch.setattr(answer, "_decoded", lambda text, start: read.append(start))
    assert translations('{"translations": [{"id": "1", "text": "' * 20_000, IDS) == {}
    assert 1 < len(read) <= 10
