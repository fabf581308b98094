"""The extractor as a library, and as a component of a spaCy pipeline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.triple_parts import parts

import onrecord
from onrecord.extract import Document, Extractor
from onrecord.extract.triple import covered

TEXT = (
    "The harbour will not be sold, Mayor Ana Ruiz said on Monday.\n\n"
    "“We will keep it,” Ruiz told reporters. She accused Port Holdings of “bullying” the council.\n"
)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def test_a_text_gives_triples_in_its_order(extractor: Extractor) -> None:
    triples = extractor.triples(TEXT)
    assert [triple.claim.kind for triple in triples] == ["indirect", "direct", "mixed"]
    assert {triple.speaker.name for triple in triples if triple.speaker} == {"Ana Ruiz"}
    assert "Port Holdings" in [target.name for target in triples[-1].targets]


def test_every_span_covers_what_is_said_to_stand_there(extractor: Extractor) -> None:
    for triple in extractor.triples(TEXT):
        for part in parts(triple):
            assert part.text == covered(TEXT, part.spans)


def test_a_stream_gives_each_document_with_its_triples(extractor: Extractor) -> None:
    documents = [Document(TEXT, id="one"), Document("Nobody said a thing.", id="two"), Document("", id="three")]
    streamed = list(extractor.stream(documents))
    assert [document.id for document, _ in streamed] == ["one", "two", "three"]
    assert len(streamed[0][1]) == 3
    assert all(triple.document is documents[0] for triple in streamed[0][1])


def test_the_same_article_has_the_same_claim_ids(extractor: Extractor) -> None:
    first = [triple.claim.id for triple in extractor.triples(TEXT)]
    again = [triple.claim.id for triple in Extractor().triples(TEXT)]
    assert first == again
    assert len(set(first)) == len(first)


def test_an_article_does_not_depend_on_those_beside_it(extractor: Extractor) -> None:
    alone = [triple.to_dict() for triple in extractor.triples(TEXT)]
    among = dict(extractor.stream(["“Go,” said Lee Park.", TEXT, "“Stay,” said Jo Hill."]))
    assert [triple.to_dict() for triple in among[Document(TEXT)]] == alone


def test_what_is_printed_can_be_read_back_as_json(extractor: Extractor) -> None:
    printed = json.loads(json.dumps(extractor.triples(TEXT)[1].to_dict()))
    assert printed["document"]["id"].startswith("sha256:")
    assert printed["claim"]["text"] == "“We will keep it,”"
    assert printed["speaker"] == {
        "name": "Ana Ruiz",
        "type": "person",
        "named": True,
        "text": "Ruiz",
        "spans": [[TEXT.index("Ruiz told"), TEXT.index(" told")]],
    }


def test_a_folder_without_weights_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=str(tmp_path)):
        Extractor(model=tmp_path)


def test_an_article_of_many_windows_loses_nothing_at_their_borders(extractor: Extractor) -> None:
    """Each paragraph gives its claim, wherever the windows fall."""
    paragraph = "“Ward {0} will get its own clinic within {0} months,” Mayor Ana Ruiz said on Monday.\n\n"
    text = "".join(paragraph.format(number) for number in range(1, 81))
    claims = [triple.claim.text for triple in extractor.triples(text)]
    assert claims == [f"“Ward {number} will get its own clinic within {number} months,”" for number in range(1, 81)]


def test_an_article_as_long_as_a_book_is_read_in_pieces(extractor: Extractor) -> None:
    """Longer than spaCy takes at once, also where no line ends."""
    text = "The tide came in and the tide went out again. " * 1500 + "“We will stay,” Ana Ruiz said."
    [triple] = extractor.triples(text)
    assert triple.claim.text == "“We will stay,”"
    assert text[slice(*triple.claim.spans[0])] == "“We will stay,”"
    assert triple.speaker is not None
    assert triple.speaker.name == "Ana Ruiz"


@pytest.mark.parametrize(
    ("article", "said"),
    [
        (None, "this is NoneType: give its text"),
        (3, "this is int: give its text"),
        (b"Ana Ruiz said no.", r"this is bytes: decode it first"),
        (["Ana Ruiz said no."], r"this is list: for several articles use Extractor\(\)\.stream"),
    ],
)
def test_an_article_that_is_no_text_is_told_in_a_sentence(article: object, said: str) -> None:
    with pytest.raises(TypeError, match=said):
        onrecord.extract(article)  # type: ignore[arg-type]


def test_a_document_and_a_stream_say_what_they_take() -> None:
    with pytest.raises(TypeError, match="The text of a Document is a str, and this is NoneType"):
        Document(None)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="stream takes several articles"):
        next(Extractor().stream("Ana Ruiz said no."))
