"""PDF with a text layer, as press releases have one."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import BinaryIO

from onrecord.extract.document import Document
from onrecord.extract.reading.item import MAX_CHARACTERS, Item, Skipped, fault, needs, too_long, well_formed
from onrecord.extract.reading.record import string


def documents(stream: BinaryIO, path: str) -> Iterator[Item]:
    """The one article of a PDF, its pages one after the other, its lines as they are set."""
    try:
        import pypdf
    except ImportError:
        yield Skipped(path, needs("a PDF", "documents"))
        return
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it says on standard error what is said here in a sentence
    try:
        file = pypdf.PdfReader(stream)
        if file.is_encrypted and not file.decrypt(""):
            yield Skipped(path, "it is encrypted: save it without its password")
            return
        pages = []
        length = 0
        for page in file.pages:
            pages.append(page.extract_text())
            length += len(pages[-1])
            if length > MAX_CHARACTERS:
                yield Skipped(path, too_long(f"over {MAX_CHARACTERS:,} characters in {len(pages)} pages"))
                return
        stated = string(file.metadata.title) if file.metadata else None
    except Exception as error:  # of any kind: pypdf lets through what damaged files make it raise
        yield Skipped(path, f"it is no PDF, or a damaged one ({error})")
        return
    text = well_formed("\n\n".join(page.strip() for page in pages if page.strip()).replace("\0", " "))
    if not text:
        yield Skipped(path, "it is pictures without a text layer: recognise its text first, with OCRmyPDF for instance")
    elif reason := fault(text):
        yield Skipped(path, reason)
    else:
        yield Document(text, title=stated if stated and _letters(stated) in _letters(text) else None, path=path)


def _letters(text: str) -> str:
    """What is the same in a title and in the text, however it is set; the title that programs put in is in no text."""
    return re.sub(r"\W+", "", text).casefold()
