"""Articles as triples again, from which `rows_of` makes the same rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from onrecord.extract.document import Document
from onrecord.extract.triple import Addressee, Claim, Cue, Speaker, Target, Triple
from onrecord.graph.model.rows import ArticleRows, Named, Row, pairs

_FIELDS: Final = ("text", "id", "title", "url", "publisher", "date", "date_from", "path")


def triples_of(article: ArticleRows) -> tuple[Document, list[Triple]]:
    """The document and its triples, from which `rows_of` makes the same rows again."""
    document = document_of(article.document)
    speakers = {edge["to"]: edge for edge in article.said}
    targets, told, reports = (_by_claim(edges) for edges in (article.about, article.told, article.reports))
    return document, [
        Triple(
            document,
            _speaker(speakers.get(claim["id"]), article.entities),
            Cue(claim["cue"], pairs(claim["cue_spans"])) if claim["cue"] is not None else None,
            Claim(claim["id"], claim["text"], claim["kind"], pairs(claim["spans"]), claim["act"] or "say"),
            tuple(_target(edge) for edge in targets.get(claim["id"], [])),
            claim["confidence"],
            tuple(_addressee(edge, article.entities) for edge in told.get(claim["id"], [])),
            tuple(edge["to"] for edge in reports.get(claim["id"], [])),
        )
        for claim in article.claims
    ]


def document_of(row: Row) -> Document:
    """The document of a row."""
    return Document(**{name: row[name] for name in _FIELDS})


def _by_claim(edges: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for edge in edges:
        found.setdefault(edge["from"], []).append(edge)
    return found


def _speaker(edge: Row | None, entities: Mapping[str, Named]) -> Speaker | None:
    if edge is None:
        return None
    entity = entities[edge["from"]]
    return Speaker(edge["name"], edge["type"], entity.named, edge["mention"], pairs(edge["mention_spans"]))


def _target(edge: Row) -> Target:
    return Target(edge["name"], edge["type"], edge["role"], edge["mention"], pairs(edge["mention_spans"]))


def _addressee(edge: Row, entities: Mapping[str, Named]) -> Addressee:
    entity = entities[edge["to"]]
    return Addressee(edge["name"], edge["type"], entity.named, edge["mention"], pairs(edge["mention_spans"]))
