"""The article that is read: its text, kept as it came, and what is known of where it was published."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from typing import Any, Final, Literal, get_args

from onrecord.extract import checks

FINGERPRINT = "sha256:"

DateFrom = Literal["stated", "given", "byline", "dateline", "file name"]
"""Where a day of publication comes from, the surest first: stated beside the text, as pages, feeds and records do it,
given by the user, or read in the byline, in the dateline, or in the file's name."""

DATES_FROM: Final[tuple[DateFrom, ...]] = get_args(DateFrom)

_WITHOUT_NUL: Final = ("id", "title", "url", "publisher", "path")


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
        title, url, publisher: as the source gives them, None where it does not. A NUL in them, or in the id, becomes
            a replacement character.
        date: day of publication.
        date_from: where that comes from; None if there is no date.
        path: the file that it was read from, None where there is none.
        author: who wrote it, as the source states it beside the text. It tells who says "I"; no output keeps it.
        set_apart: where the page it is from sets quotations apart instead of marking them (block quotations).
    """

    text: str
    id: str = ""
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    date: Date | None = None
    path: str | None = field(default=None)
    set_apart: tuple[tuple[int, int], ...] = field(default=(), compare=False, repr=False)
    date_from: DateFrom | None = None
    author: str | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise TypeError(f"The text of a Document is a str, and this is {type(self.text).__name__}: give its text.")
        if (self.date is None) != (self.date_from is None):
            object.__setattr__(self, "date_from", None if self.date is None else "stated")
        if not self.id:
            object.__setattr__(self, "id", self.url or fingerprint(self.text))
        for name in _WITHOUT_NUL:
            if "\0" in (value := getattr(self, name) or ""):  # which not every store and tool takes
                object.__setattr__(self, name, value.replace("\0", "\N{REPLACEMENT CHARACTER}"))

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any]) -> Document:
        """Make a document of what `to_dict` gives, and of `text`, if that is there.

        Raises:
            InputError: a field is missing or wrong; the message names it as "document.id", for instance.
        """
        texts: dict[str, Any] = {
            name: checks.optional_text(fields.get(name), f"document.{name}")
            for name in ("title", "url", "publisher", "path")
        }
        text = checks.optional_text(fields.get("text"), "document.text") or ""
        id = checks.text(fields.get("id"), "document.id")
        date = checks.day(fields.get("date"), "document.date")
        date_from = checks.one_of(fields.get("date_from") or "stated", DATES_FROM, "document.date_from")
        return cls(text, id, date=date, date_from=date_from if date else None, **texts)

    def to_dict(self) -> dict[str, Any]:
        """Give what is known of the article as plain values, its text left out."""
        return {
            "id": self.id,
            "title": self.title,
            "url": self.url,
            "publisher": self.publisher,
            "date": self.date.isoformat() if isinstance(self.date, Date) else None,
            "date_from": self.date_from,
            "path": self.path,
        }

    @property
    def has_own_id(self) -> bool:
        """Whether the id came with the article, rather than being made from its text."""
        return not self.id.startswith(FINGERPRINT)
