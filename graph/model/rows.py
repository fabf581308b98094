"""An article as the rows of the graph that it brings: nodes and edges as plain dictionaries, the same for both stores.

Strings are kept as they are, but for lone surrogates, which no store can hold: each becomes U+FFFD, so that offsets
still fit. Ids are kept to `LONGEST_ID` characters, since a database's index has its limits.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final

from onrecord.extract.document import Document
from onrecord.extract.lexicon import countries
from onrecord.extract.triple import Addressee, Span, Speaker, Target, Triple
from onrecord.graph.model.tables import NODES
from onrecord.graph.model.tally import NO_CLAIMS
from onrecord.graph.spelling import aliases_of, best_spellings, normalise

LONGEST_ID = 500
LIKE_COUNTRIES: Final = ("organization", "place", "group")
"""The types of what may stand for a country."""
LONE_SURROGATE = re.compile("[\ud800-\udfff]")

Row = dict[str, Any]


@dataclass(slots=True)
class Named:
    """An entity and the names that one or more articles give it; `key` is its name normalised."""

    type: str
    named: bool
    key: str
    aliases: set[str] = field(default_factory=set)

    def row(self, id: str) -> Row:
        """The entity's node."""
        spellings = best_spellings(self.aliases)
        return {
            "id": id,
            "name": spellings[self.key],
            "type": self.type,
            "named": self.named,
            "aliases": sorted(spellings.values()),
            **NO_CLAIMS,
        }


@dataclass(frozen=True, slots=True)
class ArticleRows:
    """All rows of one document. Edges hold the ids of their ends as `from` and `to`.

    `rows_of` gives each name and type an id; which entity it is in a store, only that knows (see `entities`).
    """

    document: Row
    entities: dict[str, Named]
    claims: list[Row]
    said: list[Row]
    about: list[Row]
    told: list[Row]
    reports: list[Row]
    found_in: list[Row]

    @property
    def id(self) -> str:
        return str(self.document["id"])

    @property
    def path(self) -> str | None:
        path = self.document["path"]
        return None if path is None else str(path)

    def edges(self, table: str) -> list[Row]:
        """The edges of a table, "SAID", "ABOUT", "TOLD", "REPORTS" or "FOUND_IN"."""
        found: list[Row] = getattr(self, table.lower())
        return found

    @property
    def size(self) -> int:
        """Number of rows."""
        edges = len(self.said) + len(self.about) + len(self.told) + len(self.reports) + len(self.found_in)
        return 1 + len(self.entities) + len(self.claims) + edges


def rows_of(document: Document, triples: Sequence[Triple]) -> ArticleRows:
    """The rows of a document and its triples. Of several triples with one claim id, the first counts."""
    document_id = key(document.id)
    sources = (who for t in triples for who in (t.speaker, *t.addressees) if who is not None)
    unnamed = {_name_key(who) for who in sources if not (who.named or _is_of_country(who))}
    rows = ArticleRows(document_row(document, document_id), {}, [], [], [], [], [], [])
    seen: set[str] = set()
    for triple in triples:
        claim_id = key(triple.claim.id)
        if claim_id not in seen:
            seen.add(claim_id)
            _add(rows, triple, claim_id, unnamed)
    rows.reports.extend(_reports(triples, seen))
    rows.document["digest"] = digest(rows)
    return rows


def as_told(article: ArticleRows) -> ArticleRows:
    """An article of a store with the ids that `rows_of` gives its names, whichever entities they are there."""
    entities: dict[str, Named] = {}

    def told(edges: Sequence[Row], end: str) -> list[Row]:
        result = []
        for edge in edges:
            named, type = article.entities[edge[end]].named, edge["type"]
            id = entity_id(type, edge["name"], None if named else article.id)
            who = entities.setdefault(id, Named(type, named, normalise(edge["name"])))
            who.aliases |= aliases_of(edge["name"], edge["mention"], named)
            result.append(edge | {end: id})
        return result

    said, about, addressed = told(article.said, "from"), told(article.about, "to"), told(article.told, "to")
    return replace(article, entities=entities, said=said, about=about, told=addressed)


