"""The pages of a release that are no editions: index, hand-over and record, held against the same as the editions."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.browser.conftest import Asked, Dump, without_policy
from tests.browser.test_accessibility import _nu_errors, _violations, in_the_dark, nu

pytestmark = pytest.mark.browser
__all__ = ["nu"]
ROOT = Path(__file__).parents[2]
NAME = "marriage-equality-taiwan"


@pytest.fixture
def pages(tmp_path: Path, pubflow) -> dict[str, str]:
    """Of a release of a statement of this repository."""
    desk = tmp_path / "desk"
    for name in ("statements", "glossary", "locales"):
        shutil.copytree(ROOT / name, desk / name)
    shutil.copy(ROOT / "pubflow.toml", desk)
    done = pubflow("release", NAME, cwd=desk)
    assert done.returncode == 0, done.stdout + done.stderr
    folder = desk / "build/releases" / NAME / "1"
    return {
        name: (folder / name).read_text("utf-8")
        for name in ("public/index.html", "desk/hand-over.html", "desk/record.html")
    }


def test_they_are_accessible_and_fit_the_smallest_phone(pages: dict[str, str], dump: Dump, asked: Asked) -> None:
    colours = ("color-contrast", "link-in-text-block")
    looked: dict[str, tuple[str, tuple[str, ...]]] = {}
    for name, whole in pages.items():
        page = without_policy(whole)
        looked |= {name: (page, ()), f"{name} in the dark": (in_the_dark(page), colours)}
    assert _violations(dump, looked) == {}
    script = "(d,w)=>Math.max(d.documentElement.scrollWidth,d.body.scrollWidth)"
    assert max(asked(list(pages.values()), 320, script)) <= 320


def test_the_nu_checker_has_nothing_to_say_of_them(pages: dict[str, str], nu: list[str], tmp_path: Path) -> None:
    assert _nu_errors(nu, tmp_path, pages) == {}
