"""Files of Discourse Network Analyzer 3: each statement a claim, of the person or organization on the concepts.

Statements of the same words and speaker, on several concepts, are one claim with several targets. Where `agreement` is
coded, a claim supports or opposes; in a file that `export --format dna` wrote, `act` tells it. DNA counts positions in
UTF-16 units, we in code points.
"""

from __future__ import annotations

import hashlib
import sqlite3
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from datetime import date as Date
from itertools import accumulate
from pathlib import Path
from typing import Any, Final, get_args

from onrecord.extract.document import Document
from onrecord.extract.errors import InputError
from onrecord.extract.lexicon.acts import acts
from onrecord.extract.page.form import plain
from onrecord.extract.page.quotes import find_quotations, kind_of
from onrecord.extract.reading.item import well_formed
from onrecord.extract.triple import EntityType, Span, Speaker, Target, Triple, claim_id
from onrecord.graph.transfer.sources.found import Article, Known, Say, speaker_called, triple_of

VALUES: Final = """
SELECT v.Variable, e.Value, (SELECT min(a.AttributeValue) FROM ATTRIBUTEVALUES a JOIN ATTRIBUTEVARIABLES n
    ON n.ID = a.AttributeVariableId WHERE a.EntityId = e.ID AND n.AttributeVariable = 'Type')
FROM DATASHORTTEXT t JOIN VARIABLES v ON v.ID = t.VariableId JOIN ENTITIES e ON e.ID = t.Entity
WHERE t.StatementId = ?1 UNION ALL
SELECT v.Variable, b.Value, NULL FROM DATABOOLEAN b JOIN VARIABLES v ON v.ID = b.VariableId WHERE b.StatementId = ?1
"""
STATEMENTS: Final = "SELECT ID, Start, Stop FROM STATEMENTS WHERE DocumentId = ? ORDER BY Start, Stop, ID"
DOCUMENTS: Final = "SELECT ID, Title, Text, Source, Notes, Date FROM DOCUMENTS ORDER BY ID"
OURS: Final = {"act", "stance"}
"""Variables of the files that `export --format dna` writes."""
USED: Final = {"person", "organization", "concept", "agreement"}


@dataclass(frozen=True, slots=True)
class _Statement:
    """A statement: its words, who says them, what of, and how."""

    span: Span
    speaker: Speaker | None
    concept: Target | None
    act: str


def read(path: Path, known: Known, say: Say) -> Iterator[Article]:
    """Read a file, a document at a time.

    Raises:
        InputError: it is no file of DNA 3, or its statements have neither person nor organization.
    """
    if not path.is_file():
        raise InputError(f"{path}: there is no such file")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as file:
            variables = {row[0] for row in file.execute("SELECT Variable FROM VARIABLES")}
            if not variables & {"person", "organization"}:
                raise InputError(
                    f"{path}: its statements tell no speaker: it has neither person nor organization among its "
                    f"variables ({', '.join(sorted(variables)) or 'none'})"
                )
            ours = variables >= OURS
            if left := sorted(variables - USED - (OURS if ours else set())):
                say(f"{path}: what is coded as {', '.join(left)} was left out.")
            yield from _articles(path, file, ours, known, say)
    except sqlite3.Error as error:
        raise InputError(f"{path}: it is no file of Discourse Network Analyzer 3, or a damaged one ({error})") from None


def _articles(path: Path, file: sqlite3.Connection, ours: bool, known: Known, say: Say) -> Iterator[Article]:
    for row in file.execute(DOCUMENTS).fetchall():
        text = well_formed(str(row[2]))
        document = _document(row, text, ours)
        there = known(document.id, None) if ours else None
        if there and _written(there[0].text) != text:
            say(f"{path}, document {row[0]}: the store has another text of {document.id}: passed over.")
            continue
        point = _points(text)
        statements = []
        for id, start, stop in file.execute(STATEMENTS, [row[0]]).fetchall():
            place = f"{path}, statement {id}"
            span = (point(start), point(stop))
            if not 0 <= start < stop or span[0] >= span[1] or stop > _length(text):
                say(f"{place}: its words are no part of the text of its document: passed over.")
                continue
            values = file.execute(VALUES, [id]).fetchall()
            if (one := _statement(values, span, document, ours, place, say)) is not None:
                statements.append(one)
        yield _with(there, document, statements)


