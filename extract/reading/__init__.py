"""Files and URLs in, documents out: text, pages, feeds, tables, JSON; files, folders, archives and standard input.

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

from onrecord.errors import UsageError
from onrecord.extract.document import Document
from onrecord.extract.errors import ExtractionError
from onrecord.extract.language import Language, other_language
from onrecord.extract.reading import files, inferred, kinds
from onrecord.extract.reading.columns import Columns
from onrecord.extract.reading.item import MAX_CHARACTERS, Item, Remark, Skipped
from onrecord.extract.reading.online import urls
from onrecord.extract.reading.online.fetching import Fetching
from onrecord.extract.reading.web.link import stated_publisher

__all__ = ["MAX_CHARACTERS", "Fetching", "Remark", "SeveralDocumentsError", "Skipped", "estimate", "read"]


class SeveralDocumentsError(ExtractionError, UsageError):
    """One URL was given for more than one article."""


def read(
    paths: Iterable[str | Path],
    *,
    date: Date | None = None,
    publisher: str | None = None,
    url: str | None = None,
    columns: Mapping[str, str] | None = None,
    fetching: Fetching | None = None,
    language: Language = "en",
) -> Iterator[Document | Remark]:
    """Read articles, one at a time, in the order of the paths; folders recursively and sorted by name.

    The kind of a file is told by its extension (those of `kinds.SUFFIXES`). A file that is named with another
    extension, and standard input ("-"), is told by what it begins with. In a folder or zip file, hidden files are
    passed over, and files of other kinds come out as one `Skipped` with their number.

    The text of plain text, JSON Lines and JSON is kept as it is, line ends included (a byte order mark is no part of
    it); HTML gives the article's paragraphs, separated by an empty line. An article of more than `MAX_CHARACTERS`
    characters is skipped.

    What a URL leads to is read by what it is: of a feed and a sitemap the pages that they list, in their order.

    Args:
        paths: files, folders, URLs (http:// or https://), or "-" for standard input.
        date, publisher, url: for articles that do not say it themselves.
        columns: the column of a table, or the field of a JSON record, that holds a field of the article (text, title,
            date, url, publisher, author, id), where its name is none of those that `columns.NAMES` knows.
        fetching: how URLs are fetched.
        language: "any" reads articles that are not in English, too; without it they are skipped.

    Raises:
        SeveralDocumentsError: `url` is given and there is more than one article; raised before any comes out.
    """
    found = _items(paths, Columns(columns or {}), fetching or Fetching())
    items = complete(found, date=date, publisher=publisher, url=url, language=language)
    return items if url is None else _only_one(items)


def complete(
    items: Iterable[Item],
    *,
    date: Date | None = None,
    publisher: str | None = None,
    url: str | None = None,
    language: Language = "en",
) -> Iterator[Item]:
    """Give items with what they do not say themselves, and say of articles in other languages that they are."""
    for item in items:
        other = other_language(item.text) if language == "en" and isinstance(item, Document) else None
        if other is None:
            yield _completed(item, date, publisher, url)
        elif isinstance(item, Document):
            name = item.path or item.url or item.id
            yield Skipped(name, f"it is not in English, but in another language ({other}): --language any reads it")


def estimate(paths: Iterable[str | Path]) -> int | None:
    """About how many articles there are, without reading them; None where it cannot be told (URLs, standard input)."""
    numbers = [None if urls.is_url(path) else files.estimate(path) for path in paths]
    return sum(number or 0 for number in numbers) if all(numbers) else None


def _items(paths: Iterable[str | Path], columns: Columns, fetching: Fetching) -> Iterator[Item]:
    client = None
    for path in paths:
        if urls.is_url(path):
            if client is None:
                from onrecord.extract.reading.online.client import Client

                client = Client(fetching)
            yield from urls.read(str(path), client, columns)
        elif (reason := urls.why_not(path)) and not Path(path).exists():
            yield Skipped(str(path), reason)
        else:
            yield from files.read_path(path, columns)


def _completed(item: Item, date: Date | None, publisher: str | None, url: str | None) -> Item:
    if isinstance(item, Remark):
        return item
    day, source = item.date, item.date_from
    if day is None and date is not None:
        day, source = date, "given"
    elif day is None:
        is_alone = item.path is not None and kinds.suffix(item.path) in kinds.ARTICLES
        day, source = inferred.day_of(item.text, item.path if is_alone else None) or (None, None)
    return replace(
        item,
        id=item.id if item.has_own_id else "",  # a fingerprint gives way to the URL
        date=day,
        date_from=source,
        publisher=stated_publisher(item) or publisher or item.publisher,
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
