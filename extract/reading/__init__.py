"""Files in, documents out: text, pages, tables, JSON; single files, folders, archives and standard input.

    from onrecord.extract.reading import Remark, Skipped, read

    for item in read(["articles/", "more.jsonl"]):
        if isinstance(item, Remark):
            print("skipped" if isinstance(item, Skipped) else "note", item.path, item.reason)
        else:
            print(item.id, len(item.text))

Nothing that an input holds raises: what cannot be read comes out as a `Skipped` that says why and what to do, and what
is read but lacks something, as its date, is followed or led by a `Remark`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date as Date
from pathlib import Path

from onrecord.extract.document import Document
from onrecord.extract.errors import ExtractionError
from onrecord.extract.reading import files
from onrecord.extract.reading.columns import Columns
from onrecord.extract.reading.item import MAX_CHARACTERS, Item, Remark, Skipped

__all__ = ["MAX_CHARACTERS", "Remark", "SeveralDocumentsError", "Skipped", "estimate", "read"]


class SeveralDocumentsError(ExtractionError):
    """One URL was given for more than one article."""


def read(
    paths: Iterable[str | Path],
    *,
    date: Date | None = None,
    publisher: str | None = None,
    url: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Document | Remark]:
    """Read articles, one at a time, in the order of the paths; folders recursively and sorted by name.

    The kind of a file is told by its extension (those of `kinds.SUFFIXES`). A file that is named with another
    extension, and standard input ("-"), is told by what it begins with. In a folder or zip file, hidden files are
    passed over, and files of other kinds come out as one `Skipped` with their number.

    The text of plain text, JSON Lines and JSON is kept as it is, line ends included (a byte order mark is no part of
    it); HTML gives the article's paragraphs, separated by an empty line. An article of more than `MAX_CHARACTERS`
    characters is skipped.

    Args:
        paths: files, folders, or "-" for standard input.
        date, publisher, url: for articles that do not say it themselves.
        columns: the column of a table, or the field of a JSON record, that holds a field of the article (text, title,
            date, url, publisher, id), where its name is none of those that `columns.NAMES` knows.

    Raises:
        SeveralDocumentsError: `url` is given and there is more than one article; raised before any comes out.
    """
    items = (
        _completed(item, date, publisher, url)
        for path in paths
        for item in files.read_path(path, Columns(columns or {}))
    )
    return items if url is None else _only_one(items)


def estimate(paths: Iterable[str | Path]) -> int | None:
    """About how many articles there are, without reading them; None where it cannot be told (standard input)."""
    numbers = [files.estimate(path) for path in paths]
    return sum(number or 0 for number in numbers) if all(numbers) else None


def _completed(item: Item, date: Date | None, publisher: str | None, url: str | None) -> Item:
    if isinstance(item, Remark):
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
