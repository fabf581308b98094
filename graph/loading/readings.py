"""What the store remembers of reading: an article that is there and unchanged is not extracted anew.

Extraction takes a hundred times as long as looking here. A reading is remembered after its article is safe, in a
transaction of its own: where that one is missing, the article is extracted once more, and nothing is wrong.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date as Date
from itertools import islice
from typing import TYPE_CHECKING, Self

from onrecord.extract.document import DATES_FROM, DateFrom, Document, fingerprint
from onrecord.graph.loading.batches import Unchanged
from onrecord.graph.loading.queries import DELETE_READING, NAMED_FROM_PATHS, READINGS, Reading, TextOfPath
from onrecord.graph.model.rows import key
from onrecord.graph.model.transaction import Transaction

if TYPE_CHECKING:
    from onrecord.graph.stores.store import Store

ASKED_AT_ONCE = 64
REMEMBERED_AT_ONCE = 5_000
_SHARE_OF_WORDS = 0.5


class Readings:
    """Tells, of each article on its way into a store, what the store knows of it. A context manager that remembers.

    Args:
        store: open for writing.
        how: what finds the claims – model, precision, version: with another one all is extracted anew.
    """

    def __init__(self, store: Store, how: str) -> None:
        self._store = store
        self._how = how
        self._under_way: dict[str, str] = {}
        self._changed: set[str] = set()
        self._loaded: dict[str, str] = {}
        self._begun: set[str | None] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.remember()

    def marked(self, articles: Iterable[Document]) -> Iterator[tuple[Document, Unchanged | None]]:
        """Each article, with what it does not say itself as it was loaded before; and whether it is unchanged."""
        rest = iter(articles)
        while portion := [*islice(rest, ASKED_AT_ONCE)]:
            named = self._under_their_names(portion)
            known = {row.id: row for row in self._store.read(READINGS, ids=list({key(one.id) for one in named}))}
            for article in named:
                id = key(article.id)
                row = known.get(id)
                if row is not None:
                    date, date_from = _surer(article, row)
                    article = replace(
                        article,
                        title=article.title or row.title,
                        url=article.url or row.url,
                        publisher=article.publisher or row.publisher,
                        date=date,
                        date_from=date_from,
                    )
                read = self._fingerprint(article)
                is_same = row is not None and (row.read, row.digest_read) == (read, row.digest)
                if row is not None and row.digest and is_same and id not in self._changed:
                    yield article, Unchanged(row.digest)
                else:
                    self._under_way[id] = read
                    self._changed.add(id)  # another article of this id cannot be compared with what the store has now
                    yield article, None

    def loaded(self, id: str) -> None:
        """An article has been loaded. What is not passed on in time is lost with the process, and with no harm."""
        if (read := self._under_way.pop(id, None)) is not None:
            self._loaded[id] = read
        if len(self._loaded) >= REMEMBERED_AT_ONCE:
            self.remember()

    def remember(self) -> None:
        """Write down the readings of what has been loaded."""
        if self._loaded:
            self._store.write(self._write)
            self._loaded = {}

    def _write(self, transaction: Transaction) -> None:
        transaction.lock()
        known = transaction.run(READINGS, ids=list(self._loaded))
        transaction.each(DELETE_READING, [row.id for row in known])
        rows = [{"id": row.id, "read": self._loaded[row.id], "digest": row.digest} for row in known]
        transaction.create("Reading", rows)

    def _under_their_names(self, articles: list[Document]) -> list[Document]:
        """The articles, those without an id under the id that their text, or their file, has in the store.

        So an article that was first loaded with a URL is the same when its file is edited and loaded without.
        """
        begun, self._begun = self._begun, {articles[-1].path}
        without = {one.path: key(os.path.abspath(one.path)) for one in articles if one.path and not one.has_own_id}
        if not without:
            return articles
        named = self._store.read(NAMED_FROM_PATHS, paths=[*without.values()])
        ids = {(row.path, fingerprint(row.text)): row.id for row in named}
        alone = {path for path, number in Counter(one.path for one in articles).items() if number == 1}
        alone -= begun  # a file of many articles, of which others came before, or may follow
        alone -= {articles[-1].path} if len(articles) == ASKED_AT_ONCE else set()
        of_path = {path: rows for path, rows in _by_path(named).items() if len(rows) == 1}

        def id_of(one: Document) -> str:
            path = without[one.path] if one.path else ""
            if (id := ids.get((path, one.id))) is not None:
                return id
            if one.path in alone and path in of_path and _is_version_of(of_path[path][0].text, one.text):
                return of_path[path][0].id
            return one.id

        return [one if one.has_own_id else replace(one, id=id_of(one)) for one in articles]

    def _fingerprint(self, article: Document) -> str:
        parts = [self._how, article.text, article.title, article.url, article.publisher, str(article.date)]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def _by_path(rows: Iterable[TextOfPath]) -> dict[str, list[TextOfPath]]:
    found: dict[str, list[TextOfPath]] = {}
    for row in rows:
        found.setdefault(row.path, []).append(row)
    return found


def _is_version_of(old: str, new: str) -> bool:
    """Whether a text is another edited, rather than one that happens to be in a file of the same name."""
    before, after = set(old.split()), set(new.split())
    return len(before & after) >= _SHARE_OF_WORDS * len(before | after)


def _surer(article: Document, row: Reading) -> tuple[Date | None, DateFrom | None]:
    """The day of publication, with where it comes from: that of the store only where it comes from something surer."""
    if row.date is None:
        return article.date, article.date_from
    known = row.date_from or "stated"  # as in stores of an earlier onrecord
    if article.date_from is None or DATES_FROM.index(article.date_from) > DATES_FROM.index(known):
        return row.date, known
    return article.date, article.date_from
