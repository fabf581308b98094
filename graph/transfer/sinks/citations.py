"""CSL-JSON: each article as a source that can be cited, for Zotero, pandoc and the like, with its claims as a note."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TextIO

from onrecord.graph.lookups.titles import UNTITLED, first_words
from onrecord.graph.model.rows import Row
from onrecord.graph.transfer.formats.jsonl import as_json
from onrecord.graph.transfer.said import Account
from onrecord.graph.transfer.sinks.annotations import told


class CitationsSink:
    """Writes a list of articles.

    Args:
        file: where it is written to.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._number = 0
        file.write("[")

    def write(self, entities: Sequence[Row] = (), articles: Sequence[Account] = ()) -> None:
        """Write a portion of the graph."""
        for article in articles:
            item = as_json(_item(article))
            self._file.write((",\n" if self._number else "\n") + item)
            self._number += 1

    def finish(self) -> None:
        """Close the list."""
        self._file.write("\n]\n")


def _item(article: Account) -> dict[str, Any]:
    row = article.document
    title = row["title"] or first_words(row["text"]) or UNTITLED
    item: dict[str, Any] = {"id": row["id"], "type": "article-newspaper", "title": title}
    if row["publisher"]:
        item["container-title"] = row["publisher"]
    if row["url"]:
        item["URL"] = row["url"]
    if row["date"]:
        item["issued"] = {"date-parts": [[row["date"].year, row["date"].month, row["date"].day]]}
    notes = [f"{told(said)}: “{' '.join(said.claim['text'].split())}”" for said in article.claims]
    if notes:
        item["note"] = "\n".join(notes)
    return item
