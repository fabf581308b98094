"""One SQLite file, made for Datasette: claims, entities and documents, what joins them, and full-text search.

Foreign keys lead from a claim to its speaker and its article, which Datasette shows as links; `metadata.yml` beside it
tells which column is a row's name, what to facet by, and describes the columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import yaml

from onrecord.graph.model.rows import Row
from onrecord.graph.transfer.said import Account, Said
from onrecord.graph.transfer.sinks.sqlite_rows import Tables

TABLES: Final = """
CREATE TABLE entities (id TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT, named INTEGER, claims_by INTEGER,
    claims_about INTEGER);
CREATE TABLE aliases (entity_id TEXT REFERENCES entities(id), alias TEXT NOT NULL, PRIMARY KEY (entity_id, alias))
    WITHOUT ROWID;
CREATE TABLE documents (id TEXT PRIMARY KEY, title TEXT, publisher TEXT, date TEXT, url TEXT, path TEXT, text TEXT);
CREATE TABLE claims (id TEXT PRIMARY KEY, speaker_id TEXT REFERENCES entities(id), cue TEXT, text TEXT NOT NULL,
    act TEXT, kind TEXT, date TEXT, publisher TEXT, confidence REAL, document_id TEXT REFERENCES documents(id),
    speaker TEXT, about TEXT, start INTEGER, stop INTEGER, link TEXT, statement_id TEXT, inside_id TEXT,
    corrected TEXT);
CREATE TABLE targets (claim_id TEXT REFERENCES claims(id), entity_id TEXT REFERENCES entities(id), role TEXT,
    mention TEXT, name TEXT, PRIMARY KEY (claim_id, entity_id, role)) WITHOUT ROWID;
CREATE TABLE addressees (claim_id TEXT REFERENCES claims(id), entity_id TEXT REFERENCES entities(id), mention TEXT,
    name TEXT, PRIMARY KEY (claim_id, entity_id)) WITHOUT ROWID;