def _document(row: Sequence[Any], text: str, ours: bool) -> Document:
    _, title, _, source, notes, at = row
    title, source, listed = well_formed(title), well_formed(source), well_formed(notes or "").split("\n")
    undated = ours and listed[-1:] == ["undated"]
    told = [each for each in listed if each and each != "undated"] if ours else []
    digest = hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()[:16]
    return Document(
        text,
        told[-1] if told else f"dna:{digest}",
        title=title or None,
        url=told[0] if len(told) > 1 else None,
        publisher=source or None,
        date=None if undated else _day(at),
    )


def _day(seconds: object) -> Date | None:
    try:
        return datetime.fromtimestamp(int(str(seconds)), UTC).date()
    except (ValueError, OverflowError, OSError):
        return None


def _statement(
    values: Sequence[Any], span: Span, document: Document, ours: bool, place: str, say: Say
) -> _Statement | None:
    known = {variable: (str(value).strip(), type) for variable, value, type in values if value not in (None, "")}
    person, organization = known.get("person"), known.get("organization")
    if not (ours or person or organization):
        say(f"{place}: it tells no speaker: passed over.")
        return None
    if person and organization and not ours:
        say(f"{place}: {person[0]} is its speaker; that it is one of {organization[0]} was left out.")
    speaker = None
    if who := person or organization:
        name = who[0].removesuffix(f" [{document.id}]") if ours else who[0]
        type = _type(who[1], "person" if person else "organization") if ours else "person" if person else "organization"
        speaker = speaker_called(name, type, named=name == who[0])
    concept = None
    if given := known.get("concept"):
        type = _type(given[1], "work") if ours else "work"
        concept = Target(well_formed(given[0]), type, "about", well_formed(given[0]), ())
    act = known.get("act", ("say", None))[0] if ours else ""
    if not ours and "agreement" in known:
        act = "support" if known["agreement"][0] not in ("0", "False") else "oppose"
    return _Statement(span, speaker, concept, act if act in acts() else "say")


def _type(given: str | None, otherwise: EntityType) -> EntityType:
    return next((type for type in get_args(EntityType) if type == given), otherwise)


def _with(there: Article | None, document: Document, statements: Sequence[_Statement]) -> Article:
    """A document with the claims that the store has of it, and those of statements."""
    document, before = there or (document, [])
    groups: dict[tuple[Span, Speaker | None, str], list[Target]] = {}
    for one in statements:
        targets = groups.setdefault((one.span, one.speaker, one.act), [])
        if one.concept and one.concept not in targets:
            targets.append(one.concept)
    triples = [replace(each, document=document) for each in before]
    have = {(_whole(each), each.speaker.name if each.speaker else "") for each in triples}
    ids = {each.claim.id for each in triples}
    quotations = find_quotations(plain(document.text))
    for (span, speaker, act), targets in groups.items():
        if (span, speaker.name if speaker else "") in have:
            continue
        kind = kind_of(document.text, (span,), quotations)
        triple = triple_of(document, (span,), kind, speaker, tuple(targets), act)
        if triple.claim.id in ids:  # the same words on another concept with another stance
            id = claim_id(document.id, f"{speaker.text if speaker else ''}\n{act}", (span,))
            triple = replace(triple, claim=replace(triple.claim, id=id))
        ids.add(triple.claim.id)
        triples.append(triple)
    return document, triples


def _whole(triple: Triple) -> Span | None:
    spans = triple.claim.spans
    return (spans[0][0], spans[-1][1]) if spans else None


def _points(text: str) -> Any:
    """Turns a position in UTF-16 units into one in code points; one within a pair is that of its character."""
    if not text or max(text) <= "\uffff":
        return lambda at: at
    starts = [0, *accumulate(1 + (character > "\uffff") for character in text)]
    return lambda at: bisect_left(starts, at)


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _written(text: str) -> str:
    """A text as `export --format dna` writes it."""
    from onrecord.graph.transfer.sinks.dna import as_shown

    return as_shown(text)
