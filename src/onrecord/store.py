"""A store as one object: all that can be asked of it, loaded into it and corrected in it.

>>> import onrecord
>>> article = onrecord.Document("Ana Ruiz denied that Lee Park had lied.", id="a1")
>>> with onrecord.open("my.lbug") as store:
...     print(store.load(article))
...     for statement in store.said("Ruiz", about="Park"):
...         print(statement.act, statement.claim)
1 document, 1 claim by 1 speaker
deny that Lee Park had lied
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date as Date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, Unpack

from onrecord import graph
from onrecord.graph import lookups
from onrecord.graph.filters import Filters, Limits
from onrecord.graph.lookups.answers import (
    Card,
    DocumentRow,
    Entity,
    Forgotten,
    Info,
    Ranked,
    Shown,
    Statement,
)
from onrecord.graph.tabular import Answers
from onrecord.known import Curating, Name

if TYPE_CHECKING:
    import networkx

    from onrecord.extract import Document, Extractor, Triple
    from onrecord.extract.language import Language
    from onrecord.extract.reading import Fetching
    from onrecord.graph.cypher.run import Table
    from onrecord.graph.lookups.contradictions import Contradiction
    from onrecord.graph.lookups.documents import Published
    from onrecord.graph.lookups.exchanges import Period, Unit
    from onrecord.graph.lookups.paths import Step
    from onrecord.graph.lookups.reasons import Why
    from onrecord.graph.network.options import Weight
    from onrecord.loading import Article, Report


def _extracted(articles: Iterable[Document]) -> Generator[tuple[Document, list[Triple]]]:
    """Find triples with the usual settings; the models are read when there is something to extract."""
    from onrecord.extract.default import extractor

    yield from extractor().stream(articles)


Names = Name | Sequence[Name]
"""One name or several, of which each counts."""


def open(uri: str | Path = graph.DEFAULT_STORE, *, read_only: bool = False) -> Store:
    """Open a store; where there is none yet, make it.

    Args:
        uri: the path of a Ladybug file, or the URI of a Neo4j server (`neo4j://…`, `bolt://…`), whose user name and
            password are taken from NEO4J_USERNAME and NEO4J_PASSWORD in the environment.
        read_only: refuse writing, and refuse to make a store.

    Raises:
        StoreError: the store cannot be opened; the message says why and what to do.
    """
    return Store(graph.open(str(uri), read_only=read_only))


class Store(Curating):
    """Who said what about whom, and where it was reported. Use it as a context manager, or `close()` it.

    People, organisations and places are asked for by any of their names: the whole name, or the beginnings of its
    words, without regard to case and accents; or by an id such as "person:ana ruiz". Every method that takes a name
    raises `UnknownName` if nobody has it, and `AmbiguousName` if it fits several; both list candidates.

    Look-ups take the keywords of `onrecord.graph.filters.Limits`: since, until, kind, min_confidence, acts and limit.
    With `exact=True` they leave out stand-ins, such as Kyiv for Ukraine.

    Attributes:
        engine: the store as the functions in `onrecord.graph` take it.
    """

    def __init__(self, engine: graph.Store) -> None:
        self.engine = engine

    @property
    def uri(self) -> str:
        """The path or URI that the store was opened by."""
        return self.engine.uri

    def close(self) -> None:
        """Let go of the store. Closing twice is harmless."""
        self.engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<onrecord.Store {self.uri}>"

    # People

    def find(self, name: str) -> Answers[Entity]:
        """Find all entities that a name fits, most claims first; none if nobody has the name."""
        return Answers(lookups.find(self.engine, name), Entity)

    def entity(self, name: Name) -> Entity:
        """Find the one entity that a name fits."""
        return lookups.resolve(self.engine, name)

    def who(self, name: Name, *, repeats: bool = False, exact: bool = False, **limits: Unpack[Limits]) -> Card:
        """Tell who someone is on record: names, number of claims, and two rankings of at most `limit` rows each.

        Args:
            name: whom to describe.
            repeats: count a statement again for every article that repeats it.
            exact, limits: see the class.
        """
        return lookups.who(self.engine, name, Filters.of(exact=exact, **limits), repeats=repeats)

    def why(self, name: Name) -> Answers[Why]:
        """List the names that were joined in someone, each with the rule that joined it; none for unnamed sources."""
        from onrecord.graph.lookups.reasons import Why, why

        return Answers(why(self.engine, self.entity(name).id), Why)

    def speakers(self, *, repeats: bool = False, **limits: Unpack[Limits]) -> Answers[Ranked]:
        """Rank who speaks, most claims first. With `repeats`, each repetition of a statement counts."""
        return Answers(lookups.speakers(self.engine, Filters.of(**limits), repeats=repeats), Ranked)

    def targets(self, *, repeats: bool = False, **limits: Unpack[Limits]) -> Answers[Ranked]:
        """Rank who and what is spoken of, most claims first. With `repeats`, each repetition of a statement counts."""
        return Answers(lookups.targets(self.engine, Filters.of(**limits), repeats=repeats), Ranked)

    # Statements

    def said(
        self,
        speaker: Names,
        about: Names | None = None,
        to: Names | None = None,
        *,
        exact: bool = False,
        **limits: Unpack[Limits],
    ) -> Answers[Statement]:
        """Find what someone said, oldest first.

        Args:
            speaker: who said it; of several, any of them.
            about, to: only what was said about the one, and to the other.
            exact, limits: see the class.
        """
        found = lookups.said(self.engine, speaker, about, Filters.of(exact=exact, **limits), to=to)
        return Answers(found, Statement)

    def about(
        self,
        target: Names,
        by: Names | None = None,
        *,
        not_by: Names = (),
        named: bool | None = None,
        exact: bool = False,
        **limits: Unpack[Limits],
    ) -> Answers[Statement]:
        """Find what was said about someone or something, oldest first; with `by`, only what this one said.

        `not_by`, `named`: see `claims`.
        """
        filters = Filters.of(exact=exact, **limits)
        return Answers(lookups.about(self.engine, target, by, filters, not_by=not_by, named=named), Statement)

    def claims(
        self,
        by: Names | None = None,
        about: Names | None = None,
        to: Names | None = None,
        *,
        not_by: Names = (),
        named: bool | None = None,
        concept: str | Sequence[str] = (),
        exact: bool = False,
        **limits: Unpack[Limits],
    ) -> Iterator[Statement]:
        """Yield all claims, oldest first, as they are read: a large store has more than fit in memory.

        Args:
            by, about, to: only what the one said, about the other, to the third; of several, any of them.
            not_by: nothing that this one said.
            named: True: only what sources with a name said; False: only what unnamed ones said, and hearsay.
            concept: only what is on this concept (see `concepts`); of several, on any of them.
            exact, limits: see the class.

        Raises:
            UnknownConcept: the store has no such concept.
        """
        from onrecord.graph.lookups.claims import claims

        filters = Filters.of(exact=exact, **limits)
        if not concept:
            return claims(self.engine, by, about, filters, to=to, not_by=not_by, named=named)
        from onrecord.graph.discourse.tagged import on_concepts

        found = claims(self.engine, by, about, replace(filters, limit=None), to=to, not_by=not_by, named=named)
        wanted = [concept] if isinstance(concept, str) else concept
        return islice(on_concepts(self.engine, found, wanted), filters.limit)

    def contradictions(
        self, person: Name | None = None, *, days: int = 30, exact: bool = False, **limits: Unpack[Limits]
    ) -> Answers[Contradiction]:
        """Pair denials with what others accuse, claim or report of the same, at most `days` days apart.

        With `person`, only pairs in which this one denies or is denied.
        """
        from onrecord.graph.lookups.contradictions import Contradiction, contradictions

        found = contradictions(self.engine, person, Filters.of(exact=exact, **limits), days=days)
        return Answers(found, Contradiction)

    def links(self, claims: Sequence[Published]) -> list[str | None]:
        """Give the address of each claim's words on its publisher's page; None where the article has no URL."""
        return lookups.links(self.engine, claims)

    def search(
        self,
        words: str,
        by: Names | None = None,
        about: Names | None = None,
        *,
        not_by: Names = (),
        named: bool | None = None,
        exact: bool = False,
        **limits: Unpack[Limits],
    ) -> Answers[Statement]:
        """Find claims that have all these words, the best first.

        Args:
            words: words, "phrases" in quotation marks, and beginnings* of words.
            by, about: only what the one said, and only what was said about the other.
            not_by, named: see `claims`.
            exact, limits: see the class.
        """
        filters = Filters.of(exact=exact, **limits)
        found = lookups.search(self.engine, words, by, about, filters, not_by=not_by, named=named)
        return Answers(found, Statement)

    def between(self, one: Name, other: Name, *, exact: bool = False, **limits: Unpack[Limits]) -> Answers[Statement]:
        """Find what each of two said about the other, oldest first."""
        from onrecord.graph.lookups.exchanges import between

        return Answers(between(self.engine, one, other, Filters.of(exact=exact, **limits)), Statement)

    def compare(
        self, one: Name, other: Name, about: Name, *, exact: bool = False, **limits: Unpack[Limits]
    ) -> Answers[Statement]:
        """Find what each of two said about the same subject, oldest first."""
        from onrecord.graph.lookups.exchanges import compare

        return Answers(compare(self.engine, one, other, about, Filters.of(exact=exact, **limits)), Statement)

    def timeline(
        self,
        name: Name,
        by: Unit = "month",
        *,
        about: Name | None = None,
        by_act: bool = False,
        repeats: bool = False,
        exact: bool = False,
        **limits: Unpack[Limits],
    ) -> Answers[Period]:
        """Count the claims by and about someone in each "day", "week" or "month", from the first to the last.

        Args:
            name, by: of whom, and in which periods.
            about: count only what the two said about each other.
            by_act: count each act for itself, in the periods that have claims.
            repeats: count a statement again for every article that repeats it.
            exact, limits: see the class.
        """
        from onrecord.graph.lookups.exchanges import Period, timeline

        filters = Filters.of(exact=exact, **limits)
        found = timeline(self.engine, name, by, filters, repeats=repeats, about=about, by_act=by_act)
        return Answers(found, Period)

    def path(self, start: Name, end: Name, *, exact: bool = False, **limits: Unpack[Limits]) -> Answers[Step]:
        """Find the shortest chain of who talks about whom, with the earliest claim for each step; [] if there is none.

        `limit` is how many steps the chain may have, 8 at most.
        """
        from onrecord.graph.lookups.paths import Step, path

        return Answers(path(self.engine, start, end, Filters.of(exact=exact, **limits)), Step)

    # Documents

    def documents(self, **limits: Unpack[Limits]) -> Answers[DocumentRow]:
        """List the documents by day; with kind, acts or min_confidence, only those that have such claims."""
        return Answers(lookups.documents(self.engine, Filters.of(**limits)), DocumentRow)

    def show(self, claim_id: str) -> Shown:
        """Give a claim with its text, its places there, and all documents that have the same statement.

        Raises:
            NotFound: the store has no claim of this id, or several whose ids begin so.
        """
        return lookups.show(self.engine, claim_id)

    def info(self) -> Info:
        """Tell what the store is and how much is in it."""
        return lookups.info(self.engine)

    # Everything at once

    def cypher(
        self,
        query: str,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = 1000,
        timeout: float = 30.0,
        write: bool = False,
    ) -> Table:
        """Ask the store in Cypher; `onrecord schema` tells what is in it.

        Args:
            query: one statement.
            params: values of the parameters in it, such as $name.
            limit: at most so many rows; None for all.
            timeout: the query is stopped after so many seconds.
            write: let the query change nodes and edges.

        Raises:
            CypherError: the query is wrong, does more than read (without `write`), or took too long.
        """
        return lookups.cypher(self.engine, query, params, limit=limit, timeout=timeout, write=write)

    def network(
        self, ego: Name | None = None, *, hops: int = 1, weight: Weight = "claims", **limits: Unpack[Limits]
    ) -> networkx.DiGraph:
        """Give who talks about whom as a directed network (see `onrecord.graph.network.digraph`).

        Args:
            ego: only those around this one, within `hops` steps.
            hops: see `ego`.
            weight: what makes an edge strong: its "claims", "documents" or "publishers".
            limits: see the class; there is no limit of rows.
        """
        from onrecord.graph.network import digraph

        filters = Filters.of(**limits)
        if ego is None:
            return digraph.network(self.engine, filters, weight)
        return digraph.ego(self.engine, self.entity(ego).id, hops, filters, weight)

    # Loading and forgetting

    def load(
        self,
        articles: Article | Iterable[Article],
        *,
        extractor: Extractor | None = None,
        date: Date | None = None,
        publisher: str | None = None,
        url: str | None = None,
        columns: Mapping[str, str] | None = None,
        fetching: Fetching | None = None,
        language: Language = "en",
    ) -> Report:
        """Load articles: find who says what about whom in them, and keep it.

        An article that is there already, as it is, changes nothing, and is not extracted again; a changed version of it
        replaces the old one.

        Args:
            articles: documents, paths of files and folders, URLs, or one of these.
            extractor: finds the claims; without it, one with the settings that `Extractor()` has.
            date, publisher, url: for files that do not state them.
            columns: the column of a table, or the field of a JSON record, that holds a field of the article (text,
                title, date, url, publisher, author, id), where its name does not tell.
            fetching: how URLs are fetched.
            language: "any" reads files in other languages than English, too.

        Returns:
            how many documents and claims were loaded, and remarks on what could not be read.
        """
        from onrecord.extract.identity import identity
        from onrecord.loading import Articles, Report
        from onrecord.loading import load as load_into

        documents = Articles(
            articles, date=date, publisher=publisher, url=url, columns=columns, fetching=fetching, language=language
        )
        report = Report(remarks=documents.remarks)
        how = extractor.identity if extractor else identity(None, "balanced")
        load_into(self.engine, documents, extractor.stream if extractor else _extracted, how, report)
        return report

    def forget(self, *documents: str) -> Answers[Forgotten]:
        """Remove documents, their claims, and the names that only they have.

        Args:
            documents: ids or beginnings of ids, the paths that they were loaded from, or URLs. Of a file with several
                articles, all are removed.

        Raises:
            NotFound: the store has no such document, or several whose ids begin so; then none is removed.
        """
        ids = dict.fromkeys(id for given in documents for id in lookups.documents_meant(self.engine, given))
        return Answers([lookups.forget(self.engine, id) for id in ids], Forgotten)
