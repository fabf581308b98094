"""The graph's model, from which each store makes its tables, constraints and indexes.

    (:Entity)-[:SAID]->(:Claim)-[:ABOUT]->(:Entity)        (:Claim)-[:FOUND_IN]->(:Document)
    (:Claim)-[:REPEATS]->(:Claim)      (:Claim)-[:REPORTS]->(:Claim)      (:Claim)-[:TOLD]->(:Entity)

Spans are flat lists of half-open character offsets into `Document.text`: [start, stop, start, stop, …], a form that
both stores keep as it is. `Claim.start` is the first of them, to put claims in the order of the text.
The cue is kept on the claim too, for the claims that nobody is named to have said. An edge keeps the entity's `name`
and `type` in its article, which may be other ones than the entity's: several names can be one entity (see `entities`).
STANDS_FOR leads from a capital or a government to its country. An entity's claims, and the statements and documents
that they are in, are counted in it (see `tally` and `loading.counts`). `Document.digest` stands for all that
was loaded of an article, but for the path that it was read from. `Claim.confidence` is the probability that it is
right, 0 to 1; claims of stores that were made before it was known have none. `Claim.statement` is the id of the claim
that this one repeats, its own if none: statements are counted by it. `Claim.act` is what the speaker does by saying it
("deny", "accuse" …), none where an earlier version did not tell. REPORTS leads to a claim that stands inside this one,
TOLD to whom it was said. `Claim.corrected` tells what people did with the claim: "corrected", "confirmed" or "added",
none where it is as it was read.

    (:Correction)        (:Original)        (:Concept)

CORRECTED is what people said of claims, which is kept whatever becomes of the articles, and for each document with such
claims what had been read in it (see `corrections`); and rules by which claims are on concepts (see `discourse`).

    (:Word)-[:IN_ALIAS]->(:Alias)-[:NAMES]->(:Entity)        (:Shingle)        (:Block)

INDEX and INDEX_EDGES are what is looked up by: the ids of aliases and words are written as look-ups compare names (see
`entities.alias_index`), shingles find repeats (see `repeats.links`), a block holds what articles and people tell of
names that could be one (see `entities`). A reading, by its document's id, tells what was read and how, so that it is
not done again (see `readings`); a feed, by its URL, what of it was read (see `feeds`). `Model.version` tells what of
this an earlier onrecord has not made (see `stores.upgrade`).
New columns come last: that is where they are added to a store that was made before there were any.
"""

from __future__ import annotations

from typing import Final

Columns = dict[str, str]

COUNTS: Final = (
    "claims_by",
    "statements_by",
    "documents_by",
    "claims_about",
    "statements_about",
    "documents_about",
)
"""The columns of an entity that count its part in claims."""

TALLIES: Final = ("tally_by", "tally_about")
"""The columns of an entity that count the same by kind and by confidence (see `tally`)."""

NODES: Final[dict[str, Columns]] = {
    "Entity": {
        "id": "STRING",
        "name": "STRING",
        "type": "STRING",
        "named": "BOOLEAN",
        "aliases": "STRING[]",
        **dict.fromkeys(COUNTS, "INT64"),
        **dict.fromkeys(TALLIES, "INT64[]"),
    },
    "Claim": {
        "id": "STRING",
        "text": "STRING",
        "kind": "STRING",
        "spans": "INT64[]",
        "start": "INT64",
        "date": "DATE",
        "cue": "STRING",
        "cue_spans": "INT64[]",
        "confidence": "DOUBLE",
        "statement": "STRING",
        "act": "STRING",
        "corrected": "STRING",
    },
    "Document": {
        "id": "STRING",
        "title": "STRING",
        "url": "STRING",
        "publisher": "STRING",
        "date": "DATE",
        "text": "STRING",
        "path": "STRING",
        "digest": "STRING",
        "date_from": "STRING",
    },
}

EDGES: Final[dict[str, tuple[str, str, Columns]]] = {
    "SAID": (
        "Entity",
        "Claim",
        {"cue": "STRING", "mention": "STRING", "mention_spans": "INT64[]", "name": "STRING", "type": "STRING"},
    ),
    "ABOUT": (
        "Claim",
        "Entity",
        {
            "role": "STRING",
            "mention": "STRING",
            "mention_spans": "INT64[]",
            "name": "STRING",
            "position": "INT64",
            "type": "STRING",
        },
    ),
    "FOUND_IN": ("Claim", "Document", {}),
    "REPEATS": ("Claim", "Claim", {}),
    "TOLD": (
        "Claim",
        "Entity",
        {
            "mention": "STRING",
            "mention_spans": "INT64[]",
            "name": "STRING",
            "position": "INT64",
            "type": "STRING",
        },
    ),
    "REPORTS": ("Claim", "Claim", {}),
    "STANDS_FOR": ("Entity", "Entity", {}),
}

CORRECTED: Final[dict[str, Columns]] = {
    "Correction": {
        "id": "STRING",
        "document": "STRING",
        "claim": "STRING",
        "kind": "STRING",
        "change": "STRING",
        "read": "STRING",
        "made_by": "STRING",
        "made_at": "STRING",
        "path": "STRING",
        "lost": "BOOLEAN",
    },
    "Original": {"id": "STRING", "rows": "STRING"},
    "Concept": {"id": "STRING", "concept": "STRING", "rule": "STRING"},
}

INDEX: Final[dict[str, Columns]] = {
    "Shingle": {"id": "INT64", "claims": "STRING[]"},
    "Block": {"id": "STRING", "names": "STRING", "known": "STRING"},
    "Alias": {"id": "STRING"},
    "Word": {"id": "STRING"},
    "Model": {"id": "STRING", "version": "INT64"},
    "Reading": {"id": "STRING", "read": "STRING", "digest": "STRING"},
    "Feed": {"id": "STRING", "etag": "STRING", "modified": "STRING", "entries": "STRING[]"},
}

ALL_NODES: Final = NODES | CORRECTED | INDEX

INDEX_EDGES: Final[dict[str, tuple[str, str, Columns]]] = {
    "NAMES": ("Alias", "Entity", {}),
    "IN_ALIAS": ("Word", "Alias", {}),
}


def columns(table: str) -> Columns:
    """The columns of a table of nodes or edges in their order, the ids of an edge's ends as `from` and `to`."""
    if table in ALL_NODES:
        return ALL_NODES[table]
    return {"from": "STRING", "to": "STRING"} | (EDGES | INDEX_EDGES)[table][2]
