"""What the Chinese pack does in place on recorded drafts: python -m benchmarks.terms.recorded

FLORES in English and what Firefox's en-zh model made of it (mt/ of the corpora, found by PUBFLOW_CORPORA), in
Traditional script. A recording answers no new questions, so that nothing but replacing in place can be tried:

- the glossary's terms as far as they occur: met in the raw draft, left to a person, met in place;
- ordinary nouns as if each were a term whose approved form the model does not know. What the model says for one is
  learnt from every second sentence that holds it, and replaced in the others.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.measure import table
from benchmarks.startup import ROOT
from benchmarks.terms.score import share
from pubflow.language import LanguageTag
from pubflow.project import Project
from pubflow.termbase.cascade import enforced
from pubflow.termbase.learnt import Table, key_of
from pubflow.termbase.match import find
from pubflow.termbase.mining import shared
from pubflow.termbase.model import Term, Termbase, TermEntry, TermMatch
from pubflow.termbase.packs import pack_for
from pubflow.termbase.verify import verify
from pubflow.workflow.workspace.glossary import Glossary

CHINESE = LanguageTag.parse("zh-TW")
NOUNS = (
    "government city country war president island river computer scientist animal world army storm law airport "
    "minister team party student tourist company temple earthquake soldier virus doctor train language village "
    "election school hospital museum mountain film actor satellite planet energy building"
).split()
FORM = "測定用語"
"""Stands for every noun: the model has never heard of it."""
_OFTEN = 0.1
"""Share of all drafts from which a word is everybody's."""
_LEAST = 2
"""Sentences that must hold a noun."""


def main() -> None:
    sentences = dict(_recorded(Path(os.environ.get("PUBFLOW_CORPORA", "")) / "mt"))
    by_glossary(sentences)
    by_nouns(sentences)


def _recorded(folder: Path) -> Iterator[tuple[str, str]]:
    source, drafts = folder / "flores-dev.en-zh.en", folder / "flores-dev.en-zh.bergamot-base.zh"
    if not source.is_file():
        raise SystemExit("PUBFLOW_CORPORA does not name the folder with mt/")
    try:
        from opencc import OpenCC
    except ImportError:
        raise SystemExit("no converter to Traditional script: pip install opencc-py") from None
    convert = OpenCC("s2tw").convert
    lines = (path.read_text(encoding="utf-8").splitlines() for path in (source, drafts))
    for english, chinese in zip(*lines, strict=True):
        yield english, convert(chinese)


def by_glossary(sentences: dict[str, str]) -> None:
    termbase = Glossary.load(Project(ROOT, ())).termbase
    asked = [(text, find(termbase, text)) for text in sentences]
    held = [(text, [match for match in matches if match.entry.accepted(str(CHINESE))]) for text, matches in asked]
    held = [(text, matches) for text, matches in held if matches]
    steps = _steps(sentences, [text for text, _ in held], termbase, _mined(held, sentences))
    raw = sum(len(verify(sentences[text], matches, CHINESE).met) for text, matches in held)
    occurrences = sum(len(matches) for _, matches in held)
    rows = [
        ("sentences with a term", str(len(held))),
        ("terms met in the raw draft", share(raw, occurrences)),
        ("sentences changed in place", str(steps["in-place"])),
        ("sentences with all terms met or of another sense", share(len(held) - steps[""], len(held))),
    ]
    table(("the glossary on FLORES, en to zh-TW", "figure"), rows)


def by_nouns(sentences: dict[str, str]) -> None:
    termbase = Termbase(
        tuple(TermEntry(noun, terms=(("en", (Term(noun),)), ("zh-TW", (Term(FORM),)))) for noun in NOUNS)
    )
    held = [(text, list(find(termbase, text))) for text in sentences]
    held = [(text, matches) for text, matches in held if len(matches) == 1]
    learnt_from, tried = held[::2], held[1::2]
    known = _mined(learnt_from, sentences)
    concepts = {key.partition("|")[0] for key, one in known.renderings.items() if one is not None}
    tried = [(text, matches) for text, matches in tried if known.renderings.get(key_of(matches[0]))]
    there = sum(_stands_once(sentences[text], known, matches[0]) for text, matches in tried)
    steps = _steps(sentences, [text for text, _ in tried], termbase, known)
    rows = [
        ("nouns with a rendering", share(len(concepts), len(NOUNS))),
        ("further sentences with one of them", str(len(tried))),
        ("of these, the rendering stands once, as a word", share(there, len(tried))),
        ("of these, replaced", share(steps["in-place"], len(tried))),
    ]
    table(("nouns as terms", "figure"), rows)


def _mined(held: Sequence[tuple[str, Sequence[TermMatch]]], sentences: dict[str, str]) -> Table:
    """A table learnt from the drafts of the sentences that hold a term, singular and plural apart."""
    pack = pack_for("zh")
    assert pack is not None
    counts = Counter(word for draft in sentences.values() for word in {word.text for word in pack.words(draft)})
    often = frozenset(word for word, count in counts.items() if count > _OFTEN * len(sentences))
    drafts: dict[str, list[str]] = {}
    for text, matches in held:
        for match in matches:
            drafts.setdefault(key_of(match), []).append(sentences[text])
    return Table(
        renderings={key: shared(found, often, pack) if len(found) >= _LEAST else None for key, found in drafts.items()}
    )


def _stands_once(draft: str, known: Table, match: TermMatch) -> bool:
    pack, one = pack_for("zh"), known.renderings[key_of(match)]
    assert pack is not None
    assert one is not None
    return len(pack.places(draft, one.rendering)) == 1


def _steps(sentences: dict[str, str], texts: Sequence[str], termbase: Termbase, known: Table) -> Counter[str]:
    """How many sentences went how far; "": flagged. The recording answers what it was asked, and "" to all else."""

    def ask(asked: Iterable[str]) -> list[str]:
        return [sentences.get(text, "") for text in asked]

    outcomes = enforced(texts, ask, termbase=termbase, language=CHINESE, pack=pack_for("zh"), table=known)
    steps: Counter[str] = Counter()
    for text, outcome in zip(texts, outcomes, strict=True):
        _unharmed(sentences[text], outcome.text)
        steps[outcome.step or ("raw" if outcome.calls == 1 else "")] += 1
    return steps


def _unharmed(raw: str, text: str) -> None:
    """Nothing but the form may be new, and nothing but one stretch may be gone."""
    before, form, after = text.partition(FORM)
    if form and not re.fullmatch(re.escape(before) + r".+?" + re.escape(after), raw, re.DOTALL):
        raise SystemExit(f"changed beside the term: {raw} -> {text}")


if __name__ == "__main__":
    main()
