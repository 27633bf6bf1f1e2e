"""Press contacts are data of a language: on its page, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from pubflow.language import LanguageTag
from pubflow.project import load
from pubflow.workflow.editions.candidates import contact_of
from pubflow.workflow.workspace.opening import open_statement

SETTINGS = """
[contacts.en]
name = "Desk"

[contacts.zh-TW]
name = "王小明"
role = "新聞聯絡人"
phone = "+886 2 0000 0000"
email = "press-tw@example.org"
hours = "週一至週五 09:00–18:00"
note = "請先來信"

[contacts.zh-TW.asylum]
name = "林小華"
"""


def _release(desk: Path, contact: str) -> None:
    (desk / "statements/first-statement.md").unlink(missing_ok=True)
    front = f"---\ntitle: Free her\n{contact}---\n\n"
    (desk / "statements/release.md").write_text(front + "She is held.\n", encoding="utf-8")


def _contact(desk: Path, language: str) -> tuple[str, ...] | None:
    project = load(desk, {})
    return contact_of(project, open_statement(project, "release"), LanguageTag.parse(language))


@pytest.fixture
def release(desk) -> Path:
    with (desk / "pubflow.toml").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    _release(desk, "contact: press@example.org\n")
    return desk


def test_each_language_has_its_own(release):
    assert _contact(release, "zh-TW") == (
        "王小明", "新聞聯絡人", "+886 2 0000 0000", "press-tw@example.org", "週一至週五 09:00–18:00", "請先來信",
    )  # fmt: skip
    assert _contact(release, "en") == ("Desk",)
    assert _contact(release, "pt-BR") is None


def test_a_statement_may_name_which(release):
    _release(release, "contact: asylum\n")
    assert _contact(release, "zh-TW") == ("林小華",)
    assert _contact(release, "en") == ("Desk",)
    assert _contact(release, "pt-BR") == ()


def test_they_go_into_no_catalog_and_to_no_engine(release, pubflow):
    done = pubflow("translate", "--engine", "pseudo", cwd=release)
    assert done.returncode == 0
    assert pubflow("assemble", "--draft", cwd=release).returncode == 0
    catalogs = [path.read_text(encoding="utf-8") for path in release.glob("locales/**/*.po*")]
    assert len(catalogs) == 3
    assert not any("王小明" in text or "press-tw@" in text for text in [*catalogs, done.stdout, done.stderr])


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('[contacts.zh-TW]\nnmae = "x"\n', "unknown key “nmae”"),
        ('[contacts."zh TW"]\nname = "x"\n', "zh TW"),
        ("[contacts.zh-TW]\nphone = 110\n", "“phone” must be a text in quotes"),
        ('[contacts.zh-TW.Press]\nname = "x"\n', "“Press” is no short word in small letters"),
    ],
)
def test_a_fault_is_told_with_its_key(desk, pubflow, said, told):
    with (desk / "pubflow.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n" + said)
    done = pubflow("status", cwd=desk)
    assert done.returncode in (2, 3)
    assert told in done.stderr