def entity_id(type: str, name: str, document_id: str | None = None) -> str:
    """The id of an entity by its type and normalised name; with a document's id, of an unnamed source in it.

    >>> entity_id("person", "Ana Ruíz")
    'person:ana ruiz'
    """
    return key(f"{type}:{normalise(clean(name))}" + (f"@{document_id}" if document_id is not None else ""))


def key(text: str) -> str:
    """`text` as an id: clean, and cut to LONGEST_ID characters with a hash of the rest in its end."""
    if len(text) > LONGEST_ID:
        text = text[: LONGEST_ID - 17] + "~" + hashed(text)
    return clean(text)


def clean(text: str) -> str:
    """`text` with U+FFFD for each lone surrogate; of the same length."""
    return text if text.isascii() else LONE_SURROGATE.sub("\ufffd", text)


def document_row(document: Document, document_id: str) -> Row:
    """Give a document's node, its digest left out."""
    return {
        "id": document_id,
        "title": _optional(document.title),
        "url": _optional(document.url),
        "publisher": _optional(document.publisher),
        "date": document.date,
        "text": clean(document.text),
        "path": key(os.path.abspath(document.path)) if document.path else None,
        "date_from": document.date_from,
    }


def _add(rows: ArticleRows, triple: Triple, claim_id: str, unnamed: set[tuple[str, str]]) -> None:
    claim, cue = triple.claim, triple.cue
    rows.claims.append(
        {
            "id": claim_id,
            "text": clean(claim.text),
            "kind": clean(claim.kind),
            "spans": flat(claim.spans),
            "start": claim.spans[0][0] if claim.spans else 0,
            "date": triple.document.date,
            "cue": clean(cue.text) if cue else None,
            "cue_spans": flat(cue.spans) if cue else [],
            "confidence": triple.confidence,
            "statement": claim_id,
            "act": clean(claim.act),
            "corrected": None,
        }
    )
    rows.found_in.append({"from": claim_id, "to": rows.id})
    if triple.speaker is not None:
        speaker_id = _entity(rows, triple.speaker, unnamed)
        edge = {"from": speaker_id, "to": claim_id, "cue": clean(cue.text) if cue else None}
        rows.said.append(edge | _mention(triple.speaker))
    rows.about.extend(_about(rows, triple, claim_id, unnamed))
    rows.told.extend(_told(rows, triple, claim_id, unnamed))


def _about(rows: ArticleRows, triple: Triple, claim_id: str, unnamed: set[tuple[str, str]]) -> Iterable[Row]:
    """One edge a target, the first mention's; `about` outweighs `mention`."""
    edges: dict[str, Row] = {}
    for position, target in enumerate(triple.targets):
        target_id = _entity(rows, target, unnamed)
        edge = {"from": claim_id, "to": target_id, "role": clean(target.role), "position": position} | _mention(target)
        first = edges.setdefault(target_id, edge)
        if target.role == "about":
            first["role"] = "about"
    return edges.values()


def _told(rows: ArticleRows, triple: Triple, claim_id: str, unnamed: set[tuple[str, str]]) -> Iterable[Row]:
    """One edge an addressee, the first mention's."""
    edges: dict[str, Row] = {}
    for position, addressee in enumerate(triple.addressees):
        to = _entity(rows, addressee, unnamed)
        edges.setdefault(to, {"from": claim_id, "to": to, "position": position} | _mention(addressee))
    return edges.values()


def _reports(triples: Sequence[Triple], claims: set[str]) -> Iterable[Row]:
    """An edge from each claim to each that stands inside it, of those that are there."""
    inside = dict.fromkeys((key(triple.claim.id), key(id)) for triple in triples for id in triple.reports)
    return [{"from": outer, "to": inner} for outer, inner in inside if inner in claims and inner != outer]


