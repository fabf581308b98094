"""What may come out of an input: an answer, or an error of our own. Anything else is a fault."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from onrecord.extract import Document
from onrecord.extract.reading import MAX_CHARACTERS, Remark, Skipped, read


class TooSlow(BaseException):
    """It took longer than it may. No Exception, so that nothing on the way takes it for one of its own."""


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Raise TooSlow where it takes more processor time. In the main thread only, where the system has such alarms."""

    def end(_: int, frame: FrameType | None) -> None:
        raise TooSlow(f"over {seconds} s")

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def documents_of(path: Path, seconds: int = 20) -> int:
    """Read a file. Returns how many documents are in it.

    Raises:
        AssertionError: something other comes out than well-formed documents, and remarks of one line that say why.
    """
    documents = 0
    with at_most(seconds):
        for item in read([path]):
            if isinstance(item, Document):
                documents += 1
                assert item.text.strip(), "a document without text"
                assert len(item.text) <= MAX_CHARACTERS
                assert "\0" not in item.text
                for field in (item.text, item.id, item.title, item.url, item.publisher):
                    assert field is None or field.encode("utf-8") is not None
                    assert field is None or "\0" not in field, f"a NUL in {field!r}"
            else:
                assert isinstance(item, Remark | Skipped)
                assert item.reason.encode("utf-8")
                assert len(item.reason) < 2_000, item.reason[:200]
    return documents
