"""What is asked of reviews: of the project, of a language, of one statement."""

from __future__ import annotations

from pathlib import Path

import pytest

from pubflow.errors import ProjectError, SourceError
from pubflow.language import LanguageTag
from pubflow.project import Policy, load
from pubflow.review.policy import with_sidecar


def policy(tmp_path: Path, text: str, language: str = "zh-TW") -> Policy:
    (tmp_path / "pubflow.toml").write_text(text, encoding="utf-8")
    return load(tmp_path, {}).review_for(LanguageTag.parse(language))


def test_one_person_for_the_language_is_the_default(tmp_path: Path) -> None:
    assert policy(tmp_path, "") == Policy(required=("language",), two_persons=False, scopes=())
    assert not Policy().asks_more


def test_a_project_asks_for_more(tmp_path: Path) -> None:
    text = '[review]\nrequired = ["language", "terms"]\ntwo-persons = true\n[review.scopes]\nquotations = ["speaker"]\n'
    found = policy(tmp_path, text + "names = []\n")
    assert found == Policy(("language", "terms"), True, (("names", ()), ("quotations", ("speaker",))))
    assert found.asks_more


def test_a_language_may_want_otherwise(tmp_path: Path) -> None:
    text = '[review]\ntwo-persons = true\n[language.pt-BR]\nreview = ["language", "legal"]\ntwo-persons = false\n'
    assert policy(tmp_path, text) == Policy(two_persons=True)
    assert policy(tmp_path, text, "pt-BR") == Policy(("language", "legal"), False)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[review]\nrequire = []\n", "did you mean “required”?"),
        ("[review]\nrequired = [1]\n", "“required” must be a list"),
        ('[review]\nrequired = ["The language"]\n', "“required” must be a list of short words"),
        ('[review]\ntwo-persons = "yes"\n', "“two-persons” must be true or false"),
        ('[review.scopes]\n"a b" = []\n', "“a b” is no short word"),
        ("[review.scopes]\nnames = 3\n", "“names” must be a list"),
        ("[language.zh-TW]\nreviews = []\n", "did you mean “review”?"),
    ],
)
def test_what_is_no_policy_is_refused_with_words(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ProjectError) as error:
        policy(tmp_path, text)
    assert says in error.value.in_one_line


def test_a_statement_adds_and_never_takes_away() -> None:
    strict = Policy(("language", "terms"), True, (("names", ("desk1",)),))
    assert with_sidecar(strict, {}, "s.toml") == strict
    table = {"review": {"required": ["legal"], "two-persons": False, "scopes": {"quotations": ["speaker"]}}}
    found = with_sidecar(strict, table, "s.toml")
    assert found.required == ("language", "terms", "legal")
    assert found.two_persons
    assert dict(found.scopes) == {"names": ("desk1",), "quotations": ("speaker",)}


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({"review": 1}, "`review` is not a table"),
        ({"review": {"requires": []}}, "did you mean `required`?"),
        ({"review": {"two-persons": "yes"}}, "true or false"),
        ({"review": {"required": "legal"}}, "`required` is no list"),
        ({"review": {"scopes": []}}, "`scopes` is not a table"),
        ({"review": {"scopes": {"names": []}}}, "settled by the project"),
    ],
)
def test_what_a_statement_can_not_ask_is_refused_with_words(table: dict, says: str) -> None:
    with pytest.raises(SourceError) as error:
        with_sidecar(Policy(scopes=(("names", ("desk1",)),)), table, "statements/s.toml")
    assert says in error.value.in_one_line
    assert error.value.where == "statements/s.toml"
