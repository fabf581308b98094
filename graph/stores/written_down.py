"""How many documents an embedded store holds at least, written down in a small file beside it.

A store whose log has been deleted, or whose file has been emptied, opens as if nothing had ever been in it. By what is
written down it is told that something is missing.

What is written down is never more than what is there: a smaller number is written before it comes true, a larger one
afterwards, so that a process that is killed in between raises no false alarm.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path


class WrittenDown:
    """The file of one store."""

    def __init__(self, store: Path) -> None:
        self._path = Path(f"{store}.contents")

    def documents(self) -> int:
        """The number of documents that the store holds at least; 0 where nothing is written down."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            return int(json.loads(self._path.read_text("utf-8"))["documents"])
        return 0

    def write(self, documents: int) -> None:
        """Write the number down, where the folder may be written to: it is there to notice loss, no more."""
        part = Path(f"{self._path}.{os.getpid()}")
        with suppress(OSError):
            part.write_text(json.dumps({"documents": documents}) + "\n", "utf-8")
            part.replace(self._path)
