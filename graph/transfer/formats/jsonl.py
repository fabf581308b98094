"""JSON Lines as `onrecord extract` prints them, one object a claim, with the articles' texts besides."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TextIO

from onrecord.extract.document import Document
from onrecord.extract.triple import Claim, Triple
from onrecord.graph.corrections.correction import Correction
from onrecord.graph.model.rows import ArticleRows
from onrecord.graph.model.triples import triples_of

Known = Callable[[ArticleRows], tuple[list[Correction], ArticleRows] | None]
"""Of an article its corrections and its original, None where it has none."""


def write_lines(articles: Iterable[ArticleRows], file: TextIO, known: Known = lambda article: None) -> None:
    """`document.text` is in the first line of each document; one without claims has one line, its claim null.

    That of a corrected document has also `document.corrections`, and `document.read`, the claims as they were before.
    """
    for article in articles:
        for line in lines_of(article, known(article)):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def lines_of(article: ArticleRows, known: tuple[list[Correction], ArticleRows] | None) -> list[dict[str, Any]]:
    """The lines of an article, with its corrections and its original, if it has any."""
    lines = list(_lines(*triples_of(article)))
    if known is not None:
        status = {row["id"]: row["corrected"] for row in article.claims}
        for line in lines:
            line["corrected"] = line["claim"] and status.get(line["claim"]["id"])
        corrections, original = known
        read = [triple.to_dict() for triple in triples_of(original)[1]]
        lines[0]["document"]["corrections"] = [each.to_dict() for each in corrections]
        lines[0]["document"]["read"] = [{name: each[name] for name in each if name != "document"} for each in read]
    return lines


def _lines(document: Document, triples: list[Triple]) -> Iterator[dict[str, Any]]:
    lines = [triple.to_dict() for triple in triples]
    if not lines:
        nothing = Triple(document, None, None, Claim("", "", "indirect", ()))
        lines = [nothing.to_dict() | {"claim": None}]
    lines[0]["document"]["text"] = document.text
    yield from lines
