"""Which claims of one speaker are the same statement."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pytest
from support.repeat_pairs import Pair, pairs

from onrecord.graph.bulk.alike import Alike
from onrecord.graph.bulk.outlines import Outlines
from onrecord.graph.repeats.comparison import quoted, same_statement, shingles
from onrecord.graph.repeats.wording import outline, wording

HARBOUR = "“The harbour will stay open until its owners have paid their debts to the town,”"


def same(one: str, other: str, kind: str = "direct") -> bool:
    return same_statement(quoted(one, "direct"), quoted(other, kind))


@pytest.mark.parametrize(
    "other",
    [
        "“The harbour will stay open until its owners have paid their debts to the town.”",
        '"the harbor will stay open until its owners have paid their debts to the town"',
        "‘THE HARBOUR WILL STAY OPEN UNTIL ITS OWNERS HAVE PAID THEIR DEBTS TO THE TOWN’",
        "“The harbour will stay open until its owners have paid”",
        "“[It] will stay open until its owners have paid their debts to the town”",
        "“[T]he harbour will stay open until its [Norwegian] owners have paid their debts to the town”",
        "“The harbour will stay open … until its owners have paid their debts to the town”",
        "“Well, the harbour will stay open until its owners’ve paid their debts to the town, and I will see to that.”",
    ],
)
def test_nearly_the_same_words_are_the_same_statement(other: str) -> None:
    assert same(HARBOUR, other)
    assert same(other, HARBOUR)


@pytest.mark.parametrize(
    ("kind", "other"),
    [
        ("indirect", "that the harbour would stay open until its owners had paid their debts to the town"),
        ("mixed", "the harbour would stay open “until its owners have paid their debts to the town”"),
    ],
)
def test_reported_speech_is_the_same_statement(kind: str, other: str) -> None:
    assert same(HARBOUR, other, kind)
    assert not same(HARBOUR, other.replace("its owners", "the unions"), kind)


@pytest.mark.parametrize(
    "other",
    [
        "“The harbour will not stay open until its owners have paid their debts to the town,”",
        "“I doubt that the harbour will stay open until its owners have paid their debts to the town,”",
        "“The airport will stay open until its owners have paid their debts to the town,”",
        "“The harbour would stay open until its owners had paid their debts to the town,”",
        "“Ships can come and go for as long as the company owes us money,”",
        "“The harbour will stay open”",
    ],
)
def test_other_words_are_another_statement(other: str) -> None:
    assert not same(HARBOUR, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("40", "14"), ("forty", "fourteen"), ("1.2 million", "2.1 million"), ("40 percent", "40"), ("Ruiz", "Berg")],
)
def test_numbers_and_names_count(one: str, other: str) -> None:
    text = "“We counted the votes of {} three times before we told the press,”"
    assert same(text.format(one), text.format(one))
    assert not same(text.format(one), text.format(other))


def test_one_number_may_be_written_in_several_ways() -> None:
    forms = [
        [word.form for word in wording(text)] for text in ("forty-two per cent", "42 percent", "42%", "42 per cent")
    ]
    assert forms == [["42", "percent"]] * 4


def test_claims_worth_comparing_share_a_shingle_of_one_speaker() -> None:
    words = quoted(HARBOUR, "direct").words
    cut = quoted("its owners have paid their debts to the town", "mixed").words
    assert shingles("person:ana ruiz", words) & shingles("person:ana ruiz", cut)
    assert not shingles("person:ana ruiz", words) & shingles("person:ola berg", words)


def test_a_word_or_two_tells_nothing() -> None:
    assert shingles("person:ana ruiz", quoted("“Never,”", "direct").words) == frozenset()
    assert not same("“No comment,”", "“No comment,”")


def right(some: Sequence[Pair]) -> list[Pair]:
    """The pairs that are found to be the same statement."""
    return [
        pair
        for pair in some
        for one, other in [[quoted(said.text, said.kind) for said in (pair.one, pair.other)]]
        if shingles(pair.one.speaker, one.words) & shingles(pair.other.speaker, other.words)
        and same_statement(one, other)
    ]


@pytest.mark.parametrize("held_out", [False, True])
def test_few_pairs_come_out_wrong(held_out: bool) -> None:
    some = [pair for pair in pairs() if pair.held_out == held_out]
    found = right(some)
    hits = sum(pair.same for pair in found)
    assert len(some) >= 200
    assert hits / len(found) >= 0.98
    assert hits / sum(pair.same for pair in some) >= 0.9


TEXTS = (
    *("", "“”", "“…”", "OK", "spoken, ok, took", "the U.S. and the United States", "per cent – per-cent", "forty two"),
    *("“[W]e won’t pay Norsk Havn’s forty-two per cent … (as he said)”", "Don't! Stop. Cannot?", "$5m & 20% of 1,000"),
    *(
        "ÉLYSÉE said “naïve”",
        "a_ok_b",
        "x\0y",
        "Mr. J. Smith will, very well, pay",
        "two\nlines;\tone: sentence",
        "the a an",
    ),
    *(HARBOUR, HARBOUR.upper(), f"{HARBOUR} he said. Twenty of them!"),
)


def test_outlines_have_the_words_of_wordings() -> None:
    columns = Outlines(pa.array(TEXTS, pa.string()))
    stems, whose = columns.content()
    stops = np.cumsum(columns.lengths).tolist()
    for place, (text, forms, stop) in enumerate(zip(TEXTS, columns.forms(), stops, strict=True)):
        words = wording(text)
        numbers = columns.numbers[stop - columns.lengths[place] : stop].tolist()
        of_columns = [columns.words[number] for number in numbers]
        content = [word.stem for word in words if word.is_content and not word.bracketed]
        assert outline(text).forms == forms.split() == [word.form for word in words], text
        assert outline(text).content == stems.filter(pa.array(whose == place)).to_pylist() == content, text
        for found in (outline(text).words, of_columns):
            assert [word.stem for word in found] == [word.stem for word in words], text
            assert [word.is_content for word in found] == [word.is_content for word in words], text


def test_what_is_the_same_statement_is_compared() -> None:
    found = 0
    for pair in pairs():
        one, other = (quoted(each.text, each.kind) for each in (pair.one, pair.other))
        if same_statement(one, other):
            found += 1
            outlines = Outlines(pa.array([pair.one.text, pair.other.text]))
            alike = Alike(outlines, np.array([one.direct, other.direct]))
            assert alike.may_be_same(np.array([0, 1]), np.array([1, 0])).all(), pair
    assert found > 100
