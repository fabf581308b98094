"""JSON-LD in the words of schema.org, a line each: Quotation for what is quoted, Claim for the rest.

Each has where it appeared (`isPartOf`, `appearance`: a NewsArticle). None has a rating, which only fact-checkers give.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, TextIO

from onrecord.graph.model.rows import Row
from onrecord.graph.transfer.formats.jsonl import as_json
from onrecord.graph.transfer.said import Account, Party, Said

TYPES: Final = {"person": "Person", "organization": "Organization", "place": "Place", "work": "CreativeWork"}


class SchemaOrgSink:
    """Writes an object a claim.

    Args:
        file: where the lines are written to.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, entities: Sequence[Row] = (), articles: Sequence[Account] = ()) -> None:
        """Write a portion of the graph."""
        for article in articles:
            appeared = _article(article.document)
            for said in article.claims:
                self._file.write(as_json(_thing(said, appeared)) + "\n")

    def finish(self) -> None:
        """There is nothing at the end."""


def _thing(said: Said, appeared: dict[str, Any]) -> dict[str, Any]:
    claim = said.claim
    quoted = claim["kind"] == "direct"
    thing: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Quotation" if quoted else "Claim",
        "identifier": claim["id"],
        "text": claim["text"],
    }
    if said.speaker is not None:
        thing["creator" if not quoted else "spokenByCharacter"] = _party(said.speaker)
    if claim["date"]:
        thing["datePublished"] = claim["date"].isoformat()
    if said.targets:
        thing["about" if said.about else "mentions"] = [_party(each) for each in said.about or said.targets]
        others = [_party(each) for each in said.targets if each.role != "about"]
        if said.about and others:
            thing["mentions"] = others
    if claim["corrected"]:
        thing["creativeWorkStatus"] = claim["corrected"]
    if link := said.link:
        thing["url"] = link
    thing["isPartOf" if quoted else "appearance"] = appeared
    return thing


def _party(party: Party) -> dict[str, str]:
    return {"@type": TYPES.get(party.type, "Thing"), "name": party.name}


def _article(row: Row) -> dict[str, Any]:
    article: dict[str, Any] = {"@type": "NewsArticle", "identifier": row["id"]}
    if row["title"]:
        article["headline"] = row["title"]
    if row["url"]:
        article["url"] = row["url"]
    if row["date"]:
        article["datePublished"] = row["date"].isoformat()
    if row["publisher"]:
        article["publisher"] = {"@type": "Organization", "name": row["publisher"]}
    return article
