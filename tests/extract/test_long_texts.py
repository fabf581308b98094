"""Texts of hundreds of thousands of characters: what would cost most is not shown to the model, or not compared."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np

from onrecord.extract import Extractor
from onrecord.extract.attribution.features import featurize
from onrecord.extract.attribution.finder import Finder
from onrecord.extract.attribution.mentions import Words, alike
from onrecord.extract.attribution.model import WEIGHTS, _may_tell, read_tokenizer
from onrecord.extract.attribution.windows import split
from onrecord.extract.names.discourse import Mentions, Referring
from onrecord.extract.names.entities import Entities, Entity, find_entities
from onrecord.extract.names.links import Links
from onrecord.extract.names.mentions import Name, find_names
from onrecord.extract.parsing.parse import Parse
from onrecord.extract.parsing.pipeline import english

FIRST = ("Ana", "Ola", "Tom", "Mary")
SAID = "“We will stay until the last stone is laid,” said Ana Ruiz, the mayor."


def test_what_has_no_words_is_not_shown_to_the_model() -> None:
    marks = "“‘—…*#12 中文 " * 100
    features = featurize(f"{marks}\n\nRuiz agreed.\n\n{marks}", read_tokenizer(WEIGHTS))
    told = [_may_tell(features, window) for window in split(features)]
    assert len(told) > 5
    assert 1 <= sum(told) <= 2


def test_a_statement_among_marks_is_found() -> None:
    marks = "* # … — " * 400
    [triple] = Extractor().triples(f"{marks}\n\n{SAID}\n\n{marks}")
    assert triple.speaker is not None
    assert (triple.speaker.name, triple.claim.text) == ("Ana Ruiz", "“We will stay until the last stone is laid,”")


def test_a_mention_is_compared_with_some_as_with_all() -> None:
    texts = ["Ana Ruiz", "the mayor", "Ruiz", "the last mayor", "Ruiz", "—"]
    words = Words.of(texts)
    assert words.alike(4, 0, 4).tolist() == [[0, 1, 1, 1], [0, 0, 0, 0], [1, 1, 1, 1], [0, 0, 0, 0]]
    assert words.alike(3, 1, 3).tolist() == [[0, 1, 0, 0], [0, 0, 0, 1]]
    for number, row in enumerate(alike(texts)):
        assert np.array_equal(row[1:4], words.alike(number, 1, 4))


def test_what_is_kept_of_mentions_grows_with_their_number_and_no_more() -> None:
    def kept(paragraphs: int) -> int:
        dice = random.Random(1)
        people = [f"{dice.choice(FIRST)} {''.join(dice.choices('aeilnorst', k=7)).title()}" for _ in range(paragraphs)]
        text = "\n\n".join(f"“We will stay in the harbour,” {name} said. She left." for name in people)
        page, attributions = Finder().find(text)
        parse = Parse(english(entities=False)(text), text)
        assert page.reading is not None
        links = Links(parse, page.reading, find_entities(parse, find_names(parse)), attributions)
        return sum(kept.nbytes for kept in vars(links).values() if isinstance(kept, np.ndarray))

    assert kept(90) <= 3.5 * kept(30)


def test_mentions_are_found_by_their_sentence() -> None:
    ana, ola = Entity("Ana Ruiz", "person"), Entity("Ola Berg", "person")
    mentions = Mentions([0, 0, 1, 1])
    for token, entity in ((0, ana), (3, ola), (2, ana)):
        mentions.add(Referring(token, entity))
    assert [each.token for each in mentions.in_sentence(1)] == [3, 2]
    assert list(mentions.in_sentence(2)) == []
    assert [each.token for each in mentions.last()] == [2, 3, 0]


def test_a_surname_is_that_of_the_names_so_far() -> None:
    ruiz = Name(0, 1, 0, "Ruiz", ("ruiz",), "PERSON")
    person = Entity("Ana", "person", names=[replace(ruiz, text="Ana", key=("ana",))])
    assert person.surname == "ana"
    person.names.append(replace(ruiz, text="Ana Ruiz Jr.", key=("ana", "ruiz", "jr")))
    assert person.surname == "ruiz"
    assert Entities([person, Entity("Ruiz", "person", names=[ruiz])], {}, {}).bearer("Ruiz") is person
    assert Entity("a man", "person", named=False).surname == ""
