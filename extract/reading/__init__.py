"""Files in, documents out: plain text, HTML, JSON Lines and JSON, single files, folders and standard input.

    from onrecord.extract.reading import Skipped, read

    for item in read(["articles/", "more.jsonl"]):
        if isinstance(item, Skipped):
            print("skipped", item.path, item.reason)
        else:
            print(item.id, len(item.text))

Nothing that an input holds raises: what cannot be read comes out as a `Skipped` that says why and what to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date as Date
from pathlib import Path

from onrecord.extract.document import Document
from onrecord.extract.errors import ExtractionError
from onrecord.extract.reading import files
from onrecord.extract.reading.item import MAX_CHARACTERS, Item, Skipped

__all__ = ["MAX_CHARACTERS", "SeveralDocumentsError", "Skipped", "estimate", "read"]


class SeveralDocumentsError(ExtractionError):
    """One URL was given for more than one article."""


def read(
    paths: Iterable[str | Path],
    *,
    date: Date | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Iterator[Document | Skipped]:
    """Read articles, one at a time, in the order of the paths; folders recursively and sorted by name.

    The kind of a file is told by its extension (.txt, .text, .html, .htm, .xhtml, .jsonl, .ndjson, .json). A file that
    is named with another extension, and standard input ("-"), is told by its first characters. In a folder, hidden
    files are passed over, and files of other kinds come out as one `Skipped` with their number.

    The text of plain text, JSON Lines and JSON is kept as it is, line ends included (a byte order mark is no part of
    it); HTML gives the article's paragraphs, separated by an empty line. An article of more than `MAX_CHARACTERS`
    characters is skipped.

    Args:
        paths: files, folders, or "-" for standard input.
        date, publisher, url: for articles that do not say it themselves.

    Raises:
        SeveralDocumentsError: `url` is given and there is more than one article; raised before any comes out.
    """
    items = (_completed(item, date, publisher, url) for path in paths for item in files.read_path(path))
    return items if url is None else _only_one(items)


def estimate(paths: Iterable[str | Path]) -> int | None:
    """About how many articles there are, without reading them; None where it cannot be told (standard input)."""
    numbers = [files.estimate(path) for path in paths]
    return sum(number or 0 for number in numbers) if all(numbers) else None


def _completed(item: Item, date: Date | None, publisher: str | None, url: str | None) -> Item:
    if isinstance(item, Skipped):
        return item
    return replace(
        item,
        id=item.id if item.has_own_id else "",  # a fingerprint gives way to the URL
        date=item.date or date,
        publisher=item.publisher or publisher,
        url=item.url or url,
    )


def _only_one(items: Iterator[Item]) -> Iterator[Item]:
    """Hold what comes until it is certain that one URL was not given to two articles."""
    held: list[Item] = []
    for item in items:
        if isinstance(item, Document) and any(isinstance(other, Document) for other in held):
            raise SeveralDocumentsError("--url names one article, but there is more than one: load them one at a time.")
        held.append(item)
    yield from held
