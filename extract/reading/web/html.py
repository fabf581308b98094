"""HTML through trafilatura: the article's paragraphs, with title, date, publisher and URL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date
from datetime import datetime
from html import escape
from typing import BinaryIO

from onrecord.extract.document import Document
from onrecord.extract.reading.item import Item, Skipped, fault, well_formed
from onrecord.extract.reading.record import string
from onrecord.extract.reading.web.link import plain_link

MAX_PAGE_BYTES = 20_000_000
"""The longest page that is read: trafilatura's own limit (MAX_FILE_SIZE)."""

TYPES = ("text/html", "application/xhtml+xml")

HEAD = 65_536
"""So many bytes tell what a file in HTML or XML is."""


def documents(stream: BinaryIO, path: str) -> Iterator[Item]:
    """The one article of a page; comments, menus and tables are left out."""
    data = stream.read(MAX_PAGE_BYTES + 1)
    if len(data) > MAX_PAGE_BYTES:
        yield Skipped(path, f"the page is too long (over {MAX_PAGE_BYTES // 1_000_000} MB): save its article alone")
        return
    if not data.strip():
        yield Skipped(path, "it is empty")
        return
    yield article(data, path)


def article(data: bytes | str, path: str, url: str | None = None) -> Item:
    """The article of a page.

    Args:
        path: the file that the page comes from.
        url: where the page was, for one that does not say it.
    """
    import trafilatura

    from onrecord.extract.reading.web import published, tree

    stated = changed = None
    try:
        parsed = trafilatura.load_html(data)
        if parsed is not None:
            stated = published.stated_day(parsed)
            changed = published.take_out_changes(parsed)
            tree.prepare(parsed)
        page = parsed is not None and trafilatura.bare_extraction(
            parsed,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params=_published(),
        )
    except Exception as error:  # of any kind: the web holds pages that no parser was tried on
        return Skipped(path, f"the page cannot be parsed ({error}): save its article as plain text")
    if not page or isinstance(page, dict) or not page.text:
        return Skipped(path, "no article was found in the page: save its article as plain text")
    lines = "\n\n".join(line for line in well_formed(page.text).split("\n") if line.strip())
    text, set_apart = tree.without_signs(lines)
    if reason := fault(text):
        return Skipped(path, reason)
    found = string(page.url) or string(url)
    return Document(
        text,
        title=string(page.title),
        url=plain_link(found) if found else None,
        publisher=string(page.sitename),
        author=string(page.author),
        date=stated or _likeliest(page.date, changed),
        path=path,
        set_apart=set_apart,
    )


def shown(markup: str, path: str) -> Item:
    """All that a piece of HTML shows, where nothing but the article is in it, as in a feed or an e-mail."""
    from lxml import html

    from onrecord.extract.reading.web import tree

    try:
        page = html.document_fromstring(f"<html><body><div>{markup}</div></body></html>")
        tree.prepare(page)
        text, set_apart = tree.without_signs(well_formed(tree.text(page)).replace("\0", ""))
    except Exception as error:  # of any kind, as above
        return Skipped(path, f"its HTML cannot be parsed ({error})")
    reason = fault(text)
    return Skipped(path, reason) if reason else Document(text, path=path, set_apart=set_apart)


def escaped(text: str) -> str:
    """Plain text as HTML."""
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in re.split(r"\n\s*\n", text))


def _likeliest(found: str | None, changed: Date | None) -> Date | None:
    """The day that htmldate found, unless the page was changed before: then it is that of another article on it."""
    day = Date.fromisoformat(found) if found else changed
    return min(day, changed) if day and changed else day


def _published() -> dict[str, object]:
    """How htmldate looks for the day of publication: where pages state it, not in any number that looks like a date."""
    return {"original_date": True, "extensive_search": False, "max_date": datetime.now().date().isoformat()}
