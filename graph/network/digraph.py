"""Who talks about whom, as a directed network: an edge from A to B stands for what A said about B.

A network is a `networkx.DiGraph` whose nodes are entity ids. Nodes have `name`, `type`, `named`, and `said` and
`about`, the number of claims by and about them within the filters. Edges have `claims`, `documents` and `publishers`,
the number of different ones (documents without a publisher count as one publisher's), `weight`, one of the three, and
`against` and `in_favour`, how many of the claims accuse, blame, criticize …, and how many praise, defend, support …
A claim that repeats another is not counted again.
What somebody said about themself is no edge. The same store gives the same network, in the same order, every time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, get_args

import networkx as nx

from onrecord.graph.errors import StoreError
from onrecord.graph.filters import EVERYTHING, FilterError, Filters
from onrecord.graph.network import queries
from onrecord.graph.network.options import Metric, Weight
from onrecord.graph.network.queries import CountedRow, TalkPart, TalkRow
from onrecord.graph.stores.pages import portions
from onrecord.graph.stores.store import Store

INSTALL: Final = "pip install 'onrecord[network]'"
SEED: Final = 1
IDS_A_QUERY: Final = 5_000
MOST_AMONG: Final = 20_000
"""Claims that `closest` looks through for what others say about each other, a sixth of a second's worth."""
FEW: Final = 50  # entities whose claims are counted one by one, which is quicker than going over all claims
STEPS: Final = 20_000_000
"""Edges that betweenness may walk, about half a minute's worth; a larger network's is estimated from some of it."""
FEWEST_SOURCES: Final = 100


