"""From paths or documents to a store: what was read, what was loaded."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date as Date
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.extract.document import Document
from onrecord.printing.messages import plural

if TYPE_CHECKING:
    from onrecord.extract.language import Language
    from onrecord.extract.reading import Fetching, Remark
    from onrecord.extract.triple import Triple
    from onrecord.graph import Loaded, Store
    from onrecord.graph.loading.batches import Found, Unchanged

    Extract = Callable[[Iterable[Document]], Generator[tuple[Document, list[Triple]]]]

Article = str | Path | Document
"""A document, or the path or URL of what holds articles."""


class Articles:
    """Documents, read as they are iterated over.

    Args:
        articles: documents, paths of files and folders, and URLs; "-" is standard input.
        date, publisher, url: for files that do not state them.
        columns: the column of a table, or the field of a JSON record, that holds a field of the article.
        fetching: how URLs are fetched.
        language: whether files in other languages than English are read, too.

    Attributes:
        remarks: what there is to say about the files so far; those that are `Skipped` could not be read.
    """

    def __init__(
        self,
        articles: Article | Iterable[Article],
        *,
        date: Date | None = None,
        publisher: str | None = None,
        url: str | None = None,
        columns: Mapping[str, str] | None = None,
        fetching: Fetching | None = None,
        language: Language = "en",
    ) -> None:
        self.remarks: list[Remark] = []
        self._articles: Iterable[Article] = [articles] if isinstance(articles, str | Path | Document) else articles
        self._known: dict[str, Any] = {
            "date": date,
            "publisher": publisher,
            "url": url,
            "columns": columns,
            "fetching": fetching,
            "language": language,
        }

    def __iter__(self) -> Iterator[Document]:
        """Read on.

        Raises:
            SeveralDocumentsError: `url` is given, and there are several articles.
        """
        from onrecord.extract.reading import read

        for is_read, group in groupby(self._articles, lambda article: isinstance(article, Document)):
            if is_read:
                yield from (article for article in group if isinstance(article, Document))
                continue
            paths = (article for article in group if not isinstance(article, Document))
            for item in read(paths, **self._known):
                if isinstance(item, Document):
                    yield item
                else:
                    self.remarks.append(item)


@dataclass(slots=True)
class Report:
    """What loading did.

    Attributes:
        outcomes: how many documents were "added", were "replaced" by another version, or were there already
            ("unchanged").
        claims: how many claims the documents have.
        speakers: the ids of all who speak in them.
        remarks: what there is to say about the files; those that are `Skipped` could not be read.
        undated: how many documents have no date.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    claims: int = 0
    speakers: set[str] = field(default_factory=set)
    remarks: list[Remark] = field(default_factory=list)
    undated: int = 0
    _claims_of: dict[int, int] = field(default_factory=dict, repr=False)
    _given_twice: dict[str, Remark] = field(default_factory=dict, repr=False)

    @property
    def documents(self) -> int:
        """How many documents are in the store now that were to be loaded."""
        return self.outcomes.total()

    def count(self, loaded: Loaded) -> None:
        """Add a document. One that takes the place of another one of the same load is none more, and is remarked on."""
        from onrecord.extract.reading import Remark

        id = hash(loaded.document)  # there may be millions of them
        if loaded.outcome == "replaced" and id in self._claims_of:
            self.claims -= self._claims_of[id]
            reason = f"several articles have the id {loaded.document!r}, and the last of them stays: give each its own"
            self._given_twice[loaded.document] = Remark(loaded.path or "the articles", reason)
        else:
            self.outcomes[loaded.outcome] += 1
        self._claims_of[id] = loaded.claims
        self.claims += loaded.claims
        for who in self.speakers & loaded.renamed.keys():  # “Ruiz” is Ana Ruiz, now that she has come
            self.speakers = self.speakers - {who} | loaded.renamed[who]
        self.speakers |= loaded.speakers

    def end(self) -> None:
        """Remark on what can be told of all documents alone."""
        self.remarks += self._given_twice.values()

    def watch(
        self, articles: Iterable[tuple[Document, Unchanged | None]]
    ) -> Iterator[tuple[Document, Unchanged | None]]:
        """Pass articles on, and count those that have no date."""
        for article, mark in articles:
            self.undated += article.date is None
            yield article, mark

    def __str__(self) -> str:
        """ "8 documents (2 replaced), 163 claims by 55 speakers"."""
        old = ", ".join(
            f"{self.outcomes[outcome]} {outcome}" for outcome in ("replaced", "unchanged") if self.outcomes[outcome]
        )
        documents = plural(self.documents, "document") + (f" ({old})" if old else "")
        if self.outcomes and self.outcomes["unchanged"] == self.documents:
            return documents
        return f"{documents}, {plural(self.claims, 'claim')} by {plural(len(self.speakers), 'speaker')}"


def load(
    engine: Store,
    articles: Iterable[Document],
    extract: Extract,
    how: str,
    report: Report,
    passing: Callable[[Iterator[tuple[Document, Found]]], Iterable[tuple[Document, Found]]] = iter,
) -> None:
    """Load articles into a store; those that it has as they are are not extracted.

    Args:
        engine: open for writing.
        articles: read as they are needed.
        extract: finds the triples of articles, in their order.
        how: stands for all that decides which triples `extract` finds.
        report: what is loaded is counted in it.
        passing: passes on what is loaded, and may end it.
    """
    from onrecord.graph.loading.readings import Readings

    with (
        Readings(engine, how) as readings,
        closing(find_changed(report.watch(readings.marked(articles)), extract)) as found,
    ):
        for loaded in engine.load(passing(found)):
            readings.loaded(loaded.document)
            report.count(loaded)
    report.end()


def find_changed(
    articles: Iterator[tuple[Document, Unchanged | None]], extract: Extract
) -> Generator[tuple[Document, Found]]:
    """Give articles with their triples, in order; those that are unchanged are not extracted.

    Args:
        articles: as `Readings.marked` gives them.
        extract: finds the triples of articles, in their order, and is called if there is one that is changed.
    """
    unchanged: deque[tuple[Document, Unchanged]] = deque()  # that come before an article whose triples are awaited
    before: deque[int] = deque()  # how many of these come before each of the articles that are extracted

    def changed() -> Iterator[Document]:
        number = 0
        for article, mark in articles:
            if mark is None:
                before.append(number)
                number = 0
                yield article
            else:
                unchanged.append((replace(article, text=""), mark))
                number += 1

    for article, mark in articles:
        if mark is not None:
            yield article, mark
            continue
        before.append(0)
        with closing(extract(chain([article], changed()))) as extracted:
            for document, triples in extracted:
                for _ in range(before.popleft()):
                    yield unchanged.popleft()
                yield document, triples
    yield from unchanged
