"""Plain text: UTF-8 with or without a byte order mark, other encodings detected."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from onrecord.extract.document import Document
from onrecord.extract.reading.item import MAX_BYTES, Item, Skipped, fault, too_long

# UTF-32 goes first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def documents(stream: BinaryIO, path: str) -> Iterator[Item]:
    """The one article of a plain text file, its text as it is, line ends included."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        yield Skipped(path, too_long(f"over {MAX_BYTES / 1_000_000:.1f} MB"))
        return
    text = decode(data)
    if text is None:
        yield Skipped(path, "it is binary, or in an unknown character encoding: save it as UTF-8 text")
    elif reason := fault(text):
        yield Skipped(path, reason)
    else:
        yield Document(text, path=path)


def decode(data: bytes) -> str | None:
    """The text of the bytes, None if no encoding fits."""
    encoding = encoding_of(data)
    return None if encoding is None else data.decode(encoding)


def encoding_of(data: bytes) -> str | None:
    """The encoding of a text, None if none fits.

    What is neither marked nor UTF-8 is tried as Windows-1252 before any other: it is what old English text is in, and
    its neighbours differ from it by a few letters, too few for charset-normalizer to choose by.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding if _fits(data, encoding) else None
    if _fits(data, "utf-8"):
        return "utf-8"
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=["cp1252"]).best() or from_bytes(data).best()
    return None if best is None else best.encoding


def whole_lines(head: bytes) -> bytes:
    """The beginning of a text without the line that it breaks off in, so that no character is cut."""
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return head[: len(head) // 4 * 4] if wide else head[: head.rfind(b"\n") + 1] or head


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
