"""Articles with their triples as an Arrow table, an article a row with its claims nested, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from onrecord.extract.document import Document
from onrecord.extract.reading.item import well_formed
from onrecord.extract.triple import Addressee, Claim, Cue, Span, Speaker, Target, Triple

Extracted = tuple[Document, Sequence[Triple]]

_TEXT: Final = pa.string()
_SPANS: Final = pa.list_(pa.int32())  # start, stop, start, stop, …
_QUOTED: Final = [("text", _TEXT), ("spans", _SPANS)]
_WHO: Final = pa.struct([("name", _TEXT), ("type", _TEXT), ("named", pa.bool_()), *_QUOTED])
_CLAIM: Final = pa.struct(
    [
        ("id", _TEXT),
        *_QUOTED,
        ("kind", _TEXT),
        ("act", _TEXT),
        ("cue", pa.struct(_QUOTED)),
        ("speaker", _WHO),
        ("targets", pa.list_(pa.struct([("name", _TEXT), ("type", _TEXT), ("role", _TEXT), *_QUOTED]))),
        ("addressees", pa.list_(_WHO)),
        ("confidence", pa.float64()),
        ("reports", pa.list_(_TEXT)),
    ]
)
SCHEMA: Final = pa.schema(
    [
        ("id", _TEXT),
        ("title", _TEXT),
        ("url", _TEXT),
        ("publisher", _TEXT),
        ("date", pa.date32()),
        ("date_from", _TEXT),
        ("path", _TEXT),
        ("text", _TEXT),
        ("claims", pa.list_(_CLAIM)),
    ]
)
"""The columns of a shard. Spans are flat lists of half-open character offsets into `text`."""


def table(articles: Iterable[Extracted]) -> Any:
    """Give articles as a table of SCHEMA; lone surrogates, which it cannot hold, become U+FFFD."""
    return pa.Table.from_pylist([_row(*article) for article in articles], SCHEMA)


def articles_in(batch: Any) -> Iterator[tuple[Document, list[Triple]]]:
    """Give the articles of a table, or a part of one, as `table` was given them.

    Columns are turned to Python one by one: ten times as quick as row by row.
    """
    numbers, claims = lists(_whole(batch.column("claims")))
    rest = _claims(claims)
    for document, number in zip(documents_in(batch), numbers.tolist(), strict=True):
        yield (
            document,
            [
                Triple(document, speaker, cue, claim, targets, confidence, addressees, reports)
                for speaker, cue, claim, targets, confidence, addressees, reports in islice(rest, number)
            ],
        )


def documents_in(batch: Any) -> Iterator[Document]:
    """Give the articles of a table, or a part of one, without what was found in them."""
    names = ("id", "title", "url", "publisher", "date", "date_from", "path", "text")
    columns = [_values(_whole(batch.column(name))) for name in names]
    return (Document(**dict(zip(names, known, strict=True))) for known in zip(*columns, strict=True))


def _row(document: Document, triples: Iterable[Triple]) -> dict[str, Any]:
    return {
        **{name: _text(getattr(document, name)) for name in ("id", "title", "url", "publisher", "path", "text")},
        "date": document.date,
        "date_from": document.date_from,
        "claims": [_claim(triple) for triple in triples],
    }


def _claim(triple: Triple) -> dict[str, Any]:
    claim = triple.claim
    return {
        "id": _text(claim.id),
        "kind": claim.kind,
        "act": claim.act,
        **_quoted(claim),
        "cue": triple.cue and _quoted(triple.cue),
        "speaker": triple.speaker and _who(triple.speaker),
        "targets": [
            {"name": _text(each.name), "type": each.type, "role": each.role, **_quoted(each)} for each in triple.targets
        ],
        "addressees": [_who(each) for each in triple.addressees],
        "confidence": triple.confidence,
        "reports": [_text(id) for id in triple.reports],
    }


def _who(who: Speaker | Addressee) -> dict[str, Any]:
    return {"name": _text(who.name), "type": who.type, "named": who.named, **_quoted(who)}


def _quoted(part: Claim | Cue | Speaker | Target | Addressee) -> dict[str, Any]:
    return {"text": _text(part.text), "spans": [offset for span in part.spans for offset in span]}


def _text(text: str | None) -> str | None:
    return text if text is None or text.isascii() else well_formed(text)


def _claims(claims: Any) -> Iterator[tuple[Any, ...]]:
    """The parts of each claim: speaker, cue, claim, targets, confidence, addressees, reports."""
    part = {field.name: column for field, column in zip(claims.type, claims.flatten(), strict=True)}
    made = map(
        Claim, *(_values(part[name]) for name in ("id", "text", "kind")), _spans(part["spans"]), _values(part["act"])
    )
    return zip(
        _optional(part["speaker"], _whos(Speaker, part["speaker"])),
        _optional(part["cue"], map(Cue, *_quotations(part["cue"]))),
        made,
        _tuples(part["targets"], _targets),
        _values(part["confidence"]),
        _tuples(part["addressees"], lambda column: _whos(Addressee, column)),
        map(tuple, _tuples(part["reports"], _values)),
        strict=True,
    )


def _whos(kind: Any, column: Any) -> Iterator[Any]:
    name, type, named, text, spans = column.flatten()
    return map(kind, _values(name), _values(type), _values(named), _values(text), _spans(spans))


def _targets(column: Any) -> Iterator[Target]:
    name, type, role, text, spans = column.flatten()
    return map(Target, _values(name), _values(type), _values(role), _values(text), _spans(spans))


def _quotations(column: Any) -> tuple[list[Any], list[tuple[Span, ...]]]:
    text, spans = column.flatten()
    return _values(text), _spans(spans)


def _optional(column: Any, made: Iterable[Any]) -> Iterator[Any]:
    """What was made of a column of structures, None where there is none."""
    return (one if is_there else None for one, is_there in zip(made, _values(column.is_valid()), strict=True))


def _tuples(column: Any, made: Any) -> Iterator[tuple[Any, ...]]:
    """For each list of a column a tuple of what is made of its values."""
    numbers, values = lists(column)
    rest = iter(made(values))
    return (tuple(islice(rest, number)) if number else () for number in numbers.tolist())


def _spans(column: Any) -> list[tuple[Span, ...]]:
    numbers, values = lists(column)
    offsets = iter(_values(values))
    found: list[tuple[Span, ...]] = []
    for number in numbers.tolist():
        if number == 2:  # nearly always
            found.append(((next(offsets), next(offsets)),))
        else:
            found.append(tuple((next(offsets), next(offsets)) for _ in range(number // 2)))
    return found


def lists(column: Any) -> tuple[Any, Any]:
    """Give how many values each list of a column has, 0 where there is none, and the values of all."""
    return pc.fill_null(pc.list_value_length(column), 0).to_numpy(), column.flatten()


def _whole(column: Any) -> Any:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _values(column: Any) -> list[Any]:
    """The values of a column as Python's own: by NumPy, which is quicker than one by one."""
    if pa.types.is_string(column.type) or (pa.types.is_primitive(column.type) and not column.null_count):
        if pa.types.is_date(column.type):
            return column.to_pylist()  # type: ignore[no-any-return]
        return column.to_numpy(zero_copy_only=False).tolist()  # type: ignore[no-any-return]
    return column.to_pylist()  # type: ignore[no-any-return]
