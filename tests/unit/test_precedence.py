"""One defect is one finding."""

from hypothesis import given
from hypothesis import strategies as st

from pubflow.finding import Finding, Severity, Where
from pubflow.plugins import CHECKS
from pubflow.precedence import told

WHERE = Where("a.po", unit=1)


def found(
    check: str, *, span: tuple[int, int] | None = None, about: str = "", severity: Severity = Severity.ERROR
) -> Finding:
    return Finding(check, severity, f"{check} {about}", WHERE, span=span, about=about)


def checks(*findings: Finding) -> list[str]:
    return [finding.check for finding in told(findings, tuple(CHECKS))]


def test_nothing_is_said_of_an_empty_target_but_that() -> None:
    assert checks(found("empty"), found("term-missing")) == ["empty"]


def test_another_language_hides_what_follows_from_it_and_nothing_else() -> None:
    assert checks(found("wrong-language"), found("number-mismatch"), found("quotes"), found("url-email")) == ["wrong-language", "url-email"]  # fmt: skip


def test_a_lost_sentence_hides_what_was_in_it() -> None:
    assert checks(found("truncated"), found("negation-dropped"), found("brackets")) == ["truncated", "brackets"]


def test_a_forbidden_term_is_not_missing_as_well_and_another_is() -> None:
    one = found("term-missing", about="a", severity=Severity.WARNING)
    other = found("term-missing", about="b", severity=Severity.WARNING)
    assert told([one, other, found("term-forbidden", about="a")]) == [other, found("term-forbidden", about="a")]


def test_of_two_at_one_place_the_first_speaks() -> None:
    locale = found("locale-format", span=(3, 6), severity=Severity.WARNING)
    assert checks(locale, found("number-mismatch", span=(2, 5))) == ["number-mismatch"]
    assert checks(locale, found("number-mismatch", span=(6, 9))) == ["locale-format", "number-mismatch"]


def test_no_two_findings_hide_each_other() -> None:
    first, second = (found(check, span=(0, 6), about="a") for check in ("structure", "number-mismatch"))
    assert told([first, second], tuple(CHECKS)) == [first]


def test_a_note_hides_nothing() -> None:
    note = found("truncated", severity=Severity.INFO)
    assert checks(note, found("negation-dropped")) == ["truncated", "negation-dropped"]


_findings = st.builds(
    found,
    st.sampled_from(tuple(CHECKS)),
    span=st.one_of(st.none(), st.tuples(st.integers(0, 5), st.integers(6, 9))),
    about=st.sampled_from(["", "a", "b"]),
    severity=st.sampled_from(Severity),
)


@given(st.lists(_findings, max_size=6))
def test_what_is_told_was_found_and_something_always_is(findings: list[Finding]) -> None:
    kept = told(findings, tuple(CHECKS))
    assert [finding for finding in findings if finding in kept] == kept or len(set(findings)) < len(findings)
    assert bool(kept) == bool(findings)
    assert told(kept, tuple(CHECKS)) == kept
