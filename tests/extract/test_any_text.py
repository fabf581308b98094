"""Whatever the text: no error, and every span lies in it and covers what it says. Many more: bench/reliability."""

from __future__ import annotations

import random
from functools import cache

from hypothesis import given
from hypothesis import strategies as st
from support.odd_texts import MARKS, WORDS, odd_text, wrong_in

from onrecord.extract import Extractor
from onrecord.extract.page.quotes import find_quotations

newslike = st.lists(st.one_of(st.sampled_from(MARKS), st.sampled_from(WORDS)), max_size=80).map("".join)
anything = st.text(st.characters(exclude_categories=[]), max_size=300)
texts = st.one_of(anything, newslike, st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))


@cache
def extractor() -> Extractor:
    return Extractor()


def test_spans_lie_in_the_text_and_cover_what_they_say() -> None:
    dice = random.Random(14)
    claims = 0
    for text in [odd_text(dice) for _ in range(200)]:
        triples = extractor().triples(text)
        assert wrong_in(text, triples) is None, text
        claims += len(triples)
    assert claims > 50


def test_an_entity_of_which_nothing_is_left_at_the_end_of_a_text_is_no_name() -> None:
    text = (
        "“This is a delay and not a defeat,”\U000e428bsaid Gordon Pryce, the chief executive. “Our orde\nr book is "
        "longer than at any time in the company’s history, and I expect tAna Ruizhe vessel to be back at sea by the "
        "spring.” "
        "After the programme, Llewellyn told Wexcombe Sound that Pryce had “answered every question except the ones he "
        "was asked.” A lawyer for Thackeray said that it t t would be wrong to comment while the jury was o:ut."
    )
    assert wrong_in(text, extractor().triples(text)) is None


def test_texts_may_be_cut_off_anywhere() -> None:
    text = (
        "After Ana Ruiz, the mayor, said the bank was sound, its chairman, Otto Frei, sold. By his own account, the "
        "Swede told Hans and Greta Ohlin, of the Acme Trust, that “he had to go.” While the rain fell, a spokesman "
        "for the director of the league, Tom Lee, asked: “Who wants it?”"
    )
    for end in [i for i, character in enumerate(text) if not character.isalnum()]:
        for cut in (text[: end + 1], text[end:]):
            assert wrong_in(cut, extractor().triples(cut)) is None, cut


@given(texts)
def test_quotations_are_in_order_and_apart(text: str) -> None:
    last = 0
    for quotation in find_quotations(text):
        assert last <= quotation.start < quotation.stop <= len(text)
        assert quotation.opened + quotation.closed <= quotation.stop - quotation.start
        last = quotation.stop
