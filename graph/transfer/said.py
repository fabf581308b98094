"""Articles as who said what about whom: each claim with its parties, named as the store names them.

Made of the store's columns at once: to make an object of each row first takes longer than to write most formats.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Final, NamedTuple, TypeVar

from onrecord.extract.fragment import link
from onrecord.extract.triple import Span
from onrecord.graph.entities.queries import CLAIM_END, ENTITY_END
from onrecord.graph.model.rows import ArticleRows, Row, pairs
from onrecord.graph.model.tables import EDGES, NODES
from onrecord.graph.stores.articles import Columns, rows

ROLES: Final = {"SAID": "speaker", "TOLD": "addressee"}
"""The role of those whose edges tell none."""


Item = TypeVar("Item")


class Party(NamedTuple):
    """Somebody with a part in a claim: the entity's id, the name and type in the article, the words that mean it.

    `offsets` are those of the words in the article's text, [start, stop, start, stop, …].
    """

    id: str
    name: str
    type: str
    named: bool
    role: str
    mention: str
    offsets: Sequence[int] | None


class Said(NamedTuple):
    """A claim: its row, the document's row, its speaker, its targets and addressees, and the claims inside it."""

    claim: Row
    document: Row
    speaker: Party | None
    targets: list[Party]
    told: list[Party]
    reports: list[str]

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the claim stands in the document's text."""
        return pairs(self.claim["spans"])

    @property
    def link(self) -> str | None:
        """The address of the article's page at the claim's words; None where the article has no URL."""
        url = self.document["url"]
        return link(url, self.document["text"], self.spans) if url else None

    @property
    def about(self) -> list[Party]:
        """The targets that the claim says something of."""
        return [target for target in self.targets if target.role == "about"]


class Account(NamedTuple):
    """A document's row, and what is said in it."""

    document: Row
    claims: list[Said]


def accounts_of(tables: Mapping[str, Columns]) -> list[Account]:
    """The documents of tables, as `columns_within` gives them, with their claims."""
    found = {row["id"]: Account(row, []) for row in rows(tables["Document"], NODES["Document"])}
    speakers = dict(zip(tables["SAID"]["to"], _parties("SAID", tables["SAID"]), strict=True))
    about, told = (_listed(tables[table]["from"], _parties(table, tables[table])) for table in ("ABOUT", "TOLD"))
    inside = _listed(tables["REPORTS"]["from"], tables["REPORTS"]["to"])
    claims = tables["Claim"]
    for claim, document in zip(rows(claims, NODES["Claim"]), claims["document"], strict=True):
        id, account = claim["id"], found[document]
        parties = speakers.get(id), about.get(id, []), told.get(id, [])
        account.claims.append(Said(claim, account.document, *parties, inside.get(id, [])))
    return [*found.values()]


def account_of(article: ArticleRows) -> Account:
    """The same of an article's rows."""
    tables = {
        "Document": _columns([article.document], NODES["Document"]),
        "Claim": _columns(article.claims, NODES["Claim"]),
    }
    tables["Claim"]["document"] = [article.id] * len(article.claims)
    for table, end in ENTITY_END.items():
        edges = article.edges(table)
        tables[table] = _columns(edges, (end, CLAIM_END[table], *EDGES[table][2]))
        tables[table]["named"] = [article.entities[edge[end]].named for edge in edges]
    tables["REPORTS"] = _columns(article.reports, ("from", "to"))
    return accounts_of(tables)[0]


def _columns(rows: Sequence[Row], names: Iterable[str]) -> Columns:
    return {name: [row[name] for row in rows] for name in names}


def _parties(table: str, edges: Columns) -> Iterator[Party]:
    roles = edges.get("role") or repeat(ROLES.get(table, ""))
    ids = edges[ENTITY_END[table]]
    return map(
        Party, ids, edges["name"], edges["type"], edges["named"], roles, edges["mention"], edges["mention_spans"]
    )


def _listed(ids: Iterable[str], items: Iterable[Item]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for id, item in zip(ids, items, strict=True):
        found.setdefault(id, []).append(item)
    return found
