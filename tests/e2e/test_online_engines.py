"""Engines that are not on this machine, as a coordinator meets them: what is sent, what it costs, what must not leave."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from tests.doubles.deepl import DeepLDouble

NAME = "Thiri Aung Moe"
TEXT = f"""Free {NAME}, say rights groups

She was held for 21 days without charge. Moe told the court that she is innocent.

THE GOVERNMENT MUST FREE {NAME.upper()} NOW.

Write to her lawyer at lawyer@chambers.example or call +95 1 234 5678.
"""
SECRETS = (NAME, "Thiri", "THIRI", "Moe", "MOE", "lawyer@chambers", "234 5678")


@pytest.fixture
def double() -> Iterator[DeepLDouble]:
    with DeepLDouble() as service:
        yield service


@pytest.fixture
def release(desk, pubflow) -> Path:
    """A workspace with one statement, and DeepL as its first choice."""
    (desk / "statements/first-statement.md").unlink()
    (desk / "release.txt").write_text(TEXT, encoding="utf-8")
    assert pubflow("import", "release.txt", cwd=desk).returncode == 0
    _set(desk, 'engine = ["firefox"]', 'engine = ["deepl"]')
    return desk


def _set(desk: Path, old: str, new: str) -> None:
    path = desk / "pubflow.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(f"\n{old}", f"\n{new}"), encoding="utf-8")


def _add_front_matter(desk: Path, line: str) -> None:
    path = desk / "statements/release.md"
    path.write_text(path.read_text(encoding="utf-8").replace("---\n", f"---\n{line}\n", 1), encoding="utf-8")


def _drafts(desk: Path, locale: str = "pt_BR") -> dict[str, str]:
    catalog = polib.pofile(str(desk / "locales" / locale / "LC_MESSAGES/release.po"))
    return {entry.msgid: entry.msgstr for entry in catalog if not entry.obsolete}


def test_a_statement_is_drafted_and_said_what_was_sent(release, pubflow, double):
    done = pubflow("translate", "-l", "zh-TW", "-l", "pt-BR", cwd=release, env=double.environ)
    assert done.returncode == 0, done.stderr
    assert all(_drafts(release).values())
    assert all(_drafts(release, "zh_TW").values())
    assert {call.body["target_lang"] for call in double.calls()} == {"PT-BR", "ZH-HANT"}
    assert (
        f"characters sent in {len([call for call in double.calls() if call.body['target_lang'] == 'PT-BR'])} requests"
        in done.stderr
    )


def test_nothing_is_paid_for_twice_even_where_the_catalogs_are_gone(release, pubflow, double):
    pubflow("translate", cwd=release, env=double.environ)
    before, billed = _drafts(release), double.billed
    for path in release.glob("locales/*/LC_MESSAGES/*"):
        path.unlink()
    again = pubflow("translate", cwd=release, env=double.environ)
    assert "0 texts, 0 characters sent" in again.stderr
    assert double.billed == billed
    assert _drafts(release) == before


def test_a_dry_run_sends_no_text_and_foretells_the_bill(release, pubflow, double):
    told = pubflow("translate", "-l", "pt-BR", "--dry-run", cwd=release, env=double.environ)
    assert told.returncode == 0
    assert double.texts == []
    assert not list(release.glob("locales/**/*.po"))
    assert not (release / ".pubflow/answers.sqlite").exists()
    pubflow("translate", "-l", "pt-BR", cwd=release, env=double.environ)
    first = double.calls()[0]
    characters = double.billed if len(double.calls()) == 1 else None
    assert f"{len(first.texts)} texts" in told.stderr
    if characters is not None:
        assert f"{characters:,} characters would be sent" in told.stderr
    assert "of 500,000 used" in told.stderr


@pytest.mark.parametrize("where", ["sidecar", "file", "another statement's sidecar"])
def test_names_and_details_never_leave_and_stand_in_the_drafts(release, pubflow, double, where):
    if where == "file":
        (release / "sensitive.txt").write_text(f"# names\n{NAME}  # the detained\n", encoding="utf-8")
    elif where == "sidecar":
        (release / "statements/release.toml").write_text(f'sensitive = ["{NAME}"]\n', encoding="utf-8")
    else:
        (release / "statements/other.md").write_text("Free her.\n", encoding="utf-8")
        (release / "statements/other.toml").write_text(f'sensitive = ["{NAME}"]\n', encoding="utf-8")
    done = pubflow("translate", "release", "-l", "pt-BR", cwd=release, env=double.environ)
    assert done.returncode == 0, done.stderr
    assert double.texts
    kept = b"".join(path.read_bytes() for path in (release / ".pubflow").rglob("*") if path.is_file())
    for secret in SECRETS:
        assert secret not in double.everything
        assert secret not in done.stdout + done.stderr
        assert secret.encode() not in kept
    drafts = "\n".join(_drafts(release).values())
    for secret in (NAME, NAME.upper(), "lawyer@chambers.example", "+95 1 234 5678"):
        assert secret in drafts


def test_details_are_masked_where_nothing_is_listed_and_in_single_lines_too(release, pubflow, double):
    pubflow("translate", "-l", "pt-BR", cwd=release, env=double.environ)
    line = pubflow(
        "draft", "-l", "pt-BR", cwd=release, env=double.environ, stdin="Call +95 1 234 5678 or a.b@c.example now.\n"
    )
    assert "+95 1 234 5678" in line.stdout
    for secret in ("lawyer@chambers", "234 5678", "a.b@c.example"):
        assert secret not in double.everything


def test_the_front_matter_is_no_place_for_what_nobody_may_read(release, pubflow):
    _add_front_matter(release, f"sensitive: [{NAME}]")
    refused = pubflow("translate", cwd=release)
    assert refused.returncode != 0
    assert "published with the text" in refused.stderr
    assert "statements/release.toml" in refused.stderr
    assert NAME not in refused.stderr


def test_a_statement_marked_as_offline_goes_to_no_online_engine(release, pubflow, double):
    (release / "statements/release.toml").write_text("offline = true\n", encoding="utf-8")
    done = pubflow("translate", "-l", "pt-BR", cwd=release, env=double.environ)
    assert double.received == []
    assert "do not go to deepl: marked as offline" in done.stderr
    _set(release, 'engine = ["deepl"]', 'engine = ["deepl", "pseudo"]')
    pubflow("translate", "-l", "pt-BR", cwd=release, env=double.environ)
    assert double.received == []
    assert all(draft.startswith("[") for draft in _drafts(release).values())


def test_a_block_marked_as_offline_stays_and_nobody_reads_it_as_context(release, pubflow, double):
    (release / "statements/release.toml").write_text(
        '[[block]]\nstarts = "She was held"\noffline = true\n', encoding="utf-8"
    )
    done = pubflow("translate", "-l", "pt-BR", cwd=release, env=double.environ)
    assert "held" not in double.everything
    assert "innocent" not in double.everything
    assert "blocks marked as offline" in done.stderr
    open_ones = [source for source, draft in _drafts(release).items() if not draft]
    assert open_ones == ["She was held for 21 days without charge.", "Moe told the court that she is innocent."]


def test_a_block_that_can_no_longer_be_found_keeps_the_whole_statement_here(release, pubflow, double):
    (release / "statements/release.toml").write_text(
        '[[block]]\nstarts = "No longer there"\noffline = true\n', encoding="utf-8"
    )
    pubflow("translate", "-l", "pt-BR", cwd=release, env=double.environ)
    assert double.received == []


def test_a_statement_under_embargo_stays_here_until_somebody_decides(release, pubflow, double):
    _add_front_matter(release, "embargo: 2099-07-01 22:00 Europe/London")
    done = pubflow("translate", "-l", "pt-BR", cwd=release, env=double.environ)
    assert double.received == []
    assert "under embargo until 2099-07-01" in done.stderr
    assert "read nothing under embargo (embargo-online in pubflow.toml is not decided)" in done.stderr
    _set(release, "# embargo-online = false", "embargo-online = true")
    done = pubflow("translate", "-l", "pt-BR", cwd=release, env=double.environ)
    assert double.texts
    assert "may read statements under embargo" in done.stderr


def test_a_past_embargo_holds_nothing_back(release, pubflow, double):
    _add_front_matter(release, "embargo: 2020-07-01 22:00 Europe/London")
    pubflow("translate", "-l", "pt-BR", cwd=release, env=double.environ)
    assert double.texts


def test_a_budget_stops_before_it_is_spent_and_says_so(release, pubflow, double):
    stopped = pubflow("translate", "-l", "pt-BR", "--max-chars", "20", cwd=release, env=double.environ)
    assert stopped.returncode == 1
    assert "budget of 20 characters" in stopped.stderr
    assert double.texts == []
    _set(release, 'engine = ["deepl"]', 'engine = ["deepl"]\nmax-chars = 0')
    assert pubflow("translate", "-l", "pt-BR", cwd=release, env=double.environ).returncode == 1
    assert double.texts == []
    assert pubflow("translate", "-l", "pt-BR", "--max-chars", "9000", cwd=release, env=double.environ).returncode == 0
    assert all(_drafts(release).values())


@pytest.mark.parametrize("fault", ["key", "456"])
def test_another_engine_takes_over_and_it_is_said_once(release, pubflow, double, fault):
    _set(release, 'engine = ["deepl"]', 'engine = ["deepl", "pseudo"]')
    double.fail(fault, times=-1)
    done = pubflow("translate", "-l", "pt-BR", cwd=release, env=double.environ)
    assert done.returncode == 0, done.stderr
    (said,) = (line for line in done.stderr.splitlines() if line.startswith("pt-BR: deepl: ") and "sent in" not in line)
    assert {"key": "key", "456": "used up"}[fault] in said
    catalog = polib.pofile(str(release / "locales/pt_BR/LC_MESSAGES/release.po"))
    assert all("engine=pseudo" in entry.tcomment for entry in catalog)


def _instead(desk: Path, locale: str = "pt_BR") -> dict[str, list[str]]:
    """For each unit the notes that say by which engine it was drafted instead of the one asked for."""
    catalog = polib.pofile(str(desk / "locales" / locale / "LC_MESSAGES/release.po"))
    return {
        entry.msgid: [line for line in entry.comment.splitlines() if line.startswith("drafted by")]
        for entry in catalog
        if not entry.obsolete
    }


@pytest.mark.parametrize("fault", ["no key", "456"])
def test_each_draft_by_another_engine_than_the_first_asked_for_says_so(release, pubflow, double, fault):
    _set(release, 'engine = ["deepl"]', 'engine = ["deepl", "pseudo"]')
    double.fail("456", times=-1)
    environ = double.environ if fault == "456" else None
    done = pubflow("translate", "-l", "pt-BR", cwd=release, env=environ)
    notes = _instead(release)
    assert all(said == ["drafted by pseudo: deepl was not available"] for said in notes.values())
    assert f"release in pt-BR: {len(notes)} drafts by pseudo, not by deepl; the notes of each say so" in done.stderr
    # It stays where the catalog is made again, also without the settings of that day; and goes with the draft.
    before = (release / "locales/pt_BR/LC_MESSAGES/release.po").read_bytes()
    assert pubflow("extract", cwd=release).returncode == 0
    assert (release / "locales/pt_BR/LC_MESSAGES/release.po").read_bytes() == before
    double.mend()
    assert pubflow("translate", "-l", "pt-BR", "--redo", cwd=release, env=double.environ).returncode == 0
    assert not any(_instead(release).values())


def test_a_draft_of_what_the_first_engine_may_not_read_says_that(release, pubflow, double):
    _set(release, 'engine = ["deepl"]', 'engine = ["deepl", "pseudo"]')
    (release / "statements/release.toml").write_text(
        '[[block]]\nstarts = "She was held"\noffline = true\n', encoding="utf-8"
    )
    pubflow("translate", "-l", "pt-BR", cwd=release, env=double.environ)
    notes = _instead(release)
    kept = notes.pop("She was held for 21 days without charge.")
    assert kept == notes.pop("Moe told the court that she is innocent.")
    assert kept == ["drafted by pseudo: this text is not to go to deepl"]
    assert not any(notes.values())


def test_an_engine_that_was_asked_for_by_name_stands_in_for_nobody(release, pubflow):
    _set(release, 'engine = ["deepl"]', 'engine = ["deepl", "pseudo"]')
    assert pubflow("translate", "-l", "pt-BR", "--engine", "pseudo", cwd=release).returncode == 0
    assert not any(_instead(release).values())


def test_a_line_drafted_by_another_engine_than_the_first_choice_says_so(release, pubflow):
    _set(release, 'engine = ["deepl"]', 'engine = ["deepl", "pseudo"]')
    done = pubflow("draft", "-l", "pt-BR", cwd=release, stdin="Free her now.\nFree them.\n")
    assert len(done.stdout.splitlines()) == 2
    assert done.stderr.count("drafted by pseudo: deepl is not used: no key") == 1


def test_every_reason_that_the_report_counts_stands_in_the_notes_of_its_unit(release, pubflow, double):
    """Also those that only who drafted can know, as that a masked name did not come back."""
    (release / "statements/release.toml").write_text(f'sensitive = ["{NAME}"]\n', encoding="utf-8")
    double.fail("drop-tag", times=-1)
    done = pubflow("translate", "-l", "pt-BR", cwd=release, env=double.environ)
    catalog = polib.pofile(str(release / "locales/pt_BR/LC_MESSAGES/release.po"))
    told = [entry for entry in catalog if "look twice: " in entry.comment]
    assert any("look twice: a name or detail" in entry.comment for entry in told)
    assert f"release in pt-BR: {len(told)} drafts are to be looked at twice" in done.stderr
    before = {path: path.read_bytes() for path in release.glob("locales/*/LC_MESSAGES/*")}
    pubflow("extract", "-l", "pt-BR", cwd=release)
    assert {path: path.read_bytes() for path in release.glob("locales/*/LC_MESSAGES/*")} == before
    history = (release / "locales/pt_BR/LC_MESSAGES/release.history.jsonl").read_text(encoding="utf-8")
    assert not any(secret in history for secret in SECRETS)


def test_without_a_key_the_next_engine_drafts_and_it_is_said_once_for_all_languages(release, pubflow):
    _set(release, 'engine = ["deepl"]', 'engine = ["deepl", "pseudo"]')
    done = pubflow("translate", "-l", "pt-BR", "-l", "zh-TW", cwd=release)
    assert done.returncode == 0
    assert done.stderr.count("deepl is not used") == 1
    assert "DEEPL_AUTH_KEY" in done.stderr


def test_what_fails_for_good_is_refused_and_leaves_what_was_done(release, pubflow, double):
    double.fail("456", times=-1)
    done = pubflow("translate", "-l", "pt-BR", cwd=release, env=double.environ)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not any(_drafts(release).values())


def test_languages_wait_together(release, pubflow):
    with DeepLDouble(latency=0.5) as double:
        done = pubflow(
            "translate", "-l", "pt-BR", "-l", "zh-TW", "-l", "es", "-l", "fr", cwd=release, env=double.environ
        )
        assert done.returncode == 0, done.stderr
        assert double.most_in_flight >= 2
        rows = [line.split()[1] for line in done.stdout.splitlines()[1:]]
    assert rows == ["pt-BR", "zh-TW", "es", "fr"]


def test_a_run_that_is_killed_loses_and_pays_for_nothing_that_came_back(desk, pubflow, double):
    _set(desk, 'engine = ["firefox"]', 'engine = ["deepl"]')
    sentences = [f"Release number {number} of the sixty that were held." for number in range(120)]
    (desk / "statements/long.md").write_text("\n\n".join(sentences) + "\n", encoding="utf-8")
    double.latency = 0.3
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("DEEPL_", "PUBFLOW_"))}
    command = [sys.executable, "-m", "pubflow", "translate", "long", "-l", "pt-BR"]
    with subprocess.Popen(
        command, cwd=desk, env=settings | double.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as run:
        # The first request has come back once the second was answered.
        assert double.wait_for_calls(2)
        run.kill()
    came_back = double.calls()[0].texts
    before = len(double.calls())
    done = pubflow("translate", "long", "-l", "pt-BR", cwd=desk, env=double.environ)
    assert done.returncode == 0, done.stderr
    again = [text for call in double.calls()[before:] for text in call.texts]
    assert not set(again) & set(came_back)
    catalog = polib.pofile(str(desk / "locales/pt_BR/LC_MESSAGES/long.po"))
    assert len([entry for entry in catalog if entry.msgstr]) == 120


def test_the_engines_are_told_with_the_pairs_they_can_do_now(desk, pubflow, double, monkeypatch, tmp_path):
    for name in ("DEEPL_AUTH_KEY", "PUBFLOW_LLM_SERVER_URL", "PUBFLOW_LLM_MODEL"):
        monkeypatch.delenv(name, raising=False)
    for folder in (desk, tmp_path):
        lines = {line.split()[0]: line for line in pubflow("engines", cwd=folder).stdout.splitlines()}
        assert "pairs: none; not now: no key: export DEEPL_AUTH_KEY" in lines["deepl"]
        assert "pairs: none; not now: name a server and a model" in lines["llm"]
        assert lines["pseudo"].endswith("pairs: en-zh-TW, en-pt-BR")
    _set(desk, 'languages = ["zh-TW", "pt-BR"]', 'languages = ["sr-Latn", "ja"]')
    lines = {line.split()[0]: line for line in pubflow("engines", cwd=desk, env=double.environ).stdout.splitlines()}
    assert lines["deepl"].endswith("pairs: en-ja")
