"""What is remembered of a feed between two readings, so that only what is new is read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Seen:
    """What is remembered of a feed or sitemap.

    Attributes:
        etag, modified: by which its server tells whether it has changed.
        entries: the marks of its entries that were read.
        present: the marks of those that it has now and that need not be read again.
        is_read: whether it could be read; if not, what is remembered stays as it is.
    """

    etag: str | None = None
    modified: str | None = None
    entries: frozenset[str] = frozenset()
    present: set[str] = field(default_factory=set)
    is_read: bool = False

    def is_new(self, mark: str) -> bool:
        """Whether an entry that the feed has is to be read."""
        if mark in self.entries:
            self.present.add(mark)
            return False
        return True

    def keep(self, mark: str) -> None:
        """An entry has been read."""
        self.present.add(mark)


def mark(parts: Iterable[object]) -> str:
    """What stands for an entry as it is: another one if anything of it changes."""
    return hashlib.sha256(json.dumps([str(part) for part in parts]).encode()).hexdigest()[:16]
