"""How long look-ups take in collections of 10,000, 100,000 and 1,000,000 claims, in both stores.

    uv run python bench/scale.py --claims 10000 100000 --folder /tmp/stores
    uv run python bench/scale.py --at news.lbug                        look-ups in a store that is there, as it is
    uv run python bench/scale.py --at NEO4J_HOME                       the same of a Neo4j, which is started

Loads made-up collections (see collection.py) into embedded stores, and takes each from there to a Neo4j, through
`onrecord export --format neo4j-admin`; they are kept in the folder and used again. `--bulk` writes the rows that
loading would write without looking for repeats, many a transaction, since a million claims take long otherwise.

Times are medians in milliseconds, of look-ups of people with about 1,000, 500, 200, 100 and 30 claims, or of several
words, asked before so that the store is warm: once, and of a server for some seconds, in which its Java compiles what
it runs often; in brackets, the processor time that one takes on average, of this process and the server, which does not
depend on what else the machine is doing. Wanted at a million claims: people below 50 ms, rankings below 1 s, search
below 200 ms, and at most twice what it is at 100,000.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date as Date
from functools import partial, reduce
from itertools import islice, product
from operator import add, or_
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from collection import collection
from support.neo4j_server import PASSWORD, Server, configure, neo4j_admin, start

from onrecord import graph
from onrecord.graph import Store, lookups
from onrecord.graph.entities import alias_index as naming
from onrecord.graph.entities.queries import SET_ENTITIES
from onrecord.graph.filters import Filters
from onrecord.graph.loading.queries import SET_COUNTS
from onrecord.graph.lookups import Entity, exchanges
from onrecord.graph.lookups.contradictions import contradictions
from onrecord.graph.model.rows import ArticleRows, Named, Row, rows_of
from onrecord.graph.model.tables import COUNTS, TALLIES
from onrecord.graph.model.tally import Tally, bits, columns, tally
from onrecord.graph.model.transaction import Transaction
from onrecord.graph.network.digraph import closest, talks_of
from onrecord.graph.stores.pages import portions
from onrecord.graph.transfer.into_files import export

CLAIMS_OF_PEOPLE = (1_000, 500, 200, 100, 30)
TIMES = 5
SECONDS_TO_WARM = 5.0
ARTICLES_A_TRANSACTION = 150
FIRST = Filters(limit=20)
MONTH = Filters(since=Date(2018, 3, 1), until=Date(2018, 3, 31), limit=20)
DIRECT = Filters(kind="direct", limit=20)
SURE = Filters(min_confidence=0.8, limit=20)

PERSON = """
MATCH (e:Entity) WHERE e.{count} <= $most AND e.type = 'person'
RETURN e.id ORDER BY e.{count} DESC, e.id LIMIT 1
"""

Lookup = Callable[[], object]


class Taken(NamedTuple):
    """Milliseconds that a look-up takes: the median by the clock, and the mean of processor time."""

    median: float
    cpu: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--folder", type=Path, default=Path("build/scale"))
    parser.add_argument("--store", choices=["ladybug", "neo4j"])
    parser.add_argument("--bulk", action="store_true")
    parser.add_argument("--at", metavar="STORE", help="an embedded store, the home of a Neo4j, or the URI of one")
    arguments = parser.parse_args()
    if arguments.at:
        with there(arguments.at) as (uri, server), graph.open(uri, read_only=True) as store:
            report(store.kind, [lookups.info(store).claims], [measure(store, server)])
        return
    os.environ.update(NEO4J_USERNAME="neo4j", NEO4J_PASSWORD=PASSWORD)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for kind, opened in (("ladybug", ladybug_store), ("neo4j", neo4j_store)):
        if arguments.store in (None, kind):
            columns = []
            for claims in arguments.claims:
                with (
                    opened(arguments.folder, claims, arguments.bulk) as (uri, server),
                    graph.open(uri, read_only=True) as store,
                ):
                    columns.append(measure(store, server))
            report(kind, arguments.claims, columns)


@contextmanager
def there(at: str) -> Iterator[tuple[str, Server | None]]:
    """The URI of a store that is there, and its server, if it is the home of one, which is then started."""
    path = Path(at)
    if "://" in at or not path.is_dir():
        yield at, None
        return
    os.environ.update(NEO4J_USERNAME="neo4j", NEO4J_PASSWORD=PASSWORD)
    server = start(path, configure(path, pagecache="1g"), heap="2g")
    try:
        yield server.uri, server
    finally:
        server.stop()


@contextmanager
def ladybug_store(folder: Path, claims: int, in_bulk: bool) -> Iterator[tuple[str, None]]:
    """The path of an embedded store of so many claims, which is made if it is not there; it has no server."""
    path = folder / f"{claims}.lbug"
    if not path.exists():
        part = folder / f"{claims}.part.lbug"
        part.unlink(missing_ok=True)
        began = time.perf_counter()
        with graph.open(str(part)) as store:
            for _ in bulk(store, claims) if in_bulk else store.load(collection(claims)):
                pass
        part.rename(path)
        print(f"ladybug: {claims:,} claims loaded in {time.perf_counter() - began:,.0f} s", flush=True)
    yield str(path), None


@contextmanager
def neo4j_store(folder: Path, claims: int, in_bulk: bool) -> Iterator[tuple[str, Server]]:
    """A server whose home holds so many claims, and its URI; made from the embedded store if it is not there."""
    home = folder / f"{claims}.neo4j"
    new = not (home / "conf").exists()
    port = configure(home, pagecache="1g")
    if new:
        began = time.perf_counter()
        with ladybug_store(folder, claims, in_bulk) as (path, _), graph.open(path, read_only=True) as store:
            exported = export(store, "neo4j-admin", folder / f"{claims}.csv")
        assert exported.command is not None
        neo4j_admin(home, exported.command.split()[1:])
    server = start(home, port, heap="2g")
    try:
        if new:
            graph.open(server.uri).close()
            print(f"neo4j: {claims:,} claims exported and imported in {time.perf_counter() - began:,.0f} s", flush=True)
        yield server.uri, server
    finally:
        server.stop()


def bulk(store: Store, claims: int) -> Iterator[None]:
    """Write the rows of a collection, with the counts and the index of names, but without repeats."""
    entities: dict[str, Named] = {}
    counts: dict[str, dict[str, Tally]] = {}
    some = (rows_of(*article) for article in collection(claims))
    while articles := list(islice(some, ARTICLES_A_TRANSACTION)):
        new: dict[str, Named] = {}
        for article in articles:
            for id, entity in article.entities.items():
                known = entities.get(id) or new.setdefault(id, entity)
                known.aliases |= entity.aliases
            _count(article, counts)
        store.write(partial(_create, articles=articles, new=new))
        entities |= new
        yield
    for ids in portions(entities, ARTICLES_A_TRANSACTION):
        rows = [entities[id].row(id) | columns(counts.get(id, {})) for id in ids]
        store.write(partial(_complete, rows=rows))
        yield


def _count(article: ArticleRows, counts: dict[str, dict[str, Tally]]) -> None:
    """Count an article's claims, none of which repeats another."""
    of_claim = {row["id"]: bits(row["kind"], row["confidence"]) for row in article.claims}
    parts: dict[tuple[str, str], list[int]] = {}
    for edge in article.said:
        parts.setdefault((edge["from"], "by"), []).append(of_claim[edge["to"]])
    for edge in article.about:
        if edge["role"] == "about":
            parts.setdefault((edge["to"], "about"), []).append(of_claim[edge["from"]])
    for (id, role), some in parts.items():
        mine, before = tally([*product((0, 1), some), (2, reduce(or_, some))]), counts.setdefault(id, {}).get(role)
        counts[id][role] = [*map(add, mine, before)] if before else mine


