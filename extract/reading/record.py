"""An article as a record of named fields, as a line of JSON or a row of a table is one."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.extract.document import Document
from onrecord.extract.reading.dates import day
from onrecord.extract.reading.item import Item, Remark, Skipped, fault, well_formed


def article(record: object, path: str, place: str) -> Iterator[Item]:
    """Read one article; a date that cannot be read is said, and costs the date alone.

    Args:
        record: a mapping with `text`, which must be there, and `id`, `title`, `url`, `publisher`, `author`, `date`;
            others are ignored.
        path: the file that it comes from.
        place: where in the file it stands, to begin a reason with ("line 3: "); empty where the file is one article.
    """
    if not isinstance(record, dict):
        yield Skipped(path, place + 'it is not an object {"text": …}')
        return
    text = record.get("text")
    if not isinstance(text, str):
        yield Skipped(path, place + 'it has no "text", or one that is not a string')
        return
    if reason := fault(text):
        yield Skipped(path, place + reason)
        return
    date = day(record.get("date"))
    if date is None and record.get("date"):
        yield Remark(
            path, f"{place}the date {str(record['date'])[:40]!r} is not one like 2026-03-01: read without its date"
        )
    yield Document(
        well_formed(text),
        id=string(record.get("id")) or "",
        title=string(record.get("title")),
        url=string(record.get("url")),
        publisher=string(record.get("publisher")),
        author=string(record.get("author")),
        date=date,
        path=path,
    )


def string(content: object) -> str | None:
    """A field's content as text without blanks around it, None where it is neither text nor a whole number."""
    if isinstance(content, int) and not isinstance(content, bool):
        return str(content)
    if isinstance(content, str) and content.strip():
        return well_formed(content.strip()).replace("\0", "\N{REPLACEMENT CHARACTER}")  # which no store takes
    return None
