"""JSON Lines as `onrecord extract` prints them, one object a claim, with the articles' texts besides."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from onrecord.extract.document import Document
from onrecord.extract.triple import Claim, Triple
from onrecord.graph.model.rows import ArticleRows
from onrecord.graph.model.triples import triples_of


def write_lines(articles: Iterable[ArticleRows], file: TextIO) -> None:
    """`document.text` is in the first line of each document; one without claims has one line, its claim null."""
    for article in articles:
        for line in _lines(*triples_of(article)):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _lines(document: Document, triples: list[Triple]) -> Iterator[dict[str, Any]]:
    lines = [triple.to_dict() for triple in triples]
    if not lines:
        nothing = Triple(document, None, None, Claim("", "", "indirect", ()))
        lines = [nothing.to_dict() | {"claim": None}]
    lines[0]["document"]["text"] = document.text
    yield from lines
