"""FollowTheMoney entities, a line each, for OpenAleph and yente.

People, bodies and the rest are Person, Organization or LegalEntity; an article is an Article; a claim about somebody is
an UnknownLink from its speaker to that one, with what is done by it as the role and the article as the proof; a claim
about nobody is a Note on its speaker. Made without the library, whose properties and rules (4.11.2) tests hold it to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, TextIO

import orjson

from onrecord.graph.model.rows import Row
from onrecord.graph.transfer.said import Account

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
            known = {"name": [row["name"]], "alias": others, "notes": [] if row["named"] else ["not named"]}
            self._file.write(_line(_of_entity(row["id"]), SCHEMATA.get(row["type"], OTHERS), _there(known)).decode())
        for article in articles:
            self._file.write(b"".join(_lines(article)).decode())

    def finish(self) -> None:
        """There is nothing at the end."""


def _lines(article: Account) -> Iterator[bytes]:
    """An article, and the claims in it that somebody makes."""
    document = article.document
    id, publisher, day = _id("document", document["id"]), _list(document["publisher"]), _day(document)
    about_it = {
        "fileName": [(document["path"] or document["id"]).rpartition("/")[2] or "article"],
        "title": _list(document["title"]),
        "publisher": publisher,
        "sourceUrl": _list(document["url"]),
        "publishedAt": day,
        "bodyText": _list(document["text"]),
    }
    yield _line(id, "Article", _there(about_it))
    in_it = {"publisher": publisher} if publisher else {}
    for said in article.claims:
        if said.speaker is None:
            continue
        claim = said.claim
        speaker = [_of_entity(said.speaker.id)]
        told = {"description": [claim["text"]]}
        if link := said.link:
            told["sourceUrl"] = [link]
        about = said.about
        if not about:
            yield _line(_id("claim", claim["id"]), "Note", {"entity": speaker, **told})
        for target in about if len(about) < 2 else {each.id: each for each in about}.values():
            how = {"role": [claim["act"]]} if claim["act"] else {}
            if claim["corrected"]:
                how["status"] = [claim["corrected"]]
            ends = {"subject": speaker, "object": [_of_entity(target.id)]}
            properties = {**ends, **how, **in_it, **told, "proof": [id], "recordId": [claim["id"]]}
            if claim["date"]:
                properties["date"] = _day(claim)
            yield _line(_id("claim", claim["id"], target.id), "UnknownLink", properties)


def _line(id: str, schema: str, properties: Mapping[str, list[str]]) -> bytes:
    return orjson.dumps({"id": id, "schema": schema, "properties": properties}, option=orjson.OPT_APPEND_NEWLINE)


def _there(properties: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The properties that have values."""
    return {name: values for name, values in properties.items() if values}


@lru_cache(maxsize=2**16)
def _of_entity(id: str) -> str:
    return _id("entity", id)


def _id(*parts: str) -> str:
    return "or-" + hashlib.sha1("\0".join(parts).encode()).hexdigest()


def _list(value: str | None) -> list[str]:
    return [value] if value else []


def _day(row: Row) -> list[str]:
    return [row["date"].isoformat()] if row["date"] else []
