"""One line of JSON Lines: where it stands, what it has to have, and where in the article its parts are.

    document.id         which article it is
    document.text       the article; where it is not there, the article is looked for: see `texts`
    claim               what is said; null where the article has no (other) claim
    cue, speaker        the words that attribute, and those that name the source; null or left out where there are none
    targets, addressees lists of the same

Each part has `spans`, half-open character offsets into the article, and `text`, what they cover joined by a space.
Where only `text` is there, as after a correction, it is looked for and has to stand in the article exactly once.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from onrecord.extract import checks
from onrecord.extract.document import Document
from onrecord.extract.errors import InputError
from onrecord.extract.lexicon.acts import act_of_words
from onrecord.extract.page.form import plain
from onrecord.extract.page.quotes import find_quotations, kind_of
from onrecord.extract.reading.item import MAX_CHARACTERS, too_long, well_formed
from onrecord.extract.triple import Span, Triple, claim_id, covered

STANDARD_INPUT: Final = "-"
LONGEST: Final = 32 * MAX_CHARACTERS
"""Bytes of the longest line that is read: an article at most twelve bytes a character, and as much for its claim."""

LONGEST_NEGATION: Final = 60  # characters before a cue in which "did not really" stands
_PARTS: Final = ("claim", "cue", "speaker")
_LISTS: Final = ("targets", "addressees")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that has a document's id and a claim, which may be null.

    Attributes:
        place: file and number, for messages.
        folder: where its file lies.
        content: the JSON object.
    """

    place: str
    folder: Path
    content: Mapping[str, Any]

    @property
    def document(self) -> Mapping[str, Any]:
        """The fields of the document."""
        return self.content["document"]  # type: ignore[no-any-return]

    @property
    def id(self) -> str:
        """The id of the document."""
        return well_formed(self.document["id"])

    @property
    def text(self) -> str | None:
        """The article, where the line holds it."""
        return None if self.document.get("text") is None else well_formed(self.document["text"])

    @property
    def is_silent(self) -> bool:
        """Whether the line says that its article has no claim."""
        return self.content["claim"] is None

    def wrong(self, what: object) -> InputError:
        """Give the error that this is wrong with the line."""
        return InputError(f"{self.place}: {what}")

    def needs_text(self) -> bool:
        """Whether parts of the line have no spans, so that they have to be looked for in the article."""
        return any(isinstance(part, Mapping) and part.get("spans") is None for _, part in self._parts())

    def spans(self, name: str, text: str) -> tuple[Span, ...]:
        """Where the line's "claim", "cue" or "speaker" stands in the article, in order; () where there is none.

        Raises:
            InputError: the part is wrong, or does not say where it stands.
        """
        return self.place_of(self.content.get(name), name, text)

    def place_of(self, part: object, name: str, text: str) -> tuple[Span, ...]:
        """Where a part of the line stands in the article, in order; `name` is what messages call it.

        Raises:
            InputError: the part is wrong, or does not say where it stands.
        """
        try:
            return _place(part, name, text)
        except InputError as error:
            raise self.wrong(error) from None

    def triple(self, document: Document, text: str | None) -> Triple:
        """Make the triple of the line, with the words that the article has at its spans.

        Args:
            document: what the triple is found in.
            text: the article; None if it is not known, so that the line's own words have to do.

        Raises:
            InputError: the line is wrong, or does not fit the text.
        """
        try:
            content = dict(self.content)
            for name in _PARTS:
                content[name] = _completed(content.get(name), name, text)
            for name in _LISTS:
                parts = enumerate(checks.sequence(content.get(name), name))
                content[name] = [_completed(part, f"{name}[{number}]", text) for number, part in parts]
            _complete_claim(content, document.id, text)
            return Triple.from_dict(content, document)
        except InputError as error:
            raise self.wrong(error) from None

    def _parts(self) -> Iterator[tuple[str, object]]:
        """The parts that quote the article, with their names."""
        for name in _PARTS:
            yield name, self.content.get(name)
        for name in _LISTS:
            listed = self.content.get(name)
            yield from ((name, part) for part in (listed if isinstance(listed, list) else ()))

    def quoted(self) -> Iterator[tuple[Span, str]]:
        """All spans of a line with the words there; the line has to be right, and all its parts to have spans."""
        for _, part in self._parts():
            words, at = part["text"] if isinstance(part, Mapping) else "", 0
            for start, stop in part["spans"] if isinstance(part, Mapping) else ():
                yield (start, stop), words[at : at + stop - start]
                at += stop - start + 1  # a space joins them


