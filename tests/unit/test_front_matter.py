from __future__ import annotations

import pytest

from pubflow.errors import SourceError
from pubflow.markup import front_matter


def test_split_gives_the_yaml_and_where_the_body_begins() -> None:
    text = "---\ntitle: A\n---\nBody\n---\n"
    yaml_text, (start, end), body = front_matter.split(text, path="a.md")
    assert (yaml_text, text[start:end], text[body:]) == ("title: A\n", "title: A\n", "Body\n---\n")
    assert front_matter.split("Body\n---\n", path="a.md") == ("", (0, 0), 0)
    assert front_matter.split("---\r\na: b\r\n--- \r\nx", path="a.md")[0] == "a: b\r\n"
    assert front_matter.split("---\n---", path="a.md") == ("", (4, 4), 7)


def test_all_values_are_text() -> None:
    front = front_matter.loads(
        "title: No\ntime: 12:30\nnumber: 007\nnothing: ~\nempty:\nquoted: 'it''s'\n"
        "folded: >-\n  one\n  two\nkept: |\n  one\n\nlist: [a, b]\nlinks:\n  - text: x\n    url: y\n\n"
        "last: 2016-08-01 00:00:00\n"
    )
    assert front.meta == (
        ("title", "No"),
        ("time", "12:30"),
        ("number", "007"),
        ("nothing", ""),
        ("empty", ""),
        ("quoted", "it's"),
        ("folded", "one two"),
        ("kept", "one\n"),
        ("list", "[a, b]"),
        ("links", "- text: x\n    url: y"),
        ("last", "2016-08-01 00:00:00"),
    )
    assert [entry.line for entry in front.entries] == [2, 3, 4, 5, 6, 7, 8, 11, 14, 15, 19]


