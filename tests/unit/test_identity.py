import pytest

from pubflow.identity import derive_id, valid_id


@pytest.mark.parametrize(
    ("filename", "title", "expected"),
    [
        ("release.txt", "", "release"),
        ("Déclaration FINAL v3.txt", "", "declaration-final-v3"),
        ("2024-07-01_Taiwan_visit.md", "", "2024-07-01-taiwan-visit"),
        ("C:\\desk\\Amnesty’s visit.txt", "", "amnestys-visit"),
        ("聲明.txt", "A visit to Taiwan", "a-visit-to-taiwan"),
        ("聲明.txt", "", "statement"),
        ("con.txt", "", "statement-con"),
        (".txt", "", "txt"),
        ("Straße Łódź Œuvre.txt", "", "strasse-lodz-oeuvre"),
        ("a" * 80 + ".txt", "", "a" * 64),
        ("word-" * 20 + ".txt", "", "-".join(["word"] * 13)),
    ],
)
def test_an_id_comes_from_the_file_name_or_the_title(filename: str, title: str, expected: str) -> None:
    found = derive_id(filename, title)

    assert found == expected
    assert valid_id(found)


@pytest.mark.parametrize("text", ["", "-a", "A", "a_b", "a.b", "../a", "a" * 65, "nul", "com1", "lpt9", "é", "a\n"])
def test_what_a_file_system_might_refuse_is_no_id(text: str) -> None:
    assert not valid_id(text)


@pytest.mark.parametrize("text", ["a", "0", "2024-visit", "console", "a" * 64])
def test_plain_slugs_are_ids(text: str) -> None:
    assert valid_id(text)
