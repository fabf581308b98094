"""A URL without what feeds and newsletters add to it, so that one article has one; a host's name is no publisher's."""

from __future__ import annotations

from urllib.parse import urldefrag, urlsplit

from onrecord.extract.document import Document


def plain_link(url: str) -> str:
    """The URL without parameters that track readers, and without the place on the page."""
    from courlan import normalize_url

    page, place = urldefrag(url)
    return str(normalize_url(page if place and place[0] not in "!/" else url))


def stated_publisher(page: Document) -> str | None:
    """The publisher that a page states; None where it states none and has the name of its site's host for one."""
    host = urlsplit(page.url or "").netloc.lower()
    is_host = page.publisher is not None and page.publisher.lower() in (host, host.removeprefix("www."))
    return None if is_host else page.publisher