def _create(transaction: Transaction, articles: list[ArticleRows], new: dict[str, Named]) -> None:
    transaction.create("Entity", [entity.row(id) for id, entity in new.items()])
    transaction.create("Document", [article.document for article in articles])
    for table, part in (("Claim", "claims"), ("SAID", "said"), ("ABOUT", "about"), ("FOUND_IN", "found_in")):
        transaction.create(table, [row for article in articles for row in getattr(article, part)])


def _complete(transaction: Transaction, rows: list[Row]) -> None:
    transaction.run(SET_ENTITIES, rows=[{name: row[name] for name in ("id", "name", "aliases")} for row in rows])
    transaction.run(SET_COUNTS, rows=[{name: row[name] for name in ("id", *COUNTS, *TALLIES)} for row in rows])
    naming.rename(transaction, {}, {row["id"]: row["aliases"] for row in rows})


def measure(store: Store, server: Server | None) -> dict[str, Taken]:
    """How long each look-up takes."""
    speakers = [person(store, "claims_by", most) for most in CLAIMS_OF_PEOPLE]
    targets = [person(store, "claims_about", most) for most in CLAIMS_OF_PEOPLE]
    first, second = (ranked.id for ranked in lookups.speakers(store, Filters(limit=2)))
    claims = [statement.id for who in speakers for statement in lookups.said(store, who.id, filters=Filters(limit=2))]
    words = ["harbour", "committee", "sanct*", '"in the"', "winter election"]
    asked: dict[str, list[Lookup]] = {
        "find NAME": [partial(lookups.find, store, who.name) for who in speakers],
        "find PART OF NAME": [partial(lookups.find, store, beginnings(who.name)) for who in speakers],
        "said": [partial(lookups.said, store, who.name) for who in speakers],
        "said --limit 20": [partial(lookups.said, store, who.name, filters=FIRST) for who in speakers],
        "said --about": [partial(lookups.said, store, who.name, first) for who in speakers],
        "about": [partial(lookups.about, store, who.name) for who in targets],
        "who": [partial(lookups.who, store, who.name, FIRST) for who in speakers],
        "between": [partial(exchanges.between, store, who.name, first) for who in speakers],
        "compare": [partial(exchanges.compare, store, who.name, speakers[0].id, second) for who in speakers[1:]],
        "timeline": [partial(exchanges.timeline, store, who.name) for who in speakers],
        "show": [partial(lookups.show, store, claim) for claim in claims],
        "search": [partial(lookups.search, store, word, filters=FIRST) for word in words],
        "search --by": [partial(lookups.search, store, "in", by=who.name, filters=FIRST) for who in speakers],
        "contradictions": [partial(contradictions, store, None, Filters(limit=10))],
        "contradictions PERSON": [partial(contradictions, store, who.id, Filters(limit=10)) for who in speakers],
        "network of one": [partial(talks_of, store, who.id) for who in speakers],
        "closest around one": [partial(closest, store, who.id, 24) for who in speakers],
        "documents": [partial(lookups.documents, store, FIRST), partial(lookups.documents, store, MONTH)],
        "speakers": [partial(lookups.speakers, store, FIRST)],
        "targets": [partial(lookups.targets, store, FIRST)],
        "speakers of a month": [partial(lookups.speakers, store, MONTH)],
        "speakers --kind": [partial(lookups.speakers, store, DIRECT)],
        "targets --min-confidence": [partial(lookups.targets, store, SURE)],
        "info": [partial(lookups.info, store)],
    }
    return {name: taken(some, server) for name, some in asked.items()}


