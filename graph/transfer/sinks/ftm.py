"""FollowTheMoney entities, a line each, for OpenAleph and yente.

People, bodies and the rest are Person, Organization or LegalEntity; an article is an Article; a claim about somebody is
an UnknownLink from its speaker to that one, with what is done by it as the role and the article as the proof; a claim
about nobody is a Note on its speaker. Made without the library, whose properties and rules (4.11.2) tests hold it to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, TextIO

from onrecord.graph.model.rows import Row
from onrecord.graph.transfer.formats.jsonl import as_json
from onrecord.graph.transfer.said import Account, Said

SCHEMATA: Final = {"person": "Person", "organization": "Organization"}
OTHERS: Final = "LegalEntity"


class FtmSink:
    """Writes an entity a line.

    Args:
        file: where the lines are written to.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, entities: Sequence[Row] = (), articles: Sequence[Account] = ()) -> None:
        """Write a portion of the graph."""
        for row in entities:
            others = [alias for alias in row["aliases"] or () if alias != row["name"]]
            kept = {"name": [row["name"]], "alias": others, "notes": [] if row["named"] else ["not named"]}
            self._add(_id("entity", row["id"]), SCHEMATA.get(row["type"], OTHERS), kept)
        for article in articles:
            document = article.document
            self._add(
                _id("document", document["id"]),
                "Article",
                {
                    "fileName": [(document["path"] or document["id"]).rpartition("/")[2] or "article"],
                    "title": _list(document["title"]),
                    "publisher": _list(document["publisher"]),
                    "sourceUrl": _list(document["url"]),
                    "publishedAt": _day(document),
                    "bodyText": _list(document["text"]),
                },
            )
            for said in article.claims:
                self._claim(said)

    def finish(self) -> None:
        """There is nothing at the end."""

    def _claim(self, said: Said) -> None:
        if said.speaker is None:
            return
        claim, document = said.claim, said.document
        speaker = _id("entity", said.speaker.id)
        common = {"description": [claim["text"]], "sourceUrl": _list(said.link)}
        proof = {"proof": [_id("document", document["id"])], "recordId": [claim["id"]], "date": _day(claim)}
        if not said.about:
            note = {"entity": [speaker], **common}
            self._add(_id("claim", claim["id"]), "Note", note)
        for target in {each.id: each for each in said.about}.values():
            link = {
                "subject": [speaker],
                "object": [_id("entity", target.id)],
                "role": _list(claim["act"]),
                "status": _list(claim["corrected"]),
                "publisher": _list(document["publisher"]),
                **common,
                **proof,
            }
            self._add(_id("claim", claim["id"], target.id), "UnknownLink", link)

    def _add(self, id: str, schema: str, properties: dict[str, list[str]]) -> None:
        kept: dict[str, Any] = {name: values for name, values in properties.items() if values}
        self._file.write(as_json({"id": id, "schema": schema, "properties": kept}) + "\n")


@lru_cache(maxsize=2**14)
def _id(*parts: str) -> str:
    return "or-" + hashlib.sha1("\0".join(parts).encode()).hexdigest()


def _list(value: str | None) -> list[str]:
    return [value] if value else []


def _day(row: Row) -> list[str]:
    return [row["date"].isoformat()] if row["date"] else []
