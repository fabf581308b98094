"""What a store can tell of how names were cluster: which entity a name is, why, and what people said of names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onrecord.graph.entities.blocks import Blocks
from onrecord.graph.entities.clusters import Clusters
from onrecord.graph.entities.corrections import Known, read_notes
from onrecord.graph.entities.person_names import name_key
from onrecord.graph.lookups import queries
from onrecord.graph.model.query import Result
from onrecord.graph.spelling import best_spellings
from onrecord.graph.stores.store import Store


@dataclass(frozen=True, slots=True)
class Why:
    """A name of an entity: in how many articles it stands for it, how often, how it is spelled, and why it is one."""

    name: str
    articles: int
    mentions: int
    spellings: list[str]
    rule: str


def entities_of(store: Store, name: str) -> list[str]:
    """The ids of the entities that a name is, as articles have it; by `rows_of`'s id for it, or as it is written."""
    _, _, of_id = name.partition(":")
    return _asked(
        store,
        lambda clusters: sorted(
            {found.id for each in (of_id, name_key(name, "person")) for found in clusters.all_of(each)}
        ),
    )


def why(store: Store, id: str) -> list[Why]:
    """All names that are the entity of this id, most articles first; [] for an unnamed source."""
    return _asked(store, lambda clusters: _why(clusters, id))


def _why(clusters: Clusters, id: str) -> list[Why]:
    _, _, standing = id.partition(":")
    cluster = clusters.cluster(standing)
    found = []
    for name in cluster.names:
        evidence = clusters.evidence(name)
        if evidence and cluster.id == id:
            spellings = sorted(best_spellings(evidence.spellings).values())
            found.append(Why(name, evidence.articles, evidence.types.total(), spellings, clusters.rule(name, cluster)))
    return sorted(found, key=lambda each: (-each.articles, each.name))


def known(store: Store) -> list[Known]:
    """All that people said of names."""
    blocks = (read_notes(block.known) for block in store.read(queries.NOTES))
    return sorted({each for notes in blocks for entries in notes.values() for each in entries})


def known_of(store: Store, *names: str) -> Iterator[Known]:
    """What people said of these names, or of what is one with them."""

    def entries(clusters: Clusters) -> set[Known]:
        found: set[Known] = set()
        for name in names:
            key = name_key(name, "person")
            of_name = [*clusters.all_of(key), clusters.cluster(key)]
            found.update(
                each for one in of_name for member in (*one.names, *one.roots) for each in clusters.known(member)
            )
        return found

    yield from sorted(_asked(store, entries))


def _asked(store: Store, work: Callable[[Clusters], Result]) -> Result:
    """The answer of a clusters of the store, once all blocks that it is worked out from have been read."""
    blocks = Blocks(store.read)
    while True:
        clusters = Clusters(blocks.states)
        result = work(clusters)
        if not clusters.missing:
            return result
        blocks.read(clusters.missing)