def person(store: Store, count: str, most: int) -> Entity:
    """The person with the most claims of at most so many, whose name nobody else has."""
    while True:
        [[id]] = store.read(PERSON.format(count=count), most=most)
        [entity] = lookups.find(store, id)
        if len(lookups.find(store, entity.name)) == 1:
            return entity
        most = (entity.said if count == "claims_by" else entity.about) - 1


def beginnings(name: str) -> str:
    """The first letters of the words of a name."""
    return " ".join(word[: max(3, len(word) - 2)] for word in naming.key(name).split())


def taken(some: list[Lookup], server: Server | None) -> Taken:
    """How long one of some look-ups takes."""
    began = time.perf_counter()
    warm = False
    while not warm:
        for lookup in some:
            lookup()
        warm = server is None or time.perf_counter() - began > SECONDS_TO_WARM
    times = []
    cpu = _cpu(server)
    for lookup in some * TIMES:
        began = time.perf_counter()
        lookup()
        times.append(time.perf_counter() - began)
    return Taken(statistics.median(times) * 1000, (_cpu(server) - cpu) / len(times) * 1000)


def _cpu(server: Server | None) -> float:
    return time.process_time() + (server.cpu_seconds() if server is not None else 0.0)


def report(kind: str, sizes: list[int], columns: list[dict[str, Taken]]) -> None:
    """Print a table in Markdown; what grows is the processor time."""
    print(f"\n| {kind}, ms | " + " | ".join(f"{size:,}" for size in sizes) + " | growth |")
    print("|---|" + "---:|" * (len(sizes) + 1))
    for name in columns[0]:
        times = [column[name] for column in columns]
        growth = f"{times[-1].cpu / times[-2].cpu:.1f}" if len(times) > 1 else ""
        cells = " | ".join(f"{each.median:.1f} ({each.cpu:.1f})" for each in times)
        print(f"| {name} | {cells} | {growth} |", flush=True)


if __name__ == "__main__":
    main()
