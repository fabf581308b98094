"""From a URL to its articles: a page, a feed, a sitemap, or a file of any kind that is read, by what it is.

Of a front page the feed is read that it names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from onrecord.extract.document import Document
from onrecord.extract.errors import ExtractionError
from onrecord.extract.reading import archives, files, kinds
from onrecord.extract.reading.columns import Columns
from onrecord.extract.reading.item import Item, Remark, Skipped, Unreached
from onrecord.extract.reading.online import sitemaps
from onrecord.extract.reading.web import feeds, html
from onrecord.extract.reading.web.link import plain_link
from onrecord.extract.reading.web.seen import Seen, mark

if TYPE_CHECKING:
    from onrecord.extract.reading.online.client import Answer, Client

_SITEMAPS_IN_SITEMAPS: Final = 2
_SITEMAP_BYTES: Final = 52_428_800  # by the protocol


class NoListError(ExtractionError):
    """What was to be a feed or sitemap is something else."""


def is_url(path: object) -> bool:
    """Whether what stands for a path is a URL."""
    return isinstance(path, str) and path[:8].lower().startswith(("http://", "https://"))


def why_not(path: object) -> str:
    """Why what looks like an address is none that is read; empty where it does not look like one."""
    scheme, colon, _ = str(path).partition("://")
    if colon and scheme.isascii() and scheme.replace("+", "").isalnum():
        return f"addresses are read that begin with http:// or https://, not with {scheme}://: fetch it yourself first"
    return "an address begins with http:// or https://" if str(path).lower().startswith("www.") else ""


def read(url: str, client: Client, columns: Columns) -> Iterator[Item]:
    """The articles of a page, feed, sitemap or file; what cannot be fetched is skipped, the rest is read."""
    yield from _Reading(client, columns).at(url)


def read_new(url: str, client: Client, seen: Seen) -> Iterator[Item]:
    """The articles that a feed or sitemap has got since it was read last; none if it has not changed.

    Args:
        url: of the feed or sitemap.
        client: fetches it, and the pages that it lists.
        seen: what is remembered of it, and what is to be remembered once all articles were taken.
    """
    yield from _Reading(client, Columns(), seen).at(url)


class _Reading:
    """One reading of a URL and of all that it leads to, each page once."""

    def __init__(self, client: Client, columns: Columns, seen: Seen | None = None) -> None:
        self._client = client
        self._columns = columns
        self._seen = seen
        self._urls: set[str] = set()
        self._lists: list[str] = []

    def at(self, url: str, depth: int = 0) -> Iterator[Item]:
        """The articles at a URL; `depth` is how many sitemaps led to it."""
        from onrecord.extract.reading.online.client import FetchError

        if url in self._urls:
            return
        is_first = not self._urls
        self._urls.add(url)
        if is_first:
            self._lists.append(url)
        try:
            if is_first and self._seen:
                yield from self._changed(url, self._seen)
            else:
                yield from self._of(self._client.get(url), url, depth)
        except NoListError as error:
            yield Skipped(url, str(error))
        except FetchError as error:
            yield (Skipped if error.is_lasting else Unreached)(url, str(error))

    def _changed(self, url: str, seen: Seen) -> Iterator[Item]:
        answer = self._client.get(url, etag=seen.etag, modified=seen.modified)
        if answer.unchanged:
            seen.present |= seen.entries
            seen.is_read = True
            return
        is_lost = False
        for item in self._of(answer, url, 0):
            is_lost = is_lost or isinstance(item, Unreached)
            yield item
        # Without them the server gives the list again, with what could not be reached now; those of a page tell
        # nothing of the feed that it names.
        is_asked_again = is_lost or len(self._lists) > 1
        seen.etag, seen.modified = (None, None) if is_asked_again else (answer.etag, answer.modified)
        seen.is_read = True

    def _of(self, answer: Answer, url: str, depth: int) -> Iterator[Item]:
        """The articles of what was fetched."""
        root = feeds.root(_unpacked(answer.data, html.HEAD))
        if root in sitemaps.ROOTS:
            yield from self._sitemap(_unpacked(answer.data, _SITEMAP_BYTES), url, depth)
        elif root in feeds.ROOTS:
            feed = BytesIO(_unpacked(answer.data, html.MAX_PAGE_BYTES + 1))
            yield from self._off_the_web(feeds.documents(feed, url, self._page, self._seen))
        elif json_feed := feeds.parsed_json_feed(answer.data):
            yield from self._off_the_web(feeds.json_feed(json_feed, url, self._page, self._seen))
        elif self._seen and url in self._lists:
            feed_url = feeds.linked(_text(answer), answer.url) if answer.type in html.TYPES else None
            if feed_url is None or len(self._lists) > 1:
                raise NoListError("it is no feed or sitemap, and names none: load it with onrecord load")
            yield from self._feed(feed_url)
        elif answer.type in html.TYPES:
            yield from self._page_or_its_feed(answer, url, depth)
        else:
            yield from self._off_the_web(self._file(answer, url))

    def _feed(self, url: str) -> Iterator[Item]:
        """The articles of the feed that the page names that was asked for first."""
        self._lists.append(url)
        self._urls.add(url)
        yield from self._of(self._client.get(url), url, 0)

    def _page_or_its_feed(self, answer: Answer, url: str, depth: int) -> Iterator[Item]:
        """The article of a page; of a front page, which has none of its own, those of the feed that it names."""
        page = html.article(_text(answer), url, url=answer.url)
        is_front = urlsplit(answer.url).path in ("", "/") or isinstance(page, Skipped)
        if depth == 0 and is_front and (feed_url := feeds.linked(_text(answer), answer.url)) not in (None, *self._urls):
            yield Remark(url, f"a page without an article of its own: the feed that it names was read, {feed_url}")
            yield from self.at(str(feed_url), depth + 1)
        else:
            yield from self._off_the_web(iter([page]))

    def _page(self, url: str) -> Iterator[Item]:
        """The article of a page that a feed links to."""
        return self.at(url, depth=_SITEMAPS_IN_SITEMAPS + 1)

    def _sitemap(self, data: bytes, url: str, depth: int) -> Iterator[Item]:
        if depth > _SITEMAPS_IN_SITEMAPS:
            yield Skipped(url, "it is a sitemap where a page was to be: give its URL by itself")
            return
        entries = sitemaps.entries(data)
        if not entries:
            yield Skipped(url, "the sitemap has no pages, or is damaged")
        elif not sitemaps.is_whole(data):
            yield Remark(url, "the sitemap ends early: what is whole of it has been read")
        for entry in entries:
            known = mark([entry.url, entry.changed])
            if self._seen and not entry.is_sitemap and not self._seen.is_new(known):
                continue
            is_lost = False
            for item in self.at(entry.url, depth + 1):
                is_lost = is_lost or isinstance(item, Unreached)
                if isinstance(item, Document):
                    item = replace(item, date=item.date or entry.date, title=item.title or entry.title)
                yield item
            if self._seen and not entry.is_sitemap and not is_lost:
                self._seen.keep(known)

    def _file(self, answer: Answer, url: str) -> Iterator[Item]:
        """The articles of a file that is no page; what is one article has the URL that it came from."""
        name = PurePosixPath(unquote(urlsplit(answer.url).path)).name or "page"
        stream = BytesIO(answer.data)
        reader = kinds.reader(name, self._columns) or kinds.sniffed(stream, self._columns)
        for item in files.read_stream(stream, url, self._columns, name):
            if isinstance(item, Document) and reader in kinds.ONE_ARTICLE and not item.url:
                item = replace(item, url=plain_link(answer.url), id=item.id if item.has_own_id else "")
            yield item

    def _off_the_web(self, items: Iterator[Item]) -> Iterator[Item]:
        for item in items:
            yield replace(item, path=None) if isinstance(item, Document) else item


def _unpacked(data: bytes, most_bytes: int) -> bytes:
    """The data, or what is packed in it as gz, as sitemaps are, so far as it can be unpacked."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        with archives.unpacked(BytesIO(data)) as stream:
            return stream.read(most_bytes)
    except (*archives.DAMAGE, OSError):
        return b""


def _text(answer: Answer) -> bytes | str:
    """The page, decoded if the server says in what encoding it is: that goes before what the page says."""
    if answer.charset:
        try:
            return answer.data.decode(answer.charset)
        except (LookupError, UnicodeDecodeError):
            pass
    return answer.data
