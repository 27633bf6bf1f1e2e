"""Terms as entries of a glossary: what DeepL would refuse is never sent."""

from __future__ import annotations

import re

from deepl.util import convert_dict_to_tsv
from hypothesis import given
from hypothesis import strategies as st

from pubflow.engines.deepl.entries import Entries
from pubflow.plugins import EngineTerm
from tests.doubles.deepl import _read_entries


def entries(*terms: tuple[str, str]) -> Entries:
    return Entries.of(EngineTerm(*term) for term in terms)


def test_a_term_has_a_second_entry_for_the_head_of_a_sentence():
    assert dict(entries(("refugee", "refugiado")).pairs) == {"refugee": "refugiado", "Refugee": "Refugiado"}
    assert dict(entries(("refugee", "難民")).pairs) == {"refugee": "難民", "Refugee": "難民"}


def test_a_form_that_the_glossary_has_itself_is_not_overwritten():
    assert dict(entries(("covenant", "pacto"), ("Covenant", "el Pacto")).pairs) == {
        "covenant": "pacto",
        "Covenant": "el Pacto",
    }


def test_a_letter_that_grows_in_capitals_stays():
    assert dict(entries(("ßa", "ﬁx")).pairs) == {"ßa": "ﬁx"}


def test_sources_are_unique_after_their_ends_are_cut():
    found = entries(("Aid", "one"), (" Aid\u00a0", "two"), ("\ufeffAid\u200b ", "three"))
    assert found.pairs == (("Aid", "one"),)


def test_what_deepl_refuses_is_left_out_and_told():
    bad = ["", "  ", "a\tb", "a\nb", "a\x7fb", "a\x85b", "a\u2028b", "é" * 513, "\ud800"]
    found = entries(*((text, "x") for text in bad), *(("ok", text) for text in bad[1:]), ("Good", "Bom"))
    assert found.pairs == (("Good", "Bom"),)
    assert set(found.left_out) == {*bad, "ok"}


def test_1024_bytes_are_taken_and_a_head_that_grows_beyond_is_not_made():
    assert dict(entries(("É" * 512, "Y" * 1_024)).pairs) == {"É" * 512: "Y" * 1_024}
    assert dict(entries(("ɐ" * 512, "x")).pairs) == {"ɐ" * 512: "x"}


def test_a_dictionary_stays_within_ten_megabytes():
    many = [(f"{n:05}" + "é" * 400, "é" * 500) for n in range(9_000)]
    found = entries(*many)
    assert sum(len(f"{source}\t{target}\n".encode()) for source, target in found.pairs) <= 10 * 1024 * 1024
    assert found.left_out


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=12), max_size=8))
def test_what_is_left_is_taken_by_the_library_and_by_the_service(terms):
    pairs = dict(entries(*terms.items()).pairs)
    if pairs:
        assert _read_entries(convert_dict_to_tsv(pairs)) == pairs


def test_the_digest_is_that_of_what_it_holds():
    one, other = ("a", "x"), ("b", "y")
    assert entries(one, other).digest == entries(other, one).digest
    assert re.fullmatch("[0-9a-f]{64}", entries(one).digest)
    assert len({entries(*some).digest for some in ((), (one,), (other,), (one, other), (("a", "y"),))}) == 5
