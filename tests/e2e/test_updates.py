"""A corrected source: what a coordinator does at 21:30, with the real commands on real files."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import polib
import pytest

from pubflow import history, po
from pubflow.catalog import State

TEXT = """\
# Visit to the harbour

Guards recieved the families in the <b>yard</b>. The tribunal heard six witnesses.

“We were locked in all night. Nobody told us why,” the nurse said.

The court meets on 4 June 2024.
"""


def _po(desk: Path) -> Path:
    return desk / "locales/pt_BR/LC_MESSAGES/visit.po"


def _agree(path: Path) -> None:
    """As Poedit does: fuzzy goes, and the old source with it."""
    entries = polib.pofile(str(path), wrapwidth=0)
    for entry in entries:
        if not entry.obsolete:
            entry.flags, entry.previous_msgid = [], None
    entries.save()


@pytest.fixture
def agreed(pubflow, git, tmp_path):
    """A statement in one language, all of it agreed to, and in git."""
    assert pubflow("init", "desk", "-l", "pt-BR").returncode == 0
    desk = tmp_path / "desk"
    (desk / "visit.md").write_text(TEXT, encoding="utf-8")
    assert pubflow("import", "visit.md", cwd=desk).returncode == 0
    drafted = pubflow("translate", "visit", "--engine", "pseudo", cwd=desk)
    assert drafted.returncode == 0, drafted.stderr
    _agree(_po(desk))
    for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "agreed")):
        git(*arguments, cwd=desk)
    return desk


def _edit(desk: Path, old: str, new: str) -> None:
    path = desk / "statements/visit.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _correct(desk: Path) -> None:
    _edit(desk, "recieved", "received")
    _edit(desk, "six witnesses", "seven witnesses")
    _edit(desk, "all night. Nobody", "all night. There was no water. Nobody")


def test_a_typo_keeps_its_review_and_what_says_another_thing_is_offered(agreed, pubflow, gettext):
    before, _ = po.loads(_po(agreed).read_bytes(), path="x")
    targets = {unit.key.source: unit.target for unit in before.units}
    _correct(agreed)
    behind = pubflow("status", "visit", cwd=agreed)
    assert "next: pubflow translate visit -l pt-BR (the source changed: pubflow diff visit)" in behind.stderr
    done = pubflow("translate", "visit", "--engine", "pseudo", cwd=agreed)
    assert done.returncode == 0, done.stderr
    assert (
        "visit in pt-BR: 3 of 5 changed: 2 spelling (kept), 3 number (re-opened), "
        "4 negation, quotation, wording (re-opened)"
    ) in done.stderr
    subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(_po(agreed))], check=True, capture_output=True)
    after, _ = po.loads(_po(agreed).read_bytes(), path="x")
    live = [unit for unit in after.units if not unit.obsolete]
    assert [unit.state for unit in live] == [
        State.REVIEWED, State.REVIEWED, State.TRANSLATED, State.TRANSLATED, State.REVIEWED,
    ]  # fmt: skip
    assert [unit.target for unit in live] == list(targets.values())
    assert live[2].previous is not None
    assert live[2].notes[-1] == "source changed (number), 87 %: The tribunal heard [-six-]{+seven+} witnesses."
    told = (agreed / "locales/pt_BR/LC_MESSAGES/visit.history.jsonl").read_text(encoding="utf-8")
    events, faults = history.loads(told, path="x")
    assert not faults
    assert sorted((event.verb, event.get("change")) for event in events if event.verb in {"carried", "reopened"}) == [
        ("carried", "spelling"),
        ("reopened", "negation,quotation,wording"),
        ("reopened", "number"),
    ]
    (carried,) = (event for event in events if event.verb == "carried")
    (review,) = (event for event in events if event.verb == "review" and event.key == carried.get("from"))
    assert review.id in carried.after
    assert "witnesses" not in told
    tree = {path: path.read_bytes() for path in agreed.glob("locales/**/*") if path.is_file()}
    again = pubflow("translate", "visit", "--engine", "pseudo", "--redo", cwd=agreed)
    assert "changed:" not in again.stderr
    assert {path: path.read_bytes() for path in agreed.glob("locales/**/*") if path.is_file()} == tree


def test_diff_tells_the_same_before_and_after_the_catalogs_took_it_in_and_against_git(agreed, pubflow):
    nothing = pubflow("diff", "visit", cwd=agreed)
    assert (nothing.returncode, nothing.stdout) == (0, "")
    _correct(agreed)
    _edit(agreed, "The court meets on 4 June 2024.", "Read on.")
    first = pubflow("diff", "visit", cwd=agreed)
    assert first.stdout == (
        "   2  spelling\n"
        "      Guards [-recieved-]{+received+} the families in the <x1/>yard<x2/>.\n"
        "      pt-BR: review kept\n"
        "   3  number\n"
        "      The tribunal heard [-six-]{+seven+} witnesses.\n"
        "      pt-BR: re-opened\n"
        "   4  negation, quotation, wording\n"
        "      “We were locked in all night. {+There was no water. +}Nobody told us why,” the nurse said.\n"
        "      pt-BR: re-opened\n"
        "   5  new\n"
        "      {+Read on.+}\n"
        "      pt-BR: to translate\n"
        "   -  gone\n"
        "      [-The court meets on 4 June 2024.-]\n"
        "      pt-BR: gone; its target stays as obsolete\n"
    )
    assert pubflow("diff", "visit", "--since", "HEAD", cwd=agreed).stdout == first.stdout
    extracted = pubflow("extract", "visit", cwd=agreed)
    assert "4 of 5 changed: 2 spelling (kept), 3 number (re-opened)" in extracted.stderr
    taken = pubflow("diff", "visit", cwd=agreed).stdout
    assert taken == first.stdout.partition("   5  new")[0]
    since = json.loads(pubflow("diff", "visit", "--since", "HEAD", "--json", cwd=agreed).stdout)
    assert [(one["number"], one["how"], one["means"]) for one in since["changes"]] == [
        (2, "changed", {"pt-BR": "review kept"}),
        (3, "changed", {"pt-BR": "re-opened"}),
        (4, "changed", {"pt-BR": "re-opened"}),
        (5, "new", {"pt-BR": "to translate"}),
        (None, "gone", {"pt-BR": "gone; its target stays as obsolete"}),
    ]
    _agree(_po(agreed))
    assert "3  number" not in pubflow("diff", "visit", cwd=agreed).stdout


def test_diff_tells_a_sentence_that_moved_and_whose_signature_lapses_by_it(agreed, pubflow):
    # `pseudo` writes no dates: the errors are its own.
    sign = ("sign-off", "visit", "-l", "pt-BR", "--by", "ana", "--despite-errors", "--yes")
    assert pubflow(*sign, cwd=agreed).returncode == 0
    last = "The court meets on 4 June 2024."
    _edit(agreed, "\n" + last + "\n", "")
    _edit(agreed, "# Visit to the harbour\n", f"# Visit to the harbour\n\n{last}\n")
    told = f"   2  moved\n      {last}\n      pt-BR: review kept; the signature lapses: language\n"
    assert pubflow("diff", "visit", "--since", "HEAD", cwd=agreed).stdout == told
    assert pubflow("diff", "visit", cwd=agreed).stdout == told
    assert pubflow("extract", "visit", cwd=agreed).returncode == 0
    assert pubflow("diff", "visit", cwd=agreed).stdout == told, "also once the catalog has it"
    assert pubflow(*sign, cwd=agreed).returncode == 0
    assert pubflow("diff", "visit", cwd=agreed).stdout == ""
    assert "2  moved" in pubflow("diff", "visit", "--since", "HEAD", cwd=agreed).stdout


def test_diff_says_what_it_lacks(agreed, pubflow, tmp_path):
    wrong = pubflow("diff", "visit", "--since", "no-such", cwd=agreed)
    assert (wrong.returncode, wrong.stderr.splitlines()[0]) == (2, "pubflow: git knows no revision “no-such”")
    _po(agreed).unlink()
    none = pubflow("diff", "visit", cwd=agreed)
    assert none.returncode == 2
    assert "no catalog yet" in none.stderr
    (agreed / "statements/late.md").write_text("# Late\n", encoding="utf-8")
    late = pubflow("diff", "late", "--since", "HEAD", cwd=agreed)
    assert late.returncode == 4
    assert "did not exist at HEAD" in late.stderr


def test_a_catalog_that_was_cut_by_other_rules_is_cut_anew_and_offers_what_was_joined(agreed, pubflow):
    path = _po(agreed)
    entries = polib.pofile(str(path), wrapwidth=0)
    entries.metadata["X-Pubflow-Rules"] = "older-1"
    first, second = entries[1], entries[2]
    both = polib.POEntry(msgid=f"{first.msgid} {second.msgid}", msgstr=f"{first.msgstr} {second.msgstr}")
    del entries[1:3]
    entries.insert(1, both)
    entries.save()
    refused = pubflow("extract", "visit", cwd=agreed)
    assert refused.returncode == 1
    assert "was cut with the rules older-1" in refused.stderr
    assert pubflow("extract", "visit", "--rules", "new", cwd=agreed).returncode == 0
    cut, _ = po.loads(path.read_bytes(), path="x")
    assert [(unit.state, unit.target) for unit in cut.units[1:3]] == [(State.TRANSLATED, both.msgstr)] * 2
    assert "part 2 of 2 of an earlier source; the whole target of that stands here" in cut.units[2].notes
