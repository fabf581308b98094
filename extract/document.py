"""The article that is read: its text, kept as it came, and what is known of where it was published."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date as Date

FINGERPRINT = "sha256:"


def fingerprint(text: str) -> str:
    """An id for an article that brings none of its own: the same text has the same id on every machine."""
    return FINGERPRINT + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Document:
    """One article.

    All offsets in onrecord are half-open character offsets (Python code points) into `text`.

    Attributes:
        text: the article's text, unchanged.
        id: the article's own id, else its URL, else a fingerprint of its text.
        title, url, publisher: as the source gives them, None where it does not.
        date: day of publication.
        path: the file that it was read from, None where there is none.
    """

    text: str
    id: str = ""
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    date: Date | None = None
    path: str | None = field(default=None)

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", self.url or fingerprint(self.text))

    @property
    def has_own_id(self) -> bool:
        """Whether the id came with the article, rather than being made from its text."""
        return not self.id.startswith(FINGERPRINT)
