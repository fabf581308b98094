"""Conditions on edges: the embedded engine counts wrong when it runs a prepared query with one again."""

from __future__ import annotations

from collections import Counter

import pytest
from support.articles import document, speaker, target, triple

from onrecord.graph import Store
from onrecord.graph.model.query import Id, query

PEOPLE = [f"Person {name}" for name in ("Abel", "Bohr", "Curie", "Dirac", "Euler", "Fermi")]
CONDITIONS = {
    "in the pattern": "<-[:ABOUT {role: 'about'}]-(c:Claim)-[:FOUND_IN]->(d:Document)",
    "after it": "<-[r:ABOUT]-(c:Claim)-[:FOUND_IN]->(d:Document) WHERE r.role = 'about'",
}


@pytest.mark.parametrize("condition", CONDITIONS.values(), ids=CONDITIONS.keys())
def test_a_query_with_a_condition_on_edges_is_right_again_and_again(store: Store, condition: str) -> None:
    articles = []
    for number in range(12):
        text = document(" ".join(f"Ana Ruiz said {who} knew of it {number}." for who in PEOPLE), f"article-{number}")
        about = [
            triple(text, speaker("Ana Ruiz"), f"{who} knew of it {number}", target(who, role=role))
            for place, who in enumerate(PEOPLE[: 1 + number % len(PEOPLE)])
            for role in (("about",) if (place + number) % 2 else ("mention",))
        ]
        articles.append((text, about))
    list(store.load(articles))
    rows = store.read("MATCH (e:Entity)<-[r:ABOUT]-(c:Claim) RETURN e.id, r.role")
    right = Counter(id for id, role in rows if role == "about")
    ids = sorted({id for id, _ in rows})
    assert len(right) > 3
    for _ in range(2):
        asked = {id: store.read(f"MATCH (e:Entity {{id: $id}}){condition} RETURN count(*)", id=id)[0][0] for id in ids}
        assert asked == {id: right[id] for id in ids}
        found = store.each(query(Id, f"MATCH (e:Entity {{id: $id}}){condition}", of="e"), ids)
        assert Counter(row.id for row in found) == right
