"""What `onrecord extract --format jsonl` printed, read again: documents with their triples, without extracting anew.

The lines of a document follow one another. Its text is, where there are several ways to it,

1. `document.text` of one of its lines, as `onrecord export --format jsonl` writes it;
2. that of the file it was extracted from, if that is still there and still says what the lines say;
3. made of what the lines quote, each at its place, and blanks between: all offsets stay right, the rest is not known.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from itertools import groupby
from pathlib import Path
from typing import Any, Final, TypeVar, get_args

from onrecord.extract.document import Document
from onrecord.extract.errors import ExtractionError
from onrecord.extract.reading import MAX_CHARACTERS, read
from onrecord.extract.triple import (
    Addressee,
    Claim,
    Cue,
    EntityType,
    Kind,
    Role,
    Span,
    Speaker,
    Target,
    Triple,
    covered,
)

STANDARD_INPUT: Final = "-"
Named = TypeVar("Named", Speaker, Addressee)
DOCUMENT_FIELDS: Final = ("title", "url", "publisher", "path")


class LineError(ExtractionError):
    """A line is not what `onrecord extract` prints; the message says which, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document with its triples. `whole`: its text is known, not only what the lines quote of it."""

    document: Document
    triples: list[Triple]
    whole: bool


@dataclass(frozen=True, slots=True)
class _Line:
    place: str
    content: Mapping[str, Any]

    @property
    def document(self) -> Mapping[str, Any]:
        return self.content["document"]  # type: ignore[no-any-return]

    def wrong(self, what: str) -> LineError:
        return LineError(f"{self.place}: {what}. It has to be a line as “onrecord extract --format jsonl” prints it.")


def read_extracted(paths: Iterable[str | Path]) -> Iterator[Extracted]:
    """The documents in the order of the files, one at a time. `-` is standard input.

    Raises:
        LineError: a line is wrong, or those of a document do not follow one another.
        OSError: a file cannot be read.
    """
    texts = _Texts()
    seen: set[int] = set()
    lines = (line for path in paths for line in _lines(str(path)))
    for id, group in groupby(lines, lambda line: str(line.document["id"])):
        of_document = list(group)
        if hash(id) in seen:
            raise of_document[0].wrong(f"there are lines of {id} before and others between; put them together")
        seen.add(hash(id))
        yield _document(of_document, texts)


def fits(text: str, triples: Iterable[Triple]) -> bool:
    """Whether all that triples quote stands in a text, where they say it does."""
    quoting = ((t.claim, t.cue, t.speaker, *t.targets, *t.addressees) for t in triples)
    parts = (part for parts in quoting for part in parts if part is not None)
    return all(covered(text, part.spans) == part.text for part in parts if part.spans)


def _lines(path: str) -> Iterator[_Line]:
    with open(sys.stdin.fileno() if path == STANDARD_INPUT else path, "rb", closefd=path != STANDARD_INPUT) as file:
        for number, raw in enumerate(file, start=1):
            if raw.strip():
                yield _checked(f"{path}, line {number}", raw)


def _checked(place: str, raw: bytes) -> _Line:
    try:
        content = json.loads(raw)
    except ValueError as error:
        raise _Line(place, {}).wrong(f"it is not valid JSON ({error})") from None
    line = _Line(place, content if isinstance(content, dict) else {})
    if not isinstance(line.content.get("document"), dict) or not isinstance(line.document.get("id"), str):
        raise line.wrong("it has no document.id")
    if "claim" not in line.content:
        raise line.wrong("it has no claim")
    return line


def _document(lines: Sequence[_Line], texts: _Texts) -> Extracted:
    first = lines[0]
    for name in DOCUMENT_FIELDS:
        if not isinstance(first.document.get(name), str | None):
            raise first.wrong(f"document.{name} is no text")
    known = {name: first.document.get(name) for name in DOCUMENT_FIELDS}
    claims = [line for line in lines if line.content["claim"] is not None]
    patched = _patched({span: words for line in claims for span, words in _quoted(line)})
    document = Document(patched, first.document["id"], date=_date(first), **known)
    triples = [_triple(line, document) for line in claims]
    text = next((line.document["text"] for line in lines if isinstance(line.document.get("text"), str)), None)
    if text is None:
        text = texts.of(first.document)
        text = text if text is not None and fits(text, triples) else None
    return Extracted(document if text is None else replace(document, text=text), triples, text is not None)


def _date(line: _Line) -> Date | None:
    day = line.document.get("date")
    try:
        return None if day is None else Date.fromisoformat(day)
    except (TypeError, ValueError):
        raise line.wrong(f"document.date is {day!r}, no day like 2024-03-05") from None


def _parts(line: _Line) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The parts of a line that quote the text, with their names."""
    content = line.content
    named = [(name, content.get(name)) for name in ("claim", "cue", "speaker")]
    for several in ("targets", "addressees"):
        listed = content.get(several) or []  # what an earlier onrecord extracted has no addressees
        if not isinstance(listed, list):
            raise line.wrong(f"{several} is no list")
        named += [(f"{several}[{number}]", part) for number, part in enumerate(listed)]
    for name, part in named:
        if part is not None:
            if not isinstance(part, dict) or not isinstance(part.get("text"), str):
                raise line.wrong(f"{name} has no text")
            yield name, part


