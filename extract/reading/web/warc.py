"""WARC, as web archives and Common Crawl keep pages: the article of each page that was answered with 200."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from onrecord.extract.reading.item import Item, Remark, Skipped, needs
from onrecord.extract.reading.web import html

_PAGES = ("text/html", "application/xhtml+xml")


def documents(stream: BinaryIO, path: str) -> Iterator[Item]:
    """The articles of a WARC file, packed or not, in its order; what was whole of a file that ends early is read."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        yield Skipped(path, needs("a WARC file", "warc"))
        return
    records = pages = without = 0
    broken = False
    try:
        for record in ArchiveIterator(
            stream, record_types=WarcRecordType.response, strict_mode=False, parse_http=False
        ):
            records += 1
            length = record.content_length
            block = record.reader.read()
            broken = not block or len(block) < length
            if broken:
                continue
            for item in _page(record, block, path):
                pages += 1
                if isinstance(item, Skipped):
                    without += 1
                else:
                    yield item
    except OSError as error:
        yield Skipped(path, f"it is damaged, or no WARC file, and nothing is read from there on ({error})")
        return
    if broken:
        yield Remark(path, f"it ends early: what is whole of its {records:,} answers has been read")
    if not pages:
        yield Skipped(path, "it has no pages (answers with status 200 and HTML)")
    elif without:
        yield Skipped(path, f"{without:,} of {pages:,} pages, in which no article was found")


def _page(record: Any, block: bytes, path: str) -> Iterator[Item]:
    record.set_bytes_content(block)
    record.parse_http(auto_decode="all")
    headers = record.http_headers
    if headers is None or headers.status_code != 200 or record.http_content_type not in _PAGES:
        return
    data = record.reader.read()
    yield html.article(data, path, url=record.headers.get("WARC-Target-URI"))
