"""An article's rows as who said what about whom: each claim with its parties, named as the store names them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from onrecord.extract.fragment import link
from onrecord.extract.triple import Span
from onrecord.graph.model.rows import ArticleRows, Row, pairs


class Party(NamedTuple):
    """Somebody with a part in a claim: the entity's id, the name and type in the article, the words that mean it."""

    id: str
    name: str
    type: str
    role: str
    mention: str
    spans: tuple[Span, ...]


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


def claims_of(article: ArticleRows) -> Iterator[Said]:
    """The claims of an article, in the order of its rows."""
    speakers = {edge["to"]: _party(edge, edge["from"], "speaker") for edge in article.said}
    targets = _by_claim(article.about)
    told = _by_claim(article.told)
    inside: dict[str, list[str]] = {}
    for edge in article.reports:
        inside.setdefault(edge["from"], []).append(edge["to"])
    for claim in article.claims:
        id = claim["id"]
        yield Said(claim, article.document, speakers.get(id), targets.get(id, []), told.get(id, []), inside.get(id, []))


def _by_claim(edges: list[Row]) -> Mapping[str, list[Party]]:
    found: dict[str, list[Party]] = {}
    for edge in sorted(edges, key=lambda edge: edge["position"] or 0):
        found.setdefault(edge["from"], []).append(_party(edge, edge["to"], edge.get("role", "addressee")))
    return found


def _party(edge: Row, id: str, role: str) -> Party:
    return Party(id, edge["name"], edge["type"], role, edge["mention"], pairs(edge["mention_spans"]))
