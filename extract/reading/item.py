"""What reading yields: a document, or what there is to say about the input."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from onrecord.extract.document import Document

MAX_CHARACTERS = 400_000
"""The longest article that is read, a book rather than an article. Extraction takes 2 to 3 kB of memory a character:
at this length it needs 1.4 GB in all."""

MAX_BYTES = 4 * MAX_CHARACTERS + 4
"""No text within MAX_CHARACTERS is longer in any Unicode encoding, byte order mark included."""

_LONGEST_MESSAGE = 100  # characters
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say about an input that was read: an article without its date, a file that ends early.

    `path` is the file as it was named, or "standard input"; `reason` says what is wrong and, where something can be
    done, what to do.
    """

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Skipped(Remark):
    """Something that was not read – a file, a line, a row – and why."""


@dataclass(frozen=True, slots=True)
class Unreached(Skipped):
    """Something that could not be read now and may be later on: a server that does not answer."""


Item = Document | Remark


def shown(path: str | Path) -> str:
    """A path as text that can be printed and stored, whatever bytes the file name holds."""
    return os.fsencode(path).decode("utf-8", "replace")


def well_formed(text: str) -> str:
    """The text with lone surrogates, which no store or terminal takes, replaced one for one: offsets stay."""
    return _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def first_line(error: Exception) -> str:
    """What an error of a library says, short and in one line."""
    return well_formed(str(error)).strip().partition("\n")[0][:_LONGEST_MESSAGE]


def fault(text: str) -> str | None:
    """Why this is not the text of an article, None if it may well be."""
    if not text.strip():
        return "it is empty"
    if "\0" in text:
        return "it is binary data, not text"
    if len(text) > MAX_CHARACTERS:
        return too_long(f"{len(text):,} characters")
    return None


def too_long(size: str) -> str:
    return f"it is too long for one article ({size}; at most {MAX_CHARACTERS:,} characters): split it into articles"


def needs(what: str, extra: str) -> str:
    """That something cannot be read without an extra of the package."""
    return f'{what} is read by a library that is not installed: pip install "onrecord[{extra}]"'
