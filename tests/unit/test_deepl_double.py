"""The double is as strict as the service it stands for, and it does what it is told to do wrong."""

from __future__ import annotations

from collections.abc import Iterator

import deepl
import pytest
from deepl.api_data import MultilingualGlossaryDictionaryEntries as Dictionary
from deepl.util import convert_tsv_to_dict

from tests.doubles.deepl import KEY, DeepLDouble
from tests.doubles.rendering import SIMPLIFIED, TRADITIONAL, rendered


@pytest.fixture
def client(double, monkeypatch) -> Iterator[deepl.DeepLClient]:
    monkeypatch.setattr(deepl.http_client, "max_network_retries", 0)
    made = deepl.DeepLClient(KEY, server_url=double.url)
    yield made
    made.close()


def refused(double: DeepLDouble, path: str, body: object, method: str = "POST") -> tuple[int, object]:
    status, said, _ = double.answer(method, path, body, b"", f"DeepL-Auth-Key {KEY}")
    return status, said


def translate(double: DeepLDouble, **body: object) -> tuple[int, object]:
    return refused(double, "/v2/translate", {"text": ["a word"], "target_lang": "PT-BR"} | body)


@pytest.mark.parametrize(
    "body",
    [
        {"text": []}, {"text": ["x"] * 51}, {"text": [None]}, {"text": "x"},
        {"target_lang": "EN"}, {"target_lang": "PT"}, {"target_lang": "zh-TW"}, {"target_lang": "zh_hant"},
        {"source_lang": "EN-US"}, {"split_sentences": "off"}, {"tag_handling_version": "v3"}, {"formality": "polite"},
        {"formality": "more", "target_lang": "ZH-HANT"}, {"ignore_tags": ["k"]}, {"glossary_id": "x"},
        {"tag_handling": "xml", "tag_handling_version": "v2", "text": ["<b>"]},
    ],
)  # fmt: skip
def test_what_the_service_refuses_the_double_refuses(double, body):
    assert translate(double, **body)[0] == 400
    assert double.billed == 0


def test_what_the_service_takes_the_double_takes(double):
    for body in (
        {"text": ["x"] * 50}, {"target_lang": "zh-hant"}, {"formality": "prefer_more", "target_lang": "ZH-HANT"},
        {"tag_handling": "xml", "tag_handling_version": "v1", "text": ["<b>"]}, {"text": [""]},
    ):  # fmt: skip
        assert translate(double, **body)[0] == 200


def test_a_body_over_128_kib_meets_a_page_of_nginx(client):
    with pytest.raises(deepl.DeepLException) as caught:
        client.translate_text(["人" * 22_000], target_lang="ES")
    assert caught.value.http_status_code == 413
    assert "<html>" in str(caught.value)


def test_another_key_is_refused(double, client):
    client.headers["Authorization"] = "DeepL-Auth-Key other"
    with pytest.raises(deepl.AuthorizationException):
        client.get_usage()


def test_glossaries_go_by_base_languages_and_variants_are_stripped_by_the_library(double, client):
    made = client.create_multilingual_glossary("g", [Dictionary("EN", "ZH-HANT", {"a": "b"})])
    assert [(one.source_lang, one.target_lang, one.entry_count) for one in made.dictionaries] == [("EN", "ZH", 1)]
    raw = {"name": "g", "dictionaries": [{"source_lang": "EN", "target_lang": "ZH-HANT", "entries": "a\tb"}]}
    assert refused(double, "/v3/glossaries", raw)[0] == 400
    assert double.says("A refugee", "ZH-HANT") == client.translate_text("A refugee", target_lang="ZH-HANT").text


@pytest.mark.parametrize(
    "entries", ["a\tb\na\tc", "a", "a\t", " a\tb", "a\tb\u2028", "a\x7f\tb", "a\u200b\tb", "é" * 513 + "\tb", "a\tb\n"]
)
def test_entries_that_the_service_refuses_the_double_refuses(double, entries):
    raw = {"name": "g", "dictionaries": [{"source_lang": "EN", "target_lang": "ZH", "entries": entries}]}
    assert refused(double, "/v3/glossaries", raw)[0] == 400


