"""Word files (.docx): the text as it stands, changes that are tracked accepted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from onrecord.extract.document import Document
from onrecord.extract.reading.item import Item, Skipped, fault, needs, well_formed
from onrecord.extract.reading.record import string

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What is taken out, moved away, hidden, or beside the text.
_PASSED_OVER = frozenset(
    [_W + "del", _W + "moveFrom", _W + "txbxContent", _W + "pict", _MARKUP + "Fallback", _W + "rPr", _W + "pPr"]
)
_SIGNS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}


def documents(stream: BinaryIO, path: str) -> Iterator[Item]:
    """The one article of a Word file: its paragraphs and those in its tables, in order, an empty line between them."""
    try:
        import docx
    except ImportError:
        yield Skipped(path, needs("a Word file", "documents"))
        return
    try:
        file = docx.Document(stream)
        # python-docx's own Paragraph.text leaves out what tracked changes put in.
        text = "\n\n".join(_paragraphs(file.element.body))
        title = string(file.core_properties.title)
    except Exception as error:  # of any kind: python-docx lets through what zip, XML and its own parts raise
        yield Skipped(path, f"it is no Word file, or a damaged one ({error}): save it as text")
        return
    text = well_formed(text)
    if reason := fault(text):
        yield Skipped(path, reason)
        return
    yield Document(text, title=title, path=path)


def _paragraphs(block: Any) -> Iterator[str]:
    for element in block:
        if element.tag == _W + "p":
            text = "".join(_pieces(element)).strip()
            if text:
                yield text
        elif element.tag == _W + "tr" and element.find(f"{_W}trPr/{_W}del") is not None:
            continue
        elif element.tag not in _PASSED_OVER:
            yield from _paragraphs(element)


def _pieces(element: Any) -> Iterator[str]:
    for part in element:
        if part.tag in _PASSED_OVER or (part.tag == _W + "r" and _is_hidden(part)):
            continue
        if part.tag == _W + "t":
            yield part.text or ""
        elif part.tag in _SIGNS:
            yield _SIGNS[part.tag]
        else:
            yield from _pieces(part)


def _is_hidden(run: Any) -> bool:
    format = run.find(f"{_W}rPr")
    if format is None:
        return False
    return any(
        (sign := format.find(_W + name)) is not None and sign.get(_W + "val") not in ("0", "false", "none")
        for name in ("vanish", "strike", "dstrike")
    )
