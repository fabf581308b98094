"""Articles as triples again, from which `rows_of` makes the same rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from onrecord.extract.document import Document
from onrecord.extract.triple import Addressee, Claim, Cue, Speaker, Target, Triple
from onrecord.graph.model.rows import ArticleRows, Named, Row, pairs

_FIELDS: Final = ("text", "id", "title", "url", "publisher", "date", "date_from", "path")


def triples_of(article: ArticleRows) -> tuple[Document, list[Triple]]:
    """The document and its triples, from which `rows_of` makes the same rows again."""
    document = document_of(article)
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


def records_of(article: ArticleRows) -> Iterator[dict[str, Any]]:
    """What `Triple.to_dict` gives of each of an article's triples, but for the document, made from the rows at once."""
    speakers = {edge["to"]: edge for edge in article.said}
    targets, told, reports = (_by_claim(edges) for edges in (article.about, article.told, article.reports))
    entities = article.entities
    for claim in article.claims:
        id, cue = claim["id"], claim["cue"]
        said = speakers.get(id)
        yield {
            "speaker": None if said is None else _source(said, entities[said["from"]]),
            "cue": None if cue is None else {"text": cue, "spans": _lists(claim["cue_spans"])},
            "claim": {
                "id": id,
                "text": claim["text"],
                "kind": claim["kind"],
                "spans": _lists(claim["spans"]),
                "act": claim["act"] or "say",
            },
            "targets": [
                {
                    "name": edge["name"],
                    "type": edge["type"],
                    "role": edge["role"],
                    "text": edge["mention"],
                    "spans": _lists(edge["mention_spans"]),
                }
                for edge in targets.get(id, ())
            ],
            "addressees": [_source(edge, entities[edge["to"]]) for edge in told.get(id, ())],
            "confidence": claim["confidence"],
            "reports": [edge["to"] for edge in reports.get(id, ())],
        }


def document_of(article: ArticleRows) -> Document:
    """The document of an article's rows."""
    return Document(**{name: article.document[name] for name in _FIELDS})


def _source(edge: Row, entity: Named) -> dict[str, Any]:
    return {
        "name": edge["name"],
        "type": edge["type"],
        "named": entity.named,
        "text": edge["mention"],
        "spans": _lists(edge["mention_spans"]),
    }


def _lists(offsets: Sequence[int] | None) -> list[list[int]]:
    """Spans as JSON has them: [[start, stop], …]."""
    if not offsets:
        return []
    if len(offsets) == 2:
        return [list(offsets)]
    return [list(span) for span in pairs(offsets)]


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
