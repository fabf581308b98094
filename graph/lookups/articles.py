"""A whole article as the store has it: its text, and each claim in it with the places of its parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.extract.document import Document
from onrecord.extract.triple import Span, Triple
from onrecord.graph.errors import NotFound
from onrecord.graph.lookups import queries
from onrecord.graph.lookups.answers import DocumentRow, how, source
from onrecord.graph.lookups.rows import PartyRow
from onrecord.graph.model.rows import key, pairs
from onrecord.graph.stores.store import Store


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody or something that has a part in a claim, and the words of the article that mean it.

    `role`: "speaker", "about", "mention" or "addressee". `spans` are half-open character offsets into the article.
    """

    id: str
    name: str
    type: str
    named: bool
    role: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A claim of an article. Spans are half-open character offsets into its text.

    `parties` are its speaker, its targets and its addressees; `inside` is the id of the claim that this one stands in;
    `corrected` tells what people did with it (see `Statement`).
    """

    id: str
    claim: str
    cue: str | None
    act: str | None
    kind: str
    confidence: float | None
    claim_spans: tuple[Span, ...]
    cue_spans: tuple[Span, ...]
    parties: tuple[Party, ...]
    inside: str | None
    corrected: str | None = None

    @property
    def speaker(self) -> Party | None:
        """Who made the claim; None for hearsay."""
        return next(iter(self.of_role("speaker")), None)

    @property
    def how(self) -> str:
        """How the claim was made: its cue, and the act where that is more than saying."""
        return how(self.cue, self.act)

    @property
    def source(self) -> str:
        """Who made the claim, or that nobody is known to have made it."""
        return source(self.speaker.name if self.speaker else None, self.corrected)

    def of_role(self, role: str) -> list[Party]:
        """The parties that have this role, in order."""
        return [party for party in self.parties if party.role == role]


@dataclass(frozen=True, slots=True)
class Article:
    """A document with its text and its claims, in the order of the text."""

    document: DocumentRow
    text: str
    claims: tuple[Told, ...]


def article(store: Store, document_id: str) -> Article:
    """Give a document with all that was found in it.

    Raises:
        NotFound: the store has no document of this id.
    """
    id = key(document_id)
    found = store.read(queries.TEXT, id=id)
    if not found:
        raise NotFound(f"{store.uri} has no document {document_id!r}. “onrecord documents” lists them.")
    parties: defaultdict[str, list[Party]] = defaultdict(list)
    for party in _in_order(each for query in queries.PARTIES for each in store.read(query, id=id)):
        parties[party.claim].append(
            Party(party.id, party.name, party.type, party.named, party.role, pairs(party.spans))
        )
    inside = {row.inner: row.outer for row in store.read(queries.INSIDE, id=id)}
    claims = tuple(
        Told(
            row.id,
            row.text,
            row.cue,
            row.act,
            row.kind,
            row.confidence,
            pairs(row.spans),
            pairs(row.cue_spans),
            tuple(parties[row.id]),
            inside.get(row.id),
            row.corrected,
        )
        for row in sorted(store.read(queries.CLAIMS_OF_DOCUMENT, id=id), key=lambda row: (row.start, row.id))
    )
    speakers = {party.id for claim in claims for party in claim.of_role("speaker")}
    known = found[0]._asdict()
    text = known.pop("text")
    return Article(DocumentRow(**known, claims=len(claims), speakers=len(speakers)), text, claims)


def of_triples(document: Document, triples: Sequence[Triple]) -> Article:
    """The article of a document with its triples, as extraction gives them; an entity's id is its type and name."""
    inside = {inner: triple.claim.id for triple in triples for inner in triple.reports}
    claims = tuple(
        Told(
            triple.claim.id,
            triple.claim.text,
            triple.cue.text if triple.cue else None,
            triple.claim.act,
            triple.claim.kind,
            triple.confidence,
            triple.claim.spans,
            triple.cue.spans if triple.cue else (),
            tuple(_parties(triple)),
            inside.get(triple.claim.id),
        )
        for triple in sorted(triples, key=lambda triple: (triple.claim.spans[:1], triple.claim.id))
    )
    speakers = {party.id for claim in claims for party in claim.of_role("speaker")}
    about = (document.id, document.date, document.title, document.publisher, document.url, document.path)
    return Article(DocumentRow(*about, len(claims), len(speakers), document.date_from), document.text, claims)


def _parties(triple: Triple) -> Iterator[Party]:
    if (who := triple.speaker) is not None:
        yield Party(f"{who.type}:{who.name}", who.name, who.type, who.named, "speaker", who.spans)
    for target in triple.targets:
        yield Party(f"{target.type}:{target.name}", target.name, target.type, True, target.role, target.spans)
    for told in triple.addressees:
        yield Party(f"{told.type}:{told.name}", told.name, told.type, told.named, "addressee", told.spans)


def newest(store: Store, limit: int) -> list[DocumentRow]:
    """The documents of the latest days, the latest first, at most `limit`; undated ones are left out."""
    rows = store.read(queries.NEWEST, limit=limit)
    claims, speakers = (
        {row.id: row.number for row in store.each(query, [row.id for row in rows])}
        for query in (queries.CLAIMS_IN_DOCUMENT, queries.SPEAKERS_IN_DOCUMENT)
    )
    return [
        DocumentRow(**row._asdict(), claims=claims.get(row.id, 0), speakers=speakers.get(row.id, 0)) for row in rows
    ]


def _in_order(rows: Iterable[PartyRow]) -> list[PartyRow]:
    return sorted(rows, key=lambda row: (row.claim, row.position, row.id))