def test_two_dictionaries_of_one_pair_and_a_long_name_are_refused(double):
    one = {"source_lang": "EN", "target_lang": "ZH", "entries": "a\tb"}
    assert refused(double, "/v3/glossaries", {"name": "g", "dictionaries": [one, one]})[0] == 400
    assert refused(double, "/v3/glossaries", {"name": "é" * 513, "dictionaries": [one]})[0] == 400


def test_a_change_merges_and_a_replacement_replaces(client):
    made = client.create_multilingual_glossary("g", [Dictionary("EN", "ES", {"a": "x", "b": "y"})])
    client.update_multilingual_glossary_dictionary(made, Dictionary("EN", "ES", {"c": "z"}))

    def held() -> dict[str, str]:
        [one] = client.get_multilingual_glossary_entries(made, "EN", "ES").dictionaries
        return convert_tsv_to_dict(one.entries)

    assert held() == {"a": "x", "b": "y", "c": "z"}
    client.replace_multilingual_glossary_dictionary(made, Dictionary("EN", "ES", {"c": "w"}))
    assert held() == {"c": "w"}


def test_one_name_twice_is_two_and_what_is_deleted_is_gone(client):
    made = [client.create_multilingual_glossary("g", [Dictionary("EN", "ES", {"a": "x"})]) for _ in range(2)]
    assert len(client.list_multilingual_glossaries()) == 2
    client.delete_multilingual_glossary(made[0])
    with pytest.raises(deepl.GlossaryNotFoundException):
        client.get_multilingual_glossary(made[0].glossary_id)
    with pytest.raises(deepl.DeepLException, match="Glossary not found"):
        client.translate_text("a", source_lang="EN", target_lang="ES", glossary=made[0].glossary_id)
    with pytest.raises(deepl.DeepLException, match="No dictionary found for language pair en-pt"):
        client.translate_text("a", source_lang="EN", target_lang="PT-BR", glossary=made[1].glossary_id)


def test_the_lists_of_languages_are_those_the_library_reads(client):
    assert {one.code: one.supports_formality for one in client.get_target_languages()}["ZH-HANT"] is False
    assert "EN" in {one.code for one in client.get_source_languages()}
    assert len(client.get_glossary_languages()) == 33 * 32


def test_terms_stand_wherever_they_occur_whatever_their_case_and_joints():
    terms = {"asylum seeker": "solicitante", "asylum seekers": "solicitantes", "refugee": "refugiado", "ice": "hielo"}
    said = rendered("Asylum-seekers: an asylum\nseeker’s REFUGEE, priced; police.", "ES", terms)
    assert said.startswith("Solicitantes: ")
    assert "solicitante’" in said
    assert "Refugiado" in said
    assert "hielo" not in said


def test_numbers_addresses_and_other_letters_stay_and_every_word_is_turned():
    text = "In 2024, 1,234 people wrote to a.b@example.org and https://example.org/a_b about 人權."
    for target in ("PT-BR", "ES", "FI", "EN-GB", "ZH-HANT", "JA", "KO", "AR", "RU", "TH"):
        said = rendered(text, target)
        for kept in ("2024", "1,234", "a.b@example.org", "https://example.org/a_b", "人權"):
            assert kept in said, target
        assert "people" not in said
        assert said == rendered(text, target)


def test_the_two_scripts_of_chinese_have_no_character_in_common():
    assert not set(TRADITIONAL) & set(SIMPLIFIED)
    traditional, simplified = rendered("The state records it", "ZH-HANT"), rendered("The state records it", "ZH-HANS")
    assert set(traditional) <= set(TRADITIONAL)
    assert set(simplified) <= set(SIMPLIFIED)
    assert traditional.translate(str.maketrans(TRADITIONAL, SIMPLIFIED)) == simplified


def test_everything_that_came_in_can_be_searched(double, client):
    client.translate_text("Agnès 人", target_lang="ES", context="a lead")
    assert "Agnès 人" in double.everything
    assert "a lead" in double.everything
    assert "nobody" not in double.everything


def test_requests_in_flight_are_counted(double, client):
    client.translate_text("a", target_lang="ES")
    assert (double.in_flight, double.most_in_flight, double.billed) == (0, 1, 1)
