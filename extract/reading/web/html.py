"""HTML through trafilatura: the article's paragraphs, with title, date, publisher and URL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date
from datetime import datetime
from typing import BinaryIO

from onrecord.extract.document import Document
from onrecord.extract.reading.item import Item, Skipped, fault, well_formed

MAX_PAGE_BYTES = 20_000_000
"""The longest page that is read: trafilatura's own limit (MAX_FILE_SIZE)."""


def documents(stream: BinaryIO, path: str) -> Iterator[Item]:
    """The one article of a page; comments, menus and tables are left out."""
    data = stream.read(MAX_PAGE_BYTES + 1)
    if len(data) > MAX_PAGE_BYTES:
        yield Skipped(path, f"the page is too long (over {MAX_PAGE_BYTES // 1_000_000} MB): save its article alone")
        return
    if not data.strip():
        yield Skipped(path, "it is empty")
        return
    yield _article(data, path)


def _article(data: bytes, path: str) -> Item:
    import trafilatura

    try:
        page = trafilatura.bare_extraction(
            data,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params=_published(),
        )
    except Exception as error:  # of any kind: the web holds pages that no parser was tried on
        return Skipped(path, f"the page cannot be parsed ({error}): save its article as plain text")
    if page is None or isinstance(page, dict) or not page.text:
        return Skipped(path, "no article was found in the page: save its article as plain text")
    text = "\n\n".join(line for line in well_formed(page.text).split("\n") if line.strip())
    if reason := fault(text):
        return Skipped(path, reason)
    return Document(
        text,
        title=page.title or None,
        url=page.url or None,
        publisher=page.sitename or None,
        date=Date.fromisoformat(page.date) if page.date else None,
        path=path,
    )


def _published() -> dict[str, object]:
    """How htmldate looks for the day of publication: where pages state it, not in any number that looks like a date."""
    return {"original_date": True, "extensive_search": False, "max_date": datetime.now().date().isoformat()}
