"""Names and quotations are found in whatever form they are written, and what a triple quotes is the article's own."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.triple_parts import parts

from onrecord.extract import Extractor, Triple
from onrecord.extract.page.form import plain
from onrecord.extract.parsing.fluent import fluent
from onrecord.extract.triple import covered


@cache
def extractor() -> Extractor:
    return Extractor()


def triples(text: str) -> list[Triple]:
    found = extractor().triples(text)
    for triple in found:
        for part in parts(triple):
            assert part.text == covered(text, part.spans)
    return found


def names(triple: Triple) -> list[str]:
    assert triple.speaker
    return [triple.speaker.name, *(target.name for target in triple.targets)]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Mary O‘Brien", "Mary O’Brien"),
        ("Mary O`Brien", "Mary O’Brien"),
        ("Mary O&#8217;Brien", "Mary O’Brien"),
        ("Mary&nbsp;Ruiz", "Mary Ruiz"),
        ("<b>Mary</b> Ruiz", "Mary Ruiz"),
        ("Mary\u00a0Ruiz", "Mary Ruiz"),
        ("Mary\u202fRuiz", "Mary Ruiz"),
        ("Mary\u2009Ruiz", "Mary Ruiz"),
        ("Mary\u200bRuiz", "Mary Ruiz"),
        ("José García", "José García"),
        ("Jose\u0301 Garci\u0301a", "José García"),
        ("Jos&eacute; Garc&iacute;a", "José García"),
    ],
)
def test_a_name_is_one_in_every_form(written: str, name: str) -> None:
    said, accused = triples(f"{written}, the mayor, said that it was fine. {written} accused Ben Hall of lying.")
    assert names(said)[0] == name
    assert names(accused) == [name, "Ben Hall"]


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u202f", "\u200b", "&nbsp;"])
def test_a_target_is_whole_whatever_parts_its_words(blank: str) -> None:
    [triple] = triples(f"Ana Ruiz accused Ben{blank}Hall of lying.")
    assert names(triple) == ["Ana Ruiz", "Ben Hall"]


def test_two_forms_of_one_name_are_one_person() -> None:
    first, second = triples("José García, the mayor, said that it was fine. Garci\u0301a denied that he had lied.")
    assert names(first)[0] == names(second)[0] == "José García"


def test_a_claim_ends_behind_the_accent_of_its_last_letter() -> None:
    [triple] = triples("Ana Ruiz said that they had met at the cafe\u0301.")
    assert triple.claim.text == "that they had met at the cafe\u0301"


@pytest.mark.parametrize("line_end", ["\u2028", "\v"])
def test_a_line_break_within_a_paragraph_ends_nothing(line_end: str) -> None:
    [triple] = triples(f"“We will stay,”{line_end}Ana Ruiz said.")
    assert (triple.claim.kind, names(triple)[0]) == ("direct", "Ana Ruiz")


def test_half_a_surrogate_pair_is_no_error() -> None:
    found = dict(extractor().stream(["“Go,” said \ud83d Lee Park.", "“Stay,” said Jo Hill."]))
    assert [names(one)[0] for some in found.values() for one in some][-1] == "Jo Hill"


# What spaCy reads

RUNS = ["(", "[](){}", "“”", '"', "'", "/", ":;", "&", "€", "(a)", "@", "*a*", "<!--", "<script", "&amp;"]


@pytest.mark.parametrize("run", RUNS)
def test_no_run_of_marks_is_left_to_the_tokenizer(run: str) -> None:
    text = fluent(plain("Ana said it. " + run * 20_000)).text
    assert all(len(word) < 200 or word.isalnum() for word in text.split())


characters = st.text(st.sampled_from("aé e\u0301\u2060\u00a0(<b>&amp; \n") | st.characters(), max_size=60)


@given(characters)
def test_every_character_that_spacy_reads_has_its_place(text: str) -> None:
    form = plain(text)
    read = fluent(form)
    assert len(form) == len(text)
    if read.starts is None or read.stops is None:
        assert len(read.text) == len(form)
        return
    assert len(read.starts) == len(read.stops) == len(read.text)
    assert all(0 <= start < stop <= len(form) for start, stop in zip(read.starts, read.stops, strict=True))
    assert read.starts == sorted(read.starts)
    for character, start, stop in zip(read.text, read.starts, read.stops, strict=True):
        assert stop - start > 1 or character == form[start]


@given(characters)
def test_the_plain_form_of_a_plain_form_is_itself(text: str) -> None:
    assert plain(plain(text)) == plain(text)
