"""JSON Lines as `onrecord extract` prints them, one object a claim, with the articles' texts besides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TextIO

import orjson

from onrecord.graph.corrections.correction import Correction
from onrecord.graph.model.rows import ArticleRows
from onrecord.graph.model.triples import document_of, records_of

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


def write_lines(articles: Iterable[ArticleRows], file: TextIO, known: Known) -> None:
    """`document.text` is in the first line of each document; one without claims has one line, its claim null.

    That of a corrected document has also `document.corrections`, and `document.read`, the claims as they were before.
    """
    for article in articles:
        file.writelines(lines_of(article, known.get(article.id)))


def lines_of(article: ArticleRows, known: tuple[list[Correction], ArticleRows] | None) -> Iterator[str]:
    """The lines of an article, with its corrections and its original, if it has any."""
    about = document_of(article).to_dict()
    first: dict[str, Any] = about | {"text": article.document["text"]}
    status: dict[str, Any] | None = None
    if known is not None:
        status = {row["id"]: row["corrected"] for row in article.claims}
        corrections, original = known
        first["corrections"] = [each.to_dict() for each in corrections]
        first["read"] = [*records_of(original)]
    document, others = as_json(first), as_json(about)  # which is the same in all lines but the first
    for record in [*records_of(article)] or [dict(NOTHING)]:
        if status is not None:
            record["corrected"] = record["claim"] and status.get(record["claim"]["id"])
        yield f'{{"document": {document}, {as_json(record)[1:]}\n'
        document = others
