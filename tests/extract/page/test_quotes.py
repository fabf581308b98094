"""Quotation marks of every kind, and what only looks like one."""

from __future__ import annotations

import pytest

from onrecord.extract.page.quotes import find_quotations


def quoted(text: str) -> list[str]:
    return [text[quotation.start : quotation.stop] for quotation in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We stay,” she said. “For good.”", ["“We stay,”", "“For good.”"]),
        ('"We stay," she said. "For good."', ['"We stay,"', '"For good."']),
        ("''We stay,'' she said.", ["''We stay,''"]),
        ("``We stay,'' she said.", ["``We stay,''"]),
        ("«We stay», she said.", ["«We stay»"]),
        ("‘We stay,’ she said.", ["‘We stay,’"]),
        ("'We stay,' she said.", ["'We stay,'"]),
        ("„We stay“, she said.", ["„We stay“"]),
    ],
)
def test_every_kind_of_mark(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The workers' rights and the dogs’ tails.",
        "It's hers, isn’t it?",
        "Back in the '90s and the ’80s.",
        "He is 6'2\" tall.",
        "Tell 'em to come.",
    ],
)
def test_an_apostrophe_is_no_quotation_mark(text: str) -> None:
    assert quoted(text) == []


def test_single_marks_inside_double_ones_belong_to_the_quotation() -> None:
    assert quoted("“She said ‘never’ to me,” he said.") == ["“She said ‘never’ to me,”"]


def test_apostrophes_inside_single_marks_do_not_end_the_quotation() -> None:
    assert quoted("‘We won’t stand for the workers’ plight,’ he said.") == ["‘We won’t stand for the workers’ plight,’"]


def test_a_quotation_without_its_closing_mark_ends_with_the_paragraph() -> None:
    assert quoted("“We stay, she said.\nHe left.") == ["“We stay, she said."]


def test_every_paragraph_opens_and_only_the_last_closes() -> None:
    assert quoted("“One.\n\n“Two.\n\n“Three,” he said.") == ["“One.", "“Two.", "“Three,”"]


def test_a_quotation_goes_on_where_a_paragraph_break_is_lost() -> None:
    assert quoted('"It is absurd. "There are many," he said.') == ['"It is absurd. "There are many,"']
    assert quoted("He said: “It is absurd. “There are many.” She left.") == ["“It is absurd. “There are many.”"]


def test_a_mark_that_can_only_open_begins_a_new_quotation() -> None:
    assert quoted('"It is absurd, he said, "and many."') == ['"It is absurd, he said,', '"and many."']


def test_a_closing_mark_may_open() -> None:
    assert quoted("”Never again,” he said.\n\n”Fear.”") == ["”Never again,”", "”Fear.”"]


def test_an_opening_mark_may_close() -> None:
    assert quoted("It is “the best“ of all, he said, “by far.”") == ["“the best“", "“by far.”"]
