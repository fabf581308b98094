"""Feeds and sitemaps read again and again: what is new in them goes into a store.

The store is open for writing only while something new is loaded into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord import graph
from onrecord.errors import Error
from onrecord.graph.errors import NoSuchStore
from onrecord.graph.loading import feeds
from onrecord.graph.loading.queries import Feed
from onrecord.interrupts import Interrupted, until
from onrecord.loading import Report, load

if TYPE_CHECKING:
    from onrecord.extract import Document
    from onrecord.extract.language import Language
    from onrecord.extract.reading import Fetching, Remark
    from onrecord.extract.reading.web.seen import Seen
    from onrecord.loading import Extract


class FeedsError(Error):
    """A file of feeds cannot be read, or holds something else; the message names it, and the line."""


@dataclass(slots=True)
class Watch:
    """Reads feeds into a store.

    Args:
        store: the path or URI of the store; made when there is the first article.
        extract: finds the triples of articles.
        how: stands for all that decides which triples it finds.
        fetching: how URLs are fetched.
        publisher: of articles that do not state one.
        language: whether articles in other languages than English are loaded, too.
        interrupted: tells whether to stop after the article in hand.
    """

    store: str
    extract: Extract
    how: str
    fetching: Fetching
    publisher: str | None = None
    language: Language = "en"
    interrupted: Interrupted = lambda: None

    def read(self, urls: Sequence[str]) -> tuple[Report, bool]:
        """Load what is new in feeds.

        Returns:
            what was loaded, and whether any of the feeds could be read.

        Raises:
            StoreError: the store cannot be opened or written to.
            KeyboardInterrupt: it was interrupted; what had been loaded stays.
        """
        known = self._remembered(urls)
        remarks: list[Remark] = []
        seen: dict[str, Seen] = {}
        articles = [*self._new(urls, known, seen, remarks)]
        report = Report(remarks=remarks)
        changed = [
            Feed(url, now.etag, now.modified, sorted(now.present))
            for url, now in seen.items()
            if now.is_read and now.present != now.entries
        ]
        if articles or changed:
            with graph.open(self.store) as store:
                load(store, articles, self.extract, self.how, report, partial(until, self.interrupted))
                feeds.remember(store, changed)
        return report, any(now.is_read for now in seen.values())

    def _remembered(self, urls: Sequence[str]) -> dict[str, Feed]:
        try:
            with graph.open(self.store, read_only=True) as store:
                return feeds.remembered(store, urls)
        except NoSuchStore:
            return {}

    def _new(
        self, urls: Sequence[str], known: dict[str, Feed], seen: dict[str, Seen], remarks: list[Remark]
    ) -> Iterator[Document]:
        """What is new in the feeds; what is to be remembered of them is put into `seen`."""
        from onrecord.extract import Document
        from onrecord.extract.reading import complete
        from onrecord.extract.reading.online import urls as reading
        from onrecord.extract.reading.online.client import Client
        from onrecord.extract.reading.web.seen import Seen

        client = Client(self.fetching)
        for url in urls:
            before = known.get(url, Feed(url, None, None, []))
            seen[url] = Seen(before.etag, before.modified, frozenset(before.entries))
            items = until(self.interrupted, reading.read_new(url, client, seen[url]))
            for item in complete(items, publisher=self.publisher, language=self.language):
                if isinstance(item, Document):
                    yield item
                else:
                    remarks.append(item)


def listed(sources: Iterable[str]) -> list[str]:
    """The URLs of feeds: those given, and those in files that list them, one a line; # begins a comment.

    Raises:
        FeedsError: a file cannot be read, a line is no URL, or there is none.
    """
    from onrecord.extract.reading.online.urls import is_url

    urls: list[str] = []
    for source in sources:
        if is_url(source):
            urls.append(source)
            continue
        try:
            lines = Path(source).read_text("utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            raise FeedsError(f"{source} cannot be read: {reason}. It has to list the URLs of feeds.") from None
        for number, line in enumerate(lines, 1):
            url = line.split(" #")[0].strip()
            if not url or url.startswith("#"):
                continue
            if not is_url(url):
                raise FeedsError(f"{source}, line {number}: {url[:60]!r} is no URL (http:// or https://).")
            urls.append(url)
    if not urls:
        raise FeedsError(f"{', '.join(sources)}: there is no URL of a feed in it. List them one a line.")
    return list(dict.fromkeys(urls))