@pytest.mark.parametrize(
    ("yaml_text", "line", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", 4, "“a” is there twice"),
        ("a:\n  b: 1\n  b: 2\n", 4, "“b” is there twice"),
        ("a: &x 1\n", 2, "anchor &x"),
        ("a: 1\nb: *x\n", 3, "alias *x"),
        ("a: !!python/object:os.system 1\n", 2, "tag tag:yaml.org,2002:python/object:os.system"),
        ("a: !local 1\n", 2, "tag !local"),
        ("- a\n", 2, "no list of `key: value` lines"),
        ("just words\n", 2, "no list of `key: value` lines"),
        ("{a: 1}\n", 2, "in braces"),
        ("a: b: c\n", 2, "not YAML"),
        ("a: 'open\n", 3, "not YAML"),
        ("? [a]\n: b\n", 2, "must be a word"),
        ("a: " + "[" * 30_000, 2, "nested deeper"),
        ("a: \x07\n", 2, "not YAML"),
        ("title: x\nembargoed: 2024-01-01\n", 3, "did you mean “embargo”"),
        ("Title: x\n", 2, "did you mean “title”"),
        ("titel: x\n", 2, "did you mean “title”"),
        ("sub-title: x\n", 2, "did you mean “subtitle”"),
        ("langauge: x\n", 2, "did you mean “language”"),
        ("sumary: x\n", 2, "did you mean “summary”"),
        ("contakt: x\n", 2, "did you mean “contact”"),
    ],
)
def test_what_is_refused_and_where(yaml_text: str, line: int, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        front_matter.loads(yaml_text, path="a.md")
    assert message in caught.value.message
    assert caught.value.where == f"a.md:{line}"


@pytest.mark.parametrize(
    "key",
    [
        "authors", "tags", "category", "url", "permalink", "publish-date", "topics", "layout", "links", "lang", "dates",
        "data", "place", "places", "languages", "contract", "content", "context", "slug", "aliases", "expirydate",
        "draft", "featureImage", "redirect_from", "titles", "related-content", "long", "update", "updated", "type",
    ],
)  # fmt: skip
def test_ordinary_keys_are_nobodys_misspelling(key: str) -> None:
    assert front_matter.near_miss(key) is None


@pytest.mark.parametrize("text", ["---\na: b\n", "---\n", "---\na: b\n----\n", "---\na: b\n ---\n"])
def test_front_matter_that_is_never_closed(text: str) -> None:
    with pytest.raises(SourceError, match="opened at line 1 is never closed with ---") as caught:
        front_matter.split(text, path="a.md")
    assert caught.value.where == "a.md:1"


def test_front_matter_without_end_is_not_read_at_all() -> None:
    with pytest.raises(SourceError, match="longer than"):
        front_matter.split("---\na: " + "x" * front_matter.LIMIT + "\n---\n", path="a.md")


def test_only_changed_values_are_written() -> None:
    text = "title:   'Old'  # why\nplain: yes it is\ntags: [a,  b]\nempty:\nblock: |\n  one\n  two\n\nlast: x"
    front = front_matter.loads(text)
    assert front_matter.dumps(front, front.meta) == text
    meta = tuple(
        {**dict(front.meta), "title": "It's", "empty": "now", "block": "a\nb", "last": "12:30", "new": "é"}.items()
    )
    assert front_matter.dumps(front, meta) == (
        "title:   'It''s'  # why\nplain: yes it is\ntags: [a,  b]\nempty: now\n"
        'block: "a\\nb"\n\nlast: "12:30"\nnew: é\n'
    )


@pytest.mark.parametrize("style", ["", "'", '"', "|", ">"])
@pytest.mark.parametrize(
    "value",
    [
        "words", "停止遣返", "No", "null", "12:30", "2024-06-20", "1e3", "0x1f", "a: b", "a #b", "#a", "- a", "it's",
        'say "x"', "back\\slash", " blank", "blank ", "two\nlines", "\ttab", "", "~", "&a", "*a", "!a", "%a", "@a", "`a", "{a",
        "[a", "|", ">", "a:", "?", "a\u2028b", "a\u0085b", "\ufeffa", "emoji 😀", "，", "a,b", "=", "<<", "a\x7fb",
    ],
)  # fmt: skip
def test_every_value_reads_back_as_itself(value: str, style: str) -> None:
    (entry,) = front_matter.loads(f"key: {front_matter.scalar(value, style)}\n").entries
    assert entry.value == value


NESTED = (
    "title: A\nsocial:\n  x: They took him  # soon\n  facebook: 'It''s late'\n  tags: [a, b]\n  linkedin: >-\n    one\n"
    "    two\nlimits: {title: 40, social.x: 200}\ndate: 2024-01-02\n"
)


def test_posts_and_limits_are_keys_of_their_own() -> None:
    front = front_matter.loads(NESTED)
    assert front.meta == (
        ("title", "A"),
        ("social.x", "They took him"),
        ("social.facebook", "It's late"),
        ("social.tags", "[a, b]"),
        ("social.linkedin", "one two"),
        ("limits.title", "40"),
        ("limits.social.x", "200"),
        ("date", "2024-01-02"),
    )
    assert [entry.line for entry in front.entries] == [2, 4, 5, 6, 7, 10, 10, 11]


def test_a_post_is_written_back_where_it_stood() -> None:
    front = front_matter.loads(NESTED)
    new = {"social.x": "他們帶走了他：現在", "social.facebook": "it's", "social.linkedin": "三", "limits.title": "a, b"}
    made = front_matter.dumps(front, tuple((dict(front.meta) | new).items()))
    assert made == (
        "title: A\nsocial:\n  x: 他們帶走了他：現在  # soon\n  facebook: 'it''s'\n  tags: [a, b]\n  linkedin: \"三\"\n"
        'limits: {title: "a, b", social.x: 200}\ndate: 2024-01-02\n'
    )
    assert dict(front_matter.loads(made).meta) == dict(front.meta) | new


@pytest.mark.parametrize(
    ("text", "line"),
    [("social.x: a\nsocial:\n  x: b\n", 4), ("social:\n  x: a\n  x: b\n", 4), ("slug: a\nslug: b\n", 3)],
)
def test_a_post_stands_there_once(text: str, line: int) -> None:
    with pytest.raises(SourceError, match="is there twice") as caught:
        front_matter.loads(text, path="a.md")
    assert str(caught.value.where) == f"a.md:{line}"


def test_what_social_is_elsewhere_is_carried() -> None:
    for text in (
        "social: true\n",
        "social: [x, y]\n",
        "social: {}\n",
        "social:\n",
        "limits:\n- a\n",
        "a:\n  social:\n    x: b\n",
    ):
        front = front_matter.loads(text)
        assert front_matter.dumps(front, front.meta) == text
        assert [key for key, _ in front.meta if "." in key] == []
