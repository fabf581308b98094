"""Feeds: RSS, Atom and JSON Feed, an article an entry, where the feed has its full text or its pages can be fetched."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from html import unescape
from typing import Any, BinaryIO
from urllib.parse import urljoin

from onrecord.extract.document import Document
from onrecord.extract.reading.dates import day
from onrecord.extract.reading.item import Item, Remark, Skipped, Unreached
from onrecord.extract.reading.record import string
from onrecord.extract.reading.web import html
from onrecord.extract.reading.web.link import plain_link, stated_publisher
from onrecord.extract.reading.web.seen import Seen, mark

JSON_FEED = "https://jsonfeed.org/version/"
ROOTS = (b"rss", b"feed", b"RDF")
TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")

Fetch = Callable[[str], Iterator[Item]]
"""Gives the article of the page at a URL, or says why there is none."""

_FULL_TEXT = 600  # characters: a description of so many is no teaser
_ROOT = re.compile(rb"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s>/]")
_REFERENCE = re.compile(rb"&#(?:x0*([0-9a-f]+)|0*([0-9]+));?", re.IGNORECASE)
_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|RDF)\s*>\s*(?:<!--.*?-->\s*)*$", re.DOTALL)


def markup(stream: BinaryIO, path: str) -> Iterator[Item]:
    """The articles of a file in XML or HTML, which is a feed or a page by what it is, whatever its name."""
    head = stream.read(html.HEAD)
    stream.seek(0)
    name = root(head)
    if name in ROOTS:
        yield from documents(stream, path)
    elif name in (b"urlset", b"sitemapindex"):
        yield Skipped(path, "it is a sitemap, a list of pages: give its URL, or save the pages")
    elif head.lstrip().startswith(b"<?xml") and name.lower() != b"html":
        yield Skipped(
            path, f"it is XML of a kind that is not read (<{name.decode()}>): save its text, or as JSON Lines"
        )
    else:
        yield from html.documents(stream, path)


def root(head: bytes) -> bytes:
    """The name of the first element of what begins so in XML or HTML; empty if there is none."""
    found = _ROOT.search(re.sub(rb"<!--.*?-->|<\?.*?\?>", b"", head, flags=re.DOTALL))
    return found[2] if found else b""


def linked(page: bytes | str, url: str) -> str | None:
    """The URL of the feed that a page names as its own (`<link rel="alternate">`), other than that of its comments."""
    import trafilatura

    parsed = trafilatura.load_html(page)
    if parsed is None:
        return None
    for link in parsed.iter("link"):
        is_feed = "alternate" in link.get("rel", "").lower().split() and link.get("type", "").lower() in TYPES
        if is_feed and link.get("href") and "comment" not in f"{link.get('title', '')} {link.get('href')}".lower():
            base = next(iter(parsed.xpath("//base/@href")), "")
            with suppress(ValueError):  # it is no address
                return str(urljoin(urljoin(url, base), link.get("href").strip()))
    return None


def documents(stream: BinaryIO, path: str, fetch: Fetch | None = None, seen: Seen | None = None) -> Iterator[Item]:
    """The articles of an RSS or Atom feed.

    Args:
        stream: the feed.
        path: the file or URL that it comes from.
        fetch: reads the page that an entry without its full text links to; without it such entries are skipped.
        seen: which entries were read before, and are not read again; those that are read now are added.
    """
    import feedparser

    data = stream.read(html.MAX_PAGE_BYTES + 1)
    if len(data) > html.MAX_PAGE_BYTES:
        yield Skipped(path, f"the feed is over {html.MAX_PAGE_BYTES // 1_000_000} MB")
        return
    # What the feed has is made text of and never shown in a browser, so nothing has to be taken out of it.
    feed = feedparser.parse(_REFERENCE.sub(_to_a_character, data), sanitize_html=False, resolve_relative_uris=False)
    entries = list(feed.entries)
    if not _END.search(data):
        entries = entries[:-1]  # the last may be cut off
        yield Remark(path, "the feed ends early: what is whole of it has been read")
    # Of RSS the feed's author is its editor, who wrote none of the articles.
    authors = feed.feed.get("authors", []) if feed.version.startswith("atom") else []
    articles = (_entry(entry, authors) for entry in entries)
    yield from _articles(articles, string(feed.feed.get("title")), path, fetch, seen)


def _to_a_character(reference: re.Match[bytes]) -> bytes:
    """The reference, if it is to a character, on others of which feedparser fails."""
    digits = reference[1] or reference[2]
    code = int(digits, 16 if reference[1] else 10) if len(digits) < 9 else sys.maxunicode + 1
    return b"&#xFFFD;" if code > sys.maxunicode or 0xD800 <= code < 0xE000 else reference[0]


def json_feed(
    feed: Mapping[str, Any], path: str, fetch: Fetch | None = None, seen: Seen | None = None
) -> Iterator[Item]:
    """The articles of a JSON Feed; `fetch` and `seen` as in `documents`."""
    items = feed.get("items")
    items = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    articles = (_json_item(item, _json_authors(feed)) for item in items)
    yield from _articles(articles, string(feed.get("title")), path, fetch, seen)


def parsed_json_feed(data: bytes) -> Mapping[str, Any] | None:
    """The JSON Feed that the bytes are, None if they are none."""
    if not data[: html.HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") or JSON_FEED.encode() not in data:
        return None
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return content if is_json_feed(content) else None


def is_json_feed(content: object) -> bool:
    return isinstance(content, dict) and str(content.get("version")).startswith(JSON_FEED)


Fields = dict[str, Any]


def _articles(
    entries: Iterator[Fields], publisher: str | None, path: str, fetch: Fetch | None, seen: Seen | None
) -> Iterator[Item]:
    read = teasers = 0
    for entry in entries:
        known = mark(value for name, value in entry.items() if name not in ("author", "publisher"))
        if seen and not seen.is_new(known):
            read += 1
            continue
        items = _article(entry, publisher, path, fetch)
        if items is None:
            teasers += 1
            items = iter(())
        else:
            read += 1
        is_lost = False
        for item in items:
            is_lost = is_lost or isinstance(item, Unreached)
            yield item
        if seen and not is_lost:
            seen.keep(known)
    if teasers:
        number = f"{teasers} of {read + teasers} entries"
        why = "have no full text and no link" if fetch else "have no full text: save the pages that they link to"
        yield Skipped(path, f"{number}, which {why}")
    elif not read:
        yield Skipped(path, "the feed has no entries")


def _article(entry: Fields, publisher: str | None, path: str, fetch: Fetch | None) -> Iterator[Item] | None:
    """The article of an entry, or what there is to say of it; None if it has none."""
    content, is_full, link = entry.pop("text"), entry.pop("is_full"), entry["url"]
    publisher = entry.pop("publisher", None) or publisher
    entry["url"] = link and plain_link(link)
    entry["id"] = "" if link else entry["id"] or ""  # so that it is one with the page behind the link
    item = html.shown(content, path)
    if isinstance(item, Document) and (is_full or len(item.text) >= _FULL_TEXT):
        return iter([replace(item, publisher=publisher, **entry)])
    if fetch and link:
        return (_completed(page, entry, publisher) if isinstance(page, Document) else page for page in fetch(link))
    return None


def _completed(page: Document, entry: Fields, publisher: str | None) -> Document:
    """The article of a page, with what only the feed says of it."""
    return replace(
        page,
        title=page.title or entry["title"],
        date=page.date or entry["date"],
        publisher=stated_publisher(page) or publisher or page.publisher,
        author=page.author or entry["author"],
    )


def _entry(entry: Any, authors: list[Any]) -> Fields:
    """What an entry says of its article.

    Args:
        entry: the entry of RSS or Atom.
        authors: the feed's own, who wrote what names no other.
    """
    source = entry.get("source", {})  # the feed that it was taken over from
    link = string(entry.get("link"))
    content = next((part.value for part in entry.get("content", ()) if part.get("value")), "")
    return {
        "text": content or entry.get("summary", ""),
        "is_full": bool(content),
        "title": string(unescape(entry.get("title", ""))),
        "url": link if link and link.startswith(("http://", "https://")) else None,  # feedparser takes an id for one
        "id": string(entry.get("id")),
        "date": day(entry.get("published")) or day(entry.get("updated")),
        "author": _author(entry.get("authors") or source.get("authors") or ([] if source else authors)),
        "publisher": string(source.get("title")),
    }


def _json_item(item: Mapping[str, Any], authors: list[Any]) -> Fields:
    """What an item says of its article; `authors` are the feed's own, who wrote what names no other."""
    page, text = item.get("content_html"), item.get("content_text")
    return {
        "text": page if isinstance(page, str) else html.escaped(text) if isinstance(text, str) else "",
        "is_full": True,
        "title": string(item.get("title")),
        "url": string(item.get("url")),
        "id": string(item.get("id")),
        "date": day(item.get("date_published")) or day(item.get("date_modified")),
        "author": _author(_json_authors(item) or authors),
    }


def _json_authors(content: Mapping[str, Any]) -> list[Any]:
    """The authors that a JSON Feed or an item of it states; version 1.0 has one alone."""
    authors = content.get("authors")
    authors = authors if isinstance(authors, list) else [content.get("author")]
    return [author for author in authors if isinstance(author, dict)]


def _author(authors: list[Any]) -> str | None:
    """The name of the author of an entry; None where there is none, or there are several."""
    return string(authors[0].get("name")) if len(authors) == 1 else None
