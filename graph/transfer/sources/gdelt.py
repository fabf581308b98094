"""GDELT's Global Quotation Graph: of each article its quotations, and what stands before and after them.

A row of `YYYYMMDDHHMMSS.gqg.json.gz` is an article: date, url, title, lang, quotes of pre, quote and post. It does not
tell who speaks, so these claims are nobody's: `onrecord load` reads the article itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from onrecord.extract import checks
from onrecord.extract.document import Document
from onrecord.extract.errors import InputError
from onrecord.extract.reading import dates
from onrecord.extract.reading.item import well_formed
from onrecord.graph.transfer.sources.found import Article, Excerpts, Say, rows, triple_of


def read(path: Path, say: Say) -> Iterator[Article]:
    """Read the rows of a file of the Global Quotation Graph.

    Raises:
        InputError: the packed file is damaged.
    """
    for place, row in rows(path, say):
        try:
            yield _article(row, place, say)
        except InputError as error:
            say(f"{place}: {error}: passed over.")


def _article(row: Mapping[str, Any], place: str, say: Say) -> Article:
    url = well_formed(checks.filled_text(row.get("url"), "url"))
    title = checks.optional_text(row.get("title"), "title")
    excerpts, spans = Excerpts(), []
    for number, given in enumerate(checks.sequence(row.get("quotes"), "quotes"), start=1):
        try:
            quote = checks.mapping(given, "quote")
            before, after = (checks.optional_text(quote.get(name), name) or "" for name in ("pre", "post"))
            spans.append(excerpts.add(before, checks.filled_text(quote.get("quote"), "quote"), after))
        except InputError as error:
            say(f"{place}, quote {number}: {error}: passed over.")
    if not spans:
        raise InputError("it has no quotes")
    document = Document(
        excerpts.text,
        f"gdelt:{url}",  # the article itself, once loaded, has its URL as its id
        title=title and well_formed(title),
        url=url,
        publisher=urlsplit(url).hostname if "://" in url else None,
        date=dates.day(row.get("date")),
    )
    return document, [triple_of(document, (span,), "direct", None) for span in spans]