def _entity(rows: ArticleRows, who: Speaker | Target | Addressee, unnamed: set[tuple[str, str]]) -> str:
    key, id = known_by(who.type, who.name)
    is_named = (who.type, key) not in unnamed
    if not is_named:
        id = entity_id(who.type, who.name, rows.id)
    entity = rows.entities.get(id)
    if entity is None:
        entity = rows.entities[id] = Named(clean(who.type), is_named, key)
    entity.aliases |= aliases(who.name, who.text, is_named)
    return id


@lru_cache(maxsize=2**16)
def known_by(type: str, name: str) -> tuple[str, str]:
    """Give a name as it is compared, and the id of whoever has it."""
    return normalise(clean(name)), entity_id(type, name)


@lru_cache(maxsize=2**16)
def aliases(name: str, mention: str, is_named: bool) -> frozenset[str]:
    """Give the names that a mention gives an entity (see `spelling.aliases_of`)."""
    return frozenset(aliases_of(clean(name), clean(mention), is_named))


def _is_of_country(who: Speaker | Addressee) -> bool:
    """Whether a source without a name of its own is as good as named: "Ukraine's government", "the Kremlin"."""
    return who.type in LIKE_COUNTRIES and countries.country_of(normalise(who.name)) is not None


def _name_key(who: Speaker | Target | Addressee) -> tuple[str, str]:
    return who.type, known_by(who.type, who.name)[0]


def _mention(who: Speaker | Target | Addressee) -> Row:
    return {
        "mention": clean(who.text),
        "mention_spans": flat(who.spans),
        "name": clean(who.name),
        "type": clean(who.type),
    }


def flat(spans: Iterable[Span]) -> list[int]:
    """Spans as the stores keep them: [start, stop, start, stop, …]."""
    return [offset for span in spans for offset in span]


def pairs(offsets: Sequence[int] | None) -> tuple[Span, ...]:
    """Spans as they come back: ((start, stop), …)."""
    offsets = offsets or ()
    return tuple(zip(offsets[::2], offsets[1::2], strict=True))


def _optional(text: str | None) -> str | None:
    return None if text is None else clean(text)


def digest(rows: ArticleRows) -> str:
    """What stands for all of an article's rows, the path that it was read from left out.

    What earlier versions had no column for counts only where it has something in it, so that articles stay the same.
    """
    claims = [_without(row, "corrected") if row["corrected"] is None else row for row in rows.claims]
    return hashed(
        json.dumps([described(rows.document), claims, rows.said, rows.about, rows.told, rows.reports], default=str)
    )


def described(document: Row) -> Row:
    """What of a document's row is in its digest."""
    document = {name: value for name, value in document.items() if name not in ("path", "digest")}
    return _without(document, "date_from") if document.get("date_from") in (None, "stated") else document


def _without(row: Row, name: str) -> Row:
    return {column: value for column, value in row.items() if column != name}


_MENTION: Final = ("mention", "mention_spans", "name", "type")
IN_DIGEST: Final = {
    "SAID": ("from", "to", "cue", *_MENTION),
    "ABOUT": ("from", "to", "role", "position", *_MENTION),
    "TOLD": ("from", "to", "position", *_MENTION),
    "REPORTS": ("from", "to"),
}
"""The columns of edges in the order in which a digest takes them."""


def digest_of_stored(article: ArticleRows) -> str:
    """Reckon the digest of an article from the rows that a store has of it, with ids as `as_told` gives them.

    It is the one that `rows_of` gave when the article was loaded, unless something has changed since.
    """
    document = {name: value for name, value in article.document.items() if name != "digest"}
    claims = [{**{name: row[name] for name in NODES["Claim"]}, "statement": row["id"]} for row in article.claims]
    said, about, told, reports = (
        [{name: row[name] for name in columns} for row in article.edges(table)] for table, columns in IN_DIGEST.items()
    )
    return digest(ArticleRows(document, {}, claims, said, about, told, reports, []))


def hashed(text: str) -> str:
    """Give the digits that stand for a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
