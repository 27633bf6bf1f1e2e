"""Plain text -> blocks: paragraphs by line or by gap, lists where they are sure."""

from pubflow.markup.plaintext import loads
from pubflow.statement import Block, Text

LONG = "The authorities must release everyone who is held only for the peaceful use of a right, and drop all charges."


def paragraph(text: str, line: int = 0) -> Block:
    return Block("paragraph", (Text(text),), line=line)


def items(*texts: str) -> tuple[Block, ...]:
    return tuple(Block("item", children=(paragraph(text),)) for text in texts)


def test_each_long_line_is_a_paragraph_with_or_without_gaps() -> None:
    assert loads(f"Headline\n{LONG}\n{LONG}\n\n{LONG}") == (
        paragraph("Headline"),
        paragraph(LONG),
        paragraph(LONG),
        paragraph(LONG),
    )


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = (
        "The authorities must release everyone who is held only for the\n"
        "peaceful use of a right, and drop all charges. Nobody may be\n"
        "returned to a country where torture awaits them.\n"
    )

    assert loads(wrapped) == (paragraph(wrapped.strip()),)


def test_a_short_line_ends_a_wrapped_paragraph_that_no_gap_ends() -> None:
    text = (
        "The authorities must release everyone who is held only for the\n"
        "peaceful use of a right, and drop all charges. Nobody may be\n"
        "returned.\n"
        "The delegation met ministers, lawyers and the families of people\n"
        "who were sentenced to death and are still waiting.\n"
    )

    first, second = loads(text)
    assert first.inlines == (Text("\n".join(text.split("\n")[:3])),)
    assert second.inlines == (Text("\n".join(text.split("\n")[3:5])),)


def test_a_two_line_gap_less_text_joins_only_what_goes_on_in_lower_case() -> None:
    first = "The delegation met ministers, lawyers and the families of"

    assert loads(f"{first}\npeople who wait.") == (paragraph(f"{first}\npeople who wait."),)
    assert loads("Contact:\nPress Office\nTel. +886 2 0000 0000") == (
        paragraph("Contact:"),
        paragraph("Press Office"),
        paragraph("Tel. +886 2 0000 0000"),
    )


def test_lines_are_those_of_the_file_whatever_ends_them() -> None:
    for end in ("\n", "\r\n", "\r"):
        blocks = loads(f"One{end}{end}{end}Two{end}")
        assert [(block.inlines, block.line) for block in blocks] == [((Text("One"),), 1), ((Text("Two"),), 4)]


def test_double_spaces_stay_and_blanks_at_the_ends_go() -> None:
    assert loads("\tOne.  Two\tthree \t\n") == (paragraph("One.  Two\tthree"),)


def test_a_page_break_ends_a_paragraph_and_a_line_separator_does_not() -> None:
    assert loads("One\fTwo\u2029Three\u2028four") == (paragraph("One"), paragraph("Two"), paragraph("Three\nfour"))


def test_bullets_in_a_row_are_a_list() -> None:
    expected = Block("list", children=items("Free them.", "Drop the charges."), attrs=(("tight", "true"),))

    for bullet in "-•*":
        assert loads(f"We ask:\n{bullet} Free them.\n{bullet} Drop the charges.\n") == (paragraph("We ask:"), expected)


def test_items_with_gaps_are_a_loose_list() -> None:
    assert loads("- Free them.\n\n- Drop the charges.") == (
        Block("list", children=items("Free them.", "Drop the charges.")),
    )


def test_numbers_in_order_are_a_list_that_keeps_its_start() -> None:
    attrs = (("ordered", "true"), ("start", "9"), ("tight", "true"))

    assert loads("  9. Free them.\n 10. Drop the charges.") == (
        Block("list", children=items("Free them.", "Drop the charges."), attrs=attrs),
    )


def test_one_marker_alone_or_out_of_order_is_text() -> None:
    assert loads("- ENDS -") == (paragraph("- ENDS -"),)
    assert loads("1) One\n2) Two") == (paragraph("1) One"), paragraph("2) Two"))
    assert loads("1. One\n3. Three") == (paragraph("1. One"), paragraph("3. Three"))


def test_an_item_may_hold_a_heading_line_paragraphs_and_a_list() -> None:
    text = """\
 1. Release
    The authorities must release everyone who is held only for
    the peaceful use of a right, and drop all charges. Nobody may
    be returned.
 2. Reform
     - of the law
     - of the courts

    And soon.
"""
    body = "\n".join(line.strip() for line in text.split("\n")[1:4])
    nested = Block("list", children=items("of the law", "of the courts"), attrs=(("tight", "true"),))
    assert loads(text) == (
        Block(
            "list",
            children=(
                Block("item", children=(paragraph("Release"), paragraph(body))),
                Block("item", children=(paragraph("Reform"), nested, paragraph("And soon."))),
            ),
            attrs=(("ordered", "true"),),
        ),
    )


def test_a_line_of_rules_is_a_rule_and_ends_what_stands_before() -> None:
    rule = Block("rule", translatable=False)

    assert loads("One\n   ____________\nTwo\n* * *\n-----") == (paragraph("One"), rule, paragraph("Two"), rule, rule)


def test_a_list_that_begins_anew_is_another_list() -> None:
    attrs = (("ordered", "true"), ("tight", "true"))

    assert loads("1. a\n2. b\n\n1. c\n2. d") == (
        Block("list", children=items("a", "b"), attrs=attrs),
        Block("list", children=items("c", "d"), attrs=attrs),
    )


def test_deep_nesting_ends() -> None:
    text = "".join(f"{' ' * 2 * depth}- a\n{' ' * 2 * depth}- b\n" for depth in range(200))

    assert sum(_lists(block) for block in loads(text)) == 8


def _lists(block: Block) -> int:
    return (block.kind == "list") + sum(map(_lists, block.children))
