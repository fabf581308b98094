"""Who wrote an article is who says "I" in it: stated by the page, the feed, the table or the record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.extract import Document, Extractor
from onrecord.extract.reading import read

TEXT = (
    "The pier has stood for a hundred years. I believe the council is wrong.\n\n"
    "The mayor, Paul Hart, said that the pier was a danger to children."
)
PARAGRAPHS = "".join(f"<p>{part}</p>" for part in TEXT.split("\n\n"))
LONG = "<p>" + "Nobody who walked there in summer will forget the light on the water of the bay. " * 8 + "</p>"
FILES = {
    "page.html": f'<html><head><title>Pier</title><meta name="author" content="Gina Wolf"></head>'
    f"<body><article><h1>Pier</h1>{PARAGRAPHS}{LONG}</article></body></html>",
    "feed.rss": '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Tarn Gazette</title><item>'
    "<title>Pier</title><dc:creator>Gina Wolf</dc:creator>"
    f"<content:encoded><![CDATA[{PARAGRAPHS}{LONG}]]></content:encoded></item></channel></rss>",
    "feed.atom": '<feed xmlns="http://www.w3.org/2005/Atom"><title>Tarn Gazette</title><entry><title>Pier</title>'
    "<author><name>Gina Wolf</name></author>"
    f'<content type="html"><![CDATA[{PARAGRAPHS}{LONG}]]></content></entry></feed>',
    "feed.json": json.dumps({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Tarn Gazette",
        "items": [{"id": "1", "authors": [{"name": "Gina Wolf"}], "content_text": TEXT}],
    }),
    "rows.csv": f'byline,body\nGina Wolf,"{TEXT}"\n',
    "lines.jsonl": json.dumps({"text": TEXT, "author": "Gina Wolf"}) + "\n",
    "note.md": f"---\nauthor: Gina Wolf\n---\n{TEXT}\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def believers(extractor: Extractor, document: Document) -> list[tuple[str, bool]]:
    """Who says what is said by "I", and whether it is somebody named."""
    speakers = [triple.speaker for triple in extractor.triples(document) if triple.speaker is not None]
    return [(speaker.name, speaker.named) for speaker in speakers if speaker.text == "I"]


@pytest.mark.parametrize("name", FILES)
def test_the_stated_author_is_read_and_says_i(name: str, tmp_path: Path, extractor: Extractor) -> None:
    (tmp_path / name).write_text(FILES[name], encoding="utf-8")
    (document,) = read([tmp_path / name])
    assert isinstance(document, Document)
    assert document.author == "Gina Wolf"
    assert believers(extractor, document) == [("Gina Wolf", True)]


@pytest.mark.parametrize(
    "author", ["Gazette Staff", "Gina Wolf and Paul Roe", "Gina Wolf; Paul Roe", "Reuters", "Gina"]
)
def test_a_desk_an_agency_or_several_authors_are_nobody_who_says_i(author: str, extractor: Extractor) -> None:
    assert believers(extractor, Document(TEXT, author=author)) == [("I", False)]


def test_the_byline_of_the_text_goes_before_what_is_stated(extractor: Extractor) -> None:
    document = Document("Pier\n\nBy Nora Finch\n\n" + TEXT, author="Gina Wolf")
    assert believers(extractor, document) == [("Nora Finch", True)]


def test_an_author_whom_the_text_names_is_that_person(extractor: Extractor) -> None:
    document = Document(TEXT + "\n\nGina Wolf is a swimmer. Ms Wolf said that she would be there.", author="Gina Wolf")
    assert believers(extractor, document) == [("Gina Wolf", True)]
    names = {triple.speaker.name for triple in extractor.triples(document) if triple.speaker is not None}
    assert names == {"Gina Wolf", "Paul Hart"}


def test_two_authors_of_a_feed_are_none(tmp_path: Path) -> None:
    feed = FILES["feed.json"].replace('{"name": "Gina Wolf"}', '{"name": "Gina Wolf"}, {"name": "Paul Roe"}')
    (tmp_path / "feed.json").write_text(feed, encoding="utf-8")
    (document,) = read([tmp_path / "feed.json"])
    assert isinstance(document, Document)
    assert document.author is None
