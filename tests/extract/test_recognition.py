"""The quicker entity recognition finds what spaCy's own finds."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from support.places import EXAMPLES

from onrecord.extract.parsing.pipeline import PIPELINE, UNUSED, english

ARTICLES = sorted((EXAMPLES).glob("*.txt"))
TEXTS = [
    "",
    "\n\n",
    "Ruiz",
    "Ana Ruiz of the  United\n\nNations spoke.",
    "It rained on Monday, and again on 3 June 2019",
]


@pytest.fixture(scope="module")
def spacys() -> Language:
    return spacy.load(PIPELINE, exclude=UNUSED)


@pytest.fixture(scope="module")
def ours() -> Language:
    return english()


def entities(doc: Doc) -> list[tuple[int, int, str]]:
    return [(entity.start, entity.end, entity.label_) for entity in doc.ents]


@pytest.mark.parametrize("text", [*TEXTS, *(path.read_text(encoding="utf-8") for path in ARTICLES)])
def test_entities_are_those_that_spacy_finds(spacys: Language, ours: Language, text: str) -> None:
    expected, found = spacys(text), ours(text)
    assert entities(found) == entities(expected)
    assert [token.ent_iob_ for token in found] == [token.ent_iob_ for token in expected]


def test_the_examples_have_entities_of_several_words(ours: Language) -> None:
    found = [entity for path in ARTICLES for entity in ours(path.read_text(encoding="utf-8")).ents]
    assert sum(len(entity) > 1 for entity in found) > 20