class MissingExtra(StoreError):
    """A library that only the extra onrecord[network] installs."""

    def __init__(self, what: str, library: str) -> None:
        super().__init__(f"{what} needs {library}, which is not there. Install it with: {INSTALL}")


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric of every node. `sources`: from how many nodes it was estimated, None where it is exact."""

    values: dict[str, float]
    sources: int | None = None


def network(store: Store, filters: Filters = EVERYTHING, weight: Weight = "claims") -> nx.DiGraph:
    """The whole network within the filters, but for their limit."""
    rows = store.read(queries.WHO_TALKS_ABOUT_WHOM, **filters.params_of_all())
    return _network(store, rows, filters, weight)


def ego(store: Store, id: str, hops: int, filters: Filters = EVERYTHING, weight: Weight = "claims") -> nx.DiGraph:
    """Whom one can get to from the entity `id` in `hops` steps, along edges of either direction, and all between them.

    Empty if nobody speaks of it and it of nobody.
    """
    params = filters.params_of_all()
    members, frontier = {id}, {id}
    for _ in range(hops):
        if not frontier:
            break
        near = (
            row.id
            for ids in portions(sorted(frontier), IDS_A_QUERY)
            for row in store.read(queries.NEIGHBOURS, ids=ids, **params)
        )
        frontier = set(near) - members
        members |= frontier
    rows = [
        row
        for ids in portions(sorted(members), IDS_A_QUERY)
        for row in store.read(queries.WHO_TALKS_ABOUT_WHOM_OF, ids=ids, **params)
        if row.target in members
    ]
    return _network(store, rows, filters, weight)


def closest(store: Store, id: str, number: int, filters: Filters = EVERYTHING) -> nx.DiGraph:
    """The entity `id` and the `number` others with most claims between it and them, and the edges between all these.

    `graph["left_out"]` is how many more there are. Of the others, those who speak most are not asked what they say
    about each other where all together have made more than MOST_AMONG claims: `graph["unasked"]` is how many. So it
    takes no longer in a large store, and a fraction of the time of `ego`.
    """
    talks = talks_of(store, id, filters)
    strength: Counter[str] = Counter()
    for talk in talks:
        strength[talk.target if talk.speaker == id else talk.speaker] += talk.claims
    others = sorted(strength, key=lambda other: (-strength[other], other))[:number]
    members = {id, *others}
    claims = {row.id: row.said for row in store.each(queries.ENTITY_WITH_COUNTS, others)}
    fewest_first = sorted(others, key=lambda other: (claims[other], other))
    within = accumulate(claims[other] for other in fewest_first)
    asked = [other for other, so_far in zip(fewest_first, within, strict=True) if so_far <= MOST_AMONG]
    among = store.each(queries.TALKS_BY_ABOUT_SOME, asked, others=others, **filters.params_of_all())
    rows = [*(row for row in talks if members.issuperset((row.speaker, row.target))), *_counted(among)]
    network = _network(store, rows, filters, "claims")
    network.graph |= {"left_out": len(strength) - len(others), "unasked": len(others) - len(asked)}
    return network


def talks_of(store: Store, id: str, filters: Filters = EVERYTHING) -> list[TalkRow]:
    """What the entity `id` says about each other one, and what each says about it: the edges of its node."""
    params = filters.params_of_all()
    found = [store.each(query, [id], **params) for query in (queries.TALKS_BY, queries.TALKS_ABOUT)]
    return [row for parts in found for row in _counted(parts)]


def _counted(parts: Iterable[TalkPart]) -> Iterator[TalkRow]:
    """Count the claims of each about each other."""
    found: dict[tuple[str, str], list[TalkPart]] = {}
    for part in parts:
        found.setdefault((part.speaker, part.target), []).append(part)
    for (speaker, target), some in found.items():
        against, in_favour = (
            len({part.statement for part in some if part.act in acts}) for acts in (queries.AGAINST, queries.IN_FAVOUR)
        )
        yield TalkRow(
            speaker,
            target,
            len({part.statement for part in some}),
            len({part.document for part in some}),
            len({part.publisher or "" for part in some}),
            against,
            in_favour,
        )


def prominent(network: nx.DiGraph, number: int, always: str | None = None) -> nx.DiGraph:
    """Those named who speak and are spoken of most, at most `number`, and `always`; nobody without an edge to another.

    Sources without a name are left out: nobody could tell them apart by their labels.
    """
    strength = dict(network.degree(weight="weight"))
    named = (id for id, is_named in network.nodes(data="named") if is_named or id == always)
    chosen = set(sorted(named, key=lambda id: (id != always, -strength[id], id))[:number])
    linked = {id for edge in network.edges if chosen.issuperset(edge) for id in edge}
    shown = nx.DiGraph()  # a subgraph would have its nodes in no certain order
    shown.add_nodes_from((id, network.nodes[id]) for id in network if id in linked)
    shown.add_edges_from((*edge, network.edges[edge]) for edge in network.edges if linked.issuperset(edge))
    return shown


def measure(network: nx.DiGraph, metric: Metric) -> Measure:
    """A metric of each node.

    - pagerank: by weight: who is spoken of by those who are spoken of (Page and Brin, 1998; damping 0.85).
    - betweenness: how often somebody stands on the shortest chains of others (Brandes, 2001), without weights; where
      that would take too long, estimated from the chains of `sources` nodes (Brandes and Pich, 2007).
    - in-degree, out-degree: by how many they are spoken of, and of how many they speak.
    - reciprocity: the share of their edges that are answered.

    Raises:
        MissingExtra: pagerank needs SciPy.
    """
    match metric:
        case "pagerank":
            return Measure(_pagerank(network))
        case "betweenness":
            return _betweenness(network)
        case "in-degree":
            return Measure(dict(network.in_degree()))
        case "out-degree":
            return Measure(dict(network.out_degree()))
        case "reciprocity":
            return Measure(dict(nx.reciprocity(network, list(network))))


def communities(network: nx.DiGraph) -> dict[str, int]:
    """The community of each node: who talk about each other more than about the rest, numbered from 1, largest first.

    Louvain's method for directed networks (Blondel and others, 2008; Dugué and Perez, 2015), by weight.
    """
    ids = list(network)
    # Sets of strings are in another order in every process, sets of small numbers are not.
    numbered = nx.convert_node_labels_to_integers(network)
    found = nx.community.louvain_communities(numbered, seed=SEED)
    ordered = sorted((sorted(community) for community in found), key=lambda community: (-len(community), community))
    return {ids[node]: number for number, community in enumerate(ordered, start=1) for node in community}


def _network(store: Store, talks: Sequence[TalkRow], filters: Filters, weight: Weight) -> nx.DiGraph:
    if weight not in get_args(Weight):
        raise FilterError(f"weight is {weight!r}: give one of {', '.join(get_args(Weight))}.")
    network = nx.DiGraph()
    for ids in portions(sorted({id for talk in talks for id in (talk.speaker, talk.target)}), IDS_A_QUERY):
        for node in _nodes(store, ids, filters):
            properties = node._asdict()
            network.add_node(properties.pop("id"), **properties)
    for talk in sorted(talks):
        counts = talk._asdict()
        ends = counts.pop("speaker"), counts.pop("target")
        network.add_edge(*ends, **counts, weight=counts[weight])
    return network


def _nodes(store: Store, ids: Sequence[str], filters: Filters) -> list[CountedRow]:
    """Entities with the statements by and about them; without filters these are counted in the entities already."""
    if filters.are_none():
        return sorted(store.each(queries.ENTITY_WITH_COUNTS, ids))
    if len(ids) <= FEW:
        said, of = (
            {row.id: row.number for row in store.each(query, ids, **filters.params_of_all())}
            for query in (queries.STATEMENTS_BY, queries.STATEMENTS_ABOUT)
        )
        counted = store.each(queries.ENTITY_WITH_COUNTS, ids)
        return sorted(row._replace(said=said.get(row.id, 0), about=of.get(row.id, 0)) for row in counted)
    params = {"ids": ids, **filters.params_of_all()}
    about = {row.id: row.about for row in store.read(queries.CLAIMS_ABOUT_WITHIN, **params)}
    speaking = sorted(store.read(queries.ENTITIES_WITH_CLAIMS_BY, **params))
    return [CountedRow(*node, about.get(node.id, 0)) for node in speaking]


def _pagerank(network: nx.DiGraph) -> dict[str, float]:
    try:
        return dict(nx.pagerank(network)) if network else {}
    except ModuleNotFoundError as error:
        raise MissingExtra("PageRank", str(error.name)) from None


def _betweenness(network: nx.DiGraph) -> Measure:
    nodes, edges = network.number_of_nodes(), network.number_of_edges()
    sources = max(FEWEST_SOURCES, STEPS // max(1, nodes + edges))
    if sources >= nodes:
        return Measure(nx.betweenness_centrality(network))
    return Measure(nx.betweenness_centrality(network, k=sources, seed=SEED), sources)
