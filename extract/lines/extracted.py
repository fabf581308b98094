"""Documents with their triples, out of JSON Lines, without extracting anew.

The lines of a document follow one another. Its text is, where there are several ways to it,

1. `document.text` of one of its lines, as `onrecord export --format jsonl` writes it;
2. that of the file it was extracted from, if that is still there and still says what the lines say;
3. that which the caller knows, if it says what the lines say;
4. made of what the lines quote, each at its place, and blanks between: all offsets stay right, the rest is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from onrecord.extract.document import Document, fingerprint
from onrecord.extract.errors import InputError
from onrecord.extract.lines.line import Line, read_lines
from onrecord.extract.lines.texts import Texts
from onrecord.extract.reading.item import well_formed
from onrecord.extract.triple import Span, Triple, claim_id

TextOf = Callable[[str], str | None]
"""From a document's id to its text, None where it is not known."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document with its triples.

    Attributes:
        whole: its text is known, not only what the lines quote of it.
        described: all that its first line says of it.
    """

    document: Document
    triples: list[Triple]
    whole: bool
    described: Mapping[str, Any]


def read_extracted(paths: Iterable[str | Path], known: TextOf = lambda id: None) -> Iterator[Extracted]:
    """Read documents in the order of the files, one at a time. `-` is standard input.

    Args:
        known: the texts of documents whose lines and files do not have them, such as those of a store.

    Raises:
        InputError: a line is wrong, or those of a document do not follow one another.
        OSError: a file cannot be read.
    """
    texts = Texts()
    seen: set[int] = set()
    lines = (line for path in paths for line in read_lines(path))
    for id, group in groupby(lines, lambda line: line.id):
        of_document = list(group)
        if hash(id) in seen:
            raise of_document[0].wrong(f"there are lines of {id} before and others between; put them together")
        seen.add(hash(id))
        yield _document(of_document, texts, known)


def _document(lines: Sequence[Line], texts: Texts, known: TextOf) -> Extracted:
    document = _described(lines[0])
    claims = [line for line in lines if not line.is_silent]
    is_given = any(line.text is not None for line in lines)
    missing: InputError | None = None
    try:
        found: str | None = texts.of(lines)
    except InputError as error:
        found, missing = None, error
    for text in (found, None if is_given else known(document.id)):
        if text is None:
            continue
        whole = replace(document, text=text)
        try:
            return Extracted(whole, _triples(claims, whole, text), True, lines[0].document)
        except InputError:
            if is_given or fingerprint(text) == document.id:
                raise  # this is its text: what does not fit is the line
    if missing and any(line.needs_text() for line in claims):
        raise missing
    triples = _triples(claims, document, None)
    patched = replace(document, text=_patched({span: words for line in claims for span, words in line.quoted()}))
    return Extracted(patched, [replace(triple, document=patched) for triple in triples], False, lines[0].document)


def _described(line: Line) -> Document:
    """The document as a line describes it, without its text."""
    fields = {
        name: well_formed(value) if isinstance(value, str) else value
        for name, value in line.document.items()
        if name != "text"
    }
    try:
        return Document.from_dict(fields)
    except InputError as error:
        raise line.wrong(error) from None


def _triples(claims: Iterable[Line], document: Document, text: str | None) -> list[Triple]:
    """The triples of lines, each with an id of its own: whoever adds a claim by copying a line may leave the old id."""
    made: dict[str, Triple] = {}
    for line in claims:
        named = _under_its_ids(line.triple(document, text))
        if not any(made.setdefault(triple.claim.id, triple) == triple for triple in named):
            raise line.wrong("another line has the same claim by the same speaker with the same cue: keep one")
    return [*made.values()]


def _under_its_ids(triple: Triple) -> Iterator[Triple]:
    """A triple under its own id, under that of its place, and under one for a speaker with several cues for a place."""
    speaker, cue, spans = triple.speaker, triple.cue, triple.claim.spans
    words, name = (speaker.text, speaker.name) if speaker else ("", "")
    by = (cue.spans or cue.text) if cue else ""
    for id in (
        triple.claim.id,
        claim_id(triple.document.id, words, spans),
        claim_id(triple.document.id, f"{words}\n{name}\n{by}", spans),
    ):
        yield replace(triple, claim=replace(triple.claim, id=id))


def _patched(quoted: Mapping[Span, str]) -> str:
    characters = [" "] * max((stop for _, stop in quoted), default=0)
    for (start, stop), words in quoted.items():
        characters[start:stop] = words
    return "".join(characters)
