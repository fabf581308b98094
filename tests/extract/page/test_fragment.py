"""Links with a text fragment: a browser that follows the standard comes to the words of the claim, and no others."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.fragment import link

TEXT = (
    "The wall is old. “We will stay,” Ana Ruiz said, and left.\n\n"
    "Ben Hall disagreed. “We will stay,” he said. “It is cost-free, a, b & c. "
    + "And it goes on for ever in the town. " * 8
    + "The end is near here.”\n\n“We will stay”\n\nNobody else said so."
)


def place(text: str, address: str) -> tuple[int, int] | None:
    """Where a browser finds the one directive of an address: prefix, start and end, in the first place that fits."""
    directive = address.partition(":~:text=")[2]
    parts = directive.split(",")
    prefix = unquote(parts.pop(0)[:-1]) if parts[0].endswith("-") else ""
    start, end = unquote(parts[0]), unquote(parts[1]) if len(parts) > 1 else ""

    def pattern(words: str) -> str:
        return r"\s+".join(map(re.escape, words.split()))

    for found in re.finditer(rf"{pattern(prefix)}\s*(?P<start>\b|\B)(?P<words>{pattern(start)})(?!\w)", text, re.I):
        begin, stop = found.span("words")
        if begin and text[begin - 1].isalnum() and text[begin].isalnum():
            continue
        if not end:
            return begin, stop
        last = re.compile(rf"(?<!\w){pattern(end)}(?!\w)", re.I).search(text, stop)
        if last:
            return begin, last.end()
    return None


@pytest.mark.parametrize("number", range(3))
def test_each_place_of_the_same_words_has_an_address_of_its_own(number: int) -> None:
    starts = [match.start() for match in re.finditer("We will stay", TEXT)]
    start = starts[number]
    found = place(TEXT, link("https://example.org/a", TEXT, [(start - 1, start + 13)]))
    assert found is not None
    assert TEXT[found[0] : found[1]].strip("“") == "We will stay"
    assert found[1] == start + len("We will stay")


def test_a_long_claim_is_given_by_its_ends() -> None:
    start, stop = TEXT.index("“It is cost"), TEXT.index("near here.”") + len("near here.”")
    address = link("https://example.org/a", TEXT, [(start, stop)])
    assert address == ("https://example.org/a#:~:text=It%20is%20cost%2Dfree%2C%20a%2C%20b,The%20end%20is%20near%20here")
    assert place(TEXT, address) == (start + 1, stop - 2)


def test_parts_of_a_claim_are_marked_each() -> None:
    text = "“We will stay,” Ana Ruiz said. “We like it here.”"
    address = link("https://example.org/a", text, [(0, 15), (31, 49)])
    assert address == "https://example.org/a#:~:text=We%20will%20stay&text=We%20like%20it%20here"


def test_a_fragment_of_the_address_is_kept() -> None:
    assert link("https://example.org/a#top", "We will stay.", [(0, 12)]) == (
        "https://example.org/a#top:~:text=We%20will%20stay"
    )


def test_no_word_no_fragment() -> None:
    assert link("https://example.org/a", "“…” he said", [(0, 3)]) == "https://example.org/a"


WORDS = st.lists(st.sampled_from(["We", "will", "stay", "a-b", "“no,", "x.”", "Ruiz", "\n\n"]), min_size=1, max_size=80)


@given(WORDS, st.data())
def test_whatever_repeats_the_browser_comes_to_the_claim_or_says_where(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    if not re.search(r"\w", text[start:stop]):
        return
    address = link("https://example.org/a", text, [(start, stop)])
    found = place(text, address)
    cut = start and text[start - 1].isalnum() and text[start].isalnum()
    cut = cut or (stop < len(text) and text[stop - 1].isalnum() and text[stop].isalnum())
    if not cut:
        assert found is not None, address
