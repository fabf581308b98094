"""What the readers of other tools' files share: rows one by one, and texts that are made of what is quoted."""

from __future__ import annotations

import bz2
import gzip
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from onrecord.extract.document import Document
from onrecord.extract.errors import InputError
from onrecord.extract.lines.line import LONGEST, record_of
from onrecord.extract.reading.item import well_formed
from onrecord.extract.triple import Claim, EntityType, Kind, Span, Speaker, Target, Triple, claim_id, covered

Article = tuple[Document, list[Triple]]
Say = Callable[[str], None]
"""Takes a sentence on what was passed over, and where."""
Known = Callable[[str, str | None], Article | None]
"""From the id of a document and its URL to what the store has of it, None where it has nothing."""

_PACKED: Final[tuple[tuple[bytes, Callable[[BinaryIO], Any]], ...]] = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open))


def rows(path: Path, say: Say) -> Iterator[tuple[str, dict[str, Any]]]:
    """Read JSON objects, one a line, each with its file and line; the file may be packed with gzip or bzip2.

    Raises:
        InputError: a packed file is damaged; the rows before were given.
        OSError: the file cannot be read.
    """
    number = 0
    with path.open("rb") as raw:
        head = raw.read(3)
        raw.seek(0)
        unpack = next((each for magic, each in _PACKED if head.startswith(magic)), None)
        file = cast(BinaryIO, unpack(raw)) if unpack else raw
        try:
            for number, line in enumerate(iter(lambda: file.readline(LONGEST), b""), start=1):
                place = f"{path}, line {number}"
                try:
                    if line.strip():
                        yield place, record_of(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, place)
                except InputError as error:
                    say(f"{error}: passed over.")
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise InputError(f"{path}: it is damaged after line {number} ({error})") from None
        except OSError as error:
            if unpack is bz2.open:
                raise InputError(f"{path}: it is damaged after line {number} ({error})") from None
            raise


class Excerpts:
    """A text of several excerpts, a paragraph each."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, before: str, words: str, after: str) -> Span:
        """Add words with what stands before and after them, and return where they are in the text."""
        parts = [well_formed(part).strip() for part in (before, words, after)]
        head = f"{self.text}\n\n" if self.text else ""
        head += f"{parts[0]} " if parts[0] else ""
        self.text = head + parts[1]
        span = (len(head), len(self.text))
        self.text += f" {parts[2]}" if parts[2] else ""
        return span


def speaker_called(name: str, type: EntityType = "person", *, named: bool = True) -> Speaker:
    """Somebody who is named beside the text, and by no words of it."""
    return Speaker(well_formed(name).strip(), type, named, well_formed(name).strip(), ())


def triple_of(
    document: Document,
    spans: tuple[Span, ...],
    kind: Kind,
    speaker: Speaker | None,
    targets: tuple[Target, ...] = (),
    act: str = "say",
    confidence: float | None = None,
) -> Triple:
    """Make a triple of what a file tells of a claim."""
    id = claim_id(document.id, speaker.text if speaker else "", spans)
    claim = Claim(id, covered(document.text, spans), kind, spans, act)
    return Triple(document, speaker, None, claim, targets, confidence)
