"""JSON Lines as `onrecord extract` prints them, one object a claim, with the articles' texts besides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TextIO

import orjson

from onrecord.graph.corrections.correction import Correction
from onrecord.graph.model.rows import ArticleRows, pairs
from onrecord.graph.model.triples import document_of
from onrecord.graph.transfer.said import Account, Party, Said, account_of

Known = Mapping[str, tuple[list[Correction], ArticleRows]]
"""Of corrected documents, by their ids, the corrections and the original."""


def as_json(value: Any) -> str:
    """Write a value as JSON in a line."""
    return orjson.dumps(value).decode()


NOTHING: Final[dict[str, Any]] = {
    "speaker": None,
    "cue": None,
    "claim": None,
    "targets": [],
    "addressees": [],
    "confidence": None,
    "reports": [],
}
"""The line of an article without claims."""


def write_lines(articles: Iterable[Account], file: TextIO, known: Known) -> None:
    """`document.text` is in the first line of each document; one without claims has one line, its claim null.

    That of a corrected document has also `document.corrections`, and `document.read`, the claims as they were before.
    """
    for article in articles:
        file.writelines(lines_of(article, known.get(article.document["id"])))


def lines_of(article: Account, known: tuple[list[Correction], ArticleRows] | None) -> Iterator[str]:
    """The lines of an article, with its corrections and its original, if it has any."""
    about = document_of(article.document).to_dict()
    first: dict[str, Any] = about | {"text": article.document["text"]}
    status: dict[str, Any] | None = None
    if known is not None:
        status = {said.claim["id"]: said.claim["corrected"] for said in article.claims}
        corrections, original = known
        first["corrections"] = [each.to_dict() for each in corrections]
        first["read"] = [*map(record_of, account_of(original).claims)]
    document, others = as_json(first), as_json(about)  # which is the same in all lines but the first
    for record in [*map(record_of, article.claims)] or [dict(NOTHING)]:
        if status is not None:
            record["corrected"] = record["claim"] and status.get(record["claim"]["id"])
        yield f'{{"document": {document}, {as_json(record)[1:]}\n'
        document = others


def record_of(said: Said) -> dict[str, Any]:
    """What `Triple.to_dict` gives of a claim, but for the document."""
    claim, cue = said.claim, said.claim["cue"]
    return {
        "speaker": said.speaker and _source(said.speaker),
        "cue": None if cue is None else {"text": cue, "spans": _lists(claim["cue_spans"])},
        "claim": {
            "id": claim["id"],
            "text": claim["text"],
            "kind": claim["kind"],
            "spans": _lists(claim["spans"]),
            "act": claim["act"] or "say",
        },
        "targets": [
            {
                "name": target.name,
                "type": target.type,
                "role": target.role,
                "text": target.mention,
                "spans": _lists(target.offsets),
            }
            for target in said.targets
        ],
        "addressees": [*map(_source, said.told)],
        "confidence": claim["confidence"],
        "reports": said.reports,
    }


def _source(party: Party) -> dict[str, Any]:
    return {
        "name": party.name,
        "type": party.type,
        "named": party.named,
        "text": party.mention,
        "spans": _lists(party.offsets),
    }


def _lists(offsets: Sequence[int] | None) -> list[Sequence[int]]:
    """Spans as JSON has them: [[start, stop], …]."""
    if not offsets:
        return []
    return [offsets] if len(offsets) == 2 else [*pairs(offsets)]
