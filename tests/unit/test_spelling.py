"""The spelling of Brazil: sure pairs only, case kept, addresses untouched."""

from pathlib import Path

import pytest

import pubflow.engines.spelling as spelling
from pubflow.language import LanguageTag

BRAZIL = LanguageTag.parse("pt-BR")


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("a protecção e a ACÇÃO", "a proteção e a AÇÃO"),
        ("Amnistia Internacional", "Anistia Internacional"),
        ("O facto de que; de facto", "O fato de que; de facto"),
        ("o Ministério dos Negócios Estrangeiros", "o Ministério das Relações Exteriores"),
        ("artigo 14.o e artigo 3.o da lei", "artigo 14 e artigo 3º da lei"),
        ("https://example.org/protecção", "https://example.org/protecção"),
        ("a@acção.org", "a@acção.org"),
        ("activistas, directamente.", "ativistas, diretamente."),
        ("perspectiva, aspecto, excepcional, convicção", "perspectiva, aspecto, excepcional, convicção"),
    ],
)
def test_brazilian_spelling(written: str, wanted: str) -> None:
    assert spelling.respelled(written, BRAZIL) == wanted


def test_other_languages_are_left_alone() -> None:
    assert spelling.respelled("a protecção", LanguageTag.parse("pt-PT")) == "a protecção"


def test_the_table_is_sorted_without_doubles_and_settles_in_one_pass() -> None:
    lines = Path(spelling.__file__).with_name("spelling_pt_BR.csv").read_text(encoding="utf-8").splitlines()[1:]
    found = [line.split(",")[0] for line in lines]
    assert found == sorted(set(found))
    for line in lines:
        wanted = line.split(",")[1]
        assert spelling.respelled(wanted, BRAZIL) == wanted