def read_lines(path: str | Path) -> Iterator[Line]:
    """Read the lines of a file one at a time; blank ones are passed over. `-` is standard input.

    Raises:
        InputError: a line is no JSON, or lacks document.id or claim.
        OSError: the file cannot be read.
    """
    folder = Path() if str(path) == STANDARD_INPUT else Path(path).parent
    for place, record in records(path):
        line = Line(place, folder, record)
        document = record.get("document")
        if not isinstance(document, dict) or not isinstance(document.get("id"), str):
            raise line.wrong(
                "it has no document.id. It has to be a line as “onrecord extract --format jsonl” prints it"
            )
        if "claim" not in record:
            raise line.wrong("it has no claim (null says that there is none in the article)")
        if not isinstance(text := document.get("text"), str | None):
            raise line.wrong("document.text is no text")
        if text is not None and len(text) > MAX_CHARACTERS:
            raise line.wrong("document.text: " + too_long(f"{len(text):,} characters"))
        yield line


def records(path: str | Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Read the JSON objects of a file, each with its file and line for messages.

    Raises:
        InputError: a line is no JSON object.
        OSError: the file cannot be read.
    """
    with _opened(path) as file:
        for number, raw in enumerate(iter(lambda: file.readline(LONGEST), b""), start=1):
            if raw.strip():
                place = f"{path}, line {number}"
                yield place, record_of(raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw, place)


def _opened(path: str | Path) -> Any:
    is_standard_input = str(path) == STANDARD_INPUT
    stream: BinaryIO = sys.stdin.buffer if is_standard_input else open(path, "rb")  # noqa: SIM115
    return nullcontext(stream) if is_standard_input else closing(stream)


def record_of(raw: bytes, place: str) -> dict[str, Any]:
    """Read a line as a JSON object.

    Raises:
        InputError: it is none; the message begins with its place.
    """
    if len(raw) == LONGEST:
        raise InputError(f"{place}: it is over {LONGEST / 1_000_000:.1f} MB, too long for one claim")
    try:
        record = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise InputError(f"{place}: it is not UTF-8") from None
    except ValueError as error:
        raise InputError(f"{place}: it is not valid JSON ({error})") from None
    except RecursionError:
        raise InputError(f"{place}: it is not valid JSON (lists and objects are nested too deeply)") from None
    if not isinstance(record, dict):
        raise InputError(f"{place}: it is not an object {{…}}")
    return record


def _place(part: object, name: str, text: str) -> tuple[Span, ...]:
    """Where a part of a line stands in the article."""
    if part is None:
        return ()
    if not isinstance(part, Mapping):
        raise InputError(f"{name} is neither an object nor null")
    words = part.get("text")
    if part.get("spans") is None:
        return (_looked_up(words, name, text),)
    spans = checks.spans(part["spans"], f"{name}.spans", len(text))
    if not spans and name == "claim":
        raise InputError("claim.spans is empty")
    if isinstance(words, str) and spans and not _says(text, spans, words):
        raise InputError(
            f"{name}.text is “{words}”, but its spans cover “{covered(text, spans)}”: correct one of them, or take "
            "the spans out, and the text is looked for"
        )
    return tuple(sorted(spans))


def _says(text: str, spans: Sequence[Span], words: str) -> bool:
    """Whether the spans of a text cover these words, as the page has them or in plain form."""
    words = well_formed(words)
    return words == covered(text, spans) or words == covered(plain(text), spans)


def _looked_up(words: object, name: str, text: str) -> Span:
    if not isinstance(words, str) or not words:
        raise InputError(f"{name} has neither spans nor text")
    words = well_formed(words)
    times = text.count(words)
    if times != 1:
        stands = "does not stand" if not times else f"stands {times} times"
        raise InputError(f"{name}.text “{words}” {stands} in the article: give its spans")
    start = text.index(words)
    return start, start + len(words)


def _completed(part: object, name: str, text: str | None) -> Mapping[str, Any] | None:
    """A part with its spans in order, and with what they cover as its text."""
    if part is None:
        return None
    if text is not None:
        spans = _place(part, name, text)
        fields = checks.mapping(part, name)
        return {**fields, "spans": spans, "text": covered(text, spans) if spans else fields.get("text")}
    fields = checks.mapping(part, name)
    words = checks.text(fields.get("text"), f"{name}.text")
    spans = checks.spans(fields.get("spans"), f"{name}.spans", MAX_CHARACTERS)
    if spans and len(words) != sum(stop - start + 1 for start, stop in spans) - 1:
        raise InputError(f"{name}.text is not as long as {name}.spans")
    return fields


def _complete_claim(content: dict[str, Any], document_id: str, text: str | None) -> None:
    """Give the claim of a line written by hand its id, its kind and its act, where they are left out."""
    claim, speaker = content["claim"], content["speaker"] or {}
    made: dict[str, Any] = {}
    if claim.get("id") is None:
        made["id"] = claim_id(document_id, speaker.get("text", ""), claim["spans"])
    if claim.get("kind") is None and text is not None:
        made["kind"] = kind_of(text, claim["spans"], find_quotations(plain(text)))
    if claim.get("act") is None and (cue := content["cue"]):
        start = cue["spans"][0][0] if cue["spans"] and text is not None else 0
        made["act"] = act_of_words(cue["text"], plain((text or "")[max(0, start - LONGEST_NEGATION) : start]))
    content["claim"] = {**claim, **made}