def _quoted(line: _Line) -> Iterator[tuple[Span, str]]:
    """All spans of a line with the words there."""
    for name, part in _parts(line):
        spans = _spans(line, name, part)
        words, at = part["text"], 0
        for start, stop in spans:
            yield (start, stop), words[at : at + stop - start]
            at += stop - start + 1  # a space joins them
        if spans and at != len(words) + 1:
            raise line.wrong(f"{name}.text is not as long as {name}.spans")


def _spans(line: _Line, name: str, part: Mapping[str, Any]) -> tuple[Span, ...]:
    spans = part.get("spans")
    if not isinstance(spans, list) or not all(_is_span(span) for span in spans):
        raise line.wrong(f"{name}.spans is no list of [start, stop]")
    return tuple((start, stop) for start, stop in spans)


def _is_span(span: object) -> bool:
    match span:
        case [int(start), int(stop)]:
            return 0 <= start < stop <= MAX_CHARACTERS
    return False


def _patched(quoted: Mapping[Span, str]) -> str:
    characters = [" "] * max((stop for _, stop in quoted), default=0)
    for (start, stop), words in quoted.items():
        characters[start:stop] = words
    return "".join(characters)


def _triple(line: _Line, document: Document) -> Triple:
    parts = {name: (part, _spans(line, name, part)) for name, part in _parts(line)}
    claim, place = parts.pop("claim")
    speaker, cue = parts.pop("speaker", None), parts.pop("cue", None)
    if not isinstance(claim.get("id"), str) or not isinstance(claim.get("act", "say"), str):
        raise line.wrong("claim.id or claim.act is no text")
    confidence = line.content.get("confidence")
    if not isinstance(confidence, int | float | None):
        raise line.wrong("confidence is no number")
    reports = line.content.get("reports") or []
    if not isinstance(reports, list) or not all(isinstance(id, str) for id in reports):
        raise line.wrong("reports is no list of claim ids")
    kind = _one_of(line, "claim.kind", claim.get("kind"), get_args(Kind))
    return Triple(
        document,
        _named(Speaker, line, "speaker", *speaker) if speaker else None,
        Cue(cue[0]["text"], cue[1]) if cue else None,
        Claim(claim["id"], claim["text"], kind, place, claim.get("act", "say")),
        tuple(_target(line, name, *part) for name, part in parts.items() if name.startswith("targets")),
        confidence,  # what an earlier onrecord extracted has none
        tuple(_named(Addressee, line, name, *part) for name, part in parts.items() if name.startswith("addressees")),
        tuple(reports),
    )


def _named(kind: type[Named], line: _Line, what: str, part: Mapping[str, Any], spans: tuple[Span, ...]) -> Named:
    name, type = _name(line, what, part)
    return kind(name, type, part.get("named") is not False, part["text"], spans)


def _target(line: _Line, what: str, part: Mapping[str, Any], spans: tuple[Span, ...]) -> Target:
    name, type = _name(line, what, part)
    return Target(name, type, _one_of(line, f"{what}.role", part.get("role"), get_args(Role)), part["text"], spans)


def _name(line: _Line, what: str, part: Mapping[str, Any]) -> tuple[str, Any]:
    if not isinstance(part.get("name"), str) or not part["name"].strip():
        raise line.wrong(f"{what}.name is no text")
    return part["name"], _one_of(line, f"{what}.type", part.get("type"), get_args(EntityType))


def _one_of(line: _Line, what: str, value: Any, allowed: tuple[str, ...]) -> Any:
    if value not in allowed:
        raise line.wrong(f"{what} is {value!r}, none of {', '.join(allowed)}")
    return value


class _Texts:
    """The texts of the files that documents were extracted from. A file is read on, not kept: it has the same order."""

    def __init__(self) -> None:
        self._path: str | None = None
        self._rest: Iterator[Document] = iter(())

    def of(self, document: Mapping[str, Any]) -> str | None:
        """The text of a document, None where its file is not there or has it no longer."""
        path = document.get("path")
        if not isinstance(path, str) or not Path(path).is_file():
            return None
        if path != self._path:
            self._path = path
            self._rest = (item for item in read([path]) if isinstance(item, Document))
        return next((found.text for found in self._rest if found.id == document["id"]), None)
