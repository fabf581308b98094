"""WARC, as web archives and Common Crawl keep pages: the article of each page that was answered with 200."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO, Literal

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
    if not record.is_http:
        return
    try:
        data = _answered(block, "all")
    except OSError:  # archives store answers unpacked, some of them with the headers of what was packed
        data = _answered(block, "none")
    if data is None:
        return
    address = record.headers.get("WARC-Target-URI")
    # WARC 1.0 sets an address in angle brackets, and GNU Wget writes it so.
    yield html.article(data, path, url=address and address.removeprefix("<").removesuffix(">"))


def _answered(block: bytes, decoding: Literal["all", "none"]) -> bytes | None:
    """The page in an answer; None where it is no page.

    It is read as a record of its own: one that cannot be unpacked would end the reading of the file that it is in.
    """
    from fastwarc.warc import ArchiveIterator

    head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
    answer = next(iter(ArchiveIterator(BytesIO(head.encode() + block + b"\r\n\r\n"), parse_http=False)))
    answer.parse_http(auto_decode=decoding)
    headers = answer.http_headers
    if headers is None or headers.status_code != 200 or answer.http_content_type not in _PAGES:
        return None
    return bytes(answer.reader.read())