CREATE VIRTUAL TABLE claims_fts USING fts5(text, speaker, about, content="claims");
CREATE VIRTUAL TABLE documents_fts USING fts5(title, text, content="documents");
CREATE VIRTUAL TABLE entities_fts USING fts5(name, content="entities");
"""

# Claims come in no order of their ids, so that pages of indexes are wanted again soon: 32 MB of them are kept. Nobody
# reads a file that is not finished, so that there is nothing to undo.
AT_FIRST: Final = """
PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32768;
"""

# What is to be searched is put together in 16 MB of memory, not in one, and seldom merged.
SEARCHED: Final = {"claims": "text, speaker, about", "documents": "title, text"}
HASH_SIZE: Final = "INSERT INTO {0}_fts({0}_fts, rank) VALUES ('hashsize', 16777216);"
MAKE_SEARCHED: Final = (
    "INSERT INTO {0}_fts (rowid, {1}) SELECT rowid, {1} FROM {0} "
    "WHERE rowid > (SELECT coalesce(max(id), 0) FROM {0}_fts_docsize)"
)

AT_THE_END: Final = """
CREATE INDEX claims_by_speaker ON claims(speaker_id);
CREATE INDEX claims_by_document ON claims(document_id);
CREATE INDEX claims_by_date ON claims(date);
CREATE INDEX claims_by_act ON claims(act);
CREATE INDEX targets_by_entity ON targets(entity_id);
CREATE INDEX addressees_by_entity ON addressees(entity_id);
INSERT INTO entities_fts(entities_fts) VALUES ('rebuild');
"""

COLUMNS: Final = {
    "claims": {
        "cue": "the words by which it is said, negation included",
        "text": "the words of the claim",
        "act": "what the speaker does by it: say, deny, accuse …",
        "kind": "direct, mixed or indirect quotation",
        "confidence": "how likely it is right, 0 to 1",
        "about": "names of those it says something of",
        "start": "where it begins in the article's text, in characters",
        "stop": "where it ends",
        "link": "the publisher's page at the words",
        "statement_id": "the first claim that is the same statement",
        "inside_id": "the claim that this one stands in",
        "corrected": "what people did with it: corrected, confirmed or added; empty where it is as it was read",
    },
    "targets": {"role": "about, or mention", "mention": "the words that mean it"},
}


class SqliteSink:
    """Writes the SQLite file.

    Args:
        place: the file, which must not be there yet.
    """

    def __init__(self, place: Path) -> None:
        self._tables = Tables(place, AT_FIRST + TABLES + "".join(map(HASH_SIZE.format, SEARCHED)))

    def write(self, entities: Sequence[Row] = (), articles: Sequence[Account] = ()) -> None:
        """Write a portion of the graph, and make it searchable."""
        found = [said for article in articles for said in article.claims]
        outer = {inner: said.claim["id"] for said in found for inner in said.reports}
        rows: dict[str, list[tuple[Any, ...]]] = {
            "entities": [
                (e["id"], e["name"], e["type"], e["named"], e["claims_by"], e["claims_about"]) for e in entities
            ],
            "aliases": [(e["id"], alias) for e in entities for alias in dict.fromkeys(e["aliases"] or ())],
            "documents": [_document(article.document) for article in articles],
            "claims": [_claim(said, outer.get(said.claim["id"])) for said in found],
            "targets": [(s.claim["id"], t.id, t.role, t.mention, t.name) for s in found for t in s.targets],
            "addressees": [(s.claim["id"], t.id, t.mention, t.name) for s in found for t in s.told],
        }
        searched = [MAKE_SEARCHED.format(table, names) for table, names in SEARCHED.items()] if articles else []
        self._tables.insert({f"OR IGNORE INTO {table}": those for table, those in rows.items()}, searched)

    def finish(self) -> None:
        """Make the indexes and close the file."""
        self._tables.finish(AT_THE_END)

    def close(self) -> None:
        """End what is not finished."""
        self._tables.close()


def metadata(database: str) -> str:
    """Datasette's metadata for a file of this name (without its ending), as YAML."""
    tables: dict[str, dict[str, Any]] = {
        "claims": {
            "label_column": "text",
            "fts_table": "claims_fts",
            "facets": ["act", "kind", "publisher"],
            "sort_desc": "date",
        },
        "entities": {"label_column": "name", "fts_table": "entities_fts", "facets": ["type"], "sort_desc": "claims_by"},
        "documents": {"label_column": "title", "fts_table": "documents_fts", "facets": ["publisher"]},
        "targets": {"facets": ["role"]},
        "addressees": {},
        "aliases": {"label_column": "alias"},
    }
    described = {name: {**about, **_columns(name)} for name, about in tables.items()}
    content = {
        "title": "Who said what about whom",
        "source": "onrecord",
        "databases": {database: {"tables": described}},
    }
    return str(yaml.safe_dump(content, sort_keys=False, allow_unicode=True))


def _columns(table: str) -> dict[str, Any]:
    return {"columns": COLUMNS[table]} if table in COLUMNS else {}


def _document(row: Row) -> tuple[Any, ...]:
    return (row["id"], row["title"], row["publisher"], _day(row), row["url"], row["path"], row["text"])


def _day(row: Row) -> str | None:
    return row["date"].isoformat() if row["date"] else None


def _claim(said: Said, outer: str | None) -> tuple[Any, ...]:
    claim, document = said.claim, said.document
    offsets = claim["spans"]
    return (
        claim["id"],
        said.speaker.id if said.speaker else None,
        claim["cue"],
        claim["text"],
        claim["act"],
        claim["kind"],
        _day(claim),
        document["publisher"],
        claim["confidence"],
        document["id"],
        said.speaker.name if said.speaker else None,
        "; ".join(dict.fromkeys(target.name for target in said.about)) or None,
        offsets[0] if offsets else None,
        offsets[-1] if offsets else None,
        said.link,
        claim["statement"],
        outer,
        claim["corrected"],
    )
