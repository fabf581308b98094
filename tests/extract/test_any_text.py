"""Whatever the text: no error, and every span lies in it and covers what it says."""

from __future__ import annotations

from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.triple_parts import parts

from onrecord.extract import Extractor
from onrecord.extract.page.quotes import find_quotations
from onrecord.extract.triple import covered

MARKS = list("“”‘’\"'«»„‚`,.:;!?-–—― \n\t\r\u00a0\u2028")
WORDS = [
    "said",
    "Ana Ruiz",
    "he",
    "according to",
    "accused",
    "RUIZ:",
    "that",
    "the mayor",
    "Kyiv",
    "’s",
    "İ",
    "ß",
    "e\u0301",
    "Mary O‘Brien",
    "Mary O&#8217;Brien",
    "Lee&nbsp;Park",
    "<b>Jo</b> Hill",
    "Smith &amp; Sons",
    "Port\nHoldings",
    "Ana\u00a0Ruiz",
    "Ben\u200bHall",
    "Jose\u0301 Garci\u0301a",
    "told",
    "<!--",
    "\ud800",
    "\u2060",
    "   ",
]
newslike = st.lists(st.one_of(st.sampled_from(MARKS), st.sampled_from(WORDS)), max_size=80).map("".join)
anything = st.text(st.characters(exclude_categories=[]), max_size=300)
texts = st.one_of(anything, newslike, st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))


@cache
def extractor() -> Extractor:
    return Extractor()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_spans_lie_in_the_text_and_cover_what_they_say(text: str) -> None:
    for triple in extractor().triples(text):
        for part in parts(triple):
            assert part.text == covered(text, part.spans)
            assert all(0 <= start < stop <= len(text) for start, stop in part.spans)
            assert list(part.spans) == sorted(part.spans)
        assert triple.claim.spans


@given(texts)
def test_quotations_are_in_order_and_apart(text: str) -> None:
    last = 0
    for quotation in find_quotations(text):
        assert last <= quotation.start < quotation.stop <= len(text)
        assert quotation.opened + quotation.closed <= quotation.stop - quotation.start
        last = quotation.stop
