"""Quotebank (Vaucher et al., 2021): quotations of a decade of news, each with its likeliest speaker.

Both files are read. In that of articles (`quotebank-YYYY.json.bz2`) a row is an article with its quotations and what
stands around them; in that of quotations (`quotes-YYYY.json.bz2`) a row is a quotation, dated and addressed by its
first appearance. Speakers are the surface forms of people of Wikidata; "None" is nobody of them. A claim's confidence
is the probability of its speaker.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from onrecord.extract import checks
from onrecord.extract.document import Document
from onrecord.extract.errors import InputError
from onrecord.extract.reading import dates
from onrecord.extract.reading.item import well_formed
from onrecord.extract.triple import Triple
from onrecord.graph.transfer.sources.found import Article, Excerpts, Say, rows, speaker_called, triple_of

NOBODY: Final = "None"
_FIELDS: Final = {
    "article": ("localTopSpeaker", "localProbas"),
    "quotation": ("speaker", "probas"),
}


def read(path: Path, say: Say) -> Iterator[Article]:
    """Read the rows of a file of Quotebank.

    Raises:
        InputError: the packed file is damaged.
    """
    unaddressed = 0
    for place, row in rows(path, say):
        try:
            if "articleID" in row:
                yield _article(row, place, say)
            elif "quoteID" in row:
                unaddressed += max(0, len(checks.sequence(row.get("urls"), "urls")) - 1)
                yield _quotation(row)
            else:
                raise InputError("it has neither articleID nor quoteID, as rows of Quotebank have")
        except InputError as error:
            say(f"{place}: {error}: passed over.")
    if unaddressed:
        say(f"{path}: {unaddressed:,} further addresses of quotations were left out: each has that of its first day.")


def _article(row: Mapping[str, Any], place: str, say: Say) -> Article:
    excerpts, found = Excerpts(), []
    for number, given in enumerate(checks.sequence(row.get("quotations"), "quotations"), start=1):
        try:
            quotation = checks.mapping(given, "quotation")
            words = checks.filled_text(quotation.get("quotation"), "quotation")
            before = checks.optional_text(quotation.get("leftContext"), "leftContext") or ""
            after = checks.optional_text(quotation.get("rightContext"), "rightContext") or ""
            found.append((excerpts.add(before, words, after), *_speaker(quotation, "article")))
        except InputError as error:
            say(f"{place}, quotation {number}: {error}: passed over.")
    if not found:
        raise InputError("it has no quotations")
    url = checks.optional_text(row.get("url"), "url")
    title = checks.optional_text(row.get("title"), "title")
    document = _document(f"quotebank:{row['articleID']}", excerpts.text, url, title, row)
    return document, _triples(document, found)


def _quotation(row: Mapping[str, Any]) -> Article:
    excerpts = Excerpts()
    span = excerpts.add("", checks.filled_text(row.get("quotation"), "quotation"), "")
    urls = checks.sequence(row.get("urls"), "urls")
    url = checks.optional_text(urls[0], "urls") if urls else None
    document = _document(f"quotebank:{row['quoteID']}", excerpts.text, url, None, row)
    return document, _triples(document, [(span, *_speaker(row, "quotation"))])


def _document(id: str, text: str, url: str | None, title: str | None, row: Mapping[str, Any]) -> Document:
    site = urlsplit(url).hostname if url and "://" in url else None
    url, title = url and well_formed(url), title and well_formed(title)
    return Document(text, well_formed(id), title, url, site, dates.day(row.get("date")))


def _triples(document: Document, found: list[tuple[tuple[int, int], str, float | None]]) -> list[Triple]:
    return [
        triple_of(document, (span,), "direct", speaker_called(name) if name else None, confidence=sure)
        for span, name, sure in found
    ]


def _speaker(row: Mapping[str, Any], of: str) -> tuple[str, float | None]:
    """The likeliest speaker of a quotation, "" for none, and how likely."""
    name_field, probabilities = _FIELDS[of]
    name = checks.filled_text(row.get(name_field), name_field)
    for each in checks.sequence(row.get(probabilities), probabilities):
        who, sure = (each.get("speaker"), each.get("proba")) if isinstance(each, Mapping) else (*each, None, None)[:2]
        if who == name:
            try:
                return "" if name == NOBODY else name, checks.probability(float(sure), probabilities)
            except (TypeError, ValueError):
                raise InputError(f"{probabilities} gives {name} {sure!r:.50}, no number") from None
    return "" if name == NOBODY else name, None
